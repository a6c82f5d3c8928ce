"""What a way to reach somebody is, told from how it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.domain.keys import digits
from app.exchange import labels

_SERVICES: Final = (
    (
        "telegram",
        re.compile(r"(?:https?://)?(?:t\.me|telegram\.me)/\S+|tg://\S+|@[A-Za-z]\w{3,}$", re.IGNORECASE),
    ),
    ("whatsapp", re.compile(r"(?:https?://)?(?:wa\.me|(?:api\.)?whatsapp\.com)/\S+", re.IGNORECASE)),
    ("viber", re.compile(r"viber://\S+", re.IGNORECASE)),
    ("skype", re.compile(r"(?:skype|live):\S+", re.IGNORECASE)),
    ("vk", re.compile(r"(?:https?://)?(?:m\.)?vk\.(?:com|me)/\S+", re.IGNORECASE)),
    ("signal", re.compile(r"(?:https?://)?signal\.me/\S+", re.IGNORECASE)),
)
_NAMED: Final = re.compile(r"^(?P<word>[^\W\d]+)\s*[:\s]\s*(?P<rest>\S.*)$")
_SITE: Final = re.compile(
    r"^(?:https?://\S+|www\.\S+|[\w-]+(?:\.[\w-]+)*\.[^\W\d]{2,}(?:/\S*)?)$", re.IGNORECASE
)
_PHONE: Final = re.compile(r"^\+?[\d\s()./-]+(?:\s*(?:доб|ext|x|вн)\.?\s*\d+)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Way:
    """A way to reach somebody: its kind, the value, and the service of a messenger."""

    kind: str
    value: str
    label: str = ""


def recognise(text: str) -> Way | None:
    """Return what ``text`` is: a phone, e-mail, messenger or site, else an address; None for nothing."""
    plain = " ".join(text.split())
    if not plain:
        return None
    for service, pattern in _SERVICES:
        if pattern.match(plain):
            return Way("messenger", plain, service)
    named = _NAMED.match(plain)
    if named and labels.is_messenger(named["word"]):
        return Way("messenger", named["rest"], labels.messenger(named["word"]))
    if "@" in plain and " " not in plain and not plain.startswith(("@", "http")):
        return Way("email", plain)
    if _PHONE.match(plain) and 5 <= len(digits(plain)) <= 20:
        return Way("phone", plain)
    return Way("site", plain) if _SITE.match(plain) else Way("address", plain)
