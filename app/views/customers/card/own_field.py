"""The dialog for a new field of the team's own, which has to state its purpose (row C10)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.fields import PURPOSE_NAMES, TAB_NAMES, Input, Tab
from app.language import N_
from app.services import settings
from app.views.customers.card.keeper import Keeper
from app.views.kit.buttons import Kind
from app.views.kit.dialog import Dialog
from app.views.kit.fields import Check, Combo, LineField
from app.views.kit.labels import label
from app.views.kit.theme import GAP_M, GAP_S

_INPUTS: Final = {
    Input.LINE: N_("a line"),
    Input.TEXT: N_("a longer text"),
    Input.DATE: N_("a date"),
    Input.NUMBER: N_("a number"),
    Input.YESNO: N_("yes or no"),
    Input.CHOICE: N_("one of several"),
}
_TABS: Final = (Tab.PERSON, Tab.CONTACTS, Tab.FAMILY, Tab.TASTES, Tab.WORK, Tab.NEEDS, Tab.TERMS, Tab.VALUE)


class OwnFieldDialog(Dialog):
    """Asks for name, kind, tab, question and at least one purpose."""

    def __init__(self, keeper: Keeper, tab: Tab, parent: QWidget | None = None) -> None:
        ui = keeper.ui
        tr = ui.tr
        super().__init__(
            tr("New field"),
            ui.theme,
            tr,
            text=tr("It stands on the card of every customer. Say what it will be used for."),
            width=480,
            parent=parent or _window(keeper),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keeper = keeper
        self.name = LineField(ui.theme, name=tr("Name of the field"), hint=tr("size of shoes"))
        self.kind = Combo(ui.theme, name=tr("Kind"))
        self.kind.set_choices([(key.value, tr(text)) for key, text in _INPUTS.items()], current="line")
        self.kind.chosen.connect(lambda _: self._show_choices())
        self.choices = LineField(ui.theme, name=tr("Choices"), hint=tr("separated by commas"))
        self.question = LineField(ui.theme, name=tr("Question"), hint=tr("how one asks for it"))
        self.tab = Combo(ui.theme, name=tr("Tab"))
        self.tab.set_choices([(each.value, tr(TAB_NAMES[each])) for each in _TABS], current=tab.value)
        self.purposes = {purpose: Check(tr(name), ui.theme) for purpose, name in PURPOSE_NAMES.items()}
        self._why = label(tone="bad", wrap=True)
        self._why.hide()
        self._lay_out()
        self._show_choices()
        self.add_cancel()
        self.add_answer(tr("Add field"), kind=Kind.PRIMARY, closes=False).clicked.connect(self._add)

    def _lay_out(self) -> None:
        tr = self._tr
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(GAP_S)
        self._choices_caption = label(tr("Choices"), tone="secondary")
        rows: tuple[tuple[QWidget, QWidget], ...] = (
            (label(tr("Name of the field"), tone="secondary"), self.name),
            (label(tr("Kind"), tone="secondary"), self.kind),
            (self._choices_caption, self.choices),
            (label(tr("Question"), tone="secondary"), self.question),
            (label(tr("Tab"), tone="secondary"), self.tab),
        )
        for place, (caption, field) in enumerate(rows):
            grid.addWidget(caption, place, 0)
            grid.addWidget(field, place, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self.body.addSpacing(GAP_S)
        self.body.addWidget(label(tr("What it is used for"), bold=True))
        ticks = QGridLayout()
        for place, tick in enumerate(self.purposes.values()):
            ticks.addWidget(tick, place // 2, place % 2)
        self.body.addLayout(ticks)
        self.body.addWidget(self._why)

    def _show_choices(self) -> None:
        wanted = self.kind.currentData() == "choice"
        self.choices.setVisible(wanted)
        self._choices_caption.setVisible(wanted)

    def _add(self) -> None:
        purposes = [purpose.value for purpose, tick in self.purposes.items() if tick.isChecked()]
        choices = [part.strip() for part in self.choices.text().split(",") if part.strip()]
        why = ""
        if not self.name.text().strip():
            why = self._tr("Give the field a name.")
        elif not purposes:
            why = self._tr("Tick at least one purpose: what nobody uses is not worth asking for.")
        elif self.kind.currentData() == "choice" and len(choices) < 2:
            why = self._tr("Give at least two choices, separated by commas.")
        self._why.setText(why)
        self._why.setVisible(bool(why))
        if why:
            return
        self._keeper.do(
            settings.add_own_field,
            label=self.name.text(),
            purposes=purposes,
            input_=str(self.kind.currentData()),
            choices=choices if self.kind.currentData() == "choice" else [],
            question=self.question.text().strip(),
            tab=str(self.tab.currentData()),
        )
        self.accept()


def _window(keeper: Keeper) -> QWidget | None:
    parent = keeper.parent()
    return parent if isinstance(parent, QWidget) else None
