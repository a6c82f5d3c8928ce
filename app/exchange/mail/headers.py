"""Headers of letters, read as they come: encoded words, odd charsets, addresses, dates, Message-IDs."""

from __future__ import annotations

import binascii
import codecs
import datetime as dt
import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_tz
from functools import lru_cache
from itertools import islice
from typing import Final

from app.exchange.encodings import decode_value
from app.exchange.mail.letter import Someone

#: the longest header that is looked into, in characters; what is longer is cut
LONGEST: Final = 100_000
#: how many addresses of one header are read
MOST_ADDRESSES: Final = 1000
#: codecs that are no charsets of letters: slow, dangerous or none
_REFUSED: Final = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem", "charmap"}
)
#: names that programs use for another charset, or for a superset of it
_MEANT: Final = {
    "iso8859-1": "cp1252",
    "ascii": "",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}
_ALIASES: Final = {
    "x-gbk": "gb18030",
    "x-sjis": "cp932",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "x-utf-8": "utf-8",
    "cp-850": "cp850",
    "cp-1251": "cp1251",
    "win-1251": "cp1251",
    "ks_c_5601-1987": "cp949",
    "koi8": "koi8-r",
}
_WORD: Final = re.compile(
    r"=\?([\w:.+()\- ]{1,60}?)(?:\*[\w-]{1,20})?\?([bBqQ])\?([^?\r\n]*(?:\?(?!=)[^?\r\n]*)*)\?="
)
_ID: Final = re.compile(r"<\s*([^<>]{1,998}?)\s*>")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_COLON: Final = re.compile(r"\s*:\s*")
_EARLIEST, _LATEST = 1971, 2100


@lru_cache(maxsize=256)
def charset_name(charset: str) -> str:
    """Return the codec that a charset of a letter means; empty where it means none."""
    name = charset.strip().strip("'\"").lower().split("*", 1)[0]
    name = _ALIASES.get(name, name)
    try:
        known = codecs.lookup(name).name
        b"".decode(known)
    except (LookupError, ValueError, TypeError, UnicodeError):
        return ""
    if known in _REFUSED or known.replace("_", "-") in _REFUSED:
        return ""
    return _MEANT.get(known, known)


def decoded(data: bytes, charset: str = "") -> str:
    """Return text by its charset, else as UTF-8, else by its letters."""
    name = charset_name(charset) if charset else ""
    if name in {"utf-8", ""} or data.isascii():
        # ISO-2022 is ASCII too
        return decode_value(data, name if name.startswith(("iso2022", "utf-7", "hz")) else "")
    text = decode_value(data, name)
    return text.removeprefix("\ufeff")


def plain(raw: str) -> str:
    """Return the text of a header: unfolded, its encoded words and bytes outside ASCII read."""
    if raw.isascii() and "=?" not in raw:
        return _clean(raw)
    text = raw[:LONGEST]
    return _clean(_words(text) if "=?" in text else _bare(text))


def _bare(text: str) -> str:
    """Read bytes outside ASCII that stand in a header as they are; a lone one says nothing of its charset."""
    if text.isascii():
        return text
    data = text.encode("utf-8", "surrogateescape")
    return decoded(data, "cp1252" if sum(byte > 127 for byte in data) == 1 else "")


def _clean(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text[:LONGEST]).split())


def _words(text: str) -> str:
    """Read encoded words; neighbours of one charset are joined first, for a letter may be cut in two."""
    made: list[str] = []
    held: list[tuple[str, bytes]] = []
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        if between.strip() or not held:
            made += [*_said(held), _bare(between)]
            held = []
        charset, data = match.group(1), _word_bytes(match.group(2), match.group(3))
        if held and held[-1][0].lower() == charset.lower():
            held[-1] = (charset, held[-1][1] + data)
        else:
            held.append((charset, data))
        end = match.end()
    return "".join([*made, *_said(held), _bare(text[end:])])


def _said(held: Sequence[tuple[str, bytes]]) -> Iterator[str]:
    for charset, data in held:
        yield decoded(data, charset)


def _word_bytes(kind: str, text: str) -> bytes:
    plain_text = text.encode("utf-8", "surrogateescape")
    if kind in "qQ":
        return quopri.decodestring(plain_text.replace(b"_", b" "), header=False)
    return unbase64(plain_text)


