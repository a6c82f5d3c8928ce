"""Calendars in the window: seen before they come in, taken back, written as the calendar shows them, the feed."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QMainWindow

from app.queries.calendar_files import Wish
from app.services import calendar_files, customers, followups
from app.views.exchange import calendar_feed, calendar_import
from app.views.exchange.calendar_export import CalendarExport
from app.views.exchange.calendar_feed import Feed, FeedDialog
from app.views.exchange.calendar_import import CalendarImport
from app.views.mail import bringing

ICS = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:a
SUMMARY:Tasting
DTSTART:20261120T100000
END:VEVENT
BEGIN:VEVENT
UID:b
SUMMARY:Someday
END:VEVENT
END:VCALENDAR
"""
TODAY = dt.date(2026, 11, 17)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "team.ics"
    path.write_text(ICS, encoding="utf-8")
    return path


def settled(qtbot, ui):
    qtbot.waitUntil(lambda: ui.desk.idle() and ui.desk.tasks.newest is None, timeout=20_000)


def previewed(qtbot, ui, *paths):
    files = calendar_files.open_files(paths)
    dialog = CalendarImport(ui, files, calendar_files.run(ui.desk.office, files=files, dry_run=True).plan)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def planned(ui):
    return [row.text for row in ui.desk.office.ask(lambda reading: reading.rows(_followups()))]


def _followups():
    import sqlalchemy as sa

    from app.models.contact import FollowUp

    return sa.select(FollowUp.text).order_by(FollowUp.id)


def test_a_preview_says_what_comes_of_each_entry(qtbot, ui, file, tmp_path):
    other = tmp_path / "list.csv"
    other.write_text("name\n", encoding="utf-8")
    dialog = previewed(qtbot, ui, file, other)
    assert [(row.title, row.becomes, row.why) for row in dialog.rows] == [
        ("Tasting", "will be new", ""),
        ("Someday", "is left out", "no day is named"),
    ]
    dialog.show_tab("problems")
    assert [(row.title, row.line) for row in dialog.rows] == [
        ("“Someday” names no day; it was left out.", "7")
    ]
    assert "list.csv" in dialog.faults.text()
    assert dialog.totals.text() == "2 read = 1 created + 1 skipped"
    assert planned(ui) == []


def test_an_import_is_taken_back_from_its_notice(qtbot, ui, file, heard):
    dialog = previewed(qtbot, ui, file)
    assert dialog.go_button.text() == "Import 1 entry"
    dialog.go_button.click()
    settled(qtbot, ui)
    assert planned(ui) == ["Tasting"]
    text, actions, tone = heard.said[-1]
    assert (text, tone) == ("2 read = 1 created + 1 skipped", "good")
    actions["Undo"]()
    settled(qtbot, ui)
    qtbot.waitUntil(lambda: heard.said[-1][0] == "The import was taken back.")
    assert planned(ui) == []


def test_where_nothing_is_new_there_is_nothing_to_import(qtbot, ui, file):
    calendar_files.run(ui.desk.office, paths=[file])
    dialog = previewed(qtbot, ui, file)
    assert not dialog.go_button.isEnabled()
    assert [row.why for row in dialog.rows] == ["nothing new", "no day is named"]


def test_the_preview_says_what_the_file_changes(qtbot, ui, file, tmp_path):
    calendar_files.run(ui.desk.office, paths=[file])
    changed = tmp_path / "changed.ics"
    changed.write_text(ICS.replace("T100000", "T113000\nLOCATION:Cellar"), encoding="utf-8")
    dialog = previewed(qtbot, ui, changed)
    assert [(row.becomes, row.why) for row in dialog.rows][:1] == [
        ("will change", "the file changes: hour, place")
    ]


def test_dropped_files_are_read_beside_the_window(qtbot, ui, file):
    window = QMainWindow()
    qtbot.addWidget(window)
    calendar_import.open_dialog(window, ui, "calendar_import", paths=[file])
    settled(qtbot, ui)
    qtbot.waitUntil(lambda: bool(window.findChildren(CalendarImport)))
    window.findChildren(CalendarImport)[0].reject()


