"""Gifts: what fits, what was given, what there is money for, when a parcel leaves."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.gifts import (
    Budget,
    Given,
    Idea,
    Taste,
    dispatch_day,
    gift_key,
    liked,
    refused,
    similar,
    suggest,
    usual_budget,
)
from app.language import translator
from app.paths import root

EN = translator("en", root())
RU = translator("ru", root() / "resources" / "translations")
BUDGET = Budget(300_000, 0, 0, "RUB", {})
IDEAS = (
    Idea("Бутылка красного вина", "wine", ("красн", "саперави"), 150_000, 400_000, "RUB"),
    Idea("Бутылка белого вина", "wine", ("бел", "рислинг"), 150_000, 400_000, "RUB"),
    Idea("Бокалы для вина", "wine", (), 250_000, 600_000, "RUB"),
    Idea("Набор шоколада", "chocolate", (), 100_000, 200_000, "RUB"),
    Idea("Открытка", "", (), 10_000, 20_000, "RUB"),
)
RED = Taste("wine", "сухое красное, лучше Саперави", "told", dt.date(2026, 3, 1))


def names(*tastes: Taste, given: tuple[Given, ...] = (), **more: object) -> list[str]:
    return [one.idea.name for one in suggest(IDEAS, tastes, given, budget=BUDGET, **more)]  # type: ignore[arg-type]


def test_what_fits_best_stands_first_with_its_reason() -> None:
    found = suggest(IDEAS, [RED], (), budget=BUDGET)
    assert [one.idea.name for one in found] == ["Бутылка красного вина", "Бокалы для вина", "Открытка"]
    assert found[0].why(EN) == "Told on 1 Mar 2026: сухое красное, лучше Саперави"
    assert found[0].why(RU) == "Рассказ клиента, 1 мар 2026: сухое красное, лучше Саперави"
    assert found[-1].why(EN) == "Fits everybody"


def test_private_tastes_and_stale_guesses_are_no_reason() -> None:
    private = Taste("wine", "красное", "told", private=True)
    assert names(private) == ["Открытка"]
    assert "Бутылка красного вина" in names(private, private=True)
    assert names(Taste("wine", "красное", "guessed", stale=True)) == ["Открытка"]
    assert "Бутылка красного вина" in names(Taste("wine", "красное", "guessed"))
    assert "Бутылка красного вина" in names(Taste("wine", "красное", "told", stale=True))


@pytest.mark.parametrize("text", ["вина не пьёт", "doesn't drink wine", "no wine", "аллергия на вино"])
def test_what_is_not_liked_is_no_taste(text: str) -> None:
    assert liked(text) == ""
    assert names(Taste("wine", text, "told")) == ["Открытка"]


def test_half_of_a_taste_may_be_liked() -> None:
    assert (liked("мармелад, не шоколад"), refused("мармелад, не шоколад")) == ("мармелад", "не шоколад")
    assert names(Taste("chocolate", "мармелад, не шоколад", "told")) == ["Открытка"]
    assert names(Taste("chocolate", "тёмный"), dislikes="сладкого не дарить") == ["Открытка"]


def test_nothing_is_given_twice() -> None:
    again = (Given("вина, бутылка КРАСНОГО", dt.date(2025, 3, 1)),)
    assert "Бутылка красного вина" not in names(RED, given=again)


def test_what_is_near_a_former_gift_says_so_and_stands_further_down() -> None:
    near = (Given("Бутылка красного вина Мукузани", dt.date(2025, 3, 1)),)
    found = suggest(IDEAS, [RED], near, budget=BUDGET)
    one = next(each for each in found if each.idea.name == "Бутылка красного вина")
    assert one.warning(EN) == "similar was given in 2025: “Бутылка красного вина Мукузани”"
    assert found[-1] is one


def test_likeness_is_of_words_whatever_their_order() -> None:
    assert gift_key("Коробка «трюфелей», ручная") == gift_key("ручная коробка трюфелей")
    assert similar("Плед", [Given("Ваза", None)]) == (None, False)
    assert similar("ПЛЕД", [Given("плед", None)])[1]


def test_what_the_budget_does_not_bear_comes_last() -> None:
    poor = Budget(200_000, 40_000, 0, "RUB", {})
    found = suggest(IDEAS, [RED], (), budget=poor)
    assert [(one.idea.name, one.within) for one in found][-1] == ("Бокалы для вина", False)
    assert poor.left == 160_000


def test_usual_budgets_fall_with_the_class() -> None:
    assert usual_budget("VIP", "RUB") > usual_budget("A", "RUB") > usual_budget("B", "RUB") > 0
    assert usual_budget("D", "RUB") == usual_budget("VIP", "XXX") == 0


@pytest.mark.parametrize(
    ("due", "days", "country", "leaves"),
    [
        (dt.date(2026, 11, 20), 3, "RU", dt.date(2026, 11, 17)),
        (dt.date(2026, 11, 23), 1, "RU", dt.date(2026, 11, 20)),  # Monday: it leaves on Friday
        (dt.date(2026, 11, 22), 0, "RU", dt.date(2026, 11, 20)),  # nothing leaves on a Sunday
        (dt.date(2027, 1, 7), 2, "RU", dt.date(2026, 12, 29)),  # over the holidays
        (dt.date(2026, 11, 20), 0, "", dt.date(2026, 11, 20)),
    ],
)
def test_a_parcel_leaves_on_a_working_day(due: dt.date, days: int, country: str, leaves: dt.date) -> None:
    assert dispatch_day(due, days, country) == leaves
