"""Writes new customers out of sight: whole chunks of rows, with everything that is derived from them."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Final

import sqlalchemy as sa

from app.domain.fields import CATALOGUE
from app.domain.keys import fold, sort_key
from app.domain.slips import slip_key
from app.models import search
from app.models.base import Base, table_of
from app.models.customer import (
    STAGED,
    Attachment,
    AttachmentData,
    Channel,
    Customer,
    CustomerSearch,
    CustomerTag,
    Fact,
    NameWord,
    PersonalDate,
    RawProperty,
    Relative,
)
from app.models.work import Work
from app.services.derive import name_words, search_text, title_of
from app.services.importing.entry import Entry

#: customers per transaction: others wait for a fraction of a second at most
CHUNK: Final = 5000
_PURPOSES: Final = {one.key: ",".join(one.purposes) for one in CATALOGUE}

_TEXTS: Final = (
    "surname",
    "given",
    "patronymic",
    "name",
    "address_as",
    "formality",
    "gender",
    "language",
    "salutation",
    "time_zone",
    "country",
    "hours",
    "employer",
    "position",
    "source",
    "territory",
    "class_",
    "note",
)
_OTHERS: Final = ("birth_year", "birth_month", "birth_day", "first_contact_on", "keep_in_touch_days")
_CUSTOMER: Final = (
    *("id", "uid", "kind", *_TEXTS, *_OTHERS),
    *("responsible_id", "state", "batch_id", "created_at", "updated_at"),
    *("title", "sort_key", "phone", "email", "city"),
)


#: the digit of a UUID that holds two fixed bits
_VARIANT: Final = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))


@dataclass(frozen=True, slots=True)
class Names:
    """What entries name: ids of people and tags by folded name, keys of facts by «own:LABEL».

    ``responsible_id`` is who gets the customers for whom the file names nobody.
    """

    people: Mapping[str, int]
    tags: Mapping[str, int]
    own: Mapping[str, str]
    responsible_id: int | None = None


@dataclass(slots=True)
class Rows:
    """Tuples for one chunk, by table."""

    customers: list[tuple[Any, ...]] = field(default_factory=list)
    channels: list[tuple[Any, ...]] = field(default_factory=list)
    facts: list[tuple[Any, ...]] = field(default_factory=list)
    dates: list[tuple[Any, ...]] = field(default_factory=list)
    relatives: list[tuple[Any, ...]] = field(default_factory=list)
    tags: list[tuple[Any, ...]] = field(default_factory=list)
    raw: list[tuple[Any, ...]] = field(default_factory=list)
    words: list[tuple[Any, ...]] = field(default_factory=list)
    keys: list[tuple[Any, ...]] = field(default_factory=list)
    photos: list[tuple[int, int, bytes]] = field(default_factory=list)


_EMPTY: Final = dict.fromkeys((*_TEXTS, *_OTHERS), "") | dict.fromkeys(_OTHERS)


def stage(work: Work, *, entries: Sequence[Entry], names: Names, batch_id: int) -> list[int]:
    """Insert ``entries`` as customers that nobody sees yet and return their ids, in order."""
    ids = reserve(work.connection, len(entries))
    rows = Rows()
    stamp = _stamp(work.now)
    for customer_id, entry in zip(ids, entries, strict=True):
        _add(rows, customer_id, entry, names, (STAGED, batch_id, stamp, stamp))
    _write(work.connection, rows)
    if ids:
        search.add_customers(work.connection, ids[0], ids[-1])
    for customer_id, place, data in rows.photos:
        attachment_id = add_photo(work, customer_id=customer_id, data=data, note=False)
        if place == 0:
            table = table_of(Customer)
            work.connection.execute(
                sa.update(table).where(table.c.id == customer_id).values(photo_id=attachment_id)
            )
    return ids


def reserve(connection: sa.Connection, count: int) -> list[int]:
    """Return ids for ``count`` new customers; the write lock keeps them ours."""
    if connection.dialect.name == "postgresql":
        found = connection.execute(
            sa.text("SELECT nextval(pg_get_serial_sequence('customers', 'id')) FROM generate_series(1, :n)"),
            {"n": count},
        )
        return [int(row[0]) for row in found]
    last = connection.exec_driver_sql("SELECT max(id) FROM customers").scalar() or 0
    return list(range(last + 1, last + 1 + count))


def _stamp(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _add(rows: Rows, customer_id: int, entry: Entry, names: Names, fixed: tuple[Any, ...]) -> None:
    card = card_of(entry)
    values = card.__dict__
    words: list[str] = []
    phone = email = city = ""
    # the order of the card: preferred ones first, as the derived columns take them
    ordered = sorted(entry.channels, key=_preferred) if len(entry.channels) > 1 else entry.channels
    for row in ordered:
        words += (row.value, row.key)
        if row.kind == "phone":
            phone = phone or row.value
        elif row.kind == "email":
            email = email or row.value
        elif row.kind == "address":
            city = city or row.city
    for row in entry.channels:
        rows.channels.append((customer_id, *row, _PURPOSES[row.kind]))
    _add_parts(rows, customer_id, entry, names, words)
    title = title_of(card)
    rows.customers.append(
        (
            customer_id,
            entry.uid or new_uid(),
            entry.kind,
            *[values[name] for name in _TEXTS],
            *[_plain(values[name]) for name in _OTHERS],
            names.people.get(fold(entry.responsible)) if entry.responsible else names.responsible_id,
            *fixed,
            title,
            sort_key(title),
            phone,
            email,
            city,
        )
    )
    rows.keys.append((customer_id, search_text(card, words)))
    rows.words += [(customer_id, word, _slip(word)) for word in name_words(card)]


def card_of(entry: Entry) -> SimpleNamespace:
    """Return a record as the rules for titles and search keys read a customer."""
    return SimpleNamespace(kind=entry.kind, **{**_EMPTY, **entry.values})


def new_uid() -> str:
    """Return a random UUID (version 4), a third of the price that the library asks."""
    text = os.urandom(16).hex()
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-{_VARIANT[text[16]]}{text[17:20]}-{text[20:]}"


def _preferred(row: Any) -> bool:
    return not row.preferred


@lru_cache(maxsize=65536)
def _slip(word: str) -> str:
    return slip_key(word)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _add_parts(rows: Rows, customer_id: int, entry: Entry, names: Names, words: list[str]) -> None:
    """Add the rows of the card's other tables, and what is found by to ``words``."""
    for key, value in entry.facts.items():
        stored = names.own[key] if key.startswith("own:") else key
        rows.facts.append((customer_id, stored, value, _PURPOSES.get(key, "")))
        words.append(value)
    for date in entry.dates:
        rows.dates.append((customer_id, *date, date.label == "death", _PURPOSES["dates"]))
    for relative in entry.relatives:
        rows.relatives.append((customer_id, *relative, _PURPOSES["relatives"]))
        words.append(relative.name)
    for tag in entry.tags:
        rows.tags.append((customer_id, names.tags[fold(tag)]))
        words.append(tag)
    rows.raw += [(customer_id, name, value) for name, value in entry.raw]
    rows.photos += [(customer_id, place, data) for place, data in enumerate(entry.photos)]


