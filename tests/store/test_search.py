"""Searching as one types: names first, slips of typing among many bearers, numbers, nothing at all."""

from __future__ import annotations

import pytest

from app.office import Office
from app.queries import search
from app.services import card_rows, customers


def people(office: Office, *surnames: str) -> list[int]:
    """Create customers by surname."""
    return [office.do(customers.create, values={"surname": surname}) for surname in surnames]


def titles(office: Office, text: str, limit: int = 20) -> list[str]:
    """Return the names that are found, best first."""
    return [hit.title for hit in office.ask(search.customers, text=text, limit=limit)]


def test_names_that_begin_so_come_first(office: Office) -> None:
    people(office, "Бирюков", "Крюков", "Рюмин", "Рюриков")
    assert titles(office, "рю") == ["Рюмин", "Рюриков"]
    assert titles(office, "рюк") == ["Бирюков", "Крюков"]
    assert titles(office, "рюм") == ["Рюмин"]


def test_the_best_of_many_are_shown(office: Office) -> None:
    people(office, *[f"Иванов{number:02}" for number in range(30)])
    assert titles(office, "иванов", limit=5) == [f"Иванов{number:02}" for number in range(5)]


@pytest.mark.parametrize("typed", ["Ивнаов", "ивонов", "Bdfyjd", "ivanov"])
def test_slips_layout_and_alphabet(office: Office, typed: str) -> None:
    people(office, "Иванов", "Петров")
    assert titles(office, typed) == ["Иванов"]


def test_a_slip_is_found_behind_names_with_the_same_consonants(office: Office) -> None:
    # all share the key of the slip or stand a consonant from it; the one who is meant was entered last
    people(office, *["Навин"] * 20, *["Вагин"] * 20, "Иванов")
    assert titles(office, "Ивнаов") == ["Иванов"]


def test_every_word_of_a_name_may_have_its_slip(office: Office) -> None:
    office.do(customers.create, values={"surname": "Кузнецов", "given": "Сергей"})
    office.do(customers.create, values={"surname": "Кузнецов", "given": "Андрей"})
    assert "Кузнецов Сергей" in titles(office, "кузнцов сергеей")


def test_numbers_are_found_in_any_spelling_and_told(office: Office) -> None:
    (one, _) = people(office, "Орлова", "Соколова")
    office.do(card_rows.add_channel, customer_id=one, channel="phone", value="+7 912 345-67-89")
    for typed in ("8 912 345", "912345", "67-89"):
        (hit,) = office.ask(search.customers, text=typed)
        assert (hit.id, hit.title) == (one, "Орлова")
        assert "345" in hit.detail


def test_nothing_is_found_of_what_nobody_has(office: Office) -> None:
    people(office, "Иванов")
    assert office.ask(search.search, text="ъъъщщщ") == []
    assert office.ask(search.search, text="  ") == []
