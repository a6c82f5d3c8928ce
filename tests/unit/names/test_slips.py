"""Typing slips: what is stored and what is looked up must meet."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.keys import fold
from app.domain.slips import Near, closest, slip_key, slip_keys

_LISTED = """
Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев Лебедев
Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин Захаров Зайцев Соловьёв Борисов
Яковлев Григорьев Романов Воробьёв Сергеев Кузьмин Фролов Александров Дмитриев Королёв Гусев Киселёв Ильин
Максимов Поляков Сорокин Виноградов Ковалёв Белов Медведев Антонов Тарасов Жуков Баранов Филиппов Комаров
Давыдов Беляев Герасимов Богданов Осипов Сидоров Матвеев Титов Марков Миронов Крылов Куликов Карпов Власов
Мельников Денисов Гаврилов Тихонов Казаков Афанасьев Данилов Савельев Тимофеев Фомин Чернов Абрамов Щербаков
Хачатрян Саркисян Ахметзянов Гарифуллин Шевченко Бондаренко Мельник Ким Цой Пак Екатерина Наталья Мария Юлия
Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Thompson
White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Green Baker Adams Nelson Hill Campbell
Mitchell Roberts Carter Phillips Evans Turner Parker Collins Edwards Stewart Schmidt Schneider Fischer Weber
Müller Becker Schulz Hoffmann Koch Bauer Richter Wolf Lindqvist Johansson Elizabeth Christopher Matthew
"""
NAMES = _LISTED.split()

_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщыэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"


def slipped(word: str, kind: str, at: int, letter: str) -> str:
    """Return ``word`` with one slip of ``kind`` at the place ``at``."""
    swapped = word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
    return {
        "transposition": swapped,
        "omission": word[:at] + word[at + 1 :],
        "doubling": word[:at] + word[at : at + 1] + word[at:],
        "substitution": word[:at] + letter + word[at + 1 :],
        "insertion": word[:at] + letter + word[at:],
    }[kind]


@pytest.mark.parametrize("kind", ["transposition", "omission", "doubling", "substitution", "insertion"])
def test_the_index_meets_a_slip(kind: str) -> None:
    chance = random.Random(kind)
    met: Counter[bool] = Counter()
    for name in NAMES:
        alphabet = _LATIN if fold(name).isascii() else _CYRILLIC
        for _ in range(10):
            typed = slipped(name.lower(), kind, chance.randrange(len(name)), chance.choice(alphabet))
            if len(typed) >= 3:
                met[slip_key(name) in slip_keys(typed)] += 1
    assert met[True] / met.total() >= 0.97, met


@pytest.mark.parametrize("kind", ["transposition", "omission", "doubling", "substitution", "insertion"])
def test_the_name_is_offered_among_the_first(kind: str) -> None:
    chance = random.Random(kind)
    met: Counter[bool] = Counter()
    for name in NAMES:
        alphabet = _LATIN if fold(name).isascii() else _CYRILLIC
        typed = slipped(name.lower(), kind, chance.randrange(len(name)), chance.choice(alphabet))
        stored = [other for other in NAMES if slip_key(other) in slip_keys(typed)]
        if len(typed) >= 3:
            met[name in {near.name for near in closest(typed, stored, 5)}] += 1
    assert met[True] / met.total() >= 0.95, met


@given(st.sampled_from(NAMES))
def test_the_number_of_keys_is_bounded(name: str) -> None:
    letters = len(slip_key(name))
    assert len(slip_keys(name)) <= 1 + letters + 20 + 20 * letters
    assert len(set(slip_keys(name))) == len(slip_keys(name))


def test_known_slips() -> None:
    assert closest("Ивнаов", NAMES, 1) == (Near("Иванов", 1),)
    assert closest("Smtih", NAMES, 1) == (Near("Smith", 1),)
    assert slip_key("Иванов") in slip_keys("Ивнаов")
    assert slip_key("Smith") in slip_keys("Smtih")


def test_words_within_a_name() -> None:
    people = ["Иванов Иван", "Петров-Водкин Кузьма", "Орлов Пётр"]
    assert [near.name for near in closest("водкни", people, 3)] == ["Петров-Водкин Кузьма"]
    assert [near.name for near in closest("петр", people, 3)] == ["Орлов Пётр"]


def test_the_right_name_comes_before_its_like() -> None:
    assert [near.name for near in closest("Ивановк", ["Иванова", "Петрова", "Иванов"], 2)] == [
        "Иванова",
        "Иванов",
    ]


def test_other_names_are_not_offered() -> None:
    assert closest("Ким", ["Пак", "Цой"], 5) == ()
    assert closest("Ли", ["Ля"], 5) == ()
    assert closest("", ["Ля"], 5) == ()
    assert slip_key("Петров") not in slip_keys("Смирнов")
    assert slip_keys("") == ()


def test_names_of_vowels_have_a_key() -> None:
    assert slip_key("Ия") == "'ия"
    assert slip_keys("Ия") == ("'ия",)


@given(st.text(), st.lists(st.text(max_size=10), max_size=5))
def test_never_raises(query: str, names: list[str]) -> None:
    assert {near.name for near in closest(query, names, 3)} <= set(names)
    assert slip_key(query) in slip_keys(query) or not slip_key(query)
