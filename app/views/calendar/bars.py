"""What takes a day or more lies as a bar over its days, one above the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.queries.calendar import CalendarDay, CalendarEntry
from app.views.calendar.hours_layout import is_long


@dataclass(frozen=True)
class Bar:
    """An entry from the column ``first`` to ``last``, in its lane."""

    entry: CalendarEntry
    first: int
    last: int
    lane: int


@dataclass(frozen=True)
class Bars:
    """The bars over some days."""

    bars: tuple[Bar, ...]
    start: dt.date

    def lanes_on(self, day: dt.date) -> int:
        """Return how many lanes are taken on ``day``."""
        place = (day - self.start).days
        return max((bar.lane + 1 for bar in self.bars if bar.first <= place <= bar.last), default=0)


def bars_of(entries: Iterable[CalendarEntry], days: Sequence[CalendarDay]) -> Bars:
    """Return the bars of what takes more than one of ``days``, or began before them."""
    if not days:
        return Bars((), dt.date.min)
    start, last = days[0].date, len(days) - 1
    free: list[int] = []
    found = []
    long = [one for one in entries if is_long(one) and one.last_date > one.date and one.last_date >= start]
    for entry in sorted(long, key=lambda one: (one.date, -one.minutes)):
        first = max(0, (entry.date - start).days)
        until = min(last, (entry.last_date - start).days)
        lane = next((number for number, end in enumerate(free) if end < first), len(free))
        free[lane : lane + 1] = [until]
        found.append(Bar(entry, first, until, lane))
    return Bars(tuple(found), start)
