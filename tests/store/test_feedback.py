"""Complaints and ideas on both engines: their way from new to done, and that the customer hears the outcome."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.models.base import table_of
from app.models.contact import FollowUp, Interaction
from app.models.feedback import Feedback
from app.queries import card_timeline, exports
from app.queries import feedback as reads
from app.queries import trash as bin_
from app.queries.feedback import Asked
from app.services import (
    card_rows,
    customers,
    feedback,
    followups,
    interactions,
    merging,
    outcomes,
    people,
    trash,
)
from app.services.faults import BadValue
from app.services.interactions import Next


@pytest.fixture
def orlov(office):
    return office.do(customers.create, values={"surname": "Orlov"})


@pytest.fixture
def complaint(office, orlov):
    return office.do(feedback.create, customer_id=orlov, kind="complaint", text="the lid leaks")


def inbox(office, **asked):
    return office.ask(reads.inbox, asked=Asked(**asked))


def one(office, row_id, model=Feedback):
    return office.ask(lambda reading: reading.one(sa.select(table_of(model)).where(model.id == row_id)))


def decide(office, row_id, state="accepted", **values):
    values = {"outcome": "a new lid", "tell": "tell the outcome: a new lid", **values}
    return office.do(feedback.decide, row_id=row_id, state=state, **values)


def test_what_is_entered_by_hand_stands_on_the_timeline_once(office, orlov, complaint):
    (entry,) = office.ask(card_timeline.page, customer_id=orlov).entries
    assert (entry.item.kind, entry.item.direction, entry.item.text) == ("complaint", "in", "the lid leaks")
    assert (entry.feedback.kind, entry.feedback.state) == ("complaint", "new")
    office.do(feedback.edit, row_id=complaint, values={"text": "the lid broke", "kind": "idea"})
    (entry,) = office.ask(card_timeline.page, customer_id=orlov).entries
    assert (entry.item.kind, entry.item.text) == ("idea", "the lid broke")
    office.undo()
    office.undo()
    assert office.ask(card_timeline.page, customer_id=orlov).entries == ()
    assert inbox(office).rows == ()
    office.redo()
    assert [row.text for row in inbox(office).rows] == ["the lid leaks"]


def test_a_contact_can_be_a_complaint(office, orlov):
    asked = office.do(
        interactions.log, customer_id=orlov, direction="in", kind="email", text="it leaks", waits=True
    )
    office.do(feedback.create, customer_id=orlov, kind="complaint", text="it leaks", interaction_id=asked)
    (row,) = inbox(office).rows
    assert (row.came, row.owner, row.state) == ("email", "Анна Орлова", "new")
    (entry,) = office.ask(card_timeline.page, customer_id=orlov).entries
    assert (entry.item.kind, entry.feedback.kind) == ("email", "complaint")


def test_a_decision_plans_the_step_that_tells_it(office, orlov, complaint, anna):
    boris = office.do(people.create, name="Boris")
    office.do(feedback.begin, row_id=complaint)
    assert inbox(office, state="working").total == 1
    step = decide(office, complaint)
    row = one(office, step, FollowUp)
    assert (row.kind, row.due_on, row.person_id) == ("call", dt.date(2026, 11, 18), anna)
    (found,) = inbox(office, state="untold").rows
    assert (found.outcome, found.step_on, found.untold) == ("a new lid", dt.date(2026, 11, 18), True)
    office.do(feedback.assign, row_id=complaint, person_id=boris)
    assert one(office, step, FollowUp).person_id == boris
    assert (inbox(office).open, inbox(office).untold) == (0, 1)
    assert [one.id for one in inbox(office).rows] == [complaint]
    office.undo()
    office.undo()
    assert one(office, complaint).state == "working"
    assert one(office, step, FollowUp) is None


@pytest.mark.parametrize(
    ("channels", "refused", "way"),
    [
        ([("phone", False), ("email", True)], "", "email"),
        ([("phone", False), ("email", True)], "email", "call"),
        ([("messenger", False)], "", "chat"),
        ([("email", False), ("phone", False)], "", "call"),
        ([("phone", True), ("messenger", False)], "phone", "chat"),
    ],
)
def test_the_outcome_is_told_the_way_the_customer_likes(office, orlov, complaint, channels, refused, way):
    for number, (kind, preferred) in enumerate(channels):
        value = f"+7 912 345-67-0{number}" if kind == "phone" else f"a{number}@example.org"
        office.do(card_rows.add_channel, customer_id=orlov, channel=kind, value=value, preferred=preferred)
    if refused:
        office.do(card_rows.set_consent, customer_id=orlov, channel=refused, topic="", state="refused")
    assert one(office, decide(office, complaint), FollowUp).kind == way


def test_ticking_the_step_tells_it_and_opening_it_again_does_not(office, complaint):
    step = decide(office, complaint)
    logged = office.do(outcomes.finish, row_id=step, result="she was glad")
    row = one(office, complaint)
    assert (row.told_at, row.told_id) == (office.clock.now(), logged)
    office.do(interactions.trash, row_id=logged)
    assert one(office, complaint).told_at is None
    office.do(interactions.restore, row_id=logged)
    assert one(office, complaint).told_at is not None
    office.do(followups.reopen, row_id=step)
    assert one(office, complaint).told_at is None
    office.do(outcomes.finish, row_id=step, took_place=False)
    assert (one(office, complaint).told_at is not None, one(office, complaint).told_id) == (True, None)
    office.undo()
    assert one(office, complaint).told_at is None


def test_an_attempt_tells_nothing(office, complaint):
    step = decide(office, complaint)
    office.do(outcomes.not_reached, row_id=step, due_on=dt.date(2026, 11, 20))
    assert inbox(office, state="untold").total == 1


def test_telling_finishes_the_step_and_stands_on_the_timeline(office, orlov, complaint):
    step = decide(office, complaint, "declined")
    following = Next(dt.date(2026, 11, 30), text="ask whether it holds")
    logged = office.do(feedback.tell, row_id=complaint, kind="call", following=following)
    assert one(office, step, FollowUp).done_at is not None
    assert (one(office, complaint).told_id, one(office, logged, Interaction).text) == (logged, "a new lid")
    assert inbox(office).rows == ()
    assert [one.state for one in inbox(office, state="").rows] == ["declined"]
    office.undo()
    assert inbox(office).untold == 1
    office.do(feedback.told, row_id=complaint)
    assert one(office, step, FollowUp).done_at is not None
    assert inbox(office).untold == 0


def test_what_was_accepted_and_told_is_carried_out_without_telling_again(office, complaint):
    decide(office, complaint)
    office.do(feedback.tell, row_id=complaint)
    assert decide(office, complaint, "done") is None
    assert (one(office, complaint).state, one(office, complaint).told_at is not None) == ("done", True)
    office.do(feedback.begin, row_id=complaint)  # open again: a new decision is told anew
    assert decide(office, complaint, "declined") is not None


def test_filters_and_order(office, orlov, complaint, anna):
    boris = office.do(people.create, name="Boris")
    lamp = office.do(customers.create, values={"surname": "Лампов"})
    idea = office.do(feedback.create, customer_id=lamp, kind="idea", text="Ёлка", owner_id=boris)
    untold = office.do(feedback.create, customer_id=lamp, kind="idea", text="decaf")
    decide(office, untold)
    assert [one.id for one in inbox(office).rows] == [untold, complaint, idea]
    assert [one.id for one in inbox(office, kind="complaint").rows] == [complaint]
    assert [one.id for one in inbox(office, owner=boris).rows] == [idea]
    assert {one.id for one in inbox(office, mine=True).rows} == {untold, complaint}
    assert [one.id for one in inbox(office, text="елка").rows] == [idea]
    assert {one.id for one in inbox(office, text="лампов").rows} == {idea, untold}
    found = office.ask(reads.inbox, asked=Asked(), limit=1)
    assert (len(found.rows), found.total) == (1, 3)


@pytest.mark.parametrize("values", [{"kind": "rumour", "text": "x"}, {"kind": "idea", "text": "  "}])
def test_what_is_none_is_refused(office, orlov, values):
    with pytest.raises(BadValue):
        office.do(feedback.create, customer_id=orlov, **values)


def test_the_trash_takes_it_with_its_entry_and_its_step(office, orlov, complaint):
    step = decide(office, complaint)
    office.do(feedback.trash, row_id=complaint)
    assert inbox(office, state="").rows == ()
    assert office.ask(card_timeline.page, customer_id=orlov).entries == ()
    assert one(office, step, FollowUp).trashed_at is not None
    (item,) = [item for item in office.ask(bin_.trash) if item.kind != "followups"]
    office.do(trash.restore, items=[(item.kind, item.id)])
    assert [one.id for one in inbox(office, state="").rows] == [complaint]
    assert len(office.ask(card_timeline.page, customer_id=orlov).entries) == 1
    entry = one(office, complaint).interaction_id
    office.do(interactions.trash, row_id=entry)  # from the timeline
    assert inbox(office, state="").rows == ()
    office.do(trash.empty)
    assert one(office, complaint) is None
    assert one(office, entry, Interaction) is None


def test_a_complaint_of_a_letter_is_trashed_without_the_letter(office, orlov):
    letter = office.do(interactions.log, customer_id=orlov, direction="in", kind="email", text="it leaks")
    made = office.do(feedback.create, customer_id=orlov, kind="idea", text="leak", interaction_id=letter)
    office.do(feedback.trash, row_id=made)
    assert [item.kind for item in office.ask(bin_.trash)] == ["feedback"]
    assert len(office.ask(card_timeline.page, customer_id=orlov).entries) == 1
    office.do(trash.empty)
    assert one(office, made) is None
    assert one(office, letter, Interaction).trashed_at is None


def test_a_merge_moves_it_and_its_contacts(office, orlov):
    other = office.do(customers.create, values={"surname": "Orloff"})
    at = office.clock.now()
    for who in (orlov, other):  # both cards have the same letter, one of them made a complaint of it
        letter = office.do(
            interactions.log, customer_id=who, direction="in", kind="email", at=at, text="it leaks"
        )
    made = office.do(
        feedback.create, customer_id=other, kind="complaint", text="it leaks", interaction_id=letter
    )
    decide(office, made)
    office.do(feedback.tell, row_id=made)
    office.do(merging.merge, keep_id=orlov, other_id=other)
    row = one(office, made)
    assert row.customer_id == orlov
    assert one(office, row.interaction_id, Interaction).customer_id == orlov
    assert one(office, row.told_id, Interaction).customer_id == orlov
    office.undo()
    assert one(office, made).customer_id == other
    assert one(office, made).interaction_id == letter


def test_everything_known_tells_it_and_erasing_forgets_it(office, orlov, complaint):
    tables = office.ask(exports.person_tables, customer_id=orlov)
    assert [row["text"] for row in tables["feedback"]] == ["the lid leaks"]
    office.do(trash.erase, customer_id=orlov)
    assert one(office, complaint) is None
