"""How one customer is greeted, over what holds for the class; opened from the card (row R3)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.greeting_policy import Rules
from app.domain.occasions import GROUP_NAMES, Group
from app.models.changes import Changes
from app.models.work import Reading
from app.queries.card_view import card_view
from app.queries.greeting_sources import stored_rules
from app.views.kit.buttons import Kind
from app.views.kit.dialog import Dialog
from app.views.kit.greetings.rule_cell import RuleCell
from app.views.kit.greetings.words import capital
from app.views.kit.labels import label
from app.views.kit.theme import GAP_L
from app.views.kit.ui import Ui

Found = tuple[Rules, str, str]


class OwnRules(Dialog):
    """A line a group; what is set here stands before what holds for the class."""

    def __init__(self, ui: Ui, customer_id: int, parent: QWidget | None = None) -> None:
        tr = ui.tr
        said = tr(
            "What is set here holds for this customer alone; Delete lets the rule of the class hold again."
        )
        super().__init__(tr("How to greet"), ui.theme, tr, text=said, width=460, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui, self._customer = ui, customer_id
        self.cells: dict[Group, RuleCell] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_L)
        for row, group in enumerate(Group):
            grid.addWidget(label(capital(tr(GROUP_NAMES[group])), wrap=True), row, 0)
            self.cells[group] = RuleCell(ui, group, customer_id=customer_id)
            self.cells[group].stepped.connect(partial(self._step, row))
            grid.addWidget(self.cells[group], row, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self.add_answer(tr("Close"), kind=Kind.PRIMARY)
        ui.desk.changed.connect(self._changed)
        self._read()

    def _step(self, row: int, down: int, _right: int) -> None:
        groups = list(Group)
        self.cells[groups[min(max(row + down, 0), len(groups) - 1)]].setFocus(Qt.FocusReason.TabFocusReason)

    def _changed(self, changes: Changes) -> None:
        if changes.touches("greeting_rules", "customers"):
            self._read()

    def _read(self) -> None:
        self._ui.desk.ask(
            self._show,
            _found,
            key="own rules",
            owner=self,
            customer_id=self._customer,
            language=self._ui.tr.code,
        )

    def _show(self, found: Found) -> None:
        rules, class_, name = found
        self.setWindowTitle(name)
        for group, cell in self.cells.items():
            policy = rules.policy(group, class_, self._customer)
            cell.show_policy(policy, own=rules.set_for(group, class_, self._customer))
        if self.focusWidget() is None:
            self.cells[Group.BIRTHDAY].setFocus(Qt.FocusReason.TabFocusReason)


def _found(reading: Reading, *, customer_id: int, language: str) -> Found:
    view = card_view(reading, customer_id=customer_id, language=language)
    return stored_rules(reading), str(view.customer["class_"]), view.name


def open_dialog(window: QWidget, ui: Ui, _name: str, **what: Any) -> None:
    """Open the rules of ``customer_id``."""
    OwnRules(ui, int(what["customer_id"]), window).open()
