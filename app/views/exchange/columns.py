"""The table of columns: header, sample values, where each goes; changed in place, mouse or keyboard."""

from __future__ import annotations

from collections.abc import Mapping as Dict
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.exchange.mapping import TARGETS, Mapping
from app.language import Translator
from app.views.exchange.files import raw_name
from app.views.exchange.said import label_choices, target_name
from app.views.kit.fields import Combo
from app.views.kit.icons import paint_icon
from app.views.kit.painting import focus_ring, line, width_of, write
from app.views.kit.theme import BODY, ROW, SMALL, Theme, font

Index = QModelIndex | QPersistentModelIndex
HEADER, VALUES, TARGET, LABEL = range(4)
_ROLE: Final = Qt.ItemDataRole
_SAMPLES: Final = 4
#: free px before the text of the first and the other columns
_FIRST: Final = 20
_PAD: Final = 8


class ColumnsTable(QAbstractTableModel):
    """One row per column of the file."""

    #: (index of the column, target)
    sent = Signal(int, str)
    #: (index of the column, label or purpose)
    labelled = Signal(int, str)

    def __init__(self, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._mapping = Mapping()
        self._sample: tuple[tuple[str, ...], ...] = ()
        self._own: Dict[str, str] = {}
        self._heads = [tr("Column"), tr("Values"), tr("Goes to"), tr("More exactly")]

    def show(self, mapping: Mapping, sample: tuple[tuple[str, ...], ...], own: Dict[str, str]) -> None:
        """Show the columns of a file; same columns keep the place of the keyboard."""
        same = len(mapping.columns) == len(self._mapping.columns)
        if not same:
            self.beginResetModel()
        self._mapping, self._sample, self._own = mapping, sample, own
        if not same:
            self.endResetModel()
        elif mapping.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, LABEL))

    def target(self, row: int) -> str:
        """Return where the column of ``row`` goes."""
        return self._mapping.columns[row].target

    def label(self, row: int) -> str:
        """Return what more is known of the column of ``row``."""
        column = self._mapping.columns[row]
        return self._own.get(raw_name(column), "") if column.target == "own" else column.label

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._mapping.columns)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        if role == _ROLE.EditRole and index.column() in {TARGET, LABEL}:
            return self.target(index.row()) if index.column() == TARGET else self.label(index.row())
        if role in {_ROLE.DisplayRole, _ROLE.AccessibleTextRole, _ROLE.ToolTipRole}:
            return self._text(index.row(), index.column())
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        if role != _ROLE.EditRole or value == self.data(index, _ROLE.EditRole):
            return False
        column = self._mapping.columns[index.row()].index
        (self.sent if index.column() == TARGET else self.labelled).emit(column, str(value))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if role == _ROLE.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heads[section]
        if role == _ROLE.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        editable = index.column() == TARGET or (
            index.column() == LABEL and bool(label_choices(self.target(index.row()), self._tr))
        )
        return base | Qt.ItemFlag.ItemIsEditable if editable else base

    def _text(self, row: int, place: int) -> str:
        column = self._mapping.columns[row]
        if place == HEADER:
            return column.header or self._tr("column {number}", number=column.index + 1)
        if place == VALUES:
            cells = (cells[column.index].strip() for cells in self._sample if column.index < len(cells))
            filled = list(dict.fromkeys(" ".join(cell.split()) for cell in cells if cell))
            return " · ".join(filled[:_SAMPLES]) or self._tr("(empty in the first rows)")
        if place == TARGET:
            return target_name(column.target, self._tr)
        choices = dict(label_choices(column.target, self._tr))
        return choices.get(self.label(row), self.label(row))


