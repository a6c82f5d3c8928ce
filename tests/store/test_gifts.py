"""Gifts: proposed with a reason, paid from a budget, never twice, sent in time."""

from __future__ import annotations

import datetime as dt

import pytest

from app.clock import FixedClock
from app.models.faults import EditConflict
from app.office import Office
from app.queries import gifts as asked
from app.queries.card import timeline
from app.queries.exports import person_tables
from app.services import customers, gifts, merging, trash
from app.services.faults import BadValue

DUE = dt.date(2026, 11, 24)


def person(office: Office, **values: object) -> int:
    plain = {"surname": "Петрова", "given": "Мария", "class_": "VIP", "country": "RU", **values}
    return office.do(customers.create, values=plain)


def plan(office: Office, customer: int, name: str = "Портвейн", **more: object) -> int:
    values = {"due_on": DUE, "cost": 200_000, "currency": "RUB", "days": 3, **more}
    return office.do(gifts.plan, customer_id=customer, name=name, **values)


def names(office: Office, customer: int, language: str = "ru") -> list[str]:
    found = office.ask(asked.suggestions, customer_id=customer, language=language)
    return [one.idea.name for one in found.ideas]


@pytest.mark.parametrize(("language", "name"), [("ru", "Бутылка портвейна"), ("en", "A bottle of port")])
def test_a_taste_proposes_in_both_languages(office: Office, language: str, name: str) -> None:
    one = person(office)
    office.do(customers.set_fact, customer_id=one, key="wine", value="портвейн по праздникам", origin="told")
    found = office.ask(asked.suggestions, customer_id=one, language=language)
    assert found.ideas[0].idea.name == name
    assert found.ideas[0].taste is not None
    assert (found.ideas[0].idea.price, found.ideas[0].idea.upto, found.ideas[0].idea.currency) == (
        180_000,
        450_000,
        "RUB",
    )


def test_private_tastes_are_for_who_is_responsible(office: Office) -> None:
    one = person(office)
    office.do(customers.set_fact, customer_id=one, key="wine", value="портвейн", private=True)
    assert names(office, one)[0] == "Бутылка портвейна"
    office.do(customers.edit, customer_id=one, values={"responsible_id": None})
    assert "Бутылка портвейна" not in names(office, one)


def test_what_to_avoid_is_known_from_own_words_and_the_teams_field(office: Office) -> None:
    from app.services import settings

    one = person(office)
    office.do(customers.set_fact, customer_id=one, key="chocolate", value="с орехами")
    assert "Орехи в шоколаде" in names(office, one)
    row = office.do(settings.add_own_field, label="Аллергия", purposes=["gifts"])
    office.do(customers.set_fact, customer_id=one, key=f"own:{row}", value="орехи")
    found = office.ask(asked.suggestions, customer_id=one, language="ru")
    assert "Орехи в шоколаде" not in [each.idea.name for each in found.ideas]
    assert found.dislikes == "орехи"


def test_nothing_is_given_twice_but_a_gift_given_up_may_be(office: Office) -> None:
    one = person(office)
    office.do(customers.set_fact, customer_id=one, key="wine", value="портвейн")
    row = plan(office, one, "бутылка ПОРТВЕЙНА")
    assert "Бутылка портвейна" not in names(office, one)
    office.do(gifts.drop, row_id=row)
    assert "Бутылка портвейна" in names(office, one)
    office.do(gifts.reopen, row_id=row)
    office.do(gifts.give, row_id=row)
    assert "Бутылка портвейна" not in names(office, one)


def test_from_the_plan_to_the_hand_over(office: Office) -> None:
    one = person(office)
    row = plan(office, one, occasion="birthday:2026", reason="любит", taste="wine")
    (gift,) = office.ask(asked.gifts_of, customer_id=one)
    assert (gift.state, gift.dispatch_on, gift.cost) == ("planned", dt.date(2026, 11, 19), 200_000)
    office.do(gifts.buy, row_id=row, cost=210_000)
    office.do(gifts.send, row_id=row)
    contact = office.do(gifts.give, row_id=row, on=DUE)
    (gift,) = office.ask(asked.gifts_of, customer_id=one)
    assert (gift.state, gift.given_on, gift.cost, gift.interaction_id) == ("given", DUE, 210_000, contact)
    entry = office.ask(timeline, customer_id=one)[0]
    assert (entry.kind, entry.text, entry.given) == ("gift", "Портвейн", "Портвейн")
    office.undo()
    assert office.ask(timeline, customer_id=one) == []
    assert office.ask(asked.gifts_of, customer_id=one)[0].state == "sent"
    office.redo()
    office.do(gifts.reopen, row_id=row)
    assert office.ask(timeline, customer_id=one) == []
    assert office.ask(asked.gifts_of, customer_id=one)[0].given_on is None


