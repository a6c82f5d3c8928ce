"""Opening a database: what is not ours is refused untouched, what is older is backed up and upgraded."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from app.models.database import (
    APPLICATION_ID,
    HEAD,
    KNOWN_REVISIONS,
    Database,
    create,
    exists,
    fill_schema,
    revision,
)
from app.models.faults import CannotWrite, NewerDatabase, NoDatabase, NotADatabase


def open_database(target: str | Path, *, create_missing: bool = False) -> Database:
    """Open ``target``; an older one is backed up and upgraded, a newer one is refused.

    Raises:
        NoDatabase: nothing is there and ``create_missing`` is false.
        NotADatabase, NewerDatabase, Damaged: the file is left as it is.
    """
    if not exists(target):
        if not create_missing:
            raise NoDatabase(path=str(target))
        return create(target)
    path = None if "://" in str(target) else Path(target)
    if path is not None:
        _check_header(path, create_missing=create_missing)
        if path.stat().st_size == 0:
            path.unlink()
            return create(path)
    database = Database(target)
    try:
        found = revision(database)
        if not found and create_missing:
            with database.write() as connection:
                fill_schema(connection)
        elif not found:
            raise NotADatabase(path=str(target))
        elif found not in KNOWN_REVISIONS:
            raise NewerDatabase(path=str(target))
        elif found != HEAD:
            from app.models.upgrade import upgrade  # noqa: PLC0415 - alembic is loaded only when needed

            upgrade(database)
    except BaseException:
        database.close()
        raise
    return database


def _check_header(path: Path, *, create_missing: bool) -> None:
    """Refuse what is not ours before anything is opened for writing: even a pragma would change the file."""
    if path.is_dir():
        raise NotADatabase(path=str(path))
    try:
        with path.open("rb") as stream:
            head = stream.read(100)
    except OSError as fault:
        raise CannotWrite(reason=fault.strerror or str(fault)) from fault
    if not head and create_missing:
        return
    # an empty file opens as a valid empty database: SQLite itself would not mind
    if head[:16] != b"SQLite format 3\x00":
        raise NotADatabase(path=str(path))
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID and _stamp_beside(path) != APPLICATION_ID:
        raise NotADatabase(path=str(path))
    if _stored_revision(path) not in {"", *KNOWN_REVISIONS}:
        raise NewerDatabase(path=str(path))


def _stamp_beside(path: Path) -> int:
    """Return the stamp that a young database may still have in its write-ahead log alone, 0 without one."""
    if not path.with_name(path.name + "-wal").exists():
        return 0
    try:
        with contextlib.closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        ) as connection:
            return int(connection.execute("PRAGMA application_id").fetchone()[0])
    except sqlite3.Error:
        return 0


def _stored_revision(path: Path) -> str:
    """Return the revision by a look that writes nothing; «» where it cannot be told."""
    try:
        with contextlib.closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        ) as connection:
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return ""
    return str(found[0]) if found else ""
