"""Reads a letter of the internet (RFC 5322, MIME) out of its bytes, however broken it is."""

from __future__ import annotations

import binascii
import email
import quopri
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any, Final

from app.domain.media import media_type
from app.exchange.contacts import Problem, problem
from app.exchange.mail import headers
from app.exchange.mail.letter import Letter, LetterFile
from app.exchange.mail.text import text_of_html, tidied, unflowed
from app.exchange.mail.tnef import is_tnef, read_tnef
from app.exchange.mail.transport import head_fields, named
from app.exchange.sniff import unicode_mark
from app.language import N_

#: parts that one letter may have, and how deep they may lie in each other
MOST_PARTS: Final = 1000
DEEPEST: Final = 40
_HEADER: Final = re.compile(rb"[!-9;-~]+[ \t]*:")
_KNOWN: Final = re.compile(
    rb"(?i)(?:from|to|cc|bcc|subject|date|message-id|mime-version|received|return-path|reply-to|sender|content-[a-z-]+)"
    rb"[ \t]*:"
)
_SPACED: Final = re.compile(rb"(?m)^([!-9;-~]+)[ \t]+:")
_ENCODING: Final = re.compile(r"[a-z0-9-]+")
_META: Final = re.compile(rb"""(?i)<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)""")
_BAD_NAME: Final = re.compile(r"[\\/\x00-\x1f]")
_OPAQUE: Final = frozenset(
    {"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"}
)
_ENDINGS: Final = {
    "text/calendar": ".ics",
    "text/plain": ".txt",
    "text/html": ".html",
    "message/rfc822": ".eml",
    "message/delivery-status": ".txt",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "application/pdf": ".pdf",
    "application/pkcs7-mime": ".p7m",
    "application/x-pkcs7-mime": ".p7m",
    "application/pkcs7-signature": ".p7s",
    "text/vcard": ".vcf",
}


