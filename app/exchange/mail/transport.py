"""The headers of the internet that Outlook keeps beside its own properties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final

from app.exchange.mail import headers
from app.exchange.mail.letter import Someone

_ROLES: Final = ("from", "to", "cc", "bcc", "reply-to")
Fields = Mapping[str, list[str]]


def head_fields(head: str) -> dict[str, list[str]]:
    """Return the values of headers by their small names, unfolded only where they are read."""
    found: dict[str, list[str]] = {}
    last: list[str] | None = None
    for line in head.replace("\r\n", "\n").split("\n"):
        if line[:1] in {" ", "\t"} and last:
            last[-1] += "\n" + line
            continue
        name, colon, value = line.partition(":")
        if colon and name.strip() and " " not in name.strip():
            last = found.setdefault(name.strip().lower(), [])
            last.append(value)
    return found


def transport_headers(head: str) -> dict[str, Any]:
    """Return the half of a letter that headers tell, by the names of :class:`Letter`."""
    return named(head_fields(head))


def named(fields: Fields) -> dict[str, Any]:
    """Return the half of a letter that headers tell, by the names of :class:`Letter`."""
    return {
        "message_id": next(iter(headers.message_ids(first(fields, "message-id"))), ""),
        "reply_to": next(iter(headers.message_ids(first(fields, "in-reply-to"))), ""),
        "references": headers.message_ids(first(fields, "references")),
        "subject": headers.plain(first(fields, "subject")),
        "people": tuple(people_of(fields)),
        "at": date_of(fields),
        "bulk": is_bulk(fields),
    }


def first(fields: Fields, name: str) -> str:
    """Return the first value of a header that says something."""
    return next((value for value in fields.get(name, ()) if value.strip()), "")


def people_of(fields: Fields) -> Iterator[Someone]:
    """Yield everybody whom the headers name; a sender stands in for an author who is not named."""
    seen: set[tuple[str, str]] = set()
    for role in _ROLES:
        for raw in fields.get(role, ()):
            for someone in headers.people(role, raw):
                key = (role, someone.address.lower() or someone.name)
                if key not in seen:
                    seen.add(key)
                    yield someone
    if not any(role == "from" for role, _ in seen):
        for name in ("sender", "return-path"):
            found = [each for each in headers.people("from", first(fields, name)) if each.address]
            if found:
                yield found[0]
                return


def date_of(fields: Fields) -> dt.datetime | None:
    """Return when a letter was written; where it does not say so, when a server got it last."""
    for raw in fields.get("date", ()):
        if found := headers.moment(raw):
            return found
    for raw in fields.get("received", ()):
        if found := headers.moment(raw.rpartition(";")[2]):
            return found
    return None


def is_bulk(fields: Fields) -> bool:
    """Tell mail to many and by machines, which waits for no answer (RFC 2369, RFC 3834 and customs)."""
    if any(
        name in fields for name in ("list-id", "list-unsubscribe", "list-post", "list-help", "feedback-id")
    ):
        return True
    precedence = headers.plain(first(fields, "precedence")).lower()
    auto = headers.plain(first(fields, "auto-submitted")).lower()
    kind = first(fields, "content-type").strip().lower()
    return (
        precedence in {"bulk", "list", "junk"}
        or (bool(auto) and not auto.startswith("no"))
        or "x-autoreply" in fields
        or "x-autorespond" in fields
        or kind.startswith("multipart/report")
        or first(fields, "return-path").strip() == "<>"
    )
