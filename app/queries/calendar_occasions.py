"""Occasions of a span for the calendar: one by one where there are few, by day where there are many (row R2)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Final

from app.domain.occasions import Occasion
from app.models.work import Reading
from app.queries.calendar_rows import Asked
from app.queries.calendar_values import CalendarEntry, OccasionGroup
from app.queries.greetings import greetings
from app.queries.items import Item

#: more of a kind than this on one day stand as one line
APART: Final = 3


def occasions(
    reading: Reading, asked: Asked, *, apart: bool
) -> tuple[list[CalendarEntry], list[OccasionGroup]]:
    """Return the occasions of the span, and the groups of those that are many on one day; ``apart`` groups none."""
    if not asked.wants("occasion"):
        return [], []
    items = [
        item
        for item in greetings(reading, start=asked.start, end=asked.end)
        if not asked.classes or (item.who and item.who.class_ in asked.classes)
    ]
    if apart:
        return [_entry(item) for item in items], []
    by_kind: dict[tuple[dt.date, str], list[Item]] = defaultdict(list)
    for item in items:
        by_kind[item.date, _code(item.occasion)].append(item)
    entries = [_entry(item) for some in by_kind.values() if len(some) <= APART for item in some]
    groups = [
        OccasionGroup(
            date,
            code,
            len(some),
            customers=tuple(item.who for item in some[:APART] if item.who),
        )
        for (date, code), some in by_kind.items()
        if len(some) > APART
    ]
    return entries, groups


def _code(occasion: Occasion | None) -> str:
    return occasion.kind.value if occasion else ""


def _entry(item: Item) -> CalendarEntry:
    return CalendarEntry(
        "occasion", item.ref, item.date, who=item.who, occasion=item.occasion, contact_kind="greeting"
    )
