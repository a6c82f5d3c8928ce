"""The month: a cell a day with its chips, its load against the hours of work, moved by mouse and by arrows."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from app.queries.calendar import CalendarDay, CalendarEntry, CalendarSpan, OccasionGroup
from app.views.calendar.chip import paint_chip, paint_group
from app.views.calendar.keys import DAYS, begins, carried, letter, same
from app.views.calendar.month_face import paint_face
from app.views.calendar.month_layout import NAMES, Cell, Layout, Thing, lay_out, things_of
from app.views.calendar.pull import Pull, Wish
from app.views.calendar.words import clock_text, entry_text, first_weekday, group_text
from app.views.kit.month import month_later
from app.views.kit.painting import (
    Drawn,
    focus_ring,
    line,
    painter_on,
    rounded,
    tip,
    width_of,
    write,
)
from app.views.kit.theme import SMALL, font
from app.views.kit.ui import Ui

#: so near to the upper or lower edge a drag turns the page, px
_EDGE: Final = 14


class MonthView(Drawn, QWidget):
    """Whole weeks; arrows move by days and weeks, Enter goes into the day, Alt+arrows move what is chosen."""

    #: another day has the cursor
    day_chosen = Signal(object)
    #: an entry or a group was chosen; None for the day itself
    thing_chosen = Signal(object)
    #: an entry or a group shall be opened
    opened = Signal(object)
    #: a day without an entry was double-clicked or Enter was pressed on an empty one
    wanted = Signal(object)
    #: the whole day shall be shown
    whole_day = Signal(object)
    #: an entry shall go to another day: entry, date, time, minutes
    moved = Signal(object, object, object, object)
    #: a letter was pressed on what is chosen: done, snooze, trash
    acted = Signal(str, object)
    #: something was typed where nothing is chosen: day and text
    typed = Signal(object, str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, self._theme = ui, ui.theme
        self._span: CalendarSpan | None = None
        self._layout = Layout()
        self.day = ui.clock.today()
        self._month = self.day.month
        self._chosen: int | None = None
        self._pressed: tuple[QPointF, Thing] | None = None
        self._dragged: CalendarEntry | None = None
        self._target: dt.date | None = None
        self.pull = Pull(self)
        self.pull.changed.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # --- what is shown

    def range_of(self, day: dt.date) -> tuple[dt.date, dt.date]:
        """Return the first and the last day that a month with ``day`` shows: whole weeks."""
        first = day.replace(day=1)
        start = first - dt.timedelta(days=(first.weekday() - first_weekday(self.ui)) % 7)
        last = month_later(first, 1) - dt.timedelta(days=1)
        weeks = max(5, -(-((last - start).days + 1) // 7))
        return start, start + dt.timedelta(days=weeks * 7 - 1)

    def show_span(self, span: CalendarSpan, day: dt.date) -> None:
        """Show ``span`` with the cursor on ``day``; what was chosen stays chosen where it is still there."""
        kept = self.thing
        self._span, self.day, self._month = span, day, day.month
        things = self._things()
        self._chosen = next((n for n, one in enumerate(things) if kept is not None and same(one, kept)), None)
        self._lay_out()

    @property
    def thing(self) -> Thing | None:
        """What is chosen in the day of the cursor."""
        things = self._things()
        return things[self._chosen] if self._chosen is not None and self._chosen < len(things) else None

    def choose(self, thing: Thing | None) -> None:
        """Mark an entry of the day of the cursor, or none."""
        things = self._things()
        self._chosen = next(
            (n for n, one in enumerate(things) if thing is not None and same(one, thing)), None
        )
        self._tell()
        self.update()

    def area_of(self, thing: Thing) -> QRectF:
        """Return where an entry stands, empty where it has no room."""
        for cell in self._layout.cells:
            for area, one in cell.chips:
                if same(one, thing):
                    return area
        return QRectF()

    def area_of_day(self, date: dt.date) -> QRectF:
        """Return where a day stands."""
        cell = self._layout.of(date)
        return cell.area if cell else QRectF()

    def sizeHint(self) -> QSize:
        return QSize(880, 640)

    def minimumSizeHint(self) -> QSize:
        return QSize(420, 320)

    # --- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if days := carried(event):
            self._carry(days)
        elif self._chosen is not None and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        elif key in DAYS and not held & ~Qt.KeyboardModifier.KeypadModifier:
            self._go(self.day + dt.timedelta(days=DAYS[key]))
        elif key in _MONTHS:
            self._go(month_later(self.day, _MONTHS[key]))
        elif key == Qt.Key.Key_Home:
            self._go(self.ui.clock.today())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape and (self.let_go() or self._chosen is not None):
            self._choose(None)
        elif not self._act(event):
            if text := begins(event):
                self.typed.emit(self.day, text)
            else:
                super().keyPressEvent(event)

    def _act(self, event: QKeyEvent) -> bool:
        thing = self.thing
        name = letter(event)
        if not name or not isinstance(thing, CalendarEntry):
            return False
        self.acted.emit(name, thing)
        return True

    def _enter(self) -> None:
        thing = self.thing
        if thing is not None:
            self.opened.emit(thing)
        elif self._things():
            self._choose(0)
        else:
            self.wanted.emit(self.day)

    def _step(self, by: int) -> None:
        things = self._things()
        self._choose(max(0, min(len(things) - 1, (self._chosen or 0) + by)))

    def _carry(self, days: int) -> None:
        thing = self.thing
        if isinstance(thing, CalendarEntry) and thing.movable:
            self.moved.emit(thing, thing.date + dt.timedelta(days=days), None, None)

    def _choose(self, number: int | None) -> None:
        self._chosen = number
        self._tell()
        self.thing_chosen.emit(self.thing)
        self.update()

    def _go(self, day: dt.date) -> None:
        self.day, self._chosen = day, None
        self._tell()
        self.update()
        self.day_chosen.emit(day)

    # --- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        cell = self._layout.at(event.position())
        if cell is None:
            return
        thing = _thing_at(cell, event.position())
        if cell.day.date != self.day:
            self._go(cell.day.date)
        self._choose(things_of(cell.day).index(thing) if thing is not None else None)
        self._pressed = (event.position(), thing) if thing is not None else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            over = self._layout.at(event.position())
            linked = over is not None and over.more.contains(event.position())
            self.setCursor(Qt.CursorShape.PointingHandCursor if linked else Qt.CursorShape.ArrowCursor)
            return
        at, thing = self._pressed
        far = (event.position() - at).manhattanLength() >= QApplication.startDragDistance()
        if self._dragged is None and far and isinstance(thing, CalendarEntry) and thing.movable:
            self._dragged = thing
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragged is not None:
            cell = self._layout.at(event.position())
            self._target = cell.day.date if cell else None
            if self._target is not None:
                self.pull.over(Wish(self._dragged, self._target))
            y = event.position().y()
            self.pull.at_edge(-1 if y < NAMES + _EDGE else 1 if y > self.height() - _EDGE else 0)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged, target = self._dragged, self._target
        self.let_go()
        if dragged is not None:
            if target is not None and target != dragged.date:
                self.moved.emit(dragged, target, None, None)
            return
        cell = self._layout.at(event.position())
        if cell is not None and cell.more.contains(event.position()):
            self.whole_day.emit(cell.day.date)

    def let_go(self) -> bool:
        """End a drag without moving anything; false where there is none."""
        dragged = self._dragged is not None
        self._pressed = self._dragged = self._target = None
        self.pull.end()
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.update()
        return dragged

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self._layout.at(event.position())
        if cell is None:
            return
        thing = _thing_at(cell, event.position())
        if thing is not None:
            self.opened.emit(thing)
        elif not cell.more.contains(event.position()):
            self.wanted.emit(cell.day.date)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._go(month_later(self.day, -1 if event.angleDelta().y() > 0 else 1))
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self._layout.at(QPointF(event.pos()))
            said = self._tip(cell, QPointF(event.pos())) if cell else ""
            QToolTip.showText(event.globalPos(), tip(said), self)
            return True
        return super().event(event)

    def _tip(self, cell: Cell, at: QPointF) -> str:
        thing = _thing_at(cell, at)
        if thing is not None:
            return self._said(thing)
        day = cell.day
        parts = [day.holiday, *(f"{one.name}: {one.note or self.ui.tr('leave')}" for one in day.leaves)]
        return ", ".join(part for part in parts if part)

    # --- painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        painter.fillRect(self.rect(), QColor(self._theme.surface))
        self._paint_names(painter)
        for cell in self._layout.cells:
            self._paint_ground(painter, cell)
        for cell in self._layout.cells:
            self._paint_cell(painter, cell)
        self._paint_cursor(painter)
        self._paint_dragged(painter)

    def _paint_names(self, painter: QPainter) -> None:
        theme, locale = self._theme, self.ui.locale
        painter.fillRect(QRectF(0, 0, self.width(), NAMES), QColor(theme.window))
        for column, (left, right) in enumerate(self._layout.columns):
            number = (first_weekday(self.ui) + column) % 7 + 1
            name = locale.standaloneDayName(number)
            if width_of(name, font(SMALL)) > right - left - 12:
                name = locale.standaloneDayName(number, locale.FormatType.ShortFormat)
            spot = QRectF(left + 8, 0, right - left - 12, NAMES)
            write(painter, spot, name[:1].upper() + name[1:], color=theme.secondary, face=font(SMALL))

    def _paint_ground(self, painter: QPainter, cell: Cell) -> None:
        theme, day, area = self._theme, cell.day, cell.area
        if day.date == self._target:
            painter.fillRect(area, QColor(self.pull.colours(theme)[0]))
        elif not day.working:
            painter.fillRect(area, QColor(theme.window))
        if day.date == self.day and day.date != self._target:
            painter.fillRect(area, QColor(theme.selection_pale))
        line(painter, QPointF(area.left(), area.top()), QPointF(area.right(), area.top()), theme.line)
        if area.left() > 0:
            line(painter, QPointF(area.left(), area.top()), QPointF(area.left(), area.bottom()), theme.line)

    def _paint_cell(self, painter: QPainter, cell: Cell) -> None:
        named = cell.day.date.day == 1 or cell is self._layout.cells[0]
        paint_face(painter, cell, self.ui, month=self._month, named=named)
        chosen = self.thing if cell.day.date == self.day else None
        painter.setOpacity(1.0)
        for area, thing in cell.chips:
            marked = chosen is not None and same(thing, chosen)
            if thing is self._dragged:
                painter.setOpacity(0.4)
            if isinstance(thing, OccasionGroup):
                paint_group(painter, area, thing, self.ui, chosen=marked)
            else:
                paint_chip(painter, area, thing, self.ui, chosen=marked)
            painter.setOpacity(1.0)
        if cell.left and not cell.more.isEmpty():
            said = self.ui.tr("{count} more", count=self.ui.number(cell.left))
            room = cell.more.adjusted(6, 0, 0, 0)
            hidden = chosen is not None and not any(same(thing, chosen) for _, thing in cell.chips)
            write(painter, room, said, color=self._theme.accent, face=font(SMALL, bold=hidden))

    def _paint_cursor(self, painter: QPainter) -> None:
        cell = self._layout.of(self.day)
        if cell is None:
            return
        if self.hasFocus():
            focus_ring(painter, cell.area, self._theme, radius=2)
        else:
            rounded(painter, cell.area, edge=self._theme.accent, radius=2)

    def _paint_dragged(self, painter: QPainter) -> None:
        if self._dragged is None:
            return
        at = QPointF(self.mapFromGlobal(self.cursor().pos()))
        warned = self.pull.first()
        said = warned.text(self.ui.tr) if warned else ""
        wide = max(150.0, min(380.0, width_of(said, font(SMALL)) + 14))
        left = min(at.x() - 40, self.width() - wide - 4)
        area = QRectF(left, at.y() - 10, wide, 40 if said else 20)
        rounded(painter, area, fill=self._theme.raised, edge=self._theme.line_strong, radius=4)
        paint_chip(painter, QRectF(area.left() + 1, area.top() + 1, wide - 2, 19), self._dragged, self.ui)
        spot = area.adjusted(6, 20, -6, 0)
        write(painter, spot, said, color=self.pull.colours(self._theme)[1], face=font(SMALL))

    # --- inside

    def _lay_out(self) -> None:
        days: tuple[CalendarDay, ...] = self._span.days if self._span else ()
        self._layout = lay_out(days, self.width(), self.height())
        self._tell()
        self.update()

    def _things(self) -> list[Thing]:
        if self._span is None or not self._span.start <= self.day <= self._span.end:
            return []
        return things_of(self._span.day(self.day))

    def _said(self, thing: Thing) -> str:
        if isinstance(thing, OccasionGroup):
            return group_text(thing, self.ui)
        parts = [clock_text(thing.time, self.ui), entry_text(thing, self.ui.tr), thing.place]
        if thing.their_time:
            parts.append(self.ui.tr("their time {time}", time=clock_text(thing.their_time, self.ui)))
        return ", ".join(part for part in parts if part)

    def _tell(self) -> None:
        """Tell screen readers where the cursor is."""
        tr, thing = self.ui.tr, self.thing
        day = self.ui.date(self.day, weekday=True)
        many = tr.plural("{count} entry", "{count} entries", len(self._things()))
        self.setAccessibleName(f"{day}: {self._said(thing)}" if thing is not None else f"{day}: {many}")


def _thing_at(cell: Cell, at: QPointF) -> Thing | None:
    return next((thing for area, thing in cell.chips if area.contains(at)), None)


_MONTHS: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
