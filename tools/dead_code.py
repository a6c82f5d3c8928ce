"""Dead code in the program, without what Qt and SQLAlchemy call by name; exit 1 if there is any."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6 import QtCore, QtGui, QtWidgets
from vulture.core import Item, Vulture

ROOT: Final = Path(__file__).resolve().parent.parent
CONFIDENCE: Final = 60
LISTENERS: Final = ["@*.listens_for", "@listens_for", "@*.Slot", "@Slot"]
#: names in use that no code mentions, with who mentions them
KEPT: Final = {
    "impl": "SQLAlchemy reads it of a column type",
    "cache_ok": "SQLAlchemy reads it of a column type",
    "process_bind_param": "SQLAlchemy calls it of a column type",
    "process_result_value": "SQLAlchemy calls it of a column type",
    "isolation_level": "sqlite3 reads it of a connection",
    "advance": "tests move the clock",
    "find_spec": "Python's import system calls it of a finder",
    "create_module": "and this of a loader",
    "exec_module": "as above",
    "handle_starttag": "html.parser calls it",
    "handle_endtag": "html.parser calls it",
    "handle_data": "html.parser calls it",
    "import_": "the table of commands names it",
    "import_mail": "the table of commands names it",
    "import_calendar": "the table of commands names it",
    "export_calendar": "the table of commands names it",
    "read_contacts": "reads a file whole, for scripts and tests",
    "globals": "jinja2 reads it of an environment",
    "area_of": "tests ask where an entry stands",
    "area_of_day": "and where a day",
    "spot_of": "as above",
    "contrast": "tests hold the colours to it",
    "grounds": "tests hold the colours to it",
    "MEETING": "read by its value",
    "FOLLOWUP": "read by its value",
    "OCCASION": "read by its value",
    "BASE": "read by its place",
    "THEIRS": "read by its place",
    "Colleague": "rules of one's working days and leave, held by tests",
    "is_working": "as above",
    "national": "the other way to write a number, beside international",
    "grade": "how alike two cards are, in a word",
    "stated": "whether the hours are the customer's own",
    "is_running": "tests watch the clock of a notice",
    "title_label": "tests read what a panel says",
    "set_note": "part of the panel's vocabulary",
    "good_tint": "one of the tints of the theme",
    "wrote": "tests ask whether a verb wrote",
    "refresh_one": "the pairs of one customer, for whoever asks without a window",
    "unverified": "as above: guesses to be verified",
    "seen_from": "the links of one card, for whoever asks without a window",
}


def names_of_qt() -> frozenset[str]:
    """Return the names of all methods of Qt's classes: a method so called overrides one of them."""
    classes = [
        kind
        for module in (QtCore, QtGui, QtWidgets)
        for kind in vars(module).values()
        if isinstance(kind, type)
    ]
    return frozenset(name for kind in classes for name in dir(kind))


def unused() -> Iterator[Item]:
    """Yield the unused classes, functions, methods and variables, the largest first."""
    vulture = Vulture(ignore_names=list(KEPT), ignore_decorators=LISTENERS)
    vulture.scavenge([str(ROOT / name) for name in ("main.py", "app", "tools") if (ROOT / name).exists()])
    qt = names_of_qt()
    for item in vulture.get_unused_code(min_confidence=CONFIDENCE, sort_by_size=True):
        folder = item.filename.relative_to(ROOT).parts[:2]
        # Columns are read and written by name: history, import and the card's catalogue know them as strings.
        column = item.typ == "variable" and folder == ("app", "models")
        # our own names have no capitals inside: a method that has overrides one of Qt's, protected ones too
        camel = item.typ == "method" and any(sign.isupper() for sign in item.name[1:])
        known = item.typ in {"method", "property"} and item.name in qt
        override = (camel or known) and folder in {("app", "views"), ("app", "reports")}
        special = item.name.startswith("__") and item.name.endswith("__")
        if not column and not override and not special:
            yield item


def main() -> int:
    """Print what is unused; return the exit code."""
    found = list(unused())
    for item in found:
        print(item.get_report(add_size=True).replace(f"{ROOT}/", ""))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
