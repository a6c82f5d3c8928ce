"""The columns of a table of contacts: which are needed, what stands over them, what they say."""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from app.domain.fields import BY_KEY
from app.errors import Says
from app.exchange.columns import looks_like_content
from app.exchange.contacts import (
    DATE_LABELS,
    LABELS,
    MESSENGERS,
    RELATIONS,
    AddressParts,
    ChannelValue,
    ContactRecord,
)
from app.exchange.dates import iso
from app.exchange.headers import OWN_PREFIX, recognise
from app.exchange.row_steps import PACKED
from app.exchange.tables import PEEK
from app.language import N_

_T = TypeVar("_T")
#: own fields beyond these share one column: a workbook has 16,384 columns at most
_OWN_COLUMNS: Final = 200

_NAMES: Final = (
    ("kind", N_("Kind of customer")),
    ("full_name", N_("Full name")),
    ("surname", N_("Surname")),
    ("given", N_("Given name")),
    ("patronymic", N_("Patronymic")),
    ("prefix", N_("Name prefix")),
    ("suffix", N_("Name suffix")),
    ("nickname", N_("Nickname")),
    ("employer", N_("Employer")),
    ("position", N_("Position")),
    ("responsible", N_("Responsible")),
    ("uid", N_("Rapport UID")),
)
#: columns of the customer whose label in the card would be misread over a column of a file
_COLUMN_HEADINGS: Final = {
    "country": N_("Country code"),
    "class_": N_("Customer class"),
    "note": N_("Note"),
    "source": N_("Source"),
    "gender": N_("Gender"),
}
_CHANNEL_HEADINGS: Final = {
    "phone": (N_("Phone {number} - Type"), N_("Phone {number} - Value")),
    "email": (N_("E-mail {number} - Type"), N_("E-mail {number} - Value")),
    "messenger": (N_("Messenger {number} - Service"), N_("Messenger {number} - Value")),
    "site": (N_("Site {number} - Type"), N_("Site {number} - Value")),
    "date": (N_("Date {number} - Type"), N_("Date {number} - Value")),
    "relative": (
        N_("Relative {number} - Type"),
        N_("Relative {number} - Value"),
        N_("Relative {number} - Birth date"),
    ),
    "address": (
        N_("Address {number} - Type"),
        N_("Address {number} - Formatted"),
        N_("Address {number} - Street"),
        N_("Address {number} - City"),
        N_("Address {number} - Region"),
        N_("Address {number} - Postal code"),
        N_("Address {number} - Country"),
        N_("Address {number} - Extra"),
    ),
}
_WORDS: Final = {
    "person": N_("person"),
    "organisation": N_("organisation"),
    "citizen": N_("citizen"),
    "male": N_("male"),
    "female": N_("female"),
}


def english(text: str, /, **values: object) -> str:
    """Say a text as it is: the translator of those who have none."""
    return text.format(**values) if values else text


@dataclass(frozen=True, slots=True)
class Column:
    """One column to write: its header and what it says of a contact."""

    header: str
    value: Callable[[ContactRecord], str]


def columns(records: Sequence[ContactRecord], tr: Says = english) -> list[Column]:
    """Return the columns that these contacts need, so that reading them gives the same contacts."""
    return [
        *_name_columns(records, tr),
        *_channel_columns(records, tr),
        *_day_columns(records, tr),
        *_relative_columns(records, tr),
        *_field_columns(records, tr),
        *_tag_columns(records, tr),
        *_photo_columns(records, tr),
        *_own_columns(records),
    ]


def _heading(tr: Says, msgid: str, key: str) -> str:
    """Return a header that reading understands in any language, with the key beside it where words are not enough."""
    said = tr(msgid)
    guess = recognise(said)
    return said if guess and guess.target == key and not guess.label else f"{said} ({key})"


def _name_columns(records: Sequence[ContactRecord], tr: Says) -> Iterator[Column]:
    for key, msgid in _NAMES:
        attribute = "name" if key == "full_name" else key
        always = key in {"kind", "full_name", "surname", "given"}
        if always or any(getattr(record, attribute) for record in records):
            yield Column(_heading(tr, msgid, key), _reader(attribute, tr))


