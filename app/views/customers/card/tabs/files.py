"""The tab «Files»: dropped or chosen, opened as a copy, on demand only (row C17)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.queries import attachments as stored
from app.queries.card import Row
from app.services import attachments
from app.views.customers.card.editors import LineEditor, Unfit, plain
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.lines import Act, Answer, Line
from app.views.customers.card.page import Builder, TabPage
from app.views.kit.choosing import begin_at_last
from app.views.kit.menu import Entry
from app.views.kit.opening import ask_where, file_icon, runs, say_runs, show_copy, size_text, write_copy


def lines(keeper: Keeper) -> list[Line]:
    """Return the lines of the tab."""
    view, tr = keeper.view, keeper.ui.tr
    assert view is not None
    found = [_line(keeper, row) for row in view.card.files]
    found.append(
        Line(
            "add:files",
            hint=tr("Add files, or drop them here"),
            icon="plus",
            adds=True,
            act=Act("plus", tr("Add files"), lambda: choose(keeper)),
        )
    )
    return found


def _line(keeper: Keeper, row: Row) -> Line:
    ui, tr = keeper.ui, keeper.ui.tr
    photo = row["role"] == stored.PHOTO
    icon = "image" if photo else file_icon(str(row["media_type"]))

    def name(typed: str) -> str:
        if not typed.strip():
            raise Unfit(tr("A file needs a name."))
        return plain(typed)

    def save(answer: Answer) -> None:
        keeper.do(attachments.rename, row_id=row["id"], name=answer.value, refused=answer.refused)

    return Line(
        f"files:{row['id']}",
        label=tr("photo") if photo else ui.date(ui.local(row["added_at"]).date(), year=True),
        text=str(row["name"]),
        side=size_text(row["size"], ui),
        icon=icon,
        link=True,
        act=Act("open", tr("Open a copy"), lambda: open_copy(keeper, row)),
        more=(Entry(tr("Save as…"), lambda: save_as(keeper, row), icon="save"),),
        edit=lambda: LineEditor(str(row["name"]), name=tr("Name of the file"), read=name),
        save=save,
        remove=lambda: keeper.do(attachments.remove, row_id=row["id"]),
    )


def choose(keeper: Keeper) -> None:
    """Let the user choose files to add."""
    parent = keeper.parent()
    dialog = QFileDialog(parent if isinstance(parent, QWidget) else None, keeper.ui.tr("Add files"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    begin_at_last(dialog, keeper.ui)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda names: add(keeper, [Path(name) for name in names]))
    dialog.open()


def add(keeper: Keeper, paths: Sequence[Path]) -> None:
    """Store files; each is a step of its own, and one that is too large does not keep the others out."""
    for path in paths:
        if path.is_file():
            keeper.do(attachments.add, customer_id=keeper.id, source=path)


def open_copy(keeper: Keeper, row: Row) -> None:
    """Open a copy with the system's program; what would run is offered for saving instead."""
    ui, name = keeper.ui, str(row["name"])
    if runs(name):
        say_runs(ui, name, lambda: save_as(keeper, row))
        return
    ui.desk.ask(
        lambda path: show_copy(ui, path, name),
        stored.open_copy,
        row_id=row["id"],
        folder=ui.paths.cache / "opened",
        owner=keeper,
    )


def save_as(keeper: Keeper, row: Row) -> None:
    """Save a copy where the user says."""
    ui, parent = keeper.ui, keeper.parent()

    def fetch(path: str) -> None:
        ui.desk.ask(lambda data: write_copy(ui, data, path), stored.contents, row_id=row["id"], owner=keeper)

    ask_where(parent if isinstance(parent, QWidget) else None, ui, str(row["name"]), fetch)


class FilesPage(TabPage):
    """Takes files that are dropped on it."""

    def __init__(self, keeper: Keeper, build: Builder, *, head: bool = True) -> None:
        super().__init__(keeper, build, head=head)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        add(self._keeper, paths)
        event.acceptProposedAction()
