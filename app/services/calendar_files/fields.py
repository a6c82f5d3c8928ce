"""One item of a calendar file to the fields of a follow-up: only what the file says (row R8)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from zoneinfo import ZoneInfo

from app.domain.places import zone_named
from app.domain.recurrence import in_zone, valid, wall_moment
from app.exchange.contacts import Problem, problem
from app.exchange.icalendar.values import CalendarItem, When
from app.language import N_
from app.services.calendar_files import marks

_KINDS: Final = {"event": "meeting", "todo": "task", "journal": "note"}
_DAY: Final = dt.timedelta(days=1)
#: days beyond these years are slips of typing
_YEARS: Final = range(1000, 9000)
#: states that a follow-up has a column for, or that are as usual
_STATES: Final = frozenset({"", "completed", "cancelled", "needs-action"})
_UTC: Final = frozenset(
    {"UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "Universal", "Zulu", "UCT"}
)
#: longest value kept of a property that Rapport has no place for; pictures are longer
_LONGEST: Final = 60_000


@dataclass(frozen=True)
class Here:
    """Who imports, when and where."""

    now: dt.datetime
    today: dt.date
    zone: ZoneInfo
    person_id: int | None


@dataclass(frozen=True)
class Fields:
    """What an item says: ``values`` of columns; ``past`` when it was over, for what lies in the past by itself.

    ``skipped`` are the days without it, ``more`` days beside the rule; ``ours`` tells a file of our own.
    """

    values: dict[str, Any]
    past: dt.datetime | None = None
    skipped: frozenset[dt.date] = frozenset()
    more: tuple[When, ...] = ()
    ours: bool = False
    problems: tuple[Problem, ...] = field(default=())


def fields_of(item: CalendarItem, here: Here, *, single: bool = False) -> Fields | None:
    """Return what ``item`` says, None where it names no day; a ``single`` one is no series whatever it says."""
    told = marks.said(item)
    rule = "" if single else item.repeat.removeprefix("RRULE:")
    follows = bool(rule) and valid(rule)
    when = _when(item, series=bool(rule))
    if when is None or when.date.year not in _YEARS:
        return None
    day, time, zone = placed(when, here, keep=bool(rule) or "KIND" in told)
    values: dict[str, Any] = {
        "kind": told.get("KIND") or _KINDS[item.kind],
        "text": _text(item, told),
        "due_on": day,
        "due_time": time,
        "zone": zone,
    }
    problems = []
    if follows:
        values |= _series(item, told, (day, time, zone), here)
    elif rule:
        said = N_(
            "It repeats by the rule {rule}, which days cannot follow; it stands on its first day alone."
        )
        problems.append(problem(item.line, "rule", said, rule=rule[:80]))
    values |= _rest(item, told, when)
    kept, large = _kept(item, rule if rule and not follows else "")
    problems += large
    if kept:
        values["ics"] = kept
    done = _done(item, told, here)
    if done is not None and not follows:
        values["done_at"] = done
    ours = "KIND" in told
    return Fields(
        values,
        None if ours or done is not None or follows else _past(item, values, here),
        days_of(item.except_on, zone if time else "", here) if follows else frozenset(),
        item.more_on if not single else (),
        ours,
        tuple(problems),
    )


def _when(item: CalendarItem, *, series: bool) -> When | None:
    if item.kind == "todo":
        order = (item.start, item.due) if series else (item.due, item.start, item.completed)
        return next((one for one in order if one is not None), None)
    return item.start


def placed(when: When, here: Here, *, keep: bool) -> tuple[dt.date, str, str]:
    """Return day, time and zone as a follow-up has them.

    Our own zone is the empty one; a moment of UTC that is no series stands by our clock, unless ``keep``.
    """
    if when.whole_day or not when.zone or when.zone == here.zone.key or {when.zone, here.zone.key} <= _UTC:
        return when.date, when.time, ""
    zone = zone_named(when.zone)
    if zone is not None and when.zone == "UTC" and not keep:
        return *in_zone(when.date, when.time, zone, here.zone), ""
    return when.date, when.time, when.zone if zone else ""


def days_of(moments: Iterable[When], zone: str, here: Here) -> frozenset[dt.date]:
    """Return the days that ``moments`` are on the clock of ``zone``, empty for ours."""
    there = zone_named(zone) or here.zone
    found = set()
    for one in moments:
        theirs = zone_named(one.zone) or there
        if one.date.year in _YEARS:
            found.add(one.date if one.whole_day else in_zone(one.date, one.time, theirs, there)[0])
    return frozenset(found)


def _text(item: CalendarItem, told: Mapping[str, str]) -> str:
    """Return the words: of our own files without the customer's name, unless somebody wrote something else."""
    text = told.get("TEXT")
    name = told.get("NAME", "")
    if text is None:
        return " ".join(item.summary.split())
    if item.summary == told.get("SUMMARY", item.summary):
        return text
    return item.summary.removeprefix(f"{name}: ") if name else item.summary


