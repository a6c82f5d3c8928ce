"""Dragging: what it warns of beforehand, how it is called off, where it may be dropped."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QPoint, QPointF, Qt

from app.domain.terms import Weight
from app.models.base import table_of
from app.models.contact import FollowUp
from app.services import card_rows, customers, followups
from app.views.calendar.hours_layout import AXIS, HOUR
from app.views.calendar.pull import Pull, Wish
from app.views.kit.theme import LIGHT

LEFT = Qt.MouseButton.LeftButton


def row(office, row_id):
    table = table_of(FollowUp)
    return office.ask(lambda reading: reading.one(sa.select(table).where(table.c.id == row_id)))


def only(view):
    return next(one for day in view._span.days for one in day.entries)


def begin(qtbot, widget, start, end):
    """Press, and move to ``end`` without letting go."""
    qtbot.mousePress(widget, LEFT, pos=start)
    qtbot.mouseMove(widget, start + QPoint(12, 12))
    qtbot.mouseMove(widget, end)


def drop(qtbot, widget, start, end):
    begin(qtbot, widget, start, end)
    qtbot.mouseRelease(widget, LEFT, pos=end)


def test_the_place_under_a_drag_says_what_speaks_against_it(open_room, office, qtbot, ui, day):
    who = office.do(customers.create, values={"surname": "Orlov"})
    office.do(followups.create, customer_id=who, due_on=day, text="ring", kind="call")
    office.do(card_rows.set_consent, customer_id=who, channel="phone", topic="", state="refused")
    month = open_room("month", day).month
    start = month.area_of(only(month)).center().toPoint()
    begin(qtbot, month, start, month.area_of_day(day + dt.timedelta(days=1)).center().toPoint())
    qtbot.waitUntil(lambda: month.pull.first() is not None)
    assert month.pull.colours(LIGHT) == (LIGHT.bad_tint, LIGHT.bad)
    month.let_go()
    assert month.pull.colours(LIGHT) == (LIGHT.selection, LIGHT.accent)


def test_escape_calls_a_drag_off(open_room, plan, office, qtbot, ui, day):
    made = plan("Orlov", day)
    room = open_room("month", day)
    month = room.month
    start = month.area_of(only(month)).center().toPoint()
    end = month.area_of_day(day + dt.timedelta(days=2)).center().toPoint()
    begin(qtbot, month, start, end)
    assert room.back()
    qtbot.mouseRelease(month, LEFT, pos=end)
    qtbot.waitUntil(ui.desk.idle)
    assert row(office, made).due_on == day


@pytest.mark.parametrize("view", ["week", "day"])
def test_escape_calls_a_drag_off_among_the_hours(view, open_room, plan, office, qtbot, ui, day):
    made = plan("Orlov", day, "10:00", kind="meeting", minutes=60)
    room = open_room(view, day)
    hours = room._current.hours
    start = hours.box_of(only(room._current)).center().toPoint()
    begin(qtbot, hours, start, start + QPoint(0, HOUR))
    qtbot.keyClick(room._current, Qt.Key.Key_Escape)
    qtbot.mouseRelease(hours, LEFT, pos=start + QPoint(0, HOUR))
    qtbot.waitUntil(ui.desk.idle)
    assert row(office, made).due_time == "10:00"


def test_from_the_head_to_an_hour_and_back(open_room, plan, office, qtbot, ui, day):
    made = plan("Orlov", day)
    week = open_room("week", day).week
    head, hours = week.head, week.hours
    spot = head.spot_of(only(week)).center()
    below = head.mapFrom(week, hours.mapTo(week, QPoint(int(spot.x()), 11 * HOUR + 4)))
    drop(qtbot, head, spot.toPoint(), below)
    qtbot.waitUntil(lambda: row(office, made).due_time == "11:00")
    qtbot.waitUntil(lambda: ui.desk.idle() and only(week).time == "11:00")
    start = hours.box_of(only(week)).center().toPoint()
    above = QPoint(start.x(), hours.visibleRegion().boundingRect().top() - 30)
    drop(qtbot, hours, start, above)
    qtbot.waitUntil(lambda: row(office, made).due_time == "")
    assert row(office, made).due_on == day


def test_the_upper_edge_moves_the_beginning_and_the_end_stays(open_room, plan, office, qtbot, ui, day):
    made = plan("Orlov", day, "10:00", kind="meeting", minutes=60)
    hours = open_room("week", day).week.hours
    area = hours._boxes[0].area
    edge = QPointF(area.center().x(), area.top() + 2).toPoint()
    qtbot.mousePress(hours, LEFT, pos=edge)
    qtbot.mouseMove(hours, edge + QPoint(0, -12))
    qtbot.mouseMove(hours, edge + QPoint(0, -HOUR // 2))
    qtbot.mouseRelease(hours, LEFT, pos=edge + QPoint(0, -HOUR // 2))
    qtbot.waitUntil(lambda: (row(office, made).due_time, row(office, made).minutes) == ("09:30", 90))


def test_held_at_the_edge_the_page_turns_and_the_drop_is_there(open_room, plan, office, qtbot, ui, day):
    made = plan("Orlov", day, "10:00", kind="meeting", minutes=60)
    room = open_room("week", day)
    hours = room.week.hours
    start = hours.box_of(only(room.week)).center().toPoint()
    begin(qtbot, hours, start, QPoint(hours.width() + 5, start.y()))
    assert room.week.pull._hold.isActive()
    room.week.pull._hold.timeout.emit()  # as after the mouse was held there
    qtbot.waitUntil(lambda: room.settled and ui.desk.idle() and room.week._span.start > day)
    end = QPoint(AXIS + 30, start.y())
    qtbot.mouseMove(hours, end)
    assert not room.week.pull._hold.isActive()
    qtbot.mouseRelease(hours, LEFT, pos=end)
    qtbot.waitUntil(lambda: row(office, made).due_on == room.week._span.start)


def test_an_answer_for_another_place_is_not_shown(qapp):
    from PySide6.QtCore import QObject

    owner = QObject()
    pull = Pull(owner)
    asked = []
    pull.considered.connect(asked.append)
    here, there = (Wish(SimpleNamespace(ref=1), dt.date(2026, 11, number)) for number in (18, 19))
    pull.over(here)
    pull.over(here)
    pull.over(there)
    assert asked == [here, there]
    pull.tell(here, [SimpleNamespace(weight=Weight.STOP)])
    assert pull.first() is None
    pull.tell(there, [SimpleNamespace(weight=Weight.WARN)])
    assert pull.colours(LIGHT) == (LIGHT.warning_tint, LIGHT.warning)
