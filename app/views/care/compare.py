"""Rows of values side by side: to look at, or to choose one of each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.kit.icons import paint_icon
from app.views.kit.painting import Drawn, focus_ring, line, painter_on, rounded, tip, write
from app.views.kit.theme import BODY, GAP_S, GAP_XL, ROW, SMALL, Theme, font

LABEL: Final = 148
_PAD: Final = 10
_MARK: Final = 16
#: a value is shown on so many lines at most; all of it stands in the tooltip
_MOST: Final = 5
_WRAP: Final = Qt.TextFlag.TextWordWrap


@dataclass(frozen=True)
class Values:
    """One field of all columns. ``texts`` may be empty, ``details`` say where a value came from."""

    field: str
    label: str
    texts: tuple[str, ...]
    details: tuple[str, ...] = ()
    differs: bool = False
    #: what becomes of a value that is not chosen
    loser: str = ""

    def detail(self, column: int) -> str:
        """Return what is known of the value in ``column``."""
        return self.details[column] if column < len(self.details) else ""


class FieldRow(Drawn, QWidget):
    """A field and its values; Left, Right and the digits choose, a click does too."""

    #: the column that was chosen
    picked = Signal(int)

    def __init__(
        self,
        values: Values,
        theme: Theme,
        *,
        chosen: int | None = None,
        inset: int = GAP_XL,
        parent: QWidget | None = None,
    ) -> None:
        """``chosen`` is the column that holds; None for a row that is only looked at."""
        super().__init__(parent)
        self._inset = inset
        self._theme, self.values, self._chosen = theme, values, chosen
        self._hover = -1
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if self.choosable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setMouseTracking(True)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tip("\n".join(text for text in values.texts if len(text) > 60)))
        self._name()

    @property
    def choosable(self) -> bool:
        """Whether there is something to choose."""
        return self._chosen is not None and len({text for text in self.values.texts if text}) > 1

    @property
    def chosen(self) -> int | None:
        """The column that holds."""
        return self._chosen

    def choose(self, column: int) -> None:
        """Let another column hold."""
        if not self.choosable or column == self._chosen or not 0 <= column < len(self.values.texts):
            return
        self._chosen = column
        self._name()
        self.update()
        self.picked.emit(column)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = (width - LABEL - GAP_S) / max(1, len(self.values.texts)) - 2 * _PAD - self._mark()
        metrics = QFontMetricsF(font(BODY))
        tallest = 0.0
        for column, text in enumerate(self.values.texts):
            box = metrics.boundingRect(QRectF(0, 0, max(40.0, room), 10_000), int(_WRAP), text)
            high = min(box.height(), metrics.lineSpacing() * _MOST) if text else 0
            tallest = max(
                tallest, high + (14 if self.values.detail(column) or (text and self.values.loser) else 0)
            )
        return max(ROW, math.ceil(tallest) + 12)

    def sizeHint(self) -> QSize:
        width = LABEL + 220 * len(self.values.texts)
        return QSize(width, self.heightForWidth(max(self.width(), width)))

    def minimumSizeHint(self) -> QSize:
        return QSize(LABEL + 100 * len(self.values.texts), ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self._chosen is not None:
            self.choose(self._chosen + steps[Qt.Key(event.key())])
        elif event.text().isdigit():
            self.choose(int(event.text()) - 1)
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = self._column_at(event.position().x())
        self.update()

    def leaveEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        self._hover = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        column = self._column_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and column >= 0:
            self.choose(column)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        theme = self._theme
        label = QRectF(self._inset, 0, LABEL - self._inset - GAP_S, min(self.height(), ROW))
        write(painter, label, self.values.label, color=theme.secondary, face=font(SMALL))
        for column in range(len(self.values.texts)):
            self._paint_value(painter, column)
        bottom = self.height() - 1
        line(painter, QPointF(self._inset, bottom), QPointF(self.width(), bottom), theme.line)

    def _paint_value(self, painter: QPainter, column: int) -> None:
        theme, box = self._theme, self._cell(column)
        text = self.values.texts[column]
        on = self.choosable and column == self._chosen
        ground = theme.selection if on else theme.hover if column == self._hover and self.choosable else ""
        if not ground and self.values.differs and text and self._chosen is None:
            ground = theme.warning_tint
        if ground:
            rounded(painter, box, fill=ground)
        if on and self.hasFocus():
            focus_ring(painter, box, theme)
        area = box.adjusted(_PAD, 3, -_PAD, -3)
        if self._mark():
            if on:
                spot = QRectF(area.left(), area.top() + 4, 14, 14)
                paint_icon(painter, spot, "check", theme.accent)
            area.setLeft(area.left() + _MARK)
        lost = self.choosable and not on and text and self.values.loser
        detail = ", ".join(part for part in (lost, self.values.detail(column)) if part)
        if detail:
            foot = QRectF(area.left(), area.bottom() - 14, area.width(), 14)
            write(painter, foot, detail, color=theme.secondary, face=font(SMALL))
            area.setBottom(area.bottom() - 14)
        painter.setFont(font(BODY))
        painter.setPen(QColor(self._ink(column, text)))
        painter.save()
        painter.setClipRect(area.adjusted(0, -2, 0, 2))
        flags = int(_WRAP) | int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        painter.drawText(area.adjusted(0, 3, 0, 400), flags, text or "—")
        painter.restore()

    def _ink(self, column: int, text: str) -> str:
        theme = self._theme
        if not text:
            return theme.disabled
        if self._chosen is None:
            return theme.text if self.values.differs or not self._same() else theme.secondary
        return theme.text if column == self._chosen or not self.choosable else theme.secondary

    def _same(self) -> bool:
        filled = [text for text in self.values.texts if text]
        return len(filled) == len(self.values.texts) and len(set(filled)) == 1

    def _mark(self) -> int:
        return _MARK if self._chosen is not None else 0

    def _cell(self, column: int) -> QRectF:
        wide = (self.width() - LABEL - GAP_S) / max(1, len(self.values.texts))
        return QRectF(LABEL + column * wide, 1, wide - 2, self.height() - 3)

    def _column_at(self, x: float) -> int:
        return next(
            (c for c in range(len(self.values.texts)) if self._cell(c).left() <= x < self._cell(c).right()),
            -1,
        )

    def _name(self) -> None:
        said = ", ".join(text for text in self.values.texts if text)
        held = self.values.texts[self._chosen] if self._chosen is not None else ""
        self.setAccessibleName(f"{self.values.label}: {held or said}")
        self.setAccessibleDescription(said if held else "")


class Heads(Drawn, QWidget):
    """The titles above the columns of values."""

    def __init__(
        self,
        titles: Sequence[str],
        theme: Theme,
        *,
        notes: Sequence[str] = (),
        inset: int = GAP_XL,
        marked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``marked``: a value in each row is marked as chosen, which moves the texts."""
        super().__init__(parent)
        self._inset, self._shift = inset, _MARK if marked else 0
        self._theme = theme
        self.setFixedHeight(44 if any(notes) else 32)
        self.set_titles(titles, notes)

    def set_titles(self, titles: Sequence[str], notes: Sequence[str] = ()) -> None:
        """Show other titles."""
        self.titles, self._notes = list(titles), list(notes)
        self.setAccessibleName(", ".join(titles))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(LABEL + 220 * len(self.titles), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        theme = self._theme
        wide = (self.width() - LABEL - GAP_S) / max(1, len(self.titles))
        for column, title in enumerate(self.titles):
            note = self._notes[column] if column < len(self._notes) else ""
            left = LABEL + column * wide + _PAD + self._shift
            area = QRectF(left, 0, wide - 2 * _PAD - self._shift, self.height())
            if note:
                write(
                    painter,
                    QRectF(area.left(), 22, area.width(), 16),
                    note,
                    color=theme.secondary,
                    face=font(SMALL),
                )
                area = QRectF(area.left(), 2, area.width(), 22)
            write(painter, area, title, color=theme.text, face=font(BODY, bold=True))
        bottom = self.height() - 1
        line(painter, QPointF(self._inset, bottom), QPointF(self.width(), bottom), theme.line)
