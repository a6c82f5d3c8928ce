"""What lines of requests and of feedback say, in the language of the window."""

from __future__ import annotations

import datetime as dt
from typing import Final

from app.domain.saying import duration_text
from app.language import N_
from app.queries.feedback import FeedbackRow
from app.queries.requests import Request
from app.views.kit.ui import Ui
from app.views.kit.words import CONTACT_ICONS, CONTACT_NAMES, FEEDBACK_NAMES, FEEDBACK_STATES
from app.views.requests.rows import Face

#: letters by what they do with a request, in both layouts
REQUEST_KEYS: Final = {
    "d": "answer",
    "в": "answer",
    "m": "mark",
    "ь": "mark",
    "a": "assign",
    "ф": "assign",
    "c": "reach",
    "с": "reach",
    "s": "step",
    "ы": "step",
    "b": "brief",
    "и": "brief",
    "w": "write",
    "ц": "write",
}
#: letters by what they do with a complaint or an idea
FEEDBACK_KEYS: Final = {
    "w": "begin",
    "ц": "begin",
    "y": "accept",
    "н": "accept",
    "n": "decline",
    "т": "decline",
    "d": "finish",
    "в": "finish",
    "t": "tell",
    "е": "tell",
    "a": "assign",
    "ф": "assign",
    "del": "trash",
}
_TONES: Final = {
    "accepted": "good",
    "declined": "secondary",
    "done": "good",
    "new": "warning",
    "working": "text",
}
OWNERLESS: Final = N_("nobody in particular")


def request_face(request: Request, ui: Ui) -> Face:
    """Return what the line of a request says."""
    tr, who = ui.tr, request.who
    owner = request.owner or tr(OWNERLESS)
    came = f"{capital(kind_name(request.kind, ui))}, {moment_text(request.at, ui)}"
    if request.open:
        below = tr("norm {time}", time=duration_text(request.norm, tr))
        share: float | None = request.waited / request.norm
        when, tone = duration_text(request.waited, tr), "bad" if request.late else "text"
    else:
        assert request.answered_at is not None
        below = moment_text(request.answered_at, ui)
        share, when = None, tr("in {time}", time=duration_text(request.waited, tr))
        tone = "bad" if request.late else "good"
        owner = request.answerer or owner
    return Face(
        id=request.id,
        icon=CONTACT_ICONS.get(request.kind, "chat"),
        title=who.name,
        cls=who.class_,
        text=request_text(request, ui),
        detail=f"{came} · {owner}",
        mark=share,
        when=when,
        when_tone=tone,
        below=below,
    )


def request_text(request: Request, ui: Ui) -> str:
    """Return what a request says in one line."""
    if request.hidden:
        return ui.tr("private, for {name}", name=request.owner or ui.tr(OWNERLESS))
    return one_line(request.text) or capital(kind_name(request.kind, ui))


def wait_text(request: Request, ui: Ui) -> tuple[str, str]:
    """Return how long a request has waited against its norm, and the tone of it."""
    tr = ui.tr
    waited, norm = duration_text(request.waited, tr), duration_text(request.norm, tr)
    if request.open:
        said = tr("waits {waited} of {norm} working time", waited=waited, norm=norm)
        return said, "bad" if request.late else "secondary"
    said = tr("answered in {waited} of {norm} working time", waited=waited, norm=norm)
    return said, "bad" if request.late else "good"


def feedback_face(row: FeedbackRow, ui: Ui) -> Face:
    """Return what the line of a complaint or an idea says: decided and not told stands out."""
    tr = ui.tr
    came = tr(FEEDBACK_NAMES[row.kind])
    if row.came:
        came = tr("{kind} by {way}", kind=came, way=kind_name(row.came, ui))
    owner = row.owner or tr(OWNERLESS)
    return Face(
        id=row.id,
        icon=row.kind,
        icon_tone="bad" if row.kind == "complaint" else "accent",
        title=row.who.name,
        cls=row.who.class_,
        text=one_line(row.text),
        detail=" · ".join((f"{came}, {ui.day(ui.local(row.noted_at).date())}", owner)),
        when=tr(FEEDBACK_STATES[row.state]),
        when_tone=_TONES[row.state],
        below=told_text(row, ui),
        below_tone="warning" if row.untold else "secondary",
    )


def told_text(row: FeedbackRow, ui: Ui) -> str:
    """Return whether the customer has heard the outcome."""
    tr = ui.tr
    if row.told_at is not None:
        return tr("told {day}", day=ui.day(ui.local(row.told_at).date()))
    if not row.untold:
        return ""
    return tr("to tell {day}", day=ui.day(row.step_on)) if row.step_on else tr("not told yet")


def kind_name(kind: str, ui: Ui) -> str:
    """Return the name of a kind of contact."""
    return ui.tr(CONTACT_NAMES.get(kind, kind))


def moment_text(at: dt.datetime, ui: Ui) -> str:
    """Return a moment near today: «9:40», «yesterday 17:05», «Wed 4 Nov 11:20»."""
    day = ui.local(at).date()
    time = ui.time(at)
    return time if day == ui.clock.today() else f"{ui.day(day)} {time}"


def capital(text: str) -> str:
    """Return ``text`` with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def one_line(text: str) -> str:
    """Return ``text`` without line ends."""
    return " ".join(text.split())
