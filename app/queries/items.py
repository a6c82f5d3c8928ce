"""One thing to do and the customer of it, as lists of work show them (rows R1, R2, R6, I3)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.domain import agenda as rules
from app.domain.availability import GoodTime, when_to_call
from app.domain.hours import Hours
from app.domain.hours_text import parse_hours
from app.domain.occasions import Occasion
from app.domain.saying import Speaks
from app.models.customer import Customer


@dataclass(frozen=True)
class Who:
    """The customer of a line, as far as the line shows it."""

    id: int
    name: str
    class_: str
    kind: str
    phone: str
    email: str
    zone: str
    hours: str
    country: str
    last_contact_at: dt.datetime | None = None


@dataclass(frozen=True)
class Item:
    """One thing to do. ``kind``: followup, meeting, request, out_of_sight, occasion; ``ref`` is its row.

    ``line`` says why it stands here; ``date`` and ``time`` («HH:MM» or empty) are of our wall clock.
    ``detail`` is more about it: the body of a request, else what the last contact was about.
    Of an occasion ``state`` is what became of it (empty, draft, greeted, skipped), ``ways`` how it is greeted
    by the policy and ``days`` how many lie before it, less than none once it is past.
    """

    kind: str
    ref: int
    date: dt.date
    time: str
    text: str
    who: Who | None
    contact_kind: str = "call"
    line: rules.Line | None = None
    occasion: Occasion | None = None
    since: dt.datetime | None = None
    version: int = 1
    detail: str = ""
    snoozed: int = 0
    #: the ISO date of an occurrence of a series that is no row of its own yet
    occurrence: str = ""
    state: str = ""
    ways: tuple[str, ...] = ()
    days: int | None = None

    @property
    def customer_id(self) -> int | None:
        return self.who.id if self.who else None

    @property
    def customer(self) -> str:
        return self.who.name if self.who else ""

    @property
    def late(self) -> bool:
        if self.days is not None:
            return self.days < 0 and self.open
        return self.line is not None and self.line.late

    @property
    def open(self) -> bool:
        """Whether it is still to be done: an occasion that was greeted or passed over is not."""
        return self.state not in {"greeted", "skipped"}

    def say(self, tr: Speaks) -> str:
        """Return what is to do, or why it stands here where nothing more is said."""
        if self.occasion is not None:
            return self.occasion.text(tr)
        return self.text or self.why(tr)

    def why(self, tr: Speaks) -> str:
        """Return why it stands where it stands."""
        return self.line.reason.text(tr) if self.line is not None else ""

    def good_time(self, now: dt.datetime, zone: ZoneInfo, language: str) -> GoodTime | None:
        """Return when to call, on the customer's own clock; None without a customer."""
        return call_time(self.who, now, zone, language) if self.who else None


def call_time(who: Who, now: dt.datetime, zone: ZoneInfo, language: str) -> GoodTime:
    """Return whether now is a good time to call, and when the next one is (row C3)."""
    try:
        theirs = ZoneInfo(who.zone) if who.zone else zone
    except (ZoneInfoNotFoundError, ValueError):
        theirs = zone
    return when_to_call(
        now, zone=theirs, hours=_hours(who.hours), country=who.country, kind=who.kind, language=language
    )


@lru_cache(maxsize=1024)
def _hours(text: str) -> Hours | None:
    if not text.strip():
        return None
    try:
        return parse_hours(text)
    except ValueError:
        return None


def who_columns() -> list[Any]:
    """Return the columns that :func:`who_of` reads."""
    c = Customer
    return [
        c.id.label("cid"),
        c.title,
        c.class_.label("klass"),
        c.kind.label("ckind"),
        c.phone,
        c.email,
        c.time_zone,
        c.hours,
        c.country,
        c.last_contact_at,
    ]


def who_of(row: Any) -> Who:
    """Return the customer of a row that has :func:`who_columns`."""
    return Who(
        row.cid,
        row.title,
        row.klass,
        row.ckind,
        row.phone,
        row.email,
        row.time_zone,
        row.hours,
        row.country,
        row.last_contact_at,
    )
