"""Pairs to review, side by side, merged and told apart; all undoable."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.queries import card as card_queries
from app.queries import customers as customer_queries
from app.queries import duplicates as pair_queries
from app.queries import lines
from app.services import customers
from app.services import duplicates as pair_verbs
from app.services.entering import enter
from app.views.care import duplicates, merge


@pytest.fixture
def maria(office):
    first = office.do(
        enter,
        values={"surname": "Иванова", "given": "Мария", "employer": "Северный дом"},
        phones=["+7 912 345-67-89"],
        emails=["maria@example.org"],
    )
    second = office.do(
        enter,
        values={"surname": "Ivanova", "given": "Maria", "employer": "ООО Север"},
        phones=["8 912 345 67 89"],
        emails=["m.ivanova@sever.example"],
    )
    office.do(customers.set_fact, customer_id=first, key="wine", value="Саперави", origin="told")
    office.do(customers.set_fact, customer_id=second, key="wine", value="сухое", origin="guessed")
    return first, second


@pytest.fixture
def brown(office):
    first = office.do(enter, values={"surname": "Brown", "given": "Peter"})
    return first, office.do(enter, values={"surname": "Brown", "given": "Peter", "employer": "ACME"})


@pytest.fixture
def room(ui, qtbot):
    made = duplicates.room(ui)
    qtbot.addWidget(made)
    made.resize(1096, 730)
    return made


def settled(qtbot, ui):
    qtbot.waitUntil(lambda: ui.desk.idle() and ui.desk.tasks.newest is None, timeout=20_000)


@pytest.fixture
def filled(room, office, ui, qtbot, maria, brown):
    office.do(pair_verbs.refresh)
    room.show()
    settled(qtbot, ui)
    qtbot.waitUntil(lambda: bool(room.pair.rows))
    settled(qtbot, ui)
    return room


def said(room):
    return {row.values.label: row.values for row in room.pair.rows}


def test_an_empty_list_offers_to_look_and_finds(qtbot, room, ui, maria, heard):
    room.show()
    settled(qtbot, ui)
    assert room.pages.currentWidget() is room.empty
    room.empty.begun.emit()
    settled(qtbot, ui)
    qtbot.waitUntil(lambda: len(room.pairs) == 1)
    assert heard.said[-1][0] == "1 pair may be the same"


def test_the_likeliest_stands_first_and_says_why(filled, maria):
    assert [row.score for row in filled.pairs] == sorted((row.score for row in filled.pairs), reverse=True)
    assert (filled.current.first_id, filled.current.second_id) == maria
    assert filled.pair.why.text().startswith("Same phone")


def test_values_that_differ_are_marked_and_the_same_phone_is_not(filled):
    values = said(filled)
    assert values["Employer"].texts == ("Северный дом", "ООО Север")
    assert values["Employer"].differs
    assert values["Wine"].details[0].startswith("told")
    assert not values["Phones"].differs
    assert values["E-mails"].differs


def test_n_goes_round_and_m_opens_the_merge(qtbot, filled, heard, maria, ui):
    qtbot.keyClick(filled.view, Qt.Key.Key_N)
    settled(qtbot, ui)
    assert filled.current.first == "Peter Brown"
    qtbot.keyClick(filled.view, Qt.Key.Key_N)
    settled(qtbot, ui)
    qtbot.keyClick(filled.view, Qt.Key.Key_M)
    assert heard.went[-1] == ("merge", {"keep_id": maria[0], "other_id": maria[1]})


def test_a_pair_said_to_be_two_goes_and_undo_brings_it_back(qtbot, filled, heard, ui, office):
    qtbot.keyClick(filled.view, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: len(filled.pairs) == 1)
    text, actions, _ = heard.said[-1]
    assert text == "Иванова Мария and Maria Ivanova are not one"
    actions["Undo"]()
    qtbot.waitUntil(lambda: len(filled.pairs) == 2)
    settled(qtbot, ui)


@pytest.fixture
def dialog(ui, qtbot, maria):
    made = merge.MergeDialog(ui, *maria[:1], list(maria[1:]))
    qtbot.addWidget(made)
    made.show()
    settled(qtbot, ui)
    return made


def row_of(dialog, label):
    return next(row for row in dialog.rows if row.values.label == label)


def test_what_has_to_be_decided_stands_first_and_nothing_is_lost(qtbot, dialog, ui, office, maria, heard):
    assert dialog.rows[0].values.differs
    wine = row_of(dialog, "Wine")
    assert wine.chosen == 0
    employer = row_of(dialog, "Employer")
    employer.setFocus()
    qtbot.keyClick(employer, Qt.Key.Key_Right)
    assert employer.chosen == 1
    dialog.merge()
    settled(qtbot, ui)
    card = office.ask(card_queries.card, customer_id=maria[0])
    assert card.customer["employer"] == "ООО Север"
    assert card.facts["wine"]["value"] == "Саперави"
    assert card.facts["other:wine"]["value"] == "сухое"
    assert card.facts["other:employer"]["value"] == "Северный дом"
    text, actions, _ = heard.said[-1]
    assert text == "Merged into Иванова Мария"
    actions["Undo"]()
    settled(qtbot, ui)
    rows = office.ask(lines.rows, ids=list(maria))
    assert sorted(row.title for row in rows) == ["Maria Ivanova", "Иванова Мария"]


def test_the_other_card_can_be_the_one_that_stays(qtbot, dialog, ui, office, maria):
    row_of(dialog, "Employer").choose(1)
    dialog.swap()
    settled(qtbot, ui)
    assert dialog.heads.titles == ["Maria Ivanova", "Иванова Мария"]
    assert row_of(dialog, "Employer").chosen == 0
    dialog.merge()
    settled(qtbot, ui)
    assert office.ask(card_queries.card, customer_id=maria[1]).customer["employer"] == "ООО Север"


def test_equal_values_cannot_be_chosen(dialog):
    assert not row_of(dialog, "Kind").choosable


def test_several_customers_become_one_in_one_step(qtbot, ui, office, maria, brown, heard):
    made = merge.MergeDialog(ui, maria[0], [maria[1], brown[0]])
    qtbot.addWidget(made)
    made.show()
    settled(qtbot, ui)
    made._show(brown[0])
    row_of(made, "Surname").choose(1)
    made.merge()
    settled(qtbot, ui)
    assert office.ask(customer_queries.count) == 2
    assert office.ask(card_queries.card, customer_id=maria[0]).customer["surname"] == "Brown"
    assert "Brown" in heard.said[-1][0], "by the name that was chosen, not the old one"
    assert office.ask(pair_queries.count) == 0


def test_a_customer_that_is_gone_is_said(qtbot, ui, maria, heard):
    made = merge.MergeDialog(ui, maria[0], [999])
    qtbot.addWidget(made)
    made.show()
    settled(qtbot, ui)
    assert not made.isVisible()
    assert "no longer there" in heard.said[-1][0]


def test_more_pairs_than_are_listed_at_once_are_told_and_paged_on(
    qtbot, ui, office, maria, brown, monkeypatch
):
    office.do(pair_verbs.refresh)
    monkeypatch.setattr(duplicates, "PAGE", 1)
    other = duplicates.room(ui)
    qtbot.addWidget(other)
    other.show()
    settled(qtbot, ui)
    assert other.head.note.text() == "1 of 2"
    assert other.more.isVisible()
    other.more.click()
    qtbot.waitUntil(lambda: len(other.pairs) == 2)
    assert other.head.note.text() == "2"
    assert not other.more.isVisible()
