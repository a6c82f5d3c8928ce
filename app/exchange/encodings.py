"""Bytes to text: which encoding a file is in, and its lines read without losing a byte."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Final

from app.exchange.contacts import Problem, problem
from app.exchange.faults import FileUnreadable, UnknownEncoding
from app.exchange.letters import known_letters, pair_weights
from app.exchange.sniff import unicode_mark
from app.language import N_

#: code pages by how often address books come in them: earlier wins where letters do not decide
PAGES: Final = (
    "cp1251",
    "cp1252",
    "cp866",
    "koi8-r",
    "koi8-u",
    "mac-cyrillic",
    "iso8859-5",
    "cp1250",
    "iso8859-2",
    "cp1254",
    "cp1253",
    "cp1257",
    "mac-roman",
    "cp850",
    "cp852",
    "mac-latin2",
)
#: what the user may choose by hand, with names that people know
CHOICES: Final = ("utf-8", "utf-16", *PAGES)

_BLOCK: Final = 262_144
#: a line longer than this is cut: no list of contacts has one, and memory stays small
_LONGEST: Final = 16 * 1024 * 1024
_SAMPLE: Final = 65_536
_MANY: Final = 100
_LINE: Final = re.compile(rb"[^\n]*\n|[^\n]+")
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_UTF8: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a file is to be read: ``name`` for all of it, ``fallback`` for lines that are not UTF-8."""

    name: str
    fallback: str = "cp1252"
    #: chosen by the user: then nothing is guessed line by line
    by_hand: bool = False


def by_hand(name: str) -> Encoding:
    """Return the encoding that the user named.

    Raises :class:`UnknownEncoding`.
    """
    try:
        known = codecs.lookup(name.strip())
        b"".decode(known.name)
    except (LookupError, ValueError, TypeError) as error:
        raise UnknownEncoding(encoding=name) from error
    plain = "utf-8-sig" if known.name in {"utf-8", "utf-8-sig"} else known.name
    return Encoding(plain, "cp1252", by_hand=True)


def detect(path: Path) -> Encoding:
    """Return the encoding of a text file: mark, strict UTF-8, UTF-16 by its zeros, then by its letters.

    Raises :class:`FileUnreadable`.
    """
    try:
        with path.open("rb") as stream:
            mark = unicode_mark(stream.read(4096))
            if mark.startswith(("utf-16", "utf-32")):
                return Encoding(mark)
            stream.seek(0)
            return _by_lines(stream, mark)
    except OSError as error:
        raise FileUnreadable(file=path.name, reason=error.strerror or str(error)) from error


def _by_lines(stream: BinaryIO, mark: str) -> Encoding:
    """Judge the whole file: lines that are UTF-8 against lines that are not."""
    good = bad = 0
    sample = bytearray()
    for block in _blocks(stream):
        try:
            block.decode("utf-8")
            good += not block.isascii()
        except UnicodeDecodeError:
            for line in _LINE.findall(block):
                if not _HIGH.search(line):
                    continue
                if _is_utf8(line):
                    good += 1
                else:
                    bad += 1
                    if len(sample) < _SAMPLE:
                        sample += line
    if not bad:
        return Encoding(mark or "utf-8")
    page = best_page(bytes(sample))
    return Encoding(mark or "utf-8", page) if mark or good > bad else Encoding(page, page)


def best_page(sample: bytes) -> str:
    """Return the code page in which ``sample`` has the most usual pairs of letters."""
    runs = re.findall(rb"[^\x00-\x40\x5b-\x60\x7b-\x7f]+", sample[:_SAMPLE])
    text = b" ".join(run for run in runs if _HIGH.search(run))
    scores = [(_score(text, page), -place, page) for place, page in enumerate(PAGES)]
    return max(scores)[2]


def _score(sample: bytes, page: str) -> float:
    """Weigh the pairs of letters around each letter outside ASCII."""
    try:
        text = sample.decode(page)
        penalty = 0.0
    except UnicodeDecodeError:
        text = sample.decode(page, "replace")
        penalty = 12.0 * text.count("\ufffd")
    return _pairs(text) + _cases(text) - penalty


def _pairs(text: str) -> float:
    weights, letters = pair_weights(), known_letters()
    small = f" {text} ".lower()
    total = 0.0
    for first, second in pairwise(small):
        if first < "\x80" and second < "\x80":
            continue
        # Signs such as « » № — stand at word edges; anything else unknown is a sign of the wrong page.
        first = first if first.isalpha() else _edge(first)  # noqa: PLW2901 - the folded letter
        second = second if second.isalpha() else _edge(second)  # noqa: PLW2901
        weight = weights.get(first + second)
        if weight is None:
            weight = -10.0 if first in letters and second in letters else -13.0
            weight -= 4.0 * (first.isalpha() and second.isalpha() and _cyrillic(first) != _cyrillic(second))
        total += weight
    return total


def _cyrillic(letter: str) -> bool:
    return "\u0400" <= letter <= "\u052f"


