"""Reads winmail.dat, the envelope that Outlook hides files and formatted text in (MS-OXTNEF)."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from app.exchange.contacts import Problem, problem
from app.exchange.mail import headers, mapi
from app.exchange.mail.letter import Letter
from app.exchange.mail.transport import transport_headers
from app.exchange.mail.writing import as_file
from app.language import N_

_SIGNATURE: Final = b"\x78\x9f\x3e\x22"
_MESSAGE, _FILE = 1, 2
_SENT, _PAGE = 0x8005, 0x9007
#: attributes of old programs that are the same as a property
_PLAIN: Final = {0x8004: mapi.SUBJECT, 0x800C: mapi.BODY}
_FROM, _RECIPIENTS, _PROPERTIES = 0x8000, 0x9004, 0x9003
_RENDER, _TITLE, _DATA, _FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
#: IID_IMessage: the attachment is a letter
_IS_MESSAGE: Final = bytes.fromhex("0703020000000000c000000000000046")
_MOST: Final = 5000
_DEEPEST: Final = 8
#: sizes of properties of fixed length, as they lie in the stream
_FIXED: Final = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000A: 4, 0x000B: 4, 0x0014: 8,
                 0x0040: 8, 0x0048: 16}  # fmt: skip
_VARIABLE: Final = frozenset({0x000D, 0x001E, 0x001F, 0x0102})


def is_tnef(data: bytes) -> bool:
    """Tell whether these bytes are such an envelope."""
    return data.startswith(_SIGNATURE)


class _Short(Exception):
    """There are fewer bytes than a length says."""


@dataclass(slots=True)
class _Bytes:
    """A cursor over bytes that never runs past their end."""

    data: bytes
    place: int = 0

    def take(self, size: int) -> bytes:
        if size < 0 or self.place + size > len(self.data):
            raise _Short
        self.place += size
        return self.data[self.place - size : self.place]

    def number(self, size: int = 4) -> int:
        return int.from_bytes(self.take(size), "little")

    def padded(self, size: int) -> bytes:
        found = self.take(size)
        self.place = min(self.place + (-size % 4), len(self.data))
        return found


@dataclass(slots=True)
class _Envelope:
    parts: mapi.Parts = field(default_factory=mapi.Parts)
    #: what stands outside the properties: older programs write nothing else
    plain: dict[int, Any] = field(default_factory=dict)
    page: str = ""
    files: list[dict[int, Any]] = field(default_factory=list)


def read_tnef(data: bytes, *, line: int = 0, depth: int = 0) -> tuple[Letter, list[Problem]]:
    """Read an envelope; a damaged one gives what comes before the damage."""
    problems: list[Problem] = []
    envelope = _Envelope()
    if not is_tnef(data):
        return Letter(), [problem(line, "tnef", N_("This is no winmail.dat of Outlook's."), rejected=True)]
    cursor = _Bytes(data, 6)
    try:
        while len(data) - cursor.place >= 9:
            level, tag = cursor.number(1), cursor.number() & 0xFFFF
            value = cursor.take(cursor.number())
            cursor.place += 2  # the checksum, which programs get wrong
            _attribute(envelope, level, tag, value)
    except _Short:
        problems.append(
            problem(
                line, "tnef", N_("The winmail.dat ends too early or is damaged; what came before is kept.")
            )
        )
    except Exception:  # noqa: BLE001 - bytes from outside: whatever they do, the letter is kept
        problems.append(
            problem(
                line, "tnef", N_("The winmail.dat ends too early or is damaged; what came before is kept.")
            )
        )
    own = envelope.parts.properties
    for name, value in envelope.plain.items():
        if not own.get(name):
            own[name] = value
    own.setdefault(mapi.MESSAGE_PAGE, 0)
    page = envelope.page or mapi.code_page(own)
    for number, found in enumerate(envelope.files, 1):
        envelope.parts.files.append(_file(found, page, number, depth, problems, line))
    if page and not mapi.code_page(own):
        own.update(
            {
                name: mapi.text(value, page)
                for name, value in own.items()
                if isinstance(value, bytes) and name in _TEXTS
            }
        )
    return mapi.letter_of(envelope.parts, transport_headers), problems


_TEXTS: Final = frozenset({mapi.SUBJECT, mapi.BODY, mapi.MESSAGE_ID, 0x0C1A, 0x0C1F, 0x0042, 0x0065})


def _attribute(envelope: _Envelope, level: int, tag: int, value: bytes) -> None:
    if level == _FILE or tag == _RENDER:
        _file_attribute(envelope.files, tag, value)
    elif tag == _PROPERTIES:
        envelope.parts.properties.update(_properties(_Bytes(value)))
    elif tag == _RECIPIENTS:
        cursor = _Bytes(value)
        for _ in range(min(cursor.number(), _MOST)):
            envelope.parts.recipients.append(_properties(cursor))
    elif tag == _PAGE and len(value) >= 4:
        envelope.page = mapi.page_name(int.from_bytes(value[:4], "little"))
    elif tag == _SENT:
        envelope.plain[mapi.SUBMITTED] = _date(value)
    elif tag in _PLAIN:
        envelope.plain[_PLAIN[tag]] = value.rstrip(b"\x00")
    elif tag == _FROM:
        envelope.plain.update(_from(value))


def _file_attribute(files: list[dict[int, Any]], tag: int, value: bytes) -> None:
    if tag == _RENDER or not files:
        files.append({})
    if tag == _TITLE:
        files[-1].setdefault(mapi.FILE_NAME, value.rstrip(b"\x00"))
    elif tag == _DATA:
        files[-1][mapi.FILE_DATA] = value
    elif tag == _FILE_PROPERTIES:
        told = _properties(_Bytes(value))
        files[-1].update({name: found for name, found in told.items() if found not in (b"", None)})


def _from(value: bytes) -> dict[int, bytes]:
    """Read who it is from: four lengths, a name, then TYPE:address."""
    if len(value) < 8:
        return {}
    name_size = int.from_bytes(value[4:6], "little")
    name, rest = value[8 : 8 + name_size], value[8 + name_size :]
    address = rest.rstrip(b"\x00").partition(b":")[2]
    return {0x0C1A: name.rstrip(b"\x00"), 0x0C1F: address}


def _date(value: bytes) -> dt.datetime | None:
    if len(value) < 12:
        return None
    try:
        year, month, day, hour, minute, second = struct.unpack_from("<6H", value)
        return headers.sane(dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC))
    except ValueError:
        return None


def _properties(cursor: _Bytes) -> dict[int, Any]:
    """Read a list of properties; named ones are passed over, of several values the first is kept."""
    found: dict[int, Any] = {}
    for _ in range(min(cursor.number(), _MOST)):
        kind, name = cursor.number(2), cursor.number(2)
        if name >= 0x8000:
            _named(cursor)
        values = list(_values(cursor, kind))
        if values:
            found[name] = values[0]
    return found


def _named(cursor: _Bytes) -> None:
    cursor.take(16)
    if cursor.number():
        cursor.padded(cursor.number())
    else:
        cursor.take(4)


def _values(cursor: _Bytes, kind: int) -> Iterator[Any]:
    several, base = kind & 0x1000, kind & 0x0FFF
    if base in _FIXED:
        count = cursor.number() if several else 1
        for _ in range(_few(count)):
            yield _fixed(base, cursor.padded(_FIXED[base]))
    elif base in _VARIABLE:
        for _ in range(_few(cursor.number())):
            value = cursor.padded(cursor.number())
            if base == 0x001F:
                yield value.decode("utf-16-le", "replace").rstrip("\x00")
            else:
                yield value.rstrip(b"\x00") if base == 0x001E else value
    elif base not in {0, 1}:
        raise _Short


def _few(count: int) -> int:
    if count > 100_000:
        raise _Short
    return count


def _fixed(kind: int, value: bytes) -> Any:
    if kind == 0x0040:
        return mapi.filetime(value)
    if kind in {0x0002, 0x000B}:
        return int.from_bytes(value[:2], "little")
    return int.from_bytes(value, "little") if kind in {0x0003, 0x0014} else value


def _file(
    found: dict[int, Any], page: str, number: int, depth: int, problems: list[Problem], line: int
) -> Any:
    data = found.get(mapi.FILE_DATA)
    data = data if isinstance(data, bytes) else b""
    if data.startswith(_IS_MESSAGE) and is_tnef(data[16:]) and depth < _DEEPEST:
        inner, inside = read_tnef(data[16:], line=line, depth=depth + 1)
        problems += inside
        return as_file(
            inner,
            mapi.text(found.get(mapi.FILE_LONG_NAME), page) or mapi.text(found.get(mapi.FILE_NAME), page),
        )
    return mapi.file_of(found, data, page, number)
