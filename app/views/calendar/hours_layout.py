"""Where the entries of a day stand between its hours; those that overlap share the width."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from app.queries.calendar import CalendarDay, CalendarEntry

#: height of an hour, width of the column of hours, px
HOUR: Final = 44
AXIS: Final = 52
#: steps of dragging, minutes; the shortest box that can still be read, minutes
SNAP: Final = 15
SHORTEST: Final = 25
_EDGE: Final = 6


@dataclass(frozen=True)
class Box:
    """One entry and where it stands."""

    area: QRectF
    entry: CalendarEntry

    def on_edge(self, spot: QPointF) -> bool:
        """Tell whether ``spot`` is on the lower edge, by which the length is drawn."""
        return self.area.contains(spot) and spot.y() > self.area.bottom() - _EDGE


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


def lay_out(days: Sequence[CalendarDay], width: float) -> list[Box]:
    """Return a box for each entry with an hour, in the columns of ``days`` right of the axis."""
    if not days:
        return []
    column = (width - AXIS) / len(days)
    boxes: list[Box] = []
    for place, day in enumerate(days):
        timed = sorted((one for one in day.entries if one.time), key=lambda one: (one.time, -one.minutes))
        for cluster in _clusters(timed):
            boxes += _side_by_side(cluster, AXIS + place * column, column - 4)
    return boxes


def day_at(days: Sequence[CalendarDay], x: float, width: float) -> dt.date | None:
    """Return the day in whose column ``x`` is."""
    if not days or x < AXIS:
        return None
    place = int((x - AXIS) / ((width - AXIS) / len(days)))
    return days[min(place, len(days) - 1)].date


def _span(entry: CalendarEntry) -> tuple[int, int]:
    start = minute_of(entry.time)
    return start, min(1440, start + max(entry.minutes, SHORTEST))


def _clusters(entries: Iterable[CalendarEntry]) -> list[list[CalendarEntry]]:
    """Return runs of entries that overlap one another."""
    found: list[list[CalendarEntry]] = []
    until = -1
    for entry in entries:
        start, end = _span(entry)
        if start >= until:
            found.append([])
        found[-1].append(entry)
        until = max(until, end)
    return found


def _side_by_side(cluster: Sequence[CalendarEntry], left: float, width: float) -> list[Box]:
    ends: list[int] = []
    lanes: list[int] = []
    for entry in cluster:
        start, end = _span(entry)
        lane = next((number for number, until in enumerate(ends) if until <= start), len(ends))
        if lane == len(ends):
            ends.append(end)
        else:
            ends[lane] = end
        lanes.append(lane)
    share = width / len(ends)
    boxes = []
    for entry, lane in zip(cluster, lanes, strict=True):
        start, end = _span(entry)
        top, tall = start * HOUR / 60, (end - start) * HOUR / 60
        boxes.append(Box(QRectF(left + 2 + lane * share, top, share - 1, tall - 1), entry))
    return boxes