def _reader(attribute: str, tr: Says) -> Callable[[ContactRecord], str]:
    if attribute == "kind":
        words = {code: tr(_WORDS[code]) for code in ("person", "organisation", "citizen")}
        return lambda record: words.get(record.kind, record.kind)

    def read(record: ContactRecord) -> str:
        return str(getattr(record, attribute))

    return read


def _nth(items: Sequence[_T], place: int) -> _T | None:
    return items[place] if place < len(items) else None


class _Grouped:
    """The values of one contact by what they are, kept while its row is written."""

    def __init__(self) -> None:
        self._record: ContactRecord | None = None
        self._channels: dict[str, list[ChannelValue]] = {}
        self._raw: dict[str, list[str]] = {}

    def _turn_to(self, record: ContactRecord) -> None:
        self._record, self._channels, self._raw = record, {}, {}
        for channel in record.channels:
            self._channels.setdefault(channel.kind, []).append(channel)
        for name, value in record.raw:
            self._raw.setdefault(name, []).append(value)

    def channel(self, record: ContactRecord, kind: str, place: int) -> ChannelValue | None:
        if record is not self._record:
            self._turn_to(record)
        return _nth(self._channels.get(kind, ()), place)

    def own(self, record: ContactRecord, name: str, place: int) -> str:
        if record is not self._record:
            self._turn_to(record)
        return _nth(self._raw.get(name, ()), place) or ""


def _channel_columns(records: Sequence[ContactRecord], tr: Says) -> Iterator[Column]:
    grouped = _Grouped()
    for kind in ("phone", "email", "messenger", "address", "site"):
        most = max(
            (sum(channel.kind == kind for channel in record.channels) for record in records), default=0
        )
        for place in range(most):
            yield from _one_channel(kind, place, tr, grouped)


def _one_channel(kind: str, place: int, tr: Says, grouped: _Grouped) -> Iterator[Column]:
    headings = [tr(msgid, number=place + 1) for msgid in _CHANNEL_HEADINGS[kind]]
    words = MESSENGERS if kind == "messenger" else LABELS

    def said(read: Callable[[ChannelValue], str]) -> Callable[[ContactRecord], str]:
        def value(record: ContactRecord) -> str:
            channel = grouped.channel(record, kind, place)
            return read(channel) if channel else ""

        return value

    def label(channel: ChannelValue) -> str:
        word = tr(words[channel.label]) if channel.label in words else channel.label
        return f"* {word}" if channel.preferred else word

    yield Column(headings[0], said(label))
    if kind != "address":
        yield Column(headings[1], said(lambda channel: channel.value))
        return
    yield Column(headings[1], said(_formatted))
    parts = ("street", "city", "region", "postcode", "country", "extra")
    for heading, part in zip(headings[2:], parts, strict=True):
        yield Column(heading, said(_part(part)))


def _part(name: str) -> Callable[[ChannelValue], str]:
    return lambda channel: str(getattr(channel.parts or AddressParts(), name))


def _formatted(channel: ChannelValue) -> str:
    """Write the whole address only where its parts do not say it."""
    return "" if channel.parts is not None and channel.parts.line == channel.value else channel.value


def _birth(record: ContactRecord) -> str:
    return iso(record.birth) if record.birth else ""


def _day_columns(records: Sequence[ContactRecord], tr: Says) -> Iterator[Column]:
    if any(record.birth for record in records):
        yield Column(_heading(tr, N_("Birth date"), "birth"), _birth)
    for place in range(max((len(record.dates) for record in records), default=0)):
        kind, value = (tr(msgid, number=place + 1) for msgid in _CHANNEL_HEADINGS["date"])

        def label(record: ContactRecord, place: int = place) -> str:
            day = _nth(record.dates, place)
            return (
                "" if day is None else (tr(DATE_LABELS[day.label]) if day.label in DATE_LABELS else day.label)
            )

        def when(record: ContactRecord, place: int = place) -> str:
            day = _nth(record.dates, place)
            return "" if day is None else iso(day)

        yield Column(kind, label)
        yield Column(value, when)


