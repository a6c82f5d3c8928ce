"""An occasion to try a text on, for each kind of texts (row R3)."""

from __future__ import annotations

import datetime as dt
from typing import Final

from app.domain.celebrations import celebration
from app.domain.occasions import Kind, Occasion
from app.domain.professional_days import by_code

_KINDS: Final = {
    "birthday": Kind.BIRTHDAY,
    "birthday_round": Kind.BIRTHDAY,
    "relative": Kind.RELATIVE,
    "name_day": Kind.DATE,
    "date": Kind.DATE,
    "anniversary": Kind.FIRST_PURCHASE,
    "professional": Kind.PROFESSIONAL,
}
_LABELS: Final = {
    "ru": {"name_day": "именины", "date": "свадьба"},
    "en": {"name_day": "name day", "date": "wedding"},
}
_RELATIVE: Final = {"ru": "Алиса", "en": "Alice"}
_HOLIDAYS: Final = {"christmas": "holiday:US:christmas", "holiday": "holiday:KZ:nowruz"}


def example_of(shelf: str, language: str, today: dt.date) -> Occasion:
    """Return an occasion of today for which texts of ``shelf`` are offered."""
    kind = _KINDS.get(shelf, Kind.HOLIDAY)
    years = {"birthday_round": 50, "anniversary": 5}.get(shelf)
    key = f"{kind}:{today.year}"
    label, who = "", ""
    if kind is Kind.RELATIVE:
        label, who = "daughter", _RELATIVE[language]
    elif kind is Kind.DATE:
        label = _LABELS[language][shelf]
    elif kind is Kind.PROFESSIONAL:
        day = by_code("accountant", "RU")
        label, key = day.label if day is not None else "", f"pro:accountant:{today.year}"
    elif kind is Kind.HOLIDAY:
        key = f"{_HOLIDAYS.get(shelf, f'holiday:RU:{shelf}')}:{today.year}"
        kept = celebration(key)
        label = kept.label if kept is not None else ""
    return Occasion(today, kind, 0, who, label, years, years is not None and kind is Kind.BIRTHDAY, key=key)
