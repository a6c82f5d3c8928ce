"""Care of the database: backups, restoring, checking, and the sample in a file of its own (row X11)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.clock import Clock
from app.models import backup as backups
from app.models.database import Database, create
from app.models.work import Moment, Work
from app.paths import Paths
from app.services import attachments, derive

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Backup:
    """A backup file; ``size`` in bytes, ``at`` aware."""

    path: Path
    at: dt.datetime
    size: int


def sample_path(paths: Paths, language: str) -> Path:
    """Return where the sample of ``language`` lies."""
    return paths.data / f"sample-{language}.rapport"


def backup_folder(database: Database, paths: Paths) -> Path:
    """Return where the backups of this database lie; other databases of the same name have their own place."""
    if database.path is None or database.path == paths.database:
        return paths.backups
    mark = hashlib.sha256(str(database.path).encode()).hexdigest()[:8]
    return paths.backups / f"{database.path.stem}-{mark}"


def list_backups(database: Database, folder: Path) -> list[Backup]:
    """Return the backups of this database, the newest first."""
    if database.path is None or not folder.is_dir():
        return []
    found = []
    for path in folder.glob(f"{database.path.stem}-????-??-??*.rapport"):
        try:
            facts = path.stat()
        except OSError:
            continue
        found.append(Backup(path, dt.datetime.fromtimestamp(facts.st_mtime, tz=dt.UTC), facts.st_size))
    return sorted(found, key=lambda each: (each.at, each.path.name), reverse=True)


def back_up(database: Database, folder: Path, clock: Clock, *, progress: Progress | None = None) -> Path:
    """Write a backup with today's date and hour beside the daily ones and return it.

    Raises:
        ServerBackup, CannotWrite: nothing was written.
    """
    stem = database.path.stem if database.path else database.title
    target = folder / f"{stem}-{clock.local():%Y-%m-%d-%H%M%S}.rapport"
    return backups.make(database, target, progress=progress)


def daily_backup(database: Database, folder: Path, clock: Clock) -> Backup | None:
    """Make today's backup if there is none yet; return the newest backup there is.

    Raises:
        CannotWrite: nothing was written.
    """
    if database.path is None:
        return None
    backups.daily(database, folder, clock.today())
    return next(iter(list_backups(database, folder)), None)


def prepare_restore(backup: Path, database_path: Path, *, progress: Progress | None = None) -> Path:
    """Check a backup and lay it ready beside the open database; see :func:`finish_restore`."""
    return backups.prepare_restore(backup, database_path, progress=progress)


def finish_restore(fresh: Path, database_path: Path) -> Path | None:
    """Put what was laid ready in the place of the closed database; return where the replaced file went."""
    return backups.finish_restore(fresh, database_path)


def make_sample(path: Path, clock: Clock, language: str, *, progress: Progress | None = None) -> Path:
    """Make a sample in a fresh file beside ``path``, dated from the clock's today, and return that file.

    Raises:
        CannotWrite: there is no room for it, or no permission.
    """
    from app.services.sample import fill  # noqa: PLC0415 - the window imports this module at each start

    fresh = path.with_name(path.name + ".making")
    _remove(fresh)
    told = progress or (lambda _done, _total: None)
    database = create(fresh)
    try:
        with database.write() as connection:
            work = Work(connection, Moment(clock.now(), clock.today(), clock.zone, None), verb="fill")
            fill(work, language=language, progress=lambda share: told(round(share * 1000), 1000))
            derive.refresh(work)
            work.finish()
    finally:
        database.close()
    return fresh


def place_sample(fresh: Path, path: Path) -> None:
    """Put a sample that was made in the place of the one before, which is closed."""
    _remove(path)
    fresh.replace(path)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def check(database: Database) -> list[str]:
    """Return what is wrong with a database file, nothing when it is sound; a server checks itself."""
    return backups.check_open(database)


def clean_up(work: Work) -> int:
    """Remove what an import that ended badly left out of sight, and bytes of files that nothing names any more."""
    from app.services.importing import discard_unfinished  # noqa: PLC0415 - the readers of files are not needed at start

    return discard_unfinished(work) + attachments.purge(work)
