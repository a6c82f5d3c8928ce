"""The column at the left: the rooms, with what waits in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from app.views.kit.icons import paint_icon
from app.views.kit.painting import RIGHT, Drawn, focus_ring, painter_on, rounded, width_of, write
from app.views.kit.theme import BODY, GAP_S, ICON, SMALL, Theme, font

WIDTH = 184
_ITEM = 32


class Entry(NamedTuple):
    """One room: its key, name and icon; ``low`` ones stand at the bottom."""

    key: str
    text: str
    icon: str
    low: bool = False


class _Item(Drawn, QAbstractButton):
    """One room in the column."""

    def __init__(self, entry: Entry, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry, self._theme, self._count = entry, theme, 0
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(entry.text)
        self.setText(entry.text.replace("&", "&&"))

    def set_count(self, count: int) -> None:
        """Show how much waits in the room; nothing for 0."""
        if count != self._count:
            self._count = count
            self.setAccessibleDescription(QLocale().toString(count) if count else "")
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 2 * GAP_S, _ITEM)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        theme = self._theme
        box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        if self.isChecked():
            rounded(painter, box, fill=theme.selection)
        elif self.underMouse():
            rounded(painter, box, fill=theme.hover)
        color = theme.accent if self.isChecked() else theme.text
        shade = theme.accent if self.isChecked() else theme.secondary
        paint_icon(painter, QRectF(10, (self.height() - ICON) / 2, ICON, ICON), self.entry.icon, shade)
        face = font(BODY, bold=self.isChecked())
        said = QLocale().toString(self._count) if self._count else ""
        right = width_of(said, font(SMALL + 1)) + 16 if said else 10
        write(
            painter,
            QRectF(36, 0, self.width() - 36 - right, self.height()),
            self.entry.text,
            color=color,
            face=face,
        )
        if self._count:
            spot = QRectF(self.width() - 54, 0, 44, self.height())
            write(painter, spot, said, color=theme.secondary, face=font(SMALL + 1), align=RIGHT)
        if self.hasFocus():
            focus_ring(painter, box, theme)


class Navigation(Drawn, QWidget):
    """The rooms; arrows go up and down, ``chosen`` carries the key."""

    chosen = Signal(str)

    def __init__(
        self, entries: Sequence[Entry], theme: Theme, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_S, GAP_S, GAP_S, GAP_S)
        column.setSpacing(0)
        self._group = QButtonGroup(self)
        self._items: dict[str, _Item] = {}
        for low in (False, True):
            for entry in entries:
                if entry.low is low:
                    column.addWidget(self._add(entry))
            if not low:
                column.addStretch(1)

    def _add(self, entry: Entry) -> _Item:
        item = _Item(entry, self._theme, self)
        item.clicked.connect(lambda *_: self.chosen.emit(entry.key))
        self._group.addButton(item)
        self._items[entry.key] = item
        return item

    def choose(self, key: str) -> None:
        """Mark a room as the one in sight; a place that is no room of the column marks none."""
        item = self._items.get(key)
        if item is not None:
            item.setChecked(True)
            return
        self._group.setExclusive(False)
        for other in self._items.values():
            other.setChecked(False)
        self._group.setExclusive(True)

    def set_count(self, key: str, count: int) -> None:
        """Show how much waits in room ``key``."""
        if key in self._items:
            self._items[key].set_count(count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            items = list(self._items.values())
            here = next((i for i, item in enumerate(items) if item.hasFocus()), 0)
            items[(here + steps[Qt.Key(event.key())]) % len(items)].setFocus()
            return
        super().keyPressEvent(event)
