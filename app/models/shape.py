"""A table as the drivers take it: statements on single rows, worded once for each table and engine."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa

from app.models import driver
from app.models.base import Base, UtcTime, table_of

Turn = Callable[[Any], Any]


@dataclass(frozen=True, eq=False)
class Shape:
    """How one engine writes a table: names as it quotes them, and what turns values into its own and back.

    ``mark`` stands for a value; ``readers`` and ``writers`` hold only the columns whose values are turned.
    """

    name: str
    columns: Mapping[str, str]
    readers: Mapping[str, Turn]
    writers: Mapping[str, Turn]
    mark: str

    @property
    def on_file(self) -> bool:
        """Whether this is SQLite's."""
        return self.mark == "?"

    def turned(self, values: Mapping[str, object]) -> list[object]:
        """Return ``values`` of these columns as the driver takes them."""
        writers = self.writers
        return [writers[name](value) if name in writers else value for name, value in values.items()]


_SHAPES: Final[dict[tuple[sa.Table, str], Shape]] = {}


def shape(table: sa.Table, dialect: sa.Dialect) -> Shape:
    """Return ``table`` as ``dialect`` writes it."""
    found = _SHAPES.get((table, dialect.name))
    if found is None:
        found = _SHAPES[table, dialect.name] = _shape(table, dialect)
    return found


def _shape(table: sa.Table, dialect: sa.Dialect) -> Shape:
    quote = dialect.identifier_preparer.quote
    types = [(column.name, column.type.dialect_impl(dialect)) for column in table.c]
    readers = {name: kind.result_processor(dialect, None) for name, kind in types}
    writers = {name: kind.bind_processor(dialect) for name, kind in types}
    return Shape(
        quote(table.name),
        {column.name: quote(column.name) for column in table.c},
        {name: turn for name, turn in readers.items() if turn is not None},
        {name: turn for name, turn in writers.items() if turn is not None},
        "?" if dialect.name == "sqlite" else "%s",
    )


def find(
    connection: sa.Connection, table: sa.Table, equal: Mapping[str, object], only: tuple[str, ...] = ()
) -> list[list[Any]]:
    """Return the rows whose columns equal what is given, or ``only`` some columns of them, oldest first."""
    made = shape(table, connection.dialect)
    none = tuple(name for name, value in equal.items() if value is None)
    given = {name: value for name, value in equal.items() if value is not None} if none else equal
    statement, turns = _select(made, only, tuple(given), none)
    found = [list(row) for row in driver.read(connection, statement, made.turned(given))]
    for row in found:
        for place, turn in turns:
            row[place] = turn(row[place])
    return found


def insert(connection: sa.Connection, table: sa.Table, values: Mapping[str, object]) -> int:
    """Insert a row and return its id."""
    made = shape(table, connection.dialect)
    cursor = driver.write(connection, _insert(made, tuple(values)), made.turned(values))
    return int(cursor.lastrowid if made.on_file else cursor.fetchone()[0])


def update(connection: sa.Connection, table: sa.Table, row_id: int, values: Mapping[str, object]) -> None:
    """Set columns of the row ``row_id``."""
    made = shape(table, connection.dialect)
    driver.write(connection, _update(made, tuple(values)), [*made.turned(values), row_id])


@lru_cache(maxsize=256)
def _select(
    made: Shape, only: tuple[str, ...], given: tuple[str, ...], none: tuple[str, ...]
) -> tuple[str, tuple[tuple[int, Turn], ...]]:
    """Return the statement, and what turns which of its columns."""
    wanted = only or tuple(made.columns)
    words = [f"{made.columns[name]} = {made.mark}" for name in given]
    words += [f"{made.columns[name]} IS NULL" for name in none]
    shown, where = ", ".join(made.columns[name] for name in wanted), " AND ".join(words)
    turns = tuple((place, made.readers[name]) for place, name in enumerate(wanted) if name in made.readers)
    return f"SELECT {shown} FROM {made.name} WHERE {where} ORDER BY {made.columns['id']}", turns  # noqa: S608


@lru_cache(maxsize=256)
def _insert(made: Shape, names: tuple[str, ...]) -> str:
    columns, marks = ", ".join(made.columns[name] for name in names), ", ".join([made.mark] * len(names))
    key = "" if made.on_file else f" RETURNING {made.columns['id']}"
    return f"INSERT INTO {made.name} ({columns}) VALUES ({marks}){key}"  # noqa: S608 - own names


@lru_cache(maxsize=256)
def _update(made: Shape, names: tuple[str, ...]) -> str:
    words = ", ".join(f"{made.columns[name]} = {made.mark}" for name in names)
    return f"UPDATE {made.name} SET {words} WHERE {made.columns['id']} = {made.mark}"  # noqa: S608 - own names


@lru_cache(maxsize=64)
def columns(model: type[Base]) -> Mapping[str, str]:
    """Return the column behind each attribute of ``model`` (``class_`` is called «class» in the table)."""
    names = [column.name for column in table_of(model).c]
    return {name if hasattr(model, name) else f"{name}_": name for name in names}


_JSON: Final = json.JSONEncoder(ensure_ascii=False).encode


def encode(value: Any) -> str | None:
    """Return ``value`` as JSON text, None for nothing."""
    if value is None:
        return None
    if isinstance(value, dt.datetime | dt.date):
        return _JSON(value.isoformat())
    return _JSON(value)


def decode(col: sa.Column[Any], text: str | None) -> Any:
    """Return what :func:`encode` wrote, as the type of ``col``."""
    if text is None:
        return None
    value = json.loads(text)
    if value is None:
        return None
    if isinstance(col.type, UtcTime):
        return dt.datetime.fromisoformat(value)
    if isinstance(col.type, sa.Date):
        return dt.date.fromisoformat(value)
    return value
