"""Opens the files of an import: each with the mapping given by hand, else the one saved for its header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import BadInput
from app.exchange.contacts import ContactRecord, Problem
from app.exchange.mapping import Mapping, Wishes, from_json
from app.exchange.pace import uncollected
from app.exchange.read import Contacts, open_contacts
from app.models.work import Reading
from app.queries import imports
from app.services.importing.plans import Source


@dataclass(slots=True)
class Loaded:
    """A file that was read whole; ``opened`` tells its kind, encoding, header, mapping and first rows."""

    records: Sequence[ContactRecord]
    problems: list[Problem]
    read: int
    opened: Contacts

    def __iter__(self) -> Iterator[ContactRecord]:
        return iter(self.records)


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be read as contacts, and why; ``place`` is its place among the files given."""

    place: int
    file: str
    fault: BadInput


@dataclass(frozen=True, slots=True)
class Opened:
    """What could be read, and what could not."""

    sources: tuple[Source, ...]
    refused: tuple[Refused, ...]


def open_sources(
    reading: Reading, *, paths: Sequence[Path], mapping: Mapping | Wishes | None = None
) -> Opened:
    """Read ``paths``; a file that cannot be read as contacts is set apart with its reason."""
    sources: list[Source] = []
    refused: list[Refused] = []
    with uncollected():
        for place, path in enumerate(paths):
            try:
                sources.append(Source(str(path), load(reading, path=path, mapping=mapping)))
            except BadInput as fault:
                refused.append(Refused(place, str(path), fault))
    return Opened(tuple(sources), tuple(refused))


def load(
    reading: Reading,
    *,
    path: Path,
    mapping: Mapping | Wishes | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
) -> Loaded:
    """Read one file; without ``mapping`` the one that was saved for its header applies.

    Raises:
        BadInput: the file cannot be read as contacts, or the mapping does not fit it.
    """
    opened = open_contacts(path, mapping=mapping, encoding=encoding, sheet=sheet)
    if mapping is None and opened.header:
        saved = imports.definition(reading, header=opened.header)
        if saved:
            opened = open_contacts(path, mapping=from_json(saved), encoding=encoding, sheet=sheet)
    records = tuple(opened)
    return Loaded(records, opened.problems, opened.read, opened)
