"""The list of customers: sorted ids once, rows by id when they come in sight (rows X6, C20)."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa

from app.domain.fields import BY_KEY, CHANNELS, Store
from app.domain.keys import fold
from app.models.base import table_of
from app.models.customer import (
    LIVE,
    Channel,
    Consent,
    Customer,
    CustomerTag,
    Fact,
    Link,
    Need,
    PersonalDate,
    Relative,
    Tag,
    Term,
)
from app.models.team import Person, View
from app.models.work import Reading
from app.queries.lines import (
    LETTERS,
    Facets,
    ListFilter,
    Listing,
    SavedView,
    grouped,
    in_order,
    ordering,
    whole,
)
from app.queries.matching_text import customers_matching
from app.queries.silent import too_long_silent

_ROWS: Final[dict[str, Any]] = {
    "dates": PersonalDate,
    "relatives": Relative,
    "links": Link,
    "needs": Need,
    "terms": Term,
    "consents": Consent,
}


def listing(
    reading: Reading,
    *,
    filter_: ListFilter | None = None,
    order: str = "title",
    descending: bool = False,
    letters: bool = False,
) -> Listing:
    """Return all ids that pass ``filter_``, in order; with ``letters`` the size of each group by letter."""
    wanted = filter_ or ListFilter()
    on_file = reading.connection.dialect.name == "sqlite"
    if on_file and wanted.empty():
        return whole(reading, order=order, descending=descending, letters=letters)
    where = conditions(reading, wanted)
    statement = sa.select(Customer.id).where(*where).order_by(sa.text(ordering(order, descending=descending)))
    # read beside the ids: only the database knows in which order its collation puts the letters
    if letters and order == "title":
        statement = statement.add_columns(sa.func.substr(Customer.sort_key, 1, 1).label("letter"))
    found = _gathered(reading, statement) if on_file else _fetched(reading, statement)
    return found if wanted.empty() else replace(found, total=count(reading))


def _gathered(reading: Reading, statement: sa.Select[Any]) -> Listing:
    ordered = statement.subquery()
    asked: list[Any] = [sa.func.group_concat(sa.func.printf("%016x", ordered.c.id), "")]
    if "letter" in ordered.c:
        asked.append(sa.literal_column(LETTERS))
    ids, *letters = reading.one(sa.select(*asked).select_from(ordered))
    return in_order(ids, letters[0] if letters else "")


def _fetched(reading: Reading, statement: sa.Select[Any]) -> Listing:
    found = reading.rows(statement)
    ids = array("q", [row[0] for row in found])
    return Listing(ids, grouped([row[1] for row in found if len(row) > 1]), len(ids))


def count(reading: Reading) -> int:
    """Return how many customers there are."""
    return int(reading.value(sa.select(sa.func.count()).where(Customer.state == LIVE)) or 0)


def counts(reading: Reading, *, filters: Sequence[ListFilter]) -> list[int]:
    """Return how many customers pass each of ``filters``."""
    statement = sa.select(sa.func.count()).select_from(Customer)
    return [int(reading.value(statement.where(*conditions(reading, each))) or 0) for each in filters]


def facets(reading: Reading) -> Facets:
    """Return the values that the filter bar offers."""
    table = table_of(Customer)
    live = table.c.state == LIVE

    def values(column: Any, limit: int = 200) -> tuple[tuple[str, int], ...]:
        number = sa.func.count()
        statement = sa.select(column, number).where(live, column != "").group_by(column)
        return tuple(
            (row[0], row[1]) for row in reading.rows(statement.order_by(number.desc(), column).limit(limit))
        )

    number = sa.func.count()
    tags = reading.rows(
        sa.select(Tag.name, number)
        .join(CustomerTag, CustomerTag.tag_id == Tag.id)
        .join(Customer, Customer.id == CustomerTag.customer_id)
        .where(live)
        .group_by(Tag.name)
        .order_by(number.desc(), Tag.name)
        .limit(200)
    )
    people = reading.rows(
        sa.select(Person.id, Person.name, number)
        .join(Customer, Customer.responsible_id == Person.id)
        .where(live)
        .group_by(Person.id, Person.name)
        .order_by(number.desc())
    )
    return Facets(
        classes=values(table.c["class"]),
        tags=tuple((row[0], row[1]) for row in tags),
        people=tuple((row[0], row[1], row[2]) for row in people),
        cities=values(table.c.city),
        countries=values(table.c.country),
        territories=values(table.c.territory),
        sources=values(table.c.source),
    )


def views(reading: Reading, *, room: str = "customers") -> list[SavedView]:
    """Return the saved views of a room in their order."""
    statement = sa.select(View.id, View.name, View.definition).where(View.room == room)
    return [
        SavedView(row.id, row.name, row.definition)
        for row in reading.rows(statement.order_by(View.position, View.id))
    ]


def conditions(reading: Reading, wanted: ListFilter) -> list[Any]:
    """Return the conditions on customers that ``wanted`` stands for."""
    c = Customer
    found: list[Any] = [c.state == LIVE]
    if wanted.ids:
        found.append(c.id.in_(wanted.ids))
    if wanted.text.strip():
        matching = customers_matching(reading, wanted.text)
        if matching is not None:
            found.append(matching)
    simple = {
        "classes": c.class_,
        "kinds": c.kind,
        "people": c.responsible_id,
        "cities": c.city,
        "countries": c.country,
        "territories": c.territory,
        "sources": c.source,
    }
    found += [column.in_(getattr(wanted, name)) for name, column in simple.items() if getattr(wanted, name)]
    if wanted.tags:
        keys = [fold(name) for name in wanted.tags]
        tagged = (
            sa.select(CustomerTag.customer_id)
            .join(Tag, Tag.id == CustomerTag.tag_id)
            .where(Tag.key.in_(keys))
        )
        found.append(c.id.in_(tagged))
    found += _times(reading, wanted)
    found += [_missing(key) for key in wanted.missing]
    return found


def _times(reading: Reading, wanted: ListFilter) -> list[Any]:
    c = Customer
    found: list[Any] = []
    if wanted.silent_days:
        before = reading.now - dt.timedelta(days=wanted.silent_days)
        found.append(sa.or_(c.last_contact_at.is_(None), c.last_contact_at < before))
    if wanted.never:
        found.append(c.last_contact_at.is_(None))
    if wanted.quiet:
        found.append(too_long_silent(reading))
    if wanted.contacted_days:
        found.append(c.last_contact_at >= reading.now - dt.timedelta(days=wanted.contacted_days))
    if wanted.created_days:
        found.append(c.created_at >= reading.now - dt.timedelta(days=wanted.created_days))
    if wanted.birthday_days:
        days = [reading.today + dt.timedelta(days=number) for number in range(wanted.birthday_days)]
        codes = {day.month * 100 + day.day for day in days}
        if 228 in codes:
            codes.add(229)
        found.append((c.birth_month * 100 + c.birth_day).in_(codes))
    steps = {
        "none": c.next_due.is_(None),
        "late": c.next_due < reading.today,
        "today": c.next_due == reading.today,
        "week": c.next_due.between(reading.today, reading.today + dt.timedelta(days=6)),
    }
    if wanted.step in steps:
        found.append(steps[wanted.step])
    return found


def _missing(key: str) -> Any:
    """Return the condition that nothing is known of datum ``key``."""
    c = Customer
    if key in CHANNELS:
        return ~sa.exists().where(Channel.customer_id == c.id, Channel.kind == key)
    if key in _ROWS:
        return ~sa.exists().where(_ROWS[key].customer_id == c.id)
    if key == "tags":
        return ~sa.exists().where(CustomerTag.customer_id == c.id)
    if key == "birth":
        return c.birth_month.is_(None) & c.age.is_(None)
    field_ = BY_KEY.get(key)
    if field_ is not None and field_.store is Store.COLUMN:
        column = getattr(c, key)
        return (
            sa.or_(column.is_(None), column == "") if isinstance(column.type, sa.Text) else column.is_(None)
        )
    return ~sa.exists().where(Fact.customer_id == c.id, Fact.key == key, Fact.value.is_not(None))
