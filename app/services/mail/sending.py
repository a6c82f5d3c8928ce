"""Sends a letter once: its state tells, also after a crash, whether it may have been sent (row I4)."""

from __future__ import annotations

import datetime as dt
import re
import secrets as random
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any, Final

import sqlalchemy as sa

from app.domain.media import media_type
from app.domain.terms import Plan, Weight
from app.errors import RapportError
from app.exchange import smtp
from app.exchange.mail.mime import read_eml
from app.language import N_
from app.models.base import table_of
from app.models.contact import Interaction
from app.models.customer import Customer
from app.models.mail import Draft, MailMessage
from app.models.work import Reading, Work
from app.queries import capture, mail
from app.queries.mail import AccountRow, DraftRow
from app.services.mail import accounts, filing
from app.services.mail.drafts import recipients, stored_files
from app.services.mail.faults import (
    CustomerRefused,
    Halfway,
    NoAccount,
    NobodyToSendTo,
    NoPassword,
    NotADraft,
    kept,
)
from app.services.mail.importing import Door
from app.services.mail.storing import Came

_POLICY: Final = SMTP.clone(max_line_length=200)


@dataclass(frozen=True)
class Sent:
    """A letter that was sent: it stands on the timelines of ``customers``; ``draft`` as it was."""

    message_id: int
    customers: tuple[int, ...]
    draft: DraftRow
    #: the contact on the timeline of the draft's own customer
    interaction_id: int | None


def send(door: Door, *, draft_id: int, password: str | None = None, again: bool = False) -> Sent:
    """Send a draft and file it; a letter whose sending was broken off goes out only with ``again``.

    Raises:
        NotADraft: it was sent already.
        Halfway: it may have been sent: look, then ask ``again`` or :func:`mark_sent`.
        NobodyToSendTo, BadValue, NoAccount, NoServer, NoPassword, CustomerRefused: it cannot be sent as it is.
        CannotConnect, WrongPassword, Untrusted, BadRecipient, LetterTooLarge, NotSent: it was not sent;
            the draft says why.
        MaybeSent: the connection broke at the last moment.
    """
    draft = door.ask(mail.draft, draft_id=draft_id)
    account = _account(door, draft)
    to = _checked(door, draft, account)
    server = accounts.outgoing(account, password=password)
    if server.user and not server.password:
        raise NoPassword(address=account.address)
    draft = door.do(begin, draft_id=draft_id, address=account.address, again=again)
    letter = door.ask(compose, draft=draft, account=account)
    try:
        smtp.send(server, letter, sender=account.address, recipients=to)
    except smtp.MaybeSent as fault:
        door.do(note, draft_id=draft_id, state="sending", problem=kept(fault))
        raise
    except RapportError as fault:
        door.do(note, draft_id=draft_id, state="failed", problem=kept(fault))
        raise
    # an error of our own below this line leaves «sending»: the letter is out, and nobody sends it twice
    sent: Sent = door.do(
        finish, draft_id=draft_id, data=letter.as_bytes(policy=_POLICY), account_id=account.id
    )
    return sent


def _account(door: Door, draft: DraftRow) -> AccountRow:
    if draft.account_id is None:
        raise NoAccount
    account: AccountRow = door.ask(mail.account, account_id=draft.account_id)
    return account


def _checked(door: Door, draft: DraftRow, account: AccountRow) -> list[str]:
    """Return all recipients; what speaks against sending is said before anything happens."""
    if not account.address:
        raise NoAccount
    to = [*recipients(draft.to), *recipients(draft.cc)]
    if not to:
        raise NobodyToSendTo(subject=draft.subject)
    if draft.customer_id is not None and draft.answers_id is None:
        # who writes to us by e-mail may be answered so, whatever was said of other letters
        warned = door.ask(refusals, customer_id=draft.customer_id, occasion=draft.occasion)
        if warned:
            raise CustomerRefused(name=warned)
    return list(dict.fromkeys(to))


def refusals(reading: Reading, *, customer_id: int, occasion: str = "") -> str:
    """Return the name of a customer who refused e-mail; empty where nothing speaks against it."""
    plan = Plan("email", reading.now, topic="greetings" if occasion else "personal")
    warnings = capture.check(reading, customer_id=customer_id, plan=plan)
    if not any(one.weight is Weight.STOP for one in warnings):
        return ""
    return str(reading.value(sa.select(Customer.title).where(Customer.id == customer_id)) or "")


def compose(reading: Reading, *, draft: DraftRow, account: AccountRow) -> EmailMessage:
    """Return the letter as it goes out."""
    made = EmailMessage(policy=_POLICY)
    made["From"] = _from(account)
    made["To"] = ", ".join(recipients(draft.to))
    if draft.cc.strip():
        made["Cc"] = ", ".join(recipients(draft.cc))
    made["Subject"] = " ".join(draft.subject.split())
    made["Date"] = format_datetime(reading.now.astimezone(reading.moment.zone))
    made["Message-ID"] = f"<{draft.message_id}>"
    answered, references = _answered(reading, draft)
    if answered:
        made["In-Reply-To"] = f"<{answered}>"
        made["References"] = " ".join(f"<{each}>" for each in references)
    made.set_content(_body(draft.body, account.signature), cte="quoted-printable")
    for name, data in stored_files(reading, draft.files):
        main, _, sub = media_type(name, data).partition("/")
        made.add_attachment(data, maintype=main, subtype=sub, filename=" ".join(name.split()))
    return made


