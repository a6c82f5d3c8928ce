"""One record of a file as the rows that a card would have."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.domain.fields import BY_KEY, CLASSES, Field, Input, Store
from app.domain.keys import fold
from app.domain.phone import region_of
from app.exchange.contacts import AddressParts, ChannelValue, ContactRecord, DateValue
from app.services.card_rows import channel_key
from app.services.records import DATE, DISPLAY_NAME, NICKNAME, PREFIX, SUFFIX, date_text

#: digits that a telephone needs to tell one customer from another: fewer are an extension
IDENTIFYING_DIGITS: Final = 7

_PLAIN_PHONE: Final = re.compile(r"\+?[\d\s().-]+")
#: codes of large cities; others may be no number of Russia, which the numbering plan has to tell
_CITIES: Final = frozenset({"495", "498", "499", "812", "800", "343", "383", "846", "831", "863", "861"})
_NOT_DIGITS: Final = re.compile(r"\D+")
_SIGNS: Final = re.compile(r"['\"`\s]")
_KINDS: Final = ("person", "organisation", "citizen")


class ChannelRow(NamedTuple):
    """A row of channels, without its customer."""

    kind: str
    value: str
    label: str
    preferred: bool
    key: str
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""


class DateRow(NamedTuple):
    """A row of personal dates."""

    label: str
    year: int | None
    month: int
    day: int


class RelativeRow(NamedTuple):
    """A row of relatives."""

    relation: str
    name: str
    year: int | None
    month: int | None
    day: int | None


def says_name(text: str) -> bool:
    """Tell whether a display name is one: an address or a number that stands for it is none."""
    return "@" not in text and any(sign.isalpha() for sign in text)


@dataclass(slots=True)
class Entry:
    """What a record wants a card to hold; ``values`` are columns of the customer.

    Facts of the team's own fields have keys «own:LABEL»; ``photos`` are pictures, first the one
    to show. ``source`` and ``line`` tell which file of the import says so, and where.
    """

    source: int = 0
    line: int = 0
    uid: str = ""
    kind: str = "person"
    values: dict[str, Any] = field(default_factory=dict)
    channels: list[ChannelRow] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    dates: list[DateRow] = field(default_factory=list)
    relatives: list[RelativeRow] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    raw: list[tuple[str, str]] = field(default_factory=list)
    responsible: str = ""
    photos: list[bytes] = field(default_factory=list)
    #: what it is recognised by: uid, e-mails, telephones
    keys: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def nameless(self) -> bool:
        """Whether it has no name of its own, only a way to reach somebody."""
        named = any(self.values.get(name) for name in ("surname", "given", "patronymic"))
        return not named and not says_name(self.value("name"))

    def value(self, name: str) -> str:
        """Return a text column, empty where it is absent."""
        return self.values.get(name) or ""

    # the rules for titles read these of a customer

    @property
    def surname(self) -> str:
        return self.value("surname")

    @property
    def given(self) -> str:
        return self.value("given")

    @property
    def patronymic(self) -> str:
        return self.value("patronymic")

    @property
    def name(self) -> str:
        return self.value("name")

    @property
    def employer(self) -> str:
        return self.value("employer")


def entry_of(record: ContactRecord, *, region: str | None = None) -> Entry:
    """Take a record apart; what fits no column goes to the raw properties, nothing is dropped.

    ``region`` is the country (ISO 3166) of telephone numbers without a code, where the record
    names no country of its own.
    """
    entry = Entry(line=record.line, uid=record.uid.strip(), raw=list(record.raw))
    entry.kind = record.kind if record.kind in _KINDS else "person"
    _names(entry, record)
    if record.employer:
        entry.values["employer"] = record.employer
    if record.position:
        entry.values["position"] = record.position
    _columns(entry, record.columns)
    _facts(entry, record.facts)
    _days(entry, record)
    _channels(entry, record.channels, region)
    if record.tags:
        entry.tags = list(
            {fold(tag): " ".join(tag.split()) for tag in reversed(record.tags) if fold(tag)}.values()
        )
        entry.tags.reverse()
    entry.responsible = " ".join(record.responsible.split())
    if record.photo:
        entry.photos.append(record.photo)
    for name, text in ((PREFIX, record.prefix), (SUFFIX, record.suffix), (NICKNAME, record.nickname)):
        if text:
            entry.raw.append((name, text))
    return entry


def phone_key(value: str, *, region: str | None) -> str:
    """Return the digits by which a telephone is found; ordinary shapes do without the numbering plans.

    A Russian number in its inland writing, 8 and ten digits, is understood without a country.
    """
    bare = value.removeprefix("+")
    if (bare.isdecimal() and bare.isascii()) or _PLAIN_PHONE.fullmatch(value):
        digits = _NOT_DIGITS.sub("", bare)
        abroad = value.startswith("+")
        inland = not abroad and region in {None, "RU", "KZ"}
        whole = len(digits) == 11
        if whole and digits[0] == "7" and digits[1] in "34589" and (inland or abroad):
            return digits
        if whole and inland and digits[0] == "8" and (digits[1] == "9" or digits[1:4] in _CITIES):
            return "7" + digits[1:]
        # without a nought after the country code there is no trunk prefix to leave out; «+8 (» is an inland 8
        plain = 8 <= len(digits) <= 15 and "0" not in digits[1:5]
        if abroad and plain and (digits[0] != "8" or value[1:3].isdecimal()):
            return digits
    return _slow_phone_key(value, region)


@lru_cache(maxsize=4096)
def _slow_phone_key(value: str, region: str | None) -> str:
    return channel_key("phone", value, region=region or "")


def key_of(kind: str, value: str, *, region: str | None) -> str:
    """Return the key of a channel, as the card's own verbs make it."""
    if kind == "phone":
        return phone_key(value, region=region)
    if kind == "email" and value.isascii() and not _SIGNS.search(value):
        return value.lower()
    return _key(kind, value)


