"""What an import of calendars would do, or did: decisions item by item, and the rows they come to."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from app.errors import RapportError
from app.exchange.contacts import Problem
from app.exchange.icalendar.values import CalendarFile, CalendarItem
from app.language import N_


class Verdict(StrEnum):
    """What becomes of one item."""

    CREATE = "created"
    MERGE = "merged"
    SKIP = "skipped"


#: why an item is merged or skipped
REASONS: Final = {
    "": "",
    "changed": N_("known; the file says something else"),
    "cancelled": N_("cancelled in the file: into the trash"),
    "left_out": N_("cancelled in the file: this one does not take place"),
    "older": N_("another entry of the same name follows"),
    "same": N_("nothing new"),
    "never": N_("cancelled in the file, and never known here"),
    "trashed": N_("lies in the trash here"),
    "no_start": N_("no day is named"),
    "elsewhere": N_("comes from cards and leave, not from calendars"),
}


@dataclass(frozen=True)
class ReadFile:
    """A file that was opened: its calendar, or why there is none."""

    file: str
    calendar: CalendarFile = field(default_factory=CalendarFile)
    fault: RapportError | None = None


@dataclass
class Slot:
    """A row as it is to stand: ``before`` is what it holds now (empty for one to be made), ``series`` whose it is."""

    values: dict[str, Any]
    before: dict[str, Any] = field(default_factory=dict)
    row_id: int | None = None
    series: Slot | None = None
    #: the rule, its beginning or its exceptions are new: the open occurrence is to be found anew
    anew: bool = False

    @property
    def known(self) -> bool:
        """Whether the row stood there before the import."""
        return self.row_id is not None and bool(self.before)


@dataclass(frozen=True)
class Decision:
    """What becomes of one item of a file; ``day`` is where it will stand."""

    source: int
    item: CalendarItem
    verdict: Verdict
    reason: str = ""
    day: dt.date | None = None
    #: columns that the file changes
    changed: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.item.summary


@dataclass
class FileReport:
    """What came of one file."""

    file: str
    read: int = 0
    created: int = 0
    merged: int = 0
    skipped: int = 0
    first: str = ""
    problems: list[Problem] = field(default_factory=list)
    fault: RapportError | None = None


@dataclass
class CalendarPlan:
    """All decisions in the order of the files, the files' counts, and the rows they come to."""

    files: list[FileReport] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    #: of what was written
    batch_id: int | None = None

    def total(self, name: str) -> int:
        """Return the sum of a count over all files."""
        return sum(getattr(file, name) for file in self.files)

    @property
    def readable(self) -> bool:
        """Whether any file could be read."""
        return any(file.fault is None for file in self.files)

    @property
    def title(self) -> str:
        """The files' name for the history."""
        names = [file.file for file in self.files]
        return names[0] + (f" … ({len(names)})" if len(names) > 1 else "") if names else ""

    def report(self) -> str:
        """Return the counts as the list of imports keeps them, JSON."""
        names = ("file", "read", "created", "merged", "skipped")
        files = [{name: getattr(each, name) for name in names} for each in self.files]
        return json.dumps({"state": "done", "files": files}, ensure_ascii=False)

    def document(self, say: Callable[[Problem], str], why: Callable[[RapportError], str]) -> dict[str, Any]:
        """Return what ``import calendar --json`` promises."""
        counts = ("read", "created", "merged", "skipped")
        files = []
        for each in self.files:
            problems = [{"line": one.line, "text": say(one)} for one in each.problems]
            if each.fault is not None:
                problems.append({"line": 0, "text": why(each.fault)})
            numbers = {name: getattr(each, name) for name in counts}
            files.append({"file": each.file, **numbers, "problems": problems, "first": each.first})
        return {"files": files, **{name: self.total(name) for name in counts}}


def counted(files: Sequence[FileReport], decisions: Sequence[Decision]) -> None:
    """Count ``decisions`` in their files."""
    for one in decisions:
        report = files[one.source]
        setattr(report, one.verdict.value, getattr(report, one.verdict.value) + 1)
