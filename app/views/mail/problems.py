"""What could not be read of files of letters: file, place, reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.views.kit.cells import Cell
from app.views.kit.dialog import Dialog
from app.views.kit.lazy_table import Column
from app.views.kit.memory import memory_view
from app.views.kit.ui import Ui


@dataclass(frozen=True)
class ProblemRow:
    """One doubt, in the words of the user's language; ``line`` 0 means the whole file."""

    file: str
    line: int
    text: str


class Problems(Dialog):
    """The list; everything else of the files came in."""

    def __init__(self, ui: Ui, rows: Sequence[ProblemRow], parent: QWidget | None = None) -> None:
        tr = ui.tr
        super().__init__(
            tr("What could not be read"),
            ui.theme,
            tr,
            text=tr("Everything else came in. Nothing was changed in the files themselves."),
            width=760,
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        columns = [
            Column("file", tr("File"), lambda row: Cell(row.file, lead=True), 200, least=100),
            Column("line", tr("Line"), lambda row: Cell(str(row.line or ""), "secondary"), 60, right=True),
            Column("text", tr("What is in doubt"), lambda row: Cell(row.text), 440, least=200, grows=True),
        ]
        self.table, self.view = memory_view(ui.desk, columns, ui.theme, name=tr("What could not be read"))
        self.table.set_rows(list(rows))
        self.view.setMinimumHeight(260)
        self.body.addWidget(self.view, 1)
        self.add_answer(tr("Close"))
