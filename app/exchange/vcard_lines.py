"""vCard text to properties: folded lines, encodings, groups and parameters, however carelessly written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from app.exchange.contacts import Problem, problem
from app.exchange.encodings import Encoding, Lines, best_page, decode_value
from app.exchange.faults import FileUnreadable
from app.exchange.sniff import unicode_mark
from app.language import N_

_BLOCK: Final = 262_144
#: a property longer than this is not a datum: bytes
_LONGEST: Final = 64 * 1024 * 1024
_BLANK: Final = b" \t\x00\x1a"
#: problems of one kind are not counted without end
_MANY: Final = 1_000
_ENDS: Final = re.compile(rb"\r\n|\n|\r")
_HEAD: Final = re.compile(rb"^[ \t]*[A-Za-z0-9_.+/ -]+(?:;[^:]*(?:\"[^\"]*\"[^:]*)*)?:")
#: a property whose parameters go on in the next line
_LONG_HEAD: Final = re.compile(rb"^(?:[\w-]+\.)?[A-Z][A-Z0-9-]*;[A-Za-z0-9-]+=")
_NAME_ONLY: Final = re.compile(rb"^[A-Za-z][A-Za-z0-9-]*$")
_BASE64: Final = re.compile(rb"^[A-Za-z0-9+/=\s]+$")
_QUOTED: Final = re.compile(rb"(?i);(?:encoding=)?(?:quoted-printable|q)(?:;[^:]*)?:")
_ENCODED64: Final = re.compile(rb"(?i);(?:encoding=)?(?:base64|b)(?:;[^:]*)?:")
_BEFORE_VALUE: Final = re.compile(rb'(?:[^":]++|"[^"]*+")*+:')
_EDGE: Final = re.compile(rb"(?i)^[ \t]*(?:[\w-]+\.)?(begin|end)[ \t]*:[ \t]*vcard\s*$")
_BYTE: Final = re.compile(rb"=([0-9A-Fa-f]{2})")
#: words that version 2.1 writes without «ENCODING=»
_BARE_ENCODINGS: Final = {"quoted-printable": "q", "base64": "b", "b": "b", "q": "q", "8bit": "", "7bit": ""}


_NO_TYPES: Final[frozenset[str]] = frozenset()


@lru_cache(maxsize=4096)
def _types(params: tuple[tuple[str, str], ...]) -> frozenset[str]:
    words = (word for key, value in params if key == "TYPE" for word in value.split(","))
    return frozenset(word.strip().strip('"').lower() for word in words if word.strip())


@dataclass(frozen=True, slots=True)
class Property:
    """One property: ``value`` is text as it stands in the file, still escaped; quoted-printable is undone."""

    line: int
    group: str
    name: str
    params: tuple[tuple[str, str], ...]
    value: str
    parts: tuple[str, ...] = ()

    def param(self, name: str) -> str:
        """Return the first value of a parameter, empty where it is absent."""
        return next((value for key, value in self.params if key == name), "")

    @property
    def types(self) -> frozenset[str]:
        """The words of all TYPE parameters, small."""
        return _types(self.params) if self.params else _NO_TYPES

    @property
    def base64(self) -> bool:
        return self.param("ENCODING").lower() in {"b", "base64"}

    @property
    def text(self) -> str:
        """The value with its escapes undone."""
        return unescape(self.value)


@dataclass(slots=True)
class Card:
    """The properties of one card and where it starts, counted in lines from 1."""

    line: int
    properties: list[Property] = field(default_factory=list)
    closed: bool = True

    @property
    def version(self) -> str:
        return next((item.value.strip() for item in self.properties if item.name == "VERSION"), "")


def unescape(text: str) -> str:
    r"""Undo ``\n``, ``\,``, ``\;``, ``\:``, ``\"`` and ``\\``; any other backslash stays."""
    if "\\" not in text:
        return text
    return re.sub(r'\\([nN,;:"\\])', lambda match: "\n" if match[1] in "nN" else match[1], text)


def split_escaped(text: str, separator: str) -> list[str]:
    """Split at each ``separator`` that no backslash precedes; the escapes stay."""
    if "\\" not in text:
        return text.split(separator)
    parts: list[str] = []
    current: list[str] = []
    escaped = False
    for sign in text:
        if sign == separator and not escaped:
            parts.append("".join(current))
            current = []
            continue
        escaped = sign == "\\" and not escaped
        current.append(sign)
    parts.append("".join(current))
    return parts


def read_cards(path: Path, problems: list[Problem], encoding: Encoding | None = None) -> Iterator[Card]:
    """Yield the cards of a file one by one; what is odd is added to ``problems``.

    Raises :class:`FileUnreadable`.
    """
    yield from cards(_lines(path, encoding), problems, encoding.name if encoding else "")


