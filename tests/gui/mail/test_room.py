"""The room of mail: strangers become customers or are ignored by one key, with a way back; drafts go on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.queries import card, mail
from app.services.mail import drafts
from app.views.mail.newcomer import AddTo, Newcomer
from app.views.mail.room import MailRoom

STRANGER = "Veronica Lapham <v.lapham@bell-hotel.example>"


@pytest.fixture
def room(qtbot, ui, settled):
    made = []

    def show():
        one = MailRoom(ui)
        qtbot.addWidget(one)
        one.resize(1100, 700)
        one.show()
        made.append(one)
        settled()
        return one

    yield show
    for one in made:
        one.close()


def press(room, key):
    QTest.keyClick(room.senders.view, key)


def test_a_stranger_becomes_a_customer_with_all_letters(room, office, letter_file, bring, heard, settled):
    signature = "Terms?\n\nVeronica Lapham\ntel. +44 20 7946 0110"
    bring(letter_file("1.eml", sender=STRANGER, text=signature))
    bring(letter_file("2.eml", sender=STRANGER, subject="Decaf?", day=17))
    shown = room()
    assert [row.count for row in shown.senders.rows] == [2]
    settled(lambda: shown.senders.pane.subject.text() == "Decaf?")
    shown.senders.older.click()
    settled(lambda: shown.senders.pane.subject.text() == "The price list")
    press(shown, Qt.Key.Key_N)
    settled(lambda: shown.findChildren(Newcomer))
    form = shown.findChildren(Newcomer)[0]
    assert (form.name.text(), form.email.text()) == ("Lapham Veronica", "v.lapham@bell-hotel.example")
    assert form.phone.text() == "+44 20 7946 0110"
    form.create_now()
    settled(lambda: not shown.senders.rows)
    _, actions, _ = heard.said[-1]
    actions["Show"]()
    made = heard.went[-1][1]["customer_id"]
    assert sorted(item.text for item in office.ask(card.timeline, customer_id=made)) == [
        "Decaf?",
        "The price list",
    ]
    actions["Undo"]()
    settled(lambda: len(shown.senders.rows) == 1)


def test_letters_are_put_on_a_card_that_is_there(room, office, peter, letter_file, bring, settled):
    bring(letter_file(sender="Peter Brown <peter@home.example>"))
    shown = room()
    if shown.senders.rows:
        press(shown, Qt.Key.Key_A)
        settled(lambda: shown.findChildren(AddTo))
        form = shown.findChildren(AddTo)[0]
        form.whom.settle(peter, "Brown Peter")
        form.add_now()
        settled(lambda: not shown.senders.rows)
    assert [item.text for item in office.ask(card.timeline, customer_id=peter)] == ["The price list"]


def test_a_sender_is_ignored_for_ever_and_heeded_again(room, office, letter_file, bring, heard, settled):
    bring(letter_file("1.eml", sender=STRANGER))
    shown = room()
    press(shown, Qt.Key.Key_X)
    settled(lambda: not shown.senders.rows)
    assert office.ask(mail.ignored_senders) == ["v.lapham@bell-hotel.example"]
    assert bring(letter_file("2.eml", sender=STRANGER)).total("skipped") == 1
    heard.said[-1][1]["Undo"]()
    settled(lambda: len(shown.senders.rows) == 1)
    press(shown, Qt.Key.Key_X)
    settled(lambda: shown.ignored.rows)
    shown.choose("ignored")
    shown.ignored.heed()
    settled(lambda: not shown.ignored.rows and shown.senders.rows)


def test_what_came_so_far_is_ignored_and_later_letters_come_again(room, office, letter_file, bring, settled):
    bring(letter_file("1.eml", sender=STRANGER))
    shown = room()
    shown.senders.view.typed.emit("ш")  # the key of I in the Russian layout
    settled(lambda: not shown.senders.rows)
    bring(letter_file("2.eml", sender=STRANGER))
    assert office.ask(mail.counts).senders == 1


def test_one_letter_of_several_is_ignored(room, letter_file, bring, settled):
    for number in (1, 2):
        bring(letter_file(f"{number}.eml", sender=STRANGER, subject=f"Letter {number}"))
    shown = room()
    settled(lambda: shown.senders.pane.opened is not None)
    shown.senders.ignore_one()
    settled(lambda: shown.senders.rows[0].count == 1)


def test_drafts_are_gone_on_with_and_thrown_away(room, ui, office, heard, settled):
    draft_id = office.do(drafts.write, to="peter@brown.example", subject="Prices", body="Good morning")
    shown = room()
    shown.choose("drafts")
    assert shown.unsent.head.text() == "Prices"
    QTest.keyClick(shown.unsent.view, Qt.Key.Key_Return)
    assert heard.went[-1] == ("compose", {"draft": draft_id})
    shown.unsent.discard()
    settled(lambda: not shown.unsent.rows)
    heard.said[-1][1]["Undo"]()
    settled(lambda: len(shown.unsent.rows) == 1)


def test_an_empty_room_says_what_belongs_here(room, heard):
    shown = room()
    for key, lists in (("senders", shown.senders), ("drafts", shown.unsent), ("ignored", shown.ignored)):
        shown.choose(key)
        assert lists.pages.currentIndex() == 1
    assert shown.fetch.isHidden()
    shown.senders.empty.button.click()
    assert heard.went[-1] == ("letters", {})
    assert shown.add_new()
    assert heard.went[-1] == ("compose", {})
