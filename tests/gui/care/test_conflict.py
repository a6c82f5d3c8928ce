"""A clash of two edits in three columns, chosen per field and saved against what the other wrote."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.models.faults import EditConflict
from app.queries import card as card_queries
from app.services import card_rows, customers
from app.services.entering import enter
from app.views.care.conflict import ConflictDialog


@pytest.fixture
def maria(office):
    return office.do(
        enter, values={"surname": "Иванова", "given": "Мария", "note": "was"}, phones=["+7 912 345-67-89"]
    )


def settled(qtbot, ui):
    qtbot.waitUntil(ui.desk.idle, timeout=20_000)


def clash(office, verb, **what):
    with pytest.raises(EditConflict) as caught:
        office.do(verb, **what)
    return caught.value


def shown(qtbot, ui, fault):
    dialog = ConflictDialog(ui, fault)
    qtbot.addWidget(dialog)
    dialog.show()
    settled(qtbot, ui)
    return dialog


@pytest.fixture
def fault(office, maria):
    office.do(customers.edit, customer_id=maria, values={"surname": "Петрова", "note": "theirs"})
    mine = {"surname": "Сидорова", "note": "mine"}
    was = {"surname": "Иванова", "note": "was"}
    return clash(office, customers.edit, customer_id=maria, values=mine, was=was)


def test_shows_what_it_was_theirs_and_mine(qtbot, ui, fault):
    dialog = shown(qtbot, ui, fault)
    texts = {row.values.label: row.values.texts for row in dialog.rows}
    assert texts == {"Surname": ("Иванова", "Петрова", "Сидорова"), "Note": ("was", "theirs", "mine")}
    assert dialog.where.text() == "Петрова Мария"


def test_each_field_is_chosen_by_itself(qtbot, ui, fault, office, maria):
    dialog = shown(qtbot, ui, fault)
    qtbot.keyClick(dialog.rows[0], Qt.Key.Key_2)
    dialog.save()
    settled(qtbot, ui)
    row = office.ask(card_queries.card, customer_id=maria).customer
    assert (row["surname"], row["note"]) == ("Петрова", "mine")
    assert not dialog.isVisible()


def test_keeping_theirs_changes_nothing(qtbot, ui, fault, office, maria):
    dialog = shown(qtbot, ui, fault)
    for row in dialog.rows:
        row.choose(1)
    dialog.save()
    settled(qtbot, ui)
    assert office.ask(card_queries.card, customer_id=maria).customer["note"] == "theirs"


def test_a_third_change_meanwhile_is_shown_anew(qtbot, ui, fault, office, maria):
    dialog = shown(qtbot, ui, fault)
    office.do(customers.edit, customer_id=maria, values={"note": "again"})
    dialog.save()
    settled(qtbot, ui)
    assert dialog.isVisible()
    assert {row.values.label: row.values.texts[1] for row in dialog.rows} == {"Note": "again"}
    dialog.save()
    settled(qtbot, ui)
    assert office.ask(card_queries.card, customer_id=maria).customer["note"] == "mine"


def test_a_fact_and_a_row_of_the_card_are_saved_again_too(qtbot, ui, office, maria):
    office.do(customers.set_fact, customer_id=maria, key="wine", value="red")
    office.do(customers.set_fact, customer_id=maria, key="wine", value="white")
    fault = clash(office, customers.set_fact, customer_id=maria, key="wine", value="rosé", was="red")
    dialog = shown(qtbot, ui, fault)
    assert dialog.rows[0].values.label == "Wine"
    dialog.save()
    settled(qtbot, ui)
    card = office.ask(card_queries.card, customer_id=maria)
    assert card.facts["wine"]["value"] == "rosé"
    channel = card.channels[0]["id"]
    office.do(card_rows.change, kind="channels", row_id=channel, values={"label": "work"})
    fault = clash(
        office, card_rows.change, kind="channels", row_id=channel, values={"label": "home"}, was={"label": ""}
    )
    dialog = shown(qtbot, ui, fault)
    dialog.save()
    settled(qtbot, ui)
    assert office.ask(card_queries.card, customer_id=maria).channels[0]["label"] == "home"
