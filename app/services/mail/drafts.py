"""Letters that are written and not sent yet: begin, edit, attach, discard; what an answer begins with (row I4)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from app.exchange.mail.headers import people
from app.exchange.mail.letter import bare_subject
from app.language import N_
from app.models.base import table_of
from app.models.contact import Interaction
from app.models.customer import LIVE, AttachmentData, Channel, Customer
from app.models.faults import Gone
from app.models.mail import Draft, MailAccount, MailMessage
from app.models.work import Reading, Work
from app.services.attachments import LARGEST, read_file
from app.services.customers import title
from app.services.faults import BadValue, FileTooLarge
from app.services.mail.faults import NotADraft
from app.services.mail.storing import keep, safe

COLUMNS: Final = frozenset(
    {"customer_id", "account_id", "person_id", "to", "cc", "subject", "body", "occasion", "answers_id"}
)
_EDITABLE: Final = ("draft", "failed")


def write(work: Work, *, to: str = "", subject: str = "", body: str = "", cc: str = "", **values: Any) -> int:
    """Begin a letter and return the draft's id; ``values`` are customer_id, account_id, occasion, answers_id.

    Without ``to`` it goes to the preferred e-mail of the customer, without an account by that of the person
    at work.
    """
    unknown = values.keys() - COLUMNS
    if unknown:
        raise BadValue(value=next(iter(unknown)), field="drafts")
    customer_id = values.get("customer_id")
    plain = {
        "person_id": work.moment.person_id,
        "account_id": _account(work),
        **values,
        "to": to.strip() or (address_of(work, customer_id) if customer_id else ""),
        "cc": cc,
        "subject": safe(subject),
        "body": safe(body),
    }
    draft_id = work.insert(Draft, state="draft", changed_at=work.now, **plain)
    work.name(N_("Began a letter to {name}"), name=title(work, customer_id) if customer_id else plain["to"])
    return draft_id


def edit(
    work: Work, *, draft_id: int, values: Mapping[str, Any], was: Mapping[str, Any] | None = None
) -> None:
    """Change a letter that is not on its way.

    Raises:
        NotADraft: it was sent, or is being sent.
        EditConflict: somebody changed it meanwhile.
    """
    row = _editable(work, draft_id)
    if values.keys() - COLUMNS:
        raise BadValue(value=next(iter(values.keys() - COLUMNS)), field="drafts")
    if work.change(Draft, draft_id, dict(values), was):
        work.change(Draft, draft_id, {"changed_at": work.now, "state": "draft", "problem": ""})
    work.name(N_("Changed the letter “{subject}”"), subject=row["subject"])


def attach(work: Work, *, draft_id: int, source: bytes | Path, name: str = "") -> None:
    """Put a file to a letter.

    Raises:
        FileTooLarge: it has more than 50 MB.
        NoFile: it cannot be read.
        NotADraft: the letter was sent, or is being sent.
    """
    row = _editable(work, draft_id)
    shown = name or (source.name if isinstance(source, Path) else "file")
    data = source if isinstance(source, bytes) else read_file(source)
    if len(data) > LARGEST:
        raise FileTooLarge(name=shown)
    files = [*json.loads(row["files"] or "[]"), [safe(shown), keep(work, data)]]
    work.change(Draft, draft_id, {"files": json.dumps(files, ensure_ascii=False), "changed_at": work.now})
    work.name(N_("Attached “{file}” to the letter “{subject}”"), file=shown, subject=row["subject"])


def detach(work: Work, *, draft_id: int, stored_name: str) -> None:
    """Take a file off a letter."""
    row = _editable(work, draft_id)
    files = [each for each in json.loads(row["files"] or "[]") if each[1] != stored_name]
    told = json.dumps(files, ensure_ascii=False) if files else ""
    work.change(Draft, draft_id, {"files": told, "changed_at": work.now})
    work.name(N_("Changed the letter “{subject}”"), subject=row["subject"])


def discard(work: Work, *, draft_id: int) -> None:
    """Throw a letter away that is not on its way; undo brings it back.

    Raises:
        NotADraft: it was sent, or is being sent.
    """
    row = _editable(work, draft_id)
    work.remove(Draft, draft_id)
    work.name(N_("Threw away the letter “{subject}”"), subject=row["subject"])


@dataclass(frozen=True)
class Reply:
    """How the answer to a letter of a timeline begins."""

    customer_id: int
    to: str
    subject: str
    account_id: int | None


def reply(reading: Reading, *, interaction_id: int) -> Reply:
    """Return whom the answer to a contact goes to, and what it is about.

    Raises:
        Gone: there is no such contact.
    """
    i, m = Interaction, MailMessage
    row = reading.one(
        sa.select(i.customer_id, i.text, m.id, m.subject, m.people, m.direction, m.account_id)
        .outerjoin(m, m.id == i.message_id)
        .where(i.id == interaction_id)
    )
    if row is None:
        raise Gone
    subject = row.subject if row.id is not None else row.text
    bare = bare_subject(subject)
    said = subject if subject.lower().startswith("re:") or not bare else f"Re: {subject}"
    to = _back_to(row.people, row.direction) if row.id is not None else address_of(reading, row.customer_id)
    return Reply(row.customer_id, to, said, row.account_id)


def _back_to(people_json: str, direction: str) -> str:
    """Return where an answer goes: as the letter asks, else to its sender; for our own letter to its readers."""
    told = json.loads(people_json or "[]")
    roles = ("to",) if direction == "out" else ("reply-to", "from")
    for role in roles:
        found = [address for each, _, address in told if each == role and address]
        if found:
            return ", ".join(found)
    return ""


def recipients(text: str) -> list[str]:
    """Return the addresses of a list as it is typed.

    Raises:
        BadValue: something of it is no address.
    """
    found = list(people("to", text))
    for one in found:
        if not one.address or not one.address.isascii():
            raise BadValue(value=one.address or one.name, field="email")
    return list(dict.fromkeys(one.address for one in found))


def address_of(reading: Reading, customer_id: int) -> str:
    """Return the e-mail of a customer that is written to first; empty where there is none."""
    c = Channel
    found = reading.value(
        sa.select(c.value)
        .join(Customer, Customer.id == c.customer_id)
        .where(c.customer_id == customer_id, c.kind == "email", Customer.state == LIVE)
        .order_by(c.preferred.desc(), c.id)
        .limit(1)
    )
    return str(found or "")


def _account(work: Work) -> int | None:
    """Return the mailbox of the person at work; else the only one that there is."""
    a = table_of(MailAccount)
    rows = work.rows(sa.select(a.c.id, a.c.person_id).where(a.c.active).order_by(a.c.id))
    mine = [row.id for row in rows if row.person_id == work.moment.person_id]
    return mine[0] if mine else rows[0].id if len(rows) == 1 else None


def _editable(work: Work, draft_id: int) -> dict[str, Any]:
    row = work.get(Draft, draft_id)
    if row["state"] not in _EDITABLE:
        raise NotADraft(subject=row["subject"])
    return row


def stored_files(reading: Reading, files: Sequence[tuple[str, str]]) -> list[tuple[str, bytes]]:
    """Return the files of a letter with their bytes."""
    made = []
    for name, stored in files:
        data = reading.value(sa.select(AttachmentData.data).where(AttachmentData.stored_name == stored))
        if data is not None:
            made.append((name, bytes(data)))
    return made
