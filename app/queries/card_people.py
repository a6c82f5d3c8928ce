"""The people of an organisation, in the order of who reports to whom (row C8)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from app.domain.related import Link, LinkKind, Node, reports_to
from app.models.customer import LIVE, Customer
from app.models.customer import Link as LinkTable
from app.models.work import Reading
from app.queries.card import Row

#: people that one card shows
MOST = 300


@dataclass(frozen=True)
class Member:
    """Somebody of the organisation; ``depth`` counts the bosses above within it."""

    id: int
    name: str
    class_: str
    position: str
    depth: int


def members(reading: Reading, organisation: Row, linked: Collection[int]) -> tuple[Member, ...]:
    """Return those who are ``linked`` as members or name the organisation as their employer, bosses first."""
    name = str(organisation["name"])
    wanted = sa.or_(Customer.id.in_(linked), Customer.employer == name if name else sa.false())
    rows = reading.rows(
        sa.select(Customer.id, Customer.title, Customer.class_.label("klass"), Customer.position)
        .where(Customer.state == LIVE, Customer.id != organisation["id"], wanted)
        .order_by(Customer.sort_key, Customer.id)
        .limit(MOST)
    )
    people = {row.id: row for row in rows}
    trees = reports_to(_bosses(reading, people), list(people))
    return tuple(
        Member(each, people[each].title, people[each].klass, people[each].position, depth)
        for tree in trees
        for depth, each in _walk(tree, 0)
    )


def _bosses(reading: Reading, people: Collection[int]) -> list[Link]:
    kinds = (LinkKind.BOSS.value, LinkKind.SUBORDINATE.value)
    if not people:
        return []
    rows = reading.rows(
        sa.select(LinkTable.customer_id, LinkTable.other_id, LinkTable.kind).where(
            LinkTable.kind.in_(kinds), LinkTable.customer_id.in_(people), LinkTable.other_id.in_(people)
        )
    )
    return [Link(row[0], row[1], LinkKind(row[2])) for row in rows]


def _walk(node: Node, depth: int) -> Iterator[tuple[int, int]]:
    yield depth, node.customer
    for each in node.reports:
        yield from _walk(each, depth + 1)
