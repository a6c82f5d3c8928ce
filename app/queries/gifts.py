"""Gifts: what to give and why, what was given and for how much, what to buy and to send when (row R3)."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa

from app.domain.completeness import Datum, is_stale
from app.domain.fields import BY_KEY, Origin
from app.domain.gifts import (
    CURRENCIES,
    TASTES,
    Budget,
    Given,
    Idea,
    Suggestion,
    Taste,
    currency_of,
    suggest,
    usual_budget,
)
from app.models.customer import LIVE, Customer, Fact, OwnField
from app.models.greeting import Gift, GiftBudget, GiftIdea
from app.models.work import Reading
from app.paths import root

#: states in which money went out
PAID: Final = ("bought", "sent", "given")
_AVOID: Final = ("аллерг", "allerg", "не дарить", "do not give")


@dataclass(frozen=True)
class GiftRow:
    """A gift with whose it is; ``cost`` in minor units of ``currency``."""

    id: int
    customer_id: int
    customer: str
    class_: str
    occasion: str
    for_whom: str
    name: str
    key: str
    taste: str
    reason: str
    cost: int | None
    currency: str
    state: str
    due_on: dt.date | None
    dispatch_on: dt.date | None
    given_on: dt.date | None
    note: str
    interaction_id: int | None
    created_at: dt.datetime
    version: int

    @property
    def on(self) -> dt.date | None:
        """The day that counts: of the hand-over, else the one it is meant for."""
        return self.given_on or self.due_on


@dataclass(frozen=True)
class IdeaRow:
    """An idea of the team; ``price`` in minor units of ``currency``, ``days`` working days of delivery."""

    id: int
    name: str
    taste: str
    words: str
    price: int | None
    currency: str
    days: int
    note: str
    hidden: bool
    version: int


@dataclass(frozen=True)
class Suggestions:
    """What may be given to a customer, the money for it, and what was given before, the latest first.

    ``dislikes`` are the customer's own words of what to avoid, shown beside.
    """

    ideas: tuple[Suggestion, ...]
    budget: Budget
    given: tuple[GiftRow, ...]
    dislikes: str = ""


@dataclass(frozen=True)
class Purchase:
    """One thing of the shopping list, for one customer or several; ``cost`` is the sum of those that have one."""

    name: str
    gifts: tuple[GiftRow, ...]
    cost: int
    currency: str
    bought: int

    @property
    def count(self) -> int:
        return len(self.gifts)

    @property
    def first_on(self) -> dt.date | None:
        """The first day on which one of them has to leave, or is meant for."""
        days = [day for gift in self.gifts if (day := gift.dispatch_on or gift.due_on)]
        return min(days, default=None)


@dataclass(frozen=True)
class Shopping:
    """The shopping list of a month: ``totals`` by currency, of all of it and of what is still to buy."""

    year: int
    month: int
    purchases: tuple[Purchase, ...]
    totals: Mapping[str, int]
    left: Mapping[str, int]


@dataclass(frozen=True)
class Dispatch:
    """A gift that has to leave: ``days`` until then, less than none when it is late."""

    gift: GiftRow
    on: dt.date
    days: int


def suggestions(
    reading: Reading, *, customer_id: int, language: str, year: int | None = None, currency: str = ""
) -> Suggestions:
    """Return what may be given to a customer, with the reason for each, in ``language``.

    Private tastes count only for who is responsible for the customer.
    """
    row = reading.one(sa.select(Customer.country, Customer.responsible_id).where(Customer.id == customer_id))
    spend = currency or _currency(reading, customer_id, row.country if row else "", language)
    budget = budget_of(reading, customer_id=customer_id, year=year or reading.today.year, currency=spend)
    given = gifts_of(reading, customer_id=customer_id)
    tastes, dislikes = _tastes(reading, customer_id)
    mine = bool(row) and row.responsible_id == reading.moment.person_id
    ideas = [*_own_ideas(reading), *_brought(language, spend)]
    past = [_given(gift) for gift in given if gift.state != "dropped"]
    found = suggest(ideas, tastes, past, budget=budget, dislikes=dislikes, private=mine)
    return Suggestions(tuple(found), budget, tuple(given), dislikes)


def gifts_of(reading: Reading, *, customer_id: int) -> list[GiftRow]:
    """Return the gifts of a customer, planned ones first, then the latest given."""
    rows = _rows(reading, Gift.customer_id == customer_id)
    order = {"planned": 0, "bought": 0, "sent": 0}
    far = dt.date(9999, 12, 31)
    return sorted(
        rows,
        key=lambda gift: (
            order.get(gift.state, 1),
            (gift.due_on or far).toordinal() if gift.state in order else -(gift.on or far).toordinal(),
            gift.id,
        ),
    )


def budget_of(reading: Reading, *, customer_id: int, year: int, currency: str = "") -> Budget:
    """Return what may be spent on a customer in ``year``, was spent, and is planned.

    The budget of the class for that year holds before the one for every year, and that before the usual one.
    """
    row = reading.one(
        sa.select(Customer.class_.label("klass"), Customer.country).where(Customer.id == customer_id)
    )
    klass, country = (row.klass, row.country) if row else ("", "")
    b = GiftBudget
    stored = reading.one(
        sa.select(b.amount, b.currency)
        .where(b.class_ == klass, b.year.in_((0, year)))
        .order_by(b.year.desc())
        .limit(1)
    )
    spend = stored.currency if stored else currency or currency_of(country, "ru")
    amount = stored.amount if stored else usual_budget(klass, spend)
    spent, planned = _sums(_rows(reading, Gift.customer_id == customer_id), year)
    others = {code: value for code, value in spent.items() if code != spend and value}
    return Budget(amount, spent[spend], planned[spend], spend, others, usual=stored is None)


def shopping(reading: Reading, *, year: int, month: int, person: int | None = None) -> Shopping:
    """Return what is to be bought for ``month``: gifts that are meant for it or have to leave in it, equal ones together."""
    first = dt.date(year, month, 1)
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    day = sa.func.coalesce(Gift.dispatch_on, Gift.due_on)
    where: list[Any] = [Gift.state.in_(("planned", "bought")), day.between(first, last)]
    if person is not None:
        where.append(Customer.responsible_id == person)
    together: dict[tuple[str, str], list[GiftRow]] = {}
    for gift in _rows(reading, *where):
        together.setdefault((gift.key, gift.currency), []).append(gift)
    purchases = [
        Purchase(
            some[0].name,
            tuple(sorted(some, key=lambda gift: (gift.dispatch_on or gift.due_on or last, gift.customer))),
            sum(gift.cost or 0 for gift in some),
            currency,
            sum(gift.state == "bought" for gift in some),
        )
        for (_, currency), some in together.items()
    ]
    purchases.sort(key=lambda one: (one.first_on or last, one.name))
    gifts = [gift for one in purchases for gift in one.gifts]
    return Shopping(
        year,
        month,
        tuple(purchases),
        _by_currency(gifts),
        _by_currency(gift for gift in gifts if gift.state == "planned"),
    )


def on_the_way(reading: Reading, *, person: int | None = None) -> list[GiftRow]:
    """Return gifts that were sent and of which nobody noted yet that they arrived."""
    where: list[Any] = [Gift.state == "sent"]
    if person is not None:
        where.append(Customer.responsible_id == person)
    return sorted(_rows(reading, *where), key=lambda gift: (gift.due_on or gift.created_at.date(), gift.id))


def dispatch_due(
    reading: Reading, *, until: dt.date | None = None, person: int | None = None
) -> list[Dispatch]:
    """Return gifts that have to leave by ``until`` (today by default), late ones first."""
    day = until or reading.today
    where: list[Any] = [Gift.state.in_(("planned", "bought")), Gift.dispatch_on <= day]
    if person is not None:
        where.append(Customer.responsible_id == person)
    found = [
        Dispatch(gift, gift.dispatch_on, (gift.dispatch_on - reading.today).days)
        for gift in _rows(reading, *where)
        if gift.dispatch_on is not None
    ]
    return sorted(found, key=lambda one: (one.on, one.gift.customer, one.gift.id))


def team_ideas(reading: Reading, *, hidden: bool = False) -> list[IdeaRow]:
    """Return the team's own ideas, by taste and name; with ``hidden`` also those that are not offered."""
    i = GiftIdea
    columns = (i.id, i.name, i.taste, i.words, i.price, i.currency, i.days, i.note, i.hidden, i.version)
    where = [] if hidden else [i.hidden.is_(False)]
    rows = reading.rows(sa.select(*columns).where(*where).order_by(i.taste, i.name, i.id))
    return [IdeaRow(*row) for row in rows]


