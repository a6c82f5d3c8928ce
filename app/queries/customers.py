"""The list of customers: sorted ids once, rows by id when they come in sight (rows X6, C20)."""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from itertools import groupby
from typing import Any, Final, NamedTuple

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
from app.models.plain import days, moments, plain
from app.models.team import Person, View
from app.models.work import Reading
from app.queries.matching_text import customers_matching
from app.queries.silent import too_long_silent

#: columns of the list by which it can be sorted, with the expression that sorts
_C = Customer
ORDERS: Final[dict[str, Any]] = {
    "title": _C.sort_key,
    "class_": sa.case({"VIP": 0, "A": 1, "B": 2, "C": 3, "D": 4}, value=_C.class_, else_=5),
    "last_contact": _C.last_contact_at,
    "next": _C.next_due,
    "phone": _C.phone,
    "email": _C.email,
    "city": _C.city,
    "country": _C.country,
    "employer": _C.employer,
    "position": _C.position,
    "territory": _C.territory,
    "source": _C.source,
    "birthday": _C.birth_month * 100 + _C.birth_day,
    "created": _C.created_at,
    "kind": _C.kind,
    "responsible": sa.select(Person.name).where(Person.id == _C.responsible_id).scalar_subquery(),
    "keep": _C.keep_in_touch_days,
    "tags": sa.select(sa.func.min(Tag.key))
    .join(CustomerTag, CustomerTag.tag_id == Tag.id)
    .where(CustomerTag.customer_id == _C.id)
    .scalar_subquery(),
}
_ROWS: Final[dict[str, Any]] = {
    "dates": PersonalDate,
    "relatives": Relative,
    "links": Link,
    "needs": Need,
    "terms": Term,
    "consents": Consent,
}


@dataclass(frozen=True)
class ListFilter:
    """What the filter bar says. Empty means «any»; several values of one kind mean «one of».

    ``silent_days``: no contact for that many days or ever; ``never``: no contact so far; ``quiet``:
    longer without contact than their own or their class's interval; ``missing``: keys of the
    catalogue of which nothing is known; ``step``: «none», «late», «today», «week».
    """

    text: str = ""
    classes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    cities: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    silent_days: int = 0
    never: bool = False
    quiet: bool = False
    contacted_days: int = 0
    missing: tuple[str, ...] = ()
    step: str = ""
    birthday_days: int = 0
    created_days: int = 0
    ids: tuple[int, ...] = ()

    def empty(self) -> bool:
        """Tell whether nothing is filtered."""
        return self == ListFilter()

    def as_json(self) -> dict[str, Any]:
        """Return what a saved view keeps."""
        return {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) != f.default}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> ListFilter:
        """Return the filter that a view saved; what this version does not know is left out."""
        known = {f.name for f in fields(cls)}
        values: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in stored.items() if k in known
        }
        return cls(**values)


class CustomerRow(NamedTuple):
    """One line of the list: a tuple, for a page has a hundred."""

    id: int
    title: str
    kind: str
    class_: str
    last_contact: dt.datetime | None
    next_due: dt.date | None
    next_text: str
    phone: str
    email: str
    city: str
    country: str
    employer: str
    position: str
    territory: str
    source: str
    birth: tuple[int | None, int, int] | None
    created: dt.datetime
    responsible: str
    keep_in_touch_days: int | None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facets:
    """What the filter bar offers: values with the number of customers."""

    classes: tuple[tuple[str, int], ...] = ()
    tags: tuple[tuple[str, int], ...] = ()
    people: tuple[tuple[int, str, int], ...] = ()
    cities: tuple[tuple[str, int], ...] = ()
    countries: tuple[tuple[str, int], ...] = ()
    territories: tuple[tuple[str, int], ...] = ()
    sources: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Listing:
    """The ids in their order, with the letters under which they stand when sorted by name."""

    ids: array[int] = field(default_factory=lambda: array("q"))
    letters: tuple[tuple[str, int], ...] = ()
    total: int = 0


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
    where = conditions(reading, wanted)
    by = ORDERS.get(order, ORDERS["title"])
    ordering = (
        [(by.desc() if descending else by.asc()).nulls_last()]
        if order != "title"
        else (
            [Customer.sort_key.desc(), Customer.id.desc()] if descending else [Customer.sort_key, Customer.id]
        )
    )
    if order != "title":
        ordering += [Customer.sort_key, Customer.id]
    statement = sa.select(Customer.id).where(*where).order_by(*ordering)
    # read beside the ids: only the database knows in which order its collation puts the letters
    by_letter = letters and order == "title"
    ids, firsts = _in_order(reading, statement, by_letter=by_letter)
    groups = tuple((first, sum(1 for _ in some)) for first, some in groupby(firsts))
    return Listing(ids, groups, len(ids) if wanted.empty() else count(reading))


