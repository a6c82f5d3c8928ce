"""A letter that is written: kept as a draft at every pause, checked against consent, sent beside the window (row I4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from PySide6.QtCore import Qt, QTimer, QUrl, QUrlQuery
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.domain.terms import Weight
from app.errors import RapportError
from app.queries import mail
from app.queries.mail import DraftRow
from app.services.mail import drafts
from app.services.mail.faults import said as fault_said
from app.views.kit.buttons import Button, IconButton, Kind, Link
from app.views.kit.choosing import files_to_open
from app.views.kit.dialog import Dialog
from app.views.kit.fields import Combo, GrowingText, LineField
from app.views.kit.flow import Flow
from app.views.kit.labels import label, set_tone
from app.views.kit.menu import Entry, menu
from app.views.kit.theme import GAP_M, GAP_S, SMALL
from app.views.kit.ui import Ui
from app.views.mail.look import Sheet, sheet
from app.views.mail.sending import Sender, occasion_on

#: a pause in typing after which the draft is kept, ms
PAUSE: Final = 1200
_COLUMNS: Final = ("to", "cc", "subject", "body")


class Compose(Dialog):
    """To, subject, text, files, account; Ctrl+Enter sends, Esc leaves it among the drafts."""

    def __init__(self, ui: Ui, parent: QWidget | None, found: Sheet, begun: Begun) -> None:
        tr = ui.tr
        super().__init__(
            tr("Answer") if found.answers_id else tr("New letter"),
            ui.theme,
            tr,
            text=found.customer,
            width=680,
            parent=parent,
        )
        self._ui, self._sheet, self._begun = ui, found, begun
        self.draft_id: int | None = found.draft.id if found.draft else None
        self._writing = self._sending = self._allowed = False
        self._after: list[Callable[[], object]] = []
        self.account = Combo(ui.theme, name=tr("From the mailbox"))
        self.to = LineField(
            ui.theme, name=tr.context("letter", "To"), hint=tr("E-mail addresses, separated by commas")
        )
        self.choose_to = IconButton("chevron-down", tr("Addresses of the customer"), ui.theme)
        self.cc = LineField(ui.theme, name=tr("Copy to"))
        self.subject = LineField(ui.theme, name=tr("Subject"))
        self.text = GrowingText(ui.theme, name=tr("Text of the letter"), least=10, most=18)
        self.signature = label(size=SMALL, tone="secondary", wrap=True)
        self.files = Flow(gap=GAP_S)
        self.attach = Link(tr("Attach files…"), ui.theme, size=SMALL)
        self.warned = label(size=SMALL, wrap=True)
        self.fault = label(tone="bad", wrap=True)
        self.kept = label(size=SMALL, tone="secondary")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._sender = Sender(ui, self)
        self._lay_out()
        self._fill()
        self._connect()
        self.setAcceptDrops(True)

    # --- filling

    def _fill(self) -> None:
        found, begun, kept = self._sheet, self._begun, self._sheet.draft
        self.account.set_choices(
            [(one.id, one.name or one.address) for one in found.accounts], current=found.account_id
        )
        if found.account_id is None and kept is None:
            mine = [one.id for one in found.accounts if one.person_id == self._ui.desk.office.person_id]
            self.account.choose(mine[0] if mine else None)
        if kept is not None:
            values = (kept.to, kept.cc, kept.subject, kept.body)
        else:
            values = (begun.to or found.to, "", begun.subject or found.subject, begun.body)
        for field, value in zip((self.to, self.cc, self.subject), values, strict=False):
            field.setText(value)
        self.text.set_text(values[3])
        self._was = dict(zip(_COLUMNS, values, strict=True))
        self._was["account_id"] = self.account.currentData()
        self.choose_to.setVisible(len(found.addresses) > 1)
        self._show_account()
        self._show_warnings()
        self._show_files(kept.files if kept else ())
        if kept is not None and kept.state == "failed":
            self._stop(fault_said(kept.problem, self._ui.tr))

    def _show_account(self) -> None:
        several = len(self._sheet.accounts) > 1
        self.account.setVisible(several)
        self._names["account"].setVisible(several)
        chosen = self.account.currentData()
        text = next((one.signature.strip() for one in self._sheet.accounts if one.id == chosen), "")
        self.signature.setText(f"-- \n{text}" if text else "")
        self.signature.setVisible(bool(text))

    def _show_warnings(self) -> None:
        found, tr = self._sheet.warnings, self._ui.tr
        stopped = any(one.weight is Weight.STOP for one in found)
        self.warned.setText("\n".join(one.text(tr) for one in found))
        self.warned.setVisible(bool(found))
        grave = any(one.weight is Weight.WARN for one in found)
        set_tone(self.warned, "bad" if stopped else "warning" if grave else "secondary")
        self._allowed = not stopped and bool(self._sheet.accounts)
        self.send_button.setEnabled(self._allowed)
        if not self._sheet.accounts:
            self._stop(tr("There is no mailbox to send the letter from. Add one under Preferences."))

    def _show_files(self, files: tuple[tuple[str, str], ...]) -> None:
        while (item := self.files.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for name, stored in files:
            button = Button(name, self._ui.theme, icon="paperclip", drop=True)
            entry = Entry(self._ui.tr("Take it off the letter"), partial(self._detach, stored), icon="x")
            button.clicked.connect(partial(self._file_menu, button, entry))
            self.files.addWidget(button)

    def _file_menu(self, button: Button, entry: Entry, *_: object) -> None:
        menu(self._ui.theme, self, [entry]).under(button, first=True)

    # --- keeping

    def values(self) -> dict[str, Any]:
        """Return what stands in the form."""
        made: dict[str, Any] = {
            "to": self.to.text().strip(),
            "cc": self.cc.text().strip(),
            "subject": self.subject.text().strip(),
            "body": self.text.toPlainText(),
        }
        made["account_id"] = self.account.currentData()
        return made

    def keep(self, then: Callable[[], object] | None = None) -> None:
        """Keep the letter as a draft where something changed; ``then`` follows when it is kept."""
        self._pause.stop()
        if then is not None:
            self._after.append(then)
        if self._writing:
            return
        values = self.values()
        changed = {name: value for name, value in values.items() if value != self._was.get(name)}
        if self.draft_id is None and (changed or self._after):
            self._writing, self._was = True, values
            self._begin(values)
        elif changed:
            self._writing, self._was = True, values
            self._do(self._kept, drafts.edit, draft_id=self.draft_id, values=changed)
        else:
            self._go_on()

    def _begin(self, values: dict[str, Any]) -> None:
        found, begun = self._sheet, self._begun
        fixed = {
            "customer_id": found.customer_id,
            "answers_id": found.answers_id,
            "occasion": occasion_on(begun.occasion, begun.on) or None,
        }
        told = {name: value for name, value in {**values, **fixed}.items() if value is not None}

        def written(draft_id: int) -> None:
            self.draft_id = draft_id
            self._kept()

        self._do(written, drafts.write, **told)

    def _kept(self, _answer: object = None) -> None:
        self._writing = False
        self.kept.setText(self._ui.tr("kept as a draft {time}", time=self._ui.time(self._ui.clock.now())))
        self._go_on()

    def _go_on(self) -> None:
        waiting, self._after = self._after, []
        for then in waiting:
            then()

    def _do(self, then: Callable[[Any], None], verb: Callable[..., Any], **values: Any) -> None:
        self._ui.desk.do(then, verb, owner=self, failed=self._not_kept, **values)

    def _not_kept(self, fault: RapportError) -> None:
        self._writing, self._after = False, []
        self._stop(fault.text(self._ui.tr))

    # --- files

    def add_files(self, paths: list[Path]) -> None:
        """Put files to the letter."""
        if paths:
            self.keep(partial(self._attach, paths))

    def _attach(self, paths: list[Path]) -> None:
        for path in paths:
            self._do(self._read_files, drafts.attach, draft_id=self.draft_id, source=path)

    def _detach(self, stored: str) -> None:
        self._do(self._read_files, drafts.detach, draft_id=self.draft_id, stored_name=stored)

    def _read_files(self, _answer: object = None) -> None:
        def show(draft: DraftRow) -> None:
            self._show_files(draft.files)

        assert self.draft_id is not None
        self._ui.desk.ask(show, mail.draft, key="files", owner=self, draft_id=self.draft_id)

    def _choose_files(self) -> None:
        self.add_files(files_to_open(self, self._ui, self._ui.tr("Attach files"), ""))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    # --- sending

    def send(self) -> None:
        """Keep the letter and send it."""
        if not self.to.text().strip():
            self.to.set_bad(self._ui.tr("Say whom the letter goes to."))
            self.to.setFocus()
            return
        self._busy(sending=True)
        self.keep(self._send)

    def _send(self) -> None:
        if self.draft_id is not None:
            self._sender.send(self.draft_id)

    def _sent(self, _draft_id: int) -> None:
        self._sending = False
        self.accept()

    def _stopped(self, _draft_id: int, why: str) -> None:
        self._busy(sending=False)
        self._stop(why)

    def _stop(self, why: str) -> None:
        self._busy(sending=False)
        self.fault.setText(why)
        self.fault.setVisible(bool(why))

    def _busy(self, *, sending: bool) -> None:
        self._sending = sending
        self.send_button.setEnabled(self._allowed and not sending)
        self.send_button.set_label(self._ui.tr("Sending…") if sending else self._ui.tr("Send"))
        for field in (self.to, self.cc, self.subject, self.text):
            field.setReadOnly(sending)
        if sending:
            self.fault.hide()

    def hand_over(self) -> None:
        """Give the letter to the system's mail program, where there is no mailbox to send it from here."""
        values = self.values()
        query = QUrlQuery()
        for name in ("subject", "body"):
            query.addQueryItem(name, quote(values[name]))
        url = QUrl(f"mailto:{quote(values['to'], safe='@,+')}")
        url.setQuery(query)
        if not QDesktopServices.openUrl(url):
            self._stop(self._ui.tr("No program opens {address}.", address=values["to"]))

    def discard(self) -> None:
        """Throw the letter away, with a way back."""
        ui = self._ui
        draft_id, self._was = self.draft_id, self.values()
        self.reject()
        if draft_id is not None:
            said = ui.tr("The letter was thrown away.")
            ui.desk.do(
                lambda _: ui.say(said, (ui.tr("Undo"), ui.desk.undo)), drafts.discard, draft_id=draft_id
            )

    def done(self, result: int) -> None:
        """Keep what was typed before the dialog goes."""
        if self._sending:
            return
        if self._writing:
            # what was typed since it began is kept too, when the draft is there
            self._after.append(partial(self.done, result))
            return
        if self.values() != self._was:
            self.keep()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._sending:
            event.ignore()
            return
        super().closeEvent(event)

    # --- layout

    def _connect(self) -> None:
        for field in (self.to, self.cc, self.subject):
            field.textEdited.connect(lambda _: self._pause.start())
        self.to.textEdited.connect(lambda _: self.to.set_bad(""))
        self.text.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self.keep)
        self.account.chosen.connect(self._choose_account)
        self.attach.clicked.connect(self._choose_files)
        self.choose_to.clicked.connect(self._to_menu)
        self.send_button.clicked.connect(self.send)
        self._sender.sent.connect(self._sent)
        self._sender.stopped.connect(self._stopped)

    def _choose_account(self, _account: object) -> None:
        self._show_account()
        self._pause.start()

    def _to_menu(self) -> None:
        entries = [Entry(one, partial(self._take_to, one), icon="mail") for one in self._sheet.addresses]
        menu(self._ui.theme, self, entries).under(self.choose_to, first=True)

    def _take_to(self, address: str) -> None:
        self.to.setText(address)
        self._pause.start()

    def _lay_out(self) -> None:
        tr = self._ui.tr
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(GAP_S)
        grid.setColumnStretch(1, 1)
        to = QHBoxLayout()
        to.setSpacing(GAP_S)
        to.addWidget(self.to, 1)
        to.addWidget(self.choose_to)
        self._names: dict[str, QWidget] = {}
        rows: tuple[tuple[str, str, Any], ...] = (
            ("account", tr("From the mailbox"), self.account),
            ("to", tr.context("letter", "To"), to),
            ("cc", tr("Copy to"), self.cc),
            ("subject", tr("Subject"), self.subject),
        )
        for number, (key, name, field) in enumerate(rows):
            self._names[key] = label(name, tone="secondary")
            grid.addWidget(self._names[key], number, 0)
            if isinstance(field, QWidget):
                grid.addWidget(field, number, 1)
            else:
                grid.addLayout(field, number, 1)
        self.body.addLayout(grid)
        self.body.addWidget(self.text, 1)
        self.body.addWidget(self.signature)
        self.body.addLayout(self.files)
        foot = QHBoxLayout()
        foot.addWidget(self.attach)
        foot.addStretch(1)
        foot.addWidget(self.kept)
        self.body.addLayout(foot)
        for widget in (self.warned, self.fault):
            self.body.addWidget(widget)
            widget.hide()
        away = Link(tr("Throw away"), self._ui.theme, tone="bad")
        away.clicked.connect(self.discard)
        self.add_aside(away)
        self.add_answer(tr("Close, keep the draft"), accept=False)
        self.outside = self.add_answer(tr("Open in the mail program"), closes=False)
        self.outside.setVisible(not self._sheet.accounts)
        self.outside.clicked.connect(self.hand_over)
        self.send_button = self.add_answer(tr("Send"), kind=Kind.PRIMARY, closes=False)


