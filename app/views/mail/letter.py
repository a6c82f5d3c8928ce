"""A letter to be read: who wrote to whom, its text with the quotation folded, its files, the rest of the exchange (row I4)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.queries.mail import LetterView
from app.services import interactions
from app.views.kit.buttons import Kind, Link
from app.views.kit.dialog import Dialog
from app.views.kit.labels import label, set_tone
from app.views.kit.menu import Entry, menu
from app.views.kit.theme import GAP_L, GAP_M, GAP_S, GAP_XL, GAP_XS, LARGE, SMALL
from app.views.kit.ui import Ui
from app.views.mail.files import Files
from app.views.mail.look import Opened, opened
from app.views.mail.page import SafePage
from app.views.mail.words import (
    folded_page,
    folded_text,
    moment_text,
    people_text,
    plain_page,
    role,
    subject_text,
)


class LetterPane(QWidget):
    """One letter; ``asked`` is emitted with the id of another letter of the exchange."""

    asked = Signal(int)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self.opened: Opened | None = None
        self._whole = False
        tr = ui.tr
        self.subject = label(size=LARGE, bold=True, wrap=True)
        self.subject.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lines = {key: label(wrap=True) for key in ("from", "to", "cc")}
        self._names = {
            "from": label(tr.context("letter", "From"), tone="secondary"),
            "to": label(tr.context("letter", "To"), tone="secondary"),
            "cc": label(tr("Copy to"), tone="secondary"),
        }
        self.when = label(tone="secondary")
        self.note = label(size=SMALL, tone="secondary", wrap=True)
        self.fold = Link(tr("Show the quoted part"), ui.theme, size=SMALL)
        self.fold.clicked.connect(self.toggle)
        self.exchange = Link("", ui.theme, size=SMALL)
        self.exchange.clicked.connect(self._show_thread)
        self.page = SafePage(ui)
        self.files = Files(ui)
        self._lay_out()

    def show_letter(self, found: Opened) -> None:
        """Show a letter."""
        self.opened, self._whole = found, False
        letter, ui = found.letter, self._ui
        self.subject.setText(subject_text(letter.subject, ui))
        self.when.setText(moment_text(letter.at, ui))
        for key, people in (
            ("from", role(letter, "from")),
            ("to", role(letter, "to")),
            ("cc", role(letter, "cc", "bcc")),
        ):
            said = people_text(people, ui)
            self.lines[key].setText(said)
            self.lines[key].setVisible(bool(said))
            self._names[key].setVisible(bool(said))
        self._show_note(found)
        self.files.show_files(letter.files, page=bool(found.page.html))
        count = len(found.siblings)
        said = ui.tr.plural(
            "{count} more letter of this exchange", "{count} more letters of this exchange", count
        )
        self.exchange.set_label(said if count else "")
        self.exchange.setVisible(bool(count))
        self._show_text()

    def toggle(self) -> None:
        """Show the quoted part, or fold it away again."""
        self._whole = not self._whole
        self._show_text()

    @property
    def text(self) -> str:
        """The text as it is shown now."""
        return self.page.toPlainText()

    def _show_text(self) -> None:
        assert self.opened is not None
        letter, page, tr = self.opened.letter, self.opened.page.html, self._ui.tr
        designed = bool(page)
        folded = folded_page(page) if designed else folded_text(letter.text)
        whole = page if designed else letter.text
        shown = whole if self._whole else folded
        self.fold.setVisible(folded != whole)
        self.fold.set_label(tr("Fold the quoted part") if self._whole else tr("Show the quoted part"))
        self.page.show_page(shown if designed else plain_page(shown), designed=designed)

    def _show_note(self, found: Opened) -> None:
        tr, parts = self._ui.tr, []
        standing = found.standing
        waits = standing is not None and standing.waits and standing.answered_at is None
        if waits:
            parts.append(tr("Waits for an answer."))
        elif standing is not None and standing.waits and standing.answered_at is not None:
            parts.append(tr("Answered {moment}.", moment=moment_text(standing.answered_at, self._ui)))
        if found.letter.bulk:
            parts.append(tr("Sent to many, or by a machine."))
        if found.page.outside:
            parts.append(tr("Pictures from outside are not loaded: the sender would learn that it was read."))
        self.note.setText(" ".join(parts))
        self.note.setVisible(bool(parts))
        set_tone(self.note, "warning" if waits else "secondary")

    def _show_thread(self) -> None:
        if self.opened is None:
            return
        ui = self._ui
        entries = [
            Entry(
                f"{moment_text(one.at, ui)}   {one.sender}   {subject_text(one.subject, ui)[:60]}",
                partial(self.asked.emit, one.message_id),
                icon="mail" if one.direction == "in" else "send",
            )
            for one in self.opened.siblings
        ]
        menu(ui.theme, self, entries).under(self.exchange)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for number, (key, line) in enumerate(self.lines.items()):
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(self._names[key], number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(line, number, 1)
        links = QHBoxLayout()
        links.setSpacing(GAP_L)
        links.addWidget(self.when)
        links.addWidget(self.exchange)
        links.addStretch(1)
        links.addWidget(self.fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_XS)
        column.addWidget(self.subject)
        column.addLayout(grid)
        column.addLayout(links)
        column.addWidget(self.note)
        column.addSpacing(GAP_S)
        column.addWidget(self.page, 1)
        column.addWidget(self.files)


class LetterDialog(Dialog):
    """A letter of a timeline over the room in sight, with what can be done about it."""

    def __init__(self, ui: Ui, parent: QWidget | None, found: Opened) -> None:
        tr = ui.tr
        super().__init__(tr("Letter"), ui.theme, tr, width=760, parent=parent)
        self._ui = ui
        self.resize(800, 640)
        self.pane = LetterPane(ui)
        self.pane.asked.connect(self._ask_other)
        self.body.addWidget(self.pane, 1)
        self.whose = QHBoxLayout()
        self.whose.setSpacing(GAP_L)
        aside = QWidget()
        aside.setLayout(self.whose)
        self.whose.setContentsMargins(0, 0, GAP_XL, 0)
        self.add_aside(aside)
        self.request = self.add_answer("", closes=False)
        self.request.clicked.connect(self.settle)
        self.add_answer(tr("Close"), accept=False)
        self.reply = self.add_answer(tr("Answer…"), kind=Kind.PRIMARY, closes=False)
        self.reply.clicked.connect(self.answer)
        self.show_letter(found)

    def show_letter(self, found: Opened) -> None:
        """Show a letter and what can be done with it."""
        tr, standing = self._ui.tr, found.standing
        self.pane.show_letter(found)
        self.reply.setVisible(standing is not None and not found.letter.origin)
        waits = standing is not None and standing.waits and standing.answered_at is None
        self.request.set_label(tr("Mark as answered") if waits else tr("It waits for an answer"))
        self.request.setVisible(standing is not None and standing.direction == "in")
        self._show_customers(found.letter)
        self.pane.page.setFocus()

    def answer(self) -> None:
        """Begin the answer."""
        found = self.pane.opened
        if found is not None and found.standing is not None:
            self.accept()
            self._ui.go(
                "compose", answers=found.standing.interaction_id, customer_id=found.standing.customer_id
            )

    def settle(self) -> None:
        """Let the letter be a request that waits, or one that was answered; undo takes it back."""
        found = self.pane.opened
        if found is None or found.standing is None:
            return
        one, ui = found.standing, self._ui
        waits = one.waits and one.answered_at is None
        verb = interactions.answered if waits else interactions.waits_again
        said = ui.tr("Marked as answered") if waits else ui.tr("The letter waits for an answer")

        def done(_result: object) -> None:
            ui.say(said, (ui.tr("Undo"), ui.desk.undo))
            self._ask(message_id=found.letter.id, interaction_id=one.interaction_id)

        ui.desk.do(done, verb, owner=self, row_id=one.interaction_id)

    def _show_customers(self, letter: LetterView) -> None:
        while (item := self.whose.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for customer_id, name in letter.customers[:2]:
            link = Link(name if len(name) < 32 else f"{name[:30]}…", self._ui.theme)
            link.clicked.connect(partial(self._card, customer_id))
            self.whose.addWidget(link)

    def _card(self, customer_id: int) -> None:
        self.accept()
        self._ui.go("customers", customer_id=customer_id)

    def _ask_other(self, message_id: int) -> None:
        self._ask(message_id=message_id)

    def _ask(self, **which: Any) -> None:
        def show(found: Opened | None) -> None:
            if found is not None:
                self.show_letter(found)

        self._ui.desk.ask(show, opened, key="letter", owner=self, **which)


def open_dialog(
    window: QWidget,
    ui: Ui,
    _name: str,
    *,
    interaction_id: int | None = None,
    message_id: int | None = None,
    **_what: Any,
) -> None:
    """Open the letter of a timeline, or that of an id; nothing opens where the contact was no letter."""

    def show(found: Opened | None) -> None:
        if found is None:
            ui.say(ui.tr("The letter is not here any more."), tone="warning")
            return
        dialog = LetterDialog(ui, window, found)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        dialog.pane.page.setFocus()

    ui.desk.ask(
        show, opened, key="letter", owner=window, message_id=message_id, interaction_id=interaction_id
    )
