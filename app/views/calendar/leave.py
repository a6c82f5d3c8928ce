"""Enters days on which somebody of the team is away, from the calendar (row T0)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.queries.people import PersonRow
from app.services import people as verbs
from app.views.calendar.event_values import date_field
from app.views.kit.buttons import Kind
from app.views.kit.dialog import Dialog
from app.views.kit.fields import Combo, LineField
from app.views.kit.labels import label
from app.views.kit.theme import GAP_M, GAP_S
from app.views.kit.ui import Ui


class LeaveForm(Dialog):
    """Who, from, to, and what it is; days in words."""

    def __init__(
        self,
        ui: Ui,
        people: Sequence[PersonRow],
        day: dt.date,
        person_id: int | None,
        parent: QWidget | None = None,
    ) -> None:
        tr = ui.tr
        super().__init__(tr("Leave"), ui.theme, tr, width=460, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self.person = Combo(ui.theme, name=tr("Who"))
        self.person.set_choices([(one.id, one.name) for one in people], current=person_id)
        self.first, self.last = date_field(ui, tr("From")), date_field(ui, tr("To"))
        self.first.set_value(day)
        self.note = LineField(ui.theme, name=tr("Note"), hint=tr("Note: holiday, sick, training"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(GAP_S)
        grid.setColumnStretch(1, 1)
        lines = (
            (tr("Who"), self.person),
            (tr("From"), self.first),
            (tr("To"), self.last),
            (tr("Note"), self.note),
        )
        for place, (name, widget) in enumerate(lines):
            grid.addWidget(label(name, tone="secondary"), place, 0)
            grid.addWidget(widget, place, 1)
        self.body.addLayout(grid)
        self.add_cancel()
        self.add_answer(tr("Add"), kind=Kind.PRIMARY, closes=False).clicked.connect(lambda *_: self.save())
        for field in (self.first, self.last, self.note):
            field.returnPressed.connect(self.save)

    def save(self) -> None:
        """Enter the days, or mark what is missing."""
        ui, tr = self._ui, self._ui.tr
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
            said = tr("{name} is on leave", name=self.person.currentText())
            ui.desk.do(
                lambda _: ui.say(said, (tr("Undo"), ui.desk.undo)),
                verbs.add_leave,
                owner=ui.desk,
                person_id=self.person.currentData(),
                first_day=first,
                last_day=last,
                note=self.note.text().strip(),
            )
            self.accept()
