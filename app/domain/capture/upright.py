"""Names put back into the nominative: whom «позвонить Черепановой» is about is called «Черепанова»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from app.domain.capture.names import full_names, name_stems
from app.domain.capture.people import nominative
from app.domain.declension import Case, declined_name
from app.domain.gender import gender_of
from app.domain.given_names import Gender, is_given_name
from app.domain.keys import fold
from app.domain.names import NameParts, is_patronymic

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BENT: Final[tuple[Case, ...]] = ("dative", "instrumental", "genitive", "accusative", "prepositional")
_GENDERS: Final[tuple[Gender, ...]] = ("male", "female")
_HARDLY: Final = ("ом", "ём", "ем")
_QUOTES: Final = frozenset('«»“”"')
_TITLE: Final = re.compile(r"^(?:г-\w+|господин\w*|госпож\w*)\.?\s+(?=\w)", re.IGNORECASE)


def upright_names(said: str, sex: Gender | None = None) -> tuple[str, ...]:
    """Return what ``said`` may be in the nominative, likeliest first; ``said`` itself where no rule knows better.

    A form counts where bending it gives the very words that were said, all in one case and of one gender
    («Орлову» is Орлов or Орлова). ``sex`` is what the line says of it.
    """
    said = _TITLE.sub("", said)
    if _QUOTES & set(said):
        return (said,)
    if said.islower():
        said = said.title()
    own = gender_of(_parts(said.split()))
    found = [
        name
        for gender in ((sex,) if sex else _GENDERS)
        for case in _BENT
        for name in _upright(said, case, gender)
    ]
    if any(_knows_given(name) for name in found):
        found = [name for name in found if _knows_given(name)]
    if nominative(said) is not False and not (sex and own and own != sex):
        # «Орлова» and «Соловей» are names as they stand; «Ивановым» and «Вектором» hardly
        bent = not own and (said.endswith(_HARDLY) or any(map(_surely, found)))
        found.insert(len(found) if bent else 0, said)
    return tuple(dict.fromkeys(found)) or (said,)


def _surely(name: str) -> bool:
    """Tell whether a form has the look of a name of its own."""
    return _knows_given(name) or gender_of(_parts(name.split())) is not None


def _knows_given(name: str) -> bool:
    return any(is_given_name(word) or full_names(word) for word in fold(name).split())


def _upright(said: str, case: Case, gender: Gender) -> Iterator[str]:
    words = _WORD.findall(said)
    choices = [[form for form in _forms(word) if _bends(form, word, case, gender)] for word in words]
    best = [min(forms, key=lambda form: not _knows_given(form), default="") for forms in choices]
    if all(best) and best != words:
        rest = iter(best)
        yield _WORD.sub(lambda _: next(rest), said)


def _forms(word: str) -> list[str]:
    """Return the forms that a word may stand for, written as it is written: with its capital and its «ё»."""
    return [_as_written(form, word) for form in (*name_stems(word)[1:8], fold(word)) if form[-2:] != "яя"]


def _as_written(form: str, word: str) -> str:
    if form == fold(word):
        return word
    kept = "".join(
        own if fold(own) == letter else letter for letter, own in zip(form, word.lower(), strict=False)
    )
    whole = kept + form[len(kept) :]
    return "-".join(part[:1].upper() + part[1:] for part in whole.split("-")) if word[:1].isupper() else whole


def _bends(form: str, word: str, case: Case, gender: Gender) -> bool:
    parts = _parts([form.title()])
    own = gender_of(parts)
    if own and own != gender:
        return False
    return fold(declined_name(parts, case=case, gender=gender, whole=True)) == fold(word)


def _parts(words: list[str]) -> NameParts:
    """Return the words of a name, each in the place where its kind stands."""
    patronymic = [word for word in words if is_patronymic(word)]
    given = [word for word in words if word not in patronymic and is_given_name(fold(word))]
    surname = [word for word in words if word not in patronymic and word not in given]
    return NameParts(" ".join(surname), " ".join(given), " ".join(patronymic))
