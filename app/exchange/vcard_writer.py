"""Contacts as vCards 3.0 or 4.0 that phones, Outlook and Google read, and that come back whole."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from app.exchange.contacts import AddressParts, ChannelValue, ContactRecord, DateValue, RelativeValue
from app.exchange.dates import iso
from app.exchange.faults import FileUnwritable
from app.exchange.vcard import understood

#: longest line in octets, without its end (RFC 6350, 3.2)
_LINE: Final = 75
#: the name of a property with its group and parameters, in the capitals in which the reader keeps it
_RAW_NAME: Final = re.compile(
    r"^(?:(?P<group>[A-Za-z0-9-]+)\.)?(?P<name>[A-Z0-9-]+)(?:;(?!CHARSET|ENCODING=[Qq])[A-Z0-9-]+="
    r'(?:"[^"^\x00-\x1f]*[;:,][^"^\x00-\x1f]*"|[^";:,^\x00-\x20]*))*$'
)
_ITEM: Final = re.compile(r"(?i)^item(\d+)\.")
_TEL_TYPES: Final = {
    "home": "HOME",
    "work": "WORK",
    "mobile": "CELL",
    "work_mobile": "WORK,CELL",
    "main": "MAIN",
    "fax": "FAX",
    "home_fax": "HOME,FAX",
    "work_fax": "WORK,FAX",
    "other_fax": "OTHER,FAX",
    "pager": "PAGER",
    "car": "CAR",
    "isdn": "ISDN",
}
_PLACE_TYPES: Final = {"home": "HOME", "work": "WORK"}
_IM_SCHEMES: Final = {
    "jabber": "xmpp",
    "skype": "skype",
    "telegram": "telegram",
    "whatsapp": "whatsapp",
    "viber": "viber",
    "aim": "aim",
    "icq": "icq",
    "yahoo": "ymsgr",
    "msn": "msnim",
    "gtalk": "gtalk",
    "irc": "irc",
    "sip": "sip",
    "qq": "qq",
}


def escape(text: str) -> str:
    """Escape a text value: backslash, comma, semicolon, line end."""
    text = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _quoted(text: str) -> str:
    """Write a parameter value; what quotes cannot hold is written with the circumflex of RFC 6868."""
    text = (
        text.replace("^", "^^")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\n", "^n")
        .replace('"', "^'")
    )
    return f'"{text}"' if re.search(r"[^\w.-]", text) else text


def fold(line: str) -> str:
    """Break a line at 75 octets, never within a letter, and end it."""
    data = line.encode("utf-8")
    if len(data) <= _LINE:
        return line + "\r\n"
    pieces, start, limit = [], 0, _LINE
    while start < len(data):
        end = min(start + limit, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[start:end].decode("utf-8"))
        start, limit = end, _LINE - 1
    return "\r\n ".join(pieces) + "\r\n"


def vcard_text(record: ContactRecord, version: str = "3.0") -> str:
    """Return one contact as a card of ``version`` 3.0 or 4.0, lines folded."""
    return "".join(fold(line) for line in _Card(record, four=version == "4.0").lines())


def write_vcard(path: Path, records: Iterable[ContactRecord], *, version: str = "3.0") -> int:
    """Write contacts to a file and return how many.

    Raises :class:`FileUnwritable`.
    """
    count = 0
    try:
        with path.open("w", encoding="utf-8", newline="") as stream:
            for record in records:
                stream.write(vcard_text(record, version))
                count += 1
    except OSError as error:
        raise FileUnwritable(file=path.name, reason=error.strerror or str(error)) from error
    return count


class _Card:
    """The lines of one card, unfolded."""

    def __init__(self, record: ContactRecord, *, four: bool) -> None:
        self.record = record
        self.four = four
        taken = [int(match[1]) for name, _ in record.raw if (match := _ITEM.match(name))]
        self._item = max(taken, default=0)

    def lines(self) -> Iterator[str]:
        yield "BEGIN:VCARD"
        yield "VERSION:" + ("4.0" if self.four else "3.0")
        yield from self._names()
        yield from self._work()
        for channel in self.record.channels:
            yield from self._channel(channel)
        yield from self._days()
        for relative in self.record.relatives:
            yield from self._relative(relative)
        yield from self._columns()
        yield from self._rest()
        yield "END:VCARD"

    def _group(self) -> str:
        self._item += 1
        return f"item{self._item}"

    def _names(self) -> Iterator[str]:
        record = self.record
        if record.uid:
            yield f"UID:{escape(record.uid)}"
        yield from self._kind()
        parts = (record.surname, record.given, record.patronymic, record.prefix, record.suffix)
        made = " ".join(part for part in (record.given, record.patronymic, record.surname) if part)
        if record.name:
            yield f"FN:{escape(record.name)}"
        else:
            # The standards ask for FN; the parameter of RFC 9554 says that it was only put together.
            yield f"FN;DERIVED=TRUE:{escape(made or record.title)}"
        if any(parts) or not self.four:
            yield "N:" + ";".join(escape(part) for part in parts)
        if record.nickname:
            yield f"NICKNAME:{escape(record.nickname)}"

    def _kind(self) -> Iterator[str]:
        kind = self.record.kind
        if kind == "citizen":
            yield "X-RAPPORT-KIND:citizen"
        elif self.four:
            yield "KIND:" + ("org" if kind == "organisation" else "individual")
        elif kind == "organisation":
            yield "X-ABSHOWAS:COMPANY"
        else:
            yield "X-RAPPORT-KIND:individual"

    def _work(self) -> Iterator[str]:
        record = self.record
        if record.employer:
            yield f"ORG:{escape(record.employer)}"
        if record.position:
            yield f"TITLE:{escape(record.position)}"
        if record.responsible:
            yield f"X-RAPPORT-RESPONSIBLE:{escape(record.responsible)}"

    # -- channels ----------------------------------------------------------------------------------

    def _channel(self, channel: ChannelValue) -> Iterator[str]:
        if channel.kind == "messenger":
            yield self._messenger(channel)
            return
        known = _TEL_TYPES if channel.kind == "phone" else _PLACE_TYPES
        types = known.get(channel.label, "")
        group = self._group() if channel.label and not types else ""
        parameters = self._parameters(types, preferred=channel.preferred)
        prefix = f"{group}." if group else ""
        if channel.kind == "address":
            yield from self._address(channel, group, parameters)
        else:
            name = {"phone": "TEL", "email": "EMAIL", "site": "URL"}[channel.kind]
            yield f"{prefix}{name}{parameters}:{escape(channel.value)}"
            if group:
                yield f"{group}.X-ABLabel:{escape(channel.label)}"

    def _parameters(self, types: str, *, preferred: bool) -> str:
        if self.four:
            listed = f'"{types.lower()}"' if "," in types else types.lower()
            return (f";TYPE={listed}" if types else "") + (";PREF=1" if preferred else "")
        words = [word for word in (types, "PREF" if preferred else "") if word]
        return f";TYPE={','.join(words)}" if words else ""

    def _messenger(self, channel: ChannelValue) -> str:
        scheme = _IM_SCHEMES.get(channel.label, "x-apple" if channel.label else "im")
        service = f";X-SERVICE-TYPE={_quoted(channel.label)}" if channel.label else ""
        return f"IMPP{service}{self._parameters('', preferred=channel.preferred)}:{scheme}:{escape(channel.value)}"

    def _address(self, channel: ChannelValue, group: str, parameters: str) -> Iterator[str]:
        parts = channel.parts or AddressParts()
        written = channel.value if channel.parts is None or channel.value != parts.line else ""
        if written and not self.four and not group:
            group = self._group()
        values = ("", parts.extra, parts.street, parts.city, parts.region, parts.postcode, parts.country)
        prefix = f"{group}." if group else ""
        label = f";LABEL={_quoted(written)}" if written and self.four else ""
        if channel.parts is not None or self.four:
            yield f"{prefix}ADR{label}{parameters}:" + ";".join(escape(value) for value in values)
        if written and not self.four:
            yield f"{prefix}LABEL{parameters}:{escape(written)}"
        if group and (channel.label and channel.label not in _PLACE_TYPES):
            yield f"{group}.X-ABLabel:{escape(channel.label)}"

    # -- days and people ---------------------------------------------------------------------------

    def _days(self) -> Iterator[str]:
        birth = self.record.birth
        if birth is not None:
            yield self._birthday(birth)
        for day in self.record.dates:
            if self.four and day.label in {"anniversary", "death"}:
                name = "ANNIVERSARY" if day.label == "anniversary" else "DEATHDATE"
                yield f"{name}:{_basic(day)}"
                continue
            group = self._group()
            yield f"{group}.X-ABDATE:{iso(day)}"
            if day.label:
                yield f"{group}.X-ABLabel:{escape(day.label)}"

    def _birthday(self, birth: DateValue) -> str:
        if self.four:
            return f"BDAY:{_basic(birth)}"
        if birth.year is None and birth.month and birth.day:
            # Version 3.0 knows no date without a year; this is how Apple and Google write it.
            return f"BDAY;X-APPLE-OMIT-YEAR=1604:1604-{birth.month:02d}-{birth.day:02d}"
        return f"BDAY:{iso(birth)}"

    def _relative(self, relative: RelativeValue) -> Iterator[str]:
        group = self._group()
        born = f";X-BIRTH={_quoted(iso(relative.birth))}" if relative.birth else ""
        name = "RELATED;VALUE=text" if self.four else "X-ABRELATEDNAMES"
        yield f"{group}.{name}{born}:{escape(relative.name)}"
        if relative.relation:
            yield f"{group}.X-ABLabel:{escape(relative.relation)}"

    # -- the rest ----------------------------------------------------------------------------------

    def _columns(self) -> Iterator[str]:
        for key, value in self.record.columns:
            if key == "note":
                yield f"NOTE:{escape(value)}"
            elif key == "gender" and value in {"male", "female"}:
                yield f"{'GENDER' if self.four else 'X-GENDER'}:{'M' if value == 'male' else 'F'}"
            else:
                yield f"X-RAPPORT-COLUMN:{escape(key)};{escape(value)}"
        for key, value in self.record.facts:
            yield f"X-RAPPORT-FACT:{escape(key)};{escape(value)}"

    def _rest(self) -> Iterator[str]:
        record = self.record
        if record.tags:
            yield "CATEGORIES:" + ",".join(escape(tag) for tag in record.tags)
        if record.photo is not None:
            data = base64.b64encode(record.photo).decode("ascii")
            kind = _picture_type(record.photo)
            yield (
                f"PHOTO:data:image/{kind.lower()};base64,{data}"
                if self.four
                else f"PHOTO;ENCODING=b;TYPE={kind}:{data}"
            )
        for name, value in record.raw:
            yield self._raw(name, value)

    def _raw(self, name: str, value: str) -> str:
        """Give a property back as it came; what is no property of a card is wrapped in one of ours."""
        match = _RAW_NAME.match(name)
        coded = "ENCODING=" not in name or _is_base64(value)
        if match and coded and value.strip(" ;,") and _is_escaped(value):
            label = match["name"] == "X-ABLABEL" and any(
                other.startswith(f"{match['group']}.X-") and "ABLABEL" not in other
                for other, _ in self.record.raw
            )
            if label or not understood(match["name"]):
                return f"{name}:{value}"
        return f"X-RAPPORT-RAW:{escape(name)};{escape(value)}"


def _is_base64(value: str) -> bool:
    try:
        return bool(base64.b64decode(value, validate=True))
    except ValueError:
        return False


def _is_escaped(value: str) -> bool:
    return not re.search(r"[\x00-\x1f\x7f\x85\u2028\u2029]", value) and value == value.strip()


def _basic(day: DateValue) -> str:
    """Version 4.0 writes dates without hyphens: 19850412, --0412, 1985-04, ---12."""
    if day.year is not None and day.month and day.day:
        return f"{day.year:04d}{day.month:02d}{day.day:02d}"
    if day.year is None and day.month and day.day:
        return f"--{day.month:02d}{day.day:02d}"
    return iso(day)


def _picture_type(data: bytes) -> str:
    for start, kind in ((b"\x89PNG", "PNG"), (b"GIF8", "GIF"), (b"RIFF", "WEBP")):
        if data.startswith(start):
            return kind
    return "JPEG"
