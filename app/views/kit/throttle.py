"""Many calls in a row become two: the first at once, the last when they have calmed down."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Throttle(QObject):
    """Call it as often as you like; ``then`` runs now, and once more with the latest arguments."""

    def __init__(
        self, then: Callable[..., object], *, interval: int = 100, parent: QObject | None = None
    ) -> None:
        """``interval`` is the quiet time in milliseconds between two runs."""
        super().__init__(parent)
        self._then = then
        self._waiting: tuple[object, ...] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(interval)
        self._timer.timeout.connect(self._calm)

    def __call__(self, *args: object) -> None:
        """Run now, or remember ``args`` for the end of the quiet time."""
        if self._timer.isActive():
            self._waiting = args
            return
        self._timer.start()
        self._then(*args)

    def flush(self) -> None:
        """Run at once what still waits."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._then(*waiting)

    def cancel(self) -> None:
        """Forget what waits."""
        self._waiting = None
        self._timer.stop()

    def _calm(self) -> None:
        if self._waiting is not None:
            self._timer.start()
            self.flush()
