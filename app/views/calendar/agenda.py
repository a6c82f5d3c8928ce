"""The agenda: the days one under the other, each with what is on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.saying import duration_text
from app.queries.calendar import CalendarDay, CalendarEntry, CalendarSpan, OccasionGroup
from app.views.calendar.chip import ink_of, is_pale
from app.views.calendar.keys import begins, carried, letter, same
from app.views.calendar.month_layout import Thing, things_of
from app.views.calendar.words import clock_text, entry_icon, entry_matter, entry_text, group_text
from app.views.kit.badge import paint_badge
from app.views.kit.buttons import key_text
from app.views.kit.empty import Empty
from app.views.kit.icons import paint_icon
from app.views.kit.painting import RIGHT, focus_ring, rounded, write
from app.views.kit.theme import BODY, GAP_S, GAP_XL, SMALL, Theme, font
from app.views.kit.ui import Ui

_HEAD: Final = 34
_ROW: Final = 30
_WIDEST: Final = 900
#: stands above what should have been done
LATE: Final = "late"
#: weeks at first, and as many more with each going on
_WEEKS: Final = 5
_MOST_WEEKS: Final = 105
THING: Final = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class _Table(QAbstractListModel):
    """Days and things in one list."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.rows: list[CalendarDay | Thing | str] = []

    def show(self, span: CalendarSpan, first: dt.date, late: Sequence[CalendarEntry]) -> None:
        self.beginResetModel()
        self.rows = [LATE, *late] if late else []
        for day in span.days:
            things = things_of(day)
            if day.date >= first and (
                things or day.holiday or day.leaves or day.date == self._ui.clock.today()
            ):
                self.rows += [day, *things]
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == THING:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said(row)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self.rows[index.row()], CalendarDay | str):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _said(self, row: CalendarDay | Thing | str) -> str:
        if isinstance(row, str):
            return self._ui.tr("Late")
        if isinstance(row, CalendarDay):
            return self._ui.day(row.date)
        if isinstance(row, OccasionGroup):
            return group_text(row, self._ui)
        return " ".join(
            part for part in (clock_text(row.time, self._ui), entry_text(row, self._ui.tr)) if part
        )


class _Delegate(QStyledItemDelegate):
    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's signature
        return QSize(200, _HEAD if isinstance(index.data(THING), CalendarDay | str) else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(THING)
        whole: QRect = option.rect
        area = QRectF(whole)
        left = max(float(GAP_XL), (area.width() - _WIDEST) / 2)
        area = area.adjusted(left, 0, -left, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, CalendarDay):
            self._paint_day(painter, area, row)
        elif isinstance(row, str):
            said = self._ui.tr("Late")
            line = area.adjusted(0, 8, 0, 0)
            write(painter, line, said, color=self._ui.theme.bad, face=font(BODY, bold=True))
            edge = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
            painter.fillRect(edge, QColor(self._ui.theme.line))
        else:
            view = self.parent()
            chosen = isinstance(view, QListView) and view.currentIndex() == index
            if chosen:
                around = area.adjusted(-6, 1, 6, -1)
                rounded(painter, around, fill=self._ui.theme.selection)
                if isinstance(view, QListView) and view.hasFocus():
                    focus_ring(painter, around, self._ui.theme)
            self._paint_thing(painter, area, row)
        painter.restore()

    def _paint_day(self, painter: QPainter, area: QRectF, day: CalendarDay) -> None:
        ui, theme = self._ui, self._ui.theme
        today = day.date == ui.clock.today()
        ink = theme.accent if today else theme.text
        words = ui.date(day.date, weekday=True)
        near = ui.day(day.date)
        said = f"{near[:1].upper()}{near[1:]}, {words}" if near != words else words
        line = area.adjusted(0, 8, 0, 0)
        width = write(painter, line, said, color=ink, face=font(BODY, bold=True))
        rest = line.adjusted(width + 10, 0, 0, 0)
        if day.holiday:
            width = write(painter, rest, day.holiday, color=theme.bad, face=font(SMALL, bold=True))
            rest = rest.adjusted(width + 10, 0, 0, 0)
        if day.leaves:
            names = ", ".join(one.name for one in day.leaves)
            write(painter, rest, ui.tr("away: {names}", names=names), color=theme.secondary, face=font(SMALL))
        if day.load_minutes:
            over = day.working and day.load_minutes > day.norm_minutes
            ink = theme.warning if over else theme.secondary
            write(
                painter,
                line,
                duration_text(day.load_minutes, ui.tr),
                color=ink,
                face=font(SMALL, bold=over),
                align=RIGHT,
            )
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), QColor(theme.line))

    def _paint_thing(self, painter: QPainter, area: QRectF, thing: Thing) -> None:
        ui, theme = self._ui, self._ui.theme
        hour = QRectF(area.left(), area.top(), 66, area.height())
        spot = QRectF(area.left() + 70, area.center().y() - 8, 16, 16)
        room = area.adjusted(96, 0, -70, 0)
        if isinstance(thing, OccasionGroup):
            paint_icon(painter, spot, "gift", theme.secondary)
            write(painter, room, group_text(thing, ui), color=theme.text, face=font())
            return
        ink = theme.bad if thing.late else theme.secondary if is_pale(thing) else theme.text
        said = clock_text(thing.time, ui)
        if thing.late and thing.date < ui.clock.today():
            said = ui.date(thing.date)
        write(painter, hour, said, color=ink, face=font())
        icon = "gift" if thing.kind in {"occasion", "gift"} else entry_icon(thing)
        paint_icon(painter, spot, icon, theme.bad if thing.late else ink_of(thing, theme))
        name = thing.who.name if thing.who else entry_matter(thing, ui.tr)
        width = write(painter, room, name, color=ink, face=font(bold=not is_pale(thing)))
        rest = room.adjusted(width + GAP_S, 0, 0, 0)
        if thing.who and rest.width() > 30:
            width = paint_badge(painter, rest, thing.who.class_, theme)
            rest = rest.adjusted(width + GAP_S if width else 0, 0, 0, 0)
            if rest.width() > 30:
                write(painter, rest, self._detail(thing), color=theme.secondary, face=font())
        if thing.minutes and thing.kind in {"followup", "meeting"}:
            said = duration_text(thing.minutes, ui.tr)
            write(painter, area, said, color=theme.secondary, face=font(SMALL), align=RIGHT)

    def _detail(self, entry: CalendarEntry) -> str:
        tr = self._ui.tr
        parts = [entry_matter(entry, tr) if entry.who else "", entry.place]
        if entry.their_time:
            parts.append(tr("their time {time}", time=clock_text(entry.their_time, self._ui)))
        return ", ".join(part for part in parts if part)


