"""Who changed what, before and after, of one card and of all; a chosen step taken back."""

from __future__ import annotations

import pytest

from app.queries import card as card_queries
from app.services import customers, people
from app.services.entering import enter
from app.views.care.history import HistoryDialog


@pytest.fixture
def maria(office):
    return office.do(enter, values={"surname": "Иванова", "given": "Мария"})


def settled(qtbot, ui):
    qtbot.waitUntil(ui.desk.idle, timeout=20_000)


def shown(qtbot, ui, **what):
    dialog = HistoryDialog(ui, **what)
    qtbot.addWidget(dialog)
    # the panel lives as long as its dialog, and nobody else holds that
    dialog.panel.held_by = dialog
    dialog.show()
    settled(qtbot, ui)
    qtbot.waitUntil(lambda: bool(dialog.panel.rows))
    return dialog.panel


def texts(panel):
    return {row.values.label: row.values.texts for row in panel.rows}


def test_the_card_tells_before_and_after(qtbot, ui, office, maria):
    office.do(customers.edit, customer_id=maria, values={"surname": "Петрова"})
    panel = shown(qtbot, ui, customer_id=maria)
    assert panel.said.text() == "Changed “Surname” of Петрова Мария"
    assert texts(panel)["Surname"] == ("Иванова", "Петрова")
    assert panel.when.text().startswith("Анна Орлова · today")


def test_a_chosen_step_is_taken_back(qtbot, ui, office, maria, heard):
    office.do(customers.edit, customer_id=maria, values={"surname": "Петрова"})
    office.do(customers.edit, customer_id=maria, values={"employer": "ACME"})
    panel = shown(qtbot, ui, customer_id=maria)
    panel.view.choose(1)
    settled(qtbot, ui)
    panel.take_back()
    settled(qtbot, ui)
    card = office.ask(card_queries.card, customer_id=maria).customer
    assert (card["surname"], card["employer"]) == ("Иванова", "ACME")
    assert heard.said[-1][0].startswith("Undone: Changed “Surname”")
    qtbot.waitUntil(lambda: any(step.undone for step in panel.steps))
    settled(qtbot, ui)


def test_what_moved_on_since_is_refused_in_words(qtbot, ui, office, maria, heard):
    office.do(customers.edit, customer_id=maria, values={"surname": "Петрова"})
    office.do(customers.edit, customer_id=maria, values={"surname": "Сидорова"})
    panel = shown(qtbot, ui, customer_id=maria)
    panel.view.choose(1)
    settled(qtbot, ui)
    panel.take_back()
    settled(qtbot, ui)
    assert "cannot be undone any more" in heard.said[-1][0]
    assert office.ask(card_queries.card, customer_id=maria).customer["surname"] == "Сидорова"


def test_the_whole_database_lists_all_steps_newest_first(qtbot, ui, office, maria):
    mark = office.do(people.create, name="Mark Webb")
    office.person_id = mark
    office.do(enter, values={"surname": "Brown", "given": "Peter"})
    panel = shown(qtbot, ui)
    assert panel.steps[0].person == "Mark Webb"
    assert panel.said.text() == "Created Peter Brown"
    assert [step.id for step in panel.steps] == sorted((step.id for step in panel.steps), reverse=True)
    assert "added" in texts(panel)["Customer"]


def test_what_others_do_meanwhile_comes_in(qtbot, ui, office, maria):
    panel = shown(qtbot, ui, customer_id=maria)
    count = len(panel.steps)
    office.do(customers.edit, customer_id=maria, values={"note": "x"})
    qtbot.waitUntil(lambda: len(panel.steps) == count + 1)
    settled(qtbot, ui)
