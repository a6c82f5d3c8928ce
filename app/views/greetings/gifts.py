"""The tab «Gifts»: the shopping list, the budgets, and the ideas of the team (row R3)."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.language import N_
from app.views.greetings.budgets import Budgets
from app.views.greetings.ideas import Ideas
from app.views.greetings.shopping import Shopping
from app.views.kit.labels import Line
from app.views.kit.tabs import Shape, Tab, Tabs
from app.views.kit.theme import GAP_S, GAP_XL
from app.views.kit.ui import Ui

PARTS: Final = (("shopping", N_("To buy and send")), ("budgets", N_("Budgets")), ("ideas", N_("Our ideas")))


class GiftsTab(QWidget):
    """Three parts under one row of choices."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = ui.tr
        self.parts = Tabs([Tab(key, tr(name)) for key, name in PARTS], ui.theme, tr, shape=Shape.PILL)
        self.parts.setAccessibleName(tr("Gifts"))
        self.parts.chosen.connect(self.choose)
        self.shopping, self.budgets, self.ideas = Shopping(ui), Budgets(ui), Ideas(ui)
        self.pages = QStackedWidget()
        for page in (self.shopping, self.budgets, self.ideas):
            self.pages.addWidget(page)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_S)
        row.addWidget(self.parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(Line(ui.theme))
        column.addWidget(self.pages, 1)

    @property
    def part(self) -> Any:
        """The part in sight."""
        return self.pages.currentWidget()

    def choose(self, key: str) -> None:
        """Show a part."""
        self.pages.setCurrentIndex([name for name, _ in PARTS].index(key))
        self.reload()
        self.take_keyboard()

    def reload(self) -> None:
        """Read the part in sight."""
        self.part.reload()

    def take_keyboard(self) -> None:
        """Put the keyboard to the work."""
        self.part.take_keyboard()

    def add_new(self) -> bool:
        """Begin an idea where ideas are in sight."""
        return self.part is self.ideas and self.ideas.begin()


def tab(ui: Ui) -> QWidget:
    """Build the tab."""
    return GiftsTab(ui)
