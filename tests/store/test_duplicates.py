"""Customers that may be one are found in any spelling, and what people said of them holds."""

from __future__ import annotations

import pytest

from app.office import Office
from app.queries import duplicates as found
from app.services import card_rows, customers, duplicates


def card(office: Office, phone: str = "", email: str = "", **values: object) -> int:
    customer = office.do(customers.create, values=values)
    for channel, value in (("phone", phone), ("email", email)):
        if value:
            office.do(card_rows.add_channel, customer_id=customer, channel=channel, value=value)
    return customer


def open_pairs(office: Office) -> set[tuple[int, int]]:
    return {(row.first_id, row.second_id) for row in office.ask(found.pairs)}


def test_the_whole_database_is_looked_through(office: Office) -> None:
    first = card(office, surname="Кузнецов", given="Пётр", phone="8 912 345-67-89")
    second = card(office, surname="Kuznetsov", given="Petr", phone="+7 912 345-67-89")
    card(office, surname="Кузнецова", given="Анна")
    assert office.do(duplicates.refresh) == 1
    [row] = office.ask(found.pairs)
    assert (row.first_id, row.second_id) == (first, second)
    assert "phone" in row.reasons
    assert row.score > 90
    assert set(row.reasons) <= set(found.REASON_NAMES)


def test_what_was_compared_outside_the_transaction_is_stored(office: Office) -> None:
    first = card(office, surname="Орлов", given="Пётр", email="p@example.org")
    second = card(office, surname="Орлов", given="Пётр", email="P@example.org")
    third = card(office, surname="Орлов", given="П.", email="p@example.org")
    pairs = office.ask(found.look)
    office.do(customers.trash, ids=[third])
    assert office.do(duplicates.refresh, found=pairs) == 1
    assert open_pairs(office) == {(first, second)}


def test_pairs_said_to_be_apart_stay_apart_until_undone(office: Office) -> None:
    card(office, surname="Орлов", given="Пётр", phone="+7 912 345-67-89")
    card(office, surname="Орлов", given="Пётр", phone="+7 912 345-67-89")
    office.do(duplicates.refresh)
    [row] = office.ask(found.pairs)
    office.do(duplicates.apart, pair_id=row.id)
    assert office.do(duplicates.refresh) == 0
    assert office.ask(found.count) == 0
    office.undo()
    assert office.ask(found.count) == 1
    office.redo()
    office.do(duplicates.reopen, pair_id=row.id)
    assert office.ask(found.count) == 1


def test_a_pair_ends_when_its_reason_does(office: Office) -> None:
    first = card(office, surname="Орлов", given="Пётр", phone="+7 912 345-67-89")
    second = card(office, surname="Орлов", given="Пётр", phone="+7 912 345-67-89")
    assert office.do(duplicates.refresh_one, customer_id=second) == 1
    assert open_pairs(office) == {(first, second)}
    office.do(customers.edit, customer_id=second, values={"surname": "Сидоренко", "given": "Ольга"})
    assert office.do(duplicates.refresh_one, customer_id=second) == 0
    assert open_pairs(office) == set()


def test_one_customer_is_compared_like_all_of_them(office: Office) -> None:
    cards = [
        card(office, surname="Щукин", given="Илья", patronymic="Петрович"),
        card(office, surname="Shchukin", given="Ilya", patronymic="Petrovich"),
        card(office, surname="Ефремова", given="Анна", birth_month=3, birth_day=5),
        card(office, surname="Ефрэмова", given="Аня", birth_month=3, birth_day=5),
        card(office, kind="organisation", name="ООО «Северный дом»"),
        card(office, kind="organisation", name="Северный дом, ООО"),
    ]
    office.do(duplicates.refresh)
    whole = open_pairs(office)
    assert (cards[0], cards[1]) in whole
    assert (cards[4], cards[5]) in whole
    for customer in cards:
        office.do(duplicates.refresh_one, customer_id=customer)
        assert open_pairs(office) == whole


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "Кузнецов Пётр"},
        {"name": "петр кузнецов"},
        {"name": "Kuznetsov Petr"},
        {"name": "Petr Kuznetsov"},
        {"name": "Кузенцов Пётр"},
        {"name": "Кузнецов П."},
        {"name": "Кузнецов", "phones": ["8 (912) 345 67 89"]},
        {"phones": ["9123456789"]},
        {"emails": ["PETR@example.org "]},
    ],
)
def test_the_form_finds_who_is_there_already(office: Office, typed: dict[str, object]) -> None:
    customer = card(
        office, surname="Кузнецов", given="Пётр", phone="+7 912 345-67-89", email="petr@example.org"
    )
    card(office, surname="Кузнецова", given="Ольга", phone="+7 912 345-67-80", email="olga@example.org")
    assert [hit.id for hit in office.ask(found.similar, **typed)] == [customer]
    assert office.ask(found.similar, **typed, but=customer) == []


