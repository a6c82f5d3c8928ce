"""Correcting what the capture line understood, field by field, before it is saved."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from app.domain.capture import Captured, FollowupWords, find_date
from app.queries.capture import Candidate
from app.services.interactions import KINDS
from app.views.kit.buttons import Kind
from app.views.kit.dialog import Dialog
from app.views.kit.fields import Check, Combo, LineField
from app.views.kit.labels import label
from app.views.kit.theme import GAP_M, GAP_S
from app.views.kit.ui import Ui
from app.views.kit.whom import Whom
from app.views.kit.words import CONTACT_NAMES, DIRECTION_NAMES


class Correct(Dialog):
    """``corrected`` carries the line as it is to be saved, and the customer, None while nobody is chosen."""

    corrected = Signal(object, object)

    def __init__(
        self, ui: Ui, captured: Captured, who: Candidate | None, parent: QWidget | None = None
    ) -> None:
        tr = ui.tr
        super().__init__(tr("Correct the contact"), ui.theme, tr, width=460, parent=parent)
        self._ui, self._captured = ui, captured
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_M)
        form.setVerticalSpacing(GAP_S)
        self.whom = Whom(ui)
        if who is not None:
            self.whom.settle(who.id, who.name)
        elif captured.person_words:
            self.whom.suggest(captured.person_words[0])
        self.kind = Combo(ui.theme, name=tr("Kind"))
        self.kind.set_choices([(kind, tr(CONTACT_NAMES[kind])) for kind in KINDS], current=captured.kind)
        self.direction = Combo(ui.theme, name=tr("Direction"))
        self.direction.set_choices(
            [(k, tr(v)) for k, v in DIRECTION_NAMES.items()], current=captured.direction
        )
        self.minutes = LineField(ui.theme, name=tr("Minutes"))
        self.minutes.setText("" if captured.minutes is None else str(captured.minutes))
        self.reached = Check(tr("It took place"), ui.theme)
        self.reached.setChecked(captured.outcome == "reached")
        self.text = LineField(ui.theme, name=tr("About"))
        self.text.setText(captured.text)
        step = captured.followup
        self.when = LineField(ui.theme, name=tr("When"), hint=tr("Wed 10:00, in 2 weeks, 15 December"))
        if step is not None:
            self.when.setText(
                step.date.strftime("%d.%m.%Y") + (step.time.strftime(" %H:%M") if step.time else "")
            )
        self.next = LineField(ui.theme, name=tr("Next step"))
        self.next.setText(step.text if step else "")
        for caption, field in (
            (tr("Customer"), self.whom),
            (tr("Kind"), self.kind),
            (tr("Direction"), self.direction),
            (tr("Minutes"), self.minutes),
            ("", self.reached),
            (tr("About"), self.text),
            (tr("Next step"), self.next),
            (tr("When"), self.when),
        ):
            form.addRow(label(caption, tone="secondary"), field)
        self.body.addLayout(form)
        self.add_cancel()
        self.add_answer(tr("Use this"), kind=Kind.PRIMARY, closes=False).clicked.connect(self._use)

    def _use(self) -> None:
        tr = self._ui.tr
        if self.whom.customer_id is None and self.whom.field.text().strip():
            self.whom.set_bad(tr("Choose a customer from the list, or leave this empty."))
            return
        minutes = self.minutes.text().strip()
        if minutes and not minutes.isdecimal():
            self.minutes.set_bad(tr("A whole number of minutes, please."))
            return
        step: FollowupWords | None = None
        if self.when.text().strip():
            hit = find_date(self.when.text(), now=self._ui.clock.local())
            if hit is None:
                self.when.set_bad(tr("No date was recognised here."))
                return
            step = FollowupWords(hit.date, hit.time, self.next.text().strip())
        elif self.next.text().strip():
            step = FollowupWords(
                self._ui.clock.today() + dt.timedelta(days=1), None, self.next.text().strip()
            )
        outcome: Any = "reached" if self.reached.isChecked() else "no_answer"
        captured = replace(
            self._captured,
            kind=cast("Any", self.kind.currentData()),
            direction=cast("Any", self.direction.currentData()),
            minutes=int(minutes) if minutes else None,
            outcome=outcome,
            text=self.text.text().strip(),
            followup=step,
            contact_said=True,
        )
        self.corrected.emit(captured, self.whom.customer_id)
        self.accept()
