"""The menu «⋯» of a card: what is done with the card as a whole."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.services import customers
from app.views.customers.card.finder import CustomerField
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.logging import LogForm
from app.views.kit.buttons import Kind
from app.views.kit.dialog import Dialog
from app.views.kit.menu import Entry, menu


def card_menu(keeper: Keeper, under: QWidget) -> None:
    """Open the menu below a button."""
    ui, view = keeper.ui, keeper.view
    assert view is not None
    tr, go = ui.tr, ui.go
    log = [
        Entry(tr("Log a contact…"), lambda: LogForm(keeper).open(), icon="capture"),
        Entry(tr("Note a remark…"), lambda: go("remark"), icon="overheard", key="Ctrl+Shift+R"),
    ]
    paper = [
        Entry(tr("Brief"), lambda: go("brief", customer_id=keeper.id), icon="document"),
        Entry(tr("Print a blank card"), lambda: go("blank", customer_id=keeper.id), icon="print"),
        Entry(tr("Export this customer…"), lambda: go("export", customer_id=keeper.id), icon="export"),
    ]
    merge = [Entry(tr("Merge with…"), lambda: MergeDialog(keeper).open(), icon="merge")]
    history = [Entry(tr("History"), lambda: keeper.wanted.emit("history"), icon="history")]
    if view.customer["state"] == 1:
        last = [Entry(tr("Take out of the trash"), keeper.restore, icon="restore")]
        menu(ui.theme, under, paper, history, last).under(under)
    else:
        last = [Entry(tr("Put into the trash"), lambda: trash(keeper), icon="trash", danger=True)]
        menu(ui.theme, under, log, paper, merge + history, last).under(under)


def trash(keeper: Keeper) -> None:
    """Put the card into the trash, with a way back."""
    ui, view = keeper.ui, keeper.view
    assert view is not None
    name = view.name

    def done(_: object) -> None:
        ui.say(ui.tr("{name} is in the trash.", name=name), (ui.tr("Undo"), ui.desk.undo))

    keeper.do(customers.trash, then=done, ids=[keeper.id])


class MergeDialog(Dialog):
    """Asks which other card is the same customer; the comparison opens afterwards."""

    def __init__(self, keeper: Keeper) -> None:
        ui, view = keeper.ui, keeper.view
        assert view is not None
        parent = keeper.parent()
        super().__init__(
            ui.tr("Merge with…"),
            ui.theme,
            ui.tr,
            text=ui.tr(
                "Which other card is {name}, too? Both are compared before anything is joined.",
                name=view.name,
            ),
            parent=parent if isinstance(parent, QWidget) else None,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keeper, self._id = keeper, view.id
        self.field = CustomerField(ui, name=ui.tr("The other card"), but=view.id)
        self.body.addWidget(self.field)
        self.add_cancel()
        answer = self.add_answer(ui.tr("Compare"), kind=Kind.PRIMARY)
        answer.setEnabled(False)
        self.field.found.connect(lambda _: answer.setEnabled(True))
        self.accepted.connect(self._compare)
        self.field.setFocus()

    def _compare(self) -> None:
        self._keeper.ui.go("merge", keep_id=self._id, other_id=self.field.chosen())
