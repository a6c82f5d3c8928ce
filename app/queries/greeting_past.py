"""What the team sent: greetings of a span of days over all customers, for looking back (row R2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.domain.celebrations import celebration
from app.domain.occasions import KIND_NAMES, Kind
from app.domain.professional_days import by_code
from app.domain.saying import Speaks
from app.models.contact import Interaction
from app.models.customer import LIVE, Customer
from app.models.greeting import Greeting, OwnDay
from app.models.team import Person
from app.models.work import Reading

#: more than anybody reads through
MOST = 2000


@dataclass(frozen=True)
class Sent:
    """One occasion that was greeted or passed over; ``id`` is the greeting's."""

    id: int
    customer_id: int
    customer: str
    class_: str
    occasion: str
    on: dt.date
    state: str
    way: str
    subject: str
    text: str
    at: dt.datetime
    person: str
    #: the line on the timeline, and the name of a day of the team's own
    line: str = ""
    day: str = ""

    def what(self, tr: Speaks) -> str:
        """Return what was greeted: the line of the timeline, else the name of the day."""
        return (
            self.line
            if self.line and self.line != self.subject
            else occasion_name(self.occasion, tr, self.day)
        )


def sent(
    reading: Reading,
    *,
    start: dt.date,
    end: dt.date,
    person: int | None = None,
    class_: str | None = None,
    limit: int = MOST,
) -> list[Sent]:
    """Return what became of the occasions from ``start`` to ``end``, both included, the latest first.

    ``person`` leaves those of this person's own customers, ``class_`` those of one class.
    """
    g, c, i = Greeting, Customer, Interaction
    where = [g.on.between(start, end), g.state.in_(("greeted", "skipped")), c.state == LIVE]
    if person is not None:
        where.append(c.responsible_id == person)
    if class_ is not None:
        where.append(c.class_ == class_)
    statement = (
        sa.select(
            g.id,
            g.customer_id,
            c.title,
            c.class_.label("klass"),
            g.occasion,
            g.on,
            g.state,
            g.way,
            g.subject,
            g.text,
            g.at,
            Person.name,
            i.text.label("line"),
        )
        .join(c, c.id == g.customer_id)
        .outerjoin(Person, Person.id == g.person_id)
        .outerjoin(i, i.id == g.interaction_id)
        .where(*where)
        .order_by(g.on.desc(), g.id.desc())
        .limit(limit)
    )
    own = {f"own:{row.id}": row.name for row in reading.rows(sa.select(OwnDay.id, OwnDay.name))}
    return [_sent(row, own) for row in reading.rows(statement)]


def _sent(row: Any, own: Mapping[str, str]) -> Sent:
    return Sent(
        row.id,
        row.customer_id,
        row.title,
        row.klass,
        row.occasion,
        row.on,
        row.state,
        row.way,
        row.subject,
        row.text,
        row.at,
        row.name or "",
        row.line or "",
        own.get(row.occasion.rpartition(":")[0], ""),
    )


def occasion_name(key: str, tr: Speaks, own: str = "") -> str:
    """Return what the key of an occasion is called; ``own`` is the name of a day of the team's own."""
    kind, _, rest = key.partition(":")
    if kind == "holiday" and (kept := celebration(key)) is not None:
        return tr(kept.label)
    if kind == "pro" and (day := by_code(rest.partition(":")[0])) is not None:
        return tr(day.label)
    if kind == "own" and own:
        return own
    return tr(KIND_NAMES[Kind(kind)]) if kind in set(Kind) else ""
