"""The order of the day, its reasons, the response clock, and who works when."""

from __future__ import annotations

import datetime as dt
import gettext
import random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.agenda import Entry, EntryKind, Line, Urgency, in_order, norm_for, waiting
from app.domain.availability import read_hours
from app.domain.colleague import OFFICE_HOURS, Colleague, Leave
from app.domain.hours import Span
from app.domain.touch import silence
from app.language import Translator

EN = Translator("en", gettext.NullTranslations())
MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
NOW = dt.datetime(2026, 11, 17, 10, 42, tzinfo=MOSCOW)
TODAY = NOW.date()


def request(ref: int, class_: str, waited: int) -> Entry:
    return Entry(EntryKind.REQUEST, ref, class_, waited=waited)


def step(ref: int, class_: str = "B", days: int = 0, at: dt.time | None = None) -> Entry:
    return Entry(EntryKind.FOLLOWUP, ref, class_, TODAY + dt.timedelta(days=days), at)


def quiet(ref: int, class_: str, days: int, usual: int = 30, *, ever: bool = True) -> Entry:
    since = TODAY - dt.timedelta(days=days)
    return Entry(EntryKind.SILENT, ref, class_, silence=silence(since if ever else None, since, usual, TODAY))


def refs(lines: tuple[Line, ...]) -> list[int]:
    return [line.entry.ref for line in lines]


def test_a_day() -> None:
    entries = [
        step(11, "VIP", days=1),
        quiet(9, "VIP", 41),
        quiet(10, "A", 70),
        step(8, "C"),
        step(7, "VIP", at=dt.time(18)),
        step(6, "B", days=-1),
        step(5, "A", days=-3),
        request(4, "", 12),
        request(3, "A", 48),
        step(2, "A", at=dt.time(12)),
        request(1, "VIP", 130),
    ]
    lines = in_order(entries, now=NOW)
    assert refs(lines) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert [line.reason.text(EN) for line in lines] == [
        "waits for an answer 2 h 10 min, norm 1 h",
        "promised today at 12:00",
        "waits for an answer 48 min of 2 h",
        "waits for an answer 12 min of 8 h",
        "late by 3 days",
        "late by 1 day",
        "promised today at 18:00",
        "due today",
        "silent 41 days, usually 30",
        "silent 70 days, usually 30",
        "due tomorrow",
    ]
    assert [line.entry.ref for line in lines if line.late] == [1, 5, 6]
    random.Random(1).shuffle(entries)
    assert refs(in_order(entries, now=NOW)) == refs(lines)


def test_within_one_class_the_longer_overdue_stands_first() -> None:
    assert refs(in_order([request(1, "A", 10), request(2, "A", 90)], now=NOW)) == [2, 1]
    assert refs(in_order([quiet(1, "A", 40), quiet(2, "A", 60)], now=NOW)) == [2, 1]
    assert refs(in_order([step(1, days=-1), step(2, days=-9)], now=NOW)) == [2, 1]
    assert refs(in_order([step(1), step(2, at=dt.time(17)), step(3, at=dt.time(15))], now=NOW)) == [3, 2, 1]


def test_who_has_no_class_yet_stands_before_c_and_d() -> None:
    classes = ["D", "C", "", "B", "A", "VIP"]
    lines = in_order([step(place, name) for place, name in enumerate(classes)], now=NOW)
    assert [line.entry.class_ for line in lines] == ["VIP", "A", "B", "", "C", "D"]


def test_a_promised_hour_that_has_passed_is_late() -> None:
    line = in_order([step(1, at=dt.time(9, 5))], now=NOW)[0]
    assert (line.urgency, line.late) == (Urgency.PROMISED_NOW, True)
    assert line.reason.text(EN) == "promised today by 9:05"
    later = in_order([step(1, days=3)], now=NOW)[0]
    assert later.reason.text(EN) == "due 20 Nov 2026"
    assert not later.late
    never = in_order([quiet(1, "", 61, 60, ever=False)], now=NOW)[0]
    assert never.reason.text(EN) == "no contact yet in 61 days"


