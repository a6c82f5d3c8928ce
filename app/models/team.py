"""People of the team, their views and their imports (rows T0, X1, X6)."""

from __future__ import annotations

import sqlalchemy as sa

from app.models import declare as orm
from app.models.base import Base, Day, Flag, Key, Moment, OptBig, OptInt, Str, Version, owner


class Person(Base):
    """Somebody who works with Rapport; ``hourly_cost`` in minor units of the team's currency."""

    __tablename__ = "people"

    id: orm.Mapped[Key]
    name: orm.Mapped[Str]
    email: orm.Mapped[Str]
    phone: orm.Mapped[Str]
    role: orm.Mapped[str] = orm.mapped_column(sa.Text, nullable=False, server_default="salesperson")
    hourly_cost: orm.Mapped[OptBig]
    hours: orm.Mapped[Str]
    territory: orm.Mapped[Str]
    gone: orm.Mapped[Flag]
    version: orm.Mapped[Version]

    __table_args__ = (
        sa.CheckConstraint("role IN ('owner','manager','salesperson','read-only')", name="role"),
    )


class Leave(Base):
    """Days on which a person is away, both ends included."""

    __tablename__ = "leaves"

    id: orm.Mapped[Key]
    person_id: orm.Mapped[int] = owner("people")
    first_day: orm.Mapped[Day]
    last_day: orm.Mapped[Day]
    note: orm.Mapped[Str]
    version: orm.Mapped[Version]

    __table_args__ = (sa.CheckConstraint("first_day <= last_day", name="order"),)


class View(Base):
    """A saved filter, order and choice of columns of a list (row X6); ``definition`` is JSON."""

    __tablename__ = "views"

    id: orm.Mapped[Key]
    room: orm.Mapped[Str]
    name: orm.Mapped[Str]
    definition: orm.Mapped[Str]
    position: orm.Mapped[int] = orm.mapped_column(sa.Integer, nullable=False, server_default="0")
    version: orm.Mapped[Version]


class Batch(Base):
    """One import: which file, by whom, what came of it; its records become visible together."""

    __tablename__ = "batches"

    id: orm.Mapped[Key]
    kind: orm.Mapped[Str]
    file: orm.Mapped[Str]
    at: orm.Mapped[Moment]
    person_id: orm.Mapped[int | None] = owner("people", required=False, index=False)
    step_id: orm.Mapped[OptInt]
    report: orm.Mapped[Str]


class SavedMapping(Base):
    """A mapping of columns that the user corrected, found again by the header (row X1)."""

    __tablename__ = "saved_mappings"

    id: orm.Mapped[Key]
    name: orm.Mapped[Str]
    header: orm.Mapped[Str]
    definition: orm.Mapped[Str]
    version: orm.Mapped[Version]

    __table_args__ = (sa.UniqueConstraint("header"),)


class DuplicatePair(Base):
    """Two customers that may be one; ``state``: open, or apart once somebody said so (row X3)."""

    __tablename__ = "duplicate_pairs"

    id: orm.Mapped[Key]
    first_id: orm.Mapped[int] = owner("customers")
    second_id: orm.Mapped[int] = owner("customers")
    score: orm.Mapped[int] = orm.mapped_column(sa.SmallInteger, nullable=False, server_default="0")
    reasons: orm.Mapped[Str]
    state: orm.Mapped[str] = orm.mapped_column(sa.Text, nullable=False, server_default="open")
    version: orm.Mapped[Version]

    __table_args__ = (
        sa.UniqueConstraint("first_id", "second_id"),
        sa.CheckConstraint("first_id < second_id", name="order"),
        sa.CheckConstraint("state IN ('open','apart')", name="state"),
    )


class Meta(Base):
    """What is known of the database itself."""

    __tablename__ = "meta"

    key: orm.Mapped[str] = orm.mapped_column(sa.Text, primary_key=True)
    value: orm.Mapped[Str]
