"""Days on which many customers are greeted at once: holidays, professional days, days of the team's own (row R2).

A day is one line with a count, however many customers keep it; who they are is asked for when it is opened.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from app.domain.greeting_policy import Rules
from app.domain.occasions import Kind, Occasion, group_of
from app.models.customer import LIVE, Customer
from app.models.greeting import Greeting
from app.models.work import Reading
from app.queries.greeting_crowds import Crowd, crowd_of, crowds
from app.queries.greeting_sources import DONE, RANK, greeted_by_policy, states, stored_rules
from app.queries.items import Item, who_columns, who_of

_KINDS: Final = {"holiday": Kind.HOLIDAY, "pro": Kind.PROFESSIONAL, "own": Kind.OWN}


@dataclass(frozen=True)
class DayOfMany:
    """A day with all who keep it. ``occasion`` has the count; its customer is 0.

    ``left`` are those not greeted yet, ``classes`` how many of these each class has; ``tone`` is «solemn» where
    jokes are out of place, ``whom`` female, male or empty for all; ``days`` lie before it; ``warn_days`` is how
    far ahead it is announced.
    """

    occasion: Occasion
    left: int
    classes: Mapping[str, int]
    tone: str
    whom: str
    days: int
    warn_days: int

    @property
    def key(self) -> str:
        return self.occasion.key

    @property
    def done(self) -> int:
        """How many were greeted or passed over."""
        return self.occasion.count - self.left


def of_many(key: str) -> bool:
    """Tell whether an occasion is a day of many, by its key."""
    return key.partition(":")[0] in _KINDS


def days_of_many(
    reading: Reading, *, start: dt.date, end: dt.date, person: int | None = None, home: str = ""
) -> list[DayOfMany]:
    """Return the days of many from ``start`` to ``end`` that any customer keeps whom somebody greets.

    ``person`` counts this person's own customers; ``home`` is the country of customers of whom none is known.
    """
    rules = stored_rules(reading)
    census = _Census(reading, person)
    found = (_counted(reading, crowd, rules, census) for crowd in crowds(reading, start, end, home))
    return [day for day in found if day is not None]


def celebrants(
    reading: Reading,
    *,
    key: str,
    on: dt.date,
    person: int | None = None,
    class_: str | None = None,
    open_only: bool = True,
    limit: int = 200,
    home: str = "",
    customer_id: int | None = None,
) -> list[Item]:
    """Return who keeps a day of many, the most valuable first: those still to be greeted, or all of them."""
    rules = stored_rules(reading)
    crowd = crowd_of(reading, key, on, home)
    if crowd is None:
        return []
    where = [crowd.where()] if customer_id is not None else _members(crowd, rules, person, class_)
    if customer_id is not None:
        where += [Customer.state == LIVE, Customer.id == customer_id]
    if open_only:
        where.append(~crowd.done())
    part: Any = sa.case(
        *[(sa.and_(*part.where), part.key) for part in crowd.parts[:-1]], else_=crowd.parts[-1].key
    )
    if len(crowd.parts) == 1:
        part = sa.literal(crowd.parts[0].key)
    statement = sa.select(*who_columns(), part.label("occasion")).where(*where)
    rows = reading.rows(statement.order_by(RANK, Customer.sort_key, Customer.id).limit(limit))
    known = states(reading, [row.cid for row in rows])
    return [_item(reading, crowd, rules, row, known) for row in rows]


def celebrant_ids(
    reading: Reading,
    *,
    key: str,
    on: dt.date,
    person: int | None = None,
    class_: str | None = None,
    open_only: bool = True,
    home: str = "",
) -> list[int]:
    """Return the ids of who keeps a day of many, the most valuable first; rows are fetched as they come in sight."""
    crowd = crowd_of(reading, key, on, home)
    if crowd is None:
        return []
    where = _members(crowd, stored_rules(reading), person, class_)
    if open_only:
        where.append(~crowd.done())
    statement = sa.select(Customer.id).where(*where).order_by(RANK, Customer.sort_key, Customer.id)
    return list(reading.connection.execute(statement).scalars())


def keys_of(reading: Reading, *, key: str, on: dt.date, ids: Sequence[int], home: str = "") -> dict[int, str]:
    """Return the keys of occasions under which ``ids`` keep a day of many; who does not keep it is left out."""
    crowd = crowd_of(reading, key, on, home)
    found: dict[int, str] = {}
    for part in crowd.parts if crowd else ():
        statement = sa.select(Customer.id).where(Customer.id.in_(ids), *part.where)
        for customer in reading.connection.execute(statement).scalars():
            found.setdefault(customer, part.key)
    return found


def _item(reading: Reading, crowd: Crowd, rules: Rules, row: Any, known: Mapping[Any, Any]) -> Item:
    who = who_of(row)
    state = next((known[who.id, key] for key in crowd.names if (who.id, key) in known), None)
    occasion = Occasion(crowd.date, _kind(crowd.key), who.id, label=crowd.label, key=row.occasion)
    return Item(
        "occasion",
        who.id,
        crowd.date,
        "",
        "",
        who,
        occasion=occasion,
        state=state.state if state else "",
        ways=rules.policy(occasion.group, who.class_, who.id).ways,
        days=(crowd.date - reading.today).days,
    )


def _kind(key: str) -> Kind:
    return _KINDS[key.partition(":")[0]]


def _members(crowd: Crowd, rules: Rules, person: int | None, class_: str | None = None) -> list[Any]:
    found = [Customer.state == LIVE, crowd.where(), *greeted_by_policy(rules, group_of(crowd.key))]
    if person is not None:
        found.append(Customer.responsible_id == person)
    if class_ is not None:
        found.append(Customer.class_ == class_)
    return found


def _counted(reading: Reading, crowd: Crowd, rules: Rules, census: _Census) -> DayOfMany | None:
    group = group_of(crowd.key)
    totals = census.by_class(crowd, rules)
    count = sum(totals.values())
    if not count:
        return None
    done = _done_by_class(reading, crowd, rules, census.person)
    classes = {one: left for one, total in totals.items() if (left := total - done.get(one, 0)) > 0}
    return DayOfMany(
        Occasion(crowd.date, _kind(crowd.key), 0, label=crowd.label, key=crowd.key, count=count),
        left=sum(classes.values()),
        classes=classes,
        tone=crowd.tone,
        whom=crowd.whom,
        days=(crowd.date - reading.today).days,
        warn_days=max((rules.policy(group, class_).warn_days for class_ in classes), default=0),
    )


def _done_by_class(reading: Reading, crowd: Crowd, rules: Rules, person: int | None) -> dict[str, int]:
    """Return how many were greeted or passed over: from what became of the day, which has an index by days."""
    g, c = Greeting, Customer
    statement = (
        sa.select(c.class_, sa.func.count())
        .join(g, g.customer_id == c.id)
        .where(
            g.on == crowd.date,
            g.occasion.in_(crowd.names),
            g.state.in_(DONE),
            *_members(crowd, rules, person),
        )
        .group_by(c.class_)
    )
    return {row[0]: int(row[1]) for row in reading.rows(statement)}


class _Census:
    """How many customers keep a day: all of a country are counted once for every day of it."""

    def __init__(self, reading: Reading, person: int | None) -> None:
        self.person = person
        self._reading = reading
        self._countries: list[Any] | None = None

    def by_class(self, crowd: Crowd, rules: Rules) -> dict[str, int]:
        """Return the number of those whom somebody greets on the day, by class."""
        group = group_of(crowd.key)
        if crowd.countries is None or rules.customers(group):
            return self._asked(crowd, rules)
        found: dict[str, int] = {}
        for country, class_, count in self._by_country():
            if crowd.countries(country) and class_ in rules.classes(group):
                found[class_] = found.get(class_, 0) + count
        return found

    def _asked(self, crowd: Crowd, rules: Rules) -> dict[str, int]:
        statement = sa.select(Customer.class_, sa.func.count()).where(*_members(crowd, rules, self.person))
        return {row[0]: int(row[1]) for row in self._reading.rows(statement.group_by(Customer.class_))}

    def _by_country(self) -> list[Any]:
        if self._countries is None:
            c = Customer
            mine = [c.responsible_id == self.person] if self.person is not None else []
            statement = sa.select(c.country, c.class_, sa.func.count()).where(c.state == LIVE, *mine)
            rows = self._reading.rows(statement.group_by(c.country, c.class_))
            self._countries = [(str(row[0]).upper(), row[1], int(row[2])) for row in rows]
        return self._countries
