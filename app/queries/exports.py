"""What an export reads: whole cards in chunks of ids, and every table as it stands."""

from __future__ import annotations

from collections import defaultdict, namedtuple
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from app.domain.merge import OTHER, is_other, original
from app.models.base import Base, table_of
from app.models.contact import Interaction
from app.models.customer import (
    LIVE,
    Attachment,
    AttachmentData,
    Channel,
    Customer,
    Fact,
    OwnField,
    PersonalDate,
    RawProperty,
    Relative,
)
from app.models.faults import Gone
from app.models.history import Step, StepRow
from app.models.mail import MailFile, MailMessage
from app.models.plain import plain
from app.models.team import Person
from app.models.work import Reading

CHUNK: Final = 500
Row = Mapping[str, Any]

_TAGS: Final = (
    "SELECT c.customer_id, t.name FROM customer_tags c JOIN tags t ON t.id = c.tag_id"
    " WHERE c.customer_id IN ? ORDER BY c.id"
)
_PHOTOS: Final = (
    "SELECT a.id, a.customer_id, d.data FROM attachments a JOIN attachment_data d ON d.stored_name = a.stored_name"
    " WHERE a.customer_id IN ? AND a.role = 'photo' AND a.trashed_at IS NULL ORDER BY a.id"
)
#: what is known of a datum, of which no file of contacts speaks
_UNSAID: Final = frozenset({"purposes", "origin", "confirmed_on", "private", "version"})
#: tables that hold nothing of the user's: derived, or the machinery's own
_INNER: Final = frozenset({"customer_search", "name_words", "words", "attachment_data"})


class Whole(NamedTuple):
    """One customer with everything that a file of contacts can say of it.

    ``facts`` have the label of an own field as «own:LABEL»; ``photos`` hold the picture shown first.
    """

    id: int
    customer: Row
    responsible: str = ""
    channels: Sequence[Any] = ()
    facts: Sequence[tuple[str, str]] = ()
    dates: Sequence[Any] = ()
    relatives: Sequence[Any] = ()
    tags: Sequence[str] = ()
    raw: Sequence[tuple[str, str]] = ()
    photos: Sequence[bytes] = ()


@dataclass(slots=True)
class _Parts:
    channels: list[Any] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    dates: list[Any] = field(default_factory=list)
    relatives: list[Any] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    raw: list[tuple[str, str]] = field(default_factory=list)
    photos: list[bytes] = field(default_factory=list)


def customer_ids(reading: Reading) -> list[int]:
    """Return the ids of all live customers in the order of the list."""
    statement = sa.select(Customer.id).where(Customer.state == LIVE).order_by(Customer.sort_key, Customer.id)
    return list(reading.connection.execute(statement).scalars())


def whole(reading: Reading, *, ids: Sequence[int], photos: bool = True) -> list[Whole]:
    """Return the cards of ``ids`` in that order; unknown ids are left out.

    ``ids`` are a chunk that one query takes (:data:`CHUNK`). Moments and days are as :func:`plain` reads them.
    """
    names = table_header("customers")
    customers = {row[0]: dict(zip(names, row, strict=True)) for row in _plain(reading, Customer, "id", ids)}
    parts = _parts(reading, ids)
    if photos:
        _photos(reading, ids, customers, parts)
    people = people_names(reading)
    return [
        Whole(
            customer_id,
            customer,
            people.get(customer["responsible_id"], ""),
            made.channels,
            made.facts,
            made.dates,
            made.relatives,
            made.tags,
            made.raw,
            made.photos,
        )
        for customer_id in ids
        if (customer := customers.get(customer_id)) is not None and (made := parts[customer_id]) is not None
    ]


def people_names(reading: Reading) -> dict[int | None, str]:
    """Return the names of the people of the team, those who left included."""
    return {row.id: row.name for row in reading.rows(sa.select(Person.id, Person.name))}


