"""Letters that are written and not sent: drafts, those that failed, and those of which nobody knows whether they went out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.queries.mail import DraftRow
from app.services.mail import drafts
from app.services.mail.faults import said
from app.views.kit.buttons import Button, Kind, Link
from app.views.kit.cells import Cell
from app.views.kit.empty import Empty
from app.views.kit.labels import label
from app.views.kit.lazy_table import Column
from app.views.kit.memory import memory_view
from app.views.kit.theme import GAP_L, GAP_M, GAP_S, LARGE, SMALL
from app.views.kit.ui import Ui
from app.views.mail.page import SafePage
from app.views.mail.sending import Sender
from app.views.mail.words import moment_text, plain_page, subject_text


class Unsent(QWidget):
    """Enter goes on writing, Delete throws away."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        tr = ui.tr
        self.rows: list[DraftRow] = []
        self._place = 0
        columns = [
            Column(
                "to", tr.context("letter", "To"), lambda row: Cell(row.to or "—", lead=True), 170, least=90
            ),
            Column(
                "subject",
                tr("Subject"),
                lambda row: Cell(subject_text(row.subject, ui), "secondary"),
                170,
                least=80,
            ),
            Column("state", tr.context("letter", "State"), self._state, 104),
        ]
        self.table, self.view = memory_view(ui.desk, columns, ui.theme, name=tr("Letters not sent yet"))
        self.view.moved.connect(self._moved)
        self.view.opened.connect(lambda _: self.go_on())
        self.dispatch = Sender(ui, self)
        self.dispatch.stopped.connect(lambda _draft, why: ui.say(why, tone="bad"))
        self.head = label(size=LARGE, bold=True, wrap=True)
        self.facts = label(tone="secondary", size=SMALL, wrap=True)
        self.problem = label(tone="bad", wrap=True)
        self.page = SafePage(ui)
        self.open = Button(tr("Go on writing"), ui.theme, kind=Kind.PRIMARY)
        self.send = Button(tr("Send"), ui.theme, icon="send")
        self.away = Link(tr("Throw away"), ui.theme, tone="bad")
        self.empty = Empty(
            "send",
            tr("Every letter has been sent"),
            ui.theme,
            text=tr("Letters are kept here from the first pause in writing until they are sent."),
            step=tr("Write a letter"),
        )
        self.empty.begun.connect(lambda: ui.go("compose"))
        self.pages = QStackedWidget()
        self._lay_out()
        self.open.clicked.connect(self.go_on)
        self.send.clicked.connect(self.send_now)
        self.away.clicked.connect(self.discard)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.view)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.discard)

    def show_rows(self, rows: Sequence[DraftRow]) -> None:
        """Show the letters."""
        was = self.current.id if self.current else None
        self.rows = list(rows)
        self.table.set_rows(self.rows)
        self.pages.setCurrentIndex(0 if rows else 1)
        again = next((place for place, row in enumerate(self.rows) if row.id == was), None)
        self._place = again if again is not None else min(self._place, max(0, len(rows) - 1))
        if rows:
            self.view.choose(self._place)
            self._show()

    @property
    def current(self) -> DraftRow | None:
        """The letter in sight."""
        return self.rows[self._place] if self._place < len(self.rows) else None

    def go_on(self) -> None:
        """Go on writing, or decide what became of a letter whose sending was broken off."""
        row = self.current
        if row is not None:
            self._ui.go("compose", draft=row.id)

    def send_now(self) -> None:
        """Send the letter as it is."""
        row = self.current
        if row is None:
            return
        if row.state == "sending":
            self.go_on()
        else:
            self.dispatch.send(row.id)

    def discard(self) -> None:
        """Throw the letter away, with a way back."""
        row, ui = self.current, self._ui
        if row is not None:
            told = ui.tr("The letter was thrown away.")
            ui.desk.do(
                lambda _: ui.say(told, (ui.tr("Undo"), ui.desk.undo)),
                drafts.discard,
                owner=self,
                draft_id=row.id,
            )

    def _moved(self) -> None:
        place = self.view.current_id()
        if place is not None and place < len(self.rows) and place != self._place:
            self._place = place
            self._show()

    def _show(self) -> None:
        row, ui = self.current, self._ui
        if row is None:
            return
        self.head.setText(subject_text(row.subject, ui))
        parts = [ui.tr("To {to}", to=row.to or "—"), moment_text(row.changed_at, ui)]
        if row.files:
            parts.append(ui.tr.plural("{count} file", "{count} files", len(row.files)))
        self.facts.setText("  ·  ".join(parts))
        broken = row.state == "sending"
        why = said(row.problem, ui.tr) or (ui.tr("Its sending was broken off.") if broken else "")
        self.problem.setText(why)
        self.problem.setVisible(bool(why))
        self.open.set_label(ui.tr("Was it sent?") if broken else ui.tr("Go on writing"))
        self.send.setVisible(not broken)
        self.away.setVisible(not broken)
        self.page.show_page(plain_page(row.body), designed=False)

    def _state(self, row: DraftRow) -> Cell:
        tr = self._ui.tr
        states = {
            "draft": (tr.context("letter", "draft"), "secondary"),
            "failed": (tr("not sent"), "bad"),
            "sending": (tr("sent or not?"), "warning"),
        }
        text, tone = states.get(row.state, (row.state, "secondary"))
        return Cell(text, tone)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        top.addWidget(self.open)
        top.addWidget(self.send)
        top.addStretch(1)
        top.addWidget(self.away)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(GAP_L, GAP_M, GAP_L, GAP_M)
        column.setSpacing(GAP_S)
        column.addLayout(top)
        for widget in (self.head, self.facts, self.problem):
            column.addWidget(widget)
        column.addWidget(self.page, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.view)
        split.addWidget(side)
        split.setStretchFactor(1, 1)
        split.setSizes([470, 640])
        self.pages.addWidget(split)
        self.pages.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
