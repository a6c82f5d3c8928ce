"""Follow-ups and meetings of a span: rows, and the occurrences of series that are no rows yet (row R1)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app.domain.places import zone_named
from app.domain.planning import USUAL_MINUTES, usual_minutes
from app.domain.recurrence import WrongRule, in_zone, occurrences, read_days
from app.domain.terms import TermKind
from app.models.contact import FollowUp
from app.models.customer import LIVE, STAGED, TRASHED, UNDONE, Customer, Term
from app.models.work import Reading
from app.queries.calendar_values import CalendarEntry
from app.queries.items import who_columns, who_of

MEETINGS: Final = frozenset({"meeting", "visit"})
# A time kept by another zone may fall on the day before or after by ours.
_DAY: Final = dt.timedelta(days=1)
_WHOLE_DAY: Final = 1440
#: what takes longer than this is not looked for
_LONGEST: Final = dt.timedelta(days=31)
#: how many entries a span tells one by one, spread over its days; what is more is counted
ROOM: Final = 600
ALL: Final = 1_000_000_000
_RANK: Final = {"VIP": 0, "A": 1, "B": 2, "C": 4, "D": 5}


@dataclass(frozen=True)
class Asked:
    """What is asked for: days, and the people, kinds and classes that are left; empty for all."""

    start: dt.date
    end: dt.date
    people: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()

    def days(self) -> Iterator[dt.date]:
        """Yield the days."""
        for number in range((self.end - self.start).days + 1):
            yield self.start + dt.timedelta(days=number)

    def wants(self, kind: str) -> bool:
        """Tell whether entries of ``kind`` are asked for."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True)
class Virtual:
    """An occurrence of a series that is no row of its own yet: the series' row, and the day by its rule."""

    row: Any
    day: dt.date


def followups(reading: Reading, asked: Asked, *, done: bool = True) -> list[CalendarEntry]:
    """Return the follow-ups and meetings of the span, with ``done`` ones, and the occurrences of series among them."""
    return first_followups(reading, asked, room=ALL, done=done)[0]


