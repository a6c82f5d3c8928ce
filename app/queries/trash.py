"""What lies in the trash: since when, and who put it there (row X5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from app.models.base import Base, table_of
from app.models.contact import FollowUp, Interaction
from app.models.customer import LIVE, TRASHED, Attachment, Customer
from app.models.feedback import Feedback
from app.models.greeting import Gift
from app.models.history import Step, StepRow
from app.models.team import Person
from app.models.work import Reading

KINDS: Final[Mapping[str, type[Base]]] = {
    "customers": Customer,
    "interactions": Interaction,
    "followups": FollowUp,
    "attachments": Attachment,
    "gifts": Gift,
    "feedback": Feedback,
}


@dataclass(frozen=True)
class TrashItem:
    """One thing in the trash. ``title`` is its own text, ``customer`` whose it is (both may be empty)."""

    kind: str
    id: int
    title: str
    customer_id: int | None
    customer: str
    trashed_at: dt.datetime
    by: str


def trash(reading: Reading, *, kinds: tuple[str, ...] = tuple(KINDS), limit: int = 500) -> list[TrashItem]:
    """Return what lies in the trash, last thrown away first; what belongs to a trashed customer goes with it."""
    rows = [row for kind in kinds for row in reading.rows(_statement(kind).limit(limit))]
    items = [
        TrashItem(row.kind, row.id, row.title, row.customer_id, row.customer, row.trashed_at, row.by or "")
        for row in rows
    ]
    items.sort(key=lambda item: (item.trashed_at, item.id), reverse=True)
    return items[:limit]


def count(reading: Reading) -> int:
    """Return how many things lie in the trash."""
    return sum(
        int(reading.value(sa.select(sa.func.count()).select_from(_statement(kind).subquery())) or 0)
        for kind in KINDS
    )


def _statement(kind: str) -> sa.Select[Any]:
    table = table_of(KINDS[kind])
    if kind == "customers":
        statement = sa.select(
            sa.literal(kind).label("kind"),
            table.c.id,
            table.c.title,
            table.c.id.label("customer_id"),
            table.c.title.label("customer"),
            table.c.trashed_at,
            _by(kind, table).label("by"),
        ).where(table.c.state == TRASHED, table.c.trashed_at.is_not(None))
        return statement.order_by(table.c.trashed_at.desc())
    title = table.c.name if kind in {"attachments", "gifts"} else table.c.text
    statement = (
        sa.select(
            sa.literal(kind).label("kind"),
            table.c.id,
            title.label("title"),
            table.c.customer_id,
            sa.func.coalesce(Customer.title, "").label("customer"),
            table.c.trashed_at,
            _by(kind, table).label("by"),
        )
        .outerjoin(Customer, Customer.id == table.c.customer_id)
        .where(table.c.trashed_at.is_not(None), sa.or_(table.c.customer_id.is_(None), Customer.state == LIVE))
    )
    if kind == "feedback":
        # its own entry of the timeline stands for it
        entry = table_of(Interaction)
        own = sa.select(entry.c.id).where(entry.c.kind.in_(("complaint", "idea")))
        statement = statement.where(
            sa.or_(table.c.interaction_id.is_(None), table.c.interaction_id.not_in(own))
        )
    return statement.order_by(table.c.trashed_at.desc())


def _by(kind: str, table: sa.Table) -> sa.ScalarSelect[Any]:
    """Return who threw it away: the history knows."""
    return (
        sa.select(Person.name)
        .join(Step, Step.person_id == Person.id)
        .join(StepRow, StepRow.step_id == Step.id)
        .where(StepRow.kind == kind, StepRow.row_id == table.c.id, StepRow.field == "trashed_at")
        .order_by(StepRow.id.desc())
        .limit(1)
        .correlate(table)
        .scalar_subquery()
    )
