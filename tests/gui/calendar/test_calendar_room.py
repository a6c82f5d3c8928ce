"""The calendar as it is used: gone through by keys, carried by mouse, filtered, levelled."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication

from app.models.contact import FollowUp
from app.queries.calendar import CalendarEntry
from app.services import card_rows, customers, followups
from app.views.calendar.event import Event
from app.views.calendar.event_values import read_length, read_time, repeats
from app.views.kit.dialog import Dialog


def row(office, row_id):
    return office.ask(lambda reading: _get(reading, row_id))


def _get(reading, row_id):
    import sqlalchemy as sa

    from app.models.base import table_of

    table = table_of(FollowUp)
    return reading.one(sa.select(table).where(table.c.id == row_id))


def entries(view):
    return [one for day in view._span.days for one in day.entries]


def press(qtbot, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(widget, key, modifier)


def drag(qtbot, widget, start, end):
    qtbot.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(widget, start + QPoint(20, 10))
    qtbot.mouseMove(widget, end)
    qtbot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=end)


@pytest.mark.parametrize("view", ["month", "week", "day", "agenda"])
def test_every_view_shows_what_is_planned(view, open_room, plan, day):
    plan("Orlov", day, "10:00", kind="meeting")
    plan("Petrova", day)
    room = open_room(view, day)
    current = room._current
    if view == "agenda":
        texts = [current.model().index(n).data() for n in range(current.model().rowCount())]
        assert any("Orlov" in text for text in texts)
        assert any("Petrova" in text for text in texts)
    else:
        assert {one.who.name for one in entries(current)} == {"Orlov", "Petrova"}
    assert room.grab().width() > 0


def test_the_month_shows_whole_weeks_and_goes_on_by_keys(open_room, qtbot, ui, day):
    room = open_room("month", day)
    month = room.month
    assert (month._span.start, month._span.end) == (dt.date(2026, 10, 26), dt.date(2026, 12, 6))
    press(qtbot, month, Qt.Key.Key_Right)
    assert month.day == day + dt.timedelta(days=1)
    press(qtbot, month, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: month._span.start > dt.date(2026, 11, 1) and ui.desk.idle())
    assert month.day == dt.date(2026, 12, 19)
    assert room.title.text() == "December 2026"
    press(qtbot, month, Qt.Key.Key_Home)
    assert month.day == ui.clock.today()


def test_alt_and_an_arrow_carry_what_is_chosen_and_undo_brings_it_back(
    open_room, plan, office, qtbot, ui, day
):
    made = plan("Orlov", day)
    room = open_room("month", day)
    press(qtbot, room.month, Qt.Key.Key_Return)
    assert isinstance(room.month.thing, CalendarEntry)
    press(qtbot, room.month, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: row(office, made).due_on == day + dt.timedelta(days=1))
    qtbot.waitUntil(ui.desk.idle)
    ui.desk.undo()
    qtbot.waitUntil(lambda: row(office, made).due_on == day)


def test_a_chip_is_dragged_to_another_day(open_room, plan, office, qtbot, day):
    made = plan("Orlov", day)
    room = open_room("month", day)
    entry = next(one for one in entries(room.month))
    start = room.month.area_of(entry).center().toPoint()
    end = room.month.area_of_day(day + dt.timedelta(days=2)).center().toPoint()
    drag(qtbot, room.month, start, end)
    qtbot.waitUntil(lambda: row(office, made).due_on == day + dt.timedelta(days=2))


def test_in_the_week_a_meeting_gets_another_hour_and_another_length(open_room, plan, office, qtbot, ui, day):
    made = plan("Orlov", day, "10:00", kind="meeting", minutes=60)
    room = open_room("week", day)
    hours = room.week.hours
    area = hours.box_of(next(one for one in entries(room.week) if one.time))
    drag(qtbot, hours, area.center().toPoint(), (area.center() + QPointF(0, 44)).toPoint())
    qtbot.waitUntil(lambda: row(office, made).due_time == "11:00")
    qtbot.waitUntil(lambda: ui.desk.idle() and hours.box_of(_only(room)).top() > area.top() + 40)
    area = hours.box_of(_only(room))
    edge = QPoint(int(area.center().x()), int(area.bottom()) - 2)
    drag(qtbot, hours, edge, edge + QPoint(0, 22))
    qtbot.waitUntil(lambda: row(office, made).minutes == 90)


def _only(room):
    return next(one for one in entries(room.week) if one.time)


def test_keys_move_by_a_quarter_and_stretch(open_room, plan, office, qtbot, ui, day):
    made = plan("Orlov", day, "10:00", kind="meeting", minutes=60)
    room = open_room("week", day)
    press(qtbot, room.week, Qt.Key.Key_Down)
    press(qtbot, room.week, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: row(office, made).due_time == "10:15")
    qtbot.waitUntil(lambda: ui.desk.idle() and _only(room).time == "10:15")
    held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    press(qtbot, room.week, Qt.Key.Key_Down, held)
    qtbot.waitUntil(lambda: row(office, made).minutes == 75)


def test_a_drop_against_a_refusal_is_not_carried_out(open_room, office, qtbot, ui, day):
    who = office.do(customers.create, values={"surname": "Orlov"})
    made = office.do(followups.create, customer_id=who, due_on=day, text="ring", kind="call")
    office.do(card_rows.set_consent, customer_id=who, channel="phone", topic="", state="refused")
    room = open_room("month", day)
    press(qtbot, room.month, Qt.Key.Key_Return)
    press(qtbot, room.month, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Dialog))
    dialog = QApplication.activeModalWidget()
    assert "cannot" in dialog.windowTitle()
    dialog.reject()
    assert row(office, made).due_on == day


def test_of_a_series_only_the_one_that_is_carried_moves(open_room, plan, office, qtbot, ui, day):
    made = plan("Orlov", day, repeat="FREQ=WEEKLY")
    room = open_room("month", day)
    later = [day + dt.timedelta(days=7), day + dt.timedelta(days=14)]
    assert [one.date for one in entries(room.month)] == [day, *later]
    press(qtbot, room.month, Qt.Key.Key_Return)
    press(qtbot, room.month, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Dialog))
    dialog = QApplication.activeModalWidget()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    shown = [day + dt.timedelta(days=1), *later]
    qtbot.waitUntil(lambda: [one.date for one in entries(room.month)] == shown)
    assert row(office, made).repeat == "FREQ=WEEKLY"


def test_classes_and_kinds_filter_and_stay_after_the_room_is_built_anew(open_room, plan, qtbot, ui, day):
    plan("Orlov", day, class_="VIP")
    plan("Kim", day, "10:00", class_="C", kind="meeting")
    room = open_room("month", day)
    room.legend.classes["VIP"].setChecked(False)
    qtbot.waitUntil(lambda: [one.who.name for one in entries(room.month)] == ["Kim"])
    room.legend.kinds["meeting"].setChecked(False)
    qtbot.waitUntil(lambda: entries(room.month) == [])
    place = room.place()
    again = open_room()
    again.open(**place)
    qtbot.waitUntil(lambda: entries(again.month) == [])
    assert not again.legend.classes["VIP"].isChecked()


def test_done_asks_what_came_of_it_and_for_the_next_step(open_room, plan, office, qtbot, day):
    made = plan("Orlov", day)
    room = open_room("month", day)
    press(qtbot, room.month, Qt.Key.Key_Return)
    qtbot.keyClicks(room.month, "d")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Dialog))
    from app.views.kit.outcome_form import Form

    form = QApplication.activeModalWidget().findChild(Form)
    form.result.setText("agreed")
    form.step.setText("send the contract")
    form.when.setText("Friday")
    form.save()
    qtbot.waitUntil(lambda: row(office, made).done_at is not None)
    following = office.ask(_texts)
    assert "send the contract" in following


def _texts(reading):
    import sqlalchemy as sa

    return [one[0] for one in reading.rows(sa.select(FollowUp.text).where(FollowUp.done_at.is_(None)))]


def test_a_day_that_is_too_full_offers_to_be_levelled_in_one_step(open_room, plan, office, qtbot, ui, day):
    made = [plan(f"Customer{number}", day, minutes=120, class_="C") for number in range(6)]
    room = open_room("month", day)
    qtbot.waitUntil(room.side.level.isVisible)
    room.side.level.link.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Dialog))
    qtbot.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(row(office, one).due_on != day for one in made))
    qtbot.waitUntil(ui.desk.idle)
    ui.desk.undo()
    qtbot.waitUntil(lambda: all(row(office, one).due_on == day for one in made))


def test_the_form_plans_a_meeting_and_says_what_is_missing(qtbot, ui, office, day):
    form = Event(ui, day=day, time="10:00")
    qtbot.addWidget(form)
    form.show()
    form.save()
    assert form.text.property("bad")
    form.text.setText("tasting")
    form.length.setText("1 h 30")
    form.place.setText("cellar")
    form.save()
    qtbot.waitUntil(lambda: "tasting" in office.ask(_texts))
    made = office.ask(_last)
    assert (made.due_on, made.due_time, made.minutes, made.place, made.kind) == (
        day,
        "10:00",
        90,
        "cellar",
        "meeting",
    )


def _last(reading):
    import sqlalchemy as sa

    from app.models.base import table_of

    table = table_of(FollowUp)
    return reading.one(sa.select(table).order_by(table.c.id.desc()))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10", "10:00"),
        ("9:30", "09:30"),
        ("1530", "15:30"),
        ("3pm", "15:00"),
        ("12 am", "00:00"),
        ("", ""),
        ("25", None),
        ("soon", None),
    ],
)
def test_times_are_read_as_people_write_them(typed, meant):
    assert read_time(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("45", 45),
        ("1 h 30", 90),
        ("1,5 ч", 90),
        ("2 ч", 120),
        ("1:30", 90),
        ("20 мин", 20),
        ("", None),
        ("long", None),
    ],
)
def test_lengths_are_read_as_people_write_them(typed, meant):
    assert read_length(typed) == meant


def test_rules_offered_fit_the_day(ui):
    rules = [rule for rule, _ in repeats(dt.date(2026, 11, 24), ui)]
    assert "FREQ=MONTHLY;BYDAY=4TU" in rules
    assert "FREQ=MONTHLY;BYDAY=-1TU" in rules
