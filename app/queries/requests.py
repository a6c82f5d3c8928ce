"""The queue of requests: who waits, how long by the response clock, and how fast others were answered (row I3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from app.domain.agenda import norm_for
from app.domain.availability import GoodTime
from app.domain.keys import fold
from app.domain.response import ResponseTimes, Wait, last_months, month_after, response_times
from app.models.base import table_of
from app.models.contact import FollowUp, Interaction
from app.models.customer import Customer
from app.models.faults import Gone
from app.models.feedback import Feedback
from app.models.team import Person
from app.models.work import Reading
from app.queries.items import Who, call_time, who_columns, who_of
from app.queries.mail import LetterView, letter_of
from app.queries.response_clock import (
    ResponseClock,
    answered,
    count_late,
    count_waiting,
    late,
    of_customer,
    owner,
    response_clock,
    waits,
)

#: rows that one look shows; the rest are counted
SHOWN: Final = 200
#: characters of the text that a line holds
_LINE: Final = 300
#: contacts that the side of a request shows
LAST: Final = 4


@dataclass(frozen=True)
class Asked:
    """Which requests are looked for; what is empty does not matter.

    ``person`` is who sees to them; ``mine`` this person, with those to nobody in particular. Those behind a ``cell``
    of :func:`times` are answered or not: ``month`` is the first day of the month in which they came, None for all
    twelve, and ``counted_for`` whose they were counted as: an id, 0 for nobody's, None for all.
    """

    answered: bool = False
    mine: bool = False
    person: int | None = None
    kind: str = ""
    class_: str | None = None
    text: str = ""
    cell: bool = False
    month: dt.date | None = None
    counted_for: int | None = None


@dataclass(frozen=True)
class Request:
    """A request in its line. ``waited`` and ``norm`` are working minutes; ``owner`` is who sees to it by name.

    ``hidden`` tells that its text is a colleague's private matter and is left out.
    """

    id: int
    who: Who
    kind: str
    at: dt.datetime
    text: str
    body: str
    waited: int
    norm: int
    late: bool
    owner_id: int | None
    owner: str
    given: bool
    answered_at: dt.datetime | None
    answerer: str
    message_id: int | None
    hidden: bool
    version: int

    @property
    def open(self) -> bool:
        return self.answered_at is None


@dataclass(frozen=True)
class Queue:
    """The first requests of what was asked, how many there are, and how many wait at all, of them late and mine."""

    rows: tuple[Request, ...]
    total: int
    waiting: int
    late: int
    mine: int
    people: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class LastContact:
    """What the side of a request tells of an earlier contact."""

    at: dt.datetime
    kind: str
    direction: str
    text: str


@dataclass(frozen=True)
class Detail:
    """A request whole: its letter where it was one, the last contacts before it, open steps, and what became of it."""

    request: Request
    body: str
    letter: LetterView | None
    last: tuple[LastContact, ...]
    steps: tuple[tuple[dt.date, str], ...]
    good: GoodTime | None
    answer: LastContact | None = None
    #: complaints and ideas that were made of it: id and kind
    feedback: tuple[tuple[int, str], ...] = field(default_factory=tuple)


def queue(reading: Reading, *, asked: Asked, limit: int = SHOWN) -> Queue:
    """Return the requests that are ``asked`` for: late ones first, then who has waited longest; answered ones newest first."""
    clock = response_clock(reading)
    i = Interaction
    conditions = _conditions(reading, asked)
    order: tuple[Any, ...] = (i.at.desc(), i.id.desc())
    if not (asked.answered or asked.cell):
        order = (sa.case((late(clock), 0), else_=1), i.at, i.id)
    ids = [row.id for row in reading.rows(sa.select(i.id).where(*conditions).order_by(*order).limit(limit))]
    known = {row.id: row for row in reading.rows(_lines().where(i.id.in_(ids)))}
    rows = [known[row_id] for row_id in ids]
    names = _names(reading)
    number = sa.select(sa.func.count()).select_from(table_of(Interaction)).where(*conditions)
    return Queue(
        tuple(_request(reading, row, clock, names) for row in rows),
        len(rows) if len(rows) < limit else int(reading.value(number) or 0),
        count_waiting(reading),
        count_late(reading, clock),
        count_waiting(reading, reading.moment.person_id) if reading.moment.person_id else 0,
        tuple((person_id, name) for person_id, (name, gone) in names.items() if not gone),
    )


def detail(reading: Reading, *, row_id: int, language: str) -> Detail:
    """Return one request whole.

    Raises:
        Gone: there is no such request.
    """
    clock, i = response_clock(reading), Interaction
    row = reading.one(_lines().where(i.id == row_id))
    if row is None:
        raise Gone
    found = _request(reading, row, clock, _names(reading))
    body = str(reading.value(sa.select(i.body).where(i.id == row_id)) or "")
    feedback = sa.select(Feedback.id, Feedback.kind).where(
        Feedback.interaction_id == row_id, Feedback.trashed_at.is_(None)
    )
    return Detail(
        found,
        "" if found.hidden else body,
        None if found.hidden or row.message_id is None else letter_of(reading, interaction_id=row_id),
        _last(reading, found),
        _steps(reading, found.who.id),
        call_time(found.who, reading.now, reading.moment.zone, language),
        _answer(reading, row.answered_by_id),
        tuple((one.id, one.kind) for one in reading.rows(feedback.order_by(Feedback.id))),
    )


def waiting_count(reading: Reading) -> int:
    """Return how many requests wait: the number beside the room."""
    return count_waiting(reading)


def times(reading: Reading) -> ResponseTimes:
    """Return the response times of the last twelve months by person and month.

    A request is counted in the month in which it came, by our clock: as theirs to whom it was given, else who
    answered it, else who is responsible for the customer. Norms are those of today's classes. What lies in the trash
    does not count; of private ones only the time does.
    """
    clock, zone = response_clock(reading), reading.moment.zone
    months = last_months(reading.today)
    start = dt.datetime.combine(months[0], dt.time(), zone)
    statement = (
        sa.select(
            Interaction.at, Interaction.answered_at, _counted_as().label("person"), of_customer("class")
        )
        .select_from(table_of(Interaction))
        .where(Interaction.at >= start)
    )
    # each half has its own index
    rows = [row for half in (answered(), waits()) for row in reading.rows(statement.where(*half))]
    found = [
        Wait(
            row.person,
            row.at.astimezone(zone).date().replace(day=1),
            clock.waited(row.at, row.answered_at),
            norm_for(row[3]),
            answered=row.answered_at is not None,
        )
        for row in rows
    ]
    names: dict[int | None, str] = {person_id: name for person_id, (name, _) in _names(reading).items()}
    return response_times(found, months=months, names={**names, None: ""})


# -- what is asked --------------------------------------------------------------------------------


def _conditions(reading: Reading, asked: Asked) -> list[Any]:
    i, me = Interaction, reading.moment.person_id
    if asked.cell:
        halves = [
            sa.select(i.id).where(*half, *_spanned(reading, asked.month)) for half in (answered(), waits())
        ]
        found: list[Any] = [i.id.in_(sa.union_all(*halves))]
    else:
        person = me if asked.mine else None
        found = answered() if asked.answered else waits(person)
        if asked.answered and asked.mine:
            found.append(owner() == me)
    if asked.person is not None:
        found.append(owner() == asked.person)
    if asked.kind:
        found.append(i.kind == asked.kind)
    if asked.class_ is not None:
        found.append(of_customer("class") == asked.class_)
    if asked.counted_for is not None:
        whose = _counted_as()
        found.append(whose == asked.counted_for if asked.counted_for else whose.is_(None))
    for word in fold(asked.text).split():
        # a colleague's private words are not found
        inside = sa.and_(i.key.contains(word, autoescape=True), sa.not_(_hidden(me)))
        found.append(sa.or_(inside, sa.func.lower(of_customer("sort_key")).contains(word, autoescape=True)))
    return found


def _spanned(reading: Reading, month: dt.date | None) -> list[Any]:
    """Return the conditions of what came in a month, or in all months that the table shows."""
    months = last_months(reading.today)
    days = (month or months[0], month_after(month or months[-1]))
    first, after = (dt.datetime.combine(day, dt.time(), reading.moment.zone) for day in days)
    return [Interaction.at >= first, Interaction.at < after]


def _hidden(me: int | None) -> sa.ColumnElement[bool]:
    """Return the condition that a text is a private matter of somebody else."""
    i = Interaction
    mine = [i.person_id == me, i.owner_id == me] if me is not None else []
    others = sa.not_(sa.func.coalesce(sa.or_(*mine), sa.false())) if mine else sa.true()
    return sa.and_(i.private, others)


def _counted_as() -> sa.ColumnElement[Any]:
    """Return the expression of whose a request counts as."""
    a = table_of(Interaction).alias("answer")
    answerer = sa.select(a.c.person_id).where(a.c.id == Interaction.answered_by_id)
    return sa.func.coalesce(
        Interaction.owner_id,
        answerer.correlate(table_of(Interaction)).scalar_subquery(),
        of_customer("responsible_id"),
    )


# -- what is read ---------------------------------------------------------------------------------


def _joined() -> sa.Join:
    return sa.join(table_of(Interaction), table_of(Customer), Customer.id == Interaction.customer_id)


def _lines() -> sa.Select[Any]:
    i = Interaction
    a, p = table_of(Interaction).alias("by"), table_of(Person).alias("answerer")
    answerer = sa.select(p.c.name).join(a, a.c.person_id == p.c.id).where(a.c.id == i.answered_by_id).limit(1)
    columns: list[Any] = [i.id, i.kind.label("ikind"), i.at, i.text, i.version, i.message_id, i.private]
    columns += [sa.func.substr(i.body, 1, _LINE).label("body"), i.person_id, i.owner_id, i.answered_at]
    columns += [i.answered_by_id, owner().label("owner")]
    columns += [answerer.correlate(table_of(Interaction)).scalar_subquery().label("answerer")]
    return sa.select(*columns, *who_columns()).select_from(_joined()).where(i.trashed_at.is_(None))


def _request(
    reading: Reading, row: Any, clock: ResponseClock, names: Mapping[int, tuple[str, bool]]
) -> Request:
    waited, norm = clock.waited(row.at, row.answered_at), norm_for(row.klass)
    me = reading.moment.person_id
    hidden = bool(row.private) and (me is None or me not in {row.person_id, row.owner_id})
    text = row.text or row.body
    return Request(
        id=row.id,
        who=who_of(row),
        kind=row.ikind,
        at=row.at,
        text="" if hidden else text,
        body="" if hidden or not row.text else row.body,
        waited=waited,
        norm=norm,
        late=waited > norm,
        owner_id=row.owner,
        owner=names[row.owner][0] if row.owner in names else "",
        given=row.owner_id is not None,
        answered_at=row.answered_at,
        answerer=row.answerer or "",
        message_id=row.message_id,
        hidden=hidden,
        version=row.version,
    )


def _names(reading: Reading) -> dict[int, tuple[str, bool]]:
    """Return name and whether they left, of everybody, by name."""
    statement = sa.select(Person.id, Person.name, Person.gone).order_by(Person.gone, Person.name, Person.id)
    return {row.id: (row.name, bool(row.gone)) for row in reading.rows(statement)}


def _last(reading: Reading, request: Request) -> tuple[LastContact, ...]:
    i = Interaction
    statement = (
        sa.select(i.at, i.kind, i.direction, i.text, sa.func.substr(i.body, 1, _LINE).label("body"))
        .where(
            i.customer_id == request.who.id,
            i.trashed_at.is_(None),
            i.id != request.id,
            i.at <= request.at,
            sa.not_(_hidden(reading.moment.person_id)),
        )
        .order_by(i.at.desc(), i.id.desc())
        .limit(LAST)
    )
    return tuple(
        LastContact(row.at, row.kind, row.direction, row.text or row.body) for row in reading.rows(statement)
    )


def _answer(reading: Reading, answer_id: int | None) -> LastContact | None:
    i = Interaction
    if answer_id is None:
        return None
    row = reading.one(sa.select(i.at, i.kind, i.direction, i.text, i.body).where(i.id == answer_id))
    return None if row is None else LastContact(row.at, row.kind, row.direction, row.text or row.body[:_LINE])


def _steps(reading: Reading, customer_id: int) -> tuple[tuple[dt.date, str], ...]:
    f = FollowUp
    statement = (
        sa.select(f.due_on, f.text)
        .where(f.customer_id == customer_id, f.done_at.is_(None), f.trashed_at.is_(None))
        .order_by(f.due_on, f.id)
        .limit(2)
    )
    return tuple((row.due_on, row.text) for row in reading.rows(statement))