def team_budgets(reading: Reading) -> dict[tuple[str, int], tuple[int, str]]:
    """Return the budgets that the team set: (class, year) → (amount in minor units, currency)."""
    b = GiftBudget
    rows = reading.rows(sa.select(b.class_.label("klass"), b.year, b.amount, b.currency))
    return {(row.klass, row.year): (int(row.amount), row.currency) for row in rows}


# -- rows ----------------------------------------------------------------------------------------


def _rows(reading: Reading, *where: Any) -> list[GiftRow]:
    g, c = Gift, Customer
    statement = (
        sa.select(
            g.id,
            g.customer_id,
            c.title,
            c.class_.label("klass"),
            g.occasion,
            g.for_whom,
            g.name,
            g.key,
            g.taste,
            g.reason,
            g.cost,
            g.currency,
            g.state,
            g.due_on,
            g.dispatch_on,
            g.given_on,
            g.note,
            g.interaction_id,
            g.created_at,
            g.version,
        )
        .join(c, c.id == g.customer_id)
        .where(c.state == LIVE, g.trashed_at.is_(None), *where)
        .order_by(g.id)
    )
    return [GiftRow(*row) for row in reading.rows(statement)]


def _given(gift: GiftRow) -> Given:
    return Given(gift.name, gift.on, gift.state, gift.cost, gift.currency)


