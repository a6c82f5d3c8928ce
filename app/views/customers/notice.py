"""Notices that take back exactly the step that they tell of, whatever was done since."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from app.models.changes import Changes
from app.services import history
from app.views.kit.ui import Ui


class Undoing(QObject):
    """Knows the last step of this window; call ``say`` in the answer of the verb."""

    def __init__(self, ui: Ui, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._step: int | None = None
        ui.desk.changed.connect(self._note)

    def say(self, said: str) -> None:
        """Show ``said`` with «Undo»."""
        back = partial(self._ui.desk.do, None, history.undo, step_id=self._step)
        self._ui.say(said, (self._ui.tr("Undo"), back))

    def _note(self, changes: Changes) -> None:
        # The news of a write come before its answer, so in the answer the last one is its own step.
        self._step = changes.step
