"""Note an overheard remark from any place: whom, and one line (row I7)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.queries import capture
from app.services import interactions
from app.views.kit.buttons import Kind
from app.views.kit.dialog import Dialog
from app.views.kit.fields import LineField
from app.views.kit.ui import Ui
from app.views.kit.whom import Whom


class Remark(Dialog):
    """The customer of the card in sight is chosen already; Enter goes on, and saves."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        tr = ui.tr
        super().__init__(
            tr("An overheard remark"),
            ui.theme,
            tr,
            text=tr("What you heard of a customer in passing goes onto the timeline of the card."),
            parent=parent,
        )
        self._ui = ui
        self.whom = Whom(ui)
        self.line = LineField(ui.theme, name=tr("Remark"), hint=tr("What was said"), icon="overheard")
        self.body.addWidget(self.whom)
        self.body.addWidget(self.line)
        self.whom.chosen.connect(lambda _: self.line.setFocus())
        self.line.returnPressed.connect(self.save)
        self.add_cancel()
        self.add_answer(tr("Save"), kind=Kind.PRIMARY, closes=False).clicked.connect(self.save)
        if ui.card_open is not None:
            ui.desk.ask(self._prefill, capture.named, customer_id=ui.card_open, owner=self)

    def save(self) -> None:
        """Keep the remark, or say what is missing."""
        tr = self._ui.tr
        if self.whom.customer_id is None:
            self.whom.set_bad(tr("Choose a customer from the list."))
            return
        text = self.line.text().strip()
        if not text:
            self.line.set_bad(tr("Type what you heard."))
            self.line.setFocus()
            return
        ui, customer_id, name = self._ui, self.whom.customer_id, self.whom.field.text()

        def done(_: object) -> None:
            ui.say(
                tr("Noted: {name}", name=name),
                (tr("Undo"), ui.desk.undo),
                (tr("Open card"), lambda: ui.go("customers", customer_id=customer_id)),
            )

        ui.desk.do(done, interactions.remark, customer_id=customer_id, text=text)
        self.accept()

    def _prefill(self, found: capture.Candidate | None) -> None:
        if found is not None and not self.whom.field.text():
            self.whom.settle(found.id, found.name)
            self.line.setFocus()


def open_dialog(window: QWidget, ui: Ui, _name: str, **_what: Any) -> None:
    """Open the dialog over the window."""
    dialog = Remark(ui, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    dialog.whom.field.setFocus()
