"""How a rule changes: built of simple choices, cut in two, counted from another day, shifted to another weekday."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from app.domain.recurrence import WEEKDAYS, occurrences, parts

_NTH: Final = re.compile(r"([+-]?\d+)?(MO|TU|WE|TH|FR|SA|SU)")
_SIMPLE: Final = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"}
)
_LAST: Final = -1


class CannotShift(ValueError):
    """A rule is too intricate to say what it becomes when one of its days moves."""


@dataclass(frozen=True)
class Choice:
    """A rule as a person chooses it.

    ``freq``: DAILY, WEEKLY, MONTHLY, YEARLY. ``weekdays`` (0 is Monday) belong to weeks; ``month_day`` (−1 for
    the last day) or ``nth``, a number (−1 for the last) with a weekday, to months. Without them the first
    day decides. It ends after ``count`` times or with the day ``until``, or never.
    """

    freq: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    month_day: int | None = None
    nth: tuple[int, int] | None = None
    count: int | None = None
    until: dt.date | None = None


def build(choice: Choice) -> str:
    """Return the RRULE of a choice.

    Raises:
        WrongRule: the choice makes no rule.
    """
    found = {"FREQ": choice.freq}
    if choice.interval != 1:
        found["INTERVAL"] = str(choice.interval)
    if choice.weekdays:
        found["BYDAY"] = ",".join(WEEKDAYS[day] for day in sorted(set(choice.weekdays)))
    if choice.month_day is not None:
        found["BYMONTHDAY"] = str(choice.month_day)
    if choice.nth is not None:
        found["BYDAY"] = f"{choice.nth[0]}{WEEKDAYS[choice.nth[1]]}"
    if choice.count is not None:
        found["COUNT"] = str(choice.count)
    elif choice.until is not None:
        found["UNTIL"] = f"{choice.until:%Y%m%d}"
    rule = joined(found)
    parts(rule)
    return rule


def choice_of(rule: str) -> Choice | None:
    """Return the choice that makes ``rule``, None where no simple one does.

    Raises:
        WrongRule: ``rule`` is none.
    """
    found = parts(rule)
    if not found.keys() <= _SIMPLE:
        return None
    days = [_NTH.fullmatch(each) for each in found["BYDAY"].split(",")] if "BYDAY" in found else []
    named = [(int(day[1] or 0), WEEKDAYS.index(day[2])) for day in days if day]
    month_day = found.get("BYMONTHDAY")
    choice = Choice(
        found["FREQ"],
        int(found.get("INTERVAL", "1")),
        weekdays=tuple(sorted(day for number, day in named if not number))
        if found["FREQ"] == "WEEKLY"
        else (),
        month_day=int(month_day) if month_day and month_day.lstrip("+-").isdecimal() else None,
        nth=_nth(found, named),
        count=int(found["COUNT"]) if "COUNT" in found else None,
        until=_until(found),
    )
    return choice if _same(_plain(found, choice), parts(build(choice))) else None


def _plain(found: Mapping[str, str], choice: Choice) -> dict[str, str]:
    """Return the parts of a rule in the form in which they are built of a choice."""
    plain = {name: value for name, value in found.items() if name not in {"WKST", "BYSETPOS"}}
    if choice.nth is not None and "BYDAY" in plain:
        plain["BYDAY"] = f"{choice.nth[0]}{WEEKDAYS[choice.nth[1]]}"
    elif "BYSETPOS" in found:
        plain["BYSETPOS"] = found["BYSETPOS"]
    if choice.weekdays:
        plain["BYDAY"] = ",".join(sorted(plain["BYDAY"].split(","), key=WEEKDAYS.index))
    if choice.until is not None:
        plain["UNTIL"] = f"{choice.until:%Y%m%d}"
    return plain


def _same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    common = {"INTERVAL": "1"}
    return {**common, **one} == {**common, **other}


def _nth(found: Mapping[str, str], named: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the number and weekday of «the last Friday», said as −1FR or by BYSETPOS."""
    if found["FREQ"] != "MONTHLY" or len(named) != 1:
        return None
    number = named[0][0] or int(found.get("BYSETPOS", "0").split(",")[0])
    return (number, named[0][1]) if number else None


def _until(found: Mapping[str, str]) -> dt.date | None:
    return dt.date.fromisoformat(found["UNTIL"][:8]) if "UNTIL" in found else None


def joined(found: Mapping[str, str]) -> str:
    """Return the parts of a rule as one text."""
    return ";".join(f"{name}={value}" for name, value in found.items())


def ended_before(rule: str, day: dt.date) -> str:
    """Return ``rule`` with its last day before ``day``."""
    found = dict(parts(rule))
    found.pop("COUNT", None)
    last = day - dt.timedelta(days=1)
    known = _until(found)
    found["UNTIL"] = f"{min(known, last) if known else last:%Y%m%d}"
    return joined(found)


