"""The short way to the key of a telephone gives what the numbering plans give."""

from __future__ import annotations

import random

import phonenumbers
import pytest

from app.services.card_rows import channel_key
from app.services.importing.entry import phone_key

SHAPES = (
    "{}",
    "+{}",
    "{0[0]} {0[1]}{0[2]}{0[3]} {0[4]}{0[5]}{0[6]}-{1}",
    "+{0[0]} ({0[1]}{0[2]}{0[3]}) {0[4]}{0[5]}{0[6]}-{1}",
)


def written(digits: str) -> list[str]:
    return [shape.format(digits, digits[7:]) for shape in SHAPES]


@pytest.mark.parametrize("region", [None, "RU", "GB", "DE"])
def test_numbers_of_all_countries(region: str | None) -> None:
    rnd = random.Random(5)
    numbers = {
        f"{one.country_code}{one.national_number}"
        for code in phonenumbers.SUPPORTED_REGIONS
        for kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE)
        if (one := phonenumbers.example_number_for_type(code, kind)) is not None
    }
    numbers |= {
        f"{head}{rnd.randrange(10**9):09d}"
        for head in ("79", "74", "78", "89", "84", "83", "73")
        for _ in range(60)
    }
    numbers |= {str(rnd.randrange(10**6, 10**14)) for _ in range(300)}
    wrong = {
        text: (phone_key(text, region=region), channel_key("phone", text, region=region or ""))
        for number in sorted(numbers)
        for text in written(number.ljust(9, "5"))
        if phone_key(text, region=region) != channel_key("phone", text, region=region or "")
    }
    assert wrong == {}
