"""Where a clash of two edits happened: on whose card, and who was faster (row T1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from app.models.base import Base
from app.models.customer import Customer
from app.models.history import Step, StepRow
from app.models.team import Person
from app.models.work import Reading


@dataclass(frozen=True)
class Clash:
    """``key`` is the datum of a fact; ``person`` and ``at`` say who changed it last, empty where nobody did."""

    customer_id: int | None
    title: str
    key: str
    person: str
    at: dt.datetime | None


def clash(reading: Reading, *, kind: str, row_id: int) -> Clash:
    """Return what is known of the row of ``kind`` (a table) that two people changed."""
    table = Base.metadata.tables[kind]
    row = reading.connection.execute(sa.select(table).where(table.c.id == row_id)).mappings().first()
    found = dict(row) if row is not None else {}
    customer_id = row_id if kind == "customers" else found.get("customer_id")
    title = reading.value(sa.select(Customer.title).where(Customer.id == customer_id)) or ""
    last = reading.one(
        sa.select(sa.func.coalesce(Person.name, "").label("person"), Step.at)
        .select_from(StepRow)
        .join(Step, Step.id == StepRow.step_id)
        .outerjoin(Person, Person.id == Step.person_id)
        .where(StepRow.kind == kind, StepRow.row_id == row_id)
        .order_by(StepRow.id.desc())
        .limit(1)
    )
    return Clash(
        customer_id,
        str(title),
        str(found.get("key") or "") if kind == "facts" else "",
        last.person if last else "",
        last.at if last else None,
    )
