"""The main job: bring contacts in, find somebody, know what to say, log the call, keep the promise."""

from __future__ import annotations

import pytest

from app.models.work import Reading
from app.queries import people


def test_at_the_first_start_she_says_who_she_is(arrives):
    her = arrives()
    her.opens_the_window()
    her.sees("Who are you?", "Look at a sample first")
    her.types("Anna Orlova")
    her.presses("Enter")
    her.sees_no("Who are you?")
    her.sees("Anna Orlova", "Here the day will begin", "Open the sample")
    assert [person.name for person in her.window.desk.office.ask(people.team)] == ["Anna Orlova"]
    her.starts_again()
    her.sees("Anna Orlova")
    her.sees_no("Who are you?")


def test_a_russian_one_is_asked_in_russian(arrives):
    her = arrives(language="ru")
    her.opens_the_window()
    her.sees("Кто вы?", "Настройки")
    her.types("Анна Орлова")
    her.presses("Enter")
    her.sees("Анна Орлова", "владелец")


def test_the_first_card_is_begun_from_the_empty_screen(salesperson):
    salesperson.opens_the_window()
    salesperson.clicks("New customer")
    salesperson.sees("Surname, given name, patronymic in any order")
    salesperson.types("Marta Lindqvist")
    salesperson.presses("Enter")
    salesperson.sees("Marta Lindqvist", "Family & circle")


def test_nobody_found_becomes_a_new_customer(salesperson, customer):
    customer("Brown", "Anna")
    salesperson.opens_the_window()
    salesperson.looks_for("Zweig")
    salesperson.presses("Enter")
    salesperson.sees("Surname: Zweig")


@pytest.fixture
def brought(salesperson, shared):
    """The window after a vCard and a table of real programs were dropped on it."""
    folder = shared / "interop"
    files = [
        folder / "ez-vcard/src/test/resources/ezvcard/io/text/outlook-2007.vcf",
        folder / "groweasy-csv/demo/csvs/25-hubspot-export.csv",
    ]
    found = [path for path in files if path.is_file()]
    if len(found) < 2:
        pytest.skip("the files are not at hand")
    salesperson.opens_the_window()
    salesperson.window.go("imports", paths=found)
    salesperson.waits()
    return salesperson


def test_contacts_of_other_programs_come_in_and_go_again(brought):
    brought.sees("1  Columns")
    brought.presses("Ctrl+Return")
    brought.sees("created")
    brought.presses("Ctrl+Return")
    brought.sees("Undo the import")
    count = customers_in(brought)
    assert count > 1
    brought.presses("Ctrl+Z")
    brought.sees("Undone: ")
    assert customers_in(brought) == 0
    brought.presses("Ctrl+Shift+Z")
    brought.sees("Done again: ")
    assert customers_in(brought) == count


def customers_in(her):
    def count(reading: Reading) -> int:
        import sqlalchemy as sa

        return reading.value(sa.text("SELECT count(*) FROM customers WHERE state = 0"))

    return her.window.desk.office.ask(count)


def test_search_forgives_the_wrong_layout_and_takes_digits_of_a_phone(salesperson, customer):
    customer("Кузнецов", "Пётр", phone="+7 912 345-67-89")
    customer("Brown", "Anna", phone="+44 20 7946 0018")
    customer("Brownie", "Bob")
    salesperson.opens_the_window()
    for typed, meant in (
        ("repytwjd", "Кузнецов Пётр"),
        ("петр куз", "Кузнецов Пётр"),
        ("345-67", "Кузнецов Пётр"),
        ("20 7946 0018", "Anna Brown"),
        ("икщцт фттф", "Anna Brown"),
    ):
        salesperson.looks_for(typed)
        salesperson.finds(meant)
        salesperson.presses("Esc")


def test_she_reads_the_brief_calls_and_sees_tomorrow_what_she_promised(salesperson, customer, clock):
    customer("Brown", "Anna", phone="+44 20 7946 0018", employer="Acme", note="loves sailing")
    salesperson.opens_the_window()
    salesperson.opens_the_card_of("Anna Brown")
    salesperson.clicks("Brief")
    salesperson.sees("Acme", "loves sailing", "Save as PDF…")
    salesperson.presses("Esc")
    salesperson.types_into_capture("called Brown 15 min, price of the big one, ring back tomorrow 10am")
    salesperson.sees("Customer: Anna Brown")
    salesperson.presses("Enter")
    salesperson.sees("Logged: Anna Brown. Next: ring back Wed 18 Nov, 10:00")
    salesperson.sees("price of the big one")
    clock.advance(days=1)
    salesperson.starts_again()
    salesperson.goes_to("Today")
    salesperson.sees("Wednesday, 18 November", "Anna Brown", "ring back")
    salesperson.presses("d")
    salesperson.types("takes two")
    salesperson.presses("Enter")
    salesperson.sees("Done: Anna Brown")
    salesperson.opens_the_card_of("Anna Brown")
    salesperson.sees("takes two")


def test_a_logged_line_is_taken_back_by_one_key(salesperson, customer):
    customer("Brown", "Anna")
    salesperson.opens_the_window()
    salesperson.types_into_capture("met Brown 40 min, liked the samples, ring Thu morning")
    salesperson.presses("Enter")
    salesperson.sees("Logged: Anna Brown")
    salesperson.presses("Ctrl+Z")
    salesperson.sees("Undone: Logged a contact with Anna Brown")
    salesperson.opens_the_card_of("Anna Brown")
    salesperson.sees_no("liked the samples")


def test_an_ambiguous_name_is_asked_for_and_nothing_is_logged_before(salesperson, customer):
    customer("Brown", "Anna")
    customer("Brown", "Peter")
    salesperson.opens_the_window()
    salesperson.types_into_capture("called Brown 5 min, wants a price list")
    salesperson.sees("which of 2?")
    salesperson.presses("Enter")
    salesperson.clicks("Peter Brown")
    salesperson.sees("Customer: Peter Brown")
    salesperson.presses("Enter")
    salesperson.sees("Logged: Peter Brown")
