"""How greetings are said: the policy in one line, what was done by a way, what became of an occasion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from app.domain.gifts import STATE_NAMES, State, Suggestion
from app.domain.greeting_policy import WAY_NAMES
from app.language import N_, Translator
from app.queries.gifts import GiftRow
from app.queries.greetings import Past
from app.views.kit.greetings.look import OccasionLook
from app.views.kit.money import money_text
from app.views.kit.ui import Ui

#: what a button says that notes a greeting by a way
WAY_DONE: Final = {
    "call": N_("Called"),
    "letter": N_("Letter sent"),
    "email": N_("E-mail sent"),
    "chat": N_("Wrote in chat"),
    "card": N_("Card sent"),
    "gift": N_("Gift given"),
}
#: what a gift may become next, and what the button says
NEXT_STATE: Final = {
    State.PLANNED: (State.BOUGHT, N_("Bought")),
    State.BOUGHT: (State.SENT, N_("Sent off")),
    State.SENT: (State.GIVEN, N_("Handed over")),
}
_CAPITAL: Final = 1


def capital(text: str) -> str:
    """Return a text that begins a line."""
    return text[:_CAPITAL].upper() + text[_CAPITAL:]


def ways_text(ways: Sequence[str], tr: Translator) -> str:
    """Return ways of greeting in words: “call, gift”; «nothing» where there is none."""
    return ", ".join(tr(WAY_NAMES[way]) for way in ways) if ways else tr("nothing")


def policy_text(look: OccasionLook, ui: Ui) -> str:
    """Return the policy in one line: «VIP: звонок, подарок до 5 000 ₽, на «Вы»»."""
    tr, item = ui.tr, look.item
    said = []
    for way in look.policy.ways:
        name = tr(WAY_NAMES[way])
        if way == "gift" and look.ideas is not None and look.ideas.budget.left > 0:
            budget = look.ideas.budget
            name = tr("gift up to {sum}", sum=money_text(budget.left, budget.currency, ui.locale))
        said.append(name)
    if not said:
        said = [tr("not greeted")]
    if item.who is not None and item.who.kind != "organisation":
        said.append(tr("on first-name terms") if look.draft.tone == "informal" else tr("addressed formally"))
    class_ = item.who.class_ if item.who is not None else ""
    text = ", ".join(said)
    if look.policy.source == "customer":
        return tr("As set on the card: {ways}", ways=text)
    return f"{class_}: {text}" if class_ else capital(text)


def when_text(day: dt.date, days: int | None, ui: Ui) -> str:
    """Return a day with how far it lies: «Fri 13 Nov, in 3 days»; late ones say by how much."""
    said = ui.day(day)
    if days is None or abs(days) < 2:
        return said
    if days < 0:
        return ui.tr.plural("{day}, {count} day late", "{day}, {count} days late", -days, day=said)
    return ui.tr.plural("{day}, in {count} day", "{day}, in {count} days", days, day=said)


def past_text(past: Past, ui: Ui) -> str:
    """Return what became of an occasion: “Greeted by Anna Orlova on 13 Nov: call”."""
    tr = ui.tr
    day = ui.day(ui.local(past.at).date())
    if past.state == "skipped":
        return tr("Passed over by {person}, {day}", person=past.person, day=day)
    if past.state == "draft":
        return tr("Draft kept by {person}, {day}", person=past.person, day=day)
    way = tr(WAY_NAMES[past.way]) if past.way in WAY_NAMES else tr("greeting")
    return tr("Greeted by {person}, {day}: {way}", person=past.person, day=day, way=way)


def price_text(suggestion: Suggestion, ui: Ui) -> str:
    """Return the rough price of an idea: «3 000–5 000 ₽»."""
    idea = suggestion.idea
    if idea.price is None:
        return ""
    low = money_text(idea.price, idea.currency, ui.locale)
    if idea.upto is None or idea.upto == idea.price:
        return low
    return ui.tr("from {sum}", sum=low)


def reason_text(suggestion: Suggestion, ui: Ui) -> tuple[str, str]:
    """Return why it is proposed, and what speaks for a second thought (empty where nothing does)."""
    tr = ui.tr
    doubts = [suggestion.warning(tr)]
    if not suggestion.within:
        doubts.append(tr("more than what is left of the budget"))
    doubt = capital("; ".join(part for part in doubts if part))
    said = [suggestion.why(tr)]
    if suggestion.similar is None:
        said.append(tr("Not given yet"))
    return ". ".join(said) + ".", doubt


def gift_text(gift: GiftRow, ui: Ui) -> str:
    """Return how far a gift is: “planned, has to leave by 10 Nov”."""
    tr = ui.tr
    said = tr(STATE_NAMES[State(gift.state)])
    if gift.state in {"planned", "bought"} and gift.dispatch_on is not None:
        return tr("{state}, leaves by {day}", state=said, day=ui.day(gift.dispatch_on))
    if gift.given_on is not None:
        return f"{said}, {ui.day(gift.given_on)}"
    return said
