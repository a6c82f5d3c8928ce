"""Text tables: which sign parts the cells, and the rows, with quotes that were never closed."""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Final

from app.exchange.contacts import Problem, problem
from app.exchange.headers import recognise
from app.language import N_

DELIMITERS: Final = (",", ";", "\t", "|")
#: one row: the line that it starts on, from 1, and its cells
Row = tuple[int, list[str]]
_SEP: Final = re.compile(r"^\ufeff?\"?sep=(.)\"?\s*$", re.IGNORECASE)
#: a quoted cell does not go on for more lines than this; after some that did, the limit shrinks
_LONGEST: Final = 1_000
#: lines that are parsed at once where each of them is a row
_RUN: Final = 500
_CELL_LIMIT: Final = 16 * 1024 * 1024
_INJECTION: Final = re.compile(r"^'+[=+\-@\t\r\n＝＋－＠]")
_SHEET_TEXT: Final = re.compile(r'^="([^"]*)"$')


def declared(line: str) -> str:
    """Return the delimiter that a first line «sep=;» declares, or nothing."""
    match = _SEP.match(line.rstrip("\r\n"))
    return match[1] if match else ""


def delimiter_of(lines: Sequence[str]) -> str:
    """Return the sign that parts the cells of these first lines; a comma where there is one column only."""
    return max(DELIMITERS, key=lambda sign: (*_fitness(lines, sign), -DELIMITERS.index(sign)))


def _fitness(lines: Sequence[str], sign: str) -> tuple[int, float]:
    """Weigh a delimiter by the headers that it shows, then by how even the rows are."""
    rows = [row for row in _parse(lines, sign) if any(cell.strip() for cell in row)][:50]
    wide = [len(row) for row in rows if len(row) > 1]
    if not wide:
        return 0, 0.0
    known = max(
        (sum(recognise(cell) is not None for cell in row) for row in rows[:12] if len(row) > 1), default=0
    )
    width, count = Counter(wide).most_common(1)[0]
    return (known if known > 1 else 0), count / len(rows) * (1 + width / 100)


def _parse(lines: Sequence[str], sign: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=sign))
    except csv.Error:
        return [line.split(sign) for line in lines]


class _Source:
    """Lines for the parser, remembered since the start of the row that it is reading."""

    def __init__(self, lines: Iterator[str], limit: int) -> None:
        self.lines = lines
        self.limit = limit
        self.pending: list[str] = []
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self.lines, None) if len(self.pending) < self.limit else None
        if line is None:
            # Whoever asks now is inside quotes, or at the end of the file.
            self.ended = True
            raise StopIteration
        # The parser takes a zero byte for the end of a text.
        line = line.replace("\x00", "")
        self.pending.append(line)
        return line


def rows(lines: Iterable[str], delimiter: str, problems: list[Problem], *, first: int = 1) -> Iterator[Row]:
    """Yield the rows of a text table; ``first`` is the number of its first line.

    A quote that is never closed ends with its line, and is reported.
    """
    csv.field_size_limit(_CELL_LIMIT)
    stream = _Rest(iter(lines))
    number = first
    while some := list(islice(stream, _RUN)):
        plain = _plain(some, delimiter)
        if plain is None:
            stream.held.extendleft(reversed(some))
            number = yield from _careful(stream, delimiter, problems, number, number + len(some))
        else:
            yield from enumerate(plain, number)
            number += len(some)


class _Rest:
    """Lines that are still to be read, of which some were given back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.held: deque[str] = deque()
        self.faults = 0
        self.lines = lines

    @property
    def limit(self) -> int:
        """How far a quoted cell may go: a file with many lost quotes would else be read again and again."""
        return _LONGEST if self.faults < 4 else 50

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        return self.held.popleft() if self.held else next(self.lines)


def _plain(lines: list[str], delimiter: str) -> list[list[str]] | None:
    """Return the rows where each line is one, None where one may go on in the next or quotes do not match."""
    text = "".join(lines)
    if "\x00" in text:
        return None
    try:
        # a quote that is still open at the end would swallow the line behind it
        found = list(csv.reader(chain(lines, ("\n",)), delimiter=delimiter))
    except csv.Error:
        return None
    if len(found) != len(lines) + 1:
        return None
    found.pop()
    if "'" in text or '="' in text:
        return [clean(row) for row in found]
    return found


def _careful(
    stream: _Rest, delimiter: str, problems: list[Problem], number: int, until: int
) -> Generator[Row, None, int]:
    """Yield the rows that begin before line ``until``, from line ``number`` on; return where they end."""
    source = _Source(stream, stream.limit)
    reader = csv.reader(source, delimiter=delimiter)
    while number < until:
        row, closed = _next_row(reader, source)
        if row is None:
            break
        taken = len(source.pending)
        if not closed or (taken > 1 and _swallowed(source.pending, row, delimiter)):
            stream.faults += 1
            problems.append(
                problem(
                    number,
                    "quote",
                    N_("A quotation mark in this line is never closed; the row ends with the line."),
                )
            )
            line, *rest = source.pending
            yield number, clean(_literal(line, delimiter))
            stream.held.extendleft(reversed(rest))
            source = _Source(stream, stream.limit)
            reader = csv.reader(source, delimiter=delimiter)
            number += 1
            continue
        source.pending.clear()
        yield number, clean(row)
        number += taken
    return number


def _next_row(reader: Iterator[list[str]], source: _Source) -> tuple[list[str] | None, bool]:
    """Return the next row, and whether its quotes were closed."""
    try:
        row = next(reader, None)
    except csv.Error:
        return ([""], False) if source.pending else (None, True)
    if row is None:
        return ([""], False) if source.pending else (None, True)
    return row, not source.ended


def _swallowed(lines: Sequence[str], row: Sequence[str], delimiter: str) -> bool:
    """Tell whether a stray quote has joined lines that are rows by themselves.

    The text then runs into another quote in the middle of a cell: what follows is not a delimiter.
    """
    if len(row) < 2:
        return False
    counts = [line.count('"') for line in lines]
    if sum(counts) % 2 == 0 and counts[0] % 2 == 1 and counts[-1] % 2 == 1:
        after = lines[-1].replace('""', "").partition('"')[2][:1]
        return after not in {delimiter, "\r", "\n", "", " "}
    return False


def _literal(line: str, delimiter: str) -> list[str]:
    """Split one line whose quotes do not match."""
    text = line.rstrip("\r\n")
    row = next(csv.reader([text + '"'], delimiter=delimiter), [])
    if text.count('"') % 2 == 0:
        row = next(csv.reader([text], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
    return [cell.strip('"') for cell in row]


def clean(row: list[str]) -> list[str]:
    """Undo the apostrophe that keeps a spreadsheet from running a cell, and Excel's ="text"."""
    for place, cell in enumerate(row):
        if cell[:1] == "'" and _INJECTION.match(cell):
            row[place] = cell[1:]
        elif cell[:2] == '="':
            match = _SHEET_TEXT.match(cell)
            row[place] = match[1] if match else cell
    return row
