"""Preferences hold at once; own fields; backups and other databases."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from app.models.database import create
from app.queries import own_fields
from app.queries.calendar_days import office_country
from app.services import care, customers, settings
from app.settings import DAILY_BACKUP, DATABASE, DECLARED, LANGUAGE
from app.views.kit.buttons import IconButton
from app.views.preferences import database
from app.views.preferences.own_fields import OwnFieldLine
from app.views.preferences.room import PreferencesRoom


@pytest.fixture
def room(qtbot, ui):
    made = PreferencesRoom(ui)
    qtbot.addWidget(made)
    made.resize(900, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(ui.desk.idle)
    return made


@pytest.fixture
def wait(qtbot, ui):
    def wait(until):
        qtbot.waitUntil(lambda: bool(ui.desk.idle() and until()), timeout=5000)

    return wait


def lines(room):
    return [line for line in room.findChildren(OwnFieldLine) if line.isVisible()]


def test_every_setting_that_is_offered_has_its_control(room):
    assert set(room.controls) == {setting.key for setting in DECLARED if setting.label}
    assert all(control.accessibleName() for control in room.controls.values())


def test_language_builds_the_window_anew(room):
    built = []
    room.ui.apply_settings = lambda: built.append(1)
    combo = room.controls["language"]
    combo.chosen.emit("ru")
    assert room.ui.settings.get(LANGUAGE) == "ru"
    assert built == [1]
    room.open(set=("language", "ru"))
    assert built == [1]


def test_the_country_of_the_office_is_kept_for_the_whole_team(room, office, wait):
    wait(lambda: room.country.combo.currentData() == "RU")  # where the office's time zone is
    room.country.combo.chosen.emit("DE")
    wait(lambda: room.country.combo.currentData() == "DE")
    assert office.ask(office_country) == "DE"


def test_a_tick_holds_at_once(room):
    room.controls["daily_backup"].click()
    assert room.ui.settings.get(DAILY_BACKUP) is False


def test_a_field_needs_a_name_and_a_purpose(office, room, wait, heard):
    form = room.own_fields
    form.add()
    assert form.name.property("bad") is True
    form.name.setText("Favourite coffee")
    form.add()
    assert heard.said[-1][0] == "Say what the field is for."
    form.purpose.hidePopup()
    form.purpose.choose("gifts")
    form.add()
    wait(lambda: lines(room))
    assert office.ask(own_fields.own_fields)[0].purposes == ("gifts",)
    assert form.name.text() == ""


def test_purposes_are_added_and_one_stays(office, room, wait, heard):
    office.do(settings.add_own_field, label="Coffee", purposes=["gifts"])
    wait(lambda: lines(room))
    lines(room)[0]._toggle("topics")
    wait(lambda: office.ask(own_fields.own_fields)[0].purposes == ("gifts", "topics"))
    wait(lambda: lines(room) and lines(room)[0].purposes.label == "Gifts, Topics")
    lines(room)[0]._toggle("gifts")
    wait(lambda: lines(room) and lines(room)[0].purposes.label == "Topics")
    lines(room)[0]._toggle("topics")
    assert heard.said[-1][0] == "A field keeps at least one purpose."


def test_a_field_goes_with_its_values_and_comes_back(office, room, wait, heard):
    made = office.do(settings.add_own_field, label="Coffee", purposes=["gifts"])
    one = office.do(customers.create, values={"surname": "One"})
    office.do(customers.set_fact, customer_id=one, key=f"own:{made}", value="black")
    wait(lambda: lines(room) and lines(room)[0].field.used == 1)
    lines(room)[0].findChild(IconButton).click()
    wait(lambda: not lines(room))
    assert heard.said[-1][0] == "Removed “Coffee” with 1 value"
    heard.said[-1][1]["Undo"]()
    wait(lambda: lines(room) and lines(room)[0].field.used == 1)


def test_backing_up_shows_the_file_and_checking_says_sound(room, wait, heard):
    care_ = room.database
    care_.back_up()
    wait(lambda: heard.said)
    wait(lambda: care.list_backups(care_.database, care_.folder))
    assert heard.said[-1][0].startswith("Backup made: ")
    wait(lambda: care_.backups.findChildren(type(care_.backups)))
    care_.check()
    wait(lambda: care_.said.text() == "The database is sound.")


def test_restoring_changes_over_to_the_backup(office, room, wait):
    moved = []
    room.ui.reopen = lambda target, between=None: moved.append((target, between))
    made = care.back_up(office.database, room.database.folder, office.clock)
    room.database.restore(made)
    wait(lambda: moved)
    target, between = moved[0]
    assert target == office.database.path
    assert callable(between)


def test_another_database_is_opened_again_at_the_next_start(room, tmp_path):
    moved = []
    room.ui.reopen = lambda target, between=None: moved.append(target)
    other = create(tmp_path / "other.rapport")
    other.close()
    room.database.open_other(other.path)
    assert moved == [other.path]
    assert room.ui.settings.get(DATABASE) == str(other.path)
    room.database.open_own()
    assert moved[-1] == room.ui.paths.database
    assert room.ui.settings.get(DATABASE) == ""


def test_the_sample_is_made_once_and_not_remembered_as_ones_own(room, wait, ui):
    moved = []

    def reopen(target, between=None):
        if between is not None:
            between()
        moved.append(target)

    ui.reopen = reopen
    database.open_sample(ui)
    wait(lambda: moved)
    path = care.sample_path(ui.paths, "en")
    assert moved == [path]
    assert path.exists()
    before = path.stat().st_mtime_ns
    database.open_sample(ui)
    assert moved == [path, path]
    assert path.stat().st_mtime_ns == before
    assert ui.settings.get(DATABASE) == ""


def test_the_width_there_is_is_used(room, qtbot):
    """At 1280 the database stands beside the rest, nothing is left blank; narrower it stands below."""
    right = room.base.mapTo(room, room.base.rect().topRight()).x()
    assert right > room.width() - 40
    top = room.base.mapTo(room, room.base.rect().topLeft()).y()
    assert top > 300
    room.resize(1096, 730)
    qtbot.waitUntil(lambda: room.base.mapTo(room, room.base.rect().topLeft()).y() < 80)
    assert room.base.mapTo(room, room.base.rect().topRight()).x() > room.width() - 40
    assert room.own_fields.width() > 600
    room.resize(1800, 900)
    left = room.controls["language"].parentWidget().mapTo(room, QPoint()).x()
    right = room.base.mapTo(room, room.base.rect().topRight()).x()
    qtbot.waitUntil(lambda: abs(left - (room.width() - right)) < 60)


def test_the_dialog_of_the_database_is_as_high_as_it_need_be(ui, qtbot):
    dialog = database.Databases(ui)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(ui.desk.idle)
    bare = dialog.height()
    last = max(
        child.geometry().bottom()
        for child in dialog.care.children()
        if isinstance(child, QWidget) and child.isVisible()
    )
    assert dialog.care.height() - last < 24, "no gap below the buttons"
    dialog.care.back_up()
    qtbot.waitUntil(lambda: ui.desk.idle() and dialog.height() > bare + 40)
