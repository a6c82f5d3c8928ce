"""A letter as it may be shown and its writer as a card may begin: reads that need the readers of letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from app.domain.names import looks_like_organisation, split_full_name
from app.domain.signature import phones
from app.exchange.mail.clean import loads_from_outside, safe_html
from app.exchange.mail.letter import LetterFile
from app.models.customer import AttachmentData
from app.models.faults import Gone
from app.models.mail import MailFile, MailMessage
from app.models.work import Reading
from app.queries import mail
from app.queries.mail_whom import called


@dataclass(frozen=True)
class Page:
    """HTML that is safe to show; ``outside`` tells that something of it lies elsewhere and was left out."""

    html: str
    outside: bool


@dataclass(frozen=True)
class Suggestion:
    """What a card made of a sender would hold; ``namesake`` is the only customer who is called so."""

    values: dict[str, Any] = field(default_factory=dict)
    email: str = ""
    phones: tuple[str, ...] = ()
    namesake: int | None = None


def page(reading: Reading, *, message_id: int) -> Page:
    """Return the HTML of a letter made safe, with its own pictures in it; empty where it has none.

    Raises:
        Gone: there is no such letter.
    """
    row = reading.one(sa.select(MailMessage.html).where(MailMessage.id == message_id))
    if row is None:
        raise Gone
    if not row.html:
        return Page("", outside=False)
    pictures = (
        sa.select(
            MailFile.name, MailFile.media_type, AttachmentData.data, MailFile.content_id, MailFile.inline
        )
        .join(AttachmentData, AttachmentData.stored_name == MailFile.stored_name)
        .where(MailFile.message_id == message_id, MailFile.media_type.like("image/%"))
    )
    files = [
        LetterFile(each[0], each[1], bytes(each[2]), each[3], each[4]) for each in reading.rows(pictures)
    ]
    return Page(safe_html(row.html, files), loads_from_outside(row.html))


def suggestion(reading: Reading, *, sender: str, region: str | None = None) -> Suggestion:
    """Return how a card made of a sender would begin: name, address, telephones of the signature.

    Raises:
        Gone: there is no proposal of this sender any more.
    """
    letters = mail.proposed_letters(reading, sender=sender)
    if not letters:
        raise Gone
    found = next(one for one in mail.proposals(reading) if one.sender == sender)
    name = found.name.strip()
    numbers: list[str] = []
    for letter in letters[:5]:
        if letter.direction == "in" and not letter.origin:
            numbers += [one for one in phones(letter.text, region=region) if one not in numbers]
    if found.chat and not any(sign.isalpha() for sign in name):
        numbers.insert(0, name)
    return Suggestion(
        _names(name or found.address.partition("@")[0].replace(".", " ").title()),
        found.address,
        tuple(numbers[:3]),
        called(reading, name=name) if name else None,
    )


def _names(name: str) -> dict[str, Any]:
    if looks_like_organisation(name):
        return {"kind": "organisation", "name": name}
    language = "ru" if any("\u0400" <= sign <= "\u04ff" for sign in name) else "en"
    parts = split_full_name(name, language=language)
    named = {"surname": parts.surname, "given": parts.given, "patronymic": parts.patronymic}
    return {key: value for key, value in named.items() if value} or {"name": name}