class Begun:
    """What whoever opens the form knows of the letter already."""

    def __init__(
        self,
        *,
        to: str = "",
        subject: str = "",
        body: str = "",
        text: str = "",
        occasion: str = "",
        on: dt.date | None = None,
        **_more: Any,
    ) -> None:
        self.to, self.subject, self.body = to, subject, body or text
        self.occasion, self.on = occasion, on


def open_dialog(
    window: QWidget,
    ui: Ui,
    _name: str,
    *,
    customer_id: int | None = None,
    answers: int | None = None,
    draft: int | None = None,
    **what: Any,
) -> None:
    """Write to a customer, answer a contact, or go on with a draft; ``to``, ``subject``, ``body``, ``occasion`` with its day ``on``."""
    begun = Begun(**what)

    def show(found: Sheet) -> None:
        kept = found.draft
        if kept is not None and kept.state == "sending":
            Sender(ui, window).decide(
                kept.id, fault_said(kept.problem, ui.tr) or ui.tr("Its sending was broken off.")
            )
            return
        dialog = Compose(ui, window, found, begun)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        fields = (dialog.to, dialog.subject)
        next((field for field in fields if not field.text()), dialog.text).setFocus()

    ui.desk.ask(
        show,
        sheet,
        key="sheet",
        owner=window,
        customer_id=customer_id,
        answers=answers,
        draft=draft,
        occasion=begun.occasion,
        language=ui.tr.code,
    )
