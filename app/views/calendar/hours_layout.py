"""Where the entries of a day stand between its hours; those that overlap share the width."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF

from app.queries.calendar import CalendarDay, CalendarEntry
from app.views.calendar.clock_change import end_of

#: height of an hour, width of the column of hours, px
HOUR: Final = 44
AXIS: Final = 52
#: steps of dragging, minutes; the shortest box that can still be read, minutes
SNAP: Final = 15
SHORTEST: Final = 25
DAY: Final = 1440
_EDGE: Final = 6


@dataclass(frozen=True)
class Box:
    """One entry and where it stands; of what goes past midnight each day has a piece."""

    area: QRectF
    entry: CalendarEntry
    #: whether it begins and ends here, rather than the day before and after
    begins: bool = True
    ends: bool = True

    def edge(self, spot: QPointF) -> int:
        """Return whether ``spot`` is on the upper (−1) or lower (1) edge, by which the length is drawn; else 0."""
        if not self.area.contains(spot):
            return 0
        room = min(_EDGE, self.area.height() / 4)
        if self.ends and spot.y() > self.area.bottom() - room:
            return 1
        return -1 if self.begins and spot.y() < self.area.top() + room else 0


@dataclass(frozen=True)
class _Piece:
    """The part of an entry that lies on one day, in minutes of its wall clock."""

    entry: CalendarEntry
    start: int
    end: int
    begins: bool
    ends: bool

    @property
    def shown_end(self) -> int:
        """Where its box ends: the shortest can still be read."""
        return min(1440, max(self.end, self.start + SHORTEST))


def minute_of(time: str) -> int:
    """Return «HH:MM» as minutes from midnight."""
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)


def time_of(minute: int) -> str:
    """Return minutes from midnight as «HH:MM», kept within the day."""
    kept = max(0, min(1440 - SNAP, minute))
    return f"{kept // 60:02}:{kept % 60:02}"


def snapped(y: float) -> int:
    """Return the minute at height ``y``, on a step."""
    return round(y / HOUR * 60 / SNAP) * SNAP


def is_long(entry: CalendarEntry) -> bool:
    """Tell whether it stands above the hours: it has none, or takes a day or more."""
    return not entry.time or entry.minutes >= DAY


def lay_out(
    days: Sequence[CalendarDay], width: float, zone: ZoneInfo, before: Iterable[CalendarEntry] = ()
) -> list[Box]:
    """Return boxes for the entries with an hour, in the columns of ``days`` right of the axis.

    ``before`` are those that began earlier and go on in the first day.
    """
    if not days:
        return []
    column = (width - AXIS) / len(days)
    timed = [one for one in before if not is_long(one)]
    timed += [one for day in days for one in day.entries if not is_long(one)]
    pieces: dict[dt.date, list[_Piece]] = defaultdict(list)
    for entry in timed:
        for date, piece in _pieces(entry, zone):
            pieces[date].append(piece)
    boxes: list[Box] = []
    for place, day in enumerate(days):
        here = sorted(pieces[day.date], key=lambda one: (one.start, -one.end))
        for cluster in _clusters(here):
            boxes += _side_by_side(cluster, AXIS + place * column, column - 4)
    return boxes


def day_at(days: Sequence[CalendarDay], x: float, width: float) -> dt.date | None:
    """Return the day in whose column ``x`` is."""
    if not days or x < AXIS:
        return None
    place = int((x - AXIS) / ((width - AXIS) / len(days)))
    return days[min(place, len(days) - 1)].date


def _pieces(entry: CalendarEntry, zone: ZoneInfo) -> Iterator[tuple[dt.date, _Piece]]:
    """Yield the days of an entry, each with its part."""
    start = minute_of(entry.time)
    end = end_of(entry.date, start, entry.minutes, zone)
    for number in range(max(end - 1, start) // DAY + 1):
        first, last = max(start - number * DAY, 0), min(end - number * DAY, DAY)
        piece = _Piece(entry, first, last, number == 0, end <= (number + 1) * DAY)
        yield entry.date + dt.timedelta(days=number), piece


def _clusters(pieces: Iterable[_Piece]) -> list[list[_Piece]]:
    """Return runs of pieces that overlap one another."""
    found: list[list[_Piece]] = []
    until = -1
    for piece in pieces:
        if piece.start >= until:
            found.append([])
        found[-1].append(piece)
        until = max(until, piece.shown_end)
    return found


def _side_by_side(cluster: Sequence[_Piece], left: float, width: float) -> list[Box]:
    ends: list[int] = []
    lanes: list[int] = []
    for piece in cluster:
        lane = next((number for number, until in enumerate(ends) if until <= piece.start), len(ends))
        if lane == len(ends):
            ends.append(piece.shown_end)
        else:
            ends[lane] = piece.shown_end
        lanes.append(lane)
    share = width / len(ends)
    boxes = []
    for piece, lane in zip(cluster, lanes, strict=True):
        top, tall = piece.start * HOUR / 60, (piece.shown_end - piece.start) * HOUR / 60
        area = QRectF(left + 2 + lane * share, top, share - 1, tall - 1)
        boxes.append(Box(area, piece.entry, piece.begins, piece.ends))
    return boxes