@lru_cache(maxsize=16384)
def _key(kind: str, value: str) -> str:
    return channel_key(kind, value)


# -- names ---------------------------------------------------------------------------------------


def _names(entry: Entry, record: ContactRecord) -> None:
    values = entry.values
    for name, said in (
        ("surname", record.surname),
        ("given", record.given),
        ("patronymic", record.patronymic),
    ):
        text = " ".join(said.split())
        if text:
            values[name] = text
    shown = " ".join(record.name.split())
    if entry.kind == "organisation":
        shown = shown or record.title or _first_reach(record)
    elif not values:
        shown = shown or record.nickname or ("" if record.employer else record.title or _first_reach(record))
    elif is_composed(shown, record):
        shown = ""
    elif any(part not in shown for part in (values.get("surname"), values.get("given")) if part):
        # a name beside the name: if it were kept as the shown one, an edit of the parts would not show
        entry.raw.append((DISPLAY_NAME, shown))
        shown = ""
    if shown:
        values["name"] = shown


def is_composed(shown: str, record: ContactRecord) -> bool:
    """Tell whether a display name says no more than the parts of the name do."""
    surname, given, patronymic = record.surname, record.given, record.patronymic
    if not shown or shown == f"{surname} {given}":
        return True
    orders = (
        (surname, given, patronymic),
        (given, patronymic, surname),
        (given, surname),
        (surname, given),
        (record.prefix, given, patronymic, surname, record.suffix),
    )
    return any(shown == " ".join(" ".join(order).split()) for order in orders)


def _first_reach(record: ContactRecord) -> str:
    return next((" ".join(channel.value.split()) for channel in record.channels), "")


# -- columns and facts ---------------------------------------------------------------------------


def _columns(entry: Entry, columns: tuple[tuple[str, str], ...]) -> None:
    for key, text in columns:
        if not text.strip():
            continue
        if key == "responsible_id":
            entry.responsible = entry.responsible or text
            continue
        value = _column_value(key, text)
        if value is None or key in entry.values:
            entry.raw.append((key, text))
        elif key == "kind":
            entry.kind = value
        else:
            entry.values[key] = value


def _column_value(key: str, text: str) -> Any:
    """Return what the column holds for ``text``, None where it cannot hold it."""
    found = BY_KEY.get(key)
    if found is None or found.store is not Store.COLUMN:
        return None
    if key == "class_":
        return text.strip() if text.strip() in CLASSES else None
    return _CONVERTERS.get(found.input, _line)(text, found)


def _line(text: str, _field: Field) -> str:
    return text.strip()


