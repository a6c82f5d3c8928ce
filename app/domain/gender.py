"""Who is meant, a man or a woman: read from a name where it tells, otherwise left to be asked (row C1)."""

from __future__ import annotations

import re
from typing import Final

from app.domain.given_names import Gender, gender_of_given_name, is_given_name
from app.domain.keys import fold
from app.domain.names import NameParts
from app.domain.translit import word_set

__all__ = ["Gender", "gender_of"]

_MALE_PATRONYMIC: Final = re.compile(
    r"(?:[оеь]вич|[а-я]ич|oglu|ogly|оглы|оглу|улы|уулу|огли|[oey]vich|yich)$"
)
_FEMALE_PATRONYMIC: Final = re.compile(
    r"(?:[оеи]вна|ична|кызы|гызы|кизи|кизы|kyzy|qizi|[oe]vna|[yi]ichna|ichna)$"
)
_MALE_TITLES: Final = word_set("mr sir lord herr monsieur sr senor г-н гн господин пан")
_FEMALE_TITLES: Final = word_set(
    "mrs ms miss dame lady frau mme mlle madame sra senora г-жа гжа госпожа пани"
)
# -ов and -ский bend for the two; -ин does too, but foreign and common nouns end like it (Чаплин, Калина).
_MALE_SURNAME: Final = re.compile(r"(?:[ое]в|[сц]кий|[сц]кой|ый|[гкх]ий|той|ной)$")
_FEMALE_SURNAME: Final = re.compile(r"(?:[ое]ва|[сц]кая|ая)$")
_MALE_IN: Final = re.compile(r"..[иы]н$")
_FEMALE_IN: Final = re.compile(r"..[иы]на$")
_EITHER: Final = word_set(
    "калина щербина дружина былина малина перепелина долина година скотина дубина чаплин дарвин грин франклин "
    "мартин лакшин эрвин корин болин"
    " сова лава слава вдова"
)
# Abroad a daughter bears her father's form (Anna Ivanov), so that in Latin only hers tells.
_LATIN_FEMALE: Final = re.compile(r"(?:[oe]va|skaya|skaia|skaja)$")
_ARMENIAN: Final = re.compile(r"(?:[yi]an|iants|yants)$")


def gender_of(parts: NameParts) -> Gender | None:
    """Return the gender that the name tells; None when it tells nothing or contradicts itself.

    Patronymic, title, given name and the ending of the surname are heard in this order. «Саша Орлова»
    is a woman by her surname; «Саша Ким» has to be asked.
    """
    told = _by_patronymic(parts.patronymic) or _by_title(parts.prefix)
    if told:
        return told
    given, surname = gender_of_given_name(parts.given), _by_surname(parts)
    if given and surname and given != surname:
        return None
    if fold(parts.given) == "karen" and _ARMENIAN.search(fold(parts.surname)):
        return None  # a man's name in Armenia, a woman's elsewhere
    return given or surname


def _by_patronymic(patronymic: str) -> Gender | None:
    folded = fold(patronymic)
    if _FEMALE_PATRONYMIC.search(folded):
        return "female"
    return "male" if len(folded) > 3 and _MALE_PATRONYMIC.search(folded) else None


def _by_title(prefix: str) -> Gender | None:
    words = {fold(word).strip(".") for word in prefix.split()}
    if words & _MALE_TITLES:
        return "male"
    return "female" if words & _FEMALE_TITLES else None


def _by_surname(parts: NameParts) -> Gender | None:
    """The gender by the last word of the surname, when it is of the kind that bends."""
    last = re.split(r"[\s-]+", fold(parts.surname))[-1].strip("()")
    if len(last) < 4 or last in _EITHER:
        return None
    foreign = bool(parts.given) and not is_given_name(parts.given)
    female = _LATIN_FEMALE if last.isascii() else _FEMALE_SURNAME
    if female.search(last) or (not foreign and _FEMALE_IN.search(last)):
        return "female"
    return "male" if _MALE_SURNAME.search(last) or (not foreign and _MALE_IN.search(last)) else None
