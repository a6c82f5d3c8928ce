"""The customer card: who it is, facts edited where they stand, and everything that happened."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain.fields import BY_KEY, CHANNELS, TAB_NAMES
from app.domain.fields import Tab as CardTab
from app.errors import RapportError
from app.models.changes import Changes
from app.models.faults import Gone
from app.queries.card_view import CardView, card_view
from app.settings import SPLIT
from app.views.customers.card import tabs
from app.views.customers.card.cells import Cells
from app.views.customers.card.facts import MOVED
from app.views.customers.card.header import Header
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.meters import AskNext, Known
from app.views.customers.card.page import TabPage
from app.views.customers.card.timeline import Timeline
from app.views.customers.card.trashed import TrashedLine
from app.views.kit.empty import Empty
from app.views.kit.labels import Line
from app.views.kit.painting import focus_ring
from app.views.kit.tabs import Tab, Tabs
from app.views.kit.theme import GAP_XL, Theme
from app.views.kit.throttle import Throttle
from app.views.kit.ui import Ui

_MINUTE: Final = 60_000
_SPLIT: Final = "card"
#: the state of a customer in the trash
_TRASHED: Final = 1
#: kinds of records other than a customer's own of which the card shows something
_COMMON: Final = ("own_fields", "people", "tags", "greeting_rules", "gift_budgets")


class CardPanel(QWidget):
    """Shows one customer; facts are saved as soon as they are left, and Ctrl+Z takes them back."""

    #: another customer's card is asked for
    opened = Signal(int)
    #: the customer in hand is no longer there
    closed = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._theme = ui.theme
        self._id: int | None = None
        self._stale = False
        self._keys = [each.value for each in CardTab]
        self.keeper = Keeper(ui, self)
        self.trashed = TrashedLine(self.keeper)
        self.header = Header(self.keeper)
        self.cells = Cells(self.keeper)
        self.known = Known(self.keeper)
        self.ask = AskNext(self.keeper)
        self.tabs = Tabs(self._tabs(), ui.theme, ui.tr)
        self.pages = QStackedWidget()
        self._page_of: dict[str, TabPage] = {}
        self.timeline = Timeline(self.keeper)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self._stack = QStackedWidget(self)
        self._build()
        self._bind()

    # what is shown

    @property
    def customer_id(self) -> int | None:
        """The customer in hand."""
        return self._id

    @property
    def page(self) -> TabPage:
        """The tab in sight."""
        return self._page(self.tabs.current)

    def show_customer(self, customer_id: int | None) -> None:
        """Show a customer, None for nobody; what is being typed is saved first."""
        self.save()
        another = customer_id != self._id
        self._id = customer_id
        self._tell_open()
        if customer_id is None:
            self.keeper.view = None
            self._stack.setCurrentIndex(0)
        elif another or self.keeper.view is None:
            self._load()

    def show_tab(self, key: str) -> None:
        """Show a tab by its key, such as «tastes»."""
        self.tabs.choose(key)
        self._choose(key)

    def edit(self, key: str) -> None:
        """Begin to type in a datum by the key of its field."""
        if key == "class_reason" and not self.keeper.locked:
            view = self.keeper.view
            self.show_tab(CardTab.VALUE.value)
            # without a class there is nothing to explain yet
            self.page.edit("class_", stop=1 if view is not None and view.customer["class_"] else 0)
            return
        if key not in BY_KEY:
            self.show_tab(key)
            return
        if self.keeper.refuses():
            return
        field = BY_KEY[key]
        self.show_tab(MOVED.get(key, field.tab).value)
        if key == "consents":
            self.page.focus_extra()
        else:
            self.page.edit(_line_of(key))

    def save(self) -> None:
        """Save what is being typed."""
        for page in self._page_of.values():
            page.table.save()

    def reload(self) -> None:
        """Read the card anew."""
        self._load()
        self.timeline.reload()

    # building

    def _build(self) -> None:
        ui, tr = self._ui, self._ui.tr
        nobody = Empty(
            "customers",
            tr("No customer is chosen"),
            ui.theme,
            text=tr("Choose one in the list, or press Ctrl+N for a new one."),
        )
        card = QWidget()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(GAP_XL, 4, GAP_XL, 0)
        row.addWidget(self.tabs)
        for widget in (self.trashed, self.header, self.cells, self.known, self.ask, strip, Line(ui.theme)):
            column.addWidget(widget)
        self.split.addWidget(self.pages)
        self.split.addWidget(self.timeline)
        self.split.setChildrenCollapsible(False)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([1000, 1000])
        self.pages.setMinimumHeight(120)
        stored = ui.settings.get(SPLIT).get(_SPLIT)
        if isinstance(stored, str):
            self.split.restoreState(QByteArray.fromBase64(stored.encode()))
        self.trashed.hide()
        column.addWidget(self.split, 1)
        self._stack.addWidget(nobody)
        self._stack.addWidget(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setAcceptDrops(True)
        self.setAccessibleName(tr("Customer card"))
        self.setMinimumWidth(420)

    def _bind(self) -> None:
        ui, keeper = self._ui, self.keeper
        self._again = Throttle(self._load, interval=60, parent=self)
        ui.desk.changed.connect(self._changed)
        keeper.asked.connect(self.opened)
        keeper.wanted.connect(self.edit)
        keeper.hinted.connect(self._hint)
        keeper.doubted.connect(self.reload)
        self.trashed.left.connect(self._leave)
        self.tabs.chosen.connect(self._choose)
        self.split.splitterMoved.connect(self._keep_split)
        for key, way in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._next_tab, way))
        self._clock = QTimer(self, interval=_MINUTE)
        self._clock.timeout.connect(self.cells.refresh)

    def _tabs(self) -> list[Tab]:
        """Return the tabs that this customer has: an organisation has no tastes."""
        view, tr = self.keeper.view, self._ui.tr
        own = {row["tab"] for row in view.card.own_fields} if view else set()
        bare = view is not None and view.organisation and CardTab.TASTES.value not in own
        left_out = {CardTab.TASTES} if bare else set()
        return [Tab(each.value, tr(TAB_NAMES[each])) for each in CardTab if each not in left_out]

    def _page(self, key: str) -> TabPage:
        if key not in self._page_of:
            page = tabs.page(CardTab(key), self.keeper)
            self._page_of[key] = page
            page.set_live(live=self.trashed.isHidden())
            self.pages.addWidget(page)
        return self._page_of[key]

    # reading

    def _load(self) -> None:
        if self._id is None:
            return
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._ui.desk.ask(
            self._show,
            card_view,
            customer_id=self._id,
            language=self._ui.tr.code,
            key="card",
            owner=self,
            failed=self._missing,
        )

    def _show(self, view: CardView) -> None:
        if view.id != self._id:
            return
        before, self.keeper.view = self.keeper.view, view
        another = before is None or before.id != view.id
        if [tab.key for tab in self._tabs()] != self._keys:
            self._keys = [tab.key for tab in self._tabs()]
            self.tabs.set_tabs(self._tabs())
        self._show_trashed(trashed=view.customer["state"] == _TRASHED)
        self.header.show_view(view)
        self.cells.show_view(view)
        self.known.show_view(view)
        self.ask.show_view(view)
        self._choose(self.tabs.current)
        self._stack.setCurrentIndex(1)
        self.timeline.show_view(view)
        if another:
            self.page.to_top()
            self.setAccessibleDescription(view.name)

    def _missing(self, fault: RapportError) -> None:
        if isinstance(fault, Gone):
            self._leave()
        else:
            self._ui.desk.failed.emit(fault)

    def _leave(self) -> None:
        self.show_customer(None)
        self.closed.emit()

    def _show_trashed(self, *, trashed: bool) -> None:
        """Say that the card lies in the trash; there it can be read, but not changed."""
        if trashed and self.trashed.isHidden():
            # what was being typed when a colleague threw the card away is kept with it
            self.save()
        self.keeper.locked = trashed
        self._tell_open()
        self.trashed.setVisible(trashed)
        self.header.set_live(live=not trashed)
        for widget in (self.cells, self.known, self.ask, self.timeline.log, self.timeline.remark):
            widget.setEnabled(not trashed)
        for page in self._page_of.values():
            page.set_live(live=not trashed)

    def _tell_open(self) -> None:
        """Say whose card is in sight: what is noted without a name is about this customer."""
        if self.isVisible():
            self._ui.card_open = None if self.keeper.locked else self._id

    def _changed(self, changes: Changes) -> None:
        if self._id is None:
            return
        if changes.touches_customer(self._id) or changes.touches(*_COMMON):
            self._again()
            if changes.touches("interactions", "followups", "feedback"):
                self.timeline.reload()

    # small things

    def _choose(self, key: str) -> None:
        page = self._page(key)
        if self.pages.currentWidget() is not page:
            self.save()
            self.pages.setCurrentWidget(page)
        if self.keeper.view is not None:
            page.show_view()

    def _next_tab(self, way: int) -> None:
        keys = self._keys
        self.show_tab(keys[(keys.index(self.tabs.current) + way) % len(keys)])
        # what had the keyboard is hidden with its tab: it stays in the card, for the next press
        rows = self.page.table.rows
        (rows[0] if rows else self).setFocus(Qt.FocusReason.TabFocusReason)

    def _hint(self, text: str) -> None:
        status = getattr(self.window(), "status", None)
        if status is not None:
            status.hint(text, stay=True)

    def _keep_split(self, *_: int) -> None:
        state = bytes(self.split.saveState().toBase64().data()).decode()
        self._ui.settings.set(SPLIT, self._ui.settings.get(SPLIT) | {_SPLIT: state})

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell_open()
        self._clock.start()
        self.cells.refresh()
        if self._stale or (self._id is not None and self.keeper.view is None):
            self.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()
        if self._ui.card_open == self._id:
            self._ui.card_open = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leads from the card, or from its head, to the rows of the tab."""
        rows = self.page.table.rows if event.key() == Qt.Key.Key_Down and self._id is not None else []
        row = next((row for row in rows if row.focusPolicy() != Qt.FocusPolicy.NoFocus), None)
        if row is None:
            super().keyPressEvent(event)
        else:
            row.setFocus(Qt.FocusReason.TabFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files while a card is in sight: letters come onto its timeline."""
        if self._id is not None and not self.keeper.locked and _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._ui.go("dropped", paths=_files(event), customer_id=self._id)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.surface))
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._theme)


def _files(event: QDropEvent) -> list[Path]:
    """Return the files that are dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _line_of(key: str) -> str:
    """Return the line in which a datum of the catalogue is typed."""
    if key in CHANNELS:
        return "add:channels"
    return f"add:{key}" if key in {"dates", "relatives", "links", "needs", "terms"} else key
