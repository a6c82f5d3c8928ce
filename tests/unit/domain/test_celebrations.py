"""Holidays that people greet on, and days of professions."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.celebrations import MEN, SOLEMN, WOMEN, celebrated, celebration
from app.domain.professional_days import DAYS, by_code, day_in, kept_between
from app.domain.stems import fits

YEAR = (dt.date(2027, 1, 1), dt.date(2027, 12, 31))


def test_a_russian_year() -> None:
    found = {each.key: each for each in celebrated("ru", *YEAR)}
    assert [key.split(":")[2] for key in found] == [
        "new_year",
        "orthodox_christmas",
        "defenders_day",
        "womens_day",
        "victory_day",
    ]
    assert found["holiday:RU:defenders_day:2027"].celebration.whom == MEN
    assert found["holiday:RU:womens_day:2027"].celebration.whom == WOMEN
    assert found["holiday:RU:victory_day:2027"].celebration.tone == SOLEMN


@pytest.mark.parametrize(
    ("country", "code", "date"),
    [
        ("US", "thanksgiving", dt.date(2027, 11, 25)),
        ("CA", "thanksgiving", dt.date(2027, 10, 11)),
        ("GB", "easter", dt.date(2027, 3, 28)),
        ("GR", "easter", dt.date(2027, 5, 2)),
        ("TR", "eid_al_fitr", dt.date(2027, 3, 9)),
        ("CN", "lunar_new_year", dt.date(2027, 2, 6)),
        ("IL", "rosh_hashanah", dt.date(2027, 10, 2)),
        ("AM", "christmas", dt.date(2027, 1, 6)),
    ],
)
def test_movable_holidays(country: str, code: str, date: dt.date) -> None:
    assert {each.celebration.code: each.date for each in celebrated(country, *YEAR)}[code] == date


def test_a_feast_that_comes_twice_in_a_year_has_two_keys() -> None:
    found = [
        each for each in celebrated("TR", dt.date(2000, 1, 1), dt.date(2000, 12, 31)) if "fitr" in each.key
    ]
    assert [each.key for each in found] == ["holiday:TR:eid_al_fitr:2000", "holiday:TR:eid_al_fitr:2000-2"]


def test_where_nothing_is_known_there_is_new_year() -> None:
    assert [each.key for each in celebrated("", *YEAR)] == ["holiday::new_year:2027"]
    assert [each.key for each in celebrated("ZZ", *YEAR)] == ["holiday:ZZ:new_year:2027"]


def test_a_key_leads_back_to_its_holiday() -> None:
    for country in ("RU", "US", ""):
        for each in celebrated(country, *YEAR):
            assert celebration(each.key) == each.celebration
    assert celebration("birthday:2027") is None


@pytest.mark.parametrize(
    ("when", "date"),
    [
        ("21 Nov", dt.date(2026, 11, 21)),
        ("2 Sun Aug", dt.date(2026, 8, 9)),
        ("last Sun Jul", dt.date(2026, 7, 26)),
        ("3 Sun Jun", dt.date(2026, 6, 21)),
        ("256", dt.date(2026, 9, 13)),
        ("last Sat Apr -3", dt.date(2026, 4, 22)),
        ("1 Sun May 2", dt.date(2026, 5, 5)),
    ],
)
def test_days_that_move(when: str, date: dt.date) -> None:
    assert day_in(when, 2026) == date


def test_the_256th_day_of_a_leap_year() -> None:
    assert day_in("256", 2028) == dt.date(2028, 9, 12)


def test_the_list_is_whole() -> None:
    by_country = [day.country for day in DAYS]
    assert by_country.count("RU") >= 80
    assert by_country.count("*") >= 40
    assert len({(day.code, day.country) for day in DAYS}) == len(DAYS)
    for year in (2026, 2027, 2028):
        kept = kept_between(dt.date(year, 1, 1), dt.date(year, 12, 31))
        assert len(kept) == len(DAYS)
        assert all(each.key == f"pro:{each.day.code}:{year}" for each in kept)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Главный бухгалтер", {"accountant"}),
        ("chief accountant", {"accountant"}),
        ("Прораб", {"builder"}),
        ("ветеринарный врач", {"vet"}),
        ("Медсестра", {"medical", "nurse"}),
        ("Офис-менеджер", {"secretary"}),
        ("пресс-секретарь", {"press"}),
        ("банка", {"bank"}),
        ("банкет-менеджер", {"manager"}),
        ("Software developer", {"programmer"}),
        ("директор школы", {"teacher"}),
        ("астролог", set()),
        ("", set()),
    ],
)
def test_professions_are_known_by_their_words(text: str, codes: set[str]) -> None:
    assert {day.code for day in DAYS if fits(day.stems, text)} == codes


def test_a_country_has_its_own_day_of_a_profession() -> None:
    russian, worldwide = by_code("accountant", "RU"), by_code("accountant", "*")
    assert russian is not None
    assert worldwide is not None
    assert (russian.when, worldwide.when) == ("21 Nov", "10 Nov")
    kept = kept_between(dt.date(2026, 11, 10), dt.date(2026, 11, 10))
    assert next(each for each in kept if each.day.code == "accountant").elsewhere == {"RU"}
