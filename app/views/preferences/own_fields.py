"""The team's own fields: each states its purpose; edited in place, removed with undo (row C10)."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.fields import PURPOSE_NAMES, Input, Purpose
from app.language import N_
from app.queries.own_fields import OwnFieldRow
from app.services import settings as verbs
from app.views.kit.buttons import Button, IconButton, Kind
from app.views.kit.fields import Combo, LineField
from app.views.kit.inline import InlineEdit
from app.views.kit.labels import Line, label
from app.views.kit.menu import Entry, menu
from app.views.kit.theme import GAP_L, GAP_S, SMALL
from app.views.kit.ui import Ui

INPUTS: Final = {
    Input.LINE: N_("a line"),
    Input.TEXT: N_("a longer text"),
    Input.DATE: N_("a date"),
    Input.NUMBER: N_("a number"),
    Input.MONEY: N_("a sum of money"),
    Input.CHOICE: N_("one of several"),
    Input.YESNO: N_("yes or no"),
}


class OwnFields(QWidget):
    """The fields, and a line to add one."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, tr = ui, ui.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_L, 0, GAP_L, GAP_S)
        column.setSpacing(GAP_S)
        said = tr("What the card lacks, with what it is for: a datum without a purpose is collected in vain.")
        column.addWidget(label(said, tone="secondary", size=SMALL, wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        self.name = LineField(ui.theme, name=tr("Name of the field"), hint=tr("New field: favourite coffee"))
        self.purpose = Combo(ui.theme, name=tr("Purpose"))
        self.purpose.set_choices([(None, tr("what for?")), *_purposes(ui)])
        self.input = Combo(ui.theme, name=tr("Kind"))
        self.input.set_choices([(key, tr(text)) for key, text in INPUTS.items()])
        add = Button(tr("Add"), ui.theme, icon="plus")
        add.clicked.connect(self.add)
        self.name.returnPressed.connect(self.add)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        for widget, share in ((self.name, 1), (self.purpose, 0), (self.input, 0), (add, 0)):
            row.addWidget(widget, share)
        column.addLayout(row)

    def show_fields(self, fields: list[OwnFieldRow]) -> None:
        """Show ``fields``."""
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for field in fields:
            self._rows.addWidget(OwnFieldLine(self._ui, field, self))
            self._rows.addWidget(Line(self._ui.theme))

    def add(self) -> None:
        """Add the field that was typed, or say what is missing."""
        tr, name = self._ui.tr, self.name.text().strip()
        if not name:
            self.name.set_bad(tr("A field needs a name."))
            self.name.setFocus()
            return
        if self.purpose.currentData() is None:
            self._ui.say(tr("Say what the field is for."), tone="warning")
            self.purpose.setFocus()
            self.purpose.showPopup()
            return
        self._ui.desk.do(
            self._added,
            verbs.add_own_field,
            owner=self,
            label=name,
            purposes=[str(self.purpose.currentData())],
            input_=str(self.input.currentData()),
        )

    def _added(self, _row_id: object) -> None:
        self.name.clear()
        self.name.set_bad("")
        self.purpose.choose(None)


class OwnFieldLine(QWidget):
    """One field: name, purposes, kind, how often it is filled; the question and the choices below."""

    def __init__(self, ui: Ui, field: OwnFieldRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self.field, tr = ui, field, ui.tr
        self.setAccessibleName(field.label)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(GAP_S)
        grid.setVerticalSpacing(0)
        self.name = InlineEdit(field.label, ui.theme, tr, name=tr("Name of the field"), bold=True)
        self.name.edited.connect(lambda _, after: self._change({"label": after}))
        self.purposes = Button(self._said(), ui.theme, kind=Kind.QUIET, drop=True)
        self.purposes.clicked.connect(self._choose_purposes)
        kind = Combo(ui.theme, name=tr("Kind"))
        kind.set_choices([(key, tr(text)) for key, text in INPUTS.items()], current=field.input_)
        kind.chosen.connect(lambda key: self._change({"input": str(key)}))
        used = tr.plural("{count} card", "{count} cards", field.used) if field.used else tr("not used yet")
        remove = IconButton("trash", tr("Remove “{name}”", name=field.label), ui.theme)
        remove.clicked.connect(self._remove)
        question = InlineEdit(
            field.question,
            ui.theme,
            tr,
            name=tr("Question"),
            hint=tr("the question that leads to it"),
            size=SMALL,
        )
        question.edited.connect(lambda _, after: self._change({"question": after}))
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(self.purposes, 0, 1)
        grid.addWidget(kind, 0, 2)
        grid.addWidget(label(used, tone="secondary", size=SMALL), 0, 3)
        grid.addWidget(remove, 0, 4)
        grid.addWidget(question, 1, 0)
        if field.input_ == Input.CHOICE:
            choices = InlineEdit(
                ", ".join(field.choices),
                ui.theme,
                tr,
                name=tr("Choices"),
                hint=tr("choices, with commas between"),
                size=SMALL,
            )
            choices.edited.connect(lambda _, after: self._change({"choices": _listed(after)}))
            grid.addWidget(choices, 1, 1, 1, 3)
        grid.setColumnStretch(0, 1)

    def _said(self) -> str:
        tr = self._ui.tr
        return ", ".join(tr(PURPOSE_NAMES[Purpose(key)]) for key in self.field.purposes)

    def _choose_purposes(self) -> None:
        entries = [
            Entry(text, partial(self._toggle, str(key)), checked=key in self.field.purposes)
            for key, text in _purposes(self._ui)
        ]
        menu(self._ui.theme, self, entries).under(self.purposes)

    def _toggle(self, key: str) -> None:
        """Add or take away a purpose; the last one stays."""
        now = [p for p in self.field.purposes if p != key]
        if key not in self.field.purposes:
            now.append(key)
        if now:
            self._change({"purposes": ",".join(now)})
        else:
            self._ui.say(self._ui.tr("A field keeps at least one purpose."), tone="warning")

    def _change(self, values: dict[str, Any]) -> None:
        self._ui.desk.do(None, verbs.edit_own_field, failed=self._failed, row_id=self.field.id, values=values)

    def _failed(self, fault: object) -> None:
        self.name.set_text(self.field.label)
        self._ui.desk.failed.emit(fault)

    def _remove(self) -> None:
        ui, tr, field = self._ui, self._ui.tr, self.field
        said = tr("Removed “{name}”", name=field.label)
        if field.used:
            said = tr.plural(
                "Removed “{name}” with {count} value",
                "Removed “{name}” with {count} values",
                field.used,
                name=field.label,
            )
        ui.desk.do(
            lambda _: ui.say(said, (tr("Undo"), ui.desk.undo)), verbs.remove_own_field, row_id=field.id
        )


def _purposes(ui: Ui) -> list[tuple[object, str]]:
    return [(str(key), ui.tr(text)) for key, text in PURPOSE_NAMES.items()]


def _listed(text: str) -> str:
    return json.dumps([part.strip() for part in text.split(",") if part.strip()], ensure_ascii=False)
