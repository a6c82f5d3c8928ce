"""What a calendar file says, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from app.exchange.contacts import Problem


@dataclass(frozen=True)
class When:
    """A day, or a day and time on the wall clock of ``zone`` (an IANA name, «UTC», empty for the reader's own)."""

    date: dt.date
    time: str = ""
    zone: str = ""

    @property
    def whole_day(self) -> bool:
        """Whether no hour is named."""
        return not self.time

    def iso(self) -> str:
        """Return «2026-11-23» or «2026-11-23T10:00»."""
        return f"{self.date.isoformat()}T{self.time}" if self.time else self.date.isoformat()


@dataclass(frozen=True)
class Attendee:
    """Somebody who is invited, or who invites (``role`` is organizer)."""

    email: str
    name: str = ""
    role: str = ""
    status: str = ""


@dataclass(frozen=True)
class CalendarItem:
    """An event, a task or a journal entry; each override of a series is an item of its own.

    ``kind``: event, todo, journal. ``minutes`` is the length, whole days of an event without an hour are
    days × 1440; None where nothing is said. ``repeat`` is the RRULE as it stood, ``except_on`` and ``more_on``
    the moments taken out and added, ``original`` the moment that this override replaces. ``status`` is lower
    case; ``alarm`` minutes before the start. ``other`` keeps properties that have no field here, as they stood.
    """

    line: int
    kind: str
    uid: str = ""
    summary: str = ""
    text: str = ""
    place: str = ""
    start: When | None = None
    due: When | None = None
    minutes: int | None = None
    repeat: str = ""
    except_on: tuple[When, ...] = ()
    more_on: tuple[When, ...] = ()
    original: When | None = None
    status: str = ""
    completed: When | None = None
    categories: tuple[str, ...] = ()
    people: tuple[Attendee, ...] = ()
    alarm: int | None = None
    private: bool = False
    other: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class CalendarFile:
    """All that a calendar file gave, with what was wrong in it."""

    items: tuple[CalendarItem, ...] = ()
    problems: tuple[Problem, ...] = ()
    name: str = ""
    calendars: int = 0
    #: zones that the file itself describes, by their names
    zones: tuple[str, ...] = field(default_factory=tuple)
