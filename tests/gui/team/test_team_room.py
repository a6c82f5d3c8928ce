"""The Team room: edited in place, leave in words, who sits here."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QApplication

from app.queries import people
from app.services import people as verbs
from app.views.kit.buttons import Button
from app.views.kit.chips import Chip
from app.views.kit.money import read_sum, show_sum
from app.views.team.room import TeamRoom


@pytest.fixture
def room(qtbot, ui):
    made = TeamRoom(ui)
    qtbot.addWidget(made)
    made.resize(1000, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: bool(made.cards) and ui.desk.idle())
    return made


@pytest.fixture
def wait(qtbot, ui):
    def wait(until):
        qtbot.waitUntil(lambda: bool(ui.desk.idle() and until()), timeout=5000)

    return wait


def person(office, name):
    return next(p for p in office.ask(people.team, gone=True) if p.name == name)


def edit(card, key, text):
    field = card.fields[key]
    field.open()
    field.editor.setText(text)
    field.save()


def test_lines_are_saved_where_they_stand(office, room, wait):
    card = room.cards[office.person_id]
    edit(card, "phone", "+7 912 000-00-00")
    edit(card, "hourly_cost", "1 200,50")
    wait(lambda: person(office, "Анна Орлова").hourly_cost == 120050)
    assert person(office, "Анна Орлова").phone == "+7 912 000-00-00"
    wait(lambda: read_sum(room.cards[office.person_id].fields["hourly_cost"].text) == 120050)


def test_hours_are_understood_or_refused(office, room, wait, heard):
    edit(room.cards[office.person_id], "hours", "будни 9-18")
    wait(lambda: person(office, "Анна Орлова").hours == "weekdays 9:00–18:00")
    wait(lambda: room.cards[office.person_id].fields["hours"].text == "weekdays 9:00–18:00")
    edit(room.cards[office.person_id], "hours", "whenever I like")
    assert "whenever I like" in heard.said[-1][0]
    assert room.cards[office.person_id].fields["hours"].text == "weekdays 9:00–18:00"


def test_a_sum_that_is_none_is_refused(office, room, heard):
    edit(room.cards[office.person_id], "hourly_cost", "much")
    assert "much" in heard.said[-1][0]
    assert person(office, "Анна Орлова").hourly_cost is None


def test_an_empty_name_is_refused_and_stays(office, room, wait):
    failed = []
    room.ui.desk.failed.connect(failed.append)
    edit(room.cards[office.person_id], "name", "")
    wait(lambda: failed)
    assert room.cards[office.person_id].fields["name"].text == "Анна Орлова"


def test_a_new_person_begins_with_the_name(office, room, wait):
    assert room.add_new()
    wait(lambda: len(room.cards) == 2 and any(c.fields["name"].editor for c in room.cards.values()))
    assert QApplication.focusWidget().text() == "New person"


def test_leave_in_words_and_back_by_undo(office, room, wait, heard):
    card = room.cards[office.person_id]
    card.leave.open()
    line = card.leave.line
    line.last.setText("14 December")
    line.last.editingFinished.emit()
    line.save()
    assert line.first.property("bad") is True
    line.first.setText("1 December")
    line.first.editingFinished.emit()
    line.note.setText("holiday")
    line.save()
    wait(lambda: person(office, "Анна Орлова").leave)
    found = person(office, "Анна Орлова").leave[0]
    assert (found.first_day, found.last_day) == (dt.date(2026, 12, 1), dt.date(2026, 12, 14))
    wait(lambda: room.findChildren(Chip))
    chip = room.findChildren(Chip)[0]
    assert chip.label == "1 Dec – 14 Dec, holiday"
    chip.removed.emit()
    wait(lambda: not person(office, "Анна Орлова").leave)
    heard.said[-1][1]["Undo"]()
    wait(lambda: person(office, "Анна Орлова").leave)


def test_who_left_can_be_seen_and_taken_back(office, room, wait, heard):
    other = office.do(verbs.create, name="Ivan Petrov")
    wait(lambda: other in room.cards)
    room.cards[other]._part()
    wait(lambda: other not in room.cards)
    assert room.gone.isVisible()
    room.gone.click()
    wait(lambda: other in room.cards)
    next(b for b in room.cards[other].findChildren(Button) if b.label == "Take back").click()
    wait(lambda: not person(office, "Ivan Petrov").gone)


def test_somebody_else_sits_here(office, room, wait):
    other = office.do(verbs.create, name="Ivan Petrov")
    wait(lambda: other in room.cards)
    seated = []
    room.ui.seat = seated.append
    next(b for b in room.cards[other].findChildren(Button) if b.label == "I am Ivan").click()
    assert seated == [other]


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1200", 120000),
        ("1,200", 120000),
        ("1 200,50 ₽", 120050),
        ("1.200", 120000),
        ("12,5", 1250),
        ("1,200.50", 120050),
        ("много", None),
        ("", None),
    ],
)
def test_sums_as_people_write_them(text, minor):
    assert read_sum(text) == minor


def test_a_sum_that_is_shown_reads_back(ui):
    for minor in (0, 5, 100, 99_99, 120_050, 1_234_567_00):
        assert read_sum(show_sum(minor, ui.locale)) == minor


def test_the_width_there_is_is_used_up_to_what_reads_well(room, qtbot):
    card = next(iter(room.cards.values()))
    room.resize(1096, 730)
    qtbot.waitUntil(lambda: card.width() > 1020)
    room.resize(1736, 900)
    qtbot.waitUntil(lambda: card.width() == 1200)
    left = card.mapTo(room, card.rect().topLeft()).x()
    assert abs(left - (room.width() - left - card.width())) < 20, "in the middle"


def test_the_keyboard_stays_where_it_was_when_a_card_is_made_anew(qtbot, office, room, wait):
    room.activateWindow()
    before = room.cards[office.person_id]
    before.leave.open()
    qtbot.waitUntil(before.leave.line.first.hasFocus)
    before.leave.line.first.setText("1 December")
    before.leave.line.first.editingFinished.emit()
    before.leave.line.save()
    wait(lambda: room.cards[office.person_id] is not before)
    assert room.cards[office.person_id].leave.add.hasFocus()
    before = room.cards[office.person_id]
    before.fields["phone"].setFocus()
    office.do(verbs.edit, person_id=office.person_id, values={"phone": "+7 912 000-00-00"})
    wait(lambda: room.cards[office.person_id] is not before)
    assert room.cards[office.person_id].fields["phone"].hasFocus()
