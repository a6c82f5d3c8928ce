"""What single cells of a table mean: empties, phones, e-mails, choices, dates that became numbers."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final

from app.domain.phone import split_phones
from app.exchange.contacts import ChannelValue
from app.exchange.dates import Parts, parse_date
from app.exchange.labels import plain

#: what programs write where there is nothing
EMPTY: Final = frozenset(
    {
        "", "-", "--", "—", "n/a", "na", "#n/a", "null", "none", "nil", "не определен", "не определён", "не указано",
        "не указан", "не задано", "unspecified", "0.0.00", "00.00.0000", "0000-00-00", "нет данных", "#name?", "#ref!",
    }
)  # fmt: skip
#: what Outlook writes into columns that nobody filled in
PLACEHOLDERS: Final = frozenset(
    {
        "обычная",
        "обычный",
        "ложь",
        "false",
        "normal",
        "smtp",
        "0",
        "0.0.00",
        "0/0/00",
        "не определен",
        "unspecified",
    }
)
#: headers whose placeholders mean nothing: importance, sensitivity, private, follow-up flag
PLACEHOLDER_HEADERS: Final = frozenset(
    plain(word)
    for word in (
        "Важность", "Пометка", "Частное", "Отложено", "Priority", "Sensitivity", "Private", "Отметка",
        "Initials", "Инициалы", "Годовщина", "Расстояние",
    )
)  # fmt: skip
_EMAIL: Final = re.compile(r"[^\s@,;:<>()\"'|/\\]+@[^\s@,;:<>()\"'|\\]+\.[^\s@,;:<>()\"'|/\\.]{2,}")
_CLEAN_EMAIL: Final = re.compile(r"[\w.+'&/=~-]+@[\w-]+(?:\.[\w-]+)+")
#: a host without a dot is taken where nothing else stands in the cell
_LOCAL_EMAIL: Final = re.compile(r"[^\s@,;:<>|]+@[^\s@,;:<>|]+")
_CLEAN_PHONE: Final = re.compile(r"\+?\(?\d[\d ().-]{4,20}\d(?:x\d{1,6})?")
_SCIENCE: Final = re.compile(r"^\+?(\d)[.,](\d{1,16})[eE]\+?(\d{1,2})$")
_WHOLE_FLOAT: Final = re.compile(r"^(\+?\d{6,16})[.,]0$")
#: a longer cell is no list of phones or e-mails, characters
_LONGEST: Final = 1_000
_JOIN: Final = " ::: "
_DAY_ZERO: Final = dt.date(1899, 12, 30)

_KINDS: Final = {
    "organisation": "company organization organisation org firm business legal юр юридическое лицо юрлицо организация "
    "компания фирма предприятие юридическое",
    "person": "individual person contact people human физ физлицо физическое лицо человек персона частное физическое "
    "ип частный контакт",
    "citizen": "citizen гражданин",
}
_GENDERS: Final = {
    "male": "m male man м муж мужской мужчина herr mr männlich",
    "female": "f female woman ж жен женский женщина frau mrs ms weiblich",
}
_LANGUAGES: Final = {"ru": "ru rus russian русский рус", "en": "en eng english английский англ"}
_TONES: Final = {"formal": "formal вы на вы формальный", "informal": "informal ты на ты неформальный"}
_CODES: Final = {"kind": _KINDS, "gender": _GENDERS, "language": _LANGUAGES, "formality": _TONES}


def meant(text: str) -> str:
    """Return a cell without its edges, and nothing for what only says that there is nothing."""
    text = text.strip()
    return "" if len(text) < 14 and text.lower() in EMPTY else text


def code(column: str, text: str) -> str:
    """Return the code of a choice (kind, gender, language, tone), empty where the word is unknown."""
    word = plain(text)
    for key, words in _CODES[column].items():
        if word and (word == key or word in words.split() or (len(word) > 5 and f" {word} " in f" {words} ")):
            return key
    return ""


def split_values(text: str) -> list[str]:
    """Take apart several values in one cell as Google writes them."""
    return [part.strip() for part in text.split(_JOIN.strip()) if part.strip()] if ":::" in text else [text]


def split_tags(text: str) -> list[str]:
    """Take apart a cell of tags: « ::: », semicolons, or commas."""
    for separator in (":::", ";", ","):
        if separator in text:
            parts = (part.strip() for part in text.split(separator))
            # Google marks its own groups with a star.
            return [part.removeprefix("* ").strip() for part in parts if part.strip("* ")]
    return [text.removeprefix("* ").strip()]


def number_text(text: str) -> str:
    """Undo what spreadsheets do to long numbers: 7,9161234567E+10 and 79161234567.0."""
    if "e" in text or "E" in text:
        match = _SCIENCE.match(text)
        if match and len(match[2]) <= int(match[3]) <= 16:
            return match[1] + match[2].ljust(int(match[3]), "0")
    if text.endswith((".0", ",0")):
        match = _WHOLE_FLOAT.match(text)
        return match[1] if match else text
    return text


def digits_lost(text: str) -> bool:
    """Tell whether a number was cut when it became «7,91612E+10»."""
    match = _SCIENCE.match(text) if "e" in text or "E" in text else None
    return len(match[2]) < int(match[3]) - 1 if match else False


def phones(text: str, label: str, *, preferred: bool = False) -> list[ChannelValue]:
    """Return the phones in a cell; nothing where there are too few digits for one."""
    if len(text) > _LONGEST:
        return []
    text = number_text(text)
    if _CLEAN_PHONE.fullmatch(text):
        return [ChannelValue("phone", text, label, preferred)]
    found: list[ChannelValue] = []
    for part in split_values(text):
        for number in split_phones(part):
            value = number_text(number.strip())
            if sum(sign.isdigit() for sign in value) >= 3:
                found.append(ChannelValue("phone", value, label, preferred and not found))
    return found


def emails(text: str, label: str, *, preferred: bool = False) -> tuple[list[ChannelValue], str]:
    """Return the e-mails in a cell and what stands beside them."""
    if _CLEAN_EMAIL.fullmatch(text) or _LOCAL_EMAIL.fullmatch(text):
        return [ChannelValue("email", text, label, preferred)], ""
    if len(text) > _LONGEST:
        return [], text
    found = [match.rstrip(".") for match in _EMAIL.findall(text)]
    rest = _EMAIL.sub(" ", text).replace(":::", " ").replace("mailto:", " ")
    rest = rest.strip(" \t\r\n,;:/|<>()\"'")
    values = [
        ChannelValue("email", value, label, preferred and not place) for place, value in enumerate(found)
    ]
    return values, rest


@lru_cache(maxsize=65536)
def date_parts(text: str, *, month_first: bool) -> Parts | None:
    """Read a date, also one that a workbook turned into the number of its day."""
    if re.fullmatch(r"\d{5}(?:\.0)?", text):
        serial = int(text[:5])
        if 1 <= serial <= 73_050:
            day = _DAY_ZERO + dt.timedelta(days=serial)
            return Parts(day.year, day.month, day.day)
    return parse_date(text, month_first=month_first)
