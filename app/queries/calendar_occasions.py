"""Occasions of a span for the calendar: one by one where there are few, as one line a day where there are many (row R2)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa

from app.domain.occasions import Kind, month_days
from app.models.customer import LIVE, Customer
from app.models.work import Reading
from app.queries.calendar_days import office_country
from app.queries.calendar_rows import Asked
from app.queries.calendar_values import CalendarEntry, OccasionGroup
from app.queries.greetings import DayOfMany, days_of_many, due, greetings
from app.queries.items import Item

#: more of a kind than this on one day stand as one line
APART: Final = 3
#: more birthdays than this in a span are counted by day, and only those of the most valuable classes are read
MANY: Final = 200


def occasions(
    reading: Reading, asked: Asked, *, apart: bool, language: str
) -> tuple[list[CalendarEntry], list[OccasionGroup]]:
    """Return the occasions of the span and what stands as one line: days of many, and many of a kind on one day.

    With ``apart`` those of single customers stand by themselves, however many they are.
    """
    if not asked.wants("occasion"):
        return [], []
    groups = [*_days_of_many(reading, asked, language)]
    if apart:
        return [_entry(item) for item in _items(reading, asked, None)], groups
    counts = _birthdays(reading, asked)
    many = sum(counts.values()) > MANY
    by_kind: dict[tuple[dt.date, Kind], list[Item]] = defaultdict(list)
    for item in _items(reading, asked, MANY if many else None):
        assert item.occasion is not None
        by_kind[item.date, item.occasion.kind].append(item)
    for day, count in counts.items() if many else ():
        if count:
            by_kind[day, Kind.BIRTHDAY] += []
    entries: list[CalendarEntry] = []
    for (day, kind), items in by_kind.items():
        count = counts.get(day, len(items)) if many and kind is Kind.BIRTHDAY else len(items)
        if count > min(len(items), APART):
            groups.append(_group(day, kind, count, items))
        else:
            entries += [_entry(item) for item in items]
    return entries, groups


def late_occasions(reading: Reading, asked: Asked) -> list[CalendarEntry]:
    """Return the occasions of single customers that were missed, the most valuable classes first."""
    if not asked.wants("occasion"):
        return []
    found: list[Item] = []
    for person in sorted(asked.people) or (None,):
        found += [one for one in due(reading, person=person).items if one.late]
    return [
        _entry(one) for one in found if not asked.classes or (one.who and one.who.class_ in asked.classes)
    ]


def _items(reading: Reading, asked: Asked, limit: int | None) -> list[Item]:
    """Return the occasions of single customers, those of each person asked for."""
    found: list[Item] = []
    for person in sorted(asked.people) or (None,):
        found += greetings(
            reading, start=asked.start, end=asked.end, person=person, limit=None if asked.classes else limit
        )
    return [one for one in found if not asked.classes or (one.who and one.who.class_ in asked.classes)]


def _birthdays(reading: Reading, asked: Asked) -> dict[dt.date, int]:
    """Return how many birthdays each day has, of the customers of the people and classes asked for."""
    c = Customer
    months: dict[int, list[int]] = defaultdict(list)
    for month, day in month_days(asked.start, asked.end):
        months[month].append(day)
    kept = sa.or_(*[sa.and_(c.birth_month == one, c.birth_day.in_(days)) for one, days in months.items()])
    where: list[Any] = [c.state == LIVE, kept]
    if asked.people:
        where.append(c.responsible_id.in_(asked.people))
    if asked.classes:
        where.append(c.class_.in_(asked.classes))
    columns = (c.birth_month, c.birth_day)
    rows = reading.rows(sa.select(*columns, sa.func.count()).where(*where).group_by(*columns))
    by_day = {(row[0], row[1]): int(row[2]) for row in rows}
    return {day: sum(by_day.get(one, 0) for one in month_days(day, day)) for day in asked.days()}


def _days_of_many(reading: Reading, asked: Asked, language: str) -> Iterator[OccasionGroup]:
    """Yield the holidays, professional days and days of the team's own that customers keep."""
    home = office_country(reading, language=language)
    found: dict[tuple[dt.date, str], OccasionGroup] = {}
    for person in sorted(asked.people) or (None,):
        for one in days_of_many(reading, start=asked.start, end=asked.end, person=person, home=home):
            made = _of_many(one, asked)
            known = found.get((made.date, made.code))
            if known is not None:
                made = replace(known, count=known.count + made.count, greeted=known.greeted + made.greeted)
            found[made.date, made.code] = made
    yield from (group for group in found.values() if group.count)


def _of_many(one: DayOfMany, asked: Asked) -> OccasionGroup:
    """Return a day of many; of chosen classes those that are still to be greeted are counted."""
    count, greeted = one.occasion.count, one.done
    if asked.classes:
        count, greeted = sum(one.classes.get(name, 0) for name in asked.classes), 0
    return OccasionGroup(one.occasion.date, one.key, count, occasion=one.occasion, greeted=greeted)


def _group(day: dt.date, kind: Kind, count: int, items: Sequence[Item]) -> OccasionGroup:
    first = tuple(item.who for item in items[:APART] if item.who)
    return OccasionGroup(
        day, kind.value, count, customers=first, greeted=sum(not item.open for item in items)
    )


def _entry(item: Item) -> CalendarEntry:
    assert item.occasion is not None
    return CalendarEntry(
        "occasion",
        item.ref,
        item.date,
        who=item.who,
        contact_kind=item.ways[0] if item.ways else "",
        occasion=item.occasion,
        key=item.occasion.key,
        state=item.state,
        late=item.late,
    )
