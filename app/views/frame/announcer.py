"""Announces what falls due at its moment, once, also after sleep and changes of the clock (row R5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer

from app.domain.notices import Announcement
from app.models.changes import Changes
from app.queries import notices as reading
from app.queries.notices import Pending, Summary
from app.services import notices as verbs
from app.services.interactions import KINDS
from app.settings import ANNOUNCE, SUMMED_UP
from app.views.frame.reminders import Reminders, said, until
from app.views.kit.dialog import Dialog
from app.views.kit.finishing import Step, finish
from app.views.kit.host import Host
from app.views.kit.outcome_form import Asks, Filled, Form
from app.views.kit.throttle import Throttle
from app.views.kit.ui import Ui

#: how often the clock is looked at: a sleep or a change of the clock is noticed within this time, ms
TICK: Final = 20_000
#: a clock that went back by more than this was changed
_BACK: Final = dt.timedelta(seconds=90)
_KINDS: Final = ("followups", "people", "customers")


class Announcer(QObject):
    """Asks for what is due at the right moments and shows it; one per window."""

    def __init__(self, window: Host, tell: Callable[[str, str], object] | None = None) -> None:
        """``tell`` shows title and line outside the window (the system's notices) while it is not in front."""
        super().__init__(window)
        self._window, self._tell = window, tell
        self._next: dt.datetime | None = None
        self._last = window.ui.clock.now()
        self._day = window.ui.clock.today()
        self.reminders: Reminders | None = None
        self._again = Throttle(self.look, interval=400, parent=self)
        self._tick = QTimer(self, interval=TICK)
        self._tick.timeout.connect(self.tick)
        self._exact = QTimer(self, singleShot=True)
        self._exact.timeout.connect(self.look)
        self._follow_desk()

    @property
    def _ui(self) -> Ui:
        return self._window.ui

    def start(self) -> None:
        """Begin: say what fell due meanwhile, then announce."""
        self._tick.start()
        self._sum_up()
        self.look()

    def stop(self) -> None:
        """Announce nothing more."""
        self._tick.stop()
        self._exact.stop()

    def tick(self) -> None:
        """Look at the clock; ask where a moment has come, the day is another or the clock went back."""
        clock = self._ui.clock
        now = clock.now()
        woken = now < self._last - _BACK or now > self._last + dt.timedelta(milliseconds=5 * TICK)
        due = self._next is not None and now >= self._next
        self._last = now
        if clock.today() != self._day:
            self._day = clock.today()
            self._sum_up()
            woken = True
        if woken or due:
            self.look()

    def look(self) -> None:
        """Ask what is due now."""
        if self._ui.settings.get(ANNOUNCE):
            self._ui.desk.ask(self._found, reading.pending, key="pending", owner=self)

    # --- showing

    def _found(self, found: Pending) -> None:
        self._next = found.next_at
        if found.next_at is not None:
            left = (found.next_at - self._ui.clock.now()).total_seconds() * 1000
            self._exact.start(int(max(50.0, min(left + 50, TICK))))
        if found.due:
            self._ui.desk.do(self._announce, verbs.take, owner=self, announcements=found.due)

    def _announce(self, taken: list[Announcement]) -> None:
        place = self._place()
        for one in taken:
            place.announce(one)
        if taken and self._tell is not None and not self._window.isActiveWindow():
            title, line = said(taken[0], self._ui)
            more = len(taken) - 1
            if more:
                line += "\n" + self._ui.tr.plural("and {count} more", "and {count} more", more)
            self._tell(title, line)

    def _place(self) -> Reminders:
        """Return where cards stand; it is made anew with the window."""
        frame = self._window.centralWidget()
        assert frame is not None
        if self.reminders is None or self.reminders.parent() is not frame:
            kept = self.reminders.everything if self.reminders is not None else []
            self.reminders = Reminders(frame, self._ui)
            self.reminders.acted.connect(self._acted)
            self.reminders.snoozed.connect(self._snoozed)
            for one in kept:
                self.reminders.announce(one)
        return self.reminders

    def rebuilt(self) -> None:
        """The window was built anew: its cards stand in the new one, in its language."""
        self._follow_desk()
        if self.reminders is not None:
            self._place()

    def _follow_desk(self) -> None:
        desk = self._ui.desk
        if getattr(self, "_desk", None) is not desk:
            self._desk = desk
            desk.changed.connect(self._changed)

    def _changed(self, changes: Changes) -> None:
        if not changes.touches(*_KINDS):
            return
        if self.reminders is not None and changes.ids.get("followups"):
            for one in self.reminders.everything:
                if one.ref in changes.ids["followups"]:
                    self.reminders.withdraw(one.subject)
        self._again()

    # --- answering

    def _acted(self, name: str, one: Announcement) -> None:
        if name == "done":
            self._ask_done(one)
            return
        self._close(one)
        if name == "open":
            self._window.raise_up()
            if one.customer_id is not None:
                self._ui.go("customers", customer_id=one.customer_id)
            else:
                self._ui.go("calendar", view="day", day=self._ui.local(one.starts).date())

    def _close(self, one: Announcement) -> None:
        self._place().withdraw(one.subject)
        self._ui.desk.do(lambda _: None, verbs.close, owner=self, subject=one.subject)

    def _snoozed(self, one: Announcement, minutes: int) -> None:
        moment = until(minutes, self._ui.clock.now())
        self._place().withdraw(one.subject)
        self._ui.desk.do(lambda _: self.look(), verbs.put_off, owner=self, subject=one.subject, until=moment)

    def _ask_done(self, one: Announcement) -> None:
        """Ask what came of it and for the next step, as everywhere (row R1)."""
        tr = self._ui.tr
        contact = one.customer_id is not None and one.contact_kind in KINDS
        dialog = Dialog(said(one, self._ui)[0], self._ui.theme, tr, width=620, parent=self._window)
        form = Form(self._ui, Asks(save=tr("Done"), contact=contact, no_answer=contact), dialog)
        dialog.body.addWidget(form)
        dialog.hide_answers()

        def save(filled: Filled) -> None:
            dialog.accept()
            self._finish(one, filled)

        form.saved.connect(save)
        form.left.connect(dialog.reject)
        dialog.open()
        form.begin()

    def _finish(self, one: Announcement, filled: Filled) -> None:
        self._close(one)
        what = " · ".join(part for part in (one.name, one.text) if part)
        finish(self._ui, self, Step(one.ref, what, one.name, one.occurrence), filled)

    # --- the summary

    def _sum_up(self) -> None:
        """Once a day, and at the first start of the day, say what it begins with."""
        settings, today = self._ui.settings, self._ui.clock.today().isoformat()
        if settings.get(ANNOUNCE) and settings.get(SUMMED_UP) != today:
            self._ui.desk.ask(partial(self._say_summary, today), reading.summary, owner=self)

    def _say_summary(self, today: str, found: Summary) -> None:
        ui, tr = self._ui, self._ui.tr
        ui.settings.set(SUMMED_UP, today)
        if not found:
            return
        parts = [
            tr.plural("{count} thing to do", "{count} things to do", found.due) if found.due else "",
            tr.plural("{count} of them late", "{count} of them late", found.late) if found.late else "",
            tr.plural("{count} request waits", "{count} requests wait", found.requests)
            if found.requests
            else "",
            tr.plural("{count} greeting", "{count} greetings", found.greetings) if found.greetings else "",
        ]
        text = tr("Today: {what}.", what=", ".join(part for part in parts if part))
        ui.say(text, (tr("Show"), partial(ui.go, "today")))
        if self._tell is not None and not self._window.isActiveWindow():
            self._tell("Rapport", text)
