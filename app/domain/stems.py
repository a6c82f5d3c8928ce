"""Words known by how they begin, in whatever case they stand: professions, tastes, lines of business."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from app.domain.keys import fold


def fits(stems: Iterable[str], text: str) -> bool:
    """Tell whether a word of ``text`` begins with one of ``stems``.

    A stem of several words («dental_nurse») wants them one after the other; one with «$» at its end wants the
    whole word, and one with «!» before it forbids the text.
    """
    wanted, barred = _pattern(tuple(stems))
    plain = fold(text)
    return bool(wanted and wanted.search(plain)) and not (barred and barred.search(plain))


def hits(stems: Iterable[str], text: str) -> int:
    """Return how many of ``stems`` begin a word of ``text``."""
    return sum(fits((stem,), text) for stem in stems)


@lru_cache(maxsize=2048)
def _pattern(stems: tuple[str, ...]) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    wanted = [_words(stem) for stem in stems if stem and not stem.startswith("!")]
    barred = [_words(stem[1:]) for stem in stems if stem.startswith("!")]
    return _any(wanted), _any(barred)


def _any(parts: list[str]) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})") if parts else None


def _words(stem: str) -> str:
    parts = [
        re.escape(word[:-1]) + r"(?!\w)" if word.endswith("$") else re.escape(word)
        for word in fold(stem).split("_")
    ]
    return r"\w*[\s-]+".join(parts)
