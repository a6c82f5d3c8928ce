"""Everything that happened with a customer, newest first (rows I1, I5)."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from app.domain.balance import COMFORT_NAMES, Comfort
from app.queries.card_timeline import Entry as TimelineEntry
from app.queries.card_timeline import Page, page
from app.queries.card_view import CardView
from app.services import followups, interactions
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.logging import LogForm
from app.views.customers.card.timeline_face import Columns, EntryFace, spoken
from app.views.kit.buttons import Button, IconButton, Kind
from app.views.kit.labels import label
from app.views.kit.menu import Entry, Menu, menu
from app.views.kit.theme import GAP_S, GAP_XL, LARGE, SMALL
from app.views.kit.words import CONTACT_ICONS, CONTACT_NAMES

_MARKS: Final = {
    Qt.Key.Key_1: Comfort.GOOD.value,
    Qt.Key.Key_2: Comfort.NEUTRAL.value,
    Qt.Key.Key_3: Comfort.BAD.value,
    Qt.Key.Key_0: "",
}
_MARK_ICONS: Final = {"good": "mood-good", "neutral": "mood-neutral", "bad": "mood-bad"}
Index = QModelIndex | QPersistentModelIndex


class TimelineTable(QAbstractListModel):
    """The entries at hand; a role holds the entry itself."""

    ENTRY = int(Qt.ItemDataRole.UserRole)

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(keeper)
        self._ui = keeper.ui
        self.entries: list[TimelineEntry] = []

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == self.ENTRY:
            return entry
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return spoken(entry, self._ui)
        return None

    def show_page(self, entries: list[TimelineEntry]) -> None:
        """Show other entries; those that stay keep their place in the view where the ids agree."""
        if [each.item.id for each in entries] == [each.item.id for each in self.entries]:
            self.entries = entries
            if entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def add_page(self, entries: list[TimelineEntry]) -> None:
        """Append older entries."""
        if not entries:
            return
        first = len(self.entries)
        self.beginInsertRows(QModelIndex(), first, first + len(entries) - 1)
        self.entries += entries
        self.endInsertRows()


class TimelineView(QListView):
    """The list: 1, 2, 3 mark how a contact felt, Enter opens a letter, F2 corrects, Delete removes."""

    def __init__(self, timeline: Timeline, keeper: Keeper) -> None:
        super().__init__()
        self._timeline, self._keeper = timeline, keeper
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAccessibleName(keeper.ui.tr("Timeline"))
        self.setAccessibleDescription(
            keeper.ui.tr(
                "1, 2, 3: how it felt; Enter opens a letter or corrects; F2 corrects; Delete removes"
            )
        )
        self.viewport().setAutoFillBackground(False)
        self.doubleClicked.connect(lambda _: timeline.open_entry())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _MARKS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._timeline.mark(_MARKS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._timeline.open_entry()
        elif key == Qt.Key.Key_F2:
            self._timeline.correct()
        elif key == Qt.Key.Key_Delete:
            self._timeline.remove()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        on_mark = at.x() >= Columns(self.width()).mood.x() - 6
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and on_mark:
            self.setCurrentIndex(index)
            self._timeline.mark_menu(self.viewport().mapToGlobal(at))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = (
            self.indexAt(event.pos())
            if event.reason() == QContextMenuEvent.Reason.Mouse
            else self.currentIndex()
        )
        if index.isValid():
            self.setCurrentIndex(index)
            at = event.globalPos()
            if event.reason() != QContextMenuEvent.Reason.Mouse:
                at = self.viewport().mapToGlobal(self.visualRect(index).center())
            self._timeline.entry_menu(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class Timeline(QWidget):
    """Title, filter and list; older entries come when one scrolls to them."""

    def __init__(self, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._customer = 0
        self._kinds: tuple[str, ...] = ()
        self._more = self._asking = False
        ui = keeper.ui
        tr, theme = ui.tr, ui.theme
        self.table = TimelineTable(keeper)
        self.view = TimelineView(self, keeper)
        self.view.setModel(self.table)
        self.view.setItemDelegate(EntryFace(ui, self.view))
        self.filter = Button(tr.context("timeline", "all"), theme, kind=Kind.QUIET, drop=True)
        self.filter.clicked.connect(self._filter_menu)
        self.count = label(tone="secondary", size=SMALL)
        self.log = IconButton("plus", tr("Log a contact"), theme)
        self.log.clicked.connect(lambda: LogForm(keeper).open())
        self.remark = IconButton("overheard", tr("Note a remark"), theme, key="Ctrl+Shift+R")
        self.remark.clicked.connect(lambda: ui.go("remark"))
        self._stack = QStackedWidget()
        empty = QWidget()
        words = QVBoxLayout(empty)
        words.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_S)
        words.addWidget(label(tr("Nothing has happened yet")))
        hint = tr("Calls, letters and meetings appear here. Ctrl+L logs one in seconds.")
        words.addWidget(label(hint, tone="secondary", wrap=True))
        words.addStretch(1)
        self._stack.addWidget(self.view)
        self._stack.addWidget(empty)
        self._lay_out()
        self.view.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.setMinimumHeight(110)

    def show_view(self, view: CardView) -> None:
        """Show the timeline of the card in hand."""
        ui = self._keeper.ui
        card = view.card
        if card.first_interaction is not None:
            self.count.setText(
                ui.tr.plural(
                    "{count} entry since {year}",
                    "{count} entries since {year}",
                    card.interactions,
                    count=ui.number(card.interactions),
                    year=ui.local(card.first_interaction).year,
                )
            )
        else:
            self.count.setText("")
        if view.id != self._customer:
            self._customer = view.id
            self.reload()

    def reload(self) -> None:
        """Read the newest entries anew, as many as are at hand."""
        if self._customer:
            self._keeper.ui.desk.ask(
                self._show,
                page,
                customer_id=self._customer,
                kinds=self._kinds,
                limit=max(200, len(self.table.entries)),
                key="timeline",
                owner=self,
            )

    def mark(self, mood: str) -> None:
        """Mark how the chosen contact felt; the same mark again takes it away."""
        entry = self._chosen()
        if entry is not None and not entry.done:
            new = "" if entry.item.mood == mood else mood
            self._keeper.do(interactions.set_mood, row_id=entry.item.id, mood=new)

    def open_entry(self) -> None:
        """Open the letter that the chosen entry was; correct any other entry."""
        entry = self._chosen()
        if entry is not None and entry.letter is not None:
            self._open_letter(entry)
        else:
            self.correct()

    def _open_letter(self, entry: TimelineEntry) -> None:
        self._keeper.ui.go("letter", interaction_id=entry.item.id)

    def _answer(self, entry: TimelineEntry) -> None:
        self._keeper.ui.go("compose", answers=entry.item.id, customer_id=self._customer)

    def correct(self) -> None:
        """Open the chosen entry for correcting."""
        entry = self._chosen()
        if entry is not None and not entry.done and not self._keeper.refuses():
            LogForm(self._keeper, item=entry.item).open()

    def remove(self) -> None:
        """Put the chosen entry into the trash, with a way back."""
        entry, ui = self._chosen(), self._keeper.ui
        if entry is None:
            return
        verb = followups.trash if entry.done else interactions.trash
        self._keeper.do(
            verb,
            then=lambda _: ui.say(ui.tr("The entry was removed."), (ui.tr("Undo"), ui.desk.undo)),
            row_id=entry.item.id,
        )

    def mark_menu(self, at: QPoint) -> None:
        """Offer the marks of comfort for the chosen entry."""
        entry = self._chosen()
        if entry is not None and not entry.done and not self._keeper.refuses():
            menu(self._keeper.ui.theme, self, self._mark_entries(entry)).popup(at)

    def entry_menu(self, at: QPoint) -> None:
        """Offer what can be done with the chosen entry."""
        entry, tr = self._chosen(), self._keeper.ui.tr
        if entry is None or self._keeper.refuses():
            return
        remove = Entry(tr("Remove"), self.remove, icon="trash", key="Del", danger=True)
        if entry.done:
            again = Entry(tr("Open again"), partial(self._reopen, entry.item.id), icon="undo")
            menu(self._keeper.ui.theme, self, [again], [remove]).popup(at)
            return
        change = [Entry(tr("Correct…"), self.correct, icon="edit", key="F2")]
        letter = []
        if entry.letter is not None:
            letter.append(
                Entry(tr("Open the letter"), partial(self._open_letter, entry), icon="letter", key="Return")
            )
            letter.append(Entry(tr("Answer by e-mail…"), partial(self._answer, entry), icon="mail"))
        if entry.item.waits and entry.item.answered_at is None:
            answer = partial(self._keeper.do, interactions.answered, row_id=entry.item.id)
            change.append(Entry(tr("Mark as answered"), answer, icon="check"))
        if entry.item.direction == "in" and entry.feedback is None:
            change += [
                Entry(tr("Make it a complaint…"), partial(self._feed, entry, "complaint"), icon="complaint"),
                Entry(tr("Make it an idea…"), partial(self._feed, entry, "idea"), icon="idea"),
            ]
        menu(self._keeper.ui.theme, self, letter, self._mark_entries(entry), change, [remove]).popup(at)

    def _mark_entries(self, entry: TimelineEntry) -> list[Entry]:
        tr = self._keeper.ui.tr
        return [
            Entry(
                tr(COMFORT_NAMES[Comfort(mood)]),
                partial(self.mark, mood),
                icon=_MARK_ICONS[mood],
                key=str(number),
                checked=entry.item.mood == mood or None,
            )
            for number, mood in enumerate(_MARK_ICONS, start=1)
        ]

    def _feed(self, entry: TimelineEntry, kind: str) -> None:
        """Make a complaint or an idea of an entry (row I6)."""
        item = entry.item
        text = item.text or item.body
        what = {"customer_id": self._customer, "interaction_id": item.id, "text": text}
        self._keeper.ui.go("feedback", kind=kind, **what)

    def _reopen(self, row_id: int) -> None:
        self._keeper.do(followups.reopen, row_id=row_id)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(GAP_XL, 6, GAP_XL - 6, 2)
        head.setSpacing(2)
        head.addWidget(label(self._keeper.ui.tr("Timeline"), size=LARGE, bold=True))
        head.addWidget(self.filter)
        head.addStretch(1)
        head.addWidget(self.count)
        head.addSpacing(GAP_S)
        head.addWidget(self.remark)
        head.addWidget(self.log)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _show(self, found: Page) -> None:
        chosen = self._chosen()
        self._more, self._asking = found.more, False
        place = self.view.verticalScrollBar().value()
        same = bool(self.table.entries) and bool(found.entries)
        self.table.show_page(list(found.entries))
        self._stack.setCurrentIndex(0 if found.entries else 1)
        if chosen is not None:
            for row, entry in enumerate(self.table.entries):
                if (entry.item.id, entry.done) == (chosen.item.id, chosen.done):
                    self.view.setCurrentIndex(self.table.index(row))
        elif found.entries:
            index = self.table.index(0)
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.view.verticalScrollBar().setValue(place if same and chosen is not None else 0)

    def _add(self, found: Page) -> None:
        self._more, self._asking = found.more, False
        self.table.add_page(list(found.entries))

    def _scrolled(self, value: int) -> None:
        bar = self.view.verticalScrollBar()
        if (
            not self._more
            or self._asking
            or value < bar.maximum() - self.view.height()
            or not self.table.entries
        ):
            return
        self._asking = True
        before: dt.datetime = self.table.entries[-1].item.at
        self._keeper.ui.desk.ask(
            self._add,
            page,
            customer_id=self._customer,
            kinds=self._kinds,
            before=before,
            key="timeline",
            owner=self,
        )

    def _chosen(self) -> TimelineEntry | None:
        index = self.view.currentIndex()
        return (
            self.table.entries[index.row()]
            if index.isValid() and index.row() < len(self.table.entries)
            else None
        )

    def _filter_menu(self) -> None:
        tr = self._keeper.ui.tr
        made = Menu(self._keeper.ui.theme, self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.add(Entry(tr.context("timeline", "all"), partial(self._choose, ()), checked=not self._kinds))
        made.addSeparator()
        for kind, name in CONTACT_NAMES.items():
            on = kind in self._kinds
            made.add(
                Entry(tr(name), partial(self._toggle, kind), icon=CONTACT_ICONS[kind], checked=on or None)
            )
        made.under(self.filter)

    def _toggle(self, kind: str) -> None:
        kept = set(self._kinds) ^ {kind}
        self._choose(tuple(each for each in CONTACT_NAMES if each in kept))

    def _choose(self, kinds: tuple[str, ...]) -> None:
        tr = self._keeper.ui.tr
        self._kinds = kinds
        if not kinds:
            said = tr.context("timeline", "all")
        else:
            said = ", ".join(tr(CONTACT_NAMES[kind]) for kind in kinds[:2]) + ("…" if len(kinds) > 2 else "")
        self.filter.set_label(said)
        self.table.show_page([])
        self.reload()
