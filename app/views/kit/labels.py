"""Text on the screen: always plain, in a tone and size of the theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.views.kit.painting import Drawn, line
from app.views.kit.theme import BODY, Theme, font


def label(
    text: str = "",
    *,
    tone: str = "",
    size: int = BODY,
    bold: bool = False,
    wrap: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """Return a label of plain text.

    ``tone`` is one of secondary, accent, good, warning, bad, disabled; empty for ordinary text.
    """
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(font(size, bold=bold))
    made.setWordWrap(wrap)
    made.setText(text)
    if tone:
        made.setProperty("tone", tone)
    return made


def set_tone(widget: QWidget, tone: str) -> None:
    """Give a shown label another tone."""
    if widget.property("tone") == tone:
        return
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Line(Drawn, QWidget):
    """A separator of 1 px, lying or standing."""

    def __init__(
        self,
        theme: Theme,
        *,
        upright: bool = False,
        inset: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._upright = upright
        self._inset = inset
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(fixed if upright else free, free if upright else fixed)

    def sizeHint(self) -> QSize:
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        if self._upright:
            line(
                painter,
                QPointF(0, self._inset),
                QPointF(0, self.height() - 1 - self._inset),
                self._theme.line,
            )
        else:
            line(painter, QPointF(self._inset, 0), QPointF(self.width() - 1, 0), self._theme.line)
