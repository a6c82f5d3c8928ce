"""The customer and everything that belongs to its card (rows C1 to C20)."""

from __future__ import annotations

import sqlalchemy as sa

from app.models import declare as orm
from app.models.base import (
    Base,
    Day,
    Flag,
    Key,
    Known,
    Moment,
    OptDay,
    OptInt,
    OptMoment,
    OptStr,
    Str,
    Version,
    owner,
)

LIVE, TRASHED, STAGED, UNDONE = 0, 1, 2, 3


class Customer(Base):
    """A person or an organisation, from the first enquiry on.

    ``state``: 0 live, 1 in the trash, 2 staged by an unfinished import, 3 creation undone.
    Columns under «derived» follow from other rows and are kept by ``services.derive``;
    they have no history and do not raise the version.
    """

    __tablename__ = "customers"

    id: orm.Mapped[Key]
    uid: orm.Mapped[Str]
    kind: orm.Mapped[str] = orm.mapped_column(sa.Text, nullable=False, server_default="person")
    surname: orm.Mapped[Str]
    given: orm.Mapped[Str]
    patronymic: orm.Mapped[Str]
    name: orm.Mapped[Str]
    address_as: orm.Mapped[Str]
    formality: orm.Mapped[Str]
    gender: orm.Mapped[Str]
    language: orm.Mapped[Str]
    salutation: orm.Mapped[Str]
    birth_year: orm.Mapped[OptInt]
    birth_month: orm.Mapped[OptInt]
    birth_day: orm.Mapped[OptInt]
    age: orm.Mapped[OptInt]
    age_noted_on: orm.Mapped[OptDay]
    time_zone: orm.Mapped[Str]
    country: orm.Mapped[Str]
    hours: orm.Mapped[Str]
    employer: orm.Mapped[Str]
    position: orm.Mapped[Str]
    source: orm.Mapped[Str]
    first_contact_on: orm.Mapped[OptDay]
    responsible_id: orm.Mapped[int | None] = owner("people", required=False)
    territory: orm.Mapped[Str]
    class_: orm.Mapped[str] = orm.mapped_column("class", sa.Text, nullable=False, server_default="")
    class_reason: orm.Mapped[Str]
    keep_in_touch_days: orm.Mapped[OptInt]
    note: orm.Mapped[Str]
    photo_id: orm.Mapped[OptInt]
    state: orm.Mapped[int] = orm.mapped_column(sa.SmallInteger, nullable=False, server_default="0")
    trashed_at: orm.Mapped[OptMoment]
    batch_id: orm.Mapped[int | None] = owner("batches", required=False)
    created_at: orm.Mapped[Moment]
    updated_at: orm.Mapped[Moment]
    version: orm.Mapped[Version]
    # derived
    title: orm.Mapped[Str]
    sort_key: orm.Mapped[Str]
    phone: orm.Mapped[Str]
    email: orm.Mapped[Str]
    city: orm.Mapped[Str]
    last_contact_at: orm.Mapped[OptMoment]
    next_due: orm.Mapped[OptDay]
    next_text: orm.Mapped[Str]
    known: orm.Mapped[int] = orm.mapped_column(sa.SmallInteger, nullable=False, server_default="0")

    __table_args__ = (
        sa.Index("ix_customers_list", "state", "sort_key", "id"),
        sa.Index("ix_customers_last_contact", "state", "last_contact_at", "id"),
        # who fell out of sight: one range a class; what a count needs stands in the index (row R6)
        orm.partial(
            "ix_customers_silent",
            "class",
            "last_contact_at",
            "created_at",
            "responsible_id",
            "state",
            where="next_due IS NULL AND keep_in_touch_days IS NULL",
        ),
        orm.partial(
            "ix_customers_own_interval",
            "keep_in_touch_days",
            "class",
            "last_contact_at",
            "created_at",
            "responsible_id",
            "state",
            where="next_due IS NULL AND keep_in_touch_days > 0",
        ),
        # who is greeted on which day is told from the index: of many on one day the first by class are read
        sa.Index(
            "ix_customers_birth",
            *("birth_month", "birth_day", "class", "state", "responsible_id", "created_at"),
        ),
        # how many keep a day of their country: a count of all customers
        sa.Index("ix_customers_country", "state", "country", "class", "responsible_id"),
        sa.Index("ix_customers_employer", "employer"),
        orm.partial(
            "ix_customers_first_contact",
            *("first_contact_on", "class", "state", "responsible_id"),
            where="first_contact_on IS NOT NULL",
        ),
        orm.partial(
            "ix_customers_position",
            *("position", "country", "class", "state", "responsible_id"),
            where="position <> ''",
        ),
        sa.Index("ix_customers_uid", "uid"),
        sa.CheckConstraint("kind IN ('person','organisation','citizen')", name="kind"),
        sa.CheckConstraint("class IN ('','VIP','A','B','C','D')", name="class"),
        sa.CheckConstraint("state IN (0,1,2,3)", name="state"),
        sa.CheckConstraint("birth_month IS NULL OR birth_month BETWEEN 1 AND 12", name="birth_month"),
        sa.CheckConstraint("birth_day IS NULL OR birth_day BETWEEN 1 AND 31", name="birth_day"),
    )


