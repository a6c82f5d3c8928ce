"""Keys that make texts comparable: folded, sorted, searched, typed on the wrong keyboard."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from app.domain.translit import pairs, to_cyrillic, to_latin

# Dropped wherever they stand, so that O'Brien, O’Brien and OBrien are one, and «Ромашка» is Ромашка.
_QUOTES: Final = "'\"`´‘’‚‛“”„‟«»‹›′″ʹʺʻʼʽˈ＂＇"
# Letters that no normal form takes apart. Letters of Ukrainian, Belarusian, Tatar and Kazakh fall together
# with the Russian ones, because that is what a Russian keyboard offers to those who look for them.
_LETTERS: Final = pairs(
    "ł=l ø=o đ=d ð=d þ=th ħ=h ŧ=t æ=ae œ=oe "
    "ı=i ŋ=n ə=a ƒ=f ẞ=ss ß=ss "
    "й=й ё=е і=и ї=и є=е ґ=г ў=у "
    "ә=а ө=у ү=у ұ=у җ=ж ң=н һ=х қ=к ғ=г"
)
_DASHES: Final = "‐‑‒–—―−﹣－"
_SPACES: Final = re.compile(r"\s+")
# Combining classes of signs above, below and through a letter; vowel signs of other scripts have lower ones.
_ACCENTS: Final = frozenset({1, *range(200, 256)})
_EDGE: Final = re.compile(r"^[\W_]+")


def _plain(letter: str) -> str:
    """Return what one casefolded letter is folded to; empty when it is dropped."""
    if letter in _QUOTES or unicodedata.category(letter) == "Cf":
        return ""
    if letter in _DASHES:
        return "-"
    if letter in _LETTERS:
        return _LETTERS[letter]
    parts = unicodedata.normalize("NFKD", letter)
    bare = "".join(part for part in parts if unicodedata.combining(part) not in _ACCENTS)
    bare = unicodedata.normalize("NFC", bare).casefold()
    return bare if bare == letter else "".join(_plain(part) for part in bare)


class _Folds(dict[int, str]):
    """The folded form of each character met so far (a table for str.translate)."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _plain(chr(code))
        return folded


_FOLDS: Final = _Folds()
_NO_QUOTES: Final = {ord(sign): None for sign in "'\"`"}


def fold(text: str) -> str:
    """Return ``text`` without case, accents, quotes and double spaces; ё is е, й stays й.

    Folding what is folded changes nothing; the query of a search is folded like the stored key.
    """
    if text.isascii():
        words = text.lower().split()
    else:
        words = [word.lower() if word.isascii() else _word(word) for word in text.split()]
    folded = " ".join(words)
    if "'" in folded or '"' in folded or "`" in folded or "" in words:
        folded = folded.translate(_NO_QUOTES)
        return " ".join(folded.split())
    return folded


@lru_cache(maxsize=65536)
def _word(word: str) -> str:
    """Fold one word; names and notes are made of the same words again and again."""
    # Composed first, or a decomposed й would lose its sign and become и.
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).casefold()).translate(_FOLDS)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", folded)).strip()


def sort_key(text: str) -> str:
    """Return the key to sort by: folded, without quotes, brackets or signs in front."""
    folded = fold(text)
    return _EDGE.sub("", folded) or folded


def letter(text: str) -> str:
    """Return the capital under which a list groups ``text``; «#» for digits and signs."""
    first = sort_key(text)[:1]
    return first.upper() if first.isalpha() else "#"


def digits(text: str) -> str:
    """Return the digits of ``text`` alone, in ASCII whatever the script."""
    return "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())


_LATIN_KEYS: Final = (
    "`qwertyuiop[]asdfghjkl;'zxcvbnm,./"
    '~@#$^&QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
)  # fmt: skip
_RUSSIAN_KEYS: Final = (
    "ёйцукенгшщзхъфывапролджэячсмитьбю."
    'Ё"№;:?ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,'
)  # fmt: skip
_TO_RUSSIAN: Final = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)
# Ukrainian keys stand where Russian ones do.
_TO_LATIN: Final = str.maketrans(_RUSSIAN_KEYS + "іїєІЇЄ", _LATIN_KEYS + "s]'S}\"")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")


def other_layout(text: str) -> str:
    """Return what the same keys give on the other keyboard: bdfyjd is иванов, шмфтщм is ivanov.

    The script of ``text`` decides the direction; without Cyrillic it is taken for the English layout,
    whose punctuation keys are letters in Russian (х ъ ж э б ю ё).
    """
    return text.translate(_TO_LATIN if _CYRILLIC.search(text) else _TO_RUSSIAN)


def search_variants(query: str) -> tuple[str, ...]:
    """Return the folded texts to look for, best first: as typed, other layout, both transliterations."""
    if not any(sign.isalpha() for sign in query) and not any(sign in query for sign in ";[],.`'"):
        typed = fold(query)
        return (typed,) if typed else ()
    typed = fold(query)
    other = fold(other_layout(query)) if any(sign.isalpha() for sign in other_layout(query)) else ""
    variants = (typed, other, fold(to_cyrillic(typed)), fold(to_latin(typed)))
    return tuple(dict.fromkeys(variant for variant in variants if variant))
