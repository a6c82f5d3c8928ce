"""Steps and their rows: audit trail, undo, conflicts and news in one record."""

from __future__ import annotations

import sqlalchemy as sa

from app.models import declare as orm
from app.models.base import Base, Flag, Key, Moment, OptInt, OptStr, Str, owner


class Step(Base):
    """What one verb did. ``title`` is a msgid, ``values`` the JSON that fills it in.

    ``kind``: do, undo, redo, or final for what cannot be undone; ``target_id`` is the step that an undo or redo answers;
    ``undone`` is true while a later step has taken this one back.
    """

    __tablename__ = "steps"

    id: orm.Mapped[Key]
    at: orm.Mapped[Moment]
    person_id: orm.Mapped[int | None] = owner("people", required=False, index=False)
    kind: orm.Mapped[str] = orm.mapped_column(sa.Text, nullable=False, server_default="do")
    verb: orm.Mapped[Str]
    title: orm.Mapped[Str]
    values: orm.Mapped[Str]
    target_id: orm.Mapped[OptInt]
    undone: orm.Mapped[Flag]


class StepRow(Base):
    """One field of one record: JSON before and after.

    ``op``: «+» created, «-» deleted, «=» changed. Of a created record ``after`` is empty until
    it is taken back, of a deleted one ``before`` holds the whole record with its children.
    """

    __tablename__ = "step_rows"

    id: orm.Mapped[Key]
    step_id: orm.Mapped[int] = owner("steps")
    kind: orm.Mapped[Str]
    row_id: orm.Mapped[int]
    customer_id: orm.Mapped[OptInt]
    op: orm.Mapped[str] = orm.mapped_column(sa.Text, nullable=False, server_default="=")
    field: orm.Mapped[Str]
    before: orm.Mapped[OptStr]
    after: orm.Mapped[OptStr]

    __table_args__ = (
        sa.Index("ix_step_rows_row", "kind", "row_id"),
        sa.Index("ix_step_rows_customer", "customer_id"),
    )
