"""The order of what to do today, and why each stands where it stands (rows I3, R1, R6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.availability import moment, spans_on
from app.domain.hours import Hours, format_time
from app.domain.saying import Speaks, date_text, duration_text
from app.domain.touch import Silence
from app.language import N_

#: working minutes within which a request is answered, by class; the empty class is a new customer
RESPONSE_NORMS: Final[Mapping[str, int]] = MappingProxyType({"VIP": 60, "A": 120, "B": 240, "": 480})
#: the order of classes where the urgency is the same: who has no class yet may become anything
_CLASSES: Final = {name: place for place, name in enumerate(("VIP", "A", "B", "", "C", "D"))}
# A promised hour stands above other work when it is this close.
_SOON: Final = dt.timedelta(hours=2)
# Longer ago than this, minutes no longer matter to anybody.
_LONGEST: Final = dt.timedelta(days=400)


class EntryKind(StrEnum):
    """What kind of thing is to do."""

    REQUEST = "request"
    MEETING = "meeting"
    FOLLOWUP = "followup"
    OCCASION = "occasion"
    SILENT = "out_of_sight"


class Urgency(IntEnum):
    """How pressing it is, the most pressing first."""

    ANSWER_LATE = 0
    PROMISED_NOW = 1
    ANSWER = 2
    LATE = 3
    TODAY = 4
    SILENT = 5
    AHEAD = 6


@dataclass(frozen=True)
class Entry:
    """One thing to do; what is filled in depends on its kind.

    Requests have ``waited`` (working minutes, see :func:`waiting`); customers out of sight have
    ``silence``; all others ``due_on`` and perhaps ``due_time`` on the team's wall clock.
    """

    kind: EntryKind
    ref: int
    class_: str = ""
    due_on: dt.date | None = None
    due_time: dt.time | None = None
    waited: int | None = None
    silence: Silence | None = None


_REASONS: Final = {
    "answer_late": N_("waits for an answer {waited}, norm {norm}"),
    "answer": N_("waits for an answer {waited} of {norm}"),
    "passed": N_("promised today by {time}"),
    "promised": N_("promised today at {time}"),
    "today": N_("due today"),
    "tomorrow": N_("due tomorrow"),
    "ahead": N_("due {date}"),
}


@dataclass(frozen=True)
class Reason:
    """Why a line stands where it stands: a code and what it is counted from."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, tr: Speaks) -> str:
        """Say the reason: “late by 2 days”, “silent 41 days, usually 30”."""
        values = self.values
        if self.code == "late":
            return tr.plural("late by {count} day", "late by {count} days", _number(values["days"]))
        if self.code == "silent":
            days, usual = _number(values["days"]), values["usual"]
            return tr.plural(
                "silent {count} day, usually {usual}",
                "silent {count} days, usually {usual}",
                days,
                usual=usual,
            )
        if self.code == "never":
            days = _number(values["days"])
            return tr.plural("no contact yet in {count} day", "no contact yet in {count} days", days)
        return tr(_REASONS[self.code], **{name: _said(value, tr) for name, value in values.items()})


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


def _said(value: object, tr: Speaks) -> str:
    if isinstance(value, dt.time):
        return format_time(value.hour * 60 + value.minute).removeprefix("0")
    if isinstance(value, dt.date):
        return date_text(value, tr)
    return duration_text(_number(value), tr)


@dataclass(frozen=True)
class Line:
    """An entry in its place, with the reason for it."""

    entry: Entry
    urgency: Urgency
    reason: Reason

    @property
    def late(self) -> bool:
        """Whether it is late: an answer beyond the norm, a promised hour gone by, a day missed."""
        return self.reason.code in {"answer_late", "passed", "late"}


def in_order(
    entries: Iterable[Entry], *, now: dt.datetime, norms: Mapping[str, int] = RESPONSE_NORMS
) -> tuple[Line, ...]:
    """Return ``entries`` by urgency, then class, then the longer overdue first.

    ``now`` is the team's wall clock (aware or not); ``norms`` are working minutes by class.
    """
    return tuple(sorted((_line(entry, now, norms) for entry in entries), key=_place))