def _named(key: str, own: Mapping[str, str]) -> str:
    """Return the key of a fact with the label of an own field, also where it keeps another value of one."""
    if is_other(key) and original(key) in own:
        return OTHER + own[original(key)]
    return own.get(key, key)


def _parts(reading: Reading, ids: Sequence[int]) -> defaultdict[int, _Parts]:
    parts: defaultdict[int, _Parts] = defaultdict(_Parts)
    for row in _of(reading, Channel, ids):
        parts[row.customer_id].channels.append(row)
    own = {
        f"own:{row.id}": f"own:{row.label}" for row in reading.rows(sa.select(OwnField.id, OwnField.label))
    }
    for row in _of(reading, Fact, ids):
        if row.value is not None:
            parts[row.customer_id].facts.append((_named(row.key, own), row.value))
    for row in _of(reading, PersonalDate, ids):
        parts[row.customer_id].dates.append(row)
    for row in _of(reading, Relative, ids):
        parts[row.customer_id].relatives.append(row)
    for row in _of(reading, RawProperty, ids):
        parts[row.customer_id].raw.append((row.name, row.value))
    for customer_id, name in plain(reading.connection, _TAGS, list(ids)):
        parts[customer_id].tags.append(name)
    return parts


def _of(reading: Reading, model: type[Base], ids: Sequence[int]) -> list[Any]:
    return list(map(_row_of(model)._make, _plain(reading, model, "customer_id", ids)))


@lru_cache(maxsize=16)
def _row_of(model: type[Base]) -> Any:
    """Return the named tuple of what is read of a table."""
    return namedtuple("Row", _columns(model))  # noqa: PYI024 - the names are the table's


@lru_cache(maxsize=16)
def _columns(model: type[Base]) -> list[str]:
    return [name for name in table_header(table_of(model).name) if model is Customer or name not in _UNSAID]


def _plain(reading: Reading, model: type[Base], column: str, ids: Sequence[int]) -> Sequence[Any]:
    """Return the rows of ``ids`` without SQLAlchemy's objects, which cost as much as the file that is written."""
    columns = ", ".join(f'"{name}"' for name in _columns(model))
    sql = f'SELECT {columns} FROM {table_of(model).name} WHERE "{column}" IN ? ORDER BY id'  # noqa: S608 - own names
    return plain(reading.connection, sql, list(ids))


def _photos(
    reading: Reading, ids: Sequence[int], customers: Mapping[int, Any], parts: Mapping[int, _Parts]
) -> None:
    for row_id, customer_id, data in plain(reading.connection, _PHOTOS, list(ids)):
        held = parts[customer_id].photos
        shown = customers[customer_id]["photo_id"] == row_id
        held.insert(0 if shown else len(held), bytes(data))


# -- everything ----------------------------------------------------------------------------------


def table_names() -> list[str]:
    """Return the tables that a user cares about, in their order of dependence."""
    return [table.name for table in Base.metadata.sorted_tables if table.name not in _INNER]


def table_header(name: str) -> list[str]:
    """Return the columns of a table."""
    return [column.name for column in Base.metadata.tables[name].columns]


def table_rows(reading: Reading, *, name: str, chunk: int = 2000) -> Iterator[Sequence[Any]]:
    """Yield the rows of a table by its key, a chunk at a time; never a deep OFFSET."""
    table = Base.metadata.tables[name]
    key = list(table.primary_key.columns)
    ordered = sa.select(table).order_by(*key).limit(chunk)
    last: tuple[Any, ...] | None = None
    while True:
        statement = ordered if last is None else ordered.where(sa.tuple_(*key) > last)
        rows = reading.rows(statement)
        yield from rows
        if len(rows) < chunk:
            return
        last = tuple(rows[-1]._mapping[column.name] for column in key)  # noqa: SLF001 - the public way to a name


@dataclass(frozen=True, slots=True)
class File:
    """An attachment with its bytes; ``customer_id`` tells whose."""

    id: int
    customer_id: int
    name: str
    data: bytes


