"""Dates in words, alone in a box and inside sentences, and texts that only look like them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from app.domain.capture import find_date, understand
from tests.unit.capture.table import NOW, rows


def said(text: str, now: dt.datetime = NOW, **options: frozenset[int]) -> str:
    hit = find_date(text, now=now, **options)
    if hit is None:
        return ""
    return f"{hit.date} {hit.time:%H:%M}" if hit.time else str(hit.date)


@pytest.mark.parametrize(
    ("text", "expected"),
    [tuple(part.strip() for part in row.split("|")) for row in rows("dates.txt")],
)
def test_words(text: str, expected: str) -> None:
    assert said(text) == expected


@pytest.mark.parametrize("note", rows("no_dates.txt"))
def test_no_date(note: str) -> None:
    assert said(note) == ""


@pytest.mark.parametrize("note", rows("no_dates.txt"))
def test_no_follow_up_without_a_date(note: str) -> None:
    assert understand(note, now=NOW).followup is None


def test_weekday_of_today_is_in_a_week() -> None:
    wednesday = dt.datetime(2026, 11, 18, 9, tzinfo=ZoneInfo("UTC"))
    assert said("в среду", wednesday) == "2026-11-25"
    assert said("on Wednesday", wednesday) == "2026-11-25"
    assert said("this Wednesday", wednesday) == "2026-11-18"


def test_end_of_the_week_is_its_last_working_day() -> None:
    assert said("до конца недели", working_days=frozenset(range(6))) == "2026-11-21"
    friday = dt.datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("UTC"))
    assert said("end of the week", friday) == "2026-11-20"
    saturday = dt.datetime(2026, 11, 21, 9, tzinfo=ZoneInfo("UTC"))
    assert said("end of the week", saturday) == "2026-11-27"


def test_time_that_has_passed_is_tomorrow() -> None:
    assert said("в 15:00") == "2026-11-17 15:00"
    assert said("в 9:30") == "2026-11-18 09:30"


def test_an_hour_later_over_the_end_of_summer_time() -> None:
    berlin = dt.datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert said("in an hour", berlin) == "2026-10-25 02:30"
    assert said("через 2 часа", berlin) == "2026-10-25 03:30"


def test_last_of_all_days_does_not_break() -> None:
    last = dt.datetime(9999, 12, 31, 23, 59, tzinfo=ZoneInfo("UTC"))
    for text in (
        "завтра",
        "in 3 months",
        "next week",
        "в среду",
        "after Christmas",
        "через час",
        "29 февраля",
        "tonight",
    ):
        find_date(text, now=last)


def test_only_the_languages_asked_for() -> None:
    assert find_date("в среду", now=NOW, languages=("en",)) is None
    assert find_date("on Wednesday", now=NOW, languages=("ru",)) is None


def test_places_of_the_words() -> None:
    text = "завтра перезвонить Ивановой в 15:00"
    hit = find_date(text, now=NOW)
    assert hit is not None
    assert [text[start:end] for start, end in hit.spans] == ["завтра", "в 15:00"]


def test_the_day_starts_when_the_team_does() -> None:
    hit = find_date("в среду утром", now=NOW, day_start=dt.time(8, 30))
    assert hit is not None
    assert hit.time == dt.time(8, 30)
