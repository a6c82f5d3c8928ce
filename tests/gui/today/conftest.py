"""A day with something of everything, and the room over it."""

from __future__ import annotations

import datetime as dt

import pytest

from app.services import card_rows, customers, followups, interactions
from app.views.today.room import TodayRoom


@pytest.fixture
def make(office):
    """Make a customer heard of ``ago`` days before now, with a phone and an e-mail."""

    def make(surname, class_="", ago=5, **values):
        office.clock.advance(days=-300)
        made = office.do(customers.create, values={"surname": surname, "class_": class_, **values})
        office.do(card_rows.add_channel, customer_id=made, channel="phone", value="+7 912 345-67-89")
        office.do(card_rows.add_channel, customer_id=made, channel="email", value=f"{surname}@example.com")
        office.clock.advance(days=300)
        at = office.clock.now() - dt.timedelta(days=ago)
        office.do(interactions.log, customer_id=made, at=at, text="talked")
        return made

    return make


@pytest.fixture
def day(office, make):
    """Ids of customers: one with a request, one late, one for today, one out of sight, one with a birthday."""
    made = {
        "asks": make("Gromova", "VIP"),
        "late": make("Kim", "A"),
        "today": make("Orlov", "B"),
        "silent": make("Rudova", "B", ago=60),
        "born": make("Gurevich", "VIP", birth_year=1976, birth_month=11, birth_day=17),
    }
    now = office.clock.now()
    asked = now - dt.timedelta(hours=18)
    office.do(
        interactions.log,
        customer_id=made["asks"],
        kind="email",
        direction="in",
        at=asked,
        text="wants prices",
        waits=True,
    )
    today = office.clock.today()
    for who, days, text in (("late", -2, "plans for winter"), ("today", 0, "remind"), ("born", 3, "visit")):
        office.do(followups.create, customer_id=made[who], due_on=today + dt.timedelta(days=days), text=text)
    return made


@pytest.fixture
def open_room(qtbot, ui):
    """Show the room and wait for its first answer."""

    def show():
        room = TodayRoom(ui)
        qtbot.addWidget(room)
        room.resize(1240, 820)
        room.show()
        room.activateWindow()
        qtbot.waitUntil(lambda: room.look is not None and ui.desk.idle())
        return room

    return show


@pytest.fixture
def settled(qtbot, ui):
    """Wait until the room shows what the last verb changed."""

    def wait(room, until):
        qtbot.waitUntil(lambda: ui.desk.idle() and until(room), timeout=5000)

    return wait
