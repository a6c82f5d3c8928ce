"""Writes what an import doubted as a table that a spreadsheet opens."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from app.exchange.faults import FileUnwritable
from app.exchange.table_writer import safe_cell


def write_doubts(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Write ``rows`` under ``header`` and return how many.

    Raises :class:`FileUnwritable`.
    """
    count = 0
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(header)
            for row in rows:
                writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
                count += 1
    except OSError as error:
        raise FileUnwritable(file=path.name, reason=error.strerror or str(error)) from error
    return count
