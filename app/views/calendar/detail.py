"""What is chosen in the calendar: whose it is, what it says, and what can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.recurrence_text import rule_text
from app.queries.calendar import CalendarEntry, OccasionGroup
from app.views.calendar.month_layout import Thing
from app.views.calendar.words import clock_text, entry_matter, group_text
from app.views.kit.badge import Badge
from app.views.kit.buttons import Button, Kind
from app.views.kit.flow import Flow
from app.views.kit.labels import Line, label
from app.views.kit.theme import GAP_L, GAP_S, LARGE, SMALL
from app.views.kit.ui import Ui


class Detail(QWidget):
    """At the foot of the day; nothing while nothing is chosen."""

    acted = Signal(str, object)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._thing: Thing | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Line(ui.theme))
        self._body = QVBoxLayout()
        self._body.setContentsMargins(GAP_L, GAP_S + 4, GAP_L, GAP_L)
        self._body.setSpacing(4)
        outer.addLayout(self._body)
        self.hide()

    def show_thing(self, thing: Thing | None) -> None:
        """Show ``thing``, or nothing."""
        self._thing = thing
        _empty(self._body)
        self.setVisible(thing is not None)
        if isinstance(thing, OccasionGroup):
            self._group(thing)
        elif thing is not None:
            self._entry(thing)

    def _group(self, group: OccasionGroup) -> None:
        self._body.addWidget(label(group_text(group, self.ui), size=LARGE, bold=True, wrap=True))
        names = ", ".join(one.name for one in group.customers)
        self._body.addWidget(label(names, tone="secondary", wrap=True))

    def _entry(self, entry: CalendarEntry) -> None:
        tr = self.ui.tr
        head = QHBoxLayout()
        head.setSpacing(GAP_S)
        head.addWidget(
            label(entry.who.name if entry.who else entry_matter(entry, tr), size=LARGE, bold=True, wrap=True),
            1,
        )
        if entry.who:
            head.addWidget(Badge(entry.who.class_, self.ui.theme, tr))
        self._body.addLayout(head)
        for said, tone in self._lines(entry):
            self._body.addWidget(label(said, tone=tone, size=SMALL if tone == "secondary" else 13, wrap=True))
        self._body.addWidget(self._buttons(entry))

    def _lines(self, entry: CalendarEntry) -> list[tuple[str, str]]:
        tr, ui = self.ui.tr, self.ui
        when = ui.date(entry.date, weekday=True)
        if entry.time:
            when += f", {clock_text(entry.time, ui)}–{clock_text(entry.end, ui)}"
        if entry.their_time:
            when += f" ({tr('their time {time}', time=entry.their_time)})"
        lines = [
            (entry_matter(entry, tr) if entry.who else "", ""),
            (when, "secondary"),
            (entry.place, "secondary"),
        ]
        if entry.series:
            lines.append((rule_text(entry.repeat, tr, entry.date), "secondary"))
        if entry.respect_time:
            lines.append((tr("Asks us to respect their time"), "warning"))
        if entry.confirmed is not None:
            lines.append(
                (
                    tr("Confirmed") if entry.confirmed else tr("Not confirmed yet"),
                    "good" if entry.confirmed else "warning",
                )
            )
        return [(said, tone) for said, tone in lines if said]

    def _buttons(self, entry: CalendarEntry) -> QWidget:
        tr, theme = self.ui.tr, self.ui.theme
        box = QWidget(self)
        flow = Flow(box)
        deeds: list[tuple[str, str]] = []
        if entry.movable:
            deeds += [("done", tr("Done")), ("edit", tr("Change")), ("snooze", tr("Put off"))]
        if entry.who:
            deeds.append(("card", tr("Card")))
        for number, (name, text) in enumerate(deeds):
            button = Button(
                text,
                theme,
                kind=Kind.PRIMARY if not number else Kind.PLAIN,
                drop=name == "snooze",
                parent=box,
            )
            button.clicked.connect(partial(self.acted.emit, name, entry))
            flow.addWidget(button)
        return box


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            _empty(inner)  # type: ignore[arg-type]  # boxes only
