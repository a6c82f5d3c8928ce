"""Hours of a week at which somebody can be reached or works."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

MIDNIGHT: Final = 24 * 60

_DAYS: Final = {
    "ru": ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_WORDS: Final = {
    "ru": {"work": "будни", "daily": "ежедневно", "except": "кроме", "holidays": "праздники тоже"},
    "en": {"work": "weekdays", "daily": "daily", "except": "except", "holidays": "holidays too"},
}


@dataclass(frozen=True, order=True)
class Span:
    """A part of a day, in minutes from midnight: 0 ≤ start < end ≤ 1440."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= MIDNIGHT:
            raise ValueError(f"no part of a day: {self.start}–{self.end}")

    @property
    def minutes(self) -> int:
        """How long it is."""
        return self.end - self.start


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Hours:
    """When somebody can be reached: on working days, and on weekdays that are named.

    ``workday`` holds on every working day of the calendar, transferred ones too. ``week`` has an
    entry per weekday from Monday on: None where ``workday`` decides, an empty tuple for closed.
    ``holidays`` tells whether it holds on public holidays as well.
    """

    workday: Spans = ()
    week: tuple[Spans | None, ...] = (None,) * 7
    holidays: bool = False

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise ValueError("a week has seven days")

    def on(self, weekday: int, *, working: bool, holiday: bool) -> Spans:
        """Return the hours of a day; ``weekday`` 0 is Monday, ``working`` and ``holiday`` say the calendar."""
        if holiday and not self.holidays:
            return ()
        own = self.week[weekday]
        if own is not None:
            return own
        return self.workday if working or holiday else ()

    @property
    def empty(self) -> bool:
        """Whether there is no moment at all."""
        return not self.workday and not any(self.week)


def joined(spans: Iterable[Span]) -> Spans:
    """Return ``spans`` in order, touching and overlapping ones made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def without(spans: Iterable[Span], breaks: Iterable[Span]) -> Spans:
    """Return ``spans`` with ``breaks`` cut out."""
    left = list(spans)
    for pause in breaks:
        pieces: list[Span] = []
        for span in left:
            pieces += [
                Span(start, end)
                for start, end in (
                    (span.start, min(span.end, pause.start)),
                    (max(span.start, pause.end), span.end),
                )
                if start < end
            ]
        left = pieces
    return joined(left)


def make_hours(
    *, workday: Iterable[Span] = (), week: dict[int, Iterable[Span]] | None = None, holidays: bool = False
) -> Hours:
    """Return the normal form: spans joined; without hours of working days unnamed weekdays are closed."""
    named = {day: joined(spans) for day, spans in (week or {}).items()}
    common = joined(workday)
    rest = None if common else ()
    return Hours(common, tuple(named.get(day, rest) for day in range(7)), holidays)


def weekdays(*spans: tuple[int, int]) -> Hours:
    """Return hours of working days; ``spans`` are pairs of whole hours, as in ``weekdays((9, 18))``."""
    return make_hours(workday=[Span(start * 60, end * 60) for start, end in spans])


def format_time(minutes: int) -> str:
    """Return minutes from midnight as «9:00»; the small hours get a zero, so that 1 is not taken for 13."""
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}" if hour < 7 else f"{hour}:{minute:02}"


def format_spans(spans: Iterable[Span]) -> str:
    """Return «10:00–13:00, 15:00–18:00»."""
    return ", ".join(f"{format_time(span.start)}–{format_time(span.end)}" for span in spans)


def format_days(days: Iterable[int], language: str) -> str:
    """Return weekdays as «пн–чт, сб» or "Mon–Thu, Sat"; runs of three and more become a range."""
    names = _DAYS[language]
    runs: list[list[int]] = []
    for day in sorted(set(days)):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts: list[str] = []
    for run in runs:
        if len(run) > 2:
            parts.append(f"{names[run[0]]}–{names[run[-1]]}")
        else:
            parts += [names[day] for day in run]
    return ", ".join(parts)


def format_hours(hours: Hours, language: str) -> str:
    """Return ``hours`` in their normal form, which ``parse_hours`` reads back to the same value.

    Russian: «будни 10:00–13:00, 15:00–18:00; сб 11:00–15:00; кроме ср».
    """
    words = _WORDS[language]
    if hours.holidays and not hours.workday and len(set(hours.week)) == 1 and hours.week[0]:
        return f"{words['daily']} {format_spans(hours.week[0])}"
    parts = [f"{words['work']} {format_spans(hours.workday)}"] if hours.workday else []
    groups: dict[Spans, list[int]] = {}
    for day, spans in enumerate(hours.week):
        if spans is not None:
            groups.setdefault(spans, []).append(day)
    closed = groups.pop((), [])
    parts += [f"{format_days(days, language)} {format_spans(spans)}" for spans, days in groups.items()]
    if closed and hours.workday:
        parts.append(f"{words['except']} {format_days(closed, language)}")
    if hours.holidays and parts:
        parts.append(words["holidays"])
    return "; ".join(parts)
