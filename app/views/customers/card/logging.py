"""Logging a contact from the card, and correcting one: a short form, and the offer to log after a call."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.domain.balance import COMFORT_NAMES
from app.queries.card import Row, TimelineItem
from app.queries.mail_threads import has_mailbox
from app.services import interactions
from app.services.interactions import KINDS, Next
from app.views.customers.card.days import read_day, read_moment
from app.views.customers.card.editors import Unfit
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.reach import follow, url_of
from app.views.kit.buttons import Kind
from app.views.kit.dialog import Dialog
from app.views.kit.fields import Check, Combo, GrowingText, LineField
from app.views.kit.labels import label
from app.views.kit.theme import GAP_M, GAP_S
from app.views.kit.words import CONTACT_NAMES, DIRECTION_NAMES

_KIND_OF = {"phone": "call", "email": "email", "messenger": "chat", "site": "form", "address": "letter"}


def reach_out(keeper: Keeper, row: Row) -> None:
    """Call, write or open a channel (row X19); a letter is written here where there is a mailbox to send it from."""
    view, ui = keeper.view, keeper.ui
    assert view is not None
    if row["kind"] != "email":
        _open(keeper, row)
        return
    customer_id, address = view.id, str(row["value"])

    def write(mailbox: bool) -> None:  # noqa: FBT001 - the answer of a query
        if mailbox:
            ui.go("compose", customer_id=customer_id, to=address)
        else:
            _open(keeper, row)

    ui.desk.ask(write, has_mailbox, key="mailbox", owner=keeper)


def _open(keeper: Keeper, row: Row) -> None:
    """Hand a channel to the system's program, then offer to log what came of it."""
    view, tr = keeper.view, keeper.ui.tr
    if view is None:
        return
    url = url_of(row, str(view.customer["country"]))
    if not url or not follow(url):
        keeper.ui.say(tr("Nothing on this computer opens “{address}”.", address=row["value"]), tone="warning")
    if row["kind"] == "site":
        return
    kind = _KIND_OF[str(row["kind"])]
    asks = {
        "call": tr("Log the call with {name}?", name=view.name),
        "email": tr("Log the e-mail to {name}?", name=view.name),
        "chat": tr("Log the chat with {name}?", name=view.name),
    }
    keeper.ui.say(
        asks.get(kind, tr("Log the contact with {name}?", name=view.name)),
        (tr("Log it"), lambda: LogForm(keeper, kind=kind).open()),
    )


