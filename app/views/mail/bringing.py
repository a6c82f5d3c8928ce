"""Files of letters and chats dropped on the window or a card, or chosen: brought in beside the window (row I4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import RapportError
from app.exchange.mail.read import is_message
from app.queries import mail
from app.queries.mail import MailCounts
from app.services.calendar_files.reading import is_calendar
from app.services.history import undo
from app.services.importing.faults import Cancelled
from app.services.mail import importing
from app.services.mail.importing import Imported
from app.views.kit.choosing import files_to_open
from app.views.kit.ui import Ui
from app.views.mail.problems import ProblemRow, Problems


@dataclass(frozen=True)
class Sorted:
    """Dropped files by what they are, told from their content."""

    calendars: list[Path]
    letters: list[Path]
    others: list[Path]


def sorted_out(paths: Sequence[Path]) -> Sorted:
    """Return which files are messages, which calendars, and which something else; a letter may hold an invitation."""
    made = Sorted([], [], [])
    for path in paths:
        place = made.letters if is_message(path) else made.calendars if is_calendar(path) else made.others
        place.append(path)
    return made


def sort_out(ui: Ui, paths: Sequence[Path], customer_id: int | None) -> None:
    """Bring in the letters among dropped files, and lead calendars and all others where they are imported."""

    def lead(found: Sorted) -> None:
        if found.letters:
            bring(ui, found.letters, customer_id)
        if found.calendars:
            ui.go("calendar_import", paths=found.calendars)
        if found.others:
            ui.go("imports", paths=found.others)

    ui.desk.run(lead, partial(sorted_out, list(paths)))


def bring(ui: Ui, paths: Sequence[Path], customer_id: int | None = None) -> None:
    """Bring in letters beside the window; ``customer_id`` is the card that they were dropped on."""
    name = paths[0].name
    more = ui.tr.plural("{count} file", "{count} files", len(paths)) if len(paths) > 1 else name
    ui.desk.tasks.begin(
        ui.tr("bringing in letters: {file}", file=more),
        lambda task: importing.run(
            ui.desk.office,
            paths=paths,
            customer_id=customer_id,
            progress=task.tell,
            cancelled=task.cancelled,
        ),
        then=partial(_brought, ui, customer_id),
        failed=partial(_not_brought, ui),
    )


def _brought(ui: Ui, customer_id: int | None, made: Imported) -> None:
    """Say what came, with the way back, then what could not be read."""
    rows = [
        ProblemRow(Path(file.file).name, each.line, each.text(ui.tr))
        for file in made.files
        for each in file.problems
    ]
    rows += [ProblemRow(Path(file.file).name, 0, file.fault.text(ui.tr)) for file in made.files if file.fault]
    if not made.readable:
        ui.say(rows[0].text if rows else ui.tr("There was no letter in these files."), tone="bad")
        return
    ui.desk.ask(partial(_say, ui, customer_id, made, rows), mail.counts)


def _say(ui: Ui, customer_id: int | None, made: Imported, rows: list[ProblemRow], counts: MailCounts) -> None:
    tr = ui.tr
    actions: list[tuple[str, Callable[[], object]]] = []
    if made.step is not None:
        actions.append((tr("Undo"), partial(take_back, ui, made.step)))
    if customer_id is not None and made.step is not None:
        actions.append((tr("Show"), partial(ui.go, "customers", customer_id=customer_id)))
    elif counts.senders and made.step is not None:
        actions.append((tr("Unknown senders"), partial(ui.go, "mail", tab="senders")))
    if rows:
        actions.append((tr("Problems"), partial(ui.go, "mail_problems", rows=rows)))
    ui.say(outcome(made, ui), *actions, tone="warning" if rows else "good")


def outcome(made: Imported, ui: Ui) -> str:
    """Return what came of an import in one sentence."""
    tr, number = ui.tr, ui.number
    created, merged, skipped = (made.total(each) for each in ("created", "merged", "skipped"))
    parts = []
    if created:
        parts.append(
            tr.plural("{count} letter came in", "{count} letters came in", created, count=number(created))
        )
    if merged:
        parts.append(
            tr.plural(
                "{count} found another card", "{count} found another card", merged, count=number(merged)
            )
        )
    if skipped:
        said = tr.plural(
            "{count} was there already or is not wanted",
            "{count} were there already or are not wanted",
            skipped,
            count=number(skipped),
        )
        parts.append(said)
    return ", ".join(parts) or tr("There was no letter in these files.")


def take_back(ui: Ui, step: int) -> None:
    """Undo an import or a fetch whole."""
    ui.desk.do(lambda _: ui.say(ui.tr("The letters were taken back.")), undo, step_id=step)


def _not_brought(ui: Ui, fault: RapportError) -> None:
    ui.say(fault.text(ui.tr), tone="warning" if isinstance(fault, Cancelled) else "bad")


def open_dialog(
    window: QWidget,
    ui: Ui,
    name: str,
    *,
    paths: Sequence[Path] = (),
    customer_id: int | None = None,
    rows: Sequence[ProblemRow] = (),
    **_what: Any,
) -> None:
    """Bring in ``paths``: dropped ones are sorted first; without any the user chooses. Or list problems."""
    if name == "mail_problems":
        Problems(ui, rows, window).open()
    elif name == "dropped":
        sort_out(ui, paths, customer_id)
    else:
        kinds = ui.tr("Letters and chats (*.eml *.msg *.mbox *.mbx *.dat *.json *.txt *.zip);;All files (*)")
        chosen = list(paths) or files_to_open(window, ui, ui.tr("Import letters"), kinds)
        if chosen:
            bring(ui, chosen, customer_id)
