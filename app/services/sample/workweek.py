"""Working days and hours, so that nobody in a sample meets a customer on a Sunday."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.workdays import is_working_day

#: hours in which each kind of contact happens, from the first to the last minute
_HOURS: Final = {
    "meeting": (10, 16),
    "visit": (9, 16),
    "form": (8, 22),
    "email": (8, 19),
    "chat": (9, 19),
    "voicemail": (17, 20),
}
_OFFICE: Final = (9, 17)


class Workweek:
    """The calendar of one country."""

    def __init__(self, country: str) -> None:
        self.country = country

    def working(self, day: dt.date) -> bool:
        """Tell whether people work on ``day``."""
        return _working(day, self.country)

    def after(self, day: dt.date, days: int) -> dt.date:
        """Return the working day ``days`` of them after ``day``; with 0 the same or the next one."""
        found = day
        while not self.working(found):
            found += dt.timedelta(days=1)
        for _ in range(days):
            found += dt.timedelta(days=1)
            while not self.working(found):
                found += dt.timedelta(days=1)
        return found

    def before(self, day: dt.date, days: int) -> dt.date:
        """Return the working day ``days`` of them before ``day``."""
        found = day
        for _ in range(days):
            found -= dt.timedelta(days=1)
            while not self.working(found):
                found -= dt.timedelta(days=1)
        return found

    def moment(self, random: Random, day: dt.date, kind: str, zone: ZoneInfo) -> dt.datetime:
        """Return a moment of ``day`` at which a contact of ``kind`` is likely."""
        first, last = _HOURS.get(kind, _OFFICE)
        step = 30 if kind in {"meeting", "visit"} else 1
        minute = random.randrange(first * 60, last * 60, step)
        return dt.datetime.combine(day, dt.time(minute // 60, minute % 60), zone)

    def soon(self, random: Random, moment: dt.datetime) -> dt.datetime:
        """Return when a request that came at ``moment`` is answered: mostly within the hour, in working hours."""
        start = dt.time(9, 5 + random.randrange(50))
        if moment.hour < 9:
            return moment.replace(hour=start.hour, minute=start.minute)
        later = moment + dt.timedelta(minutes=round(random.lognormvariate(3.6, 0.9)))
        if later.hour < 18 and later.date() == moment.date():
            return later
        return dt.datetime.combine(self.after(moment.date(), 1), start, moment.tzinfo)


@lru_cache(maxsize=4096)
def _working(day: dt.date, country: str) -> bool:
    return is_working_day(day, country)
