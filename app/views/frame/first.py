"""After the first paint: who works here, where nobody is known yet, and the daily backup."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFormLayout, QWidget

from app.errors import RapportError
from app.queries import people
from app.services import care
from app.services import people as verbs
from app.services.people import ROLES
from app.settings import DAILY_BACKUP
from app.views.kit.buttons import Kind, Link
from app.views.kit.dialog import Dialog
from app.views.kit.fields import Combo, LineField
from app.views.kit.labels import label
from app.views.kit.roles import role_name
from app.views.kit.theme import GAP_M, GAP_S
from app.views.kit.ui import Ui

if TYPE_CHECKING:
    from app.views.kit.host import Host
    from app.views.kit.session import Start

#: after the window has settled, and then once an hour, so that a day that begins meanwhile is not missed; ms
BACKUP_AFTER = 3_000
BACKUP_EVERY = 3_600_000


def first_steps(window: Host, start: Start) -> None:
    """Ask who works here where the team is empty; make the daily backup now and then."""

    def known(team: list[people.PersonRow]) -> None:
        if not team:
            dialog = WhoAreYou(window.ui, window)
            dialog.open()
            dialog.name.setFocus()

    window.desk.ask(known, people.team, key="first", owner=window)
    for timer in window.findChildren(DailyBackup):
        timer.stop()
        timer.deleteLater()
    DailyBackup(window, start).begin()
    QTimer.singleShot(BACKUP_AFTER, window, lambda: window.desk.do(None, care.clean_up))


class WhoAreYou(Dialog):
    """Asked once at the first start (row T0)."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        tr = ui.tr
        super().__init__(
            tr("Who are you?"),
            ui.theme,
            tr,
            text=tr("Your name stands beside everything that you log. Colleagues can be added under Team."),
            parent=parent,
        )
        self._ui = ui
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_M)
        form.setVerticalSpacing(GAP_S)
        self.name = LineField(ui.theme, name=tr("Name"), hint=tr("Given name and surname"))
        self.role = Combo(ui.theme, name=tr("Role"))
        self.role.set_choices([(role, role_name(role, tr)) for role in ROLES[:3]], current="owner")
        form.addRow(label(tr("Name"), tone="secondary"), self.name)
        form.addRow(label(tr("Role"), tone="secondary"), self.role)
        self.body.addLayout(form)
        self.name.returnPressed.connect(self.save)
        sample = Link(tr("Look at a sample first"), ui.theme)
        sample.clicked.connect(self._sample)
        self.add_aside(sample)
        self.add_answer(tr("Begin"), kind=Kind.PRIMARY, closes=False).clicked.connect(self.save)

    def save(self) -> None:
        """Add the person and let her work here."""
        ui = self._ui
        name = self.name.text().strip()
        if not name:
            self.name.set_bad(ui.tr("Type your name."))
            self.name.setFocus()
            return
        ui.desk.do(ui.seat, verbs.create, name=name, role=self.role.currentData())
        self.accept()

    def _sample(self) -> None:
        self.reject()
        self._ui.go("database", sample=True)


class DailyBackup(QTimer):
    """Makes the backup of the day beside the window and tells the status line."""

    def __init__(self, window: Host, start: Start) -> None:
        super().__init__(window)
        self._window, self._start = window, start
        self.timeout.connect(self.make)

    def begin(self) -> None:
        """Make the first one when the window has settled."""
        QTimer.singleShot(BACKUP_AFTER, self, self.make)
        self.start(BACKUP_EVERY)

    def make(self) -> None:
        """Make today's backup if there is none yet."""
        start, database = self._start, self._window.desk.office.database
        if not start.settings.get(DAILY_BACKUP) or start.paths.is_sample(start.target):
            return
        folder = care.backup_folder(database, start.paths)
        self._window.desk.run(
            self._tell,
            partial(care.daily_backup, database, folder, start.clock),
            owner=self,
            failed=self._failed,
            key="backup",
        )

    def _tell(self, made: care.Backup | None) -> None:
        if made is not None:
            self._window.backed_up.emit(backup_text(made.at, self._window.ui))

    def _failed(self, fault: RapportError) -> None:
        ui = self._window.ui
        self._window.backed_up.emit(ui.tr("no backup today"))
        ui.say(fault.text(ui.tr), tone="warning")


def backup_text(at: dt.datetime, ui: Ui) -> str:
    """Return when the last backup was made: “backup today 09:00”."""
    return ui.tr("backup {day} {time}", day=ui.day(ui.local(at).date()), time=ui.time(at))
