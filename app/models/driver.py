"""Statements handed to the database's driver itself: inside a transaction of SQLAlchemy's, without its 10 µs each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlalchemy as sa


def read(connection: sa.Connection, sql: str, values: Sequence[object] = ()) -> list[Any]:
    """Return all rows of ``sql``, tuples as the driver makes them; ``sql`` has the driver's own marks."""
    driver: Any = connection.connection.driver_connection
    try:
        found: list[Any] = driver.execute(sql, values).fetchall()
    except connection.dialect.loaded_dbapi.Error as fault:
        raise _worded(connection, sql, fault) from fault
    return found


def write(connection: sa.Connection, sql: str, values: Sequence[object] = ()) -> Any:
    """Run ``sql`` and return the driver's cursor, which knows ``rowcount`` and ``lastrowid``."""
    driver: Any = connection.connection.driver_connection
    try:
        return driver.execute(sql, values)
    except connection.dialect.loaded_dbapi.Error as fault:
        raise _worded(connection, sql, fault) from fault


def write_many(connection: sa.Connection, sql: str, rows: Sequence[Sequence[object]]) -> None:
    """Run ``sql`` once for each of ``rows``."""
    if len(rows) < 2:
        for row in rows:
            write(connection, sql, row)
        return
    driver: Any = connection.connection.driver_connection
    try:
        driver.cursor().executemany(sql, rows)
    except connection.dialect.loaded_dbapi.Error as fault:
        raise _worded(connection, sql, fault) from fault


def _worded(connection: sa.Connection, sql: str, fault: Exception) -> Exception:
    """Return the fault as SQLAlchemy words it, so that nobody above has to know two kinds."""
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - the first list is read without SQLAlchemy

    dialect, driver = connection.dialect, connection.connection.driver_connection
    gone = dialect.is_disconnect(fault, driver, None)  # type: ignore[arg-type]  # typed for the driver's protocol
    told = DBAPIError.instance(
        sql, None, fault, dialect.loaded_dbapi.Error, connection_invalidated=gone, dialect=dialect
    )
    if gone:
        connection.invalidate(fault)
    return told
