"""Public holidays on which people of a country are greeted: which, when, whom, and in which tone (row R2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from app.domain.movable import day_in
from app.domain.workdays import named_holidays
from app.language import N_

WOMEN: Final = "female"
MEN: Final = "male"
SOLEMN: Final = "solemn"


@dataclass(frozen=True)
class Celebration:
    """A holiday that people greet on.

    ``date`` is «MM-DD», or «2 Mon Oct» as :func:`app.domain.movable.day_in` has it, or else the beginning of its English name in the list of the country.
    ``whom``: female, male or empty for everybody; organisations are greeted only by the latter.
    """

    code: str
    label: str
    date: str
    whom: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Celebrated:
    """A holiday of a country on its day of one year; ``key`` is that of the occasion."""

    date: dt.date
    country: str
    celebration: Celebration
    #: the feasts of the lunar calendar may come twice in a year
    turn: int = 1

    @property
    def key(self) -> str:
        """The key of the occasion: «holiday:RU:new_year:2027»."""
        again = f"-{self.turn}" if self.turn > 1 else ""
        return f"holiday:{self.country}:{self.celebration.code}:{self.date.year}{again}"


_C = Celebration
_NEW_YEAR: Final = _C("new_year", N_("New Year"), "01-01")
_CHRISTMAS: Final = _C("christmas", N_("Christmas"), "12-25")
_ORTHODOX: Final = _C("orthodox_christmas", N_("Orthodox Christmas"), "01-07")
_WOMEN: Final = _C("womens_day", N_("International Women's Day"), "03-08", WOMEN)
_DEFENDERS: Final = _C("defenders_day", N_("Defender of the Fatherland Day"), "02-23", MEN)
_VICTORY: Final = _C("victory_day", N_("Victory Day"), "05-09", tone=SOLEMN)
_NOWRUZ: Final = _C("nowruz", N_("Nowruz"), "03-21")
_FITR: Final = _C("eid_al_fitr", N_("Eid al-Fitr"), "Eid al-Fitr")
_ADHA: Final = _C("eid_al_adha", N_("Eid al-Adha"), "Eid al-Adha")
_EASTER: Final = _C("easter", N_("Easter"), "easter")
_LUNAR: Final = _C("lunar_new_year", N_("Lunar New Year"), "Chinese New Year (Spring")
_ROSH: Final = _C("rosh_hashanah", N_("Rosh Hashanah"), "Rosh Hashanah")


def _national(date: str) -> Celebration:
    return _C("national_day", N_("National Day"), date)


_WEST: Final = (_NEW_YEAR, _EASTER, _CHRISTMAS)
_TABLE: Final[dict[str, tuple[Celebration, ...]]] = {
    "RU": (
        _NEW_YEAR,
        _ORTHODOX,
        _DEFENDERS,
        _WOMEN,
        _VICTORY,
    ),
    "BY": (_NEW_YEAR, _ORTHODOX, _DEFENDERS, _WOMEN, _VICTORY, _national("07-03")),
    "KZ": (_NEW_YEAR, _WOMEN, _NOWRUZ, _VICTORY, _C("republic_day", N_("Republic Day"), "10-25")),
    "KG": (_NEW_YEAR, _DEFENDERS, _WOMEN, _NOWRUZ, _VICTORY),
    "UZ": (_NEW_YEAR, _WOMEN, _NOWRUZ, _FITR, _ADHA, _national("09-01")),
    "AZ": (_NEW_YEAR, _WOMEN, _NOWRUZ, _national("05-28")),
    "TJ": (_NEW_YEAR, _WOMEN, _NOWRUZ, _FITR, _ADHA),
    "TM": (_NEW_YEAR, _WOMEN, _NOWRUZ),
    "AM": (_NEW_YEAR, _C("christmas", N_("Christmas"), "01-06"), _WOMEN, _national("09-21")),
    "GE": (_NEW_YEAR, _ORTHODOX, _WOMEN, _national("05-26")),
    "MD": (_NEW_YEAR, _ORTHODOX, _WOMEN, _national("08-27")),
    "UA": (_NEW_YEAR, _CHRISTMAS),
    "US": (
        _NEW_YEAR,
        _C("independence_day", N_("Independence Day"), "07-04"),
        _C("thanksgiving", N_("Thanksgiving"), "4 Thu Nov"),
        _CHRISTMAS,
    ),
    "CA": (
        _NEW_YEAR,
        _C("canada_day", N_("Canada Day"), "07-01"),
        _C("thanksgiving", N_("Thanksgiving"), "2 Mon Oct"),
        _CHRISTMAS,
    ),
    "GB": _WEST,
    "IE": (_NEW_YEAR, _C("saint_patrick", N_("Saint Patrick's Day"), "03-17"), _EASTER, _CHRISTMAS),
    "AU": (_NEW_YEAR, _EASTER, _CHRISTMAS),
    "NZ": (_NEW_YEAR, _EASTER, _CHRISTMAS),
    "DE": _WEST,
    "AT": _WEST,
    "CH": (_NEW_YEAR, _EASTER, _national("08-01"), _CHRISTMAS),
    "FR": (_NEW_YEAR, _national("07-14"), _CHRISTMAS),
    "IT": (*_WEST, _national("06-02")),
    "ES": (_NEW_YEAR, _C("epiphany", N_("Epiphany"), "01-06"), _CHRISTMAS),
    "PT": _WEST,
    "NL": _WEST,
    "BE": _WEST,
    "PL": (*_WEST, _national("11-11")),
    "CZ": _WEST,
    "SK": _WEST,
    "HU": _WEST,
    "FI": (*_WEST, _national("12-06")),
    "SE": _WEST,
    "NO": (*_WEST, _national("05-17")),
    "DK": _WEST,
    "EE": _WEST,
    "LV": _WEST,
    "LT": _WEST,
    "RO": _WEST,
    "BG": (*_WEST, _WOMEN),
    "RS": (_NEW_YEAR, _ORTHODOX),
    "GR": _WEST,
    "CY": _WEST,
    "TR": (_NEW_YEAR, _FITR, _ADHA, _C("republic_day", N_("Republic Day"), "10-29")),
    "AE": (_NEW_YEAR, _FITR, _ADHA, _national("12-02")),
    "IL": (_ROSH, _C("independence_day", N_("Independence Day"), "Independence Day")),
    "CN": (_LUNAR, _national("10-01")),
    "IN": (_NEW_YEAR, _C("diwali", N_("Diwali"), "Diwali")),
    "JP": (_NEW_YEAR,),
    "KR": (_NEW_YEAR,),
    "BR": _WEST,
    "MX": (_NEW_YEAR, _CHRISTMAS),
}
#: whose holidays are known
COUNTRIES: Final = tuple(_TABLE)
#: where nothing is known of a country: nobody is offended by a New Year's card
_ELSEWHERE: Final = (_NEW_YEAR,)


def celebrated(country: str, start: dt.date, end: dt.date) -> list[Celebrated]:
    """Return the holidays of ``country`` (two letters, empty for an unknown one) from ``start`` to ``end``."""
    code = country.strip().upper()
    found = [
        Celebrated(day, code, one, turn)
        for one in _TABLE.get(code, _ELSEWHERE)
        for year in range(start.year, end.year + 1)
        for turn, day in enumerate(_days(code, one.date, year), 1)
        if start <= day <= end
    ]
    return sorted(found, key=lambda each: (each.date, each.celebration.code))


def celebration(key: str) -> Celebration | None:
    """Return the holiday that the key of an occasion names («holiday:RU:new_year:2027»)."""
    kind, _, rest = key.partition(":")
    country, _, rest = rest.partition(":")
    code = rest.partition(":")[0]
    if kind != "holiday":
        return None
    return next((one for one in _TABLE.get(country, _ELSEWHERE) if one.code == code), None)


@lru_cache(maxsize=1024)
def _days(country: str, date: str, year: int) -> tuple[dt.date, ...]:
    if date[2:3] == "-":
        return (dt.date(year, int(date[:2]), int(date[3:])),)
    if date[1:2] == " ":
        return (day_in(date, year),)
    if date == "easter":
        return (_easter(country, year),)
    return tuple(_first_days(country, date, year))


def _first_days(country: str, name: str, year: int) -> Iterator[dt.date]:
    """Yield the first day of each run of days that bear ``name``; days off in their stead are none."""
    last: dt.date | None = None
    for day, said in named_holidays(country, year):
        if any(part.strip().startswith(name) and "observed)" not in part for part in said.split(";")):
            if last is None or (day - last).days > 1:
                yield day
            last = day


def _easter(country: str, year: int) -> dt.date:
    from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter  # noqa: PLC0415 - needed twice a year

    return easter(year, EASTER_ORTHODOX if country in _EASTERN else EASTER_WESTERN)


_EASTERN: Final = frozenset({"GR", "CY", "RO", "BG"})
