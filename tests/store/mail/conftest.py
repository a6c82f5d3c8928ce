"""Real servers of mail on this computer: Dovecot and aiosmtpd, started and stopped by the tests."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import ipaddress
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from app.exchange import secrets
from app.services.mail import accounts

PASSWORD = "right-horse"
CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail/%u
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
default_process_limit = 20
first_valid_uid = 0
mail_max_userip_connections = 100
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%u
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


class MemoryKeyring(KeyringBackend):
    """Keeps passwords for the length of a test."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def vault(monkeypatch) -> Iterator[MemoryKeyring]:
    """A keyring of the test's own: the user's is never asked."""
    before = keyring.get_keyring()
    made = MemoryKeyring()
    keyring.set_keyring(made)
    monkeypatch.setattr(secrets, "_session", {})
    yield made
    keyring.set_keyring(before)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_certificate(folder: Path) -> None:
    """Write a certificate of 127.0.0.1 that nobody but itself vouches for."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail on this computer")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(dt.datetime(2020, 1, 1))  # noqa: DTZ001 - the library's own way
        .not_valid_after(dt.datetime(2090, 1, 1))  # noqa: DTZ001
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("localhost")]
            ),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


class Dovecot:
    """A server of mail with its own users; their mail lies in folders."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.plain, self.tls = free_port(), free_port()
        (folder / "mail").mkdir()
        (folder / "home").mkdir()
        import grp
        import pwd

        me = pwd.getpwuid(os.getuid())
        user = "nobody" if os.getuid() == 0 else me.pw_name
        own = pwd.getpwnam(user)
        config = folder / "dovecot.conf"
        config.write_text(
            CONFIG.format(
                folder=folder,
                user=user,
                group=grp.getgrgid(own.pw_gid).gr_name,
                uid=os.getuid() or own.pw_uid,
                gid=os.getgid() or own.pw_gid,
                password=PASSWORD,
                plain=self.plain,
                tls=self.tls,
            )
        )
        if os.getuid() == 0:
            for path in (folder / "mail", folder / "home"):
                shutil.chown(path, own.pw_uid, own.pw_gid)
        self.owner = (os.getuid() or own.pw_uid, os.getgid() or own.pw_gid)
        self.process = subprocess.Popen(
            ["dovecot", "-F", "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )

    def answers(self) -> bool:
        if self.process.poll() is not None:
            return True
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.plain), 1) as client:
            return client.recv(4) == b"* OK"
        return False

    def deliver(self, user: str, *letters: bytes, folder: str = "", flags: str = "") -> None:
        """Put letters into a folder as another program would."""
        place = self.folder / "mail" / user / (f".{folder}" if folder else "")
        for name in ("cur", "new", "tmp"):
            (place / name).mkdir(parents=True, exist_ok=True)
        start = len(list((place / "cur").iterdir()))
        for number, letter in enumerate(letters, start):
            (place / "cur" / f"1600000000.M{number:06}P1.here:2,{flags}").write_bytes(letter)
        if os.getuid() == 0:
            subprocess.run(
                ["chown", "-R", f"{self.owner[0]}:{self.owner[1]}", str(self.folder / "mail" / user)],
                check=True,
            )

    def files(self, user: str, folder: str = "") -> list[str]:
        place = self.folder / "mail" / user / (f".{folder}" if folder else "")
        return sorted(path.name.split(",S=")[0] for path in (place / "cur").iterdir())

    def number_anew(self, user: str) -> None:
        """Let the folder forget its numbers, as after a move to another server."""
        place = self.folder / "mail" / user
        for path in place.glob("dovecot.index*"):
            path.unlink()
        listed = (place / "dovecot-uidlist").read_text().split("\n", 1)
        head = [f"V{int(word[1:]) + 7}" if word[:1] == "V" else word for word in listed[0].split(" ")]
        (place / "dovecot-uidlist").write_text("\n".join([" ".join(head), *listed[1:]]))

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        if self.process.stderr:
            self.process.stderr.close()


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A real IMAP server; the tests of fetching are skipped where Dovecot is not installed."""
    if not shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin"):
        pytest.skip("Dovecot is not installed: apt install dovecot-imapd")
    # not pytest's own folder, which nobody but its owner may enter
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    folder.chmod(0o755)
    try:
        make_certificate(folder)
        server = Dovecot(folder)
        for _ in range(200):
            if server.answers():
                break
            time.sleep(0.05)  # until it listens
        if server.process.poll() is not None:
            told = server.process.stderr.read().decode() if server.process.stderr else ""
            server.stop()
            pytest.skip(f"Dovecot does not start here: {told[-300:]}")
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Cutting:
    """A way to a server that breaks off after so many bytes of each connection, a number of times."""

    def __init__(self, target: int):
        self.target = target
        self.limits: list[int] = []
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            server = socket.create_connection(("127.0.0.1", self.target))
            limit = self.limits.pop(0) if self.limits else None
            ends = (client, server)
            for one, other, most in ((client, server, None), (server, client, limit)):
                thread = threading.Thread(target=self._pump, args=(one, other, most, ends), daemon=True)
                thread.start()
                self._threads.append(thread)

    @staticmethod
    def _pump(one: socket.socket, other: socket.socket, most: int | None, ends: tuple) -> None:
        left = most
        with contextlib.suppress(OSError):
            while data := one.recv(4096):
                if left is not None and len(data) >= left:
                    other.sendall(data[:left])
                    break
                other.sendall(data)
                left = None if left is None else left - len(data)
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        self._listener.close()
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), 0.2).close()
        for thread in self._threads:
            thread.join(5)


@pytest.fixture
def cutting(dovecot) -> Iterator[Cutting]:
    """A way to Dovecot that can break off."""
    made = Cutting(dovecot.plain)
    yield made
    made.close()


@pytest.fixture
def mailbox(office, dovecot, request):
    """An account on the server with a user of the test's own."""
    user = "u" + hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:12]

    def make(**values):
        told = {
            "address": f"{user}@office.example",
            "user": user,
            "imap_host": "127.0.0.1",
            "imap_port": dovecot.plain,
            "imap_security": "none",
            **values,
        }
        folders = told.pop("folders", ("INBOX",))
        account_id = office.do(accounts.add, values=told, folders=folders)
        secrets.remember(secrets.key("imap", told["user"], "127.0.0.1"), PASSWORD)
        return account_id

    make.user = user
    return make


def letter(
    number: int, sender: str = "peter@brown.example", to: str = "us@office.example", body: str = "text"
) -> bytes:
    """Return a letter as it lies on a server."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, f"Letter {number}"
    made["Date"] = (
        f"Mon, 16 Nov 2026 {10 + number // 3600 % 10:02}:{number // 60 % 60:02}:{number % 60:02} +0300"
    )
    made["Message-ID"] = f"<{number}@brown.example>"
    made.set_content(body)
    return made.as_bytes().replace(b"\n", b"\r\n")
