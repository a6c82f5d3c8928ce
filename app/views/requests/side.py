"""A request whole, beside the queue: its text and files, who asks and how to reach them, what was before."""

from __future__ import annotations

from app.queries.mail import LetterView
from app.queries.requests import Detail, LastContact, Request
from app.views.kit.ui import Ui
from app.views.kit.words import DIRECTION_NAMES, FEEDBACK_NAMES
from app.views.requests.panel import Does, Panel
from app.views.requests.words import (
    OWNERLESS,
    capital,
    kind_name,
    moment_text,
    one_line,
    request_text,
    wait_text,
)


class Side(Panel):
    """What is chosen in the queue."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, ui.tr("Choose a request to see it whole."))
        self.detail: Detail | None = None

    def show_detail(self, detail: Detail | None) -> None:
        """Show a request, or that none is chosen."""
        if detail is not None and detail == self.detail:
            return
        self.detail = detail
        if detail is None:
            self.clear()
            return
        request, tr = detail.request, self.ui.tr
        self.begin(deeds_of(request, self.ui))
        self.add_who(request.who)
        came = f"{capital(kind_name(request.kind, self.ui))}, {moment_text(request.at, self.ui)}"
        self.add_text(came, tone="secondary")
        said, tone = wait_text(request, self.ui)
        self.add_text(capital(said), tone=tone, bold=request.late and request.open)
        owner = request.owner or tr(OWNERLESS)
        self.add_text(
            tr("Given to {name}", name=owner) if request.given else tr("Sees to it: {name}", name=owner),
            tone="secondary",
        )
        self._ways(detail)
        self._matter(detail)
        self._around(detail)

    def _ways(self, detail: Detail) -> None:
        who, tr = detail.request.who, self.ui.tr
        self.add_links(
            [(name, text) for name, text in (("call", who.phone), ("mail", who.email)) if text]
            + [("card", tr("Card")), ("brief", tr("Brief"))]
        )
        if who.phone and detail.good is not None:
            now = tr("good time to call: now") if detail.good.now else detail.good.text(tr)
            self.add_text(capital(now), tone="good" if detail.good.now else "secondary", size=11)

    def _matter(self, detail: Detail) -> None:
        tr, request = self.ui.tr, detail.request
        self.add_heading(tr("What they ask"))
        self.add_text(request_text(request, self.ui), bold=True)
        letter = detail.letter
        body = letter.text.strip() if letter is not None else detail.body.strip()
        if one_line(body) != one_line(request.text):
            self.add_text(body)
        if letter is not None:
            self._files(letter)
        if detail.feedback:
            kinds = ", ".join(tr(FEEDBACK_NAMES[kind]) for _, kind in detail.feedback)
            self.add_links([("feedback", tr("{kind} was made of it", kind=kinds))])

    def _files(self, letter: LetterView) -> None:
        shown = [each for each in letter.files if not each.inline]
        self.add_links([(f"file:{each.id}", each.name) for each in shown])

    def _around(self, detail: Detail) -> None:
        tr = self.ui.tr
        if detail.answer is not None:
            self.add_heading(tr("Answer"))
            self.add_text(self._contact(detail.answer))
        if detail.steps:
            self.add_heading(tr("Next steps"))
            for day, text in detail.steps:
                self.add_text(f"{self.ui.day(day)}: {text}" if text else self.ui.day(day))
        if detail.last:
            self.add_heading(tr("Last contacts"))
            for contact in detail.last:
                self.add_text(self._contact(contact))

    def _contact(self, contact: LastContact) -> str:
        ui = self.ui
        way = ui.tr(DIRECTION_NAMES[contact.direction])
        head = f"{ui.day(ui.local(contact.at).date())}, {kind_name(contact.kind, ui)}, {way}"
        text = one_line(contact.text)
        return f"{head}: {text}" if text else head


def deeds_of(request: Request, ui: Ui) -> list[Does]:
    """Return what can be done with a request, the likeliest first."""
    tr = ui.tr
    made = [Does("answer", tr("Answer"), "D", icon="check")]
    if request.message_id is not None and ui.knows("compose"):
        made.insert(0, Does("write", tr("Write an answer"), "W", icon="mail"))
    if request.who.phone:
        made.append(Does("reach", tr("Call"), "C", icon="phone"))
    if request.open:
        made.append(Does("mark", tr("Mark as answered"), "M"))
    else:
        made.append(Does("again", tr("Still waits")))
    return [
        *made,
        Does("assign", tr("Assign"), "A", drop=True),
        Does("step", tr("Plan a step"), "S"),
        Does("more", tr("More"), drop=True),
    ]
