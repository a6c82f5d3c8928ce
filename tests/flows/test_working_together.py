"""Editing a card, alone and while a colleague has it open."""

from __future__ import annotations

import pytest

from app.models.database import Database
from app.office import Office
from app.queries import card as cards
from app.services import customers, people


@pytest.fixture
def brown(customer):
    return customer("Brown", "Anna", note="loves sailing", employer="Acme")


@pytest.fixture
def boris(office, clock):
    """A colleague at another machine, on the same file."""
    made = Office(Database(office.database.path), clock)
    made.person_id = made.do(people.create, name="Boris Kim", role="salesperson")
    yield made
    made.close()


def stored(office, number):
    return office.ask(cards.card, customer_id=number).customer


def test_a_datum_is_edited_where_it_stands_and_taken_back(salesperson, brown, office):
    salesperson.opens_the_window()
    salesperson.opens_the_card_of("Anna Brown")
    salesperson.edits("Note", "loves climbing")
    salesperson.sees("Note: loves climbing")
    assert stored(office, brown)["note"] == "loves climbing"
    salesperson.presses("Ctrl+Z")
    salesperson.sees("Undone: ", "Note: loves sailing")
    salesperson.presses("Ctrl+Shift+Z")
    salesperson.sees("Done again: ", "Note: loves climbing")
    salesperson.starts_again()
    salesperson.sees("Note: loves climbing")


def test_a_class_is_set_by_hand_with_its_reason(salesperson, brown, office):
    salesperson.opens_the_window()
    salesperson.opens_the_card_of("Anna Brown")
    salesperson.clicks("Set the class")
    salesperson.clicks("VIP")
    salesperson.sees("what speaks for this class")
    salesperson.types("brings half of the money")
    salesperson.presses("Enter")
    salesperson.sees("Class VIP")
    row = stored(office, brown)
    assert (row["class_"], row["class_reason"]) == ("VIP", "brings half of the money")


def test_news_of_a_colleague_appears_by_itself(salesperson, brown, boris, customer):
    salesperson.opens_the_window()
    salesperson.opens_the_card_of("Anna Brown")
    boris.do(customers.edit, customer_id=brown, values={"note": "moved to York"})
    salesperson.sees("Note: moved to York")
    customer("Quist", "Olaf", by=boris)
    salesperson.sees("Olaf Quist")


def test_fields_that_two_people_change_apart_are_both_kept(salesperson, brown, boris, office):
    salesperson.opens_the_window()
    salesperson.opens_the_card_of("Anna Brown")
    salesperson.begins_to_edit("Note", "loves climbing")
    boris.do(customers.edit, customer_id=brown, values={"employer": "Borealis"})
    salesperson.presses("Ctrl+Return")
    salesperson.sees("Note: loves climbing", "Borealis")
    assert stored(office, brown)["employer"] == "Borealis"


def test_the_same_field_changed_by_two_is_shown_in_three_columns(salesperson, brown, boris, office):
    salesperson.opens_the_window()
    salesperson.opens_the_card_of("Anna Brown")
    salesperson.begins_to_edit("Note", "loves climbing")
    boris.do(customers.edit, customer_id=brown, values={"note": "moved to York"})
    salesperson.presses("Ctrl+Return")
    salesperson.sees("loves sailing", "moved to York", "loves climbing")
    assert stored(office, brown)["note"] == "moved to York"
    salesperson.presses("3", "Enter")
    salesperson.sees("Note: loves climbing")
    assert stored(office, brown)["note"] == "loves climbing"


def test_what_a_colleague_put_into_the_trash_leaves_the_list(salesperson, brown, boris):
    salesperson.opens_the_window()
    salesperson.opens_the_card_of("Anna Brown")
    boris.do(customers.trash, ids=[brown])
    salesperson.sees("Your customers will stand here")


def test_what_is_being_typed_is_saved_when_the_window_closes(salesperson, brown, office):
    salesperson.opens_the_window()
    salesperson.opens_the_card_of("Anna Brown")
    salesperson.begins_to_edit("Note", "loves climbing")
    salesperson.closes_the_window()
    assert stored(office, brown)["note"] == "loves climbing"
