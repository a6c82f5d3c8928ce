"""Dialogs of complaints and ideas: a new one, another wording, and what became of it (row I6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.queries import capture, people
from app.queries.feedback import FeedbackRow
from app.queries.people import PersonRow
from app.services import feedback
from app.views.kit.buttons import Kind
from app.views.kit.dialog import Dialog
from app.views.kit.fields import Check, Combo, GrowingText
from app.views.kit.labels import label
from app.views.kit.theme import SMALL
from app.views.kit.ui import Ui
from app.views.kit.whom import Whom
from app.views.kit.words import FEEDBACK_NAMES


class NewFeedback(Dialog):
    """Whose it is, what it says, who sees to it."""

    def __init__(
        self,
        ui: Ui,
        *,
        kind: str = "complaint",
        customer_id: int | None = None,
        interaction_id: int | None = None,
        text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        tr = ui.tr
        title = tr("New complaint") if kind == "complaint" else tr("New idea")
        super().__init__(title, ui.theme, tr, parent=parent)
        self._ui, self._kind, self._contact = ui, kind, interaction_id
        self.whom = Whom(ui)
        self.text = GrowingText(ui.theme, name=tr("What they say"), hint=tr("What they say, in their words"))
        self.text.set_text(text)
        self.owner = Combo(ui.theme, name=tr("Who sees to it"))
        for widget in (self.whom, self.text):
            self.body.addWidget(widget)
        self.body.addWidget(label(tr("Who sees to it"), tone="secondary", size=SMALL))
        self.body.addWidget(self.owner)
        self.add_cancel()
        self.add_answer(tr("Add"), kind=Kind.PRIMARY, closes=False).clicked.connect(self.save)
        me = ui.desk.office.person_id
        ui.desk.ask(lambda team: self._team(team, me), people.team, key="team", owner=self)
        whose = customer_id if customer_id is not None else ui.card_open
        if whose is not None:
            self.whom.customer_id = whose
            ui.desk.ask(self._prefill, capture.named, customer_id=whose, owner=self)
        # it came with a contact of this customer and of nobody else
        self.whom.setEnabled(interaction_id is None)

    def begin(self) -> None:
        """Put the cursor where something is missing."""
        (self.text if self.whom.customer_id is not None else self.whom.field).setFocus()

    def save(self) -> None:
        """Enter it, or say what is missing."""
        ui, tr, text = self._ui, self._ui.tr, self.text.toPlainText().strip()
        if self.whom.customer_id is None:
            self.whom.set_bad(tr("Choose a customer from the list."))
            return
        if not text:
            self.text.setFocus()
            return
        said = tr("Entered: {what}", what=tr(FEEDBACK_NAMES[self._kind]))
        ui.desk.do(
            lambda _: ui.say(said, (tr("Undo"), ui.desk.undo)),
            feedback.create,
            customer_id=self.whom.customer_id,
            kind=self._kind,
            text=text,
            interaction_id=self._contact,
            owner_id=self.owner.currentData() or None,
        )
        self.accept()

    def _prefill(self, found: capture.Candidate | None) -> None:
        if found is not None:
            self.whom.settle(found.id, found.name)

    def _team(self, team: list[PersonRow], me: int | None) -> None:
        self.owner.set_choices([(one.id, one.name) for one in team], current=me)


class Decision(Dialog):
    """What became of it, in words that the customer will hear; ``then`` gets them and whether to plan the telling."""

    def __init__(
        self,
        ui: Ui,
        row: FeedbackRow,
        title: str,
        then: Callable[[str, bool], object],
        parent: QWidget | None = None,
    ) -> None:
        tr = ui.tr
        super().__init__(title, ui.theme, tr, text=f"{row.who.name}: {row.text}", parent=parent)
        self._then, self._tr = then, tr
        self.outcome = GrowingText(
            ui.theme, name=tr("Outcome"), hint=tr("What comes of it, as the customer will hear it")
        )
        self.outcome.set_text(row.outcome)
        self.tell = Check(tr("Plan a step that tells the customer"), ui.theme)
        self.tell.setChecked(True)
        self.tell.setVisible(row.told_at is None and row.step_on is None)
        self.body.addWidget(self.outcome)
        self.body.addWidget(self.tell)
        self.add_cancel()
        self.add_answer(tr("Save"), kind=Kind.PRIMARY, closes=False).clicked.connect(self.save)

    def save(self) -> None:
        """Hand over what was decided."""
        self.accept()
        self._then(self.outcome.toPlainText().strip(), self.tell.isChecked())


class Wording(Dialog):
    """Correct what it says and what became of it."""

    def __init__(self, ui: Ui, row: FeedbackRow, parent: QWidget | None = None) -> None:
        tr = ui.tr
        super().__init__(tr("Change"), ui.theme, tr, parent=parent)
        self._ui, self._row = ui, row
        self.kind = Combo(ui.theme, name=tr("Kind"))
        self.kind.set_choices([(key, tr(name)) for key, name in FEEDBACK_NAMES.items()], current=row.kind)
        self.text = GrowingText(ui.theme, name=tr("What they say"), hint=tr("What they say, in their words"))
        self.text.set_text(row.text)
        self.outcome = GrowingText(
            ui.theme, name=tr("Outcome"), hint=tr("What comes of it, as the customer will hear it")
        )
        self.outcome.set_text(row.outcome)
        for widget in (self.kind, self.text, self.outcome):
            self.body.addWidget(widget)
        self.add_cancel()
        self.add_answer(tr("Save"), kind=Kind.PRIMARY, closes=False).clicked.connect(self.save)

    def save(self) -> None:
        """Save what differs."""
        ui, row, text = self._ui, self._row, self.text.toPlainText().strip()
        if not text:
            self.text.setFocus()
            return
        new = {"kind": self.kind.currentData(), "text": text, "outcome": self.outcome.toPlainText().strip()}
        was = {"kind": row.kind, "text": row.text, "outcome": row.outcome}
        changed = {name: value for name, value in new.items() if value != was[name]}
        if changed:
            ui.desk.do(
                lambda _: ui.say(ui.tr("Changed."), (ui.tr("Undo"), ui.desk.undo)),
                feedback.edit,
                row_id=row.id,
                values=changed,
                was={name: was[name] for name in changed},
            )
        self.accept()


def open_dialog(window: QWidget, ui: Ui, name: str, **what: Any) -> None:
    """Open the dialog of a new complaint or idea over the window; ``name`` is its kind where nothing says so."""
    if name in FEEDBACK_NAMES:
        what.setdefault("kind", name)
    dialog = NewFeedback(ui, parent=window, **what)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    dialog.begin()
