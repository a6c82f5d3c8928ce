"""Carries an import out: staged in short transactions, shown by one step, taken back whole if anything fails."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Protocol

import sqlalchemy as sa

from app.exchange.pace import uncollected
from app.models import search
from app.models.base import table_of
from app.models.customer import STAGED, Attachment, AttachmentData, Customer
from app.models.team import Batch
from app.models.work import Work
from app.services.importing import loading, naming, publishing
from app.services.importing.entry import Entry
from app.services.importing.faults import Cancelled, Interrupted
from app.services.importing.naming import Made, Wanted
from app.services.importing.plans import ImportPlan
from app.services.importing.staging import CHUNK, Names, stage

#: an import that has not moved for so long is dead; clocks of two machines may differ by less
DEAD_AFTER: Final = dt.timedelta(minutes=10)
_STAGING: Final = "staging"


class Door(Protocol):
    """The part of the office that an import needs."""

    def ask(self, query: Callable[..., Any], /, **kwargs: Any) -> Any: ...

    def do(self, verb: Callable[..., Any], /, **kwargs: Any) -> Any: ...

    def act(self, verb: Callable[..., Any], /, **kwargs: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. ``step`` takes it back (None where nothing changed)."""

    batch_id: int
    step: int | None
    plan: ImportPlan


def _never() -> bool:
    return False


def _quiet(_done: int, _total: int) -> None:
    return None


def run(
    door: Door,
    *,
    plan: ImportPlan,
    progress: Callable[[int, int], None] = _quiet,
    cancelled: Callable[[], bool] = _never,
) -> Imported:
    """Do what ``plan`` says, and tell ``progress`` how many of all new customers are written.

    Until the last, short step nobody sees anything of it; whatever ends it earlier leaves nothing.

    Raises:
        Cancelled: ``cancelled`` said so.
        Outdated: a customer to be joined is no longer there.
        Interrupted: it stood still for so long that its rows were taken for dead.
    """
    entries = list(plan.entries.values())
    wanted = Wanted.of([*entries, *(entry for some in plan.joins.values() for entry in some)])
    with uncollected():
        if door.ask(loading.at_once, count=len(entries)):
            done = door.act(loading.load, plan=plan, wanted=wanted, progress=progress, cancelled=cancelled)
            batch_id = done.result
        else:
            batch_id, done = _by_stages(door, plan, wanted, progress, cancelled)
    door.do(close, batch_id=batch_id, step_id=done.changes.step, report=_report(plan))
    return Imported(batch_id, done.changes.step, plan)


