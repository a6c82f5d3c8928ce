"""What a line of the capture language was understood to say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from app.domain.given_names import Gender

Kind = Literal["call", "email", "chat", "meeting", "letter", "visit", "fax", "form", "voicemail"]
Direction = Literal["out", "in"]
Outcome = Literal["reached", "no_answer"]
Role = Literal["kind", "direction", "minutes", "outcome", "person", "when", "due", "followup"]


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the line, ``line[start:end]``, and what it was understood as.

    ``when`` is the time at which the contact took place, ``due`` that of the follow-up.
    """

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date in a text, with its time of day where one was said.

    ``spans`` are the parts of the text that said it, in their order; ``past`` tells that the words
    look back («вчера», "2 days ago", 5.11.2020).
    """

    date: dt.date
    time: dt.time | None
    spans: tuple[tuple[int, int], ...]
    past: bool = False

    @property
    def start(self) -> int:
        """Where the first of its words begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the last of its words ends."""
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class FollowupWords:
    """The follow-up that a line asks for: local date, local time or none, and what to do."""

    date: dt.date
    time: dt.time | None
    text: str


@dataclass(frozen=True, slots=True)
class Captured:
    """One line understood.

    ``person_words`` are the words that may name the customer, likeliest first, as they stand in the
    line; ``contact_said`` is false where the line only plans («перезвонить Ивановой в четверг»);
    ``at`` is when the contact took place, none where the line does not say; ``further`` are dated steps
    after the first one; ``spans`` stand in the order of the line and do not overlap; ``sex`` is what case and
    verb say of the customer's («звонок Иванову» is a man).
    """

    kind: Kind
    direction: Direction
    minutes: int | None
    outcome: Outcome
    person_words: tuple[str, ...]
    text: str
    followup: FollowupWords | None
    further: tuple[FollowupWords, ...]
    at: dt.datetime | None
    contact_said: bool
    spans: tuple[Span, ...]
    sex: Gender | None = None
