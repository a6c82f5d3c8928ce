"""Letters of people whom no card knows: made a customer, put on a card, or ignored (row I4)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from app.exchange.mail.letter import Letter, Someone
from app.language import N_
from app.models.base import table_of
from app.models.customer import LIVE, Channel, Customer
from app.models.faults import Gone
from app.models.mail import IgnoredSender, MailMessage
from app.models.work import Work
from app.queries import mail_whom
from app.queries.mail import CHATS, group_key
from app.queries.mail_whom import address_key
from app.services import card_rows, customers
from app.services.customers import title
from app.services.mail import chats, filing
from app.services.mail.storing import Came

PROPOSED, FILED, IGNORED = "proposed", "filed", "ignored"
#: letters that one verb settles
_MOST: Final = 5000


def propose_accept(
    work: Work,
    *,
    sender: str,
    customer_id: int | None = None,
    values: Mapping[str, Any] | None = None,
    email: str = "",
    phones: Sequence[str] = (),
    tags: Sequence[str] = (),
) -> int:
    """Make a customer of a sender, or put his letters on the card ``customer_id``; return the customer's id.

    ``sender`` is the key of a group of proposals; ``values`` are columns of a new card, ``email`` and
    ``phones`` its channels. All proposed letters of the address are filed, later ones file themselves.

    Raises:
        Gone: there is no proposal of this sender any more, or no such customer.
        NoName: a new card would have no name.
    """
    found = _proposed_of(work, sender)
    if not found:
        raise Gone
    created = customer_id is None
    if customer_id is None:
        customer_id = customers.create(work, values=dict(values or {}), tags=tags)
    elif work.value(sa.select(Customer.id).where(Customer.id == customer_id, Customer.state == LIVE)) is None:
        raise Gone
    address = email.strip() or _address(found, sender)
    if address and not _has_channel(work, customer_id, "email", address_key(address)):
        card_rows.add_channel(work, customer_id=customer_id, channel="email", value=address, origin="found")
    for phone in phones:
        card_rows.add_channel(work, customer_id=customer_id, channel="phone", value=phone, origin="found")
    for row in found:
        _file(work, row, customer_id)
    settle(work)
    name = N_("Created {name} from letters") if created else N_("Put letters on the card of {name}")
    work.name(name, name=title(work, customer_id))
    return customer_id


def ignore(work: Work, *, sender: str, for_ever: bool = True) -> int:
    """Take the proposals of a sender off the list, and with ``for_ever`` keep none of the later ones; return how many."""
    found = _proposed_of(work, sender)
    for row in found:
        work.change(MailMessage, row.id, {"state": IGNORED})
    if for_ever and sender and not work.find(IgnoredSender, address=sender):
        work.insert(IgnoredSender, address=sender)
    work.name(N_("Ignored letters of {sender}"), sender=sender)
    return len(found)


def ignore_letter(work: Work, *, message_id: int) -> None:
    """Take one proposed letter off the list."""
    row = work.get(MailMessage, message_id)
    work.change(MailMessage, message_id, {"state": IGNORED})
    work.name(N_("Ignored the letter “{subject}”"), subject=row["subject"])


def heed(work: Work, *, sender: str) -> None:
    """Keep the letters of a sender again who was ignored; those ignored before become proposals."""
    for row in work.find(IgnoredSender, address=sender):
        work.remove(IgnoredSender, row["id"])
    for row in work.find(MailMessage, sender=sender, state=IGNORED):
        work.change(MailMessage, row["id"], {"state": PROPOSED})
    work.name(N_("Letters of {sender} are kept again"), sender=sender)
    settle(work)


def settle(work: Work) -> int:
    """File proposals whose sender or recipient is a customer by now; return how many."""
    m, c = table_of(MailMessage), Channel
    keys = (
        sa.select(c.key)
        .join(Customer, Customer.id == c.customer_id)
        .where(c.kind == "email", Customer.state == LIVE)
    )
    known = sa.and_(m.c.state == PROPOSED, m.c.origin.not_in(CHATS))
    found = filing.rows_of(work, sa.and_(known, m.c.direction == "in", m.c.sender.in_(keys)))
    found += filing.rows_of(work, sa.and_(known, m.c.direction == "out"))
    done = 0
    for start in range(0, len(found[:_MOST]), 200):
        some = found[start : start + 200]
        letters = [letter_of(row) for row in some]
        directory = filing.directory_of(work, letters)
        for row, letter in zip(some, letters, strict=True):
            came = Came(letter, origin=row.origin, account_id=row.account_id, sent=row.direction == "out")
            done += filing.file_stored(work, came, row, directory)
    return done


def letter_of(row: Any) -> Letter:
    """Return a stored letter as it came, without its files."""
    return Letter(
        message_id=row.message_id,
        reply_to=row.reply_to,
        subject=row.subject,
        people=tuple(Someone(*one) for one in json.loads(row.people or "[]")),
        at=row.at,
        text=row.text,
        html=row.html,
        bulk=row.bulk,
    )


def _proposed_of(work: Work, sender: str) -> list[Any]:
    m = table_of(MailMessage)
    mine = filing.rows_of(work, sa.and_(m.c.state == PROPOSED, m.c.sender == sender))
    own = mail_whom.own_addresses(work)
    sent = filing.rows_of(work, sa.and_(m.c.state == PROPOSED, m.c.direction == "out", m.c.sender != sender))
    return [*mine, *(row for row in sent if group_key(row, own) == sender)]


def _address(rows: Sequence[Any], sender: str) -> str:
    """Return the address of a group as it was written."""
    for row in rows:
        for _, _, address in json.loads(row.people or "[]"):
            if address and address_key(address) == sender:
                return str(address)
    return ""


def _has_channel(work: Work, customer_id: int, kind: str, key: str) -> bool:
    return bool(work.find(Channel, customer_id=customer_id, kind=kind, key=key))


def _file(work: Work, row: Any, customer_id: int) -> None:
    if row.origin in CHATS:
        work.change(MailMessage, row.id, {"state": FILED})
        chats.put_stored(work, row, customer_id)
        return
    letter = letter_of(row)
    directory = filing.directory_of(work, [letter])
    directory.customers |= mail_whom.known(work, ids=[customer_id])
    came = Came(letter, account_id=row.account_id, sent=row.direction == "out", customer_id=customer_id)
    filing.file_stored(work, came, row, directory)