def _from(account: AccountRow) -> Address:
    name = "" if account.name == account.address else account.name
    local, _, domain = account.address.rpartition("@")
    return Address(" ".join(name.split()), local, domain)


def _body(body: str, signature: str) -> str:
    text = body.replace("\r\n", "\n").rstrip("\n")
    return f"{text}\n\n-- \n{signature.strip()}\n" if signature.strip() else f"{text}\n"


def _answered(reading: Reading, draft: DraftRow) -> tuple[str, Sequence[str]]:
    """Return the Message-ID that the letter answers, and those of the exchange."""
    if draft.answers_id is None:
        return "", ()
    row = reading.one(
        sa.select(MailMessage.message_id, MailMessage.thread, MailMessage.reply_to)
        .join(Interaction, Interaction.message_id == MailMessage.id)
        .where(Interaction.id == draft.answers_id)
    )
    if row is None or not _is_id(row.message_id):
        return "", ()
    chain = (row.thread, row.reply_to, row.message_id)
    seen: dict[str, str] = {}
    for each in chain:
        if _is_id(each):
            seen[each.casefold()] = each
    return row.message_id, tuple(seen.values())


def _is_id(text: str) -> bool:
    return bool(re.fullmatch(r"[!-;=?-~]+@[!-;=?-~]+", text))


# -- verbs ---------------------------------------------------------------------------------------


def begin(work: Work, *, draft_id: int, address: str, again: bool) -> DraftRow:
    """Note, before anything goes out, that a letter is being sent, and under which Message-ID.

    Raises:
        NotADraft: it was sent already.
        Halfway: it may have been sent.
    """
    row = work.get(Draft, draft_id)
    if row["state"] == "sent" or (row["message_id"] and _is_filed(work, row["message_id"])):
        raise NotADraft(subject=row["subject"])
    if row["state"] == "sending" and not again:
        raise Halfway(subject=row["subject"])
    made = row["message_id"] or f"{random.token_hex(16)}@{address.rpartition('@')[2] or 'localhost'}"
    _set(work, draft_id, state="sending", message_id=made, problem="", changed_at=work.now)
    return mail.draft(work, draft_id=draft_id)


def note(work: Work, *, draft_id: int, state: str, problem: str) -> None:
    """Note how far sending came; this has no history, for it cannot be undone."""
    _set(work, draft_id, state=state, problem=problem, changed_at=work.now)


def finish(work: Work, *, draft_id: int, data: bytes, account_id: int) -> Sent:
    """File a letter that was sent, and let it answer what waits; this cannot be undone, as sending cannot."""
    draft = mail.draft(work, draft_id=draft_id)
    letter, _ = read_eml(data)
    came = Came(letter, origin="smtp", account_id=account_id, sent=True, customer_id=draft.customer_id)
    (outcome,) = filing.file_some(work, letters=[came])
    found = work.find(Interaction, message_id=outcome.message_id) if outcome.message_id else []
    mine = next((row["id"] for row in found if row["customer_id"] == draft.customer_id), None)
    if draft.answers_id is not None and mine is not None:
        _answer(work, draft.answers_id, int(mine))
    work.change(Draft, draft_id, {"state": "sent", "problem": "", "changed_at": work.now})
    work.name(N_("Sent the letter “{subject}” to {to}"), subject=draft.subject, to=draft.to)
    work.for_good()
    return Sent(outcome.message_id or 0, outcome.customers, draft, mine)


def mark_sent(work: Work, *, draft_id: int) -> None:
    """Note that a letter whose sending was broken off did go out; it is filed as it was written.

    Raises:
        NotADraft: it was not being sent.
    """
    draft = mail.draft(work, draft_id=draft_id)
    if draft.state != "sending" or draft.account_id is None:
        raise NotADraft(subject=draft.subject)
    letter = compose(work, draft=draft, account=mail.account(work, account_id=draft.account_id))
    del letter["Date"]
    letter["Date"] = format_datetime(draft.changed_at.astimezone(dt.UTC))
    finish(work, draft_id=draft_id, data=letter.as_bytes(policy=_POLICY), account_id=draft.account_id)


def _answer(work: Work, answers_id: int, interaction_id: int) -> None:
    """Let the letter answer the very request that it was written for."""
    for row in work.find(Interaction, id=answers_id):
        if row["waits"] and row["answered_at"] is None:
            values = {"answered_at": max(work.now, row["at"]), "answered_by_id": interaction_id}
            work.change(Interaction, answers_id, values)


def _is_filed(work: Work, message_id: str) -> bool:
    return bool(work.find(MailMessage, identity=message_id.casefold()))


def _set(work: Work, draft_id: int, **values: Any) -> None:
    table = table_of(Draft)
    work.connection.execute(
        sa.update(table).where(table.c.id == draft_id).values(version=table.c.version + 1, **values)
    )
