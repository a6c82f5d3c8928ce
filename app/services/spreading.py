"""The verb that applies a preview of levelling in one step (row R9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.places import zone_named
from app.domain.recurrence import in_zone
from app.language import N_
from app.models.contact import FollowUp
from app.models.faults import Gone
from app.models.work import Work
from app.services import followups


@dataclass(frozen=True)
class Spread:
    """One move that was agreed to: from which day to which; ``occurrence`` is as in the calendar."""

    ref: int
    start: dt.date
    end: dt.date
    occurrence: str = ""


def spread(work: Work, *, moves: Sequence[Spread]) -> int:
    """Put follow-ups on other days, all in one step; return how many were moved.

    What somebody did, moved or removed since the preview is left as it is.
    """
    moved = 0
    for one in moves:
        try:
            row = work.get(FollowUp, one.ref)
            still = row["done_at"] is None and row["trashed_at"] is None
            if not still or (not one.occurrence and _day(work, row) != one.start):
                continue
            followups.move(work, row_id=one.ref, due_on=one.end, occurrence=one.occurrence, scope="this")
        except Gone:
            continue
        moved += 1
    work.name(N_("Spread {count} follow-ups over other days"), count=moved)
    return moved


def _day(work: Work, row: Mapping[str, Any]) -> dt.date:
    """Return the day of a follow-up on our own calendar."""
    zone = zone_named(row["zone"]) or work.moment.zone
    return in_zone(row["due_on"], row["due_time"], zone, work.moment.zone)[0]
