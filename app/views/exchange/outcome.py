"""What becomes of a batch when its long work ends, whichever room is in sight then."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from app.errors import RapportError
from app.exchange.doubts import write_doubts
from app.queries import imports
from app.queries.lines import ListFilter
from app.services.history import undo
from app.services.importing import Cancelled, Imported, ImportPlan
from app.views.exchange import said
from app.views.exchange.files import Batch, Planned
from app.views.kit.ui import Ui

#: more customers than this are not listed one by one
MANY: Final = 2000


def decided(batch: Batch, planned: Planned) -> None:
    """Keep what an import would do."""
    batch.task = None
    if batch.step == "preview":
        batch.plan, batch.titles = planned.plan, planned.titles
        batch.faults = [*planned.faults, *((each.path, each.fault) for each in batch.files if each.fault)]
    batch.watch()


def not_decided(batch: Batch, ui: Ui, fault: RapportError) -> None:
    """Go back to the columns, and say why unless the user knows."""
    batch.task, batch.step = None, "columns"
    batch.watch()
    if not isinstance(fault, Cancelled):
        ui.say(fault.text(ui.tr), tone="bad")


def imported(batch: Batch, ui: Ui, imported: Imported) -> None:
    """Say what came; the room may have been built anew meanwhile, or another one be in sight."""
    batch.task, batch.imported = None, imported
    actions: list[tuple[str, Callable[[], object]]] = []
    if imported.step is not None:
        actions.append((ui.tr("Undo"), partial(take_back, batch, ui)))
    if imported.plan.created:
        actions.append((ui.tr("Show"), partial(show_customers, ui, imported)))
    ui.say(said.outcome(imported.plan, ui.tr, ui.number), *actions, tone="good")
    batch.watch()


def not_imported(batch: Batch, ui: Ui, fault: RapportError) -> None:
    """Say that nothing of it was kept, and why."""
    batch.task = None
    stopped = isinstance(fault, Cancelled)
    if not stopped:
        # what was decided may not hold any more
        batch.plan, batch.step, batch.faults = None, "columns", []
    ui.say(fault.text(ui.tr), tone="warning" if stopped else "bad")
    batch.watch()


def take_back(batch: Batch, ui: Ui) -> None:
    """Undo an import whole."""
    if batch.imported is None or batch.imported.step is None or batch.undone:
        return

    def undone(_step: object) -> None:
        batch.undone = True
        ui.say(ui.tr("The import was taken back."))
        batch.watch()

    ui.desk.do(undone, undo, step_id=batch.imported.step)


def show_customers(ui: Ui, imported: Imported) -> None:
    """Show the customers that an import created: one by one, or as those of today where they are many."""

    def show(ids: list[int]) -> None:
        many = len(ids) >= MANY
        ui.go("customers", filter=ListFilter(created_days=1) if many else ListFilter(ids=tuple(ids)))

    ui.desk.ask(show, imports.created, batch_id=imported.batch_id, limit=MANY)


def write_problems(ui: Ui, plan: ImportPlan, path: Path) -> None:
    """Write what is in doubt to ``path`` and say so."""
    tr = ui.tr
    rows = [(row.file, row.line, row.title) for row in said.problems(plan, tr)]
    header = (tr("File"), tr("Row"), tr("What is in doubt"))
    ui.desk.run(
        lambda _: ui.say(tr("Saved {file}", file=path.name), tone="good"),
        partial(write_doubts, path, header, rows),
    )
