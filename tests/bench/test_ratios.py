"""Speed as ratios to the raw limit of the same run. Nothing here fails by a slow machine: the table tells."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from app.language import translator
from app.models.database import create
from app.office import Office
from app.queries import calendar, card, lines, search
from app.queries import customers as lists
from app.services import customers as verbs
from app.services import exports
from tests.bench.build import ROOT
from tests.bench.conftest import FOLDER, Table

pytestmark = pytest.mark.bench
COLUMNS = "id,title,class,last_contact_at,next_due,phone,email,city,employer"
#: the same in our words, with the texts of the next steps and the tags besides
SHOWN = ("title", "class_", "last_contact", "next", "phone", "email", "city", "employer", "tags")


def median(work: Callable[[], Any], runs: int = 25, warm: int = 3) -> float:
    """Median of ``runs`` in milliseconds."""
    for _ in range(warm):
        work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


@pytest.fixture
def raw(big: Path) -> sqlite3.Connection:
    """Plain sqlite3 on the same file."""
    connection = sqlite3.connect(big, isolation_level=None)
    connection.execute("PRAGMA cache_size=-65536")
    return connection


def test_page_by_name(office: Office, raw: sqlite3.Connection, table: Table) -> None:
    ids = list(office.ask(lists.listing).ids)
    marks = ",".join("?" * 100)
    some = [ids[50_000 + 100 * n : 50_100 + 100 * n] for n in range(20)]
    at = random.Random(1)
    plain = median(
        lambda: raw.execute(
            f"SELECT {COLUMNS} FROM customers WHERE id IN ({marks})", at.choice(some)
        ).fetchall()
    )
    ours = median(lambda: office.ask(lines.rows, ids=at.choice(some), columns=SHOWN))
    table.add("page of 100 by name, with next steps and tags", plain, ours, 2)


def test_all_ids(office: Office, raw: sqlite3.Connection, table: Table) -> None:
    plain = median(
        lambda: raw.execute("SELECT id FROM customers WHERE state = 0 ORDER BY sort_key, id").fetchall(), 7
    )
    ours = median(lambda: office.ask(lists.listing), 7)
    table.add("all 100,000 ids in order", plain, ours, 2)


@pytest.mark.parametrize("text", ["иван", "7912", "сок", "ив"])
def test_search(office: Office, raw: sqlite3.Connection, table: Table, text: str) -> None:
    if len(text) > 2:
        statement = (
            f"SELECT {COLUMNS} FROM customers WHERE id IN (SELECT rowid FROM customer_fts WHERE key GLOB ?)"
            " ORDER BY sort_key, id LIMIT 100"
        )
        arguments: tuple[str, ...] = (f"*{text}*",)
    else:
        statement = f"SELECT {COLUMNS} FROM customers WHERE sort_key >= ? AND sort_key < ? ORDER BY sort_key, id LIMIT 100"
        arguments = (text, text + "\U0010ffff")
    plain = median(lambda: raw.execute(statement, arguments).fetchall())
    ours = median(lambda: office.ask(search.search, text=text))
    table.add(f"search «{text}»", plain, ours, 2)


def test_search_without_a_hit(office: Office, raw: sqlite3.Connection, table: Table) -> None:
    scan = median(
        lambda: raw.execute("SELECT customer_id FROM customer_search WHERE key LIKE '%ъъъщщщ%'").fetchall(), 7
    )
    ours = median(lambda: office.ask(search.customers, text="ъъъщщщ"))
    table.add("search without a hit, against LIKE", scan, ours, 0.02)


def test_card(office: Office, raw: sqlite3.Connection, table: Table) -> None:
    tables = ("channels", "facts", "personal_dates", "relatives", "needs", "terms", "consents", "followups")

    def plain() -> None:
        raw.execute("SELECT * FROM customers WHERE id = 1").fetchall()
        for name in tables:
            raw.execute(f"SELECT * FROM {name} WHERE customer_id = 1").fetchall()
        raw.execute("SELECT * FROM interactions WHERE customer_id = 1 ORDER BY at DESC LIMIT 200").fetchall()

    def ours() -> None:
        office.ask(card.card, customer_id=1)
        office.ask(card.timeline, customer_id=1)

    table.add("card with 200 entries of the timeline", median(plain), median(ours), 5)


def test_month_of_the_calendar(office: Office, raw: sqlite3.Connection, table: Table) -> None:
    start, end = dt.date(2026, 11, 1), dt.date(2026, 11, 30)
    who = (
        "c.id, c.title, c.class, c.kind, c.phone, c.email, c.time_zone, c.hours, c.country, c.last_contact_at"
    )
    steps = (
        f"SELECT f.id, f.kind, f.text, f.due_on, f.due_time, f.minutes, f.repeat, f.person_id, f.place, {who}"
        " FROM followups f LEFT JOIN customers c ON c.id = f.customer_id"
        " WHERE f.done_at IS NULL AND f.trashed_at IS NULL AND f.due_on BETWEEN ? AND ? AND c.state = 0"
    )
    births = f"SELECT {who}, c.birth_year, c.birth_month, c.birth_day FROM customers c WHERE c.state = 0 AND c.birth_month = ?"

    def plain() -> None:
        raw.execute(steps, (start.isoformat(), end.isoformat())).fetchall()
        raw.execute(births, (start.month,)).fetchall()

    def ours() -> None:
        office.ask(calendar.span, start=start, end=end)

    table.add(
        "month of the calendar, all follow-ups and birthdays read", median(plain, 9), median(ours, 9), 1.5
    )


def test_save_with_history(big: Path, table: Table, office: Office) -> None:
    copy = FOLDER / "save.rapport"
    shutil.copy(big, copy)
    raw = sqlite3.connect(copy, isolation_level=None)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=FULL")
    counter = iter(range(1, 100_000))

    def plain() -> None:
        number = next(counter)
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(
            "UPDATE customers SET territory = ?, version = version + 1 WHERE id = ?", (f"t{number}", number)
        )
        raw.execute(
            "INSERT INTO steps(at, kind, verb, title) VALUES ('2026-11-17 09:00:00', 'do', 'edit', 'x')"
        )
        raw.execute(
            "INSERT INTO step_rows(step_id, kind, row_id, op, field, before, after)"
            " VALUES (last_insert_rowid(), 'customers', ?, '=', 'territory', '', 'x')",
            (number,),
        )
        raw.execute("COMMIT")

    first = median(plain, 60)
    raw.close()
    from app.models.opening import open_database

    mine = Office(open_database(copy), office.clock, 1)
    ours = median(lambda: mine.do(verbs.edit, customer_id=next(counter), values={"territory": "t"}), 60)
    mine.close()
    for suffix in ("", "-wal", "-shm"):
        copy.with_name(copy.name + suffix).unlink(missing_ok=True)
    table.add("save one field with history and search key", first, ours, 1.5)


def test_import(table: Table, tmp_path: Path) -> None:
    from app.clock import SystemClock
    from app.exchange.read import read_contacts
    from app.services import importing
    from tests.bench.people import raw_import, write_csv

    source = tmp_path / "people.csv"
    write_csv(source, 100_000)
    start = time.perf_counter()
    raw_import(source, tmp_path / "raw.db")
    plain = time.perf_counter() - start
    mine = Office(create(tmp_path / "mine.rapport"), SystemClock())
    start = time.perf_counter()
    result = read_contacts(source)
    plan = mine.ask(importing.plan, sources=[importing.Source.of(source.name, result)])
    importing.run(mine, plan=plan)
    ours = time.perf_counter() - start
    assert len(mine.ask(lists.listing).ids) > 90_000
    mine.close()
    table.add("import of 100,000 contacts with checks, duplicates and undo", plain * 1e3, ours * 1e3, 3)


def run_for_ms(code: str, *arguments: str) -> float:
    """Wall time in milliseconds of a fresh process until it prints «ready»."""
    return answer(code, *arguments, until="ready")[0]


def said(code: str, *arguments: str) -> list[float]:
    """Return the figures that a fresh process prints as its answer."""
    return answer(code, *arguments, until="answer")[1]


def answer(code: str, *arguments: str, until: str) -> tuple[float, list[float]]:
    """Return after how many milliseconds a fresh process prints ``until``, and the figures after that word."""
    # as installed: what was compiled is kept
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if environment.get("DISPLAY") and sys.platform == "linux":
        environment["QT_QPA_PLATFORM"] = "xcb"  # a real window where there is a server for it
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        # what a process that is killed leaves behind is not found by the next
        environment |= {"RAPPORT_HOME": home, "TMPDIR": home}
        start = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=environment,
            text=True,
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if line.startswith(until):
                    took = (time.perf_counter() - start) * 1e3
                    process.kill()
                    return took, [
                        float(each) for each in json.loads(line.removeprefix(until).strip() or "[]")
                    ]
    raise AssertionError("the process ended before it was ready")


BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
from PySide6.QtCore import QTimer
app = QApplication([]); w = QMainWindow(); w.setCentralWidget(QTableView()); w.resize(1440, 900); w.show()
QTimer.singleShot(0, lambda: print("ready", flush=True)); app.exec()
"""
BARE_MEMORY = BARE.replace('print("ready", flush=True)', "QTimer.singleShot(500, answer)").replace(
    "\napp =",
    """
from tests.bench.inside import resident
def answer(): print("answer", [resident()], flush=True)
app =""",
)
STARTING = """
import sys
from tests.bench.ready import start
start(*sys.argv[1:])
"""


