"""One tab of the card: a table of facts that scrolls, and perhaps a part of its own below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.queries.card_view import CardView
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.lines import Line
from app.views.customers.card.table import FactHead, FactTable
from app.views.kit.buttons import Link
from app.views.kit.scroll import Scroll

Builder = Callable[[Keeper], list[Line]]


@runtime_checkable
class Extra(Protocol):
    """A part that a tab has beside its table."""

    def show_view(self, view: CardView) -> None:
        """Show the card in hand."""


class TabPage(QWidget):
    """Shows the lines that ``build`` makes; without ``head`` the columns have no names."""

    def __init__(
        self,
        keeper: Keeper,
        build: Builder,
        *,
        head: bool = True,
        above: QWidget | None = None,
        below: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keeper, self._build = keeper, build
        self._shows_empty = True
        self._extras = [extra for extra in (above, below) if extra is not None]
        self.table = FactTable(keeper.ui)
        self.head = FactHead(keeper.ui, shows_empty=True)
        self.head.toggled.connect(self._toggle)
        self.area = Scroll(gap=0)
        for widget in (above, self.table, below):
            if widget is not None:
                self.area.add(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.area, 1)
        # only now: a widget without a parent would show as a window of its own
        self.head.setVisible(head)
        self.table.editing.connect(self._edited)

    def show_view(self) -> None:
        """Show the card in hand; scrolling, focus and what is being typed stay."""
        lines = self._build(self._keeper)
        if not self._shows_empty:
            lines = [line for line in lines if not line.empty or line.adds]
        self.table.set_lines(lines)
        view = self._keeper.view
        for extra in self._extras:
            if isinstance(extra, Extra) and view is not None:
                extra.show_view(view)

    def edit(self, line_id: str, *, stop: int = 0) -> None:
        """Begin to edit a line in its ``stop``-th field, once it is laid out."""
        if self.table.row(line_id) is None and not self._shows_empty:
            self.head.show_empty(on=True)

        def begin() -> None:
            row = self.table.row(line_id)
            if row is None:
                return
            if not self.table.edit(line_id, stop=stop):
                row.setFocus()

        QTimer.singleShot(0, self, begin)

    def focus_extra(self) -> None:
        """Lead the keyboard to the part below the table."""
        for extra in self._extras:
            buttons = (each for each in extra.findChildren(QPushButton) if not isinstance(each, Link))
            stop = next((each for each in buttons if each.isVisible()), None)
            if stop is not None:
                stop.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def set_live(self, *, live: bool) -> None:
        """Let the data be edited or only read; scrolling works either way."""
        for widget in (self.table, *self._extras):
            widget.setEnabled(live)

    def to_top(self) -> None:
        """Scroll to the beginning, as for another customer."""
        self.area.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.set_span(self.width())

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - a slot
        self._shows_empty = on
        if self._keeper.view is not None:
            self.show_view()

    def _edited(self, label: str) -> None:
        self._hint(label)
        if label:
            # once the row has taken its new height
            QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, self._reveal))

    def _reveal(self) -> None:
        """Bring the row that is being edited into sight, whole if there is room."""
        row = next((row for row in self.table.rows if row.editor is not None), None)
        if row is not None:
            self.area.ensureWidgetVisible(row, 0, 8)

    def _hint(self, label: str) -> None:
        tr = self._keeper.ui.tr
        said = tr(
            "editing {field}:  Enter saves   Esc restores   Tab next   F2 purpose and origin", field=label
        )
        self._keeper.hinted.emit(said if label else "")
