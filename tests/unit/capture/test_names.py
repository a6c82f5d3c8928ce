"""Which customer is meant by names in any case, order, length and alphabet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.capture import match_name, name_stems, settled

NAMES = (
    (1, "Иванова Мария Петровна"),
    (2, "Иванов Пётр"),
    (3, "Орлов Дмитрий Сергеевич"),
    (4, "ООО «Северный дом»"),
    (5, "Anna Brown"),
    (6, "Tom Brown"),
    (7, "Acme Ltd"),
    (8, "Кравец Павел"),
    (9, "Ким Антон"),
    (10, "Ким Лев"),
    (11, "Robert King"),
    (12, "Соловей Ольга"),
    (13, "Jean-Pierre Dubois"),
    (14, "Прайм-отель"),
    (15, "John O'Neill"),
)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("Ивановой", "иванова"),
        ("Ивановой", "иванов"),
        ("Орлову", "орлов"),
        ("Кузнецовым", "кузнецов"),
        ("Ковальчуку", "ковальчук"),
        ("Маше", "маша"),
        ("Маше", "мария"),
        ("Ольге", "ольга"),
        ("Petrov's", "petrov"),
        ("Северного", "северный"),
        ("дома", "дом"),
        ("Павлу", "павел"),
        ("Льва", "лев"),
        ("Кравцом", "кравец"),
        ("Соловью", "соловей"),
        ("Заславского", "заславский"),
        ("Полянскую", "полянская"),
        ("Марии", "мария"),
        ("Юрием", "юрий"),
        ("Андрею", "андрей"),
        ("Игоря", "игорь"),
        ("Гавани", "гавань"),
        ("партнёрам", "партнеры"),
        ("Петровне", "петровна"),
        ("Сергеевичу", "сергеевич"),
        ("Шевченко", "шевченко"),
        ("Прайм-отелем", "прайм-отель"),
        ("Bob", "robert"),
    ],
)
def test_forms(word: str, form: str) -> None:
    assert form in name_stems(word)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["Ивановой"], 1),
        (["ИВАНОВА МАРИЯ"], 1),
        (["Маше"], 1),
        (["Мария Петровна"], 1),
        (["Ивановой Маше"], 1),
        (["Ивановым"], 2),
        (["орлова"], 3),
        (["Дима Орлов"], 3),
        (["Орлов Д. С."], 3),
        (["«Северного дома»"], 4),
        (["северному дому"], 4),
        (["anna brown"], 5),
        (["Brown Anna"], 5),
        (["A. Brown"], 5),
        (["Brown", "Tom"], 6),
        (["Anna Brown", "Acme"], 5),
        (["acme"], 7),
        (["Кравцу"], 8),
        (["Антону Киму"], 9),
        (["Ким Л."], 10),
        (["Bob King"], 11),
        (["Соловью Ольге"], 12),
        (["dubois"], 13),
        (["jean pierre dubois"], 13),
        (["Прайм-отеля"], 14),
        (["oneill"], 15),
        (["О'Нил", "John O’Neill"], 15),
        (["Orlov"], 3),
        (["Кинг"], 11),
        (["Крвец"], 8),
    ],
)
def test_one_is_meant(words: list[str], expected: int) -> None:
    winner = settled(match_name(words, NAMES))
    assert winner is not None
    assert winner.id == expected


@pytest.mark.parametrize(
    ("words", "ids"),
    [(["Brown"], {5, 6}), (["Киму"], {9, 10}), (["Иванову"], {1, 2}), (["Иванова"], {1, 2})],
)
def test_more_than_one_may_be_meant(words: list[str], ids: set[int]) -> None:
    matches = match_name(words, NAMES)
    assert settled(matches) is None
    assert {match.id for match in matches[:2]} == ids


def test_nobody_is_meant() -> None:
    assert match_name(["Сидорчук"], NAMES) == ()
    assert match_name([], NAMES) == ()
    assert match_name(["", "«»"], NAMES) == ()


def test_a_woman_is_not_silently_a_man() -> None:
    assert settled(match_name(["Ивановой"], [(2, "Иванов Пётр")])) is None


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_any_words(words: list[str], names: list[str]) -> None:
    for match in match_name(words, list(enumerate(names))):
        assert match.score > 0
