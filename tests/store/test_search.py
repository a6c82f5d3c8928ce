"""Searching as one types: names first, slips of typing among many bearers, numbers, nothing at all."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.models.customer import Word
from app.models.search import BEHIND
from app.models.work import Reading
from app.office import Office
from app.queries import customers as lists
from app.queries import search
from app.queries.lines import ListFilter
from app.services import card_rows, customers, followups, interactions, trash


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


def behind(office: Office) -> int:
    """Return by how many customers SQLite's index is behind, having checked that the rest of it is right."""

    def read(reading: Reading) -> int:
        connection = reading.connection
        if connection.dialect.name != "sqlite":
            return 0
        waiting = connection.exec_driver_sql(
            "SELECT count(*) FROM customer_search WHERE indexed IS NOT NULL"
        ).scalar()
        if not waiting:
            connection.exec_driver_sql(
                "INSERT INTO customer_fts(customer_fts, rank) VALUES('integrity-check', 1)"
            )
        return int(waiting or 0)

    return office.ask(read)


def test_what_was_just_changed_is_found_and_what_was_is_not(office: Office) -> None:
    (one,) = people(office, "Иванов")
    for number in range(2 * BEHIND + 5):
        office.do(customers.edit, customer_id=one, values={"territory": f"Север{number:03}"})
        assert titles(office, f"север{number:03}") == ["Иванов"]
        assert not titles(office, f"север{number - 1:03}")
    filtered = office.ask(lists.listing, filter_=ListFilter(text="евер068"))
    assert list(filtered.ids) == [one]
    office.undo()
    assert titles(office, "север067") == ["Иванов"]
    assert not office.ask(lists.listing, filter_=ListFilter(text="евер068")).ids


def test_the_index_follows_before_it_is_far_behind(office: Office) -> None:
    seen = set()
    for number in range(2 * BEHIND + 2):
        people(office, f"Крюков{number:03}")
        seen.add(behind(office))
        assert titles(office, f"рюков{number:03}") == [f"Крюков{number:03}"]
    assert max(seen) <= BEHIND
    if office.database.path:
        assert 0 in seen
        assert seen >= {1, BEHIND}
    assert titles(office, "рюков000") == ["Крюков000"]


def test_a_customer_erased_before_the_index_followed_is_gone(office: Office) -> None:
    (one,) = people(office, "Незабудкина")
    people(office, *[f"Крюков{number:03}" for number in range(BEHIND)])
    assert behind(office) == 0
    office.do(customers.edit, customer_id=one, values={"surname": "Ромашкина"})
    office.do(trash.erase, customer_id=one)
    assert titles(office, "незабудк") == titles(office, "ромашк") == []
    people(office, *[f"Бирюков{number:03}" for number in range(BEHIND + 1)])
    assert behind(office) == 0


def steps(office: Office, text: str) -> list[str]:
    """Return the follow-ups that are found, the nearest first."""
    return [hit.detail for hit in office.ask(search.search, text=text) if hit.kind == "followup"]


def test_open_follow_ups_are_found_by_the_beginnings_of_words(office: Office) -> None:
    (one,) = people(office, "Орлов")
    day = dt.date(2026, 12, 1)
    later = office.do(
        followups.create,
        customer_id=one,
        due_on=day + dt.timedelta(days=2),
        text="Отправить счёт за кофемолку",
    )
    office.do(followups.create, due_on=day, text="Счета сверить")
    assert steps(office, "СЧЕТ") == ["Счета сверить", "Отправить счёт за кофемолку"]
    assert steps(office, "кофем отпр") == steps(office, "rjatv") == ["Отправить счёт за кофемолку"]
    assert not steps(office, "четкий")
    office.do(followups.finish, row_id=later)
    assert not steps(office, "кофем")
    office.undo()
    assert steps(office, "кофем") == ["Отправить счёт за кофемолку"]
    office.do(followups.edit, row_id=later, values={"text": "Позвонить"})
    assert not steps(office, "кофем")
    assert steps(office, "позвон") == ["Позвонить"]
    office.do(followups.trash, row_id=later)
    assert not steps(office, "позвон")
    office.do(followups.restore, row_id=later)
    assert steps(office, "позвон") == ["Позвонить"]


def test_contacts_and_their_steps_leave_the_search_when_they_are_undone(office: Office) -> None:
    (one,) = people(office, "Орлов")
    office.do(
        interactions.log,
        customer_id=one,
        text="Просил кофемолку",
        followup=interactions.Next(due_on=dt.date(2026, 12, 1), text="Кофемолка"),
    )
    found = ["interaction", "followup"]
    assert [hit.kind for hit in office.ask(search.search, text="кофем")] == found
    office.undo()
    assert office.ask(search.search, text="кофем") == []
    office.redo()
    assert [hit.kind for hit in office.ask(search.search, text="кофем")] == found


def test_a_word_goes_with_its_last_bearer(office: Office) -> None:
    one, two = people(office, "Журавлёва", "Журавлёва")

    def words(reading: Reading) -> set[str]:
        return {row.word for row in reading.rows(sa.select(Word.word))}

    office.do(customers.edit, customer_id=one, values={"surname": "Орлова"})
    assert office.ask(words) == {"журавлева", "орлова"}
    office.do(customers.edit, customer_id=two, values={"surname": "Орлова"})
    assert office.ask(words) == {"орлова"}
    office.undo()
    assert office.ask(words) == {"журавлева", "орлова"}
