"""Typing slips in names: «Ивнаов» finds Иванов, "Smtih" finds Smith (row X4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from app.domain.keys import fold

# й, ь and ъ come and go like vowels when a name is misspelt.
_VOWELS: Final = frozenset("аеиоуыэюяйьъaeiouy")
_CYRILLIC: Final = "бвгджзклмнпрстфхцчшщ"
_LATIN: Final = "bcdfghjklmnpqrstvwxz"


def slip_key(word: str) -> str:
    """Return the key to store with a word of a name: its consonants, each once, in alphabetical order.

    Swapped and doubled letters and wrong vowels do not change it; any other slip of one letter changes it
    by one consonant, which ``slip_keys`` foresees. A word without consonants keeps its letters, marked
    by an apostrophe.
    """
    folded = fold(word)
    letters = "".join(sorted({sign for sign in folded if sign.isalnum()} - _VOWELS))
    return letters or (f"'{folded}" if folded else "")


@lru_cache(maxsize=256)
def slip_keys(word: str) -> tuple[str, ...]:
    """Return the keys under which the name that ``word`` was meant for is stored, likeliest first.

    At most 1 + n + a + n·a keys for n different consonants and an alphabet of a = 20: the same, one consonant
    less, one more, one exchanged. Words of two letters and less have their own key only.
    """
    own = slip_key(word)
    if len(fold(word)) < 3 or not own:
        return (own,) if own else ()
    had = set() if own.startswith("'") else set(own)
    alphabet = _LATIN if fold(word).isascii() else _CYRILLIC
    fewer = [had - {letter} for letter in sorted(had)] if len(had) > 1 else []
    more = [had | {letter} for letter in alphabet]
    exchanged = [less | {letter} for less in (had - {gone} for gone in sorted(had)) for letter in alphabet]
    foreseen = ("".join(sorted(letters)) for letters in (*fewer, *more, *exchanged))
    return tuple(dict.fromkeys((own, *foreseen)))


@dataclass(frozen=True, slots=True)
class Near:
    """A name that is near to what was typed; ``slips`` counts the letters swapped, lost, doubled or wrong."""

    name: str
    slips: int


def slips_allowed(word: str) -> int:
    """Return how many slips may separate ``word`` from a name that is still offered."""
    length = len(fold(word))
    if length < 3:
        return 0
    return 1 if length < 6 else 2


def closest(query: str, names: Iterable[str], limit: int = 10) -> tuple[Near, ...]:
    """Return the ``names`` nearest to ``query``, nearest first, at most ``limit``.

    A name of several words is as near as its nearest word; without regard to case, accents and ё.
    """
    from rapidfuzz import process  # noqa: PLC0415 - 50 ms that only a search without hits needs
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - the same

    typed, most = fold(query), slips_allowed(query)
    if not typed or not most or limit < 1:
        return ()
    bearers: dict[str, list[str]] = {}
    for name in names:
        for word in {fold(name), *fold(name).replace("-", " ").split()}:
            bearers.setdefault(word, []).append(name)
    found = process.extract(typed, bearers.keys(), scorer=OSA.distance, score_cutoff=most, limit=None)
    ordered = sorted(found, key=lambda hit: (hit[1], hit[0][:1] != typed[:1], abs(len(hit[0]) - len(typed))))
    near: dict[str, Near] = {}
    for word, slips, _ in ordered:
        for name in bearers[word]:
            near.setdefault(name, Near(name, int(slips)))
        if len(near) >= limit:
            break
    return tuple(near.values())[:limit]
