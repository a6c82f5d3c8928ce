"""A day that holds too much is levelled: which follow-ups move to which day, and why (row R9)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.domain.saying import MONTHS, Speaks, date_text, duration_text

#: the order in which classes give way: the least valuable first, who has no class may become anything
_GIVE_WAY: Final = {name: place for place, name in enumerate(("D", "C", "", "B", "A", "VIP"))}
_MEETINGS: Final = frozenset({"meeting", "visit"})
_DAY: Final = dt.timedelta(days=1)
_LONGEST: Final = 60


@dataclass(frozen=True)
class Limits:
    """How far levelling may go: working days later at most, and what it may touch that it usually leaves."""

    days: int = 3
    timed: bool = False
    vip: bool = False


@dataclass(frozen=True)
class Task:
    """A follow-up as levelling sees it; ``minutes`` is what it takes.

    ``deadline`` is the last day on which it may stand, ``barred`` are days on which the customer's terms, hours
    or holidays are against it. ``fixed`` marks what never moves, such as a step that confirms a meeting.
    """

    ref: int
    date: dt.date
    minutes: int
    person: int | None = None
    occurrence: str = ""
    kind: str = "call"
    timed: bool = False
    class_: str = ""
    deadline: dt.date | None = None
    barred: frozenset[dt.date] = frozenset()
    fixed: bool = False

    def movable(self, limits: Limits) -> bool:
        """Tell whether levelling may put it on another day."""
        if self.fixed or self.kind in _MEETINGS or not self.minutes:
            return False
        if self.timed and not limits.timed:
            return False
        return limits.vip or self.class_ != "VIP"


@dataclass(frozen=True)
class Move:
    """A proposed move, with the reason for it."""

    ref: int
    occurrence: str
    person: int | None
    start: dt.date
    end: dt.date
    minutes: int
    class_: str
    #: what the day held and what can be done on it when this was proposed, and what the other day holds then
    load: int
    norm: int
    after: int

    def reason(self, tr: Speaks) -> str:
        """Return why it moves: “20 Nov 2026 holds 9 h, 8 h can be done; 23 Nov 2026 has room: 6 h then”."""
        values = {
            "start": date_text(self.start, tr),
            "load": duration_text(self.load, tr),
            "norm": duration_text(self.norm, tr),
            "end": date_text(self.end, tr),
            "after": duration_text(self.after, tr),
        }
        if not self.norm:
            return tr("Nobody works on {start}; {end} has room: {after} then", **values)
        said = tr("{start} holds {load}, {norm} can be done; {end} has room: {after} then", **values)
        if self.class_ in {"C", "D"}:
            return tr("{reason}; class {class_} gives way first", reason=said, class_=self.class_)
        return said


Place = tuple[int | None, dt.date]


@dataclass(frozen=True)
class Level:
    """What levelling proposes: the moves, and minutes of each person and day before and after."""

    moves: tuple[Move, ...] = ()
    before: Mapping[Place, int] = field(default_factory=dict)
    after: Mapping[Place, int] = field(default_factory=dict)


def level(
    tasks: Iterable[Task],
    norms: Mapping[Place, int],
    *,
    start: dt.date,
    end: dt.date,
    limits: Limits = Limits(),
) -> Level:
    """Return which ``tasks`` of the days from ``start`` to ``end`` move so that each person's days are within the norm.

    ``norms`` are the minutes that each person can work by day, also of the days after ``end`` to which something may
    move; days that are not among them are never moved to. The first day is relieved first; of a day the least
    valuable class moves, the longest first, to the nearest day that has room. The same input gives the same moves.
    """
    some = sorted(tasks, key=lambda one: (one.date, _order(one)))
    loads: dict[Place, int] = {}
    for task in some:
        loads[task.person, task.date] = loads.get((task.person, task.date), 0) + task.minutes
    before = dict(loads)
    moves: list[Move] = []
    stays = list(some)
    for place in sorted({(one.person, one.date) for one in some}, key=lambda one: (one[1], one[0] or 0)):
        if start <= place[1] <= end and loads[place] > norms.get(place, 0):
            found = _relieve(place, stays, loads, norms, limits)
            moves += found
            gone = {(one.ref, one.occurrence) for one in found}
            stays = [one for one in stays if (one.ref, one.occurrence) not in gone]
    return Level(tuple(moves), before, loads)


def _order(task: Task) -> tuple[int, int, int, int, str]:
    """Return the order in which tasks of a day give way."""
    return (_GIVE_WAY.get(task.class_, 2), int(task.timed), -task.minutes, task.ref, task.occurrence)


def _relieve(
    place: Place, tasks: Sequence[Task], loads: dict[Place, int], norms: Mapping[Place, int], limits: Limits
) -> list[Move]:
    """Move tasks off one person's day until it is within the norm; ``loads`` follow."""
    person, date = place
    norm, moves = norms.get(place, 0), []
    for task in tasks:
        if (task.person, task.date) != place or not task.movable(limits) or loads[place] <= norm:
            continue
        target = _target(task, loads, norms, limits)
        if target is None:
            continue
        there = loads.get((person, target), 0) + task.minutes
        moves.append(
            Move(
                task.ref,
                task.occurrence,
                person,
                date,
                target,
                task.minutes,
                task.class_,
                loads[place],
                norm,
                there,
            )
        )
        loads[place] -= task.minutes
        loads[person, target] = there
    return moves


