"""What is done with an entry of the calendar: open, finish, put off, move, remove, each with its way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.domain.terms import Weight
from app.queries.calendar import CalendarEntry
from app.queries.calendar_moves import Warned, check_move
from app.queries.calendar_row import Confirming, confirming
from app.queries.mail_threads import has_mailbox
from app.queries.spreading import Proposal
from app.services import followups
from app.services.interactions import KINDS
from app.services.spreading import Spread, spread
from app.views.calendar.ask import ask_outcome, ask_scope, ask_warned
from app.views.calendar.level import preview
from app.views.calendar.pull import Wish
from app.views.calendar.words import entry_text
from app.views.kit.buttons import Kind
from app.views.kit.finishing import Step, do, finish, put_off, snooze_menu
from app.views.kit.outcome_form import Filled
from app.views.kit.reaching import url_of, way_to
from app.views.kit.ui import Ui


class Deeds:
    """Carries out what views and panel ask for."""

    def __init__(self, ui: Ui, owner: QWidget) -> None:
        self._ui, self._owner = ui, owner
        #: opens a telephone or mail program; replaced in tests
        self.opener: Callable[[QUrl], object] = QDesktopServices.openUrl
        self._deeds: dict[str, Callable[[CalendarEntry, QWidget], None]] = {
            "card": self._card,
            "brief": self._brief,
            "reach": self._reach,
            "confirmed": self._confirmed,
            "done": self._done,
            "edit": self._edit,
            "snooze": self._snooze,
            "trash": self._trash,
        }

    def do(self, name: str, entry: CalendarEntry, widget: QWidget) -> None:
        """Do ``name`` with ``entry``; menus open under ``widget``."""
        if entry.kind == "occasion" and name in {"done", "edit"}:
            self._greet(entry)
            return
        self._deeds[name](entry, widget)

    def move(self, entry: CalendarEntry, date: dt.date, time: str | None, minutes: int | None) -> None:
        """Put an entry on another day, hour or length, once nothing speaks against it or the user insists."""
        if not entry.movable:
            return
        wish = Wish(entry, date, time, minutes)
        self._check(partial(self._warned, wish), wish, "check")

    def consider(self, then: Callable[[Wish, Sequence[Warned]], None], wish: Wish) -> None:
        """Ask what speaks against a place while something is dragged over it."""
        self._check(partial(then, wish), wish, "consider")

    def _check(self, then: Callable[[Sequence[Warned]], None], wish: Wish, key: str) -> None:
        self._ui.desk.ask(
            then,
            check_move,
            key=key,
            owner=self._owner,
            ref=wish.entry.ref,
            occurrence=wish.entry.occurrence,
            date=wish.date,
            time=wish.entry.time if wish.time is None else wish.time,
            minutes=wish.minutes,
            language=self._ui.tr.code,
        )

    def spread(self, proposal: Proposal) -> None:
        """Show how a full day would be levelled, and do it once it is agreed to (row R9)."""
        tr = self._ui.tr
        dialog = preview(self._owner, self._ui, proposal)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.add_cancel()
        moves = [
            Spread(one.move.ref, one.move.start, one.move.end, one.move.occurrence) for one in proposal.moves
        ]
        count = len(moves)
        said = tr.plural("Moved {count} follow-up", "Moved {count} follow-ups", count)
        dialog.add_answer(tr("Spread"), kind=Kind.PRIMARY)
        dialog.accepted.connect(lambda: self._do(said, spread, moves=moves))
        dialog.open()

    # --- moving

    def _warned(self, wish: Wish, warnings: Sequence[Warned]) -> None:
        grave = [one for one in warnings if one.weight is not Weight.HINT]
        hints = [one.text(self._ui.tr) for one in warnings if one.weight is Weight.HINT]
        if grave:
            ask_warned(self._owner, self._ui, grave, partial(self._scoped, wish, hints))
        else:
            self._scoped(wish, hints)

    def _scoped(self, wish: Wish, hints: list[str]) -> None:
        """Ask how much of a series is meant."""
        if wish.entry.series:
            ask_scope(
                self._owner, self._ui, self._ui.tr("Move what repeats"), partial(self._moved, wish, hints)
            )
        else:
            self._moved(wish, hints, "this")

    def _moved(self, wish: Wish, hints: list[str], scope: followups.Scope) -> None:
        tr, entry = self._ui.tr, wish.entry
        said = tr("Moved to {day}: {what}", day=self._ui.day(wish.date), what=entry_text(entry, tr))
        self._do(
            ". ".join([said, *hints]),
            followups.move,
            row_id=entry.ref,
            due_on=wish.date,
            due_time=wish.time,
            minutes=wish.minutes,
            occurrence=entry.occurrence,
            scope=scope,
        )

    # --- the rest

    def _card(self, entry: CalendarEntry, _widget: QWidget) -> None:
        if entry.who is not None:
            self._ui.go("customers", customer_id=entry.who.id)
        else:
            self._edit(entry, _widget)

    def _brief(self, entry: CalendarEntry, _widget: QWidget) -> None:
        if entry.who is not None:
            self._ui.go("brief", customer_id=entry.who.id)

    def _reach(self, entry: CalendarEntry, widget: QWidget) -> None:
        """Write here where there is a mailbox, else open the telephone or mail program; then ask what came of it."""
        scheme, address = way_to(entry.who, entry.contact_kind)
        if scheme == "mailto":
            self._ui.desk.ask(
                lambda mailbox: (
                    self._write(entry, address)
                    if mailbox
                    else self._hand_over(entry, scheme, address, widget)
                ),
                has_mailbox,
                key="mailbox",
                owner=self._owner,
            )
        elif scheme:
            self._hand_over(entry, scheme, address, widget)

    def _write(self, entry: CalendarEntry, address: str) -> None:
        self._ui.go("compose", customer_id=entry.customer_id, to=address)

    def _hand_over(self, entry: CalendarEntry, scheme: str, address: str, widget: QWidget) -> None:
        if not self.opener(url_of(scheme, address)):
            self._ui.say(self._ui.tr("No program opens {address}.", address=address), tone="warning")
        self._done(entry, widget)

    def _confirmed(self, entry: CalendarEntry, _widget: QWidget) -> None:
        """Finish the step that confirms a meeting."""
        self._ui.desk.ask(
            partial(self._finish_confirming, entry),
            confirming,
            key="step",
            owner=self._owner,
            row_id=entry.ref,
        )

    def _finish_confirming(self, entry: CalendarEntry, found: Confirming | None) -> None:
        tr = self._ui.tr
        if found is not None:
            said = tr("Confirmed: {what}", what=entry_text(entry, tr))
            self._do(said, followups.finish, row_id=found.step, result=tr("confirmed"))

    def _greet(self, entry: CalendarEntry) -> None:
        if entry.customer_id is not None:
            self._ui.go("greeting", customer_id=entry.customer_id, occasion=entry.key, on=entry.date)

    def _edit(self, entry: CalendarEntry, _widget: QWidget) -> None:
        if entry.kind in {"followup", "meeting"}:
            self._ui.go("event", entry=entry)

    def _done(self, entry: CalendarEntry, _widget: QWidget) -> None:
        """Ask what came of it and what comes next (row R1)."""
        if entry.movable:
            contact = entry.who is not None and entry.contact_kind in KINDS
            ask_outcome(self._owner, self._ui, entry, partial(self._finish, entry), contact=contact)

    def _finish(self, entry: CalendarEntry, filled: Filled) -> None:
        finish(self._ui, self._owner, self._step(entry), filled)

    def _snooze(self, entry: CalendarEntry, widget: QWidget) -> None:
        if entry.movable:
            snooze_menu(self._ui, widget, partial(self._put_off, entry))

    def _put_off(self, entry: CalendarEntry, day: dt.date) -> None:
        put_off(self._ui, self._owner, self._step(entry), day, entry.time)

    def _step(self, entry: CalendarEntry) -> Step:
        who = entry.who.name if entry.who else ""
        return Step(entry.ref, entry_text(entry, self._ui.tr), who, entry.occurrence)

    def _trash(self, entry: CalendarEntry, _widget: QWidget) -> None:
        if not entry.movable:
            return
        if entry.series:
            ask_scope(
                self._owner, self._ui, self._ui.tr("Remove what repeats"), partial(self._trashed, entry)
            )
        else:
            self._trashed(entry, None)

    def _trashed(self, entry: CalendarEntry, scope: followups.Scope | None) -> None:
        said = self._ui.tr("Removed: {what}", what=entry_text(entry, self._ui.tr))
        self._do(said, followups.trash, row_id=entry.ref, occurrence=entry.occurrence, scope=scope)

    def _do(self, said: str, verb: Callable[..., Any], **values: Any) -> None:
        do(self._ui, self._owner, said, verb, **values)
