"""A line cut into words and clauses, with the places where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.domain.capture.vocabulary import vocabulary

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_QUOTED: Final = re.compile(r"«[^«»\n]{1,60}»|“[^“”\n]{1,60}”|„[^„“”\n]{1,60}[“”]|\"[^\"\n]{1,60}\"")
_BREAK: Final = re.compile(
    r"(?<!\d),|,(?!\d)|[;!?\n()]|(?<!\d):|:(?!\d)|[.…](?=\s|$|[^\W\d_])|\s[-–—]+\s|—|->|=>"
)


_VOWEL: Final = re.compile("[аеиоуыэюяaeiouy]")

# A point after these does not end a sentence.
_SHORT: Final = vocabulary(
    "ул пер пл пр д стр оф корп г гг см т тел вх исх след доп обл р руб коп тыс млн млрд мин час ч нед мес "
    "шт уп им эл кв м к п ст пн вт ср чт пт сб вс янв фев мар апр июн июл авг сен сент окт ноя нояб дек "
    "mr mrs ms dr prof st co inc ltd no nr vs approx tel ext min mins hr hrs wk wks mon tue tues wed thu thur "
    "thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec resp incl"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word: as typed, lowered with ё as е, and where it stands."""

    typed: str
    low: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.typed[:1].isupper()


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the line between two signs, and the sign that ends it (empty at the end of the line)."""

    start: int
    end: int
    sign: str


class _Lower(dict[int, str]):
    """The lowered form of each character met so far; one character stays one character."""

    def __missing__(self, code: int) -> str:
        low = chr(code).lower()
        self[code] = low = low if len(low) == 1 else chr(code)
        return low


_LOWER: Final = _Lower({ord("ё"): "е", ord("Ё"): "е", ord("’"): "'", 0xA0: " ", 0x202F: " ", 0x2009: " "})


def lowered(text: str) -> str:
    """Return ``text`` in lower case, ё as е, all spaces alike; every character keeps its place."""
    return text.translate(_LOWER)


def words_of(text: str, low: str) -> tuple[Word, ...]:
    """Return the words of ``text``, whose lowered form is ``low``."""
    return tuple(
        Word(match.group(), low[match.start() : match.end()], match.start(), match.end())
        for match in _WORD.finditer(text)
    )


def quoted_of(text: str) -> tuple[tuple[int, int], ...]:
    """Return where quoted names stand, their quotes included."""
    return tuple(match.span() for match in _QUOTED.finditer(text))


def _ends_short(low: str, at: int) -> bool:
    """Tell whether the point at ``at`` belongs to an abbreviation or an initial."""
    begin = at
    while begin > 0 and low[begin - 1].isalpha():
        begin -= 1
    word = low[begin:at]
    unspoken = len(word) < 4 and not _VOWEL.search(word) and word.isalpha()
    return low[at] == "." and (len(word) == 1 or word in _SHORT or unspoken)


def clauses_of(low: str, whole: tuple[tuple[int, int], ...]) -> tuple[Clause, ...]:
    """Cut a lowered line at its signs, but never inside the parts named in ``whole``."""
    clauses: list[Clause] = []
    start = 0
    for match in _BREAK.finditer(low):
        at = match.start()
        if any(begin < match.end() and at < end for begin, end in whole) or _ends_short(low, at):
            continue
        if low[start:at].strip():
            clauses.append(Clause(start, at, match.group().strip()))
        start = match.end()
    if low[start:].strip():
        clauses.append(Clause(start, len(low), ""))
    return tuple(clauses)
