"""The shopping list of a month: what to buy, what has to leave, what is on its way; one key moves a gift on (row R3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.gifts import STATE_NAMES, State
from app.queries.gifts import GiftRow
from app.views.greetings import look as reading
from app.views.greetings.keys import letter
from app.views.greetings.look import GiftsLook
from app.views.greetings.shopping_page import page_html, page_text
from app.views.kit.buttons import Button, IconButton
from app.views.kit.cells import Cell
from app.views.kit.empty import Empty
from app.views.kit.greetings.deeds import Deeds
from app.views.kit.greetings.printing import print_page
from app.views.kit.greetings.words import NEXT_STATE, capital
from app.views.kit.labels import Line, label
from app.views.kit.lazy_table import Column
from app.views.kit.memory import memory_view
from app.views.kit.money import money_text, sums_text
from app.views.kit.month import month_later
from app.views.kit.theme import GAP_S, GAP_XL, LARGE, SMALL
from app.views.kit.ui import Ui


class Shopping(QWidget):
    """D moves a gift on (planned, bought, sent off, handed over), X gives it up, Enter opens the card."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, tr = ui, ui.tr
        self.rows: list[GiftRow] = []
        self.found: GiftsLook | None = None
        self.month = ui.clock.today().replace(day=1)
        self.deeds = Deeds(ui)
        self.heading = label(size=LARGE, bold=True)
        self.before = IconButton("chevron-left", tr("Earlier"), ui.theme)
        self.before.clicked.connect(partial(self.turn, -1))
        self.after = IconButton("chevron-right", tr("Later"), ui.theme)
        self.after.clicked.connect(partial(self.turn, 1))
        self.copy = Button(tr("Copy"), ui.theme, icon="copy")
        self.copy.clicked.connect(self.copy_list)
        self.print = Button(tr("Print…"), ui.theme, icon="print")
        self.print.clicked.connect(self.print_list)
        self.table, self.view = memory_view(
            ui.desk, self._columns(), ui.theme, name=tr("Gifts to buy and to send")
        )
        self.view.opened.connect(lambda _: self.open_card())
        self.view.moved.connect(self._moved)
        self.view.typed.connect(self._typed)
        self.empty = Empty(
            "gift",
            tr("No gift is planned for this month"),
            ui.theme,
            text=tr(
                "Take a proposal beside a greeting, and what to buy and when it has to leave stands here."
            ),
        )
        self.onward = Button(tr("Bought"), ui.theme, key="D")
        self.onward.clicked.connect(self.advance)
        self.drop = Button(tr("Give up"), ui.theme, key="X")
        self.drop.clicked.connect(self.give_up)
        self.sums = label(tone="secondary", size=SMALL)
        self.pages = QStackedWidget()
        # a click on a button beside the list leaves the keyboard in the list
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self.view)
        self._lay_out()

    # --- reading

    def reload(self) -> None:
        """Read the month in sight."""
        self.ui.desk.ask(
            self._show,
            reading.gifts_look,
            key="gifts",
            owner=self,
            year=self.month.year,
            month=self.month.month,
            mine=False,
        )

    def turn(self, by: int, *_: object) -> None:
        """Show another month."""
        self.month = month_later(self.month, by)
        self.reload()

    def take_keyboard(self) -> None:
        """Put the keyboard into the list."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- doing

    def current(self) -> GiftRow | None:
        """Return the chosen gift."""
        place = self.view.current_id()
        return self.rows[place] if place is not None and place < len(self.rows) else None

    def advance(self) -> None:
        """Let the chosen gift become what comes next."""
        if (gift := self.current()) is not None:
            self.deeds.advance(gift)

    def give_up(self) -> None:
        """Give the chosen gift up."""
        if (gift := self.current()) is not None:
            self.deeds.drop(gift.id, gift.name)

    def open_card(self) -> None:
        """Open the card of whom the gift is for."""
        if (gift := self.current()) is not None:
            self.ui.go("customers", customer_id=gift.customer_id)

    def copy_list(self) -> None:
        """Copy the list as text."""
        if self.found is not None:
            QGuiApplication.clipboard().setText(page_text(self.found.shopping, self.ui))
            self.ui.say(self.ui.tr("Copied"))

    def print_list(self) -> None:
        """Print the list."""
        if self.found is not None:
            title = self.ui.tr("Gifts to buy, {month}", month=self.heading.text())
            print_page(self, page_html(self.found.shopping, title, self.ui), title=title)

    def _typed(self, text: str) -> None:
        deeds: dict[str, Callable[[], object]] = {"d": self.advance, "x": self.give_up}
        if (deed := deeds.get(letter(text))) is not None:
            deed()

    # --- showing

    def _show(self, found: GiftsLook) -> None:
        tr, place = self.ui.tr, self.view.current_id()
        self.found = found
        name = str(self.ui.locale.standaloneMonthName(self.month.month))
        self.heading.setText(f"{capital(name)} {self.month.year}")
        # what waits now is said beside what this month needs, not while another one is looked at
        now = self.month == self.ui.clock.today().replace(day=1)
        leaving = [one.gift for one in found.dispatch] if now else []
        known = {gift.id for gift in leaving}
        buying = [gift for one in found.shopping.purchases for gift in one.gifts if gift.id not in known]
        parts = (
            (tr("Have to leave"), leaving),
            (tr("For this month"), buying),
            (tr("On their way"), list(found.sent) if now else []),
        )
        self.rows = [gift for _, some in parts for gift in some]
        self.table.set_rows(self.rows, [(title, len(some)) for title, some in parts if some])
        self.pages.setCurrentIndex(0 if self.rows else 1)
        self.copy.setEnabled(bool(found.shopping.purchases))
        self.print.setEnabled(bool(found.shopping.purchases))
        if self.rows:
            self.view.choose(min(place or 0, len(self.rows) - 1))
        self._sum(found)
        self._moved()

    def _sum(self, found: GiftsLook) -> None:
        tr, locale = self.ui.tr, self.ui.locale
        parts = []
        if total := sums_text(found.shopping.totals, locale):
            parts.append(tr("In all {sum}", sum=total))
        if left := sums_text(found.shopping.left, locale):
            parts.append(tr("still to buy {sum}", sum=left))
        over = [one for one in found.budgets.values() if one.left < 0]
        if over:
            parts.append(tr.plural("{count} budget overdrawn", "{count} budgets overdrawn", len(over)))
        self.sums.setText(", ".join(parts))

    def _moved(self) -> None:
        gift = self.current()
        after = NEXT_STATE.get(State(gift.state)) if gift is not None else None
        self.onward.setEnabled(after is not None)
        self.drop.setEnabled(gift is not None)
        if after is not None:
            self.onward.set_label(self.ui.tr(after[1]))

    def _columns(self) -> list[Column]:
        tr, locale = self.ui.tr, self.ui.locale
        return [
            Column("gift", tr("Gift"), lambda gift: Cell(gift.name, lead=True), 220, least=130, grows=True),
            Column("who", tr("For whom"), lambda gift: Cell(gift.customer), 190, least=110, grows=True),
            Column("class", "", lambda gift: Cell(gift.class_, badge=True), 54),
            Column("state", tr("How far"), lambda gift: Cell(tr(STATE_NAMES[State(gift.state)])), 120),
            Column("leaves", tr("Leaves by"), self._leaves, 100),
            Column("due", tr("For the day"), lambda gift: Cell(self._day(gift.due_on), "secondary"), 100),
            Column(
                "cost",
                tr("Price"),
                lambda gift: Cell(money_text(gift.cost, gift.currency, locale)),
                90,
                right=True,
            ),
            Column("left", tr("Budget left"), self._left, 110, right=True),
        ]

    def _leaves(self, gift: GiftRow) -> Cell:
        if gift.dispatch_on is None or gift.state == "sent":
            return Cell()
        days = (gift.dispatch_on - self.ui.clock.today()).days
        return Cell(
            self._day(gift.dispatch_on), "bad" if days < 0 else "warning" if days < 2 else "secondary"
        )

    def _left(self, gift: GiftRow) -> Cell:
        budget = self.found.budgets.get(gift.customer_id) if self.found else None
        if budget is None:
            return Cell()
        said = money_text(abs(budget.left), budget.currency, self.ui.locale)
        return Cell(f"−{said}" if budget.left < 0 else said, "bad" if budget.left < 0 else "secondary")

    def _day(self, day: dt.date | None) -> str:
        return self.ui.day(day) if day is not None else ""

    def _lay_out(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_S)
        row.setSpacing(GAP_S)
        for widget in (self.before, self.heading, self.after):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(self.print)
        foot = QWidget()
        below = QHBoxLayout(foot)
        below.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_S)
        below.setSpacing(GAP_S)
        below.addWidget(self.onward)
        below.addWidget(self.drop)
        below.addStretch(1)
        below.addWidget(self.sums)
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.view, 1)
        inner.addWidget(Line(self.ui.theme))
        inner.addWidget(foot)
        self.pages.addWidget(inside)
        self.pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(Line(self.ui.theme))
        column.addWidget(self.pages, 1)
