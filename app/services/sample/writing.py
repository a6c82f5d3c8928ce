"""Writes a sample into the database: every table in one go, then everything that is derived."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from app.domain.keys import fold
from app.models import search
from app.models.base import Base, table_of
from app.models.contact import Favour, FollowUp, Interaction
from app.models.customer import (
    Attachment,
    AttachmentData,
    Channel,
    Consent,
    Customer,
    CustomerTag,
    Fact,
    Link,
    Need,
    OwnField,
    PersonalDate,
    Relative,
    Tag,
    Term,
)
from app.models.team import Leave, Person, View
from app.models.work import Work
from app.services import derive
from app.services.card_rows import channel_key
from app.services.sample.draft import Card, Contact, Todo, World
from app.services.sample.festivities import Festivities
from app.services.sample.letters import Letters
from app.services.sample.voices import Voices

Progress = Callable[[float], None]
CHUNK: Final = 500
_ROWS: Final[Mapping[str, type[Base]]] = {
    "channels": Channel,
    "relatives": Relative,
    "personal_dates": PersonalDate,
    "needs": Need,
    "terms": Term,
    "consents": Consent,
    "favours": Favour,
}


class Writer:
    """Writes one world."""

    def __init__(self, work: Work, world: World) -> None:
        self.work, self.world, self.random = work, world, world.random
        self.people: dict[str, int] = {}
        self.own: dict[str, int] = {}
        self.tags: dict[str, int] = {}
        self.counts: dict[str, int] = {}

    def write(self, progress: Progress) -> None:
        """Write everything; ``progress`` hears how far it is, from 0 to 1."""
        self._team()
        self._own_fields()
        self._views()
        cards = self.world.cards
        self._customers(cards)
        progress(0.2)
        self._tags(cards)
        self._card_rows(cards)
        progress(0.4)
        self._contacts(cards)
        self._todos(cards)
        self._files(cards)
        Festivities(self.work, self.world, self.people, self._insert).write()
        Voices(self.work, self.world, self.people, self._insert).write()
        Letters(self.work, self.world, self.people, self.numbers, self._insert).write()
        progress(0.7)
        self._derive([card.id for card in cards])
        progress(1.0)

    # --- the team

    def _team(self) -> None:
        story = self.world.story
        rows = [
            {
                "name": one["name"],
                "role": one["role"],
                "email": one["email"],
                "phone": one["phone"],
                "hourly_cost": one["cost"],
                "hours": one["hours"],
                "territory": one["territory"],
            }
            for one in story["team"]
        ]
        ids = self._insert(Person, rows)
        self.people = {one["key"]: row_id for one, row_id in zip(story["team"], ids, strict=True)}
        leaves = [
            {"person_id": self.people[key], "first_day": first, "last_day": last, "note": note}
            for key, days in self.world.leaves.items()
            for first, last, note in days
        ]
        self._insert(Leave, leaves)

    def _own_fields(self) -> None:
        fields = self.world.story["own_fields"]
        rows = [
            {
                "label": one["label"],
                "purposes": ",".join(one["purposes"]),
                "question": one["question"],
                "input": one["input"],
                "choices": "[]",
                "tab": one["tab"],
                "position": place,
            }
            for place, one in enumerate(fields)
        ]
        self.own = {
            one["key"]: row_id for one, row_id in zip(fields, self._insert(OwnField, rows), strict=True)
        }

    def _views(self) -> None:
        rows = [
            {
                "room": "customers",
                "name": view["name"],
                "definition": json.dumps({"filter": view["filter"], "layout": {}}, ensure_ascii=False),
                "position": place,
            }
            for place, view in enumerate(self.world.story["views"])
        ]
        self._insert(View, rows)

    # --- customers

    def _customers(self, cards: Sequence[Card]) -> None:
        rows = []
        for card in cards:
            values = {name: value for name, value in card.values.items() if value not in {None, ""}}
            last = card.last_heard or self._noon(card.since)
            # what lies before the window of two years was known before the program came
            created = max(self._noon(card.since), self.world.now - dt.timedelta(days=730))
            rows.append(
                {
                    **dict.fromkeys(_OPTIONAL),
                    **dict.fromkeys(_TEXTS, ""),
                    **values,
                    "uid": str(uuid.UUID(int=self.random.getrandbits(128), version=4)),
                    "responsible_id": self.people[card.responsible],
                    "first_contact_on": card.since,
                    "created_at": min(created, self.world.now),
                    "updated_at": min(max(last, created), self.world.now),
                }
            )
        for card, row_id in zip(cards, self._insert(Customer, rows), strict=True):
            card.id = row_id

    def _noon(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(11, 20), self.world.zone)

    def _tags(self, cards: Sequence[Card]) -> None:
        names = sorted({tag for card in cards for tag in card.tags})
        ids = self._insert(Tag, [{"name": name, "key": fold(name)} for name in names])
        self.tags = dict(zip(names, ids, strict=True))
        pairs = [
            {"customer_id": card.id, "tag_id": self.tags[tag]}
            for card in cards
            for tag in dict.fromkeys(card.tags)
        ]
        self._insert(CustomerTag, pairs)

    def _card_rows(self, cards: Sequence[Card]) -> None:
        for name, model in _ROWS.items():
            rows = [{"customer_id": card.id, **row} for card in cards for row in card.rows[name]]
            if name == "channels":
                rows = [self._channel(row) for row in rows]
            self._insert(model, rows)
        facts = [
            {"customer_id": card.id, **row, "key": self._fact_key(row["key"])}
            for card in cards
            for row in card.rows["facts"]
        ]
        self._insert(Fact, facts)
        links = [
            {
                "customer_id": card.id,
                "other_id": other.id,
                "kind": kind,
                "note": note,
                "origin": "told",
                "private": False,
            }
            for card in cards
            for kind, other, note in card.links
        ]
        self._insert(Link, links)

    def _fact_key(self, key: str) -> str:
        return f"own:{self.own[key.removeprefix('own:')]}" if key.startswith("own:") else key

    def _channel(self, row: Mapping[str, Any]) -> dict[str, Any]:
        parts = dict.fromkeys(("street", "city", "region", "postcode", "country"), "")
        return {**parts, **row, "key": channel_key(row["kind"], row["value"], region=row.get("country", ""))}

    # --- contacts and follow-ups

    def _contacts(self, cards: Sequence[Card]) -> None:
        pairs = [(card, contact) for card in cards for contact in card.contacts]
        pairs.sort(key=lambda pair: pair[1].at)
        first = self._next_id(Interaction)
        self.numbers = {id(contact): first + place for place, (_, contact) in enumerate(pairs)}
        rows = [self._contact(card, contact) for card, contact in pairs]
        self._insert(Interaction, rows)

    def _contact(self, card: Card, contact: Contact) -> dict[str, Any]:
        answer = contact.answered_by
        return {
            "customer_id": card.id,
            "person_id": self.people[contact.person],
            "kind": contact.kind,
            "direction": contact.direction,
            "at": contact.at,
            "minutes": contact.minutes,
            "outcome": "no_answer" if contact.missed else "reached",
            "text": contact.text,
            "body": contact.body,
            "mood": contact.mood,
            "given": contact.given,
            "asked": contact.asked,
            "waits": contact.waits,
            "answered_at": answer.at if answer else None,
            "answered_by_id": self.numbers[id(answer)] if answer else None,
            "created_at": contact.at,
            "key": fold(f"{contact.text} {contact.body}"),
        }

    def _todos(self, cards: Sequence[Card]) -> None:
        pairs: list[tuple[Card | None, Todo]] = [(card, todo) for card in cards for todo in card.todos]
        pairs += [(None, todo) for todo in self.world.tasks]
        pairs.sort(key=lambda pair: (pair[1].due_on, pair[1].due_time))
        self._insert(FollowUp, [self._todo(card, todo) for card, todo in pairs])

    def _todo(self, card: Card | None, todo: Todo) -> dict[str, Any]:
        made = todo.made_at or self.world.now - dt.timedelta(days=3)
        return {
            "customer_id": card.id if card else None,
            "person_id": self.people[todo.person],
            "interaction_id": self.numbers.get(id(todo.source)) if todo.source else None,
            "kind": todo.kind,
            "text": todo.text,
            "due_on": todo.due_on,
            "due_time": todo.due_time,
            "minutes": todo.minutes,
            "repeat": todo.repeat,
            "done_at": todo.done_at,
            "result": todo.result,
            "created_at": made,
            "key": "" if todo.done_at else fold(todo.text),
        }

    def _files(self, cards: Sequence[Card]) -> None:
        data, rows = [], []
        for card in cards:
            for name, text, at in card.files:
                content = text.encode()
                stored = f"{self.random.getrandbits(128):032x}"
                data.append({"stored_name": stored, "data": content})
                rows.append(
                    {
                        "customer_id": card.id,
                        "name": name,
                        "media_type": "text/plain",
                        "size": len(content),
                        "sha256": hashlib.sha256(content).hexdigest(),
                        "stored_name": stored,
                        "role": "",
                        "added_at": at,
                        "person_id": self.people[card.responsible],
                    }
                )
        if data:
            self.work.connection.execute(sa.insert(table_of(AttachmentData)), data)
        self._insert(Attachment, rows)

    # --- the database

    def _derive(self, ids: Sequence[int]) -> None:
        for some in derive.chunks(ids):
            derive.refresh_customers(self.work, some)
        search.rebuild(self.work.connection)

    def _next_id(self, model: type[Base]) -> int:
        table = table_of(model)
        return int(self.work.value(sa.select(sa.func.max(table.c.id))) or 0) + 1

    def _insert(self, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Insert rows of the same columns under consecutive ids and return those."""
        table, connection = table_of(model), self.work.connection
        self.counts[table.name] = self.counts.get(table.name, 0) + len(rows)
        if not rows:
            return []
        first = self._next_id(model)
        ids = list(range(first, first + len(rows)))
        plain = [
            {"id": row_id, **{name.rstrip("_"): value for name, value in row.items()}}
            for row_id, row in zip(ids, rows, strict=True)
        ]
        for start in range(0, len(plain), CHUNK):
            connection.execute(sa.insert(table), plain[start : start + CHUNK])
        if connection.dialect.name == "postgresql":
            connection.execute(
                sa.text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"),
                {"name": table.name, "last": ids[-1]},
            )
        return ids


_OPTIONAL: Final = ("birth_year", "birth_month", "birth_day", "age", "age_noted_on", "keep_in_touch_days")
_TEXTS: Final = (
    "kind",
    "surname",
    "given",
    "patronymic",
    "name",
    "address_as",
    "formality",
    "gender",
    "language",
    "time_zone",
    "country",
    "hours",
    "employer",
    "position",
    "source",
    "territory",
    "class_",
    "class_reason",
    "note",
)
