"""A day that holds too much: what could wait, until when, and what that leaves (row R9)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.saying import duration_text
from app.queries.spreading import Proposal
from app.views.calendar.words import entry_text
from app.views.kit.buttons import Link
from app.views.kit.dialog import Dialog
from app.views.kit.labels import label
from app.views.kit.painting import Drawn, painter_on, rounded
from app.views.kit.theme import GAP_M, SMALL
from app.views.kit.ui import Ui

#: moves that are named; more are counted
_NAMED = 2


class Level(Drawn, QWidget):
    """A warning with its way out; hidden while nothing can be levelled."""

    #: the preview shall be seen
    wanted = Signal(object)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, self._theme = ui, ui.theme
        self.proposal = Proposal()
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_M, 8, GAP_M, 8)
        column.setSpacing(2)
        self.said = label(size=SMALL, wrap=True)
        self.link = Link("", ui.theme, size=SMALL)
        self.link.clicked.connect(lambda *_: self.wanted.emit(self.proposal))
        column.addWidget(self.said)
        column.addWidget(self.link)
        self.hide()

    def show_proposal(self, proposal: Proposal) -> None:
        """Show what could move; nothing where nothing may."""
        self.proposal = proposal
        moves = proposal.moves
        self.setVisible(bool(moves))
        if not moves:
            return
        tr, day = self.ui.tr, moves[0].move.start
        names = [f"“{entry_text(one.entry, tr)}”" for one in moves[:_NAMED]]
        until = self.ui.day(max(one.move.end for one in moves))
        more = len(moves) - len(names)
        said = tr("The day is too full. {names} can wait until {day}.", names=", ".join(names), day=until)
        if more > 0:
            said = tr.plural(
                "The day is too full. {names} and {count} more can wait until {day}.",
                "The day is too full. {names} and {count} more can wait until {day}.",
                more,
                names=", ".join(names),
                day=until,
            )
        self.said.setText(said)
        after = proposal.after.get(day)
        left = duration_text(after.minutes, tr) if after and after.minutes else tr("{hours} h", hours=0)
        self.link.set_label(tr("Spread, {left} would stay…", left=left))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        rounded(painter_on(self), self.rect(), fill=self._theme.warning_tint)


def preview(parent: QWidget, ui: Ui, proposal: Proposal) -> Dialog:
    """Return a dialog that lists each move with its reason; accepting it is agreeing."""
    tr = ui.tr
    dialog = Dialog(
        tr("Spread the day"),
        ui.theme,
        tr,
        text=tr("Nothing moves beyond the customers' own terms, days off and stated deadlines."),
        width=560,
        parent=parent,
    )
    for one in proposal.moves:
        dialog.body.addWidget(
            label(f"{entry_text(one.entry, tr)} → {ui.day(one.move.end)}", bold=True, wrap=True)
        )
        dialog.body.addWidget(label(one.move.reason(tr), tone="secondary", size=SMALL, wrap=True))
    before, after = proposal.before, proposal.after
    days = sorted(day for day in after if before.get(day) != after[day])
    loads = [
        f"{ui.day(day)}: {_load(before[day].minutes, ui)} → {_load(after[day].minutes, ui)}"
        for day in days
        if day in before
    ]
    dialog.body.addWidget(label("\n".join(loads), tone="secondary", wrap=True))
    return dialog


def _load(minutes: int, ui: Ui) -> str:
    return duration_text(minutes, ui.tr) if minutes else "0"
