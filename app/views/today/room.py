"""The Today room: greeting, the work by urgency, greetings of the week, who fell out of sight (R1, R2, R6, I3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.domain.saying import duration_text
from app.queries.items import Item
from app.views.kit.buttons import Link
from app.views.kit.labels import label, set_tone
from app.views.kit.room import Room
from app.views.kit.scroll import Scroll
from app.views.kit.tabs import Shape, Tab, Tabs
from app.views.kit.theme import GAP_L, GAP_S, GAP_XL, TITLE
from app.views.kit.ui import Ui
from app.views.today.aside import Aside
from app.views.today.board import Board, Section
from app.views.today.deeds import Deeds
from app.views.today.face import Face, capital, face_of
from app.views.today.look import Look, key_of, look
from app.views.today.welcome import Welcome

#: clocks and rings move on, ms
TICK: Final = 60_000
#: share of the width that the work takes, and the most that the cards beside it take, px
_SHARE: Final = 760 / 1200
_ASIDE_MOST: Final = 520


class TodayRoom(Room):
    """What to do now, and why."""

    kinds = (
        "followups",
        "interactions",
        "customers",
        "personal_dates",
        "relatives",
        "people",
        "channels",
        "greetings",
        "greeting_rules",
    )

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        tr = ui.tr
        self.look: Look | None = None
        self._mine = False
        self.hello = label(size=TITLE, bold=True)
        self.summary = label(tone="secondary")
        self.late = label(tone="bad", bold=True)
        self.load = label(tone="secondary")
        self.spread = Link(tr("Spread…"), ui.theme)
        self.spread.setToolTip(tr("Shows what could wait, and until when"))
        self.spread.clicked.connect(
            lambda *_: ui.go("calendar", view="day", day=ui.clock.today(), spread=True)
        )
        self.whose = Tabs(
            [Tab("all", tr("Everybody's")), Tab("mine", tr("Mine"))], ui.theme, tr, shape=Shape.SEGMENT
        )
        self.whose.setAccessibleName(tr("Whose work"))
        self.whose.chosen.connect(self._choose_whose)
        self.whose.hide()
        self.aside = Aside(ui)
        self.board = Board(ui)
        self.board.followed.connect(self.aside.list_silent)
        self.deeds = Deeds(ui, self.board)
        self.board.acted.connect(self.deeds.do)
        self.welcome = Welcome(ui)
        self._lay_out()
        self._tick = QTimer(self, interval=TICK)
        self._tick.timeout.connect(self.refresh)
        self._tick.start()

    # --- what the window asks

    def place(self) -> dict[str, object]:
        return {"mine": self._mine}

    def open(self, **what: object) -> None:
        """Show everybody's work, or with ``mine`` one's own."""
        if isinstance(what.get("mine"), bool):
            self._choose_whose("mine" if what["mine"] else "all")
            self.whose.choose("mine" if what["mine"] else "all")

    def back(self) -> bool:
        return self.deeds.close_form()

    def arrive(self) -> None:
        self.board.focus_current()

    def reload(self) -> None:
        self.ui.desk.ask(self._show, look, key="look", owner=self, mine=self._mine, language=self.ui.tr.code)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard to the work, unless somebody is typing elsewhere."""
        super().showEvent(event)
        if not isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit):
            self.board.focus_current()

    # --- showing

    def _show(self, found: Look) -> None:
        first = self.look is None
        self.look = found
        self._pages.setCurrentIndex(1 if found.empty else 0)
        self.whose.setVisible(not found.alone)
        self._greet(found)
        done = found.today.done_today
        self.board.show_sections(
            self._sections(found), self.ui.tr("done today: {count}", count=done) if done else ""
        )
        self.aside.show_today(found.today)
        if first and self.isVisible() and not isinstance(QApplication.focusWidget(), QLineEdit):
            self.board.focus_current()

    def _greet(self, found: Look) -> None:
        ui, tr, now = self.ui, self.ui.tr, self.ui.clock.local()
        hour = now.hour
        part = (
            tr("Good morning")
            if 5 <= hour < 12
            else tr("Good afternoon")
            if 12 <= hour < 18
            else tr("Good evening")
        )
        self.hello.setText(f"{part}, {found.person}" if found.person else part)
        day = ui.locale.toString(now.date(), tr("dddd, d MMMM"))  # type: ignore[call-overload]
        day = day[:1].upper() + day[1:]
        due = found.today.due
        todo = tr.plural("{count} thing to do", "{count} things to do", due) if due else tr("nothing is due")
        late = found.today.late
        self.summary.setText(f"{day}. {capital(todo)}" + (", " if late else ""))
        self.late.setText(tr.plural("{count} late", "{count} late", late) if late else "")
        self._show_load(found)

    def _show_load(self, found: Look) -> None:
        """Write the hours that are due against those there are; more than can be done offers its cure (row R9)."""
        tr, load, norm = self.ui.tr, found.today.load_minutes, found.today.norm_minutes
        values = {"load": duration_text(load, tr), "norm": duration_text(norm, tr)}
        said = tr("{load} of work, {norm} can be done", **values) if norm else tr("{load} of work", **values)
        self.load.setText(f". {capital(said)}" if load else "")
        over = load > norm
        set_tone(self.load, "warning" if over and load else "secondary")
        self.spread.setVisible(bool(load) and over)

    def _sections(self, found: Look) -> list[Section]:
        ui, tr, today = self.ui, self.ui.tr, found.today
        silent = [item for item in today.items if item.kind == "out_of_sight"]
        steps = [item for item in today.items if item.kind != "out_of_sight"]
        sections = []
        if today.requests:
            sections.append(
                Section(
                    "requests",
                    tr("Waiting for an answer"),
                    ui.number(today.waiting),
                    tr("Waits"),
                    tr("Norm"),
                    self._faced(found, today.requests),
                )
            )
        count = today.due - today.waiting
        sections.append(
            Section(
                "next",
                tr("Next, most urgent first"),
                ui.number(count) if count else "",
                tr("Best time") if steps else "",
                tr("Due") if steps else "",
                self._faced(found, steps),
                note=tr("Everything that was due is done. Coming days and those out of sight come next."),
            )
        )
        if silent:
            sections.append(
                Section(
                    "silent",
                    tr("Out of sight"),
                    ui.number(today.silent),
                    tr("Best time"),
                    tr("Silent for"),
                    self._faced(found, silent),
                    all_=tr("show all {count}", count=ui.number(today.silent))
                    if today.silent > len(silent)
                    else "",
                )
            )
        return sections

    def _faced(self, found: Look, items: Sequence[Item]) -> list[tuple[Item, Face]]:
        return [(item, face_of(item, found.good.get(key_of(item)), self.ui)) for item in items]

    def _choose_whose(self, key: str) -> None:
        self._mine = key == "mine"
        self.refresh()

    # --- layout

    def _lay_out(self) -> None:
        page = Scroll(gap=GAP_L, margin=GAP_XL)
        page.add(self._heading())
        self._columns = QHBoxLayout()
        self._columns.setSpacing(GAP_L)
        top = Qt.AlignmentFlag.AlignTop
        self._columns.addWidget(self.board, 1, top)
        self._columns.addWidget(self.aside, 0, top)
        page.column.addLayout(self._columns)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(page)
        self._pages.addWidget(self.welcome)

    def _heading(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.hello)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.summary)
        below.addWidget(self.late)
        below.addWidget(self.load)
        below.addSpacing(GAP_S)
        below.addWidget(self.spread)
        below.addStretch(1)
        words.addLayout(below)
        row.addLayout(words, 1)
        row.addSpacing(GAP_S)
        row.addWidget(self.whose, 0, Qt.AlignmentFlag.AlignBottom)
        return head

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inner = self.width() - 2 * GAP_XL - GAP_L - 10
        self.aside.setFixedWidth(min(_ASIDE_MOST, int(inner * (1 - _SHARE))))


def room(ui: Ui) -> Room:
    """Build the room."""
    return TodayRoom(ui)
