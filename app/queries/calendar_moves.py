"""What speaks against a day and an hour: terms, hours, holidays, leave, other meetings, the load (rows R4, T0, C13)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa

from app.domain.availability import DEFAULT_HOURS
from app.domain.hours_text import parse_hours
from app.domain.places import zone_named
from app.domain.planning import (
    Hours,
    PlanWarning,
    Slot,
    check_customer,
    check_load,
    check_overlaps,
    check_person,
    usual_minutes,
)
from app.domain.recurrence import in_zone
from app.domain.terms import CHANNEL_OF, Plan, TermWarning, Weight
from app.domain.workdays import calendar_day
from app.models.contact import FollowUp
from app.models.customer import Customer
from app.models.faults import Gone
from app.models.work import Reading
from app.queries.calendar_days import office_days
from app.queries.calendar_rows import MEETINGS, Asked, followups, here
from app.queries.capture import check

# Hours matter where somebody is disturbed at once, not where a letter waits.
_LIVE: Final = frozenset({"phone", "messenger", "meeting"})
_HOURS_SAID: Final = frozenset({"hours", "day", "holiday"})
Warned = TermWarning | PlanWarning


def check_move(
    reading: Reading,
    *,
    ref: int,
    occurrence: str = "",
    date: dt.date,
    time: str = "",
    minutes: int | None = None,
    person_id: int | None = None,
    language: str = "en",
) -> tuple[Warned, ...]:
    """Return what speaks against putting a follow-up on another day or hour, the most serious first.

    ``date`` and ``time`` are of our wall clock; what is None stays as it is. Used when an entry is dropped.

    Raises:
        Gone: there is no such follow-up.
    """
    f = FollowUp
    columns = (f.kind.label("fkind"), f.customer_id, f.person_id, f.minutes, f.due_on, f.due_time, f.zone)
    row = reading.one(sa.select(*columns).where(f.id == ref))
    if row is None:
        raise Gone
    day = dt.date.fromisoformat(occurrence[:10]) if occurrence else row.due_on
    was_on, was_at = here(reading, row, day)
    same_day = was_on == reading.today and (date, time) != (was_on, was_at)
    length = minutes if minutes is not None else row.minutes
    plan = Plan(row.fkind, date, minutes=length, same_day=same_day)
    person = person_id if person_id is not None else row.person_id
    return _check(reading, plan, time, row.customer_id, person, language, moved=(ref, occurrence))


def check_plan(
    reading: Reading,
    *,
    customer_id: int | None,
    kind: str,
    date: dt.date,
    time: str = "",
    minutes: int | None = None,
    person_id: int | None = None,
    language: str = "en",
) -> tuple[Warned, ...]:
    """Return what speaks against a new follow-up, the most serious first; times are of our wall clock."""
    plan = Plan(kind, date, minutes=minutes)
    person = person_id if person_id is not None else reading.moment.person_id
    return _check(reading, plan, time, customer_id, person, language)


def _check(
    reading: Reading,
    plan: Plan,
    time: str,
    customer_id: int | None,
    person_id: int | None,
    language: str,
    moved: tuple[int, str] = (0, ""),
) -> tuple[Warned, ...]:
    slot = Slot(plan.date, time, plan.minutes if plan.minutes is not None else usual_minutes(plan.kind))
    found: list[Warned] = []
    if customer_id is not None:
        found += _of_customer(reading, plan, slot, customer_id, language, moved)
    found += _of_team(reading, plan, slot, person_id, language, moved)
    if plan.date < reading.today:
        found.append(PlanWarning("past"))
    order = list(Weight)
    return tuple(sorted(found, key=lambda one: order.index(one.weight)))


def _of_customer(
    reading: Reading, plan: Plan, slot: Slot, customer_id: int, language: str, moved: tuple[int, str]
) -> Iterator[Warned]:
    """Yield what the customer's terms, consents, hours and holidays say."""
    c = Customer
    row = reading.one(sa.select(c.time_zone, c.hours, c.country, c.kind).where(c.id == customer_id))
    if row is None:
        return
    ours = reading.moment.zone
    zone = zone_named(row.time_zone) or ours
    theirs = Slot(*in_zone(slot.date, slot.time, ours, zone), slot.minutes)
    at: dt.date = theirs.date
    if theirs.time:
        at = dt.datetime.combine(theirs.date, dt.time.fromisoformat(theirs.time))
    but = frozenset() if moved[1] else frozenset({moved[0]})
    said = check(reading, customer_id=customer_id, plan=replace(plan, at=at), language=language, but=but)
    yield from said
    if CHANNEL_OF.get(plan.kind) in _LIVE and not any(one.code in _HOURS_SAID for one in said):
        yield from check_customer(theirs, _hours_of(row, theirs.date, language))


def _hours_of(row: Any, date: dt.date, language: str) -> Hours:
    """Return the customer's hours on ``date``: their own, else those usual for such a customer."""
    day = calendar_day(date, row.country, language)
    own = parse_hours(row.hours) if row.hours.strip() else None
    hours = own or DEFAULT_HOURS.get(row.kind, DEFAULT_HOURS["person"])
    spans = hours.on(date.weekday(), working=day.working, holiday=bool(day.holiday))
    return Hours(spans, day, stated=own is not None)


def _of_team(
    reading: Reading,
    plan: Plan,
    slot: Slot,
    person_id: int | None,
    language: str,
    moved: tuple[int, str],
) -> Iterator[Warned]:
    """Yield what the doer's hours, leave and other meetings say, our holidays, and the load of the day."""
    office = office_days(reading, start=slot.date, end=slot.date, language=language)
    worker = next((one for one in office.workers if one.id == person_id), None)
    if worker is None:
        return
    hours = Hours(office.spans(worker, slot.date), office.kind(slot.date))
    yield from check_person(slot, hours, name=worker.name, leave=office.leave(worker.id, slot.date))
    asked = Asked(slot.date, slot.date, frozenset({worker.id}))
    others = [one for one in followups(reading, asked) if (one.ref, one.occurrence) != moved and not one.done]
    if plan.kind in MEETINGS:
        meetings = [one for one in others if one.kind == "meeting"]
        yield from check_overlaps(
            slot,
            [
                (Slot(one.date, one.time, one.minutes), one.text, one.who.name if one.who else "")
                for one in meetings
            ],
        )
    load = sum(one.minutes for one in others)
    yield from check_load(load, slot.minutes, office.norm_of(worker, slot.date))
