"""What is done with an entry of the calendar: open, finish, put off, move, remove, each with its way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.queries.calendar import CalendarEntry
from app.services import followups, outcomes
from app.views.calendar.words import entry_text
from app.views.kit.menu import Entry, menu
from app.views.kit.ui import Ui


class Deeds:
    """Carries out what views and panel ask for."""

    def __init__(self, ui: Ui, owner: QWidget) -> None:
        self._ui, self._owner = ui, owner
        self._deeds: dict[str, Callable[[CalendarEntry, QWidget], None]] = {
            "card": self._card,
            "brief": self._brief,
            "done": self._done,
            "snooze": self._snooze,
            "trash": self._trash,
        }

    def do(self, name: str, entry: CalendarEntry, widget: QWidget) -> None:
        """Do ``name`` with ``entry``; menus open under ``widget``."""
        self._deeds[name](entry, widget)

    def move(self, entry: CalendarEntry, date: dt.date, time: str | None, minutes: int | None) -> None:
        """Put an entry on another day, hour or length."""
        if not entry.movable:
            return
        tr = self._ui.tr
        said = tr("Moved to {day}: {what}", day=self._ui.day(date), what=entry_text(entry, tr))
        values: dict[str, Any] = {"due_on": date}
        if time is not None:
            values["due_time"] = time
        if minutes is not None:
            values["minutes"] = minutes
        self._do(said, followups.edit, row_id=entry.ref, values=values)

    def _card(self, entry: CalendarEntry, _widget: QWidget) -> None:
        if entry.who is not None:
            self._ui.go("customers", customer_id=entry.who.id)

    def _brief(self, entry: CalendarEntry, _widget: QWidget) -> None:
        if entry.who is not None:
            self._ui.go("brief", customer_id=entry.who.id)

    def _done(self, entry: CalendarEntry, _widget: QWidget) -> None:
        if entry.movable:
            said = self._ui.tr("Done: {what}", what=entry_text(entry, self._ui.tr))
            self._do(said, outcomes.finish, row_id=entry.ref)

    def _snooze(self, entry: CalendarEntry, widget: QWidget) -> None:
        if not entry.movable:
            return
        tr, today = self._ui.tr, self._ui.clock.today()
        days = (
            (tr("Tomorrow"), today + dt.timedelta(days=1)),
            (tr("In 3 days"), today + dt.timedelta(days=3)),
            (tr("Next week"), today + dt.timedelta(days=7 - today.weekday())),
        )
        entries = [
            Entry(text, partial(self.move, entry, day, None, None), icon="snooze") for text, day in days
        ]
        menu(self._ui.theme, widget, entries).under(widget)

    def _trash(self, entry: CalendarEntry, _widget: QWidget) -> None:
        if entry.movable:
            said = self._ui.tr("Removed: {what}", what=entry_text(entry, self._ui.tr))
            self._do(said, followups.trash, row_id=entry.ref)

    def _do(self, said: str, verb: Callable[..., Any], **values: Any) -> None:
        ui = self._ui
        ui.desk.do(lambda _: ui.say(said, (ui.tr("Undo"), ui.desk.undo)), verb, owner=self._owner, **values)
