"""Files dropped anywhere on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class Drops(QObject):
    """Watches ``window``; a widget inside that takes drops itself comes first."""

    #: list of paths
    dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files of this machine, leave everything else."""
        if isinstance(event, QDragEnterEvent | QDragMoveEvent) and paths_of(event):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop and (paths := paths_of(event)):
            event.acceptProposedAction()
            self.dropped.emit(paths)
            return True
        return super().eventFilter(watched, event)


def paths_of(event: QDropEvent) -> list[Path]:
    """Return the files that are dragged."""
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    return [path for url in urls if url.isLocalFile() and (path := Path(url.toLocalFile())).is_file()]
