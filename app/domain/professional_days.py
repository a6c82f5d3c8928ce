"""Days of professions: when they are, in which country, and whom they are for (row R2)."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from app.domain.professional_table import DAYS, ProfessionalDay

__all__ = ["DAYS", "Kept", "ProfessionalDay", "by_code", "day_in", "kept_between"]

_MONTHS: Final = {
    name: number
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)  # noqa: SIM905 - a row of names
}
_WEEKDAYS: Final = {"Mon": 0, "Tue": 1, "Wed": 2, "Thu": 3, "Fri": 4, "Sat": 5, "Sun": 6}
#: the country of a day that is kept all over the world
EVERYWHERE: Final = "*"


@dataclass(frozen=True)
class Kept:
    """A professional day of one year; ``elsewhere`` are countries that keep it on a day of their own."""

    date: dt.date
    day: ProfessionalDay
    elsewhere: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """The key of the occasion: «pro:accountant:2026»."""
        return f"pro:{self.day.code}:{self.date.year}"


def kept_between(start: dt.date, end: dt.date) -> list[Kept]:
    """Return the professional days of all countries from ``start`` to ``end``, both included, by day."""
    found = [
        Kept(date, day, _elsewhere(day))
        for year in range(start.year, end.year + 1)
        for day in DAYS
        if start <= (date := day_in(day.when, year)) <= end
    ]
    return sorted(found, key=lambda each: (each.date, each.day.code, each.day.country))


def by_code(code: str, country: str = "") -> ProfessionalDay | None:
    """Return the day of a profession, that of ``country`` before the one kept everywhere."""
    found = [day for day in DAYS if day.code == code]
    own = [day for day in found if day.country == country]
    return next(iter([*own, *found]), None)


@lru_cache(maxsize=1024)
def day_in(when: str, year: int) -> dt.date:
    """Return the day of ``year`` that ``when`` names.

    «21 Nov» is fixed, «2 Sun Aug» the second Sunday of August, «last Sun Jul» the last one, «256» a day of the
    year; «last Sat Apr -3» is three days before the last Saturday of April.
    """
    words = when.split()
    if len(words) == 1:
        return dt.date(year, 1, 1) + dt.timedelta(days=int(words[0]) - 1)
    if len(words) == 2:
        return dt.date(year, _MONTHS[words[1]], int(words[0]))
    moved = dt.timedelta(days=int(words[3]) if len(words) > 3 else 0)
    return _weekday(year, _MONTHS[words[2]], _WEEKDAYS[words[1]], words[0]) + moved


def _weekday(year: int, month: int, weekday: int, which: str) -> dt.date:
    if which == "last":
        last = dt.date(year, month, calendar.monthrange(year, month)[1])
        return last - dt.timedelta(days=(last.weekday() - weekday) % 7)
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (int(which) - 1))


def _elsewhere(day: ProfessionalDay) -> frozenset[str]:
    if day.country != EVERYWHERE:
        return frozenset()
    return frozenset(other.country for other in DAYS if other.code == day.code and other is not day)
