"""Words that several rooms show: kinds of contacts, what a step of the history did, names of fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol

from app.domain.fields import BY_KEY
from app.language import N_, Translator

if TYPE_CHECKING:
    from app.domain.capture import Captured

CONTACT_NAMES: Final = {
    "call": N_("call"),
    "email": N_("e-mail"),
    "chat": N_("chat"),
    "meeting": N_("meeting"),
    "letter": N_("letter"),
    "visit": N_("visit"),
    "fax": N_("fax"),
    "form": N_("web form"),
    "voicemail": N_("voicemail"),
    "note": N_("note"),
    "remark": N_("remark"),
    "sale": N_("sale"),
    "deal": N_("deal"),
    "case": N_("case"),
    "survey": N_("survey"),
    "greeting": N_("greeting"),
    "gift": N_("gift"),
    "complaint": N_("complaint"),
    "idea": N_("idea"),
    "task": N_("task"),
}
CONTACT_ICONS: Final = {
    "call": "call",
    "email": "email",
    "chat": "chat",
    "meeting": "meeting",
    "letter": "letter",
    "visit": "visit",
    "fax": "fax",
    "form": "form",
    "voicemail": "voicemail",
    "note": "note",
    "remark": "ear",
    "sale": "sale",
    "deal": "deals",
    "case": "case",
    "survey": "survey",
    "greeting": "greeting",
    "gift": "gift",
    "complaint": "complaint",
    "idea": "idea",
    "task": "check",
}
#: complaints and ideas, and how far they are
FEEDBACK_NAMES: Final = {"complaint": N_("Complaint"), "idea": N_("Idea")}
FEEDBACK_STATES: Final = {
    "new": N_("not looked into yet"),
    "working": N_("being looked into"),
    "accepted": N_("accepted"),
    "declined": N_("declined"),
    "done": N_("carried out"),
}
DIRECTION_NAMES: Final = {"out": N_("outgoing"), "in": N_("incoming")}
#: names of data that are neither in the catalogue nor columns with a name there
OTHER_FIELDS: Final = {
    "state": N_("Trash"),
    "customers": N_("Customer"),
    "interactions": N_("Contact"),
    "followups": N_("Next step"),
    "channels": N_("Way to reach"),
    "facts": N_("Datum"),
    "class": N_("Class"),
    "class_": N_("Class"),
    "class_reason": N_("Reason for the class"),
    "birth_year": N_("Birth date"),
    "birth_month": N_("Birth date"),
    "birth_day": N_("Birth date"),
    "age": N_("Age"),
    "photo_id": N_("Photo"),
    "responsible_id": N_("Responsible"),
    "due_on": N_("Date"),
    "due_time": N_("Time"),
    "text": N_("Text"),
    "value": N_("Value"),
    "label": N_("Label"),
    "preferred": N_("Preferred"),
    "origin": N_("Origin"),
    "purposes": N_("Purpose"),
    "confirmed_on": N_("Confirmed"),
    "private": N_("Private"),
    "done_at": N_("Done"),
    "result": N_("Result"),
    "mood": N_("How it felt"),
    "minutes": N_("Minutes"),
    "answered_at": N_("Answered"),
    "trashed_at": N_("Trash"),
    "name": N_("Name"),
}


class StepLike(Protocol):
    """The part of a step that its title is made of."""

    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def values(self) -> Mapping[str, Any]: ...


def contact_text(captured: Captured, tr: Translator) -> str:
    """Return a contact in words: “outgoing, 15 min”, “incoming, no answer”, “meeting, 40 min”."""
    # people who meet come to each other: neither way is said
    mutual = captured.kind in {"meeting", "visit"}
    parts = [tr(CONTACT_NAMES[captured.kind] if mutual else DIRECTION_NAMES[captured.direction])]
    if captured.minutes is not None:
        parts.append(tr("{minutes} min", minutes=captured.minutes))
    if captured.outcome == "no_answer":
        parts.append(tr("no answer"))
    return ", ".join(parts)


def field_name(key: str, tr: Translator) -> str:
    """Return the name of a datum as people read it."""
    field = BY_KEY.get(key)
    if field is not None:
        return tr(field.label)
    return tr(OTHER_FIELDS.get(key, key)) if key else ""


def step_title(step: StepLike, tr: Translator) -> str:
    """Return what a step of the history did, in words."""
    values = dict(step.values)
    if "field" in values:
        name = field_name(str(values["field"]), tr)
        values["field"] = tr("“{text}”", text=name) if values["field"] else tr("the card")
    said = tr(step.title, **values) if step.title else tr("a change")
    if step.kind == "undo":
        return tr("Undone: {what}", what=said)
    if step.kind == "redo":
        return tr("Done again: {what}", what=said)
    return said
