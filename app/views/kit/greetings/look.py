"""What is read of one occasion: how it is greeted, the text, gifts with their reasons, what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.domain.greeting_policy import Policy
from app.models.work import Reading
from app.queries.gifts import GiftRow, Suggestions, suggestions
from app.queries.greeting_drafts import Draft, draft
from app.queries.greeting_sources import stored_rules
from app.queries.greetings import Past, history, occasion_of
from app.queries.items import Item


@dataclass(frozen=True)
class Which:
    """One occasion: whose, its key, and its day."""

    customer_id: int
    occasion: str
    on: dt.date


@dataclass(frozen=True)
class Wish:
    """How the text shall be: which variant, in which tone and language; empty as the card has it.

    ``fresh`` asks for a text of a template where one is kept; ``gift`` is named in it.
    """

    variant: int = 0
    tone: str = ""
    language: str = ""
    gift: str = ""
    fresh: bool = False


@dataclass(frozen=True)
class OccasionLook:
    """An occasion in full. ``planned`` are the gifts for it; ``ideas`` is None where nothing is given."""

    which: Which
    item: Item
    draft: Draft
    policy: Policy
    ideas: Suggestions | None
    planned: tuple[GiftRow, ...]
    past: Past | None

    @property
    def done(self) -> bool:
        """Whether it was greeted or passed over."""
        return self.past is not None and self.past.state != "draft"


def look(reading: Reading, *, which: Which, wish: Wish, spoken: str) -> OccasionLook | None:
    """Return an occasion in full, worded in ``spoken``; None where there is none any more."""
    item = occasion_of(reading, customer_id=which.customer_id, occasion=which.occasion, on=which.on)
    if item is None or item.occasion is None or item.who is None:
        return None
    ideas = None
    if not item.occasion.sad:
        year = item.date.year
        ideas = suggestions(reading, customer_id=which.customer_id, language=spoken, year=year)
    given = ideas.given if ideas else ()
    planned = tuple(gift for gift in given if gift.occasion == which.occasion and gift.state != "dropped")
    found = draft(
        reading,
        customer_id=which.customer_id,
        occasion=which.occasion,
        on=which.on,
        variant=wish.variant,
        tone=wish.tone,
        language=wish.language,
        gift=wish.gift or next((gift.name for gift in planned), ""),
        fresh=wish.fresh,
    )
    if found is None:
        return None
    past = next(
        (one for one in history(reading, customer_id=which.customer_id) if one.occasion == which.occasion),
        None,
    )
    policy = stored_rules(reading).policy(item.occasion.group, item.who.class_, which.customer_id)
    return OccasionLook(which, item, found, policy, ideas, planned, past)
