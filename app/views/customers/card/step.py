"""A short form for a next step: what, when, again and again."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.recurrence_text import rule_text
from app.language import N_
from app.queries.card import Row
from app.services import followups
from app.services.interactions import KINDS
from app.views.customers.card.days import read_moment
from app.views.customers.card.editors import Unfit
from app.views.customers.card.keeper import Keeper
from app.views.kit.buttons import Button, Kind
from app.views.kit.dialog import Dialog
from app.views.kit.fields import Combo, LineField
from app.views.kit.labels import label
from app.views.kit.theme import GAP_M, GAP_S
from app.views.kit.words import CONTACT_NAMES

_REPEATS: Final = {
    "": N_("once"),
    "FREQ=WEEKLY": N_("every week"),
    "FREQ=WEEKLY;INTERVAL=2": N_("every two weeks"),
    "FREQ=MONTHLY": N_("every month"),
    "FREQ=MONTHLY;INTERVAL=3": N_("every quarter"),
    "FREQ=YEARLY": N_("every year"),
}


class StepForm(Dialog):
    """Adds a follow-up, or changes ``step``."""

    def __init__(self, keeper: Keeper, *, step: Row | None = None) -> None:
        ui, view = keeper.ui, keeper.view
        assert view is not None
        tr, theme = ui.tr, ui.theme
        parent = keeper.parent()
        super().__init__(
            tr("Next step"), theme, tr, text=view.name, parent=parent if isinstance(parent, QWidget) else None
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keeper, self._step, self._customer = keeper, step, view.id
        self.text = LineField(theme, name=tr("What to do"), hint=tr("send the price list"))
        self.when = LineField(theme, name=tr("When"), hint=tr("Wed 10:00, in 2 weeks, 15 December"))
        self.kind = Combo(theme, name=tr("Kind"))
        self.kind.set_choices(
            [(key, tr(CONTACT_NAMES[key])) for key in (*KINDS, "task")],
            current=step["kind"] if step else "call",
        )
        repeat = str(step["repeat"]) if step else ""
        self.repeat = Combo(theme, name=tr("Repeat"))
        choices = [(key, tr(name)) for key, name in _REPEATS.items()]
        if repeat not in _REPEATS:
            choices.append((repeat, rule_text(repeat, tr)))
        self.repeat.set_choices(choices, current=repeat)
        if step is not None:
            self.text.setText(str(step["text"]))
            self.when.setText(f"{step['due_on']:%d.%m.%Y} {step['due_time']}".strip())
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(GAP_S)
        for place, (caption, field) in enumerate(
            (
                (tr("What to do"), self.text),
                (tr("When"), self.when),
                (tr("Kind"), self.kind),
                (tr("Repeat"), self.repeat),
            )
        ):
            grid.addWidget(label(caption, tone="secondary"), place, 0)
            grid.addWidget(field, place, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        if step is not None:
            remove = Button(tr("Remove"), theme, kind=Kind.DANGER)
            remove.clicked.connect(self._remove)
            self.add_aside(remove)
        self.add_cancel()
        self.add_answer(
            tr("Save") if step else tr("Plan it"), kind=Kind.PRIMARY, closes=False
        ).clicked.connect(self._save)
        self.text.setFocus()

    def _save(self) -> None:
        try:
            when = read_moment(self.when.text(), self._keeper.ui)
        except Unfit as fault:
            self.when.set_bad(str(fault))
            return
        if when is None:
            self.when.set_bad(self._tr("Say on which day."))
            return
        values: dict[str, Any] = {
            "text": self.text.text().strip(),
            "due_on": when[0],
            "due_time": when[1],
            "kind": self.kind.currentData(),
            "repeat": self.repeat.currentData(),
        }
        if self._step is None:
            self._keeper.do(followups.create, customer_id=self._customer, **values)
        else:
            step = self._step
            changed = {name: value for name, value in values.items() if step[name] != value}
            if changed:
                was = {name: step[name] for name in changed}
                self._keeper.do(followups.edit, row_id=step["id"], values=changed, was=was)
        self.accept()

    def _remove(self) -> None:
        if self._step is not None:
            self._keeper.do(followups.trash, row_id=self._step["id"])
        self.accept()
