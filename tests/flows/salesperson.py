"""A salesperson at her window: what she does and what she sees, in her own words.

Every method works the real window with real events and waits until it has come to rest; nothing here
reaches past what a person can see, press or click.
"""

from __future__ import annotations

import contextlib
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    Qt,
    QTimer,
    QUrl,
)
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app import bootstrap
from app.bootstrap import House
from app.clock import FixedClock
from app.language import translator
from app.office import Office
from app.paths import Paths
from app.settings import DAILY_BACKUP, Settings
from app.views import start as starting
from app.views.window import Window

#: a timer that runs longer than this is no sign that something is about to happen, ms
SOON = 700
PATIENCE = 20_000
_BARE = {"Enter": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape, "Space": Qt.Key.Key_Space}


class Salesperson:
    """One person at one machine; her settings and her database lie in ``home``."""

    def __init__(self, qtbot: Any, qapp: QApplication, home: Any, clock: FixedClock, language: str) -> None:
        self._qtbot, self._app, self.clock, self.language = qtbot, qapp, clock, language
        self.paths = Paths(
            home / "data", home / "config", home / "cache", home / "log", bootstrap.user_paths().root
        )
        self.database = self.paths.database
        self.window: Window = None  # type: ignore[assignment]

    # starting and ending

    def opens_the_window(self, *, size: tuple[int, int] | None = (1280, 800)) -> None:
        """Start the program as bootstrap does, without its event loop: the test's own is running."""
        office = self.tries_to_open()
        assert office is not None
        self.window = Window(self._app, self._start, office)
        if size:
            self.window.resize(*size)
        self.window.show()
        starting.go_on(self.window, self._start)
        self.window.activateWindow()
        self._qtbot.waitUntil(lambda: self._app.activeWindow() is not None, timeout=PATIENCE)
        self.waits()

    def tries_to_open(self) -> Office | None:
        """Start the program and open the database; None where it cannot be opened."""
        settings = Settings(self.paths.config / "settings.json")
        settings.set(DAILY_BACKUP, False)
        tr = translator(bootstrap.language(settings, self.language), self.paths.translations)
        house = House(self.paths, settings, self.clock, tr, self.database)
        self._start = self._put_together(house)
        starting.speak(self._app, self._start.translator())
        starting.dress(self._app, settings)
        return starting.open_first(self._app, self._start)

    def _put_together(self, house: House) -> starting.Start:
        caught: list[starting.Start] = []
        run, starting.run = starting.run, lambda start: caught.append(start) or 0
        try:
            bootstrap.window(house)
        finally:
            starting.run = run
        return caught[0]

    def closes_the_window(self) -> None:
        """Close the window and end the program."""
        if self.window is None:
            return
        self.window.close()
        if self._start.server is not None:
            self._start.server.close()
        self.window.desk.office.close()
        self.window.deleteLater()
        self.window = None  # type: ignore[assignment]
        self._qtbot.wait(1)

    def starts_again(self) -> None:
        """Close and open the window; its size is for the program to remember."""
        self.closes_the_window()
        self.opens_the_window(size=None)

    # what she does

    def presses(self, *keys: str) -> None:
        """Press keys such as «Ctrl+Z», «Enter», «d», one after the other, where the keyboard is."""
        for key in keys:
            if key in _BARE:
                QTest.keyClick(self._keyboard(), _BARE[key])
            else:
                pressed = QKeySequence(key)[0]
                QTest.keyClick(self._keyboard(), pressed.key(), pressed.keyboardModifiers())
            self.waits()

    def types(self, text: str) -> None:
        """Type ``text`` where the keyboard is."""
        for letter in text:
            place = self._keyboard()
            key = QTest.asciiToKey(letter) if letter.isascii() else Qt.Key.Key_unknown
            QTest.sendKeyEvent(QTest.KeyAction.Click, place, key, letter, Qt.KeyboardModifier.NoModifier)
        self.waits()

    def types_into_capture(self, text: str) -> None:
        """Go to the capture line and type ``text``."""
        self.presses("Ctrl+L")
        self.types(text)

    def looks_for(self, text: str) -> None:
        """Type ``text`` into the search box."""
        self.presses("Ctrl+K")
        self.types(text)

    def goes_to(self, place: str) -> None:
        """Go to a room by the command palette."""
        self.looks_for(place)
        self.presses("Enter")

    def opens_the_card_of(self, name: str) -> None:
        """Find a customer and open the card."""
        self.looks_for(name)
        self.finds(name)
        self.presses("Enter")
        self.sees(name)

    def drops(self, *files: Any, on: QWidget | None = None) -> None:
        """Drop files on the window, or on something in it."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        target = on or self.window
        how = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(target, QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, *how))
        QApplication.sendEvent(target, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, *how))
        self.waits()

    def clicks(self, text: str) -> None:
        """Click what is called or says ``text``: a button, a link, a row, a line of a menu."""
        menu = self._app.activePopupWidget()
        if isinstance(menu, QMenu):
            action = next(each for each in menu.actions() if text in each.text())
            QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
            self.waits()
            return
        target = self._what_says(text)
        if isinstance(target, tuple):
            view, place = target
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
        else:
            QTest.mouseClick(target, Qt.MouseButton.LeftButton)
        self.waits()

    def edits(self, label: str, text: str) -> None:
        """Click a datum of the card and type another value."""
        self.begins_to_edit(label, text)
        self.presses("Ctrl+Return")

    def begins_to_edit(self, label: str, text: str) -> None:
        """Click a datum of the card and type, without leaving it."""
        row = next(
            each
            for each in self._widgets()
            if each.accessibleName().split(":")[0] == label and type(each).__name__ == "FactRow"
        )
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() // 3, 12))
        self.waits()
        self.presses("Ctrl+A")
        self.types(text)

    def chooses(self, *names: str) -> None:
        """Choose rows of the list of customers, the further ones with Ctrl."""
        for number, name in enumerate(names):
            view, place = self._row_of(name)
            held = Qt.KeyboardModifier.ControlModifier if number else Qt.KeyboardModifier.NoModifier
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, place.center())
        self.waits()

    # what she sees

    def sees(self, *texts: str) -> None:
        """Wait until every one of ``texts`` stands somewhere in sight."""
        for text in texts:
            self._until(lambda text=text: any(text in said for said in self.reads()), text)

    def sees_no(self, text: str) -> None:
        """Wait until ``text`` stands nowhere in sight."""
        self._until(lambda: not any(text in said for said in self.reads()), f"no «{text}»")

    def finds(self, text: str) -> None:
        """Wait until the search found ``text``, and as the first."""

        def first() -> bool:
            found = self.window.head.search.found.list.model()
            return self.window.head.search.found.isVisible() and text in str(found.index(0, 0).data() or "")

        self._until(first, text)

    def is_in(self, place: str) -> bool:
        """Tell whether a room is the one in sight, by its name in the column."""
        return any(
            isinstance(each, QAbstractButton) and each.isChecked() and each.text() == place
            for each in self.window.navigation.findChildren(QAbstractButton)
        )

    def reads(self) -> list[str]:
        """Return all texts in sight, as the eye and as a screen reader get them."""
        found: list[str] = []
        for widget in self._widgets():
            found += [widget.accessibleName(), widget.accessibleDescription(), *_said(widget)]
        return [text for text in found if text]

    # resting

    def waits(self) -> None:
        """Wait until nothing is asked, written or about to be."""
        calm = 0

        def rests() -> bool:
            nonlocal calm
            calm = 0 if self._works() else calm + 1
            return calm > 2

        self._qtbot.waitUntil(rests, timeout=PATIENCE)
        if self.window is not None and self._app.activeWindow() is None:
            # where no window manager does so, a closed dialog gives the keyboard back to nobody
            self.window.activateWindow()
            self._qtbot.waitUntil(self.window.isActiveWindow, timeout=PATIENCE)

    def _works(self) -> bool:
        if self.window is None:
            return False
        desk = self.window.desk
        if not desk.idle() or desk.tasks.newest is not None:
            return True
        return any(
            timer.isActive() and timer.isSingleShot() and timer.interval() <= SOON
            for timer in self.window.findChildren(QTimer)
        )

    def _until(self, true: Any, what: str) -> None:
        try:
            self._qtbot.waitUntil(true, timeout=PATIENCE)
        except Exception as fault:
            seen = "\n".join(dict.fromkeys(self.reads()))
            raise AssertionError(f"not seen: {what}\nwhat is in sight:\n{seen}") from fault
        self.waits()

    # finding

    def _keyboard(self) -> QWidget:
        popup = self._app.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        return self._app.focusWidget() or self._app.activeModalWidget() or self.window

    def _tops(self) -> list[QWidget]:
        return [top for top in self._app.topLevelWidgets() if top.isVisible()]

    def _widgets(self) -> list[QWidget]:
        found: list[QWidget] = []
        for top in self._tops():
            found += [top, *(each for each in top.findChildren(QWidget) if each.isVisible())]
        return found

    def _what_says(self, text: str) -> Any:
        """Return the smallest widget that says ``text``, or a view and the place of a row that does."""
        widgets = self._widgets()
        dialog = self._app.activeModalWidget()
        if dialog is not None:
            widgets = [each for each in widgets if dialog.isAncestorOf(each)]
        exact = [each for each in widgets if text in (each.accessibleName(), *_said(each))]
        loose = [each for each in widgets if text in each.accessibleName()]
        for among in (exact, loose):
            live = [each for each in among if not isinstance(each, (QLabel, QAbstractItemView))]
            if live:
                return min(live, key=lambda each: each.width() * each.height())
        return self._row_of(text)

    def _row_of(self, text: str) -> tuple[QAbstractItemView, QRect]:
        for view in (each for each in self._widgets() if isinstance(each, QAbstractItemView)):
            model = view.model()
            for row in range(min(model.rowCount(QModelIndex()), 200)):
                for column in range(_columns(model)):
                    index = model.index(row, column)
                    if text in str(index.data() or ""):
                        return view, view.visualRect(index)
        raise AssertionError(f"nothing says «{text}»; in sight:\n" + "\n".join(dict.fromkeys(self.reads())))


def _said(widget: QWidget) -> list[str]:
    if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
        said = [widget.text()]
        if isinstance(widget, QLineEdit):
            said.append(widget.placeholderText())
        with contextlib.suppress(AttributeError):
            said.append(str(widget.label))
        return said
    if isinstance(widget, (QPlainTextEdit, QTextEdit)):
        return [widget.toPlainText()]
    if isinstance(widget, QComboBox):
        return [widget.currentText()]
    if isinstance(widget, QMenu):
        return [action.text() for action in widget.actions()]
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        return _cells(widget.model())
    return []


def _columns(model: QAbstractItemModel) -> int:
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())


def _cells(model: QAbstractItemModel) -> list[str]:
    return [
        str(model.index(row, column).data() or "")
        for row in range(min(model.rowCount(QModelIndex()), 60))
        for column in range(_columns(model))
    ]
