"""Tables of any kind: where the header is, which rows are data, what stands around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from statistics import median
from typing import Final

from app.exchange import delimited
from app.exchange.contacts import Problem, problem
from app.exchange.delimited import Row
from app.exchange.encodings import Encoding, Lines, by_hand, detect
from app.exchange.headers import looks_like_data, recognise
from app.exchange.sheets import Workbook, markup_rows
from app.language import N_

#: rows looked at before the header is settled and the columns are mapped
PEEK: Final = 200
#: a header stands among the first rows
_TOP: Final = 30
_NUMERIC: Final = re.compile(
    r"^[-+]?\d[\d\s.,]*$|^\d{4}-\d{2}-\d{2}|^\d{1,2}\.\d{1,2}\.\d{2,4}$|^(?:TRUE|FALSE)$"
)
_TOTALS: Final = re.compile(r"(?i)^(?:итого|всего|total|sum|grand total|сумма)\b")


@dataclass(slots=True)
class Table:
    """A table ready to be read once: ``header`` is empty where the file has none."""

    kind: str
    header: tuple[str, ...]
    sample: list[Row]
    width: int
    problems: list[Problem]
    rows: Callable[[], Iterator[Row]]
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = field(default=())


def open_table(
    path: Path,
    kind: str,
    problems: list[Problem],
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    known: Callable[[str], object] = recognise,
) -> Table:
    """Open the table in a file; ``known`` says whether a cell is a header that is understood.

    Raises the errors of :mod:`app.exchange.faults` that fit.
    """
    chosen = by_hand(encoding) if encoding else None
    if kind in {"xlsx", "xls", "ods"}:
        book = Workbook(path, kind)
        table = _settle(kind, book.rows(sheet), problems, known, text=False)
        table.sheets = book.sheets
        return table
    if kind in {"html", "sheetxml"}:
        return _settle(kind, markup_rows(path, chosen), problems, known, text=False)
    return _open_text(path, chosen or detect(path), problems, known)


def _open_text(
    path: Path, encoding: Encoding, problems: list[Problem], known: Callable[[str], object]
) -> Table:
    lines = Lines(path, encoding, problems)
    stream = iter(lines)
    first = list(islice(stream, PEEK))
    skip = 0
    sign = delimited.declared(first[0]) if first else ""
    if sign:
        first, skip = first[1:], 1
    else:
        sign = delimited.delimiter_of(first)
    rows = delimited.rows(chain(first, stream), sign, problems, first=1 + skip)
    table = _settle("csv", rows, problems, known, text=True)
    table.encoding = encoding.name.removesuffix("-sig")
    table.delimiter = sign
    return table


def _settle(
    kind: str,
    source: Iterator[Row],
    problems: list[Problem],
    known: Callable[[str], object],
    *,
    text: bool,
) -> Table:
    """Find the header among the first rows and put the rest behind it."""
    first = list(islice(source, PEEK))
    place = header_place([cells for _, cells in first], known)
    above = first[: place or 0]
    for line, cells in above:
        said = " ".join(cell.strip() for cell in cells if cell.strip())
        if said:
            problems.append(
                problem(
                    line,
                    "above",
                    N_("This row stands above the header and was left out: “{text}”."),
                    text=said[:80],
                )
            )
    header = () if place is None else _trimmed(first[place][1])
    body = first if place is None else first[place + 1 :]
    filled = [row for row in body if _filled(row[1])]
    width = len(header) or max((len(_trimmed(cells)) for _, cells in filled), default=0)

    def rows() -> Iterator[Row]:
        data = chain(body, source)
        whole = _joined(data, width, problems) if text and width > 2 else data
        return _without_notes(whole, width, problems)

    return Table(kind, header, filled, width, problems, rows)


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the cells without the empty ones at the end."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return tuple(" ".join(cell.split()) for cell in cells[:end])


def _filled(cells: Sequence[str]) -> int:
    return len([cell for cell in cells if cell and not cell.isspace()])


def header_place(rows: Sequence[Sequence[str]], known: Callable[[str], object] = recognise) -> int | None:
    """Return which row is the header, or None where the table starts with data."""
    filled = [(place, cells) for place, cells in enumerate(rows) if _filled(cells)]
    if not filled:
        return None
    usual = median(_filled(cells) for _, cells in filled)
    best: tuple[int, int] | None = None
    for place, cells in filled[:_TOP]:
        said = [cell for cell in cells if cell.strip()]
        hits = sum(known(cell) is not None for cell in said)
        data = sum(looks_like_data(cell) for cell in said)
        enough = hits >= 2 or (hits == 1 and len(said) <= 3 and len(said) >= min(2, usual))
        if enough and data <= hits // 3 and hits >= 0.2 * len(said) and (best is None or hits > 2 * best[1]):
            best = (place, hits)
    return best[0] if best else _unknown_header(filled, usual)


def _unknown_header(filled: Sequence[tuple[int, Sequence[str]]], usual: float) -> int | None:
    """Take the first full row for a header of unknown words where it differs from the rows below."""
    place, cells = next(((at, row) for at, row in filled if _filled(row) >= 0.6 * usual), filled[0])
    said = [cell for cell in cells if cell.strip()]
    if any(looks_like_data(cell) for cell in said) or len(set(said)) < len(said):
        return None
    if len(said) == 1:
        below = [row for at, row in filled if at > place]
        first = next((cell for cell in cells if cell.strip()), "")
        return (
            place
            if below and recognise(first) is None and _data_below(below)
            else (place if recognise(first) else None)
        )
    return place


def _data_below(rows: Sequence[Sequence[str]]) -> bool:
    cells = [cell for row in rows for cell in row if cell.strip()]
    return sum(looks_like_data(cell) for cell in cells) > 0.6 * len(cells)


def _joined(rows: Iterator[Row], width: int, problems: list[Problem]) -> Iterator[Row]:
    """Give a line without any delimiter back to the last cell of the full row before it."""
    held: Row | None = None
    for line, cells in rows:
        if held is not None and _continues(held[1], cells, width):
            held[1][-1] = f"{held[1][-1]}\n{cells[0].strip()}"
            problems.append(
                problem(line, "continued", N_("This line has no cells; it was joined to the row above."))
            )
            continue
        if held is not None:
            yield held
        held = (line, cells)
    if held is not None:
        yield held


def _continues(before: Sequence[str], cells: Sequence[str], width: int) -> bool:
    return (
        len(cells) == 1
        and bool(cells[0].strip())
        and len(before) == width
        and bool(before[-1].strip())
        and not looks_like_data(cells[0])
        and not _TOTALS.match(cells[0].strip())
    )


def _without_notes(rows: Iterator[Row], width: int, problems: list[Problem]) -> Iterator[Row]:
    """Yield rows with anything in them; remarks and totals below the table are reported instead."""
    shape = _Shape(width)
    held: list[Row] = []
    for row in rows:
        filled = _filled(row[1])
        if not filled:
            continue
        if shape.sparse(filled):
            held.append(row)
            # Many sparse rows are data; only a few can be remarks.
            if len(held) > 30:
                yield from held
                held = []
            continue
        yield from held
        held = []
        shape.learn(row[1])
        yield row
    if not any(shape.contradicts(cells) for _, cells in held):
        yield from held
        return
    for line, cells in held:
        said = " ".join(cell.strip() for cell in cells if cell.strip())
        problems.append(
            problem(
                line,
                "below",
                N_("This row stands below the table and was left out: “{text}”."),
                text=said[:80],
            )
        )


class _Shape:
    """What full rows of the table look like: how many cells are filled, which columns hold numbers."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.rows = 0
        self.cells = 0
        self.numbers = [0] * width
        self.others = [0] * width

    def learn(self, cells: Sequence[str]) -> None:
        if self.rows >= PEEK:
            return
        self.rows += 1
        self.cells += _filled(cells)
        for place, cell in enumerate(cells[: self.width]):
            if cell.strip():
                if _NUMERIC.match(cell.strip()):
                    self.numbers[place] += 1
                else:
                    self.others[place] += 1

    def sparse(self, filled: int) -> bool:
        """Tell whether a row has far fewer cells than usual."""
        return self.width >= 4 and self.rows >= 3 and filled <= 3 and filled * 2 <= self.cells / self.rows

    def contradicts(self, cells: Sequence[str]) -> bool:
        """Tell whether a sparse row is no data: words in a column of numbers, or a total."""
        for place, cell in enumerate(cells[: self.width]):
            text = cell.strip()
            if not text:
                continue
            if _TOTALS.match(text):
                return True
            if self.numbers[place] >= 3 and not self.others[place] and not _NUMERIC.match(text):
                return True
        return False
