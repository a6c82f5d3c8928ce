"""How a person is addressed, in a letter, in person and on an envelope (row C1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from app.domain.declension import Case, decline, declined_name
from app.domain.gender import Gender, gender_of
from app.domain.keys import fold
from app.domain.names import NameParts, full_name, is_patronymic
from app.domain.translit import name_to_latin, word_set

__all__ = ["Case", "Gender", "Salutation", "Tone", "decline", "declined_name", "gender_of", "salutation"]

Tone = Literal["formal", "informal"]

_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_LATIN: Final = re.compile(r"[^\W\d_\u0400-\u04ff]")
_INITIAL: Final = re.compile(r"^\w\.|^\w$")
_DOCTORS: Final = word_set("dr doctor доктор д-р")
_PROFESSORS: Final = word_set("prof professor профессор проф")


@dataclass(frozen=True, slots=True)
class Salutation:
    """The ways to address one person.

    ``asks_gender`` says that knowing the gender would make the salutation better: the card asks for it.
    """

    letter: str
    in_person: str
    envelope: str
    asks_gender: bool = False


def salutation(
    parts: NameParts,
    *,
    language: str,
    tone: Tone = "formal",
    gender: Gender | None = None,
    nickname: str = "",
    correction: str = "",
) -> Salutation:
    """Return how to address the bearer of ``parts`` in ``language`` («ru» or «en»).

    ``gender`` overrules the name; ``nickname`` is how the person likes to be addressed; ``correction`` is the
    user's own line for a letter and is taken as it stands. An unknown gender is never guessed: the
    line is worded so that it fits both.
    """
    who = gender or gender_of(parts)
    tidy = _tidied(parts)
    if language == "ru":
        said, envelope = _russian(tidy, tone, who, nickname.strip()), _russian_envelope(parts, who)
    else:
        said, envelope = _english(tidy, tone, who, nickname.strip()), _english_envelope(parts, who)
    letter = correction.strip() or said.letter
    return Salutation(letter, said.in_person, envelope, asks_gender=said.asks and not correction.strip())


@dataclass(frozen=True, slots=True)
class _Said:
    letter: str
    in_person: str
    asks: bool = False


def _tidied(parts: NameParts) -> NameParts:
    """Drop initials and former surnames, which nobody is addressed by, and calm capitals."""
    given = "" if _INITIAL.match(parts.given) else _calm(parts.given)
    middle = "" if _INITIAL.match(parts.patronymic) or not given else _calm(parts.patronymic)
    surname = re.sub(r"\s*\(.*?\)", "", parts.surname)
    return NameParts(_calm(surname), given, middle, parts.prefix, parts.suffix)


def _calm(text: str) -> str:
    """ИВАНОВ and иванов as Иванов; «де ла Крус» and McDonald stay."""
    if len(text) < 3 or not (text.isupper() or (text.islower() and " " not in text)):
        return text
    return re.sub(r"\w+", lambda word: word.group().capitalize(), text)


def _russian(parts: NameParts, tone: Tone, who: Gender | None, nickname: str) -> _Said:
    name = _russian_name(parts, tone, who, nickname)
    if who and name and not _LATIN.search(name):
        # «Дорогой господин» is no Russian
        dear = _DEAR[tone if parts.given or nickname else "formal"][who]
        return _Said(f"{dear} {name}!", name)
    whole = nickname or _neutral(parts, tone)
    letter = f"Здравствуйте, {whole}!" if whole else "Здравствуйте!"
    return _Said(letter, name or whole, who is None and bool(_CYRILLIC.search(parts.given + parts.surname)))


def _russian_envelope(parts: NameParts, who: Gender | None) -> str:
    """To whom: «Ивановой Марии Петровне»."""
    name = NameParts(_calm(parts.surname), _calm(parts.given), _calm(parts.patronymic))
    if _LATIN.search(parts.surname + parts.given):
        return full_name(name, order="given_first")
    return full_name(decline(name, case="dative", gender=who), order="surname_first")


_DEAR: Final[dict[Tone, dict[Gender, str]]] = {
    "formal": {"male": "Уважаемый", "female": "Уважаемая"},
    "informal": {"male": "Дорогой", "female": "Дорогая"},
}


def _russian_name(parts: NameParts, tone: Tone, who: Gender | None, nickname: str) -> str:
    """Return what follows «Уважаемый» and is said to the face."""
    if nickname:
        return nickname
    if parts.given:
        formal = tone == "formal" and _CYRILLIC.search(parts.given)
        return f"{parts.given} {parts.patronymic}".strip() if formal else parts.given
    if parts.surname and who:
        return f"{'господин' if who == 'male' else 'госпожа'} {parts.surname}"
    return ""


def _neutral(parts: NameParts, tone: Tone) -> str:
    """The name in a line that fits both: «Саша Ким»; a surname alone would sound like a shout."""
    if not parts.given:
        return ""
    if tone == "informal":
        return parts.given
    middle = parts.patronymic if _CYRILLIC.search(parts.patronymic) else ""
    if is_patronymic(middle):
        return f"{parts.given} {middle}"
    return " ".join(filter(None, (parts.given, middle, parts.surname)))


def _english(parts: NameParts, tone: Tone, who: Gender | None, nickname: str) -> _Said:
    given, surname = name_to_latin(parts.given), name_to_latin(parts.surname)
    title = _title(parts.prefix, who)
    if nickname:
        called = name_to_latin(nickname)
    elif tone == "informal" and given:
        called = given
    elif title and surname:
        called = f"{title} {surname}"
    else:
        called = f"{given} {surname}".strip() if given else ""
    asks = not (who or title or nickname) and bool(surname) and (tone == "formal" or not given)
    return _Said(f"Dear {called}," if called else "Hello,", called or surname, asks)


def _english_envelope(parts: NameParts, who: Gender | None) -> str:
    words = (_calm(parts.given), _calm(parts.patronymic if _INITIAL.match(parts.patronymic) else ""))
    whole = [name_to_latin(word) for word in (*words, _calm(parts.surname))]
    return " ".join(filter(None, (_title(parts.prefix, who), *whole, parts.suffix)))


def _title(prefix: str, who: Gender | None) -> str:
    """Dr and Prof. before Mr and Ms; empty when nothing is known."""
    words = {fold(word).strip(".") for word in prefix.split()}
    if words & _PROFESSORS:
        return "Prof."
    if words & _DOCTORS:
        return "Dr"
    return {"male": "Mr", "female": "Ms"}.get(who or "", "")
