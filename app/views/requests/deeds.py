"""What is done with a request: answered, given to somebody, made a complaint, each with its way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.queries import mail
from app.queries.requests import Request
from app.services import followups, interactions, outcomes
from app.services.interactions import KINDS, Next
from app.views.kit.menu import Entry, Menu, menu
from app.views.kit.outcome_form import Asks, Filled, form_dialog
from app.views.kit.ui import Ui
from app.views.requests.words import request_text

#: opens a telephone, a mail program or a file; replaced in tests
Opener = Callable[[QUrl], object]
#: by what a request of a kind is answered
_ANSWERED_BY = {"form": "email", "voicemail": "call"}


class Deeds:
    """Carries out what queue and side ask for; ``people`` are who may be given a request."""

    def __init__(self, ui: Ui, owner: QWidget, *, opener: Opener = QDesktopServices.openUrl) -> None:
        self._ui, self._owner, self.opener = ui, owner, opener
        self.people: Sequence[tuple[int, str]] = ()
        self._deeds: dict[str, Callable[[Request, QWidget], object]] = {
            "answer": lambda request, _: self._ask(request, _ANSWERED_BY.get(request.kind, request.kind)),
            "reach": lambda request, _: self._call(request),
            "call": lambda request, _: self._call(request),
            "mail": lambda request, _: self._mail(request),
            "write": lambda request, _: self._write(request),
            "mark": lambda request, _: self._mark(request),
            "again": lambda request, _: self._again(request),
            "assign": self._assign,
            "step": lambda request, _: self._step(request),
            "complaint": lambda request, _: self._feed(request, "complaint"),
            "idea": lambda request, _: self._feed(request, "idea"),
            "card": lambda request, _: ui.go("customers", customer_id=request.who.id),
            "brief": lambda request, _: ui.go("brief", customer_id=request.who.id),
            "more": lambda request, widget: self.menu(request).under(widget),
        }

    def do(self, name: str, request: Request, widget: QWidget) -> None:
        """Do ``name`` with ``request``; menus open under ``widget``."""
        kind, _, number = name.partition(":")
        if kind == "file":
            self._file(int(number))
        elif name in self._deeds:
            self._deeds[name](request, widget)

    def menu(self, request: Request) -> Menu:
        """Return the menu of everything that can be done with a request."""
        tr = self._ui.tr
        rows = [
            ("answer", tr("Answer"), "check", "D"),
            ("reach", tr("Call"), "phone", "C") if request.who.phone else None,
            ("mark", tr("Mark as answered"), "", "M")
            if request.open
            else ("again", tr("Still waits"), "", ""),
            ("step", tr("Plan a step"), "follow-up", "S"),
        ]
        feed = [
            ("complaint", tr("Make it a complaint…"), "complaint", ""),
            ("idea", tr("Make it an idea…"), "idea", ""),
        ]
        lead = [("card", tr("Card"), "card", "Return"), ("brief", tr("Brief"), "document", "B")]

        def entries(some: Sequence[tuple[str, str, str, str] | None]) -> list[Entry]:
            return [
                Entry(one[1], partial(self.do, one[0], request, self._owner), icon=one[2], key=one[3])
                for one in some
                if one is not None
            ]

        return menu(self._ui.theme, self._owner, entries(rows), entries(feed), entries(lead))

    # --- answering

    def _ask(self, request: Request, kind: str) -> None:
        tr = self._ui.tr
        form_dialog(
            self._owner,
            self._ui,
            tr("Answer to {name}", name=request.who.name),
            Asks(save=tr("Log the answer"), no_answer=True),
            partial(self._log, request, kind if kind in KINDS else "call"),
            text=request_text(request, self._ui),
        )

    def _log(self, request: Request, kind: str, filled: Filled) -> None:
        tr, name = self._ui.tr, request.who.name
        step = filled.following
        if filled.reached:
            self._do(
                tr("Logged: {name}", name=name),
                interactions.log,
                customer_id=request.who.id,
                kind=kind,
                text=filled.result,
                followup=step,
            )
            return
        day = step.due_on if step else self._tomorrow()
        following = Next(
            day, step.due_time if step else "", step.text if step and step.text else tr("call again")
        )
        self._do(
            tr("No answer: {who}, again {day}", who=name, day=self._ui.day(day)),
            outcomes.attempt,
            customer_id=request.who.id,
            kind=kind,
            text=filled.result,
            following=following,
        )

    def _call(self, request: Request) -> None:
        """Open the telephone, then ask what came of it (row X19)."""
        digits = "".join(sign for sign in request.who.phone if sign.isdigit() or sign == "+")
        if digits:
            self._open("tel", digits)
            self._ask(request, "call")

    def _mail(self, request: Request) -> None:
        if request.message_id is not None and self._ui.knows("compose"):
            self._write(request)
        else:
            self._open("mailto", request.who.email)
            self._ask(request, "email")

    def _write(self, request: Request) -> None:
        if request.message_id is not None and self._ui.knows("compose"):
            self._ui.go("compose", answers=request.id, customer_id=request.who.id)

    def _mark(self, request: Request) -> None:
        if request.open:
            said = self._ui.tr("Answered: {name}", name=request.who.name)
            self._do(said, interactions.answered, row_id=request.id)

    def _again(self, request: Request) -> None:
        said = self._ui.tr("Waits again: {name}", name=request.who.name)
        self._do(said, interactions.waits_again, row_id=request.id)

    # --- what else

    def _assign(self, request: Request, widget: QWidget) -> None:
        tr = self._ui.tr
        entries = [
            Entry(
                name,
                partial(self._give, request, person_id, name),
                icon="user",
                checked=person_id == request.owner_id or None,
            )
            for person_id, name in self.people
        ]
        back = Entry(tr("Whoever is responsible"), partial(self._give, request, None, ""), icon="undo")
        made = menu(self._ui.theme, self._owner, entries, [back] if request.given else [])
        made.under(widget, first=True)

    def _give(self, request: Request, person_id: int | None, name: str) -> None:
        tr, who = self._ui.tr, request.who.name
        said = (
            tr("{name} sees to {who}", name=name, who=who)
            if name
            else tr("Left to who is responsible: {who}", who=who)
        )
        self._do(said, interactions.assign, row_id=request.id, person_id=person_id)

    def _step(self, request: Request) -> None:
        tr = self._ui.tr
        asks = Asks(save=tr("Plan"), result=False, must=True, text=tr("answer the request"))
        form_dialog(
            self._owner,
            self._ui,
            tr("A step for {name}", name=request.who.name),
            asks,
            partial(self._plan, request),
            text=tr("The request goes on waiting until somebody answers it."),
        )

    def _plan(self, request: Request, filled: Filled) -> None:
        step = filled.following
        if step is None:
            return
        self._do(
            self._ui.tr("Planned for {day}: {who}", day=self._ui.day(step.due_on), who=request.who.name),
            followups.create,
            customer_id=request.who.id,
            due_on=step.due_on,
            due_time=step.due_time,
            text=step.text,
            kind=step.kind,
            interaction_id=request.id,
        )

    def _feed(self, request: Request, kind: str) -> None:
        text = request.text or request.body
        self._ui.go("feedback", kind=kind, customer_id=request.who.id, interaction_id=request.id, text=text)

    def _file(self, file_id: int) -> None:
        """Open a copy of a file of the letter."""
        folder = Path(self._ui.paths.cache) / "opened"

        def opened(path: Path) -> None:
            if not self.opener(QUrl.fromLocalFile(str(path))):
                self._ui.say(self._ui.tr("No program opens {address}.", address=path.name), tone="warning")

        self._ui.desk.ask(opened, mail.open_copy, owner=self._owner, file_id=file_id, folder=folder)

    def _open(self, scheme: str, address: str) -> None:
        url = QUrl()
        url.setScheme(scheme)
        url.setPath(address)
        if not self.opener(url):
            self._ui.say(self._ui.tr("No program opens {address}.", address=address), tone="warning")

    def _tomorrow(self) -> dt.date:
        day = self._ui.clock.today() + dt.timedelta(days=1)
        while day.weekday() > 4:
            day += dt.timedelta(days=1)
        return day

    def _do(self, said: str, verb: Callable[..., Any], **values: Any) -> None:
        ui = self._ui
        ui.desk.do(lambda _: ui.say(said, (ui.tr("Undo"), ui.desk.undo)), verb, owner=self._owner, **values)
