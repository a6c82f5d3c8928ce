"""A small window to choose among values: type to narrow, Enter or Space to choose, counts at the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.keys import fold
from app.views.customers.conditions import Option, search_text
from app.views.kit.fields import LineField, paint_check
from app.views.kit.icons import paint_icon
from app.views.kit.labels import label
from app.views.kit.painting import RIGHT, painter_on, rounded, width_of, write
from app.views.kit.rounding import round_off
from app.views.kit.theme import BODY, GAP_XS, SMALL, Theme, font
from app.views.kit.ui import Ui

_ROW: Final = 28
_MOST: Final = 12
_VALUE: Final = int(Qt.ItemDataRole.UserRole)
_COUNT: Final = _VALUE + 1
_NEW: Final = _VALUE + 2
#: from so many values on there is a line to type in
_SEARCHED: Final = 8


class Picker(QFrame):
    """Values to choose from; opens under a widget and goes away by itself.

    With ``single`` the first choice closes it. With ``can_add`` what was typed can be chosen too.
    """

    #: all values that are chosen now
    chosen = Signal(object)

    def __init__(
        self,
        ui: Ui,
        title: str,
        options: Sequence[Option],
        *,
        current: Iterable[Any] = (),
        single: bool = False,
        can_add: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._ui, self._single, self._can_add = ui, single, can_add
        self._options = list(options)
        self._values: list[Any] = list(current)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        round_off(self)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(GAP_XS)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        head = label(title, size=SMALL, tone="secondary")
        head.setContentsMargins(6, 2, 6, 0)
        column.addWidget(head)
        # born inside: shown without a parent it would be a window of its own for a moment
        self.line = LineField(ui.theme, name=title, hint=self._hint(), icon="search", parent=self)
        self.line.setVisible(can_add or len(self._options) >= _SEARCHED)
        self.line.textChanged.connect(self._fill)
        self.line.installEventFilter(self)
        column.addWidget(self.line)
        self.list = _List(ui.theme, self)
        self.list.setAccessibleName(title)
        self.list.setItemDelegate(_Line(ui.theme, self.list, single=single))
        self.list.itemClicked.connect(self._take)
        self.list.installEventFilter(self)
        column.addWidget(self.list)
        self._fill()

    def values(self) -> tuple[Any, ...]:
        """Return what is chosen."""
        return tuple(self._values)

    def under(self, widget: QWidget) -> None:
        """Open at the lower edge of ``widget``, or above it where there is no room below."""
        self.adjustSize()
        spot = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        room = widget.screen().availableGeometry()
        if spot.y() + self.height() > room.bottom():
            above = widget.mapToGlobal(QPoint(0, -self.height() - 2)).y()
            # beside a whole list there is room neither below nor above: then over its lower end
            spot.setY(above if above >= room.top() else max(room.top(), room.bottom() - self.height()))
        spot.setX(max(room.left(), min(spot.x(), room.right() - self.width())))
        self.move(spot)
        self.show()
        (self.line if self.line.isVisibleTo(self) else self.list).setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (key == Qt.Key.Key_Space and watched is self.list):
            item = self.list.currentItem()
            if item is not None:
                self._take(item)
            return True
        if watched is self.line and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
            return True
        if key == Qt.Key.Key_Escape:
            self.close()
            return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        theme = self._ui.theme
        rounded(painter_on(self), self.rect(), fill=theme.raised, edge=theme.line_strong, radius=8)

    def _hint(self) -> str:
        return self._ui.tr("Type a new one or search") if self._can_add else self._ui.tr("Search")

    def _fill(self) -> None:
        """Show the options that contain what is typed, those chosen first."""
        typed = " ".join(self.line.text().split())
        wanted = fold(typed)
        self.list.clear()
        for option in self._sorted():
            if wanted in fold(search_text(option)):
                self._add(option)
        exact = any(fold(option.text) == wanted for option in self._options)
        if self._can_add and wanted and not exact:
            self._add(Option(typed, self._ui.tr("Add “{text}”", text=typed)), new=True)
        self.list.setCurrentRow(0)
        self.list.fit()
        self.adjustSize()

    def _sorted(self) -> list[Option]:
        on = set(self._values)
        return sorted(self._options, key=lambda option: option.value not in on)

    def _add(self, option: Option, *, new: bool = False) -> None:
        item = QListWidgetItem(option.text)
        item.setData(_VALUE, option.value)
        item.setData(_COUNT, "" if option.count is None else self._ui.number(option.count))
        item.setData(_NEW, new)
        on = option.value in self._values
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, item.data(_COUNT))
        self.list.addItem(item)

    def _take(self, item: QListWidgetItem) -> None:
        value = item.data(_VALUE)
        value = tuple(value) if isinstance(value, list) else value
        if self._single:
            self._values = [] if value in self._values else [value]
        elif value in self._values:
            self._values.remove(value)
        else:
            self._values.append(value)
        on = value in self._values
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.chosen.emit(tuple(self._values))
        if self._single:
            self.close()


class _List(QListWidget):
    """As high as its lines, up to a dozen."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.itemEntered.connect(self.setCurrentItem)
        self._theme = theme

    def fit(self) -> None:
        """Take the height that the lines need, and the width of the longest."""
        self.setFixedHeight(_ROW * max(1, min(_MOST, self.count())))
        texts = [self.item(i).text() for i in range(self.count())]
        widest = max((width_of(text, font(BODY)) for text in texts), default=0)
        self.setFixedWidth(
            int(max(self.width() if self.isVisible() else 0, min(340, max(200, widest + 110))))
        )


class _Line(QStyledItemDelegate):
    """Paints one value: a tick, the text, the count."""

    def __init__(self, theme: Theme, parent: QWidget, *, single: bool) -> None:
        super().__init__(parent)
        self._theme, self._single = theme, single

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's signature
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - as above
    ) -> QSize:
        return QSize(200, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._theme
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            rounded(painter, area, fill=theme.selection, radius=4)
        state = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole) or 0)
        box = QRectF(area.left() + 6, area.center().y() - 8, 16, 16)
        if index.data(_NEW):
            paint_icon(painter, box, "plus", theme.accent)
        elif self._single:
            if state == Qt.CheckState.Checked:
                paint_icon(painter, box, "check", theme.accent)
        else:
            paint_check(painter, box, state, theme)
        count = str(index.data(_COUNT) or "")
        taken = width_of(count, font(SMALL)) + 8 if count else 0
        text = area.adjusted(30, 0, -6 - taken, 0)
        write(painter, text, str(index.data()), color=theme.text, face=font())
        spot = area.adjusted(0, 0, -8, 0)
        write(painter, spot, count, color=theme.secondary, face=font(SMALL), align=RIGHT)
        painter.restore()
