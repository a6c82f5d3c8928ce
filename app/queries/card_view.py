"""A customer card ready to be shown: the rows, and what the rules make of them, read at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import sqlalchemy as sa

from app.domain.availability import GoodTime
from app.domain.balance import Balance, Comfort, Favour, Feeling, Side, balance, feeling
from app.domain.completeness import (
    Completeness,
    Datum,
    Question,
    completeness,
    is_stale,
    next_question,
)
from app.domain.fields import BY_KEY, CATALOGUE, Field, Input, Origin, Purpose, Store, Tab
from app.domain.gifts import Budget
from app.domain.greeting_policy import Rules
from app.domain.keys import fold, sort_key
from app.domain.names import NameParts
from app.domain.phone import display, parse_phone, region_of
from app.domain.related import LinkKind
from app.domain.salutation import Gender, Salutation, Tone, salutation
from app.domain.touch import Silence, interval_of, silence
from app.models.contact import Interaction
from app.models.customer import LIVE, UNDONE, Customer, Tag
from app.models.faults import Gone
from app.models.team import Person
from app.models.work import Reading
from app.queries import attachments
from app.queries.card import Card, Row, card
from app.queries.card_people import Member, members
from app.queries.gifts import GiftRow, budget_of, gifts_of
from app.queries.greeting_sources import stored_rules
from app.queries.silent import leaves
from app.queries.today import Who, call_time

#: a question put off is proposed again after so many days
ASK_AGAIN: Final = 90
#: how many marks of comfort are shown
MARKS: Final = 60


@dataclass(frozen=True)
class CardView:
    """The card with its sums.

    ``data`` tells what is known of each datum of the catalogue; ``stale`` are the keys gone stale.
    ``said`` are the salutations in ``language``, the customer's own; None for an organisation.
    ``employer_id`` leads to the card of the employer, where there is one; ``people`` are those of an
    organisation. ``marks`` are the marks of
    comfort with their days, oldest first. ``good`` is when to call, as of the reading; ``phones`` are
    the numbers as they are written abroad, by the id of their channel. ``tags`` of the team and ``sources`` serve as suggestions.
    """

    card: Card
    who: Who
    data: Mapping[str, Datum]
    known: Completeness
    stale: frozenset[str]
    question: Question | None
    catalogue: tuple[Field, ...]
    language: str
    said: Salutation | None
    silence: Silence
    balance: Balance
    feeling: Feeling
    marks: tuple[tuple[dt.date, str], ...]
    employer_id: int | None
    people: tuple[Member, ...]
    photo: bytes | None
    good: GoodTime
    phones: Mapping[int, str]
    team: tuple[tuple[int, str], ...]
    all_tags: tuple[str, ...]
    sources: tuple[str, ...]
    #: how everybody is greeted, this customer's own rules among them
    rules: Rules
    #: gifts, planned ones first, and the money for them in this year
    gifts: tuple[GiftRow, ...]
    gift_budget: Budget

    @property
    def id(self) -> int:
        return self.card.id

    @property
    def customer(self) -> Row:
        return self.card.customer

    @property
    def name(self) -> str:
        """How the card is headed: as the customer is called everywhere."""
        return str(self.customer["title"])

    @property
    def organisation(self) -> bool:
        return bool(self.customer["kind"] == "organisation")

    def fact(self, key: str) -> Row | None:
        """Return the row that is kept of a datum, None where there is none."""
        return self.card.facts.get(key)

    def value(self, key: str) -> str:
        """Return the text of a datum kept as a fact."""
        row = self.fact(key)
        return str(row["value"] or "") if row else ""


def card_view(reading: Reading, *, customer_id: int, language: str) -> CardView:
    """Return the card of one customer as it is shown to somebody who reads ``language``.

    Raises:
        Gone: there is no such customer, or its creation was undone, or it was merged into another.
    """
    found = card(reading, customer_id=customer_id)
    row = found.customer
    if row["state"] == UNDONE:
        raise Gone
    kind, today = str(row["kind"]), reading.today
    data = known_data(found)
    catalogue = full_catalogue(found.own_fields)
    asked = [key for key, day in found.asked.items() if (today - day).days < ASK_AGAIN]
    spoken = spoken_language(row, language)
    marks = _marks(reading, customer_id)
    return CardView(
        card=found,
        who=_who(row),
        data=data,
        known=completeness(data, kind=kind, today=today, catalogue=catalogue),
        stale=frozenset(
            key for key, datum in data.items() if key in BY_KEY and is_stale(BY_KEY[key], datum, today)
        ),
        question=next_question(data, kind=kind, today=today, asked=asked, catalogue=catalogue),
        catalogue=catalogue,
        language=spoken,
        said=None if kind == "organisation" else said(row, spoken),
        silence=_silence(reading, row),
        balance=balance(
            Favour(Side(each["side"]), each["on"], each["text"], each["weight"]) for each in found.favours
        ),
        feeling=feeling(Comfort(mark) for _, mark in marks),
        marks=marks,
        employer_id=_employer(reading, row),
        people=members(reading, row, _linked_members(found)) if kind == "organisation" else (),
        photo=attachments.photo(reading, customer_id=customer_id) if row["photo_id"] else None,
        good=call_time(_who(row), reading.now, reading.moment.zone, language),
        phones={
            each["id"]: display(
                parse_phone(each["value"], region=region_of(str(row["country"]))), language=language
            )
            for each in found.channels
            if each["kind"] == "phone"
        },
        team=tuple(
            (each.id, each.name)
            for each in reading.rows(
                sa.select(Person.id, Person.name)
                .where(sa.or_(Person.gone.is_(False), Person.id == row["responsible_id"]))
                .order_by(Person.name, Person.id)
            )
        ),
        all_tags=_texts(reading, sa.select(Tag.name).order_by(Tag.key).limit(500)),
        sources=_texts(
            reading, sa.select(Customer.source).where(Customer.source != "").distinct().limit(200)
        ),
        rules=stored_rules(reading),
        gifts=tuple(gifts_of(reading, customer_id=customer_id)),
        gift_budget=budget_of(reading, customer_id=customer_id, year=today.year),
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


def spoken_language(row: Row, usual: str) -> str:
    """Return the language in which to address: the customer's own, else that of the script of the name."""
    if row["language"] in {"ru", "en"}:
        return str(row["language"])
    letters = f"{row['surname']}{row['given']}{row['patronymic']}"
    if any("\u0400" <= sign <= "\u04ff" for sign in letters):
        return "ru"
    return "en" if letters.strip() else usual


