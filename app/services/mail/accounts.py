"""Mailboxes of the team: entered, trusted, and the passwords kept where the database is not (row I4)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from app.exchange import secrets, servers
from app.exchange.servers import NoServer, Server
from app.language import N_
from app.models.base import table_of
from app.models.mail import MailAccount, MailFolder
from app.models.work import Work
from app.queries.mail import AccountRow
from app.services.faults import BadValue, UnknownField

COLUMNS: Final = frozenset(
    {
        "person_id",
        "name",
        "address",
        "user",
        "imap_host",
        "imap_port",
        "imap_security",
        "smtp_host",
        "smtp_port",
        "smtp_security",
        "smtp_user",
        "since",
        "every_minutes",
        "signature",
        "active",
    }
)
_SECURITY: Final = frozenset({servers.TLS, servers.STARTTLS, servers.NONE})
_PORTS: Final = {
    ("imap", servers.TLS): 993,
    ("imap", servers.STARTTLS): 143,
    ("imap", servers.NONE): 143,
    ("smtp", servers.TLS): 465,
    ("smtp", servers.STARTTLS): 587,
    ("smtp", servers.NONE): 25,
}


def add(work: Work, *, values: Mapping[str, Any], folders: Sequence[str] = ("INBOX",)) -> int:
    """Enter a mailbox and return its id; what is not said is guessed from the address.

    Raises:
        BadValue: the address is none, or a value does not fit.
        UnknownField: an account has no such column.
    """
    address = str(values.get("address") or "").strip()
    guessed = servers.guess(address)
    plain: dict[str, Any] = {
        "name": address,
        "user": address,
        "person_id": work.moment.person_id,
        "imap_host": guessed.imap_host,
        "imap_security": servers.TLS,
        "smtp_host": guessed.smtp_host,
        "smtp_security": servers.TLS,
        "active": True,
        **values,
        "address": address,
    }
    _check(plain)
    account_id = work.insert(MailAccount, folders=_json(folders), **plain)
    work.name(N_("Added the mailbox {address}"), address=address)
    return account_id


def change(
    work: Work,
    *,
    account_id: int,
    values: Mapping[str, Any],
    folders: Sequence[str] | None = None,
    was: Mapping[str, Any] | None = None,
) -> None:
    """Change a mailbox; ``folders`` are those that are fetched from now on.

    Raises:
        BadValue, UnknownField, EditConflict: nothing was changed.
    """
    row = work.get(MailAccount, account_id)
    _check({**row, **values}, values)
    told = dict(values)
    if folders is not None:
        told["folders"] = _json(folders)
    work.change(MailAccount, account_id, told, was)
    work.name(N_("Changed the mailbox {address}"), address=row["address"])


def remove(work: Work, *, account_id: int) -> None:
    """Remove a mailbox; the letters that came from it stay."""
    folders = table_of(MailFolder)
    work.connection.execute(sa.delete(folders).where(folders.c.account_id == account_id))
    row = work.remove(MailAccount, account_id)
    work.name(N_("Removed the mailbox {address}"), address=row["address"])


def trust(work: Work, *, account_id: int, fingerprint: str) -> None:
    """Trust a certificate of this account's servers that no authority vouches for."""
    row = work.get(MailAccount, account_id)
    known = row["certificates"].split()
    if fingerprint not in known:
        work.change(MailAccount, account_id, {"certificates": " ".join([*known, fingerprint])})
    work.name(N_("Trusted a certificate for {address}"), address=row["address"])


def fetch_anew(work: Work, *, account_id: int) -> None:
    """Let the next fetch look at all letters again; those that are there are not doubled."""
    table = table_of(MailFolder)
    work.connection.execute(
        sa.update(table).where(table.c.account_id == account_id).values(last_uid=0, problem="")
    )


def _check(row: Mapping[str, Any], given: Mapping[str, Any] | None = None) -> None:
    for name in given if given is not None else row:
        if name not in COLUMNS:
            raise UnknownField(field=name)
    address = str(row["address"])
    if "@" not in address or any(sign.isspace() for sign in address):
        raise BadValue(value=address, field="email")
    for side in ("imap_security", "smtp_security"):
        if row.get(side) not in _SECURITY:
            raise BadValue(value=row.get(side), field=side)
    for side in ("imap_port", "smtp_port"):
        port = row.get(side)
        if port is not None and not 0 < int(port) < 65536:
            raise BadValue(value=port, field=side)


def _json(folders: Sequence[str]) -> str:
    return json.dumps(list(dict.fromkeys(folders)), ensure_ascii=False)


def incoming(account: AccountRow, *, password: str | None = None) -> Server:
    """Return the server that letters are fetched from, with the password that is known.

    Raises:
        NoServer: the account names none.
    """
    return _server(
        account, "imap", account.imap_host, account.imap_port, account.imap_security, account.user, password
    )


def outgoing(account: AccountRow, *, password: str | None = None) -> Server:
    """Return the server that letters are sent by; without a user of its own it is that of the mailbox.

    Raises:
        NoServer: the account names none.
    """
    user = account.smtp_user or account.user
    return _server(
        account, "smtp", account.smtp_host, account.smtp_port, account.smtp_security, user, password
    )


def _server(
    account: AccountRow, way: str, host: str, port: int | None, security: str, user: str, password: str | None
) -> Server:
    if not host.strip():
        raise NoServer(account=account.name or account.address)
    secret = password if password is not None else password_of(account, way)
    return Server(
        host.strip(),
        port or _PORTS[way, security or servers.TLS],
        security or servers.TLS,
        user,
        secret or "",
        frozenset(account.certificates),
    )


def password_of(account: AccountRow, way: str) -> str | None:
    """Return the password that is known; that of the mailbox serves for sending too."""
    if way == "smtp":
        own = secrets.password(secrets.key("smtp", account.smtp_user or account.user, account.smtp_host))
        if own is not None or (account.smtp_user and account.smtp_user != account.user):
            return own
    return secrets.password(secrets.key("imap", account.user, account.imap_host))


def set_password(account: AccountRow, secret: str, *, way: str = "imap", session_only: bool = False) -> bool:
    """Keep a password; tell whether it outlasts this session."""
    user, host = (account.user, account.imap_host)
    if way == "smtp":
        user, host = (account.smtp_user or account.user, account.smtp_host)
    return secrets.remember(secrets.key(way, user, host), secret, session_only=session_only)


def forget_passwords(account: AccountRow) -> None:
    """Forget the passwords of a mailbox that is removed."""
    secrets.forget(secrets.key("imap", account.user, account.imap_host))
    secrets.forget(secrets.key("smtp", account.smtp_user or account.user, account.smtp_host))
