"""Verbs on interactions: log, correct, mark the mood, trash (rows I1 to I7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.language import N_
from app.models.contact import Favour, Interaction
from app.models.team import Person
from app.models.work import Work
from app.services import answering, followups, telling
from app.services.customers import title
from app.services.faults import BadValue

KINDS = answering.KINDS
#: kinds that other rooms write onto the timeline, and notes of one's own
MORE_KINDS = ("note", "remark", "sale", "deal", "case", "survey", "greeting", "gift", *telling.ENTRIES)


@dataclass(frozen=True)
class Next:
    """The follow-up that a contact leads to; ``time`` is «HH:MM» or empty."""

    due_on: dt.date
    due_time: str = ""
    text: str = ""
    kind: str = "call"


def log(
    work: Work,
    *,
    customer_id: int,
    kind: str = "call",
    direction: str = "out",
    at: dt.datetime | None = None,
    minutes: int | None = None,
    outcome: str = "reached",
    text: str = "",
    body: str = "",
    mood: str = "",
    given: str = "",
    asked: str = "",
    waits: bool = False,
    followup: Next | None = None,
    person_id: int | None = None,
    owner_id: int | None = None,
) -> int:
    """Log one contact, and the follow-up that it leads to, in one step; return the interaction's id.

    An outgoing contact that took place answers the requests of this customer before it; a request that is
    logged late is answered by the first such contact after it. ``owner_id`` is who sees to a request.
    """
    if kind not in KINDS + MORE_KINDS:
        raise BadValue(value=kind, field="kind")
    moment = at or work.now
    asks = waits and direction == "in"
    said = {"kind": kind, "direction": direction, "at": moment, "outcome": outcome, "waits": asks}
    row_id = work.insert(
        Interaction,
        customer_id=customer_id,
        person_id=person_id or work.moment.person_id,
        minutes=minutes,
        text=text,
        body=body,
        mood=mood,
        given=given,
        asked=asked,
        owner_id=owner_id,
        created_at=work.now,
        key="",
        **said,
    )
    answering.follow(work, {"id": row_id, "customer_id": customer_id, "trashed_at": None, **said})
    if followup is not None:
        followups.create(
            work,
            customer_id=customer_id,
            due_on=followup.due_on,
            due_time=followup.due_time,
            text=followup.text,
            kind=followup.kind,
            interaction_id=row_id,
        )
    work.name(N_("Logged a contact with {name}"), name=title(work, customer_id))
    return row_id


def remark(work: Work, *, customer_id: int, text: str) -> int:
    """Keep an overheard remark on the timeline (row I7)."""
    return log(work, customer_id=customer_id, kind="remark", direction="in", text=text)


def edit(work: Work, *, row_id: int, values: Mapping[str, Any], was: Mapping[str, Any] | None = None) -> None:
    """Correct a logged contact."""
    row = work.get(Interaction, row_id)
    changed = work.change(Interaction, row_id, values, was)
    if changed.keys() & answering.DECISIVE:
        answering.take_back(work, row)
        answering.follow(work, work.get(Interaction, row_id))
    work.name(N_("Changed a contact with {name}"), name=title(work, row["customer_id"]))


def set_mood(work: Work, *, row_id: int, mood: str) -> None:
    """Set how a contact felt: good, neutral, bad, or nothing (row I5)."""
    row = work.get(Interaction, row_id)
    work.change(Interaction, row_id, {"mood": mood})
    work.name(N_("Marked how a contact with {name} felt"), name=title(work, row["customer_id"]))


def add_favour(
    work: Work,
    *,
    customer_id: int,
    side: str,
    text: str,
    on: dt.date | None = None,
    interaction_id: int | None = None,
    weight: int = 1,
) -> int:
    """Enter thanks or a favour into the ledger; ``side`` is «given» or «received» (row I5)."""
    row_id = work.insert(
        Favour,
        customer_id=customer_id,
        interaction_id=interaction_id,
        side=side,
        text=text.strip(),
        on=on or work.today,
        weight=weight,
    )
    work.name(N_("Entered a favour for {name}"), name=title(work, customer_id))
    return row_id


def remove_favour(work: Work, *, row_id: int) -> None:
    """Take an entry out of the ledger."""
    row = work.remove(Favour, row_id)
    work.name(N_("Removed a favour of {name}"), name=title(work, row["customer_id"]))


def answered(work: Work, *, row_id: int) -> None:
    """Mark a request as answered without logging a contact."""
    row = work.get(Interaction, row_id)
    work.change(Interaction, row_id, {"answered_at": work.now})
    work.name(N_("Answered a request of {name}"), name=title(work, row["customer_id"]))


def waits_again(work: Work, *, row_id: int) -> None:
    """Let a request wait that was not answered after all; the next outgoing contact answers it."""
    row = work.get(Interaction, row_id)
    work.change(Interaction, row_id, {"waits": True, "answered_at": None, "answered_by_id": None})
    work.name(N_("A request of {name} waits again"), name=title(work, row["customer_id"]))


def assign(work: Work, *, row_id: int, person_id: int | None) -> None:
    """Give a request to somebody; None leaves it to who is responsible for the customer."""
    row = work.get(Interaction, row_id)
    work.change(Interaction, row_id, {"owner_id": person_id})
    name = title(work, row["customer_id"])
    if person_id is None:
        work.name(N_("Left a request of {name} to who is responsible"), name=name)
    else:
        person = work.get(Person, person_id, "name")["name"]
        work.name(N_("Gave a request of {name} to {person}"), name=name, person=person)


def trash(work: Work, *, row_id: int) -> None:
    """Put a contact into the trash; what it answered waits again, unless another contact answers it."""
    row = work.get(Interaction, row_id)
    work.change(Interaction, row_id, {"trashed_at": work.now})
    answering.take_back(work, row)
    telling.trash(work, row)
    work.name(N_("Removed a contact with {name}"), name=title(work, row["customer_id"]))


def restore(work: Work, *, row_id: int) -> None:
    """Take a contact out of the trash."""
    row = work.get(Interaction, row_id)
    work.change(Interaction, row_id, {"trashed_at": None})
    answering.answer(work, row | {"trashed_at": None})
    telling.restore(work, row)
    work.name(N_("Restored a contact with {name}"), name=title(work, row["customer_id"]))
