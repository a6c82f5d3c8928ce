"""One month to pick a day from, by mouse or by arrows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, QLocale, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.views.kit.icons import paint_icon
from app.views.kit.painting import CENTER, LEFT, Drawn, focus_ring, painter_on, rounded, write
from app.views.kit.rounding import round_off
from app.views.kit.theme import BODY, SMALL, Theme, font

if TYPE_CHECKING:
    from app.language import Translator

_CELL: Final = 32
_SIDE: Final = 8
_HEAD: Final = 36
_DAYS: Final = 22
_WEEKS: Final = 6
_FIRST, _LAST = dt.date(1800, 1, 1), dt.date(2999, 12, 31)


def month_later(day: dt.date, months: int) -> dt.date:
    """Return the day ``months`` later (or earlier), moved to the end of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return dt.date(year, month + 1, min(day.day, (following - dt.timedelta(days=1)).day))


class MonthPicker(Drawn, QWidget):
    """Six weeks; arrows move by days and weeks, PageUp and PageDown by months, with Shift by years."""

    picked = Signal(object)

    def __init__(
        self,
        day: dt.date,
        theme: Theme,
        tr: Translator,
        *,
        today: dt.date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``day`` is where the choice begins, ``today`` is marked."""
        super().__init__(parent)
        self._theme, self._tr, self._today = theme, tr, today
        # The window's own locale knows the country, and with it the first day of the week.
        own = QLocale()
        self._locale = own if own.name().startswith(tr.code) else QLocale(tr.code)
        self._day = day
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        round_off(self)
        self.setFixedSize(self.sizeHint())
        self._tell()

    @property
    def day(self) -> dt.date:
        """The day that Enter would pick."""
        return self._day

    def pop_up_under(self, widget: QWidget) -> None:
        """Open below ``widget`` and take the keyboard; it goes away by itself."""
        self.setWindowFlags(Qt.WindowType.Popup | Qt.WindowType.NoDropShadowWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.picked.connect(self.close)
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 2)))
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def cell(self, day: dt.date) -> QRectF:
        """Return where ``day`` stands in the month on show."""
        place = (day - self._first()).days
        left, top = _SIDE + place % 7 * _CELL, _HEAD + _DAYS + place // 7 * _CELL
        return QRectF(left, top, _CELL, _CELL)

    def sizeHint(self) -> QSize:
        return QSize(2 * _SIDE + 7 * _CELL, _HEAD + _DAYS + _WEEKS * _CELL + _SIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        leap = 12 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        months = {Qt.Key.Key_PageUp: -leap, Qt.Key.Key_PageDown: leap}
        key = Qt.Key(event.key())
        if key in days:
            self._go(self._day + dt.timedelta(days=days[key]))
        elif key in months:
            self._go(month_later(self._day, months[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self._day)
        elif key == Qt.Key.Key_Home and self._today:
            self._go(self._today)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._go(month_later(self._day, -1 if event.angleDelta().y() > 0 else 1))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position()
        for step, spot in self._arrows().items():
            if spot.contains(at):
                self._go(month_later(self._day, step))
                return
        day = self._day_at(at)
        if day is not None:
            self._go(day)
            self.picked.emit(day)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        theme = self._theme
        rounded(painter, self.rect(), fill=theme.raised, edge=theme.line_strong, radius=8)
        head = QRectF(_SIDE + 8, 4, self.width(), _HEAD - 4)
        write(painter, head, self._title(), color=theme.text, face=font(BODY, bold=True), align=LEFT)
        for step, spot in self._arrows().items():
            paint_icon(
                painter,
                spot.adjusted(6, 6, -6, -6),
                f"chevron-{'left' if step < 0 else 'right'}",
                theme.secondary,
            )
        self._paint_weekdays(painter)
        mouse = self._day_at(self.mapFromGlobal(self.cursor().pos()).toPointF())
        for number in range(7 * _WEEKS):
            self._paint_day(painter, self._first() + dt.timedelta(days=number), mouse)

    def _paint_weekdays(self, painter: QPainter) -> None:
        for column in range(7):
            number = (self._locale.firstDayOfWeek().value - 1 + column) % 7 + 1
            name = self._locale.standaloneDayName(number, QLocale.FormatType.ShortFormat)
            spot = QRectF(_SIDE + column * _CELL, _HEAD, _CELL, _DAYS)
            write(painter, spot, name, color=self._theme.secondary, face=font(SMALL), align=CENTER)

    def _paint_day(self, painter: QPainter, day: dt.date, mouse: dt.date | None) -> None:
        theme = self._theme
        spot = self.cell(day).adjusted(2, 2, -2, -2)
        ink = theme.text if day.month == self._day.month else theme.disabled
        if day == self._day:
            rounded(painter, spot, fill=theme.accent)
            ink = theme.accent_ink
        elif day == mouse:
            rounded(painter, spot, fill=theme.hover)
        bold = day == self._today
        if bold and day != self._day:
            focus_ring(painter, spot, theme)
        write(painter, spot, str(day.day), color=ink, face=font(BODY, bold=bold), align=CENTER)

    def _title(self) -> str:
        name = self._locale.standaloneMonthName(self._day.month)
        return f"{name[:1].upper()}{name[1:]} {self._day.year}"

    def _arrows(self) -> dict[int, QRectF]:
        right = self.width() - _SIDE
        return {-1: QRectF(right - 56, 6, 28, 28), 1: QRectF(right - 28, 6, 28, 28)}

    def _first(self) -> dt.date:
        """Return the day in the upper left corner."""
        start = self._day.replace(day=1)
        return start - dt.timedelta(days=(start.isoweekday() - self._locale.firstDayOfWeek().value) % 7)

    def _day_at(self, at: QPointF) -> dt.date | None:
        column, week = (at.x() - _SIDE) // _CELL, (at.y() - _HEAD - _DAYS) // _CELL
        if not (0 <= column < 7 and 0 <= week < _WEEKS):
            return None
        return self._first() + dt.timedelta(days=int(week * 7 + column))

    def _go(self, day: dt.date) -> None:
        self._day = min(_LAST, max(_FIRST, day))
        self._tell()
        self.update()

    def _tell(self) -> None:
        self.setAccessibleName(
            self._locale.toString(
                QDate(self._day.year, self._day.month, self._day.day), QLocale.FormatType.LongFormat
            )
        )
