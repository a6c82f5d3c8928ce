"""Working hours and leave of a person of the team (row T0)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from app.domain.availability import spans_on
from app.domain.hours import Hours, Spans, weekdays

#: what a person works who stated no hours
OFFICE_HOURS: Final = weekdays((9, 18))
# A year without a working day would be a mistake in the data.
_AHEAD: Final = 366


@dataclass(frozen=True)
class Leave:
    """Days away, both ends included."""

    first_day: dt.date
    last_day: dt.date
    note: str = ""

    def covers(self, date: dt.date) -> bool:
        """Tell whether ``date`` is one of them."""
        return self.first_day <= date <= self.last_day


@dataclass(frozen=True)
class Colleague:
    """When a person of the team works; ``country`` (two letters, may be empty) gives the holidays."""

    hours: Hours = OFFICE_HOURS
    country: str = ""
    leaves: tuple[Leave, ...] = field(default=())

    def leave_on(self, date: dt.date) -> Leave | None:
        """Return the leave that covers ``date``."""
        return next((leave for leave in self.leaves if leave.covers(date)), None)

    def spans(self, date: dt.date) -> Spans:
        """Return the hours that the person works on ``date``."""
        return () if self.leave_on(date) else spans_on(date, self.hours, self.country)

    def is_working(self, date: dt.date) -> bool:
        """Tell whether the person works on ``date``."""
        return bool(self.spans(date))

    def minutes_on(self, date: dt.date) -> int:
        """Return how long the person works on ``date``."""
        return sum(span.minutes for span in self.spans(date))

    def next_working(self, date: dt.date) -> dt.date | None:
        """Return ``date`` or the first day after it on which the person works; None if there is none."""
        return next((day for day in self._days(date) if self.is_working(day)), None)

    def back_on(self, date: dt.date) -> dt.date | None:
        """Return the day on which one who is on leave on ``date`` is back; None when nobody is away."""
        return self.next_working(date) if self.leave_on(date) else None

    @staticmethod
    def _days(date: dt.date) -> Iterator[dt.date]:
        return (date + dt.timedelta(days=step) for step in range(_AHEAD))
