"""One occasion with all that is needed to act on it: policy, gift, text, and what became of it (rows R2, R3)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.greeting_policy import WAYS
from app.models.changes import Changes
from app.views.kit.badge import Badge
from app.views.kit.buttons import Button, IconButton, Kind, Link
from app.views.kit.flow import Flow
from app.views.kit.greetings.deeds import Deeds
from app.views.kit.greetings.gift_part import GiftPart, clear
from app.views.kit.greetings.look import OccasionLook, Which, Wish, look
from app.views.kit.greetings.text_part import TextPart
from app.views.kit.greetings.words import WAY_DONE, capital, past_text, policy_text, when_text
from app.views.kit.labels import Line, label
from app.views.kit.menu import Entry, menu
from app.views.kit.theme import GAP_S, LARGE, SMALL
from app.views.kit.ui import Ui


class GreetingPanel(QWidget):
    """Shows one occasion at a time and keeps itself up to date."""

    #: it was greeted, passed over or opened again
    settled = Signal()
    #: there is no such occasion any more
    gone = Signal()
    #: what was asked for is shown
    shown = Signal()

    def __init__(self, ui: Ui, *, most: int = 8, parent: QWidget | None = None) -> None:
        """``most`` is how many lines of the text stand in sight at once."""
        super().__init__(parent)
        self.ui = ui
        self.which: Which | None = None
        self.look: OccasionLook | None = None
        self.deeds = Deeds(ui)
        self._head = QVBoxLayout()
        self._head.setSpacing(2)
        self.gift = GiftPart(ui, self.deeds, self)
        self.text = TextPart(ui, self.deeds, most=most, parent=self)
        self.text.wished.connect(self._ask)
        self._foot = QVBoxLayout()
        self._foot.setSpacing(4)
        self.greet: Button | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addLayout(self._head)
        column.addWidget(self.gift)
        column.addWidget(self.text)
        column.addLayout(self._foot)
        self.hide()
        ui.desk.changed.connect(self._changed)

    def show_occasion(self, which: Which | None) -> None:
        """Show an occasion; None shows nothing."""
        if which == self.which:
            self._ask(self.text.wish)
            return
        self.which, self.look = which, None
        self.setVisible(which is not None)
        if which is not None:
            self._ask(Wish())

    def greet_by(self, way: str = "") -> bool:
        """Note the greeting by ``way``, else by the first that is open; false where none is."""
        if self.look is None or self.look.done:
            return False
        way = way or next(iter(self._ways(self.look)), "")
        if not way:
            return False
        self.deeds.greeted(self.look, way, self.text.text, self.text.subject)
        self.settled.emit()
        return True

    def skip(self) -> bool:
        """Pass the occasion over; false where it is settled already."""
        if self.look is None or self.look.done:
            return False
        self.deeds.skip(self.look)
        self.settled.emit()
        return True

    # --- reading

    def _ask(self, wish: Wish) -> None:
        if self.which is not None:
            self.ui.desk.ask(
                self._show,
                look,
                key="occasion",
                owner=self,
                which=self.which,
                wish=wish,
                spoken=self.ui.tr.code,
            )

    def _changed(self, changes: Changes) -> None:
        kinds = ("greetings", "gifts", "facts", "greeting_rules", "templates", "channels", "customers")
        if self.which is not None and changes.touches(*kinds):
            self._ask(self.text.wish)

    def _show(self, found: OccasionLook | None) -> None:
        if found is None:
            self.which = None
            self.hide()
            self.gone.emit()
            return
        self.look = found
        self._say_head(found)
        self.gift.show_look(found)
        self.text.show_look(found)
        self._say_foot(found)
        self.show()
        self.shown.emit()

    # --- saying

    def _say_head(self, found: OccasionLook) -> None:
        clear(self._head)
        ui, tr, item = self.ui, self.ui.tr, found.item
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        name = Link(item.customer, ui.theme, size=LARGE, tone="text", parent=self)
        name.setToolTip(tr("Opens the card"))
        name.clicked.connect(partial(ui.go, "customers", customer_id=found.which.customer_id))
        row.addWidget(name)
        row.addWidget(Badge(item.who.class_ if item.who else "", ui.theme, tr, self))
        row.addStretch(1)
        self._head.addLayout(row)
        said = capital(item.say(tr))
        if item.occasion is not None and item.occasion.round:
            said = tr("{occasion}, a round date", occasion=said)
        late = item.late
        self._head.addWidget(
            label(
                f"{said}. {capital(when_text(item.date, item.days, ui))}",
                wrap=True,
                tone="bad" if late else "",
            )
        )
        self._head.addWidget(label(policy_text(found, ui), tone="secondary", size=SMALL, wrap=True))
        for why in found.draft.verdict.why(tr):
            self._head.addWidget(label(why, tone="warning", size=SMALL, wrap=True))

    def _say_foot(self, found: OccasionLook) -> None:
        clear(self._foot)
        self.greet = None
        ui, tr = self.ui, self.ui.tr
        if found.past is not None:
            said = past_text(found.past, ui)
            tone = "good" if found.past.state == "greeted" else "secondary"
            self._foot.addWidget(label(said, tone=tone, size=SMALL, wrap=True))
        self._foot.addWidget(Line(ui.theme))
        box = QWidget(self)
        flow = Flow(box)
        flow.setContentsMargins(0, 4, 0, 0)
        if found.done:
            again = Button(tr("Open again"), ui.theme, icon="undo", parent=box)
            again.clicked.connect(lambda *_: self.deeds.reopen(found))
            flow.addWidget(again)
        else:
            self._fill_foot(flow, box, found)
        self._foot.addWidget(box)

    def _fill_foot(self, flow: Flow, box: QWidget, found: OccasionLook) -> None:
        tr, theme = self.ui.tr, self.ui.theme
        ways = self._ways(found)
        if ways:
            self.greet = Button(tr(WAY_DONE[ways[0]]), theme, kind=Kind.PRIMARY, parent=box)
            self.greet.clicked.connect(lambda *_: self.greet_by())
            flow.addWidget(self.greet)
        sad = found.item.occasion is not None and found.item.occasion.sad
        if not sad:
            other = IconButton("chevron-down", tr("Another way"), theme, parent=box)
            other.clicked.connect(partial(self._offer_ways, found, other))
            flow.addWidget(other)
        skip = Button(tr("Pass over"), theme, kind=Kind.QUIET, parent=box)
        skip.clicked.connect(lambda *_: self.skip())
        flow.addWidget(skip)

    def _offer_ways(self, found: OccasionLook, button: QWidget, *_: object) -> None:
        tr, ways = self.ui.tr, self._ways(found)
        stopped = {one.way for one in found.draft.verdict.barred if one.code == "stop"}
        entries = [
            Entry(
                tr(WAY_DONE[way]), partial(self.greet_by, way), icon=way_icon(way), enabled=way not in stopped
            )
            for way in (*ways[1:], *(way for way in WAYS if way not in ways))
        ]
        menu(self.ui.theme, self, entries).under(button, first=True)

    def _ways(self, found: OccasionLook) -> tuple[str, ...]:
        """Return the ways that are open, a gift last: a greeting goes with it."""
        return tuple(sorted(found.draft.ways, key=lambda way: way == "gift"))

    def take_keyboard(self) -> None:
        """Put the cursor into the text, else onto the first button."""
        goal = self.text.field if self.text.isVisible() else self.greet
        if goal is not None:
            goal.setFocus(Qt.FocusReason.TabFocusReason)


def way_icon(way: str) -> str:
    """Return the icon of a way of greeting."""
    return {"card": "greeting"}.get(way, way)
