"""Gifts: what fits a taste, what may be spent, what was given before, when a parcel has to leave (row R3)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from rapidfuzz import fuzz

from app.domain.keys import fold
from app.domain.saying import Speaks, date_text
from app.domain.stems import fits, hits
from app.domain.workdays import is_working_day
from app.language import N_

#: currencies in which gifts are priced, with the minor units of one
CURRENCIES: Final[Mapping[str, int]] = {
    "RUB": 100,
    "EUR": 100,
    "USD": 100,
    "GBP": 100,
    "KZT": 100,
    "BYN": 100,
}
#: tastes that a gift may be chosen by
TASTES: Final = (
    "wine",
    "chocolate",
    "flowers",
    "tea",
    "books",
    "hobby",
    "sport",
    "films",
    "pets",
    "holiday",
    "taste_other",
)
#: what may be spent on a customer in a year where the team set nothing, in whole units of the currency
_USUAL: Final[Mapping[str, Mapping[str, int]]] = {
    "RUB": {"VIP": 20_000, "A": 8_000, "B": 3_000},
    "EUR": {"VIP": 200, "A": 80, "B": 30},
    "USD": {"VIP": 220, "A": 90, "B": 35},
    "GBP": {"VIP": 180, "A": 70, "B": 25},
    "KZT": {"VIP": 100_000, "A": 40_000, "B": 15_000},
    "BYN": {"VIP": 650, "A": 260, "B": 100},
}
#: above this two names mean the same thing, above that something near it
_SAME: Final = 94
_NEAR: Final = 80


class State(StrEnum):
    """What became of a gift."""

    PLANNED = "planned"
    BOUGHT = "bought"
    SENT = "sent"
    GIVEN = "given"
    DROPPED = "dropped"


STATE_NAMES: Final = {
    State.PLANNED: N_("planned"),
    State.BOUGHT: N_("bought"),
    State.SENT: N_("on its way"),
    State.GIVEN: N_("handed over"),
    State.DROPPED: N_("given up"),
}


@dataclass(frozen=True)
class Taste:
    """What a customer likes: the key of the datum, the words, where it came from and when it was confirmed."""

    key: str
    text: str
    origin: str = ""
    confirmed_on: dt.date | None = None
    private: bool = False
    stale: bool = False


@dataclass(frozen=True)
class Idea:
    """Something to give: for ``taste`` (empty for anybody) with ``words`` that it fits, at a rough price.

    ``price`` is in minor units of ``currency``, None where nothing is known, and goes up to ``upto``; it is rough.
    ``days`` are working days of delivery. ``own`` marks an idea of the team, ``row`` its row.
    """

    name: str
    taste: str = ""
    words: tuple[str, ...] = ()
    price: int | None = None
    upto: int | None = None
    currency: str = ""
    days: int = 0
    own: bool = False
    row: int = 0


@dataclass(frozen=True)
class Given:
    """A gift that was made or is planned; ``on`` is the day of it, ``cost`` in minor units."""

    name: str
    on: dt.date | None
    state: str = State.GIVEN
    cost: int | None = None
    currency: str = ""


@dataclass(frozen=True)
class Budget:
    """What may be spent on one customer in a year, was spent, and is planned: minor units of ``currency``.

    ``others`` are sums in other currencies, which are not converted. ``usual`` tells that the team set nothing.
    """

    amount: int
    spent: int
    planned: int
    currency: str
    others: Mapping[str, int]
    usual: bool = True

    @property
    def left(self) -> int:
        """What may still be spent; less than nothing where it was overdrawn."""
        return self.amount - self.spent - self.planned


@dataclass(frozen=True)
class Suggestion:
    """A proposal: the idea, the taste it is for, what was given that is near it, and whether the budget bears it."""

    idea: Idea
    taste: Taste | None
    similar: Given | None = None
    within: bool = True

    def why(self, tr: Speaks) -> str:
        """Return the reason: “Told on 1 Mar 2026: likes dry red”."""
        if self.taste is None:
            return tr("Fits everybody")
        return why(self.taste, tr)

    def warning(self, tr: Speaks) -> str:
        """Return that something near it was given before; empty when nothing was."""
        if self.similar is None:
            return ""
        if self.similar.on is None:
            return tr("similar to “{gift}”, which is planned", gift=self.similar.name)
        return tr("similar was given in {year}: “{gift}”", year=self.similar.on.year, gift=self.similar.name)


_TOLD: Final = {
    "told": (N_("Told on {date}: {taste}"), N_("Told: {taste}")),
    "overheard": (N_("Overheard on {date}: {taste}"), N_("Overheard: {taste}")),
    "found": (N_("Found on {date}: {taste}"), N_("Found: {taste}")),
    "guessed": (N_("Guessed on {date}: {taste}"), N_("Guessed: {taste}")),
    "": (N_("Noted on {date}: {taste}"), N_("Noted: {taste}")),
}


def why(taste: Taste, tr: Speaks) -> str:
    """Return how a taste became known."""
    dated, plain = _TOLD.get(taste.origin, _TOLD[""])
    if taste.confirmed_on is None:
        return tr(plain, taste=taste.text)
    return tr(dated, taste=taste.text, date=date_text(taste.confirmed_on, tr))


# «не пьёт», "no sweets", «аллергия»: what follows is no taste but its opposite
_AGAINST: Final = re.compile(
    r"\b(?:не|нет|никто|никого|ничего|нельзя|аллерги\w*|no|not|never|none|nothing|\w+n['’]?t|hates?|dislikes?|avoids?"
    r"|allerg\w*)\b"
)


def liked(text: str) -> str:
    """Return what of a taste is liked: «вина не пьёт» is nothing, «мармелад, не шоколад» is «мармелад»."""
    return ", ".join(part for part in _clauses(text) if not _AGAINST.search(part.casefold()))


def refused(text: str) -> str:
    """Return what of a taste is not liked."""
    return ", ".join(part for part in _clauses(text) if _AGAINST.search(part.casefold()))


def _clauses(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;.]|\bно\b|\bbut\b", text) if part.strip()]


def gift_key(name: str) -> str:
    """Return the name by which a gift is found again: folded, its words in order."""
    return " ".join(sorted("".join(sign if sign.isalnum() else " " for sign in fold(name)).split()))


def similar(name: str, given: Iterable[Given]) -> tuple[Given | None, bool]:
    """Return what was given that is near ``name``, the nearest, and whether it is the very same."""
    key = gift_key(name)
    best, near = 0.0, None
    for each in given:
        other = gift_key(each.name)
        likeness = 100.0 if other == key else fuzz.token_sort_ratio(key, other)
        if likeness > best:
            best, near = likeness, each
    return (near, best >= _SAME) if best >= _NEAR else (None, False)


def currency_of(country: str, language: str) -> str:
    """Return the currency in which gifts for a customer of ``country`` are priced."""
    known = {
        "RU": "RUB",
        "BY": "RUB",
        "KZ": "RUB",
        "AM": "RUB",
        "KG": "RUB",
        "US": "USD",
        "CA": "USD",
        "AU": "USD",
    }
    return known.get(country.upper(), "EUR" if country or language != "ru" else "RUB")


def usual_budget(class_: str, currency: str) -> int:
    """Return what may be spent in a year where the team set nothing, in minor units."""
    return _USUAL.get(currency, {}).get(class_, 0) * CURRENCIES.get(currency, 100)


def dispatch_day(due_on: dt.date, days: int, country: str) -> dt.date:
    """Return the last working day on which a parcel may leave to be there ``days`` working days later, by ``due_on``.

    A day that is no working day is none on which it could leave or arrive.
    """
    day = due_on
    left = days
    while left > 0 or not is_working_day(day, country):
        day -= dt.timedelta(days=1)
        if is_working_day(day, country):
            left -= 1
    return day


def suggest(
    ideas: Iterable[Idea],
    tastes: Sequence[Taste],
    given: Sequence[Given],
    *,
    budget: Budget,
    dislikes: str = "",
    private: bool = False,
    limit: int = 12,
) -> list[Suggestion]:
    """Return what may be given, what fits best first.

    Only tastes that are not private (unless ``private``: whose customer it is looks on) and that are no guesses
    gone stale. What was given before is never proposed again; what is near it is, with a word of warning, further
    down, and so is what the budget does not bear. What the customer dislikes is left out.
    """
    usable = [replace(one, text=liked(one.text)) for one in tastes if private or not one.private]
    usable = [one for one in usable if one.text and not (one.stale and one.origin == "guessed")]
    against = "; ".join([dislikes, *(refused(one.text) for one in tastes)])
    found: list[tuple[tuple[float, ...], Suggestion]] = []
    for place, idea in enumerate(ideas):
        taste, fit = _fit(idea, usable)
        near, same = similar(idea.name, given)
        if fit <= 0 or same or _disliked(idea, against):
            continue
        within = idea.price is None or idea.currency != budget.currency or idea.price <= budget.left
        rank = (float(not within), float(near is not None), -fit - 0.5 * idea.own, float(place))
        found.append((rank, Suggestion(idea, taste, near, within)))
    found.sort(key=lambda one: one[0])
    return [one for _, one in found[:limit]]


def _fit(idea: Idea, tastes: Sequence[Taste]) -> tuple[Taste | None, float]:
    """Return the taste that an idea is for and how well it fits: words that both name count most."""
    if not idea.taste:
        return None, 0.2
    best: tuple[Taste | None, float] = (None, 0.0)
    for taste in tastes:
        if taste.key != idea.taste:
            continue
        named = hits(idea.words, taste.text)
        if idea.words and not named:
            continue
        fit = (2.0 + 0.3 * named if named else 1.0) - 0.5 * taste.stale - 0.4 * (taste.origin == "guessed")
        if fit > best[1]:
            best = (taste, fit)
    return best


#: words by which a whole kind of gift is out of the question
_NEVER: Final = {
    "chocolate": ("сладк", "сахар", "шоколад", "диабет", "sweet", "sugar", "chocolate", "diabet"),
    "wine": ("алкогол", "спиртн", "вино$", "вина$", "alcohol", "wine"),
    "flowers": ("цветы$", "цветов", "букет", "пыльц", "flower", "bouquet", "pollen"),
    "tea": ("кофе$", "coffee", "чай$", "tea$"),
}


def _disliked(idea: Idea, dislikes: str) -> bool:
    """Tell whether the customer's own words name what the idea is of."""
    text = fold(dislikes)
    names = [word for word in gift_key(idea.name).split() if len(word) > 3]
    if not text:
        return False
    return fits(_NEVER.get(idea.taste, ()), text) or any(
        word[: max(4, len(word) - 2)] in text for word in names
    )
