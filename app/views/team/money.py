"""Sums of money as people type and read them: minor units inside, major units outside."""

from __future__ import annotations

import re
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
