"""Chips: a condition of the filter bar that can be taken away, and tags."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.views.kit.icons import paint_icon
from app.views.kit.painting import Drawn, focus_ring, painter_on, rounded, tip, unmarked, width_of, write
from app.views.kit.theme import BODY, CONTROL, SMALL, Theme, font

if TYPE_CHECKING:
    from app.language import Translator

_CROSS: Final = 16


class Chip(Drawn, QAbstractButton):
    """A condition such as «Bought in 12 months ×»: click to change it, × or Delete to take it away."""

    removed = Signal()

    def __init__(
        self,
        text: str,
        theme: Theme,
        tr: Translator,
        *,
        removable: bool = True,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._tr, self._removable, self._icon = theme, tr, removable, icon
        self._size, self._height, self._padding = BODY, CONTROL, 8
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_label(text)

    @property
    def label(self) -> str:
        """The text as it is shown."""
        return self._label

    def set_label(self, text: str) -> None:
        """Show another text."""
        self._label = text
        self.setText(unmarked(text))
        self.setAccessibleName(text)
        if self._removable:
            self.setAccessibleDescription(self._tr("Delete takes it away"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = 2 * self._padding + width_of(self._label, font(self._size))
        width += (_CROSS + 4) if self._removable else 0
        width += 20 if self._icon else 0
        return QSize(math.ceil(width), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(80, self.sizeHint().width()), self._height)

    def cross(self) -> QRectF:
        """Return where the × is, empty where there is none."""
        if not self._removable:
            return QRectF()
        right = self.width() - self._padding + 3
        return QRectF(right - _CROSS, (self.height() - _CROSS) / 2, _CROSS, _CROSS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._on_cross(event):
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.isDown() and self._on_cross(event):
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        theme = self._theme
        fill, edge = self._ground()
        rounded(painter, self.rect(), fill=fill, edge=edge)
        area = QRectF(self.rect()).adjusted(self._padding, 0, -self._padding, 0)
        if self._removable:
            area.setRight(self.cross().left() - 3)
        if self._icon:
            spot = QRectF(area.left(), area.center().y() - 7, 14, 14)
            paint_icon(painter, spot, self._icon, theme.secondary)
            area.setLeft(area.left() + 20)
        taken = write(painter, area, self._label, color=theme.text, face=font(self._size))
        short = taken + 1 < width_of(self._label, font(self._size))
        self.setToolTip(tip(self._label) if short else "")
        if self._removable:
            self._paint_cross(painter)
        if self.hasFocus():
            focus_ring(painter, self.rect(), theme)

    def _ground(self) -> tuple[str, str]:
        theme = self._theme
        lit = self.underMouse() and self.isEnabled()
        fill = theme.pressed if self.isDown() else theme.hover if lit else theme.surface
        return fill, theme.line_strong if lit else theme.line

    def _paint_cross(self, painter: QPainter) -> None:
        theme = self._theme
        over = self.underMouse() and self.cross().contains(self.mapFromGlobal(self.cursor().pos()).toPointF())
        if over:
            rounded(painter, self.cross(), fill=theme.pressed, radius=4)
        inner = self.cross().adjusted(1, 1, -1, -1)
        paint_icon(painter, inner, "x", theme.text if over else theme.secondary)

    def _on_cross(self, event: QMouseEvent) -> bool:
        return self.cross().adjusted(-3, -6, 6, 6).contains(event.position())


class TagChip(Chip):
    """A tag: smaller, on a tinted ground."""

    def __init__(
        self,
        text: str,
        theme: Theme,
        tr: Translator,
        *,
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, theme, tr, removable=removable, parent=parent)
        self._size, self._height, self._padding = SMALL, 20, 7

    def _ground(self) -> tuple[str, str]:
        theme = self._theme
        return (theme.pressed if self.underMouse() else theme.selection), ""
