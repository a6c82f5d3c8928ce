"""The form of an event: clocks, repetition of one's own, private, removal."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.models.base import table_of
from app.models.contact import FollowUp
from app.queries import calendar
from app.services import customers, followups
from app.views.calendar.event import Event, open_dialog
from app.views.calendar.event_values import read_length
from app.views.calendar.repeat_form import COUNT, UNTIL, RepeatForm
from app.views.kit.dialog import Dialog


@pytest.fixture
def form(qtbot, ui):
    def show(**what):
        made = Event(ui, **what)
        qtbot.addWidget(made)
        made.show()
        qtbot.waitUntil(ui.desk.idle)
        return made

    return show


@pytest.fixture
def repeat(qtbot, ui, day):
    made = RepeatForm(ui)
    qtbot.addWidget(made)
    made.set_day(day)
    made.show()
    return made


def last(reading):
    table = table_of(FollowUp)
    return reading.one(sa.select(table).order_by(table.c.id.desc()))


def entry_of(office, row_id, day):
    found = office.ask(calendar.span, start=day - dt.timedelta(days=2), end=day + dt.timedelta(days=2))
    return next(one for each in found.days for one in each.entries if one.ref == row_id)


def test_a_rule_of_ones_own_is_put_together_and_said_in_words(repeat):
    repeat.choice.setCurrentIndex(repeat.choice.count() - 1)
    repeat.every.setText("2")
    repeat.freq.choose("WEEKLY")
    repeat.days[1].click()
    repeat.days[3].click()
    repeat.ends.choose(COUNT)
    repeat.count.setText("6")
    assert repeat.rule == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=6"
    repeat.ends.choose(UNTIL)
    repeat.until.set_value(dt.date(2027, 1, 5))
    assert repeat.rule == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20270105"
    repeat.freq.choose("MONTHLY")
    assert repeat.rule == "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=18;UNTIL=20270105"
    assert "every 2 months" in repeat.said.text()


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;BYDAY=WE",
        "FREQ=DAILY;COUNT=5",
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR;UNTIL=20270301",
        "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU",
        "FREQ=MONTHLY;BYDAY=-1FR",
    ],
)
def test_a_rule_that_is_shown_comes_back_the_same(repeat, day, rule):
    repeat.set_rule(rule, day)
    assert repeat.rule == rule


def test_an_end_before_the_first_day_is_not_taken(repeat, day):
    repeat.set_rule("FREQ=DAILY", day)
    repeat.ends.choose(UNTIL)
    assert repeat.wrong()[0] is repeat.until
    repeat.until.set_value(day - dt.timedelta(days=1))
    assert repeat.wrong()[0] is repeat.until
    repeat.until.set_value(day)
    assert repeat.wrong() is None


def test_both_clocks_are_shown_and_either_may_be_meant(form, qtbot, ui, office, day):
    who = office.do(customers.create, values={"surname": "Ivanov", "time_zone": "Asia/Yekaterinburg"})
    made = form(day=day, time="10:00")
    assert not made.zone.isVisible()
    made.whom.settle(who, "Ivanov")
    made.whom.chosen.emit(who)
    qtbot.waitUntil(made.zone.isVisible)
    qtbot.waitUntil(lambda: made.zone.said.text() == "theirs 12:00")
    made.zone.choice.choose("Asia/Yekaterinburg")
    made.zone.choice.chosen.emit("Asia/Yekaterinburg")
    assert made.time.text() == "12:00"
    qtbot.waitUntil(lambda: made.zone.said.text() == "ours 10:00")
    made.save()
    qtbot.waitUntil(lambda: office.ask(last) is not None)
    row = office.ask(last)
    assert (row.zone, row.due_on, row.due_time) == ("Asia/Yekaterinburg", day, "12:00")
    assert entry_of(office, row.id, day).time == "10:00"


def test_what_keeps_the_customers_time_is_changed_by_that_clock(form, qtbot, ui, office, day):
    who = office.do(customers.create, values={"surname": "Ivanov", "time_zone": "Asia/Vladivostok"})
    made_id = office.do(
        followups.create, customer_id=who, due_on=day, due_time="09:00", zone="Asia/Vladivostok", text="ring"
    )
    entry = entry_of(office, made_id, day)
    assert (entry.date, entry.time) == (day, "02:00")
    made = form(entry=entry)
    qtbot.waitUntil(made.zone.isVisible)
    assert (made.time.text(), made.date.value) == ("09:00", day)
    made.time.setText("11:00")
    made.save()
    qtbot.waitUntil(lambda: office.ask(last).due_time == "11:00")
    assert (office.ask(last).zone, entry_of(office, made_id, day).time) == ("Asia/Vladivostok", "04:00")


def test_private_is_kept_and_shown_again(form, qtbot, office, day):
    made = form(day=day, text="doctor")
    assert made.text.text() == "doctor"
    made.private.setChecked(True)
    made.save()
    qtbot.waitUntil(lambda: office.ask(last) is not None)
    row = office.ask(last)
    assert row.private
    again = form(entry=entry_of(office, row.id, day))
    qtbot.waitUntil(again.private.isChecked)


def test_it_is_removed_from_its_form_and_undo_brings_it_back(form, qtbot, ui, office, plan, day):
    made_id = plan("Orlov", day)
    made = form(entry=entry_of(office, made_id, day))
    made.remove()
    qtbot.waitUntil(lambda: office.ask(last).trashed_at is not None)
    qtbot.waitUntil(ui.desk.idle)
    ui.desk.undo()
    qtbot.waitUntil(lambda: office.ask(last).trashed_at is None)


def test_of_a_series_only_what_is_meant_is_removed(form, qtbot, ui, office, plan, day):
    made_id = plan("Orlov", day, repeat="FREQ=DAILY")
    made = form(entry=entry_of(office, made_id, day))
    made.remove()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Dialog))
    qtbot.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_Return)
    tomorrow = day + dt.timedelta(days=1)
    qtbot.waitUntil(
        lambda: not office.ask(calendar.span, start=day, end=day).days[0].entries and ui.desk.idle()
    )
    assert office.ask(calendar.span, start=tomorrow, end=tomorrow).days[0].entries


def test_a_letter_begins_a_new_event_with_the_cursor_behind_it(qtbot, ui, day):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    open_dialog(window, ui, "event", day=day, text="t")
    made = window.findChild(Event)
    qtbot.keyClicks(made.text, "asting")
    assert made.text.text() == "tasting"
    made.reject()


def test_a_length_of_days_is_read():
    assert (read_length("3 days"), read_length("2 дня")) == (4320, 2880)


def test_ctrl_enter_plans_once(form, qtbot, ui, office, day):
    made = form(day=day, text="tasting")
    made.time.setFocus()
    qtbot.keyClicks(made.time, "10")
    qtbot.keyClick(made.time, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: office.ask(last) is not None and ui.desk.idle())
    assert not made.isVisible()
    assert (
        office.ask(lambda reading: reading.value(sa.select(sa.func.count()).select_from(table_of(FollowUp))))
        == 1
    )


def test_a_day_that_is_no_date_is_not_taken_for_the_day_before(form, qtbot, ui, office, day):
    made = form(day=day, text="tasting")
    made.date.setFocus()
    made.date.selectAll()
    qtbot.keyClicks(made.date, "someday")
    made.save_button.click()
    assert made.isVisible()
    assert made.date.property("bad")
    made.date.selectAll()
    qtbot.keyClicks(made.date, "15 December")
    made.save_button.click()
    qtbot.waitUntil(lambda: office.ask(last) is not None and ui.desk.idle())
    assert office.ask(last).due_on == dt.date(day.year, 12, 15)
