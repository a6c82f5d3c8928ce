"""When to call whom."""

from __future__ import annotations

import datetime as dt
import gettext
import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest

from app.domain.availability import (
    Reason,
    moment,
    read_hours,
    when_to_call,
    zone_choices,
    zone_named,
    zone_of_place,
)
from app.domain.places import offset
from app.domain.workdays import calendar_day, is_working_day
from app.language import Translator

MOSCOW, URAL, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Yekaterinburg"), ZoneInfo("Europe/Berlin")


@pytest.fixture
def tr() -> Translator:
    return Translator("en", gettext.NullTranslations())


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


# moment in UTC, hours, kind, country -> reason, until, next start on their clock
CASES = [
    # Monday 23 November 2026, 09:20 UTC is 14:20 in Yekaterinburg
    ("2026-11-23T09:20", "10-18", "person", "RU", Reason.GOOD, "18:00", "2026-11-24 10:00"),
    ("2026-11-23T06:42", "10-13, 15-18", "person", "RU", Reason.GOOD, "13:00", "2026-11-23 15:00"),
    ("2026-11-23T08:42", "10-13, 15-18", "person", "RU", Reason.LUNCH, None, "2026-11-23 15:00"),
    ("2026-11-23T03:00", "10-18", "person", "RU", Reason.EARLY, None, "2026-11-23 10:00"),
    ("2026-11-23T13:00", "10-18", "person", "RU", Reason.LATE, None, "2026-11-24 10:00"),
    # Friday evening: after the weekend
    ("2026-11-27T13:30", "будни с 10 до 18", "person", "RU", Reason.LATE, None, "2026-11-30 10:00"),
    ("2026-11-28T08:00", "будни с 10 до 18", "person", "RU", Reason.DAY_OFF, None, "2026-11-30 10:00"),
    # nothing known: 10 to 20 for people, 9 to 18 for organisations
    ("2026-11-23T14:30", "", "person", "RU", Reason.GOOD, "20:00", "2026-11-24 10:00"),
    ("2026-11-23T14:30", "", "organisation", "RU", Reason.LATE, None, "2026-11-24 09:00"),
    ("2026-11-23T04:30", "", "organisation", "RU", Reason.GOOD, "18:00", "2026-11-24 09:00"),
    # Unity Day is a Wednesday; 9 January 2026 is a Friday that is off for the Saturday before
    ("2026-11-04T07:00", "", "organisation", "RU", Reason.HOLIDAY, None, "2026-11-05 09:00"),
    ("2026-01-09T07:00", "", "organisation", "RU", Reason.HOLIDAY, None, "2026-01-12 09:00"),
    ("2026-11-04T07:00", "", "organisation", "DE", Reason.GOOD, "18:00", "2026-11-05 09:00"),
    # Saturday 2 November 2024 was a working day in Russia
    ("2024-11-02T07:00", "", "organisation", "RU", Reason.GOOD, "18:00", "2024-11-05 09:00"),
    # daily means holidays too
    ("2026-11-04T07:00", "ежедневно 10-22", "organisation", "RU", Reason.GOOD, "22:00", "2026-11-05 10:00"),
]


@pytest.mark.parametrize(("at", "hours", "kind", "country", "reason", "until", "next_start"), CASES)
def test_when(at, hours, kind, country, reason, until, next_start) -> None:
    good = when_to_call(
        utc(at),
        zone=URAL,
        hours=read_hours(hours) if hours else None,
        country=country,
        kind=kind,
        language="ru",
    )
    assert good.reason is reason
    assert good.now is (reason is Reason.GOOD)
    assert (good.until.isoformat("minutes") if good.until else None) == until
    assert good.next_start is not None
    assert f"{good.next_start:%Y-%m-%d %H:%M}" == next_start
    assert good.stated is bool(hours)
    assert good.utc_offset == dt.timedelta(hours=5)


def test_a_holiday_is_named_in_the_language_asked_for() -> None:
    at = utc("2026-11-04T07:00")
    names = [
        when_to_call(at, zone=URAL, hours=None, country="ru", kind="organisation", language=language).holiday
        for language in ("ru", "en")
    ]
    assert names == ["День народного единства", "Unity Day"]


def test_around_the_clock_never_ends(tr: Translator) -> None:
    good = when_to_call(
        utc("2026-11-23T00:00"), zone=URAL, hours=read_hours("24/7"), country="RU", kind="person"
    )
    assert good.now
    assert good.until is None
    assert good.text(tr) == "at any time"


def test_hours_that_touch_at_midnight_are_one() -> None:
    hours = read_hours("fri 20-24; sat 0:00-2:00")
    good = when_to_call(utc("2026-11-27T20:00"), zone=MOSCOW, hours=hours, country="RU", kind="person")
    assert good.until == dt.time(2)


def test_summer_time() -> None:
    """Berlin moves its clock on 29 March 2026 at 2:00 and back on 25 October at 3:00."""
    hours = read_hours("daily 9-18")
    before = when_to_call(utc("2026-03-28T08:30"), zone=BERLIN, hours=hours, country="DE", kind="person")
    after = when_to_call(utc("2026-03-29T07:30"), zone=BERLIN, hours=hours, country="DE", kind="person")
    assert before.now
    assert after.now
    assert before.utc_offset == dt.timedelta(hours=1)
    assert after.utc_offset == dt.timedelta(hours=2)
    assert before.next_start is not None
    assert before.next_start.astimezone(dt.UTC) == utc("2026-03-29T07:00")
    # 2:30 does not exist that night, and comes twice in October
    assert moment(dt.date(2026, 3, 29), 150, BERLIN).astimezone(dt.UTC) == utc("2026-03-29T01:30")
    assert moment(dt.date(2026, 10, 25), 150, BERLIN).astimezone(dt.UTC) == utc("2026-10-25T00:30")


