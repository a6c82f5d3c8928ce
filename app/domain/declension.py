"""Russian names in the six cases: «позвонить Ивановой Марии», «встреча с Орловым» (row C1)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final, Literal

from app.domain.gender import Gender, gender_of
from app.domain.keys import fold
from app.domain.names import NameParts, Order, full_name
from app.domain.translit import word_set

Case = Literal["nominative", "genitive", "dative", "accusative", "instrumental", "prepositional"]

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff-]+")
_RUSSIAN: Final = str.maketrans("іїєґІЇЄҐ", "ииегИИЕГ")
# Stressed on the last vowel, so that they do not bend; the rules would bend them.
_FIXED: Final = word_set("золя труайя моруа петипа перро гавальда люка тома дега")


def decline(parts: NameParts, *, case: Case, gender: Gender | None = None) -> NameParts:
    """Return the name in ``case``; ``gender`` overrules what the name tells.

    A name that bends differently for the two stays in the nominative while its gender is unknown, and so
    does what is not written in Cyrillic.
    """
    who = gender or gender_of(parts)
    if case == "nominative":
        return parts
    if who:
        return _declined(parts, case, who)
    as_man, as_woman = _declined(parts, case, "male"), _declined(parts, case, "female")
    return as_man if as_man == as_woman else parts


def declined_name(
    parts: NameParts,
    *,
    case: Case,
    gender: Gender | None = None,
    order: Order = "surname_first",
    whole: bool = False,
) -> str:
    """Return the name for a phrase: «позвонить Ивановой Марии»; ``whole`` adds the patronymic."""
    bent = decline(parts, case=case, gender=gender)
    patronymic = bent.patronymic if whole else ""
    return full_name(NameParts(bent.surname, bent.given, patronymic), order=order)


def _declined(parts: NameParts, case: Case, gender: Gender) -> NameParts:
    return NameParts(
        _bent("LASTNAME", parts.surname, case, gender),
        _bent("FIRSTNAME", parts.given, case, gender),
        _bent("MIDDLENAME", parts.patronymic, case, gender),
        parts.prefix,
        parts.suffix,
    )


@lru_cache(maxsize=8192)
def _bent(part: str, text: str, case: Case, gender: Gender) -> str:
    """Bend each Cyrillic word of ``text``; initials, particles and other scripts stay."""

    def bent(match: re.Match[str]) -> str:
        word = match.group()
        initial = len(word) < 2 or text[match.end() : match.end() + 1] == "."
        if initial or word.islower() or not _CYRILLIC.fullmatch(word) or fold(word) in _FIXED:
            return word
        return _bent_word(part, word, case, gender)

    return _WORD.sub(bent, text)


def _bent_word(part: str, word: str, case: Case, gender: Gender) -> str:
    maker, enums = _library()
    # The rules know Russian endings: Андрій bends as Андрий does, and keeps its own letters.
    russian = word.translate(_RUSSIAN)
    made = str(
        maker.make(enums.NamePart[part], enums.Gender[gender.upper()], enums.Case[case.upper()], russian)
    )
    kept = next(
        (n for n, (a, b) in enumerate(zip(russian, made, strict=False)) if a != b),
        min(len(russian), len(made)),
    )
    bent = word[:kept] + made[kept:]
    return bent.upper() if word.isupper() else bent


@lru_cache(maxsize=1)
def _library() -> tuple[Any, Any]:
    from pytrovich import enums  # noqa: PLC0415 - 30 ms and two files that a start need not wait for
    from pytrovich.maker import PetrovichDeclinationMaker  # noqa: PLC0415 - the same

    return PetrovichDeclinationMaker(), enums