def said(row: Row, language: str) -> Salutation:
    """Return how the person of a customer row is addressed."""
    gender = row["gender"] if row["gender"] in {"male", "female"} else None
    tone = "informal" if row["formality"] == "informal" else "formal"
    return salutation(
        NameParts(str(row["surname"]), str(row["given"]), str(row["patronymic"])),
        language=language,
        tone=cast("Tone", tone),
        gender=cast("Gender | None", gender),
        nickname=str(row["address_as"]),
        correction=str(row["salutation"]),
    )


def known_data(found: Card) -> dict[str, Datum]:
    """Return what is known of each datum of the catalogue that is filled."""
    data: dict[str, Datum] = {}
    for field in CATALOGUE:
        fact = found.facts.get(field.key)
        if field.store is Store.ROWS:
            rows = _rows_of(found, field.key)
            if rows:
                data[field.key] = _datum_of_rows(rows)
            continue
        if field.store is Store.COLUMN:
            filled = _column_filled(found.customer, field.key)
        else:
            filled = bool(fact and fact["value"])
        if filled:
            data[field.key] = _datum(fact)
    for key, row in found.facts.items():
        if key.startswith("own:") and row["value"]:
            data[key] = _datum(row)
    return data


def _column_filled(row: Row, key: str) -> bool:
    if key == "birth":
        return bool(row["birth_month"] or row["age"] is not None)
    return row[key] not in {None, ""}


def _datum(fact: Row | None) -> Datum:
    if fact is None:
        return Datum()
    origin = Origin(fact["origin"]) if fact["origin"] else None
    return Datum(origin=origin, confirmed_on=fact["confirmed_on"], private=bool(fact["private"]))


def _rows_of(found: Card, key: str) -> Iterable[Row]:
    if key in {"phone", "email", "messenger", "address", "site"}:
        return [row for row in found.channels if row["kind"] == key]
    plain: Mapping[str, Iterable[Any]] = {
        "dates": found.dates,
        "relatives": found.relatives,
        "needs": found.needs,
        "terms": found.terms,
        "links": [{} for _ in found.links],
        "tags": [{} for _ in found.tags],
        "consents": [row for row in found.consents if row["state"] != "not_asked"],
    }
    return plain[key]


def _datum_of_rows(rows: Iterable[Row]) -> Datum:
    """Several rows count as one datum: as sure as the surest of them, as fresh as the freshest."""
    every = list(rows)
    origins = {row.get("origin") or "" for row in every}
    confirmed = [row["confirmed_on"] for row in every if row.get("confirmed_on")]
    return Datum(
        origin=Origin.GUESSED if origins == {Origin.GUESSED.value} else None,
        confirmed_on=max(confirmed, default=None),
    )


def _who(row: Row) -> Who:
    return Who(
        row["id"],
        row["title"],
        row["class_"],
        row["kind"],
        row["phone"],
        row["email"],
        row["time_zone"],
        row["hours"],
        row["country"],
    )


def _silence(reading: Reading, row: Row) -> Silence:
    zone = reading.moment.zone
    last: dt.datetime | None = row["last_contact_at"]
    return silence(
        last.astimezone(zone).date() if last else None,
        row["created_at"].astimezone(zone).date(),
        interval_of(row["class_"], row["keep_in_touch_days"]),
        reading.today,
        leaves(reading).get(row["responsible_id"], ()),
    )


def _marks(reading: Reading, customer_id: int) -> tuple[tuple[dt.date, str], ...]:
    statement = (
        sa.select(Interaction.at, Interaction.mood)
        .where(
            Interaction.customer_id == customer_id, Interaction.mood != "", Interaction.trashed_at.is_(None)
        )
        .order_by(Interaction.at.desc())
        .limit(MARKS)
    )
    zone = reading.moment.zone
    return tuple((row.at.astimezone(zone).date(), row.mood) for row in reversed(reading.rows(statement)))


def _linked_members(found: Card) -> list[int]:
    kinds = {(LinkKind.HAS_MEMBER.value, True), (LinkKind.MEMBER_OF.value, False)}
    return [row.other_id for row in found.links if (row.kind, row.outgoing) in kinds]


def _employer(reading: Reading, row: Row) -> int | None:
    """Return the organisation of that name, None where there is none or it is this card itself."""
    name = fold(str(row["employer"]))
    if not name:
        return None
    found = reading.value(
        sa.select(Customer.id)
        .where(
            Customer.state == LIVE,
            Customer.kind == "organisation",
            Customer.sort_key == sort_key(str(row["employer"])),
            Customer.id != row["id"],
        )
        .limit(1)
    )
    return None if found is None else int(found)


def _texts(reading: Reading, statement: Any) -> tuple[str, ...]:
    return tuple(str(text) for text in reading.connection.execute(statement).scalars())
