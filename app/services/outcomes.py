"""Verbs on what came of a thing to do: finished, contact logged, next step planned, all in one step (row R1)."""

from __future__ import annotations

import datetime as dt

from app.language import N_
from app.models.contact import FollowUp
from app.models.work import Work
from app.services import followups, interactions, telling
from app.services.customers import title
from app.services.interactions import KINDS, Next


def finish(
    work: Work,
    *,
    row_id: int,
    result: str = "",
    took_place: bool = True,
    minutes: int | None = None,
    following: Next | None = None,
    occurrence: str = "",
) -> int | None:
    """Finish a follow-up with its result; return the id of the contact that was logged with it, if any.

    Where it ``took_place`` and is of a kind of contact, the contact with its customer is logged under
    the same words. ``following`` is the next step; ``occurrence`` says which one of a series was done.
    """
    row = work.get(FollowUp, row_id)
    customer_id, logged = row["customer_id"], None
    if took_place and customer_id is not None and row["kind"] in KINDS:
        logged = interactions.log(
            work,
            customer_id=customer_id,
            kind=row["kind"],
            minutes=minutes,
            text=result.strip() or row["text"],
            followup=following,
        )
    elif following is not None:
        _plan(work, customer_id, following)
    followups.finish(work, row_id=row_id, result=result, occurrence=occurrence)
    if logged is not None:
        telling.heard(work, row_id, logged)
    return logged


def not_reached(
    work: Work, *, row_id: int, due_on: dt.date, due_time: str = "", text: str = "", occurrence: str = ""
) -> None:
    """Log an attempt that nobody answered and put its follow-up off; keep-in-touch goes on counting (row R6)."""
    row = work.get(FollowUp, row_id)
    if row["customer_id"] is not None and row["kind"] in KINDS:
        interactions.log(
            work,
            customer_id=row["customer_id"],
            kind=row["kind"],
            outcome="no_answer",
            text=text.strip() or row["text"],
        )
    followups.snooze(work, row_id=row_id, due_on=due_on, due_time=due_time, occurrence=occurrence)


def attempt(work: Work, *, customer_id: int, following: Next, kind: str = "call", text: str = "") -> int:
    """Log an attempt that nobody answered and plan the next one; return the interaction's id."""
    row_id = interactions.log(
        work, customer_id=customer_id, kind=kind, outcome="no_answer", text=text, followup=following
    )
    work.name(N_("Tried to reach {name}"), name=title(work, customer_id))
    return row_id


def _plan(work: Work, customer_id: int | None, step: Next) -> None:
    followups.create(
        work,
        customer_id=customer_id,
        due_on=step.due_on,
        due_time=step.due_time,
        text=step.text,
        kind=step.kind,
    )
