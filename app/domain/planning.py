"""What speaks against putting a contact on a day and an hour, beyond the customer's own terms (rows R4, T0)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

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


def usual_minutes(kind: str) -> int:
    """Return how long a contact of ``kind`` takes where nobody planned it."""
    return USUAL_MINUTES.get(kind, _OTHER)
