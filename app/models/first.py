"""The first look at a file, which writes nothing, and the file as it waits to be opened."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.errors import RapportError
from app.models.mark import APPLICATION_ID, HEAD, check_header, read_only
from app.platform import is_network_folder

if TYPE_CHECKING:
    from app.models.database import Database


class _Faults:
    """Of sqlite3's errors none is worded anew: whoever looks deals with them as they are."""

    Error: Final = ()


class _Dialect:
    name: Final = "sqlite"
    loaded_dbapi: Final = _Faults


class _Pooled:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.driver_connection = connection


class PlainConnection:
    """As much of SQLAlchemy's connection as :mod:`app.models.plain` asks for."""

    dialect: Final = _Dialect

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = _Pooled(connection)


@contextlib.contextmanager
def look(path: Path) -> Iterator[PlainConnection | None]:
    """Give a snapshot of a file that this version wrote; None where opening has more to do or to say.

    What is missing, foreign, older, newer, locked, damaged or on another machine is left to
    :func:`app.models.opening.open_database`, which says what is the matter.
    """
    with contextlib.ExitStack() as stack:
        connection = None
        with contextlib.suppress(RapportError, OSError, sqlite3.Error):
            if not is_network_folder(path.parent):
                check_header(path, create_missing=False)
                connection = stack.enter_context(contextlib.closing(read_only(path)))
                connection.execute("PRAGMA trusted_schema=OFF")
                connection.execute("BEGIN")
                if not _ours(connection):
                    connection = None
        yield None if connection is None else PlainConnection(connection)


def _ours(connection: sqlite3.Connection) -> bool:
    """Tell whether the file has our stamp and today's tables."""
    stamp = connection.execute("PRAGMA application_id").fetchone()
    revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return (stamp, revision) == ((APPLICATION_ID,), (HEAD,))


class Waiting:
    """A database that is opened when something is first asked of it, or when :meth:`opened` is called.

    What opening it says, it says to everyone who asks.
    """

    def __init__(self, path: Path, open_: Callable[[], Database]) -> None:
        self.path = path
        self.target = str(path)
        self.title = path.name
        self._open = open_
        self._one_at_a_time = threading.Lock()
        self._database: Database | None = None
        self._fault: RapportError | None = None

    def opened(self) -> Database:
        """Return the open database.

        Raises:
            RapportError: it cannot be opened.
        """
        with self._one_at_a_time:
            if self._fault is not None:
                raise self._fault
            if self._database is None:
                try:
                    self._database = self._open()
                except RapportError as fault:
                    self._fault = fault
                    raise
            return self._database

    def close(self) -> None:
        """Close what was opened; what was not stays as it is."""
        with self._one_at_a_time:
            if self._database is not None:
                self._database.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.opened(), name)
