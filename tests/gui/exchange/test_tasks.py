"""Long work beside the window: shown in the status line, told how far it is, stopped by a click."""

from __future__ import annotations

import threading

import pytest

from app.errors import RapportError
from app.views.frame.status import Status


@pytest.fixture
def status(ui, qtbot):
    made = Status(ui)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_status_line_shows_text_and_share_and_forgets_them(qtbot, ui, status):
    go_on = threading.Event()

    def work(task):
        task.tell(41, 100)
        assert go_on.wait(10)
        return "done"

    heard = []
    ui.desk.tasks.begin("importing contacts", work, then=heard.append)
    qtbot.waitUntil(lambda: status.progress.accessibleName() == "importing contacts 41%")
    assert status.progress.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: heard == ["done"])
    qtbot.waitUntil(lambda: not status.progress.isVisible())


def test_cancel_in_the_status_line_reaches_the_worker(qtbot, ui, status):
    waiting = threading.Event()

    class Stopped(RapportError):
        message = "stopped"

    def work(task):
        while not task.cancelled():
            waiting.wait(0.01)
        raise Stopped

    failed = []
    ui.desk.tasks.begin("reading", work, then=lambda _: None, failed=failed.append)
    status.progress.cancelled.emit()
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert ui.desk.tasks.newest is None


def test_a_status_line_built_anew_shows_what_still_goes_on(qtbot, ui):
    go_on = threading.Event()
    ui.desk.tasks.begin("exporting", lambda _task: go_on.wait(10), then=lambda _: None)
    made = Status(ui)
    qtbot.addWidget(made)
    assert made.progress.accessibleName() == "exporting"
    go_on.set()
    qtbot.waitUntil(lambda: ui.desk.tasks.newest is None)