def _series(
    item: CalendarItem, told: Mapping[str, str], place: tuple[dt.date, str, str], here: Here
) -> dict[str, Any]:
    day, time, zone = place
    if item.repeat == told.get("RULE") and told.get("REPEAT") and told.get("STARTS"):
        return {"repeat": told["REPEAT"], "starts_on": _day(told["STARTS"]) or day}
    return {"repeat": _until(item.repeat, time, zone, here), "starts_on": day}


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _until(rule: str, time: str, zone: str, here: Here) -> str:
    """Return a rule whose end is the day of its last occurrence, on the clock of the series."""
    pieces = []
    for piece in rule.removeprefix("RRULE:").split(";"):
        name, _, value = piece.partition("=")
        if name.upper() == "UNTIL" and time and len(value) > len("20261231T"):
            there = zone_named(zone) or here.zone
            day = dt.date.fromisoformat(value[:8])
            clock = f"{value[9:11]}:{value[11:13]}" if len(value) >= len("20261231T0000") else "00:00"
            if value.upper().endswith("Z"):
                day, clock = in_zone(day, clock, ZoneInfo("UTC"), there)
            pieces.append(f"UNTIL={day if clock >= time else day - _DAY:%Y%m%d}")
        elif piece:
            pieces.append(piece)
    return ";".join(pieces)


def _rest(item: CalendarItem, told: Mapping[str, str], when: When) -> dict[str, Any]:
    """Return what else is said: length, place, notice, privacy, result."""
    found: dict[str, Any] = {}
    if told.get("MINUTES", "").isdecimal():
        found["minutes"] = int(told["MINUTES"])
    elif item.minutes and "USUAL" not in told and not (when.whole_day and item.minutes <= 1440):
        found["minutes"] = item.minutes
    if item.place:
        found["place"] = item.place if "KIND" in told else " ".join(item.place.split())
    if item.alarm is not None:
        found["notify_minutes"] = item.alarm
    if item.private:
        found["private"] = True
    if told.get("RESULT"):
        found["result"] = told["RESULT"]
    return found


def _kept(item: CalendarItem, rule: str) -> tuple[str, list[Problem]]:
    """Return, as JSON, what no column holds; empty where there is nothing."""
    other = [pair for pair in marks.foreign(item) if len(pair[1]) <= _LONGEST]
    problems = []
    for head, value in marks.foreign(item):
        if len(value) > _LONGEST:
            said = N_("{name} is too long to be kept; the rest of the entry was read.")
            problems.append(problem(item.line, "long", said, name=head.partition(";")[0]))
    found = {
        "description": item.text,
        "people": [[one.email, one.name, one.role, one.status] for one in item.people],
        "categories": list(item.categories),
        "status": item.status if item.status not in _STATES else "",
        "rule": rule,
        "other": other,
    }
    full = {name: value for name, value in found.items() if value}
    return json.dumps(full, ensure_ascii=False, sort_keys=True) if full else "", problems


def _done(item: CalendarItem, told: Mapping[str, str], here: Here) -> dt.datetime | None:
    """Return when it was done by what the file says."""
    if told.get("DONE"):
        try:
            return dt.datetime.fromisoformat(told["DONE"]).astimezone(dt.UTC)
        except (ValueError, OverflowError):
            return here.now
    if item.kind == "todo" and (item.status == "completed" or item.completed is not None):
        when = item.completed or item.due or item.start
        return min(moment_of(when, here), here.now) if when else here.now
    if item.kind == "journal" and "KIND" not in told and item.start is not None:
        return min(moment_of(item.start, here), here.now)
    return None


def _past(item: CalendarItem, values: Mapping[str, Any], here: Here) -> dt.datetime | None:
    """Return when an event was over, None where it is not."""
    if item.kind != "event":
        return None
    end = ended(values, here)
    return end if end <= here.now else None


def ended(values: Mapping[str, Any], here: Here) -> dt.datetime:
    """Return the moment at which what stands in ``values`` is over."""
    zone = zone_named(values["zone"]) or here.zone
    if values["due_time"]:
        length = dt.timedelta(minutes=values.get("minutes") or 0)
        return wall_moment(values["due_on"], values["due_time"], zone).astimezone(dt.UTC) + length
    days = max((values.get("minutes") or 0) // 1440, 1)
    return wall_moment(values["due_on"] + dt.timedelta(days=days), "00:00", here.zone).astimezone(dt.UTC)


def moment_of(when: When, here: Here) -> dt.datetime:
    """Return the moment that ``when`` names; of a whole day its noon by our clock."""
    zone = zone_named(when.zone) or here.zone
    return wall_moment(when.date, when.time or "12:00", zone).astimezone(dt.UTC)
