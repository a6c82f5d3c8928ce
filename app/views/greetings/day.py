"""A day of many beside the list: what it is, who keeps it, and the way to them (row R2)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.greeting_policy import CLASSES
from app.queries.greetings import DayOfMany
from app.views.kit.badge import Badge
from app.views.kit.buttons import Button, Kind
from app.views.kit.greetings.gift_part import clear
from app.views.kit.greetings.words import capital, when_text
from app.views.kit.labels import label
from app.views.kit.theme import GAP_S, LARGE
from app.views.kit.ui import Ui


class DaySummary(QWidget):
    """Counts by class, and a button."""

    opened = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP_S)
        self.hide()

    def show_day(self, day: DayOfMany | None) -> None:
        """Show a day, or nothing."""
        clear(self._column)
        self.setVisible(day is not None)
        if day is None:
            return
        ui, tr = self.ui, self.ui.tr
        self._column.addWidget(label(tr(day.occasion.label), size=LARGE, bold=True, wrap=True))
        said = capital(when_text(day.occasion.date, day.days, ui))
        self._column.addWidget(label(said, tone="bad" if day.days < 0 else "secondary"))
        for class_ in CLASSES:
            if count := day.classes.get(class_):
                self._column.addLayout(self._line(class_, count))
        if day.done:
            said = tr.plural("{count} greeted already", "{count} greeted already", day.done)
            self._column.addWidget(label(said, tone="good"))
        if day.tone:
            said = tr("A solemn day: jokes are out of place.")
            self._column.addWidget(label(said, tone="warning", wrap=True))
        button = Button(tr("Greet them…"), ui.theme, kind=Kind.PRIMARY, key="Enter", parent=self)
        button.clicked.connect(self.opened)
        self._column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)

    def _line(self, class_: str, count: int) -> QHBoxLayout:
        tr = self.ui.tr
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        if class_:
            row.addWidget(Badge(class_, self.ui.theme, tr, self))
        said = tr.plural("{count} customer", "{count} customers", count)
        row.addWidget(label(said if class_ else tr("no class: {customers}", customers=said)))
        row.addStretch(1)
        return row
