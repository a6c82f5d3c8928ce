"""Check that the migrations, the records and the stamped head agree; exit 1 with the differences."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import sqlalchemy as sa  # noqa: E402 - after the path
from alembic import command  # noqa: E402
from alembic.script import ScriptDirectory  # noqa: E402
from alembic.util import CommandError  # noqa: E402

from app.models.database import Database, create  # noqa: E402
from app.models.mark import HEAD, KNOWN_REVISIONS  # noqa: E402
from app.models.upgrade import config  # noqa: E402


def shape(database: Database) -> dict[str, str]:
    """Return every table and index as the database itself describes it, white space folded."""
    with database.read() as connection:
        rows = connection.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
        found = {row[0]: " ".join(str(row[1]).replace('"', "").split()) for row in rows}
    return {name: text for name, text in found.items() if "_fts" not in name}


def main() -> int:
    """Compare and say what differs."""
    problems: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        migrated = Database(Path(folder) / "migrated.rapport")
        command.upgrade(config(migrated), "head")
        try:
            command.check(config(migrated))
        except CommandError as fault:
            problems.append(str(fault))
        created = create(Path(folder) / "created.rapport")
        one, two = shape(migrated), shape(created)
        problems += [f"only migrated: {name}" for name in sorted(one.keys() - two.keys())]
        problems += [f"only created: {name}" for name in sorted(two.keys() - one.keys())]
        scripts = ScriptDirectory.from_config(config(migrated))
        if scripts.get_current_head() != HEAD:
            problems.append(f"the newest script is {scripts.get_current_head()}, the program expects {HEAD}")
        known = {script.revision for script in scripts.walk_revisions()}
        if known != set(KNOWN_REVISIONS):
            problems.append(f"scripts {sorted(known)}, known {sorted(KNOWN_REVISIONS)}")
        migrated.close()
        created.close()
    for problem in problems:
        sys.stderr.write(problem + "\n")
    return 1 if problems else 0


sys.exit(main())
