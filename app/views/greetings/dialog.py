"""One occasion over the window: greeted, given to or passed over from wherever it is seen."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.views.kit.buttons import Kind
from app.views.kit.dialog import Dialog
from app.views.kit.greetings.look import Which
from app.views.kit.greetings.panel import GreetingPanel
from app.views.kit.ui import Ui


class GreetingDialog(Dialog):
    """Ctrl+Enter notes the greeting; it closes when the occasion is settled."""

    def __init__(self, ui: Ui, which: Which, parent: QWidget | None = None) -> None:
        super().__init__(ui.tr("Greeting"), ui.theme, ui.tr, width=560, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.panel = GreetingPanel(ui, most=12, parent=self)
        self.body.addWidget(self.panel)
        self.panel.settled.connect(self.accept)
        self.panel.gone.connect(self._gone)
        self.panel.shown.connect(self._fit)
        self._ui = ui
        self.add_answer(ui.tr("Close"), kind=Kind.PLAIN, accept=False)
        self.panel.show_occasion(which)

    def _fit(self) -> None:
        """Be as high as what is shown; the first time the text has the keyboard."""
        if self.panel.greet is not None:
            self.panel.greet.setDefault(True)
        self.adjustSize()
        if self.focusWidget() is None or not self.panel.isAncestorOf(self.focusWidget()):
            self.panel.take_keyboard()

    def _gone(self) -> None:
        self._ui.say(self._ui.tr("There is no such occasion any more."), tone="warning")
        self.reject()


def open_dialog(window: QWidget, ui: Ui, _name: str, **what: Any) -> None:
    """Open the occasion ``occasion`` of ``customer_id`` on the day ``on``."""
    day = what["on"]
    on = day if isinstance(day, dt.date) else dt.date.fromisoformat(str(day))
    GreetingDialog(ui, Which(int(what["customer_id"]), str(what["occasion"]), on), window).open()
