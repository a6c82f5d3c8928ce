"""Reads contacts from any file that people bring: tables, workbooks, vCards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from app.exchange.columns import map_columns
from app.exchange.contacts import ContactRecord, Problem, ReadResult, problem
from app.exchange.encodings import by_hand, detect
from app.exchange.faults import NotContacts, WorkbookDamaged, WorkbookLocked
from app.exchange.mapping import Mapping, Wishes
from app.exchange.pace import uncollected
from app.exchange.rows import Rows
from app.exchange.sniff import sniff
from app.exchange.tables import Table, open_table
from app.exchange.vcard import read_vcards
from app.language import N_

TABLES: Final = frozenset({"csv", "xlsx", "xls", "ods", "html", "sheetxml"})


@dataclass(slots=True)
class Contacts:
    """A file of contacts, open: iterate once for its records.

    :attr:`problems` and :attr:`read` grow while it is iterated. ``mapping`` is how the columns of a
    table are understood (empty for vCards); ``sample`` holds its first rows for a preview.
    """

    kind: str
    problems: list[Problem]
    encoding: str = ""
    delimiter: str = ""
    header: tuple[str, ...] = ()
    mapping: Mapping = field(default_factory=Mapping)
    sample: tuple[tuple[str, ...], ...] = ()
    sheets: tuple[str, ...] = ()
    read: int = 0
    _records: Iterator[ContactRecord] = field(default_factory=lambda: iter(()))

    def __iter__(self) -> Iterator[ContactRecord]:
        for record in self._records:
            self.read += 1
            yield record


def open_contacts(
    path: Path,
    *,
    mapping: Mapping | Wishes | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
) -> Contacts:
    """Open a file of contacts, whatever its name says; records stream from it.

    ``mapping`` overrides what the headers say, ``encoding`` what the letters say, ``sheet`` names a
    sheet or gives its number from 1. Raises subclasses of :class:`app.errors.BadInput` where the
    file cannot be read as contacts at all.
    """
    kind = sniff(path)
    problems: list[Problem] = []
    if kind == "empty":
        problems.append(problem(0, "empty", N_("The file is empty.")))
        return Contacts("empty", problems)
    if kind == "vcf":
        chosen = by_hand(encoding) if encoding else None
        name = chosen.name if chosen else detect(path).name
        return Contacts(
            "vcf", problems, name.removesuffix("-sig"), _records=read_vcards(path, problems, chosen)
        )
    if kind in TABLES:
        table = open_table(path, kind, problems, encoding=encoding, sheet=sheet)
        return _of_table(table, mapping)
    if kind == "locked":
        raise WorkbookLocked(file=path.name)
    if kind == "damaged":
        raise WorkbookDamaged(file=path.name)
    raise NotContacts(file=path.name, kind=kind)


def _of_table(table: Table, wished: Mapping | Wishes | None) -> Contacts:
    sample = [cells for _, cells in table.sample]
    mapping = map_columns(table.header, sample, width=table.width)
    if isinstance(wished, Wishes):
        mapping = wished.applied(mapping)
    elif wished is not None:
        mapping = wished
    maker = Rows(mapping, table.problems)
    records = (maker.contact(line, cells) for line, cells in table.rows())
    return Contacts(
        table.kind,
        table.problems,
        table.encoding,
        table.delimiter,
        table.header,
        mapping,
        tuple(tuple(cells) for cells in sample[:20]),
        table.sheets,
        _records=records,
    )


def read_contacts(
    path: Path,
    *,
    mapping: Mapping | Wishes | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    limit: int | None = None,
) -> ReadResult:
    """Read a file of contacts whole, or its first ``limit`` records; see :func:`open_contacts`."""
    source = open_contacts(path, mapping=mapping, encoding=encoding, sheet=sheet)
    with uncollected():
        records = tuple(islice(source, limit))
    problems = tuple(sorted(source.problems, key=lambda item: item.line))
    return ReadResult(
        source.kind,
        source.encoding,
        source.delimiter,
        source.header,
        records,
        problems,
        source.read,
        source.sheets,
    )