def _line(entry: Entry, now: dt.datetime, norms: Mapping[str, int]) -> Line:
    if entry.kind is EntryKind.REQUEST:
        return _request(entry, norms)
    if entry.silence is not None:
        return _silent(entry, entry.silence)
    return _dated(entry, now)


def _request(entry: Entry, norms: Mapping[str, int]) -> Line:
    waited, norm = entry.waited or 0, norm_for(entry.class_, norms)
    late = waited > norm
    reason = Reason("answer_late" if late else "answer", {"waited": waited, "norm": norm})
    return Line(entry, Urgency.ANSWER_LATE if late else Urgency.ANSWER, reason)


def _silent(entry: Entry, silence: Silence) -> Line:
    values: dict[str, object] = {"days": silence.days, "usual": silence.usual or 0}
    return Line(entry, Urgency.SILENT, Reason("silent" if silence.ever else "never", values))


def _dated(entry: Entry, now: dt.datetime) -> Line:
    days = ((entry.due_on or now.date()) - now.date()).days
    if days < 0:
        return Line(entry, Urgency.LATE, Reason("late", {"days": -days}))
    if days > 0:
        code = "tomorrow" if days == 1 else "ahead"
        return Line(entry, Urgency.AHEAD, Reason(code, {} if days == 1 else {"date": entry.due_on}))
    if entry.due_time is None:
        return Line(entry, Urgency.TODAY, Reason("today"))
    due = dt.datetime.combine(now.date(), entry.due_time, now.tzinfo)
    code = "promised" if now <= due else "passed"
    urgency = Urgency.PROMISED_NOW if due <= now + _SOON else Urgency.TODAY
    return Line(entry, urgency, Reason(code, {"time": entry.due_time}))


def _place(line: Line) -> tuple[object, ...]:
    entry = line.entry
    over = -(entry.waited or 0) if entry.kind is EntryKind.REQUEST else 0
    if entry.silence is not None:
        over = -(entry.silence.over or 0)
    return (
        line.urgency,
        _CLASSES.get(entry.class_, _CLASSES[""]),
        over,
        entry.due_on or dt.date.max,
        # Without an hour it can wait until the evening.
        entry.due_time or dt.time.max,
        list(EntryKind).index(entry.kind),
        entry.ref,
    )


def norm_for(class_: str, norms: Mapping[str, int] = RESPONSE_NORMS) -> int:
    """Return the working minutes within which a request of that class is answered."""
    return norms.get(class_, norms.get("", RESPONSE_NORMS[""]))


def waiting(since: dt.datetime, now: dt.datetime, *, hours: Hours, zone: ZoneInfo, country: str = "") -> int:
    """Return the working minutes from ``since`` to ``now`` (both aware) by the team's ``hours``.

    Nights, weekends and the holidays of ``country`` do not count, so that a letter of Friday evening
    is answered in time on Monday morning. What is older than 400 days counts as that old.
    """
    start, end = max(since, now - _LONGEST).astimezone(dt.UTC), now.astimezone(dt.UTC)
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    # whole days between are counted at once: a change of the clock comes at night, outside working hours
    between = max(0, (last - first).days - 1)
    weeks, rest = (0, between) if country else divmod(between, 7)
    whole = [first + dt.timedelta(days=1 + number) for number in range(rest + (7 if weeks else 0))]
    minutes = [sum(span.end - span.start for span in spans_on(date, hours, country)) for date in whole]
    # without holidays every week is like the first one
    total = dt.timedelta(minutes=weeks * sum(minutes[:7]) + sum(minutes[7:] if weeks else minutes))
    for date in {first, last}:
        for span in spans_on(date, hours, country):
            opens = moment(date, span.start, zone).astimezone(dt.UTC)
            closes = moment(date, span.end, zone).astimezone(dt.UTC)
            total += max(min(closes, end) - max(opens, start), dt.timedelta())
    return int(total.total_seconds() // 60)
