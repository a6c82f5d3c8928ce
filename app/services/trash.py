"""The trash: take out again, empty, and erase a person for good (rows C14, X5)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from app.language import N_
from app.models import search
from app.models.base import Base, table_of
from app.models.customer import Attachment, Customer, Link
from app.models.faults import Gone
from app.models.feedback import Feedback
from app.models.history import Step, StepRow
from app.models.team import DuplicatePair
from app.models.work import Work
from app.queries.history import merged_into
from app.queries.trash import KINDS, TrashItem, trash
from app.services import attachments, customers, feedback, followups, gifts, interactions
from app.services.faults import UnknownField
from app.services.mail import erasing as letters

CHUNK: Final = 400
#: what may stay in the title of a step whose record was erased: counts and names of fields
_HARMLESS: Final = ("field", "count")
_RESTORE: Final = {
    "interactions": interactions.restore,
    "followups": followups.restore,
    "attachments": attachments.restore,
    "gifts": gifts.restore,
    "feedback": feedback.restore,
}


@dataclass(frozen=True)
class Erased:
    """What an erasure destroyed: records of all kinds, and files."""

    rows: int
    files: int


def restore(work: Work, *, items: Sequence[tuple[str, int]]) -> int:
    """Take things out of the trash, each given as (kind, id); return how many.

    Raises:
        UnknownField: nothing of such a kind is ever in the trash.
        Gone: it was erased meanwhile.
    """
    for kind, row_id in items:
        if kind == "customers":
            customers.restore(work, ids=[row_id])
        elif kind in _RESTORE:
            _RESTORE[kind](work, row_id=row_id)
        else:
            raise UnknownField(field=kind)
    if len(items) > 1:
        work.name(N_("Restored {count} entries from the trash"), count=len(items))
    return len(items)


def empty(work: Work, *, items: Iterable[tuple[str, int]] | None = None) -> int:
    """Erase what lies in the trash, all of it or ``items`` as (kind, id); return how many.

    This cannot be undone; contents go from the history too, and a step without them stays as the act.
    """
    found = trash(work, limit=1_000_000)
    wanted = None if items is None else set(items)
    doomed = [item for item in found if wanted is None or (item.kind, item.id) in wanted]
    for item in doomed:
        if item.kind == "customers":
            _erase_customer(work, item.id)
    _erase_rows(work, [item for item in doomed if item.kind != "customers"])
    if doomed:
        _sign(work, [item.id for item in doomed if item.kind == "customers"])
        work.name(N_("Emptied the trash for good, {count} entries"), count=len(doomed))
    return len(doomed)


def erase(work: Work, *, customer_id: int) -> Erased:
    """Erase a customer for good: the card, its rows and files, the search index and the history's contents.

    Cards that were merged into this one go as well. What stays is the act: who did it, when, how many
    records went, without any personal data. Mentions in notes of other customers and older backups are
    out of reach. This cannot be undone.

    Raises:
        Gone: there is no such customer.
    """
    if work.value(sa.select(Customer.id).where(Customer.id == customer_id)) is None:
        raise Gone
    done = _erase_customer(work, customer_id)
    _sign(work, [customer_id])
    work.name(
        N_("Erased a customer for good: {rows} records, {files} files"), rows=done.rows, files=done.files
    )
    return done


def _sign(work: Work, ids: Sequence[int]) -> None:
    """Write the act itself and take the words out of the index, where deleting only hides them."""
    work.for_good()
    work.note_bulk("customers", ids or [0], "-")
    if work.connection.dialect.name == "sqlite":
        for index in ("customer_fts", *search.TEXTS.values()):
            work.connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES('optimize')")


def _erase_customer(work: Work, customer_id: int) -> Erased:
    if work.connection.dialect.name == "sqlite":
        # deleted rows are overwritten, or they could be read from the free pages of the file
        work.connection.exec_driver_sql("PRAGMA secure_delete = ON")
    ids = [customer_id, *merged_into(work, customer_id=customer_id)]
    shared = _shared_rows(work, ids)
    gone = letters.erase(work, ids=ids)
    rows, files = gone.rows, gone.files
    shared |= gone.history
    for one in ids:
        done = _erase_card(work, one)
        rows, files = rows + done.rows, files + done.files
    _forget_steps(work, _of_customers(ids, shared))
    return Erased(rows, files)


def _erase_card(work: Work, customer_id: int) -> Erased:
    connection = work.connection
    for name in search.TEXTS:
        texts = Base.metadata.tables[name]
        found = connection.execute(sa.select(texts.c.id).where(texts.c.customer_id == customer_id))
        gone = list(found.scalars())
        for some in _chunks(gone):
            search.forget_texts(connection, name, some)
        work.dirty_texts.get(name, set()).difference_update(gone)
    search.forget_customers(connection, [customer_id])
    stored = set(
        connection.execute(
            sa.select(Attachment.stored_name).where(Attachment.customer_id == customer_id)
        ).scalars()
    )
    attachments.delete_data(work, stored | _removed_files(work, customer_id))
    rows = 0
    for table in reversed(Base.metadata.sorted_tables):
        for name in ("customer_id", "other_id", "first_id", "second_id"):
            if name in table.c and table.name != "step_rows":
                rows += connection.execute(sa.delete(table).where(table.c[name] == customer_id)).rowcount
    rows += connection.execute(sa.delete(table_of(Customer)).where(Customer.id == customer_id)).rowcount
    work.dirty_customers.discard(customer_id)
    return Erased(rows, len(stored))


def _removed_files(work: Work, customer_id: int) -> set[str]:
    """Return the contents that only the history still knows."""
    removed = sa.select(StepRow.before).where(
        StepRow.customer_id == customer_id, StepRow.kind == "attachments", StepRow.before.is_not(None)
    )
    texts = work.connection.execute(removed.where(StepRow.op == "-")).scalars()
    return {json.loads(json.loads(text)["stored_name"]) for text in texts if text}


def _shared_rows(work: Work, ids: Sequence[int]) -> dict[str, set[int]]:
    """Return rows that stand between these customers and others, those that were removed before too."""
    found: dict[str, set[int]] = {}
    for model, ends in ((Link, ("other_id",)), (DuplicatePair, ("first_id", "second_id"))):
        table = table_of(model)
        for end in ends:
            rows = sa.select(table.c.id).where(table.c[end].in_(ids))
            removed = [StepRow.before.like(f'%"{end}": "{customer_id}"%') for customer_id in ids]
            gone = sa.select(StepRow.row_id).where(StepRow.kind == table.name, sa.or_(*removed))
            for statement in (rows, gone):
                found.setdefault(table.name, set()).update(work.connection.execute(statement).scalars())
    return found


def _of_customers(ids: Sequence[int], shared: dict[str, set[int]]) -> Any:
    """Return the condition for rows of history that tell something of these customers."""
    between = [sa.and_(StepRow.kind == kind, StepRow.row_id.in_(rows)) for kind, rows in shared.items()]
    own = sa.and_(StepRow.kind == "customers", StepRow.row_id.in_(ids))
    return sa.or_(StepRow.customer_id.in_(ids), own, *between)


def _forget_steps(work: Work, condition: Any) -> None:
    """Take rows out of the history, and names out of the titles of their steps."""
    connection, step, row = work.connection, table_of(Step), table_of(StepRow)
    steps = list(connection.execute(sa.select(row.c.step_id).where(condition).distinct()).scalars())
    connection.execute(sa.delete(row).where(condition))
    for some in _chunks(steps):
        left = set(
            connection.execute(sa.select(row.c.step_id).where(row.c.step_id.in_(some)).distinct()).scalars()
        )
        for found in work.rows(
            sa.select(step.c.id, step.c["values"], step.c.kind).where(step.c.id.in_(some))
        ):
            # a step of which nothing is left is no step to be undone, only the memory of one
            kind = found.kind if found.id in left else "final"
            connection.execute(
                sa.update(step).where(step.c.id == found.id).values(values=_blank(found[1]), kind=kind)
            )


def _blank(values: str) -> str:
    """Return the values of a title without what could name anybody."""
    stored = json.loads(values or "{}")
    return json.dumps({name: value if name in _HARMLESS else "…" for name, value in stored.items()})


def _erase_rows(work: Work, items: Sequence[TrashItem]) -> None:
    """Erase single things of customers that stay."""
    for kind in ("feedback", "interactions", "followups", "attachments", "gifts"):
        ids = [item.id for item in items if item.kind == kind]
        table = table_of(KINDS[kind])
        for some in _chunks(ids):
            if kind in search.TEXTS:
                search.forget_texts(work.connection, kind, some)
            if kind == "attachments":
                names = sa.select(Attachment.stored_name).where(Attachment.id.in_(some))
                attachments.delete_data(work, set(work.connection.execute(names).scalars()))
            if kind == "interactions":
                _erase_feedback(work, some)
            work.connection.execute(sa.delete(table).where(table.c.id.in_(some)))
            _forget_steps(work, sa.and_(StepRow.kind == kind, StepRow.row_id.in_(some)))


def _erase_feedback(work: Work, entries: Sequence[int]) -> None:
    """Erase the complaints and ideas that went into the trash with their own entry of the timeline."""
    f = table_of(Feedback)
    of_these = (f.c.interaction_id.in_(entries), f.c.trashed_at.is_not(None))
    ids = list(work.connection.execute(sa.select(f.c.id).where(*of_these)).scalars())
    work.connection.execute(sa.delete(f).where(f.c.id.in_(ids)))
    _forget_steps(work, sa.and_(StepRow.kind == "feedback", StepRow.row_id.in_(ids)))


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
