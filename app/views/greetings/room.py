"""The Greetings room: what is due, what was sent, gifts, and how the team greets (rows R2, R3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.language import N_
from app.views.greetings.due import DueTab
from app.views.kit.headbar import HeadBar
from app.views.kit.room import Room
from app.views.kit.tabs import Tab, Tabs
from app.views.kit.ui import Ui

TABS: Final = (
    ("due", N_("To greet")),
    ("sent", N_("Sent")),
    ("gifts", N_("Gifts")),
    ("rules", N_("Rules")),
    ("templates", N_("Texts")),
    ("days", N_("Own days")),
)


class GreetingsRoom(Room):
    """Tabs; each is built when it is first looked at."""

    kinds = (
        "greetings",
        "gifts",
        "gift_ideas",
        "gift_budgets",
        "greeting_rules",
        "templates",
        "own_days",
        "customers",
        "personal_dates",
        "relatives",
        "facts",
        "interactions",
    )

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        tr = ui.tr
        self._built: dict[str, Any] = {}
        self.tabs = Tabs([Tab(key, tr(name)) for key, name in TABS], ui.theme, tr)
        self.tabs.setAccessibleName(tr("Greetings"))
        self.tabs.chosen.connect(self._choose)
        self.pages = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(HeadBar(tr("Greetings"), ui.theme, tabs=self.tabs))
        column.addWidget(self.pages, 1)
        self._choose("due")

    @property
    def tab(self) -> Any:
        """The tab in sight."""
        return self._built[self.tabs.current]

    def place(self) -> dict[str, object]:
        found: dict[str, object] = {"tab": self.tabs.current}
        crowd = self._built["due"].crowd
        if crowd is not None:
            found |= {"day": crowd[0], "on": crowd[1]}
        return found

    def open(self, **what: object) -> None:
        """Show ``tab``; with ``day`` and ``on`` who keeps a day of many, or has such an occasion on it."""
        day, on = what.get("day"), what.get("on")
        if isinstance(on, str):
            on = dt.date.fromisoformat(on)
        if isinstance(day, str) and isinstance(on, dt.date):
            self._built["due"].crowd = (day, on)
        tab = what.get("tab", "due")
        if tab in dict(TABS):
            self.tabs.choose(str(tab))
            self._choose(str(tab))

    def arrive(self) -> None:
        self.tab.take_keyboard()

    def back(self) -> bool:
        return bool(self.tabs.current == "due" and self.tab.close_crowd())

    def add_new(self) -> bool:
        begin: Callable[[], bool] | None = getattr(self.tab, "add_new", None)
        return begin() if begin is not None else False

    def reload(self) -> None:
        self.tab.reload()

    def _choose(self, key: str) -> None:
        if key not in self._built:
            self._built[key] = _build(key, self.ui)
            self.pages.addWidget(self._built[key])
        self.pages.setCurrentWidget(self._built[key])
        self.refresh()
        if self.isVisible():
            self.arrive()


def _build(key: str, ui: Ui) -> QWidget:
    """Build a tab; its module is loaded only now."""
    if key == "due":
        return DueTab(ui)
    made: QWidget = import_module(f"app.views.greetings.{key}").tab(ui)
    return made


def room(ui: Ui) -> Room:
    """Build the room."""
    return GreetingsRoom(ui)
