"""Dates and times of day in words, Russian and English, anywhere in a text.

The rules, said once: a bare weekday is the next one strictly after today («в среду» on a Wednesday is in a
week), "next Wednesday" and «в следующую среду» are in the next calendar week, a date without a year is the
next such date, the end of a week, month, quarter or year is its last working day, its beginning the first one.
A bare hour of 1 to 7 is in the afternoon. Morning is ``day_start``, before lunch 12:00, lunch 13:00, afternoon
14:00, evening and the end of the day ``day_end``. A time without a date is today, or tomorrow when it has passed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from app.domain.capture.atoms import (
    AFTER,
    AFTERNOON,
    BEFORE,
    BEGINNING,
    CHRISTMAS,
    EASTER,
    END,
    LAST,
    LUNCH,
    MAY,
    MIDDLE,
    MORNING,
    NEW_YEAR,
    NEW_YEAR_RU,
    NEXT,
    NOON,
    PLAIN,
    THIS,
    WHOLE,
    Atom,
)
from app.domain.capture.line import lowered
from app.domain.capture.moments import Moment, is_action, joined, moments
from app.domain.capture.values import DateHit

WORKING_DAYS: Final = frozenset({0, 1, 2, 3, 4})
DAY_START: Final = dt.time(10)
DAY_END: Final = dt.time(18)
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")


class Calendar:
    """Turns words of time into dates, as seen from ``now``."""

    def __init__(
        self,
        *,
        now: dt.datetime,
        working_days: frozenset[int] = WORKING_DAYS,
        day_start: dt.time = DAY_START,
        day_end: dt.time = DAY_END,
    ) -> None:
        self.now = now
        self.today = now.date()
        self._working = working_days or WORKING_DAYS
        self._parts = {
            MORNING: day_start, NOON: dt.time(12), LUNCH: dt.time(13), AFTERNOON: dt.time(14), 3: day_end, 4: day_end,
        }  # fmt: skip

    def hit(self, moment: Moment, *, back: bool = False) -> DateHit | None:
        """Return what ``moment`` says, none where no calendar has it; ``back`` reads it as past."""
        back = back or moment.back
        try:
            date, time = self._date_and_time(moment, back=back)
        except (ValueError, OverflowError):
            return None
        if date is None:
            return None
        return DateHit(date, time, moment.spans, past=back or date < self.today)

    def _date_and_time(self, moment: Moment, *, back: bool) -> tuple[dt.date | None, dt.time | None]:
        atoms: dict[str, Atom] = {atom.what: atom for atom in reversed(moment.atoms)}
        time = self._time(atoms)
        span = atoms.get("in")
        if span is not None and span.value[2]:
            exact = self.now.astimezone(dt.UTC) + dt.timedelta(minutes=span.value[2])
            local = exact.astimezone(self.now.tzinfo)
            return local.date(), local.time().replace(second=0, microsecond=0)
        date = self._day(atoms, back=back)
        if date is None and not moment.has_day and time is not None:
            late = time <= self.now.time() and not back
            return self.today + dt.timedelta(days=int(late)), time
        if date is not None and moment.after and not {"weekend", "feast", "in"} & atoms.keys():
            date = self._roll(date + dt.timedelta(days=1))
        return date, time

    def _time(self, atoms: dict[str, Atom]) -> dt.time | None:
        said = next((atoms[what] for what in ("time", "hour", "window") if what in atoms), None)
        part = atoms.get("part")
        if said is None:
            if part is not None:
                return self._parts[int(part.value[0])]
            day = atoms.get("day")
            return self._parts[int(day.value[1])] if day is not None and len(day.value) > 1 else None
        hour, minute = int(said.value[0]), int(said.value[1])
        if part is not None:
            early = part.value[0] in {MORNING, NOON}
            hour += 12 if not early and hour < 12 else -12 if early and 13 <= hour <= 19 else 0
        return dt.time(hour, minute)

    def _day(self, atoms: dict[str, Atom], *, back: bool) -> dt.date | None:
        if "date" in atoms:
            return self._dated(*(int(part) for part in atoms["date"].value), back=back)
        if "monthday" in atoms:
            return self._monthday(int(atoms["monthday"].value[0]), atoms.get("month"), back=back)
        if "weekday" in atoms:
            return self._weekday(atoms, back=back)
        for what, settle in self._settlers().items():
            if what in atoms:
                date = settle(*(int(part) for part in atoms[what].value))
                return date + self._span(atoms["in"]) if what == "day" and "in" in atoms else date
        return None

    def _settlers(self) -> dict[str, Callable[..., dt.date]]:
        return {
            "day": lambda days, *_: self.today + dt.timedelta(days=days),
            "weekend": self._weekend,
            "week": self._week,
            "month": self._month,
            "quarter": self._quarter,
            "year": self._year,
            "feast": self._feast,
            "in": self._in,
        }

    def _roll(self, date: dt.date, step: int = 1) -> dt.date:
        """Return ``date``, or the nearest working day after it (before it, with step −1)."""
        while date.weekday() not in self._working:
            date += dt.timedelta(days=step)
        return date

    @staticmethod
    def _span(atom: Atom) -> relativedelta:
        return relativedelta(months=int(atom.value[0]), days=int(atom.value[1]))

    def _in(self, months: int, days: int, _minutes: int, working: int) -> dt.date:
        date = self.today + relativedelta(months=months, days=days)
        for _ in range(min(abs(working), 400)):
            step = 1 if working > 0 else -1
            date = self._roll(date + dt.timedelta(days=step), step)
        return date

    def _dated(self, day: int, month: int, year: int, *, back: bool) -> dt.date:
        if year:
            return dt.date(year, month, day)
        # Up to eight years, for 29 February.
        for away in range(9):
            try:
                date = dt.date(self.today.year + (-away if back else away), month, day)
            except ValueError:
                continue
            if date <= self.today if back else date >= self.today:
                return date
        raise ValueError

    def _monthday(self, day: int, month: Atom | None, *, back: bool) -> dt.date:
        if month is not None:
            first = self._month(int(month.value[0]), WHOLE, int(month.value[2]), int(month.value[3]))
            return first.replace(day=day)
        first = self.today.replace(day=1)
        for away in range(13):
            try:
                date = (first + relativedelta(months=-away if back else away)).replace(day=day)
            except ValueError:
                continue
            if date <= self.today if back else date >= self.today:
                return date
        raise ValueError

    def _weekday(self, atoms: dict[str, Atom], *, back: bool) -> dt.date:
        weekday, mod = (int(part) for part in atoms["weekday"].value)
        if "week" in atoms and not mod:
            return self._monday(int(atoms["week"].value[0])) + dt.timedelta(days=weekday)
        if mod == NEXT:
            date = self._monday(NEXT) + dt.timedelta(days=weekday)
        elif mod == THIS:
            date = self.today + dt.timedelta(days=(weekday - self.today.weekday()) % 7)
        elif back:
            date = self.today - dt.timedelta(days=(self.today.weekday() - weekday - 1) % 7 + 1)
        else:
            date = self.today + dt.timedelta(days=(weekday - self.today.weekday() - 1) % 7 + 1)
        return date + self._span(atoms["in"]) if "in" in atoms else date

    def _monday(self, mod: int) -> dt.date:
        weeks = {NEXT: 1, LAST: -1}.get(mod, 0)
        return self.today + dt.timedelta(days=7 * weeks - self.today.weekday())

    def _weekend(self, mod: int, when: int) -> dt.date:
        monday = self._monday(mod)
        free = next((day for day in (5, 6, 0, 1, 2, 3, 4) if day not in self._working), 5)
        if when == AFTER:
            return self._roll(monday + dt.timedelta(days=7))
        if when == BEFORE:
            return self._end_of_week(monday)
        date = monday + dt.timedelta(days=free)
        return date + dt.timedelta(days=7) if mod in {PLAIN, THIS} and date <= self.today else date

    def _end_of_week(self, monday: dt.date) -> dt.date:
        date = self._roll(monday + dt.timedelta(days=6), -1)
        return date if date >= self.today else self._roll(monday + dt.timedelta(days=13), -1)

    def _week(self, mod: int, part: int) -> dt.date:
        monday = self._monday(mod)
        if mod == LAST:
            return self._roll(
                monday + dt.timedelta(days={END: 6, MIDDLE: 2}.get(part, 0)), -1 if part == END else 1
            )
        if part == END or (part == WHOLE and mod != NEXT):
            return self._end_of_week(monday)
        date = self._roll(monday + dt.timedelta(days=2 if part == MIDDLE else 0))
        return date if date >= self.today else date + dt.timedelta(days=7)

    def _within(self, first: dt.date, part: int, months: int) -> dt.date:
        """Return the day for a part of the period of ``months`` months from ``first`` on."""
        if part == END:
            return self._roll(first + relativedelta(months=months, days=-1), -1)
        if part == MIDDLE:
            return self._roll(first + relativedelta(months=months // 2, days=14 if months % 2 else 0))
        return self._roll(first)

    def _month(self, month: int, part: int, mod: int, year: int) -> dt.date:
        first = self.today.replace(day=1)
        if not month:
            first += relativedelta(months={NEXT: 1, LAST: -1}.get(mod, 0))
            if mod == THIS and part == WHOLE:
                part = END
            date = self._within(first, part, 1)
            late = date < self.today and mod in {PLAIN, THIS}
            return self._within(first + relativedelta(months=1), part, 1) if late else date
        if mod == LAST:
            return self._within(
                first.replace(month=month) - relativedelta(years=int(month >= first.month)), part, 1
            )
        date = self._within(dt.date(year or self.today.year, month, 1), part, 1)
        if year or date >= self.today:
            return date
        if month == self.today.month and part == WHOLE:
            return self._within(first, END, 1)
        return self._within(dt.date(self.today.year + 1, month, 1), part, 1)

    def _quarter(self, mod: int, part: int) -> dt.date:
        first = self.today.replace(month=(self.today.month - 1) // 3 * 3 + 1, day=1)
        first += relativedelta(months={NEXT: 3, LAST: -3}.get(mod, 0))
        if part == WHOLE and mod == THIS:
            part = END
        date = self._within(first, part, 3)
        return (
            self._within(first + relativedelta(months=3), part, 3)
            if mod in {PLAIN, THIS} and date < self.today
            else date
        )

    def _year(self, mod: int, part: int) -> dt.date:
        first = dt.date(self.today.year + {NEXT: 1, LAST: -1}.get(mod, 0), 1, 1)
        if part == WHOLE and mod == THIS:
            part = END
        if part in {WHOLE, BEGINNING}:
            first = first.replace(day=2)
            part = BEGINNING
        date = self._within(first, part, 12)
        return date + relativedelta(years=1) if mod in {PLAIN, THIS} and date < self.today else date

    def _feast(self, feast: int, when: int) -> dt.date:
        days = {
            NEW_YEAR: ((12, 31), (1, 2)), NEW_YEAR_RU: ((12, 30), (1, 9)), CHRISTMAS: ((12, 23), (12, 27)),
            MAY: ((4, 30), (5, 10)),
        }  # fmt: skip
        for year in (self.today.year, self.today.year + 1):
            if feast == EASTER:
                date = easter(year) + dt.timedelta(days=2 if when == AFTER else -3)
            else:
                date = dt.date(year, *days[feast][int(when == AFTER)])
            date = self._roll(date, 1 if when == AFTER else -1)
            if date >= self.today:
                return date
        raise ValueError


def pick(found: Sequence[Moment], *, wanted: Callable[[Moment], bool]) -> Moment | None:
    """Return the first moment that says a day, with a time said apart from it; else the first time.

    ``wanted`` tells of moments that are not sure by themselves whether they may count here.
    """
    usable = [moment for moment in found if moment.sure or wanted(moment)]
    day = next((moment for moment in usable if moment.has_day), None)
    if day is None:
        return usable[0] if usable else None
    if day.has_time:
        return day
    # Beside a day any time counts, however bare.
    time = next((moment for moment in found if moment.has_time and not moment.has_day), None)
    return joined(day, time) if time is not None else day


def find_date(
    text: str,
    *,
    now: dt.datetime,
    languages: Sequence[str] = ("ru", "en"),
    working_days: frozenset[int] = WORKING_DAYS,
    day_start: dt.time = DAY_START,
    day_end: dt.time = DAY_END,
) -> DateHit | None:
    """Return the first date (or time) that ``text`` says, read from ``now`` (aware, local).

    Bare hours and parts of the day count where the text has a word of action or nothing else.
    The module's docstring says how words are read.
    """
    low = lowered(text)
    found = moments(low, languages)
    if not found:
        return None
    rest = _without(low, found)
    acting = any(is_action(word) for word in _WORD.findall(rest))
    nothing_else = not _WORD.search(rest) and not any(sign.isdigit() for sign in rest)
    calendar = Calendar(now=now, working_days=working_days, day_start=day_start, day_end=day_end)
    while found:
        moment = pick(found, wanted=lambda _: acting or nothing_else)
        if moment is None:
            return None
        hit = calendar.hit(moment)
        if hit is not None:
            return hit
        found = tuple(other for other in found if other.start != moment.start)
    return None


def _without(low: str, found: Sequence[Moment]) -> str:
    """Return ``low`` with the words of time blanked out."""
    edges = [0, *(edge for moment in found for edge in (moment.start, moment.end)), len(low)]
    return " ".join(low[start:end] for start, end in list(pairwise(edges))[::2])
