"""Plain transliteration between Cyrillic and Latin, as people type it."""

from __future__ import annotations

import re
from typing import Final


def pairs(text: str) -> dict[str, str]:
    """Return the table that ``text`` spells: «а=a б=b»."""
    return dict(pair.split("=", 1) for pair in text.split())


def word_set(text: str) -> frozenset[str]:
    """Return the set of words that ``text`` lists."""
    return frozenset(text.split())


_LATIN: Final = pairs(
    "а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i "
    "й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t "
    "у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y "
    "ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g ў=u"
)
_TO_LATIN: Final = {
    ord(case(letter)): (latin.capitalize() if case is str.upper else latin)
    for letter, latin in _LATIN.items()
    for case in (str.lower, str.upper)
}

# Longest first: shch before sh.
_CYRILLIC: Final = pairs(
    "shch=щ sch=ш tch=ч sh=ш ch=ч zh=ж kh=х ts=ц tz=ц "
    "iia=ия ii=ий yu=ю iu=ю ju=ю ya=я ia=ия ja=я yo=ё jo=ё ye=е "
    "je=е iy=ий yy=ый ij=ий ck=к ph=ф ff=фф qu=кв "
    "a=а b=б c=к d=д e=е f=ф g=г h=х i=и j=й "
    "k=к l=л m=м n=н o=о p=п q=к r=р s=с t=т "
    "u=у v=в w=в x=кс z=з"
)
_IA: Final = re.compile(r"ия\b")
_IY: Final = re.compile(r"[иы]й\b")
_GROUPS: Final = re.compile("|".join(_CYRILLIC) + "|y", re.IGNORECASE)
_VOWELS: Final = frozenset("aeiouyAEIOUY")


def to_latin(text: str) -> str:
    """Return ``text`` with Cyrillic letters written in Latin (Щукин becomes Shchukin)."""
    return text.translate(_TO_LATIN)


def name_to_latin(text: str) -> str:
    """Return a Cyrillic name as its bearer would sign abroad (Мария Чайковская becomes Maria Chaikovskaya)."""
    return to_latin(_IA.sub("ia", _IY.sub("y", text)))


def to_cyrillic(text: str) -> str:
    """Return ``text`` with Latin letters written in Cyrillic (Kuznetsov becomes Кузнецов).

    The way back has no single answer; this is the likeliest spelling of a Russian name.
    """

    def written(match: re.Match[str]) -> str:
        found = match.group()
        if found in {"y", "Y"}:
            cyrillic = _of_y(text, match.start())
        elif found.lower() == "ia" and not text[match.start() - 1 : match.start()].isalpha():
            cyrillic = "я"  # Iakov, but Maria
        else:
            # «İ» is an «i» to the pattern and none to lower()
            cyrillic = _CYRILLIC.get(found.lower(), found)
        return cyrillic.capitalize() if found[0].isupper() else cyrillic

    return _GROUPS.sub(written, text)


def _of_y(text: str, at: int) -> str:
    """Return what a y at ``at`` stands for: Andrey, Dmitry, Rykov."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before in _VOWELS and before:
        return "й"
    return "ы" if after.isalpha() else "ий" if before.isalpha() else "й"
