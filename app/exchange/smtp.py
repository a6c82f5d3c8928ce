"""Sends letters by SMTP, and says what certainly was not sent, and what may have been."""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from typing import ClassVar, Final

from app.errors import BadInput, RapportError
from app.exchange import servers
from app.exchange.servers import CannotConnect, Server, Untrusted, WrongPassword
from app.language import N_


class BadRecipient(BadInput):
    """A recipient is refused; nobody got the letter."""

    message: ClassVar[str] = N_("The server refuses the recipient {address}: {reason}. Nothing was sent.")
    advice: ClassVar[str] = N_("Correct the address, then send again.")


class NotSent(RapportError):
    """The server refused the letter; nobody got it."""

    message: ClassVar[str] = N_("The mail server {host} did not take the letter: {reason}. Nothing was sent.")
    advice: ClassVar[str] = N_("Correct what it says, or try again later: the letter is kept as a draft.")


class MaybeSent(RapportError):
    """The connection broke after the letter was handed over: it may have been sent."""

    message: ClassVar[str] = N_(
        "The connection to {host} broke off at the last moment: the letter may have been sent."
    )
    advice: ClassVar[str] = N_(
        "Look whether it lies among the sent letters of the mailbox; only if it does not, send it again."
    )


class LetterTooLarge(BadInput):
    """The server takes no letters of this size."""

    message: ClassVar[str] = N_(
        "The letter has {size} MB, and {host} takes {limit} MB at most. Nothing was sent."
    )
    advice: ClassVar[str] = N_("Put the files where the customer can fetch them, and send the address.")


_TOO_LARGE: Final = frozenset({552, 523})
_MB: Final = 1024 * 1024


def send(server: Server, letter: EmailMessage, *, sender: str, recipients: Sequence[str]) -> None:
    """Send a letter to all recipients, or to none.

    Raises:
        Unencrypted, CannotConnect, Untrusted, WrongPassword: the server cannot be used; nothing was sent.
        BadRecipient, LetterTooLarge, NotSent: it refuses; nothing was sent.
        MaybeSent: the connection broke when the letter was handed over.
    """
    servers.refuse_unencrypted(server)
    data = letter.as_bytes(policy=POLICY)
    with _session(server) as session:
        _log_in(session, server)
        limit = (
            int(session.esmtp_features.get("size") or 0)
            if session.esmtp_features.get("size", "").isdigit()
            else 0
        )
        if limit and len(data) > limit:
            raise LetterTooLarge(size=-(-len(data) // _MB), limit=limit // _MB, host=server.host)
        _envelope(session, server, sender, recipients)
        _hand_over(session, server, data)


def check(server: Server) -> None:
    """See whether the server lets the user in; nothing is sent.

    Raises:
        Unencrypted, CannotConnect, Untrusted, WrongPassword: it cannot be used.
    """
    servers.refuse_unencrypted(server)
    with _session(server) as session:
        _log_in(session, server)


@contextlib.contextmanager
def _session(server: Server) -> Iterator[smtplib.SMTP]:
    session = _connect(server)
    try:
        yield session
        with contextlib.suppress(smtplib.SMTPException, OSError):
            session.quit()
    finally:
        session.close()


def _connect(server: Server) -> smtplib.SMTP:
    try:
        return _open(server, servers.strict())
    except ssl.SSLCertVerificationError as error:
        return _trusted(server, error)
    except ssl.SSLError as error:
        raise CannotConnect(
            host=server.host, reason=(error.reason or "TLS").replace("_", " ").lower()
        ) from error
    except (OSError, smtplib.SMTPException) as error:
        raise CannotConnect(host=server.host, reason=_said(error)) from error


def _open(server: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.security == servers.TLS:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.patience, context=context)
    session = smtplib.SMTP(server.host, server.port, timeout=server.patience)
    if server.security == servers.STARTTLS:
        try:
            session.starttls(context=context)
        except BaseException:
            session.close()
            raise
    return session


def _trusted(server: Server, error: ssl.SSLCertVerificationError) -> smtplib.SMTP:
    """Connect without an authority's word, and see whether the user trusts this very certificate."""
    try:
        session = _open(server, servers.lenient())
    except (OSError, smtplib.SMTPException) as fault:
        raise CannotConnect(host=server.host, reason=_said(fault)) from fault
    found = servers.fingerprint(session.sock)
    if found in server.certificates:
        return session
    session.close()
    raise Untrusted(host=server.host, reason=error.verify_message, fingerprint=found) from error


def _log_in(session: smtplib.SMTP, server: Server) -> None:
    try:
        session.ehlo_or_helo_if_needed()
        # a server of the house may take letters of whoever is in it; if it does not, it says so
        if server.user and (session.has_extn("auth") or server.security != servers.NONE):
            session.login(server.user, server.password)
    except smtplib.SMTPAuthenticationError as error:
        raise WrongPassword(host=server.host, user=server.user, reason=_said(error)) from error
    except smtplib.SMTPNotSupportedError as error:
        raise WrongPassword(host=server.host, user=server.user, reason=_said(error)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise CannotConnect(host=server.host, reason=_said(error)) from error


def _envelope(session: smtplib.SMTP, server: Server, sender: str, recipients: Sequence[str]) -> None:
    """Say from whom and to whom; if one recipient is refused, nobody gets it."""
    try:
        code, told = session.mail(sender)
        if code != 250:
            raise NotSent(host=server.host, reason=_text(told))
        for address in recipients:
            code, told = session.rcpt(address)
            if code not in {250, 251}:
                raise BadRecipient(address=address, reason=_text(told))
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(host=server.host, reason=_said(error)) from error


def _hand_over(session: smtplib.SMTP, server: Server, data: bytes) -> None:
    try:
        code, told = session.data(data)
    except smtplib.SMTPDataError as error:
        raise NotSent(host=server.host, reason=_text(error.smtp_error)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise MaybeSent(host=server.host) from error
    if code != 250:
        size = -(-len(data) // _MB)
        raise NotSent(
            host=server.host, reason=f"{_text(told)} ({size} MB)" if code in _TOO_LARGE else _text(told)
        )


def _said(error: BaseException) -> str:
    told = getattr(error, "smtp_error", None)
    return _text(told) if told else servers.reason_of(error)


def _text(told: bytes | str) -> str:
    text = told.decode("utf-8", "replace") if isinstance(told, bytes) else told
    return " ".join(text.split())[:200].rstrip(".")
