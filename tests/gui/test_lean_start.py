"""What the first list does not need is not loaded before it: imports are most of what a start costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.clock import SystemClock
from app.models.database import create
from app.office import Office
from app.services import customers, people
from app.settings import DAILY_BACKUP, PLACE, Settings

ROOT = Path(__file__).resolve().parent.parent.parent
#: starts the program as a user does; says what was loaded at the first paint, then goes through every room
STARTED = """
import json, os, sys
import main
from PySide6.QtCore import QTimer
from app.views import rooms, start
from app.views.window import Window

said = {}

def painted(window, started, go_on=start.go_on):
    said["loaded"] = sorted(sys.modules)
    lines = window._rooms["customers"].list.table
    said["unread"] = "EnumSelect" not in vars(sys.modules["PySide6.support.signature.parser"])
    said["shown"] = [lines.index(row, 0).data() for row in range(lines.rowCount())]
    go_on(window, started)
    window.desk.crashed.connect(lambda fault: said.setdefault("crashed", repr(fault)))
    window.desk.failed.connect(lambda fault: said.setdefault("crashed", repr(fault)))
    sys.excepthook = lambda *fault: said.setdefault("crashed", repr(fault))
    window.desk.begun.connect(lambda: QTimer.singleShot(300, lambda: visit(window, list(rooms.PLACES))))

def visit(window, places):
    if not window.desk.idle():
        QTimer.singleShot(50, lambda: visit(window, places))
    elif places:
        window.go(places.pop().key)
        QTimer.singleShot(50, lambda: visit(window, places))
    else:
        try:
            window.resize("wide")
        except TypeError as fault:
            said["fault"] = str(fault)
        said["after"] = window._rooms["customers"].list.table.rowCount()
        window.close()

start.go_on = painted
main.main(["--database", sys.argv[1]])
print(json.dumps(said))
"""
#: heavy, and of use only later: the database's library, migrations, tables, documents, mail, the card
LATER = (
    "alembic",
    "app.services.sample",
    "app.views.customers.card",
    "app.views.exchange",
    "dateparser",
    "holidays",
    "icalendar",
    "jinja2",
    "keyring",
    "matplotlib",
    "numpy",
    "pandas",
    "phonenumbers",
    "psycopg",
    "pytrovich",
    "python_calamine",
    "rapidfuzz",
    "reportlab",
    "scipy",
    "sqlalchemy",
    "xlsxwriter",
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport",
)


@pytest.fixture
def started(tmp_path: Path) -> dict[str, Any]:
    """What a start on a database with two customers says."""
    clock = SystemClock()
    office = Office(create(tmp_path / "data" / "my.rapport"), clock)
    office.person_id = office.do(people.create, name="Anna", role="owner")
    for name in ("Brown", "Adams"):
        office.do(customers.create, values={"surname": name})
    office.close()
    settings = Settings(tmp_path / "config" / "settings.json")
    settings.set(PLACE, "customers")
    settings.set(DAILY_BACKUP, False)
    done = subprocess.run(
        [sys.executable, "-c", STARTED, str(tmp_path / "data" / "my.rapport")],
        cwd=ROOT,
        env={**os.environ, "RAPPORT_HOME": str(tmp_path), "LANG": "en_GB.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def test_the_first_paint_shows_the_list_and_needs_nothing_heavy(started: dict[str, Any]) -> None:
    assert started["shown"] == ["Adams", "Brown"]
    assert [name for name in started["loaded"] if name.startswith(LATER)] == []


def test_what_was_held_back_is_there_afterwards(started: dict[str, Any]) -> None:
    """A class or constant taken by name from a module that was held back would be none: some room would fail."""
    assert started.get("crashed") is None
    assert started["after"] == 2


def test_what_words_the_errors_of_qt_is_read_when_there_is_one(started: dict[str, Any]) -> None:
    assert started["unread"]
    assert "QWidget.resize(w: int, h: int" in started["fault"]
