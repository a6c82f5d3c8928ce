"""Facts are edited where they stand: saved by Enter and by leaving, restored by Esc, never lost."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit

from app.models.customer import Customer
from app.models.faults import EditConflict
from app.services import customers
from app.views.customers.card.editors import ChoiceEditor
from tests.gui.card.conftest import open_row, type_in

TODAY = dt.date(2026, 11, 17)


@pytest.mark.parametrize(
    ("tab", "line", "typed", "column", "value"),
    [
        ("person", "surname", "Lindgren", "surname", "Lindgren"),
        ("person", "address_as", "Martta", "address_as", "Martta"),
        ("person", "birth", "12 May 1980", "birth_year", 1980),
        ("person", "birth", "12 May", "birth_month", 5),
        ("person", "birth", "about 45", "age", 45),
        ("person", "source", "exhibition", "source", "exhibition"),
        ("person", "first_contact_on", "3.11.2026", "first_contact_on", dt.date(2026, 11, 3)),
        ("contacts", "hours", "Mon-Fri 10-18", "hours", "Mon-Fri 10-18"),
        ("contacts", "time_zone", "Yekaterinburg", "time_zone", "Asia/Yekaterinburg"),
        ("contacts", "country", "Sweden", "country", "SE"),
        ("work", "employer", "Nordhaus", "employer", "Nordhaus"),
        ("work", "position", "head buyer", "position", "head buyer"),
        ("terms", "keep_in_touch_days", "14", "keep_in_touch_days", 14),
    ],
)
def test_a_column_is_in_the_database_after_enter(top, marta, tab, line, typed, column, value):
    panel = top.panel(marta)
    type_in(open_row(panel, tab, line), typed)
    top.until(lambda: getattr(top.customer(marta), column) == value)
    assert top.faults == []


@pytest.mark.parametrize(
    ("tab", "key", "typed"),
    [("tastes", "chocolate", "dark"), ("needs", "season", "December"), ("value", "invested_hours", "40")],
)
def test_a_fact_is_in_the_database_after_enter(top, marta, tab, key, typed):
    panel = top.panel(marta)
    type_in(open_row(panel, tab, key), typed)
    top.until(lambda: top.fact(marta, key) is not None)
    fact = top.fact(marta, key)
    assert (fact.value, fact.origin, fact.confirmed_on) == (typed, "told", TODAY)
    assert fact.purposes


def test_the_list_of_a_choice_opened_by_a_click_only_borrows_the_keyboard(top, marta):
    panel = top.panel(marta)
    panel.show_tab("person")
    row = panel.page.table.row("gender")
    hints = []
    panel.keeper.hinted.connect(hints.append)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() // 2, row.height() // 2))
    offered = row.editor.field.view()
    assert offered.isVisible()
    offered.setFocus(Qt.FocusReason.OtherFocusReason)
    assert isinstance(row.editor, ChoiceEditor)
    row.editor.field.hidePopup()
    row.restore()
    assert [bool(hint) for hint in hints] == [True, False]


def test_a_choice_is_saved_when_it_is_made(top, marta):
    panel = top.panel(marta)
    row = open_row(panel, "family", "marital")
    assert isinstance(row.editor, ChoiceEditor)
    combo = row.editor.field
    combo.setCurrentIndex(combo.findData("married"))
    combo.activated.emit(combo.currentIndex())
    top.until(lambda: (fact := top.fact(marta, "marital")) is not None and fact.value == "married")
    assert row.editor is None


def test_a_longer_text_takes_enter_and_is_saved_by_ctrl_enter(top, marta):
    panel = top.panel(marta)
    row = open_row(panel, "person", "note")
    field = row.editor.stops()[0]
    assert isinstance(field, QPlainTextEdit)
    QTest.keyClicks(field, "one")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "two")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    top.until(lambda: top.customer(marta).note == "one\ntwo")


def test_the_responsible_person_is_chosen_from_the_team(top, marta):
    panel = top.panel(marta)
    row = open_row(panel, "person", "responsible_id")
    combo = row.editor.stops()[0]
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findText("nobody"))
    combo.activated.emit(combo.currentIndex())
    top.until(lambda: top.customer(marta).responsible_id is None)


def test_esc_restores_and_changes_nothing(top, marta):
    panel = top.panel(marta)
    row = open_row(panel, "tastes", "wine")
    type_in(row, "Riesling", key=Qt.Key.Key_Escape)
    assert row.editor is None
    assert row.hasFocus()
    top.settle()
    assert top.fact(marta, "wine").value == "Saperavi"


def test_leaving_saves(top, marta):
    panel = top.panel(marta)
    row = open_row(panel, "tastes", "wine")
    field = row.editor.stops()[0]
    field.setText("Riesling")
    panel.header.brief.setFocus()
    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.MouseFocusReason))
    top.until(lambda: top.fact(marta, "wine").value == "Riesling")


def test_a_click_edits_and_a_click_elsewhere_saves(top, marta):
    panel = top.panel(marta)
    panel.show_tab("tastes")
    row = panel.page.table.row("wine")
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(180, 15))
    assert row.editor is not None
    row.editor.stops()[0].setText("Riesling")
    QTest.mouseClick(panel.header, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert row.editor is None
    top.until(lambda: top.fact(marta, "wine").value == "Riesling")


def test_tab_saves_and_goes_on_to_the_next_line(top, marta):
    panel = top.panel(marta)
    row = open_row(panel, "tastes", "wine")
    type_in(row, "Riesling", key=Qt.Key.Key_Tab)
    following = panel.page.table.row("chocolate")
    top.until(lambda: following.editor is not None)
    type_in(following, "dark", key=Qt.Key.Key_Backtab)
    top.until(lambda: row.editor is not None)
    top.until(
        lambda: top.fact(marta, "wine").value == "Riesling" and top.fact(marta, "chocolate") is not None
    )


def test_up_and_down_move_between_lines(top, marta):
    panel = top.panel(marta)
    panel.show_tab("tastes")
    row = panel.page.table.row("wine")
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Down)
    top.until(lambda: panel.page.table.row("chocolate").hasFocus())


def test_purpose_origin_and_privacy_are_set_in_place(top, marta):
    panel = top.panel(marta)
    row = open_row(panel, "tastes", "wine")
    bar = row.meta
    bar.purposes.toggle_purpose(type(next(iter(bar.purposes._chosen)))("offer"))
    bar.origin.setCurrentIndex(bar.origin.findData("told"))
    bar.private.setChecked(True)
    QTest.keyClick(row.editor.stops()[0], Qt.Key.Key_Return)
    top.until(lambda: top.fact(marta, "wine").private)
    fact = top.fact(marta, "wine")
    assert (fact.value, fact.origin) == ("Saperavi", "told")
    assert set(fact.purposes.split(",")) == {"gifts", "topics", "offer"}


def test_f2_leads_on_to_purpose_and_origin(top, marta):
    panel = top.panel(marta)
    row = open_row(panel, "tastes", "wine")
    field = row.editor.stops()[0]
    QTest.keyClick(field, Qt.Key.Key_F2)
    assert row.meta.purposes.hasFocus()
    QTest.keyClick(row.meta.purposes, Qt.Key.Key_F2)
    assert row.meta.origin.hasFocus()
    assert row.editor is not None


def test_undo_takes_an_edit_back_and_the_card_shows_it(top, marta):
    panel = top.panel(marta)
    type_in(open_row(panel, "tastes", "wine"), "Riesling")
    top.until(lambda: panel.page.table.row("wine").line.text == "Riesling")
    top.desk.undo()
    top.until(lambda: top.fact(marta, "wine").value == "Saperavi")
    top.until(lambda: panel.page.table.row("wine").line.text == "Saperavi")


def test_emptying_a_fact_removes_it(top, marta):
    panel = top.panel(marta)
    row = open_row(panel, "tastes", "wine")
    field = row.editor.stops()[0]
    field.clear()
    QTest.keyClick(field, Qt.Key.Key_Return)
    top.until(lambda: top.fact(marta, "wine") is None)


def test_a_clash_is_told_and_theirs_stays(top, marta):
    panel = top.panel(marta)
    row = open_row(panel, "work", "position")
    top.office.do(customers.edit, customer_id=marta, values={"position": "director"})
    top.settle()
    assert row.editor is not None
    type_in(row, "head buyer")
    top.until(lambda: top.faults)
    assert isinstance(top.faults[0], EditConflict)
    assert top.faults[0].mine == {"position": "head buyer"}
    assert top.customer(marta).position == "director"
    top.until(lambda: panel.page.table.row("position").line.text == "director")


def test_typing_survives_a_repaint(top, marta):
    panel = top.panel(marta)
    row = open_row(panel, "tastes", "wine")
    field = row.editor.stops()[0]
    field.setText("Ries")
    top.office.do(customers.set_fact, customer_id=marta, key="chocolate", value="milk")
    top.until(lambda: panel.page.table.row("chocolate").line.text == "milk")
    assert row.editor is not None
    assert field.text() == "Ries"
    assert field.hasFocus()
    QTest.keyClicks(field, "ling")
    QTest.keyClick(field, Qt.Key.Key_Return)
    top.until(lambda: top.fact(marta, "wine").value == "Riesling")


@pytest.mark.parametrize(
    ("tab", "line", "typed"),
    [
        ("person", "birth", "some day"),
        ("contacts", "hours", "whenever"),
        ("contacts", "time_zone", "Nowhereville"),
        ("person", "first_contact_on", "blah"),
    ],
)
def test_what_cannot_be_read_stays_open_and_says_why(top, marta, tab, line, typed):
    panel = top.panel(marta)
    row = open_row(panel, tab, line)
    type_in(row, typed)
    assert row.editor is not None
    field = row.editor.stops()[0]
    assert isinstance(field, QLineEdit)
    assert field.property("bad") is True
    assert field.accessibleDescription()
    assert field.text() == typed


def test_what_the_database_refuses_is_given_back(top, marta):
    panel = top.panel(marta)
    top.office.do(customers.edit, customer_id=marta, values={"position": ""})
    top.office.do(customers.edit, customer_id=marta, values={"given": ""})
    top.settle()
    row = open_row(panel, "person", "surname")
    row.editor.stops()[0].clear()
    QTest.keyClick(row.editor.stops()[0], Qt.Key.Key_Return)
    top.until(lambda: top.faults)
    assert row.editor is not None
    assert top.customer(marta).surname == "Lindqvist"


def test_another_customer_saves_what_is_being_typed_for_the_first(top, marta):
    other = top.office.do(customers.create, values={"surname": "Brown"})
    panel = top.panel(marta)
    row = open_row(panel, "tastes", "wine")
    row.editor.stops()[0].setText("Riesling")
    panel.show_customer(other)
    top.until(lambda: panel.keeper.view is not None and panel.keeper.view.id == other)
    top.until(lambda: top.fact(marta, "wine").value == "Riesling")
    assert top.fact(other, "wine") is None


def test_a_confirmed_guess_counts_as_told(top, marta):
    top.office.do(
        customers.set_meta, customer_id=marta, key="wine", origin="guessed", confirmed_on=dt.date(2020, 1, 1)
    )
    panel = top.panel(marta)
    panel.show_tab("tastes")
    line = panel.page.table.row("wine").line
    assert line.stale
    line.confirm()
    top.until(lambda: top.fact(marta, "wine").origin == "told")
    assert top.fact(marta, "wine").confirmed_on == TODAY
    top.until(lambda: not panel.page.table.row("wine").line.stale)


def test_what_is_not_known_can_be_hidden(top, marta):
    panel = top.panel(marta)
    panel.show_tab("tastes")
    assert panel.page.table.row("books") is not None
    panel.page.head.eye.click()
    assert panel.page.table.row("books") is None
    assert panel.page.table.row("wine") is not None
    panel.edit("books")
    top.until(lambda: (row := panel.page.table.row("books")) is not None and row.editor is not None)


def test_tags_are_typed_as_words(top, marta):
    panel = top.panel(marta)
    type_in(open_row(panel, "person", "tags"), "EU, sauna")
    top.until(lambda: panel.keeper.view.card.tags == ("EU", "sauna"))
    top.desk.undo()
    top.until(lambda: panel.keeper.view.card.tags == ("hotel",))


def test_a_customer_in_the_trash_of_others_is_still_shown_with_its_way_back(top, marta):
    panel = top.panel(marta)
    top.office.do(customers.trash, ids=[marta])
    top.until(lambda: panel.keeper.view.customer["state"] == 1)
    assert len(top.rows(Customer)) == 1
