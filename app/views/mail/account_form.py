"""The form of a mailbox: an address is enough, the rest is guessed, tried out, and can be corrected."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.capture import find_date
from app.errors import RapportError
from app.exchange import secrets, servers
from app.exchange.imap import Folder
from app.exchange.servers import Untrusted
from app.language import N_
from app.queries import mail
from app.queries.mail import AccountRow
from app.services.mail import accounts, fetching
from app.views.kit.buttons import Button, Kind, Link
from app.views.kit.dialog import Dialog
from app.views.kit.fields import Check, Combo, DateField, GrowingText, LineField
from app.views.kit.labels import label, set_tone
from app.views.kit.theme import GAP_M, GAP_S, SMALL
from app.views.kit.ui import Ui
from app.views.mail.passwords import kept_text, offer_trust, password_field

_SECURITY: Final = (
    (servers.TLS, "TLS"),
    (servers.STARTTLS, "STARTTLS"),
    (servers.NONE, N_("none (this computer)")),
)
_MINUTES: Final = (0, 5, 10, 15, 30, 60)
#: of the first fetch: letters of how many days wait for an answer
_WAIT_DAYS: Final = (30, 7, 90, 0)


class AccountForm(Dialog):
    """Saves first and tries then: what was typed is kept also where the server does not answer."""

    def __init__(self, ui: Ui, account: AccountRow | None, parent: QWidget | None = None) -> None:
        tr, theme = ui.tr, ui.theme
        super().__init__(
            tr("Change the mailbox") if account else tr("New mailbox"), theme, tr, width=620, parent=parent
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui, self.account = ui, account
        self._guessed: dict[str, str] = {}
        self.address = LineField(theme, name=tr("E-mail address"), hint="anna@example.com")
        self.name = LineField(theme, name=tr("Name of the sender"), hint=tr("as customers see it"))
        self.password = password_field(ui)
        self.session = Check(tr("For this session only"), theme)
        self.fields = {
            "user": LineField(theme, name=tr("User"), hint=tr("as the address")),
            "imap_host": LineField(theme, name=tr("Server for fetching (IMAP)")),
            "imap_port": LineField(theme, name=tr("Port")),
            "smtp_host": LineField(theme, name=tr("Server for sending (SMTP)")),
            "smtp_port": LineField(theme, name=tr("Port")),
        }
        self.security = {way: Combo(theme, name=tr("Encryption")) for way in ("imap", "smtp")}
        for combo in self.security.values():
            combo.set_choices([(key, tr(text)) for key, text in _SECURITY])
            combo.setFixedWidth(150)
        self.folders = QListWidget()
        self.folders.setAccessibleName(tr("Folders that are fetched"))
        self.since = DateField(
            theme,
            tr,
            name=tr("Letters since"),
            hint=tr("all of them"),
            read=lambda text: _read_day(text, ui),
            show=lambda day: ui.date(day, year=True),
            today=ui.clock.today,
        )
        self.every = Combo(theme, name=tr("Fetch"))
        self.every.set_choices([(minutes, _every(minutes, ui)) for minutes in _MINUTES])
        self.wait = Combo(theme, name=tr("Waiting letters"))
        self.wait.set_choices([(days, _wait(days, ui)) for days in _WAIT_DAYS])
        self.signature = GrowingText(theme, name=tr("Signature"), least=2, most=4)
        self.active = Check(tr("Fetch and send with this mailbox"), theme)
        self.said = label(wrap=True, size=SMALL)
        self.more = Link(tr("Servers…"), theme, size=SMALL)
        self.servers = QWidget()
        self.try_button = Button(tr("Try it out"), theme)
        self._lay_out()
        self._fill()
        self._connect()

    # --- filling

    def _fill(self) -> None:
        row = self.account
        self.active.setChecked(row.active if row else True)
        self.every.choose(row.every_minutes or 0 if row else 10)
        if row is None:
            self.servers.hide()
            self._show_folders([], ("INBOX",))
            return
        self.address.setText(row.address)
        self.name.setText("" if row.name == row.address else row.name)
        for key, field in self.fields.items():
            value = getattr(row, key)
            field.setText("" if value is None else str(value))
        for way, combo in self.security.items():
            combo.choose(getattr(row, f"{way}_security"))
        self.password.setPlaceholderText(
            self._ui.tr("known already") if accounts.password_of(row, "imap") else ""
        )
        self.since.set_value(dt.date.fromisoformat(row.since) if row.since else None)
        self.signature.set_text(row.signature)
        self._show_folders([], row.folders)

    def _guess(self) -> None:
        """Fill in the servers that the address suggests, where nothing else was typed."""
        address = self.address.text().strip()
        if "@" not in address or self.account is not None:
            return
        found = servers.guess(address)
        for key, value in (("imap_host", found.imap_host), ("smtp_host", found.smtp_host)):
            field = self.fields[key]
            if field.text() in {"", self._guessed.get(key, "")}:
                field.setText(value)
                self._guessed[key] = value
        if not found.sure:
            self.servers.show()

    def _show_folders(self, found: list[Folder], chosen: tuple[str, ...]) -> None:
        shown = [one.name for one in found if one.selectable]
        unwanted = {one.name for one in found if one.unwanted}
        self.folders.clear()
        for name in [*shown, *(each for each in chosen if each not in shown)]:
            item = QListWidgetItem(name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = name in chosen and name not in unwanted
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.folders.addItem(item)

    # --- saving

    def values(self) -> dict[str, Any]:
        """Return the columns of the account as they are typed.

        Raises:
            ValueError: a port is no number.
        """
        address = self.address.text().strip()
        made: dict[str, Any] = {
            "address": address,
            "name": self.name.text().strip() or address,
            "user": self.fields["user"].text().strip() or address,
            "since": self.since.value.isoformat() if self.since.value else None,
            "every_minutes": self.every.currentData() or None,
            "signature": self.signature.toPlainText().strip(),
            "active": self.active.isChecked(),
        }
        for way, combo in self.security.items():
            made[f"{way}_host"] = self.fields[f"{way}_host"].text().strip()
            port = self.fields[f"{way}_port"].text().strip()
            made[f"{way}_port"] = int(port) if port else None
            made[f"{way}_security"] = combo.currentData()
        return made

    def chosen(self) -> tuple[str, ...]:
        """Return the folders that are ticked."""
        items = [self.folders.item(number) for number in range(self.folders.count())]
        return tuple(item.text() for item in items if item.checkState() is Qt.CheckState.Checked)

    def save(self, then: Any = None) -> None:
        """Save what is typed; ``then`` gets the mailbox as it is saved."""
        ui = self._ui
        try:
            values = self.values()
        except ValueError:
            self._say(ui.tr("A port is a number such as 993."), tone="bad")
            return
        follow = then or self._finish
        if self.account is None:
            ui.desk.do(
                partial(self._saved, follow),
                accounts.add,
                values=values,
                folders=self.chosen(),
                owner=self,
                failed=self._failed,
            )
        else:
            ui.desk.do(
                lambda _: self._saved(follow, self.account.id if self.account else 0),
                accounts.change,
                account_id=self.account.id,
                values=values,
                folders=self.chosen(),
                owner=self,
                failed=self._failed,
            )

    def _saved(self, then: Any, account_id: int) -> None:
        def kept(row: AccountRow) -> None:
            was, self.account = self.account, row
            secret = self.password.text()
            if secret:
                accounts.set_password(row, secret, session_only=self.session.isChecked())
            then(row, new=was is None)

        self._ui.desk.ask(kept, mail.account, owner=self, account_id=account_id)

    def _finish(self, row: AccountRow, *, new: bool) -> None:
        ui = self._ui
        ui.say(ui.tr("The mailbox {address} is kept.", address=row.address), (ui.tr("Undo"), ui.desk.undo))
        self.accept()
        if row.active and row.imap_host and (new or not row.states):
            days = self.wait.currentData()
            ui.go("fetch_mail", account_id=row.id, waits_since=ui.clock.now() - dt.timedelta(days=days))

    def _failed(self, fault: RapportError) -> None:
        self._say(fault.text(self._ui.tr), tone="bad")

    # --- trying

    def try_out(self) -> None:
        """Save, log in, and list the folders that the mailbox has."""
        self.save(self._try)

    def _try(self, row: AccountRow, **_how: Any) -> None:
        ui = self._ui
        self._say(ui.tr("Asking {host}…", host=row.imap_host), tone="secondary")
        self.try_button.setEnabled(False)
        ui.desk.run(
            self._answered,
            partial(fetching.folders, ui.desk.office, account_id=row.id),
            owner=self,
            failed=self._refused,
            key="try",
        )

    def _answered(self, found: list[Folder]) -> None:
        self.try_button.setEnabled(True)
        tr = self._ui.tr
        self._show_folders(found, self.chosen())
        said = tr.plural("It works: {count} folder.", "It works: {count} folders.", len(found))
        self._say(said + " " + tr("Tick those that are to be fetched."), tone="good")

    def _refused(self, fault: RapportError) -> None:
        self.try_button.setEnabled(True)
        self.servers.show()
        self._say(fault.text(self._ui.tr), tone="bad")
        if isinstance(fault, Untrusted) and self.account is not None:
            offer_trust(self._ui, self, fault, self.account.id, self.try_out)

    def _say(self, text: str, *, tone: str) -> None:
        self.said.setText(text)
        set_tone(self.said, tone)
        self.said.setVisible(bool(text))

    # --- layout

    def _connect(self) -> None:
        self.address.editingFinished.connect(self._guess)
        self.more.clicked.connect(lambda: self.servers.setVisible(self.servers.isHidden()))
        self.try_button.clicked.connect(lambda *_: self.try_out())
        self.save_button.clicked.connect(lambda *_: self.save())

    def _lay_out(self) -> None:
        tr = self._ui.tr
        grid = _grid()
        secret = QHBoxLayout()
        secret.setSpacing(GAP_M)
        secret.addWidget(self.password, 1)
        secret.addWidget(self.session)
        self.session.setVisible(secrets.lasting())
        rows: list[tuple[str, Any]] = [
            (tr("E-mail address"), self.address),
            (tr("Name of the sender"), self.name),
            (tr("Password"), secret),
            ("", label(kept_text(self._ui), size=SMALL, tone="secondary", wrap=True)),
        ]
        _rows(grid, rows)
        self.body.addLayout(grid)
        self._lay_out_servers()
        line = QHBoxLayout()
        line.addWidget(self.more)
        line.addStretch(1)
        line.addWidget(self.try_button)
        self.body.addLayout(line)
        self.body.addWidget(self.servers)
        self.body.addWidget(self.said)
        self.said.hide()
        below = _grid()
        self.folders.setMaximumHeight(96)
        rows = [
            (tr("Folders"), self.folders),
            (tr("Letters since"), self.since),
            (tr("Fetch"), self.every),
            (tr("Waiting letters"), self.wait),
            (tr("Signature"), self.signature),
            ("", self.active),
        ]
        if self.account is not None:
            self.wait.hide()
            rows = [row for row in rows if row[1] is not self.wait]
        _rows(below, rows)
        self.body.addLayout(below)
        self.add_cancel()
        self.save_button = self.add_answer(tr("Save"), kind=Kind.PRIMARY, closes=False)

    def _lay_out_servers(self) -> None:
        tr = self._ui.tr
        column = QVBoxLayout(self.servers)
        column.setContentsMargins(0, 0, 0, 0)
        grid = _grid()
        rows: list[tuple[str, Any]] = [(tr("User"), self.fields["user"])]
        for way, name in (
            ("imap", tr("Server for fetching (IMAP)")),
            ("smtp", tr("Server for sending (SMTP)")),
        ):
            line = QHBoxLayout()
            line.setSpacing(GAP_S)
            port = self.fields[f"{way}_port"]
            port.setMaximumWidth(72)
            port.setPlaceholderText(tr("port"))
            line.addWidget(self.fields[f"{way}_host"], 1)
            line.addWidget(port)
            line.addWidget(self.security[way])
            rows.append((name, line))
        _rows(grid, rows)
        column.addLayout(grid)


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP_M)
    grid.setVerticalSpacing(GAP_S)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, 166)
    return grid


def _rows(grid: QGridLayout, rows: list[tuple[str, Any]]) -> None:
    for number, (name, field) in enumerate(rows):
        tall = isinstance(field, QListWidget | GrowingText)
        side = Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(label(name, tone="secondary"), number, 0, side)
        if isinstance(field, QWidget):
            grid.addWidget(field, number, 1)
        else:
            grid.addLayout(field, number, 1)


def _every(minutes: int, ui: Ui) -> str:
    if not minutes:
        return ui.tr("only when asked")
    return ui.tr.plural("every minute", "every {count} minutes", minutes)


def _wait(days: int, ui: Ui) -> str:
    if not days:
        return ui.tr("none of those that are there already")
    return ui.tr.plural("those of the last day", "those of the last {count} days", days)


def _read_day(text: str, ui: Ui) -> dt.date | None:
    hit = find_date(text, now=ui.clock.local())
    return hit.date if hit else None
