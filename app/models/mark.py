"""By what a file is known as ours, and what can be told of it before it is opened for writing."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Final

from app.models.faults import CannotWrite, NewerDatabase, NotADatabase

APPLICATION_ID: Final = 0x52505254  # «RPRT»
HEAD: Final = "0007"  # the newest migration; a test holds it against the scripts
KNOWN_REVISIONS: Final = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")


def check_header(path: Path, *, create_missing: bool) -> None:
    """Refuse what is not ours before anything is opened for writing: even a pragma would change the file.

    Raises:
        NotADatabase, NewerDatabase, CannotWrite: the file is left as it is.
    """
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


def read_only(path: Path) -> sqlite3.Connection:
    """Return a connection that cannot write."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)


def _stamp_beside(path: Path) -> int:
    """Return the stamp that a young database may still have in its write-ahead log alone, 0 without one."""
    if not path.with_name(path.name + "-wal").exists():
        return 0
    try:
        with contextlib.closing(read_only(path)) as connection:
            return int(connection.execute("PRAGMA application_id").fetchone()[0])
    except sqlite3.Error:
        return 0


def _stored_revision(path: Path) -> str:
    """Return the revision by a look that writes nothing; «» where it cannot be told."""
    try:
        with contextlib.closing(read_only(path)) as connection:
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return ""
    return str(found[0]) if found else ""
