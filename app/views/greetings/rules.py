"""The tab «Rules»: how each class is greeted on each group of occasions, and how far ahead (row R3)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.greeting_policy import CLASSES, Rules
from app.domain.occasions import GROUP_NAMES, Group
from app.queries.greeting_sources import stored_rules
from app.views.kit.badge import Badge
from app.views.kit.greetings.rule_cell import RuleCell
from app.views.kit.greetings.words import capital
from app.views.kit.labels import label
from app.views.kit.scroll import Scroll
from app.views.kit.theme import GAP_L, GAP_S, GAP_XL, SMALL
from app.views.kit.ui import Ui


class RulesTab(QWidget):
    """A row a class, a column a group; arrows go from cell to cell."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, tr = ui, ui.tr
        self.cells: dict[tuple[str, Group], RuleCell] = {}
        page = Scroll(gap=GAP_L, margin=GAP_XL)
        said = tr(
            "How customers of a class are greeted, the first way first, and how many days ahead you are told. "
            "What differs from the usual is bold; Delete puts it back. For a single customer it is set on the card, "
            "under the terms."
        )
        page.add(label(said, tone="secondary", size=SMALL, wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_S)
        grid.setVerticalSpacing(4)
        for column, group in enumerate(Group, 1):
            head = label(capital(tr(GROUP_NAMES[group])), tone="secondary", size=SMALL, bold=True, wrap=True)
            head.setContentsMargins(8, 0, 8, 0)
            head.setMinimumWidth(110)
            grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignBottom)
            grid.setColumnStretch(column, 1)
        for row, class_ in enumerate(CLASSES, 1):
            named = Badge(class_, ui.theme, tr, self) if class_ else label(tr("no class"), tone="secondary")
            grid.addWidget(named, row, 0)
            for column, group in enumerate(Group, 1):
                cell = RuleCell(ui, group, class_=class_)
                cell.stepped.connect(partial(self.step, class_, group))
                self.cells[class_, group] = cell
                grid.addWidget(cell, row, column)
        page.column.addLayout(grid)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.addWidget(page)

    def reload(self) -> None:
        """Read the rules."""
        self.ui.desk.ask(self._show, stored_rules, key="rules", owner=self)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first cell."""
        self.cells[CLASSES[0], Group.BIRTHDAY].setFocus(Qt.FocusReason.TabFocusReason)

    def step(self, class_: str, group: Group, down: int, right: int) -> None:
        """Take the keyboard from one cell to its neighbour."""
        groups = list(Group)
        line = min(max(CLASSES.index(class_) + down, 0), len(CLASSES) - 1)
        column = min(max(groups.index(group) + right, 0), len(groups) - 1)
        self.cells[CLASSES[line], groups[column]].setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, rules: Rules) -> None:
        for (class_, group), cell in self.cells.items():
            cell.show_policy(rules.policy(group, class_), own=rules.set_for(group, class_))


def tab(ui: Ui) -> QWidget:
    """Build the tab."""
    return RulesTab(ui)
