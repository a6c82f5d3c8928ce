"""Fetches letters by IMAP: never marks, moves or deletes anything."""

from __future__ import annotations

import contextlib
import datetime as dt
import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, ClassVar, Final, Self

import imap_tools
from imap_tools import errors as library

from app.errors import RapportError
from app.exchange import servers
from app.exchange.servers import CannotConnect, ConnectionLost, Refused, Server, Untrusted, WrongPassword
from app.language import N_

#: bytes that one letter may have; larger ones are left on the server
LARGEST: Final = 60 * 1024 * 1024
#: letters, and bytes, that one request brings
LETTERS: Final = 50
BYTES: Final = 4 * 1024 * 1024
_UID: Final = re.compile(rb"UID (\d+)")
_SIZE: Final = re.compile(rb"RFC822\.SIZE (\d+)")
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905 - months of RFC 3501
_SENT_NAMES: Final = frozenset(
    {"sent", "sent items", "sent messages", "sent mail", "отправленные", "исходящие"}
)


class NoFolder(RapportError):
    """The folder is not there, or cannot be opened."""

    message: ClassVar[str] = N_("The mailbox has no folder “{folder}”.")
    advice: ClassVar[str] = N_("Choose the folders of the account anew.")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a mailbox; ``sent`` tells that what lies there was sent by us."""

    name: str
    sent: bool
    selectable: bool
    #: spam and what was deleted: nobody wants them on timelines
    unwanted: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder as it is now: ``validity`` changes when the server numbered its letters anew."""

    validity: int
    count: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """One letter; ``data`` is None where it is too large to be fetched. ``size`` in bytes."""

    uid: int
    size: int
    data: bytes | None


class Mailbox:
    """A mailbox on a server, for reading only: enter it to log in.

    Raises on entering:
        Unencrypted, CannotConnect, Untrusted, WrongPassword, Refused: it cannot be used.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._box: imap_tools.BaseMailBox | None = None

    def __enter__(self) -> Self:
        servers.refuse_unencrypted(self._server)
        self._box = self._connect()
        try:
            self._box.login(self._server.user, self._server.password, initial_folder=None)
        except library.MailboxLoginError as error:
            self._close()
            raise self._wrong(error) from error
        except imaplib.IMAP4.abort as error:
            self._close()
            raise ConnectionLost(host=self._server.host) from error
        except imaplib.IMAP4.error as error:
            self._close()
            raise self._wrong(error) from error
        except OSError as error:
            self._close()
            raise ConnectionLost(host=self._server.host) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None and self._box is not None:
            with contextlib.suppress(Exception):
                self._box.client.logout()
        self._close()

    def _wrong(self, error: BaseException) -> WrongPassword:
        said = servers.reason_of(error)
        if isinstance(error, library.MailboxLoginError):
            said = _said(error.command_result)
        return WrongPassword(host=self._server.host, user=self._server.user, reason=said)

    def _connect(self) -> imap_tools.BaseMailBox:
        server = self._server
        try:
            if server.security == servers.NONE:
                return imap_tools.MailBoxUnencrypted(server.host, server.port, timeout=server.patience)
            return self._encrypted(servers.strict())
        except ssl.SSLCertVerificationError as error:
            return self._trusted(error)
        except ssl.SSLError as error:
            raise CannotConnect(host=server.host, reason=_tls_reason(error)) from error
        except (OSError, imaplib.IMAP4.error, library.ImapToolsError, ValueError) as error:
            raise CannotConnect(host=server.host, reason=servers.reason_of(error)) from error

    def _encrypted(self, context: ssl.SSLContext) -> imap_tools.BaseMailBox:
        server = self._server
        kind: Any = imap_tools.MailBox if server.security == servers.TLS else imap_tools.MailBoxStartTls
        box: imap_tools.BaseMailBox = kind(
            server.host, server.port, timeout=server.patience, ssl_context=context
        )
        return box

    def _trusted(self, error: ssl.SSLCertVerificationError) -> imap_tools.BaseMailBox:
        """Connect without an authority's word, and see whether the user trusts this very certificate."""
        try:
            box = self._encrypted(servers.lenient())
        except (OSError, imaplib.IMAP4.error, library.ImapToolsError) as fault:
            raise CannotConnect(host=self._server.host, reason=servers.reason_of(fault)) from fault
        found = servers.fingerprint(box.client.sock)
        if found in self._server.certificates:
            return box
        _shut(box)
        raise Untrusted(host=self._server.host, reason=error.verify_message, fingerprint=found) from error

    def _close(self) -> None:
        if self._box is not None:
            _shut(self._box)
            self._box = None

    @property
    def _client(self) -> imaplib.IMAP4:
        assert self._box is not None
        return self._box.client

    @contextlib.contextmanager
    def _asking(self) -> Iterator[None]:
        """Word what goes wrong while the server is asked."""
        try:
            yield
        except (imaplib.IMAP4.abort, OSError, EOFError) as error:
            raise ConnectionLost(host=self._server.host) from error
        except (imaplib.IMAP4.error, library.ImapToolsError) as error:
            raise Refused(host=self._server.host, reason=servers.reason_of(error)) from error

    def folders(self) -> list[Folder]:
        """Return the folders of the mailbox.

        Raises:
            ConnectionLost, Refused: it cannot be asked.
        """
        assert self._box is not None
        with self._asking():
            listed = self._box.folder.list()
        return [_folder(each.name, each.delim, each.flags) for each in listed]

    def open(self, folder: str) -> Opened:
        """Open a folder for reading only.

        Raises:
            NoFolder, ConnectionLost: it cannot be opened.
        """
        assert self._box is not None
        try:
            with self._asking():
                self._box.folder.set(folder, readonly=True)
        except Refused as fault:
            raise NoFolder(folder=folder) from fault
        return Opened(self._number("UIDVALIDITY"), self._number("EXISTS"))

    def _number(self, name: str) -> int:
        _, found = self._client.response(name)
        last = found[-1] if found else None
        return int(last) if isinstance(last, bytes) and last.isdigit() else 0

    def uids(self, *, after: int, since: dt.date | None = None) -> list[int]:
        """Return the numbers of letters above ``after``, of those that came on ``since`` or later, in their order.

        Raises:
            ConnectionLost, Refused: it cannot be asked.
        """
        words = ["UID", f"{after + 1}:*"]
        if since is not None:
            words += ["SINCE", f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}"]
        with self._asking():
            data = self._uid("SEARCH", *words)
        numbers = {int(each) for line in data if line for each in line.split() if each.isdigit()}
        # «n:*» always means the last letter too
        return sorted(each for each in numbers if each > after)

    def letters(self, uids: Sequence[int], *, largest: int = LARGEST) -> Iterator[list[Fetched]]:
        """Yield the letters in the order of their numbers, as many at once as one request brings.

        Raises:
            ConnectionLost, Refused: it cannot be asked.
        """
        for start in range(0, len(uids), 500):
            some = uids[start : start + 500]
            sizes = self._sizes(some)
            for piece in _pieces([uid for uid in some if uid in sizes], sizes, largest):
                found = self._bodies([uid for uid in piece if sizes[uid] <= largest])
                # a letter that somebody removed meanwhile is in no answer
                yield [
                    Fetched(uid, sizes[uid], found.get(uid))
                    for uid in piece
                    if uid in found or sizes[uid] > largest
                ]

    def _sizes(self, uids: Sequence[int]) -> dict[int, int]:
        with self._asking():
            data = self._uid("FETCH", _set(uids), "(UID RFC822.SIZE)")
        found = {}
        for part in data:
            line = part if isinstance(part, bytes) else part[0] if isinstance(part, tuple) else b""
            uid, size = _UID.search(line), _SIZE.search(line)
            if uid and size:
                found[int(uid.group(1))] = int(size.group(1))
        return {uid: found[uid] for uid in uids if uid in found}

    def _bodies(self, uids: Sequence[int]) -> dict[int, bytes]:
        if not uids:
            return {}
        with self._asking():
            # PEEK: a letter stays as unread as it was
            data = self._uid("FETCH", _set(uids), "(UID BODY.PEEK[])")
        found = {}
        for place, part in enumerate(data):
            if not isinstance(part, tuple):
                continue
            behind = data[place + 1] if place + 1 < len(data) else b""
            uid = _UID.search(part[0]) or (_UID.search(behind) if isinstance(behind, bytes) else None)
            if uid:
                found[int(uid.group(1))] = bytes(part[1])
        return found

    def _uid(self, command: str, *words: str) -> list[Any]:
        status, data = self._client.uid(command, *words)
        if status != "OK":
            raise imaplib.IMAP4.error(_said((status, data)))
        return list(data)


