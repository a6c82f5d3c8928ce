"""Imports calendars: decided and written in one transaction, one step of the history (row R8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import sqlalchemy as sa

from app.language import N_
from app.models.base import table_of
from app.models.contact import FollowUp
from app.models.team import Batch
from app.models.work import Work
from app.services import confirming, followups
from app.services.calendar_files.planning import plan
from app.services.calendar_files.plans import CalendarPlan, ReadFile, Slot
from app.services.calendar_files.reading import open_files
from app.services.importing import batches

# what the step that confirms a meeting has from it
_FOLLOWED: Final = frozenset({"due_on", "due_time", "customer_id", "zone"})


class Door(Protocol):
    """The part of the office that an import needs."""

    def ask(self, query: Callable[..., Any], /, **kwargs: Any) -> Any: ...

    def do(self, verb: Callable[..., Any], /, **kwargs: Any) -> Any: ...

    def act(self, verb: Callable[..., Any], /, **kwargs: Any) -> Any: ...


class Imported:
    """What an import did; ``step`` takes it back, None where nothing changed."""

    def __init__(self, plan: CalendarPlan, step: int | None) -> None:
        self.plan, self.step = plan, step


def run(
    door: Door,
    *,
    files: Sequence[ReadFile] = (),
    paths: Sequence[Path] = (),
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Imported:
    """Import ``files``, or those at ``paths``; with ``dry_run`` only tell what it would do.

    Raises:
        Cancelled: ``cancelled`` said so; nothing is kept then.
    """
    read = list(files) or open_files(paths, cancelled=cancelled)
    told = {"files": read, "progress": progress, "cancelled": cancelled}
    if dry_run or not any(file.calendar.items for file in read):
        return Imported(door.ask(plan, **told), None)
    done = door.act(take, **told)
    made: CalendarPlan = done.result
    if made.batch_id is not None:
        door.do(batches.close, batch_id=made.batch_id, step_id=done.changes.step, report=made.report())
    return Imported(made, done.changes.step)


def take(
    work: Work,
    *,
    files: Sequence[ReadFile],
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> CalendarPlan:
    """Decide about all items and write their rows.

    Raises:
        Cancelled: ``cancelled`` said so; nothing is kept then.
    """
    made = plan(work, files=files, progress=progress, cancelled=cancelled)
    touched = [slot for slot in made.slots if not slot.known or _changed(slot)]
    if not touched:
        return made
    made.batch_id = batch_id = _note_batch(work, made)
    for slot in touched:
        if slot.known:
            _change(work, slot)
        else:
            _insert(work, slot, batch_id)
    work.name(
        N_("Imported the calendar {file}: {created} new, {merged} changed"),
        file=Path(made.title).name,
        created=made.total("created"),
        merged=made.total("merged"),
    )
    return made


def _changed(slot: Slot) -> dict[str, Any]:
    return {name: value for name, value in slot.values.items() if value != slot.before[name]}


def _insert(work: Work, slot: Slot, batch_id: int) -> None:
    values = dict(slot.values)
    if slot.series is not None:
        values["series_id"] = slot.series.row_id
    slot.row_id = work.insert(FollowUp, **values, batch_id=batch_id, created_at=work.now)


def _change(work: Work, slot: Slot) -> None:
    assert slot.row_id is not None
    changed = _changed(slot)
    gone = changed.pop("trashed_at", None)
    if changed:
        work.change(FollowUp, slot.row_id, changed)
        if changed.keys() & _FOLLOWED and slot.values["kind"] in confirming.MEETINGS:
            confirming.follow(work, slot.row_id)
    if gone is not None and work.get(FollowUp, slot.row_id, "trashed_at")["trashed_at"] is None:
        followups.trash(work, row_id=slot.row_id)


def _note_batch(work: Work, made: CalendarPlan) -> int:
    values = {
        "kind": "calendar",
        "file": made.title,
        "at": work.now,
        "person_id": work.moment.person_id,
        "report": made.report(),
    }
    result = work.connection.execute(sa.insert(table_of(Batch)).values(values))
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])
