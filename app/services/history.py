"""Undo and redo: a new step with before and after swapped, refused where things moved on."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from app.models.base import Base, table_of
from app.models.customer import Customer
from app.models.faults import MovedOn, NothingToRedo, NothingToUndo
from app.models.history import Step, StepRow
from app.models.shape import encode
from app.models.work import UNDONE, Reading, Work
from app.services import answering

CHUNK = 500


def last_to_undo(work: Reading) -> int | None:
    """Return the newest step of this person that still stands."""
    found = work.value(
        sa.select(sa.func.max(Step.id)).where(
            Step.kind == "do", Step.undone.is_(False), Step.person_id == work.moment.person_id
        )
    )
    return None if found is None else int(found)


def last_to_redo(work: Reading) -> int | None:
    """Return the newest undo of this person after which nothing else was done."""
    mine = Step.person_id == work.moment.person_id
    last_done = work.value(sa.select(sa.func.max(Step.id)).where(Step.kind == "do", mine)) or 0
    found = work.value(
        sa.select(sa.func.max(Step.id)).where(
            Step.kind == "undo", Step.undone.is_(False), mine, Step.id > last_done
        )
    )
    return None if found is None else int(found)


def undo(work: Work, *, step_id: int | None = None) -> int:
    """Take back ``step_id``, by default the newest one of this person, and return its id.

    Raises:
        NothingToUndo: there is no such step, or it was taken back already.
        MovedOn: a field holds something else than that step left; nothing is changed then.
    """
    target = step_id if step_id is not None else last_to_undo(work)
    step = _step(work, target)
    if step is None or step.kind != "do" or step.undone:
        raise NothingToUndo
    _reverse(work, step, "undo")
    return int(step.id)


def redo(work: Work) -> int:
    """Do again what was undone last and return the id of the step that stands again.

    Raises:
        NothingToRedo: nothing was undone, or something else was done since.
        MovedOn: a field was changed by somebody else meanwhile.
    """
    step = _step(work, last_to_redo(work))
    if step is None:
        raise NothingToRedo
    _reverse(work, step, "redo")
    work.connection.execute(sa.update(Step).where(Step.id == step.target_id).values(undone=False))
    return int(step.target_id)


def _step(work: Reading, step_id: int | None) -> Any | None:
    return None if step_id is None else work.one(sa.select(table_of(Step)).where(Step.id == step_id))


def _reverse(work: Work, step: Any, kind: str) -> None:
    rows = work.rows(
        sa.select(table_of(StepRow)).where(StepRow.step_id == step.id).order_by(StepRow.id.desc())
    )
    work.answer(kind, target_id=int(step.id), title=step.title, values=step.values)
    customers = [row for row in rows if row.kind == "customers" and row.op in "+-"]
    if len(customers) > CHUNK:
        apart = {row.id for row in customers}
        rows = [row for row in rows if row.id not in apart]
        _reverse_customers(work, customers)
    for row in rows:
        _reverse_row(work, row)
    # an answer that was taken back may not have been the only one
    answering.settle_reopened(
        work, {row.row_id for row in rows if row.kind == "interactions" and row.field == "answered_at"}
    )
    work.connection.execute(sa.update(Step).where(Step.id == step.id).values(undone=True))


def _reverse_row(work: Work, row: Any) -> None:
    table = Base.metadata.tables[row.kind]
    current = work.connection.execute(sa.select(table).where(table.c.id == row.row_id)).mappings().first()
    if row.op == "-":
        if current is not None and not (row.kind == "customers" and current["state"] == UNDONE):
            raise MovedOn(field=row.kind)
        work.restore_row(table, row.row_id, row.before)
    elif current is None:
        raise MovedOn(field=row.field or row.kind)
    elif row.op == "+":
        work.remove_row(table, row.row_id, dict(current))
    else:
        if encode(current[row.field]) != row.after:
            raise MovedOn(field=row.field)
        work.set_field(table, row.row_id, row.field, row.after, row.before)


def _reverse_customers(work: Work, rows: list[Any]) -> None:
    """Hide or show thousands of customers at once, as the undo of an import does."""
    table = table_of(Customer)
    for op, state in (("+", UNDONE), ("-", 0)):
        ids = [row.row_id for row in rows if row.op == op]
        for start in range(0, len(ids), CHUNK):
            some = ids[start : start + CHUNK]
            work.connection.execute(
                sa.update(table).where(table.c.id.in_(some)).values(state=state, version=table.c.version + 1)
            )
        if ids:
            work.note_bulk("customers", ids, "-" if op == "+" else "+")
