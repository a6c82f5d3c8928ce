"""What a sample is made of before it is written: cards with their rows, and accounts that tie them together."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from app.services.sample.story import Story
from app.services.sample.workweek import Workweek


@dataclass(eq=False)
class Contact:
    """One interaction; ``answered_by`` is the contact that answered a request."""

    at: dt.datetime
    person: str
    kind: str
    direction: str
    text: str
    body: str = ""
    minutes: int | None = None
    missed: bool = False
    mood: str = ""
    given: str = ""
    asked: str = ""
    waits: bool = False
    answered_by: Contact | None = None


@dataclass(eq=False)
class Todo:
    """One follow-up; open while ``done_at`` is None."""

    due_on: dt.date
    person: str
    text: str
    kind: str = "call"
    due_time: str = ""
    done_at: dt.datetime | None = None
    result: str = ""
    repeat: str = ""
    minutes: int | None = None
    source: Contact | None = None
    made_at: dt.datetime | None = None


@dataclass(eq=False)
class Card:
    """One customer: columns, rows by table, contacts and follow-ups."""

    values: dict[str, Any]
    city: Mapping[str, Any]
    since: dt.date
    responsible: str
    #: the share of its data that the team knows
    knowledge: float = 0.5
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    links: list[tuple[str, Card, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    files: list[tuple[str, str, dt.datetime]] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    todos: list[Todo] = field(default_factory=list)
    id: int = 0

    @property
    def gender(self) -> str:
        return str(self.values.get("gender", ""))

    @property
    def organisation(self) -> bool:
        return bool(self.values["kind"] == "organisation")

    @property
    def title(self) -> str:
        """How others speak of this customer."""
        if self.organisation:
            return str(self.values["name"])
        return f"{self.values['given']} {self.values['surname']}"

    @property
    def last_heard(self) -> dt.datetime | None:
        """The last contact that took place."""
        return max((contact.at for contact in self.contacts if not contact.missed), default=None)


@dataclass(eq=False)
class Account:
    """A company with its people, or one private person: what they buy, and how the relation goes.

    ``status``: active, prospect, lost or lapsed.
    """

    buyer: Card
    status: str
    class_: str
    line: str
    start: dt.date
    slots: dict[str, object]
    org: Card | None = None
    seconds: list[Card] = field(default_factory=list)
    books: Card | None = None
    top: Card | None = None
    machine: bool = False
    local: bool = False
    last_runs: dict[str, dt.date] = field(default_factory=dict)

    @property
    def private(self) -> bool:
        return self.org is None

    @property
    def cards(self) -> list[Card]:
        """All cards of the account, the company first."""
        return [
            card for card in (self.org, self.buyer, *self.seconds, self.books, self.top) if card is not None
        ]

    def card_for(self, who: str) -> Card:
        """Return the card on which a thread of ``who`` is noted."""
        if who == "org" and self.org is not None:
            return self.org
        if who == "second" and self.seconds:
            return self.seconds[0]
        if who == "books":
            return self.books or self.org or self.buyer
        return self.buyer


@dataclass
class World:
    """The place where a sample happens: its story, chance, clock and calendar."""

    story: Story
    random: Random
    now: dt.datetime
    zone: ZoneInfo
    week: Workweek
    accounts: list[Account] = field(default_factory=list)
    extra: list[Card] = field(default_factory=list)
    tasks: list[Todo] = field(default_factory=list)
    #: days of leave by key of the person, both ends included
    leaves: dict[str, list[tuple[dt.date, dt.date, str]]] = field(default_factory=dict)

    @property
    def today(self) -> dt.date:
        return self.now.date()

    @property
    def cards(self) -> list[Card]:
        """All customers, in the order in which they are numbered."""
        return [card for account in self.accounts for card in account.cards] + self.extra

    def at_work(self, person: str, day: dt.date) -> str:
        """Return who does the work of ``person`` on ``day``: she herself, or the manager while she is away."""
        away = any(first <= day <= last for first, last, _ in self.leaves.get(person, ()))
        return "manager" if away else person

    def chance(self, share: float) -> bool:
        """Tell whether something happens that happens in ``share`` of all cases."""
        return self.random.random() < share
