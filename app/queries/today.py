"""What is to do: follow-ups, requests, customers out of sight, occasions (rows R1, R2, R6, I3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import sqlalchemy as sa

from app.domain import agenda as rules
from app.domain.availability import DEFAULT_HOURS, GoodTime, when_to_call
from app.domain.hours import Hours
from app.domain.hours_text import parse_hours
from app.domain.occasions import Birth, Kind, Occasion, Source, month_days, occasions_between
from app.domain.saying import Speaks
from app.domain.touch import DEFAULT_INTERVALS, interval_of, silence
from app.models.base import table_of
from app.models.contact import FollowUp, Interaction
from app.models.customer import LIVE, Customer, PersonalDate, Relative
from app.models.work import Reading

SILENT_SHOWN: Final = 200
MEETINGS: Final = frozenset({"meeting", "visit"})


@dataclass(frozen=True)
class Who:
    """The customer of a line, as far as the line shows it."""

    id: int
    name: str
    class_: str
    kind: str
    phone: str
    email: str
    zone: str
    hours: str
    country: str


@dataclass(frozen=True)
class Item:
    """One thing to do. ``kind``: followup, meeting, request, out_of_sight, occasion; ``ref`` is its row.

    ``reason`` says why it stands here; ``date`` and ``time`` («HH:MM» or empty) are of our wall clock.
    """

    kind: str
    ref: int
    date: dt.date
    time: str
    text: str
    who: Who | None
    contact_kind: str = "call"
    line: rules.Line | None = None
    occasion: Occasion | None = None
    since: dt.datetime | None = None
    version: int = 1

    @property
    def customer_id(self) -> int | None:
        return self.who.id if self.who else None

    @property
    def customer(self) -> str:
        return self.who.name if self.who else ""

    @property
    def late(self) -> bool:
        return self.line is not None and self.line.late

    def say(self, tr: Speaks) -> str:
        """Return what is to do, or why it stands here where nothing more is said."""
        if self.occasion is not None:
            return self.occasion.text(tr)
        return self.text or self.why(tr)

    def why(self, tr: Speaks) -> str:
        """Return why it stands where it stands."""
        return self.line.reason.text(tr) if self.line is not None else ""

    def good_time(self, now: dt.datetime, zone: ZoneInfo, language: str) -> GoodTime | None:
        """Return when to call, on the customer's own clock; None without a customer."""
        return call_time(self.who, now, zone, language) if self.who else None


@dataclass(frozen=True)
class Today:
    """The Today screen: requests, the rest by urgency, the week's greetings, and the counts."""

    requests: tuple[Item, ...]
    items: tuple[Item, ...]
    greetings: tuple[Item, ...]
    late: int
    silent: int
    done_today: int


def today(reading: Reading, *, mine: bool = False) -> Today:
    """Return what the Today screen shows; with ``mine`` only what is this person's own."""
    person = reading.moment.person_id if mine else None
    day = reading.today
    entries = [
        *_followups(reading, dt.date.min, day, person),
        *_requests(reading, person),
        *_silent(reading, day, person),
    ]
    items = _ordered(reading, entries)
    greetings = _occasions(reading, day, day + dt.timedelta(days=6), person)
    done = reading.value(
        sa.select(sa.func.count()).where(
            FollowUp.done_at >= _start_of(reading, day), FollowUp.trashed_at.is_(None)
        )
    )
    return Today(
        requests=tuple(item for item in items if item.kind == "request"),
        items=tuple(item for item in items if item.kind != "request"),
        greetings=tuple(greetings),
        late=sum(item.late for item in items),
        silent=count_silent(reading, person),
        done_today=int(done or 0),
    )


def agenda(reading: Reading, *, start: dt.date, days: int = 1) -> list[Item]:
    """Return what is due from ``start`` for ``days`` days, by date, time and kind.

    What is late, waits for an answer or fell out of sight stands on today, when today is among the days.
    """
    end = start + dt.timedelta(days=days - 1)
    includes_today = start <= reading.today <= end
    entries = _followups(reading, dt.date.min if includes_today else start, end, None)
    if includes_today:
        entries += _requests(reading, None) + _silent(reading, reading.today, None)
    items = _ordered(reading, entries) + _occasions(reading, start, end, None)
    return sorted(items, key=lambda item: (item.date, item.time or "~", item.kind, item.customer, item.ref))


def count_due(reading: Reading) -> int:
    """Return how many follow-ups are due by today and requests wait: the number beside «Today»."""
    due = reading.value(
        sa.select(sa.func.count())
        .select_from(table_of(FollowUp))
        .outerjoin(Customer, Customer.id == FollowUp.customer_id)
        .where(_open(), FollowUp.due_on <= reading.today)
    )
    return int(due or 0) + len(_requests(reading, None))


def count_silent(reading: Reading, person: int | None = None) -> int:
    """Return how many customers fell out of sight (row R6)."""
    return int(reading.value(sa.select(sa.func.count()).where(*_out_of_sight(reading, person))) or 0)


