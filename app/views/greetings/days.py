"""The tab «Own days»: days of the team's own that come back every year, for whom and where (row R2)."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.births import Birth, format_birth, parse_birth
from app.queries.own_days import OwnDayRow, own_days
from app.services import greetings
from app.views.kit.buttons import Button, IconButton
from app.views.kit.countries import country_choices
from app.views.kit.fields import Combo, LineField
from app.views.kit.inline import InlineEdit
from app.views.kit.labels import Line, label
from app.views.kit.scroll import Scroll
from app.views.kit.theme import GAP_S, GAP_XL, SMALL
from app.views.kit.ui import Ui


class DaysTab(QWidget):
    """A line a day, and a line to add one."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, tr = ui, ui.tr
        self.lines: dict[int, DayLine] = {}
        page = Scroll(gap=GAP_S, margin=GAP_XL)
        said = tr(
            "Public holidays and professional days are known already. Add what is celebrated beside them: the day of "
            "your town, of your trade, the birthday of your firm. Professions divided by commas narrow it down."
        )
        page.add(label(said, tone="secondary", size=SMALL, wrap=True))
        self.name = LineField(ui.theme, name=tr("Name of the day"), hint=tr("New day: day of the baker"))
        self.day = LineField(ui.theme, name=tr("Day"), hint=tr("5 March"))
        self.day.setMaximumWidth(130)
        self.day.textEdited.connect(lambda _: self.day.set_bad(""))
        self.professions = LineField(
            ui.theme, name=tr("Professions"), hint=tr("For everybody, or: baker, cook")
        )
        add = Button(tr("Add"), ui.theme, icon="plus")
        add.clicked.connect(self.add)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        for widget, share in ((self.name, 3), (self.day, 1), (self.professions, 3), (add, 0)):
            row.addWidget(widget, share)
        for field in (self.name, self.day, self.professions):
            field.returnPressed.connect(self.add)
        page.column.addLayout(row)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        page.column.addLayout(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def reload(self) -> None:
        """Read the days."""
        self.ui.desk.ask(self._show, own_days, key="days", owner=self)

    def take_keyboard(self) -> None:
        """Put the cursor where a day is added."""
        self.name.setFocus(Qt.FocusReason.TabFocusReason)

    def add_new(self) -> bool:
        """Begin a new day (Ctrl+N)."""
        self.take_keyboard()
        return True

    def add(self) -> None:
        """Add the day that was typed, or say what is missing."""
        tr, name = self.ui.tr, self.name.text().strip()
        day = read_day(self.day.text(), self.ui.clock.today())
        if not name:
            self.name.set_bad(tr("A day needs a name."))
            self.name.setFocus()
        elif day is None:
            self.day.set_bad(tr("Say the day and the month, such as “5 March”."))
            self.day.setFocus()
        else:
            self.ui.desk.do(
                self._added,
                greetings.add_own_day,
                owner=self,
                name=name,
                month=day.month,
                day=day.day,
                professions=self.professions.text().strip(),
            )

    def _added(self, _row_id: object) -> None:
        for field in (self.name, self.day, self.professions):
            field.clear()
            field.set_bad("")
        self.name.setFocus()

    def _show(self, found: list[OwnDayRow]) -> None:
        if any(line.edits for line in self.lines.values()):
            return
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.lines = {}
        if not found:
            self._rows.addWidget(label(self.ui.tr("No days of your own yet."), tone="secondary"))
        for row in found:
            self.lines[row.id] = DayLine(self.ui, row, self)
            self._rows.addWidget(self.lines[row.id])
            self._rows.addWidget(Line(self.ui.theme))


class DayLine(QWidget):
    """One day: name, date, professions, country."""

    def __init__(self, ui: Ui, day: OwnDayRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self.day, tr = ui, day, ui.tr
        self.setAccessibleName(day.name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(GAP_S)
        self.name = InlineEdit(day.name, ui.theme, tr, name=tr("Name of the day"), bold=True)
        self.name.edited.connect(lambda before, after: self._change({"name": after}, self.name, before))
        shown = format_birth(Birth(day.month, day.day), tr.code)
        self.date = InlineEdit(shown, ui.theme, tr, name=tr("Day"))
        self.date.edited.connect(self._dated)
        self.date.setMinimumWidth(110)
        self.whom = InlineEdit(
            day.professions, ui.theme, tr, name=tr("Professions"), hint=tr("for everybody")
        )
        self.whom.edited.connect(
            lambda before, after: self._change({"professions": after}, self.whom, before)
        )
        country = Combo(ui.theme, name=tr("Country"))
        country.set_choices([("", tr("in all countries")), *country_choices(tr.code)], current=day.country)
        country.setMaximumWidth(180)
        country.chosen.connect(lambda code: self._change({"country": str(code)}))
        remove = IconButton("trash", tr("Remove “{name}”", name=day.name), ui.theme)
        remove.clicked.connect(self._remove)
        for widget, share in ((self.name, 3), (self.date, 1), (self.whom, 3), (country, 0), (remove, 0)):
            row.addWidget(widget, share)

    @property
    def edits(self) -> bool:
        """Whether something is being typed here."""
        return any(field.editor is not None for field in (self.name, self.date, self.whom))

    def _dated(self, before: str, after: str) -> None:
        day = read_day(after, self._ui.clock.today())
        if day is None:
            self.date.set_text(before)
            self._ui.say(self._ui.tr("Say the day and the month, such as “5 March”."), tone="bad")
            return
        self._change({"month": day.month, "day": day.day})

    def _change(self, values: dict[str, Any], field: InlineEdit | None = None, before: str = "") -> None:
        def failed(fault: object) -> None:
            if field is not None:
                field.set_text(before)
            self._ui.desk.failed.emit(fault)

        self._ui.desk.do(
            None, greetings.edit_own_day, owner=self, failed=failed, row_id=self.day.id, values=values
        )

    def _remove(self) -> None:
        ui, tr = self._ui, self._ui.tr
        said = tr("Removed “{name}”", name=self.day.name)
        undo = partial(ui.desk.undo)
        ui.desk.do(lambda _: ui.say(said, (tr("Undo"), undo)), greetings.remove_own_day, row_id=self.day.id)


def read_day(text: str, today: dt.date) -> Birth | None:
    """Return the day and month that were typed; None where there are none."""
    found = parse_birth(text, today) if text.strip() else None
    return found if isinstance(found, Birth) else None


def tab(ui: Ui) -> QWidget:
    """Build the tab."""
    return DaysTab(ui)
