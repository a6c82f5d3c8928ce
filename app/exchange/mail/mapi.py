"""What Outlook calls the parts of a letter (MAPI properties), as a letter: for .msg and winmail.dat alike."""

from __future__ import annotations

import datetime as dt
import re
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from app.domain.media import media_type
from app.exchange.mail import headers, rtf
from app.exchange.mail.letter import Letter, LetterFile, Someone
from app.exchange.mail.text import text_of_html, tidied

SUBJECT, NORMALIZED_SUBJECT, SUBJECT_PREFIX = 0x0037, 0x0E1D, 0x003D
SUBMITTED, DELIVERED, CREATED, MODIFIED = 0x0039, 0x0E06, 0x3007, 0x3008
TRANSPORT_HEADERS = 0x007D
BODY, HTML, RTF = 0x1000, 0x1013, 0x1009
MESSAGE_ID, REFERENCES, REPLY_TO = 0x1035, 0x1039, 0x1042
MESSAGE_CLASS = 0x001A
INTERNET_PAGE, MESSAGE_PAGE = 0x3FDE, 0x3FFD
#: (name, address, type of the address, address in the internet) of who wrote it, best first
_WRITERS: Final = ((0x0042, 0x0065, 0x0064, 0x5D02), (0x0C1A, 0x0C1F, 0x0C1E, 0x5D01))
NAME, ADDRESS, SMTP_ADDRESS, RECIPIENT_TYPE = 0x3001, 0x3003, 0x39FE, 0x0C15
FILE_DATA, FILE_LONG_NAME, FILE_NAME, FILE_TYPE, FILE_CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x370E, 0x3712
FILE_FLAGS, FILE_HIDDEN, FILE_METHOD = 0x3714, 0x7FFE, 0x3705
_ROLES: Final = {0: "from", 1: "to", 2: "cc", 3: "bcc"}
_BAD_NAME: Final = re.compile(r"[\\/\x00-\x1f]")
_EPOCH: Final = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)

Properties = Mapping[int, Any]
#: reads the fields of the letter's own headers; see :mod:`mime`
Named = Callable[[str], Mapping[str, Any]]


@dataclass(slots=True)
class Parts:
    """What a file of Outlook's gave, before it is a letter."""

    properties: dict[int, Any] = field(default_factory=dict)
    recipients: list[dict[int, Any]] = field(default_factory=list)
    files: list[LetterFile] = field(default_factory=list)


def code_page(properties: Properties) -> str:
    """Return the codec of the strings that are not Unicode."""
    for name in (MESSAGE_PAGE, INTERNET_PAGE):
        number = properties.get(name)
        if isinstance(number, int) and number:
            return page_name(number)
    return ""


def page_name(number: int) -> str:
    """Return the codec of a Windows code page."""
    known = {65001: "utf-8", 20866: "koi8-r", 21866: "koi8-u", 20127: "ascii", 28591: "cp1252", 28592: "iso8859-2",
             28595: "iso8859-5", 50220: "iso2022_jp", 51932: "euc_jp", 51949: "euc_kr", 10007: "mac-cyrillic"}  # fmt: skip
    return known.get(number, f"cp{number}")


def text(value: Any, page: str = "") -> str:
    """Return a property as text, whatever type it came in."""
    if isinstance(value, bytes):
        value = headers.decoded(value.rstrip(b"\x00"), page)
    return value.replace("\x00", "") if isinstance(value, str) else ""


