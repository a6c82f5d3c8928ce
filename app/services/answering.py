"""Which contact answers which request: the first outgoing one after it that took place (row I3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from app.models.base import table_of
from app.models.contact import Interaction
from app.models.work import Work

#: kinds of contact; what else stands on a timeline answers nobody
KINDS: Final = ("call", "email", "chat", "meeting", "letter", "visit", "fax", "form", "voicemail")
#: columns by which a contact answers or does not
DECISIVE: Final = frozenset({"kind", "direction", "outcome", "at"})


def answers(row: Mapping[str, Any]) -> bool:
    """Tell whether a contact answers: ours, of a kind of contact, and somebody was reached."""
    return (
        row["direction"] == "out"
        and row["outcome"] == "reached"
        and row["kind"] in KINDS
        and row["trashed_at"] is None
    )


def answer(work: Work, row: Mapping[str, Any]) -> None:
    """Let a contact answer the requests before it, also those for which a later one was taken."""
    if not answers(row):
        return
    i = table_of(Interaction)
    waiting = work.rows(
        sa.select(i.c.id).where(
            i.c.customer_id == row["customer_id"],
            i.c.waits,
            i.c.trashed_at.is_(None),
            i.c.at <= row["at"],
            sa.or_(i.c.answered_at.is_(None), i.c.answered_at > row["at"]),
        )
    )
    for each in waiting:
        work.change(Interaction, each.id, {"answered_at": row["at"], "answered_by_id": row["id"]})


def follow(work: Work, row: Mapping[str, Any]) -> None:
    """Let a contact that is new or changed answer what waits, or be answered by what followed it."""
    answer(work, row)
    # what somebody marked as answered by hand stays so
    if row["waits"] and (row.get("answered_at") is None or row.get("answered_by_id") is not None):
        settle(work, row)


def take_back(work: Work, row: Mapping[str, Any]) -> None:
    """Let the requests that a contact answered be answered by the next one, or wait again."""
    for each in work.find(Interaction, customer_id=row["customer_id"], answered_by_id=row["id"]):
        settle(work, each, without=row["id"])


def settle(work: Work, row: Mapping[str, Any], *, without: int | None = None) -> None:
    """Let a request be answered by the first contact after it, ``without`` one, or wait."""
    found = first_answer(work, row["customer_id"], row["at"], without=without)
    values = {"answered_at": found.at if found else None, "answered_by_id": found.id if found else None}
    work.change(Interaction, row["id"], values)


def first_answer(work: Work, customer_id: int, at: dt.datetime, *, without: int | None = None) -> Any | None:
    """Return id and time of the first contact after ``at`` that answers, None where there is none."""
    i = Interaction
    statement = sa.select(i.id, i.at).where(
        i.customer_id == customer_id,
        i.direction == "out",
        i.outcome == "reached",
        i.kind.in_(KINDS),
        i.trashed_at.is_(None),
        i.at >= at,
        i.id != (without or 0),
    )
    return work.one(statement.order_by(i.at, i.id).limit(1))


def settle_reopened(work: Work, ids: set[int]) -> None:
    """Look for another answer to requests that wait again because a step was taken back."""
    for row_id in sorted(ids):
        for row in work.find(Interaction, id=row_id):
            if row["waits"] and row["answered_at"] is None and row["trashed_at"] is None:
                settle(work, row)
