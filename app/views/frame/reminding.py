"""Announcer and tray together: what the window has so that nothing is missed while it is not in front (rows R5, X20)."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.views.frame.announcer import Announcer
from app.views.frame.tray import Tray
from app.views.kit.host import Host
from app.views.kit.session import Start


class Reminding(QObject):
    """Lives as long as the window."""

    def __init__(self, window: Host, start: Start) -> None:
        super().__init__(window)
        self._window, self._leaving = window, False
        self.tray = Tray(window, start.settings, self.leave)
        self.announcer = Announcer(window, self.tray.tell)
        self._follow_tray()
        self.announcer.start()

    def rebuilt(self) -> None:
        """Follow the window into another language, theme or database."""
        self.tray.follow()
        self._follow_tray()
        self.announcer.rebuilt()

    def keeps(self) -> bool:
        """Tell whether closing the window leaves the program in the tray."""
        return self.tray.stays and not self._leaving

    def leave(self) -> None:
        """End the program for good."""
        self._leaving = True
        self._window.close()
        QApplication.quit()

    def _follow_tray(self) -> None:
        # else a dialog that closes over the hidden window would end the program
        QApplication.setQuitOnLastWindowClosed(not self.tray.stays)
