"""Where everything stands in a month: days, their chips, the links to what has no room."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from app.queries.calendar import CalendarDay, CalendarEntry, OccasionGroup
from app.views.calendar.chip import CHIP, GAP, LOW

#: height of the names of the weekdays, and of the line with the number of a day, px
NAMES: Final = 24
NUMBER: Final = 24
_PAD: Final = 3
#: a day off needs less room, in shares of a working day's width
_OFF: Final = 0.63
#: weeks lower than this have lower lines, px
_TIGHT: Final = 112

Thing = CalendarEntry | OccasionGroup


@dataclass(frozen=True)
class Cell:
    """One day: where it stands, what of it is shown, and how much is left for «more»."""

    area: QRectF
    day: CalendarDay
    chips: tuple[tuple[QRectF, Thing], ...] = ()
    more: QRectF = field(default_factory=QRectF)
    left: int = 0


@dataclass(frozen=True)
class Layout:
    """The cells of a month, week by week."""

    cells: tuple[Cell, ...] = ()
    columns: tuple[tuple[float, float], ...] = ()

    def at(self, spot: QPointF) -> Cell | None:
        """Return the day under ``spot``."""
        return next((cell for cell in self.cells if cell.area.contains(spot)), None)

    def of(self, date: dt.date) -> Cell | None:
        """Return the cell of ``date``."""
        return next((cell for cell in self.cells if cell.day.date == date), None)


def things_of(day: CalendarDay) -> list[Thing]:
    """Return what stands in a day, in order: groups of occasions first, then entries."""
    return [*day.groups, *day.entries]


def lay_out(days: Sequence[CalendarDay], width: float, height: float) -> Layout:
    """Place ``days`` (whole weeks) into ``width`` × ``height``; days off at the end of the week are narrower."""
    weeks = len(days) // 7
    if not weeks or width < 70 or height < NAMES:
        return Layout()
    shares = [_OFF if day.date.weekday() > 4 else 1.0 for day in days[:7]]
    edges = [0.0]
    for share in shares:
        edges.append(edges[-1] + width * share / sum(shares))
    columns = tuple((round(one), round(two)) for one, two in itertools.pairwise(edges))
    tall = (height - NAMES) / weeks
    cells = []
    for place, day in enumerate(days):
        left, right = columns[place % 7]
        top, bottom = round(NAMES + place // 7 * tall), round(NAMES + (place // 7 + 1) * tall)
        cells.append(_cell(day, QRectF(left, top, right - left, bottom - top)))
    return Layout(tuple(cells), columns)


def _cell(day: CalendarDay, area: QRectF) -> Cell:
    things = things_of(day)
    chip = LOW if area.height() < _TIGHT else CHIP
    head = NUMBER - (CHIP - chip)
    top = area.top() + head + banner_lines(day) * (CHIP + GAP)
    rows = max(0, int((area.bottom() - 1 - top) // (chip + GAP)))
    fits = len(things) <= rows and not day.more
    shown = things if fits else things[: max(0, rows - 1)]
    wide = area.width() - 2 * _PAD
    chips = tuple(
        (QRectF(area.left() + _PAD, top + row * (chip + GAP), wide, chip), thing)
        for row, thing in enumerate(shown)
    )
    left = len(things) - len(shown) + day.more
    more = QRectF()
    if left and rows:
        more = QRectF(area.left() + _PAD, top + len(shown) * (chip + GAP), wide, chip)
    return Cell(area, day, chips, more, left)


def banner_lines(day: CalendarDay) -> int:
    """Return how many lines the names of a holiday and of leave take; a holiday has two where nothing else is on."""
    return (1 + (not things_of(day) and not day.leaves) if day.holiday else 0) + bool(day.leaves)
