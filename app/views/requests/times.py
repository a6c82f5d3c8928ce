"""Response times: a row per person, a column per month; a cell leads to the requests behind it (row I3)."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.response import Figures, PersonTimes, ResponseTimes
from app.domain.saying import duration_text
from app.queries import requests as reads
from app.views.kit.empty import Empty
from app.views.kit.labels import label
from app.views.kit.painting import CENTER, LEFT, focus_ring, rounded, width_of, write
from app.views.kit.tabs import Shape, Tab, Tabs
from app.views.kit.theme import BODY, GAP_M, GAP_S, GAP_XL, SMALL, font
from app.views.kit.ui import Ui
from app.views.requests.words import OWNERLESS, capital

_ROW: Final = 44
#: below this share within the norm a cell is marked
_GOOD, _FAIR = 0.9, 0.7
_FIGURES: Final = int(Qt.ItemDataRole.UserRole)
_Index = QModelIndex | QPersistentModelIndex


class _Table(QAbstractTableModel):
    """Everybody first, then a row per person; the last column is the whole year."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self.times: ResponseTimes | None = None
        self.measure = "median"

    @property
    def people(self) -> list[PersonTimes]:
        """The rows."""
        return [self.times.everybody, *self.times.people] if self.times else []

    def show(self, times: ResponseTimes, measure: str) -> None:
        """Show other figures."""
        self.beginResetModel()
        self.times, self.measure = times, measure
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() or self.times is None else len(self.times.months) + 1

    def month(self, column: int) -> dt.date | None:
        """Return the month of a column, None for the whole year."""
        months = self.times.months if self.times else ()
        return months[column] if column < len(months) else None

    def figures(self, index: _Index) -> Figures:
        """Return the figures of a cell."""
        person, month = self.people[index.row()], self.month(index.column())
        return person.total if month is None else person.months.get(month, Figures())

    def name(self, row: int) -> str:
        """Return how a row is called."""
        person, tr = self.people[row], self._ui.tr
        return tr("Everybody") if row == 0 else person.name or capital(tr(OWNERLESS))

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        found = self.figures(index)
        if role == _FIGURES:
            return found
        if role == int(Qt.ItemDataRole.DisplayRole):
            return self.said(found)
        if role in (int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.ToolTipRole)):
            return self.whole(index)
        return None

    def said(self, found: Figures) -> str:
        """Return the figure that is shown of a cell."""
        tr = self._ui.tr
        if self.measure == "count":
            return self._ui.number(found.count) if found.count else ""
        if self.measure == "within":
            return "" if found.within is None else tr("{share} %", share=round(found.within * 100))
        value = found.median if self.measure == "median" else found.slow
        return "" if value is None else duration_text(round(value), tr)

    def whole(self, index: _Index) -> str:
        """Return everything that a cell tells."""
        found, tr = self.figures(index), self._ui.tr
        if not found.count:
            return ""
        parts = [tr.plural("{count} request", "{count} requests", found.count)]
        if found.median is not None and found.slow is not None:
            parts.append(tr("half answered within {time}", time=duration_text(round(found.median), tr)))
            parts.append(tr("nine of ten within {time}", time=duration_text(round(found.slow), tr)))
        if found.within is not None:
            parts.append(tr("{share} % within the norm", share=round(found.within * 100)))
        return "\n".join([f"{self.name(index.row())}, {self.heading(index.column())}", *parts])

    def heading(self, column: int) -> str:
        """Return how a column is called."""
        month = self.month(column)
        if month is None:
            return self._ui.tr("Year")
        said = self._ui.locale.toString(month, "MMM").replace(".", "")  # type: ignore[call-overload]
        return f"{said} {month:%y}" if month.month == 1 or column == 0 else str(said)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if role != int(Qt.ItemDataRole.DisplayRole):
            return None
        return self.heading(section) if orientation == Qt.Orientation.Horizontal else self.name(section)


