"""How contacts felt, as a row of faces with the balance in words (row I5)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.domain.balance import COMFORT_NAMES, Comfort
from app.queries.card_view import CardView
from app.views.customers.card.keeper import Keeper
from app.views.kit.icons import paint_icon
from app.views.kit.painting import Drawn, line, painter_on, write
from app.views.kit.theme import BODY, GAP_XL, ICON, SMALL, font

_STEP: Final = ICON + 4
_LOOKS: Final = {
    "good": ("mood-good", "good"),
    "neutral": ("mood-neutral", "secondary"),
    "bad": ("mood-bad", "bad"),
}


class ComfortStrip(Drawn, QWidget):
    """The last marks, oldest left."""

    def __init__(self, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._keeper = keeper.ui.theme, keeper
        self._marks: tuple[tuple[object, str], ...] = ()
        self._said = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def said(self) -> str:
        """The balance in words."""
        return self._said

    def show_view(self, view: CardView) -> None:
        """Show the marks of the card in hand."""
        tr = self._keeper.ui.tr
        felt = view.feeling
        self._marks = view.marks
        if not felt.count:
            self._said = tr("No contact was marked yet: 1, 2 or 3 in the timeline does it.")
        else:
            self._said = tr(
                "{good} good, {neutral} so-so, {bad} uneasy",
                good=felt.good,
                neutral=felt.neutral,
                bad=felt.bad,
            )
            if felt.trend is not None and abs(felt.trend) >= 0.3:
                self._said += "; " + (tr("it gets better") if felt.trend > 0 else tr("it gets worse"))
        self.setAccessibleName(f"{tr('How contacts felt')}: {self._said}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 74 if self._marks else 44)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = (event.pos().x() - GAP_XL) // _STEP
            shown = self._shown()
            if event.pos().y() > 38 and 0 <= place < len(shown):
                day, mood = shown[place]
                ui = self._keeper.ui
                said = f"{ui.date(day, year=True)}: {ui.tr(COMFORT_NAMES[Comfort(mood)])}"  # type: ignore[arg-type]  # a date
                QToolTip.showText(event.globalPos(), said, self)
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, theme, tr = painter_on(self), self._theme, self._keeper.ui.tr
        line(painter, QPointF(GAP_XL, 3), QPointF(self.width() - GAP_XL, 3), theme.line)
        area = QRectF(GAP_XL, 6, self.width() - 2 * GAP_XL, 26)
        taken = write(painter, area, tr("How contacts felt"), color=theme.text, face=font(BODY, bold=True))
        rest = area.adjusted(taken + 10, 0.5, 0, 0)
        write(painter, rest, self._said, color=theme.secondary, face=font(SMALL))
        for place, (_, mood) in enumerate(self._shown()):
            icon, tone = _LOOKS[mood]
            box = QRectF(GAP_XL + place * _STEP, 42, ICON, ICON)
            paint_icon(painter, box, icon, getattr(theme, tone))

    def _shown(self) -> tuple[tuple[object, str], ...]:
        fits = max(1, (self.width() - 2 * GAP_XL) // _STEP)
        return self._marks[-fits:]
