"""Days on which the clock is changed: the hour that is missing or comes twice, and where things end then (row R1)."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.domain.recurrence import wall_moment

_STEP = dt.timedelta(minutes=15)


class Change(NamedTuple):
    """From which minute of the wall clock to which the clock jumps (``back`` false), or goes back."""

    start: int
    end: int
    back: bool


@lru_cache(maxsize=512)
def change_on(day: dt.date, zone: ZoneInfo) -> Change | None:
    """Return how the clock is changed on ``day``; None on common days."""
    start = dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone).astimezone(dt.UTC)
    if end - start == dt.timedelta(days=1):
        return None
    at = start
    while at < end:
        before, after = (one.astimezone(zone).replace(tzinfo=None) for one in (at, at + _STEP))
        if after - before != _STEP:
            first, last = sorted((before + _STEP, after))
            midnight = dt.datetime.combine(day, dt.time())
            return Change(_minutes(first - midnight), _minutes(last - midnight), after < before + _STEP)
        at += _STEP
    return None


def end_of(day: dt.date, start: int, minutes: int, zone: ZoneInfo) -> int:
    """Return the minute of ``day``'s wall clock, past 1440 for later days, at which what lasts ``minutes`` ends."""
    if all(change_on(day + dt.timedelta(days=n), zone) is None for n in range((start + minutes) // 1440 + 1)):
        return start + minutes
    begun = wall_moment(day, f"{start // 60:02}:{start % 60:02}", zone).astimezone(dt.UTC)
    ended = (begun + dt.timedelta(minutes=minutes)).astimezone(zone).replace(tzinfo=None)
    return max(_minutes(ended - dt.datetime.combine(day, dt.time())), start)


def _minutes(length: dt.timedelta) -> int:
    return round(length.total_seconds() / 60)
