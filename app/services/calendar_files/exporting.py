"""Follow-ups, occasions and leave to the items of a calendar file, which comes back the same (row R8)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Protocol

from app.domain.places import zone_named
from app.domain.planning import usual_minutes
from app.domain.recurrence import WrongRule, in_zone, occurrences, parts, read_days
from app.domain.recurrence_change import counted_from
from app.exchange.icalendar.values import Attendee, CalendarItem, When
from app.exchange.icalendar.write import calendar_bytes, write_calendar
from app.language import N_, Translator
from app.models.work import Moment, Reading
from app.queries.calendar_files import Away, Contents, Holding, Wish, contents
from app.queries.calendar_rows import MEETINGS
from app.queries.calendar_values import CalendarEntry, OccasionGroup
from app.services.calendar_files import marks

_DAY: Final = dt.timedelta(days=1)
_FREE: Final = (("TRANSP", "TRANSPARENT"),)
_BUSY: Final = (("TRANSP", "OPAQUE"), ("X-MICROSOFT-CDO-BUSYSTATUS", "OOF"))


class Door(Protocol):
    """The part of the office that an export needs."""

    def ask(self, query: Callable[..., Any], /, **kwargs: Any) -> Any: ...

    def moment(self) -> Moment: ...


def export(door: Door, *, path: Path, wish: Wish, tr: Translator) -> int:
    """Write what is asked for to ``path`` in one move and return how many entries there are.

    The database is read before, so that nobody waits for the file.

    Raises:
        FileUnwritable: the folder cannot be written to.
    """
    made: list[CalendarItem] = door.ask(items, wish=wish, tr=tr)
    write_calendar(path, as_bytes(made, door.moment()))
    return len(made)


def as_bytes(made: list[CalendarItem], moment: Moment) -> bytes:
    """Return items as the text of a calendar file, written down at ``moment``."""
    return calendar_bytes(made, name="Rapport", stamp=moment.now, zone=moment.zone.key)


def items(reading: Reading, *, wish: Wish, tr: Translator) -> list[CalendarItem]:
    """Return the entries of a calendar file; an occurrence of a series that stands apart is one of its own."""
    found = contents(reading, wish=wish, language=tr.code)
    return [
        *_Writer(reading, found).followups(),
        *(_occasion(entry, found.uids, tr) for entry in found.occasions),
        *(_group(group, tr) for group in found.groups),
        *(_leave(away, tr) for away in found.leaves),
    ]


def busy(made: list[CalendarItem], tr: Translator) -> list[CalendarItem]:
    """Return only when one is busy: hours and leave, with no word of what or whom."""
    return [
        replace(
            item,
            uid=marks.busy_uid(item.uid),
            summary=tr("Busy"),
            text="",
            place="",
            people=(),
            categories=(),
            alarm=None,
            other=tuple(pair for pair in item.other if pair in _BUSY),
        )
        for item in made
        if item.kind == "event" and _FREE[0] not in item.other
    ]


class _Writer:
    """Tells follow-ups, series with what stands apart from them."""

    def __init__(self, reading: Reading, found: Contents) -> None:
        self._reading, self._found = reading, found
        self._heads = {one.row["id"]: one.row for one in found.holdings if _goes_on(one.row)}
        self._apart: dict[int, set[dt.date]] = {}

    def followups(self) -> Iterator[CalendarItem]:
        """Yield all of them, the rows that replace occurrences of a series before it."""
        series = []
        for one in self._found.holdings:
            if one.row["id"] in self._heads:
                series.append(one)
            else:
                yield self._single(one)
        yield from (self._series(one) for one in series)

    def _single(self, one: Holding) -> CalendarItem:
        row = one.row
        head = self._heads.get(row["series_id"])
        day = min(read_days(row["original_on"]), default=None)
        made = self._item(one, component_of(head if head is not None else row))
        if day is None:
            return made
        if head is not None and day > head["due_on"] and _on_rule(head, day):
            self._apart.setdefault(head["id"], set()).add(day)
            return replace(made, uid=marks.uid_of(head), original=_when(head, day))
        # it replaces nothing that the file shows: what it replaced is said beside the standard
        of = marks.uid_of(head) if head is not None else row["uid"]
        own = marks.tell(SERIES=of, ORIGINAL=day.isoformat()) if of else ()
        return replace(made, uid=marks.own_uid(row["id"], row["created_at"]), other=(*made.other, *own))

    def _series(self, one: Holding) -> CalendarItem:
        row = one.row
        start: dt.date = row["starts_on"] or row["due_on"]
        day: dt.date = row["due_on"]
        rule = row["repeat"] if day == start else counted_from(row["repeat"], start, day)
        gone = read_days(row["except_on"]) | self._found.replaced.get(row["id"], frozenset())
        first = max(day + _DAY, self._reading.today + (dt.timedelta() if row["due_time"] else _DAY))
        gone |= (
            set(occurrences(row["repeat"], start, day + _DAY, first - _DAY)) if first > day + _DAY else set()
        )
        left_out = sorted(one for one in gone - self._apart.get(row["id"], set()) if one > day)
        made = self._item(one, component_of(row))
        ending = self._ending(rule, row)
        own = marks.tell(STARTS=start.isoformat(), REPEAT=row["repeat"], RULE=ending)
        return replace(
            made,
            repeat=ending,
            except_on=tuple(_when(row, each) for each in left_out if _on_rule(row, each)),
            start=made.start or made.due,
            due=None,
            minutes=row["minutes"] or made.minutes,
            other=(*made.other, *own),
        )

    def _ending(self, rule: str, row: Mapping[str, Any]) -> str:
        """Return a rule whose end is of the same kind as its start, as the standard wants it."""
        found = dict(parts(rule))
        if "UNTIL" in found:
            day = dt.date.fromisoformat(found["UNTIL"][:8])
            found["UNTIL"] = f"{day:%Y%m%d}"
            if row["due_time"]:
                zone = zone_named(row["zone"]) or self._reading.moment.zone
                date, time = in_zone(day, row["due_time"], zone, zone_named("UTC") or zone)
                found["UNTIL"] = f"{date:%Y%m%d}T{time.replace(':', '')}00Z"
        return ";".join(f"{name}={value}" for name, value in found.items())

    def _item(self, one: Holding, component: str) -> CalendarItem:
        """Return a row as an item of its own; the customer's name stands before the words."""
        row, when = one.row, _when(one.row, one.row["due_on"])
        kept = json.loads(row["ics"]) if row["ics"] else {}
        summary = ": ".join(part for part in (one.customer, row["text"]) if part)
        todo = component == "todo"
        minutes, own = _length(row, component)
        own |= _done(row) | {
            "KIND": row["kind"],
            "TEXT": row["text"],
            "NAME": one.customer,
            "SUMMARY": summary,
            "CUSTOMER": one.customer_uid,
            "PERSON": one.person,
            "RESULT": row["result"],
        }
        completed = row["done_at"].astimezone(dt.UTC) if todo and row["done_at"] else None
        return CalendarItem(
            0,
            component,
            uid=marks.uid_of(row),
            summary=summary,
            text=kept.get("description", ""),
            place=row["place"],
            start=None if todo else when,
            due=when if todo else None,
            minutes=minutes,
            repeat=kept.get("rule", ""),
            status="completed" if completed else kept.get("status", ""),
            completed=When(completed.date(), f"{completed:%H:%M}", "UTC") if completed else None,
            categories=tuple(kept.get("categories", ())),
            people=tuple(Attendee(*each) for each in kept.get("people", ())),
            alarm=row["notify_minutes"],
            private=row["private"],
            other=(*((head, value) for head, value in kept.get("other", ())), *marks.tell(**own)),
        )


