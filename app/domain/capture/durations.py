"""How long a contact took: «15 мин», "an hour and a half", «минут двадцать», 1h30."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.capture.numerals import NUMBER_EN, NUMBER_RU, number

_MOST: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Duration:
    """Minutes, where they stand, and whether a single letter («15м») makes them doubtful."""

    start: int
    end: int
    minutes: int
    doubtful: bool = False


_MIN_RU: Final = r"(?:минут\w{0,3}|мин\.?|м(?:н|ин)?)"
_HOUR_RU: Final = r"(?:час(?:а|ов|ик|ика|иков|ок)?|ч\.?)"
_RANGE: Final = r"(?:\d{1,3}\s*(?:[-–]|до|to)\s*)?"
_PATTERNS: Final = tuple(
    re.compile(rf"(?<![\w.,:/$€£№-])(?:{pattern})(?![\w²³])")
    for pattern in (
        rf"(?P<h>{NUMBER_RU})\s*{_HOUR_RU}\s*(?:и\s+)?(?P<m>{NUMBER_RU})\s*{_MIN_RU}",
        rf"(?P<one>час) (?:и )?(?P<m>{NUMBER_RU})\s*{_MIN_RU}",
        rf"(?P<h>{NUMBER_RU})?\s*(?P<one>час(?:а|ов)?) (?P<half>с половиной)",
        r"(?P<c30>пол-?\s?час(?:а|ика)|получасов\w+)|(?P<c15>четверть часа)|(?P<c45>три четверти часа)",
        r"(?P<c90>полуторачасов\w+)|(?P<c120>двухчасов\w+|2-?х?-?\s?часов(?:ая|ой|ую|ое|ый))|(?P<c180>трехчасов\w+)|(?P<c60>часов(?:ая|ой|ую|ое|ый))",
        rf"{_RANGE}(?P<m>{NUMBER_RU})[\s-]*(?P<unit>минут\w{{0,4}}|мин\.?|мнт|м)",
        rf"минут\w{{0,2}} (?:эдак |так )?(?:\d{{1,3}}\s*-\s*)?(?P<m>{NUMBER_RU})",
        rf"(?:\d\s*-\s*)?(?P<h>{NUMBER_RU})\s*{_HOUR_RU}",
        r"(?P<one>час) (?P<m>десять|пятнадцать|двадцать(?: пять)?|тридцать|сорок(?: пять)?|пятьдесят)",
        r"час(?:а|ов|ика|иков)\s+(?P<h>полтора|два|три|четыре|пять)",
        r"(?P<one>час|часик|часок)",
        r"(?P<h>\d{1,2})\s*(?:h|hrs?|hours?)\.?\s*(?:and )?(?P<m>\d{1,2})\s*(?:m|mins?|minutes?)?",
        rf"(?P<one>an hour|one hour|hour) (?:and )?(?P<m>{NUMBER_EN})[\s-]*(?:minutes?|mins?)",
        r"(?P<c90>(?:an |one )?hour and a half)|(?P<c30>half(?: an|-an|-a|-)?[\s-]hour)|(?P<c15>(?:a )?quarter (?:of an|-)\s?hour|quarter-hour)|(?P<c45>three quarters of an hour)",
        r"(?P<c60>hour-?\s?long|(?:an|one) hour|(?<=for )hour)",
        rf"{_RANGE}(?P<m>{NUMBER_EN})[\s-]*(?P<unit>minutes?|mins?|mns|m)\.?",
        rf"{_RANGE}(?P<h>{NUMBER_EN})[\s-]*(?:hours?|hrs?|h)",
        r"(?P<m>\d{1,3})'",
    )
)
# Words before or after that make it another length of time: a delay, a term, a distance, a time of day.
_NOT_AFTER: Final = re.compile(
    r"(?<!\w)(?:через|ч/з|кажд\w+|раз в|за|в течени[еи]|опозд\w+ на|опозда\w*|задерж\w+ на|задерж\w+|спустя|после|до|в|к|ко|перенес\w+ на|"
    r"сдвин\w+ на|минимум|гарант\w+|доставк\w+|срок\w*|жд[уеа]\w+|прожда\w+|приех\w+ на|км|руб|"
    r"in|within|every|after|before|by|each|next|last|past|another|at|wait(?:s|ed|ing)?|late|delay\w*|per|than|postponed|until)\s*$"
)
_NOT_BEFORE: Final = re.compile(
    r"\s*(?:назад|езды|ходьбы|пешком|пути|лёту|лету|от|до вылета|до встречи|в (?:день|неделю|месяц|сутки)|на (?:доставку|подготовку|монтаж)|"
    r"утра|дня|вечера|ночи|доставк|опозд|кабел|труб|ткан|кв|eur|usd|euro|dollar|руб|people|"
    r"ago|late|later|away|from|delivery|notice|warranty|per\b|a day|each|walk|drive|before\b|early|delay|response)"
)
_CURRENCY: Final = re.compile(r"[$€£₽]\s*$")


def _minutes(match: re.Match[str]) -> int:
    found = {name: text for name, text in match.groupdict().items() if text}
    for name in found:
        if name[0] == "c" and name[1:].isdigit():
            return int(name[1:])
    total = number(found["h"]) * 60 if "h" in found else 60.0 if "one" in found else 0.0
    total += number(found["m"]) if "m" in found else 0.0
    return round(total + (30 if "half" in found else 0))


def _found(pattern: re.Pattern[str], low: str) -> list[Duration]:
    result = []
    for match in pattern.finditer(low):
        before = low[max(0, match.start() - 16) : match.start()]
        if _NOT_AFTER.search(before) and not re.search(r"(?:^|[^\w])(?:at last|late)\s*$", before):
            continue
        if _NOT_BEFORE.match(low, match.end()) or _CURRENCY.search(before):
            continue
        minutes = _minutes(match)
        if 0 < minutes <= _MOST:
            unit = match.groupdict().get("unit")
            result.append(Duration(match.start(), match.end(), minutes, doubtful=unit in {"м", "m"}))
    return result


def durations(low: str, taken: Sequence[tuple[int, int]] = ()) -> tuple[Duration, ...]:
    """Return the lengths of time in a lowered text, outside the places in ``taken``, in their order."""
    if not any(sign.isdigit() for sign in low) and not re.search("час|мин|hour|min", low):
        return ()
    found: list[Duration] = []
    busy = list(taken)
    for pattern in _PATTERNS:
        for one in _found(pattern, low):
            if all(one.end <= start or end <= one.start for start, end in busy):
                found.append(one)
                busy.append((one.start, one.end))
    return tuple(sorted(found, key=lambda one: one.start))