_CHANNEL: Final = (
    *("customer_id", "kind", "value", "label", "preferred", "key"),
    *("street", "city", "region", "postcode", "country", "purposes"),
)
_DATE: Final = ("customer_id", "label", "year", "month", "day", "sad", "purposes")
_RELATIVE: Final = (
    *("customer_id", "relation", "name", "birth_year", "birth_month", "birth_day"),
    "purposes",
)


def _write(connection: sa.Connection, rows: Rows) -> None:
    many = (
        (Customer, _CUSTOMER, rows.customers),
        (Channel, _CHANNEL, rows.channels),
        (Fact, ("customer_id", "key", "value", "purposes"), rows.facts),
        (PersonalDate, _DATE, rows.dates),
        (Relative, _RELATIVE, rows.relatives),
        (CustomerTag, ("customer_id", "tag_id"), rows.tags),
        (RawProperty, ("customer_id", "name", "value"), rows.raw),
        (NameWord, ("customer_id", "word", "slip"), rows.words),
    )
    for model, columns, tuples in many:
        bulk(connection, model, columns, tuples)
    bulk(connection, CustomerSearch, ("customer_id", "key"), rows.keys)


def bulk(
    connection: sa.Connection, model: type[Base], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert tuples by the driver itself: one row costs a third of what it costs through a mapping."""
    if rows:
        names = [name.rstrip("_") for name in columns]
        connection.exec_driver_sql(_statement(connection, table_of(model).name, names), list(rows))


def _statement(connection: sa.Connection, table: str, columns: Iterable[str]) -> str:
    names = list(columns)
    mark = "%s" if connection.dialect.name == "postgresql" else "?"
    quoted = ", ".join(f'"{name}"' for name in names)
    return f'INSERT INTO "{table}" ({quoted}) VALUES ({", ".join([mark] * len(names))})'  # noqa: S608 - own names


def add_photo(work: Work, *, customer_id: int, data: bytes, note: bool) -> int:
    """Store a picture as an attachment and return its id; ``note`` writes it into the history."""
    stored = secrets.token_hex(16)
    media, ending = _media(data)
    values = {
        "customer_id": customer_id,
        "name": f"photo.{ending}",
        "media_type": media,
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "stored_name": stored,
        "role": "photo",
        "added_at": work.now,
        "person_id": work.moment.person_id,
    }
    work.connection.execute(sa.insert(table_of(AttachmentData)).values(stored_name=stored, data=data))
    if note:
        return work.insert(Attachment, **values)
    result = work.connection.execute(sa.insert(table_of(Attachment)).values(values))
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])


_MAGIC: Final = (
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG", "image/png", "png"),
    (b"GIF8", "image/gif", "gif"),
    (b"BM", "image/bmp", "bmp"),
    (b"RIFF", "image/webp", "webp"),
)


def _media(data: bytes) -> tuple[str, str]:
    for magic, media, ending in _MAGIC:
        if data.startswith(magic):
            return media, ending
    return "application/octet-stream", "bin"
