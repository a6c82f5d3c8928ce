"""One occurrence of a series made a row of its own; a series that goes on, is cut in two or shifted (row R1)."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import sqlalchemy as sa

from app.domain.recurrence import next_after, occurrences, read_days, write_days
from app.domain.recurrence_change import CannotShift, counted_from, ended_before, moved_days, shifted
from app.models.contact import FollowUp
from app.models.faults import Gone
from app.models.work import Work
from app.services.faults import CannotMoveSeries

Row = dict[str, Any]
#: what a row of its own takes from its series
COPIED: Final = (
    "customer_id",
    "person_id",
    "kind",
    "text",
    "due_time",
    "minutes",
    "private",
    "zone",
    "place",
    "notify_minutes",
)
_DAY: Final = dt.timedelta(days=1)


def day_of(work: Work, row: Row, occurrence: str) -> dt.date:
    """Return the day, by the rule, of the occurrence that is meant; the open one where it is not said.

    Raises:
        Gone: somebody did, moved or removed it meanwhile.
    """
    due: dt.date = row["due_on"]
    if not occurrence or occurrence == due.isoformat():
        return due
    day = dt.date.fromisoformat(occurrence[:10])
    if day < due or day in gone(work, row) or not occurrences(row["repeat"], start_of(row), day, day):
        raise Gone
    return day


def gone(work: Work, row: Row) -> frozenset[dt.date]:
    """Return the days of a series that do not take place or stand as rows of their own."""
    f = FollowUp
    replaced = work.rows(sa.select(f.original_on).where(f.series_id == row["id"]))
    return read_days(" ".join([row["except_on"], *(one.original_on for one in replaced)]))


def following(work: Work, row: Row, day: dt.date) -> dt.date | None:
    """Return the next occurrence after ``day``; of missed ones only one of today that has its hour is left."""
    after = max(day, work.today - (_DAY if row["due_time"] else dt.timedelta()))
    return next_after(row["repeat"], start_of(row), after, gone(work, row))


def take_out(work: Work, row: Row, day: dt.date) -> int:
    """Make the occurrence of ``day`` a row of its own and return its id; the last one is the series' row itself.

    A series whose open occurrence is taken out waits for the next one; its rule goes on counting from
    where it began.
    """
    is_open = day == row["due_on"]
    later = following(work, row, day) if is_open else None
    if is_open and later is None:
        work.change(FollowUp, row["id"], {"starts_on": start_of(row)})
        return int(row["id"])
    own_id = work.insert(
        FollowUp,
        **{name: row[name] for name in COPIED},
        due_on=day,
        repeat="",
        result="",
        series_id=row["id"],
        original_on=day.isoformat(),
        snoozed=row["snoozed"] if is_open else 0,
        interaction_id=row["interaction_id"] if is_open else None,
        created_at=work.now,
    )
    if is_open:
        values = {"due_on": later, "starts_on": start_of(row), "snoozed": 0, "interaction_id": None}
        work.change(FollowUp, row["id"], values)
    return own_id


def skip(work: Work, series_id: int, original_on: str) -> None:
    """Note that an occurrence does not take place, so that it does not come back without its own row."""
    _except(work, series_id, add=original_on)


def unskip(work: Work, series_id: int, original_on: str) -> None:
    """Note that an occurrence takes place after all, as its own row."""
    _except(work, series_id, drop=original_on)


def cut(work: Work, row: Row, day: dt.date, new_day: dt.date) -> int:
    """End a series before ``day`` and begin another one on ``new_day``; return the new one's id.

    Raises:
        CannotMoveSeries: it cannot be said what the rule becomes on another day.
    """
    rest = (counted_from(row["repeat"], start_of(row), day), day)
    fresh = (_shift(rest[0], day, new_day, day)[0], new_day)
    apart = [one for one in _own_rows(work, row["id"]) if min(read_days(one["original_on"])) >= day]
    moved = moved_days(rest, fresh, [*read_days(row["except_on"]), *_originals(apart)])
    copied = {name: row[name] for name in COPIED}
    new_id = work.insert(
        FollowUp,
        **copied,
        due_on=new_day,
        starts_on=new_day,
        repeat=fresh[0],
        except_on=write_days(moved[one] for one in read_days(row["except_on"]) if one in moved),
        result="",
        created_at=work.now,
    )
    for one in apart:
        (original,) = read_days(one["original_on"])
        now = moved.get(original, original).isoformat()
        work.change(FollowUp, one["id"], {"series_id": new_id, "original_on": now})
    end(work, row, day)
    return new_id


def end(work: Work, row: Row, day: dt.date) -> None:
    """End a series before ``day``."""
    values = {"repeat": ended_before(row["repeat"], day), "starts_on": start_of(row)}
    work.change(FollowUp, row["id"], values)


def shift(work: Work, row: Row, day: dt.date, new_day: dt.date) -> None:
    """Move every occurrence that is left as ``day`` moves to ``new_day``; exceptions keep their places.

    Raises:
        CannotMoveSeries: it cannot be said what the rule becomes on another day.
    """
    old = (counted_from(row["repeat"], start_of(row), row["due_on"]), row["due_on"])
    new = _shift(old[0], day, new_day, row["due_on"])
    apart = _own_rows(work, row["id"])
    moved = moved_days(old, new, [*read_days(row["except_on"]), *_originals(apart)])
    for one in apart:
        (original,) = read_days(one["original_on"])
        if original in moved:
            work.change(FollowUp, one["id"], {"original_on": moved[original].isoformat()})
    days = write_days(moved[one] for one in read_days(row["except_on"]) if one in moved)
    values = {"repeat": new[0], "due_on": new[1], "starts_on": new[1], "except_on": days}
    work.change(FollowUp, row["id"], values)


def own_rows_open(work: Work, series_id: int, since: dt.date = dt.date.min) -> list[Row]:
    """Return the occurrences from ``since`` on that are rows of their own and still to do."""
    return [
        row
        for row in _own_rows(work, series_id)
        if row["done_at"] is None
        and row["trashed_at"] is None
        and min(read_days(row["original_on"])) >= since
    ]


def series_of(work: Work, row: Row) -> Row | None:
    """Return the series that a row of its own was taken from, None where it is no more."""
    if row["series_id"] is None:
        return None
    found = work.find(FollowUp, id=row["series_id"])
    return found[0] if found and found[0]["repeat"] and found[0]["trashed_at"] is None else None


def _shift(rule: str, day: dt.date, new_day: dt.date, due: dt.date) -> tuple[str, dt.date]:
    if day == new_day:
        return rule, due
    try:
        return shifted(rule, day, new_day, due)
    except CannotShift as fault:
        raise CannotMoveSeries from fault


def _except(work: Work, series_id: int, *, add: str = "", drop: str = "") -> None:
    for row in work.find(FollowUp, id=series_id):
        days = (read_days(row["except_on"]) | read_days(add)) - read_days(drop)
        work.change(FollowUp, series_id, {"except_on": write_days(days)})


def _own_rows(work: Work, series_id: int) -> list[Row]:
    return [row for row in work.find(FollowUp, series_id=series_id) if read_days(row["original_on"])]


def _originals(rows: list[Row]) -> list[dt.date]:
    return [min(read_days(row["original_on"])) for row in rows]


def start_of(row: Row) -> dt.date:
    """Return the day from which the rule of a series counts."""
    start: dt.date = row["starts_on"] or row["due_on"]
    return start
