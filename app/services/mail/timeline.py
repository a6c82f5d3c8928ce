"""Puts letters onto timelines; requests wait, and what goes out answers them (rows I1, I3, I4)."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import sqlalchemy as sa

from app.exchange.mail.text import own_part, short
from app.models.base import table_of
from app.models.contact import Interaction
from app.models.mail import MailMessage
from app.models.work import Work
from app.services.interactions import KINDS

#: characters of a letter that stand on the timeline; the whole letter is a click away
LONGEST: Final = 20_000


def put(
    work: Work,
    *,
    customer_id: int,
    message_id: int,
    direction: str,
    at: dt.datetime,
    subject: str,
    text: str,
    person_id: int | None,
    waits: bool = False,
    owner_id: int | None = None,
    kind: str = "email",
    uid: str = "",
) -> int:
    """Put a letter onto a timeline and return the interaction's id.

    One that waits is answered by the first outgoing contact after it; one that goes out answers what
    waits since before, also where a later contact was taken for the answer.
    """
    answer = first_answer(work, customer_id, at, message_id) if waits else None
    row_id = work.insert(
        Interaction,
        customer_id=customer_id,
        person_id=person_id,
        kind=kind,
        direction=direction,
        at=at,
        outcome="reached",
        text=subject or short(text),
        body=own_part(text)[:LONGEST] if text else "",
        waits=waits,
        answered_at=answer.at if answer else None,
        answered_by_id=answer.id if answer else None,
        owner_id=owner_id,
        message_id=message_id,
        uid=uid,
        created_at=work.now,
        key="",
    )
    if direction == "out":
        answer_requests(work, customer_id=customer_id, answer_id=row_id, at=at, message_id=message_id)
    return row_id


def first_answer(work: Work, customer_id: int, at: dt.datetime, message_id: int) -> Any | None:
    """Return id and time of the first outgoing contact that answers a letter: one after it, or one of its thread."""
    i, m = Interaction, MailMessage
    letter = sa.select(m.message_id).where(m.id == message_id, m.message_id != "").scalar_subquery()
    replies = sa.select(m.id).where(m.reply_to == letter, m.direction == "out")
    found = work.one(
        sa.select(i.id, i.at)
        .where(
            i.customer_id == customer_id,
            i.direction == "out",
            i.outcome == "reached",
            i.kind.in_(KINDS),
            i.trashed_at.is_(None),
            sa.or_(i.at >= at, i.message_id.in_(replies)),
        )
        .order_by(i.at, i.id)
        .limit(1)
    )
    return None if found is None else _Answer(found.id, max(found.at, at))


class _Answer:
    """An answer: the interaction, and when the request counts as answered."""

    def __init__(self, row_id: int, at: dt.datetime) -> None:
        self.id, self.at = row_id, at


def answer_requests(
    work: Work, *, customer_id: int, answer_id: int, at: dt.datetime, message_id: int | None = None
) -> None:
    """Let an outgoing contact answer the requests before it; what was answered later was answered now."""
    i, m = table_of(Interaction), MailMessage
    before: Any = i.c.at <= at
    if message_id is not None:
        answered = sa.select(m.reply_to).where(m.id == message_id, m.reply_to != "").scalar_subquery()
        same = sa.select(m.id).where(m.message_id == answered)
        before = sa.or_(before, i.c.message_id.in_(same))
    waiting = work.rows(
        sa.select(i.c.id, i.c.at).where(
            i.c.customer_id == customer_id,
            i.c.waits,
            i.c.trashed_at.is_(None),
            before,
            sa.or_(i.c.answered_at.is_(None), i.c.answered_at > at),
        )
    )
    for row in waiting:
        work.change(Interaction, row.id, {"answered_at": max(at, row.at), "answered_by_id": answer_id})
