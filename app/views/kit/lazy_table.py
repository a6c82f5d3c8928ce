"""The Qt table of a long list: lines from Lines, rows from RowCache, fetched when they come in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.views.kit.cells import Cell
from app.views.kit.desk import Desk
from app.views.kit.rows import Lines, RowCache
from app.views.kit.throttle import Throttle

#: rows fetched before and behind those in sight
MARGIN: Final = 40
#: worded rows kept at hand
_WORDED: Final = 600
_ROLE: Final = Qt.ItemDataRole
ID_ROLE: Final = int(_ROLE.UserRole) + 1

Index = QModelIndex | QPersistentModelIndex


class Column(NamedTuple):
    """One column: how it is headed, how wide it may be in px, and how a row words its cell.

    ``descending`` says that the first click sorts downwards; an empty ``order`` cannot be sorted by.
    A column that ``grows`` shares what is left of the width, up to ``most`` px (0: without bound).
    """

    key: str
    title: str
    cell: Callable[[Any], Cell]
    width: int
    least: int = 36
    right: bool = False
    order: str = ""
    descending: bool = False
    grows: bool = False
    most: int = 0


class Loader(QObject):
    """Fetches rows by id into the cache; of requests in a hurry only the last is answered."""

    #: ids that arrived
    arrived = Signal(object)

    def __init__(
        self,
        desk: Desk,
        query: Callable[..., Any],
        cache: RowCache[Any],
        *,
        interval: int = 5,
        parent: QObject | None = None,
    ) -> None:
        """``query(reading, ids=…)`` answers with rows that have an ``id``.

        Where :meth:`read` is told columns, the query is asked for those: ``columns=…``.
        """
        super().__init__(parent)
        self._desk, self._query, self._cache = desk, query, cache
        self._wanted: list[int] = []
        self._changed: set[int] = set()
        self._columns: frozenset[str] = frozenset()
        self._soon = Throttle(self._ask, interval=interval, parent=self)

    def read(self, columns: Iterable[str]) -> None:
        """Read ``columns`` from now on, beside those read before; rows that lack some are let go."""
        if not self._columns.issuperset(columns):
            self._columns = self._columns.union(columns)
            self._wanted = []
            self._cache.clear()

    def want(self, ids: Sequence[int]) -> None:
        """Fetch what is missing of ``ids``."""
        missing = self._cache.missing(ids)
        if missing and missing != self._wanted:
            self._cache.touch(ids)
            self._wanted = missing
            self._soon()

    def expire(self, ids: Sequence[int] | None) -> None:
        """Note that ``ids`` (all without) changed, also what is being read just now: it may be read too early."""
        self._cache.expire(ids)
        self._changed.update(self._wanted if ids is None else ids)

    def _ask(self) -> None:
        asked, columns = self._wanted, self._columns
        self._changed.clear()

        def answer(rows: Sequence[Any]) -> None:
            if columns != self._columns:
                return  # rows that lack what is shown by now
            self._cache.put(asked, {row.id: row for row in rows})
            self._cache.expire(self._changed)
            if self._wanted is asked:
                self._wanted = []
            self.arrived.emit(asked)

        def failed(fault: object) -> None:
            self._wanted = []
            self._desk.failed.emit(fault)

        more = {"columns": columns} if columns else {}
        self._desk.ask(answer, self._query, key="rows", owner=self, failed=failed, ids=asked, **more)


class LazyTable(QAbstractTableModel):
    """Costs the same for fifty lines and for a million: only what is in sight is fetched and worded."""

    def __init__(self, loader: Loader, cache: RowCache[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loader, self._cache = loader, cache
        self._lines = Lines()
        self._columns: tuple[Column, ...] = ()
        self._worded: dict[int, tuple[Cell, ...]] = {}
        #: the first and the last line that were painted
        self._sight = (0, 0)
        loader.arrived.connect(self._arrived)

    @property
    def lines(self) -> Lines:
        """The lines that the table shows."""
        return self._lines

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that the table shows, from the left."""
        return self._columns

    def set_lines(self, lines: Lines) -> bool:
        """Show other lines; false where they are the same."""
        if lines == self._lines:
            return False
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()
        return True

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self._worded.clear()
        self.endResetModel()

    def in_sight(self, first: int, last: int) -> None:
        """Fetch what is missing of the lines ``first`` to ``last``, and of their neighbours."""
        self._sight = first, last
        if self._cache.missing(self._lines.ids_between(first, last)):
            self._loader.want(self._lines.ids_between(max(0, first - MARGIN), last + MARGIN))

    def cells(self, line: int) -> tuple[Cell, ...] | None:
        """Return the cells of a line, None while its row is on its way, and for headings."""
        row_id = self._lines.id_at(line)
        if row_id is None:
            return None
        found = self._worded.get(row_id)
        if found is None:
            row = self._cache.get(row_id)
            if row is None:
                return None
            if len(self._worded) >= _WORDED:
                self._worded.clear()
            found = self._worded[row_id] = tuple(column.cell(row) for column in self._columns)
        return found

    def expire(self, ids: Iterable[int] | None = None) -> None:
        """Fetch ``ids`` (all without) anew when they are in sight; they keep their place until then."""
        known = None if ids is None else list(ids)
        self._loader.expire(known)
        self._repaint(self._worded if known is None else known)

    def reword(self) -> None:
        """Word all cells anew: the day or the language changed."""
        self._worded.clear()
        if len(self._lines) and self._columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(self._columns) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return self._text(index.row(), index.column()) if index.isValid() else None
        if role == _ROLE.TextAlignmentRole and index.isValid() and self._columns[index.column()].right:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == ID_ROLE and index.isValid():
            return self._lines.id_at(index.row())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if across and role == _ROLE.DisplayRole and 0 <= section < len(self._columns):
            return self._columns[section].title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._lines.sections and self._lines.section(index.row()) is not None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def match(self, *_args: Any, **_named: Any) -> list[QModelIndex]:
        """Find nothing: typing in the list filters it, it does not walk through a million rows."""
        return []

    def _text(self, line: int, column: int) -> str:
        section = self._lines.section(line)
        if section is not None:
            return section[0] if column == 0 else ""
        cells = self.cells(line)
        return cells[column].whole if cells else ""

    def _arrived(self, ids: Sequence[int]) -> None:
        for row_id in ids:
            self._worded.pop(row_id, None)
        self._repaint(ids)

    def _places(self, ids: Iterable[int]) -> list[int]:
        """Return the lines of ``ids`` from the top; as a rule they are in sight, which spares a look through all."""
        first, last = self._sight
        near = {self._lines.id_at(line): line for line in range(max(0, first - MARGIN), last + MARGIN + 1)}
        wanted = set(ids)
        if wanted <= near.keys():
            return sorted(near[row_id] for row_id in wanted)
        return sorted(line for line in map(self._lines.line_of, wanted) if line >= 0)

    def _repaint(self, ids: Iterable[int] | Mapping[int, object]) -> None:
        """Say that the lines of ``ids`` show something else, neighbours in one word."""
        places = self._places(ids)
        if not places or not self._columns:
            return
        last_column = len(self._columns) - 1
        start = end = places[0]
        for line in places[1:]:
            if line > end + 1:
                self.dataChanged.emit(self.index(start, 0), self.index(end, last_column))
                start = line
            end = line
        self.dataChanged.emit(self.index(start, 0), self.index(end, last_column))