def files(reading: Reading, *, customer_id: int | None = None) -> Iterator[File]:
    """Yield the attachments that are not in the trash, one at a time, for they are large."""
    wanted = sa.select(Attachment.id).where(Attachment.trashed_at.is_(None)).order_by(Attachment.id)
    if customer_id is not None:
        wanted = wanted.where(Attachment.customer_id == customer_id)
    one = (
        sa.select(Attachment.customer_id, Attachment.name, AttachmentData.data)
        .join(AttachmentData, AttachmentData.stored_name == Attachment.stored_name)
        .where(Attachment.id == sa.bindparam("wanted"))
    )
    for row_id in list(reading.connection.execute(wanted).scalars()):
        row = reading.connection.execute(one, {"wanted": row_id}).first()
        if row is not None:
            yield File(row_id, row.customer_id, row.name, bytes(row.data))


def person_tables(reading: Reading, *, customer_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table that says something of one customer, her history included.

    Raises:
        Gone: there is no such customer.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for table in Base.metadata.sorted_tables:
        if table.name in _INNER:
            continue
        names = [name for name in ("customer_id", "other_id", "first_id", "second_id") if name in table.c]
        if table.name == "customers":
            condition = table.c.id == customer_id
        elif names:
            condition = sa.or_(*(table.c[name] == customer_id for name in names))
        else:
            continue
        rows = reading.connection.execute(sa.select(table).where(condition).order_by(*table.primary_key))
        found[table.name] = [dict(row) for row in rows.mappings()]
    if not found["customers"]:
        raise Gone
    of_person = _letters(customer_id)
    for model, key in ((MailMessage, MailMessage.id), (MailFile, MailFile.message_id)):
        table = table_of(model)
        rows = reading.connection.execute(sa.select(table).where(key.in_(of_person)).order_by(table.c.id))
        found[table.name] = [dict(row) for row in rows.mappings()]
    return found


def _letters(customer_id: int) -> sa.Select[Any]:
    """Return the letters that stand on the timeline of a customer."""
    of_this = (Interaction.customer_id == customer_id, Interaction.message_id.is_not(None))
    return sa.select(Interaction.message_id).where(*of_this)


def letter_files(reading: Reading, *, customer_id: int | None = None) -> Iterator[File]:
    """Yield the files of letters, of one customer or all, one at a time."""
    wanted = sa.select(MailFile.id).order_by(MailFile.id)
    if customer_id is not None:
        wanted = wanted.where(MailFile.message_id.in_(_letters(customer_id)))
    one = (
        sa.select(MailFile.name, AttachmentData.data)
        .join(AttachmentData, AttachmentData.stored_name == MailFile.stored_name)
        .where(MailFile.id == sa.bindparam("wanted"))
    )
    for row_id in list(reading.connection.execute(wanted).scalars()):
        row = reading.connection.execute(one, {"wanted": row_id}).first()
        if row is not None:
            yield File(row_id, customer_id or 0, row.name, bytes(row.data))


@dataclass(frozen=True, slots=True)
class Done:
    """One step of a customer's history: when, who, and what as a msgid with its values."""

    at: Any
    person: str
    title: str
    values: str


def steps_of(reading: Reading, *, customer_id: int) -> list[Done]:
    """Return the steps that touched a customer, oldest first."""
    own = sa.select(StepRow.step_id).where(StepRow.customer_id == customer_id)
    statement = (
        sa.select(Step.at, Person.name, Step.title, Step.values)
        .outerjoin(Person, Person.id == Step.person_id)
        .where(Step.id.in_(own))
        .order_by(Step.id)
    )
    return [Done(row[0], row[1] or "", row[2], row[3]) for row in reading.rows(statement)]


def customer_titles(reading: Reading, *, ids: Sequence[int]) -> dict[int, str]:
    """Return how customers are listed."""
    return {
        row.id: row.title
        for row in reading.rows(sa.select(Customer.id, Customer.title).where(Customer.id.in_(ids)))
    }
