"""The smallest words of time: «завтра», "in 2 weeks", «в 10», each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from app.domain.capture.vocabulary import vocabulary

What = Literal[
    "day", "in", "weekday", "week", "weekend", "month", "quarter", "year", "date", "monthday", "feast",
    "time", "hour", "part", "window",
]  # fmt: skip

# Parts of the day; the times that they stand for are in dates.py.
MORNING, NOON, AFTERNOON, EVENING, DAY_END, LUNCH = range(6)
# Parts of a week, month, quarter or year.
WHOLE, BEGINNING, MIDDLE, END = range(4)
# What a weekday or a period is said to be.
LAST, PLAIN, THIS, NEXT = -1, 0, 1, 2
# On, before or after a weekend or a feast.
BEFORE, ON, AFTER = -1, 0, 1
NEW_YEAR, NEW_YEAR_RU, CHRISTMAS, MAY, EASTER = range(5)

# How sure an atom is by itself: SURE makes a date anywhere, WEAK (a bare hour, «вечером», «весной») only where
# something is to be done, BOUND only beside the word of a day.
SURE, WEAK, BOUND = range(3)


@dataclass(frozen=True, slots=True)
class Atom:
    """One word of time: where it stands, what it is, its numbers, and how sure it is."""

    start: int
    end: int
    what: What
    value: tuple[float, ...]
    force: int = SURE


Maker = Callable[[re.Match[str]], Atom | None]
UNITS: Final = ("min", "hour", "work", "day", "week", "fortnight", "month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what makes an atom of its match."""

    pattern: re.Pattern[str]
    make: Maker


def rule(pattern: str, make: Maker) -> Rule:
    """Return the rule for ``pattern``, which matches whole words of lowered text."""
    return Rule(re.compile(rf"(?<![\w@])(?<!\d[.,:/])(?:{pattern})(?![\w@])"), make)


def fixed(what: What, *value: float, force: int = SURE) -> Maker:
    """Return a maker whose atom is always the same."""
    return lambda match: Atom(match.start(), match.end(), what, value, force)


def mod_of(match: re.Match[str]) -> int:
    """Return what the groups ``next``, ``this`` and ``last`` say of a period."""
    found = match.groupdict()
    return NEXT if found.get("next") else THIS if found.get("this") else LAST if found.get("last") else PLAIN


def part_of(match: re.Match[str]) -> int:
    """Return which part of a period the groups ``begin``, ``mid`` and ``end`` name."""
    found = match.groupdict()
    return (
        BEGINNING
        if found.get("begin")
        else MIDDLE
        if found.get("mid")
        else END
        if found.get("end")
        else WHOLE
    )


def period(what: What) -> Maker:
    """Return a maker for weeks, quarters, years; a bare «неделя» says nothing of when."""

    def make(match: re.Match[str]) -> Atom | None:
        mod, part = mod_of(match), part_of(match)
        if mod == PLAIN and part == WHOLE:
            return None
        return Atom(match.start(), match.end(), what, (mod, part))

    return make


def span_value(amount: float, unit: str) -> tuple[float, ...]:
    """Return (months, days, minutes, working days) for ``amount`` of ``unit``; half a month has 15 days."""
    whole, half = int(amount), amount % 1 != 0
    values: dict[str, tuple[float, ...]] = {
        "min": (0, 0, round(amount), 0),
        "hour": (0, 0, round(amount * 60), 0),
        "day": (0, round(amount), 0, 0),
        "work": (0, 0, 0, round(amount)),
        "week": (0, int(amount * 7), 0, 0),
        "fortnight": (0, int(amount * 14), 0, 0),
        "month": (whole, 15 if half else 0, 0, 0),
        "quarter": (3 * whole, 45 if half else 0, 0, 0),
        "year": (round(12 * amount), 0, 0, 0),
    }
    return values[unit]


def unit_of(match: re.Match[str]) -> str:
    """Return the name of the unit's group that took part in ``match``."""
    found = match.groupdict()
    return next(name for name in UNITS if found.get(name))


# What may follow a bare number that is an hour or a date: «в 10 у них», "at 3 in the office".
_FOLLOWERS: Final = vocabulary(
    "и или у в во на с со по к ко до от за о об про для из при не чтобы а но либо насчет уже еще там тут здесь "
    "утра дня вечера ночи час часа часов мск мскв ровно нужно надо пусть будет будем она он они я мы вы ему ей им "
    "числа месяца года г начала конца после перед через сегодня завтра послезавтра когда если тогда снова "
    "and or with at on in to for by re about from of the then w via not he she they we i will should but if "
    "please pls am pm a.m p.m o'clock sharp cet gmt est today tomorrow tmrw this next his her their our my as so "
    "when instead again "
    "звонок созвон встреча визит совещание показ демо презентация монтаж доставка отгрузка переговоры "
    "зум скайп обед ланч ужин завтрак кофе замер примерка осмотр просмотр подпись подписание выезд приезд прием запись "
    "вчера понедельник вторник среду четверг пятницу субботу воскресенье жду ждем буду будем "
    "yesterday noon monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thurs fri sat sun "
    "viewing fitting appointment survey coffee dinner signing "
    "call meeting visit demo lunch appointment delivery zoom"
)
_NEXT: Final = re.compile(r"\s*([^\W\d_]+|[%‰€$₽£°№²³*]|[.,/:]\d)")
_RANGE: Final = re.compile(r"\s*[-–]\s*\d|x\d")


