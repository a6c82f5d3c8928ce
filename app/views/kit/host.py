"""What dialogs and first steps know of the window that they stand over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from app.views.kit.keyboard import step

if TYPE_CHECKING:
    from app.views.kit.desk import Desk
    from app.views.kit.ui import Ui

#: what a title bar may need of a small screen, in pixels
_TITLE_BAR: Final = 40


class Host(QMainWindow):
    """The window as the rest of the views know it: what it offers, and the news that it shows."""

    ui: Ui
    desk: Desk

    if TYPE_CHECKING:

        def act(self, name: str) -> None:
            """Do an action of the command palette by its name."""

    #: how much waits in a room
    counted = Signal(str, int)
    #: when the last backup was made, in words
    backed_up = Signal(str)

    def take_size(self, stored: str) -> None:
        """Stand where the window stood last; the first time as large as the screen allows."""
        if not (stored and self.restoreGeometry(QByteArray.fromBase64(stored.encode()))):
            screen = self.screen().availableGeometry() if self.screen() else None
            # the frame is not known before the window stands; its title bar must not push the status line out
            room = (screen.width(), screen.height() - _TITLE_BAR) if screen else (1440, 900)
            self.resize(min(1440, room[0]), min(900, room[1]))

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Tab goes through rooms and cards as one reads them, however late they were built."""
        return step(self, forward=forward)

    def raise_up(self) -> None:
        """Come to the front, as a second start asks."""
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()

    def blur(self) -> None:
        """Save what is being edited: an editor saves when the keyboard goes elsewhere, not when it goes nowhere."""
        frame = self.centralWidget()
        if QApplication.focusWidget() is not None and frame is not None:
            frame.setFocus()
