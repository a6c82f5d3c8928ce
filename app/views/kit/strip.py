"""The strip of 52 px under the capture line: what was understood, caption above value."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.views.kit.badge import badge_width, paint_badge
from app.views.kit.icons import paint_icon
from app.views.kit.painting import Drawn, line, painter_on, tip, width_of, write
from app.views.kit.theme import GAP_S, GAP_XL, GAP_XXL, ICON, SMALL, Theme, font

#: height of the strip, px
HEIGHT = 52


@dataclass(frozen=True)
class Cell:
    """One thing that was understood; ``key`` says which when the user clicks it."""

    key: str
    caption: str
    value: str
    icon: str = ""
    tone: str = "text"
    cls: str = ""
    #: who gives way first where room is short: 2 before 1, 0 last
    gives: int = 0
    #: stands behind the value and is never shortened
    tail: str = ""

    @property
    def said(self) -> str:
        """All that the cell says below its caption."""
        return f"{self.value} {self.tail}".strip()


class Strip(Drawn, QWidget):
    """Cells from the left, buttons at the right; values are shortened, captions never."""

    #: the key of the cell that the user wants to correct
    picked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cells: list[Cell] = []
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GAP_XL, 0, GAP_XL, 1)
        self._row.setSpacing(GAP_S)
        self._row.addStretch(1)

    @property
    def cells(self) -> list[Cell]:
        """What is shown now."""
        return list(self._cells)

    def set_cells(self, cells: Sequence[Cell]) -> None:
        """Show what was understood."""
        self._cells = list(cells)
        said = "; ".join(f"{cell.caption}: {cell.said}" for cell in cells)
        self.setAccessibleName(said)
        self.setToolTip(tip(said))
        self.update()

    def add_button(self, button: QWidget) -> None:
        """Put ``button`` at the right end."""
        self._row.addWidget(button)

    def cell_at(self, x: float) -> Cell | None:
        """Return the cell at ``x`` px from the left, or None."""
        for cell, left, width in self._places():
            if left <= x < left + width:
                return cell
        return None

    def minimumSizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self.picked.emit(cell.key)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        painter.fillRect(self.rect(), self._theme.surface)
        bottom = self.height() - 1
        line(painter, QPointF(0, bottom), QPointF(self.width(), bottom), self._theme.line)
        for cell, left, width in self._places():
            self._paint_cell(painter, cell, QRectF(left, 0, width, self.height()))

    def _paint_cell(self, painter: QPainter, cell: Cell, area: QRectF) -> None:
        theme = self._theme
        caption = QRectF(area.left(), 9, area.width(), 15)
        write(painter, caption, cell.caption, color=theme.secondary, face=font(SMALL))
        value = QRectF(area.left(), 24, area.width(), 20)
        if cell.icon:
            ink = theme.accent if cell.tone == "text" else getattr(theme, cell.tone)
            paint_icon(
                painter, QRectF(value.left(), value.center().y() - ICON / 2, ICON, ICON), cell.icon, ink
            )
            value.setLeft(value.left() + ICON + 6)
        badge = badge_width(cell.cls) + 6 if cell.cls in theme.classes else 0
        ink, last = getattr(theme, cell.tone), self._tail(cell)
        room = QRectF(value.left(), value.top(), max(0.0, value.width() - badge - last), value.height())
        taken = write(painter, room, cell.value, color=ink, face=font())
        if last:
            place = QRectF(value.left() + taken, value.top(), last, value.height())
            taken += write(
                painter, place, f" {cell.tail}" if cell.value else cell.tail, color=ink, face=font()
            )
        if badge:
            spot = QRectF(value.left() + taken + 6, value.top(), badge, value.height())
            paint_badge(painter, spot, cell.cls, theme)

    def _tail(self, cell: Cell) -> float:
        """Return the width of what is never shortened, px."""
        return width_of(f" {cell.tail}", font()) + 1 if cell.tail else 0

    def _wish(self, cell: Cell) -> tuple[float, float]:
        """Return the least and the whole width of ``cell``, px."""
        caption = width_of(cell.caption, font(SMALL))
        extra: float = (ICON + 6 if cell.icon else 0) + (
            badge_width(cell.cls) + 6 if cell.cls in self._theme.classes else 0
        )
        extra += self._tail(cell)
        value = width_of(cell.value, font()) + extra
        return math.ceil(max(caption, min(value, 72 + extra))), math.ceil(max(caption, value)) + 1

    def _places(self) -> list[tuple[Cell, float, float]]:
        """Share the room between the cells: all of it where it is enough, else the long ones give way."""
        margins = self._row.contentsMargins()
        end = min((w.x() for w in self._buttons()), default=self.width() - margins.right())
        wishes = [self._wish(cell) for cell in self._cells]
        room = end - margins.left() - GAP_XXL * max(0, len(wishes) - 1) - GAP_S
        over = sum(most for _, most in wishes) - room
        shares: dict[int, float] = {}
        for gives in (2, 1, 0):
            slack = sum(
                most - least
                for cell, (least, most) in zip(self._cells, wishes, strict=True)
                if cell.gives == gives
            )
            shares[gives] = min(1.0, max(0.0, over / slack)) if slack else 0.0
            over -= slack * shares[gives]
        places, x = [], float(margins.left())
        for cell, (least, most) in zip(self._cells, wishes, strict=True):
            width = most - (most - least) * shares[cell.gives]
            places.append((cell, x, width))
            x += width + GAP_XXL
        return places

    def _buttons(self) -> list[QWidget]:
        items = (self._row.itemAt(i) for i in range(self._row.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if widget is not None and widget.isVisible()]