def first_followups(
    reading: Reading, asked: Asked, *, room: int, done: bool = True
) -> tuple[list[CalendarEntry], dict[dt.date, int]]:
    """Return what :func:`followups` does, about ``room`` of them, and how many more there are by day.

    Of days that hold more than anybody reads the first are told: those with an hour, then the most valuable classes.
    """
    if not (asked.wants("followup") or asked.wants("meeting")):
        return [], {}
    a_day = max(room // ((asked.end - asked.start).days + 1), 1)
    rows: list[Any] = []
    more: dict[dt.date, int] = defaultdict(int)
    states = (FollowUp.done_at.is_(None), *([FollowUp.done_at.is_not(None)] if done else []))
    for state in states:
        some, left = _rows(reading, asked, state, a_day)
        rows += some
        for date, count in left.items():
            more[date] += count
    made = [(row, row.due_on, "") for row in rows]
    series = reading.rows(_lines(asked).where(*_series(asked.end + _DAY)))
    made += [
        (one.row, one.day, one.day.isoformat())
        for one in virtual(reading, series, asked.start - _DAY, asked.end + _DAY)
    ]
    confirmed = _confirmed(reading, asked) if any(row.fkind in MEETINGS for row in rows) else {}
    teller = _Teller(reading, confirmed, _respected(reading, rows))
    entries = [teller.entry(row, day, occurrence) for row, day, occurrence in made]
    return [one for one in entries if asked.start <= one.date <= asked.end], more


def _rows(reading: Reading, asked: Asked, done: Any, room: int) -> tuple[list[Any], dict[dt.date, int]]:
    """Return the rows of the span, of each day ``room`` at most, and how many more each day has."""
    f = FollowUp
    here_ = [done, f.due_on >= asked.start - _DAY, f.due_on <= asked.end + _DAY]
    counts = reading.rows(
        sa.select(f.due_on, sa.func.count()).where(*here_, *whose(asked)).group_by(f.due_on)
    )
    by_day = {row[0]: int(row[1]) for row in counts}
    if not by_day:
        return [], {}
    statement = _lines(asked).where(*here_)
    if max(by_day.values()) > room:
        rank = sa.case(_RANK, value=Customer.class_, else_=3)
        order = (f.due_time == "", rank, f.due_time, f.id)
        place = sa.func.row_number().over(partition_by=f.due_on, order_by=order).label("place")
        placed = (
            sa.select(f.id, place)
            .outerjoin(Customer, Customer.id == f.customer_id)
            .where(*here_, *whose(asked))
            .subquery()
        )
        statement = _lines(asked).where(f.id.in_(sa.select(placed.c.id).where(placed.c.place <= room)))
    rows = reading.rows(statement)
    more = {day: count - room for day, count in by_day.items() if count > room}
    return rows, {day: count for day, count in more.items() if asked.start <= day <= asked.end}


def virtual(reading: Reading, series: Sequence[Any], start: dt.date, end: dt.date) -> list[Virtual]:
    """Return the occurrences after the open one of each of ``series`` from ``start`` to ``end``.

    A row of ``series`` has id, repeat, starts_on, except_on, due_on and due_time. Days before today that
    nobody did are not told one by one: the open row stands for them, late on its own day.
    """
    if not series:
        return []
    replaced = _replaced(reading, [row.id for row in series])
    found = []
    for row in series:
        gone = read_days(row.except_on) | replaced.get(row.id, frozenset())
        first = max(start, row.due_on + _DAY, reading.today + (dt.timedelta() if row.due_time else _DAY))
        try:
            days = occurrences(row.repeat, row.starts_on or row.due_on, first, end) if first <= end else ()
        except WrongRule:
            continue  # a rule of an imported file that days cannot follow stays a single date
        found += [Virtual(row, day) for day in days if day not in gone]
    return found


def _replaced(reading: Reading, ids: Sequence[int]) -> dict[int, frozenset[dt.date]]:
    """Return the days of series that stand as rows of their own, done or moved."""
    f = FollowUp
    found: dict[int, frozenset[dt.date]] = defaultdict(frozenset)
    for row in reading.rows(
        sa.select(f.series_id, f.original_on).where(f.series_id.is_not(None), f.series_id.in_(ids))
    ):
        found[row.series_id] |= read_days(row.original_on)
    return found


def loads(reading: Reading, asked: Asked) -> dict[tuple[dt.date, int | None], int]:
    """Return the minutes of what is open by day and person, whatever kinds and classes are shown."""
    f = FollowUp
    all_kinds = Asked(asked.start, asked.end, asked.people)
    open_ = (*whose(all_kinds), f.done_at.is_(None))
    near = (f.due_on >= asked.start - _DAY, f.due_on <= asked.end + _DAY)
    elsewhere = sa.and_(f.zone != "", f.due_time != "")
    minutes = sa.func.coalesce(f.minutes, sa.case(dict(USUAL_MINUTES), value=f.kind, else_=usual_minutes("")))
    found: dict[tuple[dt.date, int | None], int] = defaultdict(int)
    summed = sa.select(f.due_on, f.person_id, sa.func.sum(minutes)).where(*open_, *near, sa.not_(elsewhere))
    for day, person, length in reading.rows(summed.group_by(f.due_on, f.person_id)):
        if asked.start <= day <= asked.end:
            found[day, person] += int(length)
    columns = (f.kind.label("fkind"), f.due_on, f.due_time, f.minutes, f.zone, f.person_id)
    rows = [(row, row.due_on) for row in reading.rows(sa.select(*columns).where(*open_, *near, elsewhere))]
    more = (f.id, f.repeat, f.starts_on, f.except_on)
    series = reading.rows(sa.select(*columns, *more).where(*open_, *_series(asked.end + _DAY)))
    rows += [(one.row, one.day) for one in virtual(reading, series, asked.start - _DAY, asked.end + _DAY)]
    for row, day in rows:
        date, _ = here(reading, row, day)
        if asked.start <= date <= asked.end:
            found[date, row.person_id] += _minutes(row)
    return found


def count_late(reading: Reading, asked: Asked) -> int:
    """Return how many open follow-ups stand before the span and before today."""
    f = FollowUp
    before = min(asked.start, reading.today)
    statement = sa.select(sa.func.count()).where(*whose(asked), f.done_at.is_(None), f.due_on < before)
    return int(reading.value(statement) or 0)


def late_followups(reading: Reading, asked: Asked, *, limit: int) -> list[CalendarEntry]:
    """Return the open follow-ups and meetings of days before today, the latest first, ``limit`` at most."""
    if not (asked.wants("followup") or asked.wants("meeting")):
        return []
    f = FollowUp
    statement = _lines(asked).where(f.done_at.is_(None), f.due_on < reading.today)
    return _told(reading, reading.rows(statement.order_by(f.due_on.desc(), f.id).limit(limit)))


def running(reading: Reading, asked: Asked) -> list[CalendarEntry]:
    """Return what began before the span and goes on in it: past midnight, or for several days."""
    if not (asked.wants("followup") or asked.wants("meeting")):
        return []
    f = FollowUp
    text = sa.case((f.due_time == "", "00:00"), else_=f.due_time)
    hour, minute = (sa.cast(sa.func.substr(text, at, 2), sa.Integer) for at in (1, 4))
    long = hour * 60 + minute + f.minutes > _WHOLE_DAY
    near = (f.due_on < asked.start + _DAY, f.due_on >= asked.start - _LONGEST)
    found = _told(reading, reading.rows(_lines(asked).where(f.minutes.is_not(None), long, *near)))
    return [one for one in found if one.date < asked.start <= one.last_date]


def _told(reading: Reading, rows: Sequence[Any]) -> list[CalendarEntry]:
    teller = _Teller(reading, {}, _respected(reading, rows))
    return [teller.entry(row, row.due_on, "") for row in rows]


def here(reading: Reading, row: Any, day: dt.date) -> tuple[dt.date, str]:
    """Return the day and time by our wall clock of a row that keeps the time of its own zone."""
    zone = zone_named(row.zone) if row.zone and row.due_time else None
    return (day, row.due_time) if zone is None else in_zone(day, row.due_time, zone, reading.moment.zone)


def _minutes(row: Any) -> int:
    return int(row.minutes) if row.minutes is not None else usual_minutes(row.fkind)


def _lines(asked: Asked) -> sa.Select[Any]:
    f = FollowUp
    columns: list[Any] = [
        f.id,
        f.kind.label("fkind"),
        f.text,
        f.due_on,
        f.due_time,
        f.minutes,
        f.repeat,
        f.starts_on,
        f.except_on,
        f.series_id,
        f.zone,
        f.place,
        f.person_id,
        f.version,
        f.snoozed,
        f.done_at,
        f.confirms_id,
        f.private,
        *who_columns(),
    ]
    statement = sa.select(*columns).outerjoin(Customer, Customer.id == f.customer_id)
    return statement.where(*whose(asked))


def whose(asked: Asked) -> list[Any]:
    """Return the conditions of what is shown: not trashed, nor of a customer out of the list, and as asked for."""
    f = FollowUp
    found: list[Any] = [f.trashed_at.is_(None)]
    if asked.classes:
        of_class = sa.select(Customer.id).where(Customer.class_.in_(asked.classes), Customer.state == LIVE)
        found.append(f.customer_id.in_(of_class))
    else:
        hidden = sa.select(Customer.id).where(Customer.state.in_((TRASHED, STAGED, UNDONE)))
        found.append(sa.or_(f.customer_id.is_(None), f.customer_id.not_in(hidden)))
    if asked.people:
        found.append(f.person_id.in_(asked.people))
    if asked.wants("meeting") != asked.wants("followup"):
        found.append(f.kind.in_(MEETINGS) if asked.wants("meeting") else f.kind.not_in(MEETINGS))
    return found


def _series(end: dt.date) -> list[Any]:
    f = FollowUp
    return [f.repeat != sa.literal_column("''"), f.done_at.is_(None), f.due_on <= end]


def _confirmed(reading: Reading, asked: Asked) -> dict[int, bool]:
    """Return which meetings have a step that confirms them, and whether it is done."""
    f = FollowUp
    meeting = sa.select(f.id).where(
        f.kind.in_(MEETINGS), f.due_on >= asked.start - _DAY, f.due_on <= asked.end + _DAY
    )
    statement = sa.select(f.confirms_id, f.done_at).where(
        f.confirms_id.is_not(None), f.trashed_at.is_(None), f.confirms_id.in_(meeting)
    )
    return {row.confirms_id: row.done_at is not None for row in reading.rows(statement)}


def _respected(reading: Reading, rows: Sequence[Any]) -> frozenset[int]:
    """Return which of the customers to be met want their time respected."""
    ids = {row.cid for row in rows if row.cid is not None and row.fkind in MEETINGS}
    if not ids:
        return frozenset()
    statement = sa.select(Term.customer_id).where(
        Term.customer_id.in_(ids), Term.kind == TermKind.RESPECT_TIME.value
    )
    return frozenset(row[0] for row in reading.rows(statement))


@dataclass(frozen=True)
class _Teller:
    """Makes entries of rows: who is to be confirmed, and whose time is to be respected, is known."""

    reading: Reading
    confirmed: dict[int, bool]
    respected: frozenset[int]

    def entry(self, row: Any, day: dt.date, occurrence: str) -> CalendarEntry:
        """Return the entry of a row, or of the occurrence of its series on ``day``."""
        date, time = here(self.reading, row, day)
        done = row.done_at is not None
        meeting = row.fkind in MEETINGS
        hidden = bool(row.private) and row.person_id != self.reading.moment.person_id
        return CalendarEntry(
            "meeting" if meeting else "followup",
            row.id,
            date,
            time,
            _minutes(row),
            "" if hidden else row.text,
            who_of(row) if row.cid is not None and not hidden else None,
            row.person_id,
            row.fkind,
            occurrence,
            done=done,
            late=not done and not occurrence and _late(self.reading, date, time),
            series=bool(row.repeat) or row.series_id is not None,
            repeat=row.repeat,
            starts_on=(row.starts_on or row.due_on) if row.repeat else None,
            version=row.version,
            their_time=_theirs(self.reading, row, date, time),
            zone=row.zone,
            place="" if hidden else row.place,
            snoozed=row.snoozed,
            confirms_id=row.confirms_id,
            confirmed=self.confirmed.get(row.id) if meeting and not occurrence else None,
            respect_time=meeting and row.cid in self.respected,
            planned=row.minutes is not None,
            hidden=hidden,
        )


def _late(reading: Reading, date: dt.date, time: str) -> bool:
    if date != reading.today or not time:
        return date < reading.today
    return time < f"{reading.now.astimezone(reading.moment.zone):%H:%M}"


def _theirs(reading: Reading, row: Any, date: dt.date, time: str) -> str:
    """Return the customer's own time where it differs from ours."""
    zone: ZoneInfo | None = zone_named(row.time_zone) if row.cid is not None and time else None
    if zone is None:
        return ""
    theirs = in_zone(date, time, reading.moment.zone, zone)
    return theirs[1] if theirs != (date, time) else ""
