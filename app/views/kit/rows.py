"""The lines of a long list and the rows that are at hand; knows neither Qt nor a database."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final, Generic, TypeVar

R = TypeVar("R")


#: so many ids are looked for one by one; a table of all places takes 8 MB for 100,000
_FEW: Final = 16


class Lines:
    """Ids in their order, with a line of its own before each section.

    ``sections`` are (title, number of ids) in order; sections that do not add up to the ids are
    left out, because a list without headings is better than one with wrong ones.
    """

    def __init__(self, ids: array[int] | None = None, sections: Sequence[tuple[str, int]] = ()) -> None:
        self.ids = array("q") if ids is None else ids
        fits = sum(count for _, count in sections) == len(self.ids)
        self.sections = tuple(sections) if fits else ()
        self._starts: list[int] = []
        self._firsts: list[int] = []
        index = 0
        for place, (_, count) in enumerate(self.sections):
            self._starts.append(index + place)
            self._firsts.append(index)
            index += count
        self._places: dict[int, int] | None = None
        self._asked = 0

    def __len__(self) -> int:
        return len(self.ids) + len(self._starts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lines) and self.ids == other.ids and self.sections == other.sections

    __hash__ = None  # type: ignore[assignment]  # compared by what they hold, like a list

    def section(self, line: int) -> tuple[str, int] | None:
        """Return title and size of the section whose heading stands in ``line``; None for a row."""
        before = bisect_right(self._starts, line)
        return self.sections[before - 1] if before and self._starts[before - 1] == line else None

    def id_at(self, line: int) -> int | None:
        """Return the id in ``line``; None for a heading and beyond the ends."""
        if not self._starts:
            return self.ids[line] if 0 <= line < len(self.ids) else None
        before = bisect_right(self._starts, line)
        if before and self._starts[before - 1] == line:
            return None
        index = line - before
        return self.ids[index] if 0 <= index < len(self.ids) else None

    def line_of(self, row_id: int) -> int:
        """Return the line in which ``row_id`` stands, -1 where it does not."""
        index = self._index(row_id)
        return index + bisect_right(self._firsts, index) if index >= 0 else -1

    def _index(self, row_id: int) -> int:
        if self._places is None:
            self._asked += 1
            if self._asked <= _FEW:
                try:
                    return self.ids.index(row_id)
                except ValueError:
                    return -1
            self._places = {row_id: index for index, row_id in enumerate(self.ids)}
        return self._places.get(row_id, -1)

    def ids_between(self, first: int, last: int) -> array[int]:
        """Return the ids of the lines ``first`` to ``last``, both included."""
        start = max(0, first - bisect_right(self._starts, first - 1))
        end = last + 1 - bisect_right(self._starts, last)
        return self.ids[start : max(start, end)]


class RowCache(Generic[R]):
    """The rows that were fetched: those looked at last are kept, at most ``keep`` of them."""

    def __init__(self, *, keep: int = 2000) -> None:
        self._keep = keep
        # in the order in which they were last of use; None for a row that is gone
        self._rows: dict[int, R | None] = {}
        self._stale: set[int] = set()

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, row_id: int) -> R | None:
        """Return the row, a stale one too; None where it is not at hand or gone."""
        return self._rows.get(row_id)

    def missing(self, ids: Iterable[int]) -> list[int]:
        """Return those of ``ids`` that have to be fetched, first or anew."""
        rows, stale = self._rows, self._stale
        return [row_id for row_id in ids if row_id not in rows or row_id in stale]

    def put(self, asked: Sequence[int], rows: Mapping[int, R]) -> None:
        """Keep the answer to what was asked; what is absent in it is gone."""
        for row_id in asked:
            self._rows.pop(row_id, None)
            self._rows[row_id] = rows.get(row_id)
        self._stale.difference_update(asked)
        spare = len(self._rows) - max(self._keep, len(asked))
        for row_id in list(islice(self._rows, max(0, spare))):
            del self._rows[row_id]
            self._stale.discard(row_id)

    def touch(self, ids: Iterable[int]) -> None:
        """Note that ``ids`` are of use now, so that they are the last to go."""
        for row_id in ids:
            if row_id in self._rows:
                self._rows[row_id] = self._rows.pop(row_id)

    def clear(self) -> None:
        """Let all rows go."""
        self._rows.clear()
        self._stale.clear()

    def expire(self, ids: Iterable[int] | None = None) -> None:
        """Note that ``ids`` (all without) changed: they are shown as they were until fetched anew."""
        if ids is None:
            self._stale.update(self._rows)
        else:
            self._stale.update(row_id for row_id in ids if row_id in self._rows)
