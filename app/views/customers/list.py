"""The left part of the room: tabs of views, filter bar, the list itself, what stands below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain.keys import letter
from app.queries.customers import counts, listing
from app.queries.first import Order
from app.queries.lines import CustomerRow, Listing, rows
from app.settings import GROUP_BY_LETTER
from app.views.customers.bulk import Bulk, BulkBar
from app.views.customers.columns import Layout, made
from app.views.customers.filterbar import FilterBar
from app.views.customers.views_bar import ViewsBar
from app.views.customers.wording import Wording
from app.views.kit.buttons import Button, Link, key_text
from app.views.kit.empty import Empty
from app.views.kit.labels import Line, label
from app.views.kit.lazy_table import LazyTable, Loader
from app.views.kit.lazy_view import Kept, LazyView
from app.views.kit.rows import Lines, RowCache
from app.views.kit.theme import GAP_L, GAP_S, SMALL
from app.views.kit.ui import Ui


def sections(letters: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the groups under the capitals that people look for; digits and signs stand under «#»."""
    grouped = groupby(letters, key=lambda found: letter(found[0]))
    return [(name, sum(count for _, count in some)) for name, some in grouped]


class CustomerList(QWidget):
    """Asks for the ids of a filter and an order, and shows them."""

    #: the empty place was asked for «imports», «new», «database» or «clear»
    empty_asked = Signal(str)
    #: whether there are customers at all was heard
    peopled = Signal(bool)
    #: customers without a next step are wanted
    step_asked = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.wording = Wording.of(ui)
        self._cache: RowCache[CustomerRow] = RowCache()
        self.loader = Loader(ui.desk, rows, self._cache, parent=self)
        self.table = LazyTable(self.loader, self._cache, self)
        self.view = LazyView(self.table, ui.theme, name=ui.tr("Customers"))
        self.views = ViewsBar(ui)
        self.filterbar = FilterBar(ui)
        self.total = 0
        self._wanted: int | None = None
        self._come_back: Kept | None = None
        self._empties = {"none": self._no_customers(), "nothing": self._nothing_found()}
        self.stack = QStackedWidget()
        for widget in (self.view, *self._empties.values()):
            self.stack.addWidget(widget)
        self.said = label(size=SMALL, tone="secondary")
        self.without = Link("", ui.theme, size=SMALL, tone="secondary")
        self.without.clicked.connect(self.step_asked)
        self.without.hide()
        self.bulk_bar: BulkBar | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above, below = Line(ui.theme), Line(ui.theme)
        self._footer = self._make_footer()
        #: what has no sense while there are no customers
        self._around = (self.views, above, below, self._footer)
        for widget in (self.views, self.filterbar, above):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)
        column.addWidget(below)
        column.addWidget(self._footer)
        self.setMinimumWidth(360)

    def make_bulk_bar(self, bulk: Bulk) -> None:
        """Put the bar for several customers in the place of the footer."""
        self.bulk_bar = BulkBar(self.ui, bulk)
        self.bulk_bar.dropped.connect(self.view.clearSelection)
        self.bulk_bar.hide()
        column = self.layout()
        assert column is not None
        column.addWidget(self.bulk_bar)

    def place_in(self, room: QWidget, splitter: QSplitter) -> None:
        """Fill ``room`` with the splitter."""
        row = QHBoxLayout(room)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    def set_layout(self, layout: Layout) -> None:
        """Show the columns of ``layout`` in their widths."""
        kept = self.view.keep()
        self.loader.read(layout.columns)
        self.table.set_columns(made(layout.columns, self.wording, self.ui.tr))
        self.view.arrange([layout.width(key) for key in layout.columns], by_hand=layout.widths or {})
        self.view.header.set_order(layout.order, descending=layout.descending)
        self.view.restore(kept)

    def want(self, customer_id: int) -> None:
        """Choose a customer now, or when it comes into the list."""
        self._wanted = None if self.view.choose(customer_id) else customer_id

    def come_back(self, kept: Kept | None) -> None:
        """Go to a place that was kept, when the lines have come; None to stay where one is then."""
        self._come_back = kept

    def ask(self, layout: Layout, *, sorted_anew: bool = False, anew: bool = False) -> None:
        """Ask for the ids; the answer keeps what is chosen. ``anew`` begins at the top."""
        self.view.header.set_order(layout.order, descending=layout.descending)

        def answer(found: Listing) -> None:
            self._show(found, sorted_anew=sorted_anew, anew=anew)

        letters = bool(self.ui.settings.get(GROUP_BY_LETTER)) and layout.order == "title"
        first = self.ui.desk.take_first()
        if first is not None and first.order == Order(layout.order, layout.descending, letters):
            self._cache.put([row.id for row in first.rows], {row.id: row for row in first.rows})
            answer(first.listing or Listing())
            return
        self.ui.desk.ask(
            answer,
            listing,
            key="listing",
            owner=self,
            filter_=self.filterbar.filter,
            order=layout.order,
            descending=layout.descending,
            letters=letters,
        )

    def show_choice(self) -> None:
        """Show the bar for several, or the footer."""
        count = self.view.selected_count()
        if self.bulk_bar is not None:
            self.bulk_bar.set_count(count)
            self.bulk_bar.setVisible(count > 1)
            self._footer.setVisible(count < 2 and bool(self.total))

    def _show(self, found: Listing, *, sorted_anew: bool, anew: bool) -> None:
        kept = self.view.keep()
        if anew:
            kept.current_line = -1
        self.total = found.total
        if self.table.set_lines(Lines(found.ids, sections(found.letters))):
            self.view.restore(kept, sorted_anew=sorted_anew)
            if anew and kept.current is not None and self.table.lines.line_of(kept.current) < 0:
                self.view.scrollToTop()
        if self._come_back is not None:
            self.view.restore(self._come_back)
            self._come_back = None
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.view.choose(wanted, center=True)
        place = self.view if len(found.ids) else self._empties["nothing" if found.total else "none"]
        self.stack.setCurrentWidget(place)
        self.filterbar.setVisible(bool(found.total) or not self.filterbar.filter.empty())
        for widget in self._around:
            widget.setVisible(bool(found.total))
        self.peopled.emit(bool(found.total))
        self.show_choice()
        self._show_numbers(len(found.ids), found.total)

    def _show_numbers(self, shown: int, total: int) -> None:
        tr, number = self.ui.tr, self.ui.number
        if shown == total:
            said = tr.plural("{count} customer", "{count} customers", total, count=number(total))
        else:
            said = tr.plural(
                "{shown} of {count} customer",
                "{shown} of {count} customers",
                total,
                shown=number(shown),
                count=number(total),
            )
        self.said.setText(said if total else "")
        filter_ = self.filterbar.filter
        if filter_.step or not shown:
            self.without.hide()
            return
        self.ui.desk.ask(
            self._show_without, counts, key="without", owner=self, filters=[replace(filter_, step="none")]
        )

    def _show_without(self, found: Sequence[int]) -> None:
        number = found[0]
        said = self.ui.tr.plural(
            "{count} without next step", "{count} without next step", number, count=self.ui.number(number)
        )
        self.without.set_label(said)
        self.without.setVisible(bool(number))

    def _make_footer(self) -> QWidget:
        footer = QWidget()
        footer.setFixedHeight(32)
        row = QHBoxLayout(footer)
        row.setContentsMargins(GAP_L, 0, GAP_L - 2, 0)
        row.addWidget(self.said)
        row.addStretch(1)
        row.addWidget(self.without)
        return footer

    def _no_customers(self) -> QWidget:
        tr, theme = self.ui.tr, self.ui.theme
        made = Empty(
            "customers",
            tr("Your customers will stand here"),
            theme,
            text=tr("Bring in the contacts that you have from Google, Outlook, a phone or a table."),
            step=tr("Import contacts"),
        )
        made.begun.connect(lambda: self.empty_asked.emit("imports"))
        more = QHBoxLayout()
        more.setSpacing(GAP_S)
        more.addStretch(1)
        for text, what, key in (
            (tr("New customer"), "new", key_text("Ctrl+N")),
            (tr("Look at a sample"), "database", ""),
        ):
            button = Button(text, theme, key=key)
            button.clicked.connect(lambda *_, what=what: self.empty_asked.emit(what))
            more.addWidget(button)
        more.addStretch(1)
        column = made.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertSpacing(column.count() - 1, GAP_S)
        column.insertLayout(column.count() - 1, more)
        return made

    def _nothing_found(self) -> QWidget:
        tr = self.ui.tr
        made = Empty(
            "search",
            tr("Nobody passes this filter"),
            self.ui.theme,
            text=tr("Take a condition away, or look among all customers."),
            step=tr("Clear the filter"),
        )
        made.begun.connect(lambda: self.empty_asked.emit("clear"))
        return made
