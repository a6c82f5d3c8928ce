"""Birth dates as people write them, and the occasions of a week."""

from __future__ import annotations

import datetime as dt
import gettext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.occasions import (
    AgeOnly,
    Birth,
    Group,
    Kind,
    Source,
    format_age,
    format_birth,
    group_of,
    month_days,
    occasions_between,
    parse_birth,
    round_years,
)
from app.domain.saying import years_text
from app.language import Translator

TODAY = dt.date(2026, 11, 23)
EN = Translator("en", gettext.NullTranslations())

DATES = """
12.05.1980 = 1980-05-12
12.5.80 = 1980-05-12
12.05.15 = 2015-05-12
12 мая = --05-12
12 мая 1980 = 1980-05-12
12 мая 1980 г. = 1980-05-12
12 мая 1980 года рождения = 1980-05-12
12-го мая = --05-12
12.05 = --05-12
12.05. = --05-12
ДР 12.05 = --05-12
род. 12.05.1980 = 1980-05-12
May 12, 1980 = 1980-05-12
May 12 = --05-12
12th of May 1980 = 1980-05-12
12 May '80 = 1980-05-12
Sept 3 = --09-03
3 сент. 1975 = 1975-09-03
born May 12, 1980 = 1980-05-12
1980-05-12 = 1980-05-12
1980-05-12T00:00:00Z = 1980-05-12
1980-05-12 00:00:00 = 1980-05-12
1980/5/12 = 1980-05-12
19800512 = 1980-05-12
--05-12 = --05-12
--0512 = --05-12
1604-05-12 = --05-12
12/05/1980 = 1980-05-12
5/13/1980 = 1980-05-13
12-05-1980 = 1980-05-12
29 февраля 2000 = 2000-02-29
29.02 = --02-29
8 марта = --03-08
""".strip().splitlines()
AGES = [
    ("~45", 45),
    ("около 45 лет", 45),
    ("лет 45", 45),
    ("45 лет", 45),
    ("41 год", 41),
    ("about 45", 45),
    ("45 y.o.", 45),
    ("45 years old", 45),
    ("под 50", 50),
    ("за 40", 40),
    ("40–45 лет", 42),
    ("in her 40s", 45),
    ("late 30s", 38),
    ("1980 г. р.", 46),
    ("born in 1980", 46),
]
NONE = [
    "",
    "летом",
    "31.02.1980",
    "29.02.2001",
    "12.05.2030",
    "12.05.1080",
    "12-05",
    "150 лет",
    "-5",
    "май 1980",
]


@pytest.mark.parametrize(("written", "iso"), [line.split(" = ") for line in DATES])
def test_dates(written: str, iso: str) -> None:
    birth = parse_birth(written, TODAY)
    assert isinstance(birth, Birth)
    assert birth.iso() == iso


@pytest.mark.parametrize(("written", "age"), AGES)
def test_ages(written: str, age: int) -> None:
    assert parse_birth(written, TODAY) == AgeOnly(age, TODAY)


@pytest.mark.parametrize("written", [*NONE, "б/н", "00.00.0000", "45.5"])
def test_what_is_no_birth(written: str) -> None:
    assert parse_birth(written, TODAY) is None


def test_american_order_and_older_dates_when_asked_for() -> None:
    assert parse_birth("5/12/1980", TODAY, month_first=True) == Birth(5, 12, 1980)
    assert parse_birth("5.12.1980", TODAY, month_first=True) == Birth(12, 5, 1980)
    assert parse_birth("1.2.1860", TODAY, earliest=1700) == Birth(2, 1, 1860)


births = st.dates(dt.date(1901, 1, 1), TODAY).flatmap(
    lambda day: st.sampled_from([Birth(day.month, day.day, day.year), Birth(day.month, day.day)])
)


@given(births)
def test_what_is_shown_is_read_back(birth: Birth) -> None:
    for text in (format_birth(birth, "ru"), format_birth(birth, "en"), birth.iso()):
        assert parse_birth(text, TODAY) == birth


