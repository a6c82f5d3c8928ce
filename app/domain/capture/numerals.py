"""Numbers written in words: two, двадцать пять, twenty-fifth, первого."""

from __future__ import annotations

from typing import Final

from app.domain.capture.vocabulary import listed

_RU_ONES: Final = {
    "один": 1, "одну": 1, "одного": 1, "одна": 1, "два": 2, "две": 2, "двух": 2, "двум": 2, "пару": 2, "пара": 2,
    "три": 3, "трех": 3, "трем": 3, "четыре": 4, "четырех": 4, "четырем": 4, "пять": 5, "пяти": 5, "шесть": 6,
    "шести": 6, "семь": 7, "семи": 7, "восемь": 8, "восьми": 8, "девять": 9, "девяти": 9, "десять": 10,
    "десяти": 10, "одиннадцать": 11, "одиннадцати": 11, "двенадцать": 12, "двенадцати": 12, "тринадцать": 13,
    "тринадцати": 13, "четырнадцать": 14, "четырнадцати": 14, "пятнадцать": 15, "пятнадцати": 15,
    "шестнадцать": 16, "шестнадцати": 16, "семнадцать": 17, "семнадцати": 17, "восемнадцать": 18,
    "восемнадцати": 18, "девятнадцать": 19, "девятнадцати": 19, "несколько": 3, "парочку": 2,
}  # fmt: skip
_RU_TENS: Final = {"двадцать": 20, "двадцати": 20, "тридцать": 30, "тридцати": 30, "сорок": 40, "сорока": 40,
                   "пятьдесят": 50, "пятидесяти": 50}  # fmt: skip
_EN_ONES: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "couple": 2, "few": 3, "several": 3,
}  # fmt: skip
_EN_TENS: Final = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_RU_ORDINALS: Final = listed(
    "перв втор треть четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат "
    "пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат"
)
_EN_ORDINALS: Final = listed(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)


def _ru_ordinals() -> dict[str, int]:
    """Return the days of a month in the forms that dates have: первого, первое, первому."""
    table: dict[str, int] = {}
    for number, stem in enumerate(_RU_ORDINALS, 1):
        for ending in ("ьего", "ье", "ьему") if stem == "треть" else ("ого", "ое", "ому"):
            word = stem.removesuffix("ь") + ending
            table[word] = number
            if number < 10:
                table[f"двадцать {word}"] = 20 + number
    for ending in ("ого", "ое", "ому"):
        table[f"тридцат{ending}"] = 30
        table[f"тридцать перв{ending}"] = 31
    return table


def _en_ordinals() -> dict[str, int]:
    table = {word: number for number, word in enumerate(_EN_ORDINALS, 1)}
    for number, word in enumerate(_EN_ORDINALS[:9], 1):
        table[f"twenty {word}"] = table[f"twenty-{word}"] = 20 + number
    return table | {"thirtieth": 30, "thirty first": 31, "thirty-first": 31}


ORDINALS_RU: Final = _ru_ordinals()
ORDINALS_EN: Final = _en_ordinals()
_PLAIN: Final = _RU_ONES | _RU_TENS | _EN_ONES | _EN_TENS


def _either(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# «2», «2,5», «два», «двадцать пять», «полтора»; the group around is the user's.
NUMBER_RU: Final = (
    r"(?:\d{1,4}(?:[.,]5)?|полтор[аы]|пар[уы] тройку|"
    rf"(?:{_either(list(_RU_TENS))})(?: (?:{_either(list(_RU_ONES))}))?|{_either(list(_RU_ONES))})"
)
NUMBER_EN: Final = (
    r"(?:\d{1,4}(?:\.5)?|(?:one|an|a) and a half|half an?|(?:a )?couple(?: of)?|a few|"
    rf"(?:{_either(list(_EN_TENS))})(?:[ -](?:{_either(list(_EN_ONES))}))?|{_either(list(_EN_ONES))})"
)
ORDINAL_RU: Final = f"(?:{_either(list(ORDINALS_RU))})"
ORDINAL_EN: Final = f"(?:{_either(list(ORDINALS_EN))})"


def number(words: str) -> float:
    """Return the value of what NUMBER_RU or NUMBER_EN matched; nothing said is one."""
    said = " ".join(words.replace("-", " ").split())
    if not said:
        return 1.0
    if said[0].isdigit():
        return float(said.replace(",", "."))
    if said.startswith(("полтор", "one and", "a and", "an and")):
        return 1.5
    if said.startswith("half"):
        return 0.5
    return float(sum(_PLAIN.get(word, 0) for word in said.split() if word not in {"a", "an"}) or 1)
