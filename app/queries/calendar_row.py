"""What form and panel show of an event beside the calendar's entry."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from app.models.contact import FollowUp
from app.models.customer import Customer
from app.models.work import Reading


@dataclass(frozen=True)
class Kept:
    """How many minutes before it an event is announced (None as usual), and whether it is private."""

    notify_minutes: int | None = None
    private: bool = False


def kept(reading: Reading, *, row_id: int) -> Kept:
    """Return what the row of a follow-up keeps beside what the calendar shows."""
    row = reading.one(sa.select(FollowUp.notify_minutes, FollowUp.private).where(FollowUp.id == row_id))
    return Kept(row.notify_minutes, bool(row.private)) if row is not None else Kept()


def zone_of(reading: Reading, *, customer_id: int) -> str:
    """Return the name of the customer's time zone, empty where it is not known."""
    return str(reading.value(sa.select(Customer.time_zone).where(Customer.id == customer_id)) or "")


@dataclass(frozen=True)
class Confirming:
    """The open step that confirms a meeting, and its day."""

    step: int
    on: dt.date


def confirming(reading: Reading, *, row_id: int) -> Confirming | None:
    """Return the open step that confirms the meeting ``row_id``; None where there is none."""
    f = FollowUp
    row = reading.one(
        sa.select(f.id, f.due_on).where(f.confirms_id == row_id, f.done_at.is_(None), f.trashed_at.is_(None))
    )
    return Confirming(row.id, row.due_on) if row is not None else None
