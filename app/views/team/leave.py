"""Days on which a person is away: chips, and a line to enter more in words."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.capture import find_date
from app.queries.people import LeaveRow, PersonRow
from app.services import people as verbs
from app.views.kit.buttons import Button, Kind
from app.views.kit.chips import Chip
from app.views.kit.fields import DateField, LineField
from app.views.kit.flow import Flow
from app.views.kit.theme import GAP_S
from app.views.kit.ui import Ui


class LeaveList(QWidget):
    """What is entered, past leave left out; «Add leave» opens the line."""

    def __init__(self, ui: Ui, person: PersonRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._person = ui, person
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP_S)
        chips = QWidget(self)
        flow = Flow(chips)
        for row in person.leave:
            if row.last_day >= ui.clock.today():
                chip = Chip(leave_text(row, ui), ui.theme, ui.tr, icon="holiday", parent=chips)
                chip.removed.connect(partial(self._remove, row.id))
                flow.addWidget(chip)
        self.add = Button(ui.tr("Add leave"), ui.theme, kind=Kind.QUIET, icon="plus", parent=chips)
        self.add.clicked.connect(self.open)
        flow.addWidget(self.add)
        self._column.addWidget(chips)
        self.line: LeaveLine | None = None

    def open(self) -> None:
        """Show the line to enter days."""
        if self.line is None:
            self.line = LeaveLine(self._ui, self)
            self.line.entered.connect(self._enter)
            self.line.closed.connect(self.close_line)
            self._column.addWidget(self.line)
        self.line.first.setFocus()

    def close_line(self) -> None:
        """Take the line away."""
        if self.line is not None:
            self.line.hide()
            self.line.deleteLater()
            self.line = None
            self.add.setFocus()

    def _enter(self, first: dt.date, last: dt.date, note: str) -> None:
        self._ui.desk.do(
            None,
            verbs.add_leave,
            person_id=self._person.id,
            first_day=first,
            last_day=last,
            note=note,
        )

    def _remove(self, row_id: int) -> None:
        ui = self._ui
        ui.desk.do(
            lambda _: ui.say(ui.tr("Leave removed"), (ui.tr("Undo"), ui.desk.undo)),
            verbs.remove_leave,
            row_id=row_id,
        )


class LeaveLine(QWidget):
    """From, to, and what it is; dates in words."""

    entered = Signal(object, object, str)
    closed = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, tr = ui, ui.tr
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        self.first = self._date(tr("From"), tr("From: Monday, 1 December"))
        self.last = self._date(tr("To"), tr("To: in 2 weeks, 14 December"))
        self.note = LineField(ui.theme, name=tr("Note"), hint=tr("Note: holiday, sick, training"))
        save = Button(tr("Add"), ui.theme, kind=Kind.PRIMARY)
        save.clicked.connect(self.save)
        cancel = Button(tr("Cancel"), ui.theme, kind=Kind.QUIET)
        cancel.clicked.connect(self.closed)
        for widget, share in ((self.first, 3), (self.last, 3), (self.note, 3), (save, 0), (cancel, 0)):
            row.addWidget(widget, share)
        self.note.returnPressed.connect(self.save)
        self.last.returnPressed.connect(self.save)

    def save(self) -> None:
        """Hand over the days, or mark what is missing."""
        tr = self._ui.tr
        for field in (self.first, self.last):
            if no_date := field.why_not():
                field.set_bad(no_date)
                field.setFocus()
                return
        first, last = self.first.value, self.last.value or self.first.value
        if first is None:
            self.first.set_bad(tr("Say from which day."))
            self.first.setFocus()
        elif last is None or last < first:
            self.last.set_bad(tr("The last day comes before the first."))
            self.last.setFocus()
        else:
            self.entered.emit(first, last, self.note.text().strip())

    def _date(self, name: str, hint: str) -> DateField:
        ui = self._ui
        return DateField(
            ui.theme,
            ui.tr,
            name=name,
            read=lambda text: _read(text, ui),
            show=lambda day: ui.date(day, weekday=True),
            today=ui.clock.today,
            hint=hint,
        )


def leave_text(row: LeaveRow, ui: Ui) -> str:
    """Return days of leave in words: “1 Dec – 14 Dec, holiday”."""
    days = ui.date(row.first_day)
    if row.last_day != row.first_day:
        days += f" – {ui.date(row.last_day)}"
    return f"{days}, {row.note}" if row.note else days


def _read(text: str, ui: Ui) -> dt.date | None:
    hit = find_date(text, now=ui.clock.local())
    return hit.date if hit else None
