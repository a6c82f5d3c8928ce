"""How much of a customer is known for each purpose, what to ask next, what to doubt (row C11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.fields import CATALOGUE, Field, Origin, Purpose

#: what a datum counts that was guessed or has gone stale
DOUBTFUL: Final = 0.5
# What a purpose is worth when choosing the question: one who cannot be addressed or reached gets no gifts.
_URGENCY: Final = {
    Purpose.ADDRESS: 2.0,
    Purpose.REACH: 2.0,
    Purpose.OFFER: 1.25,
    Purpose.GREET: 1.0,
    Purpose.TOPICS: 1.0,
    Purpose.GIFTS: 0.75,
    Purpose.PROSPECTS: 0.75,
    Purpose.PAPERS: 0.5,
}


@dataclass(frozen=True)
class Datum:
    """What is known of one datum of a customer.

    ``noted_on`` is when it was entered; it dates what was never confirmed.
    """

    filled: bool = True
    origin: Origin | None = None
    confirmed_on: dt.date | None = None
    private: bool = False
    noted_on: dt.date | None = None


@dataclass(frozen=True)
class Completeness:
    """How much is known, 0 to 1: of everything, and for each purpose that this customer has."""

    total: float
    by_purpose: Mapping[Purpose, float]


@dataclass(frozen=True)
class Question:
    """What to ask next; ``text`` is a msgid, ``purposes`` are those that the answer serves."""

    field: Field
    text: str
    purposes: tuple[Purpose, ...]


Known = Mapping[str, Datum]


def fields_of(kind: str, catalogue: Iterable[Field] = CATALOGUE) -> tuple[Field, ...]:
    """Return the fields of ``catalogue`` that a customer of ``kind`` can have."""
    organisation = kind == "organisation"
    return tuple(field for field in catalogue if (field.organisations if organisation else field.people))


def is_stale(field: Field, datum: Datum, today: dt.date) -> bool:
    """Tell whether ``datum`` was confirmed, or noted, longer ago than its kind stays true."""
    known_on = datum.confirmed_on or datum.noted_on
    if not (datum.filled and field.stale_months and known_on):
        return False
    return _months_between(known_on, today) >= field.stale_months


def _months_between(start: dt.date, end: dt.date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def worth(field: Field, datum: Datum | None, today: dt.date) -> float:
    """Return how far a datum counts: 1 known, a half guessed or stale, 0 missing."""
    if datum is None or not datum.filled:
        return 0.0
    if datum.origin is Origin.GUESSED or is_stale(field, datum, today):
        return DOUBTFUL
    return 1.0


def completeness(
    known: Known, *, kind: str, today: dt.date, catalogue: Iterable[Field] = CATALOGUE
) -> Completeness:
    """Return how much is known of a customer; each field counts by its weight in each of its purposes."""
    scheme = _SCHEMES[kind == "organisation"] if catalogue is CATALOGUE else _scheme(kind, catalogue)
    have = dict.fromkeys(scheme.by_purpose, 0.0)
    total = 0.0
    # Only what is known adds anything, which makes this cheap for the bare cards of a large import.
    for key, datum in known.items():
        field = scheme.fields.get(key)
        if field is None:
            continue
        share = field.weight * worth(field, datum, today)
        total += share
        for purpose in field.purposes:
            have[purpose] += share
    return Completeness(
        total / scheme.total if scheme.total else 0.0,
        {purpose: have[purpose] / weight for purpose, weight in scheme.by_purpose.items()},
    )


@dataclass(frozen=True)
class _Scheme:
    """The fields that count for a kind of customer, and what they weigh together."""

    fields: Mapping[str, Field]
    total: int
    by_purpose: Mapping[Purpose, int]


def _scheme(kind: str, catalogue: Iterable[Field]) -> _Scheme:
    fields = [field for field in fields_of(kind, catalogue) if field.weight and field.purposes]
    weights = {
        purpose: sum(field.weight for field in fields if purpose in field.purposes) for purpose in Purpose
    }
    return _Scheme(
        {field.key: field for field in fields},
        sum(field.weight for field in fields),
        {purpose: weight for purpose, weight in weights.items() if weight},
    )


_SCHEMES: Final = {True: _scheme("organisation", CATALOGUE), False: _scheme("person", CATALOGUE)}


def next_question(
    known: Known,
    *,
    kind: str,
    today: dt.date,
    asked: Collection[str] = (),
    catalogue: Sequence[Field] = CATALOGUE,
) -> Question | None:
    """Return the question worth most: weight × how empty its purposes are × what is missing of it.

    ``asked`` are keys that were asked and refused, or put off; a question that stands for several
    fields is skipped with each of them. Of equal ones the first in the catalogue is asked. A guess
    or a stale datum is asked for again, for half of its worth. None when nothing is left to ask.
    """
    shares = completeness(known, kind=kind, today=today, catalogue=catalogue).by_purpose
    fields = fields_of(kind, catalogue)
    refused = {field.question for field in fields if field.key in asked and field.question}
    best: Field | None = None
    most = 0.0
    for field in fields:
        if not (field.question and field.weight and field.purposes) or field.question in refused:
            continue
        lack = 1.0 - worth(field, known.get(field.key), today)
        need = max(_URGENCY[purpose] * (1.0 - shares[purpose]) for purpose in field.purposes)
        # Further purposes of the same answer add a little: one that serves three is worth more than one.
        value = field.weight * lack * need * (1 + 0.1 * (len(field.purposes) - 1))
        if value > most + 1e-9:
            best, most = field, value
    return Question(best, best.question, best.purposes) if best else None


def stale(
    known: Known, *, kind: str, today: dt.date, catalogue: Iterable[Field] = CATALOGUE
) -> tuple[Field, ...]:
    """Return the fields whose data have gone stale, the weightiest first."""
    found = [
        field
        for field in fields_of(kind, catalogue)
        if (datum := known.get(field.key)) and is_stale(field, datum, today)
    ]
    return tuple(sorted(found, key=lambda field: -field.weight))


def unverified(known: Known, *, kind: str, catalogue: Iterable[Field] = CATALOGUE) -> tuple[Field, ...]:
    """Return the fields to verify: guesses first, then what was overheard or found and never confirmed."""
    guessed: list[Field] = []
    hearsay: list[Field] = []
    for field in fields_of(kind, catalogue):
        datum = known.get(field.key)
        if datum is None or not datum.filled:
            continue
        if datum.origin is Origin.GUESSED:
            guessed.append(field)
        elif datum.origin in {Origin.OVERHEARD, Origin.FOUND} and datum.confirmed_on is None:
            hearsay.append(field)
    return (*guessed, *hearsay)
