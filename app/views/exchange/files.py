"""The files of an import: how each is read, what it holds, and what was decided about its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from app.errors import RapportError
from app.exchange.contacts import ContactRecord, Problem
from app.exchange.faults import BadMapping
from app.exchange.headers import OWN_PREFIX
from app.exchange.mapping import ColumnMap, Mapping, Wishes, from_json
from app.exchange.read import TABLES, Contacts, open_contacts
from app.office import Office
from app.queries import imports, lines
from app.services.importing import Imported, ImportPlan, Options, Source, plan
from app.views.kit.tasks import Task

#: contacts that are read for the live preview
SHOWN: Final = 5
_CHUNK: Final = 400


@dataclass(frozen=True)
class Reading:
    """How a file is to be read; what is empty is recognised."""

    encoding: str = ""
    sheet: str = ""
    mapping: Mapping | None = None


@dataclass(frozen=True)
class Looked:
    """What a first look at a file found. ``remembered``: its mapping was saved earlier."""

    kind: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    mapping: Mapping
    sample: tuple[tuple[str, ...], ...]
    sheets: tuple[str, ...]
    records: tuple[ContactRecord, ...]
    remembered: bool = False

    @property
    def table(self) -> bool:
        """Whether it has columns that go somewhere."""
        return self.kind in TABLES and bool(self.mapping.columns)


@dataclass
class ImportFile:
    """One file that the user chose. ``own``: headers that become fields of the team's own, with a purpose."""

    path: Path
    reading: Reading = field(default_factory=Reading)
    looked: Looked | None = None
    fault: RapportError | None = None
    changed: bool = False
    own: dict[str, str] = field(default_factory=dict)

    @property
    def mapping(self) -> Mapping | None:
        """Which column goes where now: as corrected, else as recognised."""
        return self.reading.mapping or (self.looked.mapping if self.looked else None)


@dataclass
class Batch:
    """An import from the first file to its end; it outlives the room that shows it."""

    files: list[ImportFile] = field(default_factory=list)
    step: str = "columns"
    current: int = 0
    remember: bool = True
    #: whether the step «Columns» was shown
    seen: bool = False
    plan: ImportPlan | None = None
    faults: list[tuple[Path, RapportError]] = field(default_factory=list)
    titles: dict[int, str] = field(default_factory=dict)
    imported: Imported | None = None
    undone: bool = False
    #: what goes on beside the window for this import
    task: Task | None = None
    #: called when that came to an end; whoever shows the batch sets it
    watch: Callable[[], None] = field(default=lambda: None)

    @property
    def looks(self) -> list[Looked]:
        """What the first looks found."""
        return [each.looked for each in self.files if each.looked is not None]

    @property
    def readable(self) -> list[ImportFile]:
        """The files that can be read."""
        return [each for each in self.files if each.fault is None]


def raw_name(column: ColumnMap) -> str:
    """Return the name under which a column is kept that goes nowhere else."""
    return column.header.removeprefix(OWN_PREFIX) or f"Column {column.index + 1}"


def look(office: Office, path: Path, reading: Reading) -> Looked:
    """Open a file as wished and read its beginning; a saved mapping for its header is taken.

    Raises subclasses of :class:`app.errors.BadInput` where it cannot be read as contacts.
    """
    found = _open(path, reading, reading.mapping)
    remembered = False
    if reading.mapping is None and found.header:
        wishes = _saved(office, found.header)
        if wishes is not None:
            try:
                found, remembered = _open(path, reading, wishes), True
            except BadMapping:
                remembered = False
    records = tuple(islice(found, SHOWN))
    return Looked(
        found.kind,
        found.encoding,
        found.delimiter,
        found.header,
        found.mapping,
        found.sample,
        found.sheets,
        records,
        remembered,
    )


def _open(path: Path, reading: Reading, mapping: Mapping | Wishes | None) -> Contacts:
    return open_contacts(
        path, mapping=mapping, encoding=reading.encoding or None, sheet=reading.sheet or None
    )


def _saved(office: Office, header: tuple[str, ...]) -> Wishes | None:
    text = office.ask(imports.definition, header=header)
    try:
        return from_json(text) if text else None
    except BadMapping:
        return None


class Counting:
    """A file's contents that tells how far it is; what ends it early is a problem, not an end of all."""

    def __init__(self, contents: Contacts, told: Callable[[], None]) -> None:
        self._contents, self._told = contents, told
        self.problems: list[Problem] = contents.problems
        self.read = 0

    def __iter__(self) -> Iterator[ContactRecord]:
        try:
            for record in self._contents:
                self.read = self._contents.read
                self._told()
                yield record
        except RapportError as fault:
            self.problems.append(Problem(0, "broken", fault.message, tuple(fault.values.items())))
        self.read = self._contents.read


@dataclass(frozen=True)
class Planned:
    """What an import would do, and the files that could not be opened for it."""

    plan: ImportPlan
    faults: tuple[tuple[Path, RapportError], ...]
    #: titles of the customers that are joined, by id
    titles: dict[int, str]


def decide(
    office: Office,
    files: list[ImportFile],
    region: str,
    told: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> Planned:
    """Read ``files`` whole and decide what an import would do; ``told`` hears how many were read.

    Raises:
        Cancelled: ``cancelled`` said so.
    """
    faults: list[tuple[Path, RapportError]] = []
    sources: list[Source] = []
    count = 0

    def one_more() -> None:
        nonlocal count
        count += 1
        told(count, 0)

    for each in files:
        try:
            contents = _open(
                each.path, each.reading, each.mapping if each.looked and each.looked.table else None
            )
        except RapportError as fault:
            faults.append((each.path, fault))
            continue
        sources.append(Source(each.path.name, Counting(contents, one_more)))
    own = {header: purpose for each in files for header, purpose in each.own.items()}
    made: ImportPlan = office.ask(
        plan, sources=sources, options=Options(region=region or None, own=own), cancelled=cancelled
    )
    return Planned(made, tuple(faults), _titles(office, sorted(made.joins)))


def _titles(office: Office, ids: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for start in range(0, len(ids), _CHUNK):
        rows = office.ask(lines.rows, ids=ids[start : start + _CHUNK])
        found |= {row.id: row.title for row in rows}
    return found
