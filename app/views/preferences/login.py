"""The line by which Rapport starts at log-in (row X20)."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.login import start_at_login, starts_at_login
from app.paths import root
from app.views.kit.fields import Check
from app.views.kit.labels import label
from app.views.kit.theme import GAP_L, SMALL
from app.views.kit.ui import Ui


def own_command() -> list[str]:
    """Return the command that starts this program in the tray."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--in-tray"]
    return [sys.executable, str(root() / "main.py"), "--in-tray"]


class LogIn(QWidget):
    """A tick that writes the desktop's own entry, or takes it away."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, tr = ui, ui.tr
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_L, 4, GAP_L, 8)
        row.setSpacing(GAP_L)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(tr("Start at log-in")))
        words.addWidget(label(tr("For this user of this machine."), tone="secondary", size=SMALL, wrap=True))
        row.addLayout(words, 1)
        self.tick = Check("", ui.theme)
        self.tick.setAccessibleName(tr("Start at log-in"))
        self.tick.setChecked(starts_at_login())
        self.tick.toggled.connect(self._set)
        row.addWidget(self.tick)

    def _set(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        try:
            start_at_login(own_command(), on=on)
        except OSError as error:
            tr = self._ui.tr
            self._ui.say(
                tr(
                    "The desktop's list of programs to start cannot be written: {reason}.",
                    reason=error.strerror or error,
                ),
                tone="bad",
            )
            self.tick.blockSignals(True)
            self.tick.setChecked(not on)
            self.tick.blockSignals(False)
