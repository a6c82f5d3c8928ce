"""Is now a good time to call, until when, and when is the next one (row C3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.hours import Hours, Span, Spans, format_hours, format_time, weekdays
from app.domain.hours_text import UnclearHours, parse_hours, read_hours
from app.domain.places import offset_text, zone_choices, zone_named, zone_of_place
from app.domain.saying import Speaks, weekday_text
from app.domain.workdays import CalendarDay, calendar_day
from app.language import N_

__all__ = [
    "DEFAULT_HOURS",
    "GoodTime",
    "Hours",
    "Reason",
    "Span",
    "UnclearHours",
    "format_hours",
    "parse_hours",
    "read_hours",
    "when_to_call",
    "zone_choices",
    "zone_named",
    "zone_of_place",
]

#: what is taken where a customer said nothing: office hours, or a person's day after the way to work
DEFAULT_HOURS: Final = {
    "organisation": weekdays((9, 18)),
    "person": weekdays((10, 20)),
    "citizen": weekdays((10, 20)),
}
# How far ahead a good time is looked for: the longest holidays end within weeks.
_AHEAD: Final = 40


class Reason(StrEnum):
    """Why now is a good time or is not."""

    GOOD = "good"
    EARLY = "early"
    LUNCH = "lunch"
    LATE = "late"
    DAY_OFF = "day_off"
    HOLIDAY = "holiday"


_REASONS: Final = {
    Reason.GOOD: N_("good time to call"),
    Reason.EARLY: N_("too early there"),
    Reason.LUNCH: N_("a break there"),
    Reason.LATE: N_("too late there"),
    Reason.DAY_OFF: N_("a day off there"),
}


@dataclass(frozen=True)
class GoodTime:
    """Whether to call now. Times are the customer's own.

    ``until`` is the end of the good time that runs now; None when it is not now or never ends.
    ``next_start`` and ``next_end`` are the good time after it, None when none is in sight.
    ``holiday`` names today's holiday. ``stated`` tells whether the hours are the customer's own.
    """

    now: bool
    until: dt.time | None
    next_start: dt.datetime | None
    next_end: dt.datetime | None
    their_now: dt.datetime
    utc_offset: dt.timedelta
    reason: Reason
    holiday: str = ""
    stated: bool = False

    def text(self, tr: Speaks) -> str:
        """Return the advice: “now, until 18:00”, “after 15:00”, “tomorrow from 9:00”, “Mon from 9:00”."""
        if self.now:
            return tr("now, until {time}", time=_clock(self.until)) if self.until else tr("at any time")
        return self._coming(tr) or tr("no good time in sight")

    def then(self, tr: Speaks) -> str:
        """Return the good time after the one that runs now: “then 14:00–17:00”; empty when it is not now."""
        if not (self.now and self.next_start and self.next_end):
            return ""
        if self.next_start.date() == self.their_now.date():
            span = f"{_clock(self.next_start.time())}–{_clock(self.next_end.time())}"
            return tr("then {time}", time=span)
        return tr("then {time}", time=self._coming(tr))

    def _coming(self, tr: Speaks) -> str:
        if self.next_start is None:
            return ""
        time = _clock(self.next_start.time())
        days = (self.next_start.date() - self.their_now.date()).days
        if days == 0:
            return tr("after {time}", time=time)
        if days == 1:
            return tr("tomorrow from {time}", time=time)
        weekday = weekday_text(self.next_start.weekday(), tr)
        if days < 7:
            return tr("{weekday} from {time}", weekday=weekday, time=time)
        return tr("{weekday} {day} from {time}", weekday=weekday, day=self.next_start.day, time=time)

    def why(self, tr: Speaks) -> str:
        """Return why: “too early there”, “a day off there”, or the name of the holiday."""
        return self.holiday if self.reason is Reason.HOLIDAY else tr(_REASONS[self.reason])

    def their_time(self, tr: Speaks) -> str:
        """Return “their time 14:20, UTC+5”."""
        time = _clock(self.their_now.time())
        return tr("their time {time}, {offset}", time=time, offset=offset_text(self.utc_offset))


def when_to_call(
    now_utc: dt.datetime,
    *,
    zone: ZoneInfo,
    hours: Hours | None,
    country: str,
    kind: str,
    language: str = "en",
) -> GoodTime:
    """Return whether ``now_utc`` (aware) is a good time to call a customer, and when the next one is.

    ``hours`` are the customer's own, None for those usual for its ``kind``; ``country`` (two letters,
    may be empty) decides working days and holidays, which are named in ``language``.
    """
    theirs = now_utc.astimezone(zone)
    rule = hours or DEFAULT_HOURS.get(kind, DEFAULT_HOURS["person"])
    times = _good_times(theirs, rule, country, language)
    current = next(times, None)
    is_now = current is not None and current[0] <= now_utc
    coming = next(times, None) if is_now else current
    endless = current is not None and (current[1] - now_utc).days >= _AHEAD // 2
    day = calendar_day(theirs.date(), country, language)
    return GoodTime(
        now=is_now,
        until=current[1].time() if is_now and current and not endless else None,
        next_start=coming[0] if coming else None,
        next_end=coming[1] if coming else None,
        their_now=theirs,
        utc_offset=theirs.utcoffset() or dt.timedelta(),
        reason=Reason.GOOD if is_now else _reason(theirs, rule, day),
        holiday=day.holiday,
        stated=hours is not None,
    )


def spans_on(date: dt.date, hours: Hours, country: str) -> Spans:
    """Return the hours of ``date`` by ``hours`` and the calendar of ``country``."""
    return _spans(date, hours, country, "en")


@lru_cache(maxsize=4096)
def _spans(date: dt.date, hours: Hours, country: str, language: str) -> Spans:
    day = calendar_day(date, country, language)
    return hours.on(date.weekday(), working=day.working, holiday=bool(day.holiday))


def moment(date: dt.date, minutes: int, zone: ZoneInfo) -> dt.datetime:
    """Return the moment of ``date`` at ``minutes`` from midnight on the wall clock of ``zone``.

    A time that the change to summer time skips is moved on by the length of the gap; of one that
    comes twice the first is meant.
    """
    wall = dt.datetime.combine(date, dt.time(0)) + dt.timedelta(minutes=minutes)
    return wall.replace(tzinfo=zone).astimezone(dt.UTC).astimezone(zone)


def _good_times(
    theirs: dt.datetime, hours: Hours, country: str, language: str
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Yield the good times that are not over, in order; those that touch at midnight are one."""
    zone = theirs.tzinfo
    assert isinstance(zone, ZoneInfo)
    open_since: dt.datetime | None = None
    end = theirs
    for ahead in range(_AHEAD):
        date = theirs.date() + dt.timedelta(days=ahead)
        for span in _spans(date, hours, country, language):
            start, stop = moment(date, span.start, zone), moment(date, span.end, zone)
            if stop.astimezone(dt.UTC) <= theirs.astimezone(dt.UTC):
                continue
            if open_since is not None and start != end:
                yield open_since, end
                open_since = None
            open_since, end = open_since or start, stop
    if open_since is not None:
        yield open_since, end


def _reason(theirs: dt.datetime, hours: Hours, day: CalendarDay) -> Reason:
    """Return why ``theirs`` is not a good time."""
    spans = hours.on(theirs.weekday(), working=day.working, holiday=bool(day.holiday))
    minute = theirs.hour * 60 + theirs.minute
    if not spans:
        return Reason.HOLIDAY if day.holiday else Reason.DAY_OFF
    if minute < spans[0].start:
        return Reason.EARLY
    return Reason.LATE if minute >= spans[-1].end else Reason.LUNCH


def _clock(time: dt.time | None) -> str:
    """Return a time as “9:05”; an end at midnight is 24:00."""
    if time is None:
        return ""
    return format_time(time.hour * 60 + time.minute).removeprefix("0") if time != dt.time(0) else "24:00"
