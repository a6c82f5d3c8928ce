"""A rule in words: every Monday, every 2 weeks on Tue and Thu, the last Friday of each month, until, times (row R1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from app.domain.recurrence import WrongRule, parts
from app.domain.recurrence_change import Choice, choice_of
from app.domain.saying import Speaks, date_text, month_day_text, weekday_text
from app.language import N_

#: every one of a kind, from Monday on; languages agree the adjective with each day
_EVERY: Final = (
    N_("every Monday"),
    N_("every Tuesday"),
    N_("every Wednesday"),
    N_("every Thursday"),
    N_("every Friday"),
    N_("every Saturday"),
    N_("every Sunday"),
)
_WORKDAYS: Final = (0, 1, 2, 3, 4)
#: by number and weekday: the number agrees with the day
_FIRST: Final = (
    N_("the first Monday"),
    N_("the first Tuesday"),
    N_("the first Wednesday"),
    N_("the first Thursday"),
    N_("the first Friday"),
    N_("the first Saturday"),
    N_("the first Sunday"),
)
_SECOND: Final = (
    N_("the second Monday"),
    N_("the second Tuesday"),
    N_("the second Wednesday"),
    N_("the second Thursday"),
    N_("the second Friday"),
    N_("the second Saturday"),
    N_("the second Sunday"),
)
_THIRD: Final = (
    N_("the third Monday"),
    N_("the third Tuesday"),
    N_("the third Wednesday"),
    N_("the third Thursday"),
    N_("the third Friday"),
    N_("the third Saturday"),
    N_("the third Sunday"),
)
_FOURTH: Final = (
    N_("the fourth Monday"),
    N_("the fourth Tuesday"),
    N_("the fourth Wednesday"),
    N_("the fourth Thursday"),
    N_("the fourth Friday"),
    N_("the fourth Saturday"),
    N_("the fourth Sunday"),
)
_FIFTH: Final = (
    N_("the fifth Monday"),
    N_("the fifth Tuesday"),
    N_("the fifth Wednesday"),
    N_("the fifth Thursday"),
    N_("the fifth Friday"),
    N_("the fifth Saturday"),
    N_("the fifth Sunday"),
)
_LAST: Final = (
    N_("the last Monday"),
    N_("the last Tuesday"),
    N_("the last Wednesday"),
    N_("the last Thursday"),
    N_("the last Friday"),
    N_("the last Saturday"),
    N_("the last Sunday"),
)
_NTH: Final = {1: _FIRST, 2: _SECOND, 3: _THIRD, 4: _FOURTH, 5: _FIFTH, -1: _LAST}


def rule_text(rule: str, tr: Speaks, start: dt.date | None = None) -> str:
    """Return a rule in words; ``start`` is the day that decides where the rule names none.

    A rule that no simple words say is “by a rule of its own”; one that is none is returned as it is.
    """
    try:
        choice, found = choice_of(rule), parts(rule)
    except WrongRule:
        return rule
    if choice is None and (day := _day_of_year(found)) is not None:
        choice, start = Choice("YEARLY", int(found.get("INTERVAL", "1"))), day
    words = _words(choice, tr, start) if choice is not None else ""
    words = words or tr("by a rule of its own")
    if "COUNT" in found:
        times = tr.plural("{count} time", "{count} times", int(found["COUNT"]))
        return tr("{rule}, {times}", rule=words, times=times)
    if "UNTIL" in found:
        until = dt.date.fromisoformat(found["UNTIL"][:8])
        return tr("{rule}, until {date}", rule=words, date=date_text(until, tr))
    return words


def _day_of_year(found: Mapping[str, str]) -> dt.date | None:
    """Return the day that a rule of years names by month and day, in a leap year."""
    if found.keys() - {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYMONTHDAY"}:
        return None
    try:
        return dt.date(2024, int(found["BYMONTH"]), int(found["BYMONTHDAY"]))
    except (KeyError, ValueError):
        return None


def _words(choice: Choice, tr: Speaks, start: dt.date | None) -> str:
    """Return the words of a choice without its end; empty where there are none."""
    if choice.freq == "DAILY":
        return (
            tr.plural("every {count} day", "every {count} days", choice.interval)
            if choice.interval > 1
            else tr("every day")
        )
    if choice.freq == "WEEKLY":
        return _weekly(choice, tr, start)
    if choice.freq == "MONTHLY":
        return _monthly(choice, tr, start)
    often = (
        tr.plural("every {count} year", "every {count} years", choice.interval)
        if choice.interval > 1
        else tr("every year")
    )
    return tr("{often} on {day}", often=often, day=month_day_text(start, tr)) if start else often


def _weekly(choice: Choice, tr: Speaks, start: dt.date | None) -> str:
    days = choice.weekdays or ((start.weekday(),) if start else ())
    if choice.interval == 1:
        if days == _WORKDAYS:
            return tr("on weekdays")
        if len(days) == 1:
            return tr(_EVERY[days[0]])
        often = tr("every week")
    else:
        often = tr.plural("every {count} week", "every {count} weeks", choice.interval)
    names = ", ".join(weekday_text(day, tr) for day in days)
    return tr("{often} on {days}", often=often, days=names) if names else often


def _monthly(choice: Choice, tr: Speaks, start: dt.date | None) -> str:
    often = (
        tr.plural("every {count} month", "every {count} months", choice.interval)
        if choice.interval > 1
        else tr("every month")
    )
    if choice.nth is not None:
        named = _NTH.get(choice.nth[0])
        return tr("{often}: {day}", often=often, day=tr(named[choice.nth[1]])) if named else ""
    day = choice.month_day if choice.month_day is not None else start.day if start else None
    if day is None:
        return often
    if day == -1:
        return tr("{often}: the last day", often=often)
    return tr("{often} on day {day}", often=often, day=day) if day > 0 else ""
