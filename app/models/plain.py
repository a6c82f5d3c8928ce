"""Statements as the drivers take them, for the few questions whose objects would cost more than their answers."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from app.models import driver

if TYPE_CHECKING:
    import sqlalchemy as sa


def plain(connection: sa.Connection, sql: str, *values: object) -> Sequence[Any]:
    """Return the rows of ``sql`` as the driver gives them: moments and days are text where the file keeps text.

    Each «?» takes a value, «IN ?» a list of numbers of any length.
    """
    if connection.dialect.name != "sqlite":
        return driver.read(connection, _worded(sql, "= ANY(%s)", "%s"), values)
    lists = [value for value in values if isinstance(value, list)]
    if lists and all(len(some) == 1 for some in lists):
        # one number is looked up faster than a list of one is taken apart
        bare = [value[0] if isinstance(value, list) else value for value in values]
        return driver.read(connection, _worded(sql, "= ?", "?"), bare)
    bare = [json.dumps(value) if isinstance(value, list) else value for value in values]
    # one statement for a list of any length: it is prepared once
    return driver.read(connection, _worded(sql, "IN (SELECT value FROM json_each(?))", "?"), bare)


def put(connection: sa.Connection, sql: str, rows: Sequence[Sequence[object]]) -> None:
    """Run ``sql`` once for each of ``rows``, whose values are what :func:`plain` reads; each «?» takes one."""
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    driver.write_many(connection, _worded(sql, "", mark), rows)


@lru_cache(maxsize=256)
def _worded(sql: str, among: str, mark: str) -> str:
    if mark == "?":
        return sql.replace("IN ?", among)
    return sql.replace("%", "%%").replace("IN ?", among).replace("?", mark)


def moments(connection: sa.Connection) -> Callable[[Sequence[Any]], list[dt.datetime | None]]:
    """Return what makes moments, aware and in UTC, of a column that :func:`plain` read."""
    return _moments_of_text if connection.dialect.name == "sqlite" else _moments


def days(connection: sa.Connection) -> Callable[[Sequence[Any]], Sequence[dt.date | None]]:
    """Return what makes days of a column that :func:`plain` read."""
    return _days_of_text if connection.dialect.name == "sqlite" else tuple


def _moments_of_text(texts: Sequence[str | None]) -> list[dt.datetime | None]:
    made = dt.datetime.fromisoformat
    return [None if text is None else made(text + "+00:00") for text in texts]


def _moments(naive: Sequence[dt.datetime | None]) -> list[dt.datetime | None]:
    return [None if one is None else one.replace(tzinfo=dt.UTC) for one in naive]


def _days_of_text(texts: Sequence[str | None]) -> list[dt.date | None]:
    made = dt.date.fromisoformat
    return [None if text is None else made(text) for text in texts]