def _edge(sign: str) -> str:
    return " " if sign < "\x80" or sign in "«»“”„‘’—–…№\xa0" else "\ufffd"


def _cases(text: str) -> float:
    """A capital after a small letter within a word is what koi8-r and cp1251 make of each other."""
    total = 0.0
    for first, second in pairwise(text):
        if first.islower() and second.isupper():
            total -= 6.0
    return total


@dataclass(slots=True)
class Lines:
    """The physical lines of a text file, with their ends; what was odd stands in :attr:`problems`."""

    path: Path
    encoding: Encoding
    problems: list[Problem] = field(default_factory=list)
    number: int = 0
    _odd: int = 0

    def __iter__(self) -> Iterator[str]:
        try:
            with self.path.open("rb") as stream:
                yield from self._read(stream)
        except OSError as error:
            raise FileUnreadable(file=self.path.name, reason=error.strerror or str(error)) from error
        if self._odd > _MANY:
            self.problems.append(
                problem(
                    0,
                    "encoding",
                    N_("{count} lines in all are not in the encoding of the file."),
                    count=self._odd,
                )
            )

    def _read(self, stream: BinaryIO) -> Iterator[str]:
        name = self.encoding.name
        if name.startswith(("utf-16", "utf-32")) or (self.encoding.by_hand and not name.startswith("utf-8")):
            decoder = codecs.getincrementaldecoder(name)("replace")
            texts = (decoder.decode(block) for block in iter(lambda: stream.read(_BLOCK), b""))
            yield from self._split(texts)
            return
        if stream.read(3) != codecs.BOM_UTF8:
            stream.seek(0)
        for block in _blocks(stream):
            yield from self._block(block)

    def _block(self, block: bytes) -> Iterator[str]:
        """Decode whole lines: all at once where they are UTF-8, else one by one."""
        try:
            text = block.decode("utf-8")
        except UnicodeDecodeError:
            for line in _LINE.findall(block):
                yield from self._numbered(self._decode(line))
        else:
            yield from self._numbered(text)

    def _decode(self, line: bytes) -> str:
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            # One or two «UTF-8 letters» happen by chance in a code page; a word does not.
            if text.isascii() or self.encoding.name.startswith("utf-8") or len(_UTF8.findall(line)) > 2:
                return text
        fallback = self.encoding.fallback
        if not self.encoding.name.startswith("utf-8"):
            return _whole(line, self.encoding.name)
        self._odd += 1
        if self._odd <= _MANY:
            self.problems.append(_odd_bytes(self.number + 1, fallback))
        return _mixed(line, fallback)

    def _numbered(self, text: str) -> Iterator[str]:
        for line in split_lines(text):
            self.number += 1
            yield line

    def _split(self, texts: Iterator[str]) -> Iterator[str]:
        rest = ""
        first = True
        for text in texts:
            lines = split_lines(rest + (text.removeprefix("\ufeff") if first else text))
            first = False
            # The last line may go on in the next block, and «\r» may be half of «\r\n».
            rest = lines.pop() if lines and len(lines[-1]) < _LONGEST else ""
            yield from self._numbered("".join(lines))
        yield from self._numbered(rest)


def _odd_bytes(line: int, fallback: str) -> Problem:
    return problem(
        line,
        "encoding",
        N_("This line is not in the encoding of the file; it was read as {encoding}. Check its letters."),
        encoding=fallback,
    )


def split_lines(text: str) -> list[str]:
    """Return the lines of ``text`` with their ends: LF, CR LF and the lone CR of old Macs, nothing else."""
    return list(io.StringIO(text, newline=""))


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Read in blocks that end with a line."""
    rest = b""
    while block := stream.read(_BLOCK):
        rest += block
        cut = rest.rfind(b"\n") + 1
        if not cut and len(rest) >= _LONGEST:
            cut = len(rest)
        if cut:
            yield rest[:cut]
            rest = rest[cut:]
    if rest:
        yield rest


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _whole(line: bytes, page: str) -> str:
    """Decode with one code page; a byte that it does not have becomes the letter of Latin-1."""
    try:
        return line.decode(page)
    except UnicodeDecodeError:
        return "".join(_byte(byte, page) for byte in line)


def _byte(byte: int, page: str) -> str:
    one = bytes((byte,))
    try:
        return one.decode(page)
    except UnicodeDecodeError:
        return one.decode("latin-1")


def _mixed(line: bytes, fallback: str) -> str:
    """Decode the words that are UTF-8 as such and the others with ``fallback``."""
    parts = re.split(rb"([\x00-\x7f]+)", line)
    return "".join(part.decode("utf-8") if _is_utf8(part) else _whole(part, fallback) for part in parts)


def decode_value(value: bytes, charset: str = "", fallback: str = "") -> str:
    """Decode one value by its own ``charset``, else as UTF-8, else with ``fallback`` or by its letters."""
    if charset:
        try:
            return value.decode(charset)
        except (LookupError, ValueError, UnicodeError):
            pass
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return _mixed(value, fallback) if fallback else _whole(value, best_page(value))
