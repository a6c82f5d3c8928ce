"""Decides what becomes of each item of calendar files: created, merged or skipped, within the files too (row R8)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from app.domain.recurrence import next_after, occurrences, read_days, write_days
from app.exchange.contacts import problem
from app.exchange.icalendar.values import CalendarItem
from app.language import N_
from app.models.work import Reading
from app.services.calendar_files import marks
from app.services.calendar_files.fields import Fields, Here, days_of, ended, fields_of, placed
from app.services.calendar_files.known import Key, Known, look_up
from app.services.calendar_files.plans import (
    CalendarPlan,
    Decision,
    FileReport,
    ReadFile,
    Slot,
    Verdict,
    counted,
)
from app.services.importing.faults import Cancelled

#: what a follow-up holds of which nothing is said
_EMPTY: Final[dict[str, Any]] = {
    "customer_id": None,
    "minutes": None,
    "repeat": "",
    "starts_on": None,
    "except_on": "",
    "result": "",
    "private": False,
    "place": "",
    "notify_minutes": None,
    "ics": "",
    "original_on": "",
    "done_at": None,
    "trashed_at": None,
}
_DAY: Final = dt.timedelta(days=1)
#: days beside the rule that an entry may have
_MORE: Final = 500
# How far back the last occurrence of a series that is over is looked for, step by step.
_BACK: Final = (366, 3660, 36600, 366000)


def _quiet(_done: int, _total: int) -> None:
    return None


def _never() -> bool:
    return False


def plan(
    reading: Reading,
    *,
    files: Sequence[ReadFile],
    progress: Callable[[int, int], None] = _quiet,
    cancelled: Callable[[], bool] = _never,
) -> CalendarPlan:
    """Decide about every item of ``files``; nothing is written.

    Raises:
        Cancelled: ``cancelled`` said so.
    """
    planner = _Planner(reading, files)
    items = [(number, item) for number, file in enumerate(files) for item in file.calendar.items]
    order = sorted(range(len(items)), key=lambda place: _is_single(items[place][1]))
    newest = {_name(items[place][1]): place for place in order}
    made: dict[int, Decision] = {}
    for count, place in enumerate(order):
        if cancelled():
            raise Cancelled
        progress(count, len(items))
        source, item = items[place]
        made[place] = planner.decide(source, item, newest=newest[_name(item)] == place)
    planner.settle()
    decisions = [made[place] for place in range(len(items))]
    reports = planner.reports
    counted(reports, decisions)
    for report in reports:
        report.problems.sort(key=lambda one: one.line)
    return CalendarPlan(reports, decisions, planner.slots)


def _is_single(item: CalendarItem) -> bool:
    """Tell whether an item replaces an occurrence of another one, which comes first then."""
    return item.original is not None or "SERIES" in marks.said(item)


def _name(item: CalendarItem) -> tuple[str, str]:
    """Return what two versions of one entry have in common."""
    told = marks.said(item)
    original = told.get("ORIGINAL", "") or (item.original.iso() + item.original.zone if item.original else "")
    return told.get("SERIES") or item.uid or marks.digest_uid(item), original


class _Planner:
    """One plan on its way."""

    def __init__(self, reading: Reading, files: Sequence[ReadFile]) -> None:
        moment = reading.moment
        self._here = Here(moment.now, moment.today, moment.zone, moment.person_id)
        self._known = _lookup(reading, files)
        self.reports = [
            FileReport(
                file.file,
                read=len(file.calendar.items),
                first=file.calendar.items[0].summary if file.calendar.items else "",
                problems=list(file.calendar.problems),
                fault=file.fault,
            )
            for file in files
        ]
        self._slots: dict[int, Slot] = {id(one): one for one in self._known.slots.values()}

    @property
    def slots(self) -> list[Slot]:
        """All rows that are touched, series before what belongs to them."""
        return sorted(self._slots.values(), key=lambda slot: slot.series is not None)

    def decide(self, source: int, item: CalendarItem, *, newest: bool) -> Decision:
        """Return what becomes of one item, and keep what its row comes to.

        Of several items of one name the ``newest`` is the last; the others say nothing to a row that was there.
        """
        uid = item.uid or marks.digest_uid(item)
        if marks.is_kept_elsewhere(uid):
            return Decision(source, item, Verdict.SKIP, "elsewhere")
        key, slot = self._find(item, uid)
        if slot is not None and slot.known and not newest:
            return Decision(source, item, Verdict.SKIP, "older", slot.values["due_on"])
        if item.status == "cancelled":
            return self._cancelled(source, item, key, slot)
        said = fields_of(item, self._here, single=bool(key[1]))
        if said is None:
            message = N_("“{summary}” names no day; it was left out.")
            report = self.reports[source]
            report.problems.append(
                problem(item.line, "no_start", message, rejected=True, summary=item.summary[:60])
            )
            return Decision(source, item, Verdict.SKIP, "no_start")
        self.reports[source].problems += said.problems
        verdict, reason, changed = self._take(key, slot, item, said)
        return Decision(source, item, verdict, reason, said.values["due_on"], changed)

    def _take(
        self, key: Key, slot: Slot | None, item: CalendarItem, said: Fields
    ) -> tuple[Verdict, str, tuple[str, ...]]:
        """Keep what an item says in the row that it has or gets."""
        if slot is None:
            self._create(item, key, said)
            return Verdict.CREATE, "", ()
        if slot.values["trashed_at"] is not None:
            return Verdict.SKIP, "trashed", ()
        changed = self._merge(slot, item, said)
        return (Verdict.MERGE, "changed", changed) if changed else (Verdict.SKIP, "same", ())

    def _find(self, item: CalendarItem, uid: str) -> tuple[Key, Slot | None]:
        """Return under which name an item stands, and the row that has it."""
        slots, told = self._known.slots, marks.said(item)
        if told.get("SERIES") and told.get("ORIGINAL"):
            key = (told["SERIES"], told["ORIGINAL"])
            own = slots.get((uid, ""))
            same = own is not None and own.values["original_on"][:10] == told["ORIGINAL"]
            return key, own if same else slots.get(key)
        if item.original is None:
            return (uid, ""), slots.get((uid, ""))
        master = slots.get((uid, ""))
        if master is None:
            zone = placed(item.start, self._here, keep=True)[2] if item.start else ""
        else:
            zone = master.values["zone"] if master.values["due_time"] else ""
        days = days_of([item.original], zone, self._here)
        key = (uid, min(days).isoformat() if days else "")
        return key, slots.get(key)

    def _create(self, item: CalendarItem, key: Key, said: Fields) -> None:
        told, here, uid = marks.said(item), self._here, item.uid or marks.digest_uid(item)
        emails = [one.email for one in item.people if one.email]
        values = {
            **_EMPTY,
            **said.values,
            "uid": key[0] or uid,
            "original_on": key[1],
            "person_id": self._known.people.get(told.get("PERSON", ""), here.person_id),
            "customer_id": self._known.customer(told.get("CUSTOMER", ""), emails),
            "except_on": write_days(said.skipped),
        }
        if said.past is not None:
            values["done_at"] = said.past
        slot = Slot(values, anew=bool(values["repeat"]) and not said.ours)
        self._keep(key, slot)
        if not key[1]:
            self._more(slot, uid, said)

    def _keep(self, key: Key, slot: Slot) -> None:
        self._known.slots[key] = slot
        self._slots[id(slot)] = slot

    def _more(self, slot: Slot, uid: str, said: Fields) -> bool:
        """Make rows of the days beside the rule, from today on; tell whether there were new ones."""
        here, made = self._here, False
        for when in said.more[:_MORE]:
            if when.date.year > here.today.year + 100:
                continue
            day, time, zone = placed(when, here, keep=bool(slot.values["zone"]))
            key = (uid, day.isoformat())
            if day < here.today or key in self._known.slots or day == slot.values["starts_on"]:
                continue
            values = {
                **_EMPTY,
                **slot.values,
                "repeat": "",
                "starts_on": None,
                "except_on": "",
                "done_at": None,
            }
            values |= {"due_on": day, "due_time": time, "zone": zone, "original_on": day.isoformat()}
            self._keep(key, Slot(values))
            made = True
        return made

    def _merge(self, slot: Slot, item: CalendarItem, said: Fields) -> tuple[str, ...]:
        """Let the row hold what the file says; return the columns that this changes."""
        values = dict(said.values)
        series = bool(slot.values["repeat"])
        if values.get("ics"):
            values["ics"] = _joined(slot.values["ics"], values["ics"])
        if slot.values["done_at"] is not None:
            values.pop("done_at", None)
        if slot.values["customer_id"] is None:
            told, emails = marks.said(item), [one.email for one in item.people if one.email]
            values["customer_id"] = self._known.customer(told.get("CUSTOMER", ""), emails)
        if "KIND" not in marks.said(item):
            values.pop("kind")
        counted_from = slot.values["starts_on"] or slot.values["due_on"]
        if values.get("starts_on") == counted_from:
            values["starts_on"] = slot.values["starts_on"]
        anew = "repeat" in values and any(
            values[name] != slot.values[name] for name in ("repeat", "starts_on")
        )
        if series and not anew:
            values.pop("due_on")
        days = self._new_exceptions(slot, said)
        if days:
            values["except_on"] = write_days(read_days(slot.values["except_on"]) | days)
        new = {name: value for name, value in values.items() if value != slot.values[name]}
        slot.values.update(new)
        slot.anew = slot.anew or anew
        self._slots[id(slot)] = slot
        more = not slot.values["original_on"] and self._more(slot, item.uid or marks.digest_uid(item), said)
        return (*new, *(["repeat"] if more and "repeat" not in new else []))

    def _new_exceptions(self, slot: Slot, said: Fields) -> frozenset[dt.date]:
        """Return the days taken out that the calendar would still show."""
        open_on = slot.values["due_on"]
        first = max(open_on + _DAY, self._here.today + (dt.timedelta() if slot.values["due_time"] else _DAY))
        days = said.skipped - read_days(slot.values["except_on"])
        return frozenset(day for day in days - self._replaced(slot) if day >= first or day == open_on)

    def _cancelled(self, source: int, item: CalendarItem, key: Key, slot: Slot | None) -> Decision:
        """Put what was cancelled into the trash; of a series the one occurrence is taken out."""
        day = slot.values["due_on"] if slot else None
        if slot is not None:
            if slot.values["trashed_at"] is not None:
                return Decision(source, item, Verdict.SKIP, "trashed", day)
            slot.values["trashed_at"] = self._here.now
            for own in self._slots.values():
                if own.series is slot and own.values["done_at"] is None:
                    own.values["trashed_at"] = self._here.now
            self._leave_out(self._master(key), key)
            return Decision(source, item, Verdict.MERGE, "cancelled", day)
        if self._leave_out(self._master(key), key):
            return Decision(source, item, Verdict.MERGE, "left_out", dt.date.fromisoformat(key[1]))
        return Decision(source, item, Verdict.SKIP, "same" if self._master(key) else "never")

    def _master(self, key: Key) -> Slot | None:
        master = self._known.slots.get((key[0], "")) if key[1] else None
        return master if master is not None and master.values["repeat"] else None

    def _leave_out(self, master: Slot | None, key: Key) -> bool:
        if master is None:
            return False
        days = read_days(master.values["except_on"])
        new = frozenset({dt.date.fromisoformat(key[1])}) - days
        master.values["except_on"] = write_days(days | new)
        return bool(new)

    # --- at the end

    def settle(self) -> None:
        """Tie what replaces occurrences to its series, and find the open occurrence of each series."""
        for key, slot in self._known.slots.items():
            master = self._master(key)
            if key[1] and slot is not master and not slot.known and master is not None:
                slot.series = master
        for slot in self._slots.values():
            if slot.values["repeat"] and slot.values["done_at"] is None and slot.values["trashed_at"] is None:
                self._open(slot)

    def _replaced(self, slot: Slot) -> frozenset[dt.date]:
        known = self._known.replaced.get(slot.row_id, set()) if slot.row_id is not None else set()
        mine = {one.values["original_on"] for one in self._slots.values() if one.series is slot}
        return read_days(" ".join(known | mine))

    def _open(self, slot: Slot) -> None:
        values, today = slot.values, self._here.today
        gone = read_days(values["except_on"]) | self._replaced(slot)
        if not slot.anew and values["due_on"] not in gone:
            return
        start: dt.date = values["starts_on"] or values["due_on"]
        if slot.anew and start >= today and start not in gone:
            values["due_on"] = start  # the first day is one of the series, also where the rule has another
            return
        after = today - _DAY if slot.anew else values["due_on"]
        later = next_after(values["repeat"], start, after, gone)
        if later is not None:
            values["due_on"] = later
            return
        if slot.anew:
            values["due_on"] = _last(values["repeat"], start, today, gone) or start
        values["done_at"] = min(ended(values, self._here), self._here.now)


def _last(rule: str, start: dt.date, today: dt.date, gone: frozenset[dt.date]) -> dt.date | None:
    """Return the last occurrence of a series that is over."""
    for days in _BACK:
        first = max(start, today - dt.timedelta(days=min(days, today.toordinal() - 2)))
        found = [day for day in occurrences(rule, start, first, today) if day not in gone]
        if found:
            return found[-1]
        if first == start:
            break
    return None


def _joined(old: str, new: str) -> str:
    """Return what is kept of a file with what another one says of it."""
    held: dict[str, Any] = json.loads(old) if old else {}
    return json.dumps(held | json.loads(new), ensure_ascii=False, sort_keys=True)


def _lookup(reading: Reading, files: Sequence[ReadFile]) -> Known:
    uids: dict[str, None] = {}
    emails: dict[str, None] = {}
    customers: dict[str, None] = {}
    for file in files:
        for item in file.calendar.items:
            told = marks.said(item)
            for uid in (item.uid or marks.digest_uid(item), told.get("SERIES", "")):
                if uid:
                    uids[uid] = None
            if told.get("CUSTOMER"):
                customers[told["CUSTOMER"]] = None
            emails |= dict.fromkeys(one.email for one in item.people if one.email)
    return look_up(reading, uids=uids, emails=emails, customers=customers)
