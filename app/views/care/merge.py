"""Merge of two or more cards: field by field, with what is kept beside it said plainly (row X3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.merge import Side
from app.errors import RapportError
from app.office import Done
from app.queries.capture import Candidate, named
from app.services import merging
from app.services.history import undo
from app.views.care.compare import FieldRow, Heads
from app.views.care.pairs import Both, both, moved_text, single_values
from app.views.kit.buttons import Button, Kind
from app.views.kit.dialog import Dialog
from app.views.kit.labels import label
from app.views.kit.scroll import Scroll
from app.views.kit.tabs import Shape, Tab, Tabs
from app.views.kit.theme import SMALL
from app.views.kit.ui import Ui

if TYPE_CHECKING:
    from app.views.kit.host import Host

SIDES = (Side.KEEP, Side.OTHER)


def open_dialog(
    window: Host,
    ui: Ui,
    name: str,
    *,
    keep_id: int = 0,
    other_id: int = 0,
    ids: Sequence[int] = (),
    **_what: object,
) -> None:
    """Open the merge of two customers, or of several given as ``ids``, the first of which stays."""
    chosen = list(dict.fromkeys([*ids] if ids else [keep_id, other_id]))
    if name == "merge" and len(chosen) > 1 and all(chosen):
        dialog = MergeDialog(ui, chosen[0], chosen[1:], window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


class MergeDialog(Dialog):
    """Arrows move and choose; Ctrl+Enter merges."""

    def __init__(self, ui: Ui, keep_id: int, other_ids: Sequence[int], parent: QWidget | None = None) -> None:
        tr = ui.tr
        super().__init__(
            tr("Merge"),
            ui.theme,
            tr,
            text=tr(
                "Choose the values that shall stand. Nothing is lost: the others are kept on the card beside them."
            ),
            width=760,
            parent=parent,
        )
        self.ui, self.keep_id, self.other_ids = ui, keep_id, list(other_ids)
        self.choices: dict[int, dict[str, str]] = {other: {} for other in other_ids}
        self._pairs: dict[int, Both] = {}
        self.rows: list[FieldRow] = []
        self.tabs = Tabs([], ui.theme, tr, shape=Shape.PILL)
        self.tabs.chosen.connect(lambda key: self._show(int(key)))
        self.heads = Heads(["", ""], ui.theme, notes=["", " "], inset=0, marked=True)
        self.page = Scroll(gap=0)
        self.page.setMinimumHeight(320)
        self.moves = label(tone="secondary", size=SMALL, wrap=True)
        self.swap_button = Button(tr("Keep the other card"), ui.theme, icon="refresh")
        self.swap_button.clicked.connect(self.swap)
        self.swap_button.setVisible(len(self.other_ids) == 1)
        for widget in (self.tabs, self.heads):
            self.body.addWidget(widget)
        self.body.addWidget(self.page, 1)
        self.body.addWidget(self.moves)
        self.add_aside(self.swap_button)
        self.add_cancel()
        self.merge_button = self.add_answer(tr("Merge"), kind=Kind.PRIMARY, closes=False)
        self.merge_button.clicked.connect(self.merge)
        self.merge_button.setEnabled(False)
        self.resize(820, 640)
        self._ask()

    # reading

    def _ask(self) -> None:
        for other in self.other_ids:
            self.ui.desk.ask(
                partial(self._arrived, other),
                both,
                key=f"both {other}",
                owner=self,
                failed=self._gone,
                keep_id=self.keep_id,
                other_id=other,
            )

    def _arrived(self, other: int, pair: Both) -> None:
        self._pairs[other] = pair
        if len(self._pairs) < len(self.other_ids):
            return
        self.tabs.set_tabs([Tab(str(one), self._pairs[one].proposal.other_title) for one in self.other_ids])
        self.tabs.setVisible(len(self.other_ids) > 1)
        self.merge_button.setEnabled(True)
        self._show(self.other_ids[0])

    def _gone(self, fault: RapportError) -> None:
        self.ui.say(fault.text(self.ui.tr), tone="warning")
        self.reject()

    # showing

    def _show(self, other: int) -> None:
        pair, tr = self._pairs[other], self.ui.tr
        proposal = pair.proposal
        notes = (tr("stays"), tr("goes into it"))
        self.heads.set_titles((proposal.keep_title, proposal.other_title), notes)
        for old in self.rows:
            old.hide()
            self.page.column.removeWidget(old)
            old.deleteLater()
        taken = {choice.field: choice.chosen for choice in proposal.choices}
        taken |= {field: Side(side) for field, side in self.choices[other].items()}
        values = single_values(pair, self.ui, loser=tr("kept beside it"))
        # what has to be decided stands first
        values.sort(key=lambda one: (not one.differs,))
        self.rows = []
        for one in values:
            row = FieldRow(one, self.ui.theme, chosen=SIDES.index(taken[one.field]), inset=0)
            row.picked.connect(partial(self._choose, other, one.field))
            self.rows.append(row)
            self.page.add(row)
        clashes = len(proposal.clashes)
        first = (
            tr.plural("{count} field differs", "{count} fields differ", clashes)
            if clashes
            else tr("Nothing differs")
        )
        moved = moved_text(pair, self.ui)
        second = tr("comes over: {what}", what=moved) if moved else tr("nothing else comes over")
        self.moves.setText(f"{first}; {second}.")
        focus = next((row for row in self.rows if row.choosable), None)
        if focus is not None:
            focus.setFocus()

    def _choose(self, other: int, field: str, column: int) -> None:
        self.choices[other][field] = str(SIDES[column])

    def swap(self) -> None:
        """Let the other card be the one that stays; choices follow their values."""
        (other,) = self.other_ids
        old = self.choices[other]
        turned = {str(Side.KEEP): str(Side.OTHER), str(Side.OTHER): str(Side.KEEP)}
        self.keep_id, self.other_ids = other, [self.keep_id]
        self.choices = {self.other_ids[0]: {field: turned[side] for field, side in old.items()}}
        self._pairs.clear()
        self._ask()

    # merging

    def merge(self) -> None:
        """Merge as chosen and close; the notice takes it back."""
        self.merge_button.setEnabled(False)
        if len(self.other_ids) == 1:
            verb: Callable[..., None] = merging.merge
            (other,) = self.other_ids
            what: dict[str, Any] = {"other_id": other, "choices": self.choices[other]}
        else:
            verb = merging.merge_all
            what = {"other_ids": self.other_ids, "choices": self.choices}
        then = partial(_merged, self.ui, self.keep_id, self)
        self.ui.desk.act(then, verb, failed=self._failed, keep_id=self.keep_id, **what)

    def _failed(self, fault: RapportError) -> None:
        self.merge_button.setEnabled(True)
        self.ui.say(fault.text(self.ui.tr), tone="bad")


def _merged(ui: Ui, keep_id: int, dialog: MergeDialog, done: Done) -> None:
    dialog.accept()
    tr = ui.tr

    def told(kept: Candidate | None) -> None:
        ui.say(
            tr("Merged into {name}", name=kept.name if kept is not None else dialog.heads.titles[0]),
            (tr("Undo"), partial(ui.desk.do, None, undo, step_id=done.changes.step)),
            (tr("Open"), partial(ui.go, "customers", customer_id=keep_id)),
            tone="good",
        )

    # the name may have been chosen from the other card
    ui.desk.ask(told, named, customer_id=keep_id)
