"""Moments, lengths and zones of calendar files."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from app.exchange.icalendar.lines import Component, Property
from app.exchange.icalendar.values import When

_MOMENT: Final = re.compile(
    r"^\s*(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(Z)?)?\s*$",
    re.IGNORECASE,
)
_LENGTH: Final = re.compile(
    r"^\s*([+-]?)P?(?:(\d+)W)?(?:(\d+)D)?(?:T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?\s*$", re.IGNORECASE
)
#: zones that a file describes by the offset of a day, where no name is known
Zones = Mapping[str, dt.tzinfo]


def read_zones(components: list[Component]) -> dict[str, dt.tzinfo]:
    """Return the zones that VTIMEZONE components describe, by TZID; one that cannot be read is left out."""
    found: dict[str, dt.tzinfo] = {}
    for component in components:
        tzid = component.first("TZID")
        if component.name != "VTIMEZONE" or tzid is None or not tzid.value.strip():
            continue
        known = zone_named(tzid.value)
        if known:
            found[tzid.value.strip()] = ZoneInfo(known)
            continue
        try:
            found[tzid.value.strip()] = cast("Timezone", Timezone.from_ical(_text(component))).to_tz(
                lookup_tzid=False
            )
        except Exception:  # noqa: BLE001, S112 - whatever a foreign zone breaks: its times are then our own
            continue
    return found


def _text(component: Component) -> str:
    lines = [f"BEGIN:{component.name}", *(one.raw for one in component.properties)]
    lines.extend(_text(child) for child in component.children)
    return "\r\n".join([*lines, f"END:{component.name}"])


def zone_named(tzid: str) -> str:
    """Return the IANA name that a TZID means: itself, a Windows name, or the end of a path such as
    «/freeassociation.sourceforge.net/Europe/Berlin»; empty where it means none.
    """
    name = tzid.strip().strip('"')
    if name.upper() in {"UTC", "Z"}:
        return "UTC"
    name = WINDOWS_TO_OLSON.get(name, name)
    parts = [part for part in name.split("/") if part]
    for start in range(len(parts)):
        tail = "/".join(parts[start:])
        if tail and _exists(tail):
            return tail
    return ""


def _exists(name: str) -> bool:
    if not re.fullmatch(r"[A-Za-z0-9_+/-]+", name):
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def read_moment(value: str, tzid: str, zones: Zones) -> When | None:
    """Return the day or moment that ``value`` names; None for one that does not exist.

    A time of a zone that has no name is kept as UTC; of an unknown zone as the reader's own.
    """
    match = _MOMENT.match(value)
    if match is None:
        return None
    try:
        date = dt.date(int(match[1]), int(match[2]), int(match[3]))
        if match[4] is None:
            return When(date)
        time = dt.time(int(match[4]), int(match[5]))
    except ValueError:
        return None
    return _zoned(date, time, "UTC" if match[7] else tzid, zones)


def _zoned(date: dt.date, time: dt.time, tzid: str, zones: Zones) -> When:
    said = f"{time:%H:%M}"
    name = zone_named(tzid) if tzid else ""
    described = zones.get(tzid.strip()) if tzid and not name else None
    if described is None:
        return When(date, said, name)
    try:
        moment = dt.datetime.combine(date, time, described).astimezone(dt.UTC)
    except (OverflowError, ValueError):
        return When(date, said)
    return When(moment.date(), f"{moment:%H:%M}", "UTC")


def read_length(value: str) -> int | None:
    """Return a duration in minutes, rounded up; None for none."""
    match = _LENGTH.match(value)
    if match is None or not any(match.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    total = (weeks * 7 + days) * 1440 + hours * 60 + minutes + -(-seconds // 60)
    return -total if match[1] == "-" else total


def moments(properties: list[Property], zones: Zones) -> tuple[When, ...]:
    """Return all moments of EXDATE or RDATE properties; of a period its beginning."""
    found = []
    for one in properties:
        for part in one.value.split(","):
            when = read_moment(part.split("/")[0], one.param("TZID"), zones)
            if when is not None:
                found.append(when)
    return tuple(found)


def minutes_between(start: When, end: When) -> int | None:
    """Return the length from ``start`` to ``end``; None where it is not longer than nothing."""
    if start.whole_day != end.whole_day:
        return None
    if start.whole_day:
        days = (end.date - start.date).days
        return days * 1440 if days > 0 else None
    length = _moment(end) - _moment(start)
    return int(length.total_seconds() // 60) if length > dt.timedelta() else None


def _moment(when: When) -> dt.datetime:
    zone = ZoneInfo(when.zone) if when.zone else ZoneInfo("UTC")
    return dt.datetime.combine(when.date, dt.time.fromisoformat(when.time), zone).astimezone(dt.UTC)