def test_money_is_counted_to_the_customer_by_year_and_currency(office: Office) -> None:
    one, two = person(office), person(office)
    office.do(gifts.give, row_id=plan(office, one))
    office.do(gifts.give, row_id=plan(office, one, "Плед", cost=5_000, currency="EUR"))
    office.do(gifts.give, row_id=plan(office, one, "Ваза"), on=dt.date(2025, 12, 30))
    office.do(gifts.buy, row_id=plan(office, two, "Чай"))
    plan(office, one, "Книга", cost=100_000)
    plan(office, one, "Без цены", cost=None)
    assert office.ask(asked.budget_of, customer_id=one, year=2025).spent == 200_000
    assert office.ask(asked.budget_of, customer_id=two, year=2026).spent == 200_000
    budget = office.ask(asked.budget_of, customer_id=one, year=2026)
    assert (budget.amount, budget.spent, budget.planned, dict(budget.others), budget.usual) == (
        2_000_000,
        200_000,
        100_000,
        {"EUR": 5_000},
        True,
    )
    office.do(gifts.set_budget, class_="VIP", amount=900_000, currency="RUB")
    office.do(gifts.set_budget, class_="VIP", amount=500_000, currency="RUB", year=2026)
    assert office.ask(asked.budget_of, customer_id=one, year=2026).left == 200_000
    assert office.ask(asked.budget_of, customer_id=one, year=2027).amount == 900_000
    office.do(gifts.remove_budget, class_="VIP", year=2026)
    assert office.ask(asked.budget_of, customer_id=one, year=2026).amount == 900_000


def test_the_shopping_list_of_a_month(office: Office) -> None:
    one, two = person(office, surname="Арбузова"), person(office, surname="Яблокова")
    plan(office, one)
    office.do(gifts.buy, row_id=plan(office, two, "портвейн"))
    plan(office, one, "Плед", due_on=dt.date(2026, 12, 24))
    plan(office, one, "Чай", due_on=dt.date(2026, 12, 1), days=5, cost=50_000)  # it leaves in November
    office.do(gifts.drop, row_id=plan(office, two, "Ваза"))
    found = office.ask(asked.shopping, year=2026, month=11)
    assert [(each.name, each.count, each.cost, each.bought) for each in found.purchases] == [
        ("Портвейн", 2, 400_000, 1),
        ("Чай", 1, 50_000, 0),
    ]
    assert (dict(found.totals), dict(found.left)) == ({"RUB": 450_000}, {"RUB": 250_000})


def test_a_parcel_is_reminded_of_until_it_left(office: Office, clock: FixedClock) -> None:
    row = plan(office, person(office))
    assert office.ask(asked.dispatch_due) == []
    assert [each.days for each in office.ask(asked.dispatch_due, until=DUE)] == [2]
    clock.advance(days=3)
    assert [each.days for each in office.ask(asked.dispatch_due)] == [-1]
    office.do(gifts.send, row_id=row)
    assert office.ask(asked.dispatch_due) == []


def test_ideas_of_the_team_stand_before_the_programs(office: Office) -> None:
    one = person(office)
    office.do(customers.set_fact, customer_id=one, key="wine", value="портвейн")
    row = office.do(
        gifts.add_idea,
        name="Наш портвейн",
        taste="wine",
        words="портвейн, херес",
        price=150_000,
        currency="RUB",
    )
    assert names(office, one)[0] == "Наш портвейн"
    office.do(gifts.edit_idea, row_id=row, values={"price": 120_000, "hidden": True})
    assert "Наш портвейн" not in names(office, one)
    assert [idea.price for idea in office.ask(asked.team_ideas, hidden=True)] == [120_000]
    office.do(gifts.remove_idea, row_id=row)
    office.undo()
    assert len(office.ask(asked.team_ideas, hidden=True)) == 1


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"cost": -1}, {"currency": "XXX"}, {"cost": -5, "currency": "RUB"}]
)
def test_what_does_not_fit_is_refused(office: Office, wrong: dict[str, object]) -> None:
    one = person(office)
    with pytest.raises(BadValue):
        office.do(gifts.plan, customer_id=one, **({"name": "x"} | wrong))
    row = plan(office, one)
    with pytest.raises(BadValue):
        office.do(gifts.edit, row_id=row, values=wrong)
    with pytest.raises(BadValue):
        office.do(gifts.edit, row_id=row, values={"state": "given"})


def test_two_who_change_one_gift(office: Office) -> None:
    row = plan(office, person(office))
    office.do(gifts.edit, row_id=row, values={"name": "Плед"}, was={"name": "Портвейн"})
    with pytest.raises(EditConflict):
        office.do(gifts.edit, row_id=row, values={"name": "Ваза"}, was={"name": "Портвейн"})


def test_trash_merge_export_and_erasing_know_gifts(office: Office) -> None:
    keep, other = person(office), person(office)
    first, second = plan(office, keep), plan(office, other, note="с лентой")
    plan(office, other, "Плед")
    office.do(merging.merge, keep_id=keep, other_id=other, choices={})
    found = office.ask(asked.gifts_of, customer_id=keep)
    assert sorted((gift.id == first, gift.name, gift.note) for gift in found) == [
        (False, "Плед", ""),
        (True, "Портвейн", "с лентой"),
    ]
    assert second not in [gift.id for gift in found]
    office.do(gifts.trash, row_id=first)
    assert [gift.name for gift in office.ask(asked.gifts_of, customer_id=keep)] == ["Плед"]
    assert office.do(trash.restore, items=[("gifts", first)]) == 1
    assert len(office.ask(person_tables, customer_id=keep)["gifts"]) == 2
    office.do(gifts.trash, row_id=first)
    assert office.do(trash.empty) == 1
    assert len(office.ask(asked.gifts_of, customer_id=keep)) == 1
    office.do(trash.erase, customer_id=keep)
    assert office.ask(asked.gifts_of, customer_id=keep) == []