class Channel(Known, Base):
    """A phone, e-mail, messenger, postal address or site of a customer (row C3)."""

    __tablename__ = "channels"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int] = owner("customers")
    kind: orm.Mapped[Str]
    value: orm.Mapped[Str]
    label: orm.Mapped[Str]
    preferred: orm.Mapped[Flag]
    #: folded value by which it is found: digits of a phone, lower-case e-mail
    key: orm.Mapped[Str]
    street: orm.Mapped[Str]
    city: orm.Mapped[Str]
    region: orm.Mapped[Str]
    postcode: orm.Mapped[Str]
    country: orm.Mapped[Str]
    note: orm.Mapped[Str]

    __table_args__ = (
        sa.Index("ix_channels_key", "kind", "key"),
        sa.CheckConstraint("kind IN ('phone','email','messenger','address','site')", name="kind"),
    )


class Fact(Known, Base):
    """One datum by its key in the catalogue, or by «own:ID» (rows C4 to C12, C18).

    Where the value itself is a column of the customer, ``value`` is NULL and the row holds
    only what is known of the datum.
    """

    __tablename__ = "facts"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int] = owner("customers", index=False)
    key: orm.Mapped[Str]
    value: orm.Mapped[OptStr]

    __table_args__ = (
        sa.UniqueConstraint("customer_id", "key"),
        # what is only known of a column, as the day on which it was confirmed, is not looked for
        orm.partial("ix_facts_key", "key", "value", where="value IS NOT NULL"),
    )


class OwnField(Base):
    """A field of the team's own, which states its purpose (row C10)."""

    __tablename__ = "own_fields"

    id: orm.Mapped[Key]
    label: orm.Mapped[Str]
    purposes: orm.Mapped[Str]
    question: orm.Mapped[Str]
    input: orm.Mapped[Str]
    choices: orm.Mapped[Str]
    tab: orm.Mapped[Str]
    position: orm.Mapped[int] = orm.mapped_column(sa.Integer, nullable=False, server_default="0")
    version: orm.Mapped[Version]

    __table_args__ = (
        sa.UniqueConstraint("label"),
        sa.CheckConstraint("purposes <> ''", name="purposes"),
    )


class PersonalDate(Known, Base):
    """A day worth remembering beside the birth date (row C2)."""

    __tablename__ = "personal_dates"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int] = owner("customers")
    label: orm.Mapped[Str]
    year: orm.Mapped[OptInt]
    month: orm.Mapped[int]
    day: orm.Mapped[int]
    sad: orm.Mapped[Flag]

    __table_args__ = (sa.Index("ix_personal_dates_day", "month", "day"),)


class Relative(Known, Base):
    """A member of the customer's family with dates of his own (row C4)."""

    __tablename__ = "relatives"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int] = owner("customers")
    relation: orm.Mapped[Str]
    name: orm.Mapped[Str]
    birth_year: orm.Mapped[OptInt]
    birth_month: orm.Mapped[OptInt]
    birth_day: orm.Mapped[OptInt]
    note: orm.Mapped[Str]

    __table_args__ = (sa.Index("ix_relatives_birth", "birth_month", "birth_day"),)


class Need(Known, Base):
    """A need or wish, dated, open or met (row C9)."""

    __tablename__ = "needs"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int] = owner("customers")
    text: orm.Mapped[Str]
    noted_on: orm.Mapped[Day]
    met_on: orm.Mapped[OptDay]


class Link(Known, Base):
    """A typed link between two customers (rows C7, C8)."""

    __tablename__ = "links"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int] = owner("customers")
    other_id: orm.Mapped[int] = owner("customers")
    kind: orm.Mapped[Str]
    note: orm.Mapped[Str]

    __table_args__ = (
        sa.UniqueConstraint("customer_id", "other_id", "kind"),
        sa.CheckConstraint("customer_id <> other_id", name="other"),
    )


