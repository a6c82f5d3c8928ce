"""Phone numbers in the writings that people and address books use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.phone import Phone, display, parse_phone, region_of, search_digits, split_phones


@pytest.mark.parametrize(
    ("text", "region", "e164", "extension"),
    [
        ("8 (912) 345-67-89 доб. 12", "RU", "+79123456789", "12"),
        ("+7 912 345-67-89", "RU", "+79123456789", ""),
        ("+7 912 345-67-89", None, "+79123456789", ""),
        ("7 912 345 67 89", "RU", "+79123456789", ""),
        ("9123456789", "RU", "+79123456789", ""),
        ("8.912.345.67.89", "RU", "+79123456789", ""),
        ("+8 912 345 67 89", "RU", "+79123456789", ""),
        ("тел. 8 912 345 67 89", "RU", "+79123456789", ""),
        ("+7 912 345-67-89 (моб.)", "RU", "+79123456789", ""),
        ("8-800-555-35-35", "RU", "+78005553535", ""),
        ("+7 495 123-45-67 вн. 123", "RU", "+74951234567", "123"),
        ("+7 (495) 123-45-67 (доб. 123)", "RU", "+74951234567", "123"),
        ("+7-495-123-45-67 доп 4", "RU", "+74951234567", "4"),
        ("+7 495 123 45 67, добавочный 4", "RU", "+74951234567", "4"),
        ("+74951234567#123", "RU", "+74951234567", "123"),
        ("tel:+1-418-656-9254;ext=102", "US", "+14186569254", "102"),
        ("(212) 555-0100 x7", "US", "+12125550100", "7"),
        ("+1.650.506.7000", "RU", "+16505067000", ""),
        ("1 (212) 555-0100", "US", "+12125550100", ""),
        ("0171 1234567", "DE", "+491711234567", ""),
        ("+49 (0) 171 1234567", "RU", "+491711234567", ""),
        ("+49 (0611) 123456 - 11", "DE", "+4961112345611", ""),
        ("0049 171 1234567", "RU", "+491711234567", ""),
        ("00-1-212-555-7777", "DE", "+12125557777", ""),
        ("8 10 44 20 7946 0958", "RU", "+442079460958", ""),
        ("020 7946 0958", "GB", "+442079460958", ""),
        ("79123456789", "US", "+79123456789", ""),
        ("8 701 234 56 78", "KZ", "+77012345678", ""),
        ("8 029 123 45 67", "BY", "+375291234567", ""),
        ("067 123 45 67", "UA", "+380671234567", ""),
        ("+33-01-23-45-67-89", None, "+33123456789", ""),
        ("1-800-FLOWERS", "US", "+18003569377", ""),
    ],
)
def test_writings(text: str, region: str | None, e164: str, extension: str) -> None:
    phone = parse_phone(text, region=region)
    assert (phone.e164, phone.extension, phone.valid) == (e164, extension, True)
    assert phone.digits == e164[1:]
    assert phone.text == text


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("ask Jenny for Lisa's number", ""),
        ("", ""),
        ("BusinessPhone", ""),
        ("12", "12"),
        ("+...", ""),
        ("345-67-89", "3456789"),
    ],
)
def test_what_is_no_number_is_kept(text: str, digits: str) -> None:
    phone = parse_phone(text, region="RU")
    assert phone == Phone(text.strip(), "", digits, valid=False, extension="")
    assert phone.international == phone.national == display(phone, language="ru") == text
    assert phone.country == ""


def test_a_possible_number_outside_the_plan_is_written_like_others() -> None:
    phone = parse_phone("+1 (555) 555-5555", region="RU")
    assert (phone.e164, phone.valid) == ("+15555555555", False)


def test_extension_is_not_taken_from_the_number() -> None:
    assert parse_phone("x12345", region="US").extension == ""


def test_shown() -> None:
    phone = parse_phone("8 (912) 345-67-89 доб. 12", region="RU")
    assert phone.international == "+7 912 345-67-89"
    assert phone.national == "8 (912) 345-67-89"
    assert phone.country == "RU"
    assert display(phone, language="ru") == "+7 912 345-67-89 доб. 12"
    assert display(phone, language="en") == "+7 912 345-67-89 ext. 12"
    assert parse_phone("+77012345678", region="RU").country == "KZ"


@pytest.mark.parametrize(
    ("query", "stored"),
    [
        ("8912345", "+7 912 345-67-89"),
        ("8 (912) 345-67-89", "+7 912 345-67-89"),
        ("+7912", "+7 912 345-67-89"),
        ("67-89", "+7 912 345-67-89"),
        ("0171 123", "+49 171 1234567"),
        ("0049171", "+49 171 1234567"),
        ("81044207946", "+44 20 7946 0958"),
    ],
)
def test_found_by_any_digits(query: str, stored: str) -> None:
    digits = parse_phone(stored, region="RU").digits
    assert any(part in digits for part in search_digits(query))


def test_other_digits_do_not_find() -> None:
    digits = parse_phone("+7 912 345-67-89", region="RU").digits
    assert not any(part in digits for part in search_digits("8913"))
    assert search_digits("иван") == ()


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("8 (495) 123-45-67, 8 912 345-67-89", 2),
        ("8 (495) 123-45-67, доб. 12", 1),
        ("0123/579", 1),
        ("0611/1234567; +49 171 1234567", 2),
        ("+7 912 345-67-89 или +7 913 345-67-89", 2),
        ("+7 912 345-67-89", 1),
        ("", 0),
    ],
)
def test_several_in_one_cell(cell: str, count: int) -> None:
    pieces = split_phones(cell)
    assert len(pieces) == count
    assert sum(map(str.isdecimal, "".join(pieces))) == sum(map(str.isdecimal, cell))


def test_the_extension_stays_with_its_number() -> None:
    (cell,) = split_phones("8 (495) 123-45-67, доб. 12")
    assert parse_phone(cell, region="RU").extension == "12"


@pytest.mark.parametrize(
    ("country", "region"),
    [
        ("RU", "RU"),
        ("de", "DE"),
        ("Россия", "RU"),
        ("Российская Федерация", "RU"),
        ("Österreich", "AT"),
        ("United States of America", "US"),
        ("U.S.A.", "US"),
        ("Чехия", "CZ"),
        ("Нигде", None),
        ("ZZ", None),
        ("", None),
    ],
)
def test_region_of(country: str, region: str | None) -> None:
    assert region_of(country) == region


@given(st.text() | st.from_regex(r"[+\d() .,;#xдоб-]{0,30}"), st.sampled_from(["RU", "US", "DE", "ZZ", None]))
def test_never_raises(text: str, region: str | None) -> None:
    phone = parse_phone(text, region=region)
    assert phone.digits == "" or phone.digits.isdecimal()
    display(phone, language="ru")
    split_phones(text)
    search_digits(text)
    region_of(text)


@given(st.integers(9_000_000_000, 9_999_999_999))
def test_shown_number_reads_back(number: int) -> None:
    phone = parse_phone(f"+7{number}", region=None)
    assert parse_phone(phone.international, region=None).e164 == phone.e164
    assert parse_phone(phone.national, region="RU").e164 == phone.e164
