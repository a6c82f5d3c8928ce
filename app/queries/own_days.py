"""Days of the team's own, as they are listed for editing (row R2)."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from app.models.greeting import OwnDay
from app.models.work import Reading


@dataclass(frozen=True)
class OwnDayRow:
    """A day that comes back every year; ``professions`` and ``country`` are empty for everybody."""

    id: int
    name: str
    month: int
    day: int
    professions: str
    country: str
    version: int


def own_days(reading: Reading) -> list[OwnDayRow]:
    """Return the days of the team's own in the order of the year."""
    o = OwnDay
    columns = (o.id, o.name, o.month, o.day, o.professions, o.country, o.version)
    rows = reading.rows(sa.select(*columns).order_by(o.month, o.day, o.name, o.id))
    return [OwnDayRow(*row) for row in rows]
