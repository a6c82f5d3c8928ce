"""The trash: restored with undo, erased after a question, empty when nothing lies in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.queries import customers as customer_queries
from app.queries import trash as trash_queries
from app.services import customers, interactions
from app.services.entering import enter
from app.views.care import erase, trash
from app.views.kit.dialog import Dialog


@pytest.fixture
def maria(office):
    return office.do(enter, values={"surname": "Иванова", "given": "Мария"}, emails=["maria@example.org"])


@pytest.fixture
def room(ui, qtbot):
    made = trash.room(ui)
    qtbot.addWidget(made)
    made.resize(1096, 730)
    return made


def settled(qtbot, ui):
    qtbot.waitUntil(ui.desk.idle, timeout=20_000)


@pytest.fixture
def filled(room, office, ui, qtbot, maria):
    peter = office.do(enter, values={"surname": "Brown", "given": "Peter"})
    logged = office.do(interactions.log, customer_id=maria, kind="call", text="Price talk")
    office.do(interactions.trash, row_id=getattr(logged, "interaction_id", logged))
    office.do(customers.trash, ids=[peter])
    room.show()
    settled(qtbot, ui)
    return room


def question(room):
    (dialog,) = (one for one in room.findChildren(Dialog) if one.isVisible())
    return dialog


def choose(room, title):
    room.view.choose(next(n for n, item in enumerate(room.shown) if item.title == title))


def test_says_that_it_is_empty(qtbot, room, ui):
    room.show()
    settled(qtbot, ui)
    assert room.pages.currentWidget() is room.empty
    assert not room.restore_button.isVisible()


def test_shows_what_whose_and_by_whom(filled):
    assert {(item.kind, item.title, item.by) for item in filled.shown} == {
        ("interactions", "Price talk", "Анна Орлова"),
        ("customers", "Peter Brown", "Анна Орлова"),
    }
    filled.tabs.choose("customers")
    filled._list()
    assert [item.title for item in filled.shown] == ["Peter Brown"]


def test_r_restores_and_undo_throws_away_again(qtbot, filled, ui, office, heard):
    choose(filled, "Peter Brown")
    qtbot.keyClick(filled.view, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: len(filled.items) == 1)
    assert office.ask(customer_queries.count) == 2
    text, actions, _ = heard.said[-1]
    assert text == "Restored Peter Brown"
    actions["Undo"]()
    qtbot.waitUntil(lambda: len(filled.items) == 2)
    settled(qtbot, ui)


def test_everything_chosen_is_restored_in_one_step(qtbot, filled, ui, heard):
    filled.view.selectAll()
    filled.restore()
    qtbot.waitUntil(lambda: not filled.items)
    assert heard.said[-1][0] == "Restored 2 entries"


def test_erasing_a_person_warns_what_stays_and_is_done_only_when_confirmed(qtbot, filled, ui, office, heard):
    choose(filled, "Peter Brown")
    filled.ask_erase()
    asked = question(filled)
    assert asked.windowTitle() == "Erase Peter Brown for good?"
    asked.reject()
    settled(qtbot, ui)
    assert office.ask(trash_queries.count) == 2
    filled.ask_erase()
    question(filled).accept()
    qtbot.waitUntil(lambda: len(filled.items) == 1)
    assert heard.said[-1][0] == "Erased 1 entry for good"


def test_emptying_asks_first(qtbot, filled, ui, office):
    filled.ask_empty()
    question(filled).accept()
    qtbot.waitUntil(lambda: not filled.items)
    assert office.ask(trash_queries.count) == 0
    assert filled.pages.currentWidget() is filled.empty


def test_a_customer_is_erased_from_her_card_after_a_question(qtbot, room, ui, office, maria, heard):
    erase.open_dialog(room, ui, "erase", customer_id=maria)
    settled(qtbot, ui)
    asked = question(room)
    assert "without any personal data" in trash.erase_warning(ui)
    asked.accept()
    settled(qtbot, ui)
    assert office.ask(customer_queries.count) == 0
    assert heard.said[-1][0].startswith("Erased for good:")
