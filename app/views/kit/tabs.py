"""Tabs as text: underlined, as pills, or side by side in one frame; what has no room goes under «More»."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.views.kit.icons import paint_icon
from app.views.kit.menu import Entry, menu
from app.views.kit.painting import Drawn, focus_ring, line, painter_on, rounded, unmarked, width_of, write
from app.views.kit.theme import BODY, CONTROL, ICON, SMALL, Theme, font

if TYPE_CHECKING:
    from app.language import Translator


class Shape(StrEnum):
    """How the chosen tab is marked."""

    UNDERLINE = "underline"
    PILL = "pill"
    SEGMENT = "segment"


@dataclass(frozen=True)
class Tab:
    """One tab; ``count`` is a small figure behind the text, already written out."""

    key: str
    text: str
    count: str = ""


class _TabButton(Drawn, QAbstractButton):
    def __init__(self, tab: Tab, shape: Shape, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._shape, self.tab = theme, shape, tab
        self.arrow = False
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(unmarked(tab.text))
        self.setAccessibleName(f"{tab.text} {tab.count}".strip())

    def sizeHint(self) -> QSize:
        # As wide as its bold self: choosing moves nothing.
        width = width_of(self.tab.text, font(BODY, bold=True))
        if self.tab.count:
            width += 6 + width_of(self.tab.count, font(SMALL))
        width += ICON + 4 if self.arrow else 0
        width += 0 if self._shape is Shape.UNDERLINE else 16 if self._shape is Shape.PILL else 20
        return QSize(math.ceil(width), 34 if self._shape is Shape.UNDERLINE else CONTROL)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        theme, on = self._theme, self.isChecked()
        area = QRectF(self.rect())
        self._paint_ground(painter, area)
        face = font(BODY, bold=on)
        total = width_of(self.tab.text, face)
        total += 6 + width_of(self.tab.count, font(SMALL)) if self.tab.count else 0
        total += ICON + 4 if self.arrow else 0
        left = area.center().x() - total / 2
        ink = self._ink()
        left += write(
            painter, QRectF(left, 0, area.width(), area.height()), self.tab.text, color=ink, face=face
        )
        if self.tab.count:
            spot = QRectF(left + 6, 0.5, area.width(), area.height())
            count = ink if on and self._shape is Shape.PILL else theme.secondary
            write(painter, spot, self.tab.count, color=count, face=font(SMALL))
        if self.arrow:
            paint_icon(painter, QRectF(left + 3, area.center().y() - 7, ICON, ICON), "chevron-down", ink)
        if self.hasFocus():
            focus_ring(
                painter, area.adjusted(-4, 2, 4, -3) if self._shape is Shape.UNDERLINE else area, theme
            )

    def _paint_ground(self, painter: QPainter, area: QRectF) -> None:
        theme = self._theme
        lit = self.underMouse() and self.isEnabled()
        if self._shape is Shape.UNDERLINE:
            if self.isChecked():
                painter.fillRect(QRectF(0, area.height() - 2, area.width(), 2), QColor(theme.accent))
        elif self._shape is Shape.PILL:
            if self.isChecked() or lit:
                rounded(painter, area, fill=theme.selection if self.isChecked() else theme.hover)
        elif self.isChecked():
            rounded(
                painter, area, fill=theme.surface if not theme.dark else theme.pressed, edge=theme.line_strong
            )

    def _ink(self) -> str:
        theme = self._theme
        if not self.isEnabled():
            return theme.disabled
        if self.isChecked():
            return theme.accent if self._shape is Shape.PILL else theme.text
        return theme.text if self.underMouse() else theme.secondary


class Tabs(Drawn, QWidget):
    """A row of tabs; Left, Right, Home and End move, numbers stand behind the names."""

    #: the key of the tab that the user chose
    chosen = Signal(str)

    def __init__(
        self,
        tabs: Sequence[Tab],
        theme: Theme,
        tr: Translator,
        *,
        shape: Shape = Shape.UNDERLINE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._tr, self._shape = theme, tr, shape
        self._gap = {Shape.UNDERLINE: 16, Shape.PILL: 4, Shape.SEGMENT: 0}[shape]
        self._buttons: list[_TabButton] = []
        self._current = ""
        self._more = _TabButton(Tab("", tr("More")), shape, theme, self)
        self._more.arrow = True
        self._more.setCheckable(False)
        self._more.clicked.connect(self.open_more)
        wide = QSizePolicy.Policy.Fixed if shape is Shape.SEGMENT else QSizePolicy.Policy.Expanding
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.set_tabs(tabs)

    @property
    def current(self) -> str:
        """The key of the chosen tab."""
        return self._current

    def set_tabs(self, tabs: Sequence[Tab]) -> None:
        """Show other tabs; the chosen one stays chosen where it still exists."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [_TabButton(tab, self._shape, self._theme, self) for tab in tabs]
        for button in self._buttons:
            button.clicked.connect(partial(self._pick, button.tab.key))
            button.show()
        keys = [tab.key for tab in tabs]
        self.choose(self._current if self._current in keys else keys[0] if keys else "")
        self.updateGeometry()

    def choose(self, key: str) -> None:
        """Mark the tab ``key`` as chosen, without a signal."""
        self._current = key
        for button in self._buttons:
            button.setChecked(button.tab.key == key)
        self._place()

    def hidden_keys(self) -> list[str]:
        """Return the tabs that had no room."""
        return [button.tab.key for button in self._buttons if button.isHidden()]

    def open_more(self) -> None:
        """Open the menu of the tabs that had no room."""
        hidden = set(self.hidden_keys())
        entries = [
            Entry(f"{b.tab.text} {b.tab.count}".strip(), partial(self._pick, b.tab.key))
            for b in self._buttons
            if b.tab.key in hidden
        ]
        menu(self._theme, self, entries).under(self._more)

    def sizeHint(self) -> QSize:
        widths = [button.sizeHint().width() for button in self._buttons]
        return QSize(sum(widths) + self._gap * max(0, len(widths) - 1), self._more.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return hint if self._shape is Shape.SEGMENT else QSize(self._more.sizeHint().width(), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = [button for button in self._buttons if not button.isHidden()]
        at = next((i for i, button in enumerate(shown) if button.tab.key == self._current), 0)
        steps = {
            Qt.Key.Key_Left: at - 1,
            Qt.Key.Key_Right: at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(shown) - 1,
        }
        goal = steps.get(Qt.Key(event.key()))
        if goal is None or not 0 <= goal < len(shown):
            super().keyPressEvent(event)
            return
        shown[goal].setFocus(Qt.FocusReason.TabFocusReason)
        self._pick(shown[goal].tab.key)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        if self._shape is Shape.UNDERLINE:
            bottom = self.height() - 1
            line(painter, QPointF(0, bottom), QPointF(self.width(), bottom), self._theme.line)
        elif self._shape is Shape.SEGMENT:
            rounded(painter, self.rect(), fill=self._theme.sunken, edge=self._theme.line)

    def _pick(self, key: str, *_: object) -> None:
        changed = key != self._current
        self.choose(key)
        if changed:
            self.chosen.emit(key)

    def _place(self) -> None:
        """Lay out what fits; the chosen tab always does."""
        room = self.width()
        fits = self._fitting(room)
        x = 0
        for button in self._buttons:
            size = button.sizeHint()
            button.setVisible(button in fits)
            if button in fits:
                button.setGeometry(QRect(x, 0, size.width(), size.height()))
                x += size.width() + self._gap
        self._more.setVisible(len(fits) < len(self._buttons))
        self._more.setGeometry(QRect(x, 0, self._more.sizeHint().width(), self._more.sizeHint().height()))

    def _fitting(self, room: int) -> list[_TabButton]:
        if self.sizeHint().width() <= room or self._shape is Shape.SEGMENT:
            return self._buttons
        room -= self._more.sizeHint().width()
        chosen = [button for button in self._buttons if button.isChecked()]
        left = room - sum(button.sizeHint().width() + self._gap for button in chosen)
        fits = []
        for button in self._buttons:
            if button.isChecked():
                fits.append(button)
                continue
            left -= button.sizeHint().width() + self._gap
            if left >= 0:
                fits.append(button)
        return fits
