"""One cell of a list, worded once and painted often: text in a tone, a paler tail, or a class badge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.views.kit.badge import paint_badge
from app.views.kit.theme import BODY, SMALL, Theme, font

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

TONES: Final = ("text", "secondary", "disabled", "accent", "good", "warning", "bad")
GAP: Final = 4


class Cell:
    """What stands in one cell.

    ``tail`` follows the text in a tone of its own (a date behind a next step). ``badge`` paints the
    text as a customer class. How the cell fits a width is worked out once per width.
    """

    __slots__ = ("_fit", "_tail_at", "_width", "badge", "lead", "tail", "tail_tone", "text", "tone")

    def __init__(
        self,
        text: str = "",
        tone: str = "text",
        *,
        tail: str = "",
        tail_tone: str = "secondary",
        badge: bool = False,
        lead: bool = False,
    ) -> None:
        """``lead`` marks the cell that is bold in the chosen row."""
        self.text, self.tone, self.tail, self.tail_tone = text, tone, tail, tail_tone
        self.badge, self.lead = badge, lead
        self._width, self._fit, self._tail_at = -1.0, text, 0.0

    @property
    def whole(self) -> str:
        """The text with its tail, for screen readers and the clipboard."""
        return f"{self.text} {self.tail}".strip() if self.tail else self.text

    def fit(self, width: float, metrics: QFontMetricsF) -> tuple[str, float]:
        """Return the text shortened to ``width`` px, and where the tail begins; the tail is kept whole."""
        if width != self._width:
            self._width = width
            room = width - (metrics.horizontalAdvance(self.tail) + GAP if self.tail else 0)
            full = metrics.horizontalAdvance(self.text)
            if full <= room:
                self._fit, self._tail_at = self.text, full + GAP if self.text else 0.0
            else:
                self._fit = metrics.elidedText(self.text, Qt.TextElideMode.ElideRight, max(room, 12.0))
                self._tail_at = metrics.horizontalAdvance(self._fit) + GAP
        return self._fit, self._tail_at


class CellPainter:
    """Fonts and pens of a theme, made once, and how a cell is drawn with them."""

    def __init__(self, theme: Theme, *, height: int) -> None:
        self.theme = theme
        self.face: QFont = font(BODY)
        self.bold: QFont = font(BODY, bold=True)
        self.small: QFont = font(SMALL, bold=True)
        self.metrics = QFontMetricsF(self.face)
        self.bold_metrics = QFontMetricsF(self.bold)
        self.pens: Mapping[str, QPen] = {tone: QPen(QColor(getattr(theme, tone))) for tone in TONES}
        self.baseline = (height + self.metrics.ascent() - self.metrics.descent()) / 2
        self._height = height

    def paint(
        self, painter: QPainter, x: float, y: float, width: float, cell: Cell, *, right: bool, bold: bool
    ) -> None:
        """Paint ``cell`` at ``x``, ``y`` into ``width`` px; the painter has the plain face on."""
        if cell.badge:
            if cell.text:
                paint_badge(painter, QRectF(x, y, width, self._height), cell.text, self.theme)
                painter.setFont(self.face)
            return
        if not cell.text and not cell.tail:
            return
        if bold and cell.lead:
            self._paint_bold(painter, x, y, width, cell)
            return
        text, tail_at = cell.fit(width, self.metrics)
        left = x + width - self.metrics.horizontalAdvance(cell.whole) if right else x
        if text:
            painter.setPen(self.pens[cell.tone])
            painter.drawText(QPointF(max(left, x), y + self.baseline), text)
        if cell.tail:
            painter.setPen(self.pens[cell.tail_tone])
            painter.drawText(QPointF(x + tail_at, y + self.baseline), cell.tail)

    def _paint_bold(self, painter: QPainter, x: float, y: float, width: float, cell: Cell) -> None:
        text = self.bold_metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, width)
        painter.setFont(self.bold)
        painter.setPen(self.pens[cell.tone])
        painter.drawText(QPointF(x, y + self.baseline), text)
        painter.setFont(self.face)
