"""The room of requests: the queue by keyboard and mouse, complaints and ideas, response times."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QMenu

from app.queries import feedback as reads
from app.queries import requests
from app.queries.feedback import Asked as FeedbackAsked
from app.queries.requests import Asked
from app.services import customers, feedback, interactions, people
from app.views.kit.outcome_form import Form
from app.views.requests.feedback_form import Decision, NewFeedback, Wording
from app.views.requests.room import RequestsRoom


@pytest.fixture
def boris(office):
    return office.do(people.create, name="Boris")


@pytest.fixture
def asked(office, boris):
    """Three requests: one late, one in time, one answered."""
    found = {}
    office.clock.advance(hours=3)
    for surname, class_, ago in (("Late", "VIP", 120), ("Fresh", "C", 10), ("Over", "A", 100)):
        who = office.do(
            customers.create, values={"surname": surname, "class_": class_, "responsible_id": boris}
        )
        at = office.clock.now() - dt.timedelta(minutes=ago)
        found[surname] = office.do(
            interactions.log,
            customer_id=who,
            direction="in",
            waits=True,
            kind="email",
            at=at,
            text=f"{surname} asks",
            body="first line\nsecond line",
        )
    office.do(interactions.log, customer_id=who, at=office.clock.now() - dt.timedelta(minutes=70))
    return found


@pytest.fixture
def room(ui, qtbot):
    made = RequestsRoom(ui)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.queue.deeds.opener = lambda _url: True
    made.show()
    qtbot.waitUntil(ui.desk.idle)
    QAbstractItemModelTester(made.queue.rows.table, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    QAbstractItemModelTester(made.times.table, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def settle(qtbot, ui):
    qtbot.wait(1)
    qtbot.waitUntil(ui.desk.idle)
    qtbot.wait(160)  # a search waits for the end of typing
    qtbot.waitUntil(ui.desk.idle)


def titles(rows):
    return [face.title for face in rows.table.faces]


def words(widget):
    return " | ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))


def press(widget, *keys):
    for key in keys:
        QTest.keyClicks(widget, key) if isinstance(key, str) else QTest.keyClick(widget, key)


def test_the_queue_and_the_side_say_who_waits_how_long(asked, room):
    queue = room.queue
    assert titles(queue.rows) == ["Late", "Fresh"]
    face = queue.rows.table.faces[0]
    assert (face.when, face.when_tone, face.below) == ("2 h", "bad", "norm 1 h")
    said = words(queue.side)
    assert "Waits 2 h of 1 h working time" in said
    assert "second line" in said
    assert "Sees to it: Boris" in said
    QTest.keyClick(queue.rows, Qt.Key.Key_Down)
    assert queue.current.who.name == "Fresh"


def test_the_clock_ticks(asked, room, office, qtbot, ui):
    office.clock.advance(minutes=30)
    room._tick.timeout.emit()
    settle(qtbot, ui)
    assert room.queue.rows.table.faces[0].when == "2 h 30 min"
    assert "Waits 2 h 30 min" in words(room.queue.side)


@pytest.mark.parametrize("key", ["m", "ь"])
def test_a_key_of_either_layout_marks_as_answered_and_undo_brings_it_back(asked, room, heard, qtbot, ui, key):
    room.queue.rows.keyPressEvent(_letter(key))
    settle(qtbot, ui)
    assert titles(room.queue.rows) == ["Fresh"]
    said, actions, _ = heard.said[-1]
    assert said == "Answered: Late"
    actions["Undo"]()
    settle(qtbot, ui)
    assert titles(room.queue.rows) == ["Late", "Fresh"]


def _letter(text):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, text)


def test_an_answer_is_logged_from_the_form(asked, room, office, qtbot, ui):
    press(room.queue.rows, "d")
    form = room.queue.findChild(Form)
    QTest.keyClicks(form.result, "sent the price")
    QTest.keyClick(form.result, Qt.Key.Key_Return)
    settle(qtbot, ui)
    assert titles(room.queue.rows) == ["Fresh"]
    (over, late) = office.ask(requests.queue, asked=Asked(answered=True)).rows[::-1]
    assert {over.who.name, late.who.name} == {"Late", "Over"}


def test_an_attempt_leaves_it_waiting(asked, room, office, qtbot, ui, heard):
    press(room.queue.rows, "d")
    room.queue.findChild(Form).no_answer()
    settle(qtbot, ui)
    assert titles(room.queue.rows) == ["Late", "Fresh"]
    assert heard.said[-1][0].startswith("No answer: Late")


def test_it_is_given_to_somebody_and_filtered_by_whose_it_is(asked, room, qtbot, ui):
    queue = room.queue
    queue.whose.chosen.emit("mine")
    settle(qtbot, ui)
    assert titles(queue.rows) == []
    assert queue.nothing.isVisible()
    queue.whose.chosen.emit("all")
    settle(qtbot, ui)
    press(queue.rows, "a")
    menu = queue.findChildren(QMenu)[-1]
    next(action for action in menu.actions() if "Анна" in action.text()).trigger()
    menu.close()
    settle(qtbot, ui)
    queue.whose.chosen.emit("mine")
    settle(qtbot, ui)
    assert titles(queue.rows) == ["Late"]
    assert "Given to Анна Орлова" in words(queue.side)


def test_search_kind_class_and_answered(asked, room, qtbot, ui):
    queue = room.queue
    queue.search.setText("fresh")
    settle(qtbot, ui)
    assert titles(queue.rows) == ["Fresh"]
    assert room.back()
    settle(qtbot, ui)
    queue.class_.choose("VIP")
    queue.class_.activated.emit(0)
    settle(qtbot, ui)
    assert titles(queue.rows) == ["Late"]
    queue.ask_for(Asked())
    queue.state.chosen.emit("answered")
    settle(qtbot, ui)
    assert titles(queue.rows) == ["Over"]
    assert queue.rows.table.faces[0].when == "in 30 min"
    assert "again" in queue.side.buttons


def test_ways_lead_to_the_card_and_to_feedback(asked, room, heard):
    QTest.keyClick(room.queue.rows, Qt.Key.Key_Return)
    assert heard.went[-1][0] == "customers"
    room.queue.act("complaint")
    place, what = heard.went[-1]
    assert (place, what["kind"], what["interaction_id"]) == ("feedback", "complaint", asked["Late"])
    assert "write" not in room.queue.side.buttons  # no letter, and nobody writes letters here


def test_nobody_waits_says_so(room):
    assert room.queue.empty.isVisible()
    assert not room.queue.side.buttons


# -- complaints and ideas ------------------------------------------------------------------------


@pytest.fixture
def complaint(office, asked):
    late = office.ask(requests.queue, asked=Asked()).rows[0]
    return office.do(feedback.create, customer_id=late.who.id, kind="complaint", text="the lid leaks")


@pytest.fixture
def inbox(complaint, room, qtbot, ui):
    room.open(tab="feedback")
    settle(qtbot, ui)
    return room.inbox


def test_from_new_to_told(inbox, office, complaint, heard, qtbot, ui):
    assert titles(inbox.rows) == ["Late"]
    press(inbox.rows, "w")
    settle(qtbot, ui)
    assert inbox.current.state == "working"
    press(inbox.rows, "y")
    dialog = inbox.findChild(Decision)
    dialog.outcome.setPlainText("a new lid")
    dialog.save()
    settle(qtbot, ui)
    face = inbox.rows.table.faces[0]
    assert (face.when, face.below, face.below_tone) == ("accepted", "to tell tomorrow", "warning")
    assert "To tell tomorrow" in words(inbox.side)
    press(inbox.rows, "t")
    form = inbox.findChild(Form)
    QTest.keyClick(form.result, Qt.Key.Key_Return)
    settle(qtbot, ui)
    assert titles(inbox.rows) == []
    (row,) = office.ask(reads.inbox, asked=FeedbackAsked(state="")).rows
    assert (row.outcome, row.told_at) == ("a new lid", office.clock.now())
    heard.said[-1][1]["Undo"]()
    settle(qtbot, ui)
    assert inbox.current.untold


def test_letters_do_only_what_can_be_done(inbox, qtbot, ui, office):
    press(inbox.rows, "t")  # nothing is decided yet
    assert inbox.findChild(Form) is None
    QTest.keyClick(inbox.rows, Qt.Key.Key_Delete)
    settle(qtbot, ui)
    assert titles(inbox.rows) == []


def test_wording_is_corrected(inbox, qtbot, ui):
    inbox.act("edit")
    dialog = inbox.findChild(Wording)
    dialog.text.setPlainText("the lid broke")
    dialog.save()
    settle(qtbot, ui)
    assert inbox.current.text == "the lid broke"


def test_a_new_one_by_hand_needs_a_customer_and_words(asked, ui, office, qtbot, heard):
    dialog = NewFeedback(ui, kind="idea")
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(ui.desk.idle)
    dialog.save()
    assert dialog.isVisible()
    dialog.whom.settle(1, "Late")
    dialog.save()
    assert dialog.isVisible()
    dialog.text.setPlainText("a bigger lid")
    dialog.save()
    qtbot.waitUntil(ui.desk.idle)
    (row,) = office.ask(reads.inbox, asked=FeedbackAsked(kind="idea")).rows
    assert (row.text, row.owner) == ("a bigger lid", "Анна Орлова")
    assert heard.said[-1][0] == "Entered: Idea"


# -- response times ------------------------------------------------------------------------------


def test_a_cell_opens_the_requests_behind_it(asked, room, qtbot, ui):
    room.open(tab="times")
    settle(qtbot, ui)
    table = room.times.table
    assert table.rowCount() == 3  # everybody, who answered, whose the others are
    assert table.data(table.index(0, 11)) == "30 min"
    for row in range(table.rowCount()):
        for column in (11, 12):
            index = table.index(row, column)
            count = table.figures(index).count
            room.times.view.opened.emit(index)
            settle(qtbot, ui)
            assert room.tabs.current == "queue"
            assert len(room.queue.rows.table.faces) == count
            assert room.queue.cell.isVisible()
    assert room.back()
    settle(qtbot, ui)
    assert titles(room.queue.rows) == ["Late", "Fresh"]
    for measure, said in (("slow", "30 min"), ("within", "50 %"), ("count", "3")):
        room.times.measure.choose(measure)
        room.times._again()
        assert table.data(table.index(0, 12)) == said
