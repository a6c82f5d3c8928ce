"""The customers: views, filter and list at the left, the card of the chosen one at the right (X6 to X8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, Protocol, cast

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QSplitter, QTextEdit, QWidget

from app.models.changes import Changes
from app.queries.lines import ListFilter
from app.settings import LAST_VIEW, SPLIT
from app.views.customers import columns as layouts
from app.views.customers import copying
from app.views.customers.bulk import Bulk
from app.views.customers.columns import ROOM, Layout
from app.views.customers.columns_menu import open_columns_menu
from app.views.customers.later import LaterCard
from app.views.customers.list import CustomerList
from app.views.customers.views_bar import ALL, ShownView
from app.views.customers.wording import Wording
from app.views.kit.lazy_view import Kept
from app.views.kit.menu import Entry, menu
from app.views.kit.room import Room
from app.views.kit.ui import Ui

#: quiet time after the last step through the list before a card is read, ms
FOLLOW = 90
_LIST_WIDTH: Final = 584
#: and its share where the window is narrow: the card needs more to be read
_LIST_SHARE: Final = 0.48
_CARD: Final = "customers.card"


class Card(Protocol):
    """The part of the card panel that the room needs."""

    closed: Any
    opened: Any

    @property
    def tab(self) -> str:
        """The key of the tab in sight; empty while there is no card."""

    def show_tab(self, key: str) -> None:
        """Show a tab by its key."""

    def show_customer(self, customer_id: int | None) -> None:
        """Show the card of a customer, or nothing."""


class CustomersRoom(Room):
    """The list and the card."""

    kinds = ("customers", "tags", "customer_tags", "people", "followups", "interactions", "views", "channels")

    def __init__(self, ui: Ui, *, card: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self.layout_ = layouts.load(ui.settings)
        self.list = CustomerList(ui)
        self.card = card
        self.bulk = Bulk(ui, self.chosen_ids, self.list.view)
        self.list.make_bulk_bar(self.bulk)
        self._shown: int | None = None
        self._asked = False
        self._views_stale = True
        self._first_wanted = False
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(card)
        self.splitter.setStretchFactor(1, 1)
        self.list.place_in(self, self.splitter)
        card.setVisible(bool(ui.settings.get(SPLIT).get(_CARD, True)))
        self._follow = QTimer(self, singleShot=True, interval=FOLLOW)
        self._follow.timeout.connect(self._show_chosen)
        self._keep_split = QTimer(self, singleShot=True, interval=400)
        self._keep_split.timeout.connect(self._save_split)
        self._connect()
        self._bind()
        self._begin()

    @property
    def panel(self) -> Card:
        """The card panel by what the room needs of it."""
        return cast("Card", self.card)

    def _connect(self) -> None:
        view, bar, panel = self.list.view, self.list.filterbar, self.panel
        view.opened.connect(self.open_card)
        view.moved.connect(self._moved)
        view.clicked.connect(lambda _: self._clicked())
        view.typed.connect(bar.type)
        view.arranged.connect(self._arranged)
        view.customContextMenuRequested.connect(self._context)
        view.header.asked.connect(lambda place: self.sort(self.list.table.columns[place].key))
        view.header.customContextMenuRequested.connect(lambda _: self._columns())
        bar.filtered.connect(self._filtered)
        bar.done.connect(self.focus_list)
        bar.columns.clicked.connect(self._columns)
        self.list.views.chosen.connect(self.show_view)
        self.list.views.ready.connect(self._views_ready)
        self.list.empty_asked.connect(self._empty)
        self.list.peopled.connect(self._peopled)
        self.list.step_asked.connect(lambda: bar.change(replace(bar.filter, step="none")))
        self.splitter.splitterMoved.connect(lambda *_: self._keep_split.start())
        panel.closed.connect(self._empty_card)
        panel.opened.connect(self._card_leads)

    def _bind(self) -> None:
        view = self.list.view
        keys = {
            QKeySequence(QKeySequence.StandardKey.Copy): self.copy,
            QKeySequence(Qt.Key.Key_Delete): self.bulk.trash,
            QKeySequence(Qt.Key.Key_F2): lambda: self.bulk.offer(view),
        }
        for key, then in keys.items():
            shortcut = QShortcut(key, view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(then)

    def _begin(self) -> None:
        """Show the view that this user left."""
        self._left_view = str(self.ui.settings.get(LAST_VIEW).get(ROOM) or ALL)
        self.list.set_layout(self.layout_)
        self.show_view(self.list.views.choose(self._left_view))
        self._asked = True

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard to the list, unless somebody is typing elsewhere."""
        super().showEvent(event)
        self._restore_split()
        if not isinstance(QApplication.focusWidget(), QLineEdit | QTextEdit | QPlainTextEdit):
            self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what the window asks

    def open(self, **what: object) -> None:
        """Show ``customer_id``, a ``filter`` (ListFilter or its JSON), ``ids`` behind a figure, or a ``view``.

        ``new`` asks for a new customer of that name, which may be empty. ``kept`` and ``tab`` are the place
        in the list and in the card that another window had.
        """
        kept = what.get("kept")
        here = kept if isinstance(kept, Kept) else None
        if self._open_filter(what) or here is not None:
            self.list.come_back(here)
        tab, customer_id = what.get("tab"), what.get("customer_id")
        if isinstance(customer_id, int):
            if here is None:
                self.list.want(customer_id)
            self._put_card(customer_id)
            if isinstance(tab, str) and tab:
                self.panel.show_tab(tab)
        new = what.get("new")
        if isinstance(new, str):
            self.add_new(new)

    def _open_filter(self, what: dict[str, object]) -> bool:
        """Show the view and the filter that are asked for; false where there is none."""
        if "view" in what:
            self.show_view(self.list.views.choose(str(what["view"])))
        filter_, ids = what.get("filter"), what.get("ids")
        if isinstance(filter_, dict):
            filter_ = ListFilter.from_json(filter_)
        if isinstance(ids, Sequence) and not isinstance(ids, str):
            filter_ = ListFilter(ids=tuple(ids))
        if isinstance(filter_, ListFilter):
            if "view" not in what:
                self.show_view(self.list.views.choose(ALL))
            self.list.filterbar.change(filter_)
        return "view" in what or filter_ is not None

    def place(self) -> dict[str, object]:
        """Return view, filter, place in the list and open card."""
        found: dict[str, object] = {
            "view": self.list.views.current.key,
            "filter": self.list.filterbar.filter.as_json(),
            "kept": self.list.view.keep(),
        }
        if not self.card.isHidden() and self._shown is not None:
            found |= {"customer_id": self._shown, "tab": self.panel.tab}
        return found

    def reload(self) -> None:
        """Read the list and the views anew."""
        if self.list.wording.today != self.ui.clock.today():
            self._word_anew()
        self.list.filterbar.forget_counts()
        if self._views_stale:
            self._views_stale = False
            self.list.views.reload()
        else:
            self.list.views.count_soon()
        if self._asked:
            self._asked = False  # as the room was built, so that the answer comes with the first paint
        else:
            self.list.ask(self.layout_)

    def refresh(self) -> None:
        """Read everything anew, rows as well (F5)."""
        self.list.table.expire()
        self._views_stale = True
        super().refresh()

    def focus_search(self) -> None:
        """Put the cursor into the filter (Ctrl+F)."""
        self.list.filterbar.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.filterbar.text.selectAll()

    def add_new(self, name: str = "") -> bool:
        """Ask for a new customer (Ctrl+N)."""
        from app.views.customers.new_customer import NewCustomer  # noqa: PLC0415 - not at start

        dialog = NewCustomer(self.ui, name=name, parent=self)
        dialog.created.connect(self._card_leads)
        dialog.found.connect(self.open_card)
        dialog.open()
        return True

    def back(self) -> bool:
        """Leave the filter, drop the choice, close the card: one of them, in this order (Esc)."""
        bar, view = self.list.filterbar, self.list.view
        if bar.text.hasFocus():
            if bar.text.text():
                bar.change(replace(bar.filter, text=""))
            else:
                self.focus_list()
            return True
        if view.selected_count() > 1:
            self.choose_one()
            return True
        if self._shown is not None and not self.card.isHidden():
            self.close_card()
            return True
        return False

    # --- the list

    def chosen_ids(self) -> list[int]:
        """Return the customers that are chosen, from the top."""
        return self.list.view.selected_ids()

    def focus_list(self) -> None:
        """Give the keyboard to the list, on its first row where there is no other."""
        view = self.list.view
        view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        # at the start the keyboard is here before the lines are
        self._first_wanted = not len(self.list.table.lines.ids)
        self._choose_first()

    def _choose_first(self) -> None:
        """Choose a row where none is: Qt gives the keyboard to the first one, but chooses none."""
        view, ids = self.list.view, self.list.table.lines.ids
        if len(ids) and not view.selected_count():
            view.choose(view.current_id() or ids[0])

    def arrive(self) -> None:
        self.focus_list()

    def choose_one(self) -> None:
        """Choose the row with the keyboard alone."""
        current = self.list.view.current_id()
        self.list.view.clearSelection()
        if current is not None:
            self.list.view.choose(current)

    def sort(self, key: str) -> None:
        """Sort by a column, or the other way round."""
        self._take(self.layout_.clicked(key))
        self.list.ask(self.layout_, sorted_anew=True)

    def show_view(self, view: ShownView) -> None:
        """Show a view: its filter, and its columns and order where it has some."""
        self.ui.settings.set(LAST_VIEW, {**self.ui.settings.get(LAST_VIEW), ROOM: view.key})
        if view.layout is not None:
            self._take(replace(view.layout, widths=self.layout_.widths))
            self.list.set_layout(self.layout_)
        self.list.filterbar.set_filter(view.filter)
        self.list.views.tell(view.filter, self.layout_)
        self.list.ask(self.layout_, anew=True)

    def copy(self) -> None:
        """Copy the chosen rows as a table with its headings."""
        keys = [key for key, _ in self.list.view.arrangement()]
        if ids := self.chosen_ids():
            copying.copy(self.ui, self, ids, keys)

    # --- the card

    def open_card(self, customer_id: int) -> None:
        """Show the card of a customer and give it the keyboard."""
        self._put_card(customer_id)
        self.card.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_card(self) -> None:
        """Give the whole width to the list."""
        self._empty_card()
        self.card.hide()
        self._remember(_CARD, False)
        self.focus_list()

    def _empty_card(self) -> None:
        self._shown = None
        self.panel.show_customer(None)

    def _peopled(self, there: bool) -> None:  # noqa: FBT001 - a slot
        """Leave the whole width to the first steps while there are no customers, and no card."""
        if not there and self._shown is None:
            self.card.hide()
        elif self.card.isHidden() and self.ui.settings.get(SPLIT).get(_CARD, True):
            self.card.show()
            self._restore_split()
        if there and self._first_wanted:
            self._first_wanted = False
            self._choose_first()

    def _put_card(self, customer_id: int) -> None:
        self._follow.stop()
        if self.card.isHidden():
            self.card.show()
            self._remember(_CARD, True)
            self._restore_split()
        if customer_id != self._shown:
            self._shown = customer_id
            self.panel.show_customer(customer_id)

    def _card_leads(self, customer_id: int) -> None:
        """Go where the card leads: to another customer, in the list where it stands there."""
        self.list.want(customer_id)
        self._put_card(customer_id)

    def _moved(self) -> None:
        self.list.show_choice()
        if not self.card.isHidden():
            self._follow.start()

    def _clicked(self) -> None:
        current = self.list.view.current_id()
        if current is not None and self.list.view.selected_count() == 1:
            self._put_card(current)

    def _show_chosen(self) -> None:
        current = self.list.view.current_id()
        if current is not None and self.list.view.selected_count() == 1 and not self.card.isHidden():
            self._put_card(current)

    # --- answers and news

    def _filtered(self, filter_: ListFilter) -> None:
        self.list.views.tell(filter_, self.layout_)
        self.list.ask(self.layout_, anew=True)

    def _views_ready(self) -> None:
        """Go to the view of one's own that was left, once the views are known."""
        left, self._left_view = self._left_view, ""
        if left.startswith("own:") and self.list.views.view(left).key == left:
            self.show_view(self.list.views.choose(left))

    def _changed(self, changes: Changes) -> None:
        """Read anew the rows that changed, and the order, which may have changed with them."""
        self.list.table.expire(None if changes.bulk else changes.customers)
        self._views_stale |= changes.touches("views")
        if self.touched(changes):
            super().refresh()

    def _take(self, layout: Layout) -> None:
        self.layout_ = layout
        layouts.save(self.ui.settings, layout)
        self.list.views.tell(self.list.filterbar.filter, layout)

    def _arranged(self) -> None:
        view = self.list.view
        self._take(self.layout_.arranged([key for key, _ in view.arrangement()], view.widths_by_hand()))

    def _word_anew(self) -> None:
        self.list.wording = Wording.of(self.ui)
        self.list.set_layout(self.layout_)

    def _columns(self) -> None:
        open_columns_menu(self.ui, self.layout_, self.list.filterbar.columns, self._relayout, self._regroup)

    def _relayout(self, layout: Layout) -> None:
        columns_changed = layout.columns != self.layout_.columns or layout.widths != self.layout_.widths
        order_changed = (layout.order, layout.descending) != (self.layout_.order, self.layout_.descending)
        self._take(layout)
        if columns_changed:
            self.list.set_layout(layout)
        if order_changed:
            self.list.ask(layout, sorted_anew=True)

    def _regroup(self) -> None:
        self.list.ask(self.layout_, sorted_anew=True)

    def _context(self, spot: QPoint) -> None:
        view = self.list.view
        count = view.selected_count()
        current = view.current_id()
        if not count or current is None:
            return
        tr = self.ui.tr
        opens = [Entry(tr("Open the card"), lambda: self.open_card(current), icon="card", key="Enter")]
        brief = [Entry(tr("Brief"), lambda: self.ui.go("brief", customer_id=current), icon="document")]
        copy = [Entry(tr("Copy as a table"), self.copy, icon="copy", key="Ctrl+C")]
        first = [*opens, *brief] if count == 1 else []
        made = menu(self.ui.theme, self, first, self.bulk.entries(), copy, self.bulk.ends(count))
        made.popup(view.viewport().mapToGlobal(spot))

    def _empty(self, what: str) -> None:
        if what == "new":
            self.add_new()
        elif what == "clear":
            self.list.filterbar.clear()
        else:
            self.ui.go(what)

    # --- the splitter

    def _restore_split(self) -> None:
        stored = self.ui.settings.get(SPLIT).get(ROOM)
        total = max(self.splitter.width(), 1)
        fits = isinstance(stored, int) and 0 < stored < total
        left = stored if fits and isinstance(stored, int) else min(_LIST_WIDTH, int(total * _LIST_SHARE))
        self.splitter.setSizes([left, total - left])

    def _save_split(self) -> None:
        if not self.card.isHidden():
            self._remember(ROOM, self.splitter.sizes()[0])

    def _remember(self, key: str, value: int) -> None:
        self.ui.settings.set(SPLIT, {**self.ui.settings.get(SPLIT), key: value})


def room(ui: Ui) -> CustomersRoom:
    """Build the room with its card."""

    def build() -> QWidget:
        from app.views.customers.card.panel import CardPanel  # noqa: PLC0415 - not before the list stands

        return CardPanel(ui)

    card = LaterCard(build, ui.desk)
    made = CustomersRoom(ui, card=card)
    made.list.loader.arrived.connect(card.soon)
    return made
