"""Who is to be greeted: by keys, one after the other, several at once, from the calendar and from Today."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu

from app.queries import gifts as gift_queries
from app.queries import greetings as asked
from app.queries.card import timeline
from app.queries.greeting_past import sent
from app.services import card_rows, customers, greetings
from app.views.greetings.dialog import GreetingDialog
from app.views.greetings.own_rules import OwnRules
from app.views.kit.greetings.deeds import mail_url
from app.views.kit.greetings.look import Which
from app.views.kit.greetings.panel import GreetingPanel

TODAY = dt.date(2026, 11, 17)


def past(office):
    found = office.ask(sent, start=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31))
    return {row.customer: (row.state, row.way) for row in found}


def whom(room):
    return [row.customer for row in room.tab.rows]


def press(room, keys):
    """Type letters into the list, those of either layout."""
    for key in keys:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, key)
            QApplication.sendEvent(room.tab.view, event)


def test_who_is_to_be_greeted_stands_by_day(open_room, born):
    born("Late", 16)
    born("Now")
    born("Soon", 19)
    born("Later", 30)
    room = open_room()
    assert whom(room) == ["Late", "Now", "Soon"]
    assert [title for title, _ in room.tab.table.lines.sections] == ["Late", "Today", "Coming"]


def test_an_empty_room_says_what_belongs_there(open_room):
    room = open_room()
    assert room.tab.empty.isVisible()


def test_one_key_greets_and_the_next_one_is_in_hand(open_room, born, office, calm, heard):
    born("First", phone="+7 495 111-11-11")
    born("Second", phone="+7 495 222-22-22")
    room = open_room()
    calm()
    press(room, "d")
    calm()
    assert past(office) == {"First": ("greeted", "call")}
    assert room.tab.current().customer == "Second"
    # the same key in the other layout
    press(room, "в")
    calm()
    assert past(office) == {"First": ("greeted", "call"), "Second": ("greeted", "call")}
    text, actions, _tone = heard.said[-1]
    assert "Second" in text
    actions["Undo"]()
    calm()
    assert past(office) == {"First": ("greeted", "call")}


def test_next_and_back_go_past_the_headings(open_room, born, calm):
    for name, day in (("A", 16), ("B", 17), ("C", 18)):
        born(name, day)
    room = open_room()
    calm()
    room.tab.view.choose(0)
    press(room, "nn")
    assert room.tab.current().customer == "C"
    press(room, "p")
    assert room.tab.current().customer == "B"
    press(room, "n" * 5)
    assert room.tab.current().customer == "C"


def test_passed_over_is_not_shown_again(open_room, born, office, calm):
    born("Brown")
    room = open_room()
    calm()
    press(room, "s")
    calm()
    assert past(office) == {"Brown": ("skipped", "")}
    assert whom(room) == []


def test_several_are_greeted_at_once_but_who_refused(open_room, born, office, calm, heard):
    born("Willing", phone="+7 495 111-11-11")
    no = born("Refusing", phone="+7 495 222-22-22")
    office.do(card_rows.set_consent, customer_id=no, channel="phone", topic="", state="refused")
    room = open_room()
    calm()
    room.tab.view.selectAll()
    assert len(room.tab.chosen()) == 2
    room.tab._greet_by("call")
    calm()
    assert past(office) == {"Willing": ("greeted", "call")}
    assert any("refused" in text for text, _, _ in heard.said)


def test_addresses_are_copied_of_those_who_allowed_letters_to_many(open_room, born, office, calm, heard):
    yes = born("Willing", email="yes@example.com")
    born("Silent", email="silent@example.com")
    office.do(card_rows.set_consent, customer_id=yes, channel="email", topic="", state="given")
    room = open_room()
    calm()
    room.tab.view.selectAll()
    room.tab.copy_addresses()
    calm()
    assert QGuiApplication.clipboard().text() == "yes@example.com"
    assert "1 left out" in heard.said[-1][0]


def test_a_day_of_many_opens_to_its_people_and_esc_goes_back(qtbot, open_room, office, calm):
    for name in ("Ledger", "Balance"):
        office.do(
            customers.create,
            values={"surname": name, "class_": "VIP", "position": "accountant", "country": "RU"},
        )
    room = open_room()
    calm()
    day = next(row for row in room.tab.rows if not hasattr(row, "customer"))
    room.tab.view.choose(room.tab.rows.index(day))
    qtbot.keyClick(room.tab.view, Qt.Key.Key_Return)
    calm()
    assert sorted(whom(room)) == ["Balance", "Ledger"]
    room.tab.view.selectAll()
    room.tab._greet_by("call")
    calm()
    assert set(past(office)) == {"Balance", "Ledger"}
    assert room.back()
    calm()
    assert all(
        not hasattr(row, "customer") or row.customer not in {"Balance", "Ledger"} for row in room.tab.rows
    )
    assert not room.back()


def test_the_filter_leaves_a_class(open_room, born, calm):
    born("Rich", class_="VIP")
    born("Plain", class_="B")
    room = open_room()
    room.tab.filters.class_.choose("VIP")
    room.tab.filters.class_.chosen.emit("VIP")
    calm()
    assert whom(room) == ["Rich"]


@pytest.fixture
def panel(qtbot, ui, calm):
    made = GreetingPanel(ui)
    qtbot.addWidget(made)
    made.resize(340, 600)
    made.show()
    made.activateWindow()

    def show(customer, key="birthday:2026", on=TODAY):
        made.show_occasion(Which(customer, key, on))
        calm()
        return made

    return show


def test_a_gift_is_proposed_with_its_reason_and_taken(panel, born, office, calm):
    one = born("Ivanov", class_="VIP", country="RU", phone="+7 495 111-11-11")
    office.do(customers.set_fact, customer_id=one, key="wine", value="port", origin="told")
    made = panel(one)
    first = made.gift.proposal()
    assert first.idea.name == "A bottle of port"
    made.gift.take.click()
    calm()
    [gift] = office.ask(gift_queries.gifts_of, customer_id=one)
    assert (gift.name, gift.state, gift.occasion, gift.due_on) == (
        "A bottle of port",
        "planned",
        "birthday:2026",
        TODAY,
    )
    assert "port" in gift.reason
    assert made.gift.take is None
    made.deeds.advance(made.look.planned[0])
    calm()
    assert office.ask(gift_queries.gifts_of, customer_id=one)[0].state == "bought"


def test_another_proposal_and_another_text_are_offered(panel, born, office, calm):
    one = born("Ivanov", class_="VIP", country="RU")
    office.do(customers.set_fact, customer_id=one, key="wine", value="port", origin="told")
    made = panel(one)
    before, text = made.gift.proposal().idea.name, made.text.text
    made.gift.another.click()
    assert made.gift.proposal().idea.name != before
    made.text.another.click()
    calm()
    assert made.text.text != text


def test_what_is_typed_is_kept_as_a_draft_and_comes_back(panel, born, office, calm):
    one = born("Ivanov")
    made = panel(one)
    made.text.field.setFocus()
    made.text.field.setPlainText("Happy birthday, dear friend!")
    made.text.copy.setFocus()
    calm()
    [kept] = office.ask(asked.history, customer_id=one)
    assert (kept.state, kept.text) == ("draft", "Happy birthday, dear friend!")
    made.show_occasion(None)
    assert panel(one).text.text == "Happy birthday, dear friend!"


def test_a_refused_way_is_explained_and_cannot_be_taken(panel, born, office):
    one = born("Ivanov", phone="+7 495 111-11-11")
    office.do(card_rows.set_consent, customer_id=one, channel="phone", topic="", state="refused")
    made = panel(one)
    assert made.greet is None
    assert not made.greet_by()
    assert made.look.draft.verdict.barred[0].code == "stop"


def test_a_greeted_one_can_be_opened_again(panel, born, office, calm):
    one = born("Ivanov", phone="+7 495 111-11-11")
    made = panel(one)
    assert made.greet_by()
    calm()
    assert made.look.done
    assert made.text.field.isReadOnly()
    [entry] = office.ask(timeline, customer_id=one, kinds=("greeting",))
    assert entry.text == "Turns 50"
    made.deeds.reopen(made.look)
    calm()
    assert not made.look.done
    assert office.ask(timeline, customer_id=one, kinds=("greeting",)) == []


def test_the_dialog_closes_when_the_greeting_is_noted(qtbot, ui, born, office, calm):
    one = born("Ivanov", phone="+7 495 111-11-11")
    dialog = GreetingDialog(ui, Which(one, "birthday:2026", TODAY))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    calm()
    qtbot.keyClick(dialog.panel.text.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    calm()
    assert not dialog.isVisible()
    assert past(office) == {"Ivanov": ("greeted", "call")}


def test_an_occasion_that_is_gone_is_said(qtbot, ui, born, calm, heard):
    one = born("Ivanov", 20)
    dialog = GreetingDialog(ui, Which(one, "birthday:2026", TODAY))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    calm()
    assert not dialog.isVisible()
    assert heard.said[-1][2] == "warning"


def test_the_rules_of_one_customer_are_set_from_the_card(qtbot, ui, born, office, calm):
    one = born("Ivanov", class_="A")
    dialog = OwnRules(ui, one)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    calm()
    cell = next(iter(dialog.cells.values()))
    assert cell.policy.ways == ("call", "card")
    cell.open_menu()
    menu = cell.findChild(QMenu)
    next(action for action in menu.actions() if action.text() == "Gift").trigger()
    calm()
    assert cell.policy.ways == ("call", "card", "gift")
    assert cell.own
    menu.close()
    qtbot.keyClick(cell, Qt.Key.Key_Delete)
    calm()
    assert (cell.own, cell.policy.ways) == (False, ("call", "card"))


def test_a_letter_keeps_its_signs_on_the_way_to_the_mail_program():
    url = mail_url("a+b@example.com", "50 % & more", "Dear Ann,\n1 + 1 = 2")
    said = bytes(url.toEncoded().data()).decode()
    assert said == (
        "mailto:a+b@example.com?subject=50%20%25%20%26%20more&body=Dear%20Ann%2C%0D%0A1%20%2B%201%20%3D%202"
    )


def test_greeted_elsewhere_it_leaves_the_list(open_room, born, office, calm, ui):
    one = born("Brown")
    room = open_room()
    calm()
    ui.desk.do(None, greetings.skip, customer_id=one, occasion="birthday:2026", on=TODAY)
    calm()
    assert whom(room) == []
