"""What is to do today, on both engines: who counts, in which order, and who fell out of sight."""

from __future__ import annotations

import datetime as dt

import pytest

from app.queries import silent, today
from app.queries.customers import listing
from app.queries.lines import ListFilter
from app.services import customers, followups, interactions, outcomes, people
from app.services.interactions import Next


@pytest.fixture
def customer(office):
    """Make a customer heard of ``ago`` days before now; None for never, made 300 days ago."""

    def make(surname, class_="", ago=None, **values):
        office.clock.advance(days=-300)
        made = office.do(customers.create, values={"surname": surname, "class_": class_, **values})
        office.clock.advance(days=300)
        if ago is not None:
            at = office.clock.now() - dt.timedelta(days=ago)
            office.do(interactions.log, customer_id=made, at=at, text=f"about {surname}")
        return made

    return make


def due(office, customer_id, days, **values):
    day = office.clock.today() + dt.timedelta(days=days)
    return office.do(followups.create, customer_id=customer_id, due_on=day, **values)


def names(items):
    return [item.customer for item in items]


def test_out_of_sight_by_class_and_own_interval(office, customer):
    customer("On the day", "VIP", 30)
    customer("One over", "VIP", 31)
    customer("Never met", "A")
    customer("D is left alone", "D", 200)
    customer("Own week", "C", 8, keep_in_touch_days=7)
    customer("Own year", "VIP", 60, keep_in_touch_days=365)
    customer("Never again", "B", 60, keep_in_touch_days=0)
    with_step = customer("Has a step", "VIP", 90)
    due(office, with_step, 3)
    customer("Classless", "", 61)
    assert office.ask(silent.silent_by_class) == {"VIP": 1, "A": 1, "": 1, "C": 1}
    found = office.ask(today.today)
    assert [i.customer for i in found.items if i.kind == "out_of_sight"] == [
        "One over",
        "Never met",
        "Classless",
        "Own week",
    ]
    assert found.silent == 4


def test_the_longest_silent_of_a_class_comes_first(office, customer):
    for ago in (40, 90, 60):
        customer(f"A{ago}", "A", ago)
    assert len(office.ask(silent.silent_ids, limit=2)) == 2
    found = office.ask(today.today)
    assert names(found.items) == ["A90", "A60", "A40"]


def test_mine_leaves_out_what_is_others(office, customer, anna):
    customer("Mine", "A", 90, responsible_id=anna)
    other = customer("Nobody's", "A", 90)
    due(office, other, 0, text="call", person_id=anna)
    found = office.ask(today.today, mine=True)
    assert names(found.items) == ["Nobody's", "Mine"]
    assert office.ask(silent.silent_by_class, person=anna) == {"A": 1}


def test_who_was_never_contacted_is_counted(office, customer, anna):
    """As the list filters them: whether it is time already or not."""
    customer("Met", "A", 1)
    for surname, whose in (("New", anna), ("Other", None)):
        office.do(customers.create, values={"surname": surname, "responsible_id": whose})
    gone = office.do(customers.create, values={"surname": "Gone"})
    office.do(customers.trash, ids=[gone])
    found = office.ask(today.today)
    assert (found.silent, found.never) == (0, 2)
    assert len(office.ask(listing, filter_=ListFilter(never=True)).ids) == 2
    assert office.ask(today.today, mine=True).never == 1


def test_counts_agree_with_what_is_shown(office, customer):
    one, two = customer("One", "A", 1), customer("Two", "VIP", 1)
    due(office, one, -3, text="late")
    due(office, two, 0, text="now", due_time="08:00")
    due(office, one, 0, text="today")
    due(office, two, 2, text="coming")
    due(office, None, 1, text="own task", kind="task")
    office.do(interactions.log, customer_id=one, kind="email", direction="in", text="?", waits=True)
    found = office.ask(today.today)
    assert (found.due, found.late) == (4, 2)  # the hour of «now» has passed
    assert office.ask(today.count_due) == 4
    assert [item.text for item in found.items] == ["now", "late", "today"]
    assert found.coming_days == {
        office.clock.today() + dt.timedelta(days=1): 1,
        office.clock.today() + dt.timedelta(days=2): 1,
    }
    assert [item.text for item in found.coming] == ["own task", "coming"]


