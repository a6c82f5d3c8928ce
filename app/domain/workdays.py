"""Working days and public holidays of a country, transferred days included."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from holidays import HolidayBase

_SATURDAY_SUNDAY: Final = frozenset({5, 6})


@dataclass(frozen=True)
class CalendarDay:
    """What the calendar of a country says of a date; ``holiday`` is its name, empty on common days."""

    working: bool
    holiday: str = ""


def calendar_day(date: dt.date, country: str, language: str) -> CalendarDay:
    """Return what ``date`` is in ``country`` (two letters, upper or lower case).

    Where the country is not known, Monday to Friday are working days and there are no holidays.
    The name of a holiday is in ``language`` where the country's list offers it, else in English.
    """
    known = _holidays(country.strip().upper(), date.year, language)
    if known is None:
        return CalendarDay(date.weekday() not in _SATURDAY_SUNDAY)
    name = known.get(date)
    if name:
        return CalendarDay(working=False, holiday=str(name))
    return CalendarDay(working=bool(known.is_working_day(date)))


def is_working_day(date: dt.date, country: str) -> bool:
    """Tell whether ``date`` is a working day in ``country``."""
    return calendar_day(date, country, "en").working


def named_holidays(country: str, year: int) -> list[tuple[dt.date, str]]:
    """Return the public holidays of a country in a year with their English names, by day."""
    known = _holidays(country.strip().upper(), year, "en")
    return [] if known is None else [(day, str(name)) for day, name in sorted(known.items())]


@lru_cache(maxsize=1)
def _package() -> ModuleType:
    """Import the package without its 250 countries, each of which it finds by its own module: 8 MB less."""
    spec = find_spec("holidays")
    countries = ModuleType("holidays.countries")
    countries.__path__ = [
        f"{folder}/countries" for folder in (spec and spec.submodule_search_locations) or ()
    ]
    if countries.__path__:
        sys.modules.setdefault(countries.__name__, countries)
    return import_module("holidays")


@lru_cache(maxsize=512)
def _holidays(country: str, year: int, language: str) -> HolidayBase | None:
    if not country:
        return None
    # Importing the package takes a sixth of a second: only when the first date is asked for.
    holidays = _package()
    try:
        known: HolidayBase = holidays.country_holidays(country, years=year)
    except NotImplementedError:
        return None
    spoken = [*(known.supported_languages or ())]
    wanted = [said for said in spoken if said.split("_")[0] == language]
    english = [said for said in spoken if said.startswith("en")]
    choice = next(iter([*wanted, *english]), None)
    if choice is None:
        return known
    # Said outright even where it is the country's own: the package would follow the machine's locale.
    translated: HolidayBase = holidays.country_holidays(country, years=year, language=choice)
    return translated
