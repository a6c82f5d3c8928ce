"""A calendar file to items: every event, task and journal entry, whatever single properties are worth."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from app.exchange.contacts import Problem, problem
from app.exchange.encodings import Lines, detect, split_lines
from app.exchange.icalendar.lines import Component, Property, components
from app.exchange.icalendar.moments import (
    Zones,
    minutes_between,
    moments,
    read_length,
    read_moment,
    read_zones,
)
from app.exchange.icalendar.values import Attendee, CalendarFile, CalendarItem, When
from app.language import N_

KINDS: Final = {"VEVENT": "event", "VTODO": "todo", "VJOURNAL": "journal"}
#: what has a field of its own, or says nothing that another program would miss
_TAKEN: Final = frozenset(
    {
        "UID",
        "SUMMARY",
        "DESCRIPTION",
        "LOCATION",
        "DTSTART",
        "DTEND",
        "DUE",
        "DURATION",
        "RRULE",
        "EXDATE",
        "RDATE",
        "RECURRENCE-ID",
        "STATUS",
        "COMPLETED",
        "CATEGORIES",
        "ATTENDEE",
        "ORGANIZER",
        "CLASS",
        "DTSTAMP",
        "CREATED",
        "LAST-MODIFIED",
        "SEQUENCE",
    }
)
_ESCAPED: Final = re.compile(r"\\([nN,;:\\\"])")
_OTHER_MOST: Final = 100


def read_calendar(path: Path) -> CalendarFile:
    """Read a calendar file.

    Raises:
        FileUnreadable: the file cannot be opened.
    """
    encoding = detect(path)
    if not encoding.name.startswith("utf") and (text := _mostly_utf8(path)):
        return read_lines(split_lines(text))
    lines = Lines(path, encoding)
    read = read_lines(lines)
    return CalendarFile(read.items, (*lines.problems, *read.problems), read.name, read.calendars, read.zones)


def _mostly_utf8(path: Path) -> str:
    """Return the text of a file whose few broken bytes do not make it another encoding: calendars are UTF-8."""
    text = path.read_bytes().decode("utf-8", "replace")
    broken = text.count("\ufffd")
    high = sum(not sign.isascii() for sign in text) - broken
    return text if broken <= high else ""


def read_lines(lines: Iterable[str]) -> CalendarFile:
    """Read the lines of a calendar file, also one without a calendar around its events."""
    problems: list[Problem] = []
    roots = components(lines, problems)
    flat = list(_flat(roots))
    zones = read_zones(flat)
    items = tuple(_item(one, zones, problems) for one in flat if one.name in KINDS)
    named = next((prop for one in roots if (prop := one.first("X-WR-CALNAME") or one.first("NAME"))), None)
    return CalendarFile(
        items,
        tuple(problems),
        unescape(named.value) if named else "",
        sum(one.name == "VCALENDAR" for one in flat),
        tuple(zones),
    )


def _flat(roots: Iterable[Component]) -> Iterable[Component]:
    """Yield components from the outside in, in the order of the file."""
    for one in roots:
        yield one
        yield from _flat(one.children)


def unescape(text: str) -> str:
    """Return a text value as it was meant."""
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], text).strip()


def _item(component: Component, zones: Zones, problems: list[Problem]) -> CalendarItem:
    text = _Texts(component)
    start = _when(component, "DTSTART", zones, problems)
    end = _when(component, "DTEND", zones, problems)
    due = _when(component, "DUE", zones, problems)
    return CalendarItem(
        line=component.line,
        kind=KINDS[component.name],
        uid=text("UID"),
        summary=text("SUMMARY"),
        text=text("DESCRIPTION"),
        place=text("LOCATION"),
        start=start,
        due=due,
        minutes=_length(component, start, end or (due if start else None)),
        repeat=_rule(component),
        except_on=moments(component.all("EXDATE"), zones),
        more_on=moments(component.all("RDATE"), zones),
        original=_when(component, "RECURRENCE-ID", zones, problems),
        status=text("STATUS").lower(),
        completed=_when(component, "COMPLETED", zones, problems),
        categories=tuple(word for one in component.all("CATEGORIES") for word in _words(one.value)),
        people=_people(component),
        alarm=_alarm(component),
        private=text("CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"},
        other=_other(component),
    )


class _Texts:
    """The text of properties by name."""

    def __init__(self, component: Component) -> None:
        self._component = component

    def __call__(self, name: str) -> str:
        found = self._component.first(name)
        return unescape(found.value) if found else ""


def _when(component: Component, name: str, zones: Zones, problems: list[Problem]) -> When | None:
    found = component.first(name)
    if found is None or not found.value.strip():
        return None
    when = read_moment(found.value, found.param("TZID"), zones)
    if when is None:
        said = N_("{name} is no date: {text}. The rest of the entry was read.")
        problems.append(problem(found.line, "calendar", said, name=name, text=found.value[:40]))
    return when


def _length(component: Component, start: When | None, end: When | None) -> int | None:
    duration = component.first("DURATION")
    if duration is not None:
        length = read_length(duration.value)
        if length is not None and length > 0:
            return length
    return minutes_between(start, end) if start and end else None


def _rule(component: Component) -> str:
    found = component.first("RRULE")
    return found.value.strip().rstrip(";") if found else ""


def _words(value: str) -> list[str]:
    return [word for part in re.split(r"(?<!\\),", value) if (word := unescape(part))]


def _people(component: Component) -> tuple[Attendee, ...]:
    found = []
    for name, role in (("ORGANIZER", "organizer"), ("ATTENDEE", "")):
        for one in component.all(name):
            address = re.sub(r"(?i)^mailto:", "", one.value.strip())
            if "@" in address or one.param("CN"):
                found.append(
                    Attendee(
                        address if "@" in address else "",
                        one.param("CN"),
                        role,
                        one.param("PARTSTAT").lower(),
                    )
                )
    return tuple(found)


def _alarm(component: Component) -> int | None:
    """Return how many minutes before the start the first alarm rings; None without one."""
    for child in component.children:
        trigger = child.first("TRIGGER") if child.name == "VALARM" else None
        if trigger is not None and trigger.param("RELATED").upper() != "END":
            length = read_length(trigger.value)
            if length is not None and length <= 0:
                return -length
    return None


def _other(component: Component) -> tuple[tuple[str, str], ...]:
    """Return what has no field here: name with parameters, and value, as they stood."""
    kept = [_kept(one) for one in component.properties if one.name not in _TAKEN]
    return tuple(kept[:_OTHER_MOST])


def _kept(one: Property) -> tuple[str, str]:
    head = one.raw[: len(one.raw) - len(one.value)].rstrip(":") if one.raw.endswith(one.value) else one.name
    return head, one.value