def test_norms() -> None:
    assert [norm_for(name) for name in ("VIP", "A", "B", "C", "D", "")] == [60, 120, 240, 480, 480, 480]
    assert norm_for("C", {"VIP": 30, "": 600}) == 600
    line = in_order([request(1, "VIP", 45)], now=NOW, norms={"VIP": 30})[0]
    assert line.reason.text(EN) == "waits for an answer 45 min, norm 30 min"


def moscow(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("since", "now", "minutes"),
    [
        ("2026-11-17T08:32", "2026-11-17T10:42", 102),
        ("2026-11-17T10:00", "2026-11-17T10:00", 0),
        ("2026-11-17T12:00", "2026-11-17T11:00", 0),
        ("2026-11-17T17:30", "2026-11-18T09:20", 50),
        # Friday evening to Monday morning
        ("2026-11-20T19:00", "2026-11-23T09:10", 10),
        ("2026-11-21T12:00", "2026-11-22T12:00", 0),
        # Tuesday 3 November to Thursday: Wednesday is Unity Day
        ("2026-11-03T17:00", "2026-11-05T10:00", 120),
        ("2026-11-16T09:00", "2026-11-20T18:00", 5 * 540),
    ],
)
def test_working_minutes(since: str, now: str, minutes: int) -> None:
    assert waiting(moscow(since), moscow(now), hours=OFFICE_HOURS, zone=MOSCOW, country="RU") == minutes


def test_the_night_of_the_change_of_time_is_counted_as_it_was() -> None:
    hours = read_hours("24/7")
    start = dt.datetime(2026, 3, 28, 23, 0, tzinfo=dt.UTC)
    assert waiting(start, start + dt.timedelta(hours=5), hours=hours, zone=BERLIN) == 300


def test_a_break_does_not_count_and_ages_are_capped() -> None:
    hours = read_hours("9-13, 14-18")
    assert waiting(moscow("2026-11-17T12:30"), moscow("2026-11-17T14:30"), hours=hours, zone=MOSCOW) == 60
    old = waiting(moscow("1999-01-01T00:00"), NOW, hours=OFFICE_HOURS, zone=MOSCOW)
    assert 0 < old < 400 * 540


moments = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 12, 31), timezones=st.just(dt.UTC))  # noqa: DTZ001 - hypothesis adds the zone


@given(moments, moments, moments)
def test_waiting_adds_up(one: dt.datetime, two: dt.datetime, three: dt.datetime) -> None:
    first, middle, last = (each.replace(second=0, microsecond=0) for each in sorted((one, two, three)))

    def minutes(start: dt.datetime, end: dt.datetime) -> int:
        return waiting(start, end, hours=OFFICE_HOURS, zone=BERLIN, country="DE")

    assert minutes(first, last) == minutes(first, middle) + minutes(middle, last)


def test_a_colleague() -> None:
    anna = Colleague(
        hours=read_hours("будни 9-18, кроме ср; пт 9-17"),
        country="RU",
        leaves=(Leave(dt.date(2026, 11, 19), dt.date(2026, 11, 24), "отпуск"),),
    )
    worked = [day for day in range(2, 31) if anna.is_working(dt.date(2026, 11, day))]
    assert worked == [2, 3, 5, 6, 9, 10, 12, 13, 16, 17, 26, 27, 30]
    assert anna.spans(dt.date(2026, 11, 27)) == (Span(540, 1020),)
    assert anna.spans(dt.date(2026, 11, 20)) == ()
    leave = anna.leave_on(dt.date(2026, 11, 24))
    assert leave is not None
    assert leave.note == "отпуск"


def test_office_hours_where_none_are_stated() -> None:
    assert Colleague().is_working(dt.date(2026, 11, 23))
    assert not Colleague().is_working(dt.date(2026, 11, 22))
