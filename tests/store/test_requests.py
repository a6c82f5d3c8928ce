"""Requests on both engines: whose they are, how late, what answers them, and how fast that was."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.agenda import waiting
from app.domain.availability import DEFAULT_HOURS
from app.models.contact import Interaction
from app.queries import requests, today
from app.queries.requests import Asked
from app.services import customers, history, interactions, outcomes, people
from app.services.interactions import Next


@pytest.fixture
def customer(office):
    def make(surname, class_="", **values):
        return office.do(customers.create, values={"surname": surname, "class_": class_, **values})

    return make


@pytest.fixture
def ask(office):
    """Let a customer ask ``ago`` minutes before now."""

    def make(customer_id, ago=0, text="what does it cost", **values):
        at = office.clock.now() - dt.timedelta(minutes=ago)
        values = {"direction": "in", "waits": True, "kind": "email", "text": text, **values}
        return office.do(interactions.log, customer_id=customer_id, at=at, **values)

    return make


def row(office, row_id):
    return office.ask(lambda reading: reading.one(_all().where(Interaction.id == row_id)))


def _all():
    import sqlalchemy as sa

    i = Interaction
    return sa.select(i.id, i.answered_at, i.answered_by_id, i.owner_id, i.trashed_at)


def queue(office, **asked):
    return office.ask(requests.queue, asked=Asked(**asked))


def names(found):
    return [one.who.name for one in found.rows]


def test_late_ones_first_then_who_has_waited_longest(office, customer, ask):
    office.clock.advance(hours=3)  # noon
    ask(customer("Slow C", "C"), 170)
    ask(customer("Late VIP", "VIP"), 61)
    ask(customer("VIP in time", "VIP"), 60)
    ask(customer("Late A", "A"), 150)
    found = queue(office)
    assert names(found) == ["Late A", "Late VIP", "Slow C", "VIP in time"]
    assert [one.late for one in found.rows] == [True, True, False, False]
    assert [one.waited for one in found.rows] == [150, 61, 170, 60]
    assert (found.total, found.waiting, found.late) == (4, 4, 2)


def test_the_clock_goes_by_the_hours_of_the_team_and_its_holidays(office, anna, customer, ask):
    who = customer("Orlov", "C")
    ask(who, 24 * 60)  # Monday 9:00 to Tuesday 9:00: a working day
    assert queue(office).rows[0].waited == 9 * 60
    office.do(people.edit, person_id=anna, values={"hours": "Mon–Fri 10:00–14:00"})
    assert queue(office).rows[0].waited == 4 * 60
    office.do(people.create, name="Boris", hours="Mon–Fri 13:00–19:00")
    assert queue(office).rows[0].waited == 9 * 60
    # 4 November is a public holiday where the office is
    ask(who, (dt.datetime(2026, 11, 17, 9) - dt.datetime(2026, 11, 3, 18)).total_seconds() / 60)  # noqa: DTZ001
    days = 8  # 5, 6, 9 to 13 and 16 November; and the evening of the third
    assert max(one.waited for one in queue(office).rows) == days * 9 * 60 + 60


def test_a_request_is_his_to_whom_it_was_given_else_of_who_is_responsible(office, anna, customer, ask):
    boris = office.do(people.create, name="Boris")
    hers = ask(customer("Hers", responsible_id=anna))
    his = ask(customer("His", responsible_id=boris))
    ask(customer("Nobody's", responsible_id=None))
    assert set(names(queue(office, mine=True))) == {"Hers", "Nobody's"}
    assert queue(office).mine == 2
    office.do(interactions.assign, row_id=his, person_id=anna)
    office.do(interactions.assign, row_id=hers, person_id=boris)
    assert set(names(queue(office, mine=True))) == {"His", "Nobody's"}
    assert names(queue(office, person=boris)) == ["Hers"]
    assert [item.customer for item in office.ask(today.today, mine=True).requests] == names(
        queue(office, mine=True)
    )
    office.undo()
    assert set(names(queue(office, mine=True))) == {"Hers", "His", "Nobody's"}
    assert queue(office, mine=True).rows[0].owner in {"Анна Орлова", ""}
    office.do(interactions.assign, row_id=his, person_id=None)
    assert "His" not in names(queue(office, mine=True))


def test_today_the_agenda_and_the_room_say_the_same(office, anna, customer, ask):
    office.do(people.edit, person_id=anna, values={"hours": "Mon–Fri 8:00–17:00"})
    for number in range(130):
        ask(customer(f"C{number:03}", ("VIP", "A", "B", "C", "")[number % 5]), number * 7)
    found = queue(office)
    screen = office.ask(today.today)
    items = office.ask(today.agenda, start=office.clock.today())
    listed = [item for item in items if item.kind == "request"]
    assert (found.total, found.waiting, screen.waiting, len(listed)) == (130, 130, 130, 130)
    assert office.ask(today.count_due) == screen.due == 130
    assert found.late == screen.late == sum(item.late for item in listed)
    assert found.late == sum(one.late for one in found.rows)
    assert {item.ref: item.line.reason.values["waited"] for item in listed} == {
        one.id: one.waited for one in found.rows
    }


def test_kind_class_and_words(office, customer, ask):
    vip, other = customer("Лосев", "VIP"), customer("Brown", "C")
    ask(vip, 5, "счёт за Ёлки", body="две коробки")
    ask(other, 5, "delivery", kind="call")
    assert names(queue(office, kind="call")) == ["Brown"]
    assert names(queue(office, class_="VIP")) == ["Лосев"]
    assert names(queue(office, text="елки КОРОБКИ")) == ["Лосев"]
    assert names(queue(office, text="лос")) == ["Лосев"]
    assert names(queue(office, text="nothing")) == []


def test_ten_thousand_are_counted_and_some_shown(office, customer, ask):
    who = customer("Busy")
    for number in range(7):
        ask(who, number)
    found = office.ask(requests.queue, asked=Asked(), limit=3)
    assert (len(found.rows), found.total) == (3, 7)


def test_a_private_text_is_for_who_wrote_it(office, anna, customer, ask):
    boris = office.do(people.create, name="Boris")
    asked = ask(customer("Orlov"), text="my divorce", body="long story")
    office.do(interactions.edit, row_id=asked, values={"private": True})
    assert queue(office).rows[0].text == "my divorce"
    office.person_id = boris
    (seen,) = queue(office).rows
    assert (seen.text, seen.body, seen.hidden) == ("", "", True)
    assert queue(office, text="divorce").rows == ()
    assert office.ask(requests.detail, row_id=asked, language="en").body == ""
    office.do(interactions.assign, row_id=asked, person_id=boris)
    assert queue(office).rows[0].text == "my divorce"


# -- what answers -------------------------------------------------------------------------------


def test_what_is_logged_later_answers_at_its_own_time(office, customer, ask):
    who = customer("Orlov")
    asked = ask(who, 100)
    before, after = (office.clock.now() - dt.timedelta(minutes=m) for m in (120, 40))
    office.do(interactions.log, customer_id=who, at=before)
    assert row(office, asked).answered_at is None
    late = office.do(interactions.log, customer_id=who)
    assert row(office, asked).answered_by_id == late
    first = office.do(interactions.log, customer_id=who, at=after)
    assert (row(office, asked).answered_by_id, row(office, asked).answered_at) == (first, after)
    office.undo()
    assert row(office, asked).answered_by_id == late


def test_a_request_that_is_logged_late_was_answered_by_what_followed(office, customer, ask):
    who = customer("Orlov")
    answer = office.do(interactions.log, customer_id=who)
    assert row(office, ask(who, 30)).answered_by_id == answer


@pytest.mark.parametrize(
    "values",
    [
        {"outcome": "no_answer"},
        {"direction": "in"},
        {"kind": "note"},
        {"at": dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)},
    ],
)
def test_a_contact_that_was_none_does_not_answer(office, customer, ask, values):
    who = customer("Orlov")
    asked = ask(who, 10)
    office.do(interactions.log, customer_id=who, **values)
    assert row(office, asked).answered_at is None
    answer = office.do(interactions.log, customer_id=who)
    assert row(office, asked).answered_by_id == answer
    office.do(interactions.edit, row_id=answer, values=values)  # corrected: it was none
    assert row(office, asked).answered_at is None
    office.undo()
    assert row(office, asked).answered_by_id == answer


def test_a_trashed_answer_reopens_unless_another_answered(office, customer, ask):
    who = customer("Orlov")
    asked = ask(who, 30)
    first = office.do(interactions.log, customer_id=who)
    office.do(interactions.trash, row_id=first)
    assert row(office, asked).answered_at is None
    office.do(interactions.restore, row_id=first)
    assert row(office, asked).answered_by_id == first
    office.clock.advance(minutes=5)
    second = office.do(interactions.log, customer_id=who)
    office.do(interactions.trash, row_id=first)
    assert row(office, asked).answered_by_id == second
    office.undo()
    assert row(office, asked).answered_by_id == first
    office.redo()
    assert row(office, asked).answered_by_id == second


def test_an_answer_that_is_undone_leaves_the_next_one(office, customer, ask):
    who = customer("Orlov")
    asked = ask(who, 30)
    done = office.act(interactions.log, customer_id=who, text="first")
    office.clock.advance(minutes=5)
    second = office.do(interactions.log, customer_id=who, text="second")
    office.do(history.undo, step_id=done.changes.step)
    assert row(office, asked).answered_by_id == second
    assert queue(office).rows == ()


def test_an_attempt_leaves_it_waiting_and_a_mark_ends_it(office, customer, ask):
    who = customer("Orlov")
    asked = ask(who, 30)
    tomorrow = Next(office.clock.today() + dt.timedelta(days=1))
    office.do(outcomes.attempt, customer_id=who, following=tomorrow)
    assert queue(office).total == 1
    office.do(interactions.answered, row_id=asked)
    assert queue(office).total == 0
    (one,) = queue(office, answered=True).rows
    assert (one.id, one.answerer, one.open) == (asked, "", False)
    office.do(interactions.waits_again, row_id=asked)
    assert queue(office).total == 1
    office.undo()
    assert queue(office).total == 0


# -- how fast -----------------------------------------------------------------------------------


def test_times_by_person_and_month_open_the_requests_behind(office, anna, customer, ask):
    boris = office.do(people.create, name="Boris")
    who, other = customer("VIP", "VIP", responsible_id=anna), customer("C", "C", responsible_id=boris)
    office.clock.advance(hours=6)
    for ago, answered in ((300, 290), (200, 100), (90, 60)):
        ask(who, ago)
        at = office.clock.now() - dt.timedelta(minutes=answered)
        office.do(interactions.log, customer_id=who, at=at)
    last_month = 25 * 24 * 60
    ask(other, last_month)
    at = office.clock.now() - dt.timedelta(minutes=last_month - 20)
    office.do(interactions.log, customer_id=other, at=at)  # Anna answered for Boris
    ask(other, 10)
    given = ask(other, 20)
    office.do(interactions.assign, row_id=given, person_id=anna)
    gone = ask(other, 15)
    office.do(interactions.trash, row_id=gone)

    table = office.ask(requests.times)
    assert len(table.months) == 12
    november, october = dt.date(2026, 11, 1), dt.date(2026, 10, 1)
    hers = next(one for one in table.people if one.person_id == anna)
    figures = hers.months[november]
    # 10, 100 and 30 minutes, and one that waits and is not late
    assert (figures.count, figures.answered, figures.median) == (4, 3, 30)
    assert figures.slow == pytest.approx(86)
    assert figures.within == pytest.approx(2 / 3)
    assert hers.months[october].count == 1
    his = next(one for one in table.people if one.person_id == boris)
    assert his.months[november].count == 1
    assert table.everybody.total.count == 6
    for one in (*table.people, table.everybody):
        for month, cell in [*one.months.items(), (None, one.total)]:
            counted = None if one is table.everybody else one.person_id
            assert queue(office, cell=True, month=month, counted_for=counted).total == cell.count


def test_waiting_by_the_same_rule_as_everywhere(office, customer, ask):
    ask(customer("Orlov", "A"), 5000)
    (one,) = queue(office).rows
    hours = DEFAULT_HOURS["organisation"]
    zone = office.clock.zone
    assert one.waited == waiting(one.at, office.clock.now(), hours=hours, zone=zone, country="RU")