def component_of(row: Mapping[str, Any]) -> str:
    """Return what a follow-up is in a calendar file: a meeting and what has an hour is an event, the rest to do."""
    if row["kind"] == "note":
        return "journal"
    if row["kind"] in MEETINGS or (row["due_time"] and row["kind"] != "task"):
        return "event"
    return "todo"


def _length(row: Mapping[str, Any], component: str) -> tuple[int | None, dict[str, str]]:
    """Return the length that the file says, and what of it stands beside the standard."""
    if component != "event":
        minutes = row["minutes"]
        return (minutes if row["repeat"] else None), {"MINUTES": str(minutes) if minutes else ""}
    if not row["due_time"]:
        return row["minutes"], {"MINUTES": str(row["minutes"] or "")}
    if row["minutes"]:
        return row["minutes"], {}
    return usual_minutes(row["kind"]), {"USUAL": "1"}


def _done(row: Mapping[str, Any]) -> dict[str, str]:
    return {"DONE": row["done_at"].astimezone(dt.UTC).isoformat()} if row["done_at"] else {}


def _goes_on(row: Mapping[str, Any]) -> bool:
    """Tell whether a row is a series that still has its open occurrence."""
    if not row["repeat"] or row["done_at"] is not None:
        return False
    try:
        parts(row["repeat"])
    except WrongRule:
        return False
    return True


def _on_rule(row: Mapping[str, Any], day: dt.date) -> bool:
    return bool(occurrences(row["repeat"], row["starts_on"] or row["due_on"], day, day))


def _when(row: Mapping[str, Any], day: dt.date) -> When:
    return When(day, row["due_time"], row["zone"] if row["due_time"] else "")


def _occasion(entry: CalendarEntry, uids: Mapping[int, str], tr: Translator) -> CalendarItem:
    name = entry.who.name if entry.who else ""
    uid = marks.occasion_uid(entry.key, uids.get(entry.who.id, "") if entry.who else "")
    text = ": ".join(part for part in (name, entry.say(tr)) if part)
    return CalendarItem(0, "event", uid=uid, summary=text, start=When(entry.date), other=_FREE)


def _group(group: OccasionGroup, tr: Translator) -> CalendarItem:
    uid = marks.occasion_uid(f"{group.code}:{group.date.isoformat()}", "")
    return CalendarItem(0, "event", uid=uid, summary=group.say(tr), start=When(group.date), other=_FREE)


def _leave(away: Away, tr: Translator) -> CalendarItem:
    summary = tr(N_("{name}: leave"), name=away.person) + (f" ({away.note})" if away.note else "")
    return CalendarItem(
        0,
        "event",
        uid=marks.leave_uid(away.id, away.person),
        summary=summary,
        start=When(away.first),
        minutes=((away.last - away.first).days + 1) * 1440,
        other=_BUSY,
    )
