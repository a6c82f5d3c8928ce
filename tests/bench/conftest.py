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


@pytest.fixture(scope="session")
def big() -> Path:
    """The database of 100,000 customers and a million contacts, built once a machine."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / "big-4.rapport"
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
    machine = f"{platform.system()}, Python {platform.python_version()}, {platform.machine()}"
    KEPT.write_text(
        "# Performance\n\n"
        "Written by `sh dev.sh bench`: 100,000 customers and a million contacts in one file of half a gigabyte, each figure beside\n"
        "the raw limit of the same run: plain `sqlite3` on the same file, a bare PySide6 window, a C++ item model. Medians; ratios count,\n"
        f"milliseconds depend on the machine ({machine}).\n\n{text}\n\n"
        "How each is measured stands in `tests/bench/test_ratios.py`.\n",
        encoding="utf-8",
    )
