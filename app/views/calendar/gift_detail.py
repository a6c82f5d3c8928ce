"""A gift that is chosen in the calendar: what it is, how far it is, and what comes next (row R3)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.gifts import STATE_NAMES, State
from app.queries.calendar import CalendarEntry
from app.views.kit.buttons import Button, Kind
from app.views.kit.flow import Flow
from app.views.kit.greetings.deeds import Deeds
from app.views.kit.greetings.words import NEXT_STATE, capital
from app.views.kit.labels import label
from app.views.kit.money import money_text
from app.views.kit.theme import GAP_S, SMALL
from app.views.kit.ui import Ui


class GiftDetail(QWidget):
    """Name and price, the state, and buttons."""

    def __init__(self, ui: Ui, entry: CalendarEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._entry, tr = ui, entry, ui.tr
        self._deeds = Deeds(ui)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(label(entry.text, bold=True, wrap=True), 1)
        row.addWidget(label(money_text(entry.cost, entry.currency, ui.locale)))
        column.addLayout(row)
        said = capital(tr(STATE_NAMES[State(entry.state)]))
        column.addWidget(
            label(
                f"{said}. {capital(ui.day(entry.date))}",
                tone="bad" if entry.late else "secondary",
                size=SMALL,
            )
        )
        box = QWidget(self)
        flow = Flow(box)
        if entry.state in NEXT_STATE:
            onward = Button(tr(NEXT_STATE[State(entry.state)][1]), ui.theme, kind=Kind.PRIMARY, parent=box)
            onward.clicked.connect(self.advance)
            flow.addWidget(onward)
        if entry.key and entry.customer_id is not None:
            greet = Button(tr("Greeting"), ui.theme, parent=box)
            greet.clicked.connect(
                partial(ui.go, "greeting", customer_id=entry.customer_id, occasion=entry.key, on=entry.date)
            )
            flow.addWidget(greet)
        card = Button(tr("Card"), ui.theme, parent=box)
        card.clicked.connect(partial(ui.go, "customers", customer_id=entry.customer_id))
        flow.addWidget(card)
        if entry.state in NEXT_STATE:
            drop = Button(tr("Give up"), ui.theme, kind=Kind.QUIET, parent=box)
            drop.clicked.connect(self.drop)
            flow.addWidget(drop)
        column.addWidget(box)

    def advance(self) -> None:
        """Let it become what comes next."""
        entry = self._entry
        self._deeds.advance_row(entry.ref, entry.state, entry.text)

    def drop(self) -> None:
        """Give it up."""
        self._deeds.drop(self._entry.ref, self._entry.text)
