"""One key away: an overheard remark about the customer in sight (row I7)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.services import interactions
from app.views.customers.card.keeper import Keeper
from app.views.kit.buttons import Kind
from app.views.kit.dialog import Dialog
from app.views.kit.fields import GrowingText


class RemarkDialog(Dialog):
    """One field for what was heard."""

    def __init__(self, keeper: Keeper) -> None:
        ui, view = keeper.ui, keeper.view
        assert view is not None
        tr = ui.tr
        parent = keeper.parent()
        super().__init__(
            tr("An overheard remark"),
            ui.theme,
            tr,
            text=view.name,
            parent=parent if isinstance(parent, QWidget) else None,
        )
        self._keeper, self._id = keeper, view.id
        self.text = GrowingText(
            ui.theme,
            name=tr("Remark"),
            hint=tr("Her son starts school, they think of a second shop …"),
            least=3,
        )
        self.body.addWidget(self.text)
        self.add_cancel()
        self.add_answer(tr("Keep it"), kind=Kind.PRIMARY).clicked.connect(self._keep)
        self.text.setFocus()

    def _keep(self) -> None:
        text = self.text.toPlainText().strip()
        if text:
            self._keeper.do(interactions.remark, customer_id=self._id, text=text)
