"""Notices at the lower right of the window: what was done, with a way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.views.kit.buttons import IconButton, Link
from app.views.kit.icons import paint_icon
from app.views.kit.labels import label
from app.views.kit.painting import Drawn, painter_on, rounded, width_of
from app.views.kit.theme import GAP_L, GAP_M, GAP_S, ICON, RADIUS, Theme

if TYPE_CHECKING:
    from app.language import Translator

#: how long a notice stays, ms; one with a button stays longer, bad news until it is closed
STAY: Final = 5000
STAY_WITH_ACTION: Final = 9000
_WIDTH: Final = 380
_MOST: Final = 4
#: side of the button that closes, px
_CLOSE: Final = 22
_ICONS: Final = {"good": "success", "warning": "alert", "bad": "error", "accent": "info"}


class Action(NamedTuple):
    """A button of a notice."""

    text: str
    then: Callable[[], object]


class Notice(Drawn, QWidget):
    """One notice; the mouse on it stops its clock."""

    closed = Signal()

    def __init__(
        self,
        text: str,
        theme: Theme,
        tr: Translator,
        *,
        tone: str,
        actions: Sequence[Action],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme, self._tone = theme, tone
        self.text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self.setFixedWidth(_WIDTH)
        self.links = [self._link(action) for action in actions]
        self._arrange(tr)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.close_now)

    def _arrange(self, tr: Translator) -> None:
        """Put the links beside the text, or under it where both do not stand in one line."""
        row = QHBoxLayout(self)
        left = GAP_L + (ICON + 10 if self._tone else 0)
        row.setContentsMargins(left, GAP_M, GAP_S, GAP_M)
        row.setSpacing(GAP_M)
        said = label(self.text, wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        links = QHBoxLayout()
        links.setSpacing(GAP_M)
        for link in self.links:
            links.addWidget(link)
        taken = sum(link.sizeHint().width() + GAP_M for link in self.links) + left + _CLOSE + GAP_M + GAP_S
        beside = width_of(self.text, said.font()) + taken <= _WIDTH
        column = QVBoxLayout()
        column.setSpacing(GAP_S)
        column.addWidget(said)
        row.addLayout(column, 1)
        if beside:
            row.addLayout(links)
        elif self.links:
            links.addStretch(1)
            column.addLayout(links)
        close = IconButton("x", tr("Close"), self._theme, side=_CLOSE, size=14)
        close.clicked.connect(self.close_now)
        row.addWidget(close, alignment=Qt.AlignmentFlag.AlignTop)

    def stay(self, duration: int) -> None:
        """Close by itself after ``duration`` ms."""
        self._clock.start(duration)

    @property
    def urgent(self) -> bool:
        """Return whether it waits for an answer of its own."""
        return self._tone in {"warning", "bad"}

    def is_running(self) -> bool:
        """Return whether the clock runs."""
        return self._clock.isActive()

    def close_now(self) -> None:
        """Go away."""
        self._clock.stop()
        self.closed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._clock.interval() > 0:
            self._clock.start()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        self._paint_ground(painter)
        if self._tone:
            spot = QRectF(GAP_L, (self.height() - ICON) / 2, ICON, ICON)
            paint_icon(painter, spot, _ICONS[self._tone], getattr(self._theme, self._tone))

    def _paint_ground(self, painter: QPainter) -> None:
        rounded(
            painter, self.rect(), fill=self._theme.raised, edge=self._theme.line_strong, radius=RADIUS + 2
        )

    def _link(self, action: Action) -> Link:
        link = Link(action.text, self._theme)

        def act() -> None:
            self.close_now()
            action.then()

        link.clicked.connect(act)
        return link


class Notices(QWidget):
    """The place over ``window`` where notices stand, the newest lowest; it lets the mouse through beside them."""

    def __init__(self, window: QWidget, theme: Theme, tr: Translator, *, bottom: int = 40) -> None:
        """``bottom`` is the room kept free for the status line, px."""
        super().__init__(window)
        self._theme, self._tr, self._bottom = theme, tr, bottom
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP_S)
        self._shown: list[Notice] = []
        self.hide()
        window.installEventFilter(self)

    @property
    def shown(self) -> list[Notice]:
        """The notices in sight, oldest first."""
        return list(self._shown)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def show_notice(
        self, text: str, *, actions: Sequence[Action] = (), tone: str = "", duration: int | None = None
    ) -> Notice:
        """Show ``text``; ``tone`` good, warning, bad or accent adds its icon.

        ``duration`` is in ms; bad news and 0 stay until they are closed. What a newer notice offers takes the
        place of what an older one offered: «undo» always means the last step, never the one before.
        What is said again stands once.
        """
        for older in [each for each in self.shown if actions and each.links and not each.urgent]:
            self._take_away(older)
        for same in [each for each in self.shown if each.text == text and not each.links]:
            self._take_away(same)
        notice = Notice(text, self._theme, self._tr, tone=tone, actions=actions, parent=self)
        notice.closed.connect(lambda: self._take_away(notice))
        self._column.addWidget(notice)
        self._shown.append(notice)
        notice.show()
        while len(self._shown) > _MOST:
            self._take_away(self._shown[0])
        if duration is None:
            duration = 0 if tone == "bad" else STAY_WITH_ACTION if actions else STAY
        if duration:
            notice.stay(duration)
        self._place()
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 - not at start

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        return notice

    def clear(self) -> None:
        """Take all notices away."""
        for notice in self.shown:
            self._take_away(notice)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._place()
        return False

    def _take_away(self, notice: Notice) -> None:
        if notice not in self._shown:
            return
        self._shown.remove(notice)
        self._column.removeWidget(notice)
        notice.hide()
        notice.deleteLater()
        self._place()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None or not self._shown:
            self.hide()
            return
        heights = [notice.heightForWidth(_WIDTH) for notice in self._shown]
        heights = [
            max(h, n.minimumSizeHint().height(), 44) for h, n in zip(heights, self._shown, strict=True)
        ]
        high = sum(heights) + GAP_S * (len(heights) - 1)
        self.setGeometry(window.width() - _WIDTH - GAP_L, window.height() - self._bottom - high, _WIDTH, high)
        self.show()
        self.raise_()
