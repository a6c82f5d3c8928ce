"""Reads mailboxes in one file (mbox, mboxo, mboxrd), a letter at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from app.exchange.contacts import Problem, problem
from app.language import N_

#: bytes that one letter of a mailbox may have; what is longer is cut
LARGEST: Final = 80 * 1024 * 1024
_POSTMARK: Final = re.compile(rb"From (?:\S+[ \t]*$|.*\d{1,2}:\d{2})")
_HEADER: Final = re.compile(rb"[!-9;-~]+[ \t]*:|>From ")
_ESCAPED: Final = re.compile(rb">+From ")
_MARK: Final = b"\xef\xbb\xbf"


def is_mailbox(head: bytes) -> bool:
    """Tell whether a file begins like a mailbox: a postmark, and a header below it."""
    lines = head.removeprefix(_MARK).lstrip(b"\r\n").split(b"\n", 2)
    return len(lines) > 1 and _begins(lines[0], lines[1])


def letters(stream: Iterable[bytes], problems: list[Problem]) -> Iterator[tuple[int, bytes]]:
    """Yield the letters of a mailbox as (line at which it begins, bytes).

    A line «From …» begins a letter where it looks like a postmark and a header follows; those
    that a program put «>» before belong to the text and get it taken off.
    """
    held: list[bytes] = []
    size, begun, before = 0, 0, b""
    for number, line in enumerate(_with_end(stream), 1):
        if number > 1 and _begins(before.removeprefix(_MARK) if number == 2 else before, line):
            if begun and held:
                yield begun, b"".join(held)
            held, size, begun = [], 0, number - 1
        elif begun and before:
            size += len(before)
            if size <= LARGEST:
                held.append(before[1:] if _ESCAPED.match(before) else before)
            elif size - len(before) <= LARGEST:
                problems.append(
                    problem(
                        begun,
                        "large",
                        N_("The letter is larger than {limit} MB; the rest of it was left out."),
                        limit=80,
                    )
                )
        before = line
    if begun and held:
        yield begun, b"".join(held)


def _begins(line: bytes, following: bytes) -> bool:
    return (
        line.startswith(b"From ")
        and bool(_POSTMARK.match(line.rstrip(b"\r\n")))
        and bool(_HEADER.match(following))
    )


def _with_end(stream: Iterable[bytes]) -> Iterator[bytes]:
    """Let an empty line follow the last, so that each line has one behind it."""
    yield from stream
    yield b""
