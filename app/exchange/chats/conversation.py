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
    """One message; ``at`` is on the clock of whoever exported it, without a zone. ``media`` is a sign for what was sent, with its name."""

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
    def sender(self) -> str:
        """What tells this chat from all others of its service."""
        return f"{self.service}:{fold(self.chat_id or self.chat)}"

    @property
    def lines(self) -> list[str]:
        """The messages as text, one entry each: «10:05 Anna: …», further lines of one set in."""
        return [_entry(one) for one in self.messages]

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


def _entry(one: Said) -> str:
    said = " ".join(part for part in (one.media, one.text) if part).replace("\n", "\n  ")
    return f"{one.at:%H:%M} {one.who}: {said}".rstrip()


def joined(before: str, lines: list[str]) -> list[str]:
    """Return the entries of a day that was exported twice: each once, in the order of time."""
    old = entries(before)
    left = list(old)
    fresh = []
    for line in lines:
        if line in left:
            left.remove(line)
        else:
            fresh.append(line)
    return sorted([*old, *fresh], key=lambda line: line[:5]) if fresh else old


def entries(text: str) -> list[str]:
    """Cut the text of a day into its messages again."""
    made: list[str] = []
    for line in text.split("\n"):
        if line.startswith("  ") and made:
            made[-1] += "\n" + line
        elif line:
            made.append(line)
    return made
