"""How long a customer may go unheard, and who fell out of sight (row R6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

#: days between contacts by class; None for nobody to keep after. The empty class is a customer without one.
DEFAULT_INTERVALS: Final[Mapping[str, int | None]] = MappingProxyType(
    {"VIP": 30, "A": 30, "B": 45, "C": 90, "D": None, "": 60}
)
Days = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class Silence:
    """How long nothing was heard.

    ``days`` runs from the last contact, or from the day the card was made where there was none.
    ``over`` is by how many days the interval is exceeded; None while it is not, or where none is set.
    ``due_on`` is the day by which to be in touch, None without an interval.
    """

    days: int
    over: int | None
    usual: int | None
    due_on: dt.date | None
    ever: bool

    @property
    def out_of_sight(self) -> bool:
        """Whether the customer fell out of sight."""
        return self.over is not None


def interval_of(
    class_: str, own_days: int | None, *, intervals: Mapping[str, int | None] = DEFAULT_INTERVALS
) -> int | None:
    """Return the days between contacts: the customer's own before those of the class; 0 means never."""
    if own_days is not None:
        return own_days if own_days > 0 else None
    return intervals.get(class_, intervals.get("", None))


def silence(
    last_contact_on: dt.date | None,
    created_on: dt.date,
    interval: int | None,
    today: dt.date,
    leave: Iterable[Days] = (),
) -> Silence:
    """Return how long a customer is silent.

    ``last_contact_on`` is the last contact that took place: an unanswered attempt is none. Days of
    ``leave`` (both ends included), on which the customer is away, do not count towards the interval.
    """
    since = last_contact_on or created_on
    days = max((today - since).days, 0)
    if interval is None:
        return Silence(days, None, None, None, last_contact_on is not None)
    away = _joined(leave)
    counted = max(days - _days_within(away, since + dt.timedelta(days=1), today), 0)
    over = counted - interval
    return Silence(
        days, over if over > 0 else None, interval, _due(since, interval, away), last_contact_on is not None
    )


def silent_before(interval: int, today: dt.date, leave: Iterable[Days] = ()) -> dt.date:
    """Return the day before which the last contact of those lies who are out of sight today.

    Days of ``leave``, on which nobody could be in touch, do not count towards the interval.
    """
    away = _joined(leave)
    day = today - dt.timedelta(days=interval)
    while True:
        pause = _days_within(away, day, today)
        earlier = today - dt.timedelta(days=interval + pause)
        if earlier == day:
            return day
        day = earlier


def _joined(leave: Iterable[Days]) -> list[Days]:
    """Return the leaves in order, overlapping ones made one, so that no day counts twice."""
    found: list[Days] = []
    for first, last in sorted(leave):
        if found and first <= found[-1][1] + dt.timedelta(days=1):
            found[-1] = (found[-1][0], max(found[-1][1], last))
        elif first <= last:
            found.append((first, last))
    return found


def _days_within(away: Iterable[Days], start: dt.date, end: dt.date) -> int:
    return sum(max((min(last, end) - max(first, start)).days + 1, 0) for first, last in away)


def _due(since: dt.date, interval: int, away: Iterable[Days]) -> dt.date:
    """Return the last day within the interval, moved on by the leave on the way."""
    due = since + dt.timedelta(days=interval)
    for first, last in away:
        if last > since and first <= due:
            due += last - max(first, since + dt.timedelta(days=1)) + dt.timedelta(days=1)
    return due
