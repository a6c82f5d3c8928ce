"""The heading of a long list: click or type to sort, drag or type to move and resize columns."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from app.views.kit.icons import paint_icon
from app.views.kit.lazy_table import LazyTable
from app.views.kit.painting import RIGHT, focus_ring, line, painter_on, width_of, write
from app.views.kit.theme import SMALL, Theme, font

HEIGHT = 30
_MARK = 14
_STEP = 16


class LazyHeader(QHeaderView):
    """Left and Right choose a column, Enter sorts by it, Ctrl moves it, Shift makes it wider or narrower."""

    #: the place of the column to sort by
    asked = Signal(int)

    def __init__(self, theme: Theme, *, name: str, first_pad: int, pad: int, parent: QWidget) -> None:
        """``first_pad`` and ``pad`` are free px before the text of the first and the other columns."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setViewport(QWidget())  # as that of the list
        self._theme, self._name, self._first_pad, self._pad = theme, name, first_pad, pad
        self.setAccessibleName(name)
        self._sorted: tuple[str, bool] = ("", False)
        self._at = 0
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.sectionClicked.connect(self.asked)

    def set_order(self, key: str, *, descending: bool) -> None:
        """Mark the column ``key`` as the one that the list is sorted by."""
        self._sorted = (key, descending)
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEIGHT)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._call()

    def _call(self) -> None:
        """Say to screen readers which column is chosen."""
        model = self.model()
        at = self.logicalIndex(self._at)
        column = model.columns[at].title if isinstance(model, LazyTable) and at >= 0 else ""
        self.setAccessibleName(f"{self._name}: {column}" if column else self._name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, mods = event.key(), event.modifiers()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in steps:
            self._step(steps[Qt.Key(key)], mods)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit(self.logicalIndex(self._at))
        elif key == Qt.Key.Key_Down and (list_ := self.parentWidget()) is not None:
            list_.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
            return
        self.viewport().update()

    def _step(self, by: int, mods: Qt.KeyboardModifier) -> None:
        logical = self.logicalIndex(self._at)
        if mods & Qt.KeyboardModifier.ShiftModifier:
            self.resizeSection(logical, self.sectionSize(logical) + by * _STEP)
            return
        goal = min(max(self._at + by, 0), self.count() - 1)
        if mods & Qt.KeyboardModifier.ControlModifier:
            self.moveSection(self._at, goal)
        self._at = goal
        self._call()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = painter_on(self.viewport())
        bottom = self.viewport().height() - 1
        line(painter, QPointF(0, bottom), QPointF(self.viewport().width(), bottom), self._theme.line)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        model = self.model()
        if not isinstance(model, LazyTable) or not rect.isValid():
            return
        column = model.columns[logicalIndex]
        visual = self.visualIndex(logicalIndex)
        key, descending = self._sorted
        on = bool(column.order) and column.key == key
        left = self._first_pad if visual == 0 else self._pad
        area = QRectF(rect).adjusted(left, 0, -2, 0)
        face = font(SMALL, bold=on)
        if on:
            area.setRight(area.right() - _MARK)
        ink = self._theme.text if on else self._theme.secondary
        align = RIGHT if column.right else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        write(painter, area, column.title, color=ink, face=face, align=align)
        if on:
            taken = min(width_of(column.title, face), area.width())
            x = area.right() if column.right else area.left() + taken
            spot = QRectF(x + 3, area.center().y() - 6, 12, 12)
            paint_icon(painter, spot, "chevron-down" if descending else "chevron-up", ink)
        if self.hasFocus() and visual == self._at:
            focus_ring(painter, QRectF(rect).adjusted(max(0, left - 6), 3, 0, -4), self._theme, radius=4)
