"""Occasions of live customers in a span of days (row R2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from app.domain.occasions import Birth, Kind, Source, month_days, occasions_between
from app.models.customer import LIVE, Customer, PersonalDate, Relative
from app.models.work import Reading
from app.queries.items import Item, Who, who_columns, who_of


def greetings(
    reading: Reading, *, start: dt.date, end: dt.date, person: int | None = None, limit: int | None = None
) -> list[Item]:
    """Return the occasions from ``start`` to ``end``, both included, by day.

    ``person`` leaves those of this person's own customers; ``limit`` (of each kind of occasion) those of
    the most valuable classes, where there are more than anybody greets.
    """
    days = month_days(start, end)
    c, d, r = Customer, PersonalDate, Relative
    rank = sa.case({"VIP": 0, "A": 1, "B": 2, "": 3, "C": 4, "D": 5}, value=c.class_, else_=6)
    mine = [c.state == LIVE] + ([c.responsible_id == person] if person is not None else [])
    births = sa.select(*who_columns(), c.birth_year, c.birth_month, c.birth_day).where(
        *mine, _on(days, c.birth_month, c.birth_day)
    )
    dates = (
        sa.select(*who_columns(), d.label, d.year, d.month, d.day, d.sad)
        .join(c, c.id == d.customer_id)
        .where(*mine, _on(days, d.month, d.day))
    )
    kin = (
        sa.select(*who_columns(), r.name, r.relation, r.birth_year, r.birth_month, r.birth_day)
        .join(c, c.id == r.customer_id)
        .where(*mine, _on(days, r.birth_month, r.birth_day))
    )
    people: dict[int, Who] = {}
    sources: list[Source] = []
    for statement, source in ((births, _birth), (dates, _date), (kin, _kin)):
        for row in reading.rows(statement.order_by(rank, c.id).limit(limit)):
            sources.append(source(row))
            people[row.cid] = who_of(row)
    return [
        Item("occasion", one.customer, one.date, "", "", people[one.customer], occasion=one)
        for one in occasions_between(sources, start, end)
    ]


def _birth(row: Any) -> Source:
    return Source(Kind.BIRTHDAY, row.cid, Birth(row.birth_month, row.birth_day, row.birth_year))


def _date(row: Any) -> Source:
    return Source(Kind.DATE, row.cid, Birth(row.month, row.day, row.year), label=row.label, sad=row.sad)


def _kin(row: Any) -> Source:
    birth = Birth(row.birth_month, row.birth_day, row.birth_year)
    return Source(Kind.RELATIVE, row.cid, birth, who=row.name, label=row.relation)


def _on(days: Iterable[tuple[int, int]], month: Any, day: Any) -> Any:
    by_month: dict[int, list[int]] = {}
    for number, date in days:
        by_month.setdefault(number, []).append(date)
    return sa.or_(*[sa.and_(month == number, day.in_(some)) for number, some in by_month.items()])
