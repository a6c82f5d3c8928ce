"""Verbs on follow-ups: create, edit, move, snooze, finish with a result, trash; of series one, later, all (R1, R7, X18)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final, Literal, NamedTuple

from app.domain.places import zone_named
from app.domain.recurrence import in_zone, read_days, valid
from app.language import N_
from app.models.contact import FollowUp
from app.models.work import Work
from app.services import confirming, series, telling
from app.services.faults import BadValue

#: which occurrences of a series a change is for: this one, this and all later ones, or all that are to come
Scope = Literal["this", "later", "all"]
# what an occurrence of its own cannot have
_OF_SERIES: Final = ("repeat", "starts_on", "except_on")
# what the step that confirms a meeting has from it
_FOLLOWED: Final = frozenset({"due_on", "due_time", "person_id", "customer_id", "zone"})
_TIME: Final = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


def create(
    work: Work,
    *,
    due_on: dt.date,
    customer_id: int | None = None,
    due_time: str = "",
    text: str = "",
    kind: str = "call",
    minutes: int | None = None,
    repeat: str = "",
    person_id: int | None = None,
    interaction_id: int | None = None,
    zone: str = "",
    place: str = "",
    notify_minutes: int | None = None,
    confirm: bool = False,
    private: bool = False,
) -> int:
    """Create a follow-up; without a customer it is a task of one's own. Return its id.

    ``due_on`` and ``due_time`` («HH:MM») are of the wall clock of ``zone``, empty for ours; ``minutes`` is its
    length, ``notify_minutes`` how long before it is announced. With ``confirm`` a meeting gets a step
    that confirms it the working day before; with customers who want their time respected it always does.

    Raises:
        BadValue: ``repeat`` is no iCalendar rule of days, or the time is none.
    """
    _check({"repeat": repeat, "due_time": due_time, "minutes": minutes})
    row_id = work.insert(
        FollowUp,
        customer_id=customer_id,
        person_id=person_id or work.moment.person_id,
        kind=kind,
        text=text.strip(),
        due_on=due_on,
        due_time=due_time,
        minutes=minutes,
        repeat=repeat,
        starts_on=due_on if repeat else None,
        interaction_id=interaction_id,
        zone=zone,
        place=place.strip(),
        notify_minutes=notify_minutes,
        private=private,
        result="",
        created_at=work.now,
    )
    if confirming.wanted(work, customer_id=customer_id, kind=kind, asked=confirm):
        confirming.add(work, row_id)
    work.name(N_("Planned “{text}”"), text=text)
    return row_id


def edit(
    work: Work,
    *,
    row_id: int,
    values: Mapping[str, Any],
    was: Mapping[str, Any] | None = None,
    occurrence: str = "",
    scope: Scope | None = None,
) -> int:
    """Change a follow-up; return the id of the row that holds it now.

    Of a series ``occurrence`` (ISO date, empty for the open one) says which one is meant and ``scope`` how
    far the change goes, None for what the row itself is. A new ``due_on`` is for that occurrence; for later
    and all the rule moves with it.

    Raises:
        EditConflict: somebody changed the same thing meanwhile.
        Gone: the occurrence was done, moved or removed meanwhile.
        BadValue: a rule or a time is none.
        CannotMoveSeries: it cannot be said what the rule becomes on another day.
    """
    _check(values)
    row = work.get(FollowUp, row_id)
    found = _change(work, row, _meant(work, row, occurrence, scope), values, was)
    work.name(N_("Changed “{text}”"), text=row["text"])
    return found


def move(
    work: Work,
    *,
    row_id: int,
    due_on: dt.date,
    due_time: str | None = None,
    minutes: int | None = None,
    person_id: int | None = None,
    occurrence: str = "",
    scope: Scope = "this",
) -> int:
    """Put a follow-up on another day, at another time, make it longer, give it to another; return its row's id.

    ``due_on`` and ``due_time`` are of our own wall clock, also where it keeps the time of another zone; what
    is None stays.

    Raises:
        Gone: the occurrence was done, moved or removed meanwhile.
        CannotMoveSeries: it cannot be said what the rule becomes on another day.
    """
    row = work.get(FollowUp, row_id)
    meant = _meant(work, row, occurrence, scope)
    values = _when(work, row, meant.day, due_on, due_time)
    more = {"minutes": minutes, "person_id": person_id}
    values |= {name: value for name, value in more.items() if value is not None}
    _check(values)
    found = _change(work, row, meant, values, None)
    work.name(N_("Moved “{text}”"), text=row["text"])
    return found


def snooze(work: Work, *, row_id: int, due_on: dt.date, due_time: str = "", occurrence: str = "") -> int:
    """Put a follow-up off to another day and time of our own clock; return the id of its row.

    Of a series this one alone is put off.
    """
    row = work.get(FollowUp, row_id)
    meant = _meant(work, row, occurrence, "this")
    before = row["snoozed"] if meant.day == row["due_on"] else 0
    values = _when(work, row, meant.day, due_on, due_time) | {"snoozed": before + 1}
    _check(values)
    found = _change(work, row, meant, values, None)
    work.name(N_("Put off “{text}”"), text=row["text"])
    return found


def finish(work: Work, *, row_id: int, result: str = "", occurrence: str = "") -> int | None:
    """Finish a follow-up with its result; return the id of the series where it goes on, else None.

    A series stays one row that waits for its next occurrence after today; the one that is done is a row of
    its own. A step that confirms a meeting is done with it.

    Raises:
        Gone: the occurrence was done, moved or removed meanwhile.
    """
    row = work.get(FollowUp, row_id)
    meant = _meant(work, row, occurrence, "this")
    own = row_id if meant.head is None else _take_out(work, meant.head, meant.day)
    work.change(FollowUp, own, {"done_at": work.now, "result": result.strip()})
    confirming.finish(work, own)
    telling.finish(work, own)
    work.name(N_("Finished “{text}”"), text=row["text"])
    return None if own == row_id else row_id


def reopen(work: Work, *, row_id: int) -> None:
    """Open a finished follow-up again."""
    row = work.get(FollowUp, row_id)
    work.change(FollowUp, row_id, {"done_at": None})
    telling.reopen(work, row_id)
    work.name(N_("Opened “{text}” again"), text=row["text"])


def trash(work: Work, *, row_id: int, occurrence: str = "", scope: Scope | None = None) -> None:
    """Put a follow-up into the trash, with the step that confirms it.

    Of a series: one occurrence, it and the later ones, or all that are to come; None for what the row is.

    Raises:
        Gone: the occurrence was done, moved or removed meanwhile.
    """
    row = work.get(FollowUp, row_id)
    head, day, scope = _meant(work, row, occurrence, scope)
    if head is None:
        _throw(work, row)
    elif scope == "this":
        _throw(work, work.get(FollowUp, _take_out(work, head, day)))
    else:
        later = scope == "later" and day > head["due_on"]
        for own in series.own_rows_open(work, head["id"], day if later else dt.date.min):
            _throw(work, own)
        if later:
            series.end(work, head, day)
        else:
            _throw(work, head)
    work.name(N_("Removed “{text}”"), text=row["text"])


def restore(work: Work, *, row_id: int) -> None:
    """Take a follow-up out of the trash, with what went there together with it."""
    row = work.get(FollowUp, row_id)
    _take_back(work, row, row["trashed_at"])
    work.name(N_("Restored “{text}”"), text=row["text"])


class _Meant(NamedTuple):
    """What a change is for: the row of the series (None for a single row), the day by its rule, how far."""

    head: series.Row | None
    day: dt.date
    scope: Scope


def _meant(work: Work, row: series.Row, occurrence: str, scope: Scope | None) -> _Meant:
    if row["repeat"] and row["done_at"] is None:
        return _Meant(row, series.day_of(work, row, occurrence), scope or "all")
    head = series.series_of(work, row) if scope in {"later", "all"} else None
    if head is None:
        return _Meant(None, row["due_on"], "this")
    return _Meant(head, min(read_days(row["original_on"]), default=row["due_on"]), scope or "this")


def _change(
    work: Work,
    row: series.Row,
    meant: _Meant,
    values: Mapping[str, Any],
    was: Mapping[str, Any] | None,
) -> int:
    """Change one occurrence, it and the later ones, or all; return the id of the row that holds it."""
    head, day, scope = meant
    if head is None:
        _change_row(work, row, values, was)
        return int(row["id"])
    if scope == "this":
        return _change_one(work, head, day, values, was)
    single = head["id"] != row["id"]
    delta = values.get("due_on", day) - day
    if single:  # a row of its own: its series moves by as much as it does
        delta = values.get("due_on", row["due_on"]) - row["due_on"]
        _change_row(work, row, {name: value for name, value in values.items() if name not in _OF_SERIES}, was)
    rest = {name: value for name, value in values.items() if name != "due_on"}
    if scope == "later" and day > head["due_on"]:
        new_id = series.cut(work, head, day, day + delta)
        _change_row(work, work.get(FollowUp, new_id), rest, None)
        if confirming.steps_of(work, head["id"]):
            confirming.add(work, new_id)
        return int(row["id"]) if single else new_id
    if delta:
        seen = {} if single or not was or "due_on" not in was else {"due_on": was["due_on"]}
        work.change(FollowUp, head["id"], {"due_on": head["due_on"] + delta}, seen)
        series.shift(work, head, day, day + delta)
    _change_row(work, work.get(FollowUp, head["id"]), rest, None if single else was)
    return int(row["id"])


def _change_one(
    work: Work,
    head: series.Row,
    day: dt.date,
    values: Mapping[str, Any],
    was: Mapping[str, Any] | None,
) -> int:
    own = _take_out(work, head, day)
    if own == head["id"] and values.get("due_on", day) != day:
        series.skip(work, own, day.isoformat())
    mine = {name: value for name, value in values.items() if name not in _OF_SERIES}
    _change_row(work, work.get(FollowUp, own), mine, was)
    return own


def _take_out(work: Work, head: series.Row, day: dt.date) -> int:
    """Make one occurrence a row of its own, with the step that confirms it."""
    own = series.take_out(work, head, day)
    if own != head["id"] and day == head["due_on"]:
        confirming.hand_over(work, head["id"], own)
    return own


def _change_row(
    work: Work, row: series.Row, values: Mapping[str, Any], was: Mapping[str, Any] | None
) -> None:
    """Change a row; a new rule counts from the row's day, and the step that confirms a meeting follows it."""
    fresh = dict(values)
    if "repeat" in fresh and fresh["repeat"] != row["repeat"]:
        fresh |= {
            "starts_on": fresh.get("due_on", row["due_on"]) if fresh["repeat"] else None,
            "except_on": "",
        }
    changed = work.change(FollowUp, row["id"], fresh, was)
    if changed.keys() & _FOLLOWED and row["kind"] in confirming.MEETINGS:
        confirming.follow(work, row["id"])


