"""What is announced: at its moment, once, also with two windows open; put off and closed (row R5)."""

from __future__ import annotations

import datetime as dt

from app.domain.notices import announced_at
from app.office import Office
from app.queries import notices as reading
from app.services import customers, followups, notices, outcomes, people


def plan(office, time="10:00", kind="meeting", **values):
    who = office.do(customers.create, values={"surname": "Orlov"})
    values.setdefault("due_on", office.clock.today())
    return office.do(followups.create, customer_id=who, due_time=time, kind=kind, text="tasting", **values)


def due(office):
    return list(office.ask(reading.pending).due)


def take(office):
    return office.do(notices.take, announcements=due(office))


def test_a_meeting_is_announced_a_quarter_before_and_a_call_at_its_hour(office, clock):
    plan(office)
    plan(office, time="09:30", kind="call")
    assert due(office) == []
    assert office.ask(reading.pending).next_at == clock.now() + dt.timedelta(minutes=30)
    clock.advance(minutes=45)
    assert [one.contact_kind for one in due(office)] == ["call", "meeting"]


def test_whoever_asks_first_announces_it_and_nobody_again(office, clock):
    plan(office)
    clock.advance(minutes=50)
    other = Office(office.database, clock)
    other.person_id = office.person_id
    seen = due(other)
    assert len(take(office)) == 1
    assert other.do(notices.take, announcements=seen) == []
    assert due(office) == due(other) == []


def test_what_is_a_colleagues_is_announced_to_the_colleague_alone(office, clock):
    boris = office.do(people.create, name="Boris")
    plan(office, person_id=boris)
    clock.advance(minutes=50)
    assert due(office) == []
    other = Office(office.database, clock)
    other.person_id = boris
    assert len(take(other)) == 1


def test_put_off_it_comes_again_and_closed_it_does_not(office, clock):
    plan(office)
    clock.advance(minutes=50)
    (one,) = take(office)
    office.do(notices.put_off, subject=one.subject, until=clock.now() + dt.timedelta(minutes=10))
    assert due(office) == []
    assert office.ask(reading.pending).next_at == clock.now() + dt.timedelta(minutes=10)
    clock.advance(minutes=10)
    assert len(take(office)) == 1
    office.do(notices.close, subject=one.subject)
    clock.advance(hours=1)
    assert due(office) == []


def test_what_is_done_or_moved_is_not_announced_at_its_old_moment(office, clock):
    made = plan(office)
    other = plan(office)
    office.do(outcomes.finish, row_id=made)
    office.do(followups.move, row_id=other, due_on=clock.today(), due_time="12:00")
    clock.advance(minutes=50)
    assert due(office) == []
    clock.advance(hours=2)
    assert [one.ref for one in due(office)] == [other]


def test_after_a_long_sleep_the_old_ones_stand_in_the_summary_only(office, clock):
    plan(office)
    clock.advance(hours=20)
    assert due(office) == []
    assert office.ask(reading.summary).late == 1


def test_each_occurrence_of_a_series_is_announced(office, clock):
    plan(office, repeat="FREQ=DAILY")
    for _ in range(3):
        clock.advance(minutes=50)
        (one,) = take(office)
        office.do(outcomes.finish, row_id=one.ref, occurrence=one.occurrence)
        clock.advance(hours=23, minutes=10)


def test_a_day_without_an_hour_is_announced_where_it_was_asked_for():
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("Europe/Berlin")
    assert announced_at(dt.date(2026, 3, 29), "", "call", None, zone) is None
    moments = announced_at(dt.date(2026, 3, 29), "", "call", 60, zone)
    # summer time began that night
    assert moments is not None
    assert moments[0] == dt.datetime(2026, 3, 29, 6, 0, tzinfo=dt.UTC)
