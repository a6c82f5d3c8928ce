"""Comfort marks and the ledger of favours."""

from __future__ import annotations

import datetime as dt
import gettext

import pytest

from app.domain.balance import Comfort, Favour, Side, Standing, balance, feeling
from app.language import Translator

DAY = dt.date(2026, 11, 23)
GOOD, SOSO, BAD = Comfort.GOOD, Comfort.NEUTRAL, Comfort.BAD


@pytest.mark.parametrize(
    ("given", "received", "difference", "standing"),
    [
        ([], [], 0, Standing.EVEN),
        ([1], [], 1, Standing.EVEN),
        ([2], [], 2, Standing.THEY_OWE),
        ([1, 1, 3], [2], 3, Standing.THEY_OWE),
        ([1], [5], -4, Standing.WE_OWE),
    ],
)
def test_balance(given: list[int], received: list[int], difference: int, standing: Standing) -> None:
    ledger = [Favour(Side.GIVEN, DAY, "", weight) for weight in given]
    ledger += [Favour(Side.RECEIVED, DAY, "", weight) for weight in received]
    found = balance(ledger)
    assert (found.given, found.received, found.difference) == (sum(given), sum(received), difference)
    assert found.standing is standing


def test_nothing_noted_says_nothing() -> None:
    tr = Translator("en", gettext.NullTranslations())
    assert balance([]).text(tr) == ""
    assert balance([Favour(Side.RECEIVED, DAY, "a referral", 4)]).text(tr).startswith("We are in")


def test_feeling() -> None:
    assert feeling([]).now is None
    found = feeling([BAD, BAD, SOSO, GOOD, GOOD, GOOD, GOOD, SOSO])
    assert (found.good, found.neutral, found.bad, found.count) == (4, 2, 2, 8)
    assert found.now == pytest.approx(0.8)
    assert found.trend == pytest.approx(0.8 + 2 / 3)


def test_too_few_marks_have_no_trend() -> None:
    assert feeling([BAD] + [GOOD] * 5).trend is None
    assert feeling([GOOD] * 5).now == 1
    assert feeling([GOOD, GOOD] + [BAD] * 5).trend == -2
