"""Customers that fall out of sight."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.touch import interval_of, silence, silent_before

TODAY = dt.date(2026, 11, 23)
CREATED = dt.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("class_", "own", "days"),
    [
        ("VIP", None, 30),
        ("A", None, 30),
        ("B", None, 45),
        ("C", None, 90),
        ("D", None, None),
        ("", None, 60),
        ("D", 20, 20),
        ("VIP", 7, 7),
        ("VIP", 0, None),
    ],
)
def test_interval(class_: str, own: int | None, days: int | None) -> None:
    assert interval_of(class_, own) == days


def test_the_team_sets_its_own_intervals() -> None:
    assert interval_of("VIP", None, intervals={"VIP": 14, "": 100}) == 14
    assert interval_of("B", None, intervals={"VIP": 14, "": 100}) == 100


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def test_forty_one_days_of_silence() -> None:
    quiet = silence(ago(41), CREATED, 30, TODAY)
    assert (quiet.days, quiet.over, quiet.usual, quiet.due_on) == (41, 11, 30, ago(11))
    assert quiet.out_of_sight
    assert quiet.ever


def test_the_last_day_is_still_in_time() -> None:
    assert silence(ago(30), CREATED, 30, TODAY).over is None
    assert silence(ago(31), CREATED, 30, TODAY).over == 1


def test_never_contacted_counts_from_the_card() -> None:
    quiet = silence(None, ago(70), 60, TODAY)
    assert (quiet.days, quiet.over, quiet.ever) == (70, 10, False)
    assert silence(None, TODAY + dt.timedelta(days=3), 60, TODAY).days == 0


def test_without_an_interval_nobody_is_out_of_sight() -> None:
    quiet = silence(ago(400), CREATED, None, TODAY)
    assert (quiet.days, quiet.over, quiet.due_on) == (400, None, None)


def test_leave_does_not_count() -> None:
    fortnight = (ago(30), ago(17))
    assert silence(ago(41), CREATED, 30, TODAY, [fortnight]).over is None
    assert silence(ago(41), CREATED, 30, TODAY, [fortnight]).due_on == TODAY + dt.timedelta(days=3)
    assert silence(ago(50), CREATED, 30, TODAY, [fortnight]).over == 6
    assert silence(ago(50), CREATED, 30, TODAY, [fortnight, fortnight, (ago(20), ago(17))]).over == 6
    assert silence(ago(41), CREATED, 30, TODAY, [(ago(90), ago(60))]).over == 11, "before the last contact"


leaves = st.lists(st.tuples(st.integers(-30, 200), st.integers(0, 30)), max_size=4)


@given(st.integers(0, 200), st.integers(1, 120), leaves)
def test_it_is_over_after_the_due_day(days: int, interval: int, away: list[tuple[int, int]]) -> None:
    leave = [(ago(start), ago(start) + dt.timedelta(days=length)) for start, length in away]
    quiet = silence(ago(days), CREATED, interval, TODAY, leave)
    assert quiet.due_on is not None
    on_leave_today = any(first <= TODAY <= last for first, last in leave)
    if not on_leave_today:
        assert quiet.out_of_sight is (quiet.due_on < TODAY)


@given(st.integers(0, 250), st.integers(1, 120), leaves)
def test_the_day_before_which_one_is_silent(days: int, interval: int, away: list[tuple[int, int]]) -> None:
    leave = [(ago(start), ago(start) + dt.timedelta(days=length)) for start, length in away]
    quiet = silence(ago(days), CREATED, interval, TODAY, leave)
    assert quiet.out_of_sight is (ago(days) < silent_before(interval, TODAY, leave))
