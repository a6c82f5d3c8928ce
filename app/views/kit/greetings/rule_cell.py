"""How a class, or one customer, is greeted on a group of occasions: two lines, changed from a menu (row R3)."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.greeting_policy import WAY_NAMES, Policy
from app.domain.occasions import GROUP_NAMES, Group
from app.services import greetings
from app.views.kit.greetings.words import capital, ways_text
from app.views.kit.menu import Entry, menu
from app.views.kit.painting import Drawn, focus_ring, painter_on, rounded, tip, write
from app.views.kit.theme import SMALL, font
from app.views.kit.ui import Ui

#: days of warning that are offered
WARNINGS: Final = (0, 1, 2, 3, 5, 7, 10, 14, 21, 30)
_PAD: Final = 8
#: rows and columns that an arrow goes
_STEPS: Final = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class RuleCell(Drawn, QWidget):
    """Click, Enter or Space opens the menu; what differs from the usual is in ordinary ink, the rest paler."""

    #: an arrow was pressed: rows down, columns to the right
    stepped = Signal(int, int)

    def __init__(
        self,
        ui: Ui,
        group: Group,
        *,
        class_: str = "",
        customer_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ui, self._theme, self.group = ui, ui.theme, group
        self._class, self._customer = class_, customer_id
        self.policy = Policy((), 0)
        self.own = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(44)
        self.setMinimumWidth(110)

    def show_policy(self, policy: Policy, *, own: bool) -> None:
        """Show a policy; ``own`` marks one that was set here."""
        self.policy, self.own = policy, own
        self.setAccessibleName(f"{self._whom()}: {self._first()}, {self._second()}")
        self.setToolTip(tip(f"{self._first()}. {self._second()}"))
        self.update()

    def open_menu(self) -> None:
        """Offer ways, days of warning, and the way back to the usual."""
        tr = self._ui.tr
        ways = [
            Entry(capital(tr(name)), partial(self._toggle, way), checked=way in self.policy.ways)
            for way, name in WAY_NAMES.items()
        ]
        days = [
            Entry(days_text(many, self._ui), partial(self._warn, many), checked=many == self.policy.warn_days)
            for many in WARNINGS
        ]
        usual = tr("As usual for the class") if self._customer else tr("As usual")
        back = [Entry(usual, self._reset, icon="undo", enabled=self.own)]
        made = menu(self._theme, self, ways, days, back)
        made.under(self, first=True)

    def sizeHint(self) -> QSize:
        return QSize(170, 44)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.open_menu()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2):
            self.open_menu()
        elif event.key() == Qt.Key.Key_Delete and self.own:
            self._reset()
        elif event.key() in _STEPS:
            # a page that scrolls would take the arrows for itself
            self.stepped.emit(*_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, theme = painter_on(self), self._theme
        area = QRectF(self.rect())
        if self.underMouse():
            rounded(painter, area, fill=theme.hover)
        inner = area.adjusted(_PAD, 3, -_PAD, 0)
        ink = theme.text if self.own else theme.secondary
        first = QRectF(inner.left(), inner.top(), inner.width(), 20)
        write(painter, first, self._first(), color=ink, face=font(bold=self.own))
        second = QRectF(inner.left(), inner.top() + 20, inner.width(), 16)
        write(painter, second, self._second(), color=theme.secondary, face=font(SMALL))
        if self.hasFocus():
            focus_ring(painter, area, theme)

    def _whom(self) -> str:
        tr = self._ui.tr
        whom = "" if self._customer else self._class or tr("no class")
        return ", ".join(part for part in (whom, tr(GROUP_NAMES[self.group])) if part)

    def _first(self) -> str:
        return capital(ways_text(self.policy.ways, self._ui.tr))

    def _second(self) -> str:
        return days_text(self.policy.warn_days, self._ui) if self.policy.ways else ""

    def _toggle(self, way: str) -> None:
        """Add a way behind the others, or take it away."""
        ways = [one for one in self.policy.ways if one != way]
        if way not in self.policy.ways:
            ways.append(way)
        self._set(ways=ways)

    def _warn(self, days: int) -> None:
        self._set(ways=self.policy.ways if self.own else None, warn_days=days)

    def _set(self, *, ways: list[str] | tuple[str, ...] | None, warn_days: int | None = None) -> None:
        ui = self._ui
        if warn_days is None and self.own:
            warn_days = self.policy.warn_days
        ui.desk.do(
            self._said,
            greetings.set_rule,
            owner=self,
            group=str(self.group),
            ways=ways,
            warn_days=warn_days,
            class_=self._class,
            customer_id=self._customer,
        )

    def _reset(self) -> None:
        self._ui.desk.do(
            self._said,
            greetings.reset_rule,
            owner=self,
            group=str(self.group),
            class_=self._class,
            customer_id=self._customer,
        )

    def _said(self, _answer: object) -> None:
        ui = self._ui
        ui.say(ui.tr("Changed: {what}", what=self._whom()), (ui.tr("Undo"), ui.desk.undo))


def days_text(days: int, ui: Ui) -> str:
    """Return how far ahead it is announced."""
    if not days:
        return ui.tr("on the day itself")
    return ui.tr.plural("{count} day ahead", "{count} days ahead", days)
