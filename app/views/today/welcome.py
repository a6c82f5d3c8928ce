"""What a database without customers says: where to begin."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.views.kit.buttons import Button, Kind
from app.views.kit.cards import Card
from app.views.kit.labels import label
from app.views.kit.theme import GAP_L, GAP_M, GAP_S, GAP_XL, SMALL, TITLE
from app.views.kit.ui import Ui


class Welcome(QWidget):
    """Three first steps: bring the contacts in, write the first card, look at a sample."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, tr = ui, ui.tr
        self._first: Button | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL)
        column.setSpacing(GAP_S)
        column.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(label(tr("Here the day will begin"), size=TITLE, bold=True), alignment=middle)
        text = label(
            tr(
                "Follow-ups, requests and greetings gather here once there are customers. Choose a first step:"
            ),
            tone="secondary",
        )
        column.addWidget(text, alignment=middle)
        column.addSpacing(GAP_L)
        row = QHBoxLayout()
        row.setSpacing(GAP_L)
        row.addStretch(1)
        steps = (
            (
                tr("Bring your contacts in"),
                tr("From Google, Outlook, Apple, Thunderbird, a phone, or any table: CSV, XLSX, vCard."),
                tr("Import…"),
                "import",
                partial(ui.go, "imports"),
            ),
            (
                tr("Write the first card"),
                tr("A surname is enough. The card asks the next question by itself."),
                tr("New customer"),
                "user-add",
                partial(ui.go, "customers", new=""),
            ),
            (
                tr("Look around first"),
                tr("A sample office with 300 customers, in a file of its own, apart from your data."),
                tr("Open the sample"),
                "sample",
                partial(ui.go, "database", sample=True),
            ),
        )
        for number, (title, said, button, icon, then) in enumerate(steps):
            row.addWidget(self._step(title, said, button, icon, then, first=number == 0))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def _step(
        self, title: str, said: str, button: str, icon: str, then: partial[None], *, first: bool
    ) -> QWidget:
        card = Card(self.ui.theme, title=title)
        card.setFixedWidth(264)
        card.body.setContentsMargins(GAP_L, 0, GAP_L, GAP_L)
        card.body.setSpacing(GAP_M)
        text = label(said, tone="secondary", wrap=True, size=SMALL + 1)
        text.setMinimumHeight(54)
        text.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.add(text)
        press = Button(button, self.ui.theme, kind=Kind.PRIMARY if first else Kind.PLAIN, icon=icon)
        press.clicked.connect(lambda *_: then())
        card.add(press)
        return card
