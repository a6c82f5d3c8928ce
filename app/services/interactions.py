"""Verbs on interactions: log, correct, mark the mood, trash (rows I1 to I7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.language import N_
from app.models.base import table_of
from app.models.contact import Favour, Interaction
from app.models.work import Work
from app.services import followups
from app.services.customers import title
from app.services.faults import BadValue

KINDS = ("call", "email", "chat", "meeting", "letter", "visit", "fax", "form", "voicemail")
#: kinds that other rooms write onto the timeline, and notes of one's own
MORE_KINDS = ("note", "remark", "sale", "deal", "case", "survey", "greeting", "gift")


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
) -> int:
    """Log one contact, and the follow-up that it leads to, in one step; return the interaction's id.

    An outgoing contact that took place answers the requests of this customer that wait.
    """
    if kind not in KINDS + MORE_KINDS:
        raise BadValue(value=kind, field="kind")
    moment = at or work.now
    row_id = work.insert(
        Interaction,
        customer_id=customer_id,
        person_id=person_id or work.moment.person_id,
        kind=kind,
        direction=direction,
        at=moment,
        minutes=minutes,
        outcome=outcome,
        text=text,
        body=body,
        mood=mood,
        given=given,
        asked=asked,
        waits=waits and direction == "in",
        created_at=work.now,
        key="",
    )
    if direction == "out" and outcome == "reached" and kind in KINDS:
        _answer_requests(work, customer_id, row_id, moment)
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
    work.change(Interaction, row_id, values, was)
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


def trash(work: Work, *, row_id: int) -> None:
    """Put a contact into the trash."""
    row = work.get(Interaction, row_id)
    work.change(Interaction, row_id, {"trashed_at": work.now})
    work.name(N_("Removed a contact with {name}"), name=title(work, row["customer_id"]))


def restore(work: Work, *, row_id: int) -> None:
    """Take a contact out of the trash."""
    row = work.get(Interaction, row_id)
    work.change(Interaction, row_id, {"trashed_at": None})
    work.name(N_("Restored a contact with {name}"), name=title(work, row["customer_id"]))


def _answer_requests(work: Work, customer_id: int, answer_id: int, at: dt.datetime) -> None:
    table = table_of(Interaction)
    waiting = work.rows(
        sa.select(table.c.id).where(
            table.c.customer_id == customer_id,
            table.c.waits,
            table.c.answered_at.is_(None),
            table.c.trashed_at.is_(None),
            table.c.at <= at,
        )
    )
    for row in waiting:
        work.change(Interaction, row.id, {"answered_at": at, "answered_by_id": answer_id})