class LogForm(Dialog):
    """Kind, direction, length, what was said, how it goes on; with ``item`` it corrects that entry."""

    def __init__(self, keeper: Keeper, *, kind: str = "call", item: TimelineItem | None = None) -> None:
        ui, view = keeper.ui, keeper.view
        assert view is not None
        tr = ui.tr
        parent = keeper.parent()
        super().__init__(
            tr("Correct the entry") if item else tr("Log a contact"),
            ui.theme,
            tr,
            text=view.name,
            width=480,
            parent=parent if isinstance(parent, QWidget) else None,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keeper, self._item, self._customer = keeper, item, view.id
        theme = ui.theme
        kinds = list(KINDS) if item is None or item.kind in KINDS else [item.kind]
        self.kind = Combo(theme, name=tr("Kind"))
        self.kind.set_choices(
            [(key, tr(CONTACT_NAMES[key])) for key in kinds], current=item.kind if item else kind
        )
        self.direction = Combo(theme, name=tr("Direction"))
        self.direction.set_choices(
            [(key, tr(name)) for key, name in DIRECTION_NAMES.items()],
            current=item.direction if item else "out",
        )
        self.minutes = LineField(theme, name=tr("Minutes"), hint=tr("minutes"))
        self.day = LineField(theme, name=tr("Day"), hint=tr("today"))
        self.mood = Combo(theme, name=tr("How it felt"))
        self.mood.set_choices(
            [("", tr("how it felt")), *[(mood.value, tr(name)) for mood, name in COMFORT_NAMES.items()]],
            current=item.mood if item else "",
        )
        self.reached = Check(tr("It took place"), theme)
        self.reached.setChecked(item is None or item.outcome == "reached")
        self.text = GrowingText(theme, name=tr("What was said"), hint=tr("What was said"), least=2, most=8)
        self.given = LineField(theme, name=tr("Given by us"))
        self.asked = LineField(theme, name=tr("Asked of us"))
        self.next = LineField(theme, name=tr("Next step"), hint=tr("send the price list"))
        self.when = LineField(theme, name=tr("When"), hint=tr("Wed 10:00, in 2 weeks, 15 December"))
        if item is not None:
            self.minutes.setText("" if item.minutes is None else str(item.minutes))
            self.day.setText(f"{ui.local(item.at):%d.%m.%Y %H:%M}")
            self.text.set_text(item.text)
            self.given.setText(item.given)
            self.asked.setText(item.asked)
        self._lay_out()
        self.add_cancel()
        self.add_answer(tr("Save") if item else tr("Log"), kind=Kind.PRIMARY, closes=False).clicked.connect(
            self._save
        )
        self.text.setFocus()

    def _lay_out(self) -> None:
        tr = self._tr
        first = QHBoxLayout()
        first.setSpacing(GAP_S)
        first.addWidget(self.kind, 2)
        first.addWidget(self.direction, 2)
        first.addWidget(self.minutes, 1)
        self.body.addLayout(first)
        self.body.addWidget(self.text)
        second = QHBoxLayout()
        second.addWidget(self.reached)
        second.addStretch(1)
        second.addWidget(self.mood)
        self.body.addLayout(second)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(GAP_S)
        rows = [(tr("Day"), self.day), (tr("Given by us"), self.given), (tr("Asked of us"), self.asked)]
        if self._item is None:
            rows += [(tr("Next step"), self.next), (tr("When"), self.when)]
        for place, (caption, field) in enumerate(rows):
            grid.addWidget(label(caption, tone="secondary"), place, 0)
            grid.addWidget(field, place, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)

    def _save(self) -> None:
        minutes = self.minutes.text().strip()
        if minutes and not minutes.isdecimal():
            self.minutes.set_bad(self._tr("A whole number of minutes, please."))
            return
        try:
            at = self._moment()
        except Unfit as fault:
            self.day.set_bad(str(fault))
            return
        try:
            step = self._step()
        except Unfit as fault:
            self.when.set_bad(str(fault))
            return
        values: dict[str, Any] = {
            "kind": self.kind.currentData(),
            "direction": self.direction.currentData(),
            "minutes": int(minutes) if minutes else None,
            "outcome": "reached" if self.reached.isChecked() else "no_answer",
            "text": self.text.toPlainText().strip(),
        }
        values |= {
            "mood": self.mood.currentData(),
            "given": self.given.text().strip(),
            "asked": self.asked.text().strip(),
        }
        if self._item is None:
            self._keeper.do(interactions.log, customer_id=self._customer, at=at, followup=step, **values)
        else:
            self._change(self._item, values, at)
        self.accept()

    def _change(self, item: TimelineItem, values: dict[str, Any], at: dt.datetime | None) -> None:
        if at is not None and self._keeper.ui.local(at) != self._keeper.ui.local(item.at).replace(
            second=0, microsecond=0
        ):
            values["at"] = at
        changed = {name: value for name, value in values.items() if getattr(item, name) != value}
        if changed:
            was = {name: getattr(item, name) for name in changed}
            self._keeper.do(interactions.edit, row_id=item.id, values=changed, was=was)

    def _moment(self) -> dt.datetime | None:
        """Return when it took place: now where nothing is said, else that day at its time or at noon."""
        ui = self._keeper.ui
        text = self.day.text().strip()
        if not text:
            return None
        try:
            return dt.datetime.strptime(text, "%d.%m.%Y %H:%M").replace(tzinfo=ui.clock.zone)
        except ValueError:
            pass
        found = read_moment(text, ui)
        day = found[0] if found else read_day(text, ui)
        if day is None or day > ui.clock.today():
            raise Unfit(ui.tr("A contact that took place lies in the past."))
        if day == ui.clock.today() and not (found and found[1]):
            return None
        hour = dt.time.fromisoformat(found[1]) if found and found[1] else dt.time(12)
        return dt.datetime.combine(day, hour, ui.clock.zone)

    def _step(self) -> Next | None:
        found = read_moment(self.when.text(), self._keeper.ui)
        text = self.next.text().strip()
        if found is not None:
            return Next(found[0], found[1], text)
        if text:
            return Next(self._keeper.ui.clock.today() + dt.timedelta(days=1), "", text)
        return None
