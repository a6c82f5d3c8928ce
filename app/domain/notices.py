"""When something is announced: how long before it begins, and until when it is still worth it (row R5)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.recurrence import wall_moment

#: minutes before which it is announced where nothing is said
BEFORE: Final = {"meeting": 15, "visit": 30}
#: a day without an hour begins at this one, where it is to be announced
MORNING: Final = "09:00"
#: what fell due longer ago stands in the summary, not in a notice of its own
FRESH: Final = dt.timedelta(hours=8)
#: minutes for which a notice is put off, the usual one first
SNOOZES: Final = (10, 30, 60, 180)


@dataclass(frozen=True)
class Announcement:
    """One thing to announce. ``subject`` makes it one and the same; ``at`` is when to announce, ``starts`` when it begins.

    Moments are aware, in UTC. ``ref`` and ``occurrence`` are those of the calendar; ``mine`` tells whether it
    belongs to this person, or to nobody.
    """

    subject: str
    kind: str
    ref: int
    at: dt.datetime
    starts: dt.datetime
    text: str = ""
    name: str = ""
    customer_id: int | None = None
    contact_kind: str = ""
    occurrence: str = ""
    time: str = ""
    place: str = ""
    mine: bool = True


def subject_of(kind: str, ref: int, date: dt.date, time: str) -> str:
    """Return the name of a thing and its moment: what is moved is announced anew."""
    return f"{kind}:{ref}:{date.isoformat()}" + (f"T{time}" if time else "")


def announced_at(
    date: dt.date, time: str, contact_kind: str, notify_minutes: int | None, zone: ZoneInfo
) -> tuple[dt.datetime, dt.datetime] | None:
    """Return when to announce and when it begins, both in UTC; None for what is not announced by itself.

    ``date`` and ``time`` are of the wall clock of ``zone``. A day without an hour is announced only where
    somebody asked for it; the change of the clock moves the hour as it moves the day's other hours.
    """
    if not time and notify_minutes is None:
        return None
    starts = wall_moment(date, time or MORNING, zone).astimezone(dt.UTC)
    before = notify_minutes if notify_minutes is not None else BEFORE.get(contact_kind, 0)
    return starts - dt.timedelta(minutes=before), starts


def is_due(one: Announcement, now: dt.datetime) -> bool:
    """Tell whether it is to be announced at ``now``: its moment has come and is not long gone."""
    return one.at <= now and max(one.at, one.starts) > now - FRESH
