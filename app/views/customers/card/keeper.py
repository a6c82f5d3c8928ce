"""The card in hand: what is known of it, and the verbs by which it is changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.errors import RapportError
from app.models.faults import EditConflict, Gone
from app.queries.card_view import CardView
from app.services import customers
from app.views.kit.ui import Ui

Refused = Callable[[RapportError], None]


class Keeper(QObject):
    """Shared by all parts of one card panel.

    Parts read :attr:`view` and give orders with :meth:`do`; the panel reads anew when the desk
    tells of changes.
    """

    #: another customer's card is asked for
    asked = Signal(int)
    #: words about the keys of the moment; empty to take them away
    hinted = Signal(str)
    #: a datum is to be typed in: the key of its field
    wanted = Signal(str)
    #: what is shown may be wrong: read it anew
    doubted = Signal()

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.view: CardView | None = None
        #: the card lies in the trash: it can be read and restored, nothing else
        self.locked = False

    @property
    def id(self) -> int:
        """The customer in hand."""
        assert self.view is not None
        return self.view.id

    def refuses(self) -> bool:
        """Tell whether the card only can be read, and say so with the way out."""
        if self.locked:
            tr = self.ui.tr
            said = tr("This customer is in the trash. Restore the card to work with it.")
            self.ui.say(said, (tr("Restore"), self.restore), tone="warning")
        return self.locked

    def restore(self) -> None:
        """Take the card out of the trash."""
        self.do(customers.restore, ids=[self.id])

    def do(
        self,
        verb: Callable[..., Any],
        *,
        then: Callable[[Any], None] | None = None,
        refused: Refused | None = None,
        **arguments: Any,
    ) -> None:
        """Give an order.

        A clash or a card that is gone is told to everybody and the card read anew; other faults are
        told too, after ``refused`` had the chance to give back what was typed. A card in the trash takes
        no order but to be restored.
        """
        if verb is not customers.restore and self.refuses():
            return

        def failed(fault: RapportError) -> None:
            if refused is not None and not isinstance(fault, EditConflict | Gone):
                refused(fault)
            else:
                self.doubted.emit()
            self.ui.desk.failed.emit(fault)

        self.ui.desk.do(then, verb, owner=self, failed=failed, **arguments)
