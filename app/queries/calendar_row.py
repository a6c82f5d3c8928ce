"""What the form of an event shows beside the calendar's entry."""

from __future__ import annotations

import sqlalchemy as sa

from app.models.contact import FollowUp
from app.models.work import Reading


def notify_minutes(reading: Reading, *, row_id: int) -> int | None:
    """Return how many minutes before it a follow-up is announced, None as usual."""
    found: int | None = reading.value(sa.select(FollowUp.notify_minutes).where(FollowUp.id == row_id))
    return found
