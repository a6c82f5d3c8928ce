"""Occasions to greet: birthdays, other dates, relatives' days, anniversaries, holidays (row R2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.births import AgeOnly, Birth, format_age, format_birth, parse_birth, round_years
from app.domain.keys import fold
from app.domain.saying import Speaks
from app.language import N_

__all__ = [
    "AgeOnly",
    "Birth",
    "Group",
    "Kind",
    "Occasion",
    "Source",
    "format_age",
    "format_birth",
    "month_days",
    "occasions_between",
    "parse_birth",
    "round_years",
]


class Kind(StrEnum):
    """What is greeted, the weightier first."""

    BIRTHDAY = "birthday"
    RELATIVE = "relative"
    DATE = "date"
    FIRST_PURCHASE = "first_purchase"
    CONTRACT = "contract"
    FIRST_CONTACT = "first_contact"
    PROFESSIONAL = "pro"
    HOLIDAY = "holiday"
    OWN = "own"


class Group(StrEnum):
    """What is greeted alike: rules, templates and days of warning are of these."""

    BIRTHDAY = "birthday"
    RELATIVE = "relative"
    ANNIVERSARY = "anniversary"
    HOLIDAY = "holiday"
    PROFESSIONAL = "professional"


GROUP_NAMES: Final = {
    Group.BIRTHDAY: N_("birthdays"),
    Group.RELATIVE: N_("relatives' birthdays"),
    Group.ANNIVERSARY: N_("anniversaries and personal dates"),
    Group.HOLIDAY: N_("holidays"),
    Group.PROFESSIONAL: N_("professional days"),
}
_GROUPS: Final = {
    "birthday": Group.BIRTHDAY,
    "relative": Group.RELATIVE,
    "pro": Group.PROFESSIONAL,
    "holiday": Group.HOLIDAY,
    "own": Group.HOLIDAY,
}


KIND_NAMES: Final = {
    Kind.BIRTHDAY: N_("birthday"),
    Kind.RELATIVE: N_("relative's birthday"),
    Kind.DATE: N_("personal date"),
    Kind.FIRST_PURCHASE: N_("first purchase"),
    Kind.CONTRACT: N_("contract"),
    Kind.FIRST_CONTACT: N_("first contact"),
    Kind.PROFESSIONAL: N_("professional day"),
    Kind.HOLIDAY: N_("holiday"),
    Kind.OWN: N_("own day"),
}
_ORDER: Final = {kind: place for place, kind in enumerate(Kind)}
# What people call a birthday when they write it among the other dates.
_BIRTHDAY_WORDS: Final = frozenset(
    {"день рождения", "рождение", "др", "д.р.", "birthday", "birth date", "date of birth", "born"}
)


@dataclass(frozen=True)
class Source:
    """A day that comes back every year: whose it is, and what.

    ``who`` names the relative and ``label`` the kinship, or ``label`` names the date. ``sad`` marks
    a day of mourning, which is remembered but not congratulated. ``row`` is the row that holds it.
    ``apart`` marks a date that stays itself though it is called a birthday: the birth date is another.
    """

    kind: Kind
    customer: int
    date: Birth
    who: str = ""
    label: str = ""
    sad: bool = False
    row: int = 0
    apart: bool = False


@dataclass(frozen=True)
class Occasion:
    """One occasion on one day; ``years`` is None where the year is not known.

    ``key`` is the same whenever it is asked for («birthday:2026», «relative:17:2026»,
    «holiday:RU:new_year:2027», «pro:accountant:2026»): what became of it is kept under it. Of a day of
    many, ``customer`` is 0 and ``count`` tells how many are to be greeted.
    """

    date: dt.date
    kind: Kind
    customer: int
    who: str = ""
    label: str = ""
    years: int | None = None
    round: bool = False
    sad: bool = False
    key: str = ""
    count: int = 0

    @property
    def group(self) -> Group:
        """What it is greeted like."""
        return group_of(self.key or self.kind)

    def text(self, tr: Speaks) -> str:
        """Return what is kept: “turns 50”, “Alisa (daughter) turns 7”, “3 years together”."""
        if self.kind is Kind.BIRTHDAY:
            if self.years is None:
                return tr("birthday")
            return tr.plural("turns {count}", "turns {count}", self.years)
        if self.kind is Kind.RELATIVE:
            return self._of_relative(tr)
        if self.count:
            day = tr(self.label)
            return tr.plural("{day}: {count} customer", "{day}: {count} customers", self.count, day=day)
        return self._of_date(tr)

    def _of_date(self, tr: Speaks) -> str:
        if self.years is None:
            return tr(self.label)
        if self.kind is Kind.FIRST_PURCHASE:
            return tr.plural("{count} year together", "{count} years together", self.years)
        if self.kind is Kind.CONTRACT:
            return tr.plural("{count} year under contract", "{count} years under contract", self.years)
        if self.kind is Kind.FIRST_CONTACT:
            return tr.plural("{count} year since we met", "{count} years since we met", self.years)
        return tr.plural("{label}, {count} year", "{label}, {count} years", self.years, label=tr(self.label))

    def _of_relative(self, tr: Speaks) -> str:
        kinship = tr(self.label) if self.label else ""
        who = self.who or kinship
        if self.who and self.label:
            who = tr("{name} ({kinship})", name=self.who, kinship=kinship)
        if self.years is None:
            return tr("{who}: birthday", who=who)
        return tr.plural("{who} turns {count}", "{who} turns {count}", self.years, who=who)


def group_of(key: str) -> Group:
    """Return the group of an occasion by its key, or by its kind."""
    return _GROUPS.get(key.partition(":")[0], Group.ANNIVERSARY)


def month_days(start: dt.date, end: dt.date) -> list[tuple[int, int]]:
    """Return (month, day) of all days that are kept from ``start`` to ``end``, for finding the sources.

    29 February is among them where 1 March of a common year is.
    """
    days = [start + dt.timedelta(days=day) for day in range(min((end - start).days + 1, 366))]
    found = {(day.month, day.day) for day in days}
    found |= {
        (2, 29) for day in days if (day.month, day.day) == (3, 1) and Birth(2, 29).in_year(day.year) == day
    }
    return sorted(found)


def occasions_between(sources: Iterable[Source], start: dt.date, end: dt.date) -> list[Occasion]:
    """Return the occasions from ``start`` to ``end``, both included, each once, by day and weight.

    The birthday stands for another date that says the same; of the anniversaries of one customer on
    one day the weightiest stays. The first year counts from one: the day itself is no anniversary.
    """
    found: dict[tuple[object, ...], Occasion] = {}
    for source in sources:
        for year in range(start.year, end.year + 1):
            occasion = _occasion(source, year)
            if occasion is None or not start <= occasion.date <= end:
                continue
            key = _key(occasion)
            known = found.get(key)
            if known is None or _better(occasion, known):
                found[key] = occasion
    return sorted(found.values(), key=lambda each: (each.date, _ORDER[each.kind], each.customer, each.who))


def _occasion(source: Source, year: int) -> Occasion | None:
    years = year - source.date.year if source.date.year is not None else None
    if years is not None and years < 1:
        return None
    kind = source.kind
    if kind in {Kind.FIRST_PURCHASE, Kind.FIRST_CONTACT, Kind.CONTRACT} and years is None:
        return None
    if kind is Kind.DATE and not source.apart and fold(source.label) in _BIRTHDAY_WORDS:
        kind = Kind.BIRTHDAY
    jubilee = years is not None and not source.sad and round_years(years)
    if kind not in {Kind.BIRTHDAY, Kind.RELATIVE} and years is not None and not source.sad:
        jubilee = years % 5 == 0
    return Occasion(
        source.date.in_year(year),
        kind,
        source.customer,
        source.who,
        source.label if kind is not Kind.BIRTHDAY else "",
        years,
        jubilee,
        source.sad,
        f"{kind}:{source.row}:{year}" if kind in {Kind.RELATIVE, Kind.DATE, Kind.OWN} else f"{kind}:{year}",
    )


def _key(occasion: Occasion) -> tuple[object, ...]:
    """Return what makes an occasion one and the same."""
    if occasion.kind is Kind.BIRTHDAY:
        return (occasion.customer, occasion.date, "birthday")
    if occasion.kind is Kind.RELATIVE:
        return (occasion.customer, occasion.date, "relative", fold(occasion.who or occasion.label))
    if occasion.kind is Kind.DATE:
        return (occasion.customer, occasion.date, "date", fold(occasion.label))
    return (occasion.customer, occasion.date, "together")


def _better(one: Occasion, other: Occasion) -> bool:
    """Tell whether ``one`` says more than ``other``: weightier, or with the years known."""
    mine, theirs = _ORDER[one.kind], _ORDER[other.kind]
    return mine < theirs or (mine == theirs and one.years is not None and other.years is None)
