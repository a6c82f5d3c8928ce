"""The inbox of complaints and ideas: what is open, what is decided and not told yet (row I6)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from app.domain.keys import fold
from app.models.base import table_of
from app.models.contact import FollowUp, Interaction
from app.models.customer import LIVE, Customer
from app.models.feedback import Feedback
from app.models.team import Person
from app.models.work import Reading
from app.queries.items import Who, who_columns, who_of

SHOWN: Final = 300
#: what is open: nobody has decided yet
OPEN: Final = ("new", "working")


@dataclass(frozen=True)
class Asked:
    """Which are looked for; what is empty does not matter. ``state``: open, untold, one of the states."""

    kind: str = ""
    state: str = "open"
    mine: bool = False
    owner: int | None = None
    text: str = ""


@dataclass(frozen=True)
class FeedbackRow:
    """A complaint or an idea. ``came`` is the kind of contact in which it came, empty where it was entered by hand.

    ``step_on`` is the day on which the outcome is to be told, None where no such step is open.
    """

    id: int
    who: Who
    kind: str
    text: str
    state: str
    outcome: str
    noted_at: dt.datetime
    decided_at: dt.datetime | None
    told_at: dt.datetime | None
    owner_id: int | None
    owner: str
    came: str
    step_on: dt.date | None
    version: int

    @property
    def untold(self) -> bool:
        """Whether it is decided and the customer has not heard it."""
        return self.decided_at is not None and self.told_at is None


@dataclass(frozen=True)
class Inbox:
    """The first of what was asked for, how many there are, and how many are open and untold at all."""

    rows: tuple[FeedbackRow, ...]
    total: int
    open: int
    untold: int
    people: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Mark:
    """What a line of the timeline shows of the feedback that came with it."""

    kind: str
    state: str
    told: bool


def inbox(reading: Reading, *, asked: Asked, limit: int = SHOWN) -> Inbox:
    """Return what is ``asked`` for: decided and untold first, then complaints, then what has waited longest."""
    f = Feedback
    conditions = _conditions(reading, asked)
    order = (
        sa.case((_untold(), 0), else_=1),
        sa.case((f.state.in_(OPEN), 0), else_=1),
        sa.case((f.kind == "complaint", 0), else_=1),
        # what is open has waited since long ago; of what is over the last stands first
        sa.case((f.state.in_(OPEN), f.noted_at)),
        f.noted_at.desc(),
        f.id,
    )
    statement = _lines().where(*conditions).order_by(*order).limit(limit)
    rows = tuple(_row(row) for row in reading.rows(statement))
    counted = sa.select(sa.func.count()).select_from(_joined())
    live = (f.trashed_at.is_(None), Customer.state == LIVE)
    people = sa.select(Person.id, Person.name).where(Person.gone.is_(False)).order_by(Person.name, Person.id)
    return Inbox(
        rows,
        len(rows) if len(rows) < limit else int(reading.value(counted.where(*conditions)) or 0),
        int(reading.value(counted.where(*live, f.state.in_(OPEN))) or 0),
        int(reading.value(counted.where(*live, _untold())) or 0),
        tuple((row.id, row.name) for row in reading.rows(people)),
    )


def marks(reading: Reading, *, customer_id: int) -> dict[int, Mark]:
    """Return what became of complaints and ideas by the contact in which they came, for a timeline."""
    f = Feedback
    statement = sa.select(f.interaction_id, f.kind, f.state, f.told_at).where(
        f.customer_id == customer_id, f.interaction_id.is_not(None), f.trashed_at.is_(None)
    )
    return {row[0]: Mark(row.kind, row.state, row.told_at is not None) for row in reading.rows(statement)}


def _untold() -> sa.ColumnElement[bool]:
    return sa.and_(Feedback.decided_at.is_not(None), Feedback.told_at.is_(None))


def _conditions(reading: Reading, asked: Asked) -> list[Any]:
    f = Feedback
    found: list[Any] = [f.trashed_at.is_(None), Customer.state == LIVE]
    if asked.kind:
        found.append(f.kind == asked.kind)
    if asked.state == "open":
        found.append(sa.or_(f.state.in_(OPEN), _untold()))
    elif asked.state == "untold":
        found.append(_untold())
    elif asked.state:
        found.append(f.state == asked.state)
    if asked.mine:
        found.append(f.owner_id == reading.moment.person_id)
    if asked.owner is not None:
        found.append(f.owner_id == asked.owner)
    if asked.text.strip():
        found.append(f.id.in_(_worded(reading, fold(asked.text).split())))
    return found


def _worded(reading: Reading, words: list[str]) -> list[int]:
    """Return those in which every word stands, whatever its case, or who is called so; there are never very many."""
    f = Feedback
    live = sa.select(f.id, f.text, f.outcome, Customer.sort_key).select_from(_joined())
    rows = reading.rows(live.where(f.trashed_at.is_(None)))
    return [
        row.id
        for row in rows
        if all(word in fold(f"{row.text} {row.outcome} {row.sort_key}") for word in words)
    ]


def _joined() -> sa.Join:
    return sa.join(table_of(Feedback), table_of(Customer), Customer.id == Feedback.customer_id)


def _lines() -> sa.Select[Any]:
    f, i, s = Feedback, table_of(Interaction), table_of(FollowUp)
    columns: list[Any] = [f.id, f.kind.label("fkind"), f.text, f.state, f.outcome, f.noted_at, f.decided_at]
    columns += [f.told_at, f.owner_id, f.version, Person.name.label("owner"), i.c.kind.label("came")]
    columns += [s.c.due_on.label("step_on")]
    open_step = sa.and_(s.c.id == f.followup_id, s.c.done_at.is_(None), s.c.trashed_at.is_(None))
    whole = (
        _joined()
        .outerjoin(table_of(Person), Person.id == f.owner_id)
        .outerjoin(i, i.c.id == f.interaction_id)
        .outerjoin(s, open_step)
    )
    return sa.select(*columns, *who_columns()).select_from(whole)


def _row(row: Any) -> FeedbackRow:
    return FeedbackRow(
        row.id,
        who_of(row),
        row.fkind,
        row.text,
        row.state,
        row.outcome,
        row.noted_at,
        row.decided_at,
        row.told_at,
        row.owner_id,
        row.owner or "",
        "" if row.came in {None, "complaint", "idea"} else row.came,
        row.step_on,
        row.version,
    )
