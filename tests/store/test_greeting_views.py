"""What the room of greetings asks for: what was sent, several at once, cards without a country, example customers."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.occasions import Group
from app.language import Translator
from app.office import Office
from app.queries import gifts as gift_queries
from app.queries import greetings as asked
from app.queries.greeting_drafts import draft, verdicts
from app.queries.greeting_past import occasion_name, sent
from app.queries.greeting_sources import stored_rules
from app.queries.greeting_templates import example_customer
from app.queries.own_days import own_days
from app.services import card_rows, customers, gifts, greetings
from app.services.faults import BadValue

TODAY = dt.date(2026, 11, 17)


def born_today(office: Office, surname: str, **values: object) -> int:
    plain = {
        "surname": surname,
        "class_": "A",
        "birth_month": 11,
        "birth_day": 17,
        "birth_year": 1976,
        **values,
    }
    return office.do(customers.create, values=plain)


def year(office: Office, **more: object) -> list[object]:
    return office.ask(sent, start=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31), **more)


def test_what_was_sent_is_looked_back_on_with_its_words(office: Office) -> None:
    one, other = born_today(office, "Иванов"), born_today(office, "Петров", class_="B")
    office.do(
        greetings.greeted,
        customer_id=one,
        occasion="birthday:2026",
        on=TODAY,
        way="email",
        text="С юбилеем!",
        title="Исполняется 50 лет",
    )
    office.do(greetings.skip, customer_id=other, occasion="birthday:2026", on=TODAY)
    found = year(office)
    assert {(row.customer, row.state, row.way) for row in found} == {
        ("Иванов", "greeted", "email"),
        ("Петров", "skipped", ""),
    }
    greeted = next(row for row in found if row.state == "greeted")
    assert (greeted.text, greeted.what(Translator("en", __import__("gettext").NullTranslations()))) == (
        "С юбилеем!",
        "Исполняется 50 лет",
    )
    assert [row.customer for row in year(office, class_="B")] == ["Петров"]
    assert office.ask(sent, start=dt.date(2025, 1, 1), end=dt.date(2025, 12, 31)) == []


@pytest.mark.parametrize(
    ("key", "own", "name"),
    [
        ("birthday:2026", "", "birthday"),
        ("holiday:RU:new_year:2027", "", "New Year"),
        ("pro:accountant:2026", "", "Accountants' Day"),
        ("own:7:2026", "Day of the baker", "Day of the baker"),
        ("nonsense:1", "", ""),
    ],
)
def test_an_occasion_is_named_by_its_key(key: str, own: str, name: str) -> None:
    tr = Translator("en", __import__("gettext").NullTranslations())
    assert occasion_name(key, tr, own) == name


def test_several_are_greeted_each_on_their_own_occasion_and_nobody_twice(office: Office) -> None:
    one, other = born_today(office, "Иванов"), born_today(office, "Петров")
    both = [(one, "birthday:2026", TODAY), (other, "birthday:2026", TODAY)]
    office.do(
        greetings.greeted, customer_id=one, occasion="birthday:2026", on=TODAY, way="letter", text="Моё"
    )
    assert office.do(greetings.greeted_each, occasions=both, way="call") == 1
    ways = {row.customer: row.way for row in year(office)}
    assert ways == {"Иванов": "letter", "Петров": "call"}
    office.undo()
    assert [row.customer for row in year(office)] == ["Иванов"]
    assert office.do(greetings.skip_each, occasions=both) == 1
    with pytest.raises(BadValue):
        office.do(greetings.greeted_each, occasions=both, way="pigeon")


def test_a_card_without_a_country_keeps_the_holidays_of_the_office(office: Office) -> None:
    one = office.do(
        customers.create, values={"surname": "Иванова", "given": "Анна", "class_": "A", "country": ""}
    )
    on = dt.date(2027, 1, 1)
    key = "holiday:RU:new_year:2027"
    assert office.ask(asked.occasion_of, customer_id=one, occasion=key, on=on) is not None
    found = office.ask(draft, customer_id=one, occasion=key, on=on)
    assert found is not None
    assert "год" in found.text
    assert (
        office.do(greetings.greeted_many, ids=[one], occasion="holiday:*:new_year:2027", on=on, way="email")
        == 1
    )


def test_a_letter_to_many_is_judged_as_one(office: Office) -> None:
    one = born_today(office, "Иванов", class_="C")
    office.do(card_rows.add_channel, customer_id=one, channel="email", value="i@example.com")
    at = {"key": "birthday:2026", "on": TODAY, "ids": [one]}
    alone = office.ask(verdicts, **at, many=False)[one]
    among = office.ask(verdicts, **at)[one]
    assert alone.ways == ("email",)
    assert among.ways == ()
    assert [barred.code for barred in among.barred] == ["stop"]


def test_what_was_set_is_told_from_the_usual(office: Office) -> None:
    one = born_today(office, "Иванов")
    office.do(greetings.set_rule, group="birthday", ways=["letter"], class_="A")
    office.do(greetings.set_rule, group="holiday", ways=[], customer_id=one)
    rules = office.ask(stored_rules)
    assert rules.set_for(Group.BIRTHDAY, "A")
    assert not rules.set_for(Group.BIRTHDAY, "A", one)
    assert not rules.set_for(Group.BIRTHDAY, "B")
    assert rules.set_for(Group.HOLIDAY, "A", one)


def test_gifts_on_their_way_and_own_days_are_listed(office: Office) -> None:
    one = born_today(office, "Иванов")
    row = office.do(gifts.plan, customer_id=one, name="Мёд", due_on=TODAY)
    assert office.ask(gift_queries.on_the_way) == []
    office.do(gifts.send, row_id=row)
    assert [gift.name for gift in office.ask(gift_queries.on_the_way)] == ["Мёд"]
    office.do(greetings.add_own_day, name="День пекаря", month=10, day=16, professions="пекарь, повар")
    office.do(greetings.add_own_day, name="День города", month=6, day=1, country="ru")
    assert [(day.name, day.professions, day.country) for day in office.ask(own_days)] == [
        ("День города", "", "RU"),
        ("День пекаря", "пекарь, повар", ""),
    ]


def test_texts_are_tried_on_a_person(office: Office) -> None:
    assert office.ask(example_customer) is None
    office.do(customers.create, values={"kind": "organisation", "name": "Колос"})
    assert office.ask(example_customer) is None
    one = born_today(office, "Иванов")
    assert office.ask(example_customer) == (one, "Иванов")
