"""Writes a letter as .eml: letters that lie within other formats are kept as files so."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from app.exchange.mail.letter import Letter, LetterFile

_HEADERS: Final = {"to": "To", "cc": "Cc", "bcc": "Bcc", "reply-to": "Reply-To"}
_BREAKS: Final = re.compile(r"[\r\n\x00]+")
_POLICY: Final = SMTP.clone(max_line_length=200)


def as_eml(letter: Letter) -> bytes:
    """Return the letter as a file that every program of mail opens."""
    message = EmailMessage(policy=_POLICY)
    named: dict[str, list[str]] = {}
    for one in letter.people:
        named.setdefault(_HEADERS.get(one.role, "From"), []).append(_shown(one.name, one.address))
    for header, shown in named.items():
        message[header] = ", ".join(shown[:1] if header == "From" else shown)
    message["Subject"] = _line(letter.subject)
    if letter.at:
        message["Date"] = format_datetime(letter.at)
    if letter.message_id and re.fullmatch(r"[!-~]+", letter.message_id):
        message["Message-ID"] = f"<{letter.message_id}>"
    message.set_content(_text(letter.text))
    if letter.html:
        message.add_alternative(_text(letter.html), subtype="html")
    for file in letter.files:
        main, _, sub = file.media_type.partition("/")
        if main in {"multipart", "message"} or not sub:
            main, sub = "application", "octet-stream"
        message.add_attachment(file.data, maintype=main, subtype=sub, filename=_line(file.name))
    return message.as_bytes()


def as_file(letter: Letter, name: str = "") -> LetterFile:
    """Return the letter as a file of another letter."""
    try:
        data = as_eml(letter)
    except (ValueError, TypeError, IndexError, AttributeError, LookupError):
        # odd addresses and names: what it says is kept all the same
        data = b"Subject: \n\n" + letter.text.encode("utf-8", "replace")
    shown = re.sub(r"[\\/\x00-\x1f]", "_", name or letter.subject).strip()[:80] or "message"
    return LetterFile(shown if shown.lower().endswith(".eml") else shown + ".eml", "message/rfc822", data)


def _line(text: str) -> str:
    return _text(_BREAKS.sub(" ", text))


def _text(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _shown(name: str, address: str) -> str:
    quoted = '"' + re.sub(r'[\\"\r\n]', "", _text(name)) + '" ' if name else ""
    return f"{quoted}<{address}>"