def _relative_columns(records: Sequence[ContactRecord], tr: Says) -> Iterator[Column]:
    for place in range(max((len(record.relatives) for record in records), default=0)):
        kind, value, birth = (tr(msgid, number=place + 1) for msgid in _CHANNEL_HEADINGS["relative"])

        def label(record: ContactRecord, place: int = place) -> str:
            one = _nth(record.relatives, place)
            return (
                ""
                if one is None
                else (tr(RELATIONS[one.relation]) if one.relation in RELATIONS else one.relation)
            )

        def name(record: ContactRecord, place: int = place) -> str:
            one = _nth(record.relatives, place)
            return "" if one is None else one.name

        def born(record: ContactRecord, place: int = place) -> str:
            one = _nth(record.relatives, place)
            return iso(one.birth) if one is not None and one.birth else ""

        yield Column(kind, label)
        yield Column(value, name)
        if any(one.birth for record in records for one in record.relatives[place : place + 1]):
            yield Column(birth, born)


def _field_columns(records: Sequence[ContactRecord], tr: Says) -> Iterator[Column]:
    """Columns of the customer, then facts; what a contact has twice takes two columns with one header."""
    for pairs in ("columns", "facts"):
        most: Counter[str] = Counter()
        for record in records:
            found = getattr(record, pairs)
            for key, count in Counter(key for key, _ in found).items() if found else ():
                most[key] = max(most[key], count)
        for key in sorted(most, key=list(BY_KEY).index):
            heading = _heading(tr, _COLUMN_HEADINGS.get(key) or BY_KEY[key].label, key)
            for place in range(most[key]):
                yield Column(heading, _field(pairs, key, place, tr))


def _field(pairs: str, key: str, place: int, tr: Says) -> Callable[[ContactRecord], str]:
    def read(record: ContactRecord) -> str:
        values = [value for name, value in getattr(record, pairs) if name == key]
        value = _nth(values, place) or ""
        return tr(_WORDS[value]) if key == "gender" and value in _WORDS else value

    return read


def _tag_columns(records: Sequence[ContactRecord], tr: Says) -> Iterator[Column]:
    if any(record.tags for record in records):
        yield Column(_heading(tr, N_("Tags"), "tags"), _tags)


def _tags(record: ContactRecord) -> str:
    """Join tags with semicolons, or as Google does where a tag holds a comma or semicolon."""
    if not any(re.search("[,;*]", tag) for tag in record.tags):
        return "; ".join(record.tags)
    return " ::: ".join(record.tags) + (" :::" if len(record.tags) == 1 else "")


def _photo_columns(records: Sequence[ContactRecord], tr: Says) -> Iterator[Column]:
    if any(record.photo for record in records):
        heading = _heading(tr, N_("Photo data"), "photo")
        yield Column(
            heading, lambda record: base64.b64encode(record.photo).decode("ascii") if record.photo else ""
        )


def _own_columns(records: Sequence[ContactRecord]) -> Iterator[Column]:
    grouped = _Grouped()
    most: Counter[str] = Counter()
    frequent: Counter[str] = Counter()
    for record in records:
        names = [name for name, _ in record.raw]
        frequent.update(names)
        for name in names if len(set(names)) < len(names) else ():
            most[name] = max(most[name], names.count(name))
    most = Counter({name: most[name] or 1 for name in frequent})
    plain = [name for name in most if name == " ".join(name.split()) and name and most[name] < 10]
    chosen = sorted(plain, key=lambda name: (-frequent[name], plain.index(name)))[:_OWN_COLUMNS]
    kept = set(chosen)
    for name in (name for name in plain if name in kept):
        for place in range(most[name]):
            yield Column(_own_heading(name, records), _own(name, place, grouped))
    if len(kept) < len(most):
        yield Column(PACKED, lambda record: _packed(record, kept))


def _own_heading(name: str, records: Sequence[ContactRecord]) -> str:
    """Mark the header where it, or what stands below it, would be taken for something else."""
    values = [value for record in records[:PEEK] for key, value in record.raw if key == name]
    safe = (
        recognise(name) is None
        and not any(looks_like_content([value]) for value in values)
        and not name.startswith(OWN_PREFIX)
    )
    return name if safe else f"{OWN_PREFIX}{name}"


def _own(name: str, place: int, grouped: _Grouped) -> Callable[[ContactRecord], str]:
    return lambda record: grouped.own(record, name, place)


def _packed(record: ContactRecord, kept: set[str]) -> str:
    rest = [list(pair) for pair in record.raw if pair[0] not in kept]
    return json.dumps(rest, ensure_ascii=False) if rest else ""
