"""The title of the room: what is on show, and the way to another date."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.views.kit.icons import paint_icon
from app.views.kit.painting import Drawn, focus_ring, painter_on, rounded, unmarked, width_of, write
from app.views.kit.theme import CONTROL, ICON, TITLE, Theme, font

_PAD = 6


class Title(Drawn, QPushButton):
    """Large words with an arrow; pressing them opens the month to choose from."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._label = theme, ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def label(self) -> str:
        """The text as it is shown."""
        return self._label

    def set_label(self, text: str) -> None:
        """Show another title."""
        self._label = text
        self.setText(unmarked(text))
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        wide = width_of(self._label, font(TITLE, bold=True)) + 2 * _PAD + ICON + 4
        return QSize(math.ceil(wide), CONTROL + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, CONTROL + 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, theme, area = painter_on(self), self._theme, QRectF(self.rect())
        if self.underMouse() or self.isDown():
            rounded(painter, area, fill=theme.hover)
        room = area.adjusted(_PAD, 0, -_PAD - ICON - 4, 0)
        width = write(painter, room, self._label, color=theme.text, face=font(TITLE, bold=True))
        spot = QRectF(room.left() + width + 4, area.center().y() - ICON / 2 + 1, ICON, ICON)
        paint_icon(painter, spot, "chevron-down", theme.secondary)
        if self.hasFocus():
            focus_ring(painter, area, theme)
