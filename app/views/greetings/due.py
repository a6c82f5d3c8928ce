"""The tab «To greet»: what is due, who keeps a day of many, and the one in hand beside the list (row R2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.greeting_policy import WAYS
from app.queries.greetings import DayOfMany
from app.queries.items import Item
from app.views.greetings import look as reading
from app.views.greetings.bulk import Bulk
from app.views.greetings.day import DaySummary
from app.views.greetings.filters import Filters
from app.views.greetings.keys import letter
from app.views.greetings.look import Crowd, DueLook
from app.views.kit.buttons import Button, Link
from app.views.kit.cells import Cell
from app.views.kit.empty import Empty
from app.views.kit.greetings.look import Which
from app.views.kit.greetings.panel import GreetingPanel, way_icon
from app.views.kit.greetings.words import WAY_DONE, capital, ways_text
from app.views.kit.labels import Line, label
from app.views.kit.lazy_table import Column
from app.views.kit.memory import memory_view
from app.views.kit.menu import Entry, menu
from app.views.kit.scroll import Scroll
from app.views.kit.theme import GAP_L, GAP_S, GAP_XL, LARGE, SMALL
from app.views.kit.ui import Ui

Row = Item | DayOfMany
#: width of the occasion beside the list, px
_SIDE = 340


class DueTab(QWidget):
    """D notes a greeting, S passes over, N and P go on and back, Enter opens."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, tr = ui, ui.tr
        self.rows: list[Row] = []
        #: the day of many that is open: its key and day
        self.crowd: tuple[str, dt.date] | None = None
        self.filters = Filters(ui)
        self.filters.filtered.connect(lambda _: self.reload())
        self.out = Link(tr("← All greetings"), ui.theme)
        self.out.clicked.connect(self.close_crowd)
        self.title = label(size=LARGE, bold=True)
        self.table, self.view = memory_view(
            ui.desk, self._columns(), ui.theme, name=tr("Greetings that are due")
        )
        self.view.opened.connect(lambda _: self.open_current())
        self.view.moved.connect(self._moved)
        self.view.typed.connect(self._typed)
        self.empty = Empty(
            "greeting",
            tr("Nobody is to be greeted now"),
            ui.theme,
            text=tr(
                "Birthdays, anniversaries, holidays and professional days stand here as soon as it is time, "
                "and stay until somebody greeted. Note birth dates on the cards, and they come by themselves."
            ),
        )
        self.panel = GreetingPanel(ui, most=14)
        self.day = DaySummary(ui)
        self.day.opened.connect(self.open_current)
        self.bulk = Bulk(ui, self)
        self.note = label(tone="secondary", size=SMALL)
        self.greet = Button(tr("Greeted"), ui.theme, drop=True, key="D")
        self.greet.clicked.connect(self.offer_ways)
        self.pass_over = Button(tr("Pass over"), ui.theme, key="S")
        self.pass_over.clicked.connect(self.skip)
        self.addresses = Button(tr("Copy addresses"), ui.theme, icon="copy")
        self.addresses.clicked.connect(self.copy_addresses)
        self.pages = QStackedWidget()
        # a click on a button beside the list leaves the keyboard in the list
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self.view)
        self._lay_out()

    # --- reading

    def reload(self) -> None:
        """Read anew what is in sight."""
        wanted, language = self.filters.wanted, self.ui.tr.code
        if self.crowd is not None:
            code, on = self.crowd
            self.ui.desk.ask(
                self._show_crowd,
                reading.crowd,
                key="due",
                owner=self,
                code=code,
                on=on,
                wanted=wanted,
                language=language,
            )
        else:
            self.ui.desk.ask(
                self._show_due, reading.due, key="due", owner=self, wanted=wanted, language=language
            )

    def open_crowd(self, code: str, on: dt.date) -> None:
        """Show who keeps a day of many, or has an occasion of one kind on a day."""
        self.crowd = (code, on)
        self.reload()

    def close_crowd(self) -> bool:
        """Go back to everything that is due; false where that is in sight."""
        if self.crowd is None:
            return False
        self.crowd = None
        self.reload()
        return True

    def open_current(self) -> None:
        """Open a day of many, or go to the text of a greeting."""
        row = self.current()
        if isinstance(row, DayOfMany):
            self.open_crowd(row.key, row.occasion.date)
        elif row is not None:
            self.panel.take_keyboard()

    def current(self) -> Row | None:
        """Return the row that has the keyboard."""
        place = self.view.current_id()
        return self.rows[place] if place is not None and place < len(self.rows) else None

    def chosen(self) -> list[Item]:
        """Return the single occasions that are chosen."""
        some = [self.rows[place] for place in self.view.selected_ids() if place < len(self.rows)]
        return [row for row in some if isinstance(row, Item)]

    # --- doing

    def greeted(self) -> None:
        """Note the one in hand as greeted by its first way; of several the way is asked for."""
        if len(self.chosen()) > 1:
            self.offer_ways()
        elif isinstance(self.current(), DayOfMany):
            self.open_current()
        elif not self.panel.greet_by():
            self.offer_ways()

    def offer_ways(self) -> None:
        """Ask by which way those that are chosen were greeted."""
        if not self.chosen():
            self.open_current()
            return
        tr = self.ui.tr
        entries = [
            Entry(tr(text), partial(self._greet_by, way), icon=way_icon(way))
            for way, text in WAY_DONE.items()
        ]
        menu(self.ui.theme, self, entries).under(self.greet, first=True)

    def skip(self) -> None:
        """Pass over what is chosen."""
        some = self.chosen()
        if len(some) > 1:
            self.bulk.skip(some, self._where())
        elif some:
            self.panel.skip()

    def copy_addresses(self) -> None:
        """Copy the addresses of those who are chosen and may be written to."""
        if some := self.chosen():
            self.bulk.copy_addresses(some)

    def step(self, by: int) -> None:
        """Go on to the next one, or back."""
        line = self.view.currentIndex().row()
        lines = self.table.lines
        for place in range(line + by, len(lines) if by > 0 else -1, by):
            row_id = lines.id_at(place)
            if row_id is not None:
                self.view.choose(row_id)
                return

    def take_keyboard(self) -> None:
        """Put the keyboard into the list."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _greet_by(self, way: str) -> None:
        assert way in WAYS
        some = self.chosen()
        if len(some) > 1:
            self.bulk.greeted(some, self._where(), way)
        else:
            self.panel.greet_by(way)

    def _where(self) -> tuple[str, dt.date]:
        return self.crowd or ("", self.ui.clock.today())

    def _typed(self, text: str) -> None:
        deeds: dict[str, Callable[[], object]] = {
            "d": self.greeted,
            "s": self.skip,
            "n": partial(self.step, 1),
            "p": partial(self.step, -1),
            "c": self.copy_addresses,
        }
        if (deed := deeds.get(letter(text))) is not None:
            deed()

    # --- showing

    def _show_due(self, found: DueLook) -> None:
        tr = self.ui.tr
        rows: list[Row] = [*found.items, *found.groups]
        rows.sort(key=lambda row: (_days(row), isinstance(row, Item), _class_rank(row)))
        late = sum(_days(row) < 0 for row in rows)
        today = sum(_days(row) == 0 for row in rows)
        sections = [(tr("Late"), late), (tr("Today"), today), (tr("Coming"), len(rows) - late - today)]
        self.title.setText("")
        self._fill(rows, [(name, count) for name, count in sections if count])

    def _show_crowd(self, found: Crowd) -> None:
        ui, tr = self.ui, self.ui.tr
        name = tr(found.name.label) if found.name is not None and not found.single else ""
        if found.single and found.items:
            name = tr("Occasions of the day")
        many = tr.plural("{count} to greet", "{count} to greet", found.count)
        self.title.setText(", ".join(part for part in (name, ui.day(found.on), many) if part))
        self._fill(list(found.items), [])

    def _fill(self, rows: list[Row], sections: Sequence[tuple[str, int]]) -> None:
        """Show the rows; the keyboard stays on the line where it was, or on the same occasion."""
        before, line = self.current(), self.view.current_id()
        self.rows = rows
        self.table.set_rows(rows, sections)
        self.out.setVisible(self.crowd is not None)
        self.title.setVisible(self.crowd is not None)
        self.pages.setCurrentIndex(0 if rows or self.crowd is not None else 1)
        if rows:
            same = next((i for i, row in enumerate(rows) if before is not None and _same(row, before)), None)
            self.view.choose(same if same is not None else min(line or 0, len(rows) - 1))
        self._moved()

    def _moved(self) -> None:
        row, some = self.current(), self.chosen()
        self.day.show_day(row if isinstance(row, DayOfMany) else None)
        if isinstance(row, Item) and row.occasion is not None:
            self.panel.show_occasion(Which(row.ref, row.occasion.key, row.date))
        else:
            self.panel.show_occasion(None)
        for button in (self.greet, self.pass_over, self.addresses):
            button.setEnabled(bool(some))
        tr = self.ui.tr
        keys = tr("N next, P back")
        self.note.setText(tr.plural("{count} chosen", "{count} chosen", len(some)) if len(some) > 1 else keys)

    def _columns(self) -> list[Column]:
        tr = self.ui.tr
        return [
            Column("who", tr("Who"), self._who, 220, least=130, grows=True),
            Column("class", "", _class_cell, 54),
            Column("what", tr("Occasion"), self._what, 220, least=120, grows=True),
            Column("when", tr("When"), self._when, 104, least=90),
            Column("ways", tr("By way of"), self._ways, 130, least=80),
        ]

    def _who(self, row: Row) -> Cell:
        if isinstance(row, Item):
            return Cell(row.customer, lead=True)
        return Cell(self.ui.tr.plural("{count} customer", "{count} customers", row.left), lead=True)

    def _what(self, row: Row) -> Cell:
        tr = self.ui.tr
        if isinstance(row, DayOfMany):
            return Cell(tr(row.occasion.label))
        tail = ""
        if row.occasion is not None:
            tail = tr("round date") if row.occasion.round else tr("a sad day") if row.occasion.sad else ""
        return Cell(capital(row.say(tr)), tail=tail, tail_tone="accent")

    def _when(self, row: Row) -> Cell:
        day = row.date if isinstance(row, Item) else row.occasion.date
        days = _days(row)
        tone = "bad" if days < 0 else "text" if days == 0 else "secondary"
        return Cell(self.ui.day(day), tone)

    def _ways(self, row: Row) -> Cell:
        tr = self.ui.tr
        if isinstance(row, DayOfMany):
            return (
                Cell(tr.plural("{count} done", "{count} done", row.done), "secondary") if row.done else Cell()
            )
        if row.state == "draft":
            return Cell(ways_text(row.ways, tr), tail=tr("draft"), tail_tone="accent")
        return Cell(ways_text(row.ways, tr), "secondary")

    # --- layout

    def _lay_out(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_S)
        row.setSpacing(GAP_S)
        for widget in (self.filters, self.out, self.title):
            row.addWidget(widget)
        row.addStretch(1)
        foot = QWidget()
        below = QHBoxLayout(foot)
        below.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_S)
        below.setSpacing(GAP_S)
        for button in (self.greet, self.pass_over, self.addresses):
            below.addWidget(button)
        below.addStretch(1)
        below.addWidget(self.note)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.view, 1)
        left.addWidget(Line(self.ui.theme))
        left.addWidget(foot)
        side = Scroll(gap=0, margin=GAP_L)
        side.add(self.panel)
        side.add(self.day)
        side.setFixedWidth(_SIDE)
        side.hold_width(_SIDE)
        inside = QWidget()
        whole = QHBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(Line(self.ui.theme, upright=True))
        whole.addWidget(side)
        self.pages.addWidget(inside)
        self.pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(Line(self.ui.theme))
        column.addWidget(self.pages, 1)


def _days(row: Row) -> int:
    return row.days or 0


def _class_cell(row: Row) -> Cell:
    if isinstance(row, Item):
        return Cell(row.who.class_ if row.who else "", badge=True)
    return Cell()


def _class_rank(row: Row) -> int:
    order = ("VIP", "A", "B", "", "C", "D")
    class_ = row.who.class_ if isinstance(row, Item) and row.who else ""
    return order.index(class_) if class_ in order else len(order)


def _same(one: Row, other: Row) -> bool:
    if isinstance(one, Item) and isinstance(other, Item):
        mine, theirs = one.occasion, other.occasion
        return one.ref == other.ref and mine is not None and theirs is not None and mine.key == theirs.key
    return isinstance(one, DayOfMany) and isinstance(other, DayOfMany) and one.key == other.key
