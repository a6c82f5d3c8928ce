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

    __table_args__ = (
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

    ``due_time`` is «HH:MM» of the wall clock or empty for a day; ``repeat`` an iCalendar RRULE.
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

    __table_args__ = (
        orm.partial(
            "ix_followups_due",
            "due_on",
            "due_time",
            "customer_id",
            "person_id",
            where="done_at IS NULL AND trashed_at IS NULL",
        ),
        orm.partial(
            "ix_followups_done",
            "done_at",
            where="done_at IS NOT NULL",
        ),
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
