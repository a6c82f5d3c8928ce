"""What to give on an occasion: planned gifts, else a proposal with its reason and price (row R3)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.gifts import State, Suggestion
from app.queries.gifts import GiftRow
from app.views.kit.buttons import Button, IconButton, Link
from app.views.kit.flow import Flow
from app.views.kit.greetings.deeds import Deeds
from app.views.kit.greetings.look import OccasionLook
from app.views.kit.greetings.words import NEXT_STATE, capital, gift_text, price_text, reason_text
from app.views.kit.labels import label
from app.views.kit.money import money_text
from app.views.kit.theme import GAP_S, SMALL
from app.views.kit.ui import Ui


class GiftPart(QWidget):
    """Shows one proposal and names the next; a planned gift takes its place."""

    def __init__(self, ui: Ui, deeds: Deeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._deeds = ui, deeds
        self._look: OccasionLook | None = None
        #: which proposal stands first, and whether gifts were asked for though the policy gives none
        self.place = 0
        self._asked = False
        self.take: Button | None = None
        self.another: Button | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_look(self, look: OccasionLook) -> None:
        """Show what is given on this occasion."""
        if self._look is None or self._look.which != look.which:
            self.place, self._asked = 0, False
        self._look = look
        clear(self._column)
        self.take = self.another = None
        self.setVisible(look.ideas is not None)
        if look.ideas is None:
            return
        for gift in look.planned:
            self._column.addWidget(self._gift(gift))
        if look.planned or look.done:
            self._asked = False
        elif "gift" in look.policy.ways or self._asked:
            self._propose(look, look.ideas.ideas)
        else:
            more = Link(self._ui.tr("Propose a gift"), self._ui.theme, size=SMALL, parent=self)
            more.clicked.connect(self._ask)
            self._column.addWidget(more, alignment=Qt.AlignmentFlag.AlignLeft)

    def proposal(self) -> Suggestion | None:
        """Return the proposal that stands first."""
        ideas = self._look.ideas.ideas if self._look and self._look.ideas else ()
        return ideas[self.place % len(ideas)] if ideas else None

    def next_one(self) -> None:
        """Propose something else."""
        self.place += 1
        if self._look is not None:
            self.show_look(self._look)
            if self.another is not None:
                self.another.setFocus(Qt.FocusReason.TabFocusReason)

    def _ask(self) -> None:
        self._asked = True
        if self._look is not None:
            self.show_look(self._look)

    def _propose(self, look: OccasionLook, ideas: tuple[Suggestion, ...]) -> None:
        ui, tr = self._ui, self._ui.tr
        first = self.proposal()
        if first is None:
            said = tr("Nothing to propose yet. Note on the card what the customer likes.")
            self._column.addWidget(label(said, tone="secondary", size=SMALL, wrap=True))
            return
        self._column.addLayout(self._line(first.idea.name, price_text(first, ui), bold=True))
        reason, doubt = reason_text(first, ui)
        self._column.addWidget(label(reason, tone="secondary", size=SMALL, wrap=True))
        if doubt:
            self._column.addWidget(label(doubt, tone="warning", size=SMALL, wrap=True))
        if look.ideas is not None and look.ideas.dislikes:
            said = tr("Avoid: {what}", what=look.ideas.dislikes)
            self._column.addWidget(label(said, tone="warning", size=SMALL, wrap=True))
        if len(ideas) > 1:
            then = ideas[(self.place + 1) % len(ideas)]
            said = tr("or {gift}", gift=then.idea.name)
            self._column.addLayout(self._line(said, price_text(then, ui), tone="secondary"))
        self._column.addWidget(self._buttons(look, first, more=len(ideas) > 1))

    def _buttons(self, look: OccasionLook, first: Suggestion, *, more: bool) -> QWidget:
        tr, theme = self._ui.tr, self._ui.theme
        box = QWidget(self)
        flow = Flow(box)
        flow.setContentsMargins(0, 4, 0, 0)
        self.take = Button(tr.context("gift", "Take"), theme, icon="gift", parent=box)
        self.take.setToolTip(tr("Plans this gift for the occasion"))
        self.take.clicked.connect(lambda *_: self._deeds.take(look, first))
        flow.addWidget(self.take)
        if more:
            self.another = Button(tr.context("gift", "Another"), theme, parent=box)
            self.another.clicked.connect(self.next_one)
            flow.addWidget(self.another)
        return box

    def _gift(self, gift: GiftRow) -> QWidget:
        ui, tr = self._ui, self._ui.tr
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        cost = money_text(gift.cost, gift.currency, ui.locale)
        column.addLayout(self._line(gift.name, cost, bold=True))
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(label(capital(gift_text(gift, ui)), tone="secondary", size=SMALL, wrap=True), 1)
        if gift.state in NEXT_STATE:
            onward = Button(tr(NEXT_STATE[State(gift.state)][1]), ui.theme, parent=box)
            onward.clicked.connect(partial(self._advance, gift))
            row.addWidget(onward)
            drop = IconButton("x", tr("Give up the gift “{gift}”", gift=gift.name), ui.theme, parent=box)
            drop.clicked.connect(partial(self._drop, gift))
            row.addWidget(drop)
        column.addLayout(row)
        return box

    def _advance(self, gift: GiftRow, *_: object) -> None:
        self._deeds.advance(gift)

    def _drop(self, gift: GiftRow, *_: object) -> None:
        self._deeds.drop(gift.id, gift.name)

    def _line(self, text: str, price: str, *, bold: bool = False, tone: str = "") -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(label(text, bold=bold, tone=tone, wrap=True), 1)
        if price:
            top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
            row.addWidget(label(price, tone=tone), 0, top)
        return row


def clear(layout: QVBoxLayout) -> None:
    """Take everything out of a column, rows of widgets as well."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)  # type: ignore[arg-type]  # boxes only
