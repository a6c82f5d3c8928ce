"""A list whose rows are at hand already, shown by the same view as the long ones from the database."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject

from app.views.kit.desk import Desk
from app.views.kit.lazy_table import Column, LazyTable, Loader
from app.views.kit.lazy_view import LazyView
from app.views.kit.rows import Lines, RowCache
from app.views.kit.theme import Theme


class MemoryTable(LazyTable):
    """Rows by their place from 0; nothing is ever fetched."""

    def __init__(self, desk: Desk, columns: Sequence[Column], parent: QObject | None = None) -> None:
        self._held: RowCache[Any] = RowCache()
        loader = Loader(desk, _nothing, self._held)
        super().__init__(loader, self._held, parent)
        loader.setParent(self)
        self.set_columns(columns)

    def set_rows(self, rows: Sequence[Any], sections: Sequence[tuple[str, int]] = ()) -> None:
        """Show other rows, with a heading before each of ``sections``: (title, number of its rows)."""
        self.set_lines(Lines())
        self.reword()
        self._held.put(list(range(len(rows))), dict(enumerate(rows)))
        self.set_lines(Lines(array("q", range(len(rows))), sections))


def memory_view(
    desk: Desk, columns: Sequence[Column], theme: Theme, *, name: str
) -> tuple[MemoryTable, LazyView]:
    """Return a table and its view; widths are those of ``columns``, the first takes what is left."""
    table = MemoryTable(desk, columns)
    view = LazyView(table, theme, name=name)
    table.setParent(view)
    view.arrange([column.width for column in columns])
    return table, view


def _nothing(_reading: object, *, ids: Sequence[int]) -> list[Any]:  # noqa: ARG001 - the shape of a query
    return []
