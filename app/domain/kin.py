"""Words for relatives and for personal dates: their codes, and how a greeting bends them."""

from __future__ import annotations

from typing import Final

from app.domain.declension import decline
from app.domain.gender import Gender, gender_of
from app.domain.keys import fold
from app.domain.names import NameParts, split_full_name
from app.domain.translit import name_to_latin
from app.language import N_

#: normalised words for relatives; any other word is kept as it was written
RELATIONS: Final = {
    "spouse": N_("spouse"),
    "partner": N_("partner"),
    "child": N_("child"),
    "son": N_("son"),
    "daughter": N_("daughter"),
    "parent": N_("parent"),
    "mother": N_("mother"),
    "father": N_("father"),
    "brother": N_("brother"),
    "sister": N_("sister"),
    "sibling": N_("sibling"),
    "relative": N_("relative"),
    "friend": N_("friend"),
}

#: normalised labels of dates other than the birthday
DATE_LABELS: Final = {
    "anniversary": N_("anniversary"),
    "wedding": N_("wedding"),
    "founding": N_("founding day"),
    "death": N_("death"),
    "nameday": N_("name day"),
    "other": N_("other date"),
}

_SAD: Final = (
    "death",
    "funeral",
    "смерт",
    "похорон",
    "помин",
    "гибел",
    "утрат",
    "died",
    "passed away",
    "кончин",
)

# Who it is in the genitive, of a man and of a woman: «с днём рождения дочери».
_RUSSIAN: Final = {
    "spouse": ("супруга", "супруги"),
    "child": ("ребёнка", "ребёнка"),
    "son": ("сына", "сына"),
    "daughter": ("дочери", "дочери"),
    "mother": ("мамы", "мамы"),
    "father": ("отца", "отца"),
    "brother": ("брата", "брата"),
    "sister": ("сестры", "сестры"),
    "friend": ("друга", "подруги"),
    "муж": ("мужа", "мужа"),
    "жена": ("жены", "жены"),
    "супруг": ("супруга", "супруга"),
    "супруга": ("супруги", "супруги"),
    "сын": ("сына", "сына"),
    "дочь": ("дочери", "дочери"),
    "дочка": ("дочки", "дочки"),
    "внук": ("внука", "внука"),
    "внучка": ("внучки", "внучки"),
    "мама": ("мамы", "мамы"),
    "мать": ("мамы", "мамы"),
    "папа": ("папы", "папы"),
    "отец": ("отца", "отца"),
    "брат": ("брата", "брата"),
    "сестра": ("сестры", "сестры"),
    "бабушка": ("бабушки", "бабушки"),
    "дедушка": ("дедушки", "дедушки"),
}
_ENGLISH: Final = {
    **{
        code: code for code in ("child", "son", "daughter", "mother", "father", "brother", "sister", "friend")
    },
    "wife": "wife",
    "husband": "husband",
    "partner": "partner",
    "grandson": "grandson",
    "granddaughter": "granddaughter",
    "муж": "husband",
    "жена": "wife",
    "супруг": "husband",
    "супруга": "wife",
    "сын": "son",
    "дочь": "daughter",
    "дочка": "daughter",
    "внук": "grandson",
    "внучка": "granddaughter",
    "мама": "mother",
    "мать": "mother",
    "папа": "father",
    "отец": "father",
    "брат": "brother",
    "сестра": "sister",
}
_SPOUSE: Final = {"male": "husband", "female": "wife", "": "spouse"}


def is_sad(label: str) -> bool:
    """Tell whether a date is a day of mourning by what it is called."""
    text = fold(label)
    return any(word in text for word in _SAD)


def date_label(label: str) -> str:
    """Return the msgid of a date's label; words of one's own stay."""
    return DATE_LABELS.get(label, label)


def relation_label(relation: str) -> str:
    """Return the msgid of a relation; words of one's own stay."""
    return RELATIONS.get(relation, relation)


def birthday_of(relation: str, name: str, language: str) -> str:
    """Return whose birthday it is, as the language bends it: «дочери Алисы», "your daughter Alisa".

    Empty where neither who it is nor the name can be said.
    """
    parts = split_full_name(name, language="ru") if name.strip() else NameParts("", "", "")
    who = gender_of(parts)
    code = fold(relation)
    if language == "ru":
        kin = _RUSSIAN.get(code, ("", ""))[who == "female"]
        if code == "spouse" and who is None:
            kin = ""
        return " ".join(part for part in (kin, _genitive(parts, who)) if part)
    kin = _SPOUSE[who or ""] if code == "spouse" else _ENGLISH.get(code, "")
    said = name_to_latin(parts.given or name.strip())
    return " ".join(part for part in (f"your {kin}" if kin else "", said) if part)


def _genitive(parts: NameParts, gender: Gender | None) -> str:
    given = NameParts("", parts.given or parts.surname, "")
    return decline(given, case="genitive", gender=gender).given
