"""The mailboxes of the team: which there are, how far each is fetched, and what went wrong last (row I4)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.changes import Changes
from app.queries import mail
from app.queries.mail import AccountRow, FolderState
from app.services.mail import accounts
from app.services.mail.faults import said as fault_said
from app.views.kit.buttons import Button, IconButton, Kind
from app.views.kit.cards import Card
from app.views.kit.dialog import Dialog, confirm
from app.views.kit.labels import label
from app.views.kit.menu import Entry, menu
from app.views.kit.scroll import Scroll
from app.views.kit.theme import GAP_L, GAP_M, GAP_S, SMALL
from app.views.kit.ui import Ui
from app.views.mail.account_form import AccountForm
from app.views.mail.words import moment_text


class Mailboxes(Dialog):
    """One panel for each mailbox."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        tr = ui.tr
        super().__init__(
            tr("Mailboxes"),
            ui.theme,
            tr,
            text=tr(
                "Letters of the folders you choose come onto the timelines of customers. Nothing is marked, moved or "
                "deleted on the server."
            ),
            width=640,
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self.rows: list[AccountRow] = []
        self.page = Scroll(gap=GAP_M)
        self.page.setMinimumHeight(260)
        self.body.addWidget(self.page, 1)
        self.add_answer(tr("Close"), accept=False)
        self.add = self.add_answer(tr("Add a mailbox…"), kind=Kind.PRIMARY, closes=False)
        self.add.clicked.connect(lambda: self.edit(None))
        ui.desk.changed.connect(self._changed)
        self.reload()

    def reload(self) -> None:
        """Read the mailboxes anew."""
        self._ui.desk.ask(self._show, mail.accounts, key="accounts", owner=self)

    def edit(self, account: AccountRow | None) -> None:
        """Open the form of a mailbox, or of a new one."""
        AccountForm(self._ui, account, self).open()

    def remove(self, account: AccountRow) -> None:
        """Remove a mailbox after a question; its letters stay."""
        ui, tr = self._ui, self._ui.tr
        dialog = confirm(
            self,
            tr("Remove {address}?", address=account.address),
            tr("Letters that came from it stay. Its password is forgotten on this computer."),
            tr("Remove"),
            ui.theme,
            tr,
            danger=True,
        )

        def removed(_answer: object) -> None:
            accounts.forget_passwords(account)
            ui.say(tr("The mailbox was removed."), (tr("Undo"), ui.desk.undo))

        dialog.accepted.connect(
            lambda: ui.desk.do(removed, accounts.remove, owner=self, account_id=account.id)
        )

    def fetch_anew(self, account: AccountRow) -> None:
        """Let the next fetch look at all letters again, and begin it."""

        def ready(_answer: object) -> None:
            self._ui.go("fetch_mail", account_id=account.id)

        self._ui.desk.do(ready, accounts.fetch_anew, owner=self, account_id=account.id)

    def _changed(self, changes: Changes) -> None:
        if changes.touches("mail_accounts", "mail_messages") or changes.bulk:
            self.reload()

    def _show(self, rows: list[AccountRow]) -> None:
        self.rows = rows
        column = self.page.column
        while (item := column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for row in rows:
            column.addWidget(self._panel(row))
        if not rows:
            empty = self._ui.tr(
                "There is no mailbox yet. Its address is enough to begin: the servers are guessed."
            )
            column.addWidget(label(empty, tone="secondary", wrap=True))

    def _panel(self, row: AccountRow) -> QWidget:
        ui, tr = self._ui, self._ui.tr
        panel = Card(ui.theme, title=row.address)
        panel.set_note("" if row.active else tr("resting"))
        inside = QWidget()
        line = QHBoxLayout(inside)
        line.setContentsMargins(GAP_L, 0, GAP_L, GAP_S)
        line.setSpacing(GAP_S)
        words = QVBoxLayout()
        words.setSpacing(2)
        for text, tone in self._facts(row):
            words.addWidget(label(text, tone=tone, size=SMALL, wrap=True))
        line.addLayout(words, 1)
        fetch = Button(tr("Fetch now"), ui.theme, icon="refresh")
        fetch.clicked.connect(partial(self._fetch, row))
        edit = Button(tr("Change…"), ui.theme)
        edit.clicked.connect(partial(self._edit, row))
        more = IconButton("more", tr("More"), ui.theme)
        entries = [
            Entry(tr("Fetch everything again"), partial(self.fetch_anew, row), icon="refresh"),
            Entry(tr("Remove…"), partial(self.remove, row), icon="trash", danger=True),
        ]
        more.clicked.connect(lambda: menu(ui.theme, self, entries).under(more, first=True))
        for button in (fetch, edit, more):
            line.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        panel.add(inside)
        return panel

    def _facts(self, row: AccountRow) -> list[tuple[str, str]]:
        tr = self._ui.tr
        found = []
        states = {state.name: state for state in row.states}
        for name in row.folders:
            found += self._folder(name, states.get(name))
        if not row.imap_host:
            found.append((tr("Only for sending."), "secondary"))
        elif row.every_minutes:
            said = tr.plural("fetched every minute", "fetched every {count} minutes", row.every_minutes)
            found.append((said[:1].upper() + said[1:], "secondary"))
        else:
            found.append((tr("Fetched only when asked"), "secondary"))
        if accounts.password_of(row, "imap") is None:
            found.append((tr("Its password is not known on this computer; fetching asks for it."), "warning"))
        return found

    def _folder(self, name: str, state: FolderState | None) -> list[tuple[str, str]]:
        tr = self._ui.tr
        when = state.fetched_at if state is not None else None
        said = tr("fetched {moment}", moment=moment_text(when, self._ui)) if when else tr("not fetched yet")
        found = [(f"{name}: {said}", "")]
        if state is not None and state.problem:
            found.append((fault_said(state.problem, tr), "bad"))
        return found

    def _fetch(self, row: AccountRow, *_: object) -> None:
        self._ui.go("fetch_mail", account_id=row.id)

    def _edit(self, row: AccountRow, *_: object) -> None:
        self.edit(row)


def open_dialog(window: QWidget, ui: Ui, _name: str, **_what: Any) -> None:
    """Open the list of mailboxes."""
    Mailboxes(ui, window).open()
