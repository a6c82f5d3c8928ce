"""Review of customers that may be one: pairs, the likeliest first, side by side (row X3)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.errors import RapportError
from app.models.work import Reading
from app.office import Done
from app.queries import duplicates as pair_queries
from app.queries.duplicates import REASON_NAMES, PairRow
from app.services import duplicates as pair_verbs
from app.services.history import undo
from app.views.care.compare import FieldRow, Heads
from app.views.care.pairs import Both, both, comparison
from app.views.kit.buttons import Button, Kind, Link
from app.views.kit.cells import Cell
from app.views.kit.empty import Empty
from app.views.kit.headbar import HeadBar
from app.views.kit.labels import Line, label
from app.views.kit.lazy_table import Column
from app.views.kit.memory import memory_view
from app.views.kit.room import Room
from app.views.kit.scroll import Scroll
from app.views.kit.tasks import Task
from app.views.kit.theme import GAP_L, GAP_M, GAP_S, GAP_XL, SMALL
from app.views.kit.ui import Ui


def room(ui: Ui) -> DuplicatesRoom:
    """Build the room."""
    return DuplicatesRoom(ui)


#: pairs that are listed at once
PAGE: Final = 500


def _some_and_all(reading: Reading, *, limit: int) -> tuple[list[PairRow], int]:
    """Return the likeliest pairs, and how many there are."""
    found = pair_queries.pairs(reading, limit=limit)
    return found, len(found) if len(found) < limit else pair_queries.count(reading)


class _Stopped(Exception):
    """The search was cancelled."""


class DuplicatesRoom(Room):
    """M merges, A says that they are apart, N or an arrow goes on."""

    kinds = ("customers", "channels", "facts", "duplicate_pairs")

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        tr = ui.tr
        self.pairs: list[PairRow] = []
        self._place = 0
        self._limit = PAGE
        self._task: Task | None = None
        self.head = HeadBar(tr("Duplicates"), ui.theme)
        self.look_button = Button(tr("Look through everything again"), ui.theme, icon="refresh")
        self.look_button.clicked.connect(self.look_again)
        columns = [
            Column("first", tr("Customer"), lambda row: Cell(row.first, lead=True), 170, least=90),
            Column(
                "second", tr("May be the same as"), lambda row: Cell(row.second, lead=True), 150, least=80
            ),
            Column("score", tr("Sure"), self._score, 64, right=True),
        ]
        self.table, self.view = memory_view(ui.desk, columns, ui.theme, name=tr("Pairs to review"))
        self.view.moved.connect(self._moved)
        self.view.opened.connect(lambda _: self.merge())
        self.view.typed.connect(self._typed)
        self.pair = PairPanel(ui, self.merge, self.say_apart, self.go_on)
        self.empty = Empty(
            "merge",
            tr("No pair waits for a decision"),
            ui.theme,
            text=tr(
                "Customers that share a phone, an e-mail or the sound of a name stand here side by side: merge "
                "them without losing a fact, or say once and for all that they are two."
            ),
            step=tr("Look through everything"),
        )
        self.empty.begun.connect(self.look_again)
        self.pages = QStackedWidget()
        self._build()
        for key, then in (("M", self.merge), ("A", self.say_apart), ("N", self.go_on)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(then)

    def _build(self) -> None:
        self.head.add(self.look_button)
        self.more = Link(self.ui.tr("Show more pairs"), self.ui.theme, size=SMALL)
        self.more.clicked.connect(self.show_more)
        self.more.hide()
        side = QWidget()
        below = QVBoxLayout(side)
        below.setContentsMargins(0, 0, 0, GAP_S)
        below.addWidget(self.view, 1)
        below.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignHCenter)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(side)
        split.addWidget(self.pair)
        split.setStretchFactor(1, 1)
        split.setSizes([400, 700])
        self.pages.addWidget(split)
        self.pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.pages, 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.view.setFocus()

    def reload(self) -> None:
        self.ui.desk.ask(self._show, _some_and_all, key="pairs", owner=self, limit=self._limit)

    def show_more(self) -> None:
        """Show more pairs below those in sight."""
        self._limit += PAGE
        self.refresh()

    @property
    def current(self) -> PairRow | None:
        """The pair in sight."""
        return self.pairs[self._place] if self._place < len(self.pairs) else None

    def merge(self) -> None:
        """Open the merge of the pair in sight."""
        if self.current is not None:
            self.ui.go("merge", keep_id=self.current.first_id, other_id=self.current.second_id)

    def say_apart(self) -> None:
        """Note that the two are not one, undoable."""
        row, tr = self.current, self.ui.tr
        if row is None:
            return

        def noted(done: Done) -> None:
            step = done.changes.step
            back: tuple[str, Callable[[], object]] = (
                tr("Undo"),
                partial(self.ui.desk.do, None, undo, step_id=step),
            )
            self.ui.say(tr("{first} and {second} are not one", first=row.first, second=row.second), back)

        self.ui.desk.act(noted, pair_verbs.apart, pair_id=row.id)

    def go_on(self) -> None:
        """Go to the next pair, around the end."""
        if self.pairs:
            self._choose((self._place + 1) % len(self.pairs))

    def look_again(self) -> None:
        """Compare all customers beside the window and renew the list."""
        if self._task is not None:
            return
        office = self.ui.desk.office

        def work(task: Task) -> int | None:
            def told(share: float) -> None:
                if task.cancelled():
                    raise _Stopped
                task.tell(round(share * 1000), 1000)

            try:
                found = office.ask(pair_queries.look, told=told)
            except _Stopped:
                return None
            count: int = office.do(pair_verbs.refresh, found=found)
            return count

        self._task = self.ui.desk.tasks.begin(
            self.ui.tr("looking for duplicates"), work, then=self._looked, failed=self._not_looked, owner=self
        )
        self._show_busy()

    def _looked(self, count: int | None) -> None:
        self._task = None
        self._show_busy()
        if count is not None:
            tr = self.ui.tr
            some = tr.plural("{count} pair may be the same", "{count} pairs may be the same", count)
            self.ui.say(some if count else tr("No two customers look alike."), tone="good")
            self.refresh()

    def _not_looked(self, fault: RapportError) -> None:
        self._task = None
        self._show_busy()
        self.ui.say(fault.text(self.ui.tr), tone="bad")

    def _show_busy(self) -> None:
        busy = self._task is not None
        self.look_button.setEnabled(not busy)
        self.empty.button.setEnabled(not busy)

    def _show(self, found: tuple[list[PairRow], int]) -> None:
        pairs, count = found
        was = self.current.id if self.current else None
        self.pairs = pairs
        tr, number = self.ui.tr, self.ui.number
        more = count > len(pairs)
        note = tr("{shown} of {count}", shown=number(len(pairs)), count=number(count))
        self.head.note.setText(note if more else number(count) if pairs else "")
        self.more.setVisible(more)
        self.pages.setCurrentIndex(0 if pairs else 1)
        self.look_button.setVisible(bool(pairs))
        self.table.set_rows(pairs)
        again = next((place for place, row in enumerate(pairs) if row.id == was), None)
        place = again if again is not None else min(self._place, max(0, len(pairs) - 1))
        self._place = place
        if pairs:
            self._choose(place)
            self._show_pair()

    def _choose(self, place: int) -> None:
        self.view.choose(place)

    def _moved(self) -> None:
        current = self.view.current_id()
        if current is not None and current < len(self.pairs) and current != self._place:
            self._place = current
            self._show_pair()

    def _typed(self, text: str) -> None:
        keys = {
            "m": self.merge,
            "a": self.say_apart,
            "n": self.go_on,
            "ь": self.merge,
            "ф": self.say_apart,
            "т": self.go_on,
        }
        then = keys.get(text.lower())
        if then is not None:
            then()

    def _show_pair(self) -> None:
        row = self.current
        if row is None:
            return
        show = partial(self.pair.show_pair, row)
        self.ui.desk.ask(
            show,
            both,
            key="both",
            owner=self,
            failed=lambda _: self.refresh(),
            keep_id=row.first_id,
            other_id=row.second_id,
        )

    def _score(self, row: PairRow) -> Cell:
        return Cell(self.ui.tr("{percent}%", percent=row.score), "good" if row.score >= 90 else "secondary")


class PairPanel(QWidget):
    """The chosen pair side by side, why it stands here, and what to do."""

    def __init__(
        self,
        ui: Ui,
        merge: Callable[[], None],
        apart: Callable[[], None],
        go_on: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ui = ui
        tr = ui.tr
        self.why = label(wrap=True, bold=True)
        self.rows: list[FieldRow] = []
        self.links = [Link("", ui.theme, size=SMALL), Link("", ui.theme, size=SMALL)]
        self._ids = (0, 0)
        for place, link in enumerate(self.links):
            link.clicked.connect(partial(self._open, place))
        self.heads = Heads(["", ""], ui.theme, notes=["", " "])
        self.page = Scroll(gap=0)
        self.merge_button = Button(tr("Merge…"), ui.theme, kind=Kind.PRIMARY, key="M")
        self.apart_button = Button(tr("They are two"), ui.theme, key="A")
        self.next_button = Button(tr("Next"), ui.theme, kind=Kind.QUIET, key="N")
        for button, then in (
            (self.merge_button, merge),
            (self.apart_button, apart),
            (self.next_button, go_on),
        ):
            button.clicked.connect(then)
        self._build()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(GAP_XL, GAP_M, GAP_XL, GAP_M)
        top.setSpacing(GAP_S)
        top.addWidget(self.why, 1)
        for button in (self.next_button, self.apart_button, self.merge_button):
            top.addWidget(button)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_S)
        foot.setSpacing(GAP_L)
        for link in self.links:
            foot.addWidget(link)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.heads)
        column.addWidget(self.page, 1)
        column.addWidget(Line(self.ui.theme))
        column.addLayout(foot)

    def show_pair(self, row: PairRow, pair: Both) -> None:
        """Show two cards."""
        tr = self.ui.tr
        reasons = [tr(REASON_NAMES.get(reason, reason)) for reason in row.reasons]
        said = ", ".join(reasons)
        self.why.setText(said[:1].upper() + said[1:])
        self._ids = (row.first_id, row.second_id)
        self.heads.set_titles((row.first, row.second), (row.first_detail or " ", row.second_detail or " "))
        for link, name in zip(self.links, (row.first, row.second), strict=True):
            link.set_label(tr("Open {name}", name=name))
        for old in self.rows:
            old.hide()
            self.page.column.removeWidget(old)
            old.deleteLater()
        self.rows = [FieldRow(values, self.ui.theme) for values in comparison(pair, self.ui)]
        for made in self.rows:
            self.page.add(made)
        self.page.verticalScrollBar().setValue(0)

    def _open(self, place: int) -> None:
        self.ui.go("customers", customer_id=self._ids[place])
