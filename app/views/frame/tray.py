"""The program's place in the system's tray: it stays there, so that reminders come (row X20)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSystemTrayIcon

from app.settings import TRAY, Settings
from app.views.kit.host import Host
from app.views.kit.icons import app_icon
from app.views.kit.menu import Entry, Menu


class Tray(QObject):
    """An icon with a menu, where the system has a tray and the user wants it."""

    def __init__(self, window: Host, settings: Settings, leave: Callable[[], object]) -> None:
        """``leave`` ends the program for good."""
        super().__init__(window)
        self._window, self._settings, self._leave = window, settings, leave
        self.icon: QSystemTrayIcon | None = None
        self.follow()

    @staticmethod
    def possible() -> bool:
        """Tell whether this desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def stays(self) -> bool:
        """Whether closing the window leaves the program in the tray."""
        return self.icon is not None

    def follow(self) -> None:
        """Appear or go away as the settings say, in the window's language."""
        wanted = bool(self._settings.get(TRAY)) and self.possible()
        if self.icon is not None:
            self.icon.hide()
            self.icon.deleteLater()
            self.icon = None
        if not wanted:
            return
        ui = self._window.ui
        menu = Menu(ui.theme, self._window)
        menu.add(Entry(ui.tr("Open Rapport"), self._window.raise_up))
        menu.add(Entry(ui.tr("Log a contact"), self._capture, icon="capture"))
        menu.addSeparator()
        menu.add(Entry(ui.tr("Quit"), self._leave))
        self.icon = QSystemTrayIcon(app_icon(), self)
        self.icon.setToolTip(self._window.windowTitle())
        self.icon.setContextMenu(menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(self._window.raise_up)
        self.icon.show()

    def tell(self, title: str, text: str) -> None:
        """Show a notice of the system's own."""
        if self.icon is not None:
            self.icon.showMessage(title, text, app_icon(), 10_000)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self._window.raise_up()

    def _capture(self) -> None:
        self._window.raise_up()
        self._window.act("capture")
