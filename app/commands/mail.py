"""The command that imports letters and chats."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import Any

from app.clock import Clock, FixedClock, SystemClock
from app.commands import Call, Outcome
from app.commands.exchange import told
from app.models.database import create, exists
from app.office import Office
from app.services.mail import importing


def import_mail(call: Call) -> Outcome:
    """Import letters and chats as one step; with ``--dry-run`` only say what it would do."""
    options = call.options
    with contextlib.ExitStack() as stack:
        if exists(options.target):
            office = stack.enter_context(contextlib.closing(call.office()))
        elif options.dry_run or not _readable(options.files):
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            clock: Clock = FixedClock(options.now) if options.now else SystemClock()
            office = Office(create(Path(folder) / "rehearsal.rapport"), clock)
            stack.callback(office.close)
        else:
            office = stack.enter_context(contextlib.closing(call.office(create_missing=True)))
        made = importing.run(office, paths=options.files, dry_run=options.dry_run)
    document = document_of(made, call)
    return Outcome(document, told(document, call.tr, dry_run=options.dry_run), 0 if made.readable else 2)


def _readable(paths: list[Path]) -> bool:
    """Tell whether any file is one of messages: a database is not begun for files of which none can be read."""
    return any(importing.is_readable(path) for path, _ in importing.expanded(paths))


def document_of(made: importing.Imported, call: Call) -> dict[str, Any]:
    """Return what ``import mail --json`` promises."""
    files = []
    for each in made.files:
        problems = [{"line": one.line, "text": one.text(call.tr)} for one in each.problems]
        if each.fault is not None:
            problems.append({"line": 0, "text": each.fault.text(call.tr)})
        files.append(
            {
                "file": each.file,
                "read": each.read,
                "created": each.created,
                "merged": each.merged,
                "skipped": each.skipped,
                "attachments": each.attachments,
                "problems": problems,
                "first": each.first,
            }
        )
    totals = {name: made.total(name) for name in ("read", "created", "merged", "skipped", "attachments")}
    return {"files": files, **totals}
