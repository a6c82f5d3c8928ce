"""How a foreign name that is heard in Russian may be written in Latin: Смит is Smith, Браун is Brown."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import Final

from app.domain.translit import to_latin

_MOST: Final = 64
# What stands in the Russian word and what English and German write for it, likeliest first.
_SOUNDS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("дж", ("j", "g")), ("ауэр", ("ower", "auer")), ("ау", ("ow", "au")), ("уи", ("wi", "ui")), ("уо", ("wa", "wo")), ("ью", ("ew", "u")),
    ("айе", ("ie", "aye")), ("айэ", ("ie",)), ("ай", ("i", "ei", "y", "ai")), ("ей", ("ay", "ey", "ei", "a")), ("эй", ("a", "ay", "ei")), ("ой", ("oy", "eu", "oi")),
    ("ия", ("ia",)), ("кс", ("x", "ks")), ("ш", ("sh", "sch")), ("ч", ("ch", "tsch")), ("ц", ("z", "ts", "c")), ("х", ("h", "ch")), ("к", ("k", "c", "ck")),
    ("т", ("t", "th")), ("ф", ("f", "ph")), ("в", ("v", "w")), ("у", ("u", "oo", "w")), ("э", ("e", "a")), ("е", ("e",)), ("и", ("i", "ee", "y")), ("й", ("y", "j")),
    ("ё", ("o",)), ("ь", ("",)), ("ъ", ("",)),
)  # fmt: skip
_TABLE: Final = dict(_SOUNDS)
_PIECE: Final = re.compile("|".join([*(sound for sound, _ in _SOUNDS), "."]))


@lru_cache(maxsize=4096)
def spellings(word: str) -> tuple[str, ...]:
    """Return Latin spellings of a folded Cyrillic ``word``, at most 64; none for a word in Latin."""
    if len(word) < 3 or not re.search("[а-я]", word):
        return ()
    parts = [_TABLE.get(piece, (to_latin(piece),)) for piece in _PIECE.findall(word)]
    size = 1
    for index, part in enumerate(parts):
        if size * len(part) > _MOST:
            parts[index] = part[:1]
        size *= len(parts[index])
    return tuple(dict.fromkeys("".join(chosen) for chosen in product(*parts)))


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """Return a Latin word without what is not heard: double letters, silent e and h."""
    return re.sub(r"(?<!^)[h'-]|e$|e(?=s$)", "", re.sub(r"(.)\1", r"\1", word))


@lru_cache(maxsize=4096)
def sounds(word: str) -> frozenset[str]:
    """Return how the Latin spellings of a Cyrillic word sound."""
    return frozenset(sound(one) for one in spellings(word))
