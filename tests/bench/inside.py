"""What is measured inside the running window: memory, painting, scrolling, how long nothing moves."""

from __future__ import annotations

import itertools
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from tests.bench.ready import SETTLED

Answer = Callable[..., None]
LINES = 10_000


def memory(view: Any, answer: Answer) -> None:
    """Resident memory in MB when a card is shown and nothing is under way; 0 where the platform does not say."""
    from app.views.customers.card.panel import CardPanel

    window = view.window()

    def look() -> None:
        card = window.findChild(CardPanel)
        if card is not None and card.keeper.view is not None and window.desk.idle():
            QTimer.singleShot(SETTLED, lambda: answer(resident()))
        else:
            QTimer.singleShot(100, look)

    look()


def resident() -> float:
    """Resident memory of this process in MB."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    return next(int(x.split()[1]) / 1024 for x in status.read_text().splitlines() if x.startswith("VmRSS"))


def painting(view: Any, answer: Answer) -> None:
    """Milliseconds of one paint and of one step to rows that are not at hand: a C++ item model, then the list."""
    table, columns = view.model(), view.model().columnCount()
    plain = QTableView()
    items = QStandardItemModel(LINES, columns)
    for row in range(LINES):
        for column in range(columns):
            items.setItem(row, column, QStandardItem(table.index(1 + row % 30, column).data() or ""))
    plain.setModel(items)
    plain.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    for column in range(columns):
        plain.setColumnWidth(column, view.columnWidth(column))
    plain.verticalHeader().setDefaultSectionSize(view.verticalHeader().defaultSectionSize() or 36)
    plain.verticalHeader().hide()
    plain.resize(view.size())
    plain.show()
    QTest.qWait(200)
    answer(_paint(plain), _paint(view), _steps(plain, lambda: True), _fetching(view))


def _paint(view: Any) -> float:
    """Median of painting what is in sight."""
    times = []
    for _ in range(60):
        start = time.perf_counter()
        view.viewport().repaint()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def _steps(view: Any, arrived: Callable[[], bool]) -> float:
    """Median of a jump to another place until what stands there is painted."""
    bar, at = view.verticalScrollBar(), random.Random(3)
    times = []
    for _ in range(40):
        start = time.perf_counter()
        bar.setValue(at.randrange(bar.maximum()))
        view.viewport().repaint()
        while not arrived():
            QApplication.processEvents()  # noqa: TID251 - the event loop is what is measured
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def _fetching(view: Any) -> float:
    from app.views.kit.lazy_view import ROW

    def arrived() -> bool:
        line = view.verticalScrollBar().value() // ROW + 2
        return bool(view.model().index(line, 0).data())

    return _steps(view, arrived)


def opening(view: Any, answer: Answer) -> None:
    """Longest time in ms without a beat of the window while the database opens, the card is built and all the rest begins."""
    beats, timer = _beating(view.window())
    beats.append(time.perf_counter())

    def over() -> None:
        timer.stop()
        beats.append(time.perf_counter())
        answer(_longest(beats))

    QTimer.singleShot(SETTLED, over)


def _beating(window: Any) -> tuple[list[float], QTimer]:
    """Return the beats of the window from now on, and what beats."""
    beats: list[float] = []
    timer = QTimer(window)
    timer.setInterval(5)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    return beats, timer


def _longest(beats: list[float]) -> float:
    return max(after - before for before, after in itertools.pairwise(beats)) * 1e3


def heartbeat(view: Any, answer: Answer) -> None:
    """Longest time in ms without a beat of the window, idle, during 50 saves, and while a search is typed."""
    from app.services import customers

    window = view.window()
    beats, _timer = _beating(window)

    def longest(work: Callable[[], None]) -> float:
        beats.clear()
        beats.append(time.perf_counter())
        work()
        beats.append(time.perf_counter())
        return _longest(beats)

    def saves() -> None:
        for number in range(50):
            window.desk.do(
                None, customers.edit, customer_id=1000 + number, values={"territory": f"t{number}"}
            )
            QTest.qWait(40)
        while not window.desk.idle():
            QTest.qWait(5)

    def typed() -> None:
        field = window.head.search.field
        for text in ("иванов", "кузнецов сер", "912345", "acme"):
            field.setFocus()
            field.selectAll()
            for sign in text:
                field.insert(sign)
                field.textEdited.emit(field.text())
                QTest.qWait(60)
        QTest.qWait(300)

    answer(longest(lambda: QTest.qWait(1000)), longest(saves), longest(typed))
