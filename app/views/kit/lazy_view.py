"""A long list on the screen: paints its own lines, keeps selection and place when they change."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app.views.kit.cells import CellPainter
from app.views.kit.lazy_header import LazyHeader
from app.views.kit.lazy_table import LazyTable
from app.views.kit.painting import focus_ring, width_of
from app.views.kit.theme import ROW, Theme
from app.views.kit.widths import Share, shared

FIRST_PAD: Final = 16
PAD: Final = 10
_END: Final = 8
#: more islands of chosen rows than this are not found again after sorting
_ISLANDS: Final = 2000


@dataclass
class Kept:
    """Where one was in a list: what was chosen, and what stood where."""

    ids: Sequence[int] = ()
    everything: bool = False
    current: int | None = None
    current_at: int | None = None
    #: where the current row stood: when it is gone, the keyboard stays there; -1 to let it go
    current_line: int = -1
    top: int | None = None
    top_at: int = 0
    scroll: int = 0


class LazyView(QTableView):
    """A table of one LazyTable; rows are chosen whole, headings never."""

    #: Enter or a double click on the customer with this id
    opened = Signal(int)
    #: another selection or another current row
    moved = Signal()
    #: letters typed while the list has the keyboard
    typed = Signal(str)
    #: widths or places of columns changed by hand
    arranged = Signal()

    def __init__(self, table: LazyTable, theme: Theme, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # one that Python knows: to wrap Qt's own, all kinds of widgets would be looked through, 7 ms of the start
        self.setViewport(QWidget())
        self.table = table
        self._theme = theme
        self._cells = CellPainter(theme, height=ROW)
        self._ranges: list[tuple[int, int]] = []
        self._hover = -1
        self._fitting = False
        self._by_hand: set[str] = set()
        self.header = LazyHeader(theme, name=name, first_pad=FIRST_PAD, pad=PAD, parent=self)
        self.setHorizontalHeader(self.header)
        self.setModel(table)
        self.setAccessibleName(name)
        self._behave()
        self.set_theme(theme)
        self.header.sectionResized.connect(self._resized)
        self.header.sectionMoved.connect(lambda *_: self.arranged.emit())

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.viewport().setAutoFillBackground(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(ROW)
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW)
        self.verticalScrollBar().setSingleStep(ROW)
        self.header.setMinimumSectionSize(36)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._cells = CellPainter(theme, height=ROW)
        self._grounds = {
            "plain": QColor(theme.window),
            "chosen": QColor(theme.selection),
            "hover": QColor(theme.hover),
        }
        self.viewport().update()

    # --- what is chosen

    def current_id(self) -> int | None:
        """Return the id of the row with the keyboard."""
        return self.table.lines.id_at(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def selected_count(self) -> int:
        """Return how many rows are chosen."""
        lines = self.table.lines
        if not lines.sections:
            return sum(last - first + 1 for first, last in self._ranges)
        return sum(len(lines.ids_between(first, last)) for first, last in self._ranges)

    def selected_ids(self) -> list[int]:
        """Return the ids of the chosen rows, from the top."""
        return [i for first, last in self._ranges for i in self.table.lines.ids_between(first, last)]

    def choose(self, row_id: int, *, center: bool = False) -> bool:
        """Choose one row and bring it in sight; false where it is not in the list."""
        line = self.table.lines.line_of(row_id)
        if line < 0:
            return False
        index = self.table.index(line, 0)
        self.setCurrentIndex(index)
        hint = QAbstractItemView.ScrollHint
        self.scrollTo(index, hint.PositionAtCenter if center else hint.EnsureVisible)
        return True

    def keep(self) -> Kept:
        """Remember what is chosen and what is in sight, before other lines are shown."""
        scroll = self.verticalScrollBar().value()
        lines = self.table.lines
        top = next((i for i in lines.ids_between(scroll // ROW, scroll // ROW + 1)), None)
        current = self.current_id()
        at = None if current is None else lines.line_of(current) * ROW - scroll
        if at is not None and not -ROW < at < self.viewport().height():
            at = None
        everything = len(lines.ids) > 1 and self.selected_count() == len(lines.ids)
        return Kept(
            ids=() if everything else self.selected_ids(),
            everything=everything,
            current=current,
            current_at=at,
            current_line=-1 if current is None else lines.line_of(current),
            top=top,
            top_at=0 if top is None else lines.line_of(top) * ROW - scroll,
            scroll=scroll,
        )

    def restore(self, kept: Kept, *, sorted_anew: bool = False) -> None:
        """Choose again what was chosen, and bring back in sight what was.

        After sorting the current row stays where it was, otherwise the first row in sight does.
        """
        self._choose_again(kept)
        self.executeDelayedItemsLayout()
        lines = self.table.lines
        bar = self.verticalScrollBar()
        current = -1 if kept.current is None else lines.line_of(kept.current)
        top = -1 if kept.top is None else lines.line_of(kept.top)
        if sorted_anew and current >= 0 and kept.current_at is not None:
            bar.setValue(current * ROW - kept.current_at)
        elif not sorted_anew and top >= 0:
            bar.setValue(top * ROW - kept.top_at)
        else:
            bar.setValue(kept.scroll)

    def _choose_again(self, kept: Kept) -> None:
        selection = self.selectionModel()
        lines = self.table.lines
        line = -1 if kept.current is None else lines.line_of(kept.current)
        if line < 0 <= kept.current_line:
            line = min(kept.current_line, len(lines) - 1)
            line += lines.section(line) is not None
        if 0 <= line < len(lines):
            selection.setCurrentIndex(self.table.index(line, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        if kept.everything:
            self.selectAll()
            return
        islands = _islands(line for line in map(lines.line_of, kept.ids) if line >= 0)
        if not islands or len(islands) > _ISLANDS:
            return
        chosen = QItemSelection()
        last_column = max(0, self.table.columnCount() - 1)
        for first, last in islands:
            chosen.select(self.table.index(first, 0), self.table.index(last, last_column))
        selection.select(chosen, QItemSelectionModel.SelectionFlag.Select)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._note_ranges()
        self.moved.emit()

    def reset(self) -> None:
        super().reset()
        self._ranges = []

    def _note_ranges(self) -> None:
        parts = self.selectionModel().selection()
        found = sorted((parts.at(i).top(), parts.at(i).bottom()) for i in range(parts.count()))
        self._ranges = []
        for first, last in found:
            if self._ranges and first <= self._ranges[-1][1] + 1:
                self._ranges[-1] = (self._ranges[-1][0], max(last, self._ranges[-1][1]))
            else:
                self._ranges.append((first, last))

    def currentChanged(
        self, now: QModelIndex | QPersistentModelIndex, before: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(now, before)
        self.moved.emit()
        self.viewport().update()

    # --- the columns

    def arrange(self, widths: Sequence[int], *, by_hand: Iterable[str] = ()) -> None:
        """Give the columns their widths, px; the first one and those that grow share what is left.

        Columns ``by_hand`` keep the width that somebody gave them.
        """
        self._by_hand = set(by_hand)
        self._fitting = True
        for place in range(self.header.count()):
            self.header.moveSection(self.header.visualIndex(place), place)
            self.header.resizeSection(place, widths[place])
        self._fitting = False
        self._fit()

    def widths_by_hand(self) -> dict[str, int]:
        """Return the widths of the columns that somebody dragged, by their keys."""
        return {key: width for key, width in self.arrangement() if key in self._by_hand}

    def arrangement(self) -> list[tuple[str, int]]:
        """Return keys and widths of the columns as they stand."""
        order = [self.header.logicalIndex(place) for place in range(self.header.count())]
        return [(self.table.columns[i].key, self.header.sectionSize(i)) for i in order]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let the first column of the table and those that grow share what the others leave.

        Where even their least widths do not fit, the others give way, but for those that somebody dragged.
        """
        if self._fitting or not self.header.count():
            return
        columns, places = self.table.columns, range(self.header.count())
        dragged = [at for at in places if at and columns[at].key in self._by_hand]
        growing = [at for at in places if at == 0 or (columns[at].grows and at not in dragged)]
        steady = [at for at in places if at not in dragged and at not in growing]
        room = self.viewport().width() - sum(self.header.sectionSize(at) for at in dragged)
        most = max(0, room - sum(columns[at].least for at in growing))
        widths = [columns[at].width for at in steady]
        if sum(widths) > most:
            widths = shared(most, [Share(columns[at].width, columns[at].least) for at in steady])
        left = [Share(columns[at].width, columns[at].least, columns[at].most) for at in growing]
        widths += shared(room - sum(widths), left)
        self._fitting = True
        for at, width in zip([*steady, *growing], widths, strict=True):
            self.header.resizeSection(at, width)
        self._fitting = False

    def _resized(self, logical: int, before: int, now: int) -> None:
        """Let the neighbour give or take when the first column is dragged; else fit what is not dragged."""
        if self._fitting:
            return
        self._fitting = True
        if logical:
            self._by_hand.add(self.table.columns[logical].key)
        if logical == 0 and self.header.count() > 1:
            neighbour = self.header.logicalIndex(min(self.header.visualIndex(0) + 1, self.header.count() - 1))
            least = self.table.columns[neighbour].least
            if neighbour != 0:
                self._by_hand.add(self.table.columns[neighbour].key)
                self.header.resizeSection(
                    neighbour, max(least, self.header.sectionSize(neighbour) + before - now)
                )
        elif now < self.table.columns[logical].least:
            self.header.resizeSection(logical, self.table.columns[logical].least)
        self._fitting = False
        self._fit()
        self.arranged.emit()

    # --- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            current = self.current_id()
            if current is not None:
                self.opened.emit(current)
            return
        text = event.text()
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if event.matches(QKeySequence.StandardKey.Copy):
            # the room copies whole tables; Qt would copy one cell
            event.ignore()
            return
        if text.strip() and text.isprintable() and plain:
            self.typed.emit(text)
            return
        super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        # rows are chosen whole: Home and End go to the first and the last row, not to a column
        ends = (QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd)
        if action in ends:
            modifiers |= Qt.KeyboardModifier.ControlModifier
        return super().moveCursor(action, modifiers)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        row_id = self.table.lines.id_at(self.rowAt(int(event.position().y())))
        if row_id is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(row_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover_on(self.rowAt(int(event.position().y())))

    def viewportEvent(self, event: object) -> bool:
        if event.type() == event.Type.Leave:  # type: ignore[attr-defined]  # Qt's own event, handed on
            self._hover_on(-1)
        return super().viewportEvent(event)  # type: ignore[arg-type]  # as above

    def _hover_on(self, line: int) -> None:
        if line != self._hover:
            for row in (self._hover, line):
                if row >= 0:
                    y = row * ROW - self.verticalScrollBar().value()
                    self.viewport().update(0, y, self.viewport().width(), ROW)
            self._hover = line

    # --- painting: one call per paint, not one per cell

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._grounds["plain"])
        painter.setFont(self._cells.face)
        scroll = self.verticalScrollBar().value()
        area = event.rect()
        first = max(0, (scroll + area.top()) // ROW)
        last = min(len(self.table.lines) - 1, (scroll + area.bottom()) // ROW)
        places = self._places()
        for line in range(first, last + 1):
            self._paint_line(painter, line, line * ROW - scroll, places)
        if last >= first:
            self.table.in_sight(first, last)

    def _places(self) -> list[tuple[int, float, float, bool]]:
        """Return (column, x, width, to the right) of the columns in sight."""
        header = self.header
        found = []
        wide = self.viewport().width()
        for place in range(header.count()):
            logical = header.logicalIndex(place)
            x = header.sectionViewportPosition(logical)
            size = header.sectionSize(logical)
            pad = FIRST_PAD if place == 0 else PAD
            if x < wide and x + size > 0:
                room = float(size - pad - (_END if place == header.count() - 1 else 0))
                found.append((logical, float(x + pad), room, self.table.columns[logical].right))
        return found

    def _paint_line(
        self, painter: QPainter, line: int, y: int, places: Sequence[tuple[int, float, float, bool]]
    ) -> None:
        if self.table.lines.sections:
            section = self.table.lines.section(line)
            if section is not None:
                self._paint_section(painter, section, y)
                return
        chosen = self._is_chosen(line)
        if chosen or line == self._hover:
            ground = self._grounds["chosen" if chosen else "hover"]
            painter.fillRect(0, y, self.viewport().width(), ROW, ground)
        cells = self.table.cells(line)
        current = line == self.currentIndex().row()
        if cells is not None:
            bold = chosen and current
            for column, x, width, right in places:
                self._cells.paint(painter, x, y, width, cells[column], right=right, bold=bold)
        if current and self.hasFocus() and (not chosen or len(self._ranges) > 1):
            focus_ring(painter, QRectF(1, y + 1, self.viewport().width() - 2, ROW - 2), self._theme, radius=4)

    def _paint_section(self, painter: QPainter, section: tuple[str, int], y: int) -> None:
        title, count = section
        cells = self._cells
        painter.setFont(cells.small)
        painter.setPen(cells.pens["accent"])
        painter.drawText(QPointF(FIRST_PAD, y + cells.baseline + 2), title)
        painter.setPen(cells.pens["secondary"])
        after = max(26.0, width_of(title, cells.small) + 8)
        painter.drawText(QPointF(FIRST_PAD + after, y + cells.baseline + 2), QLocale().toString(count))
        painter.setFont(cells.face)

    def _is_chosen(self, line: int) -> bool:
        at = bisect_right(self._ranges, (line, len(self.table.lines)))
        return bool(at) and self._ranges[at - 1][1] >= line


def _islands(lines: Iterable[int]) -> list[tuple[int, int]]:
    """Return runs of neighbouring lines as (first, last)."""
    found: list[tuple[int, int]] = []
    for line in sorted(lines):
        if found and line == found[-1][1] + 1:
            found[-1] = (found[-1][0], line)
        else:
            found.append((line, line))
    return found
