"""Text and HTML out of the compressed RTF that Outlook keeps letters in (MS-OXRTFCP, MS-OXRTFEX)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from app.exchange.mail.headers import decoded

#: bytes that a compressed body may unpack to
LARGEST: Final = 24 * 1024 * 1024
_DICTIONARY: Final = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_TOKEN: Final = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
#: code pages of fonts by their charset
_CHARSETS: Final = {
    0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_SIGNS: Final = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "tab": "\t", "cell": "\t", "nestcell": "\t",
    "nestrow": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "emspace": " ", "enspace": " ", "softline": "\n",
}  # fmt: skip
_SKIPPED: Final = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "object",
        "header",
        "footer",
        "headerl",
        "headerr",
        "footerl",
        "footerr",
        "listtable",
        "listoverridetable",
        "generator",
        "themedata",
        "datastore",
        "latentstyles",
        "xmlnstbl",
        "mmathPr",
        "rsidtbl",
        "filetbl",
        "fldinst",
        "bkmkstart",
        "bkmkend",
        "pntext",
        "pntxta",
        "pntxtb",
        "nonesttables",
    ]
)


def unpacked(data: bytes) -> bytes:
    """Return the RTF of a compressed body; as much of it as is sound."""
    if len(data) < 16:
        return b""
    _, size, magic = struct.unpack_from("<III", data)
    if magic == 0x414C454D:  # «MELA»: not compressed
        return data[16 : 16 + min(size, LARGEST)]
    if magic != 0x75465A4C:  # «LZFu»
        return data if data.startswith(b"{\\rtf") else b""
    return bytes(_inflated(data, min(size, LARGEST)))


def _inflated(data: bytes, limit: int) -> bytearray:
    """Undo LZFu: each bit of a control byte tells a plain byte from a copy out of the last 4 KB."""
    window = bytearray(4096)
    window[: len(_DICTIONARY)] = _DICTIONARY
    write, made, place = len(_DICTIONARY), bytearray(), 16
    while place < len(data) and len(made) < limit:
        control = data[place]
        place += 1
        for bit in range(8):
            size = 2 if control >> bit & 1 else 1
            if place + size > len(data):
                return made[:limit]
            if size == 1:
                signs, offset = 1, -1
            else:
                token = data[place] << 8 | data[place + 1]
                signs, offset = (token & 15) + 2, token >> 4
                if offset == write:
                    return made[:limit]
            for step in range(signs):
                sign = data[place] if offset < 0 else window[(offset + step) & 4095]
                made.append(sign)
                window[write] = sign
                write = write + 1 & 4095
            place += size
    return made[:limit]


@dataclass(slots=True)
class _Group:
    """What holds within a pair of braces."""

    skip: bool = False
    tag: bool = False  # within {\*\htmltag …}: the source of the page itself
    rtf_only: bool = False
    font: int = -1
    unicode_skip: int = 1
    table: bool = False


@dataclass(slots=True)
class _Reader:
    """Walks over the tokens and gathers text, or the page that Outlook hid in them."""

    page: bool
    parts: list[str] = field(default_factory=list)
    waiting: bytearray = field(default_factory=bytearray)
    pages: dict[int, str] = field(default_factory=dict)
    code_page: str = "cp1252"
    group: _Group = field(default_factory=_Group)
    stack: list[_Group] = field(default_factory=list)
    to_skip: int = 0
    starred: bool = False
    high: int = 0
    naming: int = -1

    def read(self, source: bytes) -> str:
        for match in _TOKEN.finditer(source):
            word, number, code, sign, brace, text = match.groups()
            if text is not None:
                self._text(text)
            elif brace is not None:
                self._brace(brace)
            elif code is not None:
                self._byte(int(code, 16))
            elif word is not None:
                self._word(word.decode("ascii"), None if number is None else int(number))
            elif sign is not None:
                self._sign(sign)
        self._flush()
        return "".join(self.parts)

    @property
    def _hidden(self) -> bool:
        group = self.group
        return group.skip or group.table or (self.page and group.rtf_only and not group.tag)

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self.starred, self.to_skip = False, 0
        if brace == b"{":
            if len(self.stack) < 10_000:
                self.stack.append(replace(self.group))
        elif self.stack:
            self.group = self.stack.pop()

    def _text(self, text: bytes) -> None:
        self.starred = False
        if self.to_skip:
            cut = min(self.to_skip, len(text))
            self.to_skip -= cut
            text = text[cut:]
        if not self._hidden:
            self.waiting += text

    def _byte(self, byte: int) -> None:
        if self.to_skip:
            self.to_skip -= 1
        elif not self._hidden:
            self.waiting.append(byte)

    def _flush(self) -> None:
        if self.waiting:
            page = self.code_page if self.group.tag else self.pages.get(self.group.font, self.code_page)
            self.parts.append(decoded(bytes(self.waiting), page))
            self.waiting.clear()

    def _said(self, text: str) -> None:
        if not self._hidden:
            self._flush()
            self.parts.append(text)

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.starred = True
        elif sign in b"\\{}":
            self._text(sign)
        elif sign == b"~":
            self._said("\xa0")
        elif sign == b"_":
            self._said("-")
        elif sign in b"\r\n" and not self.page:
            self._said("\n")

    def _word(self, word: str, number: int | None) -> None:
        starred, self.starred = self.starred, False
        if word == "u" and number is not None:
            self._unicode(number)
        elif word in _SIGNS:
            self._said("\r\n" if self.page and _SIGNS[word] == "\n" else _SIGNS[word])
        elif word in {"ansicpg", "mac", "pc", "pca", "f", "fcharset"}:
            self._letters(word, number or 0)
        elif word in {"uc", "fonttbl", "htmltag", "htmlrtf", "plain"}:
            self._state(word, number)
        elif word in _SKIPPED or (starred and word not in {"shpinst", "shptxt"}):
            self._flush()
            self.group.skip = True

    def _letters(self, word: str, number: int) -> None:
        """Take what says in which code page bytes are."""
        if word == "ansicpg":
            self.code_page = "utf-8" if number == 65001 else f"cp{number}" if number else self.code_page
        elif word == "f":
            self._flush()
            self.group.font = self.naming = number
        elif word == "fcharset":
            if self.group.table:
                self.pages[self.naming] = _CHARSETS.get(number, self.code_page) if number else self.code_page
        else:
            self.code_page = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850"}[word]

    def _state(self, word: str, number: int | None) -> None:
        self._flush()
        if word == "uc":
            self.group.unicode_skip = max(0, min(number or 0, 16))
        elif word == "fonttbl":
            self.group.table = True
        elif word == "htmltag":
            self.group.tag, self.group.skip = True, not self.page
        elif word == "htmlrtf":
            self.group.rtf_only = number != 0

    def _unicode(self, number: int) -> None:
        code = number + 65536 if number < 0 else number
        self.to_skip = self.group.unicode_skip
        if 0xD800 <= code < 0xDC00:
            self.high = code
            return
        if 0xDC00 <= code < 0xE000 and self.high:
            code = 0x10000 + ((self.high - 0xD800) << 10) + (code - 0xDC00)
        self.high = 0
        self._said(chr(code) if 0 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd")


def is_page(source: bytes) -> bool:
    """Tell whether RTF only wraps a page of HTML."""
    return b"\\fromhtml" in source[:2048]


def page_of(source: bytes) -> str:
    """Return the HTML that RTF wraps."""
    return _Reader(page=True).read(_binary_out(source[:LARGEST]))


def text_of(source: bytes) -> str:
    """Return the text of RTF; of one that wraps plain text that text."""
    return _Reader(page=False).read(_binary_out(source[:LARGEST]))


def _binary_out(source: bytes) -> bytes:
    r"""Take raw bytes behind ``\binN`` out: they are no RTF."""
    if b"\\bin" not in source:
        return source
    return b"".join(_without_binary(source))


def _without_binary(source: bytes) -> Iterator[bytes]:
    place = 0
    for match in re.finditer(rb"\\bin(\d{1,9}) ?", source):
        if match.start() >= place:
            yield source[place : match.start()]
            place = match.end() + int(match.group(1))
    yield source[place:]
