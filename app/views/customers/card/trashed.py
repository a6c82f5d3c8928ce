"""The line above a card that lies in the trash: it says so, and leads out of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.views.customers.card.keeper import Keeper
from app.views.kit.buttons import Button, Kind
from app.views.kit.icons import paint_icon
from app.views.kit.labels import label
from app.views.kit.painting import Drawn, painter_on
from app.views.kit.theme import CONTROL, GAP_M, GAP_S, GAP_XL, ICON


class TrashedLine(Drawn, QWidget):
    """Says that the customer is in the trash; «Restore» takes it out, «Close» leaves it there."""

    #: the card is to be left
    left = Signal()

    def __init__(self, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr, self._theme = keeper.ui.tr, keeper.ui.theme
        said = tr("This customer is in the trash. Restore the card to work with it.")
        self.restore = Button(tr("Restore"), self._theme, kind=Kind.PRIMARY, icon="restore")
        self.restore.clicked.connect(lambda *_: keeper.restore())
        self.close_card = Button(tr("Close"), self._theme)
        self.close_card.clicked.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_XL + ICON + GAP_S, GAP_S, GAP_XL, GAP_S)
        row.setSpacing(GAP_S)
        row.addWidget(label(said, wrap=True), 1)
        row.addSpacing(GAP_M - GAP_S)
        row.addWidget(self.close_card)
        row.addWidget(self.restore)
        self.setMinimumHeight(CONTROL + 2 * GAP_S)
        self.setAccessibleName(said)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, theme = painter_on(self), self._theme
        painter.fillRect(self.rect(), theme.warning_tint)
        middle = (self.height() - ICON) / 2
        paint_icon(painter, QRectF(GAP_XL, middle, ICON, ICON), "trash", theme.warning)
