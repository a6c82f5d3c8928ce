"""One text of a greeting: written, checked as one writes, tried on a customer (row R3)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.templates import WORDS
from app.errors import RapportError
from app.queries.greeting_drafts import preview
from app.queries.greeting_templates import SHELVES, TONE_NAMES, TONES, TemplateRow, example_customer
from app.services import templates as verbs
from app.views.greetings.examples import example_of
from app.views.kit.buttons import Button, Kind
from app.views.kit.fields import Combo, GrowingText, LineField
from app.views.kit.flow import Flow
from app.views.kit.greetings.words import capital
from app.views.kit.labels import label
from app.views.kit.menu import Entry, menu
from app.views.kit.theme import GAP_S, SMALL
from app.views.kit.throttle import Throttle
from app.views.kit.ui import Ui
from app.views.kit.whom import Whom


class TemplateEditor(QWidget):
    """What is typed is kept when it is left, unless it has a fault: then the line is named and the typing stays."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, tr = ui, ui.tr
        self.row: TemplateRow | None = None
        self._try = Throttle(self._ask, interval=200, parent=self)
        self.name = LineField(ui.theme, name=tr("Name of the text"))
        self.name.editingFinished.connect(lambda: self._settle("name", self.name.text().strip()))
        self.shelf = Combo(ui.theme, name=tr("Kind of occasion"))
        shelves = [(key, capital(tr(text))) for key, text in SHELVES.items()]
        self.shelf.set_choices([*shelves, ("", tr("for any occasion"))])
        self.shelf.chosen.connect(lambda key: self._settle("occasion", str(key)))
        self.tone = Combo(ui.theme, name=tr("Tone"))
        self.tone.set_choices([(t, capital(tr(TONE_NAMES[t]))) for t in TONES])
        self.tone.chosen.connect(lambda key: self._settle("tone", str(key)))
        self.subject = LineField(ui.theme, name=tr("Subject"), hint=tr("Subject of the letter"))
        self.subject.editingFinished.connect(self.save)
        self.body = GrowingText(ui.theme, name=tr("Text"), least=8, most=16)
        self.body.edited.connect(lambda *_: self.save())
        self.body.textChanged.connect(self._try)
        self.insert = Button(tr("Insert a word"), ui.theme, drop=True)
        self.insert.clicked.connect(self.offer_words)
        self.hide_button = Button(tr("Offer no more"), ui.theme)
        self.hide_button.clicked.connect(self.toggle_hidden)
        self.back = Button(tr("As it came"), ui.theme, icon="undo")
        self.back.clicked.connect(self.reset)
        self.remove_button = Button(tr("Remove"), ui.theme, kind=Kind.DANGER)
        self.remove_button.clicked.connect(self.remove)
        self.fault = label(tone="bad", wrap=True)
        self.whom = Whom(ui)
        self.whom.chosen.connect(lambda _: self._try())
        self.preview = label(wrap=True)
        self._lay_out()
        ui.desk.ask(self._settle_example, example_customer, key="example", owner=self)

    # --- which one

    def show_template(self, row: TemplateRow | None) -> None:
        """Show a text; the one in hand keeps what is being typed."""
        before, self.row = self.row, row
        self.setVisible(row is not None)
        if row is None:
            return
        same = before is not None and (before.key, before.row) == (row.key, row.row)
        own = not row.key
        if not (same and (self.body.hasFocus() or self.fault.text())):
            self.body.set_text(row.body)
        if not (same and self.subject.hasFocus()):
            self.subject.setText(row.subject)
        if not same:
            self.fault.clear()
            self.fault.hide()
        if not (same and self.name.hasFocus()):
            self.name.setText(row.name)
        self._own.setVisible(own)
        self.shelf.choose(row.occasion)
        self.tone.choose(row.tone)
        tr = self.ui.tr
        self.hide_button.set_label(tr("Offer again") if row.hidden else tr("Offer no more"))
        self.back.setVisible(not own and row.changed)
        self.remove_button.setVisible(own)
        self._try()

    def take_keyboard(self) -> None:
        """Put the cursor into the text."""
        self.body.setFocus(Qt.FocusReason.TabFocusReason)

    # --- doing

    def save(self) -> None:
        """Keep what was typed; where it has a fault, say which and leave the typing."""
        row = self.row
        subject, body = self.subject.text().strip(), self.body.toPlainText().strip()
        if row is None or (subject, body) == (row.subject, row.body):
            return
        if row.key:
            self._do(verbs.replace, key=row.key, subject=subject, body=body)
        else:
            self._do(verbs.edit, row_id=row.row, values={"subject": subject, "body": body})

    def toggle_hidden(self) -> None:
        """Offer the text no more, or again."""
        if self.row is not None:
            own = None if self.row.key else self.row.row
            self._do(verbs.hide, key=self.row.key, row_id=own, hidden=not self.row.hidden)

    def reset(self) -> None:
        """Put a text of the program back as it came."""
        if self.row is not None and self.row.key:
            self.fault.clear()
            self._told(self.ui.tr("The text is as it came."), verbs.reset, key=self.row.key)

    def remove(self) -> None:
        """Remove a text of the team's own."""
        if self.row is not None and not self.row.key:
            said = self.ui.tr("Removed “{name}”", name=self.row.name)
            self._told(said, verbs.remove, row_id=self.row.row)

    def offer_words(self) -> None:
        """Offer the words that a text may name."""
        tr = self.ui.tr
        words = [Entry(f"{word}   {tr(text)}", partial(self._put, word)) for word, text in WORDS.items()]
        menu(self.ui.theme, self, words).under(self.insert)

    def _put(self, word: str) -> None:
        self.body.insertPlainText("{{ " + word + " }}")
        self.body.setFocus()

    def _settle(self, name: str, value: str) -> None:
        """Change name, occasion or tone of a text of the team's own."""
        row = self.row
        if row is not None and not row.key and value and getattr(row, name) != value:
            self._do(verbs.edit, row_id=row.row, values={name: value})

    def _do(self, verb: Callable[..., Any], **values: Any) -> None:
        self.ui.desk.do(lambda _: self._blame(None), verb, owner=self, failed=self._blame, **values)

    def _told(self, said: str, verb: Callable[..., Any], **values: Any) -> None:
        ui = self.ui
        ui.desk.do(lambda _: ui.say(said, (ui.tr("Undo"), ui.desk.undo)), verb, owner=self, **values)

    # --- trying

    def _settle_example(self, found: tuple[int, str] | None) -> None:
        if found is not None and self.whom.customer_id is None:
            self.whom.settle(*found)
            self._try()

    def _ask(self) -> None:
        """Fill the text in for the customer that is chosen, as it stands now."""
        row, whom = self.row, self.whom.customer_id
        if row is None or whom is None:
            return
        self.ui.desk.ask(
            self._show_preview,
            preview,
            key="preview",
            owner=self,
            failed=self._blame,
            source=self.body.toPlainText(),
            customer_id=whom,
            occasion=example_of(row.occasion or "birthday", row.language, self.ui.clock.today()),
            language=row.language,
        )

    def _show_preview(self, text: str) -> None:
        self.preview.setText(text)
        self._blame(None)

    def _blame(self, fault: RapportError | None) -> None:
        said = fault.text(self.ui.tr) if fault is not None else ""
        self.fault.setText(said)
        self.fault.setVisible(bool(said))

    def _lay_out(self) -> None:
        tr = self.ui.tr
        self._own = QWidget(self)
        row = QHBoxLayout(self._own)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        row.addWidget(self.name, 1)
        row.addWidget(self.shelf)
        row.addWidget(self.tone)
        buttons = QWidget(self)
        flow = Flow(buttons)
        for button in (self.insert, self.hide_button, self.back, self.remove_button):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addWidget(self._own)
        column.addWidget(self.subject)
        # it grows while it is laid out: it stands at the top of its place
        column.addWidget(self.body, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.fault)
        column.addWidget(buttons)
        column.addWidget(label(tr("As it reads for"), tone="secondary", size=SMALL, bold=True))
        column.addWidget(self.whom)
        column.addWidget(self.preview)
        self.fault.hide()
