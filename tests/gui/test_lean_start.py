"""What the first list does not need is not loaded before it: imports are most of what a start costs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LOADED = """
import json, sys
import main
from app.views import start, window
from app.views.customers import room
print(json.dumps(sorted(sys.modules)))
"""
#: heavy, and of use only later: charts, migrations, tables, documents, mail, the object mapper, other engines, the card
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
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.orm",
    "xlsxwriter",
    "PySide6.QtPrintSupport",
)


def test_nothing_heavy_is_loaded_before_the_first_list() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = json.loads(done.stdout)
    assert [name for name in loaded if name.startswith(LATER)] == []
