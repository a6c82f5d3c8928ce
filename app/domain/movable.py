"""Days of the year that are said in words: the second Sunday of August, the 256th day (row R2)."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache
from typing import Final

_MONTHS: Final = {
    name: number
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)  # noqa: SIM905 - a row of names
}
_WEEKDAYS: Final = {"Mon": 0, "Tue": 1, "Wed": 2, "Thu": 3, "Fri": 4, "Sat": 5, "Sun": 6}


@lru_cache(maxsize=1024)
def day_in(when: str, year: int) -> dt.date:
    """Return the day of ``year`` that ``when`` names.

    «21 Nov» is fixed, «2 Sun Aug» the second Sunday of August, «last Sun Jul» the last one, «256» a day of the
    year; «last Sat Apr -3» is three days before the last Saturday of April.
    """
    words = when.split()
    if len(words) == 1:
        return dt.date(year, 1, 1) + dt.timedelta(days=int(words[0]) - 1)
    if len(words) == 2:
        return dt.date(year, _MONTHS[words[1]], int(words[0]))
    moved = dt.timedelta(days=int(words[3]) if len(words) > 3 else 0)
    return _weekday(year, _MONTHS[words[2]], _WEEKDAYS[words[1]], words[0]) + moved


def _weekday(year: int, month: int, weekday: int, which: str) -> dt.date:
    if which == "last":
        last = dt.date(year, month, calendar.monthrange(year, month)[1])
        return last - dt.timedelta(days=(last.weekday() - weekday) % 7)
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (int(which) - 1))
