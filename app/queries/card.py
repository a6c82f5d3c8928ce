"""Everything that a customer card shows, read at once (rows C1 to C20, I1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple, cast

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
_ID: Final = sa.bindparam("id", type_=sa.Integer)


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


class TimelineItem(NamedTuple):
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
    found = reading.connection.execute(_customer(), {"id": customer_id}).mappings().first()
    if found is None:
        raise Gone
    customer = {("class_" if name == "class" else name): value for name, value in found.items()}
    responsible = customer.pop("responsible")
    numbers = (customer.pop("interactions"), customer.pop("first_interaction"))
    return Card(
        id=customer_id,
        customer=customer,
        responsible=str(responsible or ""),
        channels=_rows(reading, Channel, customer_id),
        facts={row["key"]: row for row in _rows(reading, Fact, customer_id)},
        own_fields=own_fields(reading),
        dates=_rows(reading, PersonalDate, customer_id),
        relatives=_rows(reading, Relative, customer_id),
        needs=_rows(reading, Need, customer_id),
        links=_links(reading, customer_id),
        terms=_rows(reading, Term, customer_id),
        consents=_rows(reading, Consent, customer_id),
        tags=tuple(reading.connection.execute(_tags(), {"id": customer_id}).scalars()),
        files=_rows(reading, Attachment, customer_id),
        favours=_rows(reading, Favour, customer_id),
        raw=_rows(reading, RawProperty, customer_id),
        asked={row["field"]: row["asked_on"] for row in _rows(reading, Asked, customer_id)},
        followups=_rows(reading, FollowUp, customer_id),
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
    statement = _timeline()
    if kinds:
        statement = statement.where(Interaction.kind.in_(kinds))
    if before is not None:
        statement = statement.where(Interaction.at < before)
    found = reading.connection.execute(statement, {"id": customer_id, "limit": limit})
    return [TimelineItem._make(row) for row in found]


def own_fields(reading: Reading) -> tuple[Row, ...]:
    """Return the team's own fields in their order."""
    return tuple(dict(row) for row in reading.connection.execute(_own_fields()).mappings())


# statements are built once: building one takes longer than its answer


@lru_cache(maxsize=1)
def _customer() -> sa.Select[Any]:
    """Everything of the customer's own row, who is responsible, and how much is on the timeline."""
    table = table_of(Customer)
    of_this = (Interaction.customer_id == _ID, Interaction.trashed_at.is_(None))
    number = sa.select(sa.func.count()).where(*of_this).scalar_subquery()
    first = sa.select(sa.func.min(Interaction.at)).where(*of_this).scalar_subquery()
    return (
        sa.select(
            table,
            Person.name.label("responsible"),
            number.label("interactions"),
            first.label("first_interaction"),
        )
        .outerjoin(Person, Person.id == table.c.responsible_id)
        .where(table.c.id == _ID)
    )


@lru_cache(maxsize=1)
def _timeline() -> sa.Select[Any]:
    """The columns of :class:`TimelineItem`, in its order."""
    person = sa.func.coalesce(Person.name, "").label("person")
    columns = [person if n == "person" else getattr(Interaction, n) for n in TimelineItem._fields]
    return (
        sa.select(*columns)
        .outerjoin(Person, Person.id == Interaction.person_id)
        .where(Interaction.customer_id == _ID, Interaction.trashed_at.is_(None))
        .order_by(Interaction.at.desc(), Interaction.id.desc())
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


@lru_cache(maxsize=1)
def _own_fields() -> sa.Select[Any]:
    table = table_of(OwnField)
    return sa.select(table).order_by(table.c.position, table.c.id)


#: in which order rows of a kind stand on the card, and which of them
_ORDERS: Final[Mapping[type[Base], tuple[Any, ...]]] = {
    Channel: (Channel.preferred.desc(),),
    Need: (Need.met_on.is_not(None), Need.noted_on.desc()),
    Favour: (Favour.on.desc(),),
    FollowUp: (FollowUp.due_on, FollowUp.due_time),
}
_SHOWN: Final[Mapping[type[Base], tuple[Any, ...]]] = {
    Attachment: (Attachment.trashed_at.is_(None),),
    FollowUp: (FollowUp.done_at.is_(None), FollowUp.trashed_at.is_(None)),
}


@lru_cache(maxsize=32)
def _of_customer(model: Hashable) -> sa.Select[Any]:
    of = cast("type[Base]", model)
    table = table_of(of)
    statement = sa.select(table).where(table.c.customer_id == _ID, *_SHOWN.get(of, ()))
    return statement.order_by(*_ORDERS.get(of, ()), table.c.id)


def _rows(reading: Reading, model: type[Base], customer_id: int) -> tuple[Row, ...]:
    found = reading.connection.execute(_of_customer(model), {"id": customer_id})
    names = tuple(found.keys())
    return tuple(dict(zip(names, row, strict=True)) for row in found)


@lru_cache(maxsize=1)
def _tags() -> sa.Select[Any]:
    statement = sa.select(Tag.name).join(CustomerTag, CustomerTag.tag_id == Tag.id)
    return statement.where(CustomerTag.customer_id == _ID).order_by(Tag.key)


@lru_cache(maxsize=1)
def _both_ways() -> sa.CompoundSelect[Any]:
    """The columns of :class:`LinkRow`, in its order: links entered here first, then those entered there."""
    link = table_of(Link)

    def way(mine: Any, other: Any, rank: int) -> sa.Select[Any]:
        outgoing = sa.literal_column("0" if rank else "1", sa.Integer).label("outgoing")
        return (
            sa.select(
                link.c.id.label("link_id"),
                link.c.kind,
                outgoing,
                Customer.id.label("cid"),
                Customer.title,
                Customer.class_.label("klass"),
                link.c.note,
                link.c.version,
            )
            .join(Customer, Customer.id == other)
            .where(mine == _ID, Customer.state == 0)
        )

    both = sa.union_all(
        way(link.c.customer_id, link.c.other_id, 0), way(link.c.other_id, link.c.customer_id, 1)
    )
    return both.order_by(sa.desc("outgoing"), "link_id")


def _links(reading: Reading, customer_id: int) -> tuple[LinkRow, ...]:
    found = reading.connection.execute(_both_ways(), {"id": customer_id})
    return tuple(LinkRow(row[0], row[1], bool(row[2]), *row[3:]) for row in found)
