"""What the tabs of the room read, each in one go beside the window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.gifts import Budget
from app.domain.greeting_policy import plan_for
from app.domain.occasions import Occasion, group_of
from app.domain.terms import Plan, Weight
from app.models.work import Reading
from app.queries import gifts, greetings
from app.queries.calendar_days import office_country
from app.queries.capture import check
from app.queries.gifts import Dispatch, GiftRow, Shopping
from app.queries.greeting_days import of_many
from app.queries.greetings import DayOfMany, Due
from app.queries.items import Item

#: how many of a day of many are listed at once, the most valuable first
LISTED = 1000


@dataclass(frozen=True)
class Filter:
    """Which greetings are shown: of whose customers, of which class (None for all), of which group."""

    mine: bool = False
    class_: str | None = None
    group: str = ""


@dataclass(frozen=True)
class DueLook:
    """What is due after the filter, as it came: single ones and days of many by day."""

    due: Due
    items: tuple[Item, ...]
    groups: tuple[DayOfMany, ...]


@dataclass(frozen=True)
class Crowd:
    """A day with those who keep it: ``count`` of all that are open, the first of them in ``items``."""

    key: str
    on: dt.date
    name: Occasion | None
    count: int
    items: tuple[Item, ...] = ()

    @property
    def single(self) -> bool:
        """Whether each has an occasion of their own, such as a birthday."""
        return not of_many(self.key)


@dataclass(frozen=True)
class GiftsLook:
    """The shopping list of a month, what has to leave, what is on its way, and budgets by customer."""

    shopping: Shopping
    dispatch: tuple[Dispatch, ...]
    sent: tuple[GiftRow, ...]
    budgets: dict[int, Budget] = field(default_factory=dict)


def due(reading: Reading, *, wanted: Filter, language: str) -> DueLook:
    """Return what is to be greeted now."""
    person = reading.moment.person_id if wanted.mine else None
    found = greetings.due(reading, person=person, home=office_country(reading, language=language))
    items = [item for item in found.items if _wants(wanted, item)]
    groups = [day for day in found.groups if _wants_day(wanted, day)]
    return DueLook(found, tuple(items), tuple(groups))


def _wants(wanted: Filter, item: Item) -> bool:
    class_ = item.who.class_ if item.who else ""
    group = item.occasion.group if item.occasion else ""
    return wanted.class_ in (None, class_) and wanted.group in ("", group)


def _wants_day(wanted: Filter, day: DayOfMany) -> bool:
    has = wanted.class_ is None or bool(day.classes.get(wanted.class_))
    return has and wanted.group in ("", group_of(day.key))


def crowd(reading: Reading, *, code: str, on: dt.date, wanted: Filter, language: str) -> Crowd:
    """Return who keeps a day of many, or whose occasion of one kind (``code``) is on that day; open ones."""
    person = reading.moment.person_id if wanted.mine else None
    home = office_country(reading, language=language)
    if not of_many(code):
        near = greetings.greetings(reading, start=on, end=on, person=person, limit=LISTED)
        items = [
            item
            for item in near
            if item.occasion is not None and item.occasion.kind == code and item.open and _wants(wanted, item)
        ]
        return Crowd(code, on, None, len(items), tuple(items))
    listed = greetings.celebrants(
        reading, key=code, on=on, person=person, class_=wanted.class_, limit=LISTED, home=home
    )
    count = len(listed)
    if count == LISTED:
        count = len(
            greetings.celebrant_ids(reading, key=code, on=on, person=person, class_=wanted.class_, home=home)
        )
    name = listed[0].occasion if listed else None
    return Crowd(code, on, name, count, tuple(listed))


def stopped(
    reading: Reading, *, occasions: Sequence[tuple[int, str, dt.date]], way: str, many: bool, language: str
) -> set[int]:
    """Return who refused ``way``, whatever the policy says of it; ``many`` asks as for one letter to all (row C14)."""
    found: set[int] = set()
    for customer_id, _, day in occasions:
        plan = plan_for(way, Plan("", max(day, reading.today), many=many))
        if plan is None:
            return found
        warnings = check(reading, customer_id=customer_id, plan=plan, language=language)
        if any(one.weight is Weight.STOP for one in warnings):
            found.add(customer_id)
    return found


def gifts_look(reading: Reading, *, year: int, month: int, mine: bool) -> GiftsLook:
    """Return what is to be bought for a month, sent off, and awaited."""
    person = reading.moment.person_id if mine else None
    shopping = gifts.shopping(reading, year=year, month=month, person=person)
    soon = reading.today + dt.timedelta(days=3)
    dispatch = gifts.dispatch_due(reading, until=soon, person=person)
    sent = gifts.on_the_way(reading, person=person)
    rows = [gift for one in shopping.purchases for gift in one.gifts] + [one.gift for one in dispatch]
    whose = list(dict.fromkeys(gift.customer_id for gift in rows))[:200]
    budgets = {one: gifts.budget_of(reading, customer_id=one, year=year) for one in whose}
    return GiftsLook(shopping, tuple(dispatch), tuple(sent), budgets)
