"""What tests of mail views share: real servers of mail, files of letters, and a desk that has come to rest."""

from __future__ import annotations

import importlib.util
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest

from app.services import card_rows, customers


def _servers():
    """Load the servers that the tests of the store have: tests are no package."""
    name = "mail_servers"
    if name not in sys.modules:
        place = Path(__file__).parents[2] / "store" / "mail" / "conftest.py"
        spec = importlib.util.spec_from_file_location(name, place)
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


servers = _servers()
dovecot, vault, mailbox = servers.dovecot, servers.vault, servers.mailbox


@pytest.fixture
def free_port():
    """A port of this computer that nobody listens at."""
    return servers.free_port()


@pytest.fixture
def settled(qtbot, ui):
    """Wait until nothing is under way and ``until`` holds."""

    def wait(until=lambda: True):
        qtbot.waitUntil(lambda: ui.desk.idle() and bool(until()), timeout=15_000)

    return wait


@pytest.fixture
def peter(office):
    """A customer with an address."""
    made = office.do(customers.create, values={"surname": "Brown", "given": "Peter"})
    office.do(card_rows.add_channel, customer_id=made, channel="email", value="peter@brown.example")
    return made


@pytest.fixture
def letter_file(tmp_path):
    """Write a letter into a file: ``letter_file("a.eml", sender="…", text="…")``."""

    def write(
        name="letter.eml",
        *,
        sender="Peter Brown <peter@brown.example>",
        to="us@office.example",
        subject="The price list",
        text="Please send the list.",
        html="",
        files=(),
        day=16,
        answers="",
    ):
        made = EmailMessage()
        made["From"], made["To"], made["Subject"] = sender, to, subject
        made["Date"] = f"Mon, {day} Nov 2026 10:00:00 +0300"
        made["Message-ID"] = f"<{name}@brown.example>"
        if answers:
            made["In-Reply-To"] = made["References"] = f"<{answers}@brown.example>"
        made.set_content(text)
        if html:
            made.add_alternative(html, subtype="html")
        for shown, data in files:
            made.add_attachment(data, maintype="application", subtype="octet-stream", filename=shown)
        path = tmp_path / name
        path.write_bytes(made.as_bytes())
        return path

    return write


@pytest.fixture
def bring(office):
    """Import files of letters without any view."""
    from app.services.mail import importing

    def run(*paths, **told):
        return importing.run(office, paths=list(paths), **told)

    return run
