"""The Mail room: letters of unknown senders, letters not sent yet, senders that are ignored (row I4)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.views.kit.buttons import Button, IconButton, Kind
from app.views.kit.headbar import HeadBar
from app.views.kit.room import Room
from app.views.kit.tabs import Tab, Tabs
from app.views.kit.ui import Ui
from app.views.mail.ignored import Ignored
from app.views.mail.look import Lists, lists
from app.views.mail.senders import Senders
from app.views.mail.unsent import Unsent

SENDERS, DRAFTS, IGNORED = "senders", "drafts", "ignored"


class MailRoom(Room):
    """Three lists under tabs; Ctrl+N writes a letter."""

    kinds = ("mail_messages", "drafts", "ignored_senders", "mail_accounts", "channels", "customers")

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._read = False
        tr = ui.tr
        self.tabs = Tabs(self._tabs("", "", ""), ui.theme, tr)
        self.tabs.setAccessibleName(tr("Lists of letters"))
        self.head = HeadBar(tr("Mail"), ui.theme, tabs=self.tabs)
        self.fetch = Button(tr("Fetch now"), ui.theme, icon="refresh")
        self.fetch.clicked.connect(lambda: ui.go("fetch_mail"))
        self.write = Button(tr("Write a letter"), ui.theme, kind=Kind.PRIMARY, icon="plus")
        self.write.clicked.connect(lambda: ui.go("compose"))
        self.accounts = IconButton("preferences", tr("Mailboxes"), ui.theme)
        self.accounts.clicked.connect(lambda: ui.go("mail_accounts"))
        for widget in (self.accounts, self.fetch, self.write):
            self.head.add(widget)
        self.senders, self.unsent, self.ignored = Senders(ui), Unsent(ui), Ignored(ui)
        self.stack = QStackedWidget()
        self._by_key: dict[str, Any] = {SENDERS: self.senders, DRAFTS: self.unsent, IGNORED: self.ignored}
        for widget in self._by_key.values():
            self.stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        self.tabs.chosen.connect(self.choose)

    def open(self, **what: object) -> None:
        """Show the list ``tab``: senders, drafts, ignored."""
        if what.get("tab") in self._by_key:
            self.choose(str(what["tab"]))

    def place(self) -> dict[str, object]:
        return {"tab": self.tabs.current}

    def choose(self, key: str) -> None:
        """Show a list."""
        self.tabs.choose(key)
        self.stack.setCurrentWidget(self._by_key[key])
        self.arrive()

    def arrive(self) -> None:
        if not self._read:
            # what is to be worked on is not known yet
            self.setFocus()
            return
        one = self._by_key[self.tabs.current]
        (one.view if one.rows else self.write).setFocus()

    def add_new(self) -> bool:
        self.ui.go("compose")
        return True

    def reload(self) -> None:
        self.ui.desk.ask(self._show, lists, key="mail", owner=self)

    def _show(self, found: Lists) -> None:
        self.senders.show_rows(found.senders)
        self.unsent.show_rows(found.drafts)
        self.ignored.show_rows(found.ignored)
        number = self.ui.number
        counts = [number(len(each)) if each else "" for each in (found.senders, found.drafts, found.ignored)]
        self.tabs.set_tabs(self._tabs(*counts))
        self.fetch.setVisible(any(one.active for one in found.accounts))
        first, self._read = not self._read, True
        if first and self.hasFocus():
            self.arrive()

    def _tabs(self, senders: str, drafts: str, ignored: str) -> list[Tab]:
        tr = self.ui.tr
        return [
            Tab(SENDERS, tr("Unknown senders"), senders),
            Tab(DRAFTS, tr("Not sent yet"), drafts),
            Tab(IGNORED, tr("Ignored"), ignored),
        ]


def room(ui: Ui) -> Room:
    """Build the room."""
    return MailRoom(ui)