def counted_from(rule: str, start: dt.date, day: dt.date) -> str:
    """Return ``rule``, which counts from ``start``, as it counts from ``day``, one of its days."""
    found = dict(parts(rule))
    if "COUNT" in found:
        before = occurrences(rule, start, start, day - dt.timedelta(days=1))
        found["COUNT"] = str(max(int(found["COUNT"]) - len(before), 1))
    return joined(found)


def shifted(rule: str, old: dt.date, new: dt.date, due: dt.date) -> tuple[str, dt.date]:
    """Return ``rule`` when its day ``old`` moves to ``new``, and what becomes of ``due``, the first day of it.

    Of several weekdays only that of ``old`` changes, unless it moves by weeks; «the third Tuesday» becomes
    «the second Wednesday», «the last Friday» stays the last of its weekday where it can.

    Raises:
        CannotShift: it cannot be said what the rule becomes.
    """
    found, delta = dict(parts(rule)), new - old
    if found.keys() - _SIMPLE or ("BYSETPOS" in found and found["FREQ"] != "MONTHLY"):
        raise CannotShift(rule)
    if "UNTIL" in found:
        end = dt.date.fromisoformat(found["UNTIL"][:8]) + delta
        found["UNTIL"] = f"{end:%Y%m%d}"
    if found["FREQ"] in {"DAILY", "YEARLY"}:
        return _shifted_plain(found, old, new, due + delta)
    if found["FREQ"] == "WEEKLY":
        return _shifted_week(found, old, new, due)
    return _shifted_month(found, old, new, due)


def _shifted_plain(found: dict[str, str], old: dt.date, new: dt.date, due: dt.date) -> tuple[str, dt.date]:
    """Shift days and years: only a year that names its own day is written anew."""
    if found["FREQ"] == "DAILY":
        if old != new and found.keys() & {"BYDAY", "BYMONTH", "BYMONTHDAY"}:
            raise CannotShift(joined(found))
        return joined(found), due
    if "BYDAY" in found or "," in found.get("BYMONTH", "") + found.get("BYMONTHDAY", ""):
        raise CannotShift(joined(found))
    if "BYMONTH" in found or "BYMONTHDAY" in found:
        found |= {"BYMONTH": str(new.month), "BYMONTHDAY": str(new.day)}
    return joined(found), due


def _shifted_week(found: dict[str, str], old: dt.date, new: dt.date, due: dt.date) -> tuple[str, dt.date]:
    delta = new - old
    days = [WEEKDAYS.index(day) for day in found.get("BYDAY", WEEKDAYS[old.weekday()]).split(",")]
    if len(days) > 1 and abs(delta.days) < 7:
        changed = {new.weekday() if day == old.weekday() else day for day in days}
        due = due + delta if due.weekday() == old.weekday() else due
    else:
        changed = {(day + delta.days) % 7 for day in days}
        due += delta
    if "BYDAY" in found:
        found["BYDAY"] = ",".join(WEEKDAYS[day] for day in sorted(changed))
    return joined(found), due


def _shifted_month(found: dict[str, str], old: dt.date, new: dt.date, due: dt.date) -> tuple[str, dt.date]:
    choice = choice_of(joined(found))
    if choice is None:
        raise CannotShift(joined(found))
    months = (new.year - old.year) * 12 + new.month - old.month
    if choice.nth is not None:
        number = _LAST if choice.nth[0] == _LAST and _is_last(new) else (new.day - 1) // 7 + 1
        found.pop("BYSETPOS", None)
        found["BYDAY"] = f"{number}{WEEKDAYS[new.weekday()]}"
    elif "BYMONTHDAY" in found:
        found["BYMONTHDAY"] = str(_LAST if choice.month_day == _LAST and _is_last_day(new) else new.day)
    if old == due:
        return joined(found), new
    if choice.nth is None and "BYMONTHDAY" not in found:
        return joined(found), due + (new - old)
    first = _month_begin(due, months)
    rest = {name: value for name, value in found.items() if name not in {"COUNT", "UNTIL"}}
    ahead = occurrences(joined(rest), first, first, first + dt.timedelta(days=366))
    if not ahead:
        raise CannotShift(joined(found))
    return joined(found), ahead[0]


def _is_last(day: dt.date) -> bool:
    """Tell whether it is the last of its weekday in the month."""
    return (day + dt.timedelta(days=7)).month != day.month


def _is_last_day(day: dt.date) -> bool:
    return (day + dt.timedelta(days=1)).month != day.month


def _month_begin(day: dt.date, months: int) -> dt.date:
    number = day.year * 12 + day.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


def moved_days(
    old: tuple[str, dt.date], new: tuple[str, dt.date], days: Iterable[dt.date]
) -> dict[dt.date, dt.date]:
    """Return what becomes of ``days`` when the series ``old`` (rule, first day) becomes ``new``, place by place."""
    wanted = frozenset(days)
    if not wanted:
        return {}
    end = max(wanted)
    before = occurrences(*old, old[1], end)
    room = end + (max(new[1] - old[1], dt.timedelta()) + dt.timedelta(days=366))
    after = occurrences(*new, new[1], room)
    return {
        was: now
        for was, now in zip_longest(before, after[: len(before)])
        if was in wanted and now is not None
    }
