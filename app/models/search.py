"""The index that finds customers by any part, interactions and follow-ups by any word, on both engines.

SQLite keeps FTS5 tables over folded text that lives elsewhere (external content): trigrams for customers,
words for interactions and open follow-ups. PostgreSQL serves the same folded columns by pg_trgm where the
server offers it and by full-text search.

Trigrams cost more than everything else that an edit writes, so that SQLite's are brought up to date for some
customers at once, as PostgreSQL does with its own: ``customer_search.indexed`` is the key under which a
customer still stands in the index («» for not at all), NULL where the index is up to date. Those few are
looked through beside the index; what the index still says of them is checked against the key, as everything is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import sqlalchemy as sa

from app.models import driver, words
from app.models.plain import plain, put

#: tables whose folded text is the column «key», with SQLite's index of its words
TEXTS: Final = {"interactions": "interaction_fts", "followups": "followup_fts"}
#: how many customers the index may be behind by
BEHIND: Final = 32

SQLITE_TABLES: Final = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS customer_fts USING fts5("
    "key, content='customer_search', content_rowid='customer_id', tokenize='trigram', detail='none')",
    *(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {index} USING fts5("
        f"key, content='{table}', content_rowid='id', tokenize='unicode61', prefix='2 3', detail='none')"
        for table, index in TEXTS.items()
    ),
)
POSTGRES_TRIGRAMS: Final = (
    "CREATE INDEX IF NOT EXISTS ix_customer_search_trigrams ON customer_search USING gin (key gin_trgm_ops)"
)
#: names of the indexes that only one engine has
POSTGRES_NAMES: Final = frozenset({"ix_customer_search_trigrams", *(f"ix_{table}_words" for table in TEXTS)})

_CUSTOMER_KEYS: Final = (
    "SELECT customer_id, coalesce(indexed, key) FROM customer_search WHERE customer_id IN ?"
)
#: one statement for what is new, what changed and what stayed
_STORE: Final = (
    "INSERT INTO customer_search(customer_id, key, indexed) VALUES (?, ?, {none}) ON CONFLICT (customer_id)"
    " DO UPDATE SET key = excluded.key, indexed = {old} WHERE customer_search.key <> excluded.key"
)
_STORE_ON_FILE: Final = _STORE.format(none="''", old="coalesce(customer_search.indexed, customer_search.key)")
_STORE_ON_SERVER: Final = _STORE.format(none="NULL", old="NULL")
_COUNT_BEHIND: Final = "SELECT count(*) FROM customer_search WHERE indexed IS NOT NULL"
_CATCH_UP: Final = (
    "INSERT INTO customer_fts(customer_fts, rowid, key)"
    " SELECT 'delete', customer_id, indexed FROM customer_search WHERE indexed IS NOT NULL AND indexed <> ''",
    "INSERT INTO customer_fts(rowid, key) SELECT customer_id, key FROM customer_search WHERE indexed IS NOT NULL",
    "UPDATE customer_search SET indexed = NULL WHERE indexed IS NOT NULL",
)


def create_index(connection: sa.Connection, tables: Iterable[str] = TEXTS) -> None:
    """Create what the engine needs for searching in customers and ``tables``; harmless where it is there already."""
    if connection.dialect.name == "sqlite":
        for statement in SQLITE_TABLES:
            connection.exec_driver_sql(statement)
        return
    for table in tables:
        connection.exec_driver_sql(
            f"CREATE INDEX IF NOT EXISTS ix_{table}_words ON {table} USING gin (to_tsvector('simple', key))"
        )
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
    """Store the folded text of each customer as ``(id, key)``; the index follows, at the latest after :data:`BEHIND`."""
    if not keys:
        return
    on_file = connection.dialect.name == "sqlite"
    put(connection, _STORE_ON_FILE if on_file else _STORE_ON_SERVER, keys)
    if on_file and driver.read(connection, _COUNT_BEHIND)[0][0] > BEHIND:
        catch_up(connection)


def catch_up(connection: sa.Connection) -> None:
    """Bring the index of customers up to date with what was stored since."""
    if connection.dialect.name == "sqlite":
        for statement in _CATCH_UP:
            driver.write(connection, statement)


def replace_texts(connection: sa.Connection, table: str, keys: Sequence[tuple[int, str]]) -> None:
    """Set the ``key`` of existing rows of ``table`` and bring the index of its words up to date."""
    old = _texts(connection, table, [row_id for row_id, _ in keys])
    changed = [(i, key) for i, key in keys if i in old and old[i] != key]
    if not changed:
        return
    on_file = connection.dialect.name == "sqlite"
    if on_file:
        _forget(connection, TEXTS[table], {i: old[i] for i, _ in changed})
    put(connection, f"UPDATE {table} SET key = ? WHERE id = ?", [(key, i) for i, key in changed])  # noqa: S608
    if on_file:
        said = [(i, key) for i, key in changed if key]
        put(connection, f"INSERT INTO {TEXTS[table]}(rowid, key) VALUES (?, ?)", said)  # noqa: S608 - own names


def forget_texts(connection: sa.Connection, table: str, ids: Sequence[int]) -> None:
    """Take rows of ``table`` out of the index of its words before they go."""
    if connection.dialect.name == "sqlite":
        _forget(connection, TEXTS[table], _texts(connection, table, ids))


def forget_customers(connection: sa.Connection, ids: Sequence[int]) -> None:
    """Take customers out of the index, and out of the words of names, before their rows go."""
    words.forget(connection, ids)
    if connection.dialect.name == "sqlite":
        _forget(connection, "customer_fts", dict(plain(connection, _CUSTOMER_KEYS, list(ids))))


def rebuild(connection: sa.Connection, *, interactions: bool = True) -> None:
    """Build the index anew from the folded text: after bulk inserts, cheaper than row by row."""
    if connection.dialect.name == "sqlite":
        for index in ("customer_fts", *(TEXTS.values() if interactions else ())):
            connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES('rebuild')")
        connection.exec_driver_sql(_CATCH_UP[-1])


def add_customers(connection: sa.Connection, first_id: int, last_id: int) -> None:
    """Index the customers of a batch whose folded text was stored without indexing."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "INSERT INTO customer_fts(rowid, key) SELECT customer_id, key FROM customer_search"
            " WHERE customer_id BETWEEN ? AND ?",
            (first_id, last_id),
        )


def _texts(connection: sa.Connection, table: str, ids: Sequence[int]) -> dict[int, str]:
    return dict(plain(connection, f"SELECT id, key FROM {table} WHERE id IN ?", list(ids)))  # noqa: S608 - own names


def _forget(connection: sa.Connection, index: str, old: dict[int, str]) -> None:
    delete = f"INSERT INTO {index}({index}, rowid, key) VALUES ('delete', ?, ?)"  # noqa: S608 - own names
    put(connection, delete, [(row_id, key) for row_id, key in old.items() if key])
