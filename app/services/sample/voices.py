"""Complaints and ideas of a sample: new ones, some in hand, some decided, and customers who heard the outcome."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from app.domain.keys import fold
from app.models.base import Base
from app.models.contact import FollowUp, Interaction
from app.models.feedback import Feedback
from app.models.work import Work
from app.services.sample.draft import Card, World

Insert = Callable[[type[Base], Sequence[Mapping[str, Any]]], list[int]]
#: a customer who speaks up has been one for so many days, and was heard of in so many
_SETTLED: Final = 120
_LATELY: Final = 45


class Voices:
    """Writes what customers complain of and wish for, on the timelines too."""

    def __init__(self, work: Work, world: World, people: Mapping[str, int], insert: Insert) -> None:
        self.work, self.world, self.people, self.insert = work, world, people, insert

    def write(self) -> None:
        """Let each voice be a customer's own, as far as there are customers."""
        cards = [account.buyer for account in self.world.accounts if self._speaks(account.buyer)]
        self.world.random.shuffle(cards)
        for voice in self.world.story["voices"]:
            moments = self._moments(voice)
            card = next((one for one in cards if self._free(one, moments)), None)
            if card is not None:
                cards.remove(card)
                self._say(card, voice, moments)

    def _speaks(self, card: Card) -> bool:
        today = self.world.today
        heard = card.last_heard
        waits = any(contact.waits and contact.answered_by is None for contact in card.contacts)
        lately = heard is not None and (today - heard.date()).days <= _LATELY
        return lately and not waits and (today - card.since).days > _SETTLED

    def _moments(self, voice: Mapping[str, Any]) -> dict[str, dt.datetime]:
        """Return when it came, was decided and was told, each on a working day, in this order."""
        week, found = self.world.week, {}
        for name in ("came", "decided", "told"):
            if name in voice:
                day = week.before(self.world.today, voice[name])
                found[name] = week.moment(self.world.random, day, "call", self.world.zone)
        return found

    def _free(self, card: Card, moments: Mapping[str, dt.datetime]) -> bool:
        """Tell whether the call that told it would not have answered something else."""
        told = moments.get("told")
        return told is None or not any(
            contact.answered_by is not None and contact.at < told < contact.answered_by.at
            for contact in card.contacts
        )

    def _say(self, card: Card, voice: Mapping[str, Any], moments: Mapping[str, dt.datetime]) -> None:
        came, decided, told = (moments.get(name) for name in ("came", "decided", "told"))
        assert came is not None
        text, outcome = voice["text"], voice.get("outcome", "")
        entry = self._contact(card, voice["kind"], "in", came, text)
        told_id = self._contact(card, "call", "out", told, outcome) if told else None
        step = self._step(card, outcome, entry, decided) if decided and not told else None
        row = {
            "customer_id": card.id,
            "interaction_id": entry,
            "kind": voice["kind"],
            "text": text,
            "owner_id": self.people[card.responsible],
            "state": voice["state"],
            "outcome": outcome,
            "noted_at": came,
            "decided_at": decided,
            "told_at": told,
            "told_id": told_id,
            "followup_id": step,
        }
        self.insert(Feedback, [row])

    def _contact(self, card: Card, kind: str, direction: str, at: dt.datetime, text: str) -> int:
        row = {
            "customer_id": card.id,
            "person_id": self.people[self.world.at_work(card.responsible, at.date())],
            "kind": kind,
            "direction": direction,
            "at": at,
            "minutes": 5 if direction == "out" else None,
            "outcome": "reached",
            "text": text,
            "body": "",
            "mood": "good" if direction == "out" else "",
            "given": "",
            "asked": "",
            "waits": False,
            "created_at": at,
            "key": fold(text),
        }
        return self.insert(Interaction, [row])[0]

    def _step(self, card: Card, outcome: str, entry: int, decided: dt.datetime) -> int:
        text = str(self.world.story["tell_outcome"]).format(outcome=outcome)
        row = {
            "customer_id": card.id,
            "person_id": self.people[card.responsible],
            "interaction_id": entry,
            "kind": "call",
            "text": text,
            "due_on": self.world.week.after(self.world.today, 1),
            "due_time": "",
            "minutes": None,
            "repeat": "",
            "result": "",
            "created_at": decided,
            "key": fold(text),
        }
        return self.insert(FollowUp, [row])[0]