def _when(work: Work, row: series.Row, day: dt.date, due_on: dt.date, due_time: str | None) -> dict[str, Any]:
    """Return the day and time by the clock of the row's zone, of a day and time by ours."""
    zone = zone_named(row["zone"])
    if zone is None:
        return {"due_on": due_on} | ({} if due_time is None else {"due_time": due_time})
    ours = work.moment.zone
    time = in_zone(day, row["due_time"], zone, ours)[1] if due_time is None else due_time
    date, there = in_zone(due_on, time, ours, zone)
    return {"due_on": date, "due_time": there}


def _throw(work: Work, row: series.Row) -> None:
    work.change(FollowUp, row["id"], {"trashed_at": work.now})
    for step in confirming.steps_of(work, row["id"]):
        if step["done_at"] is None:
            work.change(FollowUp, step["id"], {"trashed_at": work.now})
    if row["series_id"] is not None:
        series.skip(work, row["series_id"], row["original_on"])


def _take_back(work: Work, row: series.Row, at: dt.datetime | None) -> None:
    work.change(FollowUp, row["id"], {"trashed_at": None})
    if row["series_id"] is not None:
        series.unskip(work, row["series_id"], row["original_on"])
    if at is not None:
        together = [
            *work.find(FollowUp, confirms_id=row["id"], trashed_at=at),
            *work.find(FollowUp, series_id=row["id"], trashed_at=at),
        ]
        for each in together:
            _take_back(work, each, at)


def _check(values: Mapping[str, Any]) -> None:
    """Raise BadValue where a rule, a time or a length is none."""
    rule, time, minutes = values.get("repeat"), values.get("due_time"), values.get("minutes")
    if rule and not valid(str(rule)):
        raise BadValue(value=rule, field="repeat")
    if time and not _TIME.fullmatch(str(time)):
        raise BadValue(value=time, field="due_time")
    if minutes is not None and minutes < 0:
        raise BadValue(value=minutes, field="minutes")
