"""Workbooks (XLSX, XLSB, XLS, ODS) and web pages that call themselves workbooks, as rows of text."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from app.exchange.delimited import Row
from app.exchange.encodings import Encoding, Lines, detect
from app.exchange.faults import FileUnreadable, NoSuchSheet, WorkbookDamaged, WorkbookLocked, WorkbookTooLarge

_MEGABYTE: Final = 1024 * 1024
#: what a workbook may unpack to, bytes
UNPACKED_LIMIT: Final = 400 * _MEGABYTE
#: cells of the rectangle around all filled ones: the reader keeps each of them, filled or not
_CELL_LIMIT: Final = 20_000_000
_WIDE: Final = re.compile(rb' r="([A-Z]{2,3})[0-9]')
_ROW_NUMBER: Final = re.compile(rb'<(?:\w+:)?row[^>]*? r="([0-9]+)"')
_REPEATED: Final = re.compile(rb'number-(?:rows|columns)-repeated="([0-9]+)"')
_CHUNK: Final = 4 * _MEGABYTE


class Workbook:
    """An open workbook; :meth:`rows` reads one sheet.

    Raises :class:`FileUnreadable`, :class:`WorkbookLocked`, :class:`WorkbookDamaged` and
    :class:`WorkbookTooLarge`.
    """

    def __init__(self, path: Path, kind: str) -> None:
        self.path = path
        if kind in {"xlsx", "ods"}:
            _guard(path, kind)
        try:
            self._book = CalamineWorkbook.from_path(str(path))
            self.sheets: tuple[str, ...] = tuple(self._book.sheet_names)
        except PasswordError as error:
            raise WorkbookLocked(file=path.name) from error
        except OSError as error:
            if error.errno:
                raise FileUnreadable(file=path.name, reason=error.strerror or str(error)) from error
            raise WorkbookDamaged(file=path.name) from error
        except BaseException as error:
            raise _damaged(error, path) from error

    def rows(self, sheet: str | None = None) -> Iterator[Row]:
        """Yield the rows of a sheet (the first one with anything in it, unless named), numbered as Excel does.

        Raises :class:`NoSuchSheet` and :class:`WorkbookDamaged`.
        """
        for name in self._chosen(sheet):
            try:
                found = self._book.get_sheet_by_name(name)
                start = found.start
                if start is None:
                    continue
                offset = start[0] + 1
                yield from (
                    (offset + place, [_text(cell) for cell in row])
                    for place, row in enumerate(found.iter_rows())
                )
            except BaseException as error:
                if isinstance(error, GeneratorExit):
                    raise
                raise _damaged(error, self.path) from error
            return

    def _chosen(self, sheet: str | None) -> tuple[str, ...]:
        if sheet is None:
            return self.sheets
        if sheet in self.sheets:
            return (sheet,)
        if sheet.isdigit() and 1 <= int(sheet) <= len(self.sheets):
            return (self.sheets[int(sheet) - 1],)
        raise NoSuchSheet(
            file=self.path.name, sheet=sheet, sheets=", ".join(f"“{name}”" for name in self.sheets)
        )


def _damaged(error: BaseException, path: Path) -> BaseException:
    """Return what to raise for a failure of the reading library, whose panics are no Exceptions."""
    if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError | NoSuchSheet):
        return error
    if isinstance(error, PasswordError):
        return WorkbookLocked(file=path.name)
    if (
        isinstance(error, CalamineError)
        or type(error).__name__ == "PanicException"
        or isinstance(error, Exception)
    ):
        return WorkbookDamaged(file=path.name)
    return error


def _guard(path: Path, kind: str) -> None:
    """Refuse what would unpack into more than memory should hold."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > UNPACKED_LIMIT:
                raise WorkbookTooLarge(
                    file=path.name, size=size // _MEGABYTE, limit=UNPACKED_LIMIT // _MEGABYTE
                )
            for entry in archive.infolist():
                name = entry.filename.replace("\\", "/").lower()
                if kind == "xlsx" and name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    _guard_cells(archive, entry, path)
                elif kind == "ods" and name == "content.xml":
                    _guard_repeats(archive, entry, path)
    except WorkbookTooLarge:
        raise
    except OSError as error:
        raise FileUnreadable(file=path.name, reason=error.strerror or str(error)) from error
    except Exception as error:
        raise WorkbookDamaged(file=path.name) from error


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> Iterator[bytes]:
    """Unpack piece by piece: the size that an archive states may be a lie."""
    total, tail = 0, b""
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            total += len(chunk)
            if total > UNPACKED_LIMIT:
                raise WorkbookTooLarge(
                    file=path.name, size=total // _MEGABYTE, limit=UNPACKED_LIMIT // _MEGABYTE
                )
            yield tail + chunk
            tail = chunk[-64:]


