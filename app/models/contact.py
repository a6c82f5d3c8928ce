"""Interactions, follow-ups and favours (rows I1 to I7, R1)."""

from __future__ import annotations

import sqlalchemy as sa

from app.models import declare as orm
from app.models.base import (
    Base,
    Day,
    Flag,
    Key,
    Moment,
    OptDay,
    OptInt,
    OptMoment,
    Str,
    Version,
    owner,
)


class Interaction(Base):
    """One call, e-mail, chat, meeting, letter, visit … with a customer.

    ``waits`` marks a request: an incoming interaction that waits for an answer; ``answered_at``
    ends its response clock. ``minutes`` is the duration, NULL where unknown.
    """

    __tablename__ = "interactions"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int] = owner("customers", index=False)
    person_id: orm.Mapped[int | None] = owner("people", required=False, index=False)
    kind: orm.Mapped[Str]
    direction: orm.Mapped[Str]
    at: orm.Mapped[Moment]
    minutes: orm.Mapped[OptInt]
    outcome: orm.Mapped[Str]
    text: orm.Mapped[Str]
    body: orm.Mapped[Str]
    mood: orm.Mapped[Str]
    given: orm.Mapped[Str]
    asked: orm.Mapped[Str]
    waits: orm.Mapped[Flag]
    answered_at: orm.Mapped[OptMoment]
    answered_by_id: orm.Mapped[OptInt]
    private: orm.Mapped[Flag]
    trashed_at: orm.Mapped[OptMoment]
    created_at: orm.Mapped[Moment]
    version: orm.Mapped[Version]
    #: folded text, derived
    key: orm.Mapped[Str]
    #: who sees to a request; nobody in particular where NULL
    owner_id: orm.Mapped[OptInt]
    #: the letter that it was
    message_id: orm.Mapped[OptInt]
    #: what makes it one and the same when its file is imported again: a day of a chat
    uid: orm.Mapped[Str]

    __table_args__ = (
        orm.partial("ix_interactions_message_id", "message_id", where="message_id IS NOT NULL"),
        orm.partial("ix_interactions_answered", "at", where="waits AND answered_at IS NOT NULL"),
        orm.partial("ix_interactions_uid", "uid", where="uid <> ''"),
        sa.Index("ix_interactions_timeline", "customer_id", "at"),
        sa.Index("ix_interactions_at", "at"),
        orm.partial(
            "ix_interactions_waiting",
            "at",
            where="waits AND answered_at IS NULL",
        ),
        sa.CheckConstraint("direction IN ('in','out')", name="direction"),
        sa.CheckConstraint("outcome IN ('reached','no_answer')", name="outcome"),
        sa.CheckConstraint("mood IN ('','good','neutral','bad')", name="mood"),
    )


class FollowUp(Base):
    """A dated thing to do, for a customer or without one (rows R1, X18).

    ``due_time`` is «HH:MM» on the wall clock of ``zone`` (empty for the team's own), or empty for a day;
    ``minutes`` how long it takes, several days are minutes of whole days.

    A series is one row: ``repeat`` is its iCalendar RRULE, ``starts_on`` the day from which the rule counts
    (NULL for ``due_on``), ``due_on`` the next occurrence that is not done, ``except_on`` the days (ISO, divided
    by spaces) on which it does not take place. One that was changed by itself is a row with ``series_id`` and
    ``original_on``, the moment that it replaces. ``confirms_id`` is the meeting that this step confirms.
    ``notify_minutes`` is how long before it is announced, NULL as usual. ``ics`` keeps, as JSON, what an
    imported calendar said and no column holds.
    """

    __tablename__ = "followups"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int | None] = orm.mapped_column(
        sa.Integer, sa.ForeignKey("customers.id", ondelete="CASCADE"), index=True
    )
    person_id: orm.Mapped[int | None] = owner("people", required=False, index=False)
    interaction_id: orm.Mapped[int | None] = owner("interactions", required=False)
    kind: orm.Mapped[Str]
    text: orm.Mapped[Str]
    due_on: orm.Mapped[Day]
    due_time: orm.Mapped[Str]
    minutes: orm.Mapped[OptInt]
    repeat: orm.Mapped[Str]
    snoozed: orm.Mapped[int] = orm.mapped_column(sa.Integer, nullable=False, server_default="0")
    done_at: orm.Mapped[OptMoment]
    result: orm.Mapped[Str]
    private: orm.Mapped[Flag]
    trashed_at: orm.Mapped[OptMoment]
    created_at: orm.Mapped[Moment]
    version: orm.Mapped[Version]
    zone: orm.Mapped[Str]
    place: orm.Mapped[Str]
    starts_on: orm.Mapped[OptDay]
    except_on: orm.Mapped[Str]
    series_id: orm.Mapped[OptInt]
    original_on: orm.Mapped[Str]
    confirms_id: orm.Mapped[OptInt]
    notify_minutes: orm.Mapped[OptInt]
    uid: orm.Mapped[Str]
    ics: orm.Mapped[Str]
    batch_id: orm.Mapped[OptInt]
    #: folded text while it is open, derived
    key: orm.Mapped[Str]

    __table_args__ = (
        orm.partial("ix_followups_series_id", "series_id", where="series_id IS NOT NULL"),
        orm.partial("ix_followups_confirms_id", "confirms_id", where="confirms_id IS NOT NULL"),
        orm.partial("ix_followups_uid", "uid", where="uid <> ''"),
        orm.partial(
            "ix_followups_repeat", "due_on", where="repeat <> '' AND done_at IS NULL AND trashed_at IS NULL"
        ),
        orm.partial(
            "ix_followups_due",
            "due_on",
            "due_time",
            "customer_id",
            "person_id",
            # what the load of a day is summed from
            *("kind", "minutes", "zone"),
            where="done_at IS NULL AND trashed_at IS NULL",
        ),
        orm.partial(
            "ix_followups_done",
            "done_at",
            where="done_at IS NOT NULL",
        ),
        # the calendar shows what was done on the day for which it stood
        orm.partial("ix_followups_past", "due_on", where="done_at IS NOT NULL AND trashed_at IS NULL"),
    )


class Favour(Base):
    """An entry of the ledger of thanks and favours (row I5): ``side`` is «given» or «received»."""

    __tablename__ = "favours"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int] = owner("customers")
    interaction_id: orm.Mapped[int | None] = owner("interactions", required=False)
    side: orm.Mapped[Str]
    text: orm.Mapped[Str]
    on: orm.Mapped[Day]
    weight: orm.Mapped[int] = orm.mapped_column(sa.Integer, nullable=False, server_default="1")
    version: orm.Mapped[Version]

    __table_args__ = (sa.CheckConstraint("side IN ('given','received')", name="side"),)
