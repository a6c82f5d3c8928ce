"""Sums of money as people type and read them: minor units inside, major units outside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QLocale

_SUM: Final = re.compile(r"(\d+)(?:[.,](\d{1,2}))?")
#: a comma, point or apostrophe before three digits only groups them: 1,200 is no fraction
_GROUPS: Final = re.compile(r"[.,'’](?=\d{3}(?!\d))")
_SIGNS: Final = re.compile(r"[\s\u00a0\u202f₽$€£]|руб\.?|р\.")


def read_sum(text: str) -> int | None:
    """Return «1 200,50» as 120050 minor units; None for what is no sum."""
    found = _SUM.fullmatch(_GROUPS.sub("", _SIGNS.sub("", text.strip())))
    if found is None:
        return None
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def show_sum(minor: int | None, locale: QLocale) -> str:
    """Return 120050 as «1 200,50», whole sums without their zeros; empty for none."""
    if minor is None:
        return ""
    whole, rest = divmod(minor, 100)
    written = locale.toString(whole)
    return f"{written}{locale.decimalPoint()}{rest:02}" if rest else written


#: how currencies are written beside a sum, and which of them stand before it
_WRITTEN: Final = {"RUB": "₽", "EUR": "€", "USD": "$", "GBP": "£", "KZT": "₸", "BYN": "Br"}
_BEFORE: Final = frozenset({"EUR", "USD", "GBP"})


def money_text(minor: int | None, currency: str, locale: QLocale) -> str:
    """Return a sum with its currency: «3 400 ₽», “€120”; empty for none."""
    if minor is None:
        return ""
    said, sign = show_sum(minor, locale), _WRITTEN.get(currency, currency)
    if locale.language() == QLocale.Language.English and currency in _BEFORE:
        return f"{sign}{said}"
    return f"{said}\u00a0{sign}".strip()


def sums_text(sums: Mapping[str, int], locale: QLocale) -> str:
    """Return sums of several currencies, which are not converted: «3 400 ₽ + 20 €»."""
    return " + ".join(money_text(minor, code, locale) for code, minor in sorted(sums.items()) if minor)
