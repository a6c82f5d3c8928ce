"""What the buttons of a line do: reach the customer, log what came of it, plan, put off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.queries.items import Item
from app.queries.mail_threads import has_mailbox
from app.services import followups, interactions, outcomes
from app.services.interactions import KINDS, Next
from app.views.kit.finishing import Step, do, finish, put_off, snooze_menu, try_again
from app.views.kit.outcome_form import Asks, Filled, Form
from app.views.kit.reaching import url_of
from app.views.kit.ui import Ui
from app.views.today.actions import reach_of
from app.views.today.board import Board

#: opens a telephone or mail program; replaced in tests
Opener = Callable[[QUrl], object]


class Deeds:
    """Carries out what was asked for on the board of the room."""

    def __init__(self, ui: Ui, board: Board, *, opener: Opener = QDesktopServices.openUrl) -> None:
        self._ui, self._board, self._open = ui, board, opener
        self._deeds: dict[str, Callable[[Item, QWidget], None]] = {
            "card": self._card,
            "brief": self._brief,
            "reach": self._reach,
            "done": self._done,
            "snooze": self._snooze,
            "plan": self._plan,
            "answered": self._answered,
        }

    def do(self, name: str, item: Item, widget: QWidget) -> None:
        """Do ``name`` with ``item``; menus open under ``widget``."""
        self._deeds[name](item, widget)

    def close_form(self) -> bool:
        """Put the actions back in place of an open form; false where none is open."""
        item = self._board.current
        line = self._board.line_of(item) if item else None
        if line is None or not isinstance(line.inside, Form):
            return False
        self._board.show_actions()
        line.setFocus()
        return True

    # --- going somewhere

    def _card(self, item: Item, _widget: QWidget) -> None:
        if item.who is not None:
            self._ui.go("customers", customer_id=item.who.id)

    def _brief(self, item: Item, _widget: QWidget) -> None:
        if item.who is not None:
            self._ui.go("brief", customer_id=item.who.id)

    def _reach(self, item: Item, widget: QWidget) -> None:
        """Open the telephone or mail program, then ask what came of it (row X19)."""
        scheme, address = reach_of(item)
        if not scheme:
            self._card(item, widget)
        elif scheme == "mailto":
            write = partial(self._write, item, address, widget)
            self._ui.desk.ask(write, has_mailbox, key="mailbox", owner=self._board)
        else:
            self._hand_over(item, scheme, address, widget)

    def _write(self, item: Item, address: str, widget: QWidget, mailbox: bool) -> None:  # noqa: FBT001 - bound
        """Write here where there is a mailbox to send from: the letter answers the request and logs itself."""
        if not mailbox or item.who is None:
            self._hand_over(item, "mailto", address, widget)
        elif item.kind == "request":
            self._ui.go("compose", customer_id=item.who.id, answers=item.ref)
        else:
            self._ui.go("compose", customer_id=item.who.id, to=address)

    def _hand_over(self, item: Item, scheme: str, address: str, widget: QWidget) -> None:
        if not self._open(url_of(scheme, address)):
            self._ui.say(self._ui.tr("No program opens {address}.", address=address), tone="warning")
        self._done(item, widget)

    # --- forms

    def _done(self, item: Item, _widget: QWidget) -> None:
        tr = self._ui.tr
        contact = item.who is not None and item.contact_kind in KINDS
        followup = item.kind in {"followup", "meeting"}
        asks = Asks(
            save=tr("Done") if followup else tr("Log the answer") if item.kind == "request" else tr("Log"),
            contact=followup and contact,
            no_answer=contact,
        )
        self._ask(item, asks, partial(self._finish if followup else self._log, item))

    def _plan(self, item: Item, _widget: QWidget) -> None:
        tr = self._ui.tr
        asks = Asks(save=tr("Plan"), result=False, must=True, text=tr("call, be in touch again"))
        self._ask(item, asks, partial(self._create, item))

    def _snooze(self, item: Item, widget: QWidget) -> None:
        if item.kind == "out_of_sight":
            self._plan(item, widget)
        elif item.kind != "request":
            at_its_hour = partial(self._put_off, item, time=item.time)
            snooze_menu(self._ui, widget, at_its_hour, partial(self._ask_when, item))

    def _ask_when(self, item: Item) -> None:
        asks = Asks(save=self._ui.tr("Put off"), result=False, step=False, must=True)

        def put(filled: Filled) -> None:
            if filled.following is not None:
                self._put_off(item, filled.following.due_on, filled.following.due_time)

        self._ask(item, asks, put)

    def _ask(self, item: Item, asks: Asks, then: Callable[[Filled], None]) -> None:
        line = self._board.line_of(item)
        if line is None:
            return
        self._board.choose(item)
        form = Form(self._ui, asks, line)
        form.saved.connect(then)
        form.left.connect(self.close_form)
        line.grow(form)
        form.begin()

    # --- verbs

    def _finish(self, item: Item, filled: Filled) -> None:
        finish(self._ui, self._board, self._step(item), filled)

    def _log(self, item: Item, filled: Filled) -> None:
        tr = self._ui.tr
        assert item.who is not None
        kind = item.contact_kind if item.contact_kind in KINDS and item.kind == "request" else "call"
        kind = {"form": "email", "voicemail": "call"}.get(kind, kind)
        if filled.reached:
            self._do(
                tr("Logged: {name}", name=item.customer),
                interactions.log,
                customer_id=item.who.id,
                kind=kind,
                text=filled.result,
                followup=filled.following,
            )
            return
        on, time = try_again(self._ui, filled)
        step = filled.following
        self._do(
            tr("No answer: {who}, again {day}", who=item.customer, day=self._ui.day(on)),
            outcomes.attempt,
            customer_id=item.who.id,
            kind="call",
            text=filled.result,
            following=Next(on, time, step.text if step and step.text else tr("call again")),
        )

    def _create(self, item: Item, filled: Filled) -> None:
        step = filled.following
        if step is None:
            return
        self._do(
            self._ui.tr("Planned for {day}: {who}", day=self._ui.day(step.due_on), who=item.customer),
            followups.create,
            customer_id=item.customer_id,
            due_on=step.due_on,
            due_time=step.due_time,
            text=step.text,
            kind=step.kind,
        )

    def _put_off(self, item: Item, day: dt.date, time: str = "") -> None:
        put_off(self._ui, self._board, self._step(item), day, time)

    def _step(self, item: Item) -> Step:
        return Step(item.ref, _said(item, self._ui.tr), item.customer, item.occurrence)

    def _answered(self, item: Item, _widget: QWidget) -> None:
        said = self._ui.tr("Answered: {name}", name=item.customer)
        self._do(said, interactions.answered, row_id=item.ref)

    def _do(self, said: str, verb: Callable[..., Any], **values: Any) -> None:
        do(self._ui, self._board, said, verb, **values)


def _said(item: Item, tr: Any) -> str:
    return " · ".join(part for part in (item.customer, item.say(tr)) if part)