class Term(Known, Base):
    """One of the customer's own terms (row C13)."""

    __tablename__ = "terms"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int] = owner("customers")
    kind: orm.Mapped[Str]
    channel: orm.Mapped[Str]
    value: orm.Mapped[Str]


class Consent(Base):
    """Consent by channel and topic: given, refused, withdrawn (row C14)."""

    __tablename__ = "consents"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int] = owner("customers")
    channel: orm.Mapped[Str]
    topic: orm.Mapped[Str]
    state: orm.Mapped[Str]
    at: orm.Mapped[OptMoment]
    until: orm.Mapped[OptDay]
    how: orm.Mapped[Str]
    wording: orm.Mapped[Str]
    version: orm.Mapped[Version]

    __table_args__ = (
        sa.UniqueConstraint("customer_id", "channel", "topic"),
        sa.CheckConstraint("state IN ('given','refused','withdrawn','not_asked')", name="state"),
    )


class Tag(Base):
    """A word by which customers are gathered (row C17)."""

    __tablename__ = "tags"

    id: orm.Mapped[Key]
    name: orm.Mapped[Str]
    key: orm.Mapped[Str]
    version: orm.Mapped[Version]

    __table_args__ = (sa.UniqueConstraint("key"),)


class CustomerTag(Base):
    """A tag on a customer."""

    __tablename__ = "customer_tags"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int] = owner("customers", index=False)
    tag_id: orm.Mapped[int] = owner("tags")

    __table_args__ = (sa.UniqueConstraint("customer_id", "tag_id"),)


class Attachment(Base):
    """A file of a customer; its bytes lie apart, under a random name (row C17)."""

    __tablename__ = "attachments"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int] = owner("customers")
    name: orm.Mapped[Str]
    media_type: orm.Mapped[Str]
    size: orm.Mapped[int]
    sha256: orm.Mapped[Str]
    stored_name: orm.Mapped[Str]
    role: orm.Mapped[Str]
    added_at: orm.Mapped[Moment]
    person_id: orm.Mapped[int | None] = owner("people", required=False, index=False)
    trashed_at: orm.Mapped[OptMoment]
    version: orm.Mapped[Version]

    __table_args__ = (sa.UniqueConstraint("stored_name"),)


class AttachmentData(Base):
    """The bytes of an attachment; kept while the attachment or its history may need them."""

    __tablename__ = "attachment_data"

    stored_name: orm.Mapped[str] = orm.mapped_column(sa.Text, primary_key=True)
    data: orm.Mapped[bytes] = orm.mapped_column(sa.LargeBinary, nullable=False)


class RawProperty(Base):
    """An unknown vCard property or column of a table, kept so that an export gives it back."""

    __tablename__ = "raw_properties"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int] = owner("customers")
    name: orm.Mapped[Str]
    value: orm.Mapped[Str]


class Asked(Base):
    """A question that was put and not answered, or that is not to be put again."""

    __tablename__ = "asked"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int] = owner("customers", index=False)
    field: orm.Mapped[Str]
    asked_on: orm.Mapped[Day]

    __table_args__ = (sa.UniqueConstraint("customer_id", "field"),)


class Word(Base):
    """A folded word of names, each once, with its key for slips of typing (derived)."""

    __tablename__ = "words"

    id: orm.Mapped[Key]
    word: orm.Mapped[Str]
    slip: orm.Mapped[Str]

    __table_args__ = (sa.UniqueConstraint("word"), sa.Index("ix_words_slip", "slip"))


class NameWord(Base):
    """A word of a customer's name, by which it is found from the first letter on (derived).

    Two numbers a row: the words themselves would be the largest part of the file after the notes. Nothing but
    ``models.words`` writes here, so that no reference is checked: of an import of thousands that would cost more
    than writing the rows.
    """

    __tablename__ = "name_words"
    __without_rowid__ = True

    word_id: orm.Mapped[int] = orm.mapped_column(sa.Integer, primary_key=True, autoincrement=False)
    customer_id: orm.Mapped[int] = orm.mapped_column(
        sa.Integer, primary_key=True, autoincrement=False, index=True
    )


class CustomerSearch(Base):
    """Everything by which a customer is found, folded (derived; see ``models.search``)."""

    __tablename__ = "customer_search"

    customer_id: orm.Mapped[int] = orm.mapped_column(
        sa.Integer, sa.ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True
    )
    key: orm.Mapped[Str]
    #: the key under which SQLite's index still has it; see ``models.search``
    indexed: orm.Mapped[OptStr]

    __table_args__ = (orm.partial("ix_customer_search_indexed", "customer_id", where="indexed IS NOT NULL"),)
