"""The list of requests or of feedback: painted lines of 48 px, of which one is chosen; letters act on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.views.kit.badge import badge_width, paint_badge
from app.views.kit.icons import paint_icon
from app.views.kit.painting import RIGHT, focus_ring, line, rounded, width_of, write
from app.views.kit.ring import paint_ring
from app.views.kit.theme import GAP_L, GAP_S, GAP_XL, ICON, SMALL, Theme, font
from app.views.kit.ui import Ui

HEIGHT: Final = 48
#: the column of times at the right, px
_WHEN: Final = 116
_NAME: Final = 170
ROW: Final = int(Qt.ItemDataRole.UserRole)
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Face:
    """What a line says; tones are tokens of the theme, ``mark`` is the share of the norm that is gone."""

    id: int
    icon: str
    title: str
    cls: str = ""
    text: str = ""
    detail: str = ""
    icon_tone: str = "secondary"
    mark: float | None = None
    when: str = ""
    when_tone: str = "text"
    below: str = ""
    below_tone: str = "secondary"

    @property
    def said(self) -> str:
        """The line as a screen reader says it."""
        parts = (self.title, self.cls, self.text, self.detail, self.when, self.below)
        return ", ".join(part for part in parts if part)


class _Table(QAbstractListModel):
    """The lines at hand."""

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self.faces: list[Face] = []

    def show(self, faces: Sequence[Face]) -> None:
        """Show other lines; where only their words changed nothing moves."""
        if [one.id for one in faces] == [one.id for one in self.faces]:
            self.faces = list(faces)
            if faces:
                self.dataChanged.emit(self.index(0), self.index(len(faces) - 1))
            return
        self.beginResetModel()
        self.faces = list(faces)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.faces)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        face = self.faces[index.row()]
        if role == ROW:
            return face
        wanted = (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole))
        return face.said if role in wanted else None


class Rows(QListView):
    """Arrows move, Enter opens, the letters of ``keys`` act; ``chosen`` tells the id, 0 for none."""

    chosen = Signal(int)
    opened = Signal()
    acted = Signal(str)
    menu_wanted = Signal(object)

    def __init__(self, ui: Ui, name: str, keys: Mapping[str, str]) -> None:
        super().__init__()
        self._theme, self._keys, self._told = ui.theme, keys, 0
        self.table = _Table(self)
        self.setModel(self.table)
        self.setItemDelegate(_Delegate(self, ui.theme))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(name)
        self.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self.doubleClicked.connect(lambda _: self.opened.emit())

    @property
    def current(self) -> int:
        """The id of the chosen line, 0 for none."""
        face = self.currentIndex().data(ROW) if self.currentIndex().isValid() else None
        return face.id if face is not None else 0

    def show_faces(self, faces: Sequence[Face], *, choose: int = 0) -> None:
        """Show other lines; the chosen one stays chosen, else its neighbour is, or the line ``choose``."""
        place, kept = max(0, self.currentIndex().row()), choose or self.current
        self.table.show(faces)
        at = next((row for row, face in enumerate(faces) if face.id == kept), min(place, len(faces) - 1))
        if at >= 0 and self.currentIndex().row() != at:
            self.setCurrentIndex(self.table.index(at))
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        name = self._keys.get(event.text().casefold(), "") if plain and event.text() else ""
        if event.key() == Qt.Key.Key_Delete:
            name = self._keys.get("del", "")
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif name and self.current:
            self.acted.emit(name)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters act; they do not jump."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        at = self.viewport().mapToGlobal(self.visualRect(index).center())
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index, at = self.indexAt(event.pos()), event.globalPos()
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_wanted.emit(at)

    def _tell(self) -> None:
        if self.current != self._told:
            self._told = self.current
            self.chosen.emit(self._told)


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: Rows, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._theme = view, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's signature
        return QSize(200, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, face = self._theme, index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(option.rect)
        around = whole.adjusted(8, 0, -8, -1)
        if self._view.currentIndex() == index:
            fill = theme.selection if self._view.hasFocus() else theme.selection_pale
            rounded(painter, around, fill=fill)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            rounded(painter, around, fill=theme.hover)
        else:
            y = whole.bottom() - 1
            line(painter, QPointF(whole.left() + 52, y), QPointF(whole.right() - GAP_L, y), theme.line)
        self._paint_face(painter, whole, face)
        if self._view.currentIndex() == index and self._view.hasFocus():
            focus_ring(painter, around, theme)
        painter.restore()

    def _paint_face(self, painter: QPainter, area: QRectF, face: Face) -> None:
        theme = self._theme
        spot = QRectF(area.left() + GAP_XL, area.center().y() - ICON / 2, ICON, ICON)
        paint_icon(painter, spot, face.icon, getattr(theme, face.icon_tone))
        right = area.right() - GAP_L - 4
        when = QRectF(right - _WHEN, area.top() + 6, _WHEN, 18)
        tone = getattr(theme, face.when_tone)
        strong = face.when_tone in {"bad", "warning"}
        write(painter, when, face.when, color=tone, face=font(bold=strong), align=RIGHT)
        below = QRectF(when.left(), area.top() + 25, _WHEN, 16)
        ink = getattr(theme, face.below_tone)
        write(painter, below, face.below, color=ink, face=font(SMALL), align=RIGHT)
        if face.mark is not None:
            taken = width_of(face.when, font(bold=strong))
            paint_ring(painter, QRectF(when.right() - taken - 24, when.top(), 16, 18), face.mark, theme)
        left = area.left() + 52
        self._paint_text(painter, QRectF(left, area.top(), when.left() - GAP_L - left, area.height()), face)

    def _paint_text(self, painter: QPainter, area: QRectF, face: Face) -> None:
        theme = self._theme
        top = QRectF(area.left(), area.top() + 6, area.width(), 18)
        badge = badge_width(face.cls) + GAP_S if face.cls in theme.classes else 0
        matter = width_of(face.text, font()) + GAP_S
        room = max(top.width() - badge - matter, min(_NAME, top.width() * 0.5))
        name = QRectF(top.left(), top.top(), room if face.text else top.width() - badge, 18)
        x = top.left() + write(painter, name, face.title, color=theme.text, face=font(bold=True))
        if badge:
            x += GAP_S
            x += paint_badge(painter, QRectF(x, top.top(), top.right() - x, 18), face.cls, theme)
        rest = QRectF(x + GAP_S, top.top(), top.right() - x - GAP_S, 18)
        if face.text and rest.width() > 24:
            write(painter, rest, face.text, color=theme.text, face=font())
        second = QRectF(area.left(), area.top() + 25, area.width(), 16)
        write(painter, second, face.detail, color=theme.secondary, face=font(SMALL))
