"""A card as the record that files of contacts hold: what an export writes and an import compares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from app.domain.fields import CATALOGUE, Input, Store
from app.exchange.contacts import AddressParts, ChannelValue, ContactRecord, DateValue, RelativeValue
from app.queries.exports import Whole

#: raw properties that the record has a place for
_NAMED: Final = ("prefix", "suffix", "nickname")
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
    named, raw = _raw(card.raw)
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
        dates=tuple(DateValue(date.label, date.year, date.month, date.day) for date in card.dates),
        relatives=tuple(_relative(each) for each in card.relatives),
        facts=tuple(card.facts),
        columns=tuple(_columns(row)),
        tags=tuple(card.tags),
        responsible=card.responsible,
        photo=card.photos[0] if card.photos else None,
        raw=raw,
    )


def _raw(raw: Iterable[tuple[str, str]]) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Take out what the record has a place for; the first of each kind."""
    named = dict.fromkeys(_NAMED, "")
    rest: list[tuple[str, str]] = []
    for name, value in raw:
        if name in named and not named[name]:
            named[name] = value
        else:
            rest.append((name, value))
    return named, tuple(rest)


def shown_name(card: Whole) -> str:
    """Return the display name: as the file had it while that agrees with the parts, else made of them."""
    row = card.customer
    if row["kind"] == "organisation":
        return str(row["name"])
    parts = [part for part in (row["surname"], row["given"], row["patronymic"]) if part]
    if not parts:
        return str(row["name"])
    shown = str(row["name"])
    if shown and all(part in shown for part in (row["surname"], row["given"]) if part):
        return shown
    russian = any("\u0400" <= sign <= "\u04ff" for sign in row["surname"])
    return " ".join(parts if russian else [*parts[1:], parts[0]] if row["surname"] else parts)


def _channel(row: Any) -> ChannelValue:
    parts = None
    if row.kind == "address" and (row.street or row.city or row.region or row.postcode or row.country):
        parts = AddressParts(row.street, row.city, row.region, row.postcode, row.country)
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