def _folder(name: str, delimiter: str, flags: Sequence[str]) -> Folder:
    marks = {flag.lower() for flag in flags}
    last = name.rpartition(delimiter)[2].lower() if delimiter else name.lower()
    return Folder(
        name,
        r"\sent" in marks or last in _SENT_NAMES,
        r"\noselect" not in marks and r"\nonexistent" not in marks,
        bool(marks & {r"\junk", r"\trash", r"\drafts"})
        or last in {"spam", "junk", "trash", "drafts", "спам", "корзина", "удалённые", "черновики"},
    )


def _pieces(uids: Sequence[int], sizes: dict[int, int], largest: int) -> Iterator[list[int]]:
    piece: list[int] = []
    size = 0
    for uid in uids:
        own = sizes[uid] if sizes[uid] <= largest else 0
        if piece and (len(piece) >= LETTERS or size + own > BYTES):
            yield piece
            piece, size = [], 0
        piece.append(uid)
        size += own
    if piece:
        yield piece


def _set(uids: Sequence[int]) -> str:
    """Return numbers as IMAP writes them, neighbours as a range."""
    runs: list[list[int]] = []
    for uid in uids:
        if runs and uid == runs[-1][1] + 1:
            runs[-1][1] = uid
        else:
            runs.append([uid, uid])
    return ",".join(str(a) if a == b else f"{a}:{b}" for a, b in runs)


def _said(result: Any) -> str:
    data = result[1] if isinstance(result, tuple) and len(result) > 1 else result
    parts = data if isinstance(data, list) else [data]
    words = " ".join(
        part.decode("utf-8", "replace") if isinstance(part, bytes) else str(part) for part in parts if part
    )
    return re.sub(r"^\[[A-Z-]+\]\s*", "", " ".join(words.split()))[:200].rstrip(".")


def _tls_reason(error: ssl.SSLError) -> str:
    return (error.reason or "TLS").replace("_", " ").lower()


def _shut(box: imap_tools.BaseMailBox) -> None:
    with contextlib.suppress(Exception):
        box.client.shutdown()