TEXTS = [
    ("2026-11-23T09:20", "now, until 18:00"),
    ("2026-11-23T03:00", "after 10:00"),
    ("2026-11-23T14:00", "tomorrow from 10:00"),
    ("2026-11-28T09:00", "Mon from 10:00"),
    ("2025-12-31T14:00", "Mon 12 from 10:00"),
]


@pytest.mark.parametrize(("at", "text"), TEXTS)
def test_texts(at: str, text: str, tr: Translator) -> None:
    good = when_to_call(utc(at), zone=URAL, hours=read_hours("10-18"), country="RU", kind="person")
    assert good.text(tr) == text


THEN = [
    ("10-13, 15-18", "2026-11-23T06:42", "then 15:00–18:00"),
    ("10-13, 15-18", "2026-11-23T11:00", "then tomorrow from 10:00"),
    ("пн 10-18", "2026-11-23T11:00", "then Mon 30 from 10:00"),
    ("10-13, 15-18", "2026-11-23T09:00", ""),
    ("24/7", "2026-11-23T09:00", ""),
]


@pytest.mark.parametrize(("hours", "at", "text"), THEN)
def test_what_comes_then(hours: str, at: str, text: str, tr: Translator) -> None:
    good = when_to_call(utc(at), zone=URAL, hours=read_hours(hours), country="RU", kind="person")
    assert good.then(tr) == text


def test_words_around_the_time(tr: Translator) -> None:
    good = when_to_call(
        utc("2026-11-28T04:05"), zone=URAL, hours=read_hours("10-18"), country="RU", kind="person"
    )
    assert good.their_time(tr) == "their time 9:05, UTC+5"
    assert good.why(tr) == "a day off there"


PLACES = [
    ("Екатеринбург", "RU", "Asia/Yekaterinburg"),
    ("г. Москва", "", "Europe/Moscow"),
    ("Питер", "", "Europe/Moscow"),
    ("St. Petersburg", "RU", "Europe/Moscow"),
    ("Орел", "RU", "Europe/Moscow"),
    ("самара", "", "Europe/Samara"),
    ("Уфа, Башкортостан", "RU", "Asia/Yekaterinburg"),
    ("Алматы", "KZ", "Asia/Almaty"),
    ("Helsinki", "FI", "Europe/Helsinki"),
    ("Цюрих", "", "Europe/Zurich"),
    ("Koln", "DE", "Europe/Berlin"),
    ("London", "", "Europe/London"),
    ("London", "CA", "America/Toronto"),
    ("Los Angeles", "us", "America/Los_Angeles"),
    ("Kleinkleckersdorf", "DE", "Europe/Berlin"),
    ("Урюпинск", "RU", None),
    ("", "", None),
    ("Урюпинск", "", None),
]


@pytest.mark.parametrize(("city", "country", "zone"), PLACES)
def test_zone_of_place(city: str, country: str, zone: str | None) -> None:
    assert zone_of_place(city, country) == zone


REGIONS = [
    ("Урюпинск", "RU", "Волгоградская область", "Europe/Volgograd"),
    ("Урюпинск, Волгоградская обл.", "", "", "Europe/Volgograd"),
    ("Кушва", "", "Свердловская обл.", "Asia/Yekaterinburg"),
    ("Холмск", "RU", "Сахалинская область", "Asia/Sakhalin"),
    ("Мирный", "RU", "Республика Саха (Якутия)", "Asia/Yakutsk"),
    ("Елизово", "RU", "Камчатский край", "Asia/Kamchatka"),
    ("Тара", "RU", "Омская область", "Asia/Omsk"),
    ("Белокуриха", "RU", "Алтайский край", "Asia/Barnaul"),
    ("Муром", "RU", "Владимирская область", "Europe/Moscow"),
    ("Nowhere", "RU", "Perm Krai", "Asia/Yekaterinburg"),
    ("Березовский", "RU", "", None),
    ("Springfield", "US", "Пермский край", None),
]


@pytest.mark.parametrize(("city", "country", "region", "zone"), REGIONS)
def test_zone_of_a_region(city: str, country: str, region: str, zone: str | None) -> None:
    assert zone_of_place(city, country, region) == zone


def test_every_zone_exists_and_is_offered_once() -> None:
    now = utc("2026-11-23T12:00")
    for language in ("ru", "en"):
        choices = zone_choices(language, now)
        assert len(choices) > 90
        assert len({choice.zone for choice in choices}) == len(choices)
    labels = {choice.zone: choice.label for choice in zone_choices("ru", now)}
    assert labels["Asia/Yekaterinburg"] == "Екатеринбург (UTC+5)"
    assert labels["Asia/Kolkata"] == "Дели (UTC+5:30)"
    assert labels["America/New_York"] == "Нью-Йорк (UTC−5)"
    assert offset("America/New_York", utc("2026-07-01T12:00")) == "UTC−4"
    assert offset("Europe/London", now) == "UTC"


def test_a_zone_by_its_name() -> None:
    assert zone_named("Europe/Moscow") == MOSCOW
    assert [zone_named(name) for name in ("", "Mars/Olympus", "../etc", "Europe")] == [None] * 4


def test_working_days() -> None:
    assert not is_working_day(dt.date(2026, 1, 9), "RU")
    assert is_working_day(dt.date(2026, 1, 9), "DE")
    assert is_working_day(dt.date(2024, 4, 27), "RU"), "a Saturday worked for a Monday off"
    unknown = calendar_day(dt.date(2026, 11, 4), "XX", "ru")
    assert unknown.working
    assert not unknown.holiday


def test_the_calendar_package_is_not_loaded_at_import() -> None:
    code = "import sys, app.domain.availability; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
