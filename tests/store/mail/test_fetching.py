"""Fetching from a real IMAP server: once, on and on, whatever breaks."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.exchange import imap, secrets, servers
from app.exchange.mail.letter import Letter, Someone
from app.models.base import table_of
from app.models.history import Step, StepRow
from app.models.mail import MailMessage
from app.queries import card, mail
from app.services import card_rows, customers
from app.services.mail import accounts, fetching, filing
from app.services.mail.storing import Came

from .conftest import PASSWORD, letter


@pytest.fixture
def brown(office):
    made = office.do(customers.create, values={"surname": "Brown", "given": "Peter"})
    office.do(card_rows.add_channel, customer_id=made, channel="email", value="peter@brown.example")
    return made


def counts(made):
    return tuple(made.total(name) for name in ("read", "created", "merged", "skipped"))


def lines(office, customer_id):
    return office.ask(card.timeline, customer_id=customer_id, limit=5000)


def stored(office):
    return office.ask(lambda r: r.value(sa.select(sa.func.count()).select_from(table_of(MailMessage))))


def test_what_is_new_comes_once_and_nothing_is_touched(office, brown, dovecot, mailbox):
    account = mailbox()
    dovecot.deliver(mailbox.user, *(letter(n) for n in range(7)))
    before = dovecot.files(mailbox.user)
    made = fetching.fetch(office, account_id=account)
    assert (made.faults, counts(made)) == ([], (7, 7, 0, 0))
    assert len(lines(office, brown)) == 7
    assert dovecot.files(mailbox.user) == before
    assert counts(fetching.fetch(office, account_id=account)) == (0, 0, 0, 0)
    dovecot.deliver(mailbox.user, letter(100))
    assert counts(fetching.fetch(office, account_id=account)) == (1, 1, 0, 0)
    (state,) = office.ask(mail.account, account_id=account).states
    assert (state.last_uid, state.problem) == (8, "")
    assert state.fetched_at == office.clock.now()


def test_chosen_folders_and_what_we_sent(office, brown, dovecot, mailbox):
    account = mailbox(folders=("INBOX", "Sent", "Клиенты", "Nowhere"))
    dovecot.deliver(mailbox.user, letter(1))
    # an alias that nobody entered: what lies among the sent letters was sent by us
    dovecot.deliver(mailbox.user, letter(2, "sales@alias.example", "peter@brown.example"), folder="Sent")
    dovecot.deliver(mailbox.user, letter(3), folder="&BBoEOwQ4BDUEPQRCBEs-")
    made = fetching.fetch(office, account_id=account)
    assert counts(made) == (3, 3, 0, 0)
    assert [type(each) for each in made.faults] == [imap.NoFolder]
    assert sorted((line.text, line.direction) for line in lines(office, brown)) == [
        ("Letter 1", "in"),
        ("Letter 2", "out"),
        ("Letter 3", "in"),
    ]
    listed = {each.name: each for each in fetching.folders(office, account_id=account)}
    assert listed["Sent"].sent
    assert listed["Клиенты"].selectable


def test_a_fetch_is_one_step_that_is_undone(office, brown, dovecot, mailbox, monkeypatch):
    monkeypatch.setattr(imap, "LETTERS", 4)
    account = mailbox()
    dovecot.deliver(mailbox.user, *(letter(n) for n in range(10)))
    steps = office.ask(lambda r: r.value(sa.select(sa.func.count()).select_from(table_of(Step))))
    made = fetching.fetch(office, account_id=account)
    assert office.ask(lambda r: r.value(sa.select(sa.func.count()).select_from(table_of(Step)))) == steps + 1
    office.undo(made.step)
    assert (lines(office, brown), stored(office)) == ([], 0)
    office.do(accounts.fetch_anew, account_id=account)
    assert counts(fetching.fetch(office, account_id=account)) == (10, 10, 0, 0)


def test_thousands_come_in_pieces_with_progress(office, brown, dovecot, mailbox):
    account = mailbox()
    dovecot.deliver(mailbox.user, *(letter(n) for n in range(2500)))
    told = []
    made = fetching.fetch(office, account_id=account, progress=lambda *state: told.append(state))
    assert counts(made) == (2500, 2500, 0, 0)
    assert told[0] == ("INBOX", 0, 2500)
    assert told[-1] == ("INBOX", 2500, 2500)
    assert len(told) > 20
    assert len(lines(office, brown)) == 2500


def test_a_cancelled_fetch_goes_on_where_it_stopped(office, brown, dovecot, mailbox, monkeypatch):
    monkeypatch.setattr(imap, "LETTERS", 5)
    account = mailbox()
    dovecot.deliver(mailbox.user, *(letter(n) for n in range(20)))
    answers = iter([False, False, True])
    made = fetching.fetch(office, account_id=account, cancelled=lambda: next(answers))
    assert made.cancelled
    assert counts(made) == (10, 10, 0, 0)
    assert counts(fetching.fetch(office, account_id=account)) == (10, 10, 0, 0)


@pytest.mark.parametrize("place", [30_000, 61_234, 90_001])
def test_a_connection_cut_in_the_middle_is_taken_up_again(
    office, brown, dovecot, mailbox, cutting, place, monkeypatch
):
    monkeypatch.setattr(imap, "LETTERS", 10)
    account = mailbox(imap_port=cutting.port)
    dovecot.deliver(mailbox.user, *(letter(n, body="x" * 60 + "\n" + "y" * 900) for n in range(100)))
    cutting.limits = [place, 20_000, 15_000]
    made = fetching.fetch(office, account_id=account)
    assert made.faults == []
    assert stored(office) == 100
    assert len(lines(office, brown)) == 100
    assert cutting.connections > 2


def test_a_connection_that_breaks_again_and_again_keeps_what_came(
    office, brown, dovecot, mailbox, cutting, monkeypatch
):
    monkeypatch.setattr(imap, "LETTERS", 10)
    account = mailbox(imap_port=cutting.port)
    dovecot.deliver(mailbox.user, *(letter(n, body="y" * 900) for n in range(60)))
    cutting.limits = [30_000, *[1500] * 10]
    made = fetching.fetch(office, account_id=account)
    assert [type(each) for each in made.faults] in ([servers.ConnectionLost], [servers.CannotConnect])
    came = stored(office)
    assert 0 < came < 60
    cutting.limits = []
    made = fetching.fetch(office, account_id=account)
    assert made.faults == []
    assert came + made.total("created") == 60
    assert stored(office) == 60


def test_a_folder_that_was_numbered_anew_doubles_nothing(office, brown, dovecot, mailbox):
    account = mailbox()
    dovecot.deliver(mailbox.user, *(letter(n) for n in range(5)))
    fetching.fetch(office, account_id=account)
    dovecot.number_anew(mailbox.user)
    dovecot.deliver(mailbox.user, letter(50))
    made = fetching.fetch(office, account_id=account)
    assert counts(made) == (6, 1, 0, 5)
    assert len(lines(office, brown)) == 6
    assert counts(fetching.fetch(office, account_id=account)) == (0, 0, 0, 0)


def test_broken_letters_stop_nothing(office, brown, dovecot, mailbox):
    account = mailbox()
    broken = [
        b"no header at all\r\n",
        b"From: \xff\xfe<x@y>\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x",
        b"Content-Type: text/plain; charset=nonsense\r\nFrom: peter@brown.example\r\nSubject: =?x?B?!!!?=\r\n\r\n\x00\xff",
        b"\r\n",
    ]
    dovecot.deliver(mailbox.user, letter(1), *broken, letter(2))
    made = fetching.fetch(office, account_id=account)
    assert made.faults == []
    assert made.total("read") == 6
    assert {"Letter 1", "Letter 2"} < {line.text for line in lines(office, brown)}


def test_letters_that_are_too_large_stay_on_the_server(office, brown, dovecot, mailbox, monkeypatch):
    account = mailbox()
    dovecot.deliver(mailbox.user, letter(1), letter(2, body="x" * 70 + "\n" + "y\n" * 4000), letter(3))
    monkeypatch.setattr(imap.Mailbox.letters, "__kwdefaults__", {"largest": 5000})
    made = fetching.fetch(office, account_id=account)
    assert counts(made) == (3, 2, 0, 1)
    assert [each.code for folder in made.folders for each in folder.problems] == ["large"]
    assert counts(fetching.fetch(office, account_id=account)) == (0, 0, 0, 0)


def test_only_what_came_since_a_day(office, brown, dovecot, mailbox):
    dovecot.deliver(mailbox.user, letter(1))
    assert counts(fetching.fetch(office, account_id=mailbox(since="2090-01-01"))) == (0, 0, 0, 0)


def test_a_wrong_password_is_said_with_advice(office, dovecot, mailbox):
    account = mailbox()
    made = fetching.fetch(office, account_id=account, password="wrong")
    (fault,) = made.faults
    assert isinstance(fault, servers.WrongPassword)
    assert mailbox.user in str(fault)
    assert "wrong" not in str(fault)


@pytest.mark.parametrize("way", ["tls", "starttls"])
def test_a_certificate_that_nobody_vouches_for_is_refused_until_trusted(
    office, brown, dovecot, mailbox, way, monkeypatch
):
    port = dovecot.tls if way == "tls" else dovecot.plain
    account = mailbox(imap_port=port, imap_security=way)
    dovecot.deliver(mailbox.user, letter(1))
    (fault,) = fetching.fetch(office, account_id=account).faults
    assert isinstance(fault, servers.Untrusted)
    assert len(fault.fingerprint) == 64
    office.do(accounts.trust, account_id=account, fingerprint="00" * 32)
    assert isinstance(fetching.fetch(office, account_id=account).faults[0], servers.Untrusted)
    office.do(accounts.trust, account_id=account, fingerprint=fault.fingerprint)
    assert counts(fetching.fetch(office, account_id=account)) == (1, 1, 0, 0)


def test_a_certificate_that_an_authority_vouches_for_is_taken(office, dovecot, mailbox, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(dovecot.folder / "cert.pem"))
    account = mailbox(imap_port=dovecot.tls, imap_security="tls")
    assert fetching.fetch(office, account_id=account).faults == []


def test_a_password_never_goes_unencrypted_to_another_computer(office, mailbox):
    account = mailbox(imap_host="mail.example.org", imap_security="none")
    (fault,) = fetching.fetch(office, account_id=account, password=PASSWORD).faults
    assert isinstance(fault, servers.Unencrypted)


def test_a_server_that_is_not_there(office, mailbox):
    from .conftest import free_port

    account = mailbox(imap_port=free_port())
    (fault,) = fetching.fetch(office, account_id=account).faults
    assert isinstance(fault, servers.CannotConnect)


def test_several_mailboxes_share_no_letter_twice(office, brown, dovecot, mailbox, vault):
    first = mailbox()
    name = mailbox.user
    second = mailbox(user=f"{name}b", address=f"{name}b@office.example")
    dovecot.deliver(name, letter(1), letter(2))
    dovecot.deliver(f"{name}b", letter(2), letter(3))
    made = [fetching.fetch(office, account_id=account) for account in (first, second)]
    assert [counts(one) for one in made] == [(2, 2, 0, 0), (2, 1, 0, 1)]
    assert len(lines(office, brown)) == 3


def test_passwords_are_in_the_keyring_alone(office, dovecot, mailbox, vault, tmp_path):
    account = mailbox()
    assert PASSWORD in vault.kept.values()
    fetching.fetch(office, account_id=account)
    told = office.ask(lambda r: [str(row) for row in r.rows(sa.select(table_of(StepRow)))])
    rows = office.ask(lambda r: [str(row) for row in r.rows(sa.text("SELECT * FROM mail_accounts"))])
    assert not any(PASSWORD in text for text in [*told, *rows])
    assert PASSWORD not in repr(accounts.incoming(office.ask(mail.account, account_id=account)))
    row = office.ask(mail.account, account_id=account)
    accounts.forget_passwords(row)
    assert accounts.password_of(row, "imap") is None


def test_without_a_keyring_a_password_lasts_for_the_session(office, mailbox, monkeypatch):
    import keyring
    from keyring.backends import fail

    account = office.ask(mail.account, account_id=mailbox())
    keyring.set_keyring(fail.Keyring())
    assert not secrets.lasting()
    assert accounts.set_password(account, "for now") is False
    assert accounts.password_of(account, "imap") == "for now"
    assert accounts.password_of(account, "smtp") == "for now"


def test_years_of_old_letters_do_not_wait_for_an_answer(office):
    made = office.do(customers.create, values={"surname": "Brown", "given": "Peter"})
    office.do(card_rows.add_channel, customer_id=made, channel="email", value="peter@brown.example")

    def came(day, **told):
        at = office.clock.now() - dt.timedelta(days=day)
        people = (Someone("from", "", "peter@brown.example"), Someone("to", "", "us@office.example"))
        return Came(Letter(message_id=f"{day}@brown.example", subject=str(day), people=people, at=at), **told)

    since = office.clock.now() - dt.timedelta(days=3)
    letters = [came(29), came(31), came(2, waits_since=since), came(4, waits_since=since)]
    office.do(filing.file_some, letters=letters)
    waits = {item.text: item.waits for item in office.ask(card.timeline, customer_id=made)}
    assert waits == {"29": True, "31": False, "2": True, "4": False}
