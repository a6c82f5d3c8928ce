"""Menus with icons, keys and rounded corners, in which «&» is a letter like any other."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.views.kit.icons import icon
from app.views.kit.painting import unmarked
from app.views.kit.rounding import round_off
from app.views.kit.theme import Theme


class Entry(NamedTuple):
    """One line of a menu; ``checked`` is None for a line without a tick."""

    text: str
    then: Callable[[], object]
    icon: str = ""
    key: str = ""
    checked: bool | None = None
    enabled: bool = True
    danger: bool = False


class Menu(QMenu):
    """A menu in the colours of ``theme``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("rounded", True)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
        round_off(self)
        self.setToolTipsVisible(False)

    def add(self, entry: Entry) -> QAction:
        """Append ``entry``; the key is shown, and works while the menu is open."""
        action = self.addAction(unmarked(entry.text))
        if entry.icon or entry.checked:
            color = self._theme.bad if entry.danger else self._theme.secondary
            action.setIcon(icon("check" if entry.checked else entry.icon, color))
        action.setIconVisibleInMenu(True)
        if entry.key:
            action.setShortcut(QKeySequence(entry.key))
            # The window owns the shortcut; here it only stands beside the text.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcutVisibleInContextMenu(True)
        action.setEnabled(entry.enabled)
        action.triggered.connect(lambda *_: entry.then())
        return action

    def add_title(self, text: str) -> None:
        """Append a line that only says what follows."""
        self.addAction(unmarked(text)).setEnabled(False)

    def under(self, widget: QWidget, *, first: bool = False) -> None:
        """Open at the lower edge of ``widget``, without waiting; with ``first`` Enter takes the first line."""
        self.popup(widget.mapToGlobal(QPoint(0, widget.height() + 2)))
        if first:
            self.setActiveAction(next(action for action in self.actions() if action.isEnabled()))


def menu(theme: Theme, parent: QWidget, *groups: list[Entry]) -> Menu:
    """Return a menu with a separator between ``groups``; it deletes itself when it closes."""
    made = Menu(theme, parent)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for group in groups:
        if group and made.actions():
            made.addSeparator()
        for entry in group:
            made.add(entry)
    return made
