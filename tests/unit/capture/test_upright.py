"""Names in an oblique case are put back: a new customer is called as he is called."""

from __future__ import annotations

import pytest

from app.domain.capture import upright_names


@pytest.mark.parametrize(
    ("said", "sex", "names"),
    [
        ("Черепановой", "female", ("Черепанова",)),
        ("Черепановой", None, ("Черепанова",)),
        ("Орлову", None, ("Орлов", "Орлова")),
        ("Орлову", "female", ("Орлова",)),
        ("Орлова", None, ("Орлова", "Орлов")),
        ("Орлова", "male", ("Орлов",)),
        ("Кравцу", "male", ("Кравец", "Кравца")),
        ("Вишневецкой", None, ("Вишневецкая",)),
        ("Марии Черепановой", None, ("Мария Черепанова",)),
        ("Рожковой Анне Ивановне", None, ("Рожкова Анна Ивановна",)),
        ("Ивану Петровичу", None, ("Иван Петрович",)),
        ("Ольгой Сергеевной Ким", None, ("Ольга Сергеевна Ким",)),
        ("г-ну Орлову", "male", ("Орлов",)),
        ("черепановой", None, ("Черепанова",)),
    ],
)
def test_put_back(said: str, sex: str | None, names: tuple[str, ...]) -> None:
    assert upright_names(said, sex) == names  # type: ignore[arg-type]  # literals of a table


@pytest.mark.parametrize("said", ["Артёмом Соловьёвым", "Петром", "Вектором", "Ивановым"])
def test_the_likely_form_stands_first_and_what_was_typed_stays_on_offer(said: str) -> None:
    names = upright_names(said)
    assert names[0] in {"Артём Соловьёв", "Петр", "Вектор", "Иванов"}
    assert said in names


@pytest.mark.parametrize(
    "said", ["Шевченко", "Ким", "Bosch", "ООО «Вектор»", "Anna Vishnevetskaya", "Смирновых"]
)
def test_what_does_not_bend_stays(said: str) -> None:
    assert upright_names(said) == (said,)
