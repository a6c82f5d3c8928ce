"""Complaints and ideas with their owner and outcome; and what was announced to whom (rows I6, R5)."""

from __future__ import annotations

import sqlalchemy as sa

from app.models import declare as orm
from app.models.base import Base, Key, Moment, OptInt, OptMoment, Str, Version, owner


class Feedback(Base):
    """A complaint or an idea for the product. ``state``: new, working, accepted, declined, done.

    ``told_at`` is when the customer heard the outcome, by the interaction ``told_id``; ``followup_id`` is the
    next step that shall tell it.
    """

    __tablename__ = "feedback"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int] = owner("customers")
    interaction_id: orm.Mapped[int | None] = owner("interactions", required=False)
    kind: orm.Mapped[Str]
    text: orm.Mapped[Str]
    owner_id: orm.Mapped[int | None] = owner("people", required=False, index=False)
    state: orm.Mapped[Str]
    outcome: orm.Mapped[Str]
    noted_at: orm.Mapped[Moment]
    decided_at: orm.Mapped[OptMoment]
    told_at: orm.Mapped[OptMoment]
    told_id: orm.Mapped[int | None] = owner("interactions", required=False, index=False)
    followup_id: orm.Mapped[OptInt]
    trashed_at: orm.Mapped[OptMoment]
    version: orm.Mapped[Version]

    __table_args__ = (
        orm.partial("ix_feedback_followup_id", "followup_id", where="followup_id IS NOT NULL"),
        sa.Index("ix_feedback_state", "state", "noted_at"),
        sa.CheckConstraint("kind IN ('complaint','idea')", name="kind"),
        sa.CheckConstraint("state IN ('new','working','accepted','declined','done')", name="state"),
    )


class Notice(Base):
    """What was announced to a person, so that it is announced once; it has no history.

    ``subject`` names the thing and its moment («followup:12:2026-11-17T10:00»). ``until`` puts the
    announcement off; ``closed_at`` ends it.
    """

    __tablename__ = "notices"

    id: orm.Mapped[Key]
    person_id: orm.Mapped[int] = owner("people", index=False)
    subject: orm.Mapped[Str]
    due_at: orm.Mapped[Moment]
    shown_at: orm.Mapped[OptMoment]
    until: orm.Mapped[OptMoment]
    closed_at: orm.Mapped[OptMoment]

    __table_args__ = (
        sa.UniqueConstraint("person_id", "subject"),
        sa.Index("ix_notices_due", "due_at"),
    )
