"""Cards of one customer are found; cards of two are left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.duplicates import LIKELY, POSSIBLE, REASON_NAMES, Candidate, blocking_keys, find_pairs, score
from app.domain.names import split_full_name


def person(name: str, **values) -> Candidate:
    parts = split_full_name(name, language="ru")
    known = {"id": 1, "surname": parts.surname, "given": parts.given, "patronymic": parts.patronymic}
    return Candidate(**(known | values))


def organisation(name: str, **values) -> Candidate:
    return Candidate(id=1, name=name, **values)


PHONE = {"phones": ("+7 912 345-67-89",)}

SAME = """
Кузнецов Иван | Ivan Kuznetsov
Кузнецов Иван | Kuznetsoff Ivan
Щукина Юлия | Yulia Shchukina
Щукина Юлия | Iuliia Schukina
Ефремов Пётр | Pyotr Yefremov
Хохлов Михаил | Mihail Hohlov
Хохлов Михаил | Mikhail Khokhlov
Цветков Евгений | Evgeny Tsvetkov
Ёлкин Семён | Елкин Семен
Ёлкин Семён | Semyon Yolkin
Орлов Александр | Alexander Orlov
Орлов Александр | Aleksandr Orlov
Müller Hans | Hans Mueller
Müller Hans | Hans Muller
Иванов Иван Петрович | Иван Иванов
ИВАНОВ ИВАН | иванов иван
Иванов Александр | Саша Иванов
Белова Екатерина | Катя Белова
Smith William | Bill Smith
Smith Robert | Bob Smith
Соловьёва Наталья | Natalia Solovyova
Чернышёв Дмитрий | Dmitry Chernyshev
Жуков Сергей | Sergej Žukov
O’Brien Patrick | Patrick OBrien
Зайцев Юрий | Iurii Zaitsev
Иванова Анна | Anna Ivanov
Римский-Корсаков Николай | Nikolay Rimsky-Korsakov
"""

DIFFERENT = """
Петров Иван | Петрова Иван
Петров Саша | Петрова Саша
Петров Иван | Петрова Мария
Орлов Иван | Орлов Пётр
Орлов Иван Петрович | Орлов Иван Сергеевич
Иванова Мария | Иванова Марина
Иванова Дарья | Иванова Диана
Кузнецов Иван | Кузьмин Иван
Чайковский Саша | Чайковская Саша
Белов Валерий | Белова Валерия
Smith John | Smith Joan
Smith John | Brown John
Юлиан Ким | Юлия Ким
Ким Антон | Ким Анна
Иванов И. | Иванов Пётр
Иванов И. П. | Иванов Иван Сергеевич
Ковалёв И. | Ковалёва Юлия
"""


def _rows(text: str) -> list[tuple[str, str]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in text.strip().splitlines()]


@pytest.mark.parametrize(("first", "second"), _rows(SAME))
def test_one_person(first: str, second: str) -> None:
    one, other = person(first, id=1), person(second, id=2)
    assert score(one, other).score >= 0.7
    assert not score(one, other).certain
    assert blocking_keys(one) & blocking_keys(other)
    sure = score(replace(one, **PHONE), replace(other, phones=("8 (912) 345-67-89",)))
    assert (sure.score, sure.certain, sure.reasons[:2]) == (1.0, True, ("phone", "name"))


@pytest.mark.parametrize(("first", "second"), _rows(DIFFERENT))
def test_two_people_with_one_phone(first: str, second: str) -> None:
    one, other = person(first, **PHONE), person(second, **PHONE)
    found = score(one, other)
    assert found.score < POSSIBLE
    assert not found.certain
    assert found.reasons == ("phone", "names_differ")


@pytest.mark.parametrize(("first", "second"), _rows(SAME) + _rows(DIFFERENT))
def test_the_order_does_not_matter(first: str, second: str) -> None:
    assert score(person(first), person(second)) == score(person(second), person(first))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Кузнецов Иван", "Кузнецов И."),
        ("Щукина Юлия", "Щукина Ю. П."),
        ("Кузнецов Иван", "Кузенцов Иван"),
        ("Виноградова Мария", "Виногродова Мария"),
        ("Johansson Erik", "Johanson Erik"),
    ],
)
def test_possible(first: str, second: str) -> None:
    one, other = person(first, id=1), person(second, id=2)
    assert score(one, other).score >= POSSIBLE
    assert blocking_keys(one) & blocking_keys(other)


def test_a_slip_with_the_same_phone_is_likely_and_not_certain() -> None:
    found = score(person("Кузнецов Иван", **PHONE), person("Кузенцов Иван", **PHONE))
    assert found.score >= LIKELY
    assert not found.certain


def test_what_makes_certain() -> None:
    orlov = person("Орлов Иван", emails=("Orlov@Example.com",), uid="u1")
    assert score(orlov, person("Орлов Иван", emails=(" orlov@example.com",))).certain
    assert score(orlov, person("Орлов Иван", uid="u1")).certain
    assert score(orlov, person("Орлов", emails=("orlov@example.com",))).certain
    assert score(orlov, Candidate(id=2, emails=("orlov@example.com",))).certain
    assert not score(orlov, person("Орлов Иван")).certain
    assert not score(person("Орлов", uid="u1"), person("Мария", uid="u1")).certain
    assert not score(orlov, person("Орлова Мария", emails=("orlov@example.com",))).certain


def test_grades() -> None:
    orlov = person("Орлов Иван", city="Тула", **PHONE)
    assert score(orlov, person("Орлов Иван", **PHONE)).grade == "certain"
    assert score(orlov, person("Орлов Иван", city="Тула")).grade == "likely"
    assert score(orlov, person("Орлов И.")).grade == "possible"
    assert score(orlov, person("Орлова Анна", **PHONE)).grade == ""
    assert set(score(orlov, orlov).reasons) <= set(REASON_NAMES)


def test_google_mailboxes() -> None:
    one = person("Smith John", emails=("john.smith@gmail.com",))
    assert score(one, person("Smith John", emails=("johnsmith+shop@googlemail.com",))).certain
    assert not score(one, person("Smith John", emails=("johnsmith@example.com",))).certain


def test_internal_numbers_say_nothing() -> None:
    assert not score(person("Орлов Иван", phones=("12",)), person("Орлов Иван", phones=("12",))).certain


def test_birth_dates() -> None:
    one = person("Орлов Иван", birth="1980-05-17")
    assert score(one, person("Орлов Иван", birth="05-17")).score > score(one, person("Орлов Иван")).score
    assert score(one, person("Орлов Иван", birth="1981-05-17", uid="x")).score < POSSIBLE
    assert score(one, person("Орлов Иван", birth="1980-05-18")).score < POSSIBLE


def test_cities() -> None:
    one = person("Орлов Иван", city="Тула")
    here, there = person("Орлов Иван", city="тула"), person("Орлов Иван", city="Омск")
    assert score(one, here).score > score(one, person("Орлов Иван")).score > score(one, there).score


def test_other_numbers_speak_against_namesakes() -> None:
    one, other = person("Орлов Иван", **PHONE), person("Орлов Иван", phones=("8 495 123-45-67",))
    assert POSSIBLE <= score(one, other).score < score(one, person("Орлов Иван")).score


def test_organisations() -> None:
    home = organisation("ООО «Северный дом»", tax="7701234567")
    assert score(home, organisation("Северный дом, ООО")).score >= LIKELY
    assert score(home, organisation("Severny dom Ltd")).score >= LIKELY
    assert score(home, organisation("ПАО «Северный дом»", tax="77 0123 4567")).certain
    assert score(home, organisation("Северный дом", tax="7809999999")).score < POSSIBLE
    assert score(home, organisation("Южный берег")).score == 0.0
    assert not score(home, organisation("Южный берег", tax="7701234567")).certain
    assert POSSIBLE <= score(home, organisation("Севреный дом")).score < LIKELY
    for name in ("Северный дом, ООО", "Severny dom Ltd", "Севреный дом"):
        assert blocking_keys(organisation("ООО «Северный дом»")) & blocking_keys(organisation(name)), name


def test_a_person_is_no_organisation() -> None:
    firm = organisation("ООО «Орлов»", emails=("info@example.com",))
    assert score(firm, person("Орлов Иван", emails=("info@example.com",))).score < POSSIBLE


def test_pairs() -> None:
    cards = [
        person("Кузнецов Иван", id=7, **PHONE),
        person("Ivan Kuznetsov", id=3, phones=("89123456789",)),
        person("Кузнецова Мария", id=4, **PHONE),
        person("Щукина Юлия", id=5),
        person("Yulia Shchukina", id=6),
        person("Петров Иван", id=8),
    ]
    pairs = find_pairs(cards)
    assert [(pair.first, pair.second, pair.likeness.certain) for pair in pairs] == [
        (3, 7, True),
        (5, 6, False),
    ]


def test_blocks_that_are_too_common_are_passed_over() -> None:
    office = [person("Орлов Иван", id=number, phones=("84951234567",)) for number in range(60)]
    assert find_pairs(office, cap=40) == []
    assert len(find_pairs(office[:3], cap=40)) == 3


def test_work_grows_with_the_number_of_cards() -> None:
    syllables = [a + b for a in "бвгдзклмнпрст" for b in "аеиоу"]
    surnames = [f"{a}{b}{c}ов" for a in syllables[:20] for b in syllables[20:40] for c in syllables[40:50]]
    cards = [person(f"{name} Иван", id=number) for number, name in enumerate(surnames)]
    twins = [replace(card, id=card.id + 10_000) for card in cards[::100]]
    assert {(pair.first, pair.second) for pair in find_pairs(cards + twins, minimum=0.7)} == {
        (twin.id - 10_000, twin.id) for twin in twins
    }


_TEXT = st.text(max_size=10) | st.sampled_from(["Иван", "И.", "Ю.", "Орлов", "Orlova", "ООО", "05-17"])


@given(
    st.builds(Candidate, st.just(1), *[_TEXT] * 4, st.tuples(_TEXT), st.tuples(_TEXT), *[_TEXT] * 5),
    st.builds(Candidate, st.just(2), *[_TEXT] * 4, st.tuples(_TEXT), st.tuples(_TEXT), *[_TEXT] * 5),
)
def test_never_raises_and_is_symmetric(first: Candidate, second: Candidate) -> None:
    found = score(first, second)
    assert 0.0 <= found.score <= 1.0
    assert found == score(second, first)
    assert len(blocking_keys(first)) < 30
    find_pairs([first, second])
