"""What is to do: follow-ups, requests, customers out of sight, occasions (rows R1, R2, R6, I3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import sqlalchemy as sa

from app.domain import agenda as rules
from app.domain.touch import interval_of, silence
from app.models.contact import FollowUp, Interaction
from app.models.customer import STAGED, TRASHED, UNDONE, Customer
from app.models.work import Reading
from app.queries.calendar_days import office_days
from app.queries.calendar_rows import MEETINGS, Asked, here, loads, virtual
from app.queries.calendar_values import DayLoad
from app.queries.greetings import greetings
from app.queries.items import Item, Who, call_time, who_columns, who_of
from app.queries.response_clock import ResponseClock, count_late, count_waiting, response_clock, waits
from app.queries.silent import count_never, leaves, silent_by_class, silent_ids

__all__ = ["Item", "Today", "Who", "agenda", "call_time", "count_due", "count_silent", "today"]

#: more than anybody does in a day: of late ones those of the most valuable classes are shown
SHOWN: Final = 100
#: among how many, the least late ones, those are looked for
LATE_SEEN: Final = 2000
SILENT_SHOWN: Final = 200
SILENT_TODAY: Final = 12
GREETED: Final = 60
AHEAD: Final = 7
#: whatever is open since then is late
LONG_AGO: Final = dt.date(1900, 1, 1)


@dataclass(frozen=True)
class Today:
    """The Today screen: requests, the rest by urgency, the week's greetings, and the counts.

    ``items`` are follow-ups up to today and, after them, the first of those out of sight; ``due`` and
    ``late`` count all follow-ups and requests, ``silent_classes`` all customers out of sight by class.
    ``never`` is with how many nobody has been in touch yet, whether it is time or not.
    ``coming`` are the first follow-ups of the next seven days, ``coming_days`` how many each day has.
    """

    requests: tuple[Item, ...]
    items: tuple[Item, ...]
    greetings: tuple[Item, ...]
    late: int
    silent: int
    done_today: int
    due: int = 0
    silent_classes: Mapping[str, int] = field(default_factory=dict)
    never: int = 0
    #: whose work it is; None for everybody's
    person: int | None = None
    coming: tuple[Item, ...] = ()
    coming_days: Mapping[dt.date, int] = field(default_factory=dict)
    #: minutes of work that are due, late ones among them, and how many can be done today (row R9)
    load_minutes: int = 0
    norm_minutes: int = 0
    #: how many requests wait, those that are not shown among them
    waiting: int = 0


def today(reading: Reading, *, mine: bool = False) -> Today:
    """Return what the Today screen shows; with ``mine`` only what is this person's own."""
    person = reading.moment.person_id if mine else None
    day = reading.today
    due_before, due_now = _counts_due(reading, person)
    items = _ordered(
        reading,
        [
            *_late(reading, person),
            *_followups(reading, day, day, person, limit=SHOWN),
            *_requests(reading, person, limit=SHOWN),
            *_silent(reading, SILENT_TODAY, person),
        ],
    )
    hours = _told(
        reading, day, day, person
    )  # of a series whose open one is late, today's hour stands beside it
    items = _with_last_words(reading, [*items, *hours])
    requests = tuple(item for item in items if item.kind == "request")
    asked = count_waiting(reading, person)
    silent = silent_by_class(reading, person=person)
    week = day + dt.timedelta(days=AHEAD)
    tomorrow = day + dt.timedelta(days=1)
    load = _load(reading, person)
    ahead = _told(reading, tomorrow, week, person)
    return Today(
        requests=requests,
        items=tuple(item for item in items if item.kind != "request"),
        greetings=tuple(
            greetings(reading, start=day, end=week - dt.timedelta(days=1), person=person, limit=GREETED)
        ),
        late=due_before
        + count_late(reading, response_clock(reading), person)
        + sum(item.late for item in items if item.date == day and item.kind != "request"),
        silent=sum(silent.values()),
        done_today=_done_today(reading, person),
        due=due_before + due_now + asked + len(hours),
        silent_classes=silent,
        never=count_never(reading, person=person),
        person=person,
        coming=tuple(
            sorted([*_followups(reading, tomorrow, week, person, limit=GREETED), *ahead], key=_by_time)[
                :GREETED
            ]
        ),
        coming_days=_counts_ahead(reading, tomorrow, week, person, ahead),
        load_minutes=load.minutes,
        norm_minutes=load.norm,
        waiting=asked,
    )


def agenda(reading: Reading, *, start: dt.date, days: int = 1) -> list[Item]:
    """Return what is due from ``start`` for ``days`` days, by date, time and kind.

    What is late, waits for an answer or fell out of sight stands on today, when today is among the days.
    """
    end = start + dt.timedelta(days=days - 1)
    includes_today = start <= reading.today <= end
    entries = _followups(reading, dt.date.min if includes_today else start, end, None)
    if includes_today:
        entries += _requests(reading, None) + _silent(reading, SILENT_SHOWN, None)
    items = _ordered(reading, entries) + _told(reading, start, end, None)
    items += greetings(reading, start=start, end=end)
    return sorted(items, key=lambda item: (item.date, item.time or "~", item.kind, item.customer, item.ref))


