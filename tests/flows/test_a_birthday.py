"""It is somebody's birthday: he is greeted and a gift is planned, and nobody does it twice."""

from __future__ import annotations

import pytest

from app.services import card_rows, customers


@pytest.fixture
def ivanov(office):
    """A VIP who turns fifty today and is fond of port; his card was written by a colleague."""
    values = {
        "surname": "Ivanov",
        "given": "Ivan",
        "class_": "VIP",
        "country": "GB",
        "birth_year": 1976,
        "birth_month": 11,
        "birth_day": 17,
    }
    made = office.do(customers.create, values=values)
    office.do(card_rows.add_channel, customer_id=made, channel="phone", value="+44 20 7946 0958")
    office.do(customers.set_fact, customer_id=made, key="wine", value="port", origin="told")
    return made


def test_he_is_greeted_and_a_gift_is_planned(salesperson, ivanov):
    anna = salesperson
    anna.opens_the_window()
    anna.sees("Greetings this week", "Ivan Ivanov")
    anna.goes_to("Greetings")
    assert anna.is_in("Greetings")
    anna.sees("Turns 50", "round date", "A bottle of port", "VIP: call, gift up to €200")
    anna.clicks("Take")
    anna.sees("Gift planned: A bottle of port", "Planned")
    anna.presses("d")
    anna.sees("Greeted: Ivan Ivanov", "Nobody is to be greeted now")

    anna.opens_the_card_of("Ivan Ivanov")
    anna.sees("Turns 50")

    anna.goes_to("Greetings")
    anna.clicks("Sent")
    anna.sees("Ivan Ivanov", "call")
    anna.clicks("Gifts")
    anna.sees("A bottle of port", "planned")
    anna.presses("d")
    anna.sees("bought")


def test_what_was_noted_by_mistake_is_taken_back(salesperson, ivanov):
    anna = salesperson
    anna.opens_the_window()
    anna.goes_to("Greetings")
    anna.sees("Turns 50")
    anna.presses("s")
    anna.sees("Passed over: Ivan Ivanov", "Nobody is to be greeted now")
    anna.presses("Ctrl+Z")
    anna.sees("Turns 50")


def test_the_greeting_opens_from_today(salesperson, ivanov):
    anna = salesperson
    anna.opens_the_window()
    anna.clicks("Ivan Ivanov")
    anna.sees("A bottle of port", "Text of the greeting")
    anna.presses("Ctrl+Return")
    anna.sees("Greeted: Ivan Ivanov")
