"""Reminders over the window: announced at their moment, answered on the card itself."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.services import customers, followups
from app.views.frame.announcer import Announcer
from app.views.kit.dialog import Dialog
from app.views.kit.host import Host
from app.views.kit.outcome_form import Form


@pytest.fixture
def window(qtbot, ui):
    made = Host()
    made.ui, made.desk = ui, ui.desk
    made.setCentralWidget(QWidget())
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def meeting(office):
    who = office.do(customers.create, values={"surname": "Orlov"})
    return office.do(
        followups.create,
        customer_id=who,
        due_on=office.clock.today(),
        due_time="10:00",
        kind="meeting",
        text="tasting",
    )


@pytest.fixture
def announcer(window, qtbot, ui):
    told = []
    made = Announcer(window, lambda title, text: told.append((title, text)))
    made.told = told
    made.start()
    qtbot.waitUntil(ui.desk.idle)
    yield made
    made.stop()


def come(announcer, office, qtbot, **by):
    office.clock.advance(**by)
    announcer.tick()
    qtbot.waitUntil(lambda: announcer.reminders is not None and bool(announcer.reminders.cards))


def test_a_card_comes_at_its_moment_and_only_then(meeting, announcer, office, qtbot, ui):
    office.clock.advance(minutes=30)
    announcer.tick()
    qtbot.waitUntil(ui.desk.idle)
    assert announcer.reminders is None
    come(announcer, office, qtbot, minutes=20)
    (card,) = announcer.reminders.cards
    assert "Orlov" in card.accessibleName()
    assert "tasting" in card.accessibleName()


def test_done_on_the_card_asks_for_the_outcome(meeting, announcer, office, qtbot, ui):
    come(announcer, office, qtbot, minutes=50)
    announcer.reminders.cards[0].done_button.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Dialog))
    form = QApplication.activeModalWidget().findChild(Form)
    form.result.setText("liked it")
    form.save()
    qtbot.waitUntil(lambda: ui.desk.idle() and not announcer.reminders.cards)
    assert office.ask(_done, row_id=meeting)


def _done(reading, *, row_id):
    import sqlalchemy as sa

    from app.models.contact import FollowUp

    return reading.value(sa.select(FollowUp.done_at).where(FollowUp.id == row_id))


def test_snoozed_it_comes_back(meeting, announcer, office, qtbot, ui):
    come(announcer, office, qtbot, minutes=50)
    announcer.reminders.cards[0].snoozed.emit(announcer.reminders.cards[0].one, 10)
    qtbot.waitUntil(lambda: ui.desk.idle() and not announcer.reminders.cards)
    come(announcer, office, qtbot, minutes=11)
    assert len(announcer.reminders.cards) == 1


def test_a_step_done_elsewhere_takes_its_card_away(meeting, announcer, office, qtbot, ui):
    come(announcer, office, qtbot, minutes=50)
    ui.desk.do(lambda _: None, followups.finish, row_id=meeting)
    qtbot.waitUntil(lambda: ui.desk.idle() and not announcer.reminders.cards)


def test_the_system_is_told_while_the_window_is_not_in_front(meeting, announcer, office, qtbot, window):
    window.showMinimized()
    announcer._window.isActiveWindow = lambda: False
    come(announcer, office, qtbot, minutes=50)
    assert announcer.told[-1][0] == "Orlov"


def test_the_day_begins_with_a_summary_once(meeting, window, office, qtbot, ui, heard):
    for _ in range(2):
        made = Announcer(window)
        made.start()
        qtbot.waitUntil(ui.desk.idle)
        made.stop()
    assert [text for text, _, _ in heard.said] == ["Today: 1 thing to do."]


def test_a_clock_that_went_back_is_noticed(meeting, announcer, office, qtbot):
    announcer._next = office.clock.now() + dt.timedelta(hours=5)
    office.clock.advance(minutes=50)
    announcer._last = office.clock.now() + dt.timedelta(hours=1)
    announcer.tick()
    qtbot.waitUntil(lambda: announcer.reminders is not None and bool(announcer.reminders.cards))
