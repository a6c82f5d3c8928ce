"""What an import would do: create, join or skip, each with its reason, and the numbers of every file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath
from typing import Any, Final, NamedTuple, Protocol

from app.exchange.contacts import ContactRecord, Problem, ReadResult
from app.language import N_
from app.services.importing.entry import Entry
from app.services.importing.whom import Like, Ref


class Verdict(StrEnum):
    """What becomes of a record."""

    CREATE = "create"
    JOIN = "join"
    SKIP = "skip"


#: why, in words for people; keys stand in :attr:`Decision.reason`
REASONS: Final = {
    "new": N_("new"),
    "uid": N_("same identity"),
    "email": N_("same e-mail"),
    "phone": N_("same phone"),
    "empty": N_("holds neither a name nor a way to reach anybody"),
    "repeat": N_("says the same as an earlier one"),
    "there": N_("stands among the customers already, word for word"),
    "rejected": N_("could not be read"),
}


class Decision(NamedTuple):
    """What becomes of one record. ``into``: the customer or earlier record that it joins."""

    source: int
    line: int
    title: str
    verdict: Verdict
    reason: str
    into: Ref | None = None
    place: int = -1


class Contents(Protocol):
    """An open file: its records once, and what was found about them by the end."""

    problems: list[Problem]
    read: int

    def __iter__(self) -> Iterator[ContactRecord]: ...


@dataclass(frozen=True, slots=True)
class Source:
    """One file of an import, under the name that people know it by."""

    file: str
    contents: Contents

    @classmethod
    def of(cls, file: str, result: ReadResult) -> Source:
        """Return the source of a file that was read whole."""
        return cls(file, _Whole(list(result.problems), result.read, result.records))


@dataclass(slots=True)
class _Whole:
    problems: list[Problem]
    read: int
    records: Sequence[ContactRecord]

    def __iter__(self) -> Iterator[ContactRecord]:
        return iter(self.records)


@dataclass(frozen=True, slots=True)
class Counted:
    """What came of one file: read = created + merged + skipped; ``same`` of the merged ones say nothing new."""

    file: str
    read: int
    created: int
    merged: int
    skipped: int
    problems: tuple[Problem, ...]
    first: str
    same: int = 0

    @property
    def joined(self) -> int:
        """How many records add something to a customer."""
        return self.merged - self.same


@dataclass(frozen=True, slots=True)
class Options:
    """How an import is done. ``region``: country of telephone numbers without a code (ISO 3166).

    ``own`` names raw properties that become fields of the team's own, with their purposes.
    """

    region: str | None = None
    own: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything that an import would do.

    ``entries`` are the customers to create, by the place of the record that begins each;
    ``joins`` what is to be added to customers that are there; ``likes`` pairs for review;
    ``same`` the places of decisions to join that add nothing. ``more_likes``: there are more
    likely pairs than an import lists.
    """

    decisions: tuple[Decision, ...]
    entries: Mapping[int, Entry]
    joins: Mapping[int, tuple[Entry, ...]]
    likes: tuple[Like, ...]
    files: tuple[Counted, ...]
    options: Options
    same: frozenset[int] = frozenset()
    more_likes: bool = False

    @property
    def title(self) -> str:
        """What the import is called: its file, or the first of several."""
        names = [PurePath(each.file).name for each in self.files]
        return names[0] if len(names) == 1 else f"{names[0]} + {len(names) - 1}" if names else ""

    @property
    def read(self) -> int:
        return sum(each.read for each in self.files)

    @property
    def created(self) -> int:
        return sum(each.created for each in self.files)

    @property
    def merged(self) -> int:
        return sum(each.merged for each in self.files)

    @property
    def joined(self) -> int:
        """How many records add something to a customer."""
        return sum(each.joined for each in self.files)

    @property
    def skipped(self) -> int:
        return sum(each.skipped for each in self.files)

    def document(self, text: Callable[[Problem], str]) -> dict[str, Any]:
        """Return the JSON that «import» promises; ``text`` words a problem."""
        files = [
            {
                "file": each.file,
                "read": each.read,
                "created": each.created,
                "merged": each.merged,
                "unchanged": each.same,
                "skipped": each.skipped,
                "problems": [{"line": item.line, "text": text(item)} for item in each.problems],
                "first": each.first,
            }
            for each in self.files
        ]
        names = ("read", "created", "merged", "skipped")
        totals = {name: getattr(self, name) for name in names} | {"unchanged": self.merged - self.joined}
        return {"files": files, **totals}
