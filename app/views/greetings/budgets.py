"""What may be spent on gifts for one customer in a year, by class; edited in place (row R3)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.gifts import CURRENCIES, currency_of, usual_budget
from app.domain.greeting_policy import CLASSES
from app.models.work import Reading
from app.queries.calendar_days import office_country
from app.queries.gifts import team_budgets
from app.services import gifts
from app.views.kit.badge import Badge
from app.views.kit.buttons import IconButton
from app.views.kit.fields import Combo
from app.views.kit.inline import InlineEdit
from app.views.kit.labels import label
from app.views.kit.money import money_text, read_sum
from app.views.kit.scroll import Scroll
from app.views.kit.theme import GAP_L, GAP_S, GAP_XL, SMALL
from app.views.kit.ui import Ui

Table = dict[tuple[str, int], tuple[int, str]]


class Budgets(QWidget):
    """A row a class; a column for every year, this year and the next."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, tr = ui, ui.tr
        self.cells: dict[tuple[str, int], InlineEdit] = {}
        self._table: Table = {}
        self.currency = Combo(ui.theme, name=tr("Currency"))
        self.currency.set_choices([(code, code) for code in CURRENCIES])
        page = Scroll(gap=GAP_S, margin=GAP_XL)
        said = tr(
            "What may be spent on one customer of a class in a year. A sum for one year stands before the one for "
            "every year; an emptied field lets the usual one hold again. Sums that are typed are in this currency:"
        )
        row = QHBoxLayout()
        row.setSpacing(GAP_L)
        row.addWidget(label(said, tone="secondary", size=SMALL, wrap=True), 1)
        row.addWidget(self.currency)
        page.column.addLayout(row)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP_L)
        self._grid.setVerticalSpacing(4)
        page.column.addLayout(self._grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self._began = False

    def reload(self) -> None:
        """Read the budgets."""
        self.ui.desk.ask(self._show, _read, key="budgets", owner=self, language=self.ui.tr.code)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first sum."""
        if self.cells:
            next(iter(self.cells.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, found: tuple[Table, str]) -> None:
        self._table, home = found
        if not self._began:
            self._began = True
            self.currency.choose(next(iter(self._table.values()))[1] if self._table else home)
            self.currency.chosen.connect(lambda _: self._fill())
        if any(cell.editor is not None for cell in self.cells.values()):
            return
        self._fill()

    def _fill(self) -> None:
        focused = next((key for key, cell in self.cells.items() if cell.hasFocus()), None)
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.cells = {}
        ui, tr, this = self.ui, self.ui.tr, self.ui.clock.today().year
        years = (0, this, this + 1)
        for column, year in enumerate(years, 1):
            said = str(year) if year else tr("Every year")
            self._grid.addWidget(label(said, tone="secondary", size=SMALL, bold=True), 0, column)
        for line, class_ in enumerate(CLASSES, 1):
            named = Badge(class_, ui.theme, tr, self) if class_ else label(tr("no class"), tone="secondary")
            self._grid.addWidget(named, line, 0)
            for column, year in enumerate(years, 1):
                self._grid.addWidget(self._cell(class_, year), line, column)
        self._grid.setColumnStretch(len(years) + 1, 1)
        if focused in self.cells:
            self.cells[focused].setFocus()

    def _cell(self, class_: str, year: int) -> QWidget:
        ui, tr = self.ui, self.ui.tr
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        stored = self._table.get((class_, year))
        usual = self._usual(class_)
        name = tr("Budget of {name} in {year}", name=class_ or tr("no class"), year=year or tr("every year"))
        hint = tr("{sum} as usual", sum=usual) if not year else tr("as every year")
        cell = InlineEdit(
            money_text(stored[0], stored[1], ui.locale) if stored else "",
            ui.theme,
            tr,
            name=name,
            hint=hint,
            parent=box,
        )
        cell.setMinimumWidth(170)
        cell.edited.connect(partial(self._edited, class_, year, cell))
        self.cells[class_, year] = cell
        row.addWidget(cell)
        if stored:
            back = IconButton("undo", tr("As usual again"), ui.theme, side=22, parent=box)
            back.clicked.connect(partial(self._remove, class_, year))
            row.addWidget(back)
        return box

    def _usual(self, class_: str) -> str:
        code = str(self.currency.currentData())
        return money_text(usual_budget(class_, code), code, self.ui.locale)

    def _edited(self, class_: str, year: int, cell: InlineEdit, before: str, after: str) -> None:
        tr = self.ui.tr
        if not after.strip():
            self._remove(class_, year)
            return
        amount = read_sum(after)
        if amount is None:
            cell.set_text(before)
            self.ui.say(tr("“{text}” is no sum of money. Try “1200”.", text=after), tone="bad")
            return
        self._do(
            gifts.set_budget,
            class_=class_,
            year=year,
            amount=amount,
            currency=str(self.currency.currentData()),
        )

    def _remove(self, class_: str, year: int, *_: object) -> None:
        self._do(gifts.remove_budget, class_=class_, year=year)

    def _do(self, verb: Any, **values: Any) -> None:
        ui = self.ui
        said = ui.tr("Changed the budget")
        ui.desk.do(lambda _: ui.say(said, (ui.tr("Undo"), ui.desk.undo)), verb, owner=self, **values)


def _read(reading: Reading, *, language: str) -> tuple[Table, str]:
    return team_budgets(reading), currency_of(office_country(reading, language=language), language)