def test_a_request_waits_until_somebody_is_reached(office, customer):
    one = customer("One", "A", 1)
    asked = office.do(interactions.log, customer_id=one, kind="email", direction="in", text="?", waits=True)
    office.do(interactions.log, customer_id=one, kind="call", outcome="no_answer")
    office.do(interactions.log, customer_id=one, kind="call", direction="in")
    assert [item.ref for item in office.ask(today.today).requests] == [asked]
    office.do(interactions.trash, row_id=asked)
    assert office.ask(today.today).requests == ()
    assert office.ask(today.count_due) == 0
    office.undo()
    office.do(interactions.log, customer_id=one, kind="call")
    assert office.ask(today.today).requests == ()
    office.undo()
    assert [item.ref for item in office.ask(today.today).requests] == [asked]


def test_what_is_not_in_the_list_is_not_to_do(office, customer):
    gone = customer("Gone", "A", 90)
    due(office, gone, 0, text="call")
    office.do(interactions.log, customer_id=gone, kind="email", direction="in", text="?", waits=True)
    office.do(customers.trash, ids=[gone])
    found = office.ask(today.today)
    assert (found.due, found.items, found.requests, found.silent) == (0, (), (), 0)
    assert office.ask(today.count_due) == 0


def test_lines_tell_what_the_last_contact_was_about(office, customer):
    one = customer("One", "A", 5)
    due(office, one, 0, text="call")
    item = office.ask(today.today).items[0]
    assert item.detail == "about One"
    assert item.who.last_contact_at == office.clock.now() - dt.timedelta(days=5)


def test_done_with_result_logs_the_contact_and_plans_the_next(office, customer):
    one = customer("One", "A", 20)
    row = due(office, one, 0, text="call about price")
    step = Next(office.clock.today() + dt.timedelta(days=7), "10:00", "send offer", "email")
    office.do(outcomes.finish, row_id=row, result="takes two", following=step)
    found = office.ask(today.today)
    assert found.items == ()
    assert found.done_today == 1
    assert [(item.text, item.time, item.contact_kind) for item in found.coming] == [
        ("send offer", "10:00", "email")
    ]
    due(office, one, 0, text="next")
    assert office.ask(today.today).items[0].detail == "takes two"
    office.undo()
    office.undo()
    assert [item.text for item in office.ask(today.today).items] == ["call about price"]


def test_done_without_a_contact_logs_none(office, customer):
    one = customer("One", "A", 20)
    row = due(office, one, 0, text="call")
    assert office.do(outcomes.finish, row_id=row, took_place=False) is None
    due(office, one, 0, text="next")
    assert office.ask(today.today).items[0].detail == "about One"


def test_no_answer_puts_off_and_does_not_count_as_contact(office, customer):
    one = customer("One", "VIP", 40)
    row = due(office, one, 0, text="call")
    before = office.ask(today.today).items[0].who.last_contact_at
    tomorrow = office.clock.today() + dt.timedelta(days=1)
    office.do(outcomes.not_reached, row_id=row, due_on=tomorrow)
    found = office.ask(today.today)
    assert found.items == ()
    assert [(item.snoozed, item.date) for item in found.coming] == [(1, tomorrow)]
    assert found.coming[0].who.last_contact_at == before


def test_an_attempt_plans_the_next(office, customer):
    one = customer("One", "VIP", 40)
    office.do(outcomes.attempt, customer_id=one, following=Next(office.clock.today(), "", "call again"))
    found = office.ask(today.today)
    assert [(item.kind, item.text) for item in found.items] == [("followup", "call again")]
    assert found.silent == 0