@dataclass(slots=True)
class _Body:
    """What the parts of a letter gave."""

    texts: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    files: list[LetterFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    parts: int = 0


def read_eml(data: bytes, *, line: int = 0) -> tuple[Letter, list[Problem]]:
    """Read one letter; nothing that it may be raises, and what could not be read stands in the problems.

    ``line`` is where it begins, for the problems.
    """
    source = _normal(data)
    try:
        message = email.message_from_bytes(source)
        fields = _fields(message)
        body = _Body()
        _take(message, body, line, 0)
    except (RecursionError, Exception):  # noqa: BLE001 - the standard library's parser fails in many ways
        return _headers_only(source, line)
    letter = _letter(fields, body)
    if letter.at is None:
        body.problems.append(
            problem(
                line,
                "date",
                N_("The letter says no date that can be read; it is filed under the day of the import."),
            )
        )
    return letter, body.problems


def _headers_only(source: bytes, line: int) -> tuple[Letter, list[Problem]]:
    head, _, rest = source.partition(b"\n\n")
    fields = head_fields(head.decode("ascii", "surrogateescape"))
    body = _Body(texts=[headers.decoded(rest[:200_000])])
    body.problems.append(
        problem(line, "parts", N_("The parts of the letter are damaged; its text is kept as it came."))
    )
    return _letter(fields, body), body.problems


def _fields(message: Message) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in message.raw_items():
        found.setdefault(name.lower(), []).append(str(value))
    return found


def _normal(data: bytes) -> bytes:
    """Return the bytes with a head that the standard parser reads: no mark, no empty lines in front,
    one kind of line end, no spaces before colons, no stray lines among headers.
    """
    mark = unicode_mark(data[:4096])
    if mark.startswith(("utf-16", "utf-32")):
        data = data.decode(mark, "replace").encode("utf-8")
    source = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").lstrip(b"\n\r\t \x00")
    if b"\n" not in source[:100_000] and b"\r" in source[:100_000]:
        source = source.replace(b"\r", b"\n")
    if source.startswith((b"From ", b">From ")) and not _HEADER.match(source):
        source = source.partition(b"\n")[2]
    cut = source.find(b"\n\n")
    head, rest = (source, b"") if cut < 0 else (source[:cut], source[cut:])
    if not _HEADER.match(head):
        return b"\n" + source
    lines = head.split(b"\n")
    if all(_HEADER.match(each) or each[:1] in b" \t" for each in lines) and not _SPACED.search(head):
        return source
    return _mended(lines) + rest


def _mended(lines: list[bytes]) -> bytes:
    last = max((number for number, each in enumerate(lines) if _KNOWN.match(each)), default=0)
    made: list[bytes] = []
    for number, each in enumerate(lines):
        if _HEADER.match(each) or each[:1] in (b" ", b"\t"):
            made.append(_SPACED.sub(rb"\1:", each))
        elif number >= last:
            # the text begins without an empty line; a stray line among headers belongs to none
            made += [b"", *lines[number:]]
            break
    return b"\n".join(made)


def _letter(fields: Mapping[str, list[str]], body: _Body) -> Letter:
    text, page = "\n\n".join(filter(None, body.texts)), "\n<hr>\n".join(body.pages) or None
    if not text.strip() and page:
        text = text_of_html(page)
    return Letter(
        **named(fields),
        text=tidied(text),
        html=page,
        files=tuple(body.files),
    )


# -- parts ---------------------------------------------------------------------------------------


def _take(part: Message, body: _Body, line: int, depth: int) -> None:
    body.parts += 1
    if body.parts > MOST_PARTS or depth > DEEPEST:
        if body.parts == MOST_PARTS + 1 or depth == DEEPEST + 1:
            body.problems.append(
                problem(line, "parts", N_("The letter has too many parts; the rest was left out."))
            )
        return
    _read_bytes(part)
    kind = part.get_content_type()
    payload: Any = part.get_payload()
    if isinstance(payload, list) and kind == "multipart/alternative":
        _alternatives(payload, body, line, depth)
    elif isinstance(payload, list) and not kind.startswith("message/"):
        for each in payload:
            _take(each, body, line, depth + 1)
    elif isinstance(payload, list):
        _enclosed(part, payload, body)
    else:
        _leaf(part, kind, body, line)


def _read_bytes(part: Message) -> None:
    """Read headers with bytes outside ASCII: the standard library gives them up before it takes them apart."""
    for name, value in list(part.raw_items()):
        raw = str(value)
        if name.lower().startswith("content-") and not raw.isascii():
            del part[name]
            part[name] = headers.decoded(raw.encode("utf-8", "surrogateescape"))


def _alternatives(parts: list[Message], body: _Body, line: int, depth: int) -> None:
    """Take the best of each sort: one text, one page; the rest are other shapes of the same."""
    inner = _Body(parts=body.parts)
    for each in parts:
        _take(each, inner, line, depth + 1)
    body.parts = inner.parts
    body.texts += inner.texts[:1] or [text_of_html(page) for page in inner.pages[-1:]]
    body.pages += inner.pages[-1:]
    body.files += inner.files
    body.problems += inner.problems


def _enclosed(part: Message, payload: list[Message], body: _Body) -> None:
    """Keep a letter within the letter as a file."""
    for inner in payload:
        data = inner.as_bytes()
        subject = (
            headers.plain(str(dict(inner.raw_items()).get("Subject", "")))
            if part.get_content_type() == "message/rfc822"
            else ""
        )
        ending = _ENDINGS.get(part.get_content_type(), ".txt")
        name = _name(part) or (_BAD_NAME.sub(" ", subject)[:80].strip() or "message") + ending
        body.files.append(LetterFile(name, part.get_content_type(), data))


def _leaf(part: Message, kind: str, body: _Body, line: int) -> None:
    data = _decoded_payload(part)
    name = _name(part)
    disposition = str(part.get("content-disposition", "")).strip().lower()
    apart = (
        disposition.startswith("attachment")
        or (bool(name) and not kind.startswith("text/"))
        or bool(name and disposition)
    )
    charset = _parameter(part, "charset")
    if kind == "text/plain" and not apart:
        body.texts.append(_plain_text(part, headers.decoded(data, charset)))
        return
    if kind == "text/html" and not apart:
        found = _META.search(data[:2048]) if not charset else None
        body.pages.append(headers.decoded(data, charset or (found.group(1).decode("ascii") if found else "")))
        return
    if is_tnef(data):
        _tnef(data, body, line)
        return
    if kind in _OPAQUE:
        body.problems.append(
            problem(
                line,
                "sealed",
                N_(
                    "The letter is signed or encrypted as a whole; its text is in the file that came with it."
                ),
            )
        )
    if not data and not name:
        return
    content_id = next(iter(headers.message_ids(str(part.get("content-id", "")))), "") or headers.plain(
        str(part.get("content-id", ""))
    ).strip("<> ")
    shown = name or f"part-{body.parts}{_ENDINGS.get(kind, '')}"
    told = media_type(shown, data) if kind in {"application/octet-stream", "text/plain"} else kind
    inline = bool(content_id) and not disposition.startswith("attachment") and kind.startswith("image/")
    body.files.append(LetterFile(shown, told, data, content_id, inline))


def _tnef(data: bytes, body: _Body, line: int) -> None:
    """Take Outlook's envelope apart; what it says counts where the letter itself says nothing."""
    inner, problems = read_tnef(data, line=line)
    body.problems += problems
    body.files += inner.files
    if not any(text.strip() for text in body.texts) and inner.text:
        body.texts.append(inner.text)
    if not body.pages and inner.html:
        body.pages.append(inner.html)


def _plain_text(part: Message, text: str) -> str:
    if _parameter(part, "format").lower() == "flowed":
        return unflowed(text, delete_space=_parameter(part, "delsp").lower() == "yes")
    return text


def _parameter(part: Message, name: str) -> str:
    try:
        value = part.get_param(name)
    except (ValueError, TypeError, IndexError, UnicodeError, AttributeError):
        return ""
    return headers.plain(
        "".join(str(each or "") for each in value[2:]) if isinstance(value, tuple) else str(value or "")
    )


def _decoded_payload(part: Message) -> bytes:
    payload = part.get_payload()
    if not isinstance(payload, str):
        return b""
    raw = payload.encode("utf-8", "surrogateescape")
    match = _ENCODING.search(str(part.get("content-transfer-encoding", "")).lower())
    way = match.group() if match else ""
    if way == "base64":
        return headers.unbase64(raw)
    if way in {"quoted-printable", "quoted"}:
        return quopri.decodestring(raw)
    return _uudecoded(raw) if way in {"x-uuencode", "uuencode", "uue", "x-uue"} else raw


def _uudecoded(raw: bytes) -> bytes:
    made = bytearray()
    begun = False
    for line in raw.splitlines():
        if not begun:
            begun = line.startswith(b"begin ")
            continue
        if line.strip() == b"end":
            break
        try:
            made += binascii.a2b_uu(line)
        except binascii.Error:
            try:
                # programs pad lines with more than they say
                count = (((line[0] - 32) & 63) * 4 + 5) // 3
                made += binascii.a2b_uu(line[:count])
            except (binascii.Error, IndexError):
                continue
    return bytes(made) if begun else raw


def _name(part: Message) -> str:
    """Return the file name of a part, from whichever header has it."""
    for header, key in (("content-disposition", "filename"), ("content-type", "name")):
        try:
            value = part.get_param(key, header=header)
        except (ValueError, TypeError, IndexError, UnicodeError, AttributeError):
            continue
        if isinstance(value, tuple):
            charset, _, text = value
            value = headers.decoded(str(text).encode("latin-1", "replace"), str(charset or ""))
        if value:
            return _BAD_NAME.sub("_", headers.plain(str(value)))[:200].strip()
    return ""
