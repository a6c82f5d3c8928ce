"""Commands that care for the database: backup, restore, check."""

from __future__ import annotations

from app.commands import Call, Outcome
from app.models import backup as backups
from app.models.faults import NoDatabase, ServerBackup


def backup(call: Call) -> Outcome:
    """Write a consistent copy with its checksum beside it."""
    office = call.office()
    try:
        made = backups.make(office.database, call.options.file)
    finally:
        office.close()
    return Outcome(
        {"ok": True, "problems": [], "file": str(made)}, call.tr("Backup written: {path}", path=made)
    )


def restore(call: Call) -> Outcome:
    """Put a backup in the place of the database; what was there is kept beside it."""
    target = call.options.target
    if "://" in str(target):
        raise ServerBackup
    kept = backups.restore(call.options.file, target)
    text = call.tr("Restored: {path}", path=target)
    if kept:
        text += "\n" + call.tr("What was there before is kept as {path}", path=kept)
    return Outcome({"ok": True, "problems": [], "kept": str(kept) if kept else None}, text)


def check(call: Call) -> Outcome:
    """Check a database; problems are listed and end with exit code 1."""
    office = call.office()
    path = office.database.path
    office.close()
    if path is None:
        return Outcome(
            {"ok": True, "problems": []}, call.tr("The server answers; it checks its data itself.")
        )
    if not path.exists():
        raise NoDatabase(path=str(path))
    problems = backups.check_file(path)
    if problems:
        text = "\n".join([call.tr("Problems were found:"), *problems])
        return Outcome({"ok": False, "problems": problems}, text, 1)
    return Outcome({"ok": True, "problems": []}, call.tr("The database is sound."))