def _target(
    task: Task, loads: Mapping[Place, int], norms: Mapping[Place, int], limits: Limits
) -> dt.date | None:
    """Return the nearest later working day of the person, within the limits, that has room for ``task``."""
    day, worked = task.date, 0
    for _ in range(_LONGEST):
        day += _DAY
        if task.deadline is not None and day > task.deadline:
            return None
        norm = norms.get((task.person, day), 0)
        worked += norm > 0
        if worked > limits.days:
            return None
        if norm and day not in task.barred and loads.get((task.person, day), 0) + task.minutes <= norm:
            return day
    return None


_SAID: Final = re.compile(
    r"(?<!\w)(?:до|к|ко|не позднее|не позже|by|until|till|before|no later than)\s+"
    r"(?:(?P<iso>\d{4}-\d{2}-\d{2})|(?P<d>\d{1,2})[./](?P<m>\d{1,2})(?:[./](?P<y>\d{2,4}))?(?!\w)"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{'|'.join(MONTHS['ru'])}|[a-z]{{3,9}})(?!\w)"
    r"|(?P<name>[a-z]{3,9})\s+(?P<date>\d{1,2})(?:st|nd|rd|th)?(?!\w))"
)


def deadline_said(text: str, near: dt.date) -> dt.date | None:
    """Return the deadline that the words of a promise name: «выслать до 25 ноября», "send by 25 Nov"; else None.

    A date without a year is the one next to ``near``.
    """
    found = [day for match in _SAID.finditer(text.casefold()) if (day := _read(match, near)) is not None]
    return min(found, default=None)


def _read(match: re.Match[str], near: dt.date) -> dt.date | None:
    try:
        if match["iso"]:
            return dt.date.fromisoformat(match["iso"])
        day = int(match["d"] or match["day"] or match["date"])
        month = int(match["m"]) if match["m"] else _month(match["month"] or match["name"])
        if month is None:
            return None
        if match["y"]:
            return dt.date(int(match["y"]) % 100 + 2000, month, day)
        found = dt.date(near.year, month, day)
        return found.replace(year=near.year + 1) if found < near - dt.timedelta(days=180) else found
    except ValueError:
        return None


def _month(name: str) -> int | None:
    names = [(number, each.casefold()) for spoken in MONTHS.values() for number, each in enumerate(spoken, 1)]
    return next(
        (number for number, each in names if each == name or (name.isascii() and each.startswith(name))), None
    )
