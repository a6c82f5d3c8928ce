"""Everything that a customer card shows, read at once (rows C1 to C20, I1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.models.base import Base, table_of
from app.models.contact import Favour, FollowUp, Interaction
from app.models.customer import (
    Asked,
    Attachment,
    Channel,
    Consent,
    Customer,
    CustomerTag,
    Fact,
    Link,
    Need,
    OwnField,
    PersonalDate,
    RawProperty,
    Relative,
    Tag,
    Term,
)
from app.models.faults import Gone
from app.models.team import Person
from app.models.work import Reading

Row = Mapping[str, Any]


@dataclass(frozen=True)
class LinkRow:
    """A link as this customer sees it: ``outgoing`` tells which way it was entered."""

    id: int
    kind: str
    outgoing: bool
    other_id: int
    other: str
    other_class: str
    note: str
    version: int


@dataclass(frozen=True)
class Card:
    """One customer whole, as rows of plain values keyed by column."""

    id: int
    customer: Row
    responsible: str
    channels: tuple[Row, ...]
    facts: Mapping[str, Row]
    own_fields: tuple[Row, ...]
    dates: tuple[Row, ...]
    relatives: tuple[Row, ...]
    needs: tuple[Row, ...]
    links: tuple[LinkRow, ...]
    terms: tuple[Row, ...]
    consents: tuple[Row, ...]
    tags: tuple[str, ...]
    files: tuple[Row, ...]
    favours: tuple[Row, ...]
    raw: tuple[Row, ...]
    asked: Mapping[str, dt.date]
    followups: tuple[Row, ...]
    interactions: int
    first_interaction: dt.datetime | None


@dataclass(frozen=True)
class TimelineItem:
    """One entry of the timeline; a finished follow-up stands there too, as kind «followup»."""

    id: int
    kind: str
    direction: str
    at: dt.datetime
    minutes: int | None
    outcome: str
    text: str
    body: str
    mood: str
    given: str
    asked: str
    waits: bool
    answered_at: dt.datetime | None
    person: str
    private: bool
    version: int


def card(reading: Reading, *, customer_id: int) -> Card:
    """Return the card of one customer.

    Raises:
        Gone: there is no such customer.
    """
    table = table_of(Customer)
    found = reading.connection.execute(sa.select(table).where(table.c.id == customer_id)).mappings().first()
    if found is None:
        raise Gone
    customer = {("class_" if name == "class" else name): value for name, value in found.items()}
    numbers = reading.one(
        sa.select(sa.func.count(), sa.func.min(Interaction.at)).where(
            Interaction.customer_id == customer_id, Interaction.trashed_at.is_(None)
        )
    )
    responsible = customer["responsible_id"]
    return Card(
        id=customer_id,
        customer=customer,
        responsible=str(reading.value(sa.select(Person.name).where(Person.id == responsible)) or "")
        if responsible
        else "",
        channels=_rows(reading, Channel, customer_id, Channel.preferred.desc()),
        facts={row["key"]: row for row in _rows(reading, Fact, customer_id)},
        own_fields=own_fields(reading),
        dates=_rows(reading, PersonalDate, customer_id),
        relatives=_rows(reading, Relative, customer_id),
        needs=_rows(reading, Need, customer_id, Need.met_on.is_not(None), Need.noted_on.desc()),
        links=_links(reading, customer_id),
        terms=_rows(reading, Term, customer_id),
        consents=_rows(reading, Consent, customer_id),
        tags=_tags(reading, customer_id),
        files=_rows(reading, Attachment, customer_id, where=[Attachment.trashed_at.is_(None)]),
        favours=_rows(reading, Favour, customer_id, Favour.on.desc()),
        raw=_rows(reading, RawProperty, customer_id),
        asked={row["field"]: row["asked_on"] for row in _rows(reading, Asked, customer_id)},
        followups=_rows(
            reading,
            FollowUp,
            customer_id,
            FollowUp.due_on,
            FollowUp.due_time,
            where=[FollowUp.done_at.is_(None), FollowUp.trashed_at.is_(None)],
        ),
        interactions=int(numbers[0]),
        first_interaction=numbers[1],
    )


def timeline(
    reading: Reading,
    *,
    customer_id: int,
    kinds: tuple[str, ...] = (),
    limit: int = 200,
    before: dt.datetime | None = None,
) -> list[TimelineItem]:
    """Return entries of the timeline, newest first; ``before`` continues an earlier answer."""
    where = [Interaction.customer_id == customer_id, Interaction.trashed_at.is_(None)]
    if kinds:
        where.append(Interaction.kind.in_(kinds))
    if before is not None:
        where.append(Interaction.at < before)
    statement = (
        sa.select(table_of(Interaction), Person.name.label("person"))
        .outerjoin(Person, Person.id == Interaction.person_id)
        .where(*where)
        .order_by(Interaction.at.desc(), Interaction.id.desc())
        .limit(limit)
    )
    return [
        TimelineItem(
            id=row.id,
            kind=row.kind,
            direction=row.direction,
            at=row.at,
            minutes=row.minutes,
            outcome=row.outcome,
            text=row.text,
            body=row.body,
            mood=row.mood,
            given=row.given,
            asked=row.asked,
            waits=row.waits,
            answered_at=row.answered_at,
            person=row.person or "",
            private=row.private,
            version=row.version,
        )
        for row in reading.rows(statement)
    ]


def own_fields(reading: Reading) -> tuple[Row, ...]:
    """Return the team's own fields in their order."""
    table = table_of(OwnField)
    return tuple(
        dict(row)
        for row in reading.connection.execute(
            sa.select(table).order_by(table.c.position, table.c.id)
        ).mappings()
    )


def _rows(
    reading: Reading, model: type[Base], customer_id: int, *order: Any, where: list[Any] | None = None
) -> tuple[Row, ...]:
    table = table_of(model)
    statement = sa.select(table).where(table.c.customer_id == customer_id, *(where or ()))
    found = reading.connection.execute(statement.order_by(*order, table.c.id)).mappings()
    return tuple(dict(row) for row in found)


def _tags(reading: Reading, customer_id: int) -> tuple[str, ...]:
    statement = sa.select(Tag.name).join(CustomerTag, CustomerTag.tag_id == Tag.id)
    return tuple(
        reading.connection.execute(
            statement.where(CustomerTag.customer_id == customer_id).order_by(Tag.key)
        ).scalars()
    )


def _links(reading: Reading, customer_id: int) -> tuple[LinkRow, ...]:
    link = table_of(Link)
    found: list[LinkRow] = []
    for mine, other, outgoing in (
        (link.c.customer_id, link.c.other_id, True),
        (link.c.other_id, link.c.customer_id, False),
    ):
        statement = (
            sa.select(link, Customer.id.label("cid"), Customer.title, Customer.class_.label("klass"))
            .join(Customer, Customer.id == other)
            .where(mine == customer_id, Customer.state == 0)
            .order_by(link.c.id)
        )
        found += [
            LinkRow(row.id, row.kind, outgoing, row.cid, row.title, row.klass, row.note, row.version)
            for row in reading.rows(statement)
        ]
    return tuple(found)
