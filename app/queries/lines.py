"""The list of customers as the first paint of the window needs it: its values and its lines, without SQLAlchemy."""

from __future__ import annotations

import datetime as dt
import sys
from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache, partial
from itertools import groupby, repeat
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
    statement = f"SELECT {IDS}{gathered} FROM ({inner})"  # noqa: S608 - as above
    ids, *said = plain(reading.connection, statement)[0]
    return in_order(ids, said[0] if said else "")


#: gathered by SQLite itself into one answer: row by row, each of 100,000 steps would wait for the window's thread
IDS: Final = "group_concat(printf('%016x', id), '')"
LETTERS: Final = "group_concat(coalesce(nullif(letter, ''), ' '), '')"


def in_order(ids: str | None, letters: str | None) -> Listing:
    """Return the list of ``ids``, sixteen hexadecimal digits each, and the first letter of each name.

    Eight times as quick as JSON, and Python's other threads wait for as long as it takes.
    """
    found = array("q", bytes.fromhex(ids or ""))
    if sys.byteorder == "little":
        found.byteswap()
    return Listing(found, grouped(letters or ""), len(found))


def grouped(letters: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Return each letter with the number of names that stand under it."""
    return tuple((first, sum(1 for _ in some)) for first, some in groupby(letters))


def rows(
    reading: Reading, *, ids: Sequence[int], columns: Collection[str] | None = None
) -> list[CustomerRow]:
    """Return the lines of ``ids`` in their order; customers that are gone are left out.

    ``columns`` are those that are shown (keys of :data:`ORDERS`), None for all: what no column
    shows is not read, and holds nothing.
    """
    connection, wanted = reading.connection, frozenset(ORDERS if columns is None else columns)
    shown, statement = _page(wanted)
    read = plain(connection, statement, list(ids))
    if not read:
        return []
    # column by column: a function called for each value of each line would take half of the time
    made: dict[str, Any] = {**_ABSENT, **dict(zip(shown, zip(*read, strict=True), strict=True))}
    moment, day = moments(connection), days(connection)
    turns = (("last_contact", moment), ("next_due", day), ("birth", _births), ("created", moment))
    made.update({name: turn(made[name]) for name, turn in turns if name in shown})
    if "tags" in wanted and (tags := _tags(reading, ids)):
        made["tags"] = [tags.get(id_, ()) for id_ in made["id"]]
    found = dict(zip(made["id"], map(_line, zip(*made.values(), strict=False)), strict=True))
    return [found[i] for i in ids if i in found]


#: a line of its values in order, as ``_make`` makes it, which counts them first and takes three times as long
_line: Final[Callable[[tuple[Any, ...]], CustomerRow]] = partial(tuple.__new__, CustomerRow)


def _tags(reading: Reading, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for customer_id, name in plain(reading.connection, _TAGS, list(ids)):
        found[customer_id] = (*found.get(customer_id, ()), name)
    return found


#: how each field of a line is read, and which columns show it; a birthday is read as one number
_FIELDS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "id": ("c.id", ("title",)),
    "title": ("c.title", ("title",)),
    "kind": ("c.kind", ("kind",)),
    "class_": ("c.class", ("class_", "last_contact", "keep")),
    "last_contact": ("c.last_contact_at", ("last_contact",)),
    "next_due": ("c.next_due", ("next",)),
    "next_text": ("c.next_text", ("next",)),
    "phone": ("c.phone", ("phone",)),
    "email": ("c.email", ("email",)),
    "city": ("c.city", ("city",)),
    "country": ("c.country", ("country",)),
    "employer": ("c.employer", ("employer",)),
    "position": ("c.position", ("position",)),
    "territory": ("c.territory", ("territory",)),
    "source": ("c.source", ("source",)),
    "birth": (
        "coalesce(c.birth_year, 0) * 10000 + nullif(c.birth_month, 0) * 100 + nullif(c.birth_day, 0)",
        ("birthday",),
    ),
    "created": ("c.created_at", ("created", "last_contact")),
    "responsible": (
        "coalesce((SELECT p.name FROM people p WHERE p.id = c.responsible_id), '')",
        ("responsible",),
    ),
    "keep_in_touch_days": ("c.keep_in_touch_days", ("keep", "last_contact")),
}
_NOTHING: Final = dict.fromkeys(("last_contact", "next_due", "birth", "created", "keep_in_touch_days"))
#: what stands in the fields that no column shows, in the order of the fields
_ABSENT: Final = {name: repeat(_NOTHING.get(name, "")) for name in CustomerRow._fields} | {"tags": repeat(())}
_TAGS: Final = (
    "SELECT t.customer_id, g.name FROM customer_tags t JOIN tags g ON g.id = t.tag_id"
    " WHERE t.customer_id IN ? ORDER BY g.key"
)


@lru_cache(maxsize=64)
def _page(columns: frozenset[str]) -> tuple[tuple[str, ...], str]:
    """Return the fields that the ``columns`` show, and the statement that reads them."""
    shown = [name for name, (_, by) in _FIELDS.items() if name in _ALWAYS or not columns.isdisjoint(by)]
    read = ", ".join(_FIELDS[name][0] for name in shown)
    return tuple(shown), f"SELECT {read} FROM customers c WHERE c.id IN ?"  # noqa: S608 - own words


_ALWAYS: Final = ("id", "title")


def _births(numbers: Sequence[int | None]) -> list[tuple[int | None, int, int] | None]:
    """Return year, month and day of the numbers that the statement makes of them."""
    return [None if n is None else (n // 10000 or None, n // 100 % 100, n % 100) for n in numbers]
