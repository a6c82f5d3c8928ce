"""Two people changed the same thing: what it was, theirs, mine, and a choice per field (row T1)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.errors import RapportError
from app.models.faults import EditConflict
from app.queries import conflicts
from app.queries.conflicts import Clash
from app.services import card_rows, customers, followups, interactions, people
from app.views.care.compare import FieldRow, Heads, Values
from app.views.care.wording import KIND_NAMES, datum_name, value_text
from app.views.kit.buttons import Kind
from app.views.kit.dialog import Dialog
from app.views.kit.labels import label
from app.views.kit.scroll import Scroll
from app.views.kit.ui import Ui

if TYPE_CHECKING:
    from app.views.kit.host import Host

BASE, THEIRS, MINE = range(3)
#: verbs that change a row by its id, and how they call it
_BY_ROW: Final[dict[str, tuple[Callable[..., Any], str]]] = {
    "customers": (customers.edit, "customer_id"),
    "interactions": (interactions.edit, "row_id"),
    "followups": (followups.edit, "row_id"),
    "people": (people.edit, "person_id"),
}


def open_dialog(
    window: Host, ui: Ui, name: str, *, fault: EditConflict | None = None, **_what: object
) -> None:
    """Show a conflict in three columns."""
    if name == "conflict" and fault is not None:
        dialog = ConflictDialog(ui, fault, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


class ConflictDialog(Dialog):
    """Arrows or 1, 2, 3 choose; Enter saves."""

    def __init__(self, ui: Ui, fault: EditConflict, parent: QWidget | None = None) -> None:
        tr = ui.tr
        super().__init__(
            tr("Both of you changed this"),
            ui.theme,
            tr,
            text=tr(
                "Nothing was overwritten. Choose which value shall stand; what you leave stays in the history."
            ),
            width=720,
            parent=parent,
        )
        self.ui, self.fault = ui, fault
        self.clash: Clash | None = None
        self.rows: list[FieldRow] = []
        self.where = label(bold=True)
        self.heads = Heads(
            [tr("What it was"), tr("Theirs"), tr("What you typed")],
            ui.theme,
            notes=["", " ", ""],
            inset=0,
            marked=True,
        )
        self.page = Scroll(gap=0)
        self.body.addWidget(self.where)
        self.body.addWidget(self.heads)
        self.body.addWidget(self.page, 1)
        self.add_answer(tr("Keep theirs"), accept=False)
        self.save_button = self.add_answer(tr("Save"), kind=Kind.PRIMARY, closes=False)
        self.save_button.clicked.connect(self.save)
        self.resize(780, 320 + 34 * min(8, len(fault.mine)))
        ui.desk.ask(self._arrived, conflicts.clash, owner=self, kind=fault.kind, row_id=fault.row_id)

    def _arrived(self, clash: Clash) -> None:
        self.clash, tr = clash, self.ui.tr
        kind = tr(KIND_NAMES.get(self.fault.kind, self.fault.kind))
        self.where.setText(
            clash.title if self.fault.kind == "customers" else f"{clash.title} · {kind}".strip(" ·")
        )
        moment = f"{self.ui.ago(clash.at)}, {self.ui.time(clash.at)}" if clash.at else ""
        who = ", ".join(part for part in (clash.person, moment) if part)
        self.heads.set_titles(
            [tr("What it was"), tr("Theirs"), tr("What you typed")], ["", who or " ", tr("not saved yet")]
        )
        for old in self.rows:
            old.hide()
            self.page.column.removeWidget(old)
            old.deleteLater()
        self.rows = [
            FieldRow(self._values(field), self.ui.theme, chosen=MINE, inset=0) for field in self.fault.mine
        ]
        for row in self.rows:
            self.page.add(row)
        if self.rows:
            self.rows[0].setFocus()

    def _values(self, field: str) -> Values:
        key = self.clash.key if self.clash and self.clash.key else field
        sides = (self.fault.base, self.fault.theirs, self.fault.mine)
        texts = tuple(value_text(key, side.get(field), self.ui) or self.ui.tr("(empty)") for side in sides)
        return Values(field, datum_name(key, {}, self.ui), texts)

    def save(self) -> None:
        """Save what was chosen against what the others wrote; a new clash shows anew."""
        fault = self.fault
        sides = (fault.base, fault.theirs, fault.mine)
        chosen = {
            row.values.field: sides[row.chosen if row.chosen is not None else MINE] for row in self.rows
        }
        values = {field: side.get(field) for field, side in chosen.items() if side is not fault.theirs}
        if not values:
            self.reject()
            return
        self.save_button.setEnabled(False)
        verb, what = self._verb(values)
        self.ui.desk.do(partial(self._saved), verb, owner=self, failed=self._failed, **what)

    def _verb(self, values: dict[str, Any]) -> tuple[Callable[..., Any], dict[str, Any]]:
        fault, clash = self.fault, self.clash
        was = {field: fault.theirs.get(field) for field in values}
        if fault.kind in _BY_ROW:
            verb, name = _BY_ROW[fault.kind]
            return verb, {name: fault.row_id, "values": values, "was": was}
        if (
            fault.kind == "facts"
            and clash is not None
            and clash.customer_id is not None
            and "value" in values
        ):
            return customers.set_fact, {
                "customer_id": clash.customer_id,
                "key": clash.key,
                "value": str(values["value"] or ""),
                "was": str(was["value"] or ""),
            }
        return card_rows.change, {"kind": fault.kind, "row_id": fault.row_id, "values": values, "was": was}

    def _saved(self, _result: object) -> None:
        self.ui.say(self.ui.tr("Saved"), tone="good")
        self.accept()

    def _failed(self, fault: RapportError) -> None:
        self.save_button.setEnabled(True)
        if isinstance(fault, EditConflict):
            self.fault = fault
            self.ui.desk.ask(self._arrived, conflicts.clash, owner=self, kind=fault.kind, row_id=fault.row_id)
            return
        self.ui.say(fault.text(self.ui.tr), tone="bad")
