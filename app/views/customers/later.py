"""The card's place beside the list: the list is read first, the card is built when its rows stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.views.kit.desk import Desk

#: where no row ever comes, as in an empty list, the card is built after this time, ms
_AT_LAST: Final = 1000
_LEAST: Final = 420


class LaterCard(QWidget):
    """Stands for the card panel until it is wanted or there is time to build it."""

    #: another customer's card is asked for
    opened = Signal(int)
    #: the customer in hand is no longer there
    closed = Signal()

    def __init__(self, build: Callable[[], Any], desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build, self._desk = build, desk
        self._wanted: int | None = None
        desk.begun.connect(self._begin)
        self._panel: Any = None
        self.setMinimumWidth(_LEAST)  # as the panel's own, so that nothing moves when it comes
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._soon = QTimer(self, singleShot=True, interval=_AT_LAST)
        self._soon.timeout.connect(self._in_turns)
        if not desk.held:
            self._soon.start()

    def soon(self) -> None:
        """Build the panel when what was just asked for is painted."""
        if self._panel is None and not self._desk.held:
            self._soon.start(0)

    def _begin(self) -> None:
        """The database is open: show what was asked for meanwhile."""
        self.soon()

    def _in_turns(self) -> None:
        """Build the panel, and fill it in the next turn: both together would hold the window up."""
        self._made()
        QTimer.singleShot(0, self, self._show_wanted)

    def _show_wanted(self) -> None:
        if self._wanted is not None:
            self.show_customer(self._wanted)

    def panel(self) -> Any:
        """Return the panel with what it is to show; built now where it is not."""
        self._made()
        self._show_wanted()
        return self._panel

    def _made(self) -> Any:
        if self._panel is None:
            self._soon.stop()
            panel = self._panel = self._build()
            panel.opened.connect(self.opened)
            panel.closed.connect(self.closed)
            column = self.layout()
            assert column is not None
            column.addWidget(panel)
            self.setFocusProxy(panel)
        return self._panel

    @property
    def tab(self) -> str:
        """The key of the tab in sight; empty while there is no card."""
        return "" if self._panel is None else str(self._panel.tabs.current)

    def show_tab(self, key: str) -> None:
        """Show a tab by its key."""
        self.panel().show_tab(key)

    def show_customer(self, customer_id: int | None) -> None:
        """Show the card of a customer, or nothing."""
        if self._panel is not None:
            self._wanted = None
            self._panel.show_customer(customer_id)
        else:
            self._wanted = customer_id
            if customer_id is not None:
                self.soon()
