"""What several rules say alike: dates, durations, years, in the language of a translator or by code."""

from __future__ import annotations

import datetime as dt
from typing import Final, Protocol

MONTHS: Final = {
    "ru": (
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}


class Speaks(Protocol):
    """The part of a translator that rules need."""

    def __call__(self, text: str, /, **values: object) -> str: ...

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """Say the form for ``count``."""
        ...

    def context(self, context: str, text: str, /, **values: object) -> str:
        """Say ``text`` as in ``context``."""
        ...


def _month(number: int, tr: Speaks) -> str:
    names = (
        tr.context("month", "Jan"),
        tr.context("month", "Feb"),
        tr.context("month", "Mar"),
        tr.context("month", "Apr"),
        tr.context("month", "May"),
        tr.context("month", "Jun"),
        tr.context("month", "Jul"),
        tr.context("month", "Aug"),
        tr.context("month", "Sep"),
        tr.context("month", "Oct"),
        tr.context("month", "Nov"),
        tr.context("month", "Dec"),
    )
    return names[number - 1]


def date_text(date: dt.date, tr: Speaks) -> str:
    """Return a date in short words with its year: “3 Dec 2026”, as the window writes it."""
    return tr("{day} {month} {year}", day=date.day, month=_month(date.month, tr), year=date.year)


def month_day_text(date: dt.date, tr: Speaks) -> str:
    """Return a date in short words without its year: “3 Dec”."""
    return tr("{day} {month}", day=date.day, month=_month(date.month, tr))


def duration_text(minutes: int, tr: Speaks) -> str:
    """Return a length of time: “45 min”, “2 h 10 min”, “3 h”."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return tr("{minutes} min", minutes=rest)
    if not rest:
        return tr("{hours} h", hours=hours)
    return tr("{hours} h {minutes} min", hours=hours, minutes=rest)


def weekday_text(weekday: int, tr: Speaks) -> str:
    """Return the short name of a weekday; 0 is Monday."""
    names = (
        tr.context("weekday", "Mon"),
        tr.context("weekday", "Tue"),
        tr.context("weekday", "Wed"),
        tr.context("weekday", "Thu"),
        tr.context("weekday", "Fri"),
        tr.context("weekday", "Sat"),
        tr.context("weekday", "Sun"),
    )
    return names[weekday]


def russian_form(count: int, one: str, few: str, many: str) -> str:
    """Return the form of a Russian noun for ``count``: 1 год, 2 года, 5 лет, 11 лет, 21 год."""
    last, tens = abs(count) % 10, abs(count) % 100
    if last == 1 and tens != 11:
        return one
    return few if 2 <= last <= 4 and not 12 <= tens <= 14 else many


def years_text(years: int, language: str) -> str:
    """Return «45 лет», «21 год» or "45 years", "1 year"."""
    if language == "ru":
        return f"{years} {russian_form(years, 'год', 'года', 'лет')}"
    return f"{years} {'year' if years == 1 else 'years'}"
