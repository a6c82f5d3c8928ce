"""The text of a greeting: written for the customer, changed by hand, taken along (row R3)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import N_
from app.queries.greeting_templates import LANGUAGES, TONE_NAMES, TONES
from app.views.kit.buttons import Button, IconButton
from app.views.kit.fields import GrowingText
from app.views.kit.flow import Flow
from app.views.kit.greetings.deeds import Deeds
from app.views.kit.greetings.look import OccasionLook, Which, Wish
from app.views.kit.greetings.printing import letter_page, print_page
from app.views.kit.labels import label
from app.views.kit.menu import Entry, menu
from app.views.kit.theme import SMALL
from app.views.kit.ui import Ui

LANGUAGE_NAMES: Final = {"ru": N_("in Russian"), "en": N_("in English")}


class TextPart(QWidget):
    """The text is kept as a draft when it is left; another variant, tone or language is asked for."""

    #: how the text shall be
    wished = Signal(object)

    def __init__(self, ui: Ui, deeds: Deeds, *, most: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._deeds, tr = ui, deeds, ui.tr
        self._look: OccasionLook | None = None
        self.wish = Wish()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.field = GrowingText(ui.theme, name=tr("Text of the greeting"), least=3, most=most, parent=self)
        self.field.edited.connect(self._keep)
        self.note = label(tone="secondary", size=SMALL, wrap=True)
        # it grows while it is laid out: it stands at the top of its place, not in the middle of it
        column.addWidget(self.field, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.note)
        box = QWidget(self)
        flow = Flow(box)
        self.copy = Button(tr("Copy"), ui.theme, parent=box)
        self.copy.clicked.connect(lambda *_: self._deeds.copy(self.text))
        self.another = Button(tr.context("text", "Another"), ui.theme, parent=box)
        self.another.clicked.connect(self.next_one)
        self.more = IconButton("more", tr("More"), ui.theme, parent=box)
        self.more.clicked.connect(self.open_menu)
        for button in (self.copy, self.another, self.more):
            flow.addWidget(button)
        column.addWidget(box)

    @property
    def text(self) -> str:
        """The text as it stands in the field."""
        return self.field.toPlainText().strip()

    @property
    def subject(self) -> str:
        """The subject of the letter."""
        return self._look.draft.subject if self._look else ""

    def show_look(self, look: OccasionLook) -> None:
        """Show the text for an occasion; what is being typed stays."""
        same = self._look is not None and self._look.which == look.which
        if not same:
            self.wish = Wish()
        self._look = look
        sad = look.item.occasion is not None and look.item.occasion.sad
        self.setVisible(not sad)
        if not (same and self.field.hasFocus() and self.wish == Wish()):
            self.field.set_text(look.draft.text)
        self.field.setReadOnly(look.done)
        self.another.setVisible(look.draft.variants > 1 and not look.done)
        self._tell(look)

    def next_one(self) -> None:
        """Ask for the next of the texts there are."""
        if self._look is not None:
            place = self._look.draft.variant
            # a text that was kept stands for none of the variants: the first one comes back first
            after = place if self._look.draft.saved else place + 1
            self._wish(replace(self.wish, variant=after, fresh=True))

    def open_menu(self) -> None:
        """Offer tones, languages, the printer and the mail program."""
        look, tr = self._look, self._ui.tr
        if look is None:
            return
        tones = [
            Entry(
                tr(TONE_NAMES[tone]),
                partial(self._wish, Wish(tone=tone, language=self.wish.language, fresh=True)),
                checked=look.draft.tone == tone,
                enabled=not look.done,
            )
            for tone in TONES
        ]
        languages = [
            Entry(
                tr(LANGUAGE_NAMES[code]),
                partial(self._wish, Wish(tone=self.wish.tone, language=code, fresh=True)),
                checked=look.draft.language == code,
                enabled=not look.done,
            )
            for code in LANGUAGES
        ]
        out = [
            Entry(tr("Print…"), self.print, icon="print"),
            Entry(tr("Mail…"), self.mail, icon="email", enabled="email" not in _barred(look)),
        ]
        menu(self._ui.theme, self, tones, languages, out).under(self.more)

    def print(self) -> None:
        """Print the text on a page of its own."""
        print_page(self, letter_page("", self.text), title=self.subject or self._ui.tr("Greeting"))

    def mail(self) -> None:
        """Begin a letter with the text."""
        if self._look is None:
            return
        who = self._look.item.who
        if self._ui.knows("compose") and who is not None:
            which = self._look.which
            self._ui.go(
                "compose",
                customer_id=who.id,
                to=who.email,
                subject=self.subject,
                body=self.text,
                occasion=which.occasion,
                on=which.on,
            )
        else:
            self._deeds.mail(self._look, self.text, self.subject)

    def _wish(self, wish: Wish) -> None:
        if self.field.hasFocus():
            # what was typed is kept before something else takes its place
            self.another.setFocus()
        self.wish = wish
        self.wished.emit(wish)

    def _keep(self, _before: str, after: str) -> None:
        """Keep what was typed, of the occasion for which it was typed."""
        look = self._look
        if look is None or look.done or not after.strip():
            return
        self.wish = Wish()
        self._save(look.which, after.strip())

    def _save(self, which: Which, text: str) -> None:
        self._deeds.save_draft(which, text, self.subject)

    def _tell(self, look: OccasionLook) -> None:
        tr = self._ui.tr
        said = [fault.text(tr) for fault in look.draft.warnings]
        if not look.draft.text and not said:
            said.append(tr("There is no text for this occasion yet. Write one, or add a template."))
        self.note.setText("\n".join(said))
        self.note.setVisible(bool(said))


def _barred(look: OccasionLook) -> set[str]:
    """Return the ways that the customer refused."""
    return {one.way for one in look.draft.verdict.barred if one.code == "stop"}
