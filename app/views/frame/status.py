"""The line at the bottom: who works, what was saved and backed up, what goes on."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.views.kit.elide import ElidedLabel
from app.views.kit.labels import label
from app.views.kit.painting import Drawn, line
from app.views.kit.progress import Progress
from app.views.kit.theme import GAP_L, GAP_M, SMALL
from app.views.kit.ui import Ui

HEIGHT = 26


class Status(Drawn, QWidget):
    """Facts from the left, hints in the middle, work that goes on at the right."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._ui = ui.theme, ui
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_M, 1, GAP_M, 0)
        row.setSpacing(GAP_L)
        self._who = label(size=SMALL, bold=True)
        self._role = label(tone="secondary", size=SMALL)
        self._file = label(tone="secondary", size=SMALL)
        self._saved = label(tone="secondary", size=SMALL)
        self._backup = label(tone="secondary", size=SMALL)
        self._waiting = label(tone="warning", size=SMALL)
        self._hint = ElidedLabel(tone="secondary", size=SMALL)
        self.progress = Progress(ui.theme, ui.tr)
        for widget in (self._who, self._role, self._file, self._saved, self._backup, self._waiting):
            row.addWidget(widget)
        row.addWidget(self._hint, 1)
        row.addWidget(self.progress)
        self._waiting.hide()
        self._hide = QTimer(self, singleShot=True, interval=4000)
        self._hide.timeout.connect(lambda: self._hint.setText(""))
        ui.desk.saved.connect(self._note_saved)
        ui.desk.waiting.connect(self._note_waiting)
        self.progress.cancelled.connect(self._cancel)
        ui.desk.tasks.changed.connect(self._note_task)
        self._note_task()

    def set_person(self, name: str, role: str) -> None:
        """Show who works here."""
        self._who.setText(name)
        self._role.setText(role)
        self._set(self._role, role)

    def set_file(self, title: str) -> None:
        """Show which database is open."""
        self._set(self._file, title)

    @property
    def language(self) -> str:
        """The language in which this line speaks."""
        return self._ui.tr.code

    def take_over(self, other: Status) -> None:
        """Go on showing what the line before this one showed, in its words."""
        for mine, theirs in ((self._saved, other._saved), (self._backup, other._backup)):
            self._set(mine, theirs.text())

    def set_backup(self, text: str) -> None:
        """Show when the last backup was made."""
        self._set(self._backup, text)

    def hint(self, text: str, *, stay: bool = False) -> None:
        """Show what the keys do now; for a few seconds unless it is to stay."""
        self._hint.setText(text)
        self._hide.stop()
        if text and not stay:
            self._hide.start()

    def _set(self, widget: QLabel, text: str) -> None:
        widget.setText(text)
        widget.setVisible(bool(text))

    def _note_saved(self) -> None:
        self._set(self._saved, self._ui.tr("saved {time}", time=self._ui.time(self._ui.clock.now())))

    def _note_waiting(self, waits: bool) -> None:  # noqa: FBT001 - a slot
        self._set(self._waiting, self._ui.tr("waiting for the database…") if waits else "")

    def _note_task(self) -> None:
        task = self._ui.desk.tasks.newest
        if task is None:
            self.progress.finish()
        else:
            self.progress.show_progress(task.text, task.share, stoppable=task.stoppable)

    def _cancel(self) -> None:
        task = self._ui.desk.tasks.newest
        if task is not None:
            task.cancel()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        line(painter, QPointF(0, 0), QPointF(self.width(), 0), self._theme.line)
