"""Occasions to greet: those of single customers, days of many, what is due, what became of them (rows R2, R3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa

from app.domain.greeting_policy import Rules
from app.domain.occasions import Occasion, occasions_between
from app.models.greeting import Greeting
from app.models.team import Person
from app.models.work import Reading
from app.queries.calendar_days import office_country
from app.queries.greeting_days import (
    DayOfMany,
    celebrant_ids,
    celebrants,
    days_of_many,
    of_many,
)
from app.queries.greeting_sources import Found, Span, sources, states, stored_rules
from app.queries.items import Item

__all__ = [
    "DayOfMany",
    "Due",
    "Past",
    "celebrant_ids",
    "celebrants",
    "count_due",
    "days_of_many",
    "due",
    "greetings",
    "history",
    "occasion_of",
]

#: how long a missed occasion of one customer is shown as late, and a day of many
LATE_DAYS: Final = 60
LATE_OF_MANY: Final = 7
SHOWN: Final = 60


@dataclass(frozen=True)
class Due:
    """What is to be greeted now: late ones, today's, and those announced ahead, by day.

    ``items`` are of single customers, ``groups`` days of many; ``late`` and ``today`` count the items and the groups
    that are open. There may be more where ``more`` is set: of each kind the most valuable classes are shown.
    """

    items: tuple[Item, ...]
    groups: tuple[DayOfMany, ...]
    late: int
    today: int
    more: bool = False

    @property
    def count(self) -> int:
        """How many stand beside the room's name: today's and late ones."""
        return self.late + self.today


@dataclass(frozen=True)
class Past:
    """What became of one occasion of a card; ``person`` is who did it, ``interaction_id`` where it stands."""

    id: int
    occasion: str
    on: dt.date
    state: str
    way: str
    subject: str
    text: str
    at: dt.datetime
    person: str
    interaction_id: int | None
    version: int


def greetings(
    reading: Reading, *, start: dt.date, end: dt.date, person: int | None = None, limit: int | None = None
) -> list[Item]:
    """Return the occasions of single customers from ``start`` to ``end``, both included, by day.

    ``person`` leaves those of this person's own customers; ``limit`` (of each kind of occasion) those of
    the most valuable classes, where there are more than anybody greets.
    """
    rules = stored_rules(reading)
    found = sources(reading, Span(start, end, person, limit, policy=None))
    return _items(reading, found, rules, occasions_between(found.sources, start, end))


def due(reading: Reading, *, person: int | None = None, limit: int = SHOWN, home: str = "") -> Due:
    """Return what is to be greeted: announced ahead by class, today's until greeted, missed ones for 60 days.

    Only what the policy greets; ``limit`` is of each kind of occasion, and apart for what is late, of today,
    and ahead. ``home`` is the country of customers of whom none is known.
    """
    return _due(reading, person, limit, home, ahead=stored_rules(reading).longest_warning())


def _due(reading: Reading, person: int | None, limit: int, home: str, *, ahead: int) -> Due:
    """Return what :func:`due` does, as far as ``ahead`` days from today."""
    rules, today = stored_rules(reading), reading.today
    spans = [
        Span(today - dt.timedelta(days=LATE_DAYS), today - dt.timedelta(days=1), missed=True),
        Span(today, today, missed=True),
    ]
    if ahead:
        spans.append(Span(today + dt.timedelta(days=1), today + dt.timedelta(days=ahead), missed=True))
    items: list[Item] = []
    more = False
    for span in spans:
        found = sources(reading, replace(span, person=person, limit=limit, policy=rules))
        more = more or len(found.sources) >= limit
        near = occasions_between(found.sources, span.start, span.end)
        items += [
            item
            for item in _items(reading, found, rules, near)
            if item.open and item.ways and _announced(reading, rules, item, found.made[item.ref])
        ]
    groups = [
        day
        for day in days_of_many(
            reading,
            start=today - dt.timedelta(days=LATE_OF_MANY),
            end=today + dt.timedelta(days=ahead),
            person=person,
            home=home,
        )
        if day.left and day.days <= day.warn_days
    ]
    waiting = [item.days or 0 for item in items] + [day.days for day in groups]
    return Due(
        tuple(items),
        tuple(groups),
        late=sum(days < 0 for days in waiting),
        today=sum(days == 0 for days in waiting),
        more=more,
    )


def count_due(reading: Reading, *, person: int | None = None, home: str = "") -> int:
    """Return how many greetings are late or of today, as far as :func:`due` shows them: the badge."""
    return _due(reading, person, SHOWN, home, ahead=0).count


def occasion_of(reading: Reading, *, customer_id: int, occasion: str, on: dt.date) -> Item | None:
    """Return the occasion of a customer by its key and day; None where there is none any more."""
    if of_many(occasion):
        # a card without a country keeps the days of the office's
        home = office_country(reading)
        known = celebrants(reading, key=occasion, on=on, customer_id=customer_id, open_only=False, home=home)
        return next(iter(known), None)
    found = sources(reading, Span(on, on, customer=customer_id))
    near = occasions_between(found.sources, on, on)
    items = _items(reading, found, stored_rules(reading), near)
    return next((item for item in items if item.occasion and item.occasion.key == occasion), None)


def history(reading: Reading, *, customer_id: int) -> list[Past]:
    """Return what became of the occasions of a card, the latest day first."""
    g = Greeting
    statement = (
        sa.select(
            g.id,
            g.occasion,
            g.on,
            g.state,
            g.way,
            g.subject,
            g.text,
            g.at,
            Person.name,
            g.interaction_id,
            g.version,
        )
        .outerjoin(Person, Person.id == g.person_id)
        .where(g.customer_id == customer_id)
        .order_by(g.on.desc(), g.id.desc())
    )
    return [
        Past(
            row.id,
            row.occasion,
            row.on,
            row.state,
            row.way,
            row.subject,
            row.text,
            row.at,
            row.name or "",
            row.interaction_id,
            row.version,
        )
        for row in reading.rows(statement)
    ]


def _items(reading: Reading, found: Found, rules: Rules, occasions: Iterable[Occasion]) -> list[Item]:
    near = list(occasions)
    known = states(reading, {one.customer for one in near})
    return [_item(reading, found, rules, one, known.get((one.customer, one.key))) for one in near]


def _item(reading: Reading, found: Found, rules: Rules, one: Occasion, state: Any) -> Item:
    who = found.people[one.customer]
    policy = rules.policy(one.group, who.class_, who.id)
    return Item(
        "occasion",
        one.customer,
        one.date,
        "",
        "",
        who,
        occasion=one,
        state=state.state if state else "",
        ways=() if one.sad else policy.ways,
        days=(one.date - reading.today).days,
    )


def _announced(reading: Reading, rules: Rules, item: Item, made: dt.datetime) -> bool:
    """Tell whether it is time: today and late ones always, but none from before the card was begun."""
    occasion, who = item.occasion, item.who
    assert occasion is not None
    assert who is not None
    if item.date <= reading.today:
        return item.date >= made.astimezone(reading.moment.zone).date()
    policy = rules.policy(occasion.group, who.class_, who.id)
    return (item.date - reading.today).days <= policy.warn_days
