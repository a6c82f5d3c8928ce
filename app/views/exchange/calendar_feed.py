"""The calendar feed: kept up to date beside the window, and the dialog in which it is chosen (row R8)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QWidget

from app.errors import RapportError
from app.models.changes import Changes
from app.services.calendar_files.feed import feed_path, write_feed
from app.settings import FEED
from app.views.kit.buttons import Button, Kind
from app.views.kit.dialog import Dialog
from app.views.kit.fields import Check, Combo
from app.views.kit.labels import label
from app.views.kit.theme import GAP_M, GAP_S, SMALL
from app.views.kit.ui import Ui

if TYPE_CHECKING:
    from app.views.kit.host import Host

#: after the last of several changes, and once an hour, so that a day that begins meanwhile is not missed; ms
AFTER: Final = 3_000
EVERY: Final = 3_600_000
#: what shows in a feed when it changes
_KINDS: Final = ("followups", "customers", "leaves", "people", "personal_dates", "relatives", "greetings")
MINE, ALL = "mine", "all"


def keep(window: Host) -> Feed:
    """Keep the feed of the window's database up to date from now on."""
    for old in window.findChildren(Feed):
        old.stop()
    feed = Feed(window)
    feed.begin()
    return feed


def wanted(ui: Ui) -> dict[str, Any] | None:
    """Return what was chosen for the feed of this database on this machine, None while there is none."""
    found = ui.settings.get(FEED).get(_name(ui))
    return dict(found) if isinstance(found, dict) else None


def choose(ui: Ui, chosen: dict[str, Any] | None) -> None:
    """Remember what was chosen; None ends the feed, its file stays."""
    others = {name: each for name, each in ui.settings.get(FEED).items() if name != _name(ui)}
    ui.settings.set(FEED, others | ({_name(ui): chosen} if chosen is not None else {}))


def path_of(ui: Ui) -> Path:
    """Return where the feed lies."""
    return feed_path(ui.desk.office.database, ui.paths.data)


def _name(ui: Ui) -> str:
    database = ui.desk.office.database
    return str(database.path) if database.path is not None else database.title


class Feed(QObject):
    """Writes the feed a few seconds after changes, beside the window."""

    #: it was written, or could not be: the error
    told = Signal(object)

    def __init__(self, window: Host) -> None:
        super().__init__(window)
        self._window = window
        self.fault: RapportError | None = None
        self._soon = QTimer(self, singleShot=True, interval=AFTER)
        self._soon.timeout.connect(self.write)
        self._hourly = QTimer(self, interval=EVERY)
        self._hourly.timeout.connect(self.write)
        window.desk.changed.connect(self._changed)

    def begin(self) -> None:
        """Write it now that the window has settled."""
        self._soon.start()
        self._hourly.start()

    def stop(self) -> None:
        """Do nothing more."""
        self._soon.stop()
        self._hourly.stop()
        self.deleteLater()

    def _changed(self, changes: Changes) -> None:
        if changes.touches(*_KINDS):
            self._soon.start()

    def write(self) -> None:
        """Write the feed, if there is to be one."""
        ui = self._window.ui
        chosen = wanted(ui)
        if chosen is None or not ui.desk.listening:
            return
        me = ui.desk.office.person_id
        people = frozenset({me}) if chosen.get("people") != ALL and me is not None else frozenset()
        work = partial(
            write_feed,
            ui.desk.office,
            path=path_of(ui),
            people=people,
            names=bool(chosen.get("names")),
            tr=ui.tr,
        )
        ui.desk.run(self._written, work, key="feed", owner=self, failed=self._failed)

    def _written(self, _anew: bool) -> None:  # noqa: FBT001 - an answer
        self.fault = None
        self.told.emit(None)

    def _failed(self, fault: RapportError) -> None:
        ui = self._window.ui
        if self.fault is None:  # once, not every few seconds
            ui.say(ui.tr("The calendar feed: {fault}", fault=fault.text(ui.tr)), tone="bad")
        self.fault = fault
        self.told.emit(fault)


