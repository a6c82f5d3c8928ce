"""Remarks, tasks and keys: one key away from any place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.queries import today
from app.services import customers
from app.views.frame.keys import KEYS, Keys, page
from app.views.frame.remark import Remark
from app.views.today.task import Task


@pytest.fixture
def petrova(office):
    return office.do(customers.create, values={"surname": "Petrova", "given": "Olga"})


@pytest.fixture
def show(qtbot):
    def show(dialog):
        qtbot.addWidget(dialog)
        dialog.open()
        dialog.activateWindow()
        return dialog

    return show


def last_words(office, customer_id):
    from app.services import followups

    office.do(followups.create, customer_id=customer_id, due_on=office.clock.today(), text="x")
    return office.ask(today.today).items[-1].detail


def test_a_remark_finds_its_customer_as_one_types(qtbot, office, ui, petrova, show, heard):
    office.do(customers.create, values={"surname": "Petrov", "given": "Ivan"})
    dialog = show(Remark(ui))
    dialog.save()
    assert dialog.whom.field.property("bad") is True
    QTest.keyClicks(dialog.whom.field, "petr")
    qtbot.waitUntil(lambda: dialog.whom.list.count() == 2)
    texts = [dialog.whom.list.item(row).text() for row in range(2)]
    dialog.whom.list.setCurrentRow(next(i for i, text in enumerate(texts) if "Petrova" in text))
    QTest.keyClick(dialog.whom.field, Qt.Key.Key_Return)
    assert dialog.whom.customer_id == petrova
    assert dialog.isVisible()
    dialog.save()
    assert dialog.line.property("bad") is True
    dialog.line.setText("plans a second shop")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(heard.said) and ui.desk.idle())
    assert heard.said[-1][0] == "Noted: Olga Petrova"
    assert last_words(office, petrova) == "plans a second shop"


def test_a_remark_begins_with_the_card_in_sight(qtbot, ui, petrova, show):
    ui.card_open = petrova
    dialog = show(Remark(ui))
    qtbot.waitUntil(lambda: dialog.whom.customer_id == petrova)
    assert dialog.whom.field.text() == "Olga Petrova"


def test_typing_on_forgets_whom_was_chosen(qtbot, ui, petrova, show):
    dialog = show(Remark(ui))
    dialog.whom.settle(petrova, "Olga Petrova")
    QTest.keyClicks(dialog.whom.field, "zzzz")
    assert dialog.whom.customer_id is None
    qtbot.waitUntil(lambda: dialog.whom.field.toolTip() == "Nobody is called that.")


def test_a_task_for_a_day_in_words(qtbot, office, ui, show, heard):
    dialog = show(Task(ui))
    dialog.save()
    assert dialog.text.property("bad") is True
    dialog.text.setText("prepare the price list")
    QTest.keyClicks(dialog.when, "friday 15:00")
    assert dialog.read.text() == "Fri 20 Nov, 15:00"
    dialog.save()
    qtbot.waitUntil(lambda: bool(heard.said) and ui.desk.idle())
    found = office.ask(today.today).coming
    assert [(i.text, i.time, i.who, i.contact_kind) for i in found] == [
        ("prepare the price list", "15:00", None, "task")
    ]


def test_a_task_without_a_date_is_for_today(qtbot, office, ui, show):
    dialog = show(Task(ui))
    dialog.text.setText("tidy up")
    dialog.save()
    qtbot.waitUntil(ui.desk.idle)
    assert [i.text for i in office.ask(today.today).items] == ["tidy up"]


def test_a_task_with_an_unclear_date_stays_open(ui, show):
    dialog = show(Task(ui))
    dialog.text.setText("tidy up")
    dialog.when.setText("when pigs fly")
    dialog.save()
    assert dialog.isVisible()
    assert dialog.when.property("bad") is True


def test_all_keys_stand_on_the_screen_and_on_paper(ui, show):
    show(Keys(ui))
    text = page(ui)
    for _, keys in KEYS:
        for _key, what in keys:
            assert what in text