def test_cold_start(big: Path, table: Table) -> None:
    pairs = [(run_for_ms(BARE), run_for_ms(STARTING, str(big))) for _ in range(12)]
    # the first two compile what was changed and read what is not in memory yet
    bare, ours = (statistics.median(times) for times in zip(*pairs[2:], strict=True))
    table.add("cold start to a usable list of 100,000", bare, ours, 2)


def test_memory(big: Path, table: Table) -> None:
    (bare,), (ours,) = said(BARE_MEMORY), said(STARTING, str(big), "memory")
    table.add("memory with 100,000 open, list and card", bare, ours, 2, "MB")


def test_scrolling(big: Path, table: Table) -> None:
    plain, ours, step, fetching = said(STARTING, str(big), "painting")
    table.add("one paint of the list, against a C++ item model", plain, ours, 1.7)
    table.add("a jump to rows that are fetched first, against the same", step, fetching, 2.5)


def test_heartbeat(big: Path, table: Table) -> None:
    copy = FOLDER / "heart.rapport"
    shutil.copy(big, copy)
    idle, saving, searching = said(STARTING, str(copy), "heartbeat")
    for suffix in ("", "-wal", "-shm"):
        copy.with_name(copy.name + suffix).unlink(missing_ok=True)
    table.add("longest standstill of the window in 50 saves, against 50 ms", 50, saving, 1)
    table.add("longest standstill while a search is typed, against 50 ms", 50, searching, 1)
    (begun,) = said(STARTING, str(big), "opening")
    table.add(
        "longest standstill while the database opens and the card is built, against 50 ms", 50, begun, 1
    )
    table.add("longest standstill of the idle window, for comparison", 50, idle, 1)


