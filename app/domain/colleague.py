"""Working hours and leave of a person of the team (row T0)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Final

from app.domain.availability import spans_on
from app.domain.hours import Hours, Spans, weekdays

#: what a person works who stated no hours
OFFICE_HOURS: Final = weekdays((9, 18))


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
