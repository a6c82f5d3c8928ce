"""Contacts as tables: CSV that spreadsheets open safely, XLSX, and archives of CSV."""

from __future__ import annotations

import base64
import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from app.errors import Says
from app.exchange.contacts import ContactRecord
from app.exchange.faults import FileUnwritable
from app.exchange.table_layout import columns, english
from app.language import N_

__all__ = ["XLSX_CELL", "columns", "english", "safe_cell", "write_csv", "write_xlsx", "zip_of_csv"]

#: a cell of a workbook holds no more characters
XLSX_CELL: Final = 32_767
#: a cell that begins so is run as a formula by spreadsheets (OWASP, CSV injection)
_DANGER: Final = re.compile(r"^'*[=+\-@\t\r\n＝＋－＠]")


def safe_cell(text: str) -> str:
    """Return a CSV cell that no spreadsheet runs: an apostrophe before a dangerous start.

    Our own reader takes the apostrophe away again (:func:`app.exchange.delimited.clean`).
    """
    return f"'{text}" if _DANGER.match(text) else text


def write_csv(
    path: Path,
    records: Iterable[ContactRecord],
    *,
    tr: Says = english,
    delimiter: str | None = None,
) -> int:
    """Write contacts as CSV (UTF-8 with its mark) and return how many.

    The delimiter is the one that the spreadsheets of the translator's language expect. Raises
    :class:`FileUnwritable`.
    """
    kept = list(records)
    sign = delimiter or (";" if getattr(tr, "code", "en") == "ru" else ",")
    chosen = columns(kept, tr)
    rows = ([column.value(record) for column in chosen] for record in kept)
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            _write_rows(stream, [column.header for column in chosen], rows, sign)
    except OSError as error:
        raise FileUnwritable(file=path.name, reason=error.strerror or str(error)) from error
    return len(kept)


def _write_rows(
    stream: io.TextIOBase, header: Sequence[str], rows: Iterable[Sequence[object]], sign: str
) -> int:
    writer = csv.writer(stream, delimiter=sign, lineterminator="\r\n")
    writer.writerow([safe_cell(text) for text in header])
    count = 0
    for row in rows:
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
        count += 1
    return count


def write_xlsx(path: Path, records: Iterable[ContactRecord], *, tr: Says = english) -> int:
    """Write contacts as a workbook and return how many; every cell is text, none is run.

    A cell holds 32,767 characters: longer texts are cut there, with an ellipsis, and photos of more are left out.
    Raises :class:`FileUnwritable`.
    """
    kept = list(records)
    chosen = columns(kept, tr)
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": True,
    }
    try:
        # asked first: the library opens a file of its own for the rows, and leaves it open when it cannot write this one
        path.open("wb").close()
        with xlsxwriter.Workbook(str(path), options) as book:
            sheet = book.add_worksheet(tr(N_("Contacts")))
            bold = book.add_format({"bold": True})
            for place, column in enumerate(chosen):
                sheet.write_string(0, place, column.header, bold)
            sheet.freeze_panes(1, 0)
            for number, record in enumerate(kept, 1):
                for place, column in enumerate(chosen):
                    text = column.value(record)
                    if text:
                        sheet.write_string(number, place, _fitting(text, record))
    except (OSError, XlsxWriterException) as error:
        # the library wraps what the system said
        said = next((each for each in error.args if isinstance(each, OSError)), error)
        raise FileUnwritable(file=path.name, reason=getattr(said, "strerror", None) or str(said)) from error
    return len(kept)


def _fitting(text: str, record: ContactRecord) -> str:
    if len(text) <= XLSX_CELL:
        return text
    return (
        ""
        if record.photo and text == base64.b64encode(record.photo).decode("ascii")
        else text[: XLSX_CELL - 1] + "…"
    )


def zip_of_csv(
    path: Path,
    tables: Iterable[tuple[str, Sequence[str], Iterable[Sequence[object]]]],
    *,
    delimiter: str = ",",
) -> int:
    """Write tables (name, header, rows) as CSV files into one archive; return how many rows in all.

    Raises :class:`FileUnwritable`.
    """
    count = 0
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, header, rows in tables:
                with archive.open(f"{name}.csv", "w", force_zip64=True) as raw:
                    stream = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
                    count += _write_rows(stream, header, rows, delimiter)
                    stream.flush()
                    stream.detach()
    except OSError as error:
        raise FileUnwritable(file=path.name, reason=error.strerror or str(error)) from error
    return count
