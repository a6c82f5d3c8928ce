"""The week, or one day: names and what has no hour at the top, the hours below (row R4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.queries.calendar import CalendarEntry, CalendarSpan, OccasionGroup
from app.views.calendar.hours import Hours, first_minute
from app.views.calendar.hours_layout import HOUR, SNAP, is_long, minute_of, time_of
from app.views.calendar.keys import DAYS, begins, letter, same
from app.views.calendar.month_layout import Thing, things_of
from app.views.calendar.pull import Pull
from app.views.calendar.week_head import Head
from app.views.calendar.words import clock_text, entry_text, group_text, week_of
from app.views.kit.painting import Drawn
from app.views.kit.ui import Ui


class WeekView(Drawn, QWidget):
    """Seven days or one; arrows go through days and entries, Alt+arrows carry, Alt+Shift+arrows stretch."""

    day_chosen = Signal(object)
    thing_chosen = Signal(object)
    opened = Signal(object)
    #: day, or day and «HH:MM»
    wanted = Signal(object, str)
    whole_day = Signal(object)
    moved = Signal(object, object, object, object)
    acted = Signal(str, object)
    #: something was typed where nothing is chosen: day and text
    typed = Signal(object, str)

    def __init__(self, ui: Ui, *, days: int = 7, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, self._theme, self._count = ui, ui.theme, days
        self.day = ui.clock.today()
        self._span: CalendarSpan | None = None
        self._before: tuple[CalendarEntry, ...] = ()
        self._shown: tuple[dt.date, dt.date] | None = None
        self.thing: Thing | None = None
        self.pull = Pull(self)
        self.head, self.hours = Head(ui, self.pull, self), Hours(ui, self.pull)
        for part in (self.head, self.hours):
            self.pull.changed.connect(part.update)
        self.page = QScrollArea()
        self.page.setWidget(self.hours)
        self.page.setWidgetResizable(True)
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # the days above stand over their hours, which give way to the scroll bar
        self.head.set_margin(self.page.verticalScrollBar().sizeHint().width())
        column.addWidget(self.head)
        column.addWidget(self.page, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for part in (self.head, self.hours):
            part.pressed.connect(self._pressed)
            part.opened.connect(self.opened)
            part.moved.connect(self.moved)
        self.head.whole_day.connect(self.whole_day)
        self.head.time_below = self._time_below
        self.hours.wanted.connect(self.wanted)
        self._minute = QTimer(self, interval=60_000)
        self._minute.timeout.connect(self.hours.update)
        self._minute.start()

    def range_of(self, day: dt.date) -> tuple[dt.date, dt.date]:
        """Return the days on show when the cursor is on ``day``."""
        if self._count == 1:
            return day, day
        start = week_of(day, self.ui)
        return start, start + dt.timedelta(days=self._count - 1)

    def show_span(
        self,
        span: CalendarSpan,
        day: dt.date,
        hours: tuple[tuple[int, int], ...] = ((540, 1080),),
        before: Sequence[CalendarEntry] = (),
    ) -> None:
        """Show ``span`` with the cursor on ``day``; ``hours`` of work lie lighter, ``before`` still goes on."""
        self._span, self.day = span, day
        self._before = tuple(before)
        self.head.show_days(span.days, self._before)
        self.hours.show_days(span.days, hours, self._before)
        if self._shown != (span.start, span.end):
            self._shown = (span.start, span.end)
            first = first_minute(span.days, hours)
            QTimer.singleShot(
                0, self, lambda: self.page.verticalScrollBar().setValue(int((first - 30) * HOUR / 60))
            )
        self.choose(self.thing)

    def choose(self, thing: Thing | None) -> None:
        """Mark an entry where it is still there."""
        found = next((one for one in self._all() if thing is not None and same(one, thing)), None)
        self.thing = self.head.chosen = self.hours.chosen = found
        self.head.day = self.hours.day = self.day
        if isinstance(found, CalendarEntry) and not is_long(found):
            area = self.hours.box_of(found)
            self.page.ensureVisible(int(area.center().x()), int(area.center().y()), 40, 60)
        self._tell()
        self.head.ringed = self.hasFocus() and self.thing is None
        self.head.update()
        self.hours.update()

    def _time_below(self, spot: QPointF) -> str:
        """Return the hour under a place given in the head's own measure."""
        y = self.hours.mapFrom(self, self.head.mapTo(self, spot.toPoint())).y()
        return time_of(int(y / HOUR * 60) // SNAP * SNAP)

    def let_go(self) -> bool:
        """End a drag without moving anything; false where there is none."""
        parts = [self.head.let_go(), self.hours.let_go()]
        return any(parts)

    def sizeHint(self) -> QSize:
        return QSize(880, 640)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in DAYS:
            self._carry(key, stretch=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._go(self.day + dt.timedelta(days=DAYS[key]))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._go(self.day + dt.timedelta(days=-self._count if key == Qt.Key.Key_PageUp else self._count))
        elif key == Qt.Key.Key_Home:
            self._go(self.ui.clock.today())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape and (self.let_go() or self.thing is not None):
            self.choose(None)
            self.thing_chosen.emit(None)
        elif isinstance(self.thing, CalendarEntry) and (name := letter(event)):
            self.acted.emit(name, self.thing)
        elif text := begins(event):
            self.typed.emit(self.day, text)
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        if self.thing is not None:
            self.opened.emit(self.thing)
        else:
            self.wanted.emit(self.day, "")

    def _carry(self, key: Qt.Key, *, stretch: bool) -> None:
        entry = self.thing
        if not isinstance(entry, CalendarEntry) or not entry.movable:
            return
        by = DAYS[key]
        if abs(by) == 1:
            self.moved.emit(entry, entry.date + dt.timedelta(days=by), None, None)
        elif entry.time and stretch:
            self.moved.emit(entry, entry.date, None, max(SNAP, entry.minutes + (SNAP if by > 0 else -SNAP)))
        elif entry.time:
            time = time_of(minute_of(entry.time) + (SNAP if by > 0 else -SNAP))
            self.moved.emit(entry, entry.date, time, None)

    def _step(self, by: int) -> None:
        things = self._of_day()
        if not things:
            return
        at = next(
            (n for n, one in enumerate(things) if self.thing is not None and same(one, self.thing)), None
        )
        number = (0 if by > 0 else len(things) - 1) if at is None else max(0, min(len(things) - 1, at + by))
        self.choose(things[number])
        self.thing_chosen.emit(self.thing)

    def _go(self, day: dt.date) -> None:
        self.day = day
        self.choose(None)
        self.day_chosen.emit(day)

    def _pressed(self, day: dt.date, thing: Thing | None) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        moved = day != self.day
        self.day = day
        self.choose(thing)
        if moved:
            self.day_chosen.emit(day)
        self.thing_chosen.emit(thing)

    def _all(self) -> list[Thing]:
        shown = [thing for day in (self._span.days if self._span else ()) for thing in things_of(day)]
        return [*self._before, *shown]

    def _of_day(self) -> list[Thing]:
        if self._span is None or not self._span.start <= self.day <= self._span.end:
            return []
        return things_of(self._span.day(self.day))

    def _tell(self) -> None:
        day, thing = self.ui.date(self.day, weekday=True), self.thing
        if isinstance(thing, OccasionGroup):
            self.setAccessibleName(f"{day}: {group_text(thing, self.ui)}")
        elif thing is not None:
            said = " ".join(
                part for part in (clock_text(thing.time, self.ui), entry_text(thing, self.ui.tr)) if part
            )
            self.setAccessibleName(f"{day}: {said}")
        else:
            self.setAccessibleName(day)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring()

    def _ring(self) -> None:
        """Show which day the keys are for; the view itself lies under its parts."""
        self.head.ringed = self.hasFocus() and self.thing is None
        self.head.update()
