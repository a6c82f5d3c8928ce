"""Opens any file of messages that people bring; what it is, is told from its content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Final

from app.errors import BadInput, Says
from app.exchange.chats import telegram, whatsapp
from app.exchange.chats.conversation import Day
from app.exchange.contacts import Problem
from app.exchange.faults import KIND_NAMES, FileUnreadable
from app.exchange.mail import mbox
from app.exchange.mail.letter import Letter
from app.exchange.mail.mime import read_eml
from app.exchange.mail.outlook import read_msg
from app.exchange.mail.tnef import is_tnef, read_tnef
from app.exchange.sniff import decoded_head, read_head, sniff
from app.language import N_

#: bytes that a file of one letter may have
LARGEST: Final = 200 * 1024 * 1024
_OLE: Final = b"\xd0\xcf\x11\xe0"
CHATS: Final = frozenset({"telegram", "whatsapp"})
_HEADER: Final = re.compile(r"[A-Za-z][\w-]*[ \t]*:(?!/)")
_BLANK: Final = re.compile(r"\r?\n\r?\n|\r\r")
_KNOWN: Final = re.compile(
    r"(?im)^(return-path|received|from|to|cc|subject|date|message-id|mime-version|content-type|delivered-to|in-reply-to"
    r"|reply-to|sender|x-mailer)[ \t]*:"
)


class NotMail(BadInput):
    """The file is something else than messages; ``kind`` tells what."""

    message: ClassVar[str] = N_("“{file}” is {what}, not a file of messages.")
    advice: ClassVar[str] = N_(
        "Messages come as .eml, .mbox, .msg or winmail.dat, chats as result.json of Telegram or as text of WhatsApp."
    )

    def __init__(self, *, file: str, kind: str) -> None:
        self.kind = kind
        super().__init__(file=file, what=_KINDS[kind])

    def what(self, tr: Says) -> str:
        return tr(self.message, file=self.values["file"], what=tr(_KINDS[self.kind]))


class TooLarge(BadInput):
    """The file is larger than any letter."""

    message: ClassVar[str] = N_("“{file}” is larger than {limit} MB, which no single letter is.")
    advice: ClassVar[str] = N_("Save a mailbox as .mbox: those may have any size.")


_KINDS: Final = {
    **KIND_NAMES,
    "vcf": N_("a list of contacts"),
    "csv": N_("a table"),
    "xlsx": N_("a workbook"),
    "xls": N_("a workbook"),
    "ods": N_("a workbook"),
    "sheetxml": N_("a workbook"),
    "html": N_("a web page"),
    "locked": N_("a workbook"),
    "damaged": N_("a damaged archive"),
    "empty": N_("empty"),
    "folder": N_("a folder without messages"),
}


@dataclass(slots=True)
class Messages:
    """A file of messages, open: iterate once for its letters, or for the days of its chats.

    :attr:`problems` and :attr:`read` grow while it is iterated; ``read`` counts letters, of chats the messages.
    """

    path: Path
    kind: str
    problems: list[Problem] = field(default_factory=list)
    read: int = 0
    first: str = ""

    def letters(self) -> Iterator[tuple[int, Letter]]:
        """Yield each letter with the line at which it begins.

        Raises:
            FileUnreadable: the system does not let it be read.
        """
        if self.kind in CHATS:
            return
        source = self._mailbox() if self.kind == "mbox" else iter([(0, self._one())])
        for line, (letter, problems) in source:
            self.problems += problems
            self.read += 1
            if self.read == 1:
                self.first = letter.subject
            if not any(each.rejected for each in problems):
                yield line, letter

    def days(self) -> Iterator[Day]:
        """Yield the conversations of chats, day by day.

        Raises:
            FileUnreadable: the system does not let it be read.
        """
        if self.kind not in CHATS:
            return
        reader = telegram.read if self.kind == "telegram" else whatsapp.read
        for day in reader(self.path, self.problems):
            self.read += len(day.messages)
            self.first = self.first or day.chat
            yield day

    def _one(self) -> tuple[Letter, list[Problem]]:
        data = content(self.path)
        if self.kind == "msg":
            return read_msg(data)
        return read_tnef(data) if self.kind == "tnef" else read_eml(data)

    def _mailbox(self) -> Iterator[tuple[int, tuple[Letter, list[Problem]]]]:
        try:
            with self.path.open("rb") as stream:
                for line, data in mbox.letters(stream, self.problems):
                    yield line, read_eml(data, line=line)
        except OSError as error:
            raise FileUnreadable(file=self.path.name, reason=error.strerror or str(error)) from error


def open_messages(path: Path) -> Messages:
    """Open a file of messages, whatever its name says.

    Raises:
        FileUnreadable, NotMail, TooLarge: it cannot be read as messages.
    """
    return Messages(path, kind_of(path))


def is_message(path: Path) -> bool:
    """Tell whether a file that nobody called one of messages is one: a text without headers only where it is named so."""
    try:
        kind = kind_of(path)
        if kind != "eml" or path.suffix.lower() == ".eml":
            return True
        return _is_letter(decoded_head(read_head(path))) or sniff(path) == "mail"
    except BadInput:
        return False


def kind_of(path: Path) -> str:
    """Return what the file is: eml, mbox, msg, tnef, telegram or whatsapp.

    Raises:
        FileUnreadable, NotMail: it is none of them.
    """
    head = read_head(path)
    text = decoded_head(head)
    if is_tnef(head):
        return "tnef"
    if mbox.is_mailbox(head):
        return "mbox"
    if _is_letter(text):
        return "eml"
    found = sniff(path)
    kind = (
        ("msg" if head.startswith(_OLE) else "eml") if found == "mail" else _kind_of_text(found, head, text)
    )
    if not kind:
        raise NotMail(file=path.name, kind=found)
    return kind


def _kind_of_text(found: str, head: bytes, text: str) -> str:
    """Tell exported chats, and letters without any header, from tables and other texts."""
    if found in {"json", "csv"} and telegram.is_export(text):
        return "telegram"
    if found != "csv":
        return ""
    if whatsapp.is_export(head):
        return "whatsapp"
    return "" if _is_table(text) else "eml"


def _is_letter(text: str) -> bool:
    """Tell a letter by its headers, whatever stands in it further down."""
    block = _BLANK.split(text.lstrip(), maxsplit=1)[0]
    return len({name.lower() for name in _KNOWN.findall(block)}) > 1 and bool(_HEADER.match(block))


def _is_table(text: str) -> bool:
    """Tell rows of a table from a letter without headers: the same number of delimiters in each line."""
    lines = [line for line in text.splitlines()[:12] if line.strip()]
    if not lines or ":" in lines[0].split(" ", 1)[0]:
        return False
    counts = {sign: [line.count(sign) for line in lines] for sign in ";\t|,"}
    return any(each[0] and len(set(each)) == 1 for each in counts.values())


def content(path: Path) -> bytes:
    """Return the bytes of a file of one letter.

    Raises:
        FileUnreadable, TooLarge: it cannot be read.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise TooLarge(file=path.name, limit=LARGEST // 1024 // 1024)
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadable(file=path.name, reason=error.strerror or str(error)) from error
