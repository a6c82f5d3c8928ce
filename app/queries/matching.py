"""Whom a record of a file may be: live customers by identifier; people, tags and fields by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from app.models.customer import LIVE, Channel, Customer, OwnField, RawProperty, Tag
from app.models.team import Person
from app.models.work import Reading

CHUNK: Final = 900
#: the raw property that keeps the identities of cards that were joined into one
UID_NAME: Final = "uid"


@dataclass(slots=True)
class Identified:
    """Live customers by what identifies them: ids by uid, e-mail key and telephone key, oldest first."""

    uids: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    emails: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    phones: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def ids(self) -> set[int]:
        """Return everyone who was found."""
        groups = (*self.uids.values(), *self.emails.values(), *self.phones.values())
        return {customer_id for group in groups for customer_id in group}


def count(reading: Reading) -> int:
    """Return how many live customers there are."""
    found = reading.value(sa.select(sa.func.count()).select_from(Customer).where(Customer.state == LIVE))
    return int(found or 0)


def identified(
    reading: Reading, *, uids: Collection[str], emails: Collection[str], phones: Collection[str]
) -> Identified:
    """Return the live customers that have one of these identifiers; undone and trashed ones are none."""
    made = Identified()
    live = count(reading)
    if not live:
        return made
    uid = sa.select(Customer.uid, Customer.id).where(Customer.state == LIVE)
    _fill(reading, made.uids, uid, Customer.uid, uids, live)
    other = (
        sa.select(RawProperty.value, Customer.id)
        .join(Customer, Customer.id == RawProperty.customer_id)
        .where(RawProperty.name == UID_NAME, Customer.state == LIVE)
    )
    _fill(reading, made.uids, other, RawProperty.value, uids, 0)
    for kind, keys, target in (("email", emails, made.emails), ("phone", phones, made.phones)):
        channel = (
            sa.select(Channel.key, Customer.id)
            .join(Customer, Customer.id == Channel.customer_id)
            .where(Channel.kind == kind, Customer.state == LIVE)
        )
        _fill(reading, target, channel, Channel.key, keys, live)
    return made


def _fill(
    reading: Reading,
    target: dict[str, list[int]],
    statement: sa.Select[str, int],
    column: Any,
    keys: Collection[str],
    live: int,
) -> None:
    """Ask by key, or read all where that is less work; ``live`` is the number of customers."""
    wanted = {key for key in keys if key}
    if not wanted:
        return
    scan = live < 4 * len(wanted)
    pieces = [statement] if scan else [statement.where(column.in_(some)) for some in _chunks(sorted(wanted))]
    for piece in pieces:
        for key, customer_id in reading.connection.execute(piece.order_by(Customer.id)):
            if key in wanted:
                target[key].append(customer_id)


def everyone(reading: Reading) -> Iterator[tuple[int, str, str, str, str]]:
    """Yield id, kind, surname, given name and name of every live customer."""
    statement = sa.select(Customer.id, Customer.kind, Customer.surname, Customer.given, Customer.name)
    for row in reading.connection.execute(statement.where(Customer.state == LIVE)):
        yield row[0], row[1], row[2], row[3], row[4]


def titled(reading: Reading, *, keys: Collection[str]) -> list[int]:
    """Return the live customers that are sorted under one of ``keys``."""
    found: list[int] = []
    for some in _chunks(sorted(keys)):
        statement = sa.select(Customer.id).where(Customer.state == LIVE, Customer.sort_key.in_(some))
        found += [int(row[0]) for row in reading.rows(statement.order_by(Customer.id))]
    return found


def people(reading: Reading) -> list[Any]:
    """Return id, name and whether she left of everybody of the team, oldest first."""
    return reading.rows(sa.select(Person.id, Person.name, Person.gone).order_by(Person.id))


def tags(reading: Reading) -> dict[str, int]:
    """Return the ids of tags by their folded names."""
    return {row.key: row.id for row in reading.rows(sa.select(Tag.key, Tag.id))}


def own_fields(reading: Reading) -> dict[str, int]:
    """Return the ids of the team's own fields by label."""
    return {row.label: row.id for row in reading.rows(sa.select(OwnField.label, OwnField.id))}


def birth_text(year: int | None, month: int | None, day: int | None) -> str:
    """Return a birth date as duplicates are compared: 1980-05-17, 05-17, or empty."""
    if not month or not day:
        return ""
    return f"{year:04d}-{month:02d}-{day:02d}" if year else f"{month:02d}-{day:02d}"


def _chunks(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]
