"""Greetings, their rules and templates, gifts and what they cost (rows R2, R3)."""

from __future__ import annotations

import sqlalchemy as sa

from app.models import declare as orm
from app.models.base import (
    Base,
    Day,
    Flag,
    Key,
    Moment,
    OptBig,
    OptDay,
    OptInt,
    OptMoment,
    Str,
    Version,
    owner,
)


class Greeting(Base):
    """What became of one occasion of one customer: greeted, skipped, or drafted and not sent yet.

    ``occasion`` names the occasion and its year («birthday:2026», «relative:17:2026»,
    «holiday:RU:new_year:2027»), so that it is greeted once; ``on`` is its day, ``way`` how it was
    greeted: call, letter, email, chat, card, gift.
    """

    __tablename__ = "greetings"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int] = owner("customers", index=False)
    occasion: orm.Mapped[Str]
    on: orm.Mapped[Day]
    state: orm.Mapped[Str]
    way: orm.Mapped[Str]
    subject: orm.Mapped[Str]
    text: orm.Mapped[Str]
    interaction_id: orm.Mapped[int | None] = owner("interactions", required=False)
    person_id: orm.Mapped[int | None] = owner("people", required=False, index=False)
    at: orm.Mapped[Moment]
    version: orm.Mapped[Version]

    __table_args__ = (
        sa.UniqueConstraint("customer_id", "occasion"),
        sa.Index("ix_greetings_on", "on"),
        sa.CheckConstraint("state IN ('draft','greeted','skipped')", name="state"),
    )


class GreetingRule(Base):
    """How a class, or one customer, is greeted on a group of occasions; what is not stored is as usual.

    ``customer_id`` is NULL for a rule of ``class_``. ``ways`` are words divided by spaces, «nothing»
    for none; ``warn_days`` how many days ahead it is announced, NULL as usual.
    """

    __tablename__ = "greeting_rules"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int | None] = orm.mapped_column(
        sa.Integer, sa.ForeignKey("customers.id", ondelete="CASCADE")
    )
    class_: orm.Mapped[str] = orm.mapped_column("class", sa.Text, nullable=False, server_default="")
    group: orm.Mapped[Str]
    ways: orm.Mapped[Str]
    warn_days: orm.Mapped[OptInt]
    version: orm.Mapped[Version]

    __table_args__ = (sa.UniqueConstraint("customer_id", "class", "group"),)


class Template(Base):
    """A text to be filled in for a customer: a greeting, an answer, a letter.

    ``builtin`` is the key of the template of the program that this one replaces, empty for one of
    the team's own. ``tone``: formal, warm, short; ``occasion`` a group of occasions, one of them, or empty.
    """

    __tablename__ = "templates"

    id: orm.Mapped[Key]
    builtin: orm.Mapped[Str]
    kind: orm.Mapped[Str]
    occasion: orm.Mapped[Str]
    language: orm.Mapped[Str]
    tone: orm.Mapped[Str]
    name: orm.Mapped[Str]
    subject: orm.Mapped[Str]
    body: orm.Mapped[Str]
    hidden: orm.Mapped[Flag]
    version: orm.Mapped[Version]

    __table_args__ = (sa.Index("ix_templates_kind", "kind", "language"),)


class Gift(Base):
    """A gift for a customer, from the idea to the hand-over; its cost counts against the customer.

    ``cost`` is in minor units of ``currency``. ``occasion`` is as in :class:`Greeting`, empty for a
    gift without one; ``reason`` says why it was chosen, ``taste`` the datum behind it.
    ``dispatch_on`` is the day by which it has to leave.
    """

    __tablename__ = "gifts"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int] = owner("customers")
    occasion: orm.Mapped[Str]
    for_whom: orm.Mapped[Str]
    name: orm.Mapped[Str]
    key: orm.Mapped[Str]
    taste: orm.Mapped[Str]
    reason: orm.Mapped[Str]
    cost: orm.Mapped[OptBig]
    currency: orm.Mapped[Str]
    state: orm.Mapped[Str]
    due_on: orm.Mapped[OptDay]
    dispatch_on: orm.Mapped[OptDay]
    given_on: orm.Mapped[OptDay]
    note: orm.Mapped[Str]
    interaction_id: orm.Mapped[int | None] = owner("interactions", required=False)
    person_id: orm.Mapped[int | None] = owner("people", required=False, index=False)
    created_at: orm.Mapped[Moment]
    trashed_at: orm.Mapped[OptMoment]
    version: orm.Mapped[Version]

    __table_args__ = (
        sa.Index("ix_gifts_due", "due_on"),
        sa.CheckConstraint("state IN ('planned','bought','sent','given','dropped')", name="state"),
        sa.CheckConstraint("cost IS NULL OR cost >= 0", name="cost"),
    )


class GiftIdea(Base):
    """Something that the team gives, for a taste: «wine» with ``words`` that it fits, or for anybody."""

    __tablename__ = "gift_ideas"

    id: orm.Mapped[Key]
    name: orm.Mapped[Str]
    taste: orm.Mapped[Str]
    words: orm.Mapped[Str]
    price: orm.Mapped[OptBig]
    currency: orm.Mapped[Str]
    days: orm.Mapped[int] = orm.mapped_column(sa.Integer, nullable=False, server_default="0")
    note: orm.Mapped[Str]
    hidden: orm.Mapped[Flag]
    version: orm.Mapped[Version]


class GiftBudget(Base):
    """What may be spent on gifts for a customer of ``class_`` in ``year`` (0 for every year), in minor units."""

    __tablename__ = "gift_budgets"

    id: orm.Mapped[Key]
    class_: orm.Mapped[str] = orm.mapped_column("class", sa.Text, nullable=False, server_default="")
    year: orm.Mapped[int] = orm.mapped_column(sa.Integer, nullable=False, server_default="0")
    amount: orm.Mapped[int] = orm.mapped_column(sa.BigInteger, nullable=False, server_default="0")
    currency: orm.Mapped[Str]
    version: orm.Mapped[Version]

    __table_args__ = (sa.UniqueConstraint("class", "year"),)


class OwnDay(Base):
    """A day of the team's own that comes back every year: for customers of ``professions`` (words divided by
    commas, empty for all) and of ``country`` (empty for all).
    """

    __tablename__ = "own_days"

    id: orm.Mapped[Key]
    name: orm.Mapped[Str]
    month: orm.Mapped[int]
    day: orm.Mapped[int]
    professions: orm.Mapped[Str]
    country: orm.Mapped[Str]
    version: orm.Mapped[Version]
