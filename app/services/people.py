"""Verbs on the people of the team and their leave (row T0)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from app.language import N_
from app.models.team import Leave, Person
from app.models.work import Work
from app.services.faults import BadValue, LastPerson

ROLES = ("owner", "manager", "salesperson", "read-only")


def create(work: Work, *, name: str, role: str = "salesperson", **values: Any) -> int:
    """Add a person to the team and return the id.

    Raises:
        BadValue: no name, or no such role.
    """
    if not name.strip():
        raise BadValue(value=name, field="name")
    if role not in ROLES:
        raise BadValue(value=role, field="role")
    person_id = work.insert(Person, name=" ".join(name.split()), role=role, **values)
    work.name(N_("Added {name} to the team"), name=name)
    return person_id


def edit(
    work: Work, *, person_id: int, values: Mapping[str, Any], was: Mapping[str, Any] | None = None
) -> None:
    """Change a person of the team."""
    row = work.get(Person, person_id)
    if "role" in values and values["role"] not in ROLES:
        raise BadValue(value=values["role"], field="role")
    if "name" in values and not str(values["name"]).strip():
        raise BadValue(value="", field="name")
    work.change(Person, person_id, values, was)
    work.name(N_("Changed {name} of the team"), name=row["name"])


def part(work: Work, *, person_id: int) -> None:
    """Note that a person left the team; what she did stays under her name.

    Raises:
        LastPerson: nobody else would be left.
    """
    row = work.get(Person, person_id)
    others = work.value(sa.select(sa.func.count()).where(Person.gone.is_(False), Person.id != person_id))
    if not others:
        raise LastPerson
    work.change(Person, person_id, {"gone": True})
    work.name(N_("{name} left the team"), name=row["name"])


def add_leave(work: Work, *, person_id: int, first_day: dt.date, last_day: dt.date, note: str = "") -> int:
    """Enter days on which a person is away, both ends included.

    Raises:
        BadValue: the last day comes before the first.
    """
    if last_day < first_day:
        raise BadValue(value=last_day.isoformat(), field="leave")
    row = work.get(Person, person_id)
    row_id = work.insert(Leave, person_id=person_id, first_day=first_day, last_day=last_day, note=note)
    work.name(N_("Entered leave of {name}"), name=row["name"])
    return row_id


def remove_leave(work: Work, *, row_id: int) -> None:
    """Remove days of leave."""
    row = work.remove(Leave, row_id)
    person = work.get(Person, row["person_id"])
    work.name(N_("Removed leave of {name}"), name=person["name"])
