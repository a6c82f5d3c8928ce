"""Sends a draft beside the window, and asks what only a person can decide: passwords, certificates, what was broken off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import RapportError
from app.exchange.servers import Untrusted, WrongPassword
from app.exchange.smtp import MaybeSent
from app.queries import mail
from app.queries.mail import AccountRow, DraftRow
from app.services import greetings
from app.services.mail import sending
from app.services.mail.faults import Halfway, NoPassword
from app.services.mail.sending import Sent
from app.views.kit.buttons import Kind
from app.views.kit.dialog import Dialog
from app.views.kit.ui import Ui
from app.views.mail.passwords import ask_password, offer_trust
from app.views.mail.words import subject_text

#: between the key of an occasion and its day, as a draft keeps both
_AT = "@"


def occasion_on(key: str, on: dt.date | None) -> str:
    """Return an occasion with its day as a draft keeps it, so that it can be marked when the letter is out."""
    return f"{key}{_AT}{on.isoformat()}" if key and on else key


def _occasion_of(text: str) -> tuple[str, dt.date | None]:
    key, sign, day = text.rpartition(_AT)
    if not sign:
        return text, None
    try:
        return key, dt.date.fromisoformat(day)
    except ValueError:
        return text, None


class Sender(QObject):
    """Sends drafts for a dialog or a room; it lives as long as its ``parent``."""

    #: a letter is out: the id of its draft
    sent = Signal(int)
    #: it was not sent: the id of its draft, and why; empty where the user knows
    stopped = Signal(int, str)

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui, self._parent = ui, parent

    def send(self, draft_id: int, *, again: bool = False) -> None:
        """Send a draft; what goes wrong is asked about, or said by :attr:`stopped`."""
        ui = self._ui
        ui.desk.tasks.begin(
            ui.tr("sending a letter"),
            lambda _task: sending.send(ui.desk.office, draft_id=draft_id, again=again),
            then=partial(self._sent, draft_id),
            failed=partial(self._failed, draft_id, again),
            stoppable=False,
        )

    def decide(self, draft_id: int, why: str) -> None:
        """Ask what became of a letter whose sending was broken off."""
        tr = self._ui.tr
        dialog = Dialog(
            tr("Was the letter sent?"), self._ui.theme, tr, text=why, width=520, parent=self._parent
        )
        dialog.add_answer(tr("Decide later"), accept=False)
        out = dialog.add_answer(tr("It was sent"))
        out.clicked.connect(partial(self._mark, draft_id))
        again = dialog.add_answer(tr("Send it again"), kind=Kind.PRIMARY)
        again.clicked.connect(lambda: self.send(draft_id, again=True))
        dialog.rejected.connect(lambda: self.stopped.emit(draft_id, why))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _mark(self, draft_id: int) -> None:
        ui = self._ui

        def done(_result: object) -> None:
            ui.say(ui.tr("The letter stands among those that were sent."), tone="good")
            self.sent.emit(draft_id)

        ui.desk.do(done, sending.mark_sent, owner=self, draft_id=draft_id)

    def _sent(self, draft_id: int, sent: Sent) -> None:
        ui, draft = self._ui, sent.draft
        subject = subject_text(draft.subject, ui)
        actions: list[tuple[str, Callable[[], object]]] = []
        if draft.customer_id is not None:
            actions.append((ui.tr("Show"), partial(ui.go, "customers", customer_id=draft.customer_id)))
        ui.say(ui.tr("Sent to {to}: {subject}", to=draft.to, subject=subject), *actions, tone="good")
        self._greeted(sent)
        self.sent.emit(draft_id)

    def _greeted(self, sent: Sent) -> None:
        """Mark the occasion as greeted that the letter was written for."""
        draft = sent.draft
        key, on = _occasion_of(draft.occasion)
        if not key or on is None or draft.customer_id is None:
            return
        self._ui.desk.do(
            None,
            greetings.greeted,
            customer_id=draft.customer_id,
            occasion=key,
            on=on,
            way="email",
            subject=draft.subject,
            text=draft.body,
            interaction_id=sent.interaction_id,
        )

    def _failed(self, draft_id: int, again: bool, fault: RapportError) -> None:  # noqa: FBT001 - bound by partial
        ui = self._ui
        why = fault.text(ui.tr)
        if isinstance(fault, Halfway | MaybeSent):
            self.decide(draft_id, why)
        elif isinstance(fault, NoPassword | WrongPassword | Untrusted):
            self._with_account(draft_id, partial(self._ask, draft_id, fault, again))
            self.stopped.emit(draft_id, why)
        else:
            self.stopped.emit(draft_id, why)

    def _with_account(self, draft_id: int, then: Callable[[AccountRow], None]) -> None:
        desk = self._ui.desk

        def found(draft: DraftRow) -> None:
            if draft.account_id is not None:
                desk.ask(then, mail.account, owner=self, account_id=draft.account_id)

        desk.ask(found, mail.draft, owner=self, draft_id=draft_id)

    def _ask(self, draft_id: int, fault: RapportError, again: bool, account: AccountRow) -> None:  # noqa: FBT001 - bound
        go_on = partial(self.send, draft_id, again=again)
        if isinstance(fault, Untrusted):
            offer_trust(self._ui, self._parent, fault, account.id, go_on)
        else:
            ask_password(self._ui, self._parent, account, "smtp", fault.text(self._ui.tr), go_on)
