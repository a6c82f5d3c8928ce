"""What kind of day each day is for the team: working hours, leave, public holidays of the office (row T0)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa

from app.domain.hours import Hours, Spans
from app.domain.hours_text import parse_hours
from app.domain.places import country_of_zone
from app.domain.workdays import CalendarDay, calendar_day
from app.models.team import Leave, Meta, Person
from app.models.work import Reading
from app.queries.calendar_values import DAY_MINUTES, DayLeave

#: the key of the database's own notes under which the office's country stands
OFFICE_COUNTRY = "office_country"
_Leaves = dict[int, list[tuple[dt.date, dt.date, str]]]


@dataclass(frozen=True)
class Worker:
    """Somebody of the team, with working hours where they are known."""

    id: int
    name: str
    hours: Hours | None


@dataclass(frozen=True)
class OfficeDays:
    """The team's days: who works when, in which country, and what its holidays are called."""

    workers: tuple[Worker, ...]
    away: _Leaves
    country: str
    language: str

    def kind(self, date: dt.date) -> CalendarDay:
        """Return whether the office works that day, and the name of a public holiday."""
        return calendar_day(date, self.country, self.language)

    def spans(self, worker: Worker, date: dt.date) -> Spans | None:
        """Return a worker's hours of that day; None where they are not known and the day is a working one."""
        day = self.kind(date)
        if worker.hours is None:
            return None if day.working else ()
        return worker.hours.on(date.weekday(), working=day.working, holiday=bool(day.holiday))

    def leave(self, person_id: int, date: dt.date) -> str | None:
        """Return the note of a leave that person has that day, None for no leave."""
        return next(
            (note for first, last, note in self.away.get(person_id, ()) if first <= date <= last), None
        )

    def leaves(self, date: dt.date, people: Iterable[Worker]) -> tuple[DayLeave, ...]:
        """Return who is away that day."""
        found = [(worker, self.leave(worker.id, date)) for worker in people]
        return tuple(DayLeave(worker.id, worker.name, note) for worker, note in found if note is not None)

    def chosen(self, people: frozenset[int]) -> tuple[Worker, ...]:
        """Return the workers among ``people``, all where it is empty."""
        return tuple(worker for worker in self.workers if not people or worker.id in people)

    def norm(self, date: dt.date, people: Iterable[Worker]) -> int:
        """Return how many minutes ``people`` work that day: their hours but for leave, else eight hours."""
        some = tuple(people)
        if not some:
            return DAY_MINUTES if self.kind(date).working else 0
        return sum(self.norm_of(worker, date) for worker in some)

    def norm_of(self, worker: Worker, date: dt.date) -> int:
        """Return how many minutes one person works that day."""
        if self.leave(worker.id, date) is not None:
            return 0
        spans = self.spans(worker, date)
        return DAY_MINUTES if spans is None else sum(span.minutes for span in spans)


def office_days(reading: Reading, *, start: dt.date, end: dt.date, language: str = "en") -> OfficeDays:
    """Return the team's days from ``start`` to ``end``; who only looks on has no working hours here."""
    p, leave = Person, Leave
    people = reading.rows(
        sa.select(p.id, p.name, p.hours)
        .where(p.gone.is_(False), p.role != "read-only")
        .order_by(p.name, p.id)
    )
    away: _Leaves = {}
    for row in reading.rows(
        sa.select(leave.person_id, leave.first_day, leave.last_day, leave.note).where(
            leave.last_day >= start, leave.first_day <= end
        )
    ):
        away.setdefault(row.person_id, []).append((row.first_day, row.last_day, row.note))
    workers = tuple(Worker(row.id, row.name, _hours(row.hours)) for row in people)
    return OfficeDays(workers, away, office_country(reading, language=language), language)


def office_country(reading: Reading, *, language: str = "en") -> str:
    """Return the two letters of the office's country: as set, else where its time zone is, else by language."""
    said = reading.value(sa.select(Meta.value).where(Meta.key == OFFICE_COUNTRY))
    if said is not None:
        return str(said)
    return country_of_zone(reading.moment.zone.key) or ("RU" if language == "ru" else "")


@lru_cache(maxsize=256)
def _hours(text: str) -> Hours | None:
    return parse_hours(text) if text.strip() else None
