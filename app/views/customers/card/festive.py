"""On the card: how this customer is greeted, and what was given, with the money for it (row R3)."""

from __future__ import annotations

from functools import partial

from app.domain.gifts import Budget
from app.domain.occasions import GROUP_NAMES, Group
from app.queries.gifts import GiftRow
from app.services import gifts
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.lines import Act, Line, heading
from app.views.kit.greetings.words import capital, gift_text, ways_text
from app.views.kit.money import money_text, sums_text
from app.views.kit.ui import Ui

#: gifts that the card shows
_SHOWN = 12


def greeting_lines(keeper: Keeper) -> list[Line]:
    """Return how the customer is greeted, by group of occasions; the pencil changes it."""
    view, tr = keeper.view, keeper.ui.tr
    assert view is not None
    act = Act("edit", tr("How to greet"), partial(_open_rules, keeper))
    found = [heading("greetings", tr("How to greet"), act=act)]
    class_ = str(view.customer["class_"])
    for group in Group:
        policy = view.rules.policy(group, class_, view.id)
        own = view.rules.set_for(group, class_, view.id)
        found.append(
            Line(
                f"greeting:{group}",
                label=capital(tr(GROUP_NAMES[group])),
                text=ways_text(policy.ways, tr),
                tail="" if own else tr("as usual for the class"),
                tone="text" if policy.ways else "secondary",
                act=act,
            )
        )
    return found


def gift_lines(keeper: Keeper) -> list[Line]:
    """Return what was given and is planned, under the sum of the year; nothing while there is none."""
    view, ui = keeper.view, keeper.ui
    assert view is not None
    if not view.gifts:
        return []
    found = [heading("gifts", ui.tr("Gifts"), side=budget_text(view.gift_budget, ui))]
    return [*found, *[_gift(keeper, gift) for gift in view.gifts[:_SHOWN]]]


def budget_text(budget: Budget, ui: Ui) -> str:
    """Return what gifts cost this year: “3 400 of 20 000 ₽ this year”."""
    tr, locale = ui.tr, ui.locale
    spent = money_text(budget.spent, budget.currency, locale)
    if others := sums_text(budget.others, locale):
        spent = f"{spent} + {others}"
    if not budget.amount:
        return tr("{sum} this year", sum=spent)
    return tr(
        "{sum} of {budget} this year", sum=spent, budget=money_text(budget.amount, budget.currency, locale)
    )


def _gift(keeper: Keeper, gift: GiftRow) -> Line:
    ui = keeper.ui
    on = gift.on
    return Line(
        f"gift:{gift.id}",
        label=capital(ui.date(on, year=True)) if on else "",
        text=gift.name,
        tail=", ".join(part for part in (gift_text(gift, ui), gift.reason) if part),
        icon="gift",
        side=money_text(gift.cost, gift.currency, ui.locale),
        tone="text" if gift.state != "dropped" else "secondary",
        remove=lambda: keeper.do(gifts.trash, row_id=gift.id),
    )


def _open_rules(keeper: Keeper) -> None:
    if not keeper.refuses():
        keeper.ui.go("greeting_rules", customer_id=keeper.id)
