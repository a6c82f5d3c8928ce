"""A field in which another customer is found as one types."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.queries import search
from app.views.customers.card.editors import Unfit
from app.views.kit.theme import font
from app.views.kit.throttle import Throttle
from app.views.kit.ui import Ui

_ID: Final = int(Qt.ItemDataRole.UserRole)
_NAME: Final = _ID + 1
_MOST: Final = 12


class CustomerField(QLineEdit):
    """Finds by any part of a name or number; :meth:`chosen` is the id of the one that was taken."""

    #: the id of the customer taken from the list
    found = Signal(int)

    def __init__(
        self,
        ui: Ui,
        *,
        name: str,
        hint: str = "",
        chosen: tuple[int, str] | None = None,
        but: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """``chosen`` is the customer shown at first; ``but`` is left out of what is found."""
        super().__init__(parent)
        self._ui, self._but = ui, but
        self._id, self._name = chosen or (0, "")
        self.setFont(font())
        self.setText(self._name)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint or ui.tr("Begin to type a name"))
        self._model = QStandardItemModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCompletionRole(_NAME)
        completer.setMaxVisibleItems(_MOST)
        completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]  # Qt picks the overload so
        self.setCompleter(completer)
        self._ask = Throttle(self._search, interval=80, parent=self)
        self.textEdited.connect(self._typed)

    def chosen(self) -> int:
        """Return the id of the customer; raises :class:`Unfit` where none was taken from the list."""
        if not self._id or self.text().strip() != self._name:
            raise Unfit(self._ui.tr("Choose a customer from the list that opens while you type."))
        return self._id

    def take(self, customer_id: int, name: str) -> None:
        """Take a customer as if it were chosen from the list."""
        self._id, self._name = customer_id, name
        self.setText(name)
        self.found.emit(customer_id)

    def _typed(self) -> None:
        self._id = 0
        self._ask()

    def _search(self) -> None:
        text = self.text().strip()
        if text:
            self._ui.desk.ask(self._show, search.customers, text=text, limit=_MOST, key="find", owner=self)

    def _show(self, hits: list[Any]) -> None:
        if not self.hasFocus() or not self.text().strip():
            return
        self._model.clear()
        for hit in hits:
            if hit.id != self._but:
                item = QStandardItem(f"{hit.title}   {hit.detail}" if hit.detail else hit.title)
                item.setData(hit.id, _ID)
                item.setData(hit.title, _NAME)
                item.setEditable(False)
                self._model.appendRow(item)
        if self._model.rowCount():
            self.completer().complete()

    def _take(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.take(int(index.data(_ID)), str(index.data(_NAME)))
