"""Mailboxes: entered, tried on a real server, fetched beside the window; what goes wrong is said with a way on."""

from __future__ import annotations

import pytest

from app.exchange import secrets
from app.queries import card, mail
from app.services.mail import accounts
from app.views.kit.dialog import Dialog
from app.views.kit.host import Host
from app.views.mail import fetcher as fetching
from app.views.mail.account_form import AccountForm
from app.views.mail.accounts import Mailboxes
from app.views.mail.fetcher import Fetcher
from app.views.mail.passwords import AskPassword

from .conftest import servers


@pytest.fixture
def window(qtbot, ui):
    made = Host()
    made.ui, made.desk = ui, ui.desk
    qtbot.addWidget(made)
    return made


@pytest.fixture
def fetcher(window):
    return Fetcher(window)


def letter(number):
    return servers.letter(number)


def test_a_mailbox_is_guessed_entered_tried_and_kept(window, ui, office, dovecot, heard, settled):
    dovecot.deliver("anna", letter(1))
    form = AccountForm(ui, None, window)
    form.address.setText("anna@yandex.ru")
    form.address.editingFinished.emit()
    assert form.fields["imap_host"].text() == "imap.yandex.ru"
    form.fields["imap_host"].setText("127.0.0.1")
    form.fields["imap_port"].setText(str(dovecot.plain))
    form.security["imap"].choose("none")
    form.fields["user"].setText("anna")
    form.password.setText(servers.PASSWORD)
    form.try_out()
    settled(lambda: "It works" in form.said.text())
    assert "INBOX" in [form.folders.item(n).text() for n in range(form.folders.count())]
    assert form.chosen() == ("INBOX",)
    form.signature.setPlainText("Anna")
    form.save()
    settled(lambda: heard.went)
    place, what = heard.went[0]
    assert place == "fetch_mail"
    (account,) = office.ask(mail.accounts)
    assert (account.address, account.signature, account.every_minutes) == ("anna@yandex.ru", "Anna", 10)
    assert what["account_id"] == account.id
    assert (office.clock.now() - what["waits_since"]).days == 30


def test_a_wrong_password_is_said_where_it_was_typed(window, ui, office, dovecot, settled):
    form = AccountForm(ui, None, window)
    form.address.setText("anna@office.example")
    for key, value in (("imap_host", "127.0.0.1"), ("imap_port", str(dovecot.plain)), ("user", "anna")):
        form.fields[key].setText(value)
    form.security["imap"].choose("none")
    form.password.setText("wrong")
    form.try_out()
    settled(lambda: form.try_button.isEnabled() and "refuses user" in form.said.text())
    form.fields["imap_port"].setText("many")
    form.save()
    assert "number" in form.said.text()
    form.reject()


def test_a_strange_certificate_is_trusted_only_by_a_person(window, ui, office, dovecot, settled):
    form = AccountForm(ui, None, window)
    form.address.setText("anna@office.example")
    for key, value in (("imap_host", "127.0.0.1"), ("imap_port", str(dovecot.tls)), ("user", "anna")):
        form.fields[key].setText(value)
    form.password.setText(servers.PASSWORD)
    form.try_out()
    settled(lambda: form.findChildren(Dialog))
    question = form.findChildren(Dialog)[0]
    assert question.windowTitle() == "Trust this server?"
    question.accept()
    settled(lambda: "It works" in form.said.text())
    (account,) = office.ask(mail.accounts)
    assert len(account.certificates) == 1
    form.reject()


def test_letters_are_fetched_when_asked_and_taken_back(
    fetcher, office, peter, dovecot, mailbox, heard, settled
):
    account_id = mailbox()
    dovecot.deliver(mailbox.user, *(letter(number) for number in range(3)))
    fetcher.now()
    settled(lambda: heard.said)
    assert heard.said[0][0] == "3 letters came in"
    assert len(office.ask(card.timeline, customer_id=peter)) == 3
    heard.said[0][1]["Undo"]()
    settled()
    assert office.ask(card.timeline, customer_id=peter) == []
    fetcher.now(account_id)
    settled(lambda: heard.said[-1][0] == "There are no new letters.")


def test_a_mailbox_that_is_due_is_fetched_quietly(fetcher, office, peter, dovecot, mailbox, heard, settled):
    account_id = mailbox()
    dovecot.deliver(mailbox.user, letter(1))
    fetcher.look()
    settled()
    assert office.ask(card.timeline, customer_id=peter) == []
    office.do(accounts.change, account_id=account_id, values={"every_minutes": 10})
    fetcher.look()
    settled(lambda: office.ask(card.timeline, customer_id=peter))
    dovecot.deliver(mailbox.user, letter(2))
    said = len(heard.said)
    fetcher.look()
    settled()
    assert len(heard.said) == said, "ten minutes have not passed"


def test_the_same_fault_is_not_said_again_and_again(fetcher, office, mailbox, heard, settled, dovecot):
    mailbox(every_minutes=1, folders=("No such folder",))
    for _ in range(3):
        fetcher.look()
        settled()
    assert [tone for _, _, tone in heard.said] == ["bad"]
    fetcher.now()
    settled(lambda: len(heard.said) == 2)


def test_a_password_that_is_not_known_is_asked_for(
    fetcher, window, office, mailbox, dovecot, peter, heard, settled
):
    mailbox()
    dovecot.deliver(mailbox.user, letter(1))
    secrets.forget(secrets.key("imap", mailbox.user, "127.0.0.1"))
    fetcher.now()
    settled(lambda: window.findChildren(AskPassword))
    asked = window.findChildren(AskPassword)[0]
    asked.field.setText("wrong")
    asked.keep()
    settled(lambda: heard.said)
    heard.said[-1][1]["Enter the password…"]()
    settled(lambda: any(one.isVisible() for one in window.findChildren(AskPassword)))
    again = next(one for one in window.findChildren(AskPassword) if one.isVisible())
    again.field.setText(servers.PASSWORD)
    again.keep()
    settled(lambda: office.ask(card.timeline, customer_id=peter))


def test_without_a_mailbox_one_is_offered(window, fetcher, ui, heard, settled):
    fetching.open_dialog(window, ui, "fetch_mail")
    settled(lambda: heard.said)
    heard.said[0][1]["Add a mailbox"]()
    assert heard.went == [("mail_accounts", {})]


def test_the_list_tells_how_far_each_folder_is(window, ui, office, mailbox, fetcher, dovecot, heard, settled):
    mailbox(folders=("INBOX", "No such folder"))
    dovecot.deliver(mailbox.user, letter(1))
    fetcher.now()
    settled(lambda: heard.said)
    shown = Mailboxes(ui, window)
    settled(lambda: shown.rows)
    texts = [text for text, _ in shown._facts(shown.rows[0])]
    assert texts[0].startswith("INBOX: fetched")
    assert any("No such folder" in text and "no folder" in text for text in texts)
    shown.remove(shown.rows[0])
    question = next(one for one in shown.findChildren(Dialog) if one.windowTitle().startswith("Remove"))
    question.accept()
    settled(lambda: not shown.rows)
    assert office.ask(mail.accounts) == []
    heard.said[-1][1]["Undo"]()
    settled(lambda: shown.rows)
    shown.fetch_anew(shown.rows[0])
    settled(lambda: heard.went)
    assert heard.went[-1][0] == "fetch_mail"
    shown.edit(shown.rows[0])
    form = shown.findChildren(AccountForm)[0]
    form.name.setText("Anna of the office")
    form.save()
    settled(lambda: shown.rows[0].name == "Anna of the office")
    shown.reject()