def _lines(path: Path, encoding: Encoding | None) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            mark = unicode_mark(stream.read(4096))
            if mark.startswith(("utf-16", "utf-32")):
                lines = Lines(path, encoding or Encoding(mark))
                yield from (line.rstrip("\r\n").encode("utf-8", "replace") for line in lines)
                return
            stream.seek(3 if mark == "utf-8-sig" else 0)
            rest = b""
            while block := stream.read(_BLOCK):
                *lines_, rest = _ENDS.split(rest + block)
                if block.endswith(b"\r"):
                    # The other half of the line end may stand in the next block.
                    rest = rest or (lines_.pop() if lines_ else b"") + b"\r"
                yield from lines_
            if rest:
                yield from _ENDS.split(rest)
    except OSError as error:
        raise FileUnreadable(file=path.name, reason=error.strerror or str(error)) from error


@dataclass(slots=True)
class _Raw:
    """A property before it is decoded: where it starts and its joined bytes."""

    line: int
    pieces: list[bytes]
    soft: bool = False
    quoted: bool = False
    coded: bool = False
    size: int = 0

    def add(self, piece: bytes, *, gap: bytes = b"") -> None:
        self.size += len(piece)
        if self.size < _LONGEST:
            self.pieces.append(gap + piece)


def _unfolded(lines: Iterable[bytes], problems: list[Problem]) -> Iterator[_Raw]:
    """Join the lines of each property: indented ones, soft breaks, and those that lost their indent."""
    raw: _Raw | None = None
    for number, line in enumerate(lines, 1):
        if raw is not None and (not line.strip(_BLANK) or _joins(raw, line, number, problems)):
            # A blank line ends nothing: some programs write every line end twice.
            raw.soft = raw.soft and bool(line)
            continue
        if raw is not None:
            yield raw
            raw = None
        if line.strip(_BLANK):
            raw = _started(line, number)
    if raw is not None:
        yield raw


def _started(line: bytes, number: int) -> _Raw:
    quoted, coded = _coding(line[: line.find(b":") + 1]) if b";" in line else (False, False)
    raw = _Raw(number, [line], quoted=quoted, coded=coded)
    if quoted and line.endswith(b"="):
        raw.pieces, raw.soft = [line[:-1]], True
    return raw


@lru_cache(maxsize=1024)
def _coding(head: bytes) -> tuple[bool, bool]:
    """Tell whether the value is quoted-printable, and whether it is base64."""
    return bool(_QUOTED.search(head)), bool(_ENCODED64.search(head))


def _joins(raw: _Raw, line: bytes, number: int, problems: list[Problem]) -> bool:
    """Add ``line`` to the property where it belongs to it."""
    if not (raw.soft or raw.coded) and line[:1] not in b" \t" and _HEAD.match(line):
        return False
    if _EDGE.match(line) and not line[:1].isspace():
        return False
    if raw.soft:
        raw.soft = line.endswith(b"=")
        raw.add(line[:-1] if raw.soft else line)
        return True
    if line[:1] in {b" ", b"\t"}:
        text = line[1:]
        raw.soft = raw.quoted and text.endswith(b"=")
        raw.add(text[:-1] if raw.soft else text)
        return True
    return _stray(raw, line, number, problems)


def _stray(raw: _Raw, line: bytes, number: int, problems: list[Problem]) -> bool:
    """Take a line that is no property for the rest of the one before it."""
    if raw.coded and _BASE64.match(line):
        raw.add(line.strip())
        return True
    if _HEAD.match(line) or _LONG_HEAD.match(line) or _NAME_ONLY.match(line) or _EDGE.match(raw.pieces[0]):
        return False
    raw.soft = raw.quoted and line.endswith(b"=")
    raw.add(line[:-1] if raw.soft else line, gap=b"=0A" if raw.quoted else b"\\n")
    problems.append(
        problem(number, "stray", N_("This line belongs to no property; it was joined to the line before it."))
    )
    return True


def cards(lines: Iterable[bytes], problems: list[Problem], charset: str = "") -> Iterator[Card]:
    """Yield the cards in ``lines`` (without their ends); a card without an end ends at the next one."""
    card: Card | None = None
    depth = 0
    held: list[_Raw] = []
    for raw in _unfolded(lines, problems):
        edge = _EDGE.match(raw.pieces[0])
        word = edge[1].lower() if edge else b""
        if card is None:
            card, held = _opened(raw, word, problems)
        elif word == b"begin" and (depth or _opens_agent(held)):
            depth += 1
            problems.append(problem(raw.line, "nested", N_("A card within a card (an agent) was left out.")))
        elif word == b"begin":
            yield _finish(card, held, problems, charset, closed=False)
            card, held = Card(raw.line), []
        elif word == b"end" and depth:
            depth -= 1
        elif word == b"end":
            yield _finish(card, held, problems, charset, closed=True)
            card, held = None, []
        elif not depth:
            held.append(raw)
    if card is not None:
        yield _finish(card, held, problems, charset, closed=False)


def _opened(raw: _Raw, word: bytes, problems: list[Problem]) -> tuple[Card | None, list[_Raw]]:
    """Start a card; anything else between cards is reported."""
    if word == b"begin":
        return Card(raw.line), []
    if not word and len(problems) < _MANY:
        problems.append(
            problem(raw.line, "outside", N_("This line stands outside any card and was left out."))
        )
    return None, []


