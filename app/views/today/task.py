"""A task of one's own, without a customer: what, and when in words (row X18)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.capture import DateHit, find_date
from app.services import followups
from app.views.kit.buttons import Kind
from app.views.kit.dialog import Dialog
from app.views.kit.fields import LineField
from app.views.kit.labels import label
from app.views.kit.theme import SMALL
from app.views.kit.ui import Ui


class Task(Dialog):
    """Two lines; the date is shown as it is understood."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        tr = ui.tr
        super().__init__(tr("New task"), ui.theme, tr, parent=parent)
        self._ui = ui
        self.text = LineField(ui.theme, name=tr("What"), hint=tr("What is to be done"), icon="task")
        self.when = LineField(
            ui.theme, name=tr("When"), hint=tr("today; or: Friday, in 2 weeks, 15 December 10:00")
        )
        self.read = label(size=SMALL, tone="good")
        for widget in (self.text, self.when, self.read):
            self.body.addWidget(widget)
        self.when.textEdited.connect(self._read)
        self.text.returnPressed.connect(self.save)
        self.when.returnPressed.connect(self.save)
        self.add_cancel()
        self.add_answer(tr("Plan"), kind=Kind.PRIMARY, closes=False).clicked.connect(self.save)

    def save(self) -> None:
        """Plan the task, or say what is missing."""
        ui, tr = self._ui, self._ui.tr
        text, hit = self.text.text().strip(), self._hit()
        if not text:
            self.text.set_bad(tr("Say what is to be done."))
            self.text.setFocus()
            return
        if self.when.text().strip() and hit is None:
            self.when.set_bad(tr("This is no date that I understand. Try “Friday” or “in 2 weeks”."))
            self.when.setFocus()
            return
        day = hit.date if hit else ui.clock.today()
        said = tr("Planned for {day}: {who}", day=ui.day(day), who=text)
        ui.desk.do(
            lambda _: ui.say(said, (tr("Undo"), ui.desk.undo)),
            followups.create,
            due_on=day,
            due_time=f"{hit.time:%H:%M}" if hit and hit.time else "",
            text=text,
            kind="task",
        )
        self.accept()

    def _hit(self) -> DateHit | None:
        words = self.when.text().strip()
        return find_date(words, now=self._ui.clock.local()) if words else None

    def _read(self) -> None:
        self.when.set_bad("")
        hit = self._hit()
        said = self._ui.date(hit.date, weekday=True) if hit else ""
        self.read.setText(said + (f", {hit.time:%H:%M}" if hit and hit.time else ""))


def open_dialog(window: QWidget, ui: Ui, _name: str, **_what: Any) -> None:
    """Open the dialog over the window."""
    dialog = Task(ui, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    dialog.text.setFocus()
