"""Write the next migration from what the records say: tools/write_migration.py ID «message»."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from alembic import command  # noqa: E402 - after the path

from app.models.database import Database  # noqa: E402
from app.models.upgrade import config  # noqa: E402


def main() -> None:
    """Compare the records with an empty (or upgraded) database and write the difference."""
    number, message = sys.argv[1], sys.argv[2]
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "compare.rapport")
        if number != "0001":
            command.upgrade(config(database), "head")
        made = command.revision(config(database), message=message, rev_id=number, autogenerate=True)
        database.close()
    path = Path(str(made.path))  # type: ignore[union-attr]
    text = path.read_text(encoding="utf-8")
    # one spelling for both engines
    text = re.sub(
        r"(sa\.Boolean\([^)]*\), )server_default=sa\.text\('0'\)", r"\1server_default=sa.false()", text
    )
    text = re.sub(r"app\.models\.base\.UtcTime\([^)]*\)", "sa.DateTime()", text)
    path.write_text(text, encoding="utf-8")


main()
