"""Cards at the upper right of the window: what begins now, with Done and Snooze on it; they stay until answered (row R5)."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.notices import SNOOZES, Announcement
from app.domain.saying import duration_text
from app.views.kit.buttons import Button, IconButton, Kind
from app.views.kit.icons import paint_icon
from app.views.kit.labels import label
from app.views.kit.menu import Entry, menu
from app.views.kit.painting import Drawn, painter_on, rounded
from app.views.kit.theme import GAP_L, GAP_M, GAP_S, ICON, RADIUS, SMALL
from app.views.kit.ui import Ui
from app.views.kit.words import CONTACT_ICONS, CONTACT_NAMES

_WIDTH: Final = 360
#: cards in sight; the others wait behind them
_MOST: Final = 3


def said(one: Announcement, ui: Ui) -> tuple[str, str]:
    """Return title and line of an announcement: whom or what, and when with what it is about."""
    tr = ui.tr
    kind = tr(CONTACT_NAMES.get(one.contact_kind, "contact"))
    title = one.name or one.text or kind
    minutes = round((one.starts - ui.clock.now()).total_seconds() / 60)
    when = ui.time(one.starts) if one.time else ui.day(ui.local(one.starts).date())
    if one.time and minutes > 0:
        when = tr("{time}, in {left}", time=when, left=duration_text(minutes, tr))
    elif one.time and minutes < -1:
        when = tr("{time}, {ago} ago", time=when, ago=duration_text(-minutes, tr))
    about = one.text if one.name and one.text else kind
    return title, " · ".join(part for part in (when, about, one.place) if part)


class Reminder(Drawn, QWidget):
    """One card."""

    #: done, open, close
    acted = Signal(str, object)
    #: put off by so many minutes
    snoozed = Signal(object, int)

    def __init__(self, one: Announcement, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self.one, self._ui, self._theme = one, ui, ui.theme
        self.setFixedWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        title, line = said(one, ui)
        self.setAccessibleName(f"{title}. {line}")
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_L + ICON + 10, GAP_M, GAP_S, GAP_M)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(label(title, bold=True, wrap=True), 1)
        self.close_button = IconButton("x", ui.tr("Close"), ui.theme, side=22, size=14)
        self.close_button.clicked.connect(lambda *_: self.acted.emit("close", one))
        head.addWidget(self.close_button)
        column.addLayout(head)
        column.addWidget(label(line, tone="secondary", size=SMALL, wrap=True))
        column.addSpacing(6)
        column.addLayout(self._answers())

    def _answers(self) -> QHBoxLayout:
        tr, theme = self._ui.tr, self._theme
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        self.done_button = Button(tr("Done"), theme, kind=Kind.PRIMARY, parent=self)
        self.done_button.clicked.connect(lambda *_: self.acted.emit("done", self.one))
        self.snooze_button = Button(tr("Snooze"), theme, drop=True, parent=self)
        self.snooze_button.clicked.connect(self._offer)
        self.open_button = Button(tr("Open"), theme, kind=Kind.QUIET, parent=self)
        self.open_button.clicked.connect(lambda *_: self.acted.emit("open", self.one))
        for button in (self.done_button, self.snooze_button, self.open_button):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _offer(self, *_: object) -> None:
        entries = [
            Entry(duration_text(minutes, self._ui.tr), partial(self.snoozed.emit, self.one, minutes))
            for minutes in SNOOZES
        ]
        menu(self._theme, self, entries).under(self.snooze_button, first=True)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, theme = painter_on(self), self._theme
        rounded(painter, self.rect(), fill=theme.raised, edge=theme.accent, radius=RADIUS + 2)
        icon = CONTACT_ICONS.get(self.one.contact_kind, "task")
        paint_icon(painter, QRectF(GAP_L - 2, GAP_M + 3, ICON, ICON), icon, theme.accent)


class Reminders(QWidget):
    """The place over the window where reminders stand, the earliest above."""

    acted = Signal(str, object)
    snoozed = Signal(object, int)

    def __init__(self, window: QWidget, ui: Ui) -> None:
        super().__init__(window)
        self._ui = ui
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP_S)
        self._waiting: list[Announcement] = []
        self.cards: list[Reminder] = []
        self.hide()
        window.installEventFilter(self)

    @property
    def everything(self) -> list[Announcement]:
        """What is announced and not answered yet."""
        return [*(card.one for card in self.cards), *self._waiting]

    def announce(self, one: Announcement) -> None:
        """Show a card; where there are many it waits behind them."""
        self.withdraw(one.subject)
        if len(self.cards) >= _MOST:
            self._waiting.append(one)
            return
        card = Reminder(one, self._ui, self)
        card.acted.connect(self.acted)
        card.snoozed.connect(self.snoozed)
        self.cards.append(card)
        self._column.addWidget(card)
        card.show()
        self._place()
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 - not at start

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, card.accessibleName()))

    def withdraw(self, subject: str) -> None:
        """Take a card away: it was answered here, in another window, or is out of date."""
        self._waiting = [one for one in self._waiting if one.subject != subject]
        for card in [card for card in self.cards if card.one.subject == subject]:
            self.cards.remove(card)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        while self._waiting and len(self.cards) < _MOST:
            self.announce(self._waiting.pop(0))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._place()
        return False

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None or not self.cards:
            self.hide()
            return
        heights = [max(card.heightForWidth(_WIDTH), card.sizeHint().height()) for card in self.cards]
        high = sum(heights) + GAP_S * (len(heights) - 1)
        self.setGeometry(window.width() - _WIDTH - GAP_L, 56, _WIDTH, high)
        self.show()
        self.raise_()


def until(minutes: int, now: dt.datetime) -> dt.datetime:
    """Return the moment to which something is put off."""
    return now + dt.timedelta(minutes=minutes)
