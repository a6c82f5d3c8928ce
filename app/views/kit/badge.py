"""The badge of a customer class: a letter on its colour, never colour alone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.kit.painting import CENTER, Drawn, painter_on, rounded, width_of, write
from app.views.kit.theme import SMALL, Theme, font

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter

    from app.language import Translator

HEIGHT: Final = 16
_PADDING: Final = 12


def badge_width(text: str) -> int:
    """Return the width of the badge with ``text``, px; 0 for no class."""
    return max(20, math.ceil(width_of(text, font(SMALL, bold=True))) + _PADDING) if text else 0


def paint_badge(painter: QPainter, rect: QRect | QRectF, cls: str, theme: Theme) -> int:
    """Paint the badge of class ``cls`` at the left of ``rect``; return its width, px (0 without a class)."""
    look = theme.classes.get(cls)
    if look is None:
        return 0
    box = _box(rect, cls)
    rounded(painter, box, fill=look.fill, edge=look.edge, radius=4)
    write(painter, box, cls, color=look.ink, face=font(SMALL, bold=True), align=CENTER)
    return badge_width(cls)


def paint_mark(painter: QPainter, rect: QRect | QRectF, text: str, theme: Theme, *, tone: str = "") -> int:
    """Paint an outlined mark such as «new» at the left of ``rect``; return its width, px."""
    box = _box(rect, text)
    ink = getattr(theme, tone) if tone else theme.secondary
    rounded(painter, box, edge=ink if tone else theme.line_strong, radius=4)
    write(painter, box, text, color=ink, face=font(SMALL, bold=True), align=CENTER)
    return badge_width(text)


def _box(rect: QRect | QRectF, text: str) -> QRectF:
    area = QRectF(rect)
    return QRectF(area.left(), round(area.center().y() - HEIGHT / 2), badge_width(text), HEIGHT)


class _Badge(Drawn, QWidget):
    def __init__(self, text: str, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(badge_width(self._text), HEIGHT)


class Badge(_Badge):
    """The class of a customer; takes no room while there is none."""

    def __init__(self, cls: str, theme: Theme, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(cls, theme, parent)
        self._tr = tr
        self.set_class(cls)

    def set_class(self, cls: str) -> None:
        """Show another class; empty for none."""
        self._text = cls if cls in self._theme.classes else ""
        if not self._text:
            self.hide()
        elif self.isHidden() and self.parentWidget() is not None:
            # Without a parent it would open as a window of its own.
            self.show()
        name = self._tr("Class {name}", name=self._text) if self._text else ""
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        paint_badge(painter_on(self), self.rect(), self._text, self._theme)


class Mark(_Badge):
    """An outlined word such as «new» or «draft»."""

    def __init__(self, text: str, theme: Theme, *, tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, theme, parent)
        self._tone = tone
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        paint_mark(painter_on(self), self.rect(), self._text, self._theme, tone=self._tone)
