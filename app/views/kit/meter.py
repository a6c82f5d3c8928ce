"""How much of something there is: a bar with its label above and its figure beside."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.kit.painting import RIGHT, Drawn, painter_on, rounded, tip, width_of, write
from app.views.kit.theme import SMALL, Theme, font

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter


@dataclass(frozen=True)
class Amount:
    """What a bar shows, as shares of the whole: what is there, what is expected, where today should be."""

    share: float
    forecast: float | None = None
    tick: float | None = None


def paint_bar(
    painter: QPainter, rect: QRect | QRectF, amount: Amount, theme: Theme, *, tone: str = "accent"
) -> None:
    """Paint the bar into ``rect``: actual, pale forecast behind it, a tick across it."""
    area = QRectF(rect)
    radius = min(4.0, area.height() / 2)
    rounded(painter, area, fill=theme.track, radius=radius)
    for share, color in ((amount.forecast, theme.forecast), (amount.share, getattr(theme, tone))):
        if share and share > 0:
            width = max(area.height(), area.width() * min(1.0, share))
            rounded(painter, QRectF(area.left(), area.top(), width, area.height()), fill=color, radius=radius)
    if amount.tick is not None:
        across = area.left() + area.width() * min(1.0, max(0.0, amount.tick))
        painter.fillRect(QRectF(round(across) - 1, area.top() - 3, 2, area.height() + 6), QColor(theme.text))


class Bar(Drawn, QWidget):
    """A bar alone; ``text`` says the same in words."""

    def __init__(
        self, amount: Amount, text: str, theme: Theme, *, thick: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thick = thick
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_amount(amount, text)

    def set_amount(self, amount: Amount, text: str) -> None:
        """Show another amount."""
        self._amount = amount
        self.setAccessibleName(text)
        self.setToolTip(tip(text))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, self._thick + 8)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        area = QRectF(0, (self.height() - self._thick) / 2, self.width(), self._thick)
        paint_bar(painter_on(self), area, self._amount, self._theme)


class Meter(Drawn, QWidget):
    """A small measure: label above, then bar and percent."""

    def __init__(
        self,
        name: str,
        share: float,
        percent: str,
        theme: Theme,
        *,
        why: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``percent`` is the figure as the language writes it; ``why`` is told in the tooltip."""
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_share(share, percent, why=why)

    def set_share(self, share: float, percent: str, *, why: str = "") -> None:
        """Show another share (0 to 1)."""
        self._share, self._percent = share, percent
        self.setAccessibleName(f"{self._name} {percent}")
        self.setToolTip(tip(why))
        self.update()

    def sizeHint(self) -> QSize:
        caption = math.ceil(width_of(self._name, font(SMALL)))
        return QSize(max(76, caption + 4), 34)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, 34)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        small = font(SMALL)
        width = self.width()
        write(painter, QRectF(0, 0, width, 16), self._name, color=self._theme.secondary, face=small)
        figure = max(30.0, width_of(self._percent, small))
        paint_bar(painter, QRectF(0, 23, max(8.0, width - figure - 8), 4), Amount(self._share), self._theme)
        at = QRectF(width - figure, 17, figure, 16)
        write(painter, at, self._percent, color=self._theme.text, face=small, align=RIGHT)