class _Heads(QHeaderView):
    """Headings in small secondary letters, in line with the cells."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), ROW)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        text = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        area = QRectF(rect).adjusted(_FIRST if logicalIndex == HEADER else _PAD, 0, -_PAD, 0)
        write(painter, area, text, color=self._theme.secondary, face=font(SMALL))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        bottom = self.viewport().height() - 1
        painter = QPainter(self.viewport())
        line(painter, QPointF(0, bottom), QPointF(self.viewport().width(), bottom), self._theme.line)


class ColumnsView(QTableView):
    """The table on the screen; Enter, F2, Space or a click opens the list of targets."""

    def __init__(
        self, table: ColumnsTable, theme: Theme, tr: Translator, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setModel(table)
        self.setAccessibleName(tr("Where the columns go"))
        self._delegate = _Delegate(theme, tr, self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self._arrange()
        self.set_theme(theme)

    def _arrange(self) -> None:
        header = _Heads(self._theme, self)
        self.setHorizontalHeader(header)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(60)
        for place, width in ((HEADER, 150), (TARGET, 190), (LABEL, 140)):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(place, width)
        header.setSectionResizeMode(VALUES, QHeaderView.ResizeMode.Stretch)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, QColor(theme.window))
        self.viewport().setPalette(palette)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in keys and plain and self.currentIndex().isValid():
            index = self.currentIndex()
            if index.column() not in {TARGET, LABEL}:
                index = index.siblingAtColumn(TARGET)
            self.setCurrentIndex(index)
            self.edit(index)
            return
        if plain and event.text().isprintable() and event.text().strip():
            self._type(event.text())
            return
        super().keyPressEvent(event)

    def _type(self, text: str) -> None:
        """Open the list of the place in sight at the line that is typed."""
        place = self.currentIndex()
        index = place if place.column() in {TARGET, LABEL} else place.siblingAtColumn(TARGET)
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(index)
            self._delegate.typed = text
            self.edit(index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if left and index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)


def _open(combo: Combo, typed: str) -> None:
    combo.showPopup()
    if typed:
        combo.view().keyboardSearch(typed)


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._tr = theme, tr
        #: what was typed before the list was open
        self.typed = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        return QSize(80, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        rect = QRectF(option.rect)
        view = self.parent()
        assert isinstance(view, ColumnsView)
        current = view.currentIndex()
        if current.row() == index.row():
            painter.fillRect(rect, QColor(theme.selection))
        area = rect.adjusted(_FIRST if index.column() == HEADER else _PAD, 0, -_PAD, 0)
        target = index.sibling(index.row(), TARGET).data(_ROLE.EditRole)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            lit = bool(option.state & QStyle.StateFlag.State_MouseOver) or current.row() == index.row()
            ink = theme.secondary if lit else theme.disabled
            paint_icon(painter, QRectF(area.right() - 14, rect.center().y() - 7, 14, 14), "chevron-down", ink)
            area.setRight(area.right() - 18)
        text = str(index.data() or "")
        write(painter, area, text, color=self._ink(index.column(), target), face=font())
        if view.hasFocus() and current == index:
            focus_ring(painter, rect.adjusted(1, 1, -1, -1), theme, radius=4)

    def _ink(self, column: int, target: str) -> str:
        theme = self._theme
        if target == "ignore":
            return theme.disabled if column != HEADER else theme.secondary
        if column == HEADER:
            return theme.text
        if column == TARGET:
            return theme.warning if target == "own" else theme.text
        return theme.secondary

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002 - Qt's signature
        combo = Combo(
            self._theme,
            name=str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)),
            parent=parent,
        )
        if index.column() == TARGET:
            combo.set_choices([(target.key, self._tr(target.label)) for target in TARGETS])
        else:
            target = str(index.sibling(index.row(), TARGET).data(_ROLE.EditRole))
            combo.set_choices(label_choices(target, self._tr))
        widest = max((width_of(combo.itemText(i), font(BODY)) for i in range(combo.count())), default=80)
        combo.view().setMinimumWidth(int(widest) + 40)
        combo.chosen.connect(lambda *_: self._take(combo))
        typed, self.typed = self.typed, ""
        QTimer.singleShot(0, combo, lambda: _open(combo, typed))
        return combo

    def _take(self, combo: Combo) -> None:
        self.commitData.emit(combo)
        self.closeEditor.emit(combo)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, Combo)
        editor.choose(index.data(_ROLE.EditRole))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, Combo)
        model.setData(index, editor.currentData())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: ARG002 - Qt's signature
        editor.setGeometry(option.rect.adjusted(2, 1, -2, -1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Esc closes the list and keeps what was there."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            assert isinstance(editor, QWidget)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
            return True
        return super().eventFilter(editor, event)
