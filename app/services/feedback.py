"""Verbs on complaints and ideas: from new to done, and the customer hears what became of it (row I6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from app.language import N_
from app.models.contact import FollowUp, Interaction
from app.models.customer import Channel, Consent
from app.models.feedback import Feedback
from app.models.team import Person
from app.models.work import Work
from app.queries.calendar_days import office_days
from app.services import followups, interactions
from app.services.customers import title
from app.services.faults import BadValue
from app.services.interactions import Next
from app.services.telling import ENTRIES

KINDS: Final = ENTRIES
#: it is decided what becomes of it, and the customer shall hear that
DECIDED: Final = ("accepted", "declined", "done")
EDITABLE: Final = frozenset({"kind", "text", "outcome", "owner_id"})
#: how the outcome is told by a channel
_WAYS: Final[Mapping[str, str]] = {"phone": "call", "email": "email", "messenger": "chat"}
_REFUSED: Final = frozenset({"refused", "withdrawn"})


def create(
    work: Work,
    *,
    customer_id: int,
    kind: str,
    text: str,
    interaction_id: int | None = None,
    owner_id: int | None = None,
    at: dt.datetime | None = None,
) -> int:
    """Enter a complaint or an idea and return its id; ``owner_id`` is who sees to it, by default who enters it.

    Without the contact in which it came it stands on the timeline as an entry of its own.

    Raises:
        BadValue: there is no such kind, or it says nothing.
    """
    said = _checked({"kind": kind, "text": text})
    contact = interaction_id
    if contact is None:
        contact = interactions.log(
            work, customer_id=customer_id, kind=kind, direction="in", at=at, text=said["text"]
        )
    row_id = work.insert(
        Feedback,
        customer_id=customer_id,
        interaction_id=contact,
        owner_id=owner_id or work.moment.person_id,
        state="new",
        outcome="",
        noted_at=work.get(Interaction, contact)["at"],
        **said,
    )
    made = N_("Entered a complaint of {name}") if kind == "complaint" else N_("Entered an idea of {name}")
    work.name(made, name=title(work, customer_id))
    return row_id


def edit(work: Work, *, row_id: int, values: Mapping[str, Any], was: Mapping[str, Any] | None = None) -> None:
    """Change what it says, its kind, its outcome or who sees to it.

    Raises:
        BadValue: a value does not fit.
        EditConflict: somebody changed the same thing meanwhile.
    """
    for name in values:
        if name not in EDITABLE:
            raise BadValue(value=values[name], field=name)
    row, fresh = work.get(Feedback, row_id), _checked(values)
    work.change(Feedback, row_id, fresh, was, current=row)
    entry = work.find(Interaction, id=row["interaction_id"])
    if entry and entry[0]["kind"] in ENTRIES:
        # the entry on the timeline says the same
        shared: dict[str, object] = {name: fresh[name] for name in ("kind", "text") if name in fresh}
        work.change(Interaction, entry[0]["id"], shared)
    _name(work, row, N_("Changed a complaint of {name}"), N_("Changed an idea of {name}"))


def assign(work: Work, *, row_id: int, person_id: int | None) -> None:
    """Give it to somebody, with the step that tells the outcome."""
    row = work.get(Feedback, row_id)
    work.change(Feedback, row_id, {"owner_id": person_id}, current=row)
    step = _open_step(work, row)
    if step is not None and person_id is not None:
        work.change(FollowUp, step["id"], {"person_id": person_id})
    person = work.get(Person, person_id, "name")["name"] if person_id is not None else "—"
    work.name(N_("Gave feedback of {name} to {person}"), name=title(work, row["customer_id"]), person=person)


def begin(work: Work, *, row_id: int) -> None:
    """Begin to work on it; what was decided is open again, and there is nothing to tell yet."""
    row = work.get(Feedback, row_id)
    step = _open_step(work, row)
    if step is not None:
        followups.trash(work, row_id=step["id"])
    values = {"state": "working", "decided_at": None, "told_at": None, "told_id": None, "followup_id": None}
    work.change(Feedback, row_id, values, current=row)
    _name(work, row, N_("Began to work on a complaint of {name}"), N_("Began to work on an idea of {name}"))


def decide(
    work: Work, *, row_id: int, state: str, outcome: str = "", tell: str = "", due_on: dt.date | None = None
) -> int | None:
    """Say what became of it: accepted, declined or done; return the id of the step that tells it, if one is planned.

    ``tell`` is the text of that step, empty for none. It is due on ``due_on``, by default on the next working day,
    for who sees to it, by the channel that the customer prefers and has not refused. What was accepted and told is
    done without another one.

    Raises:
        BadValue: that is no decision.
    """
    if state not in DECIDED:
        raise BadValue(value=state, field="state")
    row = work.get(Feedback, row_id)
    values: dict[str, Any] = {"state": state, "decided_at": row["decided_at"] or work.now}
    if outcome.strip():
        values["outcome"] = outcome.strip()
    step = _open_step(work, row)
    planned = step["id"] if step is not None else None
    if tell and step is None and row["told_at"] is None:
        planned = followups.create(
            work,
            customer_id=row["customer_id"],
            due_on=due_on or _next_working_day(work),
            kind=_way(work, row["customer_id"]),
            text=tell,
            person_id=row["owner_id"],
            interaction_id=row["interaction_id"],
        )
        values["followup_id"] = planned
    work.change(Feedback, row_id, values, current=row)
    _name(work, row, *_DONE[state])
    return planned


_DONE: Final[Mapping[str, tuple[str, str]]] = {
    "accepted": (N_("Accepted a complaint of {name}"), N_("Accepted an idea of {name}")),
    "declined": (N_("Declined a complaint of {name}"), N_("Declined an idea of {name}")),
    "done": (N_("Settled a complaint of {name}"), N_("Carried out an idea of {name}")),
}


def tell(
    work: Work, *, row_id: int, kind: str = "call", text: str = "", following: Next | None = None
) -> int:
    """Log the contact in which the customer heard the outcome; return its id. The step that was to tell it is done."""
    row = work.get(Feedback, row_id)
    step = _open_step(work, row)
    said = text.strip() or row["outcome"] or row["text"]
    logged = interactions.log(work, customer_id=row["customer_id"], kind=kind, text=said, followup=following)
    if step is not None:
        followups.finish(work, row_id=step["id"], result=said)
    work.change(Feedback, row_id, {"told_at": work.now, "told_id": logged})
    work.name(N_("Told {name} the outcome"), name=title(work, row["customer_id"]))
    return logged


def told(work: Work, *, row_id: int) -> None:
    """Mark that the customer knows the outcome, without logging a contact; the step that was to tell it is done."""
    row = work.get(Feedback, row_id)
    step = _open_step(work, row)
    if step is not None:
        followups.finish(work, row_id=step["id"])
    work.change(Feedback, row_id, {"told_at": work.now})
    work.name(N_("{name} knows the outcome"), name=title(work, row["customer_id"]))


def trash(work: Work, *, row_id: int) -> None:
    """Put it into the trash, with its own entry on the timeline and the step that was to tell the outcome."""
    row = work.get(Feedback, row_id)
    step = _open_step(work, row)
    if step is not None:
        followups.trash(work, row_id=step["id"])
    for entry in _own_entry(work, row):
        interactions.trash(work, row_id=entry)
    work.change(Feedback, row_id, {"trashed_at": work.now})
    _name(work, row, N_("Removed a complaint of {name}"), N_("Removed an idea of {name}"))


def restore(work: Work, *, row_id: int) -> None:
    """Take it out of the trash, with what went there together with it."""
    row = work.get(Feedback, row_id)
    for step in work.find(FollowUp, id=row["followup_id"], trashed_at=row["trashed_at"]):
        followups.restore(work, row_id=step["id"])
    for entry in _own_entry(work, row):
        interactions.restore(work, row_id=entry)
    work.change(Feedback, row_id, {"trashed_at": None})
    _name(work, row, N_("Restored a complaint of {name}"), N_("Restored an idea of {name}"))


def _own_entry(work: Work, row: Mapping[str, Any]) -> list[int]:
    found = work.find(Interaction, id=row["interaction_id"])
    return [one["id"] for one in found if one["kind"] in ENTRIES]


def _open_step(work: Work, row: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the step that shall tell the outcome, None where there is none or it was done or thrown away."""
    found = work.find(FollowUp, id=row["followup_id"]) if row["followup_id"] is not None else []
    return next((one for one in found if one["done_at"] is None and one["trashed_at"] is None), None)


