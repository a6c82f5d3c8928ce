"""Many customers at once: duplicates, bulk changes, the trash."""

from __future__ import annotations

import pytest

from app.queries import card as cards
from app.services import duplicates


@pytest.fixture
def doubles(customer, office):
    """The same person twice, in two alphabets, with one phone."""
    one = customer("Кузнецов", "Пётр", phone="+7 912 345-67-89", note="пьёт кофе")
    other = customer("Kuznetsov", "Petr", phone="8 912 345 67 89", email="petr@example.com", employer="Acme")
    office.do(duplicates.refresh)
    return one, other


def test_duplicates_are_found_merged_and_parted_again(salesperson, doubles, office):
    salesperson.opens_the_window()
    salesperson.goes_to("Review duplicates")
    salesperson.sees("Petr Kuznetsov", "Кузнецов Пётр")
    salesperson.presses("Enter")
    salesperson.sees("petr@example.com")
    salesperson.clicks("Merge")
    salesperson.sees("Merged")
    state = {number: office.ask(cards.card, customer_id=number).customer["state"] for number in doubles}
    assert min(state.values()) == 0
    assert max(state.values()) > 0
    kept = office.ask(cards.card, customer_id=min(state, key=state.get))
    assert kept.customer["employer"] == "Acme"
    assert "пьёт кофе" in kept.customer["note"]
    salesperson.presses("Ctrl+Z")
    salesperson.sees("Undone: ")
    assert [office.ask(cards.card, customer_id=number).customer["state"] for number in doubles] == [0, 0]


def test_many_are_changed_at_once_and_back(salesperson, customer, office):
    numbers = [customer(name) for name in ("Adams", "Brown", "Clark")]
    salesperson.opens_the_window()
    salesperson.goes_to("Customers")
    salesperson.chooses("Adams", "Clark")
    salesperson.sees("2 chosen")
    salesperson.presses("F2")
    salesperson.clicks("Class…")
    salesperson.types("VIP")
    salesperson.presses("Enter")
    salesperson.sees("Changed 2 customers")
    assert [office.ask(cards.card, customer_id=each).customer["class_"] for each in numbers] == [
        "VIP",
        "",
        "VIP",
    ]
    salesperson.presses("Ctrl+Z")
    salesperson.sees("Undone: ")
    assert {office.ask(cards.card, customer_id=each).customer["class_"] for each in numbers} == {""}


def test_the_trash_gives_back(salesperson, customer):
    customer("Adams")
    customer("Brown")
    salesperson.opens_the_window()
    salesperson.goes_to("Customers")
    salesperson.chooses("Adams")
    salesperson.presses("Del")
    salesperson.sees("Put 1 customer into the trash", "1 customer")
    salesperson.looks_for("adams")
    salesperson.sees("Nothing was found")
    salesperson.presses("Esc")
    salesperson.goes_to("Trash")
    salesperson.sees("Adams")
    salesperson.clicks("Adams")
    salesperson.clicks("Restore")
    salesperson.goes_to("Customers")
    salesperson.sees("Adams", "2 customers")
