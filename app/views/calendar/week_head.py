"""The top of a week or a day: names, load, and what has no hour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from app.queries.calendar import CalendarDay, CalendarEntry, OccasionGroup
from app.views.calendar.bars import Bars, bars_of
from app.views.calendar.chip import CHIP, GAP, paint_chip, paint_group
from app.views.calendar.hours_layout import AXIS, day_at
from app.views.calendar.keys import same
from app.views.calendar.month_layout import Thing
from app.views.calendar.pull import Pull, Wish
from app.views.calendar.words import load_text
from app.views.kit.painting import RIGHT, Drawn, focus_ring, line, painter_on, rounded, width_of, write
from app.views.kit.theme import BODY, LARGE, SMALL, font
from app.views.kit.ui import Ui

_NAME: Final = 30
#: lines of what has no hour, before «more»
_LINES: Final = 6


class Head(Drawn, QWidget):
    """The days with their load, and under each what has no hour."""

    pressed = Signal(object, object)
    opened = Signal(object)
    whole_day = Signal(object)
    moved = Signal(object, object, object, object)

    def __init__(self, ui: Ui, pull: Pull, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, self._theme, self._pull = ui, ui.theme, pull
        self._before: Sequence[CalendarEntry] = ()
        #: whether the view around has the keyboard, and nothing is chosen in it
        self.ringed = False
        self.days: tuple[CalendarDay, ...] = ()
        self.day = ui.clock.today()
        self._spots: list[tuple[QRectF, Thing]] = []
        self._more: list[tuple[QRectF, dt.date, int]] = []
        self._held: tuple[QPointF, CalendarEntry] | None = None
        self._over: dt.date | None = None
        self.chosen: Thing | None = None
        self._margin = 0
        #: tells the hour at a place below the head; the view around knows where the hours are
        self.time_below: Callable[[QPointF], str] = lambda _at: ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, days: tuple[CalendarDay, ...], before: Sequence[CalendarEntry] = ()) -> None:
        """Show ``days``; ``before`` began earlier and goes on in the first."""
        self.days, self._before = days, before
        bars = self._bars()
        most = max((bars.lanes_on(day.date) + len(_untimed(day)) for day in days), default=0)
        self.setFixedHeight(_NAME + 6 + min(most, _LINES) * (CHIP + GAP) + 4)
        self._lay_out()

    def set_margin(self, margin: int) -> None:
        """Leave ``margin`` px at the right."""
        self._margin = margin
        self._lay_out()

    def _wide(self) -> int:
        return self.width() - self._margin

    def spot_of(self, thing: Thing) -> QRectF:
        """Return where a thing stands."""
        return next((area for area, one in self._spots if same(one, thing)), QRectF())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _bars(self) -> Bars:
        return bars_of([*self._before, *(one for day in self.days for one in day.entries)], self.days)

    def _lay_out(self) -> None:
        self._spots, self._more = [], []
        column = (self._wide() - AXIS) / max(1, len(self.days))
        bars = self._bars()
        for bar in bars.bars:
            if bar.lane < _LINES:
                first = self._line(bar.first, bar.lane, column)
                area = QRectF(first.topLeft(), self._line(bar.last, bar.lane, column).bottomRight())
                self._spots.append((area, bar.entry))
        for place, day in enumerate(self.days):
            things, taken = _untimed(day), min(bars.lanes_on(day.date), _LINES)
            room = _LINES - taken
            shown = things if len(things) + bool(day.more) <= room else things[: max(0, room - 1)]
            for number, thing in enumerate(shown):
                self._spots.append((self._line(place, taken + number, column), thing))
            if left := len(things) - len(shown) + day.more:
                self._more.append((self._line(place, taken + len(shown), column), day.date, left))
        self.update()

    def _line(self, place: int, number: int, column: float) -> QRectF:
        return QRectF(AXIS + place * column + 2, _NAME + 4 + number * (CHIP + GAP), column - 4, CHIP)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = day_at(self.days, event.position().x(), self._wide())
        if day is None or event.button() != Qt.MouseButton.LeftButton:
            return
        for area, date, _ in self._more:
            if area.contains(event.position()):
                self.whole_day.emit(date)
                return
        thing = self._thing_at(event.position())
        self.pressed.emit(day, thing)
        if isinstance(thing, CalendarEntry) and thing.movable:
            self._held = (event.position(), thing)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._held and (at - self._held[0]).manhattanLength() >= QApplication.startDragDistance():
            self._over = day_at(self.days, at.x(), self._wide())
            if self._over is not None:
                self._pull.over(Wish(self._held[1], self._over, self._time_at(at)))
            self._pull.at_edge(-1 if at.x() < AXIS else 1 if at.x() > self._wide() else 0)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, over = self._held, self._over
        self.let_go()
        if held is None or over is None:
            return
        time = self._time_at(event.position())
        if time is not None or over != held[1].date:
            self.moved.emit(held[1], over, time, None)

    def _time_at(self, at: QPointF) -> str | None:
        """Return the hour under a drag that left the head for the hours; None above them."""
        return self.time_below(at) if at.y() > self.height() else None

    def let_go(self) -> bool:
        """End a drag without moving anything; false where there is none."""
        dragged = self._over is not None
        self._held = self._over = None
        self._pull.end()
        self.update()
        return dragged

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        thing = self._thing_at(event.position())
        if thing is not None:
            self.opened.emit(thing)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, theme = painter_on(self), self._theme
        painter.fillRect(self.rect(), QColor(theme.surface))
        column = (self._wide() - AXIS) / max(1, len(self.days))
        for place, day in enumerate(self.days):
            area = QRectF(AXIS + place * column, 0, column, self.height())
            ground = (
                self._pull.colours(theme)[0]
                if day.date == self._over
                else theme.surface
                if day.working
                else theme.window
            )
            marked_ = day.date == self.day and day.date != self._over
            painter.fillRect(area, QColor(theme.selection_pale if marked_ else ground))
            line(painter, area.topLeft(), area.bottomLeft(), theme.line)
            self._paint_name(painter, QRectF(area.left() + 8, 0, column - 12, _NAME), day)
            if self.ringed and day.date == self.day:
                focus_ring(painter, area.adjusted(1, 1, -1, -1), theme, radius=4)
        for area, thing in self._spots:
            marked = self.chosen is not None and same(thing, self.chosen)
            if isinstance(thing, OccasionGroup):
                paint_group(painter, area, thing, self.ui, chosen=marked)
            else:
                paint_chip(painter, area, thing, self.ui, chosen=marked)
        for area, _, left in self._more:
            said = self.ui.tr("{count} more", count=self.ui.number(left))
            write(painter, area.adjusted(6, 0, 0, 0), said, color=theme.accent, face=font(SMALL))
        line(
            painter,
            QPointF(0, self.height() - 1),
            QPointF(self.width(), self.height() - 1),
            theme.line_strong,
        )

    def _paint_name(self, painter: QPainter, area: QRectF, day: CalendarDay) -> None:
        theme, ui = self._theme, self.ui
        today = day.date == ui.clock.today()
        name = ui.locale.standaloneDayName(day.date.isoweekday(), ui.locale.FormatType.ShortFormat)
        face = font(LARGE if len(self.days) == 1 else BODY, bold=True)
        width = write(painter, area, name[:1].upper() + name[1:], color=theme.secondary, face=font(SMALL)) + 6
        number = str(day.date.day)
        if today:
            wide = max(22.0, width_of(number, face) + 12)
            box = QRectF(area.left() + width, area.center().y() - 10, wide, 20)
            rounded(painter, box, fill=theme.accent, radius=10)
            write(
                painter,
                box.adjusted((wide - width_of(number, face)) / 2, 0, 0, 0),
                number,
                color=theme.accent_ink,
                face=face,
            )
            width += wide + 6
        else:
            width += write(painter, area.adjusted(width, 0, 0, 0), number, color=theme.text, face=face) + 8
        load = load_text(day.load_minutes, ui.tr) if day.load_minutes else ""
        over = day.working and day.load_minutes > day.norm_minutes
        end = width_of(load, font(SMALL)) + 6
        if load and area.width() - width > end:
            write(
                painter,
                area,
                load,
                color=theme.warning if over else theme.secondary,
                face=font(SMALL, bold=over),
                align=RIGHT,
            )
        rest = area.adjusted(width, 0, -end, 0)
        said = day.holiday or (
            ui.tr("away: {names}", names=", ".join(one.name.split()[0] for one in day.leaves))
            if day.leaves
            else ""
        )
        if said and rest.width() > 30:
            write(painter, rest, said, color=theme.bad if day.holiday else theme.secondary, face=font(SMALL))

    def _thing_at(self, spot: QPointF) -> Thing | None:
        return next((thing for area, thing in self._spots if area.contains(spot)), None)


def _untimed(day: CalendarDay) -> list[Thing]:
    return [*day.groups, *(one for one in day.entries if not one.time and one.last_date == one.date)]
