"""How a customer is reached for a contact of a kind: by phone or by mail, and at which address (row X19)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QUrl

from app.language import N_
from app.queries.items import Who

#: what a contact of a kind begins with: the button, its icon
REACH: Final = {
    "call": (N_("Call"), "phone"),
    "voicemail": (N_("Call back"), "phone"),
    "meeting": (N_("Call"), "phone"),
    "visit": (N_("Call"), "phone"),
    "email": (N_("Write"), "mail"),
    "form": (N_("Write"), "mail"),
    "letter": (N_("Write"), "mail"),
    "fax": (N_("Write"), "mail"),
    "chat": (N_("Write"), "mail"),
}


def way_to(who: Who | None, contact_kind: str) -> tuple[str, str]:
    """Return how to reach ``who``: «tel» or «mailto», and the address; empty where neither is known."""
    if who is None:
        return "", ""
    by_mail = REACH.get(contact_kind, REACH["call"])[1] == "mail"
    ways = (("mailto", who.email), ("tel", who.phone))
    for scheme, address in ways if by_mail else reversed(ways):
        if address:
            return scheme, address
    return "", ""


def url_of(scheme: str, address: str) -> QUrl:
    """Return what the telephone or mail program is handed."""
    url = QUrl()
    url.setScheme(scheme)
    plain = "".join(sign for sign in address if sign.isdigit() or sign == "+")
    url.setPath(plain if scheme == "tel" else address)
    return url
