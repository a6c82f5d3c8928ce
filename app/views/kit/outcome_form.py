"""The small form in which something is finished: what came of it, and the next step with its date in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.capture import DateHit, find_date, understand
from app.services.interactions import Next
from app.views.kit.buttons import Button, Kind
from app.views.kit.dialog import Dialog
from app.views.kit.fields import Check, LineField
from app.views.kit.labels import label, set_tone
from app.views.kit.theme import GAP_S, SMALL
from app.views.kit.ui import Ui


@dataclass(frozen=True)
class Asks:
    """What a form asks for: ``result``, whether a contact ``took_place``, and a step that is a ``must`` or not."""

    save: str
    result: bool = True
    contact: bool = False
    no_answer: bool = False
    step: bool = True
    must: bool = False
    text: str = ""


@dataclass(frozen=True)
class Filled:
    """What the user typed; ``reached`` is false for an attempt that nobody answered."""

    result: str = ""
    following: Next | None = None
    took_place: bool = True
    reached: bool = True


class Form(QWidget):
    """Two or three lines of fields; Enter saves."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, ui: Ui, asks: Asks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._asks, tr = ui, asks, ui.tr
        theme = ui.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(GAP_S)
        self.result = LineField(theme, name=tr("Result"), hint=tr("What came of it"), parent=self)
        self.step = LineField(theme, name=tr("Next step"), hint=tr("Next step"), parent=self)
        self.step.setText(asks.text)
        self.when = LineField(
            theme, name=tr("When"), hint=tr("When: Friday, in 2 weeks, 15 December 10:00"), parent=self
        )
        self.read = label(size=SMALL, tone="secondary", parent=self)
        self.contact = Check(tr("A contact took place"), theme, parent=self)
        self.contact.setChecked(True)
        self.result.setVisible(asks.result)
        self.step.setVisible(asks.step)
        self.contact.setVisible(asks.contact)
        column.addWidget(self.result)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(self.step, 3)
        row.addWidget(self.when, 4)
        column.addLayout(row)
        column.addLayout(self._answers())
        self.when.textEdited.connect(self._read)
        for field in (self.result, self.step, self.when):
            field.returnPressed.connect(self.save)
        self._read("")

    def begin(self) -> None:
        """Put the cursor into the first field."""
        first = self.result if self._asks.result else self.step if self._asks.step else self.when
        if self._asks.text and first is self.step:
            first = self.when
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Hand over what stands here, or mark what is missing."""
        self._submit(reached=True)

    def no_answer(self) -> None:
        """Hand over an attempt that nobody answered; without a date it is tried again tomorrow."""
        self._submit(reached=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # what a field leaves over (Enter, the arrows) would move the list below and lose what is written here
        event.setAccepted(event.key() != Qt.Key.Key_Escape)

    def _submit(self, *, reached: bool) -> None:
        tr = self._ui.tr
        text, words = self.step.text().strip(), self.when.text().strip()
        hit = self._hit()
        if words and hit is None:
            self.when.set_bad(tr("This is no date that I understand. Try “Friday” or “in 2 weeks”."))
            self.when.setFocus()
            return
        missing = hit is None and (self._asks.must or (text and text != self._asks.text))
        if reached and missing:
            self.when.set_bad(tr("Say when."))
            self.when.setFocus()
            return
        following = self._next(text, hit) if hit is not None else None
        self.saved.emit(Filled(self.result.text().strip(), following, self.contact.isChecked(), reached))

    def _hit(self) -> DateHit | None:
        words = self.when.text().strip()
        return find_date(words, now=self._ui.clock.local()) if words else None

    def _read(self, words: str) -> None:
        """Show how the date is understood."""
        self.when.set_bad("")
        hit = self._hit()
        said = ""
        if hit is not None:
            said = self._ui.date(hit.date, weekday=True) + (f", {hit.time:%H:%M}" if hit.time else "")
        past = hit is not None and hit.date < self._ui.clock.today()
        set_tone(self.read, "bad" if past else "good" if hit else "secondary")
        self.read.setText(said or (self._ui.tr("no date yet") if words.strip() else ""))

    def _answers(self) -> QHBoxLayout:
        tr, theme = self._ui.tr, self._ui.theme
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        save = Button(self._asks.save, theme, kind=Kind.PRIMARY, key="Enter", parent=self)
        save.clicked.connect(self.save)
        row.addWidget(save)
        if self._asks.no_answer:
            missed = Button(tr("No answer"), theme, parent=self)
            missed.clicked.connect(self.no_answer)
            row.addWidget(missed)
        cancel = Button(tr("Cancel"), theme, kind=Kind.QUIET, key="Esc", parent=self)
        cancel.clicked.connect(self.left)
        row.addWidget(cancel)
        row.addWidget(self.contact)
        row.addStretch(1)
        row.addWidget(self.read)
        return row

    def _next(self, text: str, hit: DateHit) -> Next:
        kind = understand(text, now=self._ui.clock.local()).kind if text else "call"
        return Next(hit.date, hit.time.strftime("%H:%M") if hit.time else "", text, kind)


def form_dialog(
    parent: QWidget, ui: Ui, title: str, asks: Asks, then: Callable[[Filled], object], *, text: str = ""
) -> Dialog:
    """Open the form in a frame of its own over ``parent``; ``then`` gets what was filled in."""
    dialog = Dialog(title, ui.theme, ui.tr, text=text, width=620, parent=parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    form = Form(ui, asks, dialog)
    dialog.body.addWidget(form)
    dialog.hide_answers()

    def save(filled: Filled) -> None:
        dialog.accept()
        then(filled)

    form.saved.connect(save)
    form.left.connect(dialog.reject)
    dialog.open()
    form.begin()
    return dialog
