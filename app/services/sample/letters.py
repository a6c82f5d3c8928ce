"""Letters of a sample: some contacts by e-mail are letters with their text, and strangers have written."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from app.models.base import Base, table_of
from app.models.contact import Interaction
from app.models.customer import AttachmentData
from app.models.mail import MailFile, MailMessage
from app.models.work import Work
from app.services.sample.draft import Card, Contact, World

Insert = Callable[[type[Base], Sequence[Mapping[str, Any]]], list[int]]
#: contacts that are letters, of each direction, and how many of those sent carry a file
_LETTERS: Final = 8
_FILES: Final = 3
_SENTENCE: Final = re.compile(r"[^.!?:\n]{8,}")


class Letters:
    """Writes letters; ``numbers`` are the ids of contacts by identity."""

    def __init__(
        self, work: Work, world: World, people: Mapping[str, int], numbers: Mapping[int, int], insert: Insert
    ) -> None:
        self.work, self.world, self.people, self.numbers = work, world, people, numbers
        self.insert = insert
        self.addresses = {one["key"]: (one["name"], one["email"]) for one in world.story["team"]}

    def write(self) -> None:
        """Turn the latest contacts by e-mail that have a text into letters, and let strangers write."""
        found = [(card, contact) for card in self.world.cards if _email(card) for contact in card.contacts]
        found = [
            (card, each) for card, each in found if each.kind == "email" and each.body and not each.missed
        ]
        found.sort(key=lambda pair: pair[1].at, reverse=True)
        chosen = [pair for pair in found if pair[1].direction == "in"][:_LETTERS]
        chosen += [pair for pair in found if pair[1].direction == "out"][:_LETTERS]
        ids = self.insert(MailMessage, [self._letter(card, contact) for card, contact in chosen])
        table = table_of(Interaction)
        for (_, contact), row_id in zip(chosen, ids, strict=True):
            here = table.c.id == self.numbers[id(contact)]
            self.work.connection.execute(sa.update(table).where(here).values(message_id=row_id))
        sent = [row_id for (_, each), row_id in zip(chosen, ids, strict=True) if each.direction == "out"]
        self._files(sent[:_FILES])
        self.insert(MailMessage, [self._stranger(each) for each in self.world.story["strangers"]])

    def _letter(self, card: Card, contact: Contact) -> dict[str, Any]:
        ours, theirs = self.addresses[contact.person], (card.title, _email(card))
        writer, reader = (theirs, ours) if contact.direction == "in" else (ours, theirs)
        asked = next((each for each in card.contacts if each.answered_by is contact and each.body), None)
        return self._row(
            writer,
            reader,
            contact.direction,
            contact.at,
            _subject(contact.body),
            contact.body,
            state="filed",
            number=self.numbers[id(contact)],
            reply_to=self._message_id(self.numbers[id(asked)]) if asked else "",
        )

    def _stranger(self, told: Mapping[str, Any]) -> dict[str, Any]:
        day = self.world.week.before(self.world.today, told["came"])
        at = self.world.week.moment(self.world.random, day, "email", self.world.zone)
        return self._row(
            (told["name"], told["address"]),
            self.addresses["manager"],
            "in",
            min(at, self.world.now),
            told["subject"],
            told["text"],
            state="proposed",
            number=10_000_000 + told["came"],
        )

    def _row(
        self,
        writer: tuple[str, str],
        reader: tuple[str, str],
        direction: str,
        at: dt.datetime,
        subject: str,
        text: str,
        *,
        state: str,
        number: int,
        reply_to: str = "",
    ) -> dict[str, Any]:
        message_id = self._message_id(number)
        return {
            "identity": message_id,
            "message_id": message_id,
            "reply_to": reply_to,
            "thread": reply_to or message_id,
            "direction": direction,
            "subject": subject,
            "sender": writer[1].casefold(),
            "sender_name": writer[0],
            "people": json.dumps([["from", *writer], ["to", *reader]], ensure_ascii=False),
            "at": at,
            "text": text,
            "html": None,
            "state": state,
            "bulk": False,
            "account_id": None,
            "origin": "",
            "added_at": at,
        }

    def _message_id(self, number: int) -> str:
        return f"{number}@{self.addresses['manager'][1].partition('@')[2]}"

    def _files(self, messages: Sequence[int]) -> None:
        """Put the price list to some letters."""
        name, text = self.world.story["price_list"]
        content, data, rows = text.encode(), [], []
        for message_id in messages:
            stored = f"{self.world.random.getrandbits(128):032x}"
            data.append({"stored_name": stored, "data": content})
            rows.append(
                {
                    "message_id": message_id,
                    "name": name,
                    "media_type": "text/plain",
                    "size": len(content),
                    "sha256": hashlib.sha256(content).hexdigest(),
                    "stored_name": stored,
                    "content_id": "",
                    "inline": False,
                }
            )
        if data:
            self.work.connection.execute(sa.insert(table_of(AttachmentData)), data)
        self.insert(MailFile, rows)


def _email(card: Card) -> str:
    """Return the address of a customer; empty where none is known."""
    return next((str(row["value"]) for row in card.rows["channels"] if row["kind"] == "email"), "")


def _subject(body: str) -> str:
    """Return what a letter is about: its first sentence that is no salutation."""
    sentences = [found.group().strip(" ,;—-") for found in _SENTENCE.finditer(body)]
    said = sentences[1] if len(sentences) > 1 else sentences[0] if sentences else ""
    short = said if len(said) <= 60 else said[:60].rpartition(" ")[0].rstrip(" ,;—-")
    return short[:1].upper() + short[1:]