def test_of_dropped_files_calendars_are_read_as_such(qtbot, ui, file, tmp_path, heard):
    other = tmp_path / "list.csv"
    other.write_text("name;phone\nIvan;+79123456789\n", encoding="utf-8")
    bringing.open_dialog(QMainWindow(), ui, "dropped", paths=[other, file])
    settled(qtbot, ui)
    assert heard.went == [("calendar_import", {"paths": [file]}), ("imports", {"paths": [other]})]


def test_an_export_takes_the_days_and_the_filter_in_sight(qtbot, ui, tmp_path, heard):
    office = ui.desk.office
    office.do(followups.create, due_on=TODAY, text="ring", kind="call")
    office.do(followups.create, due_on=TODAY, due_time="12:00", text="lunch", kind="meeting")
    office.do(followups.create, due_on=dt.date(2027, 2, 1), text="later", kind="meeting")
    seen = Wish(dt.date(2026, 11, 1), dt.date(2026, 11, 30), kinds=frozenset({"meeting"}))
    dialog = CalendarExport(ui, seen)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.filter.isChecked()
    path = tmp_path / "out"
    dialog.write(path)
    settled(qtbot, ui)
    text = path.with_suffix(".ics").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("SUMMARY")] == ["SUMMARY:lunch"]
    assert heard.said[-1][0] == "out.ics: 1 entry written"
    whole = CalendarExport(ui, Wish())
    qtbot.addWidget(whole)
    assert whole.wish().start == TODAY
    whole.days.choose("all")
    assert whole.wish() == Wish(kinds=frozenset({"followup", "meeting", "occasion", "leave"}))


@pytest.fixture
def window(qtbot, ui):
    made = QMainWindow()
    made.ui, made.desk = ui, ui.desk
    qtbot.addWidget(made)
    return made


def test_the_feed_is_off_until_it_is_chosen_and_then_follows_changes(qtbot, ui, window, monkeypatch):
    monkeypatch.setattr(calendar_feed, "AFTER", 10)
    feed = Feed(window)
    path = calendar_feed.path_of(ui)
    feed.write()
    settled(qtbot, ui)
    assert path.name == "test.ics"
    assert not path.exists()
    ivan = ui.desk.office.do(customers.create, values={"kind": "person", "surname": "Petrov"})
    dialog = FeedDialog(ui, feed)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.people.isEnabled()
    dialog.on.setChecked(True)
    settled(qtbot, ui)
    assert path.exists()
    dialog.names.choose(True)
    dialog.names.chosen.emit(True)
    settled(qtbot, ui)
    ui.desk.do(
        None, followups.create, due_on=TODAY, due_time="12:00", text="lunch", kind="meeting", customer_id=ivan
    )
    qtbot.waitUntil(lambda: "SUMMARY:Petrov: lunch" in path.read_text(encoding="utf-8"), timeout=10_000)
    ui.desk.do(
        None, followups.create, due_on=TODAY, due_time="15:00", text="doctor", kind="meeting", private=True
    )
    qtbot.waitUntil(lambda: "SUMMARY:Busy" in path.read_text(encoding="utf-8"), timeout=10_000)
    assert "doctor" not in path.read_text(encoding="utf-8")
    dialog.names.choose(False)
    dialog.names.chosen.emit(False)
    settled(qtbot, ui)
    told = path.read_text(encoding="utf-8")
    assert "Petrov" not in told
    assert "lunch" not in told
    assert "SUMMARY:Busy" in told
    assert {one.reason for one in calendar_files.run(ui.desk.office, paths=[path]).plan.decisions} == {
        "elsewhere"
    }
    dialog.on.setChecked(False)
    assert calendar_feed.wanted(ui) is None


def test_a_feed_that_cannot_be_written_says_so_once(qtbot, ui, window, heard, monkeypatch, tmp_path):
    monkeypatch.setattr(calendar_feed, "path_of", lambda _ui: tmp_path / "nowhere" / "test.ics")
    feed = Feed(window)
    dialog = FeedDialog(ui, feed)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.on.setChecked(True)
    settled(qtbot, ui)
    feed.write()
    settled(qtbot, ui)
    assert "cannot be written" in dialog.fault.text()
    assert len([text for text, _, tone in heard.said if tone == "bad"]) == 1
