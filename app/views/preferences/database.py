"""Care of the database: where it lies, backups, restoring, checking, another file, the sample (row X11)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.services import care
from app.services.care import Backup
from app.settings import DATABASE
from app.views.kit.buttons import Button, Kind, Link
from app.views.kit.cards import Row, RowText
from app.views.kit.dialog import Dialog, confirm
from app.views.kit.elide import ElidedLabel
from app.views.kit.flow import Flow
from app.views.kit.labels import label, set_tone
from app.views.kit.theme import GAP_S, GAP_XS, SMALL
from app.views.kit.ui import Ui

_FEW = 5


class DatabaseCare(QWidget):
    """What can be done with the file that is open."""

    #: another number of lines is shown now
    grown = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, tr = ui, ui.tr
        self.database = ui.desk.office.database
        self.folder = care.backup_folder(self.database, ui.paths)
        self._all = False
        self.sample = ui.paths.is_sample(self.database.target)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        what = tr("The sample: nothing here touches your own data.") if self.sample else ""
        column.addWidget(label(what or tr("Your data lies in one file:"), wrap=True))
        where = ElidedLabel(
            self.database.target if self.database.path else self.database.title, tone="secondary"
        )
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(where)
        buttons = QWidget(self)
        flow = Flow(buttons)
        for text, icon, then, shown in self._offers():
            if shown:
                button = Button(text, ui.theme, icon=icon, parent=buttons)
                button.clicked.connect(partial(_call, then))
                flow.addWidget(button)
        column.addWidget(buttons)
        self.said = label(tone="secondary", size=SMALL, wrap=True)
        self.said.hide()
        column.addWidget(self.said)
        self.backups = QWidget(self)
        self._rows = QVBoxLayout(self.backups)
        self._rows.setContentsMargins(0, GAP_XS, 0, 0)
        self._rows.setSpacing(0)
        column.addWidget(self.backups)
        # room to spare stays below
        column.addStretch(1)
        self.read()

    def _offers(self) -> tuple[tuple[str, str, Any, bool], ...]:
        tr, local = self.ui.tr, self.database.path is not None
        own = not local or self.database.path != self.ui.paths.database
        return (
            (tr("Back up now"), "backup", self.back_up, local and not self.sample),
            (tr("Check"), "shield", self.check, local),
            (tr("Restore a backup…"), "restore", self.choose_backup, local and not self.sample),
            (tr("Open another database…"), "folder-open", self.choose_other, True),
            (tr("Open my own database"), "database", self.open_own, own),
            (tr("Open the sample"), "sample", partial(open_sample, self.ui), not self.sample),
            (tr("Make the sample anew"), "refresh", partial(make_sample, self.ui), self.sample),
        )

    # --- backups

    def read(self) -> None:
        """Read which backups there are."""
        self.ui.desk.run(
            self._show,
            partial(care.list_backups, self.database, self.folder),
            owner=self,
            key="backups",
        )

    def back_up(self) -> None:
        """Write a backup beside the window."""
        ui, tr = self.ui, self.ui.tr

        def made(path: Path) -> None:
            ui.say(tr("Backup made: {file}", file=path.name), tone="good")
            ui.told_backup(tr("backup {day} {time}", day=tr("today"), time=ui.time(ui.clock.now())))
            self.read()

        ui.desk.tasks.begin(
            tr("backing up"),
            lambda task: care.back_up(self.database, self.folder, ui.clock, progress=task.tell),
            then=made,
            owner=self,
            stoppable=False,
        )

    def check(self) -> None:
        """Check the file, beside the window."""
        tr = self.ui.tr

        def checked(problems: list[str]) -> None:
            if not problems:
                self._say(tr("The database is sound."), "good")
                return
            self._say(
                tr("Problems were found. Restore a backup. {problems}", problems="; ".join(problems[:5])),
                "bad",
            )

        self._say(tr("Checking…"), "secondary")
        self.ui.desk.run(checked, partial(care.check, self.database), owner=self, key="check")

    def choose_backup(self) -> None:
        """Ask for a backup file and restore it."""
        tr = self.ui.tr
        pattern = tr("Rapport databases") + " (*.rapport)"
        path, _ = QFileDialog.getOpenFileName(self, tr("Restore a backup"), str(self.folder), pattern)
        if path:
            self.ask_restore(Path(path))

    def ask_restore(self, path: Path) -> None:
        """Say what restoring does, and do it when told so."""
        tr = self.ui.tr
        question = confirm(
            self,
            tr("Restore {file}?", file=path.name),
            tr("What is in the database now is kept in a file beside it. The window opens the restored one."),
            tr("Restore"),
            self.ui.theme,
            tr,
        )
        question.accepted.connect(partial(self.restore, path))

    def restore(self, path: Path) -> None:
        """Lay the backup ready beside the window, then change over to it."""
        ui, target = self.ui, self.database.path
        if target is None:
            return
        goal = target

        def ready(fresh: Path) -> None:
            ui.reopen(goal, partial(care.finish_restore, fresh, goal))

        ui.desk.tasks.begin(
            ui.tr("restoring"),
            lambda task: care.prepare_restore(path, goal, progress=task.tell),
            then=ready,
            stoppable=False,
        )

    # --- other databases

    def choose_other(self) -> None:
        """Ask for another file and open it in this window."""
        tr, start = self.ui.tr, self.database.path or self.ui.paths.database
        pattern = tr("Rapport databases") + " (*.rapport)"
        path, _ = QFileDialog.getOpenFileName(self, tr("Open another database"), str(start.parent), pattern)
        if path:
            self.open_other(Path(path))

    def open_other(self, path: Path) -> None:
        """Open another file, now and at the next start."""
        if not self.ui.paths.is_sample(path):
            self.ui.settings.set(DATABASE, str(path))
        self.ui.reopen(path)

    def open_own(self) -> None:
        """Go back to the user's own database."""
        self.ui.settings.set(DATABASE, "")
        self.ui.reopen(self.ui.paths.database)

    def _show(self, found: list[Backup]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if found:
            self._show_backups(found)
        self.backups.setVisible(bool(found))
        self.grown.emit()

    def _show_backups(self, found: list[Backup]) -> None:
        ui, tr = self.ui, self.ui.tr
        self._rows.addWidget(label(tr("Backups, the newest first"), bold=True))
        shown = found if self._all else found[:_FEW]
        for place, backup in enumerate(shown):
            day = ui.day(ui.local(backup.at).date())
            text = RowText(
                f"{day[:1].upper()}{day[1:]}, {ui.time(backup.at)}",
                text=backup.path.name,
                figure=ui.locale.formattedDataSize(
                    backup.size, 1, ui.locale.DataSizeFormat.DataSizeTraditionalFormat
                ),
            )
            row = Row(text, ui.theme, last=place == len(shown) - 1, parent=self.backups)
            row.setToolTip(tr("Restore this backup"))
            row.activated.connect(partial(self.ask_restore, backup.path))
            self._rows.addWidget(row)
        if len(found) > _FEW and not self._all:
            left = len(found) - _FEW
            more = Link(tr.plural("{count} more", "{count} more", left), ui.theme, size=SMALL)
            more.clicked.connect(self._show_all)
            self._rows.addWidget(more)
        folder = Link(tr("Open the folder"), ui.theme, size=SMALL)
        url = QUrl.fromLocalFile(str(self.folder))
        folder.clicked.connect(lambda: QDesktopServices.openUrl(url))
        self._rows.addWidget(folder)

    def _show_all(self) -> None:
        self._all = True
        self.read()

    def _say(self, text: str, tone: str) -> None:
        self.said.setText(text)
        set_tone(self.said, tone)
        self.said.show()
        self.grown.emit()


def open_sample(ui: Ui) -> None:
    """Open the sample in this window; the first time it is made, beside the window."""
    path = care.sample_path(ui.paths, ui.tr.code)
    if path.exists():
        ui.reopen(path)
    else:
        make_sample(ui)


def make_sample(ui: Ui) -> None:
    """Make the sample anew, dated from today on, and open it."""
    path = care.sample_path(ui.paths, ui.tr.code)
    ui.desk.tasks.begin(
        ui.tr("making the sample"),
        lambda task: care.make_sample(path, ui.clock, ui.tr.code, progress=task.tell),
        then=lambda fresh: ui.reopen(path, partial(care.place_sample, fresh, path)),
        stoppable=False,
    )


def _call(then: Any, *_: object) -> None:
    then()


class Databases(Dialog):
    """The same as a window of its own, for the command palette."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui.tr("Database"), ui.theme, ui.tr, width=620, parent=parent)
        self.care = DatabaseCare(ui, self)
        self.care.grown.connect(self._fit)
        self.body.addWidget(self.care)
        self.add_answer(ui.tr("Close"), kind=Kind.PRIMARY)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as what is shown needs: without backups that is little."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.width(), layout.totalHeightForWidth(self.width()))


def open_dialog(window: QWidget, ui: Ui, _name: str, *, sample: bool = False, **_what: Any) -> None:
    """Open the dialog over the window; with ``sample`` open the sample at once."""
    if sample:
        open_sample(ui)
        return
    dialog = Databases(ui, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
