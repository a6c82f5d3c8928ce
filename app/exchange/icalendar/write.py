"""Items to a calendar file that phones, Outlook and calendar servers take."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Journal, Todo, vRecur
from icalendar.parser import Parameters
from icalendar.prop import vCalAddress, vText

from app.exchange.faults import FileUnwritable
from app.exchange.icalendar.lines import parse
from app.exchange.icalendar.values import Attendee, CalendarItem, When

#: who wrote the file
_PRODUCT: Final = "-//Rapport//Rapport//EN"
_CLASSES: Final = {"event": Event, "todo": Todo, "journal": Journal}


def calendar_bytes(
    items: Iterable[CalendarItem], *, name: str = "", stamp: dt.datetime, zone: str = ""
) -> bytes:
    """Return ``items`` as a calendar named ``name``; ``stamp`` (aware) is when they were written down.

    Times without a zone of their own are of ``zone``; zones used are described in the file.
    """
    calendar = Calendar()
    calendar.add("PRODID", _PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    if name:
        calendar.add("X-WR-CALNAME", name)
    for item in items:
        calendar.add_component(_component(item, stamp, zone))
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical(sorted=False)
    return written


def write_calendar(path: Path, data: bytes) -> None:
    """Put a calendar file in place in one move, so that whoever subscribes to it never reads half of it.

    Raises:
        FileUnwritable: the folder cannot be written to.
    """
    try:
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".ics")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(made).chmod(0o600)
        Path(made).replace(path)
    except OSError as error:
        raise FileUnwritable(file=path.name, reason=error.strerror or str(error)) from error


def _component(item: CalendarItem, stamp: dt.datetime, zone: str) -> Any:
    made = _CLASSES[item.kind]()
    made.add("UID", _one_line(item.uid))
    made.add("DTSTAMP", stamp.astimezone(dt.UTC))
    for name, text in (("SUMMARY", item.summary), ("DESCRIPTION", item.text), ("LOCATION", item.place)):
        if text:
            made.add(name, "\n".join(_one_line(part) for part in text.split("\n")))
    _add_times(made, item, zone)
    _add_rule(made, item, zone)
    if item.status:
        made.add("STATUS", item.status.upper())
    if item.private:
        made.add("CLASS", "PRIVATE")
    if item.categories:
        made.add("CATEGORIES", [_one_line(word) for word in item.categories])
    for one in item.people:
        made.add("ORGANIZER" if one.role == "organizer" else "ATTENDEE", _address(one), encode=False)
    if item.alarm is not None:
        made.add_component(_alarm(item))
    _add_other(made, item)
    return made


def _add_times(made: Any, item: CalendarItem, zone: str) -> None:
    if item.start is not None:
        made.add("DTSTART", _value(item.start, zone))
    if item.kind == "todo":
        if item.due is not None:
            made.add("DUE", _value(item.due, zone))
        elif item.start is not None and item.minutes:
            made.add("DURATION", dt.timedelta(minutes=item.minutes))
    elif item.kind == "event" and item.start is not None and item.minutes:
        if item.start.whole_day:
            made.add("DTEND", item.start.date + dt.timedelta(days=-(-item.minutes // 1440)))
        else:
            made.add("DURATION", dt.timedelta(minutes=item.minutes))
    if item.completed is not None and item.completed.time:
        made.add("COMPLETED", _moment(item.completed, zone).astimezone(dt.UTC))


def _add_rule(made: Any, item: CalendarItem, zone: str) -> None:
    if rule := _rule(item.repeat):
        made.add("RRULE", _Raw(rule), encode=False)
    for name, moments in (("EXDATE", item.except_on), ("RDATE", item.more_on)):
        for when in moments:
            made.add(name, _value(when, zone))
    if item.original is not None:
        made.add("RECURRENCE-ID", _value(item.original, zone))


def _rule(text: str) -> str:
    """Return a rule as it stood where others can read it, empty where they could not."""
    rule = text.removeprefix("RRULE:")
    try:
        return rule if rule and vRecur.from_ical(rule) else ""
    except (ValueError, TypeError, KeyError):
        return ""


def _value(when: When, zone: str) -> dt.date | dt.datetime:
    return when.date if when.whole_day else _moment(when, zone)


def _moment(when: When, zone: str) -> dt.datetime:
    wall = dt.datetime.combine(when.date, dt.time.fromisoformat(when.time))
    name = when.zone or zone
    if name == "UTC":
        return wall.replace(tzinfo=dt.UTC)
    return wall.replace(tzinfo=ZoneInfo(name)) if name else wall


def _address(one: Attendee) -> vCalAddress:
    made = vCalAddress(f"mailto:{one.email}" if one.email else "invalid:nomail")
    if one.name:
        made.params["CN"] = vText(_one_line(one.name))
    if one.status:
        made.params["PARTSTAT"] = vText(one.status.upper())
    return made


def _alarm(item: CalendarItem) -> Alarm:
    made = Alarm()
    made.add("ACTION", "DISPLAY")
    made.add("DESCRIPTION", item.summary or "Rapport")
    made.add("TRIGGER", dt.timedelta(minutes=-(item.alarm or 0)))
    return made


def _add_other(made: Any, item: CalendarItem) -> None:
    """Give back what an imported file said and Rapport has no field for."""
    for head, value in item.other:
        found = parse(0, f"{head}:{value}")
        if found is None:
            continue
        kept = _Raw(_one_line(found.value))
        for key, text in found.params:
            kept.params[key] = text
        made.add(found.name, kept, encode=False)


def _one_line(text: str) -> str:
    return "".join(sign for sign in text if sign >= " " or sign == "\t")


class _Raw(str):
    """A value written as it stood."""

    __slots__ = ("params",)

    def __init__(self, _text: str) -> None:
        self.params = Parameters()

    def to_ical(self) -> bytes:
        return self.encode()
