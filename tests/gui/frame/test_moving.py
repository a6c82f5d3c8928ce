"""The window asks who works here, backs up, and moves from one database to another."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap import House
from app.clock import FixedClock
from app.language import translator
from app.models.database import create
from app.office import Office
from app.paths import Paths, root
from app.queries import duplicates, people
from app.services import care, customers
from app.services import people as verbs
from app.services.entering import enter
from app.settings import Settings
from app.views.frame.first import DailyBackup, WhoAreYou
from app.views.kit.session import Start, dress, listen_for, speak
from app.views.window import Window

CLOCK = FixedClock(
    dt.datetime(2026, 11, 17, 9, 0, tzinfo=ZoneInfo("Europe/Moscow")), ZoneInfo("Europe/Moscow")
)


@pytest.fixture
def start(tmp_path, qapp):
    paths = Paths(*[tmp_path / name for name in ("data", "config", "cache", "log")], root())
    settings = Settings(None)
    house = House(paths, settings, CLOCK, translator("en", paths.translations), paths.database)

    def open_other(target):
        house.target = target
        office = house.office(create_missing=target == paths.database)
        made.target = target
        return office

    made = Start(
        paths,
        settings,
        CLOCK,
        "en",
        paths.database,
        lambda: house.office(create_missing=True),
        house.remember_person,
        lambda _fault: paths.crash_log,
        open_other,
    )
    speak(qapp, made.translator())
    dress(qapp, settings)
    return made


@pytest.fixture
def window(qtbot, qapp, start):
    made = Window(qapp, start, start.open_office())
    crashes = []
    made._raise = crashes.append
    made.desk.crashed.disconnect()
    made.desk.crashed.connect(crashes.append)
    listen_for(start, made.raise_up)
    qtbot.addWidget(made)
    made.show()
    made.started()
    yield made
    qtbot.waitUntil(made.desk.idle, timeout=10_000)
    made.close()
    made.desk.office.close()
    start.server.close()
    assert crashes == []


def who_are_you():
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, WhoAreYou) and w.isVisible()]
    return found[0] if found else None


def answer(qtbot, window, name="Anna Orlova"):
    qtbot.waitUntil(lambda: who_are_you() is not None)
    dialog = who_are_you()
    dialog.name.setText(name)
    dialog.save()
    qtbot.waitUntil(lambda: window.desk.idle() and window.desk.office.person_id is not None)


def test_who_works_here_is_asked_once_and_remembered(qtbot, window, start):
    qtbot.waitUntil(lambda: who_are_you() is not None)
    dialog = who_are_you()
    dialog.save()
    assert dialog.name.property("bad") is True
    assert dialog.isVisible()
    answer(qtbot, window)
    team = window.desk.office.ask(people.team)
    assert [(p.name, p.role) for p in team] == [("Anna Orlova", "owner")]
    assert start.settings.get(__import__("app.settings").settings.PERSON)
    assert window.desk.office.person_id == team[0].id
    assert who_are_you() is None


def test_the_backup_of_the_day_is_made_once(qtbot, window, start):
    answer(qtbot, window)
    timer = window.findChild(DailyBackup)
    timer.make()
    qtbot.waitUntil(window.desk.idle)
    assert len(list(start.paths.backups.glob("my-2026-11-17.rapport"))) == 1
    assert window.status._backup.text().startswith("backup ")


def test_the_window_moves_and_the_new_place_is_live(qtbot, window, start, tmp_path):
    answer(qtbot, window)
    office = Office(create(tmp_path / "other.rapport"), CLOCK)
    office.do(verbs.create, name="Second Person")
    office.do(customers.create, values={"surname": "There"})
    office.close()
    old = window.desk
    window.reopen(tmp_path / "other.rapport")
    assert window.desk is not old
    assert window.windowTitle() == "Rapport — other.rapport"
    assert start.target == tmp_path / "other.rapport"
    qtbot.waitUntil(lambda: window.desk.idle() and window.status._who.text() == "Second Person")
    heard = []
    window.desk.changed.connect(heard.append)
    window.desk.do(None, customers.create, values={"surname": "Here"})
    qtbot.waitUntil(lambda: bool(heard) and window.desk.idle())
    assert who_are_you() is None


def test_what_cannot_be_opened_leaves_the_window_where_it_was(qtbot, window, start, tmp_path):
    answer(qtbot, window)
    bad = tmp_path / "bad.rapport"
    bad.write_bytes(b"not a database at all")
    window.reopen(bad)
    assert window.desk.office.database.path == start.paths.database
    assert any("bad.rapport" in notice.text for notice in window.notices.shown)
    qtbot.waitUntil(window.desk.idle)


def test_a_restored_backup_takes_the_place(qtbot, window, start):
    answer(qtbot, window)
    window.desk.office.do(customers.create, values={"surname": "Before"})
    made = care.back_up(window.desk.office.database, start.paths.backups, CLOCK)
    window.desk.office.do(customers.create, values={"surname": "After"})
    fresh = care.prepare_restore(made, start.paths.database)
    qtbot.waitUntil(window.desk.idle)
    window.reopen(start.paths.database, lambda: care.finish_restore(fresh, start.paths.database))
    from app.queries.customers import count

    assert window.desk.office.ask(count) == 1
    qtbot.waitUntil(window.desk.idle)


def test_the_title_says_that_it_is_the_sample(qtbot, window, start):
    answer(qtbot, window)
    path = care.sample_path(start.paths, "en")
    made = Office(create(path), CLOCK)
    made.do(verbs.create, name="Sample Person")
    made.close()
    window.reopen(path)
    assert window.windowTitle() == "Rapport — sample"
    qtbot.waitUntil(window.desk.idle)
    timer = window.findChild(DailyBackup)
    timer.make()
    qtbot.waitUntil(window.desk.idle)
    assert not list(start.paths.backups.rglob("sample*"))


def test_what_is_entered_twice_comes_onto_the_list_of_duplicates(qtbot, window):
    answer(qtbot, window)
    desk = window.desk
    for name in ("Peter", "Pete"):
        desk.do(None, enter, values={"surname": "Brown", "given": name}, emails=["p.brown@example.org"])
    qtbot.waitUntil(lambda: desk.office.ask(duplicates.count) == 1, timeout=10_000)


def test_every_room_is_found_as_it_was_left_after_the_language_changed(qtbot, window, start):
    """One changes it in the preferences, away from the list."""
    for number in range(60):
        window.desk.office.do(enter, values={"surname": f"Name{number:02}"})
    window.go("customers")
    room = window._rooms["customers"]
    qtbot.waitUntil(lambda: len(room.list.table.lines.ids) == 60)
    chosen = room.list.table.lines.ids[50]
    room.list.view.choose(chosen)
    scrolled = room.list.view.verticalScrollBar().value()
    window.go("preferences")
    window.rebuild()
    window.rebuild()
    window.go("customers")
    again = window._rooms["customers"]
    assert again is not room
    qtbot.waitUntil(lambda: again.list.view.current_id() == chosen)
    assert again.list.view.verticalScrollBar().value() == scrolled > 0
    # what is still asked at the end is never answered: the window goes first
    qtbot.waitUntil(window.desk.idle)
