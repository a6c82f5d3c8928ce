"""A table of facts: lines under one another, each edited where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.views.customers.card.face import Columns
from app.views.customers.card.lines import Line
from app.views.customers.card.row import FactRow
from app.views.kit.buttons import IconButton
from app.views.kit.painting import RIGHT, Drawn, painter_on, write
from app.views.kit.theme import GAP_S, SMALL, font
from app.views.kit.ui import Ui

HEAD: Final = 28


class FactHead(Drawn, QWidget):
    """The names of the columns; the eye shows or hides what is not known yet."""

    toggled = Signal(bool)

    def __init__(self, ui: Ui, *, shows_empty: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._ui = ui.theme, ui
        self.setFixedHeight(HEAD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.eye = IconButton("eye", "", ui.theme, size=14, side=22, parent=self)
        self._on = shows_empty
        self.eye.clicked.connect(lambda: self.show_empty(on=not self._on))
        self._tell()

    def sizeHint(self) -> QSize:
        return QSize(320, HEAD)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.eye.move(Columns(self.width()).value.x() - 34, (HEAD - 22) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, tr = painter_on(self), self._ui.tr
        columns = Columns(self.width())
        confirmed = columns.confirmed
        places = (
            (columns.label, tr("Field")),
            (columns.value, tr.context("column", "Value")),
            (columns.purpose, tr("Purpose")),
            (columns.origin, tr.context("column", "From")),
        )
        for place, text in places:
            if place is not None:
                box = QRectF(place.x(), 0, place.width(), HEAD)
                write(painter, box, text, color=self._theme.secondary, face=font(SMALL))
        box = QRectF(confirmed.x(), 0, confirmed.width(), HEAD)
        write(painter, box, tr("Confirmed"), color=self._theme.secondary, face=font(SMALL), align=RIGHT)

    def show_empty(self, *, on: bool) -> None:
        """Show or hide what is not known."""
        if on != self._on:
            self._on = on
            self._tell()
            self.toggled.emit(on)

    def _tell(self) -> None:
        on, tr = self._on, self._ui.tr
        self.eye.set_label(tr("Hide what is not known") if on else tr("Show what is not known yet"))
        self.eye.set_icon("eye" if on else "eye-off")


class FactTable(QWidget):
    """Shows lines; keeps its rows, so that typing, focus and place survive a repaint."""

    #: a row was opened (its label) or closed («»)
    editing = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._rows: dict[str, FactRow] = {}
        self._order: list[str] = []
        self._span = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, GAP_S)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def rows(self) -> list[FactRow]:
        """The rows in their order."""
        return [self._rows[row_id] for row_id in self._order]

    def row(self, line_id: str) -> FactRow | None:
        """Return the row of a line, or None."""
        return self._rows.get(line_id)

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show ``lines``; rows of the same id stay, one that is being edited stays in any case."""
        wanted = {line.id: line for line in lines}
        order = list(wanted)
        for row_id in [row_id for row_id in self._order if row_id not in wanted]:
            row = self._rows[row_id]
            if row.editor is not None:
                order.insert(min(self._order.index(row_id), len(order)), row_id)
                continue
            self._drop(row_id)
        for line in lines:
            if line.id in self._rows:
                self._rows[line.id].set_line(line)
            else:
                self._rows[line.id] = self._make(line)
        if order != self._order:
            self._lay_out(order)

    def set_span(self, width: int) -> None:
        """Line the columns up with a page of ``width`` px, of which a scroll bar may take some."""
        self._span = width
        for row in self.rows:
            row.set_span(width)

    def edit(self, line_id: str, *, stop: int = 0) -> bool:
        """Begin to edit a line in its ``stop``-th field; false where there is no line."""
        row = self._rows.get(line_id)
        if row is None or row.line.edit is None:
            return False
        row.open(stop=stop)
        return True

    def save(self) -> None:
        """Save what is being edited."""
        for row in self.rows:
            if row.editor is not None and not row.save():
                row.restore()

    def _make(self, line: Line) -> FactRow:
        row = FactRow(line, self._ui, self)
        row.set_span(self._span)
        row.opened.connect(lambda: self.editing.emit(row.line.label or row.line.hint))
        row.closed.connect(lambda: self.editing.emit(""))
        row.went.connect(partial(self._go, row, edit=True))
        row.moved.connect(partial(self._go, row, edit=False))
        return row

    def _drop(self, row_id: str) -> None:
        row, at = self._rows.pop(row_id), self._order.index(row_id)
        self._order.remove(row_id)
        if row.hasFocus():
            near = (*self.rows[at:], *self.rows[:at][::-1])
            heir = next((other for other in near if other.focusPolicy() != Qt.FocusPolicy.NoFocus), None)
            if heir is not None:
                heir.setFocus(Qt.FocusReason.TabFocusReason)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _lay_out(self, order: list[str]) -> None:
        self._order = order
        for place, row_id in enumerate(order):
            row = self._rows[row_id]
            at = self._column.itemAt(place)
            if at is None or at.widget() is not row:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
            row.show()
        for one, other in zip(self.rows, self.rows[1:], strict=False):
            QWidget.setTabOrder(one, other)

    def _go(self, row: FactRow, way: int, *, edit: bool) -> None:
        # the row that is left closes first, and what it saved may repaint the table
        QTimer.singleShot(0, self, partial(self._step, row, edit=edit, way=way))

    def _step(self, row: FactRow, *, edit: bool, way: int) -> None:
        rows = self.rows
        if row not in rows:
            return
        beyond = rows[rows.index(row) + 1 :] if way > 0 else rows[: rows.index(row)][::-1]
        for other in beyond:
            if edit and other.line.edit is not None:
                other.open()
                return
            if not edit and other.focusPolicy() != Qt.FocusPolicy.NoFocus:
                other.setFocus(Qt.FocusReason.TabFocusReason)
                return
        row.setFocus(Qt.FocusReason.TabFocusReason)
        if edit:
            row.focusNextPrevChild(way > 0)
