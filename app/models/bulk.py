"""Rows by the thousand: inserted by few statements, their indexes built once at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from typing import Any, Final

import sqlalchemy as sa

from app.models import driver
from app.models.base import Base, table_of

#: values that one statement of SQLite takes: more save nothing, and older ones refuse more than 999
_VALUES: Final = 990
_NEVER: Final = object()


def insert_many(
    connection: sa.Connection, model: type[Base], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert tuples of ``columns``; see :func:`insert_columns`."""
    if rows:
        insert_columns(connection, model, dict(zip(columns, zip(*rows, strict=True), strict=True)))


def insert_columns(
    connection: sa.Connection, model: type[Base], columns: Mapping[str, Sequence[Any]]
) -> None:
    """Insert rows given column by column; what says nothing but its default in all of them is left to that.

    Without history and conversions: moments and days come as the file keeps them. On a file a third of
    what the rows cost one by one, for each statement of the driver lets go of the interpreter and takes it again.
    """
    table = table_of(model)
    kept = {
        name: values
        for key, values in columns.items()
        if any(values) or any(value != _default(table, key.rstrip("_")) for value in set(values))
        for name in (key.rstrip("_"),)
    }
    names, rows = tuple(kept), list(zip(*kept.values(), strict=True))
    if connection.dialect.name != "sqlite":
        driver.write_many(connection, _statement(table.name, names, 1, "%s"), rows)
        return
    size = max(1, _VALUES // max(1, len(names)))
    for start in range(0, len(rows), size):
        some = rows[start : start + size]
        flat = tuple(chain.from_iterable(some))
        driver.write(connection, _statement(table.name, names, len(some), "?"), flat)


@lru_cache(maxsize=512)
def _default(table: sa.Table, name: str) -> Any:
    """Return what the database puts where nothing is said, if that is nothing; else what equals no value."""
    column = table.c[name]
    said = getattr(column.server_default, "arg", None)
    if said is None:
        return None if column.nullable else _NEVER
    return {"": "", "0": 0}.get(said, _NEVER) if isinstance(said, str) else False


@lru_cache(maxsize=128)
def _statement(table: str, names: tuple[str, ...], count: int, mark: str) -> str:
    quoted = ", ".join(f'"{name}"' for name in names)
    one = f"({', '.join([mark] * len(names))})"
    return f'INSERT INTO "{table}" ({quoted}) VALUES {", ".join([one] * count)}'  # noqa: S608 - own names


@contextmanager
def indexes_last(connection: sa.Connection, models: Sequence[type[Base]]) -> Iterator[None]:
    """Take away the indexes of ``models`` for what is inserted inside, and build them again at the end.

    Sorting all entries of an index at once costs a third of putting them in one by one. Only inside
    a transaction, which nobody else looks into: where it is broken off, the indexes never went. A server
    keeps its indexes, since others would have to wait for its locks.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    marks = ", ".join("?" * len(models))
    tables = tuple(table_of(model).name for model in models)
    found = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"  # noqa: S608 - marks
        f" AND tbl_name IN ({marks}) ORDER BY rootpage",
        tables,
    ).all()
    for name, _ in found:
        connection.exec_driver_sql(f'DROP INDEX "{name}"')
    yield
    for _, statement in found:
        connection.exec_driver_sql(statement)
