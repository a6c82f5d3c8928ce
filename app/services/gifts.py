"""Verbs on gifts: planned, bought, sent, given, dropped; ideas and budgets of the team (row R3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from app.domain.fields import CLASSES
from app.domain.gifts import CURRENCIES, dispatch_day, gift_key
from app.language import N_
from app.models.contact import Interaction
from app.models.customer import Customer
from app.models.greeting import Gift, GiftBudget, GiftIdea
from app.models.work import Work
from app.services import interactions
from app.services.customers import title as name_of
from app.services.faults import BadValue

EDITABLE: Final = (
    "name",
    "occasion",
    "for_whom",
    "taste",
    "reason",
    "cost",
    "currency",
    "due_on",
    "dispatch_on",
    "note",
)


def plan(
    work: Work,
    *,
    customer_id: int,
    name: str,
    occasion: str = "",
    due_on: dt.date | None = None,
    days: int = 0,
    cost: int | None = None,
    currency: str = "",
    taste: str = "",
    reason: str = "",
    for_whom: str = "",
    note: str = "",
) -> int:
    """Plan a gift for a customer and return its id.

    ``cost`` is in minor units of ``currency``; ``days`` are working days that the delivery takes, from which the day of
    dispatch follows. ``reason`` says why it was chosen, ``taste`` is the datum behind it.

    Raises:
        BadValue: it has no name, or its cost or currency is none.
    """
    customer = work.get(Customer, customer_id)
    values = _checked({"name": name, "cost": cost, "currency": currency})
    row_id = work.insert(
        Gift,
        customer_id=customer_id,
        occasion=occasion,
        for_whom=for_whom.strip(),
        taste=taste,
        reason=reason.strip(),
        state="planned",
        due_on=due_on,
        dispatch_on=dispatch_day(due_on, days, str(customer["country"])) if due_on else None,
        note=note.strip(),
        person_id=work.moment.person_id,
        created_at=work.now,
        **values,
    )
    work.name(
        N_("Planned the gift “{gift}” for {name}"), gift=values["name"], name=name_of(work, customer_id)
    )
    return row_id


def edit(work: Work, *, row_id: int, values: Mapping[str, Any], was: Mapping[str, Any] | None = None) -> None:
    """Change a gift.

    Raises:
        BadValue: a value does not fit.
        EditConflict: somebody changed the same thing meanwhile.
    """
    for name in values:
        if name not in EDITABLE:
            raise BadValue(value=values[name], field=name)
    row = work.get(Gift, row_id)
    work.change(Gift, row_id, {**values, **_checked(values)}, was, current=row)
    work.name(N_("Changed the gift “{gift}”"), gift=row["name"])


def buy(work: Work, *, row_id: int, cost: int | None = None, currency: str | None = None) -> None:
    """Note that a gift was bought, and for how much."""
    row = work.get(Gift, row_id)
    work.change(Gift, row_id, {"state": "bought", **_paid(row, cost, currency)}, current=row)
    work.name(N_("Bought the gift “{gift}”"), gift=row["name"])


def send(work: Work, *, row_id: int) -> None:
    """Note that a gift is on its way."""
    row = work.get(Gift, row_id)
    work.change(Gift, row_id, {"state": "sent"}, current=row)
    work.name(N_("Sent the gift “{gift}”"), gift=row["name"])


def give(
    work: Work,
    *,
    row_id: int,
    on: dt.date | None = None,
    cost: int | None = None,
    currency: str | None = None,
    title: str = "",
) -> int:
    """Note that a gift was handed over or arrived, put it on the timeline, and return the interaction's id.

    ``title`` is the line on the timeline, by default the gift itself. What it cost counts against the customer in the
    year in which it was given.
    """
    row = work.get(Gift, row_id)
    day = on or work.today
    contact = row["interaction_id"]
    if contact is None:
        at = work.now
        if day != work.today:
            at = dt.datetime.combine(day, dt.time(12), work.moment.zone)
        contact = interactions.log(
            work,
            customer_id=row["customer_id"],
            kind="gift",
            at=at,
            text=title or row["name"],
            given=row["name"],
        )
    values = {"state": "given", "given_on": day, "interaction_id": contact}
    work.change(Gift, row_id, {**values, **_paid(row, cost, currency)}, current=row)
    work.name(N_("Gave “{gift}” to {name}"), gift=row["name"], name=name_of(work, row["customer_id"]))
    return int(contact)


def drop(work: Work, *, row_id: int) -> None:
    """Give up a gift that was planned; what was paid for it no longer counts against the customer."""
    row = work.get(Gift, row_id)
    work.change(Gift, row_id, {"state": "dropped"}, current=row)
    work.name(N_("Gave up the gift “{gift}”"), gift=row["name"])


def reopen(work: Work, *, row_id: int) -> None:
    """Plan a gift again that was given, sent or given up; what stood on the timeline goes to the trash."""
    row = work.get(Gift, row_id)
    if row["interaction_id"] is not None:
        work.change(Interaction, row["interaction_id"], {"trashed_at": work.now})
    work.change(Gift, row_id, {"state": "planned", "given_on": None, "interaction_id": None}, current=row)
    work.name(N_("Planned the gift “{gift}” again"), gift=row["name"])


def trash(work: Work, *, row_id: int) -> None:
    """Put a gift into the trash."""
    row = work.get(Gift, row_id)
    work.change(Gift, row_id, {"trashed_at": work.now}, current=row)
    work.name(N_("Removed the gift “{gift}”"), gift=row["name"])


def restore(work: Work, *, row_id: int) -> None:
    """Take a gift out of the trash."""
    row = work.get(Gift, row_id)
    work.change(Gift, row_id, {"trashed_at": None}, current=row)
    work.name(N_("Restored the gift “{gift}”"), gift=row["name"])


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "name" in values:
        found["name"] = " ".join(str(values["name"]).split())
        if not found["name"]:
            raise BadValue(value=values["name"], field="name")
        found["key"] = gift_key(found["name"])
    if "cost" in values:
        found["cost"] = values["cost"]
        if values["cost"] is not None and values["cost"] < 0:
            raise BadValue(value=values["cost"], field="cost")
    if "currency" in values:
        found["currency"] = str(values["currency"]).strip().upper()
        if found["currency"] and found["currency"] not in CURRENCIES:
            raise BadValue(value=values["currency"], field="currency")
    return found


def _paid(row: Mapping[str, Any], cost: int | None, currency: str | None) -> dict[str, Any]:
    return _checked(
        {
            "cost": row["cost"] if cost is None else cost,
            "currency": row["currency"] if currency is None else currency,
        }
    )


# -- ideas and budgets of the team ---------------------------------------------------------------


def add_idea(
    work: Work,
    *,
    name: str,
    taste: str = "",
    words: str = "",
    price: int | None = None,
    currency: str = "",
    days: int = 0,
    note: str = "",
) -> int:
    """Add something that the team gives, for a taste («wine», empty for anybody); return its id.

    ``words`` are those that it fits («красное, саперави»), ``price`` is rough, in minor units, ``days`` are working days of
    delivery.
    """
    values = _idea({"name": name, "price": price, "currency": currency, "days": days})
    row_id = work.insert(GiftIdea, taste=taste, words=words.strip(), note=note.strip(), **values)
    work.name(N_("Added the gift idea “{gift}”"), gift=values["name"])
    return row_id


def edit_idea(
    work: Work, *, row_id: int, values: Mapping[str, Any], was: Mapping[str, Any] | None = None
) -> None:
    """Change an idea of the team."""
    row = work.get(GiftIdea, row_id)
    checked = _idea({**row, **values})
    work.change(GiftIdea, row_id, {**values, **{n: checked[n] for n in values if n in checked}}, was)
    work.name(N_("Changed the gift idea “{gift}”"), gift=row["name"])


def remove_idea(work: Work, *, row_id: int) -> None:
    """Remove an idea of the team; gifts that were made of it stay."""
    row = work.remove(GiftIdea, row_id)
    work.name(N_("Removed the gift idea “{gift}”"), gift=row["name"])


def _idea(values: Mapping[str, Any]) -> dict[str, Any]:
    checked = _checked({"name": values["name"], "cost": values["price"], "currency": values["currency"]})
    if not 0 <= int(values["days"]) <= 90:
        raise BadValue(value=values["days"], field="days")
    return {
        "name": checked["name"],
        "price": checked["cost"],
        "currency": checked["currency"],
        "days": int(values["days"]),
    }


def set_budget(work: Work, *, class_: str, amount: int, currency: str, year: int = 0) -> int:
    """Set what may be spent on gifts for a customer of ``class_`` in ``year`` (0 for every year), in minor units.

    Raises:
        BadValue: there is no such class, amount or currency.
    """
    if class_ and class_ not in CLASSES:
        raise BadValue(value=class_, field="class")
    if amount < 0:
        raise BadValue(value=amount, field="amount")
    if currency.upper() not in CURRENCIES:
        raise BadValue(value=currency, field="currency")
    values = {"amount": amount, "currency": currency.upper()}
    known = next(iter(work.find(GiftBudget, class_=class_, year=year)), None)
    if known is not None:
        work.change(GiftBudget, known["id"], values)
        row_id = int(known["id"])
    else:
        row_id = work.insert(GiftBudget, class_=class_, year=year, **values)
    work.name(N_("Changed the gift budget of a class"))
    return row_id


def remove_budget(work: Work, *, class_: str, year: int = 0) -> None:
    """Let the usual gift budget hold again."""
    for row in work.find(GiftBudget, class_=class_, year=year):
        work.remove(GiftBudget, row["id"])
    work.name(N_("Changed the gift budget of a class"))
