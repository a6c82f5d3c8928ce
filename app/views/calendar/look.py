"""What the room asks for at once: the span, the day beside it, the people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.models.work import Reading
from app.queries import calendar, people
from app.queries.calendar import CalendarSpan, DayPanel
from app.queries.people import PersonRow
from app.views.calendar.legend import Shown


@dataclass(frozen=True)
class Look:
    """One reading of the calendar."""

    span: CalendarSpan
    panel: DayPanel
    people: tuple[PersonRow, ...]


def look(
    reading: Reading, *, start: dt.date, end: dt.date, day: dt.date, shown: Shown, language: str
) -> Look:
    """Return the days from ``start`` to ``end`` and ``day`` in full."""
    span = calendar.span(
        reading,
        start=start,
        end=end,
        people=shown.people,
        kinds=shown.asked_kinds(),
        classes=shown.classes,
        language=language,
    )
    return Look(span, panel(reading, day=day, shown=shown, language=language), tuple(people.team(reading)))


def panel(reading: Reading, *, day: dt.date, shown: Shown, language: str) -> DayPanel:
    """Return one day in full."""
    return calendar.day_panel(
        reading,
        date=day,
        people=shown.people,
        kinds=shown.asked_kinds(),
        classes=shown.classes,
        language=language,
    )
