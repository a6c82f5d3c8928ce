"""What tests of rooms share: a real database, a desk, and everything that a room is given."""

from __future__ import annotations

import datetime as dt
import gettext
from zoneinfo import ZoneInfo

import pytest

from app.clock import FixedClock
from app.language import Translator
from app.models.database import create
from app.office import Office
from app.paths import Paths, root
from app.services import people
from app.settings import Settings
from app.views.kit.desk import Desk
from app.views.kit.theme import LIGHT, apply
from app.views.kit.ui import Ui

MOMENT = dt.datetime(2026, 11, 17, 9, 0, tzinfo=ZoneInfo("Europe/Moscow"))


@pytest.fixture
def office(tmp_path):
    made = Office(create(tmp_path / "test.rapport"), FixedClock(MOMENT, ZoneInfo("Europe/Moscow")))
    made.person_id = made.do(people.create, name="Анна Орлова", role="manager")
    yield made
    made.close()


class Heard:
    """What rooms asked of the window."""

    def __init__(self):
        self.went, self.said = [], []

    def go(self, place, **what):
        self.went.append((place, what))

    def say(self, text, *actions, tone=""):
        self.said.append((text, dict(actions), tone))


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def ui(qapp, qtbot, office, heard, tmp_path):
    apply(qapp, LIGHT)
    desk = Desk(office)
    crashes = []
    desk.crashed.connect(crashes.append)
    paths = Paths(tmp_path, tmp_path, tmp_path, tmp_path, root())
    yield Ui(
        desk,
        Translator("en", gettext.NullTranslations()),
        LIGHT,
        office.clock,
        Settings(None),
        paths,
        heard.go,
        heard.say,
    )
    qtbot.waitUntil(desk.idle, timeout=10_000)
    desk.finish()
    for crash in crashes:
        raise crash
