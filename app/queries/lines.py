"""The list of customers as the first paint of the window needs it: its values and its lines, without SQLAlchemy."""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from app.models.plain import days, moments, plain

if TYPE_CHECKING:
    from app.models.work import Reading

#: by what the list can be sorted, as both engines say it
ORDERS: Final[Mapping[str, str]] = {
    "title": "customers.sort_key",
    "class_": "CASE customers.class WHEN 'VIP' THEN 0 WHEN 'A' THEN 1 WHEN 'B' THEN 2 WHEN 'C' THEN 3"
    " WHEN 'D' THEN 4 ELSE 5 END",
    "last_contact": "customers.last_contact_at",
    "next": "customers.next_due",
    "phone": "customers.phone",
    "email": "customers.email",
    "city": "customers.city",
    "country": "customers.country",
    "employer": "customers.employer",
    "position": "customers.position",
    "territory": "customers.territory",
    "source": "customers.source",
    "birthday": "customers.birth_month * 100 + customers.birth_day",
    "created": "customers.created_at",
    "kind": "customers.kind",
    "responsible": "(SELECT people.name FROM people WHERE people.id = customers.responsible_id)",
    "keep": "customers.keep_in_touch_days",
    "tags": "(SELECT min(tags.key) FROM tags JOIN customer_tags ON customer_tags.tag_id = tags.id"
    " WHERE customer_tags.customer_id = customers.id)",
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


@dataclass(frozen=True)
class SavedView:
    """A saved filter, order and choice of columns; ``definition`` is JSON."""

    id: int
    name: str
    definition: str


def ordering(order: str, *, descending: bool) -> str:
    """Return by what the list is sorted: rows of equal rank by name, those without a value last."""
    if order not in ORDERS or order == "title":
        return (
            "customers.sort_key DESC, customers.id DESC" if descending else "customers.sort_key, customers.id"
        )
    way = "DESC" if descending else "ASC"
    return f"{ORDERS[order]} {way} NULLS LAST, customers.sort_key, customers.id"


def whole(
    reading: Reading, *, order: str = "title", descending: bool = False, letters: bool = False
) -> Listing:
    """Return all customers of a file in order; with ``letters`` the size of each group by letter."""
    by_letter = letters and order == "title"
    letter = ", substr(sort_key, 1, 1) AS letter" if by_letter else ""
    gathered = f", {LETTERS}" if by_letter else ""
    by = ordering(order, descending=descending)
    inner = f"SELECT id{letter} FROM customers WHERE state = 0 ORDER BY {by}"  # noqa: S608 - our own words only
    statement = f"SELECT json_group_array(id){gathered} FROM ({inner})"  # noqa: S608 - as above
    ids, *said = plain(reading.connection, statement)[0]
    return in_order(ids, said[0] if said else "")


#: gathered by SQLite itself into one answer: row by row, each of 100,000 steps would wait for the window's thread
LETTERS: Final = "group_concat(coalesce(nullif(letter, ''), ' '), '')"


def in_order(ids: str, letters: str | None) -> Listing:
    """Return the list of the JSON ``ids`` and the first letter of each name."""
    found = array("q", json.loads(ids))
    return Listing(found, grouped(letters or ""), len(found))


def grouped(letters: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Return each letter with the number of names that stand under it."""
    return tuple((first, sum(1 for _ in some)) for first, some in groupby(letters))


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
