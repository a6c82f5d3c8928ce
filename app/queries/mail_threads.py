"""A letter among its own: how it stands on a timeline, and the other letters of its exchange (row I4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from app.models.contact import Interaction
from app.models.mail import MailAccount, MailMessage
from app.models.work import Reading
from app.queries.mail import CHATS

#: letters of an exchange that are listed
SHOWN: Final = 50


@dataclass(frozen=True)
class Standing:
    """A letter on one timeline: whether it is a request, and when that was answered."""

    interaction_id: int
    customer_id: int
    direction: str
    waits: bool
    answered_at: dt.datetime | None


@dataclass(frozen=True)
class Sibling:
    """Another letter of the same exchange."""

    message_id: int
    direction: str
    subject: str
    sender: str
    at: dt.datetime


def standing(
    reading: Reading, *, message_id: int, interaction_id: int | None = None, customer_id: int | None = None
) -> Standing | None:
    """Return how a letter stands on the timeline asked for, else on the first one; None where it is on none."""
    i = Interaction
    statement = (
        sa.select(i.id, i.customer_id, i.direction, i.waits, i.answered_at)
        .where(i.message_id == message_id, i.trashed_at.is_(None))
        .order_by(i.id != (interaction_id or 0), i.customer_id != (customer_id or 0), i.id)
        .limit(1)
    )
    row = reading.one(statement)
    return None if row is None else Standing(*row)


def siblings(reading: Reading, *, message_id: int) -> tuple[Sibling, ...]:
    """Return the other letters of an exchange, newest first; days of a chat are none."""
    m = MailMessage
    own = reading.one(sa.select(m.thread, m.origin).where(m.id == message_id))
    if own is None or not own.thread or own.origin in CHATS:
        return ()
    statement = (
        sa.select(
            m.id, m.direction, m.subject, sa.func.coalesce(sa.func.nullif(m.sender_name, ""), m.sender), m.at
        )
        .where(m.thread == own.thread, m.id != message_id)
        .order_by(m.at.desc(), m.id.desc())
        .limit(SHOWN)
    )
    return tuple(Sibling(*row) for row in reading.rows(statement))


def has_mailbox(reading: Reading) -> bool:
    """Tell whether there is a mailbox that letters can be sent from."""
    a = MailAccount
    found = reading.value(sa.select(a.id).where(a.active, a.smtp_host != "").limit(1))
    return found is not None
