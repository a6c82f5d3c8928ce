"""The big database, and the table of ratios that is printed and kept in docs/performance.md."""

from __future__ import annotations

import datetime as dt
import platform
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.models.opening import open_database
from app.office import Office
from tests.bench.build import NOW, ROOT, build

FOLDER = ROOT / ".benchmarks"
KEPT = ROOT / "docs" / "performance.md"


#: of what may fall short: why, and what it would take; by the beginning of the line's name
WHY = {
    "page of 100": "SQLite needs three fifths of the time: two more columns that tell who is out of sight, and the tags. The rest is a transaction of "
    "its own and a line of twenty fields made of each row.",
    "search": "A search ranks up to three hundred candidates, so that names come before numbers and notes, and says where else the text stands; "
    "raw sqlite3 sorts and stops. Ranking inside SQLite would be faster for digits that hundreds share.",
    "save": "The raw write is three statements that dirty six pages. Rapport writes eleven: the day on which the datum was confirmed with its own row of history, and "
    "the search key. SQLite alone takes 1.3 to 1.4 times the raw write for that; Python's share is about 0.15 ms, twice as much right after a commit that waited for "
    "the disk. On a disk that answers at once that shows; beside a commit that takes a millisecond and more it would come to less than 1.5 by calculation.",
    "import": "The raw import writes one table with four indexes; Rapport writes six with twenty, a row of history, the words of each name and the key of the "
    "search for every customer, which SQLite alone takes about one and a half times the raw time for, although rows go in by the hundred and indexes are built once at the end. "
    "Reading, deciding and deriving each take about half to three quarters of the raw time in Python: three passes over objects that a native extension would do in one.",
    "cold start": "The list is read by sqlite3 beside the loading of Qt, and SQLAlchemy comes after the first paint. What is left on one thread: Qt's names and enumerations, which a bare "
    "window never asks for (20 ms beside its 90), our own modules (40), building the window (35) and its first paint (20).",
    "memory": "SQLAlchemy takes 24 MB, PySide's classes in use 13, the widgets of window and card 20, modules of our own 13; the holidays of the lunar calendars 5, caches of the connections 2. "
    "The rows of 100,000 customers take less than 2 MB.",
    "a jump": "Each jump is a question to another thread and back.",
    "one paint": "Every line is painted by Python.",
    "longest standstill": "Python's threads take turns: a long answer that is taken apart in a worker holds the window up for that time.",
    "XLSX": "The cells are worded and the rows of channels and terms joined before they are written.",
    "month": "The plain reading fetches every row and stops. Rapport picks the first of each day by class, for which it looks at the customer of every follow-up, "
    "sums the load of each person and tells series out.",
    "card": "The card asks seventeen tables for what the raw reading finds in nine.",
    "all 100,000": "SQLite gathers the ids; Python takes them apart.",
    "peak": "The answer of the database is held beside the file's own buffers.",
}


@dataclass
class Table:
    """Lines of (work, raw, ours, ratio, demand)."""

    lines: list[tuple[str, str, str, float, float]] = field(default_factory=list)

    def add(self, work: str, raw: float, ours: float, demand: float, unit: str = "ms") -> float:
        """Note one ratio and return it."""
        ratio = ours / raw if raw else 0.0
        self.lines.append((work, f"{raw:.2f} {unit}", f"{ours:.2f} {unit}", ratio, demand))
        return ratio

    def text(self) -> str:
        """The table for the console and the document."""
        rows = ["| work | raw | Rapport | ratio | demand | |", "| --- | ---: | ---: | ---: | ---: | --- |"]
        rows += [
            f"| {work} | {raw} | {ours} | {ratio:.2f} × | ≤ {demand:g} × | {'met' if ratio <= demand else '**not met**'} |"
            for work, raw, ours, ratio, demand in self.lines
        ]
        return "\n".join(rows)

    def why(self) -> str:
        """What is to be said of the lines that are not met."""
        missed = [work for work, _, _, ratio, demand in self.lines if ratio > demand]
        said = dict.fromkeys(key for key in WHY if any(work.startswith(key) for work in missed))
        return "".join(f"**{key[0].upper()}{key[1:]}** · {WHY[key]}\n\n" for key in said)


#: a run of fewer lines is a look at some of them and leaves the document alone
WHOLE = 15


@pytest.fixture(scope="session")
def big() -> Path:
    """The database of 100,000 customers and a million contacts, built once a machine."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / "big-7.rapport"
    if not path.exists():
        build(path.with_suffix(".part"))
        path.with_suffix(".part").rename(path)
    return path


@pytest.fixture
def office(big: Path) -> Iterator[Office]:
    """An office on the big database."""
    made = Office(open_database(big), FixedClock(NOW.replace(tzinfo=dt.UTC)), person_id=1)
    yield made
    made.close()


@pytest.fixture(scope="session")
def table() -> Iterator[Table]:
    """The table of this run, printed and written at the end."""
    made = Table()
    yield made
    if not made.lines:
        return
    text = made.text()
    print("\n" + text)
    if len(made.lines) < WHOLE:
        return
    machine = f"{platform.system()}, Python {platform.python_version()}, {platform.machine()}"
    KEPT.write_text(
        "# Performance\n\n"
        "Written by `sh dev.sh bench`: 100,000 customers and a million contacts in one file of half a gigabyte, each figure beside\n"
        "the raw limit of the same run: plain `sqlite3` on the same file, a bare PySide6 window, a C++ item model. Medians; ratios count,\n"
        f"milliseconds depend on the machine ({machine}).\n\n{text}\n\n{made.why()}"
        "How each is measured stands in `tests/bench/test_ratios.py` and `tests/bench/inside.py`.\n",
        encoding="utf-8",
    )