@given(st.text(alphabet="0123456789./- мая~летyoMay", max_size=16) | st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    parse_birth(text, TODAY)


def test_formats() -> None:
    assert format_birth(Birth(5, 12, 1980), "ru") == "12 мая 1980"
    assert format_birth(Birth(5, 12), "ru") == "12 мая"
    assert format_birth(Birth(5, 12), "en") == "12 May"
    noted = AgeOnly(44, dt.date(2025, 6, 1))
    assert format_age(noted, TODAY, "ru") == "около 45 лет"
    assert format_age(AgeOnly(40, dt.date(2025, 6, 1)), TODAY, "ru") == "около 41 года"
    assert format_age(AgeOnly(111, TODAY), TODAY, "ru") == "около 111 лет"
    assert format_age(noted, TODAY, "en") == "about 45 years"
    said = [years_text(years, "ru") for years in (1, 2, 4, 5, 11, 12, 14, 21, 22, 45, 101, 111)]
    assert said == [
        "1 год", "2 года", "4 года", "5 лет", "11 лет", "12 лет",
        "14 лет", "21 год", "22 года", "45 лет", "101 год", "111 лет",
    ]  # fmt: skip
    assert years_text(1, "en") == "1 year"


def test_an_age_grows() -> None:
    known = AgeOnly(45, dt.date(2024, 11, 24))
    assert known.age_on(dt.date(2024, 12, 1)) == 45
    assert known.age_on(TODAY) == 46
    assert known.age_on(dt.date(2026, 11, 24)) == 47


def test_age_on_the_day() -> None:
    birth = Birth(11, 23, 1976)
    assert birth.age_on(dt.date(2026, 11, 22)) == 49
    assert birth.age_on(TODAY) == 50
    assert birth.age_on(dt.date(1976, 1, 1)) is None
    assert Birth(11, 23).age_on(TODAY) is None


def test_the_twenty_ninth_of_february() -> None:
    birth = Birth(2, 29, 2000)
    assert birth.in_year(2024) == dt.date(2024, 2, 29)
    assert birth.in_year(2026) == dt.date(2026, 3, 1)
    assert birth.age_on(dt.date(2026, 2, 28)) == 25
    assert birth.age_on(dt.date(2026, 3, 1)) == 26
    source = Source(Kind.BIRTHDAY, 1, birth)
    for year, day in ((2024, dt.date(2024, 2, 29)), (2026, dt.date(2026, 3, 1)), (2100, dt.date(2100, 3, 1))):
        found = occasions_between([source], dt.date(year, 2, 1), dt.date(year, 3, 31))
        assert [occasion.date for occasion in found] == [day]


def test_round_years() -> None:
    assert [years for years in range(71) if round_years(years)] == [
        10, 18, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70,
    ]  # fmt: skip


def test_the_week_across_the_new_year() -> None:
    sources = [
        Source(Kind.BIRTHDAY, 1, Birth(1, 2, 1977)),
        Source(Kind.BIRTHDAY, 2, Birth(12, 30)),
        Source(Kind.RELATIVE, 3, Birth(12, 31, 2019), "Алиса", "дочь"),
        Source(Kind.FIRST_PURCHASE, 4, Birth(12, 29, 2023)),
        Source(Kind.DATE, 5, Birth(1, 3, 2001), label="wedding"),
        Source(Kind.BIRTHDAY, 6, Birth(1, 5, 1990)),
    ]
    found = occasions_between(sources, dt.date(2026, 12, 29), dt.date(2027, 1, 4))
    assert [(f"{each.date:%d.%m.%y}", each.customer, each.years, each.round) for each in found] == [
        ("29.12.26", 4, 3, False),
        ("30.12.26", 2, None, False),
        ("31.12.26", 3, 7, False),
        ("02.01.27", 1, 50, True),
        ("03.01.27", 5, 26, False),
    ]
    assert [each.text(EN) for each in found] == [
        "3 years together",
        "birthday",
        "Алиса (дочь) turns 7",
        "turns 50",
        "wedding, 26 years",
    ]


def test_no_occasion_twice() -> None:
    sources = [
        Source(Kind.BIRTHDAY, 1, Birth(11, 25)),
        Source(Kind.BIRTHDAY, 1, Birth(11, 25, 1976)),
        Source(Kind.DATE, 1, Birth(11, 25), label="День рождения"),
        Source(Kind.RELATIVE, 1, Birth(11, 25, 2015), "Пётр", "сын"),
        Source(Kind.RELATIVE, 1, Birth(11, 25, 2015), "петр", "сын"),
        Source(Kind.RELATIVE, 1, Birth(11, 25, 2015), "Павел", "сын"),
        Source(Kind.FIRST_CONTACT, 1, Birth(11, 25, 2021)),
        Source(Kind.FIRST_PURCHASE, 1, Birth(11, 25, 2021)),
        Source(Kind.BIRTHDAY, 2, Birth(11, 25, 1976)),
    ]
    found = occasions_between(sources, TODAY, dt.date(2026, 11, 29))
    assert [(each.kind, each.customer, each.who, each.years) for each in found] == [
        (Kind.BIRTHDAY, 1, "", 50),
        (Kind.BIRTHDAY, 2, "", 50),
        (Kind.RELATIVE, 1, "Павел", 11),
        (Kind.RELATIVE, 1, "Пётр", 11),
        (Kind.FIRST_PURCHASE, 1, "", 5),
    ]


def test_the_first_day_is_no_anniversary_and_mourning_no_jubilee() -> None:
    sources = [
        Source(Kind.FIRST_PURCHASE, 1, Birth(11, 24, 2026)),
        Source(Kind.BIRTHDAY, 2, Birth(11, 24, 2030)),
        Source(Kind.FIRST_CONTACT, 3, Birth(11, 24)),
        Source(Kind.DATE, 4, Birth(11, 24, 2016), label="mother died", sad=True),
    ]
    found = occasions_between(sources, TODAY, dt.date(2026, 11, 29))
    assert [(each.customer, each.round, each.sad) for each in found] == [(4, False, True)]


def test_days_to_look_for() -> None:
    assert month_days(dt.date(2026, 12, 30), dt.date(2027, 1, 1)) == [(1, 1), (12, 30), (12, 31)]
    assert (2, 29) in month_days(dt.date(2026, 2, 27), dt.date(2026, 3, 1))
    assert (2, 29) not in month_days(dt.date(2024, 3, 1), dt.date(2024, 3, 5))
    assert len(month_days(dt.date(2026, 1, 1), dt.date(2028, 1, 1))) == 366


def test_a_year_day_by_day_has_every_occasion_once() -> None:
    sources = [
        Source(Kind.BIRTHDAY, number, Birth(month, day))
        for number, (month, day) in enumerate(month_days(dt.date(2028, 1, 1), dt.date(2028, 12, 31)))
    ]
    for year in (2027, 2028):
        day, found = dt.date(year, 1, 1), []
        while day.year == year:
            found += occasions_between(sources, day, day)
            day += dt.timedelta(days=1)
        assert sorted(one.customer for one in found) == list(range(366))
        assert {one.key for one in found} == {f"birthday:{year}"}


def test_a_key_names_what_and_when_and_tells_the_group() -> None:
    day = dt.date(2026, 11, 17)
    sources = [
        Source(Kind.BIRTHDAY, 1, Birth(11, 17, 1976)),
        Source(Kind.RELATIVE, 1, Birth(11, 17), who="Алиса", row=17),
        Source(Kind.DATE, 1, Birth(11, 17), label="wedding", row=5),
        Source(Kind.FIRST_CONTACT, 2, Birth(11, 17, 2020)),
    ]
    found = {one.key: one.group for one in occasions_between(sources, day, day)}
    assert found == {
        "birthday:2026": Group.BIRTHDAY,
        "relative:17:2026": Group.RELATIVE,
        "date:5:2026": Group.ANNIVERSARY,
        "first_contact:2026": Group.ANNIVERSARY,
    }
    assert [group_of(key) for key in ("holiday:RU:new_year:2027", "pro:accountant:2026", "own:3:2026")] == [
        Group.HOLIDAY,
        Group.PROFESSIONAL,
        Group.HOLIDAY,
    ]
