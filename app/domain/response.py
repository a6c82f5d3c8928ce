"""How fast requests are answered: median, 90th percentile and share within the norm, by person and month (row I3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

MEDIAN: Final = 0.5
SLOW: Final = 0.9
#: months that the table shows, this one included
MONTHS: Final = 12


@dataclass(frozen=True)
class Wait:
    """One request: whose it was, when it came, and how long it waited.

    ``person_id`` is None where nobody sees to it; ``month`` is the first day of the month in which it came.
    ``minutes`` are working minutes until the answer, so far where it is not ``answered``; ``norm`` is what is
    allowed, in the same minutes.
    """

    person_id: int | None
    month: dt.date
    minutes: int
    norm: int
    answered: bool = True

    @property
    def late(self) -> bool:
        """Whether it waited longer than it may."""
        return self.minutes > self.norm


@dataclass(frozen=True)
class Figures:
    """What is said of some requests.

    ``median`` and ``slow`` (90th percentile) are working minutes of those that were answered, None where none was.
    ``within`` is the share answered within the norm of those of which it is decided: a request that still waits
    counts once it is late. None where nothing is decided.
    """

    count: int = 0
    answered: int = 0
    median: float | None = None
    slow: float | None = None
    within: float | None = None


@dataclass(frozen=True)
class PersonTimes:
    """One person's figures by month; ``person_id`` None gathers requests that nobody sees to."""

    person_id: int | None
    name: str
    total: Figures
    months: Mapping[dt.date, Figures] = field(default_factory=dict)


@dataclass(frozen=True)
class ResponseTimes:
    """The table of response times: ``months`` oldest first, a row per person, and everybody together."""

    months: tuple[dt.date, ...]
    people: tuple[PersonTimes, ...]
    everybody: PersonTimes


def percentile(values: Iterable[float], share: float) -> float | None:
    """Return the quantile of ``values`` at ``share`` (0 to 1), None where there are none.

    Definition 7 of R. J. Hyndman and Y. Fan, “Sample Quantiles in Statistical Packages”, The American Statistician
    50 (1996): with the n values in order and h = (n − 1)·share, the value at place ⌊h⌋ (counted from 0) plus the
    fraction of h of the way to the next one. It is the default of numpy, of R and of PERCENTILE.INC in tables.

    Raises:
        ValueError: ``share`` is not between 0 and 1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"no share: {share}")
    ordered = sorted(values)
    if not ordered:
        return None
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def figures(waits: Sequence[Wait]) -> Figures:
    """Return what is said of ``waits``."""
    times = [wait.minutes for wait in waits if wait.answered]
    decided = [wait for wait in waits if wait.answered or wait.late]
    within = sum(not wait.late for wait in decided) / len(decided) if decided else None
    return Figures(len(waits), len(times), percentile(times, MEDIAN), percentile(times, SLOW), within)


def last_months(day: dt.date, count: int = MONTHS) -> tuple[dt.date, ...]:
    """Return the first days of the last ``count`` months, the one of ``day`` last."""
    number = day.year * 12 + day.month - 1
    return tuple(dt.date(n // 12, n % 12 + 1, 1) for n in range(number - count + 1, number + 1))


def month_after(month: dt.date) -> dt.date:
    """Return the first day of the month that follows."""
    return dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)


def response_times(
    waits: Iterable[Wait], *, months: Sequence[dt.date], names: Mapping[int | None, str]
) -> ResponseTimes:
    """Return the table of ``waits`` that came in ``months``; ``names`` are those of people, in their order."""
    shown = frozenset(months)
    kept = [wait for wait in waits if wait.month in shown]
    by_person: dict[int | None, list[Wait]] = {person_id: [] for person_id in names}
    for wait in kept:
        by_person.setdefault(wait.person_id, []).append(wait)
    people = tuple(
        _times(person_id, names.get(person_id, ""), mine) for person_id, mine in by_person.items() if mine
    )
    return ResponseTimes(tuple(months), people, _times(None, "", kept))


def _times(person_id: int | None, name: str, waits: Sequence[Wait]) -> PersonTimes:
    months: dict[dt.date, list[Wait]] = {}
    for wait in waits:
        months.setdefault(wait.month, []).append(wait)
    return PersonTimes(
        person_id, name, figures(waits), {month: figures(some) for month, some in sorted(months.items())}
    )