def _next_working_day(work: Work) -> dt.date:
    day = work.today + dt.timedelta(days=1)
    office = office_days(work, start=day, end=day)
    while not office.kind(day).working:
        day += dt.timedelta(days=1)
    return day


def _way(work: Work, customer_id: int) -> str:
    """Return the kind of contact by which the customer hears the outcome."""
    consents = work.find(Consent, customer_id=customer_id, topic="")
    refused = {row["channel"] for row in consents if row["state"] in _REFUSED}
    channels = work.find(Channel, customer_id=customer_id)
    ordered = sorted(channels, key=lambda row: (not row["preferred"], row["kind"] != "phone"))
    open_ = [row["kind"] for row in ordered if row["kind"] in _WAYS and row["kind"] not in refused]
    return _WAYS[open_[0]] if open_ else "call"


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(values)
    if "kind" in found and found["kind"] not in KINDS:
        raise BadValue(value=found["kind"], field="kind")
    for name in ("text", "outcome"):
        if name in found:
            found[name] = str(found[name]).strip()
    if found.get("text") == "":
        raise BadValue(value="", field="text")
    return found


def _name(work: Work, row: Mapping[str, Any], complaint: str, idea: str) -> None:
    work.name(complaint if row["kind"] == "complaint" else idea, name=title(work, row["customer_id"]))