class AgendaView(QListView):
    """Days with something on them; Up and Down go through it, Enter opens."""

    day_chosen = Signal(object)
    thing_chosen = Signal(object)
    opened = Signal(object)
    wanted = Signal(object)
    whole_day = Signal(object)
    moved = Signal(object, object, object, object)
    acted = Signal(str, object)
    typed = Signal(object, str)
    #: the weeks after those on show shall be read as well
    more_wanted = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, self.day = ui, ui.clock.today()
        self._weeks, self._from = _WEEKS, ui.clock.today()
        self._grown = self._afresh = False
        self._table = _Table(ui)
        self.setModel(self._table)
        self.setItemDelegate(_Delegate(ui, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName(ui.tr("Agenda"))
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(self._open)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.empty = Empty(
            "calendar",
            ui.tr("Nothing is planned yet"),
            ui.theme,
            text=ui.tr("Meetings, steps, birthdays and holidays stand here, day by day."),
            step=ui.tr("Plan something"),
            key=key_text("Ctrl+N"),
            parent=self.viewport(),
        )
        self.empty.begun.connect(lambda: self.wanted.emit(self.day))
        self.empty.hide()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self.ui.theme = theme
        self.viewport().update()

    def begin_at(self, day: dt.date) -> None:
        """Let the list begin with ``day``."""
        if day != self._from:
            self._from, self._weeks = day, _WEEKS
            self._afresh = True

    def range_of(self, day: dt.date) -> tuple[dt.date, dt.date]:
        """Return the weeks on show: more of them once one has read to their end; others where ``day`` lies beyond."""
        last = self._from + dt.timedelta(days=7 * self._weeks - 1)
        if self._from <= day <= last:
            return self._from, last
        return day, day + dt.timedelta(days=7 * _WEEKS - 1)

    def show_span(
        self, span: CalendarSpan, day: dt.date, late: Sequence[CalendarEntry] = (), *, nothing: bool = False
    ) -> None:
        """Show ``span``, ``late`` above it; ``nothing`` tells that the database is empty."""
        self.begin_at(span.start)
        kept, place = self.thing, 0 if self._afresh else self.verticalScrollBar().value()
        self.day, self._afresh, self._grown = day, False, False
        self._table.show(span, span.start, late)
        if kept is not None:
            self.choose(kept)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(place)
        self.empty.setVisible(nothing)

    def let_go(self) -> bool:
        """End a drag; there is none here."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.empty.resize(self.viewport().size())

    def _scrolled(self, value: int) -> None:
        """Ask for the weeks that follow as the end comes near."""
        bar = self.verticalScrollBar()
        near = bar.maximum() > 0 and value > bar.maximum() - self.viewport().height() // 2
        if near and not self._grown and self._table.rows and self._weeks < _MOST_WEEKS:
            self._grown = True
            self._weeks += _WEEKS
            self.more_wanted.emit()

    @property
    def thing(self) -> Thing | None:
        """What is chosen."""
        row = self.currentIndex().data(THING) if self.currentIndex().isValid() else None
        return row if isinstance(row, CalendarEntry | OccasionGroup) else None

    def choose(self, thing: Thing | None) -> None:
        """Mark an entry."""
        for number, row in enumerate(self._table.rows):
            if thing is not None and not isinstance(row, CalendarDay | str) and same(row, thing):
                self.setCurrentIndex(self._table.index(number))
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        thing = self.thing
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Home:
            self.begin_at(self.ui.clock.today())
            self.scrollToTop()
            self.day_chosen.emit(self.ui.clock.today())
        elif isinstance(thing, CalendarEntry) and (name := letter(event)):
            self.acted.emit(name, thing)
        elif isinstance(thing, CalendarEntry) and thing.movable and (days := carried(event)):
            self.moved.emit(thing, thing.date + dt.timedelta(days=days), None, None)
        elif text := begins(event):
            self.typed.emit(thing.date if thing is not None else self.day, text)
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        thing = self.thing
        if thing is not None:
            self.thing_chosen.emit(thing)

    def _open(self, *_: object) -> None:
        if self.thing is not None:
            self.opened.emit(self.thing)