def count_due(reading: Reading) -> int:
    """Return how many follow-ups are due by today and requests wait: the number beside «Today»."""
    return sum(_counts_due(reading, None)) + count_waiting(reading)


def counts_due(reading: Reading, *, person: int | None = None) -> tuple[int, int]:
    """Return how many follow-ups are late, and how many are due today; with ``person`` those of that one."""
    return _counts_due(reading, person)


def count_silent(reading: Reading, person: int | None = None) -> int:
    """Return how many customers fell out of sight (row R6)."""
    return sum(silent_by_class(reading, person=person).values())


def _open(person: int | None) -> list[Any]:
    """Return the conditions of a follow-up that is to be done: not those of customers out of the list."""
    f = FollowUp
    hidden = sa.select(Customer.id).where(Customer.state.in_((TRASHED, STAGED, UNDONE)))
    found = [
        f.done_at.is_(None),
        f.trashed_at.is_(None),
        sa.or_(f.customer_id.is_(None), f.customer_id.not_in(hidden)),
    ]
    return [*found, f.person_id == person] if person is not None else found


def _counts_due(reading: Reading, person: int | None) -> tuple[int, int]:
    """Return how many follow-ups are due before today, and today."""
    f = FollowUp
    before = sa.func.coalesce(sa.func.sum(sa.case((f.due_on < reading.today, 1), else_=0)), 0)
    row = reading.one(sa.select(before, sa.func.count()).where(*_open(person), f.due_on <= reading.today))
    return int(row[0]), int(row[1]) - int(row[0])


def _load(reading: Reading, person: int | None) -> DayLoad:
    """Return the minutes of what is due, late ones among it, and the norm of today."""
    day = reading.today
    people = frozenset() if person is None else frozenset({person})
    office = office_days(reading, start=day, end=day)
    minutes = sum(loads(reading, Asked(LONG_AGO, day, people)).values())
    return DayLoad(minutes, office.norm(day, office.chosen(people)))


def _told(reading: Reading, start: dt.date, end: dt.date, person: int | None) -> list[Item]:
    """Return the occurrences of series from ``start`` to ``end`` that are no rows of their own yet."""
    statement = _lines().where(
        *_open(person), FollowUp.repeat != sa.literal_column("''"), FollowUp.due_on <= end
    )
    series = reading.rows(statement)
    found = []
    for one in virtual(reading, series, start, end):
        item = replace(_followup(reading, one.row, one.day), occurrence=one.day.isoformat())
        found += _ordered(reading, [item])  # by itself: all of a series have one row
    return found


def _by_time(item: Item) -> tuple[dt.date, str, int]:
    return (item.date, item.time, item.ref)


def _counts_ahead(
    reading: Reading, start: dt.date, end: dt.date, person: int | None, told: Sequence[Item]
) -> dict[dt.date, int]:
    """Return how many follow-ups each day has, occurrences of series that are ``told`` among them."""
    f = FollowUp
    statement = (
        sa.select(f.due_on, sa.func.count())
        .where(*_open(person), f.due_on >= start, f.due_on <= end)
        .group_by(f.due_on)
        .order_by(f.due_on)
    )
    found = {row[0]: int(row[1]) for row in reading.rows(statement)}
    for item in told:
        found[item.date] = found.get(item.date, 0) + 1
    return dict(sorted(found.items()))


def _done_today(reading: Reading, person: int | None) -> int:
    f = FollowUp
    start = dt.datetime.combine(reading.today, dt.time(), reading.moment.zone)
    mine = [f.person_id == person] if person is not None else []
    return int(
        reading.value(sa.select(sa.func.count()).where(f.done_at >= start, f.trashed_at.is_(None), *mine))
        or 0
    )


def _late(reading: Reading, person: int | None) -> list[Item]:
    """Return follow-ups due before today: of the least late ones those of the most valuable classes."""
    f = FollowUp
    seen = (
        sa.select(f.id)
        .where(*_open(person), f.due_on < reading.today)
        .order_by(f.due_on.desc())
        .limit(LATE_SEEN)
    )
    rank = sa.case({"VIP": 0, "A": 1, "B": 2, "C": 4, "D": 5}, value=Customer.class_, else_=3)
    statement = _lines().where(f.id.in_(seen)).order_by(rank, f.due_on, f.due_time, f.id).limit(SHOWN)
    return [_followup(reading, row, row.due_on) for row in reading.rows(statement)]


def _followups(
    reading: Reading, start: dt.date, end: dt.date, person: int | None, *, limit: int | None = None
) -> list[Item]:
    f = FollowUp
    statement = _lines().where(*_open(person), f.due_on <= end)
    if start != dt.date.min:
        statement = statement.where(f.due_on >= start)
    return [
        _followup(reading, row, row.due_on)
        for row in reading.rows(statement.order_by(f.due_on, f.due_time, f.id).limit(limit))
    ]


