"""A letter as it came, whatever it came in: one plain value for every format."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, field
from typing import Final

from app.domain.keys import fold

#: «Re:», «Fwd[2]:», «Отв:», «[list]» in front of a subject
_PREFIX: Final = re.compile(
    r"^\s*(?:(?:re|fwd?|fw|aw|wg|sv|vs|antw|tr|rv|отв|ответ|на|пер|пересл)\s*(?:\[\d+\]|\(\d+\))?\s*:|\[[^\]]{1,60}\])\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Someone:
    """Somebody of a letter; ``role`` is from, to, cc, bcc or reply-to, ``address`` empty where it is no address."""

    role: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class LetterFile:
    """A file of a letter; ``content_id`` is how the HTML calls it, ``inline`` that the HTML shows it."""

    name: str
    media_type: str
    data: bytes = field(repr=False)
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. ``at`` is aware, None where no date could be read; ``bulk`` marks mail to many and by machines.

    ``reply_to`` and ``references`` are the Message-IDs of the letters that it answers, without brackets.
    """

    message_id: str = ""
    reply_to: str = ""
    references: tuple[str, ...] = ()
    subject: str = ""
    people: tuple[Someone, ...] = ()
    at: dt.datetime | None = None
    text: str = ""
    html: str | None = None
    files: tuple[LetterFile, ...] = ()
    bulk: bool = False

    @property
    def sender(self) -> str:
        """The address that it is from, empty where it says none."""
        return next((one.address for one in self.people if one.role == "from" and one.address), "")

    @property
    def sender_name(self) -> str:
        """The name of the sender, empty where it says none."""
        found = next((one for one in self.people if one.role == "from" and one.address), None)
        return found.name if found else next((one.name for one in self.people if one.role == "from"), "")

    @property
    def identity(self) -> str:
        """What makes it one and the same wherever it comes from: its Message-ID, or a digest of what it says."""
        return self.message_id.casefold() if self.message_id else self.digest

    @property
    def digest(self) -> str:
        """A digest of sender, date, subject, text and files."""
        at = self.at.astimezone(dt.UTC).isoformat(timespec="minutes") if self.at else ""
        text = " ".join((self.text or self.html or "").split())
        said = "\n".join((fold(self.sender or self.sender_name), at, fold(self.subject), text))
        made = hashlib.sha256(said.encode("utf-8", "replace"))
        for file in self.files:
            made.update(hashlib.sha256(file.data).digest())
        return f"sha256:{made.hexdigest()}"

    @property
    def thread(self) -> str:
        """The Message-ID of the letter that began the exchange: its own where it begins one."""
        return (self.references[0] if self.references else self.reply_to or self.message_id).casefold()


def bare_subject(subject: str) -> str:
    """Return a subject folded, without «Re:», «Fwd:» and the names of mailing lists in front."""
    left = subject
    while match := _PREFIX.match(left):
        left = left[match.end() :]
    return fold(left)


def same_subject(one: str, other: str) -> bool:
    """Tell whether two subjects can be those of one letter, which a list or a filter may have marked."""
    first, second = bare_subject(one), bare_subject(other)
    return first in second or second in first
