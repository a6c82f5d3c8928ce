"""Fetches mailboxes beside the window: after the start, every so many minutes as each says, and when asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer

from app.errors import RapportError
from app.exchange.servers import Untrusted, WrongPassword
from app.office import Office
from app.queries import mail
from app.queries.mail import AccountRow
from app.services.mail import accounts, fetching
from app.services.mail.fetching import Fetched
from app.views.kit.host import Host
from app.views.kit.tasks import Task
from app.views.kit.ui import Ui
from app.views.mail.bringing import take_back
from app.views.mail.passwords import ask_password, offer_trust
from app.views.mail.problems import ProblemRow

#: how long the window settles before the first look, and how often it is asked which mailbox is due, ms
AFTER: Final = 8_000
EVERY: Final = 60_000


class Fetcher(QObject):
    """Lives as long as the window and follows it into other databases."""

    def __init__(self, window: Host) -> None:
        super().__init__(window)
        self._window = window
        self._task: Task | None = None
        self._done: Callable[[], object] | None = None
        #: what was said of each mailbox already: the same fault is not said every few minutes
        self._told: dict[int, str] = {}
        self._first = True
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look after mailboxes from now on."""
        self._timer.start()
        QTimer.singleShot(AFTER, self, self.look)

    @property
    def _ui(self) -> Ui:
        return self._window.ui

    def look(self) -> None:
        """Fetch the mailboxes that are due."""
        if self._task is None:
            self._ui.desk.ask(self._fetch_due, mail.accounts, key="due", owner=self)

    def now(self, account_id: int | None = None, waits_since: dt.datetime | None = None) -> None:
        """Fetch one mailbox, or all of them, and say what came; a password that is missing is asked for."""

        def found(rows: list[AccountRow]) -> None:
            ui = self._ui
            wanted = [one for one in rows if one.active and account_id in {None, one.id}]
            if not wanted:
                said = ui.tr("There is no mailbox yet.")
                ui.say(said, (ui.tr("Add a mailbox"), partial(ui.go, "mail_accounts")))
                return
            unknown = next((one for one in wanted if accounts.password_of(one, "imap") is None), None)
            if unknown is not None:
                again = partial(self.now, account_id, waits_since)
                ask_password(ui, self._window, unknown, "imap", "", again)
                return
            self._start(wanted, loud=True, waits_since=waits_since)

        if self._task is None:
            self._ui.desk.ask(found, mail.accounts, owner=self)

    # --- fetching

    def _fetch_due(self, rows: list[AccountRow]) -> None:
        now = self._ui.clock.now()
        due = [one for one in rows if one.active and one.every_minutes and self._is_due(one, now)]
        self._first = False
        if due and self._task is None:
            self._start(due, loud=False)

    def _is_due(self, account: AccountRow, now: dt.datetime) -> bool:
        if accounts.password_of(account, "imap") is None:
            return False
        times = [one.fetched_at for one in account.states if one.fetched_at is not None]
        if self._first or not times:
            return True
        return now - max(times) >= dt.timedelta(minutes=account.every_minutes or 0)

    def _start(self, rows: list[AccountRow], *, loud: bool, waits_since: dt.datetime | None = None) -> None:
        ui = self._ui
        names = ", ".join(one.address for one in rows)
        self._task = ui.desk.tasks.begin(
            ui.tr("fetching letters: {address}", address=names),
            partial(_work, ui.desk.office, [one.id for one in rows], waits_since),
            then=partial(self._fetched, loud),
            failed=self._failed,
            owner=self,
        )

    def _failed(self, fault: RapportError) -> None:
        self._task = None
        self._ui.say(fault.text(self._ui.tr), tone="bad")

    def _fetched(self, loud: bool, made: list[Fetched]) -> None:  # noqa: FBT001 - bound by partial
        self._task = None
        self._say_news(made, loud=loud)
        for one in made:
            text = " ".join(dict.fromkeys(fault.what(self._ui.tr) for fault in one.faults))
            if loud or (text and text != self._told.get(one.account_id)):
                self._say_faults(one)
            self._told[one.account_id] = text

    def _say_news(self, made: list[Fetched], *, loud: bool) -> None:
        ui, tr = self._ui, self._ui.tr
        count = sum(one.total("created") + one.total("merged") for one in made)
        problems = [
            ProblemRow(folder.name, each.line, each.text(tr))
            for one in made
            for folder in one.folders
            for each in folder.problems
        ]
        actions: list[tuple[str, Callable[[], object]]] = []
        steps = [one.step for one in made if one.step is not None]
        if len(steps) == 1:
            actions.append((tr("Undo"), partial(take_back, ui, steps[0])))
        if problems:
            actions.append((tr("Problems"), partial(ui.go, "mail_problems", rows=problems)))
        if count:
            said = tr.plural(
                "{count} letter came in", "{count} letters came in", count, count=ui.number(count)
            )
            ui.say(said, *actions, tone="good")
        elif loud and not any(one.faults for one in made):
            stopped = any(one.cancelled for one in made)
            ui.say(tr("Fetching was stopped.") if stopped else tr("There are no new letters."), *actions)

    def _say_faults(self, made: Fetched) -> None:
        ui = self._ui
        for fault in made.faults:
            again = partial(self.now, made.account_id)
            if isinstance(fault, Untrusted):
                offer = partial(offer_trust, ui, self._window, fault, made.account_id, again)
                ui.say(fault.what(ui.tr), (ui.tr("Look at the certificate…"), offer), tone="bad")
            elif isinstance(fault, WrongPassword):
                offer = partial(self._ask_password, made.account_id, fault.text(ui.tr), again)
                ui.say(fault.text(ui.tr), (ui.tr("Enter the password…"), offer), tone="bad")
            else:
                ui.say(fault.text(ui.tr), tone="bad")

    def _ask_password(self, account_id: int, why: str, then: Callable[[], object]) -> None:
        def ask(account: AccountRow) -> None:
            ask_password(self._ui, self._window, account, "imap", why, then)

        self._ui.desk.ask(ask, mail.account, owner=self, account_id=account_id)


def _work(office: Office, ids: list[int], waits_since: dt.datetime | None, task: Task) -> list[Fetched]:
    """Fetch mailboxes one after the other; the progress is that of the folder under way."""
    made = []
    for account_id in ids:
        if task.cancelled():
            break
        made.append(
            fetching.fetch(
                office,
                account_id=account_id,
                waits_since=waits_since,
                progress=lambda _folder, done, total: task.tell(done, total),
                cancelled=task.cancelled,
            )
        )
    return made


def look_after(window: Host) -> None:
    """Begin to look after the mailboxes of the database that the window has open; once for each window."""
    if not window.findChildren(Fetcher):
        Fetcher(window).begin()


def open_dialog(
    window: Host,
    _ui: Ui,
    _name: str,
    *,
    account_id: int | None = None,
    waits_since: dt.datetime | None = None,
    **_what: Any,
) -> None:
    """Fetch one mailbox, or all of them."""
    fetcher = window.findChild(Fetcher) or Fetcher(window)
    fetcher.now(account_id, waits_since)