def unbase64(data: bytes) -> bytes:
    """Decode Base64 with whatever is wrong with it: signs between, padding that lacks, an odd end."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        kept = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
        kept = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
        return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def message_ids(raw: str) -> tuple[str, ...]:
    """Return the Message-IDs of a header without their brackets and inner spaces, in their order."""
    text = plain(raw)
    found = _ID.findall(text)
    if not found:
        word = text.strip("<> ")
        found = [word] if word and " " not in word and "@" in word else []
    return tuple(dict.fromkeys("".join(each.split()) for each in found))


def people(role: str, raw: str) -> Iterator[Someone]:
    """Read the addresses of a header, whatever they look like; what is no address stays as a name."""
    text = raw[:LONGEST]
    if not text.isascii() and "=?" not in text:
        text = _bare(text)
    for name, told in islice(_mailboxes(text), MOST_ADDRESSES):
        said = plain(name)
        address = "".join(_bare(told).split()) if "@" in told else plain(told)
        if "@" not in address and "@" in said and " " not in said:
            said, address = "", said
        if _is_address(address):
            yield Someone(role, "" if said == address else said, address)
        elif said or address:
            yield Someone(role, said or address, "")


def _is_address(text: str) -> bool:
    local, _, domain = text.rpartition("@")
    return bool(local and domain) and len(text) <= 320 and not re.search(r"[\s<>,;\"]", text.strip('"'))


def _mailboxes(text: str) -> Iterator[tuple[str, str]]:
    """Cut a list of addresses at its commas and semicolons, heeding quotes, comments, angles and groups."""
    cutter = _Cutter()
    for sign in text:
        if cutter.ends(sign):
            yield cutter.mailbox()
            cutter = _Cutter()
    yield cutter.mailbox()


@dataclass(slots=True)
class _Cutter:
    """Gathers one address, sign by sign."""

    name: list[str] = field(default_factory=list)
    angle: list[str] = field(default_factory=list)
    comment: list[str] = field(default_factory=list)
    state: str = "name"
    depth: int = 0
    escaped: bool = False
    angled: bool = False

    def ends(self, sign: str) -> bool:
        """Take one more sign; tell whether it ends the address."""
        target = self.comment if self.depth else self.angle if self.state == "angle" else self.name
        if self.escaped:
            target.append(sign)
            self.escaped = False
        elif sign == "\\":
            self.escaped = True
        elif self.depth:
            self.depth += (sign == "(") - (sign == ")")
            target.append(sign if self.depth else " ")
        elif sign == "(" and self.state != "quote":
            self.depth = 1
        elif sign in '"<>:' and self._turns(sign):
            pass
        elif sign in ",;" and self.state == "name":
            return True
        else:
            target.append(sign)
        return False

    def _turns(self, sign: str) -> bool:
        """Change the state where the sign does so."""
        turns = {
            ('"', "name"): "quote",
            ('"', "quote"): "name",
            ("<", "name"): "angle",
            (">", "angle"): "name",
        }
        state = turns.get((sign, self.state))
        if state is not None:
            self.angled = self.angled or state == "angle"
            self.state = state
        elif sign == ":" and self.state == "name" and "@" not in self.name:
            self.name = []  # the name of a group
        else:
            return False
        return True

    def mailbox(self) -> tuple[str, str]:
        """Return name and address as they are written."""
        return _mailbox(self.name, self.angle, self.comment, angled=self.angled)


def _mailbox(name: list[str], angle: list[str], comment: list[str], *, angled: bool) -> tuple[str, str]:
    said, address, remark = "".join(name).strip(), "".join(angle).strip(), "".join(comment).strip()
    if angled:
        # «mailto:» of careless programs, and routes: <@a,@b:user@c>
        address = address.removeprefix("mailto:").rpartition(":")[2]
        return said.strip("' ") or remark, address
    if "@" in said:
        words = said.split()
        bare = [word for word in words if "@" in word]
        if len(bare) == 1 and len(words) > 1 and not re.search(r"@\s|\s@|\.\s|\s\.", said):
            return " ".join(word for word in words if word not in bare), bare[0]
        return remark, said
    return said or remark, ""


def moment(raw: str) -> dt.datetime | None:
    """Return the date of a header, None where it is none; without a zone it is UTC."""
    text = re.sub(r"\([^()]*\)", " ", plain(raw)[:300])
    text = _COLON.sub(":", text)
    try:
        parts = parsedate_tz(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if parts is None:
        return _iso(text)
    year, month, day, hour, minute, second = parts[:6]
    offset = parts[9] or 0
    try:
        zone = dt.timezone(dt.timedelta(seconds=offset)) if abs(offset) < 86400 else dt.UTC
        found = dt.datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
    except (ValueError, OverflowError):
        return None
    return sane(found)


def _iso(text: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return sane(found if found.tzinfo else found.replace(tzinfo=dt.UTC))


def sane(found: dt.datetime | None) -> dt.datetime | None:
    """Return the moment in UTC; None where no letter can have been written then."""
    if found is None or not _EARLIEST <= found.year < _LATEST:
        return None
    return found.astimezone(dt.UTC)