def test_the_form_finds_organisations_without_their_legal_form(office: Office) -> None:
    customer = card(office, kind="organisation", name="ООО «Северный дом»")
    assert [hit.id for hit in office.ask(found.similar, name="Северный дом ООО")] == [customer]


@pytest.mark.parametrize(
    "typed", [{}, {"name": "Кузнецов"}, {"name": "К"}, {"phones": ["912"]}, {"emails": ["@"]}]
)
def test_too_little_finds_nobody(office: Office, typed: dict[str, object]) -> None:
    card(office, surname="Кузнецов", given="Пётр", phone="+7 912 345-67-89", email="petr@example.org")
    assert office.ask(found.similar, **typed) == []


def test_only_what_the_list_does_not_say_is_news(office: Office) -> None:
    first = card(office, surname="Орлов", given="Пётр", phone="+7 912 345-67-89")
    second = card(office, surname="Орлов", given="Пётр", phone="+7 912 345-67-89")
    alone = card(office, surname="Рудова", given="Анна")
    news = office.ask(found.news, customer_ids=[first, second, alone])
    assert set(news) == {first, second}
    office.do(duplicates.follow, found=news)
    assert open_pairs(office) == {(first, second)}
    assert office.ask(found.news, customer_ids=[first, second, alone]) == {}
    [row] = office.ask(found.pairs)
    office.do(duplicates.apart, pair_id=row.id)
    assert office.ask(found.news, customer_ids=[first, second]) == {}
    office.do(duplicates.reopen, pair_id=row.id)
    office.do(customers.trash, ids=[second])
    assert office.ask(found.news, customer_ids=[first, second]) == {}
    office.do(customers.edit, customer_id=first, values={"surname": "Сидоренко", "given": "Ольга"})
    office.undo()
    office.do(customers.restore, ids=[second])
    assert office.ask(found.news, customer_ids=[first, second]) == {}


def test_a_pair_that_only_a_whole_search_finds_outlives_an_edit(office: Office) -> None:
    first = card(office, surname="Ефремова", given="Анна", birth_month=3, birth_day=5)
    second = card(office, surname="Ефрэмова", given="Нюра", birth_month=3, birth_day=5)
    office.do(duplicates.refresh)
    listed = open_pairs(office)
    office.do(customers.edit, customer_id=second, values={"note": "любит чай"})
    office.do(duplicates.refresh_one, customer_id=second)
    assert open_pairs(office) == listed == {(first, second)}


def test_a_tax_number_is_enough(office: Office) -> None:
    firms = [card(office, kind="organisation", name="ООО «Вектор»"), card(office, surname="?")]
    # nobody knows yet who it is that works there
    office.do(customers.edit, customer_id=firms[1], values={"surname": "", "employer": "Вектор"})
    for firm in firms:
        office.do(customers.set_fact, customer_id=firm, key="tax_number", value="7701234567")
    assert office.do(duplicates.refresh_one, customer_id=firms[1]) == 1
    [row] = office.ask(found.pairs)
    assert row.reasons == ("tax",)
    assert office.do(duplicates.refresh) == 1


def test_a_search_says_how_far_it_is_and_can_be_stopped(office: Office) -> None:
    for number in range(3):
        card(office, surname="Орлов", given="Пётр", email=f"p{number}@example.org")
    shares: list[float] = []
    office.ask(found.look, told=shares.append)
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1

    def stop(_share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        office.ask(found.look, told=stop)
