"""Levelling of days: what moves where and what never does, told by examples and by properties (row R9)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.load import Level, Limits, Task, deadline_said, level
from app.language import translator
from app.paths import user_paths

MON = dt.date(2026, 11, 16)
EN = translator("en", user_paths().translations)


def day(ahead: int) -> dt.date:
    return MON + dt.timedelta(days=ahead)


def norms(*minutes: int, person: int | None = 1) -> dict[tuple[int | None, dt.date], int]:
    return {(person, day(number)): each for number, each in enumerate(minutes)}


def task(ref: int, minutes: int = 60, **values: object) -> Task:
    return replace(Task(ref, MON, minutes, 1), **values)  # type: ignore[arg-type]


def moved(
    *tasks: Task, norm: tuple[int, ...] = (60, 60, 60, 60), limits: Limits | None = None
) -> dict[int, int]:
    found = level(tasks, norms(*norm), start=MON, end=day(6), limits=limits or Limits())
    return {move.ref: (move.end - MON).days for move in found.moves}


def test_a_day_within_its_norm_is_left_alone() -> None:
    assert moved(task(1)) == {}


def test_the_least_valuable_class_gives_way_to_the_nearest_day() -> None:
    assert moved(task(1, class_="A"), task(2, class_="D"), task(3, class_="B")) == {2: 1, 3: 2}


@pytest.mark.parametrize(
    "kept",
    [
        {"kind": "meeting"},
        {"kind": "visit"},
        {"timed": True},
        {"class_": "VIP"},
        {"fixed": True},
        {"deadline": MON},
        {"barred": frozenset({day(1), day(2), day(3)})},
    ],
)
def test_what_never_moves(kept: dict[str, object]) -> None:
    assert moved(task(1, **kept), task(2, **kept)) == {}


def test_what_is_allowed_moves() -> None:
    assert moved(task(1, timed=True), task(2, timed=True), limits=Limits(timed=True)) == {1: 1}
    assert moved(task(1, class_="VIP"), task(2, class_="VIP"), limits=Limits(vip=True)) == {1: 1}


def test_only_working_days_count_and_no_further_than_the_limit() -> None:
    assert moved(task(1), task(2), norm=(60, 0, 0, 60)) == {1: 3}
    assert moved(task(1), task(2), norm=(60, 10, 10, 10, 60)) == {}
    assert moved(task(1), task(2), norm=(60, 10, 10, 10, 60), limits=Limits(days=4)) == {1: 4}


def test_a_deadline_is_kept_and_a_barred_day_passed_over() -> None:
    assert moved(task(1, deadline=day(2)), task(2, class_="A"), norm=(60, 10, 60)) == {1: 2}
    assert moved(task(1, barred=frozenset({day(1)})), task(2, class_="A")) == {1: 2}


def test_the_reason_is_said() -> None:
    found = level([task(1, class_="D"), task(2)], norms(60, 60), start=MON, end=MON)
    assert found.moves[0].reason(EN) == (
        "16 Nov 2026 holds 2 h, 1 h can be done; 17 Nov 2026 has room: 1 h then; class D gives way first"
    )
    off = level([task(1)], norms(0, 60), start=MON, end=MON)
    assert off.moves[0].reason(EN) == "Nobody works on 16 Nov 2026; 17 Nov 2026 has room: 1 h then"


TASKS = st.lists(
    st.builds(
        Task,
        ref=st.integers(1, 10_000),
        date=st.integers(0, 9).map(day),
        minutes=st.integers(0, 200),
        person=st.sampled_from([1, 2]),
        kind=st.sampled_from(["call", "meeting", "email"]),
        timed=st.booleans(),
        class_=st.sampled_from(["VIP", "A", "B", "C", "D", ""]),
        deadline=st.none() | st.integers(0, 12).map(day),
        barred=st.frozensets(st.integers(0, 12).map(day), max_size=4),
    ),
    max_size=25,
    unique_by=lambda one: one.ref,
)
NORMS = st.fixed_dictionaries(
    {(who, day(ahead)): st.sampled_from([0, 120, 480]) for who in (1, 2) for ahead in range(15)}
)


@given(TASKS, NORMS, st.integers(1, 5))
def test_levelling_keeps_its_promises(
    tasks: list[Task], room: dict[tuple[int | None, dt.date], int], days: int
) -> None:
    limits = Limits(days=days)
    found: Level = level(tasks, room, start=MON, end=day(9), limits=limits)
    by_ref = {one.ref: one for one in tasks}
    assert len({move.ref for move in found.moves}) == len(found.moves)
    for move in found.moves:
        one = by_ref[move.ref]
        assert one.movable(limits)
        assert one.date == move.start < move.end
        assert one.deadline is None or move.end <= one.deadline
        assert move.end not in one.barred
        between = [
            room[one.person, move.start + dt.timedelta(days=n)] > 0
            for n in range(1, (move.end - move.start).days + 1)
        ]
        assert between[-1]
        assert sum(between) <= days
        assert found.before[one.person, move.start] > room[one.person, move.start]
    for place, minutes in found.after.items():
        assert minutes <= max(found.before.get(place, 0), room.get(place, 0))
    assert sum(found.after.values()) == sum(found.before.values())
    assert level(reversed(tasks), room, start=MON, end=day(9), limits=limits) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("выслать прайс до 25 ноября", dt.date(2026, 11, 25)),
        ("ответить не позднее 20.11", dt.date(2026, 11, 20)),
        ("до 2026-12-01 договор", dt.date(2026, 12, 1)),
        ("send the offer by 25 Nov", dt.date(2026, 11, 25)),
        ("by Nov 25th, or until 3 December", dt.date(2026, 11, 25)),
        ("до 15.01", dt.date(2027, 1, 15)),
        ("позвонить до обеда", None),
        ("скидка до 10 %", None),
        ("by 99 Nov", None),
        ("", None),
    ],
)
def test_deadlines_are_read(text: str, expected: dt.date | None) -> None:
    assert deadline_said(text, MON) == expected


@given(st.text(max_size=60))
def test_no_words_break_the_reader(text: str) -> None:
    deadline_said(text, MON)
