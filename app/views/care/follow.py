"""Keeps the review list of duplicates up with what is entered by hand, quietly and beside the window (row X3)."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer

from app.errors import RapportError
from app.models.changes import Changes
from app.queries import duplicates as pair_queries
from app.services import duplicates as pair_verbs
from app.views.kit.desk import Desk

#: a burst of edits is compared once, after it; ms
AFTER_MS: Final = 400
#: customers that are compared at once; the others of a large edit come after them, slice by slice
SLICE: Final = 20
#: what a duplicate is known by stands in these
_KINDS: Final = ("customers", "channels", "facts")


def follow(desk: Desk, changes: Changes) -> None:
    """Compare the customers of a change with all others, a moment later; an import lists its own pairs."""
    if changes.bulk or not changes.touches(*_KINDS) or not changes.customers:
        return
    follower = desk.findChild(Follower) or Follower(desk)
    follower.take(changes.customers)


class Follower(QObject):
    """Asks what the list lacks, and writes only where it lacks something.

    Nothing here shows: the list has no history, and a database that is busy is asked again at the next edit.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._wanted: set[int] = set()
        self._asked: frozenset[int] = frozenset()
        self._timer = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._timer.timeout.connect(self._look)

    def take(self, customer_ids: frozenset[int]) -> None:
        """Compare these as well, once nobody has edited anything for a moment."""
        self._wanted |= customer_ids
        self._timer.start()

    def idle(self) -> bool:
        """Tell whether everything was compared."""
        return not (self._wanted or self._asked)

    def _look(self) -> None:
        if self._asked or not self._wanted or not self._desk.listening:
            return
        # the latest first, as numbers go: what somebody enters meanwhile does not wait for a large edit
        self._asked = frozenset(sorted(self._wanted)[-SLICE:])
        self._wanted -= self._asked
        self._desk.ask(
            self._found, pair_queries.news, owner=self, failed=self._ended, customer_ids=self._asked
        )

    def _found(self, found: dict[int, Any]) -> None:
        if not found or not self._desk.listening:
            self._ended()
            return
        write = partial(self._desk.office.do, pair_verbs.follow, found=found)
        self._desk.run(self._written, write, owner=self, failed=self._ended)

    def _written(self, _: object) -> None:
        self._ended()
        # the list is of no kind that is followed, so this does not come round again
        self._desk.changed.emit(Changes(ids={"duplicate_pairs": frozenset()}))

    def _ended(self, _: RapportError | None = None) -> None:
        self._asked = frozenset()
        if self._wanted:
            self._timer.start()
