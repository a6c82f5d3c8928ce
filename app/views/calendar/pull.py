"""A drag over the calendar: what speaks against the place under the mouse, and turning the page at the edge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.terms import Weight
from app.queries.calendar import CalendarEntry
from app.queries.calendar_moves import Warned
from app.views.kit.theme import Theme

#: how long the mouse is held at the edge before the page turns, ms
HOLD: Final = 700


class Wish(NamedTuple):
    """Where an entry would go; what is None stays."""

    entry: CalendarEntry
    date: dt.date
    time: str | None = None
    minutes: int | None = None


class Pull(QObject):
    """Belongs to a view; ``wish`` is None while nothing is dragged."""

    #: what speaks against a :class:`Wish` shall be asked
    considered = Signal(object)
    #: the page shall turn by so many: −1 or 1
    paged = Signal(int)
    #: the view shall be painted anew
    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.wish: Wish | None = None
        self._said: Sequence[Warned] | None = None
        self._by = 0
        self._hold = QTimer(self, interval=HOLD)
        self._hold.timeout.connect(self._turn)

    def over(self, wish: Wish) -> None:
        """Say what is under the mouse; what speaks against it is asked once."""
        if wish != self.wish:
            self.wish, self._said = wish, None
            self.considered.emit(wish)

    def tell(self, wish: Wish, warnings: Sequence[Warned]) -> None:
        """Take the answer, unless the mouse is elsewhere by now."""
        if wish == self.wish:
            self._said = warnings
            self.changed.emit()

    def at_edge(self, by: int) -> None:
        """Say that the mouse is at the edge before (−1) or after (1), or at none."""
        if by != self._by:
            self._by = by
            (self._hold.start if by else self._hold.stop)()

    def end(self) -> None:
        """Let go."""
        self.wish = self._said = None
        self.at_edge(0)

    def colours(self, theme: Theme) -> tuple[str, str]:
        """Return ground and ink of the place under the mouse."""
        weights = {one.weight for one in self._said or ()}
        if Weight.STOP in weights:
            return theme.bad_tint, theme.bad
        if Weight.WARN in weights:
            return theme.warning_tint, theme.warning
        return theme.selection, theme.accent

    def first(self) -> Warned | None:
        """Return the most serious of what speaks against it."""
        return next(iter(self._said or ()), None)

    def _turn(self) -> None:
        self.paged.emit(self._by)