def open_dialog(window: Host, ui: Ui, _name: str, **_what: object) -> None:
    """Show where the feed lies and what it tells."""
    feed = next(iter(window.findChildren(Feed)), None) or keep(window)
    dialog = FeedDialog(ui, feed, parent=window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


class FeedDialog(Dialog):
    """What is chosen holds at once."""

    def __init__(self, ui: Ui, feed: Feed, *, parent: QWidget | None = None) -> None:
        tr = ui.tr
        super().__init__(
            tr("Calendar feed"),
            ui.theme,
            tr,
            text=tr(
                "A calendar file beside the database, from 60 days ago to a year ahead, that phones and other "
                "programs read. It is written anew a few seconds after each change."
            ),
            width=520,
            parent=parent,
        )
        self.ui, self.feed = ui, feed
        chosen = wanted(ui)
        self.on = Check(tr("Keep the file up to date on this computer"), ui.theme)
        self.on.setChecked(chosen is not None)
        self.people = Combo(ui.theme, name=tr("Whose entries"))
        self.people.set_choices(
            [(MINE, tr("only mine")), (ALL, tr("of the whole team"))],
            current=(chosen or {}).get("people", MINE),
        )
        self.names = Combo(ui.theme, name=tr("What it tells"))
        self.names.set_choices(
            [(False, tr("only when I am busy")), (True, tr("names and what is planned"))],
            current=bool((chosen or {}).get("names", False)),
        )
        self.path = label(str(path_of(ui)), wrap=True)
        self.path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fault = label(tone="bad", wrap=True)
        self._lay_out()
        self.on.toggled.connect(lambda _: self._choose())
        self.people.chosen.connect(lambda _: self._choose())
        self.names.chosen.connect(lambda _: self._choose())
        feed.told.connect(self._show_fault)
        self.add_answer(tr("Close"), kind=Kind.PRIMARY)
        self._enable()
        self._show_fault(feed.fault)

    def _lay_out(self) -> None:
        tr, ui = self.ui.tr, self.ui
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_M)
        form.setVerticalSpacing(GAP_S)
        form.addRow(label(tr("Whose entries"), tone="secondary"), self.people)
        form.addRow(label(tr("What it tells"), tone="secondary"), self.names)
        form.addRow(label(tr("File"), tone="secondary"), self.path)
        self.copy = Button(tr("Copy the address"), ui.theme, icon="copy")
        self.copy.clicked.connect(self._copy)
        self.folder = Button(tr("Open the folder"), ui.theme)
        self.folder.clicked.connect(self._open_folder)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(self.copy)
        row.addWidget(self.folder)
        row.addStretch(1)
        self.body.addWidget(self.on)
        self.body.addLayout(form)
        self.body.addWidget(self.fault)
        self.body.addLayout(row)
        self.body.addSpacing(GAP_S)
        for text in (
            tr(
                "On this computer: in Outlook or Thunderbird add a calendar from the internet with the address of the file."
            ),
            tr(
                "On a phone: share this one file, never the database, by a web address of your server or cloud, and "
                "subscribe to that address: on an iPhone “Add Subscribed Calendar”, for Android “From URL” in Google "
                "Calendar on the web. Whoever has the address reads the file."
            ),
        ):
            self.body.addWidget(label(text, tone="secondary", size=SMALL, wrap=True))

    def _choose(self) -> None:
        chosen = {"people": self.people.currentData(), "names": bool(self.names.currentData())}
        choose(self.ui, chosen if self.on.isChecked() else None)
        self._enable()
        self._show_fault(None)
        self.feed.write()

    def _enable(self) -> None:
        for widget in (self.people, self.names, self.path, self.copy, self.folder):
            widget.setEnabled(self.on.isChecked())

    def _show_fault(self, fault: object) -> None:
        self.fault.setText(fault.text(self.ui.tr) if isinstance(fault, RapportError) else "")
        self.fault.setVisible(bool(self.fault.text()))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(QUrl.fromLocalFile(str(path_of(self.ui))).toString())
        self.ui.say(self.ui.tr("The address is on the clipboard."))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path_of(self.ui).parent)))
