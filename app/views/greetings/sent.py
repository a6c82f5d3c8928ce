"""The tab «Sent»: what the team sent in a year, to whom, by which way, with which words (row R2)."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.greeting_policy import WAY_NAMES
from app.queries.greeting_past import Sent, sent
from app.views.greetings.filters import Filters
from app.views.kit.buttons import Button, IconButton
from app.views.kit.cells import Cell
from app.views.kit.empty import Empty
from app.views.kit.fields import Check
from app.views.kit.greetings.words import capital
from app.views.kit.labels import Line, label
from app.views.kit.lazy_table import Column
from app.views.kit.memory import memory_view
from app.views.kit.scroll import Scroll
from app.views.kit.theme import GAP_L, GAP_S, GAP_XL, LARGE, SMALL
from app.views.kit.ui import Ui

_SIDE = 360


class SentTab(QWidget):
    """Enter opens the card; the words stand beside the list."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, tr = ui, ui.tr
        self.rows: list[Sent] = []
        self.year = ui.clock.today().year
        self.filters = Filters(ui, groups=False)
        self.filters.filtered.connect(lambda _: self.reload())
        self.heading = label(size=LARGE, bold=True)
        self.before = IconButton("chevron-left", tr("Year before"), ui.theme)
        self.before.clicked.connect(partial(self.turn, -1))
        self.after = IconButton("chevron-right", tr("Year after"), ui.theme)
        self.after.clicked.connect(partial(self.turn, 1))
        self.note = label(tone="secondary")
        self.passed = Check(tr("Also those passed over"), ui.theme)
        self.passed.toggled.connect(lambda _: self.reload())
        self.table, self.view = memory_view(ui.desk, self._columns(), ui.theme, name=tr("What was sent"))
        self.view.opened.connect(lambda _: self.open_card())
        self.view.moved.connect(self._moved)
        self.empty = Empty(
            "greeting",
            tr("Nothing was sent in this year"),
            ui.theme,
            text=tr("Who was greeted stands here with the words, so that nobody reads the same twice."),
        )
        self.said = label(size=LARGE, bold=True, wrap=True)
        self.about = label(tone="secondary", size=SMALL, wrap=True)
        self.words = label(wrap=True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.copy = Button(tr("Copy"), ui.theme, icon="copy")
        self.copy.clicked.connect(self.copy_text)
        self.pages = QStackedWidget()
        # a click on a button beside the list leaves the keyboard in the list
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self.view)
        self._lay_out()

    def reload(self) -> None:
        """Read the year in sight."""
        ui, wanted = self.ui, self.filters.wanted
        self.ui.desk.ask(
            self._show,
            sent,
            key="sent",
            owner=self,
            start=dt.date(self.year, 1, 1),
            end=dt.date(self.year, 12, 31),
            person=ui.desk.office.person_id if wanted.mine else None,
            class_=wanted.class_,
        )

    def turn(self, by: int, *_: object) -> None:
        """Show another year."""
        self.year += by
        self.reload()

    def take_keyboard(self) -> None:
        """Put the keyboard into the list."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_card(self) -> None:
        """Open the card of the chosen line."""
        if (row := self.current()) is not None:
            self.ui.go("customers", customer_id=row.customer_id)

    def copy_text(self) -> None:
        """Copy the words of the chosen line."""
        if (row := self.current()) is not None and row.text:
            QGuiApplication.clipboard().setText(row.text)
            self.ui.say(self.ui.tr("Copied"))

    def current(self) -> Sent | None:
        """Return the chosen line."""
        place = self.view.current_id()
        return self.rows[place] if place is not None and place < len(self.rows) else None

    def _show(self, found: list[Sent]) -> None:
        tr, place = self.ui.tr, self.view.current_id()
        done = sum(row.state == "greeted" for row in found)
        found = [row for row in found if self.passed.isChecked() or row.state == "greeted"]
        self.rows = found
        self.heading.setText(str(self.year))
        self.after.setEnabled(self.year < self.ui.clock.today().year)
        self.note.setText(tr.plural("{count} greeted", "{count} greeted", done) if done else "")
        self.table.set_rows(found)
        self.pages.setCurrentIndex(0 if found else 1)
        if found:
            self.view.choose(min(place or 0, len(found) - 1))
        self._moved()

    def _moved(self) -> None:
        row, tr = self.current(), self.ui.tr
        self.copy.setVisible(row is not None and bool(row.text))
        if row is None:
            for said in (self.said, self.about, self.words):
                said.clear()
            return
        self.said.setText(row.customer)
        parts = [capital(row.what(tr)), self.ui.date(row.on, year=True), self._how(row).text, row.person]
        self.about.setText(", ".join(part for part in parts if part))
        self.words.setText(row.text or tr("Nothing was written."))

    def _how(self, row: Sent) -> Cell:
        tr = self.ui.tr
        if row.state == "skipped":
            return Cell(tr("passed over"), "secondary")
        return Cell(tr(WAY_NAMES[row.way]) if row.way in WAY_NAMES else "")

    def _columns(self) -> list[Column]:
        ui, tr = self.ui, self.ui.tr
        return [
            Column("who", tr("Who"), lambda row: Cell(row.customer, lead=True), 220, least=130, grows=True),
            Column("class", "", lambda row: Cell(row.class_, badge=True), 54),
            Column(
                "what", tr("Occasion"), lambda row: Cell(capital(row.what(tr))), 200, least=110, grows=True
            ),
            Column("on", tr("Day"), lambda row: Cell(ui.date(row.on, year=False), "secondary"), 90),
            Column("way", tr("By way of"), self._how, 120, least=80),
            Column("by", tr("By"), lambda row: Cell(row.person, "secondary"), 130, least=70),
        ]

    def _lay_out(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_S)
        row.setSpacing(GAP_S)
        for widget in (self.before, self.heading, self.after, self.note):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.passed)
        row.addWidget(self.filters)
        side = Scroll(gap=GAP_S, margin=GAP_L)
        for widget in (self.said, self.about, self.words):
            side.add(widget)
        side.column.addWidget(self.copy, alignment=Qt.AlignmentFlag.AlignLeft)
        side.setFixedWidth(_SIDE)
        side.hold_width(_SIDE)
        inside = QWidget()
        whole = QHBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.view, 1)
        whole.addWidget(Line(self.ui.theme, upright=True))
        whole.addWidget(side)
        self.pages.addWidget(inside)
        self.pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(Line(self.ui.theme))
        column.addWidget(self.pages, 1)


def tab(ui: Ui) -> QWidget:
    """Build the tab."""
    return SentTab(ui)
