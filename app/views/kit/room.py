"""A room of the window: shows, goes stale when what it shows changes, repaints only in sight."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.views.kit.keyboard import step
from app.views.kit.throttle import Throttle
from app.views.kit.ui import Ui


class Room(QWidget):
    """Base of the rooms.

    ``kinds`` are the tables whose changes make the room stale. A subclass builds its widgets in
    its constructor, reads in :meth:`reload`, and may answer Ctrl+F, Ctrl+N, Esc and places.
    """

    kinds: tuple[str, ...] = ()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._stale = True
        self._again = Throttle(self._reload_in_sight, parent=self)
        ui.desk.changed.connect(self._changed)

    def open(self, **what: object) -> None:
        """Show what the caller asks for, such as ``customer_id=5``."""

    def place(self) -> dict[str, object]:
        """Return what :meth:`open` needs to show the same again, after language or theme changed."""
        return {}

    def reload(self) -> None:
        """Read anew and show; called when the room comes in sight stale, and after changes."""

    def arrive(self) -> None:
        """Take the keyboard to the work; the window asks when nothing else has it."""
        step(self, forward=True)

    def focus_search(self) -> None:
        """Put the cursor into the room's own search (Ctrl+F)."""

    def add_new(self) -> bool:
        """Begin something new of this room's kind (Ctrl+N); false where there is none."""
        return False

    def back(self) -> bool:
        """Go one step back inside the room (Esc); false where there is none."""
        return False

    def touched(self, changes: Changes) -> bool:
        """Tell whether ``changes`` concern this room."""
        return changes.touches(*self.kinds)

    def refresh(self) -> None:
        """Read anew when in sight, else remember to (F5)."""
        self._stale = True
        self._again()

    def _changed(self, changes: Changes) -> None:
        if self.touched(changes):
            self.refresh()

    def _reload_in_sight(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reload_in_sight()
