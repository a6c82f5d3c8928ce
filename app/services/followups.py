"""Verbs on follow-ups: create, move, snooze, finish with a result, trash (rows R1, X18)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dateutil.rrule import rrulestr

from app.language import N_
from app.models.contact import FollowUp
from app.models.work import Work
from app.services.faults import BadValue


def create(
    work: Work,
    *,
    due_on: dt.date,
    customer_id: int | None = None,
    due_time: str = "",
    text: str = "",
    kind: str = "call",
    minutes: int | None = None,
    repeat: str = "",
    person_id: int | None = None,
    interaction_id: int | None = None,
) -> int:
    """Create a follow-up; without a customer it is a task of one's own. Return its id.

    Raises:
        BadValue: ``repeat`` is no iCalendar rule.
    """
    _check_rule(repeat)
    row_id = work.insert(
        FollowUp,
        customer_id=customer_id,
        person_id=person_id or work.moment.person_id,
        kind=kind,
        text=text.strip(),
        due_on=due_on,
        due_time=due_time,
        minutes=minutes,
        repeat=repeat,
        interaction_id=interaction_id,
        result="",
        created_at=work.now,
    )
    work.name(N_("Planned “{text}”"), text=text)
    return row_id


def edit(work: Work, *, row_id: int, values: Mapping[str, Any], was: Mapping[str, Any] | None = None) -> None:
    """Change a follow-up.

    Raises:
        EditConflict: somebody changed the same thing meanwhile.
    """
    _check_rule(str(values.get("repeat") or ""))
    row = work.get(FollowUp, row_id)
    work.change(FollowUp, row_id, values, was)
    work.name(N_("Changed “{text}”"), text=row["text"])


def snooze(work: Work, *, row_id: int, due_on: dt.date, due_time: str = "") -> None:
    """Put a follow-up off to another day."""
    row = work.get(FollowUp, row_id)
    work.change(FollowUp, row_id, {"due_on": due_on, "due_time": due_time, "snoozed": row["snoozed"] + 1})
    work.name(N_("Put off “{text}”"), text=row["text"])


def finish(work: Work, *, row_id: int, result: str = "") -> int | None:
    """Finish a follow-up with its result; one that repeats leaves its next date. Return the next one's id."""
    row = work.get(FollowUp, row_id)
    work.change(FollowUp, row_id, {"done_at": work.now, "result": result.strip()})
    following = next_date(row["repeat"], row["due_on"], work.today)
    made = None
    if following is not None:
        made = create(
            work,
            due_on=following,
            customer_id=row["customer_id"],
            due_time=row["due_time"],
            text=row["text"],
            kind=row["kind"],
            minutes=row["minutes"],
            repeat=row["repeat"],
            person_id=row["person_id"],
        )
    work.name(N_("Finished “{text}”"), text=row["text"])
    return made


def reopen(work: Work, *, row_id: int) -> None:
    """Open a finished follow-up again."""
    row = work.get(FollowUp, row_id)
    work.change(FollowUp, row_id, {"done_at": None})
    work.name(N_("Opened “{text}” again"), text=row["text"])


def trash(work: Work, *, row_id: int) -> None:
    """Put a follow-up into the trash."""
    row = work.get(FollowUp, row_id)
    work.change(FollowUp, row_id, {"trashed_at": work.now})
    work.name(N_("Removed “{text}”"), text=row["text"])


def restore(work: Work, *, row_id: int) -> None:
    """Take a follow-up out of the trash."""
    row = work.get(FollowUp, row_id)
    work.change(FollowUp, row_id, {"trashed_at": None})
    work.name(N_("Restored “{text}”"), text=row["text"])


def next_date(rule: str, due_on: dt.date, today: dt.date) -> dt.date | None:
    """Return the first date of ``rule`` after both its due date and today, None where it ended."""
    if not rule:
        return None
    start = dt.datetime.combine(due_on, dt.time())
    after = dt.datetime.combine(max(due_on, today), dt.time(23, 59))
    found = rrulestr(rule, dtstart=start).after(after)
    return found.date() if found else None


def _check_rule(rule: str) -> None:
    if not rule:
        return
    try:
        rrulestr(rule, dtstart=dt.datetime(2026, 1, 1))  # noqa: DTZ001 - only the form is checked
    except (ValueError, KeyError, TypeError) as fault:
        raise BadValue(value=rule, field="repeat") from fault
