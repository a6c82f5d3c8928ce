"""Calendars in and out: nothing twice, nothing lost, what is exported means the same to other programs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
import sqlalchemy as sa
import vobject

from app.clock import FixedClock
from app.language import translator
from app.models.contact import FollowUp
from app.models.team import Batch
from app.models.work import Reading
from app.office import Office
from app.paths import root
from app.queries import calendar
from app.queries.calendar_files import Wish
from app.services import calendar_files, card_rows, customers, followups, people
from app.services.calendar_files import exporting

TODAY = dt.date(2026, 11, 17)
PLANS = Wish(kinds=frozenset({"followup", "meeting"}))
EN = translator("en", root() / "resources" / "translations")


def ics(tmp_path: Path, text: str, name: str = "some.ics") -> Path:
    path = tmp_path / name
    path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{text.strip()}\nEND:VCALENDAR\n", encoding="utf-8")
    return path


def event(body: str, kind: str = "VEVENT") -> str:
    return f"BEGIN:{kind}\n{body.strip()}\nEND:{kind}\n"


def bring(office: Office, path: Path) -> calendar_files.Imported:
    return calendar_files.run(office, paths=[path])


def outcome(done: calendar_files.Imported) -> list[str]:
    return [one.verdict.value for one in done.plan.decisions]


def reasons(done: calendar_files.Imported) -> list[str]:
    return [one.reason for one in done.plan.decisions]


def rows(office: Office) -> list[FollowUp]:
    def read(reading: Reading) -> list[FollowUp]:
        return reading.rows(sa.select(*FollowUp.__table__.c).order_by(FollowUp.id))

    return office.ask(read)


def shown(office: Office, start: dt.date, end: dt.date) -> list[tuple[dt.date, str, str]]:
    """Return what the calendar shows that is still to be done, as (day, hour, words)."""
    found = office.ask(calendar.span, start=start, end=end, kinds=frozenset({"followup", "meeting"}))
    return sorted((one.date, one.time, one.text) for day in found.days for one in day.entries)


def out(office: Office, tmp_path: Path, wish: Wish | None = None, name: str = "out.ics") -> Path:
    path = tmp_path / name
    exporting.export(office, path=path, wish=wish or PLANS, tr=EN)
    return path


# --- in


def test_events_tasks_and_notes_become_follow_ups(office: Office, tmp_path: Path) -> None:
    path = ics(
        tmp_path,
        event(
            "UID:a\nSUMMARY:Tasting\nDTSTART;TZID=Europe/Berlin:20261120T100000\nDURATION:PT90M\nLOCATION:Cellar\n"
            "CLASS:PRIVATE\nBEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nEND:VALARM"
        )
        + event("UID:b\nSUMMARY:Order corks\nDUE;VALUE=DATE:20261121", "VTODO")
        + event(
            "UID:c\nSUMMARY:Paid\nDUE;VALUE=DATE:20261101\nSTATUS:COMPLETED\nCOMPLETED:20261102T080000Z",
            "VTODO",
        )
        + event("UID:d\nSUMMARY:A good day\nDTSTART;VALUE=DATE:20261110", "VJOURNAL")
        + event("UID:e\nSUMMARY:Fair\nDTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227")
        + event("UID:f\nSUMMARY:In UTC\nDTSTART:20261120T070000Z"),
    )
    done = bring(office, path)
    assert outcome(done) == ["created"] * 6
    tasting, corks, paid, note, fair, utc = rows(office)
    assert (tasting.kind, tasting.due_time, tasting.zone, tasting.minutes) == (
        "meeting",
        "10:00",
        "Europe/Berlin",
        90,
    )
    assert (tasting.place, tasting.private, tasting.notify_minutes) == ("Cellar", True, 15)
    assert (corks.kind, corks.due_on, corks.done_at) == ("task", dt.date(2026, 11, 21), None)
    assert paid.done_at == dt.datetime(2026, 11, 2, 8, tzinfo=dt.UTC)
    assert (note.kind, note.due_on, note.done_at is not None) == ("note", dt.date(2026, 11, 10), True)
    assert (fair.due_time, fair.minutes) == ("", 3 * 1440)
    assert (utc.due_time, utc.zone) == ("10:00", "")


def test_what_lies_in_the_past_is_done_and_not_late(office: Office, tmp_path: Path) -> None:
    bring(office, ics(tmp_path, event("UID:a\nSUMMARY:Long ago\nDTSTART:20240301T090000Z\nDURATION:PT1H")))
    (row,) = rows(office)
    assert row.done_at == dt.datetime(2024, 3, 1, 10, tzinfo=dt.UTC)


def test_a_series_waits_for_its_next_occurrence(office: Office, tmp_path: Path) -> None:
    text = event(
        "UID:a\nSUMMARY:Round\nDTSTART;TZID=Europe/Moscow:20260105T090000\nRRULE:FREQ=WEEKLY;UNTIL=20261228T060000Z\n"
        "EXDATE;TZID=Europe/Moscow:20261130T090000"
    ) + event(
        "UID:a\nSUMMARY:Round, late\nRECURRENCE-ID:20261123T060000Z\nDTSTART;TZID=Europe/Moscow:20261124T110000"
    )
    bring(office, ics(tmp_path, text))
    head, apart = rows(office)
    assert (head.due_on, head.starts_on) == (dt.date(2026, 12, 7), dt.date(2026, 1, 5))
    assert (apart.series_id, apart.original_on, apart.due_on) == (
        head.id,
        "2026-11-23",
        dt.date(2026, 11, 24),
    )
    assert shown(office, TODAY, dt.date(2027, 1, 31)) == [
        (dt.date(2026, 11, 24), "11:00", "Round, late"),
        *((dt.date(2026, 12, day), "09:00", "Round") for day in (7, 14, 21, 28)),
    ]


@pytest.mark.parametrize(
    ("until", "days"),
    [("20261201T060000Z", [19, 24, 26, 1]), ("20261201T055959Z", [19, 24, 26]), ("20261126", [19, 24, 26])],
)
def test_a_rule_ends_with_its_last_moment(
    office: Office, tmp_path: Path, until: str, days: list[int]
) -> None:
    said = (
        "UID:a\nSUMMARY:x\nDTSTART;TZID=Europe/Moscow:20261119T090000\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL="
    )
    bring(office, ics(tmp_path, event(said + until)))
    assert [day.day for day, _, _ in shown(office, TODAY, dt.date(2027, 1, 1))] == days


def test_the_first_day_counts_also_where_the_rule_has_another(office: Office, tmp_path: Path) -> None:
    said = "UID:a\nSUMMARY:x\nDTSTART;VALUE=DATE:20261118\nRRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261130"
    bring(office, ics(tmp_path, event(said)))
    days = [day for day, _, _ in shown(office, TODAY, dt.date(2027, 1, 1))]
    assert days == [dt.date(2026, 11, 18), dt.date(2026, 11, 23), dt.date(2026, 11, 30)]


def test_days_beside_the_rule_and_rules_that_days_cannot_follow(office: Office, tmp_path: Path) -> None:
    text = event(
        "UID:a\nSUMMARY:Fair\nDTSTART;VALUE=DATE:20261201\nRRULE:FREQ=MONTHLY;COUNT=2\nRDATE;VALUE=DATE:20261210"
    ) + event("UID:b\nSUMMARY:Pills\nDTSTART:20261201T070000Z\nRRULE:FREQ=HOURLY;INTERVAL=8")
    done = bring(office, ics(tmp_path, text))
    by_uid = {(row.uid, row.original_on): row for row in rows(office)}
    head, more, pills = by_uid["a", ""], by_uid["a", "2026-12-10"], by_uid["b", ""]
    assert (more.series_id, more.due_on, more.repeat) == (head.id, dt.date(2026, 12, 10), "")
    assert pills.repeat == ""
    assert "HOURLY" in pills.ics
    assert [one.line for one in done.plan.files[0].problems] == [10]


def test_nothing_comes_twice_and_only_what_is_said_changes(office: Office, tmp_path: Path) -> None:
    first = event("UID:a\nSUMMARY:Visit\nDTSTART:20261120T070000Z\nLOCATION:Hall")
    bring(office, ics(tmp_path, first + event("SUMMARY:Nameless\nDTSTART:20261121T070000Z")))
    again = bring(office, ics(tmp_path, first + event("SUMMARY:Nameless\nDTSTART:20261121T070000Z")))
    assert (reasons(again), again.step) == (["same", "same"], None)
    moved = bring(office, ics(tmp_path, event("UID:a\nSUMMARY:Visit\nDTSTART:20261120T100000Z")))
    assert outcome(moved) == ["merged"]
    assert [(row.due_time, row.place) for row in rows(office) if row.uid == "a"] == [("13:00", "Hall")]
    twice = bring(
        office,
        ics(tmp_path, event("UID:z\nSUMMARY:One\nDTSTART:20261201T070000Z") * 2),
    )
    assert outcome(twice) == ["created", "skipped"]


def test_cancelled_ones_go_to_the_trash_and_stay_there(office: Office, tmp_path: Path) -> None:
    said = "UID:{0}\nSUMMARY:{0}\nDTSTART:20261120T070000Z\nSTATUS:{1}"
    bring(office, ics(tmp_path, event(said.format("a", "CONFIRMED"))))
    path = ics(tmp_path, event(said.format("a", "CANCELLED")) + event(said.format("b", "CANCELLED")))
    done = bring(office, path)
    assert reasons(done) == ["cancelled", "never"]
    assert rows(office)[0].trashed_at is not None
    assert reasons(bring(office, ics(tmp_path, event(said.format("a", "CONFIRMED"))))) == ["trashed"]


def test_a_cancelled_occurrence_is_left_out(office: Office, tmp_path: Path) -> None:
    head = event("UID:a\nSUMMARY:Round\nDTSTART;VALUE=DATE:20261119\nRRULE:FREQ=WEEKLY")
    gone = event(
        "UID:a\nRECURRENCE-ID;VALUE=DATE:20261126\nDTSTART;VALUE=DATE:20261126\nSTATUS:CANCELLED\nSUMMARY:Round"
    )
    bring(office, ics(tmp_path, head))
    done = bring(office, ics(tmp_path, gone))
    assert reasons(done) == ["left_out"]
    days = [day for day, _, _ in shown(office, TODAY, dt.date(2026, 12, 5))]
    assert days == [dt.date(2026, 11, 19), dt.date(2026, 12, 3)]
    assert reasons(bring(office, ics(tmp_path, head + gone))) == ["same", "same"]


def test_who_is_invited_tells_whose_it_is(office: Office, tmp_path: Path) -> None:
    ivan = office.do(customers.create, values={"kind": "person", "surname": "Petrov"})
    office.do(card_rows.add_channel, customer_id=ivan, channel="email", value="ivan@example.com")
    said = "UID:{}\nSUMMARY:Talk\nDTSTART:20261120T070000Z\nATTENDEE;CN=Somebody:mailto:{}"
    text = event(said.format("a", "Ivan@example.com")) + event(said.format("b", "other@example.com"))
    bring(office, ics(tmp_path, text))
    assert [row.customer_id for row in rows(office)] == [ivan, None]


def test_one_undo_takes_an_import_back(office: Office, tmp_path: Path) -> None:
    path = ics(
        tmp_path, event("UID:a\nSUMMARY:x\nDTSTART:20261120T070000Z") * 1 + event("UID:b\nSUMMARY:no day")
    )
    done = bring(office, path)
    assert outcome(done) == ["created", "skipped"]
    assert [(one.line, one.rejected) for one in done.plan.files[0].problems] == [(8, True)]

    def batches(reading: Reading) -> list[tuple[str, int]]:
        return [tuple(row) for row in reading.rows(sa.select(Batch.kind, Batch.step_id))]

    assert office.ask(batches) == [("calendar", done.step)]
    office.undo(done.step)
    assert rows(office) == []
    office.redo()
    assert [row.text for row in rows(office)] == ["x"]


def test_real_files_in_one_import(office: Office, shared: Path) -> None:
    files = calendar_files.open_files(sorted((shared / "interop").rglob("*.ics")))

    def told(done: calendar_files.Imported) -> dict[str, object]:
        return done.plan.document(lambda one: one.text(EN), lambda fault: fault.text(EN))

    rehearsed = told(calendar_files.run(office, files=files, dry_run=True))
    assert rows(office) == []
    done = calendar_files.run(office, files=files)
    assert told(done) == rehearsed
    for report in done.plan.files:
        assert report.read == report.created + report.merged + report.skipped, report.file
    assert done.plan.total("created") > 2000
    again = calendar_files.run(office, files=files)
    assert (again.plan.total("created"), again.plan.total("merged"), again.step) == (0, 0, None)


# --- out


@pytest.fixture
def planned(office: Office) -> Office:
    """A calendar with all that there is: series, what stands apart from them, zones, done and late ones."""
    anna = office.person_id
    boris = office.do(people.create, name="Борис Лис", role="salesperson")
    ivan = office.do(customers.create, values={"kind": "person", "surname": "Петров", "given": "Иван"})

    def plan(text: str, **what: object) -> int:
        told = {"due_on": TODAY, "text": text, "person_id": anna, **what}
        return int(office.do(followups.create, **told))

    plan("ring about; the offer, please", customer_id=ivan)
    plan("ring at ten", due_time="10:00", customer_id=ivan)
    plan("lunch", kind="meeting", due_time="13:00", minutes=75, place="Пушкинъ, 2 этаж", notify_minutes=30)
    plan("fair", kind="meeting", due_on=dt.date(2026, 11, 25), minutes=3 * 1440)
    plan("report", kind="task", due_time="18:00", minutes=20)
    plan("long late", due_on=dt.date(2026, 10, 1))
    weekly = plan("round", kind="meeting", due_time="09:30", repeat="FREQ=WEEKLY;BYDAY=TU,TH")
    office.do(followups.finish, row_id=weekly, result="went well")
    office.do(
        followups.edit,
        row_id=weekly,
        values={"due_time": "16:00", "text": "round, later"},
        occurrence="2026-11-24",
        scope="this",
    )
    office.do(followups.trash, row_id=weekly, occurrence="2026-11-26", scope="this")
    plan(
        "New York",
        kind="meeting",
        due_time="09:00",
        zone="America/New_York",
        repeat="FREQ=DAILY;UNTIL=20270401",
    )
    plan("water", kind="task", due_on=dt.date(2026, 11, 1), repeat="FREQ=DAILY;INTERVAL=2;COUNT=40")
    plan("month's end", due_on=dt.date(2026, 11, 30), repeat="FREQ=MONTHLY;BYMONTHDAY=-1")
    office.do(
        followups.edit,
        row_id=plan("every day", due_on=dt.date(2026, 12, 1), repeat="FREQ=DAILY;COUNT=5"),
        values={"starts_on": None},
    )
    plan("mine alone", private=True)
    plan("his alone", private=True, person_id=boris)
    return office


def occurrences(data: bytes, start: dt.date, end: dt.date) -> list[tuple[dt.date, str, str]]:
    """Return what another library sees from ``start`` to ``end``, by the clock of Moscow."""
    zone = ZoneInfo("Europe/Moscow")
    found = []
    query = recurring_ical_events.of(icalendar.Calendar.from_ical(data), components=["VEVENT", "VTODO"])
    for one in query.between(start, end + dt.timedelta(days=1)):
        at = (one.get("DTSTART") or one.get("DUE")).dt
        text = str(one.get("X-RAPPORT-TEXT"))
        if isinstance(at, dt.datetime):
            local = at.astimezone(zone)
            if start <= local.date() <= end:
                found.append((local.date(), f"{local:%H:%M}", text))
        elif start <= at <= end:
            found.append((at, "", text))
    return sorted(found)


def test_another_library_sees_the_same_days(planned: Office, tmp_path: Path) -> None:
    data = out(planned, tmp_path).read_bytes()
    for start, days in ((TODAY, 30), (dt.date(2027, 2, 20), 60)):
        end = start + dt.timedelta(days=days)
        # what is a colleague's alone has no words in the calendar, and does not go out
        ours = [one for one in shown(planned, start, end) if one[2]]
        theirs = [
            (day, time, text.replace("\\;", ";").replace("\\,", ","))
            for day, time, text in occurrences(data, start, end)
        ]
        assert theirs == ours


def test_two_libraries_take_it(planned: Office, tmp_path: Path) -> None:
    data = out(planned, tmp_path).read_bytes()
    assert not icalendar.Calendar.from_ical(data).errors
    parsed = vobject.readOne(data.decode())
    parsed.validate(raiseException=True)
    assert {one.summary.value for one in parsed.vevent_list} >= {"Петров Иван: ring at ten", "lunch", "fair"}
    assert "his alone" not in data.decode()
    assert "mine alone" in data.decode()


def test_it_comes_back_with_nothing_new(planned: Office, tmp_path: Path) -> None:
    done = bring(planned, out(planned, tmp_path))
    assert set(reasons(done)) == {"same"}, [
        (one.title, one.reason) for one in done.plan.decisions if one.reason != "same"
    ]


def test_it_comes_whole_into_another_database(planned: Office, tmp_path: Path, clock: FixedClock) -> None:
    from app.models.database import create

    path = out(planned, tmp_path)
    other = Office(create(tmp_path / "other.rapport"), clock)
    other.person_id = other.do(people.create, name="Анна Орлова", role="manager")
    bring(other, path)
    end = TODAY + dt.timedelta(days=120)
    mine = [one for one in shown(planned, dt.date(2026, 9, 1), end) if one[2] != "his alone"]
    assert shown(other, dt.date(2026, 9, 1), end) == mine
    assert set(reasons(bring(other, path))) == {"same"}
    back = bring(planned, out(other, tmp_path, name="back.ics"))
    assert set(reasons(back)) == {"same"}
    other.close()


def test_what_was_changed_elsewhere_comes_back_changed(planned: Office, tmp_path: Path) -> None:
    text = out(planned, tmp_path).read_text(encoding="utf-8")
    assert "SUMMARY:Петров Иван: ring at ten" in text
    changed = text.replace("\nSUMMARY:Петров Иван: ring at ten", "\nSUMMARY:Петров Иван: ring at eleven")
    path = tmp_path / "changed.ics"
    path.write_bytes(changed.encode())
    done = bring(planned, path)
    assert [one.title for one in done.plan.decisions if one.reason == "changed"] == [
        "Петров Иван: ring at eleven"
    ]
    assert "ring at eleven" in {row.text for row in rows(planned)}


def test_only_what_is_asked_for_is_written(planned: Office, tmp_path: Path) -> None:
    def titles(wish: Wish) -> set[str]:
        return {item.summary for item in planned.ask(exporting.items, wish=wish, tr=EN)}

    assert titles(Wish(kinds=frozenset({"meeting"}))) == {
        "lunch",
        "fair",
        "round",
        "round, later",
        "New York",
    }
    day = Wish(start=dt.date(2026, 11, 30), end=dt.date(2026, 11, 30))
    assert titles(day) == {"New York", "month's end"}
    ivan = next(row.customer_id for row in rows(planned) if row.customer_id)
    assert titles(Wish(customer_id=ivan)) == {
        "Петров Иван: ring at ten",
        "Петров Иван: ring about; the offer, please",
    }


def test_birthdays_and_leave_go_along_and_do_not_come_in(office: Office, tmp_path: Path, anna: int) -> None:
    ivan = office.do(
        customers.create,
        values={"kind": "person", "surname": "Petrov", "birth_year": 1976, "birth_month": 12, "birth_day": 1},
    )
    office.do(people.add_leave, person_id=anna, first_day=dt.date(2026, 12, 7), last_day=dt.date(2026, 12, 9))
    path = out(office, tmp_path, Wish())
    text = path.read_text(encoding="utf-8")
    assert "SUMMARY:Petrov: turns 50" in text
    assert "DTEND;VALUE=DATE:20261210" in text
    assert ivan
    assert set(reasons(bring(office, path))) == {"elsewhere"}
    busy = exporting.busy(office.ask(exporting.items, wish=Wish(), tr=EN), EN)
    assert [one.summary for one in busy] == ["Busy"]