def _in_order(
    reading: Reading, statement: sa.Select[Any], *, by_letter: bool
) -> tuple[array[int], Sequence[str]]:
    """Return the ids and, where asked, the first letter of each sort key."""
    first = sa.func.substr(Customer.sort_key, 1, 1)
    if reading.connection.dialect.name != "sqlite":
        if not by_letter:
            return array("q", reading.connection.execute(statement).scalars()), ()
        found = reading.rows(statement.add_columns(first))
        return array("q", [row[0] for row in found]), [row[1] for row in found]
    # gathered by SQLite itself into one answer: row by row, each of 100,000 steps would wait for the window's thread
    inner = statement.add_columns(first.label("letter")) if by_letter else statement
    ordered = inner.subquery()
    gathered: list[Any] = [sa.func.json_group_array(ordered.c.id)]
    if by_letter:
        gathered.append(sa.func.group_concat(sa.func.coalesce(sa.func.nullif(ordered.c.letter, ""), " "), ""))
    found = reading.one(sa.select(*gathered))
    return array("q", json.loads(found[0])), (found[1] or "") if by_letter else ""


def count(reading: Reading) -> int:
    """Return how many customers there are."""
    return int(reading.value(sa.select(sa.func.count()).where(Customer.state == LIVE)) or 0)


def counts(reading: Reading, *, filters: Sequence[ListFilter]) -> list[int]:
    """Return how many customers pass each of ``filters``."""
    statement = sa.select(sa.func.count()).select_from(Customer)
    return [int(reading.value(statement.where(*conditions(reading, each))) or 0) for each in filters]


def rows(reading: Reading, *, ids: Sequence[int]) -> list[CustomerRow]:
    """Return the lines of ``ids`` in their order; customers that are gone are left out."""
    connection = reading.connection
    moment, day = moments(connection), days(connection)
    read = plain(connection, _ROW, list(ids))
    steps: dict[int, str] = dict(plain(connection, _STEPS, [row[0] for row in read if row[_DUE] is not None]))
    tags: dict[int, tuple[str, ...]] = {}
    for customer_id, name in plain(connection, _TAGS, list(ids)):
        tags[customer_id] = (*tags.get(customer_id, ()), name)
    found = {}
    for row in read:
        id_, title, kind, class_, last, due, *texts, year, month, born, made, person, keep = row
        birth = (year, month, born) if month and born else None
        step, mine = steps.get(id_, ""), tags.get(id_, ())
        shown = (id_, title, kind, class_, moment(last), day(due), step, *texts, birth, moment(made))
        found[id_] = CustomerRow._make((*shown, person or "", keep, mine))
    return [found[i] for i in ids if i in found]


_ROW: Final = (
    "SELECT c.id, c.title, c.kind, c.class, c.last_contact_at, c.next_due, c.phone, c.email, c.city, c.country,"
    " c.employer, c.position, c.territory, c.source, c.birth_year, c.birth_month, c.birth_day, c.created_at,"
    " p.name, c.keep_in_touch_days FROM customers c LEFT JOIN people p ON p.id = c.responsible_id WHERE c.id IN ?"
)
_DUE: Final = 5
#: the next step of each, the nearest last
_STEPS: Final = (
    "SELECT customer_id, text FROM followups WHERE customer_id IN ? AND done_at IS NULL AND trashed_at IS NULL"
    " ORDER BY due_on DESC, due_time DESC, id DESC"
)
_TAGS: Final = (
    "SELECT t.customer_id, g.name FROM customer_tags t JOIN tags g ON g.id = t.tag_id"
    " WHERE t.customer_id IN ? ORDER BY g.key"
)


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


@dataclass(frozen=True)
class SavedView:
    """A saved filter, order and choice of columns; ``definition`` is JSON."""

    id: int
    name: str
    definition: str


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
