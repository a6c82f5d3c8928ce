"""Dates as files write them: whole, without a year, without a day, in either order, in words."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from app.domain.keys import fold
from app.exchange.contacts import DateValue

#: Outlook, Exchange and databases write these where nothing is known
EMPTY_DATES: Final = frozenset(
    {
        "0.0.00",
        "00.00.00",
        "00.00.0000",
        "0000-00-00",
        "0/0/00",
        "00/00/00",
        "0000-00-00 00:00:00",
        "01.01.0001",
        "0001-01-01",
    }
)
_MONTHS: Final = {
    stem: number
    for number, stems in enumerate(
        (
            "янв jan gen ene",
            "фев feb",
            "мар mar mär",
            "апр apr avr abr",
            "мая май may mai mag",
            "июн jun juin giu",
            "июл jul juil lug",
            "авг aug aou ago",
            "сен sep set",
            "окт oct okt ott",
            "ноя nov",
            "дек dec dez dic",
        ),
        1,
    )
    for stem in fold(stems).split()
}
_ISO: Final = re.compile(r"^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ].*)?Z?$")
_BASIC: Final = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T.*)?$")
_YEARLESS: Final = re.compile(r"^--(\d{2})-?(\d{2})(?:T.*)?$")
_MONTH_ONLY: Final = re.compile(r"^--(\d{2})-?$")
_DAY_ONLY: Final = re.compile(r"^---(\d{2})$")
_SLASHED: Final = re.compile(
    r"^(\d{1,4})\s*[./-]\s*(\d{1,2})(?:\s*[./-]\s*(\d{1,4}))?\s*(?:г\.?|года?)?(?:[ T,].*)?$"
)
_YEAR: Final = re.compile(r"^(\d{4})\s*(?:г\.?|год|года)?$")
_WORDS: Final = re.compile(r"[^\W\d_]+|\d+")


class Parts(NamedTuple):
    """Year, month and day, each perhaps unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


def parse_date(text: str, *, month_first: bool = False) -> Parts | None:
    """Return the parts of a date, or None where ``text`` is none.

    ``month_first`` decides for «03/04/2024», where both readings are possible.
    """
    text = text.strip()
    if not text or text in EMPTY_DATES or len(text) > 60:
        return None
    for reader in (_digits, _slashes, _words):
        parts = reader(text, month_first)
        if parts is not None:
            return parts if _exists(parts) else None
    return None


def _digits(text: str, _month_first: bool) -> Parts | None:  # noqa: FBT001 - one signature for all readers
    for pattern in (_ISO, _BASIC):
        if match := pattern.match(text):
            return Parts(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    if match := _YEARLESS.match(text):
        return Parts(None, int(match[1]), int(match[2]))
    if match := _MONTH_ONLY.match(text):
        return Parts(None, int(match[1]))
    if match := _DAY_ONLY.match(text):
        return Parts(None, None, int(match[1]))
    match = _YEAR.match(text)
    return Parts(int(match[1])) if match else None


def _slashes(text: str, month_first: bool) -> Parts | None:  # noqa: FBT001 - one signature for all readers
    match = _SLASHED.match(text)
    if not match:
        return None
    first, second, third = (int(group) if group else None for group in match.groups())
    if first is None or second is None:
        return None
    if len(match[1]) > 2 or first > 31:
        return Parts(_century(first, match[1]), second, third)
    # Points are day first everywhere; slashes are the American habit.
    month_leads = second > 12 or (month_first and first <= 12 and "." not in text.split(" ", maxsplit=1)[0])
    day, month = (second, first) if month_leads else (first, second)
    return Parts(_century(third, match[3]), month, day)


def _century(year: int | None, written: str | None) -> int | None:
    """Two digits are of this century up to 30, for birthdays and contracts alike."""
    if year is None or written is None or len(written) > 2:
        return year
    return 2000 + year if year <= 30 else 1900 + year


def _words(text: str, _month_first: bool) -> Parts | None:  # noqa: FBT001 - one signature for all readers
    tokens = _WORDS.findall(fold(text))
    months = [_MONTHS.get(token[:4]) or _MONTHS.get(token[:3]) for token in tokens if not token.isdigit()]
    month = next((found for found in months if found), None)
    if month is None or len(tokens) > 8:
        return None
    numbers = [token for token in tokens if token.isdigit()]
    year = next((int(token) for token in numbers if len(token) == 4), None)
    rest = [int(token) for token in numbers if len(token) <= 2]
    day = rest[0] if rest else None
    if year is None and len(rest) > 1 and len(numbers) <= 3:
        year = _century(rest[1], f"{rest[1]:02d}")
    return Parts(year, month, day) if day or year else None


def _exists(parts: Parts) -> bool:
    year, month, day = parts
    if year is not None and not 1000 <= year <= 2999:
        return False
    if month is None:
        return day is None or 1 <= day <= 31
    if not 1 <= month <= 12:
        return False
    return day is None or 1 <= day <= calendar.monthrange(year or 2000, month)[1]


def date_value(label: str, text: str, *, month_first: bool = False) -> DateValue | None:
    """Return the date that ``text`` writes under ``label``, or None."""
    parts = parse_date(text, month_first=month_first)
    return DateValue(label, *parts) if parts else None


def iso(value: DateValue) -> str:
    """Write a date in the way that :func:`parse_date` and vCard 4 read: 1985-04-12, --04-12, 1985-04, ---12."""
    if value.month is None:
        if value.day is not None and value.year is None:
            return f"---{value.day:02d}"
        return f"{value.year:04d}" if value.year is not None else ""
    day = f"-{value.day:02d}" if value.day is not None else ""
    if value.year is None:
        return f"--{value.month:02d}{day}"
    return f"{value.year:04d}-{value.month:02d}{day}"


def month_leads(texts: Iterable[str]) -> bool:
    """Tell whether a column of dates writes the month first: some second number above 12 and no first one."""
    american = european = 0
    for text in texts:
        match = _SLASHED.match(text.strip())
        if not match or len(match[1]) > 2 or "." in text.split(" ", maxsplit=1)[0]:
            continue
        american += int(match[2]) > 12
        european += int(match[1]) > 12
    return american > european