def _lines() -> sa.Select[Any]:
    f = FollowUp
    columns: list[Any] = [f.id, f.kind.label("fkind"), f.text, f.due_on, f.due_time, f.version, f.snoozed]
    columns += [f.zone, f.repeat, f.starts_on, f.except_on, f.minutes]
    return sa.select(*columns, *who_columns()).outerjoin(Customer, Customer.id == f.customer_id)


def _followup(reading: Reading, row: Any, day: dt.date) -> Item:
    date, time = here(reading, row, day)
    return Item(
        "meeting" if row.fkind in MEETINGS else "followup",
        row.id,
        date,
        time,
        row.text,
        who_of(row) if row.cid is not None else None,
        row.fkind,
        version=row.version,
        snoozed=row.snoozed,
    )


def _requests(reading: Reading, person: int | None, *, limit: int | None = None) -> list[Item]:
    i = Interaction
    columns = (i.id, i.kind.label("ikind"), i.text, i.body, i.at, i.version)
    waiting = sa.select(i.id).where(*waits(person)).order_by(i.at).limit(limit)
    statement = (
        sa.select(*columns, *who_columns())
        .join(Customer, Customer.id == i.customer_id)
        .where(i.id.in_(waiting))
        .order_by(i.at)
    )
    zone = reading.moment.zone
    return [
        Item(
            "request",
            row.id,
            row.at.astimezone(zone).date(),
            row.at.astimezone(zone).strftime("%H:%M"),
            row.text or row.body[:200],
            who_of(row),
            row.ikind,
            since=row.at,
            version=row.version,
            detail=row.body[:200] if row.text else "",
        )
        for row in reading.rows(statement)
    ]


def _silent(reading: Reading, limit: int, person: int | None) -> list[Item]:
    ids = silent_ids(reading, limit=limit, person=person)
    c = Customer
    statement = sa.select(*who_columns(), c.created_at).where(c.id.in_(ids))
    known = {row.cid: row for row in reading.rows(statement)}
    return [
        Item(
            "out_of_sight",
            row.cid,
            reading.today,
            "",
            "",
            who_of(row),
            since=row.last_contact_at or row.created_at,
        )
        for row in (known[row_id] for row_id in ids)
    ]


def _with_last_words(reading: Reading, items: Sequence[Item]) -> list[Item]:
    """Return ``items``, those without a detail of their own with what the last contact was about."""
    i = Interaction
    ids = {item.who.id for item in items if item.who and not item.detail and item.kind != "request"}
    last = (
        sa.select(i.text)
        .where(
            i.customer_id == Customer.id,
            i.trashed_at.is_(None),
            i.outcome == "reached",
            i.private.is_(False),
        )
        .order_by(i.at.desc())
        .limit(1)
        .scalar_subquery()
    )
    words = dict(tuple(row) for row in reading.rows(sa.select(Customer.id, last).where(Customer.id.in_(ids))))
    return [
        replace(item, detail=words.get(item.who.id) or "") if item.who and item.who.id in ids else item
        for item in items
    ]


def _ordered(reading: Reading, items: Sequence[Item]) -> list[Item]:
    """Return items by urgency with the reason for each."""
    entries = {(_entry_kind(item), item.ref): item for item in items}
    intervals = _intervals(reading, [item.ref for item in items if item.kind == "out_of_sight"])
    clock = response_clock(reading) if any(item.kind == "request" for item in items) else None
    lines = rules.in_order(
        [_entry(reading, item, intervals, clock) for item in items],
        now=reading.now.astimezone(reading.moment.zone),
    )
    return [replace(entries[line.entry.kind, line.entry.ref], line=line) for line in lines]


def _entry_kind(item: Item) -> rules.EntryKind:
    return rules.EntryKind(item.kind)


def _entry(
    reading: Reading, item: Item, intervals: dict[int, tuple[Any, ...]], clock: ResponseClock | None
) -> rules.Entry:
    zone = reading.moment.zone
    class_ = item.who.class_ if item.who else ""
    if item.kind == "request":
        assert item.since is not None
        assert clock is not None
        return rules.Entry(rules.EntryKind.REQUEST, item.ref, class_, waited=clock.waited(item.since))
    if item.kind == "out_of_sight":
        last, created, own, away = intervals[item.ref]
        quiet = silence(
            last.astimezone(zone).date() if last else None,
            created.astimezone(zone).date(),
            interval_of(class_, own),
            reading.today,
            away,
        )
        return rules.Entry(rules.EntryKind.SILENT, item.ref, class_, silence=quiet)
    time = dt.time.fromisoformat(item.time) if item.time else None
    return rules.Entry(_entry_kind(item), item.ref, class_, due_on=item.date, due_time=time)


def _intervals(reading: Reading, ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Return the last contact, the beginning of the card, the interval and the pauses of customers."""
    if not ids:
        return {}
    c = Customer
    columns = (c.id, c.last_contact_at, c.created_at, c.keep_in_touch_days, c.responsible_id)
    away = leaves(reading)
    return {
        row.id: (*tuple(row)[1:4], away.get(row.responsible_id, ()))
        for row in reading.rows(sa.select(*columns).where(c.id.in_(ids)))
    }
