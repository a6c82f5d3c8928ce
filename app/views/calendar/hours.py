"""The hours of one day or several: what has a time stands in its place, is moved and made longer there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from app.queries.calendar import CalendarDay, CalendarEntry
from app.views.calendar.chip import ink_of, is_pale
from app.views.calendar.clock_change import change_on, end_of
from app.views.calendar.hours_layout import (
    AXIS,
    DAY,
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
from app.views.calendar.pull import Pull, Wish
from app.views.calendar.words import clock_text, entry_matter, entry_text, hour_text, short_name
from app.views.kit.painting import RIGHT, Drawn, focus_ring, line, painter_on, rounded, tip, width_of, write
from app.views.kit.theme import SMALL, font
from app.views.kit.ui import Ui

_BAR: Final = 3
#: from this width on name and matter stand in one line, px
_WIDE: Final = 320
#: with less room for the name, the hour gives way, px
_NAME: Final = 56


class Hours(Drawn, QWidget):
    """Draws and drags; the view around it owns the keyboard."""

    pressed = Signal(object, object)
    opened = Signal(object)
    #: nothing stands where the user double-clicked: day and «HH:MM»
    wanted = Signal(object, str)
    moved = Signal(object, object, object, object)

    def __init__(self, ui: Ui, pull: Pull, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, self._theme = ui, ui.theme
        self.days: Sequence[CalendarDay] = ()
        self.hours: tuple[tuple[int, int], ...] = ()
        self.chosen: Thing | None = None
        self.day = ui.clock.today()
        self._boxes: list[Box] = []
        self._held: tuple[QPointF, Box, int] | None = None
        self._before: Sequence[CalendarEntry] = ()
        self._pull = pull
        self._ghost: Box | None = None
        self.setFixedHeight(24 * HOUR)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(
        self,
        days: Sequence[CalendarDay],
        hours: tuple[tuple[int, int], ...],
        before: Sequence[CalendarEntry] = (),
    ) -> None:
        """Show ``days``; ``hours`` of work (minutes from midnight) lie lighter, ``before`` goes on in the first."""
        self.days, self.hours, self._before = days, hours, before
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
            self._held = (event.position(), box, box.edge(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._held is None:
            box = self._box_at(at)
            edge = box.edge(at) if box is not None and box.entry.movable else 0
            self.setCursor(Qt.CursorShape.SizeVerCursor if edge else Qt.CursorShape.ArrowCursor)
            return
        start, box, edge = self._held
        if self._ghost is None and (at - start).manhattanLength() < QApplication.startDragDistance():
            return
        self._ghost = Box(self._pulled(box, edge, at, start), box.entry)
        wish = self._wish(at)
        if wish is not None:
            self._pull.over(wish)
        self._pull.at_edge(0 if edge else -1 if at.x() < AXIS else 1 if at.x() > self.width() else 0)
        self.update()

    def _pulled(self, box: Box, edge: int, at: QPointF, start: QPointF) -> QRectF:
        """Return where the dragged box would stand: its edge or the whole of it follows the mouse."""
        area = QRectF(box.area)
        if edge > 0:
            area.setBottom(max(snapped(area.top()) + SNAP, snapped(at.y())) * HOUR / 60)
        elif edge < 0:
            area.setTop(max(0, min(snapped(area.bottom()) - SNAP, snapped(at.y()))) * HOUR / 60)
        else:
            area.moveTop(max(0, snapped(area.top() + at.y() - start.y())) * HOUR / 60)
            day = day_at(self.days, at.x(), self.width())
            if day is not None:
                column = (self.width() - AXIS) / max(1, len(self.days))
                area.moveLeft(AXIS + (day - self.days[0].date).days * column + 2)
        return area

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, wish = self._held, self._wish(event.position())
        self.let_go()
        if held is not None and wish is not None:
            entry = wish.entry
            same_ = (wish.date, entry.time if wish.time is None else wish.time) == (entry.date, entry.time)
            if not same_ or wish.minutes not in (None, entry.minutes):
                self.moved.emit(*wish)

    def _wish(self, at: QPointF) -> Wish | None:
        """Return what letting go here would do: another hour, another length, or above the hours none."""
        if self._held is None or self._ghost is None:
            return None
        (_, box, edge), ghost = self._held, self._ghost
        entry, start = box.entry, minute_of(box.entry.time)
        if edge > 0:
            first = start if box.begins else start - DAY
            return Wish(entry, entry.date, None, max(SNAP, snapped(ghost.area.bottom()) - first))
        if edge < 0:
            time = time_of(snapped(ghost.area.top()))
            return Wish(entry, entry.date, time, max(SNAP, start + entry.minutes - minute_of(time)))
        day = day_at(self.days, at.x(), self.width()) or entry.date
        if at.y() < self.visibleRegion().boundingRect().top():
            return Wish(entry, day, "")
        moved = snapped(ghost.area.top()) - snapped(box.area.top())
        if not box.begins:
            return Wish(entry, day - dt.timedelta(days=1), time_of(start + moved))
        return Wish(entry, day, time_of(snapped(ghost.area.top())))

    def let_go(self) -> bool:
        """End a drag without moving anything; false where there is none."""
        dragged = self._ghost is not None
        self._held = self._ghost = None
        self._pull.end()
        self.update()
        return dragged

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
            usual = self.hours if day.working else ()
            spans = usual if day.hours is None else day.hours
            painter.fillRect(area, QColor(theme.window))
            for start, end in spans:
                lit = QRectF(area.left(), start * HOUR / 60, area.width(), (end - start) * HOUR / 60)
                painter.fillRect(lit, QColor(theme.selection_pale if day.date == self.day else theme.surface))
            line(painter, QPointF(area.left(), 0), QPointF(area.left(), self.height()), theme.line)
            self._paint_change(painter, area, day.date)

    def _paint_change(self, painter: QPainter, column: QRectF, day: dt.date) -> None:
        """Hatch the hour that the change of the clock skips, and name the one that comes twice."""
        change = change_on(day, self.ui.clock.zone)
        if change is None:
            return
        top, tall = change.start * HOUR / 60, (change.end - change.start) * HOUR / 60
        area = QRectF(column.left() + 1, top, column.width() - 1, tall)
        theme, tr = self._theme, self.ui.tr
        if change.back:
            painter.fillRect(area, QColor(theme.warning_tint))
            said = tr("this hour comes twice")
        else:
            painter.fillRect(area, QBrush(QColor(theme.line_strong), Qt.BrushStyle.BDiagPattern))
            said = tr("the clock skips this hour")
        write(painter, area.adjusted(8, 2, -4, 0), said, color=theme.secondary, face=font(SMALL))

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
        taken = width_of(time, bold) + 5
        if room.width() - taken < min(width_of(name, font(SMALL)), _NAME):
            # where it stands says when; whose it is would be lost
            write(painter, room, name, color=ink, face=bold)
        else:
            write(painter, room, time, color=ink, face=bold)
            write(painter, room.adjusted(taken, 0, 0, 0), name, color=ink, face=font(SMALL))
        if area.height() > 34 and entry.who and not wide:
            below = room.translated(0, 16)
            write(painter, below, entry_matter(entry, self.ui.tr), color=theme.secondary, face=font(SMALL))
        if area.height() > 52 and (place := self._third(entry)):
            write(painter, room.translated(0, 32), place, color=theme.secondary, face=font(SMALL))
        if self.chosen is not None and same(entry, self.chosen):
            focus_ring(painter, area, theme, radius=4)

    def _third(self, entry: CalendarEntry) -> str:
        if entry.their_time:
            return self.ui.tr("their time {time}", time=clock_text(entry.their_time, self.ui))
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
        fill, ink = self._pull.colours(theme)
        rounded(painter, area, fill=fill, edge=ink, radius=4)
        start = time_of(snapped(area.top()))
        end = time_of(snapped(area.bottom()))
        said = f"{clock_text(start, self.ui)}–{clock_text(end, self.ui)}"
        room = QRectF(area.left() + 8, area.top() + 1, area.width() - 12, 18)
        write(painter, room, said, color=ink, face=font(SMALL, bold=True))
        if warned := self._pull.first():
            said = warned.text(self.ui.tr)
            wide = min(width_of(said, font(SMALL)) + 16, self.width() - AXIS - 8)
            left = min(area.left(), self.width() - wide - 4)
            below = QRectF(left, area.bottom() + 2, wide, 20)
            rounded(painter, below, fill=theme.raised, edge=theme.line_strong, radius=4)
            write(painter, below.adjusted(8, 0, -4, 0), said, color=ink, face=font(SMALL))

    # --- inside

    def _lay_out(self) -> None:
        self._boxes = lay_out(self.days, self.width(), self.ui.clock.zone, self._before)
        self.update()

    def _box_at(self, spot: QPointF) -> Box | None:
        return next((box for box in reversed(self._boxes) if box.area.contains(spot)), None)

    def _said(self, entry: CalendarEntry) -> str:
        end = end_of(entry.date, minute_of(entry.time), entry.minutes, self.ui.clock.zone) % DAY
        span = f"{clock_text(entry.time, self.ui)}–{clock_text(f'{end // 60:02}:{end % 60:02}', self.ui)}"
        parts = [span, entry.who.name if entry.who else "", entry_matter(entry, self.ui.tr), entry.place]
        if entry.their_time:
            parts.append(self.ui.tr("their time {time}", time=clock_text(entry.their_time, self.ui)))
        return ", ".join(part for part in parts if part)


def first_minute(days: Sequence[CalendarDay], hours: Sequence[tuple[int, int]]) -> int:
    """Return the minute from which a day is worth seeing: the first of its hours or entries."""
    times = [minute_of(one.time) for day in days for one in day.entries if one.time]
    return min([*times, *(start for start, _ in hours), 9 * 60])
