"""The trash: what was thrown away, when and by whom; take out again, or erase for good (rows C14, X5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.language import N_
from app.office import Done
from app.queries import trash as trash_queries
from app.queries.trash import TrashItem
from app.services import trash as trash_verbs
from app.services.history import undo
from app.views.care.wording import KIND_NAMES
from app.views.kit.buttons import Button, Kind
from app.views.kit.cells import Cell
from app.views.kit.dialog import confirm
from app.views.kit.empty import Empty
from app.views.kit.headbar import HeadBar
from app.views.kit.labels import Line, label
from app.views.kit.lazy_table import Column
from app.views.kit.memory import memory_view
from app.views.kit.menu import Entry, menu
from app.views.kit.room import Room
from app.views.kit.tabs import Tab, Tabs
from app.views.kit.theme import GAP_S, GAP_XL, SMALL
from app.views.kit.ui import Ui

TABS: Final = (
    ("", N_("All")),
    ("customers", N_("Customers")),
    ("interactions", N_("Contacts")),
    ("followups", N_("Next steps")),
    ("attachments", N_("Files")),
    ("gifts", N_("Gifts")),
    ("feedback", N_("Complaints and ideas")),
)


def room(ui: Ui) -> TrashRoom:
    """Build the room."""
    return TrashRoom(ui)


class TrashRoom(Room):
    """Enter or R restores, Shift+Delete erases for good after a question."""

    kinds = ("customers", "interactions", "followups", "attachments", "gifts", "feedback")

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        tr = ui.tr
        self.items: list[TrashItem] = []
        self.shown: list[TrashItem] = []
        self.tabs = Tabs([], ui.theme, tr)
        self.tabs.chosen.connect(lambda _: self._list())
        self.restore_button = Button(tr("Restore"), ui.theme, kind=Kind.PRIMARY, icon="restore", key="R")
        self.restore_button.clicked.connect(self.restore)
        self.erase_button = Button(tr("Erase for good…"), ui.theme, kind=Kind.DANGER)
        self.erase_button.clicked.connect(self.ask_erase)
        self.empty_button = Button(tr("Empty the trash…"), ui.theme)
        self.empty_button.clicked.connect(self.ask_empty)
        self.table, self.view = memory_view(
            ui.desk, self._columns(), ui.theme, name=tr("What lies in the trash")
        )
        self.view.opened.connect(lambda _: self.restore())
        self.view.moved.connect(self._buttons)
        self.view.typed.connect(lambda text: self.restore() if text.lower() in {"r", "к"} else None)
        self.view.customContextMenuRequested.connect(self._context)
        self.empty = Empty(
            "trash",
            tr("The trash is empty"),
            ui.theme,
            text=tr(
                "Customers, contacts, next steps and files that are deleted lie here until you empty it, and come back whole."
            ),
        )
        self.note = label(tone="secondary", size=SMALL)
        self.pages = QStackedWidget()
        self._build()
        for key, then in (("R", self.restore), ("Shift+Del", self.ask_erase)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(then)

    def _build(self) -> None:
        head = HeadBar(self.ui.tr("Trash"), self.ui.theme, tabs=self.tabs)
        for button in (self.empty_button, self.erase_button, self.restore_button):
            head.add(button)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(Line(self.ui.theme))
        self.note.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_S)
        column.addWidget(self.note)
        self.pages.addWidget(inside)
        self.pages.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(self.pages, 1)

    def _columns(self) -> list[Column]:
        tr, ui = self.ui.tr, self.ui
        return [
            Column("title", tr("What"), self._what, 360, least=160),
            Column("kind", tr("Kind"), lambda item: Cell(tr(KIND_NAMES[item.kind]), "secondary"), 120),
            Column("customer", tr("Customer"), self._whose, 220, least=90),
            Column("when", tr("Thrown away"), lambda item: Cell(ui.ago(item.trashed_at), "secondary"), 120),
            Column("by", tr("By"), lambda item: Cell(item.by, "secondary"), 160),
        ]

    def _what(self, item: TrashItem) -> Cell:
        text = " ".join(item.title.split()) or self.ui.tr("(without a text)")
        return Cell(text, lead=True)

    def _whose(self, item: TrashItem) -> Cell:
        return Cell("" if item.kind == "customers" else item.customer, "secondary")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.view.setFocus()

    def reload(self) -> None:
        self.ui.desk.ask(self._show, trash_queries.trash, key="trash", owner=self)

    def _show(self, items: list[TrashItem]) -> None:
        tr = self.ui.tr
        self.items = items
        counts = {key: sum(not key or item.kind == key for item in items) for key, _ in TABS}
        tabs = [Tab(key, tr(name), self.ui.number(counts[key])) for key, name in TABS if counts[key]]
        self.tabs.set_tabs(tabs if len(tabs) > 2 else tabs[:1])
        self.tabs.setVisible(bool(items))
        self.pages.setCurrentIndex(0 if items else 1)
        self._list()

    def _list(self) -> None:
        kept = self.view.currentIndex().row()
        key = self.tabs.current
        self.shown = [item for item in self.items if not key or item.kind == key]
        self.table.set_rows(self.shown)
        if self.shown:
            self.view.choose(max(0, min(kept, len(self.shown) - 1)))
        self._buttons()

    def chosen(self) -> list[TrashItem]:
        """Return the items that are chosen in the list."""
        return [self.shown[place] for place in self.view.selected_ids() if place < len(self.shown)]

    def _buttons(self) -> None:
        some = self.chosen()
        for button in (self.restore_button, self.erase_button):
            button.setVisible(bool(self.items))
            button.setEnabled(bool(some))
        self.empty_button.setVisible(bool(self.items))
        tr = self.ui.tr
        keys = tr("Enter restores, Shift+Del erases for good")
        self.note.setText(tr.plural("{count} chosen", "{count} chosen", len(some)) if len(some) > 1 else keys)

    def restore(self) -> None:
        """Take what is chosen out of the trash, undoable."""
        some = self.chosen()
        if not some:
            return
        tr = self.ui.tr

        def restored(done: Done) -> None:
            text = (
                tr("Restored {name}", name=some[0].title)
                if len(some) == 1
                else tr.plural("Restored {count} entry", "Restored {count} entries", len(some))
            )
            actions: list[tuple[str, Callable[[], object]]] = [
                (tr("Undo"), partial(self.ui.desk.do, None, undo, step_id=done.changes.step))
            ]
            if len(some) == 1 and some[0].customer_id is not None:
                actions.append(
                    (tr("Open"), partial(self.ui.go, "customers", customer_id=some[0].customer_id))
                )
            self.ui.say(text, *actions, tone="good")

        self.ui.desk.act(restored, trash_verbs.restore, items=_keys(some))

    def ask_erase(self) -> None:
        """Ask before what is chosen is erased for good."""
        some, tr = self.chosen(), self.ui.tr
        if not some:
            return
        people = [item for item in some if item.kind == "customers"]
        if len(some) == 1 and people:
            title = tr("Erase {name} for good?", name=some[0].title)
        else:
            title = tr.plural("Erase {count} entry for good?", "Erase {count} entries for good?", len(some))
        text = (
            erase_warning(self.ui)
            if people
            else tr("This cannot be undone. What was said in them goes from the history too.")
        )
        dialog = confirm(self, title, text, tr("Erase for good"), self.ui.theme, tr, danger=True)
        dialog.accepted.connect(partial(self._erase, some))

    def ask_empty(self) -> None:
        """Ask before everything is erased."""
        tr = self.ui.tr
        if not self.items:
            return
        title = tr.plural(
            "Erase {count} entry in the trash for good?",
            "Erase all {count} entries in the trash for good?",
            len(self.items),
        )
        dialog = confirm(
            self, title, erase_warning(self.ui), tr("Empty the trash"), self.ui.theme, tr, danger=True
        )
        dialog.accepted.connect(partial(self._erase, None))

    def _erase(self, some: Sequence[TrashItem] | None) -> None:
        tr = self.ui.tr

        def erased(count: int) -> None:
            self.ui.say(tr.plural("Erased {count} entry for good", "Erased {count} entries for good", count))

        self.ui.desk.do(erased, trash_verbs.empty, items=None if some is None else _keys(some))

    def _context(self, spot: QPoint) -> None:
        if not self.chosen():
            return
        tr = self.ui.tr
        made = menu(
            self.ui.theme,
            self,
            [Entry(tr("Restore"), self.restore, icon="restore", key="R")],
            [Entry(tr("Erase for good…"), self.ask_erase, icon="trash", key="Shift+Del", danger=True)],
        )
        made.popup(self.view.viewport().mapToGlobal(spot))


def erase_warning(ui: Ui) -> str:
    """Return what an erasure destroys and what stays."""
    return ui.tr(
        "Cards, contacts, files and their words in the history and in the search are destroyed; this cannot be "
        "undone. What stays: that somebody erased, who and when, without any personal data. Older backups and "
        "notes on other cards still hold what they hold."
    )


def _keys(some: Sequence[TrashItem]) -> list[tuple[str, int]]:
    return [(item.kind, item.id) for item in some]
