"""The hours of one day or several: what has a time stands in its place, is moved and made longer there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from app.queries.calendar import CalendarDay, CalendarEntry
from app.views.calendar.chip import ink_of, is_pale
from app.views.calendar.hours_layout import (
    AXIS,
    HOUR,
    SNAP,
    Box,
    day_at,
    lay_out,
    minute_of,
    snapped,
    time_of,
)
from app.views.calendar.keys import same
from app.views.calendar.month_layout import Thing
from app.views.calendar.words import clock_text, entry_matter, entry_text, hour_text, short_name
from app.views.kit.painting import RIGHT, Drawn, focus_ring, line, painter_on, rounded, tip, write
from app.views.kit.theme import SMALL, font
from app.views.kit.ui import Ui

_BAR: Final = 3
#: from this width on name and matter stand in one line, px
_WIDE: Final = 320


class Hours(Drawn, QWidget):
    """Draws and drags; the view around it owns the keyboard."""

    pressed = Signal(object, object)
    opened = Signal(object)
    #: nothing stands where the user double-clicked: day and «HH:MM»
    wanted = Signal(object, str)
    moved = Signal(object, object, object, object)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, self._theme = ui, ui.theme
        self.days: Sequence[CalendarDay] = ()
        self.hours: tuple[tuple[int, int], ...] = ()
        self.chosen: Thing | None = None
        self.day = ui.clock.today()
        self._boxes: list[Box] = []
        self._held: tuple[QPointF, Box, bool] | None = None
        self._ghost: Box | None = None
        self.setFixedHeight(24 * HOUR)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, days: Sequence[CalendarDay], hours: tuple[tuple[int, int], ...]) -> None:
        """Show ``days``; ``hours`` of work (minutes from midnight) lie lighter."""
        self.days, self.hours = days, hours
        self._lay_out()

    def box_of(self, entry: CalendarEntry) -> QRectF:
        """Return where an entry stands, empty where it does not."""
        return next((box.area for box in self._boxes if same(box.entry, entry)), QRectF())

    def sizeHint(self) -> QSize:
        return QSize(700, 24 * HOUR)

    # --- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        box = self._box_at(event.position())
        day = day_at(self.days, event.position().x(), self.width())
        if day is not None:
            self.pressed.emit(day, box.entry if box else None)
        if box is not None and box.entry.movable:
            self._held = (event.position(), box, box.on_edge(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._held is None:
            box = self._box_at(at)
            edge = box is not None and box.entry.movable and box.on_edge(at)
            self.setCursor(Qt.CursorShape.SizeVerCursor if edge else Qt.CursorShape.ArrowCursor)
            return
        start, box, by_edge = self._held
        if self._ghost is None and (at - start).manhattanLength() < QApplication.startDragDistance():
            return
        area = QRectF(box.area)
        if by_edge:
            bottom = max(snapped(area.top()) + SNAP, snapped(at.y()))
            area.setBottom(bottom * HOUR / 60)
        else:
            area.moveTop(max(0, snapped(area.top() + at.y() - start.y())) * HOUR / 60)
            day = day_at(self.days, at.x(), self.width())
            if day is not None:
                column = (self.width() - AXIS) / max(1, len(self.days))
                place = (day - self.days[0].date).days
                area.moveLeft(AXIS + place * column + 2)
        self._ghost = Box(area, box.entry)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, ghost = self._held, self._ghost
        self._held = self._ghost = None
        self.update()
        if held is None or ghost is None:
            return
        entry, by_edge = held[1].entry, held[2]
        if by_edge:
            minutes = snapped(ghost.area.bottom()) - minute_of(entry.time)
            if minutes != entry.minutes:
                self.moved.emit(entry, entry.date, None, max(SNAP, minutes))
            return
        day = day_at(self.days, event.position().x(), self.width()) or entry.date
        time = time_of(snapped(ghost.area.top()))
        if (day, time) != (entry.date, entry.time):
            self.moved.emit(entry, day, time, None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        box = self._box_at(event.position())
        day = day_at(self.days, event.position().x(), self.width())
        if box is not None:
            self.opened.emit(box.entry)
        elif day is not None:
            minute = int(event.position().y() / HOUR * 60) // (2 * SNAP) * 2 * SNAP
            self.wanted.emit(day, time_of(minute))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            box = self._box_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tip(self._said(box.entry)) if box else "", self)
            return True
        return super().event(event)

    # --- painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        painter.fillRect(event.rect(), QColor(self._theme.surface))
        self._paint_ground(painter)
        self._paint_hours(painter)
        for box in self._boxes:
            faded = self._ghost is not None and same(self._ghost.entry, box.entry)
            painter.setOpacity(0.35 if faded else 1.0)
            self._paint_box(painter, box)
        painter.setOpacity(1.0)
        self._paint_now(painter)
        if self._ghost is not None:
            self._paint_ghost(painter, self._ghost)

    def _paint_ground(self, painter: QPainter) -> None:
        theme, count = self._theme, len(self.days)
        if not count:
            return
        column = (self.width() - AXIS) / count
        for place, day in enumerate(self.days):
            area = QRectF(AXIS + place * column, 0, column, self.height())
            spans = self.hours if day.working else ()
            painter.fillRect(area, QColor(theme.window))
            for start, end in spans:
                lit = QRectF(area.left(), start * HOUR / 60, area.width(), (end - start) * HOUR / 60)
                painter.fillRect(lit, QColor(theme.selection_pale if day.date == self.day else theme.surface))
            line(painter, QPointF(area.left(), 0), QPointF(area.left(), self.height()), theme.line)

    def _paint_hours(self, painter: QPainter) -> None:
        theme = self._theme
        for hour in range(24):
            y = hour * HOUR
            line(painter, QPointF(AXIS, y), QPointF(self.width(), y), theme.line)
            if hour:
                said = hour_text(hour, self.ui)
                spot = QRectF(0, y - 10, AXIS - 8, 20)
                write(painter, spot, said, color=theme.secondary, face=font(SMALL), align=RIGHT)

    def _paint_box(self, painter: QPainter, box: Box) -> None:
        theme, entry, area = self._theme, box.entry, box.area
        look = theme.classes.get(entry.who.class_) if entry.who else None
        fill = look.tint if look else theme.hover
        rounded(painter, area, fill=fill, edge=theme.bad if entry.late else "", radius=4)
        painter.fillRect(
            QRectF(area.left(), area.top() + 2, _BAR, area.height() - 4), QColor(ink_of(entry, theme))
        )
        ink = theme.bad if entry.late else theme.secondary if is_pale(entry) else theme.text
        room = QRectF(area.left() + _BAR + 5, area.top() + 1, area.width() - _BAR - 8, 18)
        wide = area.width() > _WIDE
        name = entry_text(entry, self.ui.tr) if wide else short_name(entry.who)
        name = name or entry_matter(entry, self.ui.tr)
        time = clock_text(entry.time, self.ui)
        bold = font(SMALL, bold=not is_pale(entry))
        width = write(painter, room, time, color=ink, face=bold)
        write(painter, room.adjusted(width + 5, 0, 0, 0), name, color=ink, face=font(SMALL))
        if area.height() > 34 and entry.who and not wide:
            below = room.translated(0, 16)
            write(painter, below, entry_matter(entry, self.ui.tr), color=theme.secondary, face=font(SMALL))
        if area.height() > 52 and (place := self._third(entry)):
            write(painter, room.translated(0, 32), place, color=theme.secondary, face=font(SMALL))
        if self.chosen is not None and same(entry, self.chosen):
            focus_ring(painter, area, theme, radius=4)

    def _third(self, entry: CalendarEntry) -> str:
        if entry.their_time:
            return self.ui.tr("their time {time}", time=entry.their_time)
        return entry.place

    def _paint_now(self, painter: QPainter) -> None:
        now = self.ui.clock.local()
        for place, day in enumerate(self.days):
            if day.date == now.date():
                column = (self.width() - AXIS) / len(self.days)
                y = (now.hour * 60 + now.minute) * HOUR / 60
                painter.fillRect(QRectF(AXIS + place * column, y, column, 2), QColor(self._theme.bad))

    def _paint_ghost(self, painter: QPainter, ghost: Box) -> None:
        theme, area = self._theme, ghost.area
        rounded(painter, area, fill=theme.selection, edge=theme.accent, radius=4)
        start = time_of(snapped(area.top()))
        end = time_of(snapped(area.bottom()))
        said = f"{clock_text(start, self.ui)}–{clock_text(end, self.ui)}"
        write(painter, area.adjusted(8, 1, -4, 0), said, color=theme.accent, face=font(SMALL, bold=True))

    # --- inside

    def _lay_out(self) -> None:
        self._boxes = lay_out(self.days, self.width())
        self.update()

    def _box_at(self, spot: QPointF) -> Box | None:
        return next((box for box in reversed(self._boxes) if box.area.contains(spot)), None)

    def _said(self, entry: CalendarEntry) -> str:
        span = f"{clock_text(entry.time, self.ui)}–{clock_text(entry.end, self.ui)}"
        parts = [span, entry.who.name if entry.who else "", entry_matter(entry, self.ui.tr), entry.place]
        if entry.their_time:
            parts.append(self.ui.tr("their time {time}", time=entry.their_time))
        return ", ".join(part for part in parts if part)


def first_minute(days: Sequence[CalendarDay], hours: Sequence[tuple[int, int]]) -> int:
    """Return the minute from which a day is worth seeing: the first of its hours or entries."""
    times = [minute_of(one.time) for day in days for one in day.entries if one.time]
    return min([*times, *(start for start, _ in hours), 9 * 60])