def counts(match: re.Match[str], action: Callable[[str], bool]) -> bool:
    """Tell whether the number that ends a match counts something («в 10 ресторанах», "at 10 people")."""
    text, end = match.string, match.end()
    if _RANGE.match(text, end):
        return True
    found = _NEXT.match(text, end)
    if found is None:
        return False
    word = found.group(1)
    named = len(word) > 1 and not word.strip(word[0]) and word[0] in "xъ"  # a name that is hidden
    return not (word[0].isalpha() and (named or word in _FOLLOWERS or action(word)))


_AFTER_DAY: Final = re.compile(
    r"(?:(?<!\w)(?:mon|tues?|weds?|thu|thurs?|fri|sat|sun|\w+day|today|tomorrow|tmrw|завтра|послезавтра|сегодня|пн|вт|ср|чт|пт|сб|вс|"
    r"понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)\.?,?|\d(?:st|nd|rd|th)|\.\d\d)\s+(?:с |from )?$"
)


def after_day(match: re.Match[str]) -> bool:
    """Tell whether a match stands right behind a day, so that its numbers are hours."""
    return _AFTER_DAY.search(match.string, max(0, match.start() - 24), match.start()) is not None


def bare_hour(action: Callable[[str], bool]) -> Maker:
    """Return a maker for a number alone right behind a day: "tomorrow 11", «в чт 15», but "Fri 20" is a date."""

    def make(match: re.Match[str]) -> Atom | None:
        hour = int(match["h"])
        latest = 18 if match.string[: match.start()].rstrip(" ,.с")[-1:] >= "а" else 12
        if hour > latest or not after_day(match) or counts(match, action):
            return None
        return clock(match, hour_of(hour, morning=match["h"].startswith("0"), evening=False), 0, BOUND)

    return make


# What a number after one of these words is not: a date.
_LABELS: Final = re.compile(
    r"(?:(?<!\w)(?:верси[яию](?=\W?$)|v|ver|version|release|скидк\w*|цен\w*|курс\w*|рост\w*|вес\w*|размер\w*|оценк\w*|рейтинг\w*|"
    r"no|nr|от|dated|size|rate|price|п|пункт\w*|ст|раздел\w*|room|дом|д|кв|корп\w*|офис\w*|кабинет\w*|тел|tel|"
    r"артикул\w*|арт|paid|оплат\w*|score|номер\w*|модел\w*|model)|[№#$€£₽])\W{0,3}$"
)


def labelled(match: re.Match[str]) -> bool:
    """Tell whether the word before a number says that it is no date (№ 12.04, цена 10.11)."""
    return _LABELS.search(match.string, max(0, match.start() - 16), match.start()) is not None


def whole_year(text: str | None) -> int:
    """Return the year of two or four digits, 0 where none was said."""
    if not text:
        return 0
    return int(text) + 2000 if len(text) == 2 else int(text)


def _numeric(match: re.Match[str]) -> Atom | None:
    day, month = int(match["d"]), int(match["m"])
    if month > 12 >= day:
        # Month first, as Americans write: only where it can be nothing else.
        day, month = month, day
    if not match["y"] and labelled(match):
        return None
    return Atom(match.start(), match.end(), "date", (day, month, whole_year(match["y"])))


def _iso(match: re.Match[str]) -> Atom:
    return Atom(match.start(), match.end(), "date", (int(match["d"]), int(match["m"]), int(match["y"])))


def _bare_numeric(action: Callable[[str], bool]) -> Maker:
    return lambda match: None if counts(match, action) else _numeric(match)


def both(action: Callable[[str], bool]) -> tuple[Rule, ...]:
    """Return the rules for dates in digits, which all languages share."""
    year = r"(?P<y>(?:19|20|21)\d\d|\d\d)"
    none = r"(?P<y>(?!))?"
    return (
        rule(r"(?P<y>(?:19|20|21)\d\d)-(?P<m>[01]?\d)-(?P<d>[0-3]?\d)", _iso),
        rule(rf"(?P<d>[0-3]?\d)\.(?P<m>[01]?\d)\.{year}(?:\s*г(?:ода|\.)?)?", _numeric),
        rule(rf"(?P<d>[0-3]?\d)/(?P<m>[0-3]?\d)/{year}", _numeric),
        rule(rf"(?P<d>[0-3]?\d)\.(?P<m>0[1-9]|1[0-2]){none}", _bare_numeric(action)),
        rule(rf"(?P<d>[0-3]?\d)/(?P<m>0[1-9]|[123]\d){none}", _bare_numeric(action)),
    )


def hour_of(hour: int, *, morning: bool, evening: bool) -> int:
    """Return the hour on the 24-hour clock; a bare 1 to 7 is taken as 13 to 19, for that is when people work."""
    if morning:
        return 0 if hour == 12 else hour
    if evening:
        return hour + 12 if hour < 12 else hour
    return hour + 12 if 1 <= hour <= 7 else hour


def clock(match: re.Match[str], hour: int, minute: int, force: int = SURE) -> Atom | None:
    """Return the atom for a time of day, none where no clock shows it."""
    if not (0 <= hour <= 23 and 0 <= minute <= 59):
        return None
    return Atom(match.start(), match.end(), "hour" if force else "time", (hour, minute), force)
