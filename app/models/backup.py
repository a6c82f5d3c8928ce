"""Backups, restoring and checking of a database file (row X11)."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from app.models.database import BUSY_SECONDS, Database
from app.models.faults import (
    BackupIsTarget,
    BadChecksum,
    CannotWrite,
    Damaged,
    NewerDatabase,
    NotADatabase,
    ServerBackup,
    StillOpen,
)
from app.models.mark import APPLICATION_ID, KNOWN_REVISIONS

Progress = Callable[[int, int], None]


def make(database: Database, target: Path, *, progress: Progress | None = None) -> Path:
    """Write a consistent copy of a live database to ``target`` with a checksum beside it.

    Raises:
        BackupIsTarget, ServerBackup, CannotWrite: nothing was written.
    """
    source = _file_of(database)
    if target.exists() and target.resolve() == source.resolve():
        raise BackupIsTarget(path=str(target))
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(source, part, progress)
        digest = checksum(part)
        part.replace(target)
        _sidecar(target).write_text(f"{digest}  {target.name}\n", encoding="utf-8")
    except (OSError, sqlite3.Error) as fault:
        part.unlink(missing_ok=True)
        raise CannotWrite(reason=str(fault)) from fault
    return target


def restore(backup: Path, database_path: Path) -> Path | None:
    """Put ``backup`` in the place of ``database_path``; return where the replaced file went.

    The rows are copied into a fresh file under a new name, journals of the old one are removed, then it
    is renamed: a stale journal must never roll a restored database back. The database has to be closed.

    Raises:
        NotADatabase, NewerDatabase, BadChecksum, Damaged: nothing was changed.
        StillOpen: somebody works with the database; she would go on writing into a file that is gone.
    """
    _refuse_open(database_path)
    return finish_restore(prepare_restore(backup, database_path), database_path)


def prepare_restore(backup: Path, database_path: Path, *, progress: Progress | None = None) -> Path:
    """Check ``backup`` and copy it beside ``database_path``, which may be open; return the fresh file.

    Raises:
        NotADatabase, NewerDatabase, BadChecksum, Damaged: nothing was changed.
    """
    problems = check_file(backup)
    if problems:
        raise Damaged(path=str(backup), reason=problems[0])
    fresh = database_path.with_name(database_path.name + ".restoring")
    try:
        database_path.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        _copy(backup, fresh, progress)
    except (OSError, sqlite3.Error) as fault:
        fresh.unlink(missing_ok=True)
        raise CannotWrite(reason=str(fault)) from fault
    return fresh


def finish_restore(fresh: Path, database_path: Path) -> Path | None:
    """Put the file that :func:`prepare_restore` made in place; return where the replaced one went.

    The database has to be closed.
    """
    kept: Path | None = None
    try:
        if database_path.exists():
            stamp = dt.datetime.fromtimestamp(database_path.stat().st_mtime, tz=dt.UTC).strftime(
                "%Y%m%d-%H%M%S"
            )
            kept = database_path.with_name(f"{database_path.stem}.before-restore-{stamp}.rapport")
            _keep(database_path, kept)
        for suffix in ("-wal", "-shm", "-journal"):
            database_path.with_name(database_path.name + suffix).unlink(missing_ok=True)
        fresh.replace(database_path)
    except (OSError, sqlite3.Error) as fault:
        fresh.unlink(missing_ok=True)
        raise CannotWrite(reason=str(fault)) from fault
    return kept


def check_file(path: Path) -> list[str]:
    """Return what is wrong with a database or backup file, nothing when it is sound.

    Raises:
        NotADatabase, NewerDatabase: it is none of ours to judge.
        BadChecksum: it differs from the checksum that was stored beside it.
    """
    _check_identity(path)
    sidecar = _sidecar(path)
    if sidecar.is_file():
        stored = sidecar.read_text(encoding="utf-8", errors="replace").split()
        if stored and stored[0] != checksum(path):
            raise BadChecksum(path=str(path))
    try:
        with contextlib.closing(_open_read_only(path)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
            found += [
                f"{table} {rowid}: {parent}"
                for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(20)
            ]
            kinds = "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')"
            found += [f"{kind} {name}" for kind, name in connection.execute(kinds)]
    except sqlite3.Error as fault:
        return [str(fault)]
    return found


def check_open(database: Database) -> list[str]:
    """Return what is wrong with a database that is open, nothing when it is sound; a server checks itself.

    What still stands in the journal is written into the file first: its very header may.
    """
    if database.path is None:
        return []
    with contextlib.closing(sqlite3.connect(database.path, timeout=BUSY_SECONDS)) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    return check_file(database.path)


def before_upgrade(database: Database) -> Path | None:
    """Back up a file before its tables change; a server is backed up by its owner."""
    if database.path is None:
        return None
    target = database.path.with_name(f"{database.path.stem}.before-upgrade.rapport")
    number = 1
    while target.exists():
        number += 1
        target = database.path.with_name(f"{database.path.stem}.before-upgrade-{number}.rapport")
    return make(database, target)


def daily(database: Database, folder: Path, today: dt.date, *, keep: int = 14) -> Path | None:
    """Make today's backup if there is none yet, and keep the newest ``keep``."""
    if database.path is None:
        return None
    name = database.path.stem
    target = folder / f"{name}-{today.isoformat()}.rapport"
    if target.exists():
        return None
    made = make(database, target)
    old = sorted(folder.glob(f"{name}-????-??-??.rapport"))[:-keep]
    for path in old:
        path.unlink(missing_ok=True)
        _sidecar(path).unlink(missing_ok=True)
    return made


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _check_identity(path: Path) -> None:
    try:
        with path.open("rb") as stream:
            head = stream.read(100)
    except OSError as fault:
        raise NotADatabase(path=str(path)) from fault
    if head[:16] != b"SQLite format 3\x00" or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise NotADatabase(path=str(path))
    try:
        with contextlib.closing(_open_read_only(path)) as connection:
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return
    if found and found[0] not in KNOWN_REVISIONS:
        raise NewerDatabase(path=str(path))


def _open_read_only(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    connection.execute("PRAGMA trusted_schema=OFF")
    return connection


def _copy(source: Path, target: Path, progress: Progress | None) -> None:
    def step(_status: int, remaining: int, total: int) -> None:
        if progress:
            progress(total - remaining, total)

    with (
        contextlib.closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as old,
        contextlib.closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new, pages=4096, progress=step)
        new.execute("PRAGMA journal_mode=DELETE")


def _refuse_open(path: Path) -> None:
    """Refuse a database that others have open: only who is alone may leave the write-ahead log."""
    if not path.exists():
        return
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=0.5)) as connection:
            mode = connection.execute("PRAGMA journal_mode").fetchone()
            if mode and mode[0] == "wal":
                connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as fault:
        if "locked" in str(fault):
            raise StillOpen(path=str(path)) from fault
    except sqlite3.DatabaseError:
        return  # what is there cannot be read: a reason to restore


def _keep(source: Path, target: Path) -> None:
    """Copy a database that is replaced; one that cannot be read is kept as it lies, journals and all."""
    try:
        _copy(source, target, None)
    except sqlite3.Error:
        for suffix in ("", "-wal", "-journal"):
            part = source.with_name(source.name + suffix)
            if part.exists():
                shutil.copy2(part, target.with_name(target.name + suffix))


def _file_of(database: Database) -> Path:
    if database.path is None:
        raise ServerBackup
    return database.path


def _sidecar(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")
