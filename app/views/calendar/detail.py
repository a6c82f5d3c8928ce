"""What is chosen in the calendar: whose it is, what it says, and what can be done with it."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.recurrence_text import rule_text
from app.queries.calendar import CalendarEntry, OccasionGroup
from app.views.calendar.gift_detail import GiftDetail
from app.views.calendar.month_layout import Thing
from app.views.calendar.words import clock_text, entry_matter, group_text
from app.views.kit.badge import Badge
from app.views.kit.buttons import Button, Kind
from app.views.kit.flow import Flow
from app.views.kit.greetings.look import Which
from app.views.kit.greetings.panel import GreetingPanel
from app.views.kit.labels import Line, label
from app.views.kit.reaching import REACH, way_to
from app.views.kit.scroll import Scroll
from app.views.kit.theme import GAP_L, GAP_M, GAP_S, LARGE, SMALL
from app.views.kit.ui import Ui

_MARGINS: Final = (GAP_L, GAP_S + 4, GAP_L, GAP_L)
#: the most of the day's height that an occasion takes
_SHARE: Final = 0.66


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
        self._body.setContentsMargins(*_MARGINS)
        self._body.setSpacing(4)
        outer.addLayout(self._body)
        self.greeting = GreetingPanel(ui, most=6)
        self.greeting.shown.connect(self.fit)
        self._page = Scroll(gap=0)
        self._page.column.setContentsMargins(GAP_L, GAP_M, GAP_S, GAP_M)
        self._page.add(self.greeting)
        self._page.hide()
        outer.addWidget(self._page)
        self.hide()

    def show_thing(self, thing: Thing | None) -> None:
        """Show ``thing``, or nothing."""
        self._thing = thing
        greeting = isinstance(thing, CalendarEntry) and thing.kind == "occasion"
        _empty(self._body)
        self.setVisible(thing is not None)
        self._page.setVisible(greeting)
        self._body.setContentsMargins(*((0, 0, 0, 0) if greeting else _MARGINS))
        self.greeting.show_occasion(_which(thing) if isinstance(thing, CalendarEntry) and greeting else None)
        if isinstance(thing, OccasionGroup):
            self._group(thing)
        elif thing is not None and thing.kind == "gift":
            self._gift(thing)
        elif thing is not None and not greeting:
            self._entry(thing)

    def fit(self) -> None:
        """Give an occasion the room that it needs, up to most of the day's; the rest of it scrolls."""
        day = self.parentWidget()
        inside = self._page.widget()
        if day is None or inside is None:
            return
        self._page.hold_width(self.width())
        needed = inside.heightForWidth(inside.width())
        self._page.setFixedHeight(min(needed, round(day.height() * _SHARE)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._page.isVisible() and event.oldSize().width() != event.size().width():
            self.fit()

    def _group(self, group: OccasionGroup) -> None:
        ui, tr = self.ui, self.ui.tr
        self._body.addWidget(label(group_text(group, ui), size=LARGE, bold=True, wrap=True))
        names = ", ".join(one.name for one in group.customers)
        if names:
            self._body.addWidget(label(names, tone="secondary", wrap=True))
        if group.greeted:
            said = tr.plural("{count} greeted already", "{count} greeted already", group.greeted)
            self._body.addWidget(label(said, tone="good", size=SMALL))
        greet = Button(tr("Greet them…"), ui.theme, kind=Kind.PRIMARY, icon="greeting", parent=self)
        greet.clicked.connect(partial(ui.go, "greetings", day=group.code, on=group.date))
        self._body.addWidget(greet, alignment=Qt.AlignmentFlag.AlignLeft)

    def _gift(self, entry: CalendarEntry) -> None:
        if entry.who is not None:
            self._body.addLayout(self._head(entry))
        self._body.addWidget(GiftDetail(self.ui, entry, self))

    def _entry(self, entry: CalendarEntry) -> None:
        self._body.addLayout(self._head(entry))
        for said, tone in self._lines(entry):
            self._body.addWidget(label(said, tone=tone, size=SMALL if tone == "secondary" else 13, wrap=True))
        self._body.addWidget(self._buttons(entry))

    def _head(self, entry: CalendarEntry) -> QHBoxLayout:
        tr = self.ui.tr
        head = QHBoxLayout()
        head.setSpacing(GAP_S)
        head.addWidget(
            label(entry.who.name if entry.who else entry_matter(entry, tr), size=LARGE, bold=True, wrap=True),
            1,
        )
        if entry.who:
            head.addWidget(Badge(entry.who.class_, self.ui.theme, tr))
        return head

    def _lines(self, entry: CalendarEntry) -> list[tuple[str, str]]:
        tr, ui = self.ui.tr, self.ui
        when = ui.date(entry.date, weekday=True)
        if entry.time:
            when += f", {clock_text(entry.time, ui)}–{clock_text(entry.end, ui)}"
        if entry.their_time:
            when += f" ({tr('their time {time}', time=clock_text(entry.their_time, ui))})"
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
        scheme, _ = way_to(entry.who, entry.contact_kind)
        deeds: list[tuple[str, str, str]] = []
        if entry.movable and scheme:
            text, icon = REACH["call" if scheme == "tel" else "email"]
            deeds.append(("reach", tr(text), icon))
        if entry.movable:
            deeds.append(("done", tr("Done"), ""))
            if entry.confirmed is False:
                deeds.append(("confirmed", tr("Confirmed"), ""))
            deeds += [("edit", tr("Change"), ""), ("snooze", tr("Put off"), "")]
        if entry.who:
            deeds += [("brief", tr("Brief"), ""), ("card", tr("Card"), "")]
        for number, (name, text, icon) in enumerate(deeds):
            button = Button(
                text,
                theme,
                kind=Kind.PRIMARY if not number else Kind.PLAIN,
                icon=icon,
                drop=name == "snooze",
                parent=box,
            )
            button.clicked.connect(partial(self.acted.emit, name, entry))
            flow.addWidget(button)
        return box


def _which(entry: CalendarEntry) -> Which:
    key = entry.key or (entry.occasion.key if entry.occasion is not None else "")
    return Which(entry.customer_id or entry.ref, key, entry.date)


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            _empty(inner)  # type: ignore[arg-type]  # boxes only
