"""Opening a database: what is not ours is refused untouched, what is older is backed up and upgraded."""

from __future__ import annotations

from pathlib import Path

from app.models.database import Database, create, exists, fill_schema, revision
from app.models.faults import NewerDatabase, NoDatabase, NotADatabase
from app.models.mark import HEAD, KNOWN_REVISIONS, check_header


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
        check_header(path, create_missing=create_missing)
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