def call_time(who: Who, now: dt.datetime, zone: ZoneInfo, language: str) -> GoodTime:
    """Return whether now is a good time to call, and when the next one is (row C3)."""
    try:
        theirs = ZoneInfo(who.zone) if who.zone else zone
    except (ZoneInfoNotFoundError, ValueError):
        theirs = zone
    return when_to_call(
        now, zone=theirs, hours=_hours(who.hours), country=who.country, kind=who.kind, language=language
    )


def _hours(text: str) -> Hours | None:
    if not text.strip():
        return None
    try:
        return parse_hours(text)
    except ValueError:
        return None


def _open() -> Any:
    return sa.and_(
        FollowUp.done_at.is_(None),
        FollowUp.trashed_at.is_(None),
        sa.or_(FollowUp.customer_id.is_(None), Customer.state == LIVE),
    )


def _waiting() -> list[Any]:
    # worded as the partial index is, so that both engines use it
    return [
        sa.text("interactions.waits AND interactions.answered_at IS NULL"),
        Interaction.trashed_at.is_(None),
    ]


def _who_columns() -> list[Any]:
    c = Customer
    return [
        c.id.label("cid"),
        c.title,
        c.class_.label("klass"),
        c.kind.label("ckind"),
        c.phone,
        c.email,
        c.time_zone,
        c.hours,
        c.country,
    ]


def _who(row: Any) -> Who | None:
    if row.cid is None:
        return None
    return Who(
        row.cid, row.title, row.klass, row.ckind, row.phone, row.email, row.time_zone, row.hours, row.country
    )


def _followups(reading: Reading, start: dt.date, end: dt.date, person: int | None) -> list[Item]:
    f = FollowUp
    statement = (
        sa.select(f.id, f.kind, f.text, f.due_on, f.due_time, f.version, *_who_columns())
        .outerjoin(Customer, Customer.id == f.customer_id)
        .where(_open(), f.due_on <= end)
    )
    if start != dt.date.min:
        statement = statement.where(f.due_on >= start)
    if person is not None:
        statement = statement.where(f.person_id == person)
    return [
        Item(
            "meeting" if row.kind in MEETINGS else "followup",
            row.id,
            row.due_on,
            row.due_time,
            row.text,
            _who(row),
            row.kind,
            version=row.version,
        )
        for row in reading.rows(statement.order_by(f.due_on, f.due_time, f.id))
    ]


def _requests(reading: Reading, person: int | None) -> list[Item]:
    i = Interaction
    # two queries: joined, the engine would begin with the customers and pass the small index by
    waiting = reading.rows(
        sa.select(i.id, i.customer_id, i.kind, i.text, i.body, i.at, i.version)
        .where(*_waiting())
        .order_by(i.at)
    )
    mine = [Customer.state == LIVE]
    if person is not None:
        mine.append(sa.or_(Customer.responsible_id == person, Customer.responsible_id.is_(None)))
    people: dict[int, Who] = {}
    ids = sorted({row.customer_id for row in waiting})
    for start in range(0, len(ids), 500):
        some = sa.select(*_who_columns()).where(*mine, Customer.id.in_(ids[start : start + 500]))
        people |= {row.cid: _known(row) for row in reading.rows(some)}
    zone = reading.moment.zone
    return [
        Item(
            "request",
            row.id,
            row.at.astimezone(zone).date(),
            row.at.astimezone(zone).strftime("%H:%M"),
            row.text or row.body[:200],
            people[row.customer_id],
            row.kind,
            since=row.at,
            version=row.version,
        )
        for row in waiting
        if row.customer_id in people
    ]


def _out_of_sight(reading: Reading, person: int | None) -> list[Any]:
    """Return the conditions under which a customer fell out of sight: one range a class, for the index."""
    c = Customer
    since = sa.func.coalesce(c.last_contact_at, c.created_at)
    start = _start_of(reading, reading.today)
    usual = [
        sa.and_(c.class_ == class_, since < start - dt.timedelta(days=days))
        for class_, days in DEFAULT_INTERVALS.items()
        if days is not None
    ]
    own = [
        sa.and_(c.keep_in_touch_days == days, since < start - dt.timedelta(days=days))
        for days in _own_intervals(reading)
    ]
    found = [
        c.state == LIVE,
        sa.or_(sa.and_(c.keep_in_touch_days.is_(None), sa.or_(*usual)), *own),
        c.next_due.is_(None),
    ]
    if person is not None:
        found.append(c.responsible_id == person)
    return found


def _own_intervals(reading: Reading) -> list[int]:
    statement = sa.select(Customer.keep_in_touch_days).where(Customer.keep_in_touch_days > 0).distinct()
    return [int(row[0]) for row in reading.rows(statement)]


