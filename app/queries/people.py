"""The people of the team (row T0)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from app.models.base import table_of
from app.models.team import Leave, Person
from app.models.work import Reading


@dataclass(frozen=True)
class LeaveRow:
    """Days on which a person is away, both ends included."""

    id: int
    first_day: dt.date
    last_day: dt.date
    note: str


@dataclass(frozen=True)
class PersonRow:
    """One person of the team; ``hourly_cost`` in minor units."""

    id: int
    name: str
    email: str
    phone: str
    role: str
    hourly_cost: int | None
    hours: str
    territory: str
    gone: bool
    version: int
    leave: tuple[LeaveRow, ...] = ()


def team(reading: Reading, *, gone: bool = False) -> list[PersonRow]:
    """Return the people of the team by name; with ``gone`` those who left as well."""
    table = table_of(Person)
    statement = sa.select(table).order_by(table.c.name, table.c.id)
    if not gone:
        statement = statement.where(table.c.gone.is_(False))
    leave: dict[int, list[LeaveRow]] = {}
    for row in reading.rows(sa.select(table_of(Leave)).order_by(Leave.first_day)):
        leave.setdefault(row.person_id, []).append(LeaveRow(row.id, row.first_day, row.last_day, row.note))
    return [
        PersonRow(
            row.id,
            row.name,
            row.email,
            row.phone,
            row.role,
            row.hourly_cost,
            row.hours,
            row.territory,
            row.gone,
            row.version,
            tuple(leave.get(row.id, ())),
        )
        for row in reading.rows(statement)
    ]
