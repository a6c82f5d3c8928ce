"""Pages of the import room: what goes on, and a file that cannot be read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import RapportError
from app.views.kit.buttons import Link
from app.views.kit.empty import Empty
from app.views.kit.labels import label
from app.views.kit.meter import Amount, Bar
from app.views.kit.ui import Ui


class Working(QWidget):
    """What goes on, in the middle of the room."""

    def __init__(self, ui: Ui, cancel: Callable[[], object]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.addStretch(2)
        self._text = label(bold=True)
        self._detail = label(tone="secondary")
        self._bar = Bar(Amount(0), "", ui.theme, thick=4)
        self._bar.setFixedWidth(240)
        stop = Link(ui.tr("cancel"), ui.theme)
        stop.clicked.connect(cancel)
        for widget in (self._text, self._detail, self._bar, stop):
            column.addWidget(widget, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, text: str, share: float | None, detail: str = "") -> None:
        """Show how far it is."""
        self._text.setText(text)
        self._detail.setText(detail)
        self._bar.setVisible(share is not None)
        self._bar.set_amount(Amount(share or 0), text)


class Broken(QWidget):
    """A file that cannot be read, why, and what to do; the others go on."""

    def __init__(self, ui: Ui, remove: Callable[[], object]) -> None:
        super().__init__()
        self._ui, self._remove = ui, remove
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._said: Empty | None = None

    def show_fault(self, fault: RapportError) -> None:
        """Show another fault."""
        if self._said is not None:
            self._said.hide()
            self._said.deleteLater()
        tr = self._ui.tr
        self._said = Empty(
            "alert", fault.what(tr), self._ui.theme, text=fault.cure(tr), step=tr("Leave this file out")
        )
        self._said.begun.connect(self._remove)
        self._column.addWidget(self._said)