def _guard_cells(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> None:
    """One cell in the last corner of a sheet makes a rectangle of seventeen thousand million cells."""
    column, row = 26, 1
    for chunk in _chunks(archive, entry, path):
        column = max([column, *(_number(letters) for letters in set(_WIDE.findall(chunk)))])
        row = max([row, *map(int, _ROW_NUMBER.findall(chunk))])
        if column * row > _CELL_LIMIT and column > 26:
            size = column * row * 32 // _MEGABYTE
            raise WorkbookTooLarge(file=path.name, size=size, limit=UNPACKED_LIMIT // _MEGABYTE)


def _number(letters: bytes) -> int:
    value = 0
    for byte in letters:
        value = value * 26 + byte - 64
    return value


def _guard_repeats(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> None:
    """A repeated filled cell or row unpacks in the reader, not in the archive."""
    for chunk in _chunks(archive, entry, path):
        for match in _REPEATED.finditer(chunk):
            following = chunk[match.end() : match.end() + 200].partition(b">")
            filled = not following[0].endswith(b"/") and re.match(
                rb"\s*<(?:text:p|table:table-cell[^>]*office:value)", following[2]
            )
            if int(match[1]) > 2000 and filled:
                raise WorkbookTooLarge(file=path.name, size=int(match[1]), limit=UNPACKED_LIMIT // _MEGABYTE)


def _text(value: object) -> str:
    """Return a cell as people see it: long numbers with all digits, dates as 1947-01-08."""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e17 else f"{value:.15g}"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.date | dt.time):
        return _moment(value)
    return "" if value is None else str(value)


def _moment(value: dt.date | dt.time) -> str:
    """Write a date, a time, or both; midnight means a date alone."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return value.isoformat("minutes") if isinstance(value, dt.time) else value.isoformat()


class _Tables(HTMLParser):
    """Collects the rows of a web page or of Excel's XML of 2003."""

    _ROW: Final = frozenset({"tr", "row", "ss:row"})
    _CELL: Final = frozenset({"td", "th", "cell", "ss:cell"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[tuple[int, list[str]]] = []
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._span = 1
        self._line = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._ROW:
            self._close_row()
            self._row, self._line = [], self.getpos()[0]
        elif tag in self._CELL and self._row is not None:
            self._close_cell()
            said = dict(attrs)
            index = said.get("ss:index") or said.get("index") or ""
            while index.isdigit() and len(self._row) < min(int(index), 1000) - 1:
                self._row.append("")
            span = said.get("colspan") or ""
            self._cell, self._span = [], min(int(span), 50) if span.isdigit() else 1
        elif tag in {"br", "p", "div"} and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._CELL:
            self._close_cell()
        elif tag in self._ROW or tag in {"table", "worksheet"}:
            self._close_row()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data if data.strip() else " ")

    def _close_cell(self) -> None:
        if self._cell is not None and self._row is not None:
            lines = "".join(self._cell).replace("\xa0", " ").split("\n")
            text = "\n".join(" ".join(line.split()) for line in lines).strip()
            self._row.extend([text, *[""] * (self._span - 1)])
        self._cell = None

    def _close_row(self) -> None:
        self._close_cell()
        if self._row is not None:
            self.done.append((self._line, self._row))
        self._row = None


def markup_rows(path: Path, encoding: Encoding | None = None) -> Iterator[Row]:
    """Yield the table rows of a web page or an XML workbook, numbered by the line they start on.

    Raises :class:`FileUnreadable`.
    """
    parser = _Tables()
    for line in Lines(path, encoding or detect(path)):
        parser.feed(line)
        yield from parser.done
        parser.done.clear()
    parser.close()
    parser._close_row()  # noqa: SLF001 - the class is private to this module
    yield from parser.done
