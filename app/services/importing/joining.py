"""What a record adds to a card that is there already: nothing is overwritten, nothing is lost."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Final

from app.domain.keys import fold
from app.queries.exports import Whole
from app.services.importing.entry import ChannelRow, Entry, entry_of
from app.services.records import UID, day_text, record_of

_BIRTH: Final = ("birth_year", "birth_month", "birth_day")


@dataclass(frozen=True, slots=True)
class Clash:
    """A datum of which the card and the file say different things: the card's value stands."""

    field: str
    kept: str
    other: str


@dataclass(slots=True)
class Additions:
    """What is new: ``adds`` holds nothing but that, ``clashes`` what went to the raw properties."""

    adds: Entry
    clashes: list[Clash] = field(default_factory=list)

    def __bool__(self) -> bool:
        adds = self.adds
        return bool(
            adds.values
            or adds.channels
            or adds.facts
            or adds.dates
            or adds.relatives
            or adds.tags
            or adds.raw
            or adds.responsible
            or adds.photos
        )


def additions(card: Entry, fresh: Entry) -> Additions:
    """Return what ``fresh`` knows and ``card`` does not.

    Where a datum that is single differs, the card keeps its own and the other goes to the raw
    properties under the name of its field, so that a person can choose later.
    """
    made = Additions(Entry(line=fresh.line))
    _values(made, card, fresh)
    _birth(made, card, fresh)
    for key, value in fresh.facts.items():
        kept = card.facts.get(key)
        if kept is None:
            made.adds.facts[key] = value
        else:
            _clash(made, card, key, kept, value)
    _rows(made.adds, card, fresh)
    if fresh.uid and card.uid and fresh.uid != card.uid:
        _keep_raw(made, card, UID, fresh.uid)
    if fresh.responsible and not card.responsible:
        made.adds.responsible = fresh.responsible
    elif fresh.responsible:
        _clash(made, card, "responsible_id", card.responsible, fresh.responsible)
    known = {hashlib.sha256(photo).digest() for photo in card.photos}
    made.adds.photos = [photo for photo in fresh.photos if hashlib.sha256(photo).digest() not in known]
    return made


def extend(card: Entry, made: Additions) -> None:
    """Put additions into an entry that is not stored yet."""
    adds = made.adds
    card.values.update(adds.values)
    card.facts.update(adds.facts)
    card.channels += adds.channels
    card.dates += adds.dates
    card.relatives += adds.relatives
    card.tags += adds.tags
    card.raw += adds.raw
    card.photos += adds.photos
    card.responsible = card.responsible or adds.responsible


def _values(made: Additions, card: Entry, fresh: Entry) -> None:
    for name, value in fresh.values.items():
        if name in _BIRTH or value in {None, ""}:
            continue
        kept = card.values.get(name)
        if kept in {None, ""}:
            if name != "name" or card.nameless or card.kind == "organisation":
                made.adds.values[name] = value
            else:
                _keep_raw(made, card, name, str(value))
        elif name == "note":
            _note(made, str(kept), str(value))
        elif name == "name" and card.kind != "organisation" and _same_words(card, str(value)):
            continue
        else:
            _clash(made, card, name, str(kept), str(value))


def _same_words(card: Entry, shown: str) -> bool:
    """Tell whether a display name consists of words that the card has in its names already."""
    words = fold(" ".join(card.value(name) for name in ("surname", "given", "patronymic", "name"))).split()
    return set(fold(shown).replace(",", " ").split()) <= set(words)


def _note(made: Additions, kept: str, other: str) -> None:
    if fold(other) not in fold(kept):
        made.adds.values["note"] = f"{kept}\n{other}"


def _birth(made: Additions, card: Entry, fresh: Entry) -> None:
    mine = [card.values.get(name) for name in _BIRTH]
    other = [fresh.values.get(name) for name in _BIRTH]
    if not any(other):
        return
    if all(a is None or b is None or a == b for a, b in zip(mine, other, strict=True)):
        pairs = zip(_BIRTH, mine, other, strict=True)
        made.adds.values.update({name: b for name, a, b in pairs if a is None and b is not None})
    else:
        _clash(made, card, "birth", day_text(*mine), day_text(*other))


def _rows(adds: Entry, card: Entry, fresh: Entry) -> None:
    channels = {mark for row in card.channels for mark in _channel_marks(row)}
    taken = {row.kind for row in card.channels if row.preferred}
    for row in fresh.channels:
        marks = _channel_marks(row)
        if not marks & channels:
            channels |= marks
            adds.channels.append(row._replace(preferred=False) if row.kind in taken else row)
    dates = {(fold(row.label), row.month, row.day) for row in card.dates}
    adds.dates = [row for row in fresh.dates if (fold(row.label), row.month, row.day) not in dates]
    relatives = {(fold(row.relation), fold(row.name)) for row in card.relatives}
    adds.relatives = [row for row in fresh.relatives if (fold(row.relation), fold(row.name)) not in relatives]
    tags = {fold(tag) for tag in card.tags}
    adds.tags = [tag for tag in fresh.tags if fold(tag) not in tags]
    raw = set(card.raw) | set(adds.raw)
    adds.raw += [pair for pair in fresh.raw if pair not in raw]


def _channel_marks(row: ChannelRow) -> set[tuple[str, str]]:
    """Return what tells that two rows are one: the same key, or the same writing (a number may have
    got its country from elsewhere).
    """
    return {(row.kind, row.key or row.value), (row.kind, row.value)}


def _clash(made: Additions, card: Entry, name: str, kept: str, other: str) -> None:
    """Keep the card's value; say so and store the other, unless they differ in writing alone."""
    if fold(kept) == fold(other):
        return
    if _keep_raw(made, card, name, other):
        made.clashes.append(Clash(name, kept, other))


def _keep_raw(made: Additions, card: Entry, name: str, value: str) -> bool:
    pair = (name, value)
    if pair in card.raw or pair in made.adds.raw:
        return False
    made.adds.raw.append(pair)
    return True


def held_entry(card: Whole, *, region: str | None) -> Entry:
    """Return a card that is there as an entry, to compare records with."""
    entry = entry_of(record_of(card), region=region)
    entry.photos = list(card.photos)
    return entry