def filetime(data: bytes) -> dt.datetime | None:
    """Return the moment that eight bytes stand for: tenths of microseconds since 1601."""
    if len(data) < 8:
        return None
    (ticks,) = struct.unpack_from("<Q", data)
    try:
        return headers.sane(_EPOCH + dt.timedelta(microseconds=ticks // 10))
    except OverflowError:
        return None


def letter_of(parts: Parts, named: Named) -> Letter:
    """Return the letter; what the headers of the internet say goes before Outlook's own words."""
    own = parts.properties
    page = code_page(own)
    told = named(text(own.get(TRANSPORT_HEADERS), page)) if own.get(TRANSPORT_HEADERS) else {}
    source = _page(own, page)
    said = text(own.get(BODY), page)
    if not source and not said.strip():
        source, said = _of_rtf(own)
    elif not source and rtf.is_page(_rtf(own)):
        source = rtf.page_of(_rtf(own))
    if not said.strip() and source:
        said = text_of_html(source)
    return Letter(
        message_id=_id(text(own.get(MESSAGE_ID), page)) or told.get("message_id", ""),
        reply_to=_id(text(own.get(REPLY_TO), page)) or told.get("reply_to", ""),
        references=headers.message_ids(text(own.get(REFERENCES), page)) or told.get("references", ()),
        subject=_subject(own, page) or told.get("subject", ""),
        people=_people(parts, page, told.get("people", ())),
        at=next((own[n] for n in (SUBMITTED, DELIVERED) if isinstance(own.get(n), dt.datetime)), None)
        or told.get("at")
        or next((own[n] for n in (CREATED, MODIFIED) if isinstance(own.get(n), dt.datetime)), None),
        text=tidied(said),
        html=source or None,
        files=tuple(parts.files),
        bulk=bool(told.get("bulk")) or text(own.get(MESSAGE_CLASS), page).upper().startswith("REPORT."),
    )


def _subject(own: Properties, page: str) -> str:
    subject = text(own.get(SUBJECT), page)
    if subject[:1] == "\x01":
        subject = subject[2:]  # how long the prefix is, in two signs
    if not subject:
        subject = text(own.get(SUBJECT_PREFIX), page) + text(own.get(NORMALIZED_SUBJECT), page)
    return headers.plain(subject)


def _id(value: str) -> str:
    return next(iter(headers.message_ids(value)), "")


def _page(own: Properties, page: str) -> str:
    value = own.get(HTML)
    if isinstance(value, bytes):
        number = own.get(INTERNET_PAGE)
        found = re.search(rb"""(?i)<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)""", value[:4096])
        name = (
            found.group(1).decode("ascii")
            if found
            else page_name(number)
            if isinstance(number, int)
            else page
        )
        return headers.decoded(value.rstrip(b"\x00"), name)
    return text(value)


def _rtf(own: Properties) -> bytes:
    value = own.get(RTF)
    return rtf.unpacked(value) if isinstance(value, bytes) else b""


def _of_rtf(own: Properties) -> tuple[str, str]:
    source = _rtf(own)
    if rtf.is_page(source):
        return rtf.page_of(source), ""
    return "", rtf.text_of(source) if source else ""


def _people(parts: Parts, page: str, told: Sequence[Someone]) -> tuple[Someone, ...]:
    """Return who wrote it and who got it; addresses of an office's own directory count as names alone."""
    found = [*_writers(parts.properties, page)] or [one for one in told if one.role == "from"]
    if found and not found[0].address:
        found = [one for one in told if one.role == "from" and one.address] or found
    got = []
    for row in parts.recipients:
        kind = row.get(RECIPIENT_TYPE)
        role = _ROLES.get(kind & 0xF if isinstance(kind, int) else 1, "to")
        got.append(
            _someone(
                role,
                text(row.get(NAME), page),
                text(row.get(SMTP_ADDRESS), page) or text(row.get(ADDRESS), page),
            )
        )
    if not any(one.address for one in got):
        got = [one for one in told if one.role in {"to", "cc", "bcc"}] or got
    more = [one for one in told if one.role == "reply-to"]
    return tuple(dict.fromkeys(one for one in (*found[:1], *got, *more) if one.name or one.address))


def _writers(own: Properties, page: str) -> list[Someone]:
    found = []
    for name, address, _, smtp in _WRITERS:
        said, reached = text(own.get(name), page), text(own.get(smtp), page) or text(own.get(address), page)
        if said or reached:
            found.append(_someone("from", said, reached))
    return sorted(found, key=lambda one: not one.address)


def _someone(role: str, name: str, address: str) -> Someone:
    address = address.strip().removeprefix("SMTP:").removeprefix("smtp:").strip("<>' ")
    if "@" not in address or " " in address:
        address = ""
    said = headers.plain(name).strip("'\" ")
    if "@" in said and " " not in said:
        address, said = address or said, ""
    return Someone(role, said, address)


def file_of(own: Properties, data: bytes, page: str, number: int) -> LetterFile:
    """Return an attachment under its best name."""
    name = text(own.get(FILE_LONG_NAME), page) or text(own.get(FILE_NAME), page) or text(own.get(NAME), page)
    shown = _BAD_NAME.sub("_", headers.plain(name))[:200].strip() or f"file-{number}"
    told = text(own.get(FILE_TYPE), page).strip().lower()
    kind = (
        told
        if re.fullmatch(r"[\w.+-]+/[\w.+-]+", told) and told != "application/octet-stream"
        else media_type(shown, data)
    )
    content_id = text(own.get(FILE_CONTENT_ID), page).strip("<> ")
    flags = own.get(FILE_FLAGS)
    inline = (
        bool(content_id)
        and kind.startswith("image/")
        and (bool(own.get(FILE_HIDDEN)) or (isinstance(flags, int) and bool(flags & 4)))
    )
    return LetterFile(shown, kind, data, content_id, inline)