def _by_stages(
    door: Door,
    plan: ImportPlan,
    wanted: Wanted,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> tuple[int, Any]:
    """Write out of sight in short transactions, so that colleagues work on meanwhile, then show all."""
    entries = list(plan.entries.values())
    batch_id, names, made = door.do(begin, file=plan.title, wanted=wanted)
    try:
        ids = _stage_all(door, batch_id, entries, names, progress, cancelled)
        done = door.act(publishing.show, batch_id=batch_id, ids=ids, plan=plan, names=names, made=made)
    except BaseException:
        while door.do(discard, batch_id=batch_id):
            pass
        raise
    return batch_id, done


def _stage_all(
    door: Door,
    batch_id: int,
    entries: Sequence[Entry],
    names: Names,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> list[int]:
    ids: list[int] = []
    for start in range(0, len(entries), CHUNK):
        if cancelled():
            raise Cancelled
        some = entries[start : start + CHUNK]
        ids += door.do(stage_some, batch_id=batch_id, entries=some, names=names)
        progress(len(ids), len(entries))
    if cancelled():
        raise Cancelled
    return ids


# -- verbs ---------------------------------------------------------------------------------------


def begin(work: Work, *, file: str, wanted: Wanted) -> tuple[int, Names, Made]:
    """Open a batch and make what its records name; nobody sees any of it."""
    batch_id = loading.open_batch(work, file)
    names, made = naming.prepare(work, wanted=wanted, batch_id=batch_id)
    _beat(work, batch_id, asdict(made))
    return batch_id, names, made


def stage_some(work: Work, *, batch_id: int, entries: Sequence[Entry], names: Names) -> list[int]:
    """Write one chunk out of sight and return the ids.

    Raises:
        Interrupted: the batch is gone.
    """
    report = _staging_report(work, batch_id)
    if report is None:
        raise Interrupted
    ids = stage(work, entries=entries, names=names, batch_id=batch_id)
    _beat(work, batch_id, report)
    return ids


def close(work: Work, *, batch_id: int, step_id: int | None, report: str) -> None:
    """Note which step the batch was, so that it can be taken back from the list of imports."""
    table = table_of(Batch)
    work.connection.execute(
        sa.update(table).where(table.c.id == batch_id).values(step_id=step_id, report=report)
    )


def discard(work: Work, *, batch_id: int, limit: int = CHUNK) -> bool:
    """Remove staged rows of a batch, at most ``limit`` customers; tell whether there may be more."""
    customers, batches = table_of(Customer), table_of(Batch)
    report = _staging_report(work, batch_id)
    if report is None:
        return False
    ids = [
        row.id
        for row in work.rows(
            sa.select(customers.c.id)
            .where(customers.c.batch_id == batch_id, customers.c.state == STAGED)
            .order_by(customers.c.id)
            .limit(limit)
        )
    ]
    for start in range(0, len(ids), 500):
        _remove(work, ids[start : start + 500])
    if len(ids) == limit:
        return True
    made = Made(report.get("people", []), report.get("tags", []))
    naming.forget(work, made=made)
    work.connection.execute(sa.delete(batches).where(batches.c.id == batch_id))
    return False


def discard_unfinished(work: Work) -> int:
    """Remove what imports left behind that died before their end; return how many.

    Called when a database is opened. An import that is still moving, on another machine or in
    another window, is left alone.
    """
    table = table_of(Batch)
    dead = []
    for row in work.rows(sa.select(table.c.id, table.c.report).where(table.c.step_id.is_(None))):
        report = _read(row.report)
        if report.get("state") == _STAGING:
            beat = dt.datetime.fromisoformat(str(report["beat"]))
            if abs(work.now - beat) > DEAD_AFTER:
                dead.append(int(row.id))
    for batch_id in dead:
        while discard(work, batch_id=batch_id):
            pass
    return len(dead)


def _remove(work: Work, ids: Sequence[int]) -> None:
    search.forget_customers(work.connection, ids)
    files, data, customers = table_of(Attachment), table_of(AttachmentData), table_of(Customer)
    stored = sa.select(files.c.stored_name).where(files.c.customer_id.in_(ids))
    work.connection.execute(sa.delete(data).where(data.c.stored_name.in_(stored)))
    work.connection.execute(sa.delete(customers).where(customers.c.id.in_(ids)))


def _beat(work: Work, batch_id: int, report: Mapping[str, Any]) -> None:
    """Note that the import is alive."""
    table = table_of(Batch)
    text = json.dumps({**report, "state": _STAGING, "beat": work.now.isoformat()})
    work.connection.execute(sa.update(table).where(table.c.id == batch_id).values(report=text))


def _staging_report(work: Work, batch_id: int) -> dict[str, Any] | None:
    """Return what the unfinished batch noted of itself; None where there is no such batch."""
    table = table_of(Batch)
    report = _read(work.value(sa.select(table.c.report).where(table.c.id == batch_id)))
    return report if report.get("state") == _STAGING else None


def _read(text: str | None) -> dict[str, Any]:
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}


def _report(plan: ImportPlan) -> str:
    counts = [
        {key: getattr(each, key) for key in ("file", "read", "created", "merged", "skipped")}
        for each in plan.files
    ]
    return json.dumps({"state": "done", "files": counts}, ensure_ascii=False)
