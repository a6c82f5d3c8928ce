"""What the room asks for at once: the span, the day beside it, the people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from app.models.work import Reading
from app.queries import calendar, people
from app.queries.calendar import CalendarSpan, DayPanel
from app.queries.people import PersonRow
from app.queries.spreading import Proposal, propose
from app.views.calendar.legend import Shown


@dataclass(frozen=True)
class DayLook:
    """A day in full, and how it could be levelled where it holds too much (row R9)."""

    panel: DayPanel
    proposal: Proposal = field(default_factory=Proposal)


@dataclass(frozen=True)
class Look:
    """One reading of the calendar."""

    span: CalendarSpan
    panel: DayLook
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


def panel(reading: Reading, *, day: dt.date, shown: Shown, language: str) -> DayLook:
    """Return one day in full, levelled where it lies ahead and holds more than can be done."""
    found = calendar.day_panel(
        reading,
        date=day,
        people=shown.people,
        kinds=shown.asked_kinds(),
        classes=shown.classes,
        language=language,
    )
    over = any(one.load.over for one in found.people)
    if day < reading.today or not over:
        return DayLook(found)
    person = next(iter(shown.people)) if len(shown.people) == 1 else None
    return DayLook(found, propose(reading, start=day, person=person, language=language))
