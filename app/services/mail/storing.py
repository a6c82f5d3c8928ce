"""Writes letters and their files as they came."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from app.exchange.contacts import Problem, problem
from app.exchange.mail.letter import Letter
from app.models.base import table_of
from app.models.customer import AttachmentData
from app.models.mail import MailFile, MailMessage
from app.models.work import Work
from app.queries.mail_whom import address_key
from app.services.attachments import LARGEST
from app.services.faults import FileTooLarge

#: characters of HTML that are kept of one letter
_LONGEST_HTML: Final = 4_000_000
#: what a clock may be ahead before a date counts as wrong
_AHEAD: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Came:
    """A letter on its way in. ``origin`` tells where from, ``sent`` that it lay among the letters sent.

    ``customer_id`` is the card that it was dropped on; ``line`` where it begins in its file. Letters from before
    ``waits_since`` do not wait for an answer; without it those of the last 30 days do.
    """

    letter: Letter
    origin: str = ""
    account_id: int | None = None
    sent: bool = False
    customer_id: int | None = None
    line: int = 0
    waits_since: dt.datetime | None = None


def safe(text: str) -> str:
    """Return text that both engines store: no NUL, no halves of signs."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def moment_of(work: Work, letter: Letter) -> dt.datetime:
    """Return when a letter was written; now where it says nothing, or a day that has not come yet."""
    return letter.at if letter.at and letter.at <= work.now + _AHEAD else work.now


def store(work: Work, came: Came, *, identity: str, direction: str, state: str) -> tuple[int, list[Problem]]:
    """Write a letter with its files; return its id and what could not be kept."""
    letter = came.letter
    row_id = work.insert(
        MailMessage,
        identity=safe(identity),
        message_id=safe(letter.message_id),
        reply_to=safe(letter.reply_to),
        thread=safe(letter.thread),
        direction=direction,
        subject=safe(letter.subject),
        sender=safe(address_key(letter.sender)),
        sender_name=safe(letter.sender_name),
        people=safe(
            json.dumps([(one.role, one.name, one.address) for one in letter.people], ensure_ascii=False)
        ),
        at=moment_of(work, letter),
        text=safe(letter.text),
        html=None if letter.html is None else safe(letter.html[:_LONGEST_HTML]),
        state=state,
        bulk=letter.bulk,
        account_id=came.account_id,
        origin=safe(came.origin),
        added_at=work.now,
    )
    return row_id, list(_files(work, row_id, came))


def _files(work: Work, message_id: int, came: Came) -> Iterable[Problem]:
    for file in came.letter.files:
        if len(file.data) > LARGEST:
            yield problem(came.line, "file", FileTooLarge.message, name=file.name)
            continue
        work.insert(
            MailFile,
            message_id=message_id,
            name=safe(file.name),
            media_type=safe(file.media_type),
            size=len(file.data),
            sha256=hashlib.sha256(file.data).hexdigest(),
            stored_name=keep(work, file.data),
            content_id=safe(file.content_id),
            inline=file.inline,
        )


def keep(work: Work, data: bytes) -> str:
    """Store bytes under a random name and return it."""
    stored = secrets.token_hex(16)
    work.connection.execute(sa.insert(table_of(AttachmentData)).values(stored_name=stored, data=data))
    return stored
