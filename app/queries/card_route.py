"""The way to an introduction: who knows whom, read for one question (row C7)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from app.domain.related import Link, LinkKind, introduction_route
from app.models.base import table_of
from app.models.customer import LIVE, Customer
from app.models.customer import Link as LinkTable
from app.models.work import Reading


@dataclass(frozen=True)
class Leg:
    """One step of the way: this one, by such a link, knows that one."""

    from_id: int
    from_name: str
    kind: LinkKind
    to_id: int
    to_name: str


def route(reading: Reading, *, start: Collection[int], goal: int) -> tuple[Leg, ...] | None:
    """Return the shortest way of introductions from one of ``start`` to ``goal``; None without one."""
    one, other = sa.alias(table_of(Customer)), sa.alias(table_of(Customer))
    link = table_of(LinkTable)
    rows = reading.rows(
        sa.select(link.c.customer_id, link.c.other_id, link.c.kind)
        .join(one, one.c.id == link.c.customer_id)
        .join(other, other.c.id == link.c.other_id)
        .where(one.c.state == LIVE, other.c.state == LIVE)
    )
    known = {kind.value for kind in LinkKind}
    links = [Link(row[0], row[1], LinkKind(row[2])) for row in rows if row[2] in known]
    way = introduction_route(links, start, goal)
    if way is None:
        return None
    names = _names(reading, {each for leg in way for each in (leg.customer, leg.other)})
    return tuple(
        Leg(leg.customer, names.get(leg.customer, ""), leg.kind, leg.other, names.get(leg.other, ""))
        for leg in way
    )


def _names(reading: Reading, ids: Collection[int]) -> dict[int, str]:
    if not ids:
        return {}
    return {
        row[0]: row[1]
        for row in reading.rows(sa.select(Customer.id, Customer.title).where(Customer.id.in_(ids)))
    }
