"""One entry of a day as a chip of one line, drawn in the colour of the customer's class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from app.queries.calendar import CalendarEntry, OccasionGroup
from app.views.calendar.words import chip_text, clock_text, group_brief, group_text, is_round
from app.views.kit.icons import paint_icon
from app.views.kit.painting import RIGHT, focus_ring, rounded, width_of, write
from app.views.kit.theme import SMALL, Theme, font

if TYPE_CHECKING:
    from app.views.kit.ui import Ui

#: height of a chip and of the gap below it, px; lower where a month has little room
CHIP: Final = 20
LOW: Final = 18
GAP: Final = 1
_BAR: Final = 3
_MARK: Final = 11


def ink_of(entry: CalendarEntry, theme: Theme) -> str:
    """Return the colour of the entry's class; the secondary one where there is none."""
    look = theme.classes.get(entry.who.class_) if entry.who else None
    return look.text if look else theme.secondary


def is_pale(entry: CalendarEntry) -> bool:
    """Tell whether it lies behind us: done, greeted, skipped."""
    return not entry.open


def paint_chip(
    painter: QPainter, area: QRectF, entry: CalendarEntry, ui: Ui, *, chosen: bool = False
) -> None:
    """Paint an entry: a meeting with its hour on a tint, others with a mark before their words."""
    theme = ui.theme
    if entry.time and entry.kind == "meeting":
        _paint_meeting(painter, area, entry, ui)
    else:
        _paint_step(painter, area, entry, ui)
    if chosen:
        focus_ring(painter, area.adjusted(0, 0, 0, -1), theme, radius=4)


def _paint_meeting(painter: QPainter, area: QRectF, entry: CalendarEntry, ui: Ui) -> None:
    theme, face = ui.theme, font(SMALL)
    look = theme.classes.get(entry.who.class_) if entry.who else None
    rounded(painter, area.adjusted(0, 0, 0, -1), fill=look.tint if look else theme.hover, radius=3)
    painter.fillRect(QRectF(area.left(), area.top(), _BAR, area.height() - 1), QColor(ink_of(entry, theme)))
    left = area.left() + _BAR + 5
    ink = theme.secondary if is_pale(entry) else theme.text
    hour = clock_text(entry.time, ui)
    bold = font(SMALL, bold=not is_pale(entry))
    room = QRectF(left, area.top(), area.right() - left - 4, area.height() - 1)
    right = _paint_class(painter, room, entry, theme)
    left += write(painter, room, hour, color=ink, face=bold) + 5
    spot = QRectF(left, area.top(), right - left, area.height() - 1)
    write(painter, spot, chip_text(entry, ui.tr, spot.width(), face), color=ink, face=face)


def _paint_step(painter: QPainter, area: QRectF, entry: CalendarEntry, ui: Ui) -> None:
    theme = ui.theme
    ink = ink_of(entry, theme)
    spot = QRectF(area.left() + 4, area.center().y() - _MARK / 2 - 0.5, _MARK, _MARK)
    if entry.late:
        paint_icon(painter, spot, "alert", theme.bad)
    elif entry.kind in {"occasion", "gift"}:
        paint_icon(painter, spot, "gift", ink)
    else:
        _paint_ring(painter, spot, ink, theme, done=entry.done)
    words = theme.bad if entry.late else theme.secondary if is_pale(entry) else theme.text
    left = spot.right() + 5
    room = QRectF(left, area.top(), area.right() - left - 4, area.height() - 1)
    right = _paint_class(painter, room, entry, theme)
    if entry.time:
        left += write(painter, room, clock_text(entry.time, ui), color=words, face=font(SMALL, bold=True)) + 5
    face = font(SMALL, bold=entry.late or (is_round(entry) and not is_pale(entry)))
    spot = QRectF(left, area.top(), right - left, area.height() - 1)
    write(painter, spot, chip_text(entry, ui.tr, spot.width(), face), color=words, face=face)


def _paint_ring(painter: QPainter, spot: QRectF, ink: str, theme: Theme, *, done: bool) -> None:
    painter.save()
    painter.setPen(QPen(QColor(ink), 1.6))
    if done:
        painter.setBrush(QColor(ink))
    painter.drawEllipse(spot.adjusted(0.8, 0.8, -0.8, -0.8))
    if done:
        painter.setPen(QPen(QColor(theme.surface), 1.4))
        middle = spot.center()
        painter.drawPolyline(
            [middle + QPointF(-2.4, 0.2), middle + QPointF(-0.6, 2), middle + QPointF(2.6, -1.8)]
        )
    painter.restore()


def _paint_class(painter: QPainter, room: QRectF, entry: CalendarEntry, theme: Theme) -> float:
    """Write the letter of the class at the right; return where the words have to end."""
    class_ = entry.who.class_ if entry.who else ""
    if not class_ or room.width() < 70:
        return room.right()
    face = font(SMALL)
    ink = theme.bad if entry.late else theme.secondary if is_pale(entry) else theme.text
    write(painter, room, class_, color=ink, face=face, align=RIGHT)
    return room.right() - width_of(class_, face) - 5


def paint_group(
    painter: QPainter, area: QRectF, group: OccasionGroup, ui: Ui, *, chosen: bool = False
) -> None:
    """Paint many occasions as one line."""
    theme = ui.theme
    ink = theme.secondary if group.greeted >= group.count else theme.text
    paint_icon(painter, QRectF(area.left() + 4, area.center().y() - 6, _MARK, _MARK), "gift", theme.secondary)
    room = QRectF(area.left() + _MARK + 9, area.top(), area.width() - _MARK - 13, area.height() - 1)
    said = group_text(group, ui)
    if width_of(said, font(SMALL)) > room.width():
        said = group_brief(group, ui)
    write(painter, room, said, color=ink, face=font(SMALL))
    if chosen:
        focus_ring(painter, area.adjusted(0, 0, 0, -1), theme, radius=4)
