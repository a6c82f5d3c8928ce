"""Imports files of messages: read outside of any transaction, written in short ones, one step in the history."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

import sqlalchemy as sa

from app.errors import BadInput, RapportError
from app.exchange.chats.conversation import Day
from app.exchange.contacts import Problem, problem
from app.exchange.mail.read import Messages, NotMail, open_messages
from app.language import N_
from app.models.base import table_of
from app.models.history import Step, StepRow
from app.models.team import Batch
from app.models.work import Reading, Work
from app.services import history
from app.services.importing.faults import Cancelled, Interrupted
from app.services.mail import chats, filing, proposals
from app.services.mail.filing import CREATED, MERGED, SKIPPED, Shelf
from app.services.mail.storing import Came

#: letters, and bytes of files, that one transaction writes
LETTERS: Final = 100
BYTES: Final = 16 * 1024 * 1024


class Door(Protocol):
    """The part of the office that an import needs."""

    def ask(self, query: Callable[..., Any], /, **kwargs: Any) -> Any: ...

    def do(self, verb: Callable[..., Any], /, **kwargs: Any) -> Any: ...

    def act(self, verb: Callable[..., Any], /, **kwargs: Any) -> Any: ...


@dataclass(slots=True)
class FileReport:
    """What came of one file; ``fault`` tells why nothing of it could be read."""

    file: str
    read: int = 0
    created: int = 0
    merged: int = 0
    skipped: int = 0
    attachments: int = 0
    first: str = ""
    problems: list[Problem] = field(default_factory=list)
    fault: RapportError | None = None

    def count(self, verdict: str, number: int = 1) -> None:
        """Count letters with this verdict."""
        setattr(self, verdict, getattr(self, verdict) + number)


@dataclass(slots=True)
class Imported:
    """What an import did; ``step`` takes it back, None where nothing changed."""

    files: list[FileReport] = field(default_factory=list)
    step: int | None = None

    def total(self, name: str) -> int:
        """Return the sum of a count over all files."""
        return sum(getattr(file, name) for file in self.files)

    @property
    def readable(self) -> bool:
        """Whether anything at all could be read."""
        return any(file.fault is None for file in self.files)


def _quiet(_done: int, _total: int) -> None:
    return None


def _never() -> bool:
    return False


def run(
    door: Door,
    *,
    paths: Sequence[Path],
    customer_id: int | None = None,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = _quiet,
    cancelled: Callable[[], bool] = _never,
) -> Imported:
    """Import files, folders and patterns of letters and chats; ``customer_id`` is the card they were dropped on.

    ``progress`` is told how many of all files are done. Whatever ends it earlier takes back what was written.

    Raises:
        Cancelled: ``cancelled`` said so.
        Interrupted: somebody took the import back while it was running.
    """
    work = _Run(door, customer_id, dry_run=dry_run)
    files = list(expanded(paths))
    try:
        for number, (path, named) in enumerate(files):
            progress(number, len(files))
            work.file(path, named=named, cancelled=cancelled)
        work.finish(_title(paths))
    except BaseException:
        work.take_back()
        raise
    progress(len(files), len(files))
    return work.made


def expanded(paths: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """Yield the files that are meant; those found in folders and by patterns are not ``named`` by themselves."""
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.is_file())
            yield from ((each, False) for each in inside)
            if not inside:
                yield path, True
        elif not path.exists() and any(sign in path.name for sign in "*?["):
            with contextlib.suppress(OSError, ValueError):
                yield from ((each, True) for each in sorted(path.parent.glob(path.name)) if each.is_file())
        else:
            yield path, True


def is_readable(path: Path) -> bool:
    """Tell whether a file is one of messages."""
    try:
        open_messages(path)
    except BadInput:
        return False
    return True


def _title(paths: Sequence[Path]) -> str:
    return paths[0].name + (f" … ({len(paths)})" if len(paths) > 1 else "") if paths else ""


class _Run:
    """One import on its way."""

    def __init__(self, door: Door, customer_id: int | None, *, dry_run: bool) -> None:
        self._door = door
        self._customer_id = customer_id
        self._dry_run = dry_run
        self._first: int | None = None
        self._latest: int | None = None
        self._waiting: list[tuple[FileReport, Came]] = []
        self._days: list[tuple[FileReport, Day]] = []
        self._bytes = 0
        self._seen = Shelf()
        self.made = Imported()

    def file(self, path: Path, *, named: bool, cancelled: Callable[[], bool]) -> None:
        """Read one file; of a folder those that are no messages are passed over."""
        report = FileReport(str(path))
        try:
            if path.is_dir():
                raise NotMail(file=path.name, kind="folder")
            messages = open_messages(path)
            self._take(messages, report, cancelled)
        except BadInput as fault:
            if not named and isinstance(fault, NotMail):
                return
            report.fault = fault
        self.made.files.append(report)

    def _take(self, messages: Messages, report: FileReport, cancelled: Callable[[], bool]) -> None:
        for line, letter in messages.letters():
            if cancelled():
                raise Cancelled
            came = Came(letter, origin=report.file, customer_id=self._customer_id, line=line)
            self._waiting.append((report, came))
            self._bytes += sum(len(file.data) for file in letter.files) + len(letter.html or "")
            report.attachments += len(letter.files)
            if len(self._waiting) >= LETTERS or self._bytes >= BYTES:
                self.flush()
        for day in messages.days():
            if cancelled():
                raise Cancelled
            self._days.append((report, day))
            if len(self._days) >= LETTERS:
                self.flush()
        report.read, report.first = messages.read, messages.first
        report.problems[:0] = messages.problems
        # a letter of which nothing could be read is in no count yet
        rejected = sum(1 for each in messages.problems if each.rejected)
        report.count(SKIPPED, min(rejected, report.read))

    def flush(self) -> None:
        """Write what waits."""
        letters, days = self._waiting, self._days
        self._waiting, self._days, self._bytes = [], [], 0
        if not letters and not days:
            return
        outcomes, talked = self._write([came for _, came in letters], [day for _, day in days])
        for (report, _), outcome in zip(letters, outcomes, strict=True):
            report.count(outcome.verdict)
            report.problems += outcome.problems
        for (report, day), one in zip(days, talked, strict=True):
            for verdict in (CREATED, MERGED, SKIPPED):
                report.count(verdict, getattr(one, verdict))
            if one.reason == "nobody":
                _say_nobody(report, day)

    def _write(self, letters: list[Came], days: list[Day]) -> Any:
        told = {"letters": letters, "days": days, "customer_id": self._customer_id}
        if self._dry_run:
            return self._door.ask(foresee, seen=self._seen, **told)
        done = self._door.act(import_some, first=self._first, latest=self._latest, **told)
        self._note(done.changes.step)
        return done.result

    def _note(self, step: int | None) -> None:
        if step is not None:
            self._first = self._first or step
            self._latest = step

    def finish(self, title: str) -> None:
        """Write the rest, file proposals of people who are known by now, and name the step."""
        self.flush()
        if self._dry_run or self._first is None:
            return
        self._note(self._door.act(settle, first=self._first, latest=self._latest).changes.step)
        self._door.do(close, first=self._first, latest=self._latest, title=title, made=self.made)
        self.made.step = self._first

    def take_back(self) -> None:
        """Leave nothing of an import that was not finished."""
        if self._first is None:
            return
        with contextlib.suppress(RapportError):
            self._door.do(join_steps, first=self._first, latest=self._latest)
            self._door.do(history.undo, step_id=self._first)


def _say_nobody(report: FileReport, day: Day) -> None:
    said = N_("Nobody who speaks in “{chat}” is known by exactly this name; that group was left out.")
    if not any(dict(each.values).get("chat") == day.chat for each in report.problems):
        report.problems.append(problem(0, "nobody", said, chat=day.chat))


# -- verbs ---------------------------------------------------------------------------------------


def import_some(
    work: Work,
    *,
    letters: Sequence[Came],
    days: Sequence[Day],
    customer_id: int | None,
    first: int | None,
    latest: int | None,
) -> tuple[list[filing.Outcome], list[chats.Talked]]:
    """Write one chunk; its step joins that of the chunks before.

    Raises:
        Interrupted: somebody took back what was written so far.
    """
    join_steps(work, first=first, latest=latest)
    outcomes = filing.file_some(work, letters=letters)
    talked = chats.file_days(work, days=days, customer_id=customer_id)
    work.name(N_("Imported letters from {file}"), file="…")
    return outcomes, talked


def settle(work: Work, *, first: int | None, latest: int | None) -> int:
    """File proposals of people who became customers meanwhile, as part of the import."""
    join_steps(work, first=first, latest=latest)
    done = proposals.settle(work)
    work.name(N_("Imported letters from {file}"), file="…")
    return done


def close(work: Work, *, first: int, latest: int, title: str, made: Imported) -> None:
    """Name the step of an import, and note the import in the list of them."""
    join_steps(work, first=first, latest=latest)
    steps = table_of(Step)
    counts = {name: made.total(name) for name in (CREATED, MERGED)}
    work.connection.execute(
        sa.update(steps)
        .where(steps.c.id == first)
        .values(
            verb="import_mail",
            title=N_("Imported letters from {file}: {created} new, {merged} joined"),
            values=json.dumps({"file": title, **counts}, ensure_ascii=False),
        )
    )
    names = ("file", "read", CREATED, MERGED, SKIPPED)
    report = {"state": "done", "files": [{n: getattr(each, n) for n in names} for each in made.files]}
    work.connection.execute(
        sa.insert(table_of(Batch)).values(
            kind="mail",
            file=title,
            at=work.now,
            person_id=work.moment.person_id,
            step_id=first,
            report=json.dumps(report, ensure_ascii=False),
        )
    )


def join_steps(work: Work, *, first: int | None, latest: int | None) -> None:
    """Make the last two steps of an import one, so that one undo takes all of it back.

    Raises:
        Interrupted: the first of them was taken back meanwhile.
    """
    if first is None:
        return
    rows, steps = table_of(StepRow), table_of(Step)
    if work.value(sa.select(steps.c.undone).where(steps.c.id == first)) is not False:
        raise Interrupted
    if latest is not None and latest != first:
        work.connection.execute(sa.update(rows).where(rows.c.step_id == latest).values(step_id=first))
        work.connection.execute(sa.delete(steps).where(steps.c.id == latest))


# -- rehearsal -----------------------------------------------------------------------------------


def foresee(
    reading: Reading, *, letters: Sequence[Came], days: Sequence[Day], customer_id: int | None, seen: Shelf
) -> tuple[list[filing.Outcome], list[chats.Talked]]:
    """Tell what a chunk would become; ``seen`` remembers the letters of the chunks before."""
    directory, shelf = filing.look_up(reading, [came.letter for came in letters])
    shelf.letters |= seen.letters
    shelf.customers |= seen.customers
    outcomes = []
    for came in letters:
        identity = shelf.identity(came.letter)
        decided = filing.plan(came, directory)
        known = shelf.letters.get(identity)
        parties = {party.customer_id for party in decided.parties}
        if known is None and decided.state:
            number = -1 - len(seen.letters)
            for each in (seen, shelf):
                each.add(identity, number, came.letter.subject, decided.state)
                each.customers[number] = set(parties)
            outcomes.append(filing.Outcome(CREATED, decided.state))
        elif known is not None and parties - shelf.customers[known[0]] and known[2] != "ignored":
            shelf.customers[known[0]] |= parties
            outcomes.append(filing.Outcome(MERGED, "joined"))
        else:
            outcomes.append(filing.Outcome(SKIPPED, decided.reason))
    return outcomes, [chats.foresee(reading, day, customer_id) for day in days]
