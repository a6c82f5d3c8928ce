"""Days of professions: when they are, in which country, and whom they are for (row R2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from app.domain.movable import day_in
from app.domain.professional_table import DAYS, ProfessionalDay

__all__ = ["DAYS", "Kept", "ProfessionalDay", "by_code", "day_in", "kept_between"]

#: the country of a day that is kept all over the world
EVERYWHERE: Final = "*"


@dataclass(frozen=True)
class Kept:
    """A professional day of one year.

    ``stems`` tell the profession in all languages of the list; ``elsewhere`` are countries that keep it on a day
    of their own.
    """

    date: dt.date
    day: ProfessionalDay
    stems: tuple[str, ...]
    elsewhere: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """The key of the occasion: «pro:accountant:2026»."""
        return f"pro:{self.day.code}:{self.date.year}"


def kept_between(start: dt.date, end: dt.date) -> list[Kept]:
    """Return the professional days of all countries from ``start`` to ``end``, both included, by day."""
    found = [
        Kept(date, day, _stems(day.code), _elsewhere(day))
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


@lru_cache(maxsize=512)
def _stems(code: str) -> tuple[str, ...]:
    """Return the words of a profession, of all its days: an accountant abroad may be noted as «бухгалтер»."""
    return tuple(dict.fromkeys(stem for day in DAYS if day.code == code for stem in day.stems))


def _elsewhere(day: ProfessionalDay) -> frozenset[str]:
    if day.country != EVERYWHERE:
        return frozenset()
    return frozenset(other.country for other in DAYS if other.code == day.code and other is not day)