class _Delegate(QStyledItemDelegate):
    def __init__(self, ui: Ui, view: QTableView) -> None:
        super().__init__(view)
        self._ui, self._view = ui, view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's signature
        return QSize(66, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, found = self._ui.theme, index.data(_FIGURES)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect).adjusted(2, 2, -2, -2)
        chosen = self._view.currentIndex() == index and self._view.hasFocus()
        if found.count:
            rounded(painter, area, fill=theme.selection if chosen else theme.sunken)
        tone = theme.text
        if found.within is not None:
            tone = (
                theme.bad if found.within < _FAIR else theme.warning if found.within < _GOOD else theme.text
            )
        strong = index.row() == 0
        top = QRectF(area.left(), area.top() + 3, area.width(), 18)
        said = str(index.data() or "")
        size = next(
            (each for each in (BODY, 12) if width_of(said, font(each, bold=strong)) < top.width()), SMALL
        )
        write(painter, top, said, color=tone, face=font(size, bold=strong), align=CENTER)
        if found.count:
            below = QRectF(area.left(), area.top() + 21, area.width(), 14)
            share = "–" if found.within is None else f"{round(found.within * 100)} %"
            number = f"{self._ui.number(found.count)} · {share}"
            write(painter, below, number, color=theme.secondary, face=font(SMALL), align=CENTER)
        if chosen:
            focus_ring(painter, area, theme)
        painter.restore()


class _View(QTableView):
    """Arrows move, Enter opens what is behind a cell."""

    opened = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class TimesPage(QWidget):
    """Median, 90th percentile, share within the norm or number, by person and month."""

    #: whose (an id, 0 for nobody's, None for all), which month (None for all), and the name of the row
    wanted = Signal(object, object, str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui, tr = ui, ui.tr
        measures = [
            Tab("median", tr("Median")),
            Tab("slow", tr("90th percentile")),
            Tab("within", tr("Within the norm")),
            Tab("count", tr("Number")),
        ]
        self.measure = Tabs(measures, ui.theme, tr, shape=Shape.SEGMENT)
        self.measure.setAccessibleName(tr("What is shown"))
        self.view = _View()
        self.table = _Table(ui, self)
        self.view.setModel(self.table)
        self.view.setItemDelegate(_Delegate(ui, self.view))
        self.view.setAccessibleName(tr("Response times"))
        self.empty = Empty(
            "clock",
            tr("No request in twelve months"),
            ui.theme,
            text=tr("Once requests come, this says how fast each person answers, month by month."),
        )
        self._dress()
        self._lay_out()
        self.measure.chosen.connect(lambda _: self._again())
        self.view.clicked.connect(self._open)
        self.view.opened.connect(self._open)

    def reload(self) -> None:
        """Read the figures anew."""
        self.ui.desk.ask(self._show, reads.times, key="times", owner=self)

    def arrive(self) -> None:
        """Put the keyboard on the table."""
        if not self.view.currentIndex().isValid() and self.table.rowCount():
            self.view.setCurrentIndex(self.table.index(0, self.table.columnCount() - 1))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> bool:
        """Nothing to leave here."""
        return False

    def _show(self, times: ResponseTimes) -> None:
        place = self.view.currentIndex()
        self.table.show(times, self.measure.current)
        self._pages.setCurrentIndex(0 if times.everybody.total.count else 1)
        if place.isValid():
            self.view.setCurrentIndex(self.table.index(place.row(), place.column()))

    def _again(self) -> None:
        if self.table.times is not None:
            self._show(self.table.times)

    def _open(self, index: QModelIndex) -> None:
        if not self.table.figures(index).count:
            return
        person = self.table.people[index.row()]
        whose = None if index.row() == 0 else person.person_id or 0
        self.wanted.emit(whose, self.table.month(index.column()), self.table.name(index.row()))

    def _dress(self) -> None:
        view, size = self.view, QHeaderView.ResizeMode
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setShowGrid(False)
        view.setCornerButtonEnabled(False)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setTabKeyNavigation(False)
        view.viewport().setAutoFillBackground(False)
        across, down = view.horizontalHeader(), view.verticalHeader()
        across.setSectionResizeMode(size.Stretch)
        across.setSectionsClickable(False)
        down.setSectionResizeMode(size.Fixed)
        down.setDefaultSectionSize(_ROW)
        down.setDefaultAlignment(LEFT)
        down.setSectionsClickable(False)
        down.setFixedWidth(132)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._pages = QStackedWidget()
        whole.addWidget(self._pages)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(GAP_XL, GAP_M, GAP_XL, GAP_M)
        column.setSpacing(GAP_S)
        column.addWidget(self.measure, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.view, 1)
        tr = self.ui.tr
        note = tr(
            "Working time from the request to the first answer. Under each figure: the number of requests and the share within the norm of the class. A request counts in the month in which it came; one that still waits counts as late once its norm is over. A click shows the requests."
        )
        column.addWidget(label(note, tone="secondary", size=SMALL, wrap=True))
        self._pages.addWidget(page)
        self._pages.addWidget(self.empty)