def _silent(reading: Reading, day: dt.date, person: int | None) -> list[Item]:
    c = Customer
    order = sa.case({"VIP": 0, "A": 1, "B": 2, "C": 3}, value=c.class_, else_=4)
    statement = (
        sa.select(*_who_columns(), c.last_contact_at, c.created_at, c.keep_in_touch_days)
        .where(*_out_of_sight(reading, person))
        .order_by(order, sa.func.coalesce(c.last_contact_at, c.created_at))
        .limit(SILENT_SHOWN)
    )
    return [
        Item("out_of_sight", row.cid, day, "", "", _who(row), since=row.last_contact_at or row.created_at)
        for row in reading.rows(statement)
    ]


def _ordered(reading: Reading, items: Sequence[Item]) -> list[Item]:
    """Return items by urgency with the reason for each."""
    entries = {(_entry_kind(item), item.ref): item for item in items}
    intervals = _intervals(reading, [item.ref for item in items if item.kind == "out_of_sight"])
    lines = rules.in_order(
        [_entry(reading, item, intervals) for item in items], now=reading.now.astimezone(reading.moment.zone)
    )
    return [replace(entries[line.entry.kind, line.entry.ref], line=line) for line in lines]


def _entry_kind(item: Item) -> rules.EntryKind:
    return rules.EntryKind(item.kind)


def _entry(reading: Reading, item: Item, intervals: dict[int, tuple[Any, ...]]) -> rules.Entry:
    zone = reading.moment.zone
    class_ = item.who.class_ if item.who else ""
    if item.kind == "request":
        assert item.since is not None
        waited = rules.waiting(item.since, reading.now, hours=DEFAULT_HOURS["organisation"], zone=zone)
        return rules.Entry(rules.EntryKind.REQUEST, item.ref, class_, waited=waited)
    if item.kind == "out_of_sight":
        last, created, own = intervals[item.ref]
        quiet = silence(
            last.astimezone(zone).date() if last else None,
            created.astimezone(zone).date(),
            interval_of(class_, own),
            reading.today,
        )
        return rules.Entry(rules.EntryKind.SILENT, item.ref, class_, silence=quiet)
    time = dt.time.fromisoformat(item.time) if item.time else None
    return rules.Entry(_entry_kind(item), item.ref, class_, due_on=item.date, due_time=time)


def _intervals(reading: Reading, ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    c = Customer
    statement = sa.select(c.id, c.last_contact_at, c.created_at, c.keep_in_touch_days).where(c.id.in_(ids))
    return {row[0]: tuple(row[1:]) for row in reading.rows(statement)} if ids else {}


def _occasions(reading: Reading, start: dt.date, end: dt.date, person: int | None) -> list[Item]:
    """Return occasions of live customers in a span of days; sad days are not congratulated."""
    days = month_days(start, end)
    sources: list[Source] = []
    people: dict[int, Who] = {}
    c, d, r = Customer, PersonalDate, Relative
    mine = [c.state == LIVE] + ([c.responsible_id == person] if person is not None else [])
    births = sa.select(*_who_columns(), c.birth_year, c.birth_month, c.birth_day).where(
        *mine, _on(days, c.birth_month, c.birth_day)
    )
    for row in reading.rows(births):
        sources.append(Source(Kind.BIRTHDAY, row.cid, Birth(row.birth_month, row.birth_day, row.birth_year)))
        people[row.cid] = _known(row)
    dates = (
        sa.select(*_who_columns(), d.label, d.year, d.month, d.day, d.sad)
        .join(c, c.id == d.customer_id)
        .where(*mine, _on(days, d.month, d.day))
    )
    for row in reading.rows(dates):
        birth = Birth(row.month, row.day, row.year)
        sources.append(Source(Kind.DATE, row.cid, birth, label=row.label, sad=row.sad))
        people[row.cid] = _known(row)
    kin = (
        sa.select(*_who_columns(), r.name, r.relation, r.birth_year, r.birth_month, r.birth_day)
        .join(c, c.id == r.customer_id)
        .where(*mine, _on(days, r.birth_month, r.birth_day))
    )
    for row in reading.rows(kin):
        birth = Birth(row.birth_month, row.birth_day, row.birth_year)
        sources.append(Source(Kind.RELATIVE, row.cid, birth, who=row.name, label=row.relation))
        people[row.cid] = _known(row)
    return [
        Item("occasion", one.customer, one.date, "", "", people[one.customer], occasion=one)
        for one in occasions_between(sources, start, end)
    ]


def _known(row: Any) -> Who:
    who = _who(row)
    assert who is not None
    return who


def _on(days: Iterable[tuple[int, int]], month: Any, day: Any) -> Any:
    by_month: dict[int, list[int]] = {}
    for number, date in days:
        by_month.setdefault(number, []).append(date)
    return sa.or_(*[sa.and_(month == number, day.in_(some)) for number, some in by_month.items()])


def _start_of(reading: Reading, day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), reading.moment.zone)
