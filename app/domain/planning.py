"""What speaks against putting a contact on a day and an hour, beyond the customer's own terms (rows R4, T0)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.domain.workdays import is_working_day

#: minutes that a contact takes where nobody planned its length, by kind
USUAL_MINUTES: Final[Mapping[str, int]] = MappingProxyType(
    {
        "call": 15,
        "voicemail": 5,
        "sms": 5,
        "chat": 10,
        "email": 15,
        "letter": 30,
        "card": 15,
        "fax": 10,
        "form": 15,
        "meeting": 60,
        "visit": 90,
        "task": 30,
    }
)
_OTHER: Final = 30
_DAY: Final = dt.timedelta(days=1)
_CYRILLIC: Final = re.compile("[а-яёА-ЯЁ]")


def usual_minutes(kind: str) -> int:
    """Return how long a contact of ``kind`` takes where nobody planned it."""
    return USUAL_MINUTES.get(kind, _OTHER)


def confirmation_day(meeting: dt.date, today: dt.date, country: str) -> dt.date:
    """Return the day on which a meeting is confirmed: the working day before it in ``country``, today at the earliest."""
    day = meeting - _DAY
    while day > today and not is_working_day(day, country):
        day -= _DAY
    return max(day, today)


def confirmation_text(text: str, name: str) -> str:
    """Return the words of the step that confirms a meeting, in the language of its own words or the customer's name.

    They are kept with the step, as if somebody had typed them.
    """
    russian = _CYRILLIC.search(text or name) is not None
    if not text:
        return "Подтвердить встречу" if russian else "Confirm the meeting"
    return f"Подтвердить: {text}" if russian else f"Confirm: {text}"
