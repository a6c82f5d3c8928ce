"""The Requests room: who waits for an answer, complaints and ideas, and how fast answers come (rows I3, I6)."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.queries.requests import Asked
from app.views.kit.buttons import Button
from app.views.kit.headbar import HeadBar
from app.views.kit.room import Room
from app.views.kit.tabs import Tab, Tabs
from app.views.kit.ui import Ui
from app.views.requests.inbox import InboxPage
from app.views.requests.queue import QueuePage, cell_text
from app.views.requests.times import TimesPage

QUEUE, FEEDBACK, TIMES = "queue", "feedback", "times"
#: clocks and rings move on, ms
TICK = 60_000


class RequestsRoom(Room):
    """Three pages under one head; the clock ticks each minute."""

    kinds = ("interactions", "customers", "people", "channels", "feedback", "followups", "leaves", "meta")

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        tr = ui.tr
        self.tabs = Tabs(
            [
                Tab(QUEUE, tr("Queue")),
                Tab(FEEDBACK, tr("Complaints and ideas")),
                Tab(TIMES, tr("Response times")),
            ],
            ui.theme,
            tr,
        )
        self.queue, self.inbox, self.times = QueuePage(ui), InboxPage(ui), TimesPage(ui)
        self._pages: dict[str, QueuePage | InboxPage | TimesPage] = {
            QUEUE: self.queue,
            FEEDBACK: self.inbox,
            TIMES: self.times,
        }
        self.stack = QStackedWidget()
        for page in self._pages.values():
            self.stack.addWidget(page)
        self.complaint = Button(tr("New complaint…"), ui.theme, icon="complaint", key="Ctrl+N")
        self.idea = Button(tr("New idea…"), ui.theme, icon="idea")
        head = HeadBar(tr("Requests"), ui.theme, tabs=self.tabs)
        head.add(self.complaint)
        head.add(self.idea)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.stack, 1)
        self.tabs.chosen.connect(self._turn)
        self.times.wanted.connect(self._behind)
        self.complaint.clicked.connect(lambda *_: self.add_new())
        self.idea.clicked.connect(lambda *_: ui.go("feedback", kind="idea"))
        self._buttons()
        self._tick = QTimer(self, interval=TICK)
        self._tick.timeout.connect(self.refresh)
        self._tick.start()

    @property
    def page(self) -> QueuePage | InboxPage | TimesPage:
        """The page in sight."""
        return self._pages[self.tabs.current]

    def place(self) -> dict[str, object]:
        return {"tab": self.tabs.current}

    def open(self, **what: object) -> None:
        """Show the page ``tab`` and on it ``interaction_id`` or ``feedback_id``; ``mine`` narrows the queue."""
        tab = what.get("tab")
        if isinstance(what.get("feedback_id"), int):
            tab = FEEDBACK
        if isinstance(tab, str) and tab in self._pages:
            self.tabs.choose(tab)
            self._turn(tab)
        if isinstance(what.get("mine"), bool):
            self.queue.ask_for(Asked(mine=bool(what["mine"])))
        row_id, feedback_id = what.get("interaction_id"), what.get("feedback_id")
        if isinstance(row_id, int):
            self.queue.show_request(row_id)
        if isinstance(feedback_id, int):
            self.inbox.show_feedback(feedback_id)

    def arrive(self) -> None:
        self.page.arrive()

    def focus_search(self) -> None:
        if isinstance(self.page, QueuePage | InboxPage):
            self.page.search.setFocus()
            self.page.search.selectAll()

    def add_new(self) -> bool:
        self.ui.go("feedback", kind="complaint")
        return True

    def back(self) -> bool:
        if self.page.back():
            return True
        if self.tabs.current == QUEUE:
            return False
        self.tabs.choose(QUEUE)
        self._turn(QUEUE)
        return True

    def reload(self) -> None:
        self.page.reload()

    def _turn(self, key: str) -> None:
        self.stack.setCurrentWidget(self._pages[key])
        self._buttons()
        self.refresh()
        self.arrive()

    def _buttons(self) -> None:
        for button in (self.complaint, self.idea):
            button.setVisible(self.tabs.current == FEEDBACK)

    def _behind(self, whose: int | None, month: dt.date | None, name: str) -> None:
        """Show the requests behind a cell of the response times."""
        self.queue.ask_for(Asked(cell=True, month=month, counted_for=whose), cell_text(name, month, self.ui))
        self.tabs.choose(QUEUE)
        self._turn(QUEUE)


def room(ui: Ui) -> Room:
    """Build the room."""
    return RequestsRoom(ui)