def _choice(text: str, found: Field) -> str | None:
    code = text.strip()
    return code if any(code == choice for choice, _ in found.choices) else None


def _number(text: str, _field: Field) -> int | None:
    digits = text.strip()
    return int(digits) if digits.isdecimal() and len(digits) < 6 else None


def _date(text: str, _field: Field) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None


@lru_cache(maxsize=256)
def _known_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _zone(text: str, _field: Field) -> str | None:
    return text.strip() if _known_zone(text.strip()) else None


@lru_cache(maxsize=1024)
def _country_code(text: str) -> str | None:
    return region_of(text)


def _country(text: str, _field: Field) -> str | None:
    return _country_code(text.strip())


def _never(_text: str, _field: Field) -> None:
    return None


_CONVERTERS: Final[dict[Input, Callable[[str, Field], Any]]] = {
    Input.CHOICE: _choice,
    Input.NUMBER: _number,
    Input.DATE: _date,
    Input.ZONE: _zone,
    Input.COUNTRY: _country,
    Input.BIRTH: _never,
    Input.PERSON: _never,
}


def _facts(entry: Entry, facts: tuple[tuple[str, str], ...]) -> None:
    for key, text in facts:
        value = text.strip()
        found = BY_KEY.get(key)
        if not value:
            continue
        own = key.startswith("own:") and len(key) > len("own:")
        choices = found.choices if found else ()
        fits = own or (found is not None and found.store is Store.FACT)
        if not fits or (choices and not any(value == code for code, _ in choices)):
            entry.raw.append((key, text))
        elif key not in entry.facts:
            entry.facts[key] = value
        elif value not in entry.facts[key].split("; "):
            if choices:
                entry.raw.append((key, text))
            else:
                entry.facts[key] += f"; {value}"


# -- days, relatives, channels -------------------------------------------------------------------


def _days(entry: Entry, record: ContactRecord) -> None:
    birth = record.birth
    if birth is not None:
        if _sound(birth) and (birth.year or birth.month or birth.day):
            entry.values.update(birth_year=birth.year, birth_month=birth.month, birth_day=birth.day)
        else:
            entry.raw.append(("birth", date_text(birth)))
    for date in record.dates:
        if date.month and date.day and _sound(date):
            entry.dates.append(DateRow(date.label, date.year, date.month, date.day))
        else:
            entry.raw.append((f"{DATE}{date.label}", date_text(date)))
    for relative in record.relatives:
        day = relative.birth if relative.birth and _sound(relative.birth) else None
        row = RelativeRow(relative.relation, " ".join(relative.name.split()), *_parts(day))
        if row.name or row.relation:
            entry.relatives.append(row)


def _parts(date: DateValue | None) -> tuple[int | None, int | None, int | None]:
    return (date.year, date.month, date.day) if date else (None, None, None)


def _sound(date: DateValue) -> bool:
    return (date.month is None or 1 <= date.month <= 12) and (date.day is None or 1 <= date.day <= 31)


def _channels(entry: Entry, channels: tuple[ChannelValue, ...], region: str | None) -> None:
    seen: set[tuple[str, str, str]] = set()
    preferred: set[str] = set()
    home = _region(entry, channels, region)
    for kind, said, label, liked, parts in channels:
        value = said.strip()
        if not value and parts is not None:
            value = parts.line
        if not value:
            continue
        mark = (kind, value, label)
        if mark in seen:
            continue
        seen.add(mark)
        first = liked and kind not in preferred
        if first:
            preferred.add(kind)
        key = key_of(kind, value, region=home)
        place = () if parts is None else _placed(parts)
        entry.channels.append(ChannelRow(kind, value, label, first, key, *place))


@lru_cache(maxsize=16384)
def _placed(parts: AddressParts) -> tuple[str, str, str, str, str]:
    street = "\n".join(part for part in (parts.extra, parts.street) if part)
    return street, parts.city, parts.region, parts.postcode, parts.country


def _region(entry: Entry, channels: tuple[ChannelValue, ...], region: str | None) -> str | None:
    own = entry.values.get("country")
    if own:
        return str(own)
    for channel in channels:
        if channel.parts is not None and channel.parts.country:
            return _country_code(channel.parts.country) or region
    return region
