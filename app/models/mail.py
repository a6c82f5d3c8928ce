"""Messages from outside: letters and chats, their files, accounts, and letters not sent yet (row I4)."""

from __future__ import annotations

import sqlalchemy as sa

from app.models import declare as orm
from app.models.base import Base, Flag, Key, Moment, OptBig, OptInt, OptMoment, OptStr, Str, Version, owner


class MailMessage(Base):
    """A letter as it came, once; the interactions that point to it put it on timelines.

    ``identity`` makes it one and the same wherever it comes from: the folded Message-ID, or a digest
    of sender, date, subject and text where there is none. ``state``: filed on timelines, proposed
    where no customer is known, ignored. ``people`` is JSON: ``[[role, name, address], …]`` with roles
    from, to, cc, bcc, reply-to. ``html`` is kept as it came and cleaned before it is shown.
    """

    __tablename__ = "mail_messages"

    id: orm.Mapped[Key]
    identity: orm.Mapped[Str]
    message_id: orm.Mapped[Str]
    reply_to: orm.Mapped[Str]
    thread: orm.Mapped[Str]
    direction: orm.Mapped[Str]
    subject: orm.Mapped[Str]
    sender: orm.Mapped[Str]
    sender_name: orm.Mapped[Str]
    people: orm.Mapped[Str]
    at: orm.Mapped[Moment]
    text: orm.Mapped[Str]
    html: orm.Mapped[OptStr]
    state: orm.Mapped[Str]
    bulk: orm.Mapped[Flag]
    account_id: orm.Mapped[int | None] = owner("mail_accounts", required=False)
    origin: orm.Mapped[Str]
    added_at: orm.Mapped[Moment]
    version: orm.Mapped[Version]

    __table_args__ = (
        sa.UniqueConstraint("identity"),
        sa.Index("ix_mail_messages_state", "state", "at"),
        sa.Index("ix_mail_messages_sender", "sender"),
        sa.Index("ix_mail_messages_thread", "thread"),
        sa.CheckConstraint("direction IN ('in','out')", name="direction"),
        sa.CheckConstraint("state IN ('filed','proposed','ignored')", name="state"),
    )


class MailFile(Base):
    """A file that came with a letter; its bytes lie in ``attachment_data`` under a random name."""

    __tablename__ = "mail_files"

    id: orm.Mapped[Key]
    message_id: orm.Mapped[int] = owner("mail_messages")
    name: orm.Mapped[Str]
    media_type: orm.Mapped[Str]
    size: orm.Mapped[int]
    sha256: orm.Mapped[Str]
    stored_name: orm.Mapped[Str]
    content_id: orm.Mapped[Str]
    inline: orm.Mapped[Flag]

    __table_args__ = (sa.UniqueConstraint("stored_name"),)


class MailAccount(Base):
    """A mailbox of a person: where letters are fetched and sent. Passwords lie in the system's keyring.

    ``folders`` is JSON: the names of those that are fetched. ``security`` of each side: tls, starttls, none.
    ``certificates`` are SHA-256 fingerprints, divided by spaces, that the user trusts though no authority signed them.
    """

    __tablename__ = "mail_accounts"

    id: orm.Mapped[Key]
    person_id: orm.Mapped[int | None] = owner("people", required=False, index=False)
    name: orm.Mapped[Str]
    address: orm.Mapped[Str]
    user: orm.Mapped[Str]
    imap_host: orm.Mapped[Str]
    imap_port: orm.Mapped[OptInt]
    imap_security: orm.Mapped[Str]
    smtp_host: orm.Mapped[Str]
    smtp_port: orm.Mapped[OptInt]
    smtp_security: orm.Mapped[Str]
    smtp_user: orm.Mapped[Str]
    folders: orm.Mapped[Str]
    since: orm.Mapped[OptStr]
    every_minutes: orm.Mapped[OptInt]
    signature: orm.Mapped[Str]
    certificates: orm.Mapped[Str]
    active: orm.Mapped[Flag]
    version: orm.Mapped[Version]


class IgnoredSender(Base):
    """A sender whose letters are never kept; ``address`` is folded, or the name of a chat."""

    __tablename__ = "ignored_senders"

    id: orm.Mapped[Key]
    address: orm.Mapped[Str]

    __table_args__ = (sa.UniqueConstraint("address"),)


class MailFolder(Base):
    """How far a folder of an account is fetched; it has no history."""

    __tablename__ = "mail_folders"

    id: orm.Mapped[Key]
    account_id: orm.Mapped[int] = owner("mail_accounts", index=False)
    name: orm.Mapped[Str]
    validity: orm.Mapped[OptBig]
    last_uid: orm.Mapped[int] = orm.mapped_column(sa.BigInteger, nullable=False, server_default="0")
    fetched_at: orm.Mapped[OptMoment]
    problem: orm.Mapped[Str]

    __table_args__ = (sa.UniqueConstraint("account_id", "name"),)


class Draft(Base):
    """A letter that is written or on its way. ``state``: draft, sending, sent, failed; ``problem`` says why.

    ``files`` is JSON: ``[[name, stored_name], …]``, the bytes in ``attachment_data``.
    ``message_id`` is made before it is sent, so that sending twice is noticed. ``occasion`` is that
    of a greeting; ``answers_id`` the interaction that it answers.
    """

    __tablename__ = "drafts"

    id: orm.Mapped[Key]
    customer_id: orm.Mapped[int | None] = orm.mapped_column(
        sa.Integer, sa.ForeignKey("customers.id", ondelete="CASCADE"), index=True
    )
    account_id: orm.Mapped[int | None] = owner("mail_accounts", required=False, index=False)
    person_id: orm.Mapped[int | None] = owner("people", required=False, index=False)
    to: orm.Mapped[Str]
    cc: orm.Mapped[Str]
    subject: orm.Mapped[Str]
    body: orm.Mapped[Str]
    files: orm.Mapped[Str]
    occasion: orm.Mapped[Str]
    answers_id: orm.Mapped[int | None] = owner("interactions", required=False, index=False)
    message_id: orm.Mapped[Str]
    state: orm.Mapped[Str]
    problem: orm.Mapped[Str]
    changed_at: orm.Mapped[Moment]
    version: orm.Mapped[Version]

    __table_args__ = (sa.CheckConstraint("state IN ('draft','sending','sent','failed')", name="state"),)
