"""What our calendar files say beside the standard: stable names of entries, and what no property of it holds."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from typing import Any, Final

from app.exchange.icalendar.lines import parse
from app.exchange.icalendar.read import unescape
from app.exchange.icalendar.values import CalendarItem

_PREFIX: Final = "X-RAPPORT-"
_HOST: Final = "@rapport"
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MILLISECOND: Final = dt.timedelta(milliseconds=1)
_ROW: Final = re.compile(r"(\d{1,15})-([0-9a-f]{1,15})@rapport")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def uid_of(row: Mapping[str, Any]) -> str:
    """Return the name of a follow-up in calendar files: that of the file it came from, else one of its own.

    An own one is made of its number and the moment of its creation, so that no two databases have the same.
    """
    if row["uid"]:
        return str(row["uid"])
    return own_uid(row["id"], row["created_at"])


def own_uid(row_id: int, created_at: dt.datetime) -> str:
    """Return the name that a row has of its own."""
    return f"{row_id}-{(created_at - _EPOCH) // _MILLISECOND:x}{_HOST}"


def row_of(uid: str) -> int | None:
    """Return the number of the follow-up that ``uid`` may name; its moment of creation has to agree as well."""
    match = _ROW.fullmatch(uid)
    return int(match[1]) if match else None


def occasion_uid(key: str, customer_uid: str) -> str:
    """Return the name of an occasion."""
    return f"occasion:{key}:{customer_uid}{_HOST}"


def leave_uid(row_id: int, person: str) -> str:
    """Return the name of somebody's leave."""
    return f"leave:{row_id}:{_digest(person)}{_HOST}"


def busy_uid(uid: str) -> str:
    """Return the name of an entry of which only is told that one is busy."""
    return f"busy:{_digest(uid)}{_HOST}"


def is_kept_elsewhere(uid: str) -> bool:
    """Tell whether ``uid`` names what no calendar brings in: an occasion or a leave, or hours without words."""
    return uid.startswith(("occasion:", "leave:", "busy:")) and uid.endswith(_HOST)


def digest_uid(item: CalendarItem) -> str:
    """Return what stands for the name of an item that has none: it is the same for the same words and start."""
    start = item.start or item.due
    said = "\n".join([item.kind, item.summary, start.iso() if start else "", start.zone if start else ""])
    return f"digest:{_digest(said)}{_HOST}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def said(item: CalendarItem) -> dict[str, str]:
    """Return what a file of ours says beside the standard, by its short name (KIND, TEXT …)."""
    return {
        head.removeprefix(_PREFIX): unescape(value) for head, value in item.other if head.startswith(_PREFIX)
    }


def foreign(item: CalendarItem) -> list[list[str]]:
    """Return the properties that Rapport has no place for, to be given back."""
    return [[_plain(head), value] for head, value in item.other if not head.upper().startswith(_PREFIX)]


def _plain(head: str) -> str:
    """Return a property's name and parameters in one form, however they were quoted."""
    found = parse(0, f"{head}:")
    if found is None:
        return head
    quoted = [f'{key}="{text}"' if set(text) & set(":;,") else f"{key}={text}" for key, text in found.params]
    return ";".join([found.name, *quoted])


def tell(**values: str) -> tuple[tuple[str, str], ...]:
    """Return properties of our own as a file holds them; what is empty is left out but for TEXT."""
    return tuple(
        (_PREFIX + name, value.translate(_ESCAPES))
        for name, value in values.items()
        if value or name == "TEXT"
    )
