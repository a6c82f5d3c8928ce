"""Greetings and gifts of a sample: the team has congratulated nearly everybody, and plans presents for the next ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from app.domain.gifts import State, Suggestion, dispatch_day, gift_key
from app.domain.keys import fold
from app.domain.occasions import Group, Occasion
from app.language import translator
from app.models.base import Base
from app.models.contact import Interaction
from app.models.greeting import Gift, Greeting
from app.models.work import Work
from app.paths import root
from app.queries.gifts import suggestions
from app.queries.greeting_drafts import draft
from app.queries.greetings import greetings
from app.queries.items import Item
from app.services.sample.draft import Card, World

Insert = Callable[[type[Base], Sequence[Mapping[str, Any]]], list[int]]
#: how far back greetings were noted, how many of the latest nobody has come to, how many have their text
_PAST: Final = 120
_MISSED: Final = 3
_WRITTEN: Final = 60
#: gifts that were made, and those on their way to the next birthdays
_GIVEN: Final = 10
_AHEAD: Final = 45
_PLANNED: Final = (State.PLANNED, State.BOUGHT, State.PLANNED, State.SENT, State.PLANNED)


class Festivities:
    """Writes what became of occasions, on the timelines too."""

    def __init__(self, work: Work, world: World, people: Mapping[str, int], insert: Insert) -> None:
        self.work, self.world, self.random, self.people = work, world, world.random, people
        self.insert = insert
        self.cards = {card.id: card for card in world.cards}
        self.written = 0

    def write(self) -> None:
        """Greet whom the team has greeted, and give and plan gifts."""
        today = self.world.today
        past = [
            item
            for item in greetings(
                self.work, start=today - dt.timedelta(days=_PAST), end=today - dt.timedelta(days=1)
            )
            if item.ways and self.cards[item.ref].since < item.date
        ]
        missed = {id(item) for item in [one for one in past if not self._later(one)][-_MISSED:]}
        self._greet([item for item in past if id(item) not in missed])
        self._give([item for item in past if _birthday(item) and _dear(item) and self._later(item)][-_GIVEN:])
        ahead = greetings(self.work, start=today, end=today + dt.timedelta(days=_AHEAD))
        self._plan([item for item in ahead if _birthday(item) and "gift" in item.ways])

    def _later(self, item: Item) -> bool:
        """Tell whether somebody has spoken with the customer since: who is out of sight was not greeted either."""
        heard = self.cards[item.ref].last_heard
        return heard is not None and heard.date() > self._day(item)

    def _day(self, item: Item) -> dt.date:
        return self.world.week.after(item.date, 0)

    def _person(self, card: Card, day: dt.date) -> int:
        return self.people[self.world.at_work(card.responsible, day)]

    # --- greetings

    def _greet(self, items: Sequence[Item]) -> None:
        greeted = [item for item in items if self._later(item)]
        contacts = [self._contact(item) for item in greeted]
        ids = self.insert(Interaction, [contact for contact, _ in contacts])
        rows = [
            self._row(item, "greeted", contact["at"], way, contact["text"], contact["body"], row_id)
            for item, (contact, way), row_id in zip(greeted, contacts, ids, strict=True)
        ]
        for item in items:
            if not self._later(item):
                at = self.world.week.moment(self.random, self._day(item), "email", self.world.zone)
                rows.append(self._row(item, "skipped", min(at, self.world.now), "", "", "", None))
        self.insert(Greeting, rows)

    def _contact(self, item: Item) -> tuple[dict[str, Any], str]:
        """Return the interaction of a greeting, and the way it took."""
        card, day = self.cards[item.ref], self._day(item)
        way = next(one for one in item.ways if one != "gift") if len(item.ways) > 1 else item.ways[0]
        subject, text = self._text(item, way)
        at = self.world.week.moment(self.random, day, way, self.world.zone)
        body = "" if way == "call" else text
        contact = {
            **_CONTACT,
            "customer_id": card.id,
            "person_id": self._person(card, day),
            "kind": "greeting",
            "at": at,
            "minutes": self.random.randint(2, 6) if way == "call" else None,
            "text": subject,
            "body": body,
            "created_at": at,
            "key": fold(f"{subject} {body}"),
        }
        return contact, way

    def _text(self, item: Item, way: str) -> tuple[str, str]:
        assert item.occasion is not None
        language = self.world.story.language
        wanted = "short" if way == "chat" else ""
        if self.written < _WRITTEN:
            self.written += 1
            made = draft(
                self.work,
                customer_id=item.ref,
                occasion=item.occasion.key,
                on=item.date,
                variant=self.random.randrange(3),
                tone=wanted,
                language=language,
            )
            if made is not None:
                return made.subject, made.text
        return item.occasion.text(translator(language, root() / "resources" / "translations")), ""

    def _row(
        self,
        item: Item,
        state: str,
        at: dt.datetime,
        way: str,
        subject: str,
        text: str,
        interaction_id: int | None,
    ) -> dict[str, Any]:
        occasion = _occasion(item)
        return {
            "customer_id": item.ref,
            "occasion": occasion.key,
            "on": item.date,
            "state": state,
            "way": way,
            "subject": subject,
            "text": text,
            "interaction_id": interaction_id,
            "person_id": self._person(self.cards[item.ref], at.date()),
            "at": at,
        }

    # --- gifts

    def _give(self, items: Sequence[Item]) -> None:
        chosen = [(item, idea) for item in items if (idea := self._idea(item)) is not None]
        contacts = []
        for item, idea in chosen:
            day = self._day(item)
            at = self.world.week.moment(self.random, day, "visit", self.world.zone)
            contacts.append(
                {
                    **_CONTACT,
                    "customer_id": item.ref,
                    "person_id": self._person(self.cards[item.ref], day),
                    "kind": "gift",
                    "at": at,
                    "minutes": None,
                    "text": idea.idea.name,
                    "body": "",
                    "given": idea.idea.name,
                    "created_at": at,
                    "key": fold(idea.idea.name),
                }
            )
        ids = self.insert(Interaction, contacts)
        rows = []
        for (item, idea), row_id, contact in zip(chosen, ids, contacts, strict=True):
            day = contact["at"].date()
            rows.append(self._gift(item, idea, State.GIVEN, interaction_id=row_id, given_on=day))
        self.insert(Gift, rows)

    def _plan(self, items: Sequence[Item]) -> None:
        rows = []
        for item, state in zip(items, _PLANNED, strict=False):
            idea = self._idea(item)
            if idea is not None:
                rows.append(self._gift(item, idea, state))
        self.insert(Gift, rows)

    def _idea(self, item: Item) -> Suggestion | None:
        found = suggestions(self.work, customer_id=item.ref, language=self.world.story.language).ideas
        # nobody knew before the day what was told after it
        known = [one for one in found if one.taste and (one.taste.confirmed_on or item.date) <= item.date]
        return next(iter([*known, *(one for one in found if one.taste is None)]), None)

    def _gift(
        self,
        item: Item,
        chosen: Suggestion,
        state: State,
        *,
        interaction_id: int | None = None,
        given_on: dt.date | None = None,
    ) -> dict[str, Any]:
        card, idea = self.cards[item.ref], chosen.idea
        speak = translator(self.world.story.language, root() / "resources" / "translations")
        made = min(item.date - dt.timedelta(days=10), self.world.today)
        return {
            "customer_id": item.ref,
            "occasion": _occasion(item).key,
            "for_whom": "",
            "name": idea.name,
            "key": gift_key(idea.name),
            "taste": idea.taste,
            "reason": chosen.why(speak) if chosen.taste else "",
            "cost": idea.price,
            "currency": idea.currency,
            "state": state.value,
            "due_on": item.date,
            "dispatch_on": dispatch_day(item.date, idea.days, str(card.values["country"])),
            "given_on": given_on,
            "note": "",
            "interaction_id": interaction_id,
            "person_id": self._person(card, item.date),
            "created_at": min(
                dt.datetime.combine(self.world.week.before(made, 1), dt.time(11, 40), self.world.zone),
                self.world.now,
            ),
        }


_CONTACT: Final[Mapping[str, Any]] = {
    "direction": "out",
    "outcome": "reached",
    "mood": "",
    "given": "",
    "asked": "",
    "waits": False,
    "answered_at": None,
    "answered_by_id": None,
}


def _occasion(item: Item) -> Occasion:
    assert item.occasion is not None
    return item.occasion


def _dear(item: Item) -> bool:
    """Tell whether there is a budget for gifts to such a customer."""
    return item.who is not None and item.who.class_ in {"VIP", "A", "B"}


def _birthday(item: Item) -> bool:
    return _occasion(item).group is Group.BIRTHDAY
