"""The command palette: whoever and whatever is called so stands before what only mentions it."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services import customers, interactions
from app.views.frame.palette import SearchField


@pytest.fixture
def search(qtbot, ui):
    made = SearchField(ui)
    qtbot.addWidget(made)
    made.resize(420, 30)
    made.show()
    return made


def offered(qtbot, ui, search, text):
    search.field.clear()
    QTest.keyClicks(search.field, text)
    search._search()
    qtbot.waitUntil(ui.desk.idle)
    return [choice.text for choice in search._choices]


def test_a_command_stands_before_notes_that_mention_the_word(qtbot, office, ui, search):
    customer = office.do(customers.create, values={"surname": "Zimin", "given": "Pavel"})
    office.do(
        interactions.log,
        customer_id=customer,
        kind="call",
        at=office.clock.now() - dt.timedelta(days=1),
        text="the roast is too dark for him",
    )
    found = offered(qtbot, ui, search, "dark")
    assert found[0] == "Light or dark"
    assert "Pavel Zimin" in found


def test_a_customer_called_so_stands_before_commands(qtbot, office, ui, search):
    office.do(customers.create, values={"surname": "Darkwater", "given": "Ann"})
    found = offered(qtbot, ui, search, "dark")
    assert found[:2] == ["Ann Darkwater", "Light or dark"]


def test_a_command_found_by_another_word_stands_last(qtbot, office, ui, search):
    customer = office.do(customers.create, values={"surname": "Zimin", "given": "Pavel"})
    office.do(
        interactions.log, customer_id=customer, kind="call", at=office.clock.now(), text="who called at night"
    )
    found = offered(qtbot, ui, search, "night")
    assert found.index("Pavel Zimin") < found.index("Light or dark")


def test_the_brief_of_the_card_in_sight_is_on_offer(qtbot, office, ui, search):
    assert "Brief" not in offered(qtbot, ui, search, "brief")
    ui.card_open = office.do(customers.create, values={"surname": "Zimin", "given": "Pavel"})
    assert offered(qtbot, ui, search, "brief")[0] == "Brief"
    with qtbot.waitSignal(search.went) as went:
        QTest.keyClick(search.field, Qt.Key.Key_Return)
    assert went.args == ["brief", {"customer_id": ui.card_open}]
