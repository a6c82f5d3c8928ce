"""Rules of series against dateutil, exceptions, words, cutting and shifting; wall clocks across clock changes (R1)."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from app.domain.recurrence import (
    WrongRule,
    in_zone,
    next_after,
    occurrences,
    parts,
    read_days,
    valid,
    wall_moment,
    write_days,
)
from app.domain.recurrence_change import (
    CannotShift,
    Choice,
    build,
    choice_of,
    counted_from,
    ended_before,
    moved_days,
    shifted,
)
from app.domain.recurrence_text import rule_text
from app.language import translator
from app.paths import user_paths

EN, RU = (translator(code, user_paths().translations) for code in ("en", "ru"))
START = dt.date(2026, 11, 18)  # Wednesday
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31))
ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Europe/Moscow",
        "Pacific/Apia",
    )
]
CHOICES = st.one_of(
    st.builds(Choice, freq=st.sampled_from(["DAILY", "YEARLY"]), interval=st.integers(1, 4)),
    st.builds(
        Choice,
        freq=st.just("WEEKLY"),
        interval=st.integers(1, 4),
        weekdays=st.sets(st.integers(0, 6), max_size=4).map(lambda days: tuple(sorted(days))),
    ),
    st.builds(
        Choice,
        freq=st.just("MONTHLY"),
        interval=st.integers(1, 4),
        month_day=st.sampled_from([None, 1, 15, 29, 30, 31, -1]),
    ),
    st.builds(
        Choice,
        freq=st.just("MONTHLY"),
        interval=st.integers(1, 4),
        nth=st.tuples(st.sampled_from([1, 2, 3, 4, 5, -1]), st.integers(0, 6)),
    ),
)
ENDS = st.one_of(
    st.just({}),
    st.builds(lambda count: {"count": count}, st.integers(1, 30)),
    st.builds(lambda until: {"until": until}, DAYS),
)


@st.composite
def rules(draw: st.DrawFn) -> str:
    choice, end = draw(CHOICES), draw(ENDS)
    return build(Choice(**{**choice.__dict__, **end}))


def plain(rule: str, start: dt.date, first: dt.date, last: dt.date) -> list[dt.date]:
    """What dateutil says without any short cut."""
    found = rrulestr(rule, dtstart=dt.datetime.combine(start, dt.time()))
    between = found.between(
        dt.datetime.combine(first, dt.time()), dt.datetime.combine(last, dt.time()), inc=True
    )
    return [day.date() for day in between]


@given(rules(), DAYS, st.integers(-30, 800), st.integers(0, 90))
def test_occurrences_are_those_of_the_whole_rule(rule: str, start: dt.date, ahead: int, length: int) -> None:
    first = start + dt.timedelta(days=ahead)
    last = first + dt.timedelta(days=length)
    assert list(occurrences(rule, start, first, last)) == plain(rule, start, first, last)


@given(rules(), DAYS, st.integers(-5, 700), st.sets(st.integers(0, 60), max_size=8))
def test_the_next_one_passes_exceptions_over(rule: str, start: dt.date, ahead: int, skip: set[int]) -> None:
    after = start + dt.timedelta(days=ahead)
    days = plain(rule, start, start, start + dt.timedelta(days=1500))
    gone = {day for number, day in enumerate(days) if number in skip}
    left = [day for day in days if day > after and day not in gone]
    found = next_after(rule, start, after, gone)
    assert found == (left[0] if left else None) or (not left and found is not None and found > days[-1])


@given(rules(), DAYS, st.integers(0, 12))
def test_a_series_cut_in_two_has_the_same_days(rule: str, start: dt.date, place: int) -> None:
    end = start + dt.timedelta(days=900)
    days = occurrences(rule, start, start, end)
    if len(days) <= place or not place:
        return
    day = days[place]
    before = occurrences(ended_before(rule, day), start, start, end)
    after = occurrences(counted_from(rule, start, day), day, day, end)
    assert (*before, *after) == days


@given(rules(), DAYS, st.integers(0, 20), st.integers(-20, 20))
def test_a_shifted_series_has_the_day_where_it_was_put(
    rule: str, start: dt.date, place: int, delta: int
) -> None:
    days = occurrences(rule, start, start, start + dt.timedelta(days=1200))
    if len(days) <= place:
        return
    due, old = days[0], days[place]
    new = old + dt.timedelta(days=delta)
    try:
        changed, first = shifted(counted_from(rule, start, due), old, new, due)
    except CannotShift:
        return
    assert valid(changed)
    if place == 0:
        assert first == new
        # 31st of short months, and the fifth weekday, do not come every month
        assert new in occurrences(changed, first, first, new)
    assert ("COUNT" in parts(changed)) == ("COUNT" in parts(rule))


@given(rules())
def test_what_was_chosen_is_read_back(rule: str) -> None:
    choice = choice_of(rule)
    assert choice is not None
    assert build(choice) == rule
    for tr in (EN, RU):
        assert rule_text(rule, tr, START)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert valid(text) in {True, False}
    assert rule_text(text, EN)[:0] == ""
    read_days(text)


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "x",
        "FREQ=HOURLY",
        "FREQ=DAILY;COUNT=2;UNTIL=20270101",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;UNTIL=tomorrow",
        "FREQ=DAILY;COUNT=1e3",
    ],
)
def test_what_is_no_rule(rule: str) -> None:
    assert not valid(rule)
    with pytest.raises(WrongRule):
        occurrences(rule, START, START, START)


def test_a_rule_that_never_comes_ends_at_once() -> None:
    never = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"
    assert occurrences(never, START, START, START + dt.timedelta(days=4000)) == ()
    assert next_after(never, START, START) is None
    assert next_after(f"{never};COUNT=3", START, START) is None


def test_leap_days_and_short_months() -> None:
    leap = occurrences("FREQ=YEARLY", dt.date(2024, 2, 29), START, dt.date(2033, 1, 1))
    assert leap == (dt.date(2028, 2, 29), dt.date(2032, 2, 29))
    long = occurrences("FREQ=MONTHLY", dt.date(2026, 12, 31), START, dt.date(2027, 6, 1))
    assert [day.month for day in long] == [12, 1, 3, 5]


def test_an_until_of_any_form_includes_its_day() -> None:
    for until in ("20261120", "20261120T000000", "20261120T235959Z"):
        assert len(occurrences(f"FREQ=DAILY;UNTIL={until}", START, START, dt.date(2027, 1, 1))) == 3


@pytest.mark.parametrize(
    ("rule", "english", "russian"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", "every Monday", "каждый понедельник"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "every 2 weeks on Tue, Thu", "каждые 2 недели: вт, чт"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month: the last Friday", "каждый месяц, последняя пятница"),
        (
            "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1",
            "every month: the last Friday",
            "каждый месяц, последняя пятница",
        ),
        ("FREQ=DAILY;UNTIL=20270301", "every day, until 1 Mar 2027", "каждый день, до 1 мар 2027"),
        ("FREQ=WEEKLY;COUNT=10", "every Wednesday, 10 times", "каждую среду, 10 раз"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month: the last day", "каждый месяц, последнего числа"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8", "every year on 8 Mar", "каждый год, 8 мар"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "on weekdays", "по будням"),
        ("FREQ=YEARLY;BYWEEKNO=20", "by a rule of its own", "по особому правилу"),
    ],
)
def test_rules_in_words(rule: str, english: str, russian: str) -> None:
    assert rule_text(rule, EN, START) == english
    assert rule_text(rule, RU, START) == russian


def test_days_are_read_and_written() -> None:
    days = {START, START + dt.timedelta(days=7)}
    assert read_days(write_days(days)) == days
    assert read_days("2026-11-18T10:00 nonsense 2026-13-01") == {START}


def test_exceptions_keep_their_places() -> None:
    old, new = ("FREQ=WEEKLY", START), ("FREQ=WEEKLY", START + dt.timedelta(days=1))
    third = START + dt.timedelta(days=14)
    assert moved_days(old, new, [third]) == {third: third + dt.timedelta(days=1)}
    assert moved_days(old, new, []) == {}


# wall clocks


@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)), st.times(), st.sampled_from(ZONES))
def test_a_time_stays_on_its_wall_clock(date: dt.date, time: dt.time, zone: ZoneInfo) -> None:
    wall = f"{time:%H:%M}"
    moment = wall_moment(date, wall, zone)
    skipped = moment.date() != date or f"{moment:%H:%M}" != wall
    before = moment.astimezone(dt.UTC)
    if skipped:
        # it moved on by the gap, which is the jump of the offset
        asked = dt.datetime.combine(date, dt.time.fromisoformat(wall))
        gap = moment.replace(tzinfo=None) - asked
        day = dt.timedelta(days=1)
        assert gap == moment.utcoffset() - (before - day / 24 * 3).astimezone(zone).utcoffset()
        assert dt.timedelta() < gap <= day
    else:
        assert moment.fold == 0, "of a doubled time the first is meant"


@given(
    st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)),
    st.times(),
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
)
def test_two_clocks_show_one_moment(date: dt.date, time: dt.time, one: ZoneInfo, other: ZoneInfo) -> None:
    wall = f"{time:%H:%M}"
    there = in_zone(date, wall, one, other)
    here = wall_moment(date, wall, one)
    assert here.astimezone(other).date() == there[0]
    assert f"{here.astimezone(other):%H:%M}" == there[1]
    back = in_zone(*there, other, one)
    known = (here.date(), f"{here:%H:%M}")
    # an hour that comes twice there is taken for the first
    assert back == known or here.astimezone(other).fold


@pytest.mark.parametrize(
    ("zone", "date", "time", "utc"),
    [
        ("Europe/Berlin", dt.date(2027, 3, 28), "02:30", "2027-03-28 01:30"),  # skipped: 3:30 summer time
        ("Europe/Berlin", dt.date(2026, 10, 25), "02:30", "2026-10-25 00:30"),  # doubled: the first
        ("America/New_York", dt.date(2027, 3, 14), "02:30", "2027-03-14 07:30"),
        ("America/New_York", dt.date(2026, 11, 1), "01:30", "2026-11-01 05:30"),
        ("Australia/Lord_Howe", dt.date(2026, 10, 4), "02:15", "2026-10-03 15:45"),  # half an hour is skipped
        ("Australia/Lord_Howe", dt.date(2027, 4, 4), "01:45", "2027-04-03 14:45"),
        ("Asia/Kathmandu", dt.date(2026, 11, 18), "10:00", "2026-11-18 04:15"),
    ],
)
def test_gaps_and_folds(zone: str, date: dt.date, time: str, utc: str) -> None:
    assert f"{wall_moment(date, time, ZoneInfo(zone)).astimezone(dt.UTC):%Y-%m-%d %H:%M}" == utc


def test_a_day_without_a_time_is_the_same_everywhere() -> None:
    assert in_zone(START, "", ZONES[0], ZONES[2]) == (START, "")
