"""Who fell out of sight (row R6): counted and found class by class, each as one range of an index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from app.domain.touch import DEFAULT_INTERVALS, Days, silent_before
from app.models.customer import LIVE, Customer
from app.models.team import Leave
from app.models.work import Reading

#: classes, the most valuable first; the empty one has no class yet
CLASSES: Final = ("VIP", "A", "B", "", "C", "D")
#: leave longer ago than this, in days, pauses nothing any more
LOOK_BACK: Final = 800
_Range = tuple[list[Any], Any]


def silent_by_class(reading: Reading, *, person: int | None = None) -> dict[str, int]:
    """Return how many customers of each class fell out of sight; with ``person`` only that one's own."""
    c = Customer
    counts = [
        sa.select(c.class_.label("klass"), sa.func.count().label("many"))
        .where(*conditions)
        .group_by(c.class_)
        for conditions, _ in _ranges(reading, person, CLASSES)
    ]
    found: dict[str, int] = {}
    for row in reading.rows(sa.union_all(*counts)):
        found[row.klass] = found.get(row.klass, 0) + int(row.many)
    return {class_: found[class_] for class_ in CLASSES if found.get(class_)}


def silent_ids(reading: Reading, *, limit: int, person: int | None = None) -> list[int]:
    """Return those out of sight, by class and then the longest silent first, at most ``limit``."""
    c = Customer
    since = sa.func.coalesce(c.last_contact_at, c.created_at)
    ids: list[int] = []
    for class_ in CLASSES:
        rows = [
            row
            for conditions, order in _ranges(reading, person, (class_,))
            for row in reading.rows(
                sa.select(c.id, since.label("since")).where(*conditions).order_by(order).limit(limit)
            )
        ]
        ids += [row.id for row in sorted(rows, key=lambda row: (row.since, row.id))]
        if len(ids) >= limit:
            break
    return ids[:limit]


def count_never(reading: Reading, *, person: int | None = None) -> int:
    """Return how many customers nobody has been in touch with yet; with ``person`` only that one's own."""
    c = Customer
    mine = [c.responsible_id == person] if person is not None else []
    statement = sa.select(sa.func.count()).where(c.state == LIVE, c.last_contact_at.is_(None), *mine)
    return int(reading.value(statement) or 0)


def too_long_silent(reading: Reading) -> sa.ColumnElement[bool]:
    """Return the condition that a customer is silent for longer than usual, whatever is planned next."""
    c = Customer
    since = sa.func.coalesce(c.last_contact_at, c.created_at)
    away = leaves(reading)
    own = [
        sa.and_(c.keep_in_touch_days == days, *_longer(reading, since, days, away))
        for days in _own_intervals(reading, [c.state == LIVE])
    ]
    usual = [
        sa.and_(c.keep_in_touch_days.is_(None), c.class_ == class_, *_longer(reading, since, days, away))
        for class_, days in DEFAULT_INTERVALS.items()
        if days is not None
    ]
    return sa.or_(*own, *usual)


def leaves(reading: Reading) -> dict[int, list[Days]]:
    """Return the leaves of people that may pause keeping in touch today: a customer waits for who is away."""
    leave = Leave
    since = reading.today - dt.timedelta(days=LOOK_BACK)
    statement = sa.select(leave.person_id, leave.first_day, leave.last_day)
    found: dict[int, list[Days]] = {}
    for row in reading.rows(statement.where(leave.last_day >= since, leave.first_day <= reading.today)):
        found.setdefault(row.person_id, []).append((row.first_day, row.last_day))
    return found


def _ranges(reading: Reading, person: int | None, classes: Sequence[str]) -> Iterator[_Range]:
    """Yield conditions, each with its order, that together hold for everybody out of sight, once each.

    The constant of the partial index stands in the statement as it stands in the index, because a planner
    does not look into parameters; state and person are hidden from the planner, which without statistics would
    rather take an index of all live customers or of all of one person.
    """
    c = Customer
    live = [c.state + 0 == LIVE, c.next_due.is_(None)]
    away = leaves(reading)
    mine = [c.responsible_id + 0 == person] if person is not None else []
    for class_ in classes:
        usual = DEFAULT_INTERVALS[class_]
        if usual is not None:
            of_whom = [*live, c.keep_in_touch_days.is_(None), c.class_ == class_, *mine]
            yield [*of_whom, *_longer(reading, c.last_contact_at, usual, away)], c.last_contact_at
            never = [*of_whom, c.last_contact_at.is_(None)]
            yield [*never, *_longer(reading, c.created_at, usual, away)], c.created_at
    since = sa.func.coalesce(c.last_contact_at, c.created_at)
    own = [
        sa.and_(c.keep_in_touch_days == days, *_longer(reading, since, days, away))
        for days in _own_intervals(reading, live)
    ]
    if own:
        set_here = c.keep_in_touch_days > sa.literal_column("0")
        yield [*live, set_here, c.class_.in_(classes), sa.or_(*own), *mine], since


def _own_intervals(reading: Reading, live: list[Any]) -> list[int]:
    c = Customer
    statement = sa.select(c.keep_in_touch_days).where(*live, c.keep_in_touch_days > sa.literal_column("0"))
    return sorted(int(row[0]) for row in reading.rows(statement.distinct()))


def _longer(reading: Reading, since: Any, days: int, away: Mapping[int, Sequence[Days]]) -> list[Any]:
    """Return the conditions that ``since`` lies longer ago than ``days``, leave of who is responsible left out.

    The first is a range of an index; the second, only where somebody was away, looks at what it finds.
    """
    usual = silent_before(days, reading.today)
    found = [since < _midnight(reading, usual)]
    paused = {one: silent_before(days, reading.today, some) for one, some in away.items()}
    longer = {one: _midnight(reading, day) for one, day in paused.items() if day < usual}
    if longer:
        who = sa.func.coalesce(Customer.responsible_id, 0)
        kept = [sa.and_(who == one, since >= moment) for one, moment in longer.items()]
        found.append(sa.not_(sa.or_(*kept)))
    return found


def _midnight(reading: Reading, day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), reading.moment.zone)
