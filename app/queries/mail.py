"""Letters: one whole, those of people whom nobody knows yet, how many wait, accounts and drafts (row I4)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from app.models.base import table_of
from app.models.contact import Interaction
from app.models.customer import LIVE, AttachmentData, Customer
from app.models.faults import Gone
from app.models.mail import Draft, IgnoredSender, MailAccount, MailFile, MailFolder, MailMessage
from app.models.work import Reading
from app.queries.attachments import write_copy
from app.queries.mail_whom import address_key, own_addresses

#: proposals that one look gathers
MOST: Final = 5000
#: services whose days of chats stand among the letters
CHATS: Final = ("telegram", "whatsapp")


@dataclass(frozen=True)
class LetterPerson:
    """Somebody of a letter; ``role`` is from, to, cc, bcc or reply-to."""

    role: str
    name: str
    address: str


@dataclass(frozen=True)
class LetterFileRow:
    """A file of a letter without its bytes; ``inline`` ones stand in its HTML."""

    id: int
    name: str
    media_type: str
    size: int
    content_id: str
    inline: bool


@dataclass(frozen=True)
class Mark:
    """What a line of the timeline shows of its letter; ``files`` are those that are not part of the text."""

    message_id: int
    files: int
    bulk: bool


@dataclass(frozen=True)
class LetterView:
    """A letter as it is shown. ``state``: filed, proposed, ignored; ``origin`` is telegram or whatsapp for a chat."""

    id: int
    direction: str
    subject: str
    at: dt.datetime
    people: tuple[LetterPerson, ...]
    text: str
    bulk: bool
    state: str
    origin: str
    message_id: str
    files: tuple[LetterFileRow, ...]
    customers: tuple[tuple[int, str], ...]

    @property
    def sender(self) -> LetterPerson | None:
        return next((one for one in self.people if one.role == "from"), None)


@dataclass(frozen=True)
class Proposal:
    """Letters of one sender whom no card knows; ``sender`` is the key that the verbs take.

    ``name`` and ``address`` are as written last; ``subject``, ``text`` and ``at`` those of the last letter.
    """

    sender: str
    name: str
    address: str
    count: int
    subject: str
    text: str
    at: dt.datetime
    bulk: bool
    chat: str
    direction: str
    last_id: int


@dataclass(frozen=True)
class MailCounts:
    """How many letters there are, proposals wait (senders, letters), and drafts lie or failed."""

    letters: int
    senders: int
    proposed: int
    drafts: int
    failed: int


@dataclass(frozen=True)
class AccountRow:
    """A mailbox; ``folders`` are those that are fetched, with how far and what went wrong last."""

    id: int
    person_id: int | None
    name: str
    address: str
    user: str
    imap_host: str
    imap_port: int | None
    imap_security: str
    smtp_host: str
    smtp_port: int | None
    smtp_security: str
    smtp_user: str
    folders: tuple[str, ...]
    since: str | None
    every_minutes: int | None
    signature: str
    certificates: tuple[str, ...]
    active: bool
    version: int
    states: tuple[FolderState, ...] = ()


@dataclass(frozen=True)
class FolderState:
    """How far a folder is fetched; ``problem`` is what went wrong last, for ``services.mail.faults.said``."""

    name: str
    validity: int | None
    last_uid: int
    fetched_at: dt.datetime | None
    problem: str


@dataclass(frozen=True)
class DraftRow:
    """A letter that is written or on its way; ``files`` are (name, stored name), ``problem`` as of a folder."""

    id: int
    customer_id: int | None
    account_id: int | None
    person_id: int | None
    to: str
    cc: str
    subject: str
    body: str
    files: tuple[tuple[str, str], ...]
    occasion: str
    answers_id: int | None
    message_id: str
    state: str
    problem: str
    changed_at: dt.datetime
    version: int


def letter(reading: Reading, *, message_id: int) -> LetterView:
    """Return one letter with its files and the customers on whose timelines it stands.

    Raises:
        Gone: there is no such letter.
    """
    row = reading.one(sa.select(table_of(MailMessage)).where(MailMessage.id == message_id))
    if row is None:
        raise Gone
    on = (
        sa.select(Customer.id, Customer.title)
        .join(Interaction, Interaction.customer_id == Customer.id)
        .where(Interaction.message_id == message_id, Interaction.trashed_at.is_(None), Customer.state == LIVE)
        .distinct()
        .order_by(Customer.title, Customer.id)
    )
    return LetterView(
        row.id,
        row.direction,
        row.subject,
        row.at,
        tuple(LetterPerson(*one) for one in json.loads(row.people or "[]")),
        row.text,
        row.bulk,
        row.state,
        row.origin if row.origin in CHATS else "",
        row.message_id,
        files(reading, message_id=message_id),
        tuple((one.id, one.title) for one in reading.rows(on)),
    )


def letter_of(reading: Reading, *, interaction_id: int) -> LetterView | None:
    """Return the letter that a contact of a timeline was, None where it was none."""
    found = reading.value(sa.select(Interaction.message_id).where(Interaction.id == interaction_id))
    if found is None or reading.value(sa.select(MailMessage.id).where(MailMessage.id == found)) is None:
        return None
    return letter(reading, message_id=int(found))


def files(reading: Reading, *, message_id: int) -> tuple[LetterFileRow, ...]:
    """Return the files of a letter."""
    f = MailFile
    statement = (
        sa.select(f.id, f.name, f.media_type, f.size, f.content_id, f.inline)
        .where(f.message_id == message_id)
        .order_by(f.id)
    )
    return tuple(LetterFileRow(*row) for row in reading.rows(statement))


def marks(reading: Reading, *, interaction_ids: tuple[int, ...]) -> dict[int, Mark]:
    """Return what a timeline shows of the letters among its contacts; contacts that were none are left out."""
    m, i = MailMessage, Interaction
    number = (
        sa.select(sa.func.count())
        .where(MailFile.message_id == m.id, MailFile.inline.is_(False))
        .scalar_subquery()
    )
    statement = (
        sa.select(i.id, m.id.label("message_id"), number.label("files"), m.bulk)
        .join(m, m.id == i.message_id)
        .where(i.id.in_(interaction_ids))
    )
    return {row.id: Mark(row.message_id, int(row.files), bool(row.bulk)) for row in reading.rows(statement)}


def file_data(reading: Reading, *, file_id: int) -> bytes:
    """Return the bytes of a file of a letter.

    Raises:
        Gone: there is no such file.
    """
    found = reading.value(
        sa.select(AttachmentData.data)
        .join(MailFile, MailFile.stored_name == AttachmentData.stored_name)
        .where(MailFile.id == file_id)
    )
    if found is None:
        raise Gone
    return bytes(found)


def open_copy(reading: Reading, *, file_id: int, folder: Path) -> Path:
    """Copy a file of a letter into a fresh private folder and return the copy's path, as files of cards are opened.

    Raises:
        Gone: there is no such file.
        CannotWrite: the folder cannot be written.
    """
    name = reading.value(sa.select(MailFile.name).where(MailFile.id == file_id))
    return write_copy(str(name or ""), file_data(reading, file_id=file_id), folder)


def proposals(reading: Reading, *, bulk: bool = True) -> list[Proposal]:
    """Return the senders of proposed letters, people before mailings, the newest first."""
    m = MailMessage
    columns = (m.id, m.sender, m.sender_name, m.people, m.direction, m.subject, m.at, m.bulk, m.origin)
    text = sa.func.substr(m.text, 1, 400).label("text")
    statement = (
        sa.select(*columns, text).where(m.state == "proposed").order_by(m.at.desc(), m.id.desc()).limit(MOST)
    )
    if not bulk:
        statement = statement.where(m.bulk.is_(False))
    own = own_addresses(reading)
    groups: dict[str, list[Any]] = {}
    for row in reading.rows(statement):
        groups.setdefault(group_key(row, own), []).append(row)
    made = [_proposal(sender, rows) for sender, rows in groups.items()]
    return sorted(made, key=lambda one: one.bulk)


def group_key(row: Any, own: Mapping[str, Any]) -> str:
    """Return the key by which a proposal is grouped: its sender, of a letter that we sent the first recipient."""
    if row.direction == "in" or row.origin in CHATS:
        return str(row.sender)
    people = (address_key(address) for role, _, address in json.loads(row.people or "[]") if role != "from")
    return next((one for one in people if one and one not in own), "")


def _proposal(sender: str, rows: list[Any]) -> Proposal:
    last = rows[0]
    name, address = "", ""
    for row in rows:
        for _, said, written in json.loads(row.people or "[]"):
            if written and address_key(written) == sender:
                name, address = name or said, address or written
    if not address and last.origin not in CHATS and "@" in sender:
        address = sender
    return Proposal(
        sender,
        name or (last.sender_name if last.direction == "in" else ""),
        address,
        len(rows),
        last.subject,
        last.text,
        last.at,
        all(row.bulk for row in rows),
        last.origin if last.origin in CHATS else "",
        last.direction,
        last.id,
    )


def proposed_letters(reading: Reading, *, sender: str) -> list[LetterView]:
    """Return the proposed letters of one sender, newest first."""
    m = MailMessage
    own = own_addresses(reading)
    statement = (
        sa.select(m.id, m.sender, m.people, m.direction, m.origin)
        .where(m.state == "proposed", sa.or_(m.sender == sender, m.direction == "out"))
        .order_by(m.at.desc(), m.id.desc())
        .limit(MOST)
    )
    mine = [row.id for row in reading.rows(statement) if group_key(row, own) == sender]
    return [letter(reading, message_id=row_id) for row_id in mine[:200]]


def counts(reading: Reading) -> MailCounts:
    """Return what the counters of the room show."""
    m, d = MailMessage, Draft
    letters = reading.value(sa.select(sa.func.count()).select_from(m).where(m.state == "filed")) or 0
    waiting = proposals(reading)
    drafts = dict(tuple(row) for row in reading.rows(sa.select(d.state, sa.func.count()).group_by(d.state)))
    return MailCounts(
        int(letters),
        len(waiting),
        sum(one.count for one in waiting),
        int(drafts.get("draft", 0)),
        int(drafts.get("failed", 0)) + int(drafts.get("sending", 0)),
    )


def ignored_senders(reading: Reading) -> list[str]:
    """Return the senders whose letters are never kept."""
    return list(
        reading.connection.execute(sa.select(IgnoredSender.address).order_by(IgnoredSender.address)).scalars()
    )


def accounts(reading: Reading) -> list[AccountRow]:
    """Return the mailboxes of the team with the state of their folders."""
    a, f = table_of(MailAccount), MailFolder
    states: dict[int, list[FolderState]] = {}
    columns = (f.account_id, f.name, f.validity, f.last_uid, f.fetched_at, f.problem)
    for row in reading.rows(sa.select(*columns).order_by(f.name)):
        states.setdefault(row[0], []).append(FolderState(*row[1:]))
    return [_account(row, states.get(row.id, [])) for row in reading.rows(sa.select(a).order_by(a.c.id))]


def account(reading: Reading, *, account_id: int) -> AccountRow:
    """Return one mailbox.

    Raises:
        Gone: there is none.
    """
    for one in accounts(reading):
        if one.id == account_id:
            return one
    raise Gone


def _account(row: Any, states: list[FolderState]) -> AccountRow:
    return AccountRow(
        id=row.id,
        person_id=row.person_id,
        name=row.name,
        address=row.address,
        user=row.user,
        imap_host=row.imap_host,
        imap_port=row.imap_port,
        imap_security=row.imap_security,
        smtp_host=row.smtp_host,
        smtp_port=row.smtp_port,
        smtp_security=row.smtp_security,
        smtp_user=row.smtp_user,
        folders=tuple(json.loads(row.folders)) if row.folders else (),
        since=row.since,
        every_minutes=row.every_minutes,
        signature=row.signature,
        certificates=tuple(row.certificates.split()),
        active=row.active,
        version=row.version,
        states=tuple(states),
    )


def drafts(reading: Reading, *, customer_id: int | None = None, sent: bool = False) -> list[DraftRow]:
    """Return letters that are written and not sent, those that failed or hang first."""
    d = table_of(Draft)
    statement = sa.select(d).order_by(d.c.state == "draft", d.c.changed_at.desc(), d.c.id.desc())
    if customer_id is not None:
        statement = statement.where(d.c.customer_id == customer_id)
    if not sent:
        statement = statement.where(d.c.state != "sent")
    return [_draft(row) for row in reading.rows(statement)]


def draft(reading: Reading, *, draft_id: int) -> DraftRow:
    """Return one draft.

    Raises:
        Gone: there is none.
    """
    row = reading.one(sa.select(table_of(Draft)).where(Draft.id == draft_id))
    if row is None:
        raise Gone
    return _draft(row)


def _draft(row: Any) -> DraftRow:
    return DraftRow(
        row.id,
        row.customer_id,
        row.account_id,
        row.person_id,
        row.to,
        row.cc,
        row.subject,
        row.body,
        tuple((name, stored) for name, stored in json.loads(row.files or "[]")),
        row.occasion,
        row.answers_id,
        row.message_id,
        row.state,
        row.problem,
        row.changed_at,
        row.version,
    )
