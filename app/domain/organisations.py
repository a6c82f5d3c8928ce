"""Organisations: told from people by their legal form, and compared without it."""

from __future__ import annotations

import re
from typing import Final

from app.domain.keys import fold
from app.domain.translit import word_set

# Written as they are registered. Short Latin ones count only in these capitals and not as the first word,
# because As, Sa and Co are also names.
_RUSSIAN: Final = word_set(
    "ООО ОАО ЗАО ПАО АО НАО ИП ЧП ОДО ТОО ТДО ТД ТК ГК УК ПК КФХ ТСЖ ТСН СНТ ЖСК ГУП МУП ФГУП ФГБУ ФГАУ ФГБОУ ГБУ ГАУ "
    "ГБОУ МБОУ МАОУ МКОУ ГБУЗ НКО АНО ООД НОУ ЧОУ ЧУ АКБ КБ НПО НПП НПФ ФОП ТОВ ПрАТ СООО ЧУП ОсОО СП АСП"
)
_LATIN: Final = word_set(
    "ltd limited inc incorporated llc llp plc corp corporation company gmbh mbh ohg kgaa sarl sas spa srl bvba "
    "oyj aps pty pte lda sro doo kft zrt jsc ojsc cjsc pjsc ooo zao oao ltda eirl gbr ek"
)
_CAPITALS: Final = word_set("A/S AG KG UG SE SA NV BV AB AS ASA OY SL CO LP KK SIA UAB OU AD")
_LONG: Final = (
    "общество с ограниченной ответственностью",
    "публичное акционерное общество",
    "закрытое акционерное общество",
    "открытое акционерное общество",
    "непубличное акционерное общество",
    "акционерное общество",
    "индивидуальный предприниматель",
    "торговый дом",
    "группа компаний",
)
_QUOTED: Final = re.compile(r"^[^«“„]*[«“„][^»”“]+[»”“]\s*$|^\s*\"[^\"]+\"\s*$|\s\"[^\"]+\"\s*$")
_PARTNERS: Final = re.compile(
    r"(?:&|\bи|\band)\s+(?:co|sons|partners|cie|söhne|партн[её]ры|сыновья|ко)\b\.?$", re.IGNORECASE
)
_TOKEN: Final = re.compile(r"[\w&/]+")
_DOTS: Final = re.compile(r"(?<=\w)\.(?=\w)|(?<=\b\w)\.")


def looks_like_organisation(text: str) -> bool:
    """Tell whether ``text`` names an organisation: by its legal form or by a name in quotes at its end."""
    if _QUOTED.search(text):
        return True
    if fold(text).startswith(_LONG) or _PARTNERS.search(text):
        return True
    words = _TOKEN.findall(_DOTS.sub("", text))
    return any(_is_form(word, first=not place) for place, word in enumerate(words)) and len(words) > 1


def bare_name(text: str) -> str:
    """Return the folded name of an organisation without legal form, quotes and signs.

    «ООО "Северный дом"», «Северный дом, ООО» and «СЕВЕРНЫЙ ДОМ» are all «северный дом»; a name that is
    nothing but a legal form stays.
    """
    folded = fold(text)
    for form in _LONG:
        folded = folded.replace(form, " ")
    words = _TOKEN.findall(_DOTS.sub("", folded))
    kept = [word for place, word in enumerate(words) if not _may_be_form(word, first=not place)]
    return " ".join(kept or words)


def _is_form(word: str, *, first: bool) -> bool:
    if word in _RUSSIAN or fold(word) in _LATIN:
        return True
    return not first and word in _CAPITALS


def _may_be_form(word: str, *, first: bool) -> bool:
    """Tell the same of a folded word; what may be a word is one only behind the name."""
    if word.upper() in _RUSSIAN or word in _LATIN:
        return True
    return not first and (word.upper() in _CAPITALS or word == "&")
