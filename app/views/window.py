"""The frame: navigation, capture line, search and command palette, rooms, status, notices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import RapportError
from app.models.changes import Changes
from app.models.faults import EditConflict
from app.office import Office
from app.queries import history, people
from app.settings import GEOMETRY, PLACE, THEME
from app.views import rooms
from app.views.frame.drops import Drops
from app.views.frame.head import Head
from app.views.frame.navigation import Entry, Navigation
from app.views.frame.status import Status
from app.views.kit.desk import Desk
from app.views.kit.host import Host
from app.views.kit.icons import app_icon
from app.views.kit.notices import Action, Notices
from app.views.kit.roles import role_name
from app.views.kit.room import Room
from app.views.kit.session import Start, current_theme, dress, listen_for, raise_other, speak
from app.views.kit.ui import Ui

if TYPE_CHECKING:
    from app.views.frame.reminding import Reminding

NEWS_MS = 2000
_BREATH = 300  # between the room, which comes first, and the first questions and reminders


class Window(Host):
    """One window on one database."""

    #: for the first time
    painted = Signal()
    #: what was looked at before the first paint cannot be opened: the error
    cannot_open = Signal(object)

    def __init__(self, app: QApplication, start: Start, office: Office) -> None:
        super().__init__()
        # else the capture line, the first field of the window, would have the keyboard at the start
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()
        self._app, self._start = app, start
        self.desk = Desk(office, self)
        self._entitle()
        self.setMinimumSize(960, 600)
        self.take_size(start.settings.get(GEOMETRY))
        self.ui = self._make_ui()
        self._rooms: dict[str, Room] = {}
        self._trail: list[tuple[str, dict[str, object]]] = []
        #: where one was in each room before the window was built anew
        self._left: dict[str, dict[str, object]] = {}
        self._here = ""
        self._reminding: Reminding | None = None
        self._news_from: int | None = office.first.step if office.first else None
        self._shown = False
        self._build()
        self._bind()
        self._drops = Drops(self)
        self._drops.dropped.connect(lambda paths: self.go("dropped", paths=paths))
        self._hear()
        self._news = QTimer(self, interval=NEWS_MS)
        self._news.timeout.connect(self._ask_news)
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        if office.first is not None and office.first.listing is not None:
            self.go(start.settings.get(PLACE))

    # building, once and after language or theme changed

    def _make_ui(self) -> Ui:
        start = self._start
        made = Ui(
            self.desk,
            start.translator(),
            current_theme(self._app, start.settings),
            start.clock,
            start.settings,
            start.paths,
            self.go,
            self.say,
        )
        made.apply_settings = lambda: QTimer.singleShot(0, self.rebuild)
        made.reopen = lambda target, between=None: QTimer.singleShot(0, partial(self.reopen, target, between))
        made.seat, made.told_backup = self.seat, self.say_backup
        made.knows = rooms.knows
        return made

    def _build(self) -> None:
        ui = self.ui
        frame = QWidget()
        frame.setObjectName("frame")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = Head(ui, self.__dict__.get("head"))
        self.head.theme_asked.connect(self.toggle_theme)
        self.head.went.connect(lambda place, what: self.go(place, **what))
        self.head.acted.connect(self.act)
        self.head.nowhere.connect(partial(self._room_does, "arrive"))
        self.navigation = Navigation(self._entries(), ui.theme, ui.tr("Rooms"))
        self.navigation.chosen.connect(self.go)
        self.stack = QStackedWidget()
        before = self.__dict__.get("status")
        self.status = Status(ui)
        if before is not None and before.language == ui.tr.code:
            self.status.take_over(before)
        self.backed_up.connect(self.status.set_backup)
        self.counted.connect(self.navigation.set_count)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.head.strip)
        right.addWidget(self.stack, 1)
        middle.addWidget(self.navigation)
        middle.addLayout(right, 1)
        column.addWidget(self.head)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(frame)
        self.notices = Notices(frame, ui.theme, ui.tr)
        self._ask_people()
        self._count(Changes(bulk=True))

    def _entries(self) -> list[Entry]:
        return [
            Entry(place.key, self.ui.tr(place.name), place.icon, place.low)
            for place in rooms.PLACES
            if place.icon
        ]

    def rebuild(self, *, keep: bool = True) -> None:
        """Build everything anew in the language and theme of the moment, and show the same place."""
        here = self._here
        places = self._left | {key: room.place() for key, room in self._rooms.items()} if keep else {}
        self.setUpdatesEnabled(False)
        speak(self._app, self._start.translator())
        dress(self._app, self._start.settings)
        self.ui = self._make_ui()
        self._rooms.clear()
        self._build()
        # the other rooms are built when one goes there, and are found as they were left
        self._left = places
        self.go(here or "today")
        self.setUpdatesEnabled(True)
        if self._reminding is not None:
            self._reminding.rebuilt()
        # what had the keyboard is gone
        QTimer.singleShot(0, self, self._give_keyboard)

    def _give_keyboard(self) -> None:
        if self._app.focusWidget() is None:
            self._room_does("arrive")

    def reopen(self, target: str | Path, between: Callable[[], object] | None = None) -> None:
        """Close this database and open another one in this window; where it cannot be opened, stay.

        ``between`` runs while none is open: a restored file takes the place of the old one.
        """
        if self._start.open_other is None:
            return
        if str(target) != str(self._start.target) and raise_other(target):
            return
        self._news.stop()
        self.blur()
        self.desk.finish()
        before, old = self._start.target, self.desk.office
        old.close()
        try:
            if between is not None:
                between()
            office = self._start.open_other(target)
        except RapportError as fault:
            office = self._start.open_other(before)
            self.move_into(office)
            self.show_fault(fault)
            return
        self.move_into(office)
        rooms.first_steps(self, self._start)

    def move_into(self, office: Office) -> None:
        """Work on ``office`` from now on."""
        self.desk.deleteLater()
        self.desk = Desk(office, self)
        self._hear()
        self._trail.clear()
        self._news_from = None
        listen_for(self._start, self.raise_up)
        self._entitle()
        self.rebuild(keep=False)
        self._news.start()

    def _entitle(self) -> None:
        """Say in the title which database this is, and that the sample is one."""
        title = self.desk.office.database.title
        if self._start.paths.is_sample(self._start.target):
            title = self._start.translator()("sample")
        self.setWindowTitle(f"Rapport — {title}")

    def seat(self, person_id: int) -> None:
        """Let somebody else of the team work here from now on."""
        self._start.remember_person(person_id)
        self.desk.office.person_id = person_id
        self._ask_people()
        self.desk.changed.emit(Changes(bulk=True))

    def say_backup(self, text: str) -> None:
        """Show beside the file when the last backup was made."""
        self.status.set_backup(text)

    def _hear(self) -> None:
        """Listen to the desk."""
        self.desk.changed.connect(self._count)
        self.desk.failed.connect(self.show_fault)
        self.desk.crashed.connect(self._raise)

    def _bind(self) -> None:
        keys: Mapping[str, Callable[[], Any]] = {
            "Ctrl+K": lambda: self.act("search"),
            "Ctrl+L": lambda: self.act("capture"),
            "Ctrl+F": lambda: self._room_does("focus_search"),
            "Ctrl+N": self._new,
            "F5": lambda: self.act("refresh"),
            "Ctrl+Z": self.undo,
            "Ctrl+Shift+Z": self.redo,
            "Ctrl+Y": self.redo,
            "Ctrl+,": lambda: self.go("preferences"),
            "Ctrl+Q": self.leave,
            "Ctrl+Shift+R": lambda: self.act("remark"),
            "F1": lambda: self.act("keys"),
        }
        for key, then in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(then)
        for number, place in enumerate([p for p in rooms.PLACES if p.icon], start=1):
            QShortcut(QKeySequence(f"Alt+{number}"), self).activated.connect(partial(self.go, place.key))
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.back)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.activated.connect(self.back)
        escape.setContext(Qt.ShortcutContext.WindowShortcut)

    # places

    def started(self) -> None:
        """Do what need not delay the first paint: open the database, then all the rest."""
        self.setWindowIcon(app_icon())
        if self.desk.held:
            self.desk.open(rooms.load_rest, self._begin, self.cannot_open.emit)
        else:
            self._begin()

    def _begin(self, _answer: object = None) -> None:
        """Begin to work: the room, the first questions, news, the daily backup."""
        self._news.start()
        if not self._here:
            place = self._start.settings.get(PLACE)
            self.go(place if place in rooms.KEYS else "today")
        QTimer.singleShot(0, self._rooms[self._here].arrive)
        QTimer.singleShot(_BREATH, self, self._begin_rest)

    def _begin_rest(self) -> None:
        if self._news.isActive():  # not closed meanwhile
            rooms.first_steps(self, self._start)
            self._reminding = rooms.announcer(self, self._start)

    def go(self, place: str, **what: object) -> None:
        """Show a room, and in it what is asked for; dialogs open over the room in sight."""
        if place not in rooms.KEYS:
            rooms.open_dialog(self, place, what)
            return
        first = place not in self._rooms
        if first:
            room = rooms.build(place, self.ui)
            self._rooms[place] = room
            self.stack.addWidget(room)
            room.open(**self._left.pop(place, {}))
        room = self._rooms[place]
        if self._here and self._here != place:
            self._trail.append((self._here, self._rooms[self._here].place()))
        self._here = place
        had = self.stack.isAncestorOf(self.focusWidget())
        if first and had:
            self.stack.setFocus()  # else Qt would take the keyboard to the first field of the window
        self.stack.setCurrentWidget(room)
        if first and had:
            room.arrive()  # later it is where it was left
        self.navigation.choose(place)
        if what:
            room.open(**what)
        self._start.settings.set(PLACE, place)
        self.status.hint("")

    def back(self) -> None:
        """Go one step back: inside the room, else to the room before."""
        if self.head.leave():
            return
        room = self._rooms.get(self._here)
        if room is not None and room.back():
            return
        if self._trail:
            place, what = self._trail.pop()
            before = len(self._trail)
            self.go(place, **what)
            del self._trail[before:]

    def act(self, name: str) -> None:
        """Do an action of the command palette by its name."""
        actions: Mapping[str, Callable[[], Any]] = {
            "undo": self.undo,
            "redo": self.redo,
            "new": self._new_customer,
            "theme": self.toggle_theme,
            "refresh": partial(self._room_does, "refresh"),
            "quit": self.leave,
            "capture": self.head.focus_capture,
            "search": self.head.focus_search,
        }
        if name in actions:
            actions[name]()
        else:
            rooms.open_dialog(self, name, {})

    def undo(self) -> None:
        """Take back the last step and say which it was."""
        self.desk.undo(
            partial(self._name_step, self.ui.tr("Undone: {what}"), (self.ui.tr("Redo"), self.redo))
        )

    def redo(self) -> None:
        """Do again what was undone last."""
        self.desk.redo(
            partial(self._name_step, self.ui.tr("Done again: {what}"), (self.ui.tr("Undo"), self.undo))
        )

    def toggle_theme(self) -> None:
        """Change between light and dark."""
        self._start.settings.set(THEME, "light" if self.ui.theme.dark else "dark")
        self.rebuild()

    def leave(self) -> None:
        """End the program, also where closing the window would leave it in the tray."""
        (self._reminding.leave if self._reminding is not None else self.close)()

    # saying

    def say(self, text: str, *actions: tuple[str, Callable[[], Any]], tone: str = "") -> None:
        """Show a notice with actions."""
        self.notices.show_notice(text, actions=[Action(label, then) for label, then in actions], tone=tone)

    def show_fault(self, fault: object) -> None:
        """Show an error that no asker took, or a conflict as three columns."""
        if isinstance(fault, EditConflict):
            rooms.open_dialog(self, "conflict", {"fault": fault})
        elif isinstance(fault, RapportError):
            self.say(fault.text(self.ui.tr), tone=fault.tone)
        elif isinstance(fault, BaseException):
            self._raise(fault)

    def _raise(self, fault: BaseException) -> None:
        raise fault

    def _name_step(self, pattern: str, action: tuple[str, Callable[[], Any]], step_id: int) -> None:
        def named(what: str) -> None:
            self.say(pattern.format(what=what), action)

        self.desk.ask(lambda step: named(rooms.step_text(step, self.ui)), history.one_step, step_id=step_id)

    # small things

    def _new(self) -> None:
        room = self._rooms.get(self._here)
        if room is None or not room.add_new():
            self._new_customer()

    def _new_customer(self) -> None:
        self.go("customers")
        self._rooms["customers"].add_new()

    def _room_does(self, what: str) -> None:
        room = self._rooms.get(self._here)
        if room is not None:
            getattr(room, what)()

    def _count(self, changes: Changes) -> None:
        rooms.count(self, changes)
        rooms.follow(self, changes)

    def _ask_people(self) -> None:
        def show(team: list[people.PersonRow]) -> None:
            me = next((person for person in team if person.id == self.desk.office.person_id), None)
            if me is not None:
                self.status.set_person(me.name, role_name(me.role, self.ui.tr))

        self.status.set_file(self.desk.office.database.title)
        self.desk.ask(show, people.team)

    def _ask_news(self) -> None:
        if self._news_from is None:
            self.desk.ask(self._remember_news, history.last_step)
        else:
            self.desk.ask(
                self._tell_news,
                history.steps,
                after=self._news_from,
                others_only=True,
                key="news",
                owner=self,
            )

    def _remember_news(self, step: int) -> None:
        self._news_from = step

    def _tell_news(self, news: history.News) -> None:
        self._news_from = news.last
        if news.changes:
            self.desk.changed.emit(news.changes)

    def _system_changed(self) -> None:
        if not self._start.settings.get(THEME):
            self.rebuild()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._shown:
            self._shown = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window, save what is being edited, finish what is under way."""
        self.blur()
        if self._reminding is not None and self._reminding.keeps():
            event.ignore()
            self.hide()
            return
        geometry = self.saveGeometry().toBase64().data()
        self._start.settings.set(GEOMETRY, bytes(geometry).decode())
        self._news.stop()
        self.desk.finish()
        event.accept()
