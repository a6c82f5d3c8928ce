"""A week of November with meetings and steps, and the calendar over it; the clock stands at Tue 17 November, 9:00."""

from __future__ import annotations

import datetime as dt

import pytest

from app.services import customers, followups
from app.views.calendar.room import CalendarRoom


@pytest.fixture
def day():
    return dt.date(2026, 11, 18)


@pytest.fixture
def plan(office):
    """Plan something for a customer of that name, who is made for it; return the follow-up's id."""

    def make(surname, day, time="", class_="A", **values):
        who = office.do(customers.create, values={"surname": surname, "class_": class_})
        values.setdefault("text", f"see {surname}")
        return office.do(followups.create, customer_id=who, due_on=day, due_time=time, **values)

    return make


@pytest.fixture
def open_room(qtbot, ui):
    """Show the room with ``view`` and wait for its first answer."""

    def show(view="month", day=None):
        room = CalendarRoom(ui)
        qtbot.addWidget(room)
        room.resize(1240, 820)
        room.show()
        room.activateWindow()
        what = {"view": view} | ({"day": day} if day else {})
        room.open(**what)
        qtbot.waitUntil(lambda: room.settled and ui.desk.idle())
        return room

    return show
