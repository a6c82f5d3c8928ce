"""Opening, creating and closing a database: one SQLite file, or PostgreSQL by URL."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from app.models import contact, customer, declare, driver, feedback, greeting, history, mail, search, team
from app.models.base import Base
from app.models.faults import Busy, CannotWrite, Damaged, FileGone, NotADatabase, ServerGone
from app.models.hold import Hold
from app.models.mark import APPLICATION_ID, HEAD
from app.platform import is_network_folder

BUSY_SECONDS = 5.0
_RECORDS = (contact, customer, feedback, greeting, history, mail, team)


class Database:
    """One open database.

    ``target`` is a path or a URL «postgresql://…». Reading and writing hand out connections
    inside a transaction; a write takes the lock at once (BEGIN IMMEDIATE) and is rolled back
    unless the block ends well.
    """

    def __init__(self, target: str | Path) -> None:
        self.target = str(target)
        self.is_server = "://" in self.target
        self.path = None if self.is_server else Path(self.target)
        self._on_network = False
        #: what the file was when it was opened
        self._file: tuple[int, int] | None = None
        self._hold: Hold | None = None
        self.engine = self._server_engine() if self.is_server else self._file_engine()
        self._writing = self.engine.execution_options(rapport_write=True)
        #: connections to read by, and to write by
        self._idle: tuple[list[sa.Connection], list[sa.Connection]] = ([], [])
        self._closed = False

    @property
    def title(self) -> str:
        """What the window calls this database."""
        return self.path.name if self.path else str(sa.make_url(self.target).database or "")

    def _server_engine(self) -> sa.Engine:
        url = sa.make_url(self.target)
        if url.drivername in {"postgres", "postgresql"}:
            url = url.set(drivername="postgresql+psycopg")
        return sa.create_engine(url, pool_pre_ping=True)

    def _file_engine(self) -> sa.Engine:
        path = self.path
        assert path is not None
        self._on_network = on_network = is_network_folder(path.parent)
        engine = sa.create_engine(
            sa.URL.create("sqlite", database=str(path)),
            connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        )

        @sa.event.listens_for(engine, "connect")
        def _prepare(connection: sqlite3.Connection, _record: object) -> None:
            connection.isolation_level = None
            journal = "TRUNCATE" if on_network else "WAL"
            for pragma in (
                f"journal_mode={journal}",
                "synchronous=FULL",
                "foreign_keys=ON",
                "trusted_schema=OFF",
                # each connection has its own; more is no faster here, the system keeps the file's pages as well
                "cache_size=-2048",
                "temp_store=MEMORY",
            ):
                connection.execute(f"PRAGMA {pragma}")

            self._file = self._file or self._look()
            if self._hold is None and not on_network:
                # the log and its index stand from the first look on
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                self._hold = Hold(path)

        @sa.event.listens_for(engine, "begin")
        def _begin(connection: sa.Connection) -> None:
            immediate = connection.get_execution_options().get("rapport_write", False)
            driver.write(connection, "BEGIN IMMEDIATE" if immediate else "BEGIN")

        return engine

    def _look(self) -> tuple[int, int] | None:
        """Return which file lies at the path; network folders do not number their files reliably."""
        if self.path is None:
            return None
        try:
            found = self.path.stat()
        except OSError:
            return None
        return (0, 1) if self._on_network else (found.st_dev, found.st_ino)

    def check_there(self) -> None:
        """Make sure that the file is still the one that was opened: SQLite would go on in the one that is gone.

        Raises:
            FileGone: it was moved, removed or replaced.
        """
        if self._file is not None and self._look() != self._file:
            raise FileGone(path=self.target)

    @contextlib.contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Give a connection to read by; one snapshot for the whole block.

        Raises:
            FileGone: the file was moved, removed or replaced.
        """
        self.check_there()
        with worded(self.target), self._connected(self.engine) as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Give a connection to write by; committed when the block ends well.

        Raises:
            Busy: another writer held the lock for longer than the busy timeout.
            CannotWrite: disk full, read-only, quota.
            FileGone: the file was moved, removed or replaced.
        """
        self.check_there()
        with worded(self.target), self._connected(self._writing) as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def _connected(self, engine: sa.Engine) -> Iterator[sa.Connection]:
        """Give a connection, one that was used before where there is one: the pool's own care costs 15 µs."""
        if self.is_server:
            # the pool asks a server first whether it is still there
            with engine.connect() as connection:
                yield connection
            return
        idle = self._idle[engine is self._writing]
        try:
            connection = idle.pop()
        except IndexError:
            connection = engine.connect()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        if self._closed:
            connection.close()
        else:
            idle.append(connection)

    def close(self) -> None:
        """Let go of every connection."""
        if self._hold is not None:
            self._hold.let_go()
        self._closed = True
        for idle in self._idle:
            while idle:
                idle.pop().close()
        self.engine.dispose()
        if self._hold is not None:
            self._hold.close()
            self._hold = None


@contextlib.contextmanager
def worded(target: str) -> Iterator[None]:
    """Turn faults of the world into errors that word themselves; bugs pass through."""
    try:
        yield
    except sa.exc.DBAPIError as fault:
        reason = str(fault.orig).splitlines()[0] if fault.orig else ""
        low = reason.lower()
        if "locked" in low or "busy" in low:
            raise Busy from fault
        if any(word in low for word in ("readonly", "read-only", "full", "disk i/o", "unable to open")):
            raise CannotWrite(reason=reason) from fault
        if "malformed" in low or "not a database" in low:
            raise Damaged(path=target, reason=reason) from fault
        if fault.connection_invalidated or ("connect" in low and isinstance(fault, sa.exc.OperationalError)):
            raise ServerGone(reason=reason) from fault
        raise


def exists(target: str | Path) -> bool:
    """Tell whether there is something at ``target`` (a server is asked when it is opened)."""
    return "://" in str(target) or Path(target).exists()


def create(target: str | Path) -> Database:
    """Create a fresh database with today's tables and return it open."""
    database = Database(target)
    if database.path:
        database.path.parent.mkdir(parents=True, exist_ok=True)
    with database.write() as connection:
        fill_schema(connection)
    if database.path:
        # what tells that the file is ours goes from the log into the file itself, where others look for it
        with contextlib.closing(database.engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    return database


def fill_schema(connection: sa.Connection) -> None:
    """Create all tables and stamp the revision, without loading the migration machinery."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    declare.complete(Base.metadata, connection.dialect.name)
    Base.metadata.create_all(connection)
    search.create_index(connection)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.execute(sa.text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def revision(database: Database) -> str:
    """Return the revision of the database, «» for one that holds nothing.

    Raises:
        NotADatabase: there are tables, and none of ours.
    """
    with database.read() as connection:
        if connection.dialect.name == "sqlite":
            stamp = connection.exec_driver_sql("PRAGMA application_id").scalar()
            tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
            if not tables and stamp in {0, APPLICATION_ID}:
                return ""
            if stamp != APPLICATION_ID:
                raise NotADatabase(path=database.target)
        elif not sa.inspect(connection).has_table("alembic_version"):
            if sa.inspect(connection).get_table_names():
                raise NotADatabase(path=database.target)
            return ""
        found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "")
