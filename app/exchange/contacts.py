"""What a file of contacts says, as plain values: one vocabulary for every format, in and out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from app.domain import kin
from app.errors import Says
from app.language import N_

#: normalised labels of phones, e-mails, addresses and sites; any other word is kept as it was written
LABELS: Final = {
    "home": N_("home"),
    "work": N_("work"),
    "mobile": N_("mobile"),
    "work_mobile": N_("work mobile"),
    "main": N_("main"),
    "company": N_("company"),
    "direct": N_("direct"),
    "fax": N_("fax"),
    "home_fax": N_("home fax"),
    "work_fax": N_("work fax"),
    "other_fax": N_("other fax"),
    "pager": N_("pager"),
    "assistant": N_("assistant"),
    "callback": N_("callback"),
    "car": N_("car"),
    "radio": N_("radio"),
    "isdn": N_("ISDN"),
    "telex": N_("telex"),
    "tty": N_("text phone"),
    "school": N_("school"),
    "billing": N_("billing"),
    "shipping": N_("delivery"),
    "legal": N_("legal"),
    "other": N_("other"),
}

#: services of messengers, which stand in the label of a channel of kind «messenger»
MESSENGERS: Final = {
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
    "viber": "Viber",
    "skype": "Skype",
    "max": "MAX",
    "vk": "VK",
    "ok": "OK",
    "icq": "ICQ",
    "jabber": "XMPP",
    "gtalk": "Google Talk",
    "msn": "MSN",
    "aim": "AIM",
    "yahoo": "Yahoo",
    "qq": "QQ",
    "gadugadu": "Gadu-Gadu",
    "groupwise": "GroupWise",
    "irc": "IRC",
    "matrix": "Matrix",
    "signal": "Signal",
    "wechat": "WeChat",
    "teams": "Teams",
    "zoom": "Zoom",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "twitter": "Twitter",
    "linkedin": "LinkedIn",
    "sip": "SIP",
}

#: normalised words for relatives; any other word is kept as it was written
RELATIONS: Final = kin.RELATIONS
#: normalised labels of dates other than the birthday
DATE_LABELS: Final = kin.DATE_LABELS


class AddressParts(NamedTuple):
    """A postal address in its parts; ``extra`` is a post box, a flat, a second line."""

    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    extra: str = ""

    @property
    def line(self) -> str:
        """The address on one line, in the order in which the parts are read."""
        parts = (self.extra, self.street, self.city, self.region, self.postcode, self.country)
        return ", ".join(" ".join(part.split()) for part in parts if part.strip())


class ChannelValue(NamedTuple):
    """One way to reach the customer: ``kind`` is phone, email, messenger, address or site.

    ``label`` is a key of :data:`LABELS` (:data:`MESSENGERS` for a messenger: the service) or
    the word that the file used; it may be empty. ``parts`` belongs to addresses only.
    """

    kind: str
    value: str
    label: str = ""
    preferred: bool = False
    parts: AddressParts | None = None


class DateValue(NamedTuple):
    """A date of which parts may be unknown; ``label`` is «birth», a key of :data:`DATE_LABELS` or a word."""

    label: str
    year: int | None = None
    month: int | None = None
    day: int | None = None


class RelativeValue(NamedTuple):
    """A relative or friend: ``relation`` is a key of :data:`RELATIONS` or the file's own word."""

    relation: str
    name: str
    birth: DateValue | None = None


class ContactRecord(NamedTuple):
    """One card or row of a file.

    ``line`` is where it starts in the file (line of text, row of a sheet), from 1. ``name`` is
    the organisation's name, or a person's display name as the file has it. ``facts`` and
    ``columns`` hold (key of the field catalogue, value); ``raw`` holds what the program has no
    place for, under the file's own names, so that export gives it back.
    """

    line: int = 0
    kind: str = "person"
    uid: str = ""
    surname: str = ""
    given: str = ""
    patronymic: str = ""
    prefix: str = ""
    suffix: str = ""
    nickname: str = ""
    name: str = ""
    employer: str = ""
    position: str = ""
    channels: tuple[ChannelValue, ...] = ()
    birth: DateValue | None = None
    dates: tuple[DateValue, ...] = ()
    relatives: tuple[RelativeValue, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    responsible: str = ""
    photo: bytes | None = None
    raw: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """What to call the record in a list; empty where the file gives nothing to call it by."""
        if self.name:
            return self.name
        names = " ".join(part for part in (self.surname, self.given, self.patronymic) if part)
        reach = next((channel.value for channel in self.channels if channel.kind in {"email", "phone"}), "")
        return names or self.nickname or self.employer or reach

    @property
    def empty(self) -> bool:
        """Whether there is nothing to make a customer of: no name, no employer, no channel."""
        return not self.title and not self.channels

    def column(self, key: str) -> str:
        """Return the value of catalogue column ``key``, empty where it is absent."""
        return next((value for name, value in self.columns if name == key), "")


class Problem(NamedTuple):
    """What could not be read as it stands; ``line`` counts from 1, 0 means the whole file.

    ``code`` is for programs, :meth:`text` for people. ``rejected`` tells that the card or row
    itself was not read; otherwise it was, and only the thing named here is in doubt.
    """

    line: int
    code: str
    message: str
    values: tuple[tuple[str, object], ...] = ()
    rejected: bool = False

    def text(self, tr: Says) -> str:
        """Say it in the language of ``tr``."""
        return tr(self.message, **dict(self.values))


def problem(line: int, code: str, message: str, /, *, rejected: bool = False, **values: object) -> Problem:
    """Make a :class:`Problem`; ``message`` is a msgid marked with ``N_``, filled by ``values``."""
    return Problem(line, code, message, tuple(values.items()), rejected)


@dataclass(frozen=True, slots=True)
class ReadResult:
    """All that a file gave: ``read`` counts cards, or rows with any filled cell below the header."""

    kind: str
    encoding: str = ""
    delimiter: str = ""
    header: tuple[str, ...] = ()
    records: Sequence[ContactRecord] = ()
    problems: Sequence[Problem] = ()
    read: int = 0
    sheets: tuple[str, ...] = field(default=())
