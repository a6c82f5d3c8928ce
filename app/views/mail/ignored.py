"""Senders whose letters are never kept, and the way back for each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.services.mail import proposals
from app.views.kit.buttons import Button
from app.views.kit.cells import Cell
from app.views.kit.empty import Empty
from app.views.kit.labels import label
from app.views.kit.lazy_table import Column
from app.views.kit.memory import memory_view
from app.views.kit.theme import GAP_L, GAP_M
from app.views.kit.ui import Ui


class Ignored(QWidget):
    """Enter keeps the letters of a sender again."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        tr = ui.tr
        self.rows: list[str] = []
        columns = [Column("sender", tr("Sender"), lambda row: Cell(row, lead=True), 400, grows=True)]
        self.table, self.view = memory_view(ui.desk, columns, ui.theme, name=tr("Ignored senders"))
        self.view.opened.connect(lambda _: self.heed())
        self.button = Button(tr("Keep the letters again"), ui.theme, icon="undo", key="Enter")
        self.button.clicked.connect(self.heed)
        empty = Empty(
            "eye-off", tr("Nobody is ignored"), ui.theme, text=tr("Who is ignored for ever stands here.")
        )
        self.pages = QStackedWidget()
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(GAP_L, GAP_M, GAP_L, GAP_M)
        top.addWidget(label(tr("Letters of these senders are not kept."), tone="secondary"), 1)
        top.addWidget(self.button)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        self.pages.addWidget(full)
        self.pages.addWidget(empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    def show_rows(self, rows: Sequence[str]) -> None:
        """Show the senders."""
        place = self.view.current_id() or 0
        self.rows = list(rows)
        self.table.set_rows(self.rows)
        self.pages.setCurrentIndex(0 if rows else 1)
        if rows:
            self.view.choose(min(place, len(rows) - 1))

    def heed(self) -> None:
        """Keep the letters of the chosen sender again."""
        place, ui = self.view.current_id(), self._ui
        if place is None or place >= len(self.rows):
            return
        sender = self.rows[place]
        said = ui.tr("Letters of {sender} are kept again", sender=sender)
        ui.desk.do(
            lambda _: ui.say(said, (ui.tr("Undo"), ui.desk.undo)), proposals.heed, owner=self, sender=sender
        )