def test_xlsx(office: Office, table: Table, tmp_path: Path) -> None:
    import xlsxwriter

    ids = list(office.ask(lists.listing).ids)[:10_000]
    tr = translator("en", ROOT / "resources" / "translations")
    peaks: list[float] = []
    times: list[float] = []

    def measured(work: Callable[[], Any]) -> None:
        times.append(median(work, 3, 0))
        tracemalloc.start()
        work()
        peaks.append(tracemalloc.get_traced_memory()[1] / 1e6)
        tracemalloc.stop()

    ours = tmp_path / "ours.xlsx"
    office.ask(exports.contacts, path=ours, ids=ids[:10], tr=tr)
    measured(lambda: office.ask(exports.contacts, path=ours, ids=ids, tr=tr))
    cells = CalamineWorkbook.from_path(str(ours)).get_sheet_by_index(0).to_python()

    def plain() -> None:
        with xlsxwriter.Workbook(
            str(tmp_path / "plain.xlsx"), {"strings_to_formulas": False, "strings_to_urls": False}
        ) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(cells):
                sheet.write_row(number, 0, row)

    measured(plain)
    table.add("XLSX of 10,000 customers, the same cells by XlsxWriter alone", times[1], times[0], 1.2)
    table.add("peak of memory of that", peaks[1], peaks[0], 1.3, "MB")
