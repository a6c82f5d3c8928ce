"""A card as the record that files of contacts hold: what an export writes and an import compares."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from app.domain.fields import BY_KEY, CATALOGUE, Input, Store
from app.domain.merge import is_other, original
from app.errors import Says
from app.exchange.contacts import AddressParts, ChannelValue, ContactRecord, DateValue, RelativeValue
from app.language import N_
from app.queries.exports import Whole

#: how the key of a fact of the team's own field begins
OWN: Final = "own:"
#: raw properties that keep what a record has a place for and a card has none
PREFIX, SUFFIX, NICKNAME = "prefix", "suffix", "nickname"
#: identities of other files under which a joined customer is known there
UID: Final = "uid"
#: a shown name that the parts of the name do not agree with
DISPLAY_NAME: Final = "display name"
#: how the name of a raw property begins that keeps a date without its day or month
DATE: Final = "date "
_NAMED: Final = (PREFIX, SUFFIX, NICKNAME)
_PART_OF_DATE: Final = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?")
_APART: Final = frozenset(
    {"surname", "given", "patronymic", "name", "birth", "kind", "employer", "position", "responsible_id"}
)
#: columns of the catalogue that go to the record under their key
COLUMNS: Final = tuple(
    field.key
    for field in CATALOGUE
    if field.store is Store.COLUMN and field.key not in _APART and field.input is not Input.PERSON
)


def record_of(card: Whole) -> ContactRecord:
    """Return what is known of a customer as a record; no line, for it comes from no file."""
    row = card.customer
    named, dates, raw = _raw(card.raw)
    return ContactRecord(
        kind=row["kind"],
        uid=row["uid"],
        surname=row["surname"],
        given=row["given"],
        patronymic=row["patronymic"],
        prefix=named["prefix"],
        suffix=named["suffix"],
        nickname=named["nickname"],
        name=shown_name(card),
        employer=row["employer"],
        position=row["position"],
        channels=tuple(_channel(channel) for channel in card.channels),
        birth=_birth(row),
        dates=(*(DateValue(date.label, date.year, date.month, date.day) for date in card.dates), *dates),
        relatives=tuple(_relative(each) for each in card.relatives),
        facts=tuple(card.facts),
        columns=tuple(_columns(row)),
        tags=tuple(card.tags),
        responsible=card.responsible,
        photo=card.photos[0] if card.photos else None,
        raw=raw,
    )


def _raw(
    raw: Iterable[tuple[str, str]],
) -> tuple[dict[str, str], list[DateValue], tuple[tuple[str, str], ...]]:
    """Take out what the record has a place for: the first of each name, and dates in part."""
    named = dict.fromkeys(_NAMED, "")
    dates: list[DateValue] = []
    rest: list[tuple[str, str]] = []
    for name, value in raw:
        if name in named and not named[name]:
            named[name] = value
        elif name.startswith(DATE) and (parts := _PART_OF_DATE.fullmatch(value)):
            year, month = (int(part) if part else None for part in parts.groups())
            dates.append(DateValue(name.removeprefix(DATE), year, month))
        else:
            rest.append((name, value))
    return named, dates, tuple(rest)


def shown_name(card: Whole) -> str:
    """Return the display name: as the file had it while that agrees with the parts, else made of them."""
    row = card.customer
    if row["kind"] == "organisation":
        return str(row["name"])
    parts = [part for part in (row["surname"], row["given"], row["patronymic"]) if part]
    if not parts:
        # what only stands for a name is found again by whoever reads the rest
        reach = {" ".join(channel.value.split()) for channel in card.channels}
        return "" if row["name"] in reach or (NICKNAME, row["name"]) in card.raw else str(row["name"])
    shown = str(row["name"])
    if shown and all(part in shown for part in (row["surname"], row["given"]) if part):
        return shown
    russian = any("\u0400" <= sign <= "\u04ff" for sign in row["surname"])
    return " ".join(parts if russian else [*parts[1:], parts[0]] if row["surname"] else parts)


def _channel(row: Any) -> ChannelValue:
    parts = None
    if row.kind == "address" and (row.street or row.city or row.region or row.postcode or row.country):
        extra, line, street = row.street.rpartition("\n")
        parts = AddressParts(street, row.city, row.region, row.postcode, row.country, extra if line else "")
    return ChannelValue(row.kind, row.value, row.label, row.preferred, parts)


def _birth(row: Any) -> DateValue | None:
    year, month, day = row["birth_year"], row["birth_month"], row["birth_day"]
    return DateValue("birth", year, month, day) if year or month or day else None


def _relative(row: Any) -> RelativeValue:
    year, month, day = row.birth_year, row.birth_month, row.birth_day
    birth = DateValue("birth", year, month, day) if year or month or day else None
    return RelativeValue(row.relation, row.name, birth)


def _columns(row: Any) -> Iterable[tuple[str, str]]:
    for key in COLUMNS:
        value = row["class" if key == "class_" else key]
        if value not in {None, ""}:
            yield key, str(value)


def for_file(card: Whole, tr: Says | None = None) -> ContactRecord:
    """Return the record that a file gets.

    The team's own fields, and values that lost in a merge and were kept, stand under names of their own.
    """
    record = record_of(card)
    named = tuple((fact_label(key, tr), value) for key, value in record.facts if _has_no_place(key))
    if not named:
        return record
    facts = tuple(pair for pair in record.facts if not _has_no_place(pair[0]))
    return record._replace(facts=facts, raw=(*named, *record.raw))


def _has_no_place(key: str) -> bool:
    return key.startswith(OWN) or is_other(key)


def fact_label(key: str, tr: Says | None = None) -> str:
    """Return the name of a fact of a :class:`Whole`, in English without ``tr``."""
    said = tr or _as_it_stands
    if is_other(key):
        return said(N_("{field}, another value"), field=fact_label(original(key), tr))
    return said(BY_KEY[key].label) if key in BY_KEY else key.removeprefix(OWN)


def _as_it_stands(text: str, /, **values: object) -> str:
    return text.format(**values)


def date_text(date: DateValue) -> str:
    """Return a date of which parts may be unknown: 1970-05-13, --05-13, 1970, 1970-05."""
    return day_text(date.year, date.month, date.day)


def day_text(year: int | None, month: int | None, day: int | None) -> str:
    """Return the parts of a date as :func:`date_text` does."""
    head = f"{year:04d}" if year else "-"
    tail = [f"{part:02d}" if part else "-" for part in (month, day)]
    while tail and tail[-1] == "-":
        tail.pop()
    return "-".join([head, *tail])
