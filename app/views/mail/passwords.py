"""Asks for the password of a mailbox, and says honestly how long it is kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.exchange import secrets
from app.exchange.servers import Untrusted
from app.queries.mail import AccountRow
from app.services.mail import accounts
from app.views.kit.buttons import Kind
from app.views.kit.dialog import Dialog, confirm
from app.views.kit.fields import Check, LineField
from app.views.kit.labels import label
from app.views.kit.theme import SMALL
from app.views.kit.ui import Ui


def kept_text(ui: Ui) -> str:
    """Return where passwords are kept on this computer."""
    if secrets.lasting():
        return ui.tr("It is kept in the keyring of this computer's system, never in the database.")
    return ui.tr(
        "This computer's system keeps no passwords: it is known until the program ends, and asked for again."
    )


def password_field(ui: Ui) -> LineField:
    """Return a line that shows dots."""
    field = LineField(ui.theme, name=ui.tr("Password"))
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


class AskPassword(Dialog):
    """The password of one mailbox, kept as the user says."""

    def __init__(
        self, ui: Ui, account: AccountRow, way: str, why: str, parent: QWidget | None = None
    ) -> None:
        tr = ui.tr
        super().__init__(
            tr("Password of {address}", address=account.address), ui.theme, tr, text=why, parent=parent
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui, self._account, self._way = ui, account, way
        self.field = password_field(ui)
        self.session = Check(tr("For this session only"), ui.theme)
        self.session.setVisible(secrets.lasting())
        for widget in (
            self.field,
            self.session,
            label(kept_text(ui), size=SMALL, tone="secondary", wrap=True),
        ):
            self.body.addWidget(widget)
        self.field.returnPressed.connect(self.keep)
        self.add_cancel()
        self.add_answer(tr("Go on"), kind=Kind.PRIMARY, closes=False).clicked.connect(self.keep)

    def keep(self) -> None:
        """Keep the password."""
        secret = self.field.text()
        if not secret:
            self.field.set_bad(self._ui.tr("Type the password."))
            self.field.setFocus()
            return
        accounts.set_password(self._account, secret, way=self._way, session_only=self.session.isChecked())
        self.accept()


def ask_password(
    ui: Ui, parent: QWidget | None, account: AccountRow, way: str, why: str, then: Callable[[], object]
) -> None:
    """Ask for a password; ``then`` is called when it is known."""
    dialog = AskPassword(ui, account, way, why, parent)
    dialog.accepted.connect(then)
    dialog.open()
    dialog.field.setFocus()


def offer_trust(
    ui: Ui, parent: QWidget, fault: Untrusted, account_id: int, then: Callable[[], object]
) -> None:
    """Show the fingerprint of a certificate that proves nothing, and trust it only when the user says so."""
    tr = ui.tr
    pairs = fault.fingerprint
    shown = ":".join(pairs[i : i + 2] for i in range(0, len(pairs), 2))
    text = f"{fault.what(tr)}\n\n{tr('Its fingerprint is:')}\n{shown}\n\n" + tr(
        "Trust it only if it is your own server and its keeper tells you the same fingerprint."
    )
    dialog = confirm(parent, tr("Trust this server?"), text, tr("Trust it"), ui.theme, tr, danger=True)

    def trust() -> None:
        def trusted(_answer: object) -> None:
            then()

        ui.desk.do(trusted, accounts.trust, account_id=account_id, fingerprint=fault.fingerprint)

    dialog.accepted.connect(trust)
