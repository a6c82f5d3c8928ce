"""Series by the iCalendar rules (RFC 5545 RRULE), and wall-clock times of a zone across clock changes (row R1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: the steps of a rule on days; hours and minutes are not for promises to customers
_NUMBERS: Final = ("INTERVAL", "COUNT")
FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
# No rule is followed further than this: what has no next occurrence by then has none.
_FAR: Final = dt.timedelta(days=366 * 30)
_PROBE: Final = dt.date(2024, 1, 1)
_STEP_DAYS: Final = {"DAILY": 1, "WEEKLY": 7}


class WrongRule(ValueError):
    """A text is no rule that days can repeat by."""


@lru_cache(maxsize=2048)
def parts(rule: str) -> Mapping[str, str]:
    """Return the parts of an RRULE by name, in capitals.

    Raises:
        WrongRule: the text is no such rule, or one of hours and minutes.
    """
    text = rule.strip().upper().removeprefix("RRULE:")
    found: dict[str, str] = {}
    for piece in text.split(";"):
        name, equals, value = piece.strip().partition("=")
        if not (equals and name and value) or name in found:
            raise WrongRule(rule)
        found[name] = value.strip()
    if found.get("FREQ") not in FREQUENCIES or ("COUNT" in found and "UNTIL" in found):
        raise WrongRule(rule)
    if found.keys() & {"BYHOUR", "BYMINUTE", "BYSECOND"}:
        raise WrongRule(rule)
    if any(not found.get(name, "1").isdecimal() or int(found.get(name, "1")) < 1 for name in _NUMBERS):
        raise WrongRule(rule)
    try:
        next(_iterate(found, _PROBE, _PROBE, _PROBE + _FAR), None)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as fault:
        raise WrongRule(rule) from fault
    return found


def valid(rule: str) -> bool:
    """Tell whether a series can follow ``rule``."""
    try:
        parts(rule)
    except WrongRule:
        return False
    return True


def _iterate(known: Mapping[str, str], start: dt.date, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Yield the days from ``first`` to ``last``, counted from ``start``.

    COUNT is taken here, not by the package: with an end given as well no rule can be followed for ever.
    An UNTIL of any form is the end of its day.
    """
    count = int(known.get("COUNT", "0"))
    said = {name: value for name, value in known.items() if name not in {"COUNT", "UNTIL"}}
    if "UNTIL" in known:
        last = min(last, dt.datetime.strptime(known["UNTIL"][:8], "%Y%m%d").date())  # noqa: DTZ007 - a day
    origin = start if count else _nearer(known, start, first)
    made = rrulestr(
        ";".join(f"{name}={value}" for name, value in said.items()),
        dtstart=dt.datetime.combine(origin, dt.time()),
    )
    if not isinstance(made, rrule):
        raise TypeError(said)
    found: Iterator[dt.datetime] = iter(made.replace(until=dt.datetime.combine(last, dt.time())))
    for day in islice(found, count) if count else found:
        if day.date() >= first:
            yield day.date()


def _nearer(known: Mapping[str, str], start: dt.date, first: dt.date) -> dt.date:
    """Return a start nearer to ``first`` from which a rule without COUNT gives the same days."""
    step = _STEP_DAYS.get(known["FREQ"], 0) * int(known.get("INTERVAL", "1"))
    if not step or first <= start:
        return start
    # one step is left, so that a week that began before its first weekday is whole
    return start + dt.timedelta(days=max((first - start).days // step - 1, 0) * step)


@lru_cache(maxsize=4096)
def occurrences(rule: str, start: dt.date, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """Return the days of ``rule``, counted from ``start``, that lie from ``first`` to ``last``, both included.

    Raises:
        WrongRule: ``rule`` is none.
    """
    known = parts(rule)
    return () if last < max(first, start) else tuple(_iterate(known, start, first, last))


def next_after(rule: str, start: dt.date, after: dt.date, without: Iterable[dt.date] = ()) -> dt.date | None:
    """Return the first day of ``rule`` later than ``after`` that is not among ``without``; None at its end.

    Raises:
        WrongRule: ``rule`` is none.
    """
    known, gone = parts(rule), frozenset(without)
    first = max(after + dt.timedelta(days=1), start)
    days = _iterate(known, start, first, min(first, dt.date.max - _FAR) + _FAR)
    return next((day for day in days if day not in gone), None)


def read_days(text: str) -> frozenset[dt.date]:
    """Return the days of «2026-11-17 2026-12-01T09:00»: exceptions, or the moment that a row replaces."""
    found = set()
    for word in text.split():
        try:
            found.add(dt.date.fromisoformat(word[:10]))
        except ValueError:
            continue
    return frozenset(found)


def write_days(days: Iterable[dt.date]) -> str:
    """Return days as :func:`read_days` reads them, in order."""
    return " ".join(day.isoformat() for day in sorted(set(days)))


# times of a wall clock


def wall_moment(date: dt.date, time: str, zone: ZoneInfo) -> dt.datetime:
    """Return the moment at which the wall clock of ``zone`` shows ``time`` («HH:MM») on ``date``.

    A time that the change to summer time skips moves on by the length of the gap (RFC 5545, 3.3.5: the
    offset before the gap holds); of one that comes twice the first is meant.
    """
    wall = dt.datetime.combine(date, dt.time.fromisoformat(time), zone)
    return wall.astimezone(dt.UTC).astimezone(zone)


def in_zone(date: dt.date, time: str, zone: ZoneInfo, other: ZoneInfo) -> tuple[dt.date, str]:
    """Return the day and the time («HH:MM») that the wall clock of ``other`` shows then.

    A day without a time stays that day.
    """
    if not time or zone.key == other.key:
        return date, time
    there = wall_moment(date, time, zone).astimezone(other)
    return there.date(), f"{there:%H:%M}"