def _sums(gifts: Iterable[GiftRow], year: int) -> tuple[dict[str, int], dict[str, int]]:
    """Return what was spent in ``year`` and what is planned for it, by currency."""
    spent: dict[str, int] = defaultdict(int)
    planned: dict[str, int] = defaultdict(int)
    for gift in gifts:
        day = gift.on or gift.created_at.date()
        if day.year == year and gift.cost is not None:
            if gift.state in PAID:
                spent[gift.currency] += gift.cost
            elif gift.state == "planned":
                planned[gift.currency] += gift.cost
    return spent, planned


def _by_currency(gifts: Iterable[GiftRow]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for gift in gifts:
        if gift.cost is not None:
            found[gift.currency] += gift.cost
    return dict(found)


def _currency(reading: Reading, customer_id: int, country: str, language: str) -> str:
    """Return the currency in which the team set the budget of this class, else that of the country."""
    klass = sa.select(Customer.class_).where(Customer.id == customer_id).scalar_subquery()
    stored = reading.value(
        sa.select(GiftBudget.currency)
        .where(GiftBudget.class_ == klass)
        .order_by(GiftBudget.year.desc())
        .limit(1)
    )
    return str(stored or currency_of(country, language))


def _tastes(reading: Reading, customer_id: int) -> tuple[list[Taste], str]:
    """Return what a customer likes, and in the customer's own words what to avoid."""
    f = Fact
    own = {
        f"own:{row.id}"
        for row in reading.rows(sa.select(OwnField.id, OwnField.label))
        if any(word in row.label.casefold() for word in _AVOID)
    }
    rows = reading.rows(
        sa.select(f.key, f.value, f.origin, f.confirmed_on, f.private)
        .where(f.customer_id == customer_id, f.value.is_not(None), f.key.in_([*TASTES, "dislikes", *own]))
        .order_by(f.id)
    )
    avoid = "; ".join(str(row.value) for row in rows if row.key not in TASTES)
    return [_taste(row, reading.today) for row in rows if row.key in TASTES], avoid


def _taste(row: Any, today: dt.date) -> Taste:
    origin = Origin(row.origin) if row.origin else None
    stale = is_stale(BY_KEY[row.key], Datum(origin=origin, confirmed_on=row.confirmed_on), today)
    return Taste(row.key, str(row.value), row.origin, row.confirmed_on, row.private, stale)


def _own_ideas(reading: Reading) -> list[Idea]:
    return [
        Idea(
            row.name,
            row.taste,
            tuple(word.replace(" ", "_") for word in map(str.strip, row.words.split(",")) if word),
            row.price,
            row.price,
            row.currency,
            row.days,
            own=True,
            row=row.id,
        )
        for row in team_ideas(reading)
    ]


@lru_cache(maxsize=8)
def _brought(language: str, currency: str) -> tuple[Idea, ...]:
    """Return the ideas that the program brings, with a rough price in ``currency`` where the list has one."""
    text = (root() / "resources" / "gifts" / "ideas.txt").read_text(encoding="utf-8")
    place = {"RUB": 4, "EUR": 5, "USD": 6}.get(currency)
    found = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("|")]
        low, high = _band(cells[place], currency) if place else (None, None)
        name = cells[2] if language == "ru" else cells[3]
        words = tuple(cells[1].split())
        found.append(Idea(name, cells[0], words, low, high, currency if place else "", int(cells[7])))
    return tuple(found)


def _band(cell: str, currency: str) -> tuple[int, int]:
    low, _, high = cell.partition("-")
    return int(low) * CURRENCIES[currency], int(high) * CURRENCIES[currency]
