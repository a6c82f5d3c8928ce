"""The frame: language and theme while running, what it remembers, a second start, and what goes wrong."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, QProcessEnvironment, QTimer
from PySide6.QtWidgets import QApplication

from app.views.start import catch_crashes

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def brown(customer):
    return customer("Brown", "Anna", note="loves sailing")


def test_the_language_changes_while_running_and_the_place_stays(salesperson, brown):
    salesperson.opens_the_window()
    salesperson.opens_the_card_of("Anna Brown")
    salesperson.looks_for("Language: Русский")
    salesperson.finds("Language: Русский")
    salesperson.presses("Enter")
    salesperson.sees("Настройки", "Язык")
    assert keyboard()
    salesperson.presses("Esc")
    salesperson.sees("Примечание: loves sailing")
    salesperson.starts_again()
    salesperson.sees("Примечание: loves sailing")


def test_what_was_visited_by_a_key_gives_the_keyboard_back(salesperson, brown):
    """Esc in the capture line or search leads to where one was; so does a customer whose card is open."""
    salesperson.opens_the_window()
    salesperson.opens_the_card_of("Anna Brown")
    salesperson.presses("Enter", "Down", "Down")
    assert keyboard().startswith("Name") or keyboard().startswith("Given name"), keyboard()
    row = keyboard()
    for key in ("Ctrl+L", "Ctrl+K"):
        salesperson.presses(key)
        assert keyboard() != row
        salesperson.presses("Esc")
        assert keyboard() == row
    salesperson.opens_the_card_of("Anna Brown")
    assert keyboard() == row
    salesperson.goes_to("Team")
    assert salesperson.is_in("Team")
    assert keyboard()


def test_tab_goes_through_the_card_as_one_reads_it(salesperson, brown):
    salesperson.opens_the_window()
    salesperson.opens_the_card_of("Anna Brown")
    salesperson.presses("Enter")
    seen = []
    while "Photo of Anna Brown" not in seen[1:]:
        salesperson.presses("Tab")
        seen.append(keyboard())
        assert len(seen) < 120, seen
    stops = ("Brief", "Person", "Contacts", "Surname: Brown", "Note a remark", "Today", "Columns and order")
    order = [next(n for n, said in enumerate(seen) if said.startswith(stop)) for stop in stops]
    assert order == sorted(order), seen
    assert max(n for n, said in enumerate(seen) if said.endswith("%")) < order[1], seen


def keyboard():
    found = QApplication.focusWidget()
    return found.accessibleName() if found is not None else ""


def test_dark_and_light_by_one_click(salesperson, brown):
    salesperson.opens_the_window()
    salesperson.opens_the_card_of("Anna Brown")
    before = salesperson.window.palette().window().color().lightness()
    salesperson.clicks("Light or dark")
    after = salesperson.window.palette().window().color().lightness()
    assert abs(before - after) > 100
    salesperson.sees("Note: loves sailing")
    salesperson.starts_again()
    assert salesperson.window.palette().window().color().lightness() == after


def test_size_place_and_columns_are_remembered(salesperson, brown):
    salesperson.opens_the_window(size=(960, 640))
    salesperson.goes_to("Customers")
    salesperson.clicks("Columns and order")
    salesperson.clicks("Phone")
    heads = headings(salesperson)
    assert "Phone" in heads
    salesperson.starts_again()
    assert (salesperson.window.width(), salesperson.window.height()) == (960, 640)
    assert salesperson.is_in("Customers")
    assert headings(salesperson) == heads


def headings(her):
    table = her.window.stack.currentWidget().list.table
    return [column.title for column in table.columns]


def test_a_second_start_raises_the_first_window(salesperson, brown, qtbot):
    salesperson.opens_the_window()
    raised = []
    salesperson._start.server.newConnection.connect(lambda: raised.append(1))
    second = QProcess()
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("RAPPORT_HOME", str(salesperson.paths.data.parent))
    environment.insert("QT_QPA_PLATFORM", os.environ["QT_QPA_PLATFORM"])
    second.setProcessEnvironment(environment)
    second.setWorkingDirectory(str(ROOT))
    second.start(sys.executable, ["main.py"])
    qtbot.waitUntil(lambda: second.state() == QProcess.ProcessState.NotRunning, timeout=30_000)
    assert second.exitCode() == 0, bytes(second.readAllStandardError()).decode()
    qtbot.waitUntil(lambda: bool(raised))
    assert salesperson.window.isVisible()


def test_a_bug_is_told_with_the_place_of_the_log_and_without_customers(salesperson, brown, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    salesperson.opens_the_window()
    salesperson.opens_the_card_of("Anna Brown")
    catch_crashes(salesperson.window, salesperson._start)

    def stumble():
        secret = "loves sailing"
        raise ValueError(f"cannot read {secret} of Brown")

    QTimer.singleShot(0, salesperson.window, stumble)
    log = salesperson.paths.crash_log
    salesperson.sees("Something went wrong inside Rapport", str(log))
    salesperson.clicks("Go on")
    salesperson.sees_no("Something went wrong inside Rapport")
    written = log.read_text(encoding="utf-8")
    assert "ValueError" in written
    assert "stumble" in written
    assert "Brown" not in written
    assert "sailing" not in written
    salesperson.edits("Note", "goes on")
    salesperson.sees("Note: goes on")


def test_a_database_that_was_removed_is_told_of_and_what_was_typed_stays(salesperson, brown):
    salesperson.opens_the_window()
    salesperson.opens_the_card_of("Anna Brown")
    for path in salesperson.database.parent.glob(salesperson.database.name + "*"):
        path.unlink()
    salesperson.edits("Note", "loves climbing")
    salesperson.sees("was moved, removed or replaced while it was open. Nothing was saved.")
    salesperson.sees("loves climbing")


def test_a_database_of_something_else_is_refused_and_left_alone(arrives, tmp_path, qtbot):
    her = arrives()
    her.database.parent.mkdir(parents=True)
    her.database.write_text("a shopping list", encoding="utf-8")
    from PySide6.QtWidgets import QApplication

    said = []

    def answer():
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(20, answer)
            return
        said.extend(her.reads())
        dialog.reject()

    QTimer.singleShot(0, answer)
    assert her.tries_to_open() is None
    assert any("is not a Rapport database" in text for text in said), said
    assert her.database.read_text(encoding="utf-8") == "a shopping list"


def test_the_keyboard_goes_along_into_a_room(salesperson, brown):
    salesperson.opens_the_window()
    salesperson.goes_to("Customers")
    for key in ("Alt+3", "Alt+4", "Alt+7", "Alt+1"):
        salesperson.presses(key)
        room = salesperson.window.stack.currentWidget()
        assert room.isAncestorOf(QApplication.focusWidget()), key
