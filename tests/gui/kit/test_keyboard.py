"""Tab goes as one reads; a field that was visited gives the keyboard back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.views.kit.host import Host
from app.views.kit.keyboard import WayBack


@pytest.fixture
def window(qtbot):
    made = Host()
    qtbot.addWidget(made)
    frame = QWidget()
    QVBoxLayout(frame)
    made.setCentralWidget(frame)
    made.resize(300, 200)
    return made


def button(name):
    made = QPushButton(name)
    made.setObjectName(name)
    return made


def keyboard():
    found = QApplication.focusWidget()
    return found.objectName() if found is not None else None


def shown(qtbot, window):
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def tabs(window, times, *, forward=True):
    found = []
    for _ in range(times):
        (QApplication.focusWidget() or window).focusNextPrevChild(forward)
        found.append(keyboard())
    return found


def test_what_was_built_late_stands_where_it_is_seen(qtbot, window):
    column = window.centralWidget().layout()
    first, last = button("first"), button("last")
    column.addWidget(first)
    column.addWidget(last)
    shown(qtbot, window)
    line = QHBoxLayout()
    column.insertLayout(1, line)
    line.addWidget(button("right"))
    line.insertWidget(0, button("left"))
    qtbot.waitUntil(lambda: all(each.isVisible() for each in window.findChildren(QPushButton)))
    first.setFocus()
    qtbot.waitUntil(lambda: keyboard() == "first")
    assert tabs(window, 4) == ["left", "right", "last", "first"]
    assert tabs(window, 2, forward=False) == ["last", "right"]


def test_what_cannot_be_used_is_passed_over_and_what_is_below_comes_into_sight(qtbot, window):
    column = window.centralWidget().layout()
    off, hidden, far = button("off"), button("hidden"), button("far")
    off.setEnabled(False)
    area, inside = QScrollArea(), QWidget()
    area.setFocusPolicy(area.focusPolicy().NoFocus)
    lines = QVBoxLayout(inside)
    lines.addSpacing(2000)
    lines.addWidget(far)
    area.setWidget(inside)
    for widget in (button("first"), off, hidden, area):
        column.addWidget(widget)
    hidden.hide()
    shown(qtbot, window)
    window.findChild(QPushButton, "first").setFocus()
    qtbot.waitUntil(lambda: keyboard() == "first")
    assert tabs(window, 1) == ["far"]
    assert area.verticalScrollBar().value() > 0


def test_the_way_back_is_to_what_had_the_keyboard_before(qtbot, window):
    column = window.centralWidget().layout()
    home = QWidget()
    inside = QVBoxLayout(home)
    one, two = button("one"), button("two")
    inside.addWidget(one)
    inside.addWidget(two)
    work, other = button("work"), button("other")
    for widget in (home, work, other):
        column.addWidget(widget)
    back = WayBack(home)
    shown(qtbot, window)
    assert not back.go()
    other.setFocus()
    qtbot.waitUntil(lambda: keyboard() == "other")
    one.setFocus()
    two.setFocus()  # inside the home: still back to what was before it
    two.clearFocus()
    assert back.go()
    assert keyboard() == "other"
    one.setFocus()
    other.hide()
    one.clearFocus()
    assert not back.go()
