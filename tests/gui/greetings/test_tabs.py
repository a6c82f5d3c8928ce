"""The other tabs of the room: what was sent, gifts, rules, texts, own days."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu

from app.domain.occasions import Group
from app.queries import gifts as gift_queries
from app.queries.greeting_sources import stored_rules
from app.queries.greeting_templates import SHELVES, builtin, templates
from app.queries.own_days import own_days
from app.services import gifts, greetings
from app.views.greetings.examples import example_of
from app.views.greetings.shopping_page import page_html
from app.views.kit.money import money_text, sums_text

TODAY = dt.date(2026, 11, 17)


def press(view, key):
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(view, QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, key))


def test_what_was_sent_stands_by_year_with_its_words(open_room, born, office, calm):
    one, other = born("Brown"), born("Grey")
    office.do(
        greetings.greeted,
        customer_id=one,
        occasion="birthday:2026",
        on=TODAY,
        way="letter",
        text="Many happy returns",
    )
    office.do(greetings.skip, customer_id=other, occasion="birthday:2026", on=TODAY)
    room = open_room("sent")
    tab = room.tab
    assert [row.customer for row in tab.rows] == ["Brown"]
    assert tab.words.text() == "Many happy returns"
    tab.copy_text()
    assert QGuiApplication.clipboard().text() == "Many happy returns"
    tab.passed.setChecked(True)
    calm()
    assert {row.customer for row in tab.rows} == {"Brown", "Grey"}
    tab.turn(-1)
    calm()
    assert tab.rows == []
    assert tab.empty.isVisible()


@pytest.fixture
def honey(born, office):
    one = born("Brown", 24, class_="VIP", country="RU")
    values = {"due_on": dt.date(2026, 11, 24), "days": 3, "cost": 120_000, "currency": "RUB"}
    return office.do(gifts.plan, customer_id=one, name="Honey", **values)


def test_one_key_moves_a_gift_on_to_the_timeline(open_room, honey, office, calm):
    room = open_room("gifts")
    view = room.tab.shopping.view
    states = []
    for _ in range(3):
        press(view, "d")
        calm()
        states.append(office.ask(gift_queries.gifts_of, customer_id=1)[0].state)
    assert states == ["bought", "sent", "given"]
    assert room.tab.shopping.rows == []
    office.undo()
    calm()
    assert office.ask(gift_queries.gifts_of, customer_id=1)[0].state == "sent"


def test_a_gift_is_given_up_by_a_key(open_room, honey, office, calm):
    room = open_room("gifts")
    press(room.tab.shopping.view, "x")
    calm()
    assert office.ask(gift_queries.gifts_of, customer_id=1)[0].state == "dropped"


def test_the_list_is_copied_and_printed_with_its_sums(open_room, honey, ui):
    room = open_room("gifts")
    shopping = room.tab.shopping
    shopping.copy_list()
    text = QGuiApplication.clipboard().text()
    assert "Honey" in text
    assert "Brown" in text
    assert money_text(120_000, "RUB", ui.locale) in text
    page = page_html(shopping.found.shopping, "Gifts <3", ui)
    assert "Gifts &lt;3" in page
    assert "☐ Honey" in page
    assert money_text(120_000, "RUB", ui.locale) in shopping.sums.text()


def test_another_month_is_empty_and_says_so(open_room, honey, calm):
    room = open_room("gifts")
    room.tab.shopping.turn(2)
    calm()
    assert room.tab.shopping.empty.isVisible()


def test_budgets_are_edited_in_place_and_taken_back(open_room, office, calm, heard):
    room = open_room("gifts")
    room.tab.choose("budgets")
    calm()
    budgets = room.tab.budgets
    budgets.currency.choose("RUB")
    cell = budgets.cells["VIP", 0]
    cell.open()
    cell.editor.setText("25 000")
    cell.save()
    calm()
    assert office.ask(gift_queries.team_budgets) == {("VIP", 0): (2_500_000, "RUB")}
    cell = budgets.cells["VIP", 0]
    cell.open()
    cell.editor.setText("a lot")
    cell.save()
    assert heard.said[-1][2] == "bad"
    cell.open()
    cell.editor.setText("")
    cell.save()
    calm()
    assert office.ask(gift_queries.team_budgets) == {}


def test_ideas_are_added_hidden_and_removed(open_room, office, calm):
    room = open_room("gifts")
    room.tab.choose("ideas")
    calm()
    ideas = room.tab.ideas
    ideas.add()
    assert ideas.name.property("bad") is True
    ideas.name.setText("Honey from our apiary")
    ideas.price.setText("12,50")
    ideas.currency.choose("EUR")
    ideas.add()
    calm()
    [idea] = office.ask(gift_queries.team_ideas)
    assert (idea.name, idea.price, idea.currency) == ("Honey from our apiary", 1250, "EUR")
    line = ideas.lines[idea.id]
    line._delivered("", "4 days")
    line._change({"hidden": True})
    calm()
    assert office.ask(gift_queries.team_ideas) == []
    [idea] = office.ask(gift_queries.team_ideas, hidden=True)
    assert (idea.days, idea.hidden) == (4, True)
    ideas.lines[idea.id]._remove()
    calm()
    assert office.ask(gift_queries.team_ideas, hidden=True) == []


def test_a_rule_of_a_class_is_changed_and_put_back_by_keys(qtbot, open_room, office, calm):
    room = open_room("rules")
    tab = room.tab
    calm()
    tab.take_keyboard()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    cell = tab.cells["A", Group.BIRTHDAY]
    assert cell.hasFocus()
    qtbot.keyClick(cell, Qt.Key.Key_Return)
    menu = cell.findChild(QMenu)
    next(action for action in menu.actions() if action.text() == "14 days ahead").trigger()
    menu.close()
    calm()
    assert office.ask(stored_rules).policy(Group.BIRTHDAY, "A").warn_days == 14
    assert cell.policy.ways == ("call", "card")
    qtbot.keyClick(cell, Qt.Key.Key_Delete)
    calm()
    assert not office.ask(stored_rules).set_for(Group.BIRTHDAY, "A")


def test_a_text_is_rewritten_tried_and_put_back(open_room, born, office, calm):
    born("Brown", given="Anna")
    room = open_room("templates")
    tab = room.tab
    calm()
    editor, row = tab.editor, tab.current()
    assert row.key == "en/birthday/formal/1"
    assert "Brown" in editor.whom.field.text()
    assert editor.preview.text()
    editor.body.setPlainText("Dear {{ name }}, {{ nickname }}!")
    editor.save()
    calm()
    assert "nickname" in editor.fault.text()
    assert templates_of(office)[row.key].body == row.body
    editor.body.setPlainText("Hello {{ full_name }}!")
    editor.save()
    calm()
    assert editor.preview.text() == "Hello Anna Brown!"
    assert templates_of(office)[row.key].changed
    editor.reset()
    calm()
    assert templates_of(office)[row.key].body == row.body


def test_texts_of_ones_own_are_added_named_hidden_and_removed(open_room, born, office, calm):
    born("Brown")
    room = open_room("templates")
    tab = room.tab
    calm()
    assert room.add_new()
    calm()
    assert tab.current().key == ""
    tab.editor.name.setText("For friends")
    tab.editor.name.editingFinished.emit()
    calm()
    assert tab.current().name == "For friends"
    tab.editor._put("together")
    tab.editor.save()
    tab.editor.toggle_hidden()
    calm()
    [own] = [row for row in office.ask(templates, hidden=True) if not row.key]
    assert own.hidden
    assert "{{ together }}" in own.body
    tab.hidden.setChecked(True)
    tab.view.choose(next(i for i, row in enumerate(tab.rows) if not row.key))
    tab.editor.remove()
    calm()
    assert [row for row in office.ask(templates, hidden=True) if not row.key] == []


def templates_of(office):
    return {row.key: row for row in office.ask(templates, language="en", hidden=True)}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_text_can_be_tried(language, ui, born, office):
    from app.queries.greeting_drafts import preview

    one = born("Иванова", given="Мария", patronymic="Петровна")
    for row in builtin(language):
        made = example_of(row.occasion, language, TODAY)
        said = office.ask(preview, source=row.body, customer_id=one, occasion=made, language=language)
        assert said
        assert "{" not in said
    assert {row.occasion for row in builtin(language)} == set(SHELVES)


def test_own_days_are_added_changed_and_removed(open_room, office, calm, heard):
    room = open_room("days")
    tab = room.tab
    tab.name.setText("Day of the baker")
    tab.day.setText("16 October of no year")
    tab.add()
    assert tab.day.property("bad") is True
    tab.day.setText("16 October")
    tab.professions.setText("baker, cook")
    tab.add()
    calm()
    [day] = office.ask(own_days)
    assert (day.name, day.month, day.day, day.professions) == ("Day of the baker", 10, 16, "baker, cook")
    tab.lines[day.id]._dated("16 October", "17 October")
    calm()
    assert office.ask(own_days)[0].day == 17
    tab.lines[day.id]._remove()
    calm()
    assert office.ask(own_days) == []
    heard.said[-1][1]["Undo"]()
    calm()
    assert len(office.ask(own_days)) == 1


def test_where_one_was_is_found_again(open_room):
    room = open_room("templates")
    assert room.place() == {"tab": "templates"}
    room = open_room("due", day="birthday", on=TODAY)
    assert room.place() == {"tab": "due", "day": "birthday", "on": TODAY}


@pytest.mark.parametrize(
    ("minor", "currency", "english"),
    [(120_050, "EUR", "€1,200.50"), (340_000, "RUB", "3,400\u00a0₽"), (None, "RUB", ""), (100, "", "1")],
)
def test_sums_are_written_with_their_currency(minor, currency, english):
    assert money_text(minor, currency, QLocale("en_GB")) == english


def test_sums_of_several_currencies_are_not_added_up():
    assert sums_text({"RUB": 340_000, "EUR": 2000, "USD": 0}, QLocale("en_GB")) == "€20 + 3,400\u00a0₽"
