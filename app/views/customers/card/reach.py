"""Calls, writes and opens: hands an address of the card to the program that the system has for it."""

from __future__ import annotations

from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.domain.keys import digits
from app.domain.phone import parse_phone, region_of
from app.queries.card import Row

#: nothing else is ever opened: a card may come from anywhere
SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def url_of(row: Row, country: str = "") -> str:
    """Return the address that a channel leads to; empty where it leads nowhere."""
    kind, value = str(row["kind"]), str(row["value"]).strip()
    if kind == "phone":
        phone = parse_phone(value, region=region_of(country))
        number = phone.e164 or digits(value)
        return f"tel:{number}" if number else ""
    if kind == "email":
        return f"mailto:{quote(value, safe='@+')}"
    if kind == "messenger":
        return _messenger(value, str(row["label"]), country)
    if kind == "site":
        return value if "://" in value else f"https://{value}"
    return ""


def _messenger(value: str, service: str, country: str) -> str:
    if value.startswith(("http://", "https://")):
        return value
    if value.casefold().startswith(("t.me/", "wa.me/", "vk.com/", "m.vk.com/", "vk.me/", "signal.me/")):
        return f"https://{value}"
    number = parse_phone(value, region=region_of(country)).e164
    name = value.lstrip("@")
    if service == "whatsapp":
        return f"https://wa.me/{number.lstrip('+')}" if number else ""
    places = {
        "telegram": f"https://t.me/{number or quote(name)}",
        "vk": f"https://vk.com/{quote(name)}",
        "signal": f"https://signal.me/#p/{number}" if number else "",
    }
    return places.get(service, "")


def follow(url: str) -> bool:
    """Open an address with the system's program; false where it is of another kind or nothing opens it."""
    target = QUrl(url, QUrl.ParsingMode.StrictMode)
    if not target.isValid() or target.scheme().casefold() not in SCHEMES:
        return False
    return bool(QDesktopServices.openUrl(target))
