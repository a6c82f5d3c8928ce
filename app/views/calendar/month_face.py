"""The head of a day in a month: its number, how full it is, what holiday it is and who is away."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.views.calendar.month_layout import NUMBER, Cell, banner_lines
from app.views.calendar.words import load_text
from app.views.kit.painting import RIGHT, rounded, width_of, write
from app.views.kit.theme import BODY, SMALL, font
from app.views.kit.ui import Ui

_METER: Final = 26


def paint_face(painter: QPainter, cell: Cell, ui: Ui, *, month: int, named: bool) -> None:
    """Paint all of it; days of another ``month`` are paler, ``named`` writes the month beside the number."""
    width = _paint_number(painter, cell, ui, month=month, named=named)
    _paint_load(painter, cell, ui, width)
    _paint_banner(painter, cell, ui)


def _paint_number(painter: QPainter, cell: Cell, ui: Ui, *, month: int, named: bool) -> float:
    theme, day, today = ui.theme, cell.day.date, ui.clock.today()
    own = day.month == month
    text = ui.date(day, year=False) if named else str(day.day)
    face = font(BODY, bold=own and day >= today)
    spot = QRectF(cell.area.left() + 8, cell.area.top() + 2, cell.area.width() - 12, NUMBER - 2)
    ink = theme.text if own else theme.secondary
    if day == today:
        face, ink = font(BODY, bold=True), theme.accent_ink
        width = max(22.0, width_of(text, face) + 12)
        rounded(painter, QRectF(spot.left() - 5, spot.top() + 1, width, 20), fill=theme.accent, radius=10)
        spot.translate((width - width_of(text, face)) / 2 - 5, 0)
    return 8 + write(painter, spot, text, color=ink, face=face)


def _paint_load(painter: QPainter, cell: Cell, ui: Ui, taken: float) -> None:
    """Paint how full the day is: a meter, the norm as a tick on it, and the hours."""
    theme, day = ui.theme, cell.day
    if not day.load_minutes:
        return
    over = day.load_minutes > day.norm_minutes and day.working
    said = load_text(day.load_minutes, ui.tr)
    area = QRectF(cell.area.left(), cell.area.top() + 2, cell.area.width() - 6, NUMBER - 2)
    ink = theme.warning if over else theme.secondary
    face = font(SMALL, bold=over)
    if width_of(said, face) + taken + 8 > area.width():
        return
    width = write(painter, area, said, color=ink, face=face, align=RIGHT)
    left = area.right() - width - 6 - _METER
    if left < cell.area.left() + taken + 6 or not day.norm_minutes:
        return
    bar = QRectF(left, area.center().y() - 2, _METER, 4)
    rounded(painter, bar, fill=theme.track, radius=2)
    share = min(1.0, day.load_minutes / day.norm_minutes)
    rounded(painter, QRectF(bar.left(), bar.top(), max(3.0, _METER * share), 4), fill=ink, radius=2)
    tick = bar.right() - (1 if not over else 3)
    painter.fillRect(QRectF(tick, bar.top() - 2, 1, 8), QColor(ink))


def _paint_banner(painter: QPainter, cell: Cell, ui: Ui) -> None:
    """Write the name of a holiday, and who is away."""
    theme, day = ui.theme, cell.day
    room = QRectF(cell.area.left() + 8, cell.area.top() + NUMBER, cell.area.width() - 12, 20)
    if day.holiday and banner_lines(day) > 1 and not day.leaves:
        wrap = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.setFont(font(SMALL, bold=True))
        painter.setPen(QColor(theme.bad))
        painter.drawText(room.adjusted(0, 2, 0, 22), wrap, day.holiday)
        return
    if day.holiday:
        write(painter, room, day.holiday, color=theme.bad, face=font(SMALL, bold=True))
        room.translate(0, 21)
    if day.leaves:
        names = ", ".join(one.name.split()[0] for one in day.leaves if one.name)
        said = ui.tr("away: {names}", names=names)
        write(painter, room, said, color=theme.secondary, face=font(SMALL))
