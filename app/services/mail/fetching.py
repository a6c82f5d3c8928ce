"""Fetches mailboxes: what is new since last time, in short transactions, one step in the history."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from app.errors import RapportError
from app.exchange import imap
from app.exchange.contacts import Problem, problem
from app.exchange.mail.mime import read_eml
from app.exchange.servers import ConnectionLost
from app.language import N_
from app.models.base import table_of
from app.models.history import Step
from app.models.mail import MailFolder
from app.models.work import Work
from app.queries import mail
from app.queries.mail import AccountRow, FolderState
from app.services.importing.faults import Interrupted
from app.services.mail import accounts, filing, proposals
from app.services.mail.faults import kept
from app.services.mail.filing import CREATED, MERGED
from app.services.mail.importing import Door, join_steps
from app.services.mail.storing import Came

#: how often a broken connection is taken up again while letters keep coming
TRIES: Final = 3

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class FetchedFolder:
    """What came out of one folder; ``fault`` is what ended it too early."""

    name: str
    read: int = 0
    created: int = 0
    merged: int = 0
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)
    fault: RapportError | None = None


@dataclass(slots=True)
class Fetched:
    """What a fetch brought; ``step`` takes it back, None where nothing new came. ``fault`` ended it before any folder."""

    account_id: int
    folders: list[FetchedFolder] = field(default_factory=list)
    step: int | None = None
    fault: RapportError | None = None
    cancelled: bool = False

    def total(self, name: str) -> int:
        """Return the sum of a count over all folders."""
        return sum(getattr(one, name) for one in self.folders)

    @property
    def faults(self) -> list[RapportError]:
        """Everything that went wrong."""
        return [each for each in (self.fault, *(one.fault for one in self.folders)) if each is not None]


def _quiet(_folder: str, _done: int, _total: int) -> None:
    return None


def _never() -> bool:
    return False


def folders(door: Door, *, account_id: int, password: str | None = None) -> list[imap.Folder]:
    """Return the folders that the mailbox has; this is how an account is tried out.

    Raises:
        NoServer, Unencrypted, CannotConnect, Untrusted, WrongPassword, ConnectionLost, Refused: it cannot be used.
    """
    account = door.ask(mail.account, account_id=account_id)
    with imap.Mailbox(accounts.incoming(account, password=password)) as box:
        return box.folders()


def fetch(
    door: Door,
    *,
    account_id: int,
    password: str | None = None,
    waits_since: dt.datetime | None = None,
    progress: Progress = _quiet,
    cancelled: Callable[[], bool] = _never,
) -> Fetched:
    """Fetch what is new in the chosen folders of a mailbox; what went wrong stands in the answer.

    Letters from before ``waits_since`` do not wait for an answer; without it those of the last 30 days do.
    ``progress`` is told the folder, how many of its new letters came, and how many there are. What came
    before a fault or a cancellation is kept, and the next fetch goes on from there.
    """
    account: AccountRow = door.ask(mail.account, account_id=account_id)
    run = _Run(door, account, progress, cancelled, waits_since)
    try:
        run.all(password)
    except RapportError as fault:
        run.made.fault = fault
    run.finish()
    return run.made


class _Run:
    """One fetch of one mailbox on its way."""

    def __init__(
        self,
        door: Door,
        account: AccountRow,
        progress: Progress,
        cancelled: Callable[[], bool],
        waits_since: dt.datetime | None,
    ) -> None:
        self._door, self._account = door, account
        self._progress, self._cancelled = progress, cancelled
        self._waits_since = waits_since
        self._first: int | None = None
        self._latest: int | None = None
        self._sent: set[str] = set()
        self.made = Fetched(account.id)

    def all(self, password: str | None) -> None:
        """Fetch folder by folder; a connection that breaks is taken up again as long as letters come."""
        server = accounts.incoming(self._account, password=password)
        waiting = list(self._account.folders or ("INBOX",))
        reports = {name: FetchedFolder(name) for name in waiting}
        self.made.folders = list(reports.values())
        tries = TRIES
        while waiting and not self.made.cancelled:
            before = self.made.total("read")
            try:
                with imap.Mailbox(server) as box:
                    self._sent = {each.name for each in box.folders() if each.sent}
                    while waiting and not self.made.cancelled:
                        self._folder(box, waiting[0], reports[waiting[0]])
                        waiting.pop(0)
            except ConnectionLost as fault:
                tries = TRIES if self.made.total("read") > before else tries - 1
                if not tries:
                    reports[waiting[0]].fault = fault
                    self._door.do(
                        note_problem, account_id=self._account.id, folder=waiting[0], problem=kept(fault)
                    )
                    return

    def _folder(self, box: imap.Mailbox, name: str, report: FetchedFolder) -> None:
        try:
            opened = box.open(name)
        except imap.NoFolder as fault:
            report.fault = fault
            self._door.do(note_problem, account_id=self._account.id, folder=name, problem=kept(fault))
            return
        state = self._state(name)
        after = state.last_uid if state is not None and state.validity == opened.validity else 0
        since = dt.date.fromisoformat(self._account.since) if self._account.since else None
        uids = box.uids(after=after, since=since)
        done = 0
        self._progress(name, done, len(uids))
        for piece in box.letters(uids):
            if self._cancelled():
                self.made.cancelled = True
                return
            self._file(name, opened.validity, piece, report)
            done += len(piece)
            self._progress(name, done, len(uids))
        self._door.do(
            note_fetched,
            account_id=self._account.id,
            folder=name,
            validity=opened.validity,
            last_uid=uids[-1] if uids else after,
        )

    def _state(self, name: str) -> FolderState | None:
        account: AccountRow = self._door.ask(mail.account, account_id=self._account.id)
        return next((one for one in account.states if one.name == name), None)

    def _file(self, name: str, validity: int, piece: Sequence[imap.Fetched], report: FetchedFolder) -> None:
        letters = []
        for each in piece:
            report.read += 1
            if each.data is None:
                report.skipped += 1
                size = -(-each.size // 1024 // 1024)
                said = N_("A letter of {size} MB is too large to be fetched; it stays on the server.")
                report.problems.append(problem(each.uid, "large", said, size=size))
                continue
            letter, problems = read_eml(each.data, line=each.uid)
            report.problems += problems
            letters.append(
                Came(
                    letter,
                    origin=f"imap:{self._account.address}/{name}",
                    account_id=self._account.id,
                    sent=name in self._sent,
                    line=each.uid,
                    waits_since=self._waits_since,
                )
            )
        done = self._door.act(
            fetch_some,
            account_id=self._account.id,
            folder=name,
            validity=validity,
            last_uid=piece[-1].uid if piece else 0,
            letters=letters,
            first=self._first,
            latest=self._latest,
        )
        self._note(done.changes.step)
        for outcome in done.result:
            setattr(report, outcome.verdict, getattr(report, outcome.verdict) + 1)
            report.problems += outcome.problems

    def _note(self, step: int | None) -> None:
        if step is not None:
            self._first = self._first or step
            self._latest = step

    def finish(self) -> None:
        """File proposals of people who are known by now, and name the step."""
        if self._first is None:
            return
        # somebody may have taken the step back meanwhile: then there is nothing to name
        with contextlib.suppress(Interrupted):
            self._note(self._door.act(settle, first=self._first, latest=self._latest).changes.step)
            self._door.do(
                close,
                first=self._first,
                latest=self._latest,
                address=self._account.address,
                count=self.made.total(CREATED) + self.made.total(MERGED),
            )
        self.made.step = self._first


# -- verbs ---------------------------------------------------------------------------------------


def fetch_some(
    work: Work,
    *,
    account_id: int,
    folder: str,
    validity: int,
    last_uid: int,
    letters: Sequence[Came],
    first: int | None,
    latest: int | None,
) -> list[filing.Outcome]:
    """File some letters and note, in the same transaction, how far the folder is fetched."""
    with contextlib.suppress(Interrupted):
        join_steps(work, first=first, latest=latest)
    made = filing.file_some(work, letters=letters)
    note_fetched(work, account_id=account_id, folder=folder, validity=validity, last_uid=last_uid)
    work.name(N_("Fetched letters of {address}"), address=folder)
    return made


def settle(work: Work, *, first: int | None, latest: int | None) -> None:
    """File proposals of people who became customers meanwhile, as part of the fetch.

    Raises:
        Interrupted: the fetch was taken back meanwhile.
    """
    join_steps(work, first=first, latest=latest)
    proposals.settle(work)
    work.name(N_("Fetched letters of {address}"), address="")


def close(work: Work, *, first: int, latest: int, address: str, count: int) -> None:
    """Name the step of a fetch.

    Raises:
        Interrupted: the fetch was taken back meanwhile.
    """
    join_steps(work, first=first, latest=latest)
    steps = table_of(Step)
    title = N_("Fetched {count} letters of {address}")
    values = json.dumps({"count": count, "address": address}, ensure_ascii=False)
    work.connection.execute(
        sa.update(steps).where(steps.c.id == first).values(verb="fetch", title=title, values=values)
    )


def note_fetched(work: Work, *, account_id: int, folder: str, validity: int, last_uid: int) -> None:
    """Note how far a folder is fetched; this has no history."""
    _note(work, account_id, folder, validity=validity, last_uid=last_uid, fetched_at=work.now, problem="")


def note_problem(work: Work, *, account_id: int, folder: str, problem: str) -> None:
    """Note why a folder was not fetched to its end."""
    _note(work, account_id, folder, problem=problem)


def _note(work: Work, account_id: int, folder: str, **values: Any) -> None:
    table = table_of(MailFolder)
    mine = sa.and_(table.c.account_id == account_id, table.c.name == folder)
    if work.connection.execute(sa.update(table).where(mine).values(values)).rowcount:
        return
    work.connection.execute(
        sa.insert(table).values({"account_id": account_id, "name": folder, "problem": "", **values})
    )
