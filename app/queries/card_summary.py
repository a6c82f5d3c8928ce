"""What the head of a card says, computed from the card: salutation, good time, completeness, next question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from app.domain.availability import GoodTime
from app.domain.completeness import (
    Completeness,
    Datum,
    Question,
    completeness,
    next_question,
    stale,
    unverified,
)
from app.domain.fields import BY_KEY, CATALOGUE, Field, Input, Origin, Purpose, Store, Tab
from app.domain.names import NameParts
from app.domain.salutation import Gender, Salutation, Tone, salutation
from app.domain.touch import Silence, interval_of, silence
from app.models.work import Reading
from app.queries.card import Card, card
from app.queries.today import Who, call_time

_ROWS: Final = {
    "dates": "dates",
    "relatives": "relatives",
    "needs": "needs",
    "links": "links",
    "terms": "terms",
    "consents": "consents",
}


@dataclass(frozen=True)
class Summary:
    """``salutation`` is None for an organisation; ``doubts`` are guessed or stale data."""

    card: Card
    completeness: Completeness
    question: Question | None
    salutation: Salutation | None
    good_time: GoodTime
    silence: Silence
    stale: tuple[Field, ...]
    guessed: tuple[Field, ...]
    catalogue: tuple[Field, ...]


def summary(reading: Reading, *, customer_id: int, language: str) -> Summary:
    """Return the card with what its head says; ``language`` is that of the window.

    Raises:
        Gone: there is no such customer.
    """
    return summarise(
        card(reading, customer_id=customer_id),
        now=reading.now,
        today=reading.today,
        zone=reading.moment.zone,
        language=language,
    )


def summarise(shown: Card, *, now: dt.datetime, today: dt.date, zone: ZoneInfo, language: str) -> Summary:
    """Compute the summary of a card that was read already."""
    customer = shown.customer
    catalogue = full_catalogue(shown.own_fields)
    known = known_data(shown)
    kind = str(customer["kind"])
    put_off = {key for key, on in shown.asked.items() if (today - on).days < 180}
    created = customer["created_at"].astimezone(zone).date()
    last = customer["last_contact_at"]
    quiet = silence(
        last.astimezone(zone).date() if last else None,
        created,
        interval_of(customer["class_"], customer["keep_in_touch_days"]),
        today,
    )
    return Summary(
        card=shown,
        completeness=completeness(known, kind=kind, today=today, catalogue=catalogue),
        question=next_question(known, kind=kind, today=today, asked=put_off, catalogue=catalogue),
        salutation=salutation_of(customer, language) if kind != "organisation" else None,
        good_time=call_time(who_of(shown), now, zone, language),
        silence=quiet,
        stale=stale(known, kind=kind, today=today, catalogue=catalogue),
        guessed=unverified(known, kind=kind, catalogue=catalogue),
        catalogue=catalogue,
    )


def full_catalogue(own: Iterable[Mapping[str, Any]]) -> tuple[Field, ...]:
    """Return the catalogue with the team's own fields behind it (row C10)."""
    mine = tuple(
        Field(
            key=f"own:{row['id']}",
            tab=Tab(row["tab"]) if row["tab"] in set(Tab) else Tab.PERSON,
            label=row["label"],
            purposes=tuple(Purpose(code) for code in row["purposes"].split(",") if code in set(Purpose)),
            question=row["question"],
            input=Input(row["input"]) if row["input"] in set(Input) else Input.LINE,
            store=Store.FACT,
        )
        for row in own
    )
    return CATALOGUE + mine if mine else CATALOGUE


def known_data(shown: Card) -> dict[str, Datum]:
    """Return what is known of each datum of a card, by its key in the catalogue."""
    known: dict[str, Datum] = {}
    for key, field in BY_KEY.items():
        if field.store is Store.COLUMN and _column_filled(shown.customer, key):
            meta = shown.facts.get(key)
            known[key] = _datum(meta) if meta else Datum()
    for key, row in shown.facts.items():
        if row["value"] is not None:
            known[key] = _datum(row)
    for row in shown.channels:
        known[row["kind"]] = _newer(known.get(row["kind"]), _datum(row))
    for key, name in _ROWS.items():
        rows: Iterable[Any] = getattr(shown, name)
        for row in rows:
            known[key] = _newer(known.get(key), _datum(row) if isinstance(row, Mapping) else Datum())
    if shown.tags:
        known["tags"] = Datum()
    return known


def salutation_of(customer: Mapping[str, Any], language: str) -> Salutation:
    """Return how to address a customer in its own language, else in that of the window (row C1)."""
    parts = NameParts(
        surname=customer["surname"],
        given=customer["given"],
        patronymic=customer["patronymic"],
    )
    gender = cast("Gender | None", customer["gender"] or None)
    tone = cast("Tone", customer["formality"] or "formal")
    return salutation(
        parts,
        language=customer["language"] or language,
        tone=tone,
        gender=gender,
        nickname=customer["address_as"],
        correction=customer["salutation"],
    )


def who_of(shown: Card) -> Who:
    """Return the customer as lists of things to do show it."""
    c = shown.customer
    return Who(
        shown.id,
        c["title"],
        c["class_"],
        c["kind"],
        c["phone"],
        c["email"],
        c["time_zone"],
        c["hours"],
        c["country"],
    )


def _column_filled(customer: Mapping[str, Any], key: str) -> bool:
    if key == "birth":
        return bool(customer["birth_month"] or customer["age"])
    return customer.get(key) not in {None, ""}


def _datum(row: Mapping[str, Any]) -> Datum:
    origin = row.get("origin") or None
    return Datum(
        origin=Origin(origin) if origin in set(Origin) else None,
        confirmed_on=row.get("confirmed_on"),
        private=bool(row.get("private")),
    )


def _newer(one: Datum | None, other: Datum) -> Datum:
    """Of several rows of one kind the best known counts: told before guessed, then the newest."""
    if one is None:
        return other

    def rank(datum: Datum) -> tuple[bool, dt.date]:
        return datum.origin is not Origin.GUESSED, datum.confirmed_on or dt.date.min

    return max(one, other, key=rank)
