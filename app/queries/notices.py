"""What is to be announced to whoever works here, and what fell due while nobody looked (row R5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from app.domain.notices import Announcement, announced_at, is_due, subject_of
from app.models.contact import FollowUp
from app.models.feedback import Notice
from app.models.work import Reading
from app.queries import greetings
from app.queries.calendar_rows import Asked, followups
from app.queries.calendar_values import CalendarEntry
from app.queries.response_clock import count_waiting
from app.queries.today import counts_due

#: how far ahead the next moment is looked for
_AHEAD: Final = dt.timedelta(days=2)


@dataclass(frozen=True)
class Pending:
    """What is due now, and when the next one is; None where nothing is ahead in the next two days."""

    due: tuple[Announcement, ...] = ()
    next_at: dt.datetime | None = None


@dataclass(frozen=True)
class Summary:
    """What the day begins with: due today, late, requests that wait, greetings of today and missed ones."""

    due: int = 0
    late: int = 0
    requests: int = 0
    greetings: int = 0

    def __bool__(self) -> bool:
        return bool(self.due or self.requests or self.greetings)


def pending(reading: Reading) -> Pending:
    """Return what is to be announced now to this person, and when the next one is.

    What was announced and not put off, here or in another window, is not among it.
    """
    now = reading.now
    known = _known(reading)
    ahead: list[dt.datetime] = []
    due = []
    for one in _announcements(reading):
        row = known.get(one.subject)
        if row is not None and (row.closed_at is not None or row.until is None):
            continue
        at = row.until if row is not None else one.at
        if at > now:
            ahead.append(at)
        elif row is not None or is_due(one, now):
            due.append(one)
    return Pending(tuple(sorted(due, key=lambda one: (one.starts, one.ref))), min(ahead, default=None))


def summary(reading: Reading, *, home: str = "") -> Summary:
    """Return what the day begins with for this person."""
    person = reading.moment.person_id
    late, today = counts_due(reading, person=person)
    return Summary(
        due=late + today,
        late=late,
        requests=count_waiting(reading, person),
        greetings=greetings.count_due(reading, person=person, home=home),
    )


def _announcements(reading: Reading) -> Iterable[Announcement]:
    asked = Asked(reading.today - _AHEAD / 2, reading.today + _AHEAD)
    entries = [
        one
        for one in followups(reading, asked, done=False)
        if one.open and one.person_id in (reading.moment.person_id, None)
    ]
    minutes = _notify_minutes(reading, {one.ref for one in entries})
    for one in entries:
        moments = announced_at(
            one.date, one.time, one.contact_kind, minutes.get(one.ref), reading.moment.zone
        )
        if moments is not None:
            yield _announcement(one, *moments)


def _announcement(one: CalendarEntry, at: dt.datetime, starts: dt.datetime) -> Announcement:
    return Announcement(
        subject_of("followup", one.ref, one.date, one.time),
        one.kind,
        one.ref,
        at,
        starts,
        text=one.text,
        name=one.who.name if one.who else "",
        customer_id=one.customer_id,
        contact_kind=one.contact_kind,
        occurrence=one.occurrence,
        time=one.time,
        place=one.place,
        mine=one.person_id is not None,
    )


def _notify_minutes(reading: Reading, ids: set[int]) -> dict[int, int | None]:
    f = FollowUp
    if not ids:
        return {}
    statement = sa.select(f.id, f.notify_minutes).where(f.id.in_(ids), f.notify_minutes.is_not(None))
    return dict(tuple(row) for row in reading.rows(statement))


def _known(reading: Reading) -> dict[str, Any]:
    """Return what was announced of late, by subject: to this person, or what is nobody's to anybody."""
    n = Notice
    statement = sa.select(n.subject, n.person_id, n.until, n.closed_at).where(
        n.due_at >= reading.now - 3 * _AHEAD
    )
    found: dict[str, Any] = {}
    for row in reading.rows(statement):
        if row.person_id == reading.moment.person_id or row.subject not in found:
            found[row.subject] = row
    return found
