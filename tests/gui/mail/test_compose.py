"""Writing: kept at every pause, refused where the customer refused, sent by a real server or kept with the reason."""

from __future__ import annotations

import pytest
from aiosmtpd.controller import Controller
from PySide6.QtCore import QUrl, QUrlQuery
from PySide6.QtWidgets import QMainWindow

from app.exchange import smtp
from app.queries import card, greetings, mail
from app.services import card_rows
from app.services.mail import accounts, drafts
from app.views.kit.dialog import Dialog
from app.views.mail import compose
from app.views.mail.compose import Compose
from app.views.mail.passwords import AskPassword


class Handler:
    """Takes letters, or refuses all of them."""

    def __init__(self):
        self.got, self.reply = [], "250 taken"

    async def handle_DATA(self, server, session, envelope):
        if self.reply.startswith("2"):
            self.got.append(envelope.original_content)
        return self.reply


@pytest.fixture
def server(free_port):
    made = Controller(Handler(), hostname="127.0.0.1", port=free_port)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def account(office, server):
    values = {
        "address": "anna@office.example",
        "user": "",
        "smtp_host": "127.0.0.1",
        "smtp_port": server.port,
        "smtp_security": "none",
        "signature": "Anna Orlova",
    }
    return office.do(accounts.add, values=values)


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def form(window, ui, settled):
    def show(**what):
        compose.open_dialog(window, ui, "compose", **what)
        settled(lambda: window.findChildren(Compose))
        return window.findChildren(Compose)[-1]

    yield show
    for dialog in window.findChildren(Compose):
        dialog.reject()
    settled()


def test_a_letter_is_kept_at_a_pause_and_sent(form, office, account, server, peter, heard, settled, tmp_path):
    paper = tmp_path / "list.txt"
    paper.write_text("prices", encoding="utf-8")
    shown = form(customer_id=peter)
    assert shown.to.text() == "peter@brown.example"
    assert "Anna Orlova" in shown.signature.text()
    shown.subject.setText("Prices")
    shown.text.setPlainText("Good morning")
    settled(lambda: shown.draft_id is not None)
    assert "kept" in shown.kept.text()
    shown.add_files([paper])
    settled(lambda: shown.files.count() == 1)
    shown.text.setPlainText("Good morning, Peter")
    shown.send()
    settled(lambda: server.handler.got)
    settled(lambda: office.ask(mail.drafts) == [])
    data = server.handler.got[0]
    assert b"Good morning, Peter" in data
    assert b"list.txt" in data
    assert [item.text for item in office.ask(card.timeline, customer_id=peter)] == ["Prices"]
    assert heard.said[-1][0] == "Sent to peter@brown.example: Prices"


def test_a_letter_that_is_closed_stays_a_draft_and_an_untouched_one_leaves_nothing(
    form, office, account, peter, settled
):
    form(customer_id=peter).reject()
    settled()
    assert office.ask(mail.drafts) == []
    shown = form(customer_id=peter)
    shown.subject.setText("Prices")
    shown.reject()
    settled(lambda: office.ask(mail.drafts))
    (kept,) = office.ask(mail.drafts)
    again = form(draft=kept.id)
    assert again.subject.text() == "Prices"


def test_a_refused_letter_is_kept_with_the_reason(form, office, account, server, peter, settled):
    server.handler.reply = "554 no, thank you"
    shown = form(customer_id=peter, subject="Prices", text="Good morning")
    assert (shown.subject.text(), shown.text.toPlainText()) == ("Prices", "Good morning")
    shown.send()
    settled(lambda: "no, thank you" in shown.fault.text())
    assert shown.send_button.isEnabled()
    (kept,) = office.ask(mail.drafts)
    assert kept.state == "failed"
    server.handler.reply = "250 taken"
    shown.send()
    settled(lambda: office.ask(mail.drafts) == [])


