"""Gifts of a span for the calendar: on the day by which they leave, else on the day on which they are given (row R3)."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from app.models.customer import LIVE, UNDONE, Customer
from app.models.greeting import Gift
from app.models.work import Reading
from app.queries.calendar_rows import Asked
from app.queries.calendar_values import CalendarEntry
from app.queries.items import who_columns, who_of


def gifts(reading: Reading, asked: Asked) -> list[CalendarEntry]:
    """Return the gifts of the span: those planned or bought on the day of dispatch, others on their own day."""
    if not asked.wants("gift"):
        return []
    g = Gift
    columns: list[Any] = [g.id, g.name, g.due_on, g.dispatch_on, g.given_on, g.state, g.occasion]
    columns += [g.cost, g.currency, g.person_id, g.version, *who_columns()]
    # gifts are few and customers many: an outer join, and no condition that would make an inner one of it
    live = sa.func.coalesce(Customer.state, UNDONE) == LIVE
    where: list[Any] = [g.trashed_at.is_(None), g.state != "dropped", live]
    if asked.people:
        where.append(sa.func.coalesce(g.person_id, Customer.responsible_id).in_(asked.people))
    if asked.classes:
        where.append(sa.func.coalesce(Customer.class_, "").in_(asked.classes))
    near = sa.or_(*[day.between(asked.start, asked.end) for day in (g.due_on, g.dispatch_on, g.given_on)])
    statement = sa.select(*columns).outerjoin(Customer, Customer.id == g.customer_id).where(*where, near)
    entries = [_entry(reading, row) for row in reading.rows(statement)]
    return [one for one in entries if one is not None and asked.start <= one.date <= asked.end]


def _entry(reading: Reading, row: Any) -> CalendarEntry | None:
    waits = row.state in {"planned", "bought"}
    day = row.given_on if row.state == "given" else row.dispatch_on if waits else row.due_on
    day = day or row.due_on or row.dispatch_on
    if day is None:
        return None
    return CalendarEntry(
        "gift",
        row.id,
        day,
        text=row.name,
        who=who_of(row),
        person_id=row.person_id,
        contact_kind="gift",
        done=row.state == "given",
        late=row.state != "given" and day < reading.today,
        version=row.version,
        key=row.occasion,
        state=row.state,
        cost=row.cost,
        currency=row.currency,
    )
