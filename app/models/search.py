"""The index that finds customers by any part and interactions by any word, on both engines.

SQLite keeps two FTS5 tables over folded text that lives elsewhere (external content): trigrams
for customers, words for interactions. PostgreSQL serves the same folded columns by pg_trgm where
the server offers it and by full-text search.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from app.models.plain import plain

SQLITE_TABLES = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS customer_fts USING fts5("
    "key, content='customer_search', content_rowid='customer_id', tokenize='trigram', detail='none')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS interaction_fts USING fts5("
    "key, content='interactions', content_rowid='id', tokenize='unicode61', prefix='2 3', detail='none')",
)
POSTGRES_INDEXES = (
    "CREATE INDEX IF NOT EXISTS ix_interactions_words ON interactions USING gin (to_tsvector('simple', key))",
)
POSTGRES_TRIGRAMS = (
    "CREATE INDEX IF NOT EXISTS ix_customer_search_trigrams ON customer_search USING gin (key gin_trgm_ops)"
)

_CUSTOMER_KEYS = "SELECT customer_id, key FROM customer_search WHERE customer_id IN ?"
_INTERACTION_KEYS = "SELECT id, key FROM interactions WHERE id IN ?"


def create_index(connection: sa.Connection) -> None:
    """Create what the engine needs for searching; harmless where it is there already."""
    if connection.dialect.name == "sqlite":
        for statement in SQLITE_TABLES:
            connection.exec_driver_sql(statement)
        return
    for statement in POSTGRES_INDEXES:
        connection.exec_driver_sql(statement)
    offered = connection.exec_driver_sql(
        "SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'"
    ).first()
    if offered:
        with connection.begin_nested() as savepoint:
            try:
                connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
                connection.exec_driver_sql(POSTGRES_TRIGRAMS)
            except sa.exc.DBAPIError:
                # an ordinary user may not create extensions: searching then scans, which is slower and right
                savepoint.rollback()


def replace_customers(connection: sa.Connection, keys: Sequence[tuple[int, str]]) -> None:
    """Store the folded text of each customer as ``(id, key)`` and bring the index up to date."""
    if not keys:
        return
    ids = [customer_id for customer_id, _ in keys]
    old = _read(connection, _CUSTOMER_KEYS, ids)
    changed = [(i, key) for i, key in keys if old.get(i) != key]
    gone = [(i, old[i]) for i, _ in changed if i in old]
    if connection.dialect.name == "sqlite" and gone:
        _driver_many(
            connection, "INSERT INTO customer_fts(customer_fts, rowid, key) VALUES('delete', ?, ?)", gone
        )
    _many(
        connection,
        "UPDATE customer_search SET key = ? WHERE customer_id = ?",
        [(key, i) for i, key in changed if i in old],
    )
    _many(
        connection,
        "INSERT INTO customer_search(customer_id, key) VALUES(?, ?)",
        [(i, key) for i, key in changed if i not in old],
    )
    if connection.dialect.name == "sqlite" and changed:
        _driver_many(connection, "INSERT INTO customer_fts(rowid, key) VALUES(?, ?)", changed)


def replace_interactions(connection: sa.Connection, keys: Sequence[tuple[int, str]]) -> None:
    """Set ``interactions.key`` of existing rows and bring the index up to date."""
    if not keys:
        return
    ids = [row_id for row_id, _ in keys]
    old = _read(connection, _INTERACTION_KEYS, ids)
    changed = [(i, key) for i, key in keys if i in old and old[i] != key]
    if connection.dialect.name == "sqlite":
        _driver_many(
            connection,
            "INSERT INTO interaction_fts(interaction_fts, rowid, key) VALUES('delete', ?, ?)",
            [(i, old[i]) for i, _ in changed if old[i]],
        )
    _many(
        connection,
        "UPDATE interactions SET key = ? WHERE id = ?",
        [(key, i) for i, key in changed],
    )
    if connection.dialect.name == "sqlite":
        _driver_many(
            connection,
            "INSERT INTO interaction_fts(rowid, key) VALUES(?, ?)",
            [(i, key) for i, key in changed if key],
        )


def forget_interactions(connection: sa.Connection, ids: Sequence[int]) -> None:
    """Take interactions out of the index before their rows go."""
    if connection.dialect.name != "sqlite" or not ids:
        return
    old = _read(connection, _INTERACTION_KEYS, ids)
    _driver_many(
        connection,
        "INSERT INTO interaction_fts(interaction_fts, rowid, key) VALUES('delete', ?, ?)",
        [(i, key) for i, key in old.items() if key],
    )


def forget_customers(connection: sa.Connection, ids: Sequence[int]) -> None:
    """Take customers out of the index before their rows go."""
    old = _read(connection, _CUSTOMER_KEYS, ids)
    if connection.dialect.name == "sqlite":
        _driver_many(
            connection,
            "INSERT INTO customer_fts(customer_fts, rowid, key) VALUES('delete', ?, ?)",
            list(old.items()),
        )


def rebuild(connection: sa.Connection, *, interactions: bool = True) -> None:
    """Build the index anew from the folded text: after bulk inserts, cheaper than row by row."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO customer_fts(customer_fts) VALUES('rebuild')")
        if interactions:
            connection.exec_driver_sql("INSERT INTO interaction_fts(interaction_fts) VALUES('rebuild')")


def add_customers(connection: sa.Connection, first_id: int, last_id: int) -> None:
    """Index the customers of a batch whose folded text was stored without indexing."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "INSERT INTO customer_fts(rowid, key) SELECT customer_id, key FROM customer_search"
            " WHERE customer_id BETWEEN ? AND ?",
            (first_id, last_id),
        )


def _read(connection: sa.Connection, text: str, ids: Iterable[int]) -> dict[int, str]:
    return {row[0]: row[1] for row in plain(connection, text, list(ids))}


def _many(connection: sa.Connection, text: str, rows: list[tuple[object, ...]]) -> None:
    if rows:
        driver_sql = text if connection.dialect.name == "sqlite" else text.replace("?", "%s")
        connection.exec_driver_sql(driver_sql, rows)


def _driver_many(connection: sa.Connection, text: str, rows: list[tuple[int, str]]) -> None:
    if rows:
        connection.exec_driver_sql(text, rows)
