"""The vocabulary of vCard: which property says what, and its values taken apart."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

from app.exchange import labels
from app.exchange.vcard_lines import Property, split_escaped, unescape

#: schemes of messenger addresses → services
SCHEMES: Final = {
    "xmpp": "jabber",
    "jabber": "jabber",
    "skype": "skype",
    "tg": "telegram",
    "telegram": "telegram",
    "whatsapp": "whatsapp",
    "viber": "viber",
    "aim": "aim",
    "icq": "icq",
    "ymsgr": "yahoo",
    "msnim": "msn",
    "msn": "msn",
    "gtalk": "gtalk",
    "irc": "irc",
    "sip": "sip",
    "qq": "qq",
    "gg": "gadugadu",
    "matrix": "matrix",
    "im": "",
    "x-apple": "",
}
LEGACY_IM: Final = re.compile(
    r"^X-(?:MESSAGING/|KADDRESSBOOK-)?(SKYPE|JABBER|XMPP|ICQ|AIM|MSN|YAHOO|GOOGLE[ -]TALK|GTALK|GADU-?GADU|GADU|QQ|"
    r"TELEGRAM|WHATSAPP|VIBER|TWITTER|IRC|GROUPWISE|SKYPE-USERNAME|SIGNAL|MATRIX|FACEBOOK|INSTAGRAM|VK)(?:-ALL|-USERNAME)?$"
)
DAYS: Final = {
    "ANNIVERSARY": "anniversary",
    "X-ANNIVERSARY": "anniversary",
    "X-EVOLUTION-ANNIVERSARY": "anniversary",
    "X-KADDRESSBOOK-X-ANNIVERSARY": "anniversary",
    "X-MS-ANNIVERSARY": "anniversary",
    "X-WAB-WEDDING_ANNIVERSARY": "wedding",
    "DEATHDATE": "death",
}
RELATIVES: Final = {
    "X-SPOUSE": "spouse",
    "X-EVOLUTION-SPOUSE": "spouse",
    "X-KADDRESSBOOK-X-SPOUSESNAME": "spouse",
    "X-MS-SPOUSE": "spouse",
    "X-CHILD": "child",
    "X-MS-CHILD": "child",
}
FACTS: Final = {
    "ROLE": "profession",
    "X-PROFESSION": "profession",
    "X-KADDRESSBOOK-X-PROFESSION": "profession",
    "X-MANAGER": "boss",
    "X-EVOLUTION-MANAGER": "boss",
    "X-KADDRESSBOOK-X-MANAGERSNAME": "boss",
    "X-MS-MANAGER": "boss",
    "HOBBY": "hobby",
    "INTEREST": "hobby",
    "X-DEPARTMENT": "department",
}
_MERE_TYPES: Final = frozenset(
    [
        "pref",
        "voice",
        "msg",
        "text",
        "video",
        "internet",
        "x400",
        "x-internet",
        "dom",
        "intl",
        "parcel",
        "postal",
        "bbs",
        "modem",
        "applelink",
        "attmail",
        "cis",
        "eworld",
        "ibmmail",
        "mcimail",
        "powershare",
        "prodigy",
        "tlx_",
        "x-home",
        "x-work",
        "other_",
        "unknown",
        "uri",
    ]
)


def pair(item: Property) -> tuple[str, str]:
    """Return the two halves of «key;value»."""
    key, *rest = split_escaped(item.value, ";")
    return unescape(key), unescape(";".join(rest))


def picture(item: Property) -> bytes:
    """Return the photo that stands in the card, nothing for a link or a damaged one."""
    text = item.value
    if text.lower().startswith("data:"):
        text = text.partition(",")[2]
    elif not item.base64:
        return b""
    try:
        return base64.b64decode(re.sub(r"\s|\\", "", text), validate=True)
    except (binascii.Error, ValueError):
        return b""


def components(item: Property, count: int) -> list[list[str]]:
    """Return the components of a structured value, each as its list of values without empty ones."""
    pieces = list(item.parts) or split_escaped(item.value, ";")
    values: list[list[str]] = []
    for piece in pieces[:count]:
        # Version 2.1 knows no lists: a comma there is a comma.
        if not piece:
            values.append([])
            continue
        lists = [piece] if item.parts else split_escaped(piece, ",")
        values.append([word for word in (unescape(part).strip() for part in lists) if word])
    return values + [[] for _ in range(count - len(values))]


def telephone_label(types: frozenset[str]) -> str:
    """Return the code for the TYPE words of a telephone."""
    home, work = "home" in types, "work" in types
    if "fax" in types:
        return "home_fax" if home else "work_fax" if work else "other_fax" if "other" in types else "fax"
    if types & {"cell", "mobile", "iphone"}:
        return "work_mobile" if work else "mobile"
    for word, code in (
        ("pager", "pager"),
        ("car", "car"),
        ("isdn", "isdn"),
        ("tlx", "telex"),
        ("textphone", "tty"),
    ):
        if word in types:
            return code
    return place_label(types)


def place_label(types: frozenset[str]) -> str:
    """Return «home», «work» or the first word that says more than that there is a value."""
    for word in ("work", "home"):
        if word in types:
            return word
    rest = sorted(types - _MERE_TYPES)
    return labels.label(rest[0].removeprefix("x-")) if rest else ""
