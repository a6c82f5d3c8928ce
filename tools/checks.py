"""All checks that need no test: run one after the other, with a summary; exit 1 if any fails."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
#: what is checked, and the arguments of Python that check it; «-m» wherever a tool can, because scripts of an
#: environment break when its folder is moved
STEPS: Final = (
    ("lints", ["-m", "ruff", "check", "."]),
    ("formatting", ["-m", "ruff", "format", "--check", "."]),
    ("types", ["-m", "mypy"]),
    ("import contracts", ["-c", "from importlinter.cli import lint_imports_command as go; go()"]),
    ("dead code", ["tools/dead_code.py"]),
    ("dependencies", ["-m", "deptry", "."]),
    ("translations", ["tools/translations.py", "check"]),
    ("migrations", ["tools/check_migrations.py"]),
)


def main() -> int:
    """Run every check, or those whose titles begin with an argument; return the exit code."""
    asked = tuple(sys.argv[1:]) or ("",)
    failed = []
    for title, arguments in STEPS:
        if not title.startswith(asked):
            continue
        start = time.monotonic()
        # The tool's own words go straight to the terminal; ours are flushed to stand above them.
        print(f"── {title}", flush=True)
        if subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode:
            failed.append(title)
        print(f"   {time.monotonic() - start:.1f} s", flush=True)
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
