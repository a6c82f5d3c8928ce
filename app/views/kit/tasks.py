"""Long work beside the window: how far it is, a way to stop it; it outlives the room that began it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Final, Protocol

from PySide6.QtCore import QObject, Signal

from app.errors import RapportError

#: seconds between two words of a worker about how far it is
_PULSE: Final = 0.05


class Runs(Protocol):
    """The part of the desk that long work needs."""

    def run(
        self,
        then: Callable[[Any], None] | None,
        work: Callable[[], Any],
        /,
        *,
        owner: QObject | None = None,
        failed: Callable[[RapportError], None] | None = None,
    ) -> int: ...


class Task(QObject):
    """One piece of long work. ``tell`` and ``cancelled`` are for the worker, from its own thread."""

    #: another text or another share
    moved = Signal()
    ended = Signal()

    def __init__(self, text: str, *, stoppable: bool, parent: QObject) -> None:
        super().__init__(parent)
        self.text, self.stoppable = text, stoppable
        self.done = self.total = 0
        self._stop = threading.Event()
        self._told = 0.0

    @property
    def share(self) -> float | None:
        """How much is done, 0 to 1; None while nobody can say."""
        return min(1.0, self.done / self.total) if self.total else None

    def tell(self, done: int, total: int) -> None:
        """Say how many of ``total`` are done; a total of 0 is an unknown one."""
        now = time.monotonic()
        self.done, self.total = done, total
        if now - self._told >= _PULSE or (total and done >= total):
            self._told = now
            self.moved.emit()

    def cancelled(self) -> bool:
        """Tell whether somebody asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the worker to stop at the next good moment."""
        self._stop.set()


class Tasks(QObject):
    """What goes on beside the window; the status line shows the newest."""

    changed = Signal()

    def __init__(self, desk: Runs, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._active: list[Task] = []

    @property
    def newest(self) -> Task | None:
        """What began last and still goes on."""
        return self._active[-1] if self._active else None

    def begin(
        self,
        text: str,
        work: Callable[[Task], Any],
        /,
        *,
        then: Callable[[Any], None],
        owner: QObject | None = None,
        failed: Callable[[RapportError], None] | None = None,
        stoppable: bool = True,
    ) -> Task:
        """Run ``work`` beside the window under the name ``text``; its answer goes to ``then``."""
        task = Task(text, stoppable=stoppable, parent=self)
        self._active.append(task)
        task.moved.connect(self._moved)
        task.ended.connect(self._ended)

        def run() -> Any:
            try:
                return work(task)
            finally:
                task.ended.emit()

        self._desk.run(then, run, owner=owner, failed=failed)
        self.changed.emit()
        return task

    def cancel(self) -> None:
        """Ask everything to stop."""
        for task in self._active:
            task.cancel()

    def _moved(self) -> None:
        self.changed.emit()

    def _ended(self) -> None:
        task = self.sender()
        if isinstance(task, Task) and task in self._active:
            self._active.remove(task)
            task.deleteLater()
        self.changed.emit()
