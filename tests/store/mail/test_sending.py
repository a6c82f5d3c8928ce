"""Sending by a real SMTP server: once, or said why not."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import ssl
from pathlib import Path

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from app.exchange import servers, smtp
from app.exchange.mail.mime import read_eml
from app.language import translator
from app.models.contact import Interaction
from app.models.faults import NothingToUndo
from app.models.mail import MailMessage
from app.queries import card, mail
from app.services import attachments, card_rows, customers, interactions
from app.services.faults import BadValue
from app.services.mail import accounts, drafts, faults, fetching, filing, sending
from app.services.mail.storing import Came

from .conftest import PASSWORD, free_port, make_certificate

TRANSLATIONS = Path(__file__).resolve().parents[3] / "resources" / "translations"

# a server on this computer asks for a password without encryption too
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


class Handler:
    """Takes letters, or does what a test tells."""

    def __init__(self):
        self.got = []
        self.refused = set()
        self.reply = "250 taken"
        self.cut = False

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 5.1.1 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.got.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.original_content))
        if self.cut:
            server.transport.abort()
        return self.reply


def _log_in(server, session, envelope, mechanism, data):
    return AuthResult(success=data.password == PASSWORD.encode(), handled=False)


class Server(Controller):
    def __init__(self, folder, *, tls):
        make_certificate(folder)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
        self.folder = folder
        how = {"ssl_context": context} if tls == "tls" else {}
        told = {"tls_context": context, "require_starttls": True} if tls == "starttls" else {}
        super().__init__(
            Handler(),
            hostname="127.0.0.1",
            port=free_port(),
            authenticator=_log_in,
            auth_required=True,
            auth_require_tls=tls == "starttls",
            data_size_limit=2_000_000,
            **how,
            **told,
        )


def begin_answer(office, interaction_id):
    begun = office.ask(drafts.reply, interaction_id=interaction_id)
    values = {"customer_id": begun.customer_id, "answers_id": interaction_id}
    if begun.account_id:
        values["account_id"] = begun.account_id
    return office.do(drafts.write, to=begun.to, subject=begun.subject, body="10", **values)


@pytest.fixture(params=["tls", "starttls", "none"])
def any_server(request, tmp_path):
    made = Server(tmp_path, tls=request.param)
    made.way = request.param
    made.start()
    yield made
    made.stop()


@pytest.fixture
def server(tmp_path):
    made = Server(tmp_path, tls="none")
    made.way = "none"
    made.start()
    yield made
    made.stop()


@pytest.fixture
def account(office):
    def make(server, **values):
        told = {
            "address": "anna@vinoteka.example",
            "name": "Анна Орлова",
            "smtp_host": "127.0.0.1",
            "smtp_port": server.port,
            "smtp_security": server.way,
            "signature": "Анна Орлова\nВинотека",
            **values,
        }
        account_id = office.do(accounts.add, values=told)
        accounts.set_password(office.ask(mail.account, account_id=account_id), PASSWORD, way="smtp")
        return account_id

    return make


@pytest.fixture
def brown(office):
    made = office.do(customers.create, values={"surname": "Brown", "given": "Peter"})
    office.do(card_rows.add_channel, customer_id=made, channel="email", value="peter@brown.example")
    return made


def draft_of(office, customer_id, **values):
    return office.do(
        drafts.write, customer_id=customer_id, subject="Предложение «Осень»", body="Добрый день!", **values
    )


def state(office, draft_id):
    return office.ask(mail.draft, draft_id=draft_id).state


def lines(office, customer_id):
    return office.ask(card.timeline, customer_id=customer_id)


def test_a_letter_is_sent_filed_and_answers(office, brown, any_server, account, monkeypatch, anna):
    monkeypatch.setenv("SSL_CERT_FILE", str(any_server.folder / "cert.pem"))
    account(any_server)
    at = office.clock.now() - dt.timedelta(hours=2)
    request = office.do(
        interactions.log, customer_id=brown, kind="call", direction="in", waits=True, text="Price?", at=at
    )
    draft = draft_of(office, brown, cc="Boss <boss@brown.example>")
    office.do(drafts.attach, draft_id=draft, source=b"%PDF-1 offer", name="Предложение.pdf")
    sent = sending.send(office, draft_id=draft)
    ((sender, to, data),) = any_server.handler.got
    assert (sender, to) == ("anna@vinoteka.example", ["peter@brown.example", "boss@brown.example"])
    letter, problems = read_eml(data)
    assert problems == []
    assert letter.subject == "Предложение «Осень»"
    assert letter.text == "Добрый день!\n\n--\nАнна Орлова\nВинотека"
    assert [(file.name, file.data) for file in letter.files] == [("Предложение.pdf", b"%PDF-1 offer")]
    assert letter.sender_name == "Анна Орлова"
    strict = email.message_from_bytes(data, policy=email.policy.default)
    assert not strict.defects
    line = lines(office, brown)[0]
    assert (line.kind, line.direction, line.text, line.body) == (
        "email",
        "out",
        letter.subject,
        "Добрый день!",
    )
    assert state(office, draft) == "sent"
    answered = office.ask(
        lambda r: r.one(
            sa.select(Interaction.answered_by_id, Interaction.person_id).where(Interaction.id == request)
        )
    )
    assert answered.answered_by_id == line.id == sent.interaction_id
    with pytest.raises(NothingToUndo):
        office.undo(office.ask(lambda r: r.value(sa.text("SELECT max(id) FROM steps"))))
    with pytest.raises(faults.NotADraft):
        sending.send(office, draft_id=draft)
    with pytest.raises(faults.NotADraft):
        office.do(drafts.discard, draft_id=draft)
    assert len(any_server.handler.got) == 1
    assert office.do(attachments.purge) == 0


def test_what_we_sent_is_not_doubled_when_it_is_fetched(office, brown, server, account, dovecot, mailbox):
    account(server)
    draft = draft_of(office, brown)
    sending.send(office, draft_id=draft)
    box = mailbox(folders=("Sent",))
    dovecot.deliver(mailbox.user, server.handler.got[0][2], folder="Sent")
    made = fetching.fetch(office, account_id=box)
    assert (made.total("read"), made.total("created")) == (1, 0)
    assert len(lines(office, brown)) == 1


def test_an_answer_goes_into_the_thread(office, brown, server, account):
    account(server)
    letter, _ = read_eml(
        b"From: Peter <peter@brown.example>\r\nReply-To: office@brown.example\r\nTo: anna@vinoteka.example\r\n"
        b"Subject: Price?\r\nMessage-ID: <q@brown>\r\nReferences: <root@brown>\r\nDate: Mon, 16 Nov 2026 10:00:00 +0300\r\n\r\nhow much\r\n"
    )
    office.do(filing.file_some, letters=[Came(letter)])
    (request,) = lines(office, brown)
    draft = begin_answer(office, request.id)
    row = office.ask(mail.draft, draft_id=draft)
    assert (row.to, row.subject, row.answers_id) == ("office@brown.example", "Re: Price?", request.id)
    sending.send(office, draft_id=draft)
    sent, _ = read_eml(server.handler.got[0][2])
    assert sent.reply_to == "q@brown"
    assert sent.references == ("root@brown", "q@brown")
    assert lines(office, brown)[-1].answered_at is not None


@pytest.mark.parametrize("way", ["tls", "starttls"])
def test_a_certificate_is_trusted_by_hand_alone(office, brown, account, tmp_path, way):
    server = Server(tmp_path, tls=way)
    server.way = way
    server.start()
    try:
        account_id = account(server)
        draft = draft_of(office, brown)
        with pytest.raises(servers.Untrusted) as caught:
            sending.send(office, draft_id=draft)
        assert state(office, draft) == "failed"
        office.do(accounts.trust, account_id=account_id, fingerprint=caught.value.fingerprint)
        sending.send(office, draft_id=draft)
        assert state(office, draft) == "sent"
    finally:
        server.stop()


def test_wrong_passwords_and_absent_servers(office, brown, server, account):
    account_id = account(server)
    draft = draft_of(office, brown, account_id=account_id)
    with pytest.raises(servers.WrongPassword):
        sending.send(office, draft_id=draft, password="wrong")
    assert state(office, draft) == "failed"
    problem = office.ask(mail.draft, draft_id=draft).problem
    assert "“anna@vinoteka.example”" in faults.said(problem, translator("en", Path()))
    assert "отказывает" in faults.said(problem, translator("ru", TRANSLATIONS))
    office.do(accounts.change, account_id=account_id, values={"smtp_port": free_port()})
    with pytest.raises(servers.CannotConnect):
        sending.send(office, draft_id=draft)
    office.do(accounts.change, account_id=account_id, values={"smtp_port": server.port})
    sending.send(office, draft_id=draft)
    assert state(office, draft) == "sent"
    assert office.ask(mail.draft, draft_id=draft).problem == ""


def test_a_refused_recipient_means_that_nobody_gets_it(office, brown, server, account):
    account(server)
    server.handler.refused = {"boss@brown.example"}
    draft = draft_of(office, brown, cc="boss@brown.example")
    with pytest.raises(smtp.BadRecipient):
        sending.send(office, draft_id=draft)
    assert (server.handler.got, state(office, draft)) == ([], "failed")
    office.do(drafts.edit, draft_id=draft, values={"cc": ""})
    assert state(office, draft) == "draft"
    sending.send(office, draft_id=draft)
    assert server.handler.got[0][1] == ["peter@brown.example"]


def test_a_refused_letter_is_kept(office, brown, server, account):
    account(server)
    draft = draft_of(office, brown)
    server.handler.reply = "554 5.7.1 looks like spam"
    with pytest.raises(smtp.NotSent, match="looks like spam"):
        sending.send(office, draft_id=draft)
    assert state(office, draft) == "failed"
    assert lines(office, brown) == []


def test_a_letter_that_is_too_large_is_not_begun(office, brown, server, account):
    account(server)
    draft = draft_of(office, brown)
    office.do(drafts.attach, draft_id=draft, source=b"x" * 3_000_000, name="big.bin")
    with pytest.raises(smtp.LetterTooLarge):
        sending.send(office, draft_id=draft)
    (name, stored) = office.ask(mail.draft, draft_id=draft).files[0]
    assert name == "big.bin"
    office.do(drafts.detach, draft_id=draft, stored_name=stored)
    sending.send(office, draft_id=draft)


def test_nothing_is_sent_twice_when_the_connection_breaks_at_the_last_moment(office, brown, server, account):
    account(server)
    draft = draft_of(office, brown)
    server.handler.cut = True
    with pytest.raises(smtp.MaybeSent):
        sending.send(office, draft_id=draft)
    assert state(office, draft) == "sending"
    server.handler.cut = False
    with pytest.raises(faults.Halfway):
        sending.send(office, draft_id=draft)
    assert len(server.handler.got) == 1
    assert [row.id for row in office.ask(mail.drafts)] == [draft]
    assert office.ask(mail.counts).failed == 1
    first = read_eml(server.handler.got[0][2])[0].message_id
    sending.send(office, draft_id=draft, again=True)
    assert read_eml(server.handler.got[1][2])[0].message_id == first
    assert state(office, draft) == "sent"
    assert len(lines(office, brown)) == 1


def test_a_crash_in_the_middle_is_noticed_and_settled_by_hand(office, brown, server, account, monkeypatch):
    account(server)
    draft = draft_of(office, brown)
    monkeypatch.setattr(sending, "finish", None)  # the program dies when the letter is out
    with pytest.raises(TypeError):
        sending.send(office, draft_id=draft)
    monkeypatch.undo()
    assert state(office, draft) == "sending"
    with pytest.raises(faults.Halfway):
        sending.send(office, draft_id=draft)
    office.do(sending.mark_sent, draft_id=draft)
    assert state(office, draft) == "sent"
    assert [line.direction for line in lines(office, brown)] == ["out"]
    identity = office.ask(lambda r: r.value(sa.select(MailMessage.message_id)))
    assert identity == read_eml(server.handler.got[0][2])[0].message_id


def test_who_refused_letters_gets_none_but_answers(office, brown, server, account):
    account(server)
    office.do(card_rows.set_consent, customer_id=brown, channel="email", topic="", state="refused")
    draft = draft_of(office, brown)
    with pytest.raises(faults.CustomerRefused):
        sending.send(office, draft_id=draft)
    assert (server.handler.got, state(office, draft)) == ([], "draft")
    asked = office.do(
        interactions.log, customer_id=brown, kind="email", direction="in", waits=True, text="Price?"
    )
    answer = begin_answer(office, asked)
    office.do(drafts.edit, draft_id=answer, values={"to": "peter@brown.example"})
    sending.send(office, draft_id=answer)
    assert len(server.handler.got) == 1


def test_what_cannot_be_sent_is_said_before(office, brown, server, account):
    lone = office.do(drafts.write, to="peter@brown.example", subject="x")
    with pytest.raises(faults.NoAccount):
        sending.send(office, draft_id=lone)
    account(server)
    nobody = office.do(drafts.write, subject="x")
    with pytest.raises(faults.NobodyToSendTo):
        sending.send(office, draft_id=nobody)
    bad = office.do(drafts.write, to="peter at brown", subject="x")
    with pytest.raises(BadValue):
        sending.send(office, draft_id=bad)
    assert [state(office, each) for each in (lone, nobody, bad)] == ["draft"] * 3


def test_nothing_of_a_draft_can_forge_headers(office, brown, server, account):
    account(server)
    draft = office.do(
        drafts.write,
        customer_id=brown,
        subject="Hi\r\nBcc: all@example.org",
        body="x\r\n.\r\nQUIT\r\n.hidden",
    )
    sending.send(office, draft_id=draft)
    ((_, to, data),) = server.handler.got
    letter, _ = read_eml(data)
    assert to == ["peter@brown.example"]
    assert letter.subject == "Hi Bcc: all@example.org"
    assert not [one for one in letter.people if one.role == "bcc"]
    assert letter.text.startswith("x\n.\nQUIT\n.hidden")


def test_drafts_are_undone_and_move_with_a_merge(office, brown):
    from app.services import merging

    draft = draft_of(office, brown)
    other = office.do(customers.create, values={"surname": "Brown"})
    office.do(merging.merge, keep_id=other, other_id=brown)
    assert [row.id for row in office.ask(mail.drafts, customer_id=other)] == [draft]
    office.undo()
    office.do(drafts.discard, draft_id=draft)
    assert office.ask(mail.drafts) == []
    office.undo()
    assert [row.id for row in office.ask(mail.drafts)] == [draft]
