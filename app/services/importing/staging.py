"""Writes new customers out of sight: whole chunks of rows, with everything that is derived from them."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from app.domain.fields import CATALOGUE
from app.domain.keys import fold, sort_key
from app.models import search
from app.models import words as name_index
from app.models.base import table_of
from app.models.bulk import insert_columns, insert_many
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
from app.models.work import Moment, Work
from app.services.derive import sort_key_of, title_of
from app.services.importing.entry import ChannelRow, Entry

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
_DERIVED: Final = ("title", "sort_key", "phone", "email", "city", "responsible_id")
_OTHERS: Final = ("birth_year", "birth_month", "birth_day", "first_contact_on", "keep_in_touch_days")
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

    customers: dict[str, Sequence[Any]] = field(default_factory=dict)
    derived: list[tuple[Any, ...]] = field(default_factory=list)
    channels: list[tuple[Any, ...]] = field(default_factory=list)
    facts: list[tuple[Any, ...]] = field(default_factory=list)
    dates: list[tuple[Any, ...]] = field(default_factory=list)
    relatives: list[tuple[Any, ...]] = field(default_factory=list)
    tags: list[tuple[Any, ...]] = field(default_factory=list)
    raw: list[tuple[Any, ...]] = field(default_factory=list)
    keys: list[tuple[Any, ...]] = field(default_factory=list)
    photos: list[tuple[int, int, bytes]] = field(default_factory=list)


def stage(work: Work, *, entries: Sequence[Entry], names: Names, batch_id: int) -> list[int]:
    """Insert ``entries`` as customers that nobody sees yet and return their ids, in order."""
    ids = reserve(work.connection, len(entries))
    words: dict[str, list[int]] = defaultdict(list)
    write(work, rows=rows_of(work.moment, ids, entries, names, (STAGED, batch_id), words))
    write_words(work.connection, words)
    if ids:
        search.add_customers(work.connection, ids[0], ids[-1])
    return ids


def rows_of(
    moment: Moment,
    ids: Sequence[int],
    entries: Sequence[Entry],
    names: Names,
    fixed: tuple[int, int],
    words: dict[str, list[int]],
) -> Rows:
    """Return what is to be written for ``entries``; ``fixed`` is their state and their batch.

    ``words`` gathers in whose names each word stands, for :func:`write_words`.
    """
    rows = Rows()
    for customer_id, entry in zip(ids, entries, strict=True):
        _add(rows, customer_id, entry, names, words)
    stamp = _stamp(moment.now)
    same = {"state": fixed[0], "batch_id": fixed[1], "created_at": stamp, "updated_at": stamp}
    rows.customers = _columns(ids, entries, same)
    if ids:
        rows.customers |= dict(zip(_DERIVED, zip(*rows.derived, strict=True), strict=True))
    return rows


def write(work: Work, *, rows: Rows) -> None:
    """Insert ``rows``; the text by which customers are found is stored and not indexed."""
    _write(work.connection, rows)
    for customer_id, place, data in rows.photos:
        attachment_id = add_photo(work, customer_id=customer_id, data=data, note=False)
        if place == 0:
            table = table_of(Customer)
            work.connection.execute(
                sa.update(table).where(table.c.id == customer_id).values(photo_id=attachment_id)
            )


def write_words(connection: sa.Connection, words: Mapping[str, Sequence[int]]) -> None:
    """Insert which words stand in whose names, in the order of their table."""
    numbers = name_index.number(connection, words)
    pairs = sorted((numbers[word], sorted(ids)) for word, ids in words.items())
    columns = {
        "word_id": [number for number, ids in pairs for _ in ids],
        "customer_id": [one for _, ids in pairs for one in ids],
    }
    insert_columns(connection, NameWord, columns)


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


def _columns(
    ids: Sequence[int], entries: Sequence[Entry], fixed: Mapping[str, Any]
) -> dict[str, Sequence[Any]]:
    """Return the columns of new customers as their records fill them, and what is the same for all."""
    found: dict[str, Sequence[Any]] = {
        "id": ids,
        "uid": _uids(entries),
        "kind": [entry.kind for entry in entries],
    }
    used = set().union(*[entry.values for entry in entries])
    found |= {name: [entry.values.get(name, "") for entry in entries] for name in _TEXTS if name in used}
    found |= {name: [_plain(entry.values.get(name)) for entry in entries] for name in _OTHERS if name in used}
    found |= {name: [value] * len(ids) for name, value in fixed.items()}
    return found


def _add(rows: Rows, customer_id: int, entry: Entry, names: Names, words: dict[str, list[int]]) -> None:
    said: list[str] = []
    phone = email = city = ""
    # the order of the card: preferred ones first, as the derived columns take them
    for row in _ordered(entry.channels):
        kind, value = row[0], row[1]
        said += (value, row[4])
        if kind == "phone":
            phone = phone or value
        elif kind == "email":
            email = email or value
        elif kind == "address":
            city = city or row.city
    rows.channels += [(customer_id, *row, _PURPOSES[row[0]]) for row in entry.channels]
    _add_parts(rows, customer_id, entry, names, said)
    responsible = names.people.get(fold(entry.responsible)) if entry.responsible else names.responsible_id
    get = entry.values.get
    called = _called(entry.kind, *[get(name) or "" for name in _CALLED])
    employer = get("employer") or ""
    rows.derived.append(
        (called.title or employer, called.sort_key or sort_key(employer), phone, email, city, responsible)
    )
    rows.keys.append((customer_id, _search_text(entry.values, called, said)))
    for word in called.words:
        words[word].append(customer_id)
    for word in _words(employer) if employer else ():
        if word not in called.words:
            words[word].append(customer_id)


def _ordered(channels: Sequence[ChannelRow]) -> Sequence[ChannelRow]:
    """Return the preferred ones first."""
    if not any(row[3] for row in channels):
        return channels
    return sorted(channels, key=_preferred)


class _Called(NamedTuple):
    """What follows from a name without the employer: the same names come again and again."""

    title: str
    sort_key: str
    words: tuple[str, ...]
    folded: str


#: what words of a name and what a search key are made of, as :mod:`app.services.derive` has them
_CALLED: Final = ("surname", "given", "patronymic", "name", "address_as")
_MORE: Final = ("employer", "position", "territory", "source")

_folded = lru_cache(maxsize=65536)(fold)


@lru_cache(maxsize=65536)
def _called(kind: str, *names: str) -> _Called:
    row = _Name(kind, *names)
    folded = fold(" ".join(name for name in names if name))
    return _Called(title_of(row), sort_key_of(row), tuple(dict.fromkeys(_words(folded))), folded)


class _Name(NamedTuple):
    """A name as the rules for titles read it."""

    kind: str
    surname: str
    given: str
    patronymic: str
    name: str
    address_as: str
    employer: str = ""


@lru_cache(maxsize=65536)
def _words(text: str) -> tuple[str, ...]:
    """Return the words of one part of a name, each once."""
    return tuple(dict.fromkeys(fold(text).replace("-", " ").split()))


def _search_text(values: Mapping[str, Any], called: _Called, said: Sequence[str]) -> str:
    """Return what ``derive.search_text`` would; parts of names come again and again and are folded once."""
    parts = [called.folded, *[_folded(values[name]) for name in _MORE if name in values]]
    if "note" in values:
        parts.append(fold(values["note"]))
    parts.append(fold(" ".join(said)))
    return " ".join([part for part in parts if part])


def _uid(text: str) -> str:
    """Return a UUID (version 4) of 32 random hexadecimal digits, a third of the price that the library asks."""
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-{_VARIANT[text[16]]}{text[17:20]}-{text[20:]}"


def _uids(entries: Sequence[Entry]) -> list[str]:
    """Return the UID of each, a new one where the file has none."""
    noise = os.urandom(16 * len(entries)).hex()
    return [entry.uid or _uid(noise[32 * at : 32 * at + 32]) for at, entry in enumerate(entries)]


def _preferred(row: ChannelRow) -> bool:
    return not row.preferred


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _add_parts(rows: Rows, customer_id: int, entry: Entry, names: Names, words: list[str]) -> None:
    """Add the rows of the card's other tables, and what is found by to ``words``."""
    if not (entry.facts or entry.dates or entry.relatives or entry.tags or entry.raw or entry.photos):
        return
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
    insert_columns(connection, Customer, rows.customers)
    many = (
        (Channel, _CHANNEL, rows.channels),
        (Fact, ("customer_id", "key", "value", "purposes"), rows.facts),
        (PersonalDate, _DATE, rows.dates),
        (Relative, _RELATIVE, rows.relatives),
        (CustomerTag, ("customer_id", "tag_id"), rows.tags),
        (RawProperty, ("customer_id", "name", "value"), rows.raw),
        (CustomerSearch, ("customer_id", "key"), rows.keys),
    )
    for model, columns, tuples in many:
        insert_many(connection, model, columns, tuples)


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
