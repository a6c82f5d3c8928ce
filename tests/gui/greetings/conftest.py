"""Customers with birthdays around Tue 17 November, and the room of greetings over them."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.clock import FixedClock
from app.office import Office
from app.services import card_rows, customers
from app.views.greetings.room import GreetingsRoom

TODAY = dt.date(2026, 11, 17)
#: a timer that runs longer than this is no sign that something is about to happen, ms
SOON = 700


@pytest.fixture
def born(office):
    """Enter a customer born on that day: ``born("Brown", 17, class_="VIP", phone="…")`` gives the id.

    The card was begun a month ago: what lies before its beginning is nobody's fault.
    """
    zone = office.clock.zone
    early = Office(office.database, FixedClock(office.clock.now() - dt.timedelta(days=30), zone))
    early.person_id = office.person_id

    def make(surname, day=17, month=11, *, year=1976, phone="", email="", **values):
        plain = {
            "surname": surname,
            "class_": "B",
            "birth_month": month,
            "birth_day": day,
            "birth_year": year,
        }
        made = early.do(customers.create, values=plain | values)
        for kind, value in (("phone", phone), ("email", email)):
            if value:
                early.do(card_rows.add_channel, customer_id=made, channel=kind, value=value)
        return made

    return make


@pytest.fixture
def calm(qtbot, ui):
    """Wait until nothing is asked, written or about to be."""

    def wait():
        still = 0

        def rests():
            nonlocal still
            soon = any(
                timer.isActive() and timer.isSingleShot() and timer.interval() <= SOON
                for top in QApplication.topLevelWidgets()
                for timer in top.findChildren(QTimer)
            )
            still = still + 1 if ui.desk.idle() and not soon else 0
            return still > 2

        qtbot.waitUntil(rests, timeout=20_000)

    return wait


@pytest.fixture
def open_room(qtbot, ui, calm):
    """Show the room with ``tab`` and wait for its first answers."""

    rooms = []

    def show(tab="due", **what):
        room = GreetingsRoom(ui)
        rooms.append(room)
        qtbot.addWidget(room)
        room.resize(1180, 720)
        room.show()
        room.activateWindow()
        room.open(tab=tab, **what)
        calm()
        return room

    return show
