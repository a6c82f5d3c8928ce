"""What dialogs and first steps know of the window that they stand over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow

from app.views.kit.keyboard import step

if TYPE_CHECKING:
    from app.views.kit.desk import Desk
    from app.views.kit.ui import Ui


class Host(QMainWindow):
    """The window as the rest of the views know it: what it offers, and the news that it shows."""

    ui: Ui
    desk: Desk

    #: how much waits in a room
    counted = Signal(str, int)
    #: when the last backup was made, in words
    backed_up = Signal(str)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Tab goes through rooms and cards as one reads them, however late they were built."""
        return step(self, forward=forward)
