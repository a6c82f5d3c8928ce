"""What the room asks for at once: the span, the day beside it, the people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from app.models.work import Reading
from app.queries import calendar, customers, people
from app.queries.calendar import CalendarEntry, CalendarSpan, DayPanel
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
    #: what should have been done before today, for the agenda
    late: tuple[CalendarEntry, ...] = ()
    #: what began before the span and still goes on
    running: tuple[CalendarEntry, ...] = ()
    #: there is no customer and nothing planned yet
    empty: bool = False


def look(
    reading: Reading,
    *,
    start: dt.date,
    end: dt.date,
    day: dt.date,
    shown: Shown,
    language: str,
    listed: bool = False,
) -> Look:
    """Return the days from ``start`` to ``end`` and ``day`` in full; ``listed`` adds what is late."""
    team = tuple(people.team(reading))
    if len(team) < 2:
        shown = replace(shown, people=frozenset())  # nobody's work is hers as well
    left: dict[str, Any] = {
        "people": shown.people,
        "kinds": shown.asked_kinds(),
        "classes": shown.classes,
    }
    found = calendar.span(reading, start=start, end=end, language=language, **left)
    late = calendar.late(reading, **left) if listed and start == reading.today else ()
    bare = not late and not any(one.entries or one.groups or one.more for one in found.days)
    return Look(
        found,
        panel(reading, day=day, shown=shown, language=language),
        team,
        late,
        calendar.still_running(reading, start=start, **left),
        empty=bare and not customers.count(reading),
    )


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
