"""One day of a chat: who said what, and when."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from app.domain.keys import fold

#: messages of one day that are kept as text
MOST: Final = 5000


@dataclass(frozen=True, slots=True)
class Said:
    """One message; ``at`` is on the clock of whoever exported it, without a zone. ``media`` names what was sent."""

    at: dt.datetime
    who: str
    text: str
    media: str = ""
    who_id: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """What was said in one chat on one day. ``chat`` is its name, ``personal`` tells that two people talk.

    ``service`` is telegram or whatsapp; ``owner`` is how whoever exported it is called, empty where unknown.
    """

    service: str
    chat: str
    chat_id: str
    day: dt.date
    messages: tuple[Said, ...]
    personal: bool = True
    owner: str = ""

    @property
    def uid(self) -> str:
        """What makes this day of this chat one and the same when the chat is exported again."""
        chat = hashlib.sha256(fold(self.chat_id or self.chat).encode()).hexdigest()[:20]
        return f"{self.service}:{chat}:{self.day.isoformat()}"

    @property
    def people(self) -> tuple[str, ...]:
        """Who spoke, in the order of the first word."""
        return tuple(dict.fromkeys(one.who for one in self.messages if one.who))


def by_day(
    messages: Iterable[Said], service: str, chat: str, chat_id: str, *, personal: bool, owner: str = ""
) -> Iterator[Day]:
    """Cut a chat into days; messages come in the order of time, those of one day together."""
    ordered = sorted(messages, key=lambda one: one.at)
    for day, some in groupby(ordered, key=lambda one: one.at.date()):
        yield Day(service, chat, chat_id, day, tuple(some)[:MOST], personal, owner)
