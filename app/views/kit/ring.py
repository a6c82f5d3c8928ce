"""The response clock: a ring that fills while a request waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.kit.painting import Drawn, painter_on
from app.views.kit.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter


def ring_tone(share: float) -> str:
    """Return good, warning or bad for the ``share`` of the allowed time that is gone.

    A third is the time to begin; the whole means late.
    """
    if share >= 1:
        return "bad"
    return "warning" if share >= 1 / 3 else "good"


def paint_ring(painter: QPainter, rect: QRect | QRectF, share: float, theme: Theme) -> None:
    """Paint the ring, 14 px, in the middle of ``rect``; it begins at twelve o'clock."""
    middle = QRectF(rect).center()
    box = QRectF(middle.x() - 5.5, middle.y() - 5.5, 11, 11)
    painter.save()
    painter.setRenderHint(painter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(QColor(theme.track), 3)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawEllipse(box)
    pen.setColor(QColor(getattr(theme, ring_tone(share))))
    painter.setPen(pen)
    # Qt counts sixteenths of a degree, against the clock.
    painter.drawArc(box, 90 * 16, -round(360 * 16 * min(1.0, max(0.0, share))))
    painter.restore()


class Ring(Drawn, QWidget):
    """The response clock as a widget; ``text`` says the same in words for tooltip and screen reader."""

    def __init__(self, share: float, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_share(share, text)

    def set_share(self, share: float, text: str) -> None:
        """Show that ``share`` of the allowed time is gone (1 and more: late)."""
        self._share = share
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(16, 16)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        paint_ring(painter_on(self), self.rect(), self._share, self._theme)
