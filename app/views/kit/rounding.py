"""Rounded corners of windows that stand alone, also where no compositor blends them with what lies behind."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainterPath, QRegion
from PySide6.QtWidgets import QWidget


class _Corners(QObject):
    """Cuts the corners off at every new size."""

    def __init__(self, widget: QWidget, radius: float) -> None:
        super().__init__(widget)
        self._radius = radius
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and isinstance(watched, QWidget):
            path = QPainterPath()
            path.addRoundedRect(QRectF(watched.rect()), self._radius, self._radius)
            watched.setMask(QRegion(path.toFillPolygon().toPolygon()))
        return False


def round_off(widget: QWidget, radius: float = 7) -> None:
    """Let the corners of ``widget`` be seen through: blended where the desktop can, cut elsewhere."""
    widget.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    _Corners(widget, radius)
