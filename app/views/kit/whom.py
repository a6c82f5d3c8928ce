"""Choose a customer as one types: a line, and under it whom it may mean."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.queries import search
from app.queries.search import Hit
from app.views.kit.fields import LineField
from app.views.kit.theme import GAP_XS
from app.views.kit.throttle import Throttle
from app.views.kit.ui import Ui

_SHOWN = 6
_ROW = 28


class Whom(QWidget):
    """``chosen`` tells that a customer was settled on; ``customer_id`` is None while nobody is."""

    chosen = Signal(int)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self.customer_id: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_XS)
        name = ui.tr("Customer")
        self.field = LineField(ui.theme, name=name, hint=ui.tr("Name, phone or e-mail"), icon="search")
        self.field.textEdited.connect(self._typed)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(ui.tr("Customers found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._take)
        self.list.hide()
        column.addWidget(self.field)
        column.addWidget(self.list)
        self._ask = Throttle(self._search, interval=60, parent=self)

    def settle(self, customer_id: int, name: str) -> None:
        """Settle on a customer that is known already."""
        self.customer_id = customer_id
        self.field.setText(name)
        self.list.hide()

    def suggest(self, name: str) -> None:
        """Look for whom a name may mean, without settling on anybody."""
        self.field.setText(name)
        self._search()

    def set_bad(self, why: str) -> None:
        """Say what is missing."""
        self.field.set_bad(why)
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list, Enter takes."""
        if watched is not self.field or not isinstance(event, QKeyEvent) or self.list.isHidden():
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps and self.list.count():
            row = (self.list.currentRow() + steps[key]) % self.list.count()
            self.list.setCurrentRow(row)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.currentItem() is not None:
            self._take(self.list.currentItem())
            return True
        return False

    def _typed(self) -> None:
        self.customer_id = None
        self.field.set_bad("")
        self._ask()

    def _search(self) -> None:
        text = self.field.text()
        self._ui.desk.ask(
            lambda hits: self._show(text, hits),
            search.customers,
            text=text,
            limit=_SHOWN,
            key="whom",
            owner=self,
        )

    def _show(self, text: str, hits: list[Hit]) -> None:
        if text != self.field.text() or self.customer_id is not None:
            return
        self.list.clear()
        for hit in hits:
            item = QListWidgetItem(f"{hit.title}   {hit.detail}" if hit.detail else hit.title)
            item.setData(Qt.ItemDataRole.UserRole, (hit.id, hit.title))
            # not wider than the list: a long one is shortened
            item.setSizeHint(QSize(0, _ROW))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(min(_SHOWN, len(hits)) * _ROW + 4)
        self.list.setVisible(bool(hits))
        if text.strip() and not hits:
            self.field.set_bad(self._ui.tr("Nobody is called that."))

    def _take(self, item: QListWidgetItem) -> None:
        customer_id, name = item.data(Qt.ItemDataRole.UserRole)
        self.settle(customer_id, name)
        self.chosen.emit(customer_id)
