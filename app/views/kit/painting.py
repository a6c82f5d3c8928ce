"""Strokes that all drawn widgets and delegates share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.views.kit.theme import RADIUS, SMALL, Theme, font

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER: Final = Qt.AlignmentFlag.AlignCenter


class Drawn:
    """A widget that draws itself with ``_theme`` and repaints when it is told of another."""

    _theme: Theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        cast("QWidget", self).update()


def painter_on(widget: QWidget) -> QPainter:
    """Return a painter with smooth edges; end it, or let it go with the event."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def rounded(
    painter: QPainter,
    rect: QRect | QRectF,
    *,
    fill: str = "",
    edge: str = "",
    radius: float = RADIUS,
    width: float = 1,
) -> None:
    """Paint a rounded rectangle whose outline of ``width`` px stays inside ``rect``."""
    box = QRectF(rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    if edge:
        half = width / 2
        painter.setPen(QPen(QColor(edge), width))
        box = box.adjusted(half, half, -half, -half)
        radius = max(0.0, radius - half)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(box, radius, radius)
    painter.restore()


def focus_ring(painter: QPainter, rect: QRect | QRectF, theme: Theme, *, radius: float = RADIUS) -> None:
    """Paint the ring around what has the keyboard."""
    rounded(painter, rect, edge=theme.focus, radius=radius, width=2)


def line(painter: QPainter, start: QPointF, end: QPointF, color: str) -> None:
    """Paint a lying or standing separator of 1 px, sharp at every scale."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    box = QRectF(start, end).normalized()
    painter.fillRect(QRectF(box.x(), box.y(), max(1.0, box.width()), max(1.0, box.height())), QColor(color))
    painter.restore()


def write(
    painter: QPainter,
    rect: QRect | QRectF,
    text: str,
    *,
    color: str,
    face: QFont | None = None,
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """Write one plain line into ``rect``, elided where it does not fit; return the width taken, px."""
    face = face or painter.font()
    metrics = QFontMetricsF(face)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, QRectF(rect).width() + 0.5)
    painter.setFont(face)
    painter.setPen(QColor(color))
    painter.drawText(QRectF(rect), align | Qt.TextFlag.TextSingleLine, shown)
    return metrics.horizontalAdvance(shown)


def width_of(text: str, face: QFont) -> float:
    """Return how wide ``text`` is in ``face``, px."""
    return QFontMetricsF(face).horizontalAdvance(text)


KEY_HEIGHT: Final = 18


def key_width(text: str) -> float:
    """Return the width of a key hint, px."""
    return width_of(text, font(SMALL)) + 12


def paint_key(
    painter: QPainter,
    rect: QRect | QRectF,
    text: str,
    theme: Theme,
    *,
    on_accent: bool = False,
    ground: str = "",
) -> None:
    """Paint a key such as «Ctrl+K» at the right end of ``rect``."""
    area = QRectF(rect)
    width = key_width(text)
    box = QRectF(area.right() - width, area.center().y() - KEY_HEIGHT / 2, width, KEY_HEIGHT)
    edge = theme.accent_ink if on_accent else theme.line
    rounded(painter, box, fill="" if on_accent else ground, edge=edge, radius=4)
    ink = theme.accent_ink if on_accent else theme.secondary
    write(painter, box, text, color=ink, face=font(SMALL), align=CENTER)


def tip(text: str) -> str:
    """Return ``text`` for a tooltip, which would otherwise render HTML that users type."""
    if "<" not in text and "&" not in text:
        return text
    from html import escape  # noqa: PLC0415 - seldom

    return f"<span>{escape(text)}</span>"


def unmarked(text: str) -> str:
    """Return ``text`` for a button or an action, where a single «&» would mark a key."""
    return text.replace("&", "&&")
