"""Contacts as tables: CSV that spreadsheets open safely, XLSX, and archives of CSV."""

from __future__ import annotations

import base64
import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

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
            sheet = book.add_worksheet(tr(N_("Contacts")), _Texts)
            bold = book.add_format({"bold": True})
            for place, column in enumerate(chosen):
                sheet.write_string(0, place, column.header, bold)
            sheet.freeze_panes(1, 0)
            for number, record in enumerate(kept, 1):
                sheet.write_texts(number, [_fitting(column.value(record), record) for column in chosen])
    except (OSError, XlsxWriterException) as error:
        # the library wraps what the system said
        said = next((each for each in error.args if isinstance(each, OSError)), error)
        raise FileUnwritable(file=path.name, reason=getattr(said, "strerror", None) or str(said)) from error
    return len(kept)


class _Texts(Worksheet):  # type: ignore[misc]  # the library is not typed
    """A sheet that takes rows of nothing but text: what the library does for each single cell costs three times as much."""

    def write_texts(self, row: int, texts: Sequence[str]) -> None:
        """Write a row below all others, in the notation that the library has for files larger than the memory."""
        self._check_dimensions(row, len(texts) - 1)
        if row != self.previous_row:
            self._write_single_row(row)
        cells = "".join(
            [
                f'<c r="{_letters(place)}{row + 1}" t="inlineStr"><is><t xml:space="preserve">{_xml(text)}</t></is></c>'
                for place, text in enumerate(texts)
                if text
            ]
        )
        if cells:
            self.fh.write(f'<row r="{row + 1}">{cells}</row>')


_letters = lru_cache(maxsize=None)(xl_col_to_name)
#: what stands for itself in neither a text of XML nor the notation of workbooks, where _x000D_ is a character
_SPECIAL: Final = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)")


def _xml(text: str) -> str:
    return _SPECIAL.sub(_escaped, text) if _SPECIAL.search(text) else text


def _escaped(match: re.Match[str]) -> str:
    sign = match[0]
    return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(sign, f"_x{ord(sign):04X}_")


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