def test_greetings_of_the_most_valuable_first_when_there_are_too_many(office, customer):
    for number in range(70):
        customer(f"C{number}", "C", 1, birth_month=11, birth_day=18)
    customer("V", "VIP", 1, birth_month=11, birth_day=20, birth_year=1976)
    found = office.ask(today.today).greetings
    assert len(found) == today.GREETED
    assert found[-1].customer == "V"
    assert found[-1].occasion.round


def test_requests_use_their_own_index(office):
    if office.database.is_server:
        pytest.skip("how SQLite plans")
    statement = "EXPLAIN QUERY PLAN SELECT count(*) FROM interactions JOIN customers c ON c.id = customer_id"
    where = " WHERE interactions.waits AND answered_at IS NULL AND interactions.trashed_at IS NULL"
    with office.database.read() as connection:
        plan = str(connection.exec_driver_sql(statement + where).all())
    assert "ix_interactions_waiting" in plan


def test_leave_of_who_is_responsible_pauses_the_silence(office, anna, customer):
    one, two = customer("One", "A", 40), customer("Two", "A", 40)
    three = customer("Three", "A", 60)
    boris = office.do(people.create, name="Boris")
    office.do(customers.edit, customer_id=one, values={"responsible_id": boris})
    office.do(customers.edit, customer_id=three, values={"responsible_id": boris})
    office.do(customers.edit, customer_id=two, values={"responsible_id": anna})
    day = office.clock.today() - dt.timedelta(days=20)
    assert {item.customer for item in office.ask(today.today).items} == {"One", "Two", "Three"}
    office.do(people.add_leave, person_id=boris, first_day=day, last_day=day + dt.timedelta(days=13))
    found = office.ask(today.today)
    assert [item.customer for item in found.items] == ["Three", "Two"]
    assert (found.silent, office.ask(today.count_silent)) == (2, 2)
    over = {item.customer: item.line.entry.silence.over for item in found.items}
    assert over == {"Three": 16, "Two": 10}


def test_series_are_told_out_in_the_agenda_and_ahead(office, customer):
    one = customer("One", "A", 1)
    row = due(office, one, 0, text="ring", repeat="FREQ=DAILY;INTERVAL=2;COUNT=4")
    found = office.ask(today.agenda, start=office.clock.today(), days=7)
    assert [(item.date.day, item.occurrence) for item in found if item.text == "ring"] == [
        (17, ""),
        (19, "2026-11-19"),
        (21, "2026-11-21"),
        (23, "2026-11-23"),
    ]
    assert all(item.line for item in found)
    shown = office.ask(today.today)
    assert [item.date.day for item in shown.coming] == [19, 21, 23]
    assert {day.day: many for day, many in shown.coming_days.items()} == {19: 1, 21: 1, 23: 1}
    office.do(followups.finish, row_id=row)
    assert [item.date.day for item in office.ask(today.today).coming] == [19, 21, 23]


def test_an_hour_of_today_stands_beside_the_late_one_of_its_series(office, customer):
    one = customer("One", "A", 1)
    due(office, one, -7, text="meet", kind="meeting", repeat="FREQ=WEEKLY", due_time="15:00")
    shown = office.ask(today.today)
    assert [(item.date.day, item.late, item.occurrence) for item in shown.items] == [
        (10, True, ""),
        (17, False, "2026-11-17"),
    ]
    assert shown.due == 2


def test_the_load_of_the_day_counts_late_ones(office, anna, customer):
    one = customer("One", "A", 1)
    due(office, one, -1, minutes=40)
    due(office, one, 0, kind="meeting")
    due(office, one, 1, minutes=500)
    shown = office.ask(today.today)
    assert (shown.load_minutes, shown.norm_minutes) == (100, 480)
    office.do(people.edit, person_id=anna, values={"hours": "будни 10–13"})
    assert office.ask(today.today, mine=True).norm_minutes == 180