def _opens_agent(held: list[_Raw]) -> bool:
    """A card within a card follows the property AGENT."""
    if not held:
        return False
    text = b"".join(held[-1].pieces).strip().upper()
    return text.startswith(b"AGENT") and text.endswith(b":")


def _finish(
    card: Card,
    held: list[_Raw],
    problems: list[Problem],
    charset: str,
    *,
    closed: bool,
) -> Card:
    """Decode the properties of a card: the letters of all of them tell the code page."""
    card.closed = closed
    if not closed:
        problems.append(
            problem(
                card.line, "unclosed", N_("The card that starts here has no end; what there is was read.")
            )
        )
    fallback = charset if charset and not charset.startswith("utf") else _page(held)
    for raw in held:
        item = _parse(raw, fallback)
        if item is None:
            text = b"".join(raw.pieces)[:40].decode("latin-1")
            problems.append(
                problem(raw.line, "no_value", N_("“{text}” has no value and was left out."), text=text)
            )
        else:
            card.properties.append(item)
    return card


def _page(raws: list[_Raw]) -> str:
    """Return the code page of what is not UTF-8 and names no charset; empty where there is no such thing."""
    odd = []
    for raw in raws:
        if raw.coded:
            continue
        data = b"".join(raw.pieces)
        if not raw.quoted and data.isascii():
            continue
        if raw.quoted:
            data = _BYTE.sub(lambda match: bytes((int(match[1], 16),)), data)
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            odd.append(data.partition(b":")[2])
    return best_page(b" ".join(odd)) if odd else ""


def _parse(raw: _Raw, fallback: str) -> Property | None:
    data = b"".join(raw.pieces).lstrip(b" \t\xef\xbb\xbf")
    colon = _colon(data)
    if colon < 0:
        return None
    head, body = data[:colon], data[colon + 1 :]
    group, name, params = _head(head, fallback) if len(head) < 200 else _head.__wrapped__(head, fallback)
    if not params:
        return Property(raw.line, group, name, params, decode_value(body, "", fallback).strip("\r\n"))
    charset = next((value for key, value in params if key == "CHARSET"), "")
    encoding = next((value.lower() for key, value in params if key == "ENCODING"), "")
    if encoding in {"b", "base64"}:
        return Property(raw.line, group, name, params, re.sub(r"\s+", "", body.decode("ascii", "ignore")))
    if encoding in {"q", "quoted-printable"}:
        return _quoted(raw.line, (group, name, params), body, charset, fallback)
    return Property(raw.line, group, name, params, decode_value(body, charset, fallback).strip("\r\n"))


def _quoted(
    line: int,
    head: tuple[str, str, tuple[tuple[str, str], ...]],
    body: bytes,
    charset: str,
    fallback: str,
) -> Property:
    """Split at the semicolons that are written, then undo the quoting: an encoded one separates nothing."""

    def said(piece: bytes) -> str:
        plain = _BYTE.sub(lambda match: bytes((int(match[1], 16),)), piece)
        return decode_value(plain, charset, fallback).replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")

    parts = tuple(said(piece) for piece in body.split(b";"))
    whole = ";".join(parts).replace("\n", "\\n")
    kept = tuple((key, value) for key, value in head[2] if key not in {"ENCODING", "CHARSET"})
    return Property(line, head[0], head[1], kept, whole, parts if len(parts) > 1 else ())


def _colon(data: bytes) -> int:
    """Return where the value starts: the first colon outside quotes, or the first at all."""
    first = data.find(b":")
    if data.find(b'"', 0, first) < 0:
        return first
    match = _BEFORE_VALUE.match(data)
    return match.end() - 1 if match else data.find(b":")


@lru_cache(maxsize=4096)
def _head(data: bytes, fallback: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Return group, name and parameters; the same few heads come in every card."""
    pieces = _split_quoted(decode_value(data, fallback=fallback))
    group, _, name = pieces[0].strip().rpartition(".")
    return group, name.upper(), tuple(param for piece in pieces[1:] for param in _param(piece.strip()))


def _split_quoted(head: str) -> list[str]:
    """Split parameters at semicolons outside quotes."""
    if '"' not in head:
        return head.split(";")
    parts = re.findall(r'(?:[^;"]|"[^"]*"?)+', head)
    return parts or [head]


def _param(piece: str) -> tuple[tuple[str, str], ...]:
    if not piece:
        return ()
    name, equals, value = piece.partition("=")
    if not equals:
        bare = name.strip().lower()
        return (
            (("ENCODING", _BARE_ENCODINGS[bare]),) if bare in _BARE_ENCODINGS else (("TYPE", name.strip()),)
        )
    value = value.strip()
    if value.count('"') == 2 and value.startswith('"') and value.endswith('"'):
        value = value[1:-1]
    value = re.sub(r"\^([n'^])", lambda match: {"n": "\n", "'": '"', "^": "^"}[match[1]], value)
    return ((name.strip().upper(), value),)
