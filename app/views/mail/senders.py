"""Letters of people whom no card knows: made a customer, put on a card, or ignored; by keyboard, with a way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.queries import mail
from app.queries.mail import LetterView, Proposal
from app.services.mail import proposals
from app.services.mail.showing import Suggestion
from app.views.kit.buttons import Button, IconButton, Kind
from app.views.kit.cells import Cell
from app.views.kit.empty import Empty
from app.views.kit.labels import label
from app.views.kit.lazy_table import Column
from app.views.kit.memory import memory_view
from app.views.kit.menu import Entry, menu
from app.views.kit.theme import GAP_L, GAP_M, GAP_S, SMALL
from app.views.kit.ui import Ui
from app.views.mail.letter import LetterPane
from app.views.mail.look import Opened, opened, suggestion
from app.views.mail.newcomer import AddTo, Newcomer
from app.views.mail.words import subject_text


class Senders(QWidget):
    """N makes a customer, A adds to one, I ignores the letters so far, X the sender for ever."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        tr = ui.tr
        self.rows: list[Proposal] = []
        self._letters: list[LetterView] = []
        self._place = self._number = 0
        columns = [
            Column("who", tr("Sender"), self._who, 168, least=90),
            Column("subject", tr("Last subject"), self._subject, 176, least=80),
            Column(
                "count", tr("Letters"), lambda row: Cell(ui.number(row.count), "secondary"), 56, right=True
            ),
            Column("at", tr("Last"), self._day, 108, right=True),
        ]
        self.table, self.view = memory_view(ui.desk, columns, ui.theme, name=tr("Unknown senders"))
        self.view.moved.connect(self._moved)
        self.view.opened.connect(lambda _: self.accept())
        self.view.typed.connect(self._typed)
        self.pane = LetterPane(ui)
        self.pane.asked.connect(lambda message_id: ui.go("letter", message_id=message_id))
        self.make = Button(tr("New customer…"), ui.theme, kind=Kind.PRIMARY, icon="user-add", key="N")
        self.join = Button(tr("Add to existing…"), ui.theme, key="A")
        self.ignore = Button(tr("Ignore"), ui.theme, drop=True, key="I")
        self.newer = IconButton("chevron-left", tr("Newer letter of this sender"), ui.theme)
        self.older = IconButton("chevron-right", tr("Older letter of this sender"), ui.theme)
        self.which = label(size=SMALL, tone="secondary")
        self.empty = Empty(
            "mail",
            tr("No letter of a stranger waits"),
            ui.theme,
            text=tr(
                "Letters of people whom no card knows gather here: make a customer of the sender, put them on a card "
                "that is there, or ignore them. Drop .eml, .msg, .mbox or an exported chat anywhere on the window."
            ),
            step=tr("Import letters…"),
        )
        self.empty.begun.connect(lambda: ui.go("letters"))
        self.pages = QStackedWidget()
        self._lay_out()
        self._connect()

    # --- showing

    def show_rows(self, rows: Sequence[Proposal]) -> None:
        """Show the senders; the chosen one stays chosen where it is still there."""
        was = self.current.sender if self.current else None
        self.rows = list(rows)
        self.table.set_rows(self.rows)
        self.pages.setCurrentIndex(0 if rows else 1)
        again = next((place for place, row in enumerate(self.rows) if row.sender == was), None)
        self._place = again if again is not None else min(self._place, max(0, len(rows) - 1))
        if rows:
            self.view.choose(self._place)
            self._read()

    @property
    def current(self) -> Proposal | None:
        """The sender in sight."""
        return self.rows[self._place] if self._place < len(self.rows) else None

    def _moved(self) -> None:
        place = self.view.current_id()
        if place is not None and place < len(self.rows) and place != self._place:
            self._place = place
            self._read()

    def _read(self) -> None:
        row = self.current
        if row is not None:
            self._ui.desk.ask(
                self._show_letters, mail.proposed_letters, key="letters", owner=self, sender=row.sender
            )

    def _show_letters(self, letters: list[LetterView]) -> None:
        self._letters = letters
        self._show_letter(0)

    def _show_letter(self, number: int) -> None:
        if not 0 <= number < len(self._letters):
            return
        self._number = number
        count = len(self._letters)
        self.newer.setEnabled(number > 0)
        self.older.setEnabled(number < count - 1)
        for widget in (self.newer, self.older, self.which):
            widget.setVisible(count > 1)
        self.which.setText(self._ui.tr("{number} of {count}", number=number + 1, count=count))

        def show(found: Opened | None) -> None:
            if found is not None:
                self.pane.show_letter(found)

        self._ui.desk.ask(show, opened, key="letter", owner=self, message_id=self._letters[number].id)

    # --- doing

    def accept(self) -> None:
        """Ask for what a card of the sender begins with, filled in as far as the letters tell."""
        row = self.current
        if row is None:
            return

        def show(found: Suggestion) -> None:
            dialog = Newcomer(self._ui, row, found, self)
            dialog.wanted.connect(partial(self._accept, row.sender))
            dialog.open()

        self._ui.desk.ask(show, suggestion, key="suggestion", owner=self, sender=row.sender)

    def add_to(self) -> None:
        """Ask on whose card the letters belong."""
        row = self.current
        if row is None:
            return

        def show(found: Suggestion) -> None:
            dialog = AddTo(self._ui, row, found.namesake, self)
            dialog.wanted.connect(lambda customer_id: self._accept(row.sender, {"customer_id": customer_id}))
            dialog.open()
            dialog.whom.field.setFocus()

        self._ui.desk.ask(show, suggestion, key="suggestion", owner=self, sender=row.sender)

    def _accept(self, sender: str, values: dict[str, Any]) -> None:
        ui, tr = self._ui, self._ui.tr

        def done(customer_id: int) -> None:
            show = (tr("Show"), partial(ui.go, "customers", customer_id=customer_id))
            ui.say(tr("The letters stand on the card."), (tr("Undo"), ui.desk.undo), show, tone="good")

        ui.desk.do(done, proposals.propose_accept, owner=self, sender=sender, **values)

    def ignore_all(self, *, for_ever: bool) -> None:
        """Take the sender's letters off the list, and with ``for_ever`` keep none of the later ones."""
        row, tr = self.current, self._ui.tr
        if row is not None:
            name = row.name or row.address or row.sender
            said = (
                tr("Letters of {sender} are not kept any more", sender=name)
                if for_ever
                else tr("Ignored the letters of {sender}", sender=name)
            )
            self._do(said, proposals.ignore, sender=row.sender, for_ever=for_ever)

    def ignore_one(self) -> None:
        """Take the letter in sight off the list."""
        if self.pane.opened is not None:
            message_id = self.pane.opened.letter.id
            self._do(self._ui.tr("Ignored the letter"), proposals.ignore_letter, message_id=message_id)

    def _do(self, said: str, verb: Callable[..., Any], **values: Any) -> None:
        ui = self._ui
        ui.desk.do(lambda _: ui.say(said, (ui.tr("Undo"), ui.desk.undo)), verb, owner=self, **values)

    def _typed(self, text: str) -> None:
        keys: dict[str, Callable[[], None]] = {
            "nт": self.accept,
            "aф": self.add_to,
            "iш": partial(self.ignore_all, for_ever=False),
            "xч": partial(self.ignore_all, for_ever=True),
        }
        then = next((then for letters, then in keys.items() if text.lower() in letters), None)
        if then is not None and text:
            then()

    def _ignore_menu(self) -> None:
        tr = self._ui.tr
        entries = [
            Entry(
                tr("The letters so far"), partial(self.ignore_all, for_ever=False), icon="eye-off", key="I"
            ),
            Entry(tr("This letter alone"), self.ignore_one, icon="mail"),
        ]
        ever = Entry(
            tr("This sender, for ever"),
            partial(self.ignore_all, for_ever=True),
            icon="x",
            key="X",
            danger=True,
        )
        menu(self._ui.theme, self, entries, [ever]).under(self.ignore, first=True)

    # --- cells

    def _who(self, row: Proposal) -> Cell:
        name = row.name or row.address or row.sender or self._ui.tr("no sender")
        tail = {"telegram": "Telegram", "whatsapp": "WhatsApp"}.get(row.chat, "")
        return Cell(name, "secondary" if row.bulk else "text", tail=tail, lead=True)

    def _subject(self, row: Proposal) -> Cell:
        return Cell(subject_text(row.subject or row.text[:80], self._ui), "secondary")

    def _day(self, row: Proposal) -> Cell:
        return Cell(self._ui.date(self._ui.local(row.at).date()), "secondary")

    # --- layout

    def _connect(self) -> None:
        self.make.clicked.connect(self.accept)
        self.join.clicked.connect(self.add_to)
        self.ignore.clicked.connect(self._ignore_menu)
        self.newer.clicked.connect(lambda: self._show_letter(self._number - 1))
        self.older.clicked.connect(lambda: self._show_letter(self._number + 1))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        for widget in (self.make, self.join, self.ignore):
            top.addWidget(widget)
        top.addStretch(1)
        for one in (self.newer, self.which, self.older):
            top.addWidget(one)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(GAP_L, GAP_M, GAP_L, GAP_M)
        column.setSpacing(GAP_M)
        column.addLayout(top)
        column.addWidget(self.pane, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.view)
        split.addWidget(side)
        split.setStretchFactor(1, 1)
        split.setSizes([520, 590])
        self.pages.addWidget(split)
        self.pages.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
