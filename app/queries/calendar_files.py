"""What a calendar file is made of: follow-ups as whole rows, occasions, leave (row R8)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from app.domain.recurrence import WrongRule, occurrences, read_days
from app.models.base import table_of
from app.models.contact import FollowUp
from app.models.customer import Customer
from app.models.team import Leave, Person
from app.models.work import Reading
from app.queries.calendar_occasions import occasions
from app.queries.calendar_rows import Asked, whose
from app.queries.calendar_values import CalendarEntry, OccasionGroup

#: what a calendar file can hold of ours
KINDS: Final = ("followup", "meeting", "occasion", "leave")
#: how far ahead occasions are told where no end is asked for
YEAR: Final = dt.timedelta(days=365)
_DAY: Final = dt.timedelta(days=1)
_CHUNK: Final = 400
_FIRST: Final = dt.date(1, 1, 2)
_LAST: Final = dt.date(9999, 12, 30)


@dataclass(frozen=True)
class Wish:
    """What is asked for: days (None for all), people, kinds (of :data:`KINDS`), classes (empty for all), a customer.

    Where ``grouped``, many occasions of one day stand as one line, as in the calendar.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    people: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    customer_id: int | None = None
    grouped: bool = False

    def asked(self) -> Asked:
        """Return it as the calendar asks."""
        return Asked(self.start or _FIRST, self.end or _LAST, self.people, self.kinds, self.classes)

    def wants(self, *kinds: str) -> bool:
        """Tell whether any of ``kinds`` is asked for."""
        return not self.kinds or any(kind in self.kinds for kind in kinds)


@dataclass(frozen=True)
class Holding:
    """A follow-up as it stands, with the names that belong to it."""

    row: Mapping[str, Any]
    customer: str = ""
    customer_uid: str = ""
    person: str = ""


@dataclass(frozen=True)
class Away:
    """Somebody's leave."""

    id: int
    person: str
    first: dt.date
    last: dt.date
    note: str


@dataclass(frozen=True)
class Contents:
    """All that a calendar file is made of.

    ``replaced`` are the days of a series that stand as rows of their own, by its id; ``uids`` those of the
    customers of ``occasions``.
    """

    holdings: tuple[Holding, ...] = ()
    replaced: Mapping[int, frozenset[dt.date]] = field(default_factory=dict)
    occasions: tuple[CalendarEntry, ...] = ()
    groups: tuple[OccasionGroup, ...] = ()
    uids: Mapping[int, str] = field(default_factory=dict)
    leaves: tuple[Away, ...] = ()


def contents(reading: Reading, *, wish: Wish, language: str = "en") -> Contents:
    """Return what is asked for; private follow-ups of others are nobody else's business and stay out."""
    holdings = _holdings(reading, wish) if wish.wants("followup", "meeting") else []
    series = [one.row["id"] for one in holdings if one.row["repeat"]]
    entries, groups = _occasions(reading, wish, language)
    ids = [entry.who.id for entry in entries if entry.who]
    away = _leaves(reading, wish) if wish.wants("leave") and wish.customer_id is None else []
    return Contents(
        tuple(holdings),
        _replaced(reading, series),
        tuple(entries),
        tuple(groups),
        _uids(reading, ids),
        tuple(away),
    )


def _holdings(reading: Reading, wish: Wish) -> list[Holding]:
    table, asked, me = table_of(FollowUp), wish.asked(), reading.moment.person_id
    f, c, p = FollowUp, Customer, Person
    where = [*whose(asked), sa.or_(f.private.is_(False), f.person_id == me)]
    if wish.customer_id is not None:
        where.append(f.customer_id == wish.customer_id)
    within = f.due_on.between(max(asked.start - _DAY, _FIRST), min(asked.end + _DAY, _LAST))
    going_on = sa.and_(f.repeat != sa.literal_column("''"), f.done_at.is_(None), f.due_on <= asked.end)
    statement = (
        sa.select(*table.c, c.title.label("_customer"), c.uid.label("_uid"), p.name.label("_person"))
        .select_from(table)
        .outerjoin(c, c.id == f.customer_id)
        .outerjoin(p, p.id == f.person_id)
        .where(*where, sa.or_(within, going_on))
        .order_by(f.due_on, f.due_time, f.id)
    )
    rows = [dict(row) for row in reading.connection.execute(statement).mappings()]
    return [
        Holding(row, row.pop("_customer") or "", row.pop("_uid") or "", row.pop("_person") or "")
        for row in rows
        if _within(row, asked)
    ]


def _within(row: Mapping[str, Any], asked: Asked) -> bool:
    """Tell whether a row, or an occurrence of its series, lies in the span; a zone's day may be the one beside."""
    edge = _DAY if row["zone"] and row["due_time"] else dt.timedelta()
    start, end = max(asked.start - edge, _FIRST), min(asked.end + edge, _LAST)
    if start <= row["due_on"] <= end:
        return True
    if not row["repeat"] or row["done_at"] is not None or row["due_on"] > end:
        return False
    if asked.end == _LAST:
        return True  # a series that goes on, whether or not it ends before
    try:
        return bool(occurrences(row["repeat"], row["starts_on"] or row["due_on"], start, end))
    except WrongRule:
        return False


def _replaced(reading: Reading, ids: Sequence[int]) -> dict[int, frozenset[dt.date]]:
    f = FollowUp
    found: dict[int, frozenset[dt.date]] = defaultdict(frozenset)
    for some in pieces(ids):
        for row in reading.rows(sa.select(f.series_id, f.original_on).where(f.series_id.in_(some))):
            found[row.series_id] |= read_days(row.original_on)
    return found


def _occasions(
    reading: Reading, wish: Wish, language: str
) -> tuple[list[CalendarEntry], list[OccasionGroup]]:
    if not wish.wants("occasion"):
        return [], []
    start = wish.start or reading.today
    asked = Asked(start, wish.end or start + YEAR, wish.people, frozenset({"occasion"}), wish.classes)
    entries, groups = occasions(reading, asked, apart=not wish.grouped, language=language)
    if wish.customer_id is None:
        return entries, groups
    return [one for one in entries if one.customer_id == wish.customer_id], []


def _leaves(reading: Reading, wish: Wish) -> list[Away]:
    asked, leave, p = wish.asked(), Leave, Person
    statement = (
        sa.select(leave.id, p.name, leave.first_day, leave.last_day, leave.note)
        .join(p, p.id == leave.person_id)
        .where(leave.last_day >= asked.start, leave.first_day <= asked.end, p.gone.is_(False))
        .order_by(leave.first_day, leave.id)
    )
    if asked.people:
        statement = statement.where(leave.person_id.in_(asked.people))
    return [Away(*row) for row in reading.rows(statement)]


def _uids(reading: Reading, ids: Sequence[int]) -> dict[int, str]:
    c = Customer
    return {
        row.id: row.uid
        for some in pieces(sorted(set(ids)))
        for row in reading.rows(sa.select(c.id, c.uid).where(c.id.in_(some)))
    }


def pieces(values: Collection[Any]) -> Iterator[list[Any]]:
    """Yield ``values`` in as many pieces as a statement can name them in."""
    some = list(values)
    for start in range(0, len(some), _CHUNK):
        yield some[start : start + _CHUNK]
