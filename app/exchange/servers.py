"""Servers of mail: how they are reached, trusted and known by providers, and what goes wrong with them."""

from __future__ import annotations

import hashlib
import ipaddress
import socket
import ssl
from dataclasses import dataclass, field
from typing import ClassVar, Final

from app.errors import BadInput, RapportError
from app.language import N_

TLS, STARTTLS, NONE = "tls", "starttls", "none"
#: seconds that a server may be silent
PATIENCE: Final = 30.0


@dataclass(frozen=True, slots=True)
class Server:
    """One side of an account. ``security`` is tls, starttls or none; none is for this computer alone.

    ``certificates`` are SHA-256 fingerprints that the user trusts though no authority vouches for them.
    """

    host: str
    port: int
    security: str = TLS
    user: str = ""
    password: str = field(default="", repr=False)
    certificates: frozenset[str] = frozenset()
    patience: float = PATIENCE


class NoServer(BadInput):
    """The account does not say where its server is."""

    message: ClassVar[str] = N_("The account “{account}” names no server.")
    advice: ClassVar[str] = N_("Fill in the server in the settings of the account.")


class CannotConnect(RapportError):
    """Nobody answers there."""

    message: ClassVar[str] = N_("The mail server {host} does not answer: {reason}.")
    advice: ClassVar[str] = N_(
        "Check the name and the port of the server, and the network. Everything else works on."
    )


class WrongPassword(RapportError):
    """The server knows no such user, or another password."""

    message: ClassVar[str] = N_("The mail server {host} refuses user “{user}”: {reason}.")
    advice: ClassVar[str] = N_(
        "Check the user and the password. Many providers want a password made for this program alone, "
        "and mail programs allowed in the settings of the mailbox."
    )


class Untrusted(RapportError):
    """The server's certificate does not prove who it is; ``fingerprint`` is what a user may trust."""

    message: ClassVar[str] = N_("The certificate of {host} proves nothing: {reason}. Nothing was sent there.")
    advice: ClassVar[str] = N_(
        "If it is your own server, compare the fingerprint {fingerprint} with what its keeper says, and trust it then."
    )

    @property
    def fingerprint(self) -> str:
        return str(self.values["fingerprint"])


class Unencrypted(BadInput):
    """The account would send its password readable for everybody on the way."""

    message: ClassVar[str] = N_(
        "Without encryption the password could be read on its way to {host}. Nothing was sent."
    )
    advice: ClassVar[str] = N_("Choose TLS or STARTTLS in the settings of the account.")


class ConnectionLost(RapportError):
    """The connection broke in the middle."""

    message: ClassVar[str] = N_("The connection to {host} broke off.")
    advice: ClassVar[str] = N_("What had come is kept; the next fetch goes on from there.")


class Refused(RapportError):
    """The server will not do it."""

    message: ClassVar[str] = N_("The mail server {host} refuses: {reason}.")
    advice: ClassVar[str] = N_("Check the settings of the account, or ask whoever keeps the mailbox.")


#: hosts of providers by the domain of an address: IMAP, SMTP (TLS at 993 and 465)
_PROVIDERS: Final = {
    "gmail.com": ("imap.gmail.com", "smtp.gmail.com"),
    "googlemail.com": ("imap.gmail.com", "smtp.gmail.com"),
    "yandex.ru": ("imap.yandex.ru", "smtp.yandex.ru"),
    "ya.ru": ("imap.yandex.ru", "smtp.yandex.ru"),
    "yandex.com": ("imap.yandex.com", "smtp.yandex.com"),
    "mail.ru": ("imap.mail.ru", "smtp.mail.ru"),
    "inbox.ru": ("imap.mail.ru", "smtp.mail.ru"),
    "bk.ru": ("imap.mail.ru", "smtp.mail.ru"),
    "list.ru": ("imap.mail.ru", "smtp.mail.ru"),
    "rambler.ru": ("imap.rambler.ru", "smtp.rambler.ru"),
    "icloud.com": ("imap.mail.me.com", "smtp.mail.me.com"),
    "yahoo.com": ("imap.mail.yahoo.com", "smtp.mail.yahoo.com"),
    "gmx.de": ("imap.gmx.net", "mail.gmx.net"),
    "web.de": ("imap.web.de", "smtp.web.de"),
    "fastmail.com": ("imap.fastmail.com", "smtp.fastmail.com"),
}


@dataclass(frozen=True, slots=True)
class Guess:
    """Where a mailbox probably is; ``sure`` for providers that are known."""

    imap_host: str
    imap_port: int
    smtp_host: str
    smtp_port: int
    security: str
    sure: bool


def guess(address: str) -> Guess:
    """Return where the mailbox of an address probably is."""
    domain = address.rpartition("@")[2].strip().lower()
    known = _PROVIDERS.get(domain)
    imap, smtp = known or (f"imap.{domain}", f"smtp.{domain}")
    return Guess(imap, 993, smtp, 465, TLS, known is not None)


def refuse_unencrypted(server: Server) -> None:
    """Let a password go without encryption to this computer alone.

    Raises:
        Unencrypted: the server is another computer.
    """
    if server.security == NONE and not _is_here(server.host):
        raise Unencrypted(host=server.host)


def _is_here(host: str) -> bool:
    if host.lower() in {"localhost", "ip6-localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def strict() -> ssl.SSLContext:
    """Return what checks a server's certificate."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def lenient() -> ssl.SSLContext:
    """Return what encrypts without checking: its certificate is compared with those that the user trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def fingerprint(sock: object) -> str:
    """Return the SHA-256 fingerprint of the certificate on the other end."""
    assert isinstance(sock, ssl.SSLSocket)
    return hashlib.sha256(sock.getpeercert(binary_form=True) or b"").hexdigest().upper()


def reason_of(error: BaseException) -> str:
    """Return the system's or the server's own words."""
    if isinstance(error, socket.gaierror):
        return error.strerror or "DNS"
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    told = error.args[0] if error.args else error
    text = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
    return " ".join(text.split())[:200].rstrip(".") or type(error).__name__
