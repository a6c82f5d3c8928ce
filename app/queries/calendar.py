"""The calendar: a span of days with what is on each, one day in full, the load of days (rows R1, R2, R4, R9)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from app.models.work import Reading
from app.queries.calendar_days import OfficeDays, Worker, office_country, office_days
from app.queries.calendar_gifts import gifts
from app.queries.calendar_moves import check_move, check_plan
from app.queries.calendar_occasions import late_occasions, occasions
from app.queries.calendar_rows import (
    ROOM,
    Asked,
    count_late,
    first_followups,
    late_followups,
    loads,
    running,
)
from app.queries.calendar_values import (
    DAY_MINUTES,
    CalendarDay,
    CalendarEntry,
    CalendarSpan,
    DayLeave,
    DayLoad,
    DayPanel,
    OccasionGroup,
    PersonLoad,
)

__all__ = [
    "DAY_MINUTES",
    "KINDS",
    "CalendarDay",
    "CalendarEntry",
    "CalendarSpan",
    "DayLeave",
    "DayLoad",
    "DayPanel",
    "OccasionGroup",
    "PersonLoad",
    "check_move",
    "check_plan",
    "day_panel",
    "late",
    "load_of_days",
    "office_country",
    "span",
    "still_running",
]

#: what an entry is
KINDS: Final = ("followup", "meeting", "occasion", "gift")


def span(
    reading: Reading,
    *,
    start: dt.date,
    end: dt.date,
    people: frozenset[int] = frozenset(),
    kinds: frozenset[str] = frozenset(),
    classes: frozenset[str] = frozenset(),
    language: str = "en",
) -> CalendarSpan:
    """Return the days from ``start`` to ``end``, both included, with what is on each.

    ``people``, ``kinds`` (of :data:`KINDS`) and ``classes`` leave those named, empty leaves all. ``language``
    names public holidays. The load counts every open entry of the people, whatever kinds and classes are shown.
    """
    asked = Asked(start, end, people, kinds, classes)
    office = office_days(reading, start=start, end=end, language=language)
    found, more = first_followups(reading, asked, room=ROOM)
    some, groups = occasions(reading, asked, apart=False, language=language)
    return CalendarSpan(
        start,
        end,
        _days(reading, asked, office, [*found, *some, *gifts(reading, asked)], groups, more),
        late=count_late(reading, asked),
    )


def late(
    reading: Reading,
    *,
    people: frozenset[int] = frozenset(),
    kinds: frozenset[str] = frozenset(),
    classes: frozenset[str] = frozenset(),
    limit: int = 60,
) -> tuple[CalendarEntry, ...]:
    """Return what should have been done before today, the latest first: of each kind ``limit`` at most."""
    asked = Asked(reading.today, reading.today, people, kinds, classes)
    found = [*late_followups(reading, asked, limit=limit), *late_occasions(reading, asked)]
    return tuple(sorted(found, key=lambda one: (one.date, one.time), reverse=True))


def still_running(
    reading: Reading,
    *,
    start: dt.date,
    people: frozenset[int] = frozenset(),
    kinds: frozenset[str] = frozenset(),
    classes: frozenset[str] = frozenset(),
) -> tuple[CalendarEntry, ...]:
    """Return what began before ``start`` and goes on that day: past midnight, or for several days."""
    return tuple(running(reading, Asked(start, start, people, kinds, classes)))


def day_panel(
    reading: Reading,
    *,
    date: dt.date,
    people: frozenset[int] = frozenset(),
    kinds: frozenset[str] = frozenset(),
    classes: frozenset[str] = frozenset(),
    language: str = "en",
) -> DayPanel:
    """Return one day in full: every occasion by itself, and the load of each person."""
    asked = Asked(date, date, people, kinds, classes)
    office = office_days(reading, start=date, end=date, language=language)
    some, groups = occasions(reading, asked, apart=True, language=language)
    found, more = first_followups(reading, asked, room=ROOM)
    (day,) = _days(reading, asked, office, [*found, *some, *gifts(reading, asked)], groups, more)
    by_person = loads(reading, asked)
    workers = office.chosen(people)
    lines = [
        PersonLoad(
            worker.id,
            worker.name,
            DayLoad(by_person.get((date, worker.id), 0), office.norm_of(worker, date)),
            office.leave(worker.id, date),
        )
        for worker in workers
    ]
    return DayPanel(day, tuple(lines), day.hours or ())


def load_of_days(
    reading: Reading,
    *,
    start: dt.date,
    end: dt.date,
    people: frozenset[int] = frozenset(),
    language: str = "en",
) -> dict[dt.date, DayLoad]:
    """Return how much is planned for each day from ``start`` to ``end`` and how much can be done (row R9)."""
    asked = Asked(start, end, people)
    office = office_days(reading, start=start, end=end, language=language)
    minutes = _by_day(loads(reading, asked))
    workers = office.chosen(people)
    return {day: DayLoad(minutes.get(day, 0), office.norm(day, workers)) for day in asked.days()}


def _days(
    reading: Reading,
    asked: Asked,
    office: OfficeDays,
    entries: Iterable[CalendarEntry],
    groups: Sequence[OccasionGroup],
    more: Mapping[dt.date, int],
) -> tuple[CalendarDay, ...]:
    by_day: dict[dt.date, list[CalendarEntry]] = defaultdict(list)
    for entry in entries:
        by_day[entry.date].append(entry)
    grouped: dict[dt.date, list[OccasionGroup]] = defaultdict(list)
    for group in groups:
        grouped[group.date].append(group)
    minutes = _by_day(loads(reading, asked))
    workers = office.chosen(asked.people)
    found = []
    for date in asked.days():
        kind = office.kind(date)
        found.append(
            CalendarDay(
                date,
                tuple(sorted(by_day.get(date, ()), key=_place)),
                minutes.get(date, 0),
                office.norm(date, workers),
                kind.working,
                kind.holiday,
                office.leaves(date, workers),
                tuple(grouped.get(date, ())),
                more.get(date, 0),
                _hours(office, workers, date),
            )
        )
    return tuple(found)


def _hours(
    office: OfficeDays, workers: Sequence[Worker], date: dt.date
) -> tuple[tuple[int, int], ...] | None:
    """Return when the one person asked for works that day, none on leave; None where it is not known."""
    if len(workers) != 1:
        return None
    if office.leave(workers[0].id, date) is not None:
        return ()
    spans = office.spans(workers[0], date)
    return None if spans is None else tuple((one.start, one.end) for one in spans)


def _by_day(loads: dict[tuple[dt.date, int | None], int]) -> dict[dt.date, int]:
    found: dict[dt.date, int] = defaultdict(int)
    for (date, _), minutes in loads.items():
        found[date] += minutes
    return found


_CLASSES: Final = {name: place for place, name in enumerate(("VIP", "A", "B", "", "C", "D"))}
_KINDS: Final = {"occasion": 0, "gift": 1, "meeting": 2, "followup": 3}


def _place(entry: CalendarEntry) -> tuple[object, ...]:
    """Return the order of a day: by time after what has none, then the more valuable class."""
    class_ = entry.who.class_ if entry.who else ""
    return (
        entry.time,
        _KINDS.get(entry.kind, 9),
        _CLASSES.get(class_, 3),
        entry.text,
        entry.ref,
        entry.occurrence,
    )
