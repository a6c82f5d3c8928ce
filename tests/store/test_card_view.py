"""The card as it is shown: sums, salutation, introductions and timeline, on both engines."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.fields import Purpose
from app.domain.related import LinkKind
from app.models.faults import Gone
from app.queries.card_route import route
from app.queries.card_timeline import page
from app.queries.card_view import card_view
from app.services import card_rows, customers, followups, interactions
from app.services.interactions import Next


@pytest.fixture
def mary(office):
    return office.do(
        customers.create,
        values={"surname": "Иванова", "given": "Мария", "patronymic": "Петровна", "employer": "Северный дом"},
    )


def view(office, customer_id, language="en"):
    return office.ask(card_view, customer_id=customer_id, language=language)


def test_a_card_speaks_the_customers_language(office, mary):
    assert view(office, mary).said.letter == "Уважаемая Мария Петровна!"
    office.do(customers.edit, customer_id=mary, values={"language": "en"})
    assert view(office, mary).said.letter == "Dear Ms Ivanova,"
    house = office.do(customers.create, values={"kind": "organisation", "name": "Северный дом"})
    assert view(office, house).said is None
    assert view(office, mary).employer_id == house
    assert view(office, house).employer_id is None


def test_what_is_known_is_counted(office, mary):
    before = view(office, mary)
    assert before.known.by_purpose[Purpose.GIFTS] == 0
    office.do(customers.set_fact, customer_id=mary, key="wine", value="Saperavi")
    office.do(card_rows.add_channel, customer_id=mary, channel="phone", value="+7 912 345-67-89")
    after = view(office, mary)
    assert after.known.by_purpose[Purpose.GIFTS] > 0
    assert after.known.by_purpose[Purpose.REACH] > before.known.by_purpose[Purpose.REACH]
    assert after.known.total > before.known.total


def test_old_facts_are_stale_and_skipped_questions_wait(office, clock, mary):
    office.do(customers.set_fact, customer_id=mary, key="wine", value="Saperavi")
    asked = view(office, mary).question
    office.do(card_rows.skip_question, customer_id=mary, field=asked.field.key)
    assert view(office, mary).question.text != asked.text
    clock.advance(days=4 * 365)
    later = view(office, mary)
    assert later.stale == {"wine"}
    assert later.silence.over is not None


def test_marks_and_favours_add_up(office, mary):
    for number, mood in enumerate(("bad", "good", "good")):
        made = office.do(
            interactions.log, customer_id=mary, at=dt.datetime(2026, 11, 1 + number, 9, tzinfo=dt.UTC)
        )
        office.do(interactions.set_mood, row_id=made, mood=mood)
    office.do(interactions.add_favour, customer_id=mary, side="received", text="a lead", weight=3)
    found = view(office, mary)
    assert [mood for _, mood in found.marks] == ["bad", "good", "good"]
    assert (found.feeling.good, found.feeling.bad) == (2, 1)
    assert found.balance.difference == -3


def test_no_such_customer(office):
    with pytest.raises(Gone):
        view(office, 4711)


def test_the_shortest_way_to_an_introduction(office, mary):
    friend = office.do(customers.create, values={"surname": "Орлов"})
    goal = office.do(customers.create, values={"surname": "Brown"})
    lone = office.do(customers.create, values={"surname": "Nobody"})
    office.do(card_rows.add, kind="links", customer_id=friend, values={"kind": "friend", "other_id": mary})
    office.do(card_rows.add, kind="links", customer_id=friend, values={"kind": "boss", "other_id": goal})
    way = office.ask(route, start=(mary,), goal=goal)
    assert [(leg.from_name, leg.kind, leg.to_name) for leg in way] == [
        ("Иванова Мария Петровна", LinkKind.FRIEND, "Орлов"),
        ("Орлов", LinkKind.BOSS, "Brown"),
    ]
    assert office.ask(route, start=(mary,), goal=lone) is None
    assert office.ask(route, start=(mary,), goal=mary) == ()
    office.do(customers.trash, ids=[friend])
    assert office.ask(route, start=(mary,), goal=goal) is None


def test_the_timeline_comes_in_pages(office, mary):
    start = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)
    for hour in range(5):
        office.do(interactions.log, customer_id=mary, text=str(hour), at=start + dt.timedelta(hours=hour))
    first = office.ask(page, customer_id=mary, limit=2)
    assert ([entry.item.text for entry in first.entries], first.more) == (["4", "3"], True)
    rest = office.ask(page, customer_id=mary, limit=9, before=first.entries[-1].item.at)
    assert ([entry.item.text for entry in rest.entries], rest.more) == (["2", "1", "0"], False)


def test_what_happened_in_one_moment_is_not_cut_apart(office, mary):
    at = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)
    for hour in (2, 1, 1, 0):
        office.do(interactions.log, customer_id=mary, at=at + dt.timedelta(hours=hour))
    first = office.ask(page, customer_id=mary, limit=2)
    rest = office.ask(page, customer_id=mary, limit=9, before=first.entries[-1].item.at)
    assert len(first.entries) + len(rest.entries) == 4


def test_contacts_show_their_steps_and_finished_steps_stand_there(office, mary):
    step = Next(dt.date(2026, 11, 18), "", "Send it")
    office.do(interactions.log, customer_id=mary, text="Call", followup=step)
    done = office.do(followups.create, customer_id=mary, due_on=dt.date(2026, 11, 17), text="Thank")
    office.do(followups.finish, row_id=done, result="thanked")
    found = office.ask(page, customer_id=mary).entries
    contact = next(entry for entry in found if not entry.done)
    assert (contact.step.text, contact.step.due_on, contact.step.done) == (
        "Send it",
        dt.date(2026, 11, 18),
        False,
    )
    finished = next(entry for entry in found if entry.done)
    assert (finished.item.text, finished.item.body) == ("Thank", "thanked")
    only = office.ask(page, customer_id=mary, kinds=("task",)).entries
    assert [entry.done for entry in only] == [True]
    assert [entry.done for entry in office.ask(page, customer_id=mary, kinds=("call",)).entries] == [False]


def test_tags_of_others_stay(office, mary):
    office.do(customers.set_tags, customer_id=mary, names=("hotel", "EU"))
    office.do(customers.add_tag, customer_id=mary, name="theirs")
    office.do(customers.set_tags, customer_id=mary, names=("EU",), was=("EU", "hotel"))
    assert view(office, mary).card.tags == ("EU", "theirs")


def test_an_organisation_shows_its_people_below_their_bosses(office, mary):
    house = office.do(customers.create, values={"kind": "organisation", "name": "Северный дом"})
    boss = office.do(customers.create, values={"surname": "Орлов", "position": "директор"})
    office.do(card_rows.add, kind="links", customer_id=house, values={"kind": "has_member", "other_id": boss})
    office.do(card_rows.add, kind="links", customer_id=mary, values={"kind": "boss", "other_id": boss})
    people = view(office, house).people
    assert [(each.id, each.depth) for each in people] == [(boss, 0), (mary, 1)]
    assert people[0].position == "директор"
    office.do(customers.trash, ids=[boss])
    assert [(each.id, each.depth) for each in view(office, house).people] == [(mary, 0)]


def test_a_creation_that_was_undone_leaves_no_card(office):
    made = office.do(customers.create, values={"surname": "Short"})
    office.undo()
    with pytest.raises(Gone):
        office.ask(card_view, customer_id=made, language="en")
    office.redo()
    assert office.ask(card_view, customer_id=made, language="en").name == "Short"
