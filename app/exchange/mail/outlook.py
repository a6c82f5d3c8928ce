"""Reads Outlook's .msg: a compound file of properties (MS-OXMSG)."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from typing import Any, Final

import olefile

from app.exchange.contacts import Problem, problem
from app.exchange.mail import mapi
from app.exchange.mail.letter import Letter, LetterFile
from app.exchange.mail.transport import transport_headers
from app.exchange.mail.writing import as_file
from app.language import N_

_STREAM: Final = "__substg1.0_"
_TABLE: Final = "__properties_version1.0"
#: bytes before the properties in the table of each kind of storage
_HEAD: Final = {"letter": 32, "inner": 24, "part": 8}
_INTEGER, _LONG, _FLAG, _BIG, _TIME = 0x0002, 0x0003, 0x000B, 0x0014, 0x0040
_STRING8, _UNICODE, _BINARY, _OBJECT = 0x001E, 0x001F, 0x0102, 0x000D
_DEEPEST: Final = 8
_MOST: Final = 2000
_EMBEDDED: Final = 5

Entries = dict[tuple[str, ...], list[str]]


def read_msg(data: bytes, *, line: int = 0) -> tuple[Letter, list[Problem]]:
    """Read one .msg; nothing that it may be raises."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            reader = _Reader(ole, line)
            letter = mapi.letter_of(reader.parts((), "letter", 0), transport_headers)
            return letter, reader.problems
    except Exception:  # noqa: BLE001 - damaged compound files fail in many ways
        return Letter(), [
            problem(line, "msg", N_("The .msg is damaged; nothing of it could be read."), rejected=True)
        ]


class _Reader:
    """Walks through the storages of one file."""

    def __init__(self, ole: Any, line: int) -> None:
        self._ole = ole
        self._line = line
        self._left = _MOST
        self.problems: list[Problem] = []
        self._inside: Entries = {}
        for path in ole.listdir(streams=True, storages=True):
            self._inside.setdefault(tuple(path[:-1]), []).append(path[-1])

    def parts(self, path: tuple[str, ...], kind: str, depth: int) -> mapi.Parts:
        """Read the letter in the storage ``path``."""
        made = mapi.Parts(self._properties(path, kind))
        page = mapi.code_page(made.properties)
        number = 0
        for name in sorted(self._inside.get(path, ())):
            self._left -= 1
            if self._left < 0:
                self.problems.append(
                    problem(self._line, "parts", N_("The letter has too many parts; the rest was left out."))
                )
                break
            if name.startswith("__recip_version1.0_"):
                made.recipients.append(self._properties((*path, name), "part"))
            elif name.startswith("__attach_version1.0_"):
                number += 1
                file = self._file((*path, name), page, number, depth)
                if file is not None:
                    made.files.append(file)
        return made

    def _file(self, path: tuple[str, ...], page: str, number: int, depth: int) -> LetterFile | None:
        own = self._properties(path, "part")
        inner = (*path, f"{_STREAM}3701000D")
        if own.get(mapi.FILE_METHOD) == _EMBEDDED and inner in self._inside and depth < _DEEPEST:
            letter = mapi.letter_of(self.parts(inner, "inner", depth + 1), transport_headers)
            return as_file(letter, letter.subject or mapi.text(own.get(mapi.NAME), page))
        data = own.get(mapi.FILE_DATA)
        if not isinstance(data, bytes):
            if inner in self._inside:
                self.problems.append(
                    problem(
                        self._line,
                        "object",
                        N_("An object drawn by another program could not be kept as a file."),
                    )
                )
                return None
            data = b""
        return mapi.file_of(own, data, page, number)

    def _properties(self, path: tuple[str, ...], kind: str) -> dict[int, Any]:
        """Read the properties of a storage: short ones from its table, long ones from streams of their own."""
        table = self._stream((*path, _TABLE)) or b""
        own = _table(table[_HEAD[kind] :])
        page = mapi.code_page(own) or "cp1252"
        for name in self._inside.get(path, ()):
            if not name.startswith(_STREAM) or len(name) != len(_STREAM) + 8:
                continue
            try:
                tag = int(name[len(_STREAM) :], 16)
            except ValueError:
                continue
            identity, sort = tag >> 16, tag & 0xFFFF
            if sort not in {_STRING8, _UNICODE, _BINARY} or (identity >= 0x8000):
                continue
            data = self._stream((*path, name))
            if data is None:
                continue
            if sort == _UNICODE:
                own[identity] = data.decode("utf-16-le", "replace").rstrip("\x00")
            elif sort == _STRING8:
                own.setdefault(identity, mapi.text(data, page))
            else:
                own.setdefault(identity, data)
        return own

    def _stream(self, path: Sequence[str]) -> bytes | None:
        try:
            if self._ole.get_type(list(path)) != olefile.STGTY_STREAM:
                return None
            data: bytes = self._ole.openstream(list(path)).read()
        except Exception:  # noqa: BLE001 - one damaged stream costs itself
            return None
        return data


def _table(data: bytes) -> dict[int, Any]:
    """Read the short properties: sixteen bytes each."""
    found: dict[int, Any] = {}
    for place in range(0, len(data) - 15, 16):
        kind, identity, _, value = struct.unpack_from("<HHI8s", data, place)
        if kind in {_LONG, _BIG}:
            found[identity] = int.from_bytes(value[: 4 if kind == _LONG else 8], "little")
        elif kind in {_INTEGER, _FLAG}:
            found[identity] = int.from_bytes(value[:2], "little")
        elif kind == _TIME:
            found[identity] = mapi.filetime(value)
    return found
