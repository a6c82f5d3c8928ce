"""What is known of the items of calendar files: their rows by name, customers by e-mail, people by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from app.domain.recurrence import read_days
from app.models.base import table_of
from app.models.contact import FollowUp
from app.models.customer import LIVE, Customer
from app.models.team import Person
from app.models.work import Reading
from app.queries.calendar_files import pieces
from app.queries.mail_whom import directory
from app.services.calendar_files import marks
from app.services.calendar_files.plans import Slot

#: the name of an entry, and the ISO day of the occurrence that it replaces (empty for the entry itself)
Key = tuple[str, str]


@dataclass
class Known:
    """What stood in the database when an import was planned."""

    slots: dict[Key, Slot] = field(default_factory=dict)
    #: days of series that have rows of their own, by the id of the series
    replaced: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    emails: dict[str, int] = field(default_factory=dict)
    customers: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)

    def customer(self, uid: str, emails: Iterable[str]) -> int | None:
        """Return the customer that is meant: by the name of her card in a file of ours, else by an address."""
        if uid in self.customers:
            return self.customers[uid]
        return next((self.emails[one.lower()] for one in emails if one.lower() in self.emails), None)


def look_up(
    reading: Reading, *, uids: Collection[str], emails: Collection[str], customers: Collection[str]
) -> Known:
    """Return what is known of entries by their names, of customers by addresses and names of cards."""
    known = Known()
    rows = [*_rows(reading, FollowUp.uid, uids)]
    numbers = {number: uid for uid in uids if (number := marks.row_of(uid)) is not None}
    rows += [
        {**row, "_found": numbers[row["id"]]}
        for row in _rows(reading, FollowUp.id, numbers)
        if marks.own_uid(row["id"], row["created_at"]) == numbers[row["id"]]
    ]
    slots: dict[int, Slot] = {}
    for row in rows:
        found = row.pop("_found", "")
        slot = slots.setdefault(row["id"], Slot(dict(row), row, row["id"]))
        original = "" if found else _original(row)
        _put(known, (found or row["uid"], original), slot)
    _own_rows(reading, known, slots)
    _customers(reading, known, emails, customers)
    known.people = {row.name: row.id for row in reading.rows(sa.select(Person.id, Person.name))}
    return known


def _own_rows(reading: Reading, known: Known, slots: dict[int, Slot]) -> None:
    """Add the occurrences that stand as rows of their own, under the names of their series."""
    names: dict[int, list[str]] = defaultdict(list)
    for (uid, original), slot in list(known.slots.items()):
        if not original and slot.row_id is not None:
            names[slot.row_id].append(uid)
    for row in _rows(reading, FollowUp.series_id, names):
        slot = slots.setdefault(row["id"], Slot(dict(row), row, row["id"]))
        slot.series = slots[row["series_id"]]
        original = _original(row)
        known.replaced[row["series_id"]].add(original)
        for uid in names[row["series_id"]]:
            _put(known, (uid, original), slot)


def _customers(reading: Reading, known: Known, emails: Collection[str], uids: Collection[str]) -> None:
    found = directory(reading, people=[(email, "") for email in emails])
    for email in emails:
        whose = found.whose(email, "")
        if len(whose) == 1:
            known.emails[email.lower()] = whose[0]
    c = Customer
    for some in pieces(uids):
        for row in reading.rows(sa.select(c.id, c.uid).where(c.uid.in_(some), c.state == LIVE)):
            known.customers[row.uid] = row.id


def _put(known: Known, key: Key, slot: Slot) -> None:
    """Keep a row under its name; of several the one that is not in the trash."""
    there = known.slots.get(key)
    if there is None or (there.values["trashed_at"] and not slot.values["trashed_at"]):
        known.slots[key] = slot


def _rows(reading: Reading, column: Any, values: Collection[Any]) -> Iterable[dict[str, Any]]:
    table = table_of(FollowUp)
    for some in pieces(values):
        statement = sa.select(*table.c).where(column.in_(some)).order_by(table.c.id)
        yield from (dict(row) for row in reading.connection.execute(statement).mappings())


def _original(row: dict[str, Any]) -> str:
    days = read_days(row["original_on"])
    return min(days).isoformat() if days else ""
