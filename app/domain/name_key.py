"""One key for all spellings of a name: Кузнецов, Kuznetsov and Kuznetsoff; Müller, Mueller and Muller."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from app.domain.keys import fold
from app.domain.translit import pairs

_WORD: Final = re.compile(r"\w+")
_CARONS: Final = str.maketrans(pairs("č=ch ć=ch š=sh ś=sh ž=zh ş=sh đ=dj Č=ch Ć=ch Š=sh Ś=sh Ž=zh Ş=sh"))

# Capitals stand for one sound each: S ш щ, C ч, J ж, T ц. Glides (й, ь before a vowel, y, j) become i.
_CYRILLIC: Final = str.maketrans(
    pairs(
        "а=a б=b в=v г=g д=d е=e ж=J з=z и=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=T "
        "ч=C ш=S щ=S ъ= ы=i ь= э=e ю=iu я=ia"
    )
)
# In this order: what an earlier rule wrote, a later one reads.
_RULES: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("schtsch|stsch|shtch|shch|stch|sch|sh", "S"),
        ("ch(?=[rl])", "k"),
        ("ch(?=[mn])", "h"),
        ("tsch|tch|ch", "C"),
        ("zh", "J"),
        ("kh", "h"),
        ("gh", "g"),
        ("ph", "f"),
        ("th", "t"),
        ("ck", "k"),
        ("qu", "kv"),
        ("q", "k"),
        ("x", "ks"),
        ("w", "v"),
        ("ts|tz|tc|c(?=[eiy])|^c(?=v)|c(?=ova?$)|(?<=[ln])z$", "T"),
        ("c", "k"),
        ("(?<=[oe])ff?$", "v"),
        ("[ijy]+", "i"),
        ("i[eo](?=[^aeou])", "e"),
        ("(?<=[^aeiou])iu", "u"),
        ("(?<=[SCJ])o", "e"),
        ("(?<=[aou])e", ""),
        (r"(.)\1+", r"\1"),
        ("(?<=[bdgkptvfzsT])er$", "r"),
    )
)


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """Return the key of one word, which all its usual spellings in Cyrillic and Latin share.

    Meant for finding, not for showing: different names may share a key (Шукин and Щукин), forms for
    men and women do not (Петров and Петрова).
    """
    sounds = fold(word.translate(_CARONS)).translate(_CYRILLIC)
    for pattern, sound in _RULES:
        sounds = pattern.sub(sound, sounds)
    return sounds


def name_key(text: str) -> str:
    """Return the keys of all words of ``text``, in their order, with a space between."""
    keys = (word_key(word) for word in _WORD.findall(fold(text.translate(_CARONS))))
    return " ".join(key for key in keys if key)