def test_who_refused_letters_gets_none_unless_he_wrote(
    form, office, account, peter, letter_file, bring, server, settled
):
    bring(letter_file())
    office.do(card_rows.set_consent, customer_id=peter, channel="email", topic="", state="refused")
    shown = form(customer_id=peter)
    assert not shown.send_button.isEnabled()
    assert shown.warned.text()
    shown.reject()
    item = office.ask(card.timeline, customer_id=peter)[0]
    answer = form(customer_id=peter, answers=item.id)
    assert (answer.subject.text(), answer.send_button.isEnabled()) == ("Re: The price list", True)
    answer.text.setPlainText("Here it is")
    answer.send()
    settled(lambda: office.ask(card.timeline, customer_id=peter)[-1].answered_at is not None)


def test_a_password_is_asked_for(form, window, office, account, server, peter, settled):
    office.do(accounts.change, account_id=account, values={"user": "anna"})
    shown = form(customer_id=peter, subject="Prices")
    shown.send()
    settled(lambda: shown.findChildren(AskPassword))
    asked = shown.findChildren(AskPassword)[0]
    asked.keep()
    assert asked.isVisible()
    asked.field.setText("secret")
    asked.reject()
    assert "password" in shown.fault.text()


def test_a_letter_that_may_be_out_is_decided_by_a_person(
    form, window, ui, office, account, peter, settled, monkeypatch
):
    def breaking(server, letter, **_):
        raise smtp.MaybeSent(host=server.host)

    monkeypatch.setattr(smtp, "send", breaking)
    shown = form(customer_id=peter, subject="Prices")
    shown.send()
    settled(lambda: questions(shown))
    (question,) = questions(shown)
    button(question, "Decide later").click()
    settled(lambda: "may have been sent" in shown.fault.text())
    (kept,) = office.ask(mail.drafts)
    assert kept.state == "sending"
    shown.reject()
    settled()
    compose.open_dialog(window, ui, "compose", draft=kept.id)
    settled(lambda: questions(window))
    button(questions(window)[-1], "It was sent").click()
    settled(lambda: office.ask(mail.drafts) == [])
    assert [item.text for item in office.ask(card.timeline, customer_id=peter)] == ["Prices"]


def test_a_greeting_that_was_sent_is_marked(form, office, account, server, peter, settled):
    values = {"label": "anniversary", "month": 11, "day": 17}
    office.do(card_rows.add, kind="personal_dates", customer_id=peter, values=values)
    today = office.clock.today()
    due = next(item for item in office.ask(greetings.greetings, start=today, end=today) if item.ref == peter)
    shown = form(
        customer_id=peter, subject="Happy birthday", text="All the best", occasion=due.occasion.key, on=today
    )
    shown.send()
    settled(lambda: [past.state for past in office.ask(greetings.history, customer_id=peter)] == ["greeted"])
    assert len(office.ask(card.timeline, customer_id=peter)) == 1


def test_without_a_mailbox_the_mail_program_gets_the_letter(form, peter, monkeypatch):
    shown = form(customer_id=peter, subject="Prices & terms", text="Good morning\nPeter")
    went = []
    monkeypatch.setattr(compose.QDesktopServices, "openUrl", lambda url: went.append(url) or True)
    shown.outside.click()
    assert went[0].path() == "peter@brown.example"
    full = QUrl.ComponentFormattingOption.FullyDecoded
    query = QUrlQuery(went[0])
    assert query.queryItemValue("subject", full) == "Prices & terms"
    assert query.queryItemValue("body", full) == "Good morning\nPeter"
    assert not shown.send_button.isEnabled()
    assert "no mailbox" in shown.fault.text()


def test_a_letter_that_is_thrown_away_comes_back(form, office, account, peter, heard, settled):
    draft_id = office.do(drafts.write, customer_id=peter, subject="Prices")
    form(draft=draft_id).discard()
    settled(lambda: office.ask(mail.drafts) == [])
    heard.said[-1][1]["Undo"]()
    settled(lambda: len(office.ask(mail.drafts)) == 1)


def questions(parent):
    return [
        one
        for one in parent.findChildren(Dialog)
        if one.windowTitle() == "Was the letter sent?" and one.isVisible()
    ]


def button(dialog, text):
    from app.views.kit.buttons import Button

    return next(one for one in dialog.findChildren(Button) if one.label == text)
