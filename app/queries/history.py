"""Who changed what, and the news from colleagues: reads of the one record of history (rows T1, T2)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from app.models.changes import Changes
from app.models.history import Step, StepRow
from app.models.team import Person
from app.models.work import Reading

MERGES: Final = ("merge", "merge_all")
#: steps with more rows than this are news as a whole, not row by row
MANY: Final = 2000


@dataclass(frozen=True)
class FieldChange:
    """One field of one record, before and after, as plain values (dates as ISO texts).

    ``op``: «+» created, «-» removed (``before`` holds the whole row), «=» changed.
    """

    kind: str
    row_id: int
    op: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class HistoryStep:
    """One step; ``title`` is a msgid and ``values`` fill it in. ``kind``: do, undo, redo, final."""

    id: int
    at: dt.datetime
    person: str
    kind: str
    verb: str
    title: str
    values: Mapping[str, Any]
    target_id: int | None
    undone: bool
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class StepDetail:
    """What one step changed; ``added`` counts the rows that it created, by kind."""

    changes: tuple[FieldChange, ...]
    added: Mapping[str, int]


@dataclass(frozen=True)
class News:
    """What others did: up to step ``last``, by ``people``."""

    last: int
    changes: Changes = field(default_factory=Changes)
    people: tuple[str, ...] = ()


def card_history(
    reading: Reading, *, customer_id: int, limit: int = 100, before: int | None = None
) -> list[HistoryStep]:
    """Return the steps that touched a card, newest first; ``before`` (a step) continues an earlier answer.

    The history of cards that were merged into this one goes on here.
    """
    ids = [customer_id, *merged_into(reading, customer_id=customer_id)]
    mine = sa.select(StepRow.step_id).where(StepRow.customer_id.in_(ids)).distinct()
    statement = _steps().where(Step.id.in_(mine)).order_by(Step.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(Step.id < before)
    steps = reading.rows(statement)
    changes = _changes(reading, [row.id for row in steps], ids)
    return [_step(row, changes.get(row.id, [])) for row in steps]


def merged_into(reading: Reading, *, customer_id: int) -> list[int]:
    """Return the ids of customers that became this one by merges that stand, directly or by way of others."""
    found: dict[int, list[int]] = {}
    merges = sa.select(Step.values).where(Step.verb.in_(MERGES), Step.kind == "do", Step.undone.is_(False))
    for text in reading.connection.execute(merges).scalars():
        values = json.loads(text or "{}")
        if "keep_id" in values:
            found.setdefault(values["keep_id"], []).extend(values.get("other_ids", []))
    ids: list[int] = []
    waiting = list(found.get(customer_id, []))
    while waiting:
        other = waiting.pop()
        if other not in ids:
            ids.append(other)
            waiting += found.get(other, [])
    return ids


def one_step(reading: Reading, *, step_id: int) -> HistoryStep | None:
    """Return one step with what it changed, None where it is not there."""
    row = reading.one(_steps().where(Step.id == step_id))
    return None if row is None else _step(row, [])


def all_steps(reading: Reading, *, limit: int = 200, before: int | None = None) -> list[HistoryStep]:
    """Return the steps of the whole database, newest first and without their fields; see :func:`changes_of`.

    ``before`` (a step) continues an earlier answer.
    """
    statement = _steps().order_by(Step.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(Step.id < before)
    return [_step(row, []) for row in reading.rows(statement)]


def changes_of(reading: Reading, *, step_id: int, limit: int = 200) -> StepDetail:
    """Return what a step changed field by field, at most ``limit`` of them, and how many rows it added by kind."""
    columns = (StepRow.kind, StepRow.row_id, StepRow.op, StepRow.field, StepRow.before, StepRow.after)
    changed = (
        sa.select(*columns)
        .where(StepRow.step_id == step_id, StepRow.op != "+")
        .order_by(StepRow.id)
        .limit(limit)
    )
    added = (
        sa.select(StepRow.kind, sa.func.count())
        .where(StepRow.step_id == step_id, StepRow.op == "+")
        .group_by(StepRow.kind)
        .order_by(sa.func.min(StepRow.id))
    )
    return StepDetail(
        tuple(
            FieldChange(
                row.kind,
                row.row_id,
                row.op,
                row.field,
                _row(row.before) if row.op == "-" else _plain(row.before),
                _plain(row.after),
            )
            for row in reading.rows(changed)
        ),
        {str(kind): int(count) for kind, count in reading.rows(added)},
    )


def last_step(reading: Reading) -> int:
    """Return the newest step, 0 where there is none: from here on everything is news."""
    return int(reading.value(sa.select(sa.func.max(Step.id))) or 0)


def steps(reading: Reading, *, after: int, others_only: bool = False) -> News:
    """Return what was done after step ``after``; with ``others_only`` without what this person did."""
    new = (
        sa.select(Step.id, Step.person_id, sa.func.coalesce(Person.name, "").label("person"))
        .outerjoin(Person, Person.id == Step.person_id)
        .where(Step.id > after)
        .order_by(Step.id)
    )
    found = reading.rows(new)
    if not found:
        return News(after)
    last = found[-1].id
    if others_only:
        found = [row for row in found if row.person_id != reading.moment.person_id]
    ids = [row.id for row in found]
    people = tuple(dict.fromkeys(row.person for row in found if row.person))
    return News(last, _merged_changes(reading, ids, last) if ids else Changes(), people)


def _merged_changes(reading: Reading, ids: Sequence[int], last: int) -> Changes:
    table = StepRow
    bounds = sa.and_(table.step_id >= ids[0], table.step_id.in_(ids))
    rows = reading.rows(sa.select(table.kind, table.row_id, table.customer_id).where(bounds).limit(MANY + 1))
    kinds: dict[str, set[int]] = {}
    for kind, row_id, _ in rows:
        kinds.setdefault(kind, set()).add(row_id)
    if len(rows) > MANY:
        return Changes(step=last, ids={kind: frozenset() for kind in kinds}, bulk=True)
    return Changes(
        step=last,
        ids={kind: frozenset(some) for kind, some in kinds.items()},
        customers=frozenset(row[2] for row in rows if row[2] is not None),
        bulk=any(row[2] is None and row[0] == "customers" for row in rows),
    )


def _changes(
    reading: Reading, steps: Sequence[int], customers: Sequence[int]
) -> dict[int, list[FieldChange]]:
    if not steps:
        return {}
    rows = reading.rows(
        sa.select(
            StepRow.step_id,
            StepRow.kind,
            StepRow.row_id,
            StepRow.op,
            StepRow.field,
            StepRow.before,
            StepRow.after,
        )
        .where(StepRow.step_id.in_(steps), StepRow.customer_id.in_(customers))
        .order_by(StepRow.id)
    )
    found: dict[int, list[FieldChange]] = {}
    for row in rows:
        before = _row(row.before) if row.op == "-" else _plain(row.before)
        found.setdefault(row.step_id, []).append(
            FieldChange(row.kind, row.row_id, row.op, row.field, before, _plain(row.after))
        )
    return found


def _plain(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def _row(text: str | None) -> dict[str, Any]:
    """Return a removed row as plain values; each stands there as JSON of its own."""
    return {name: _plain(value) for name, value in json.loads(text or "{}").items()}


def _steps() -> Any:
    """Return the statement that reads steps with the names of who did them."""
    return sa.select(
        Step.id,
        Step.at,
        Step.kind,
        Step.verb,
        Step.title,
        Step.values,
        Step.target_id,
        Step.undone,
        sa.func.coalesce(Person.name, "").label("person"),
    ).outerjoin(Person, Person.id == Step.person_id)


def _step(row: Any, changes: list[FieldChange]) -> HistoryStep:
    return HistoryStep(
        row.id,
        row.at,
        row.person,
        row.kind,
        row.verb,
        row.title,
        json.loads(row.values or "{}"),
        row.target_id,
        row.undone,
        tuple(changes),
    )
