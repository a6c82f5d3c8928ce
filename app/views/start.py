"""Starting the window: application object, one window per database, crash dialog, first questions."""

from __future__ import annotations

import gc
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app import later
from app.errors import RapportError
from app.office import Office
from app.settings import TRAY
from app.views.kit.session import Start, current_theme, dress, listen_for, raise_other, speak
from app.views.kit.theme import STYLE

if TYPE_CHECKING:
    from app.views.frame.trouble import CrashDialog
    from app.views.window import Window

#: the start is over after this time, ms
_SETTLED: Final = 2000
#: how long a thread beside the window may keep it waiting, s
_TURN: Final = 0.001
#: between the first paint and what follows it, ms
_BREATH: Final = 10


def run(start: Start) -> int:
    """Show the window until it is closed and return the exit code."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication.instance()
    if app is None:
        app = QApplication([sys.argv[0], "-style", STYLE])
        app.setProperty("style", STYLE)
    assert isinstance(app, QApplication)
    app.setApplicationName("Rapport")
    app.setDesktopFileName("rapport")
    speak(app, start.translator())
    dress(app, start.settings)
    if raise_other(start.target):
        return 0
    from app.views.window import Window  # noqa: PLC0415 - after the check for another window

    office = open_first(app, start)
    if office is None:
        return 1
    window = Window(app, start, office)
    catch_crashes(window, start)
    window.cannot_open.connect(lambda fault: open_own(window, start, fault))
    # what the user typed meanwhile comes first
    window.painted.connect(lambda: QTimer.singleShot(_BREATH, lambda: go_on(window, start)))
    if start.in_tray and start.settings.get(TRAY) and _tray_is_there():
        QTimer.singleShot(0, lambda: go_on(window, start))
    else:
        window.show()
    QTimer.singleShot(_SETTLED, settle)
    sys.setswitchinterval(_TURN)
    code = app.exec()
    if start.server is not None:
        start.server.close()
    window.desk.office.close()
    return int(code)


def _tray_is_there() -> bool:
    from app.views.frame.tray import Tray  # noqa: PLC0415 - only at log-in

    return Tray.possible()


def go_on(window: Window, start: Start) -> None:
    """After the first paint: make sure that this is the only window on the file, then work with it."""
    later.release()
    if raise_other(start.target):
        # both were started at the same moment, and neither has written anything
        window.close()
        return
    listen_for(start, window.raise_up)
    window.started()
    tell_of_settings(window, start)


def tell_of_settings(window: Window, start: Start) -> None:
    """Say once that the settings of this user could not be read, and where what was there lies."""
    kept, tr = start.settings.put_aside, start.translator()
    if kept is not None:
        start.settings.put_aside = None
        text = tr(
            "Your settings could not be read and begin anew. What was there lies in {file}.", file=str(kept)
        )
        window.say(text, tone="warning")


def settle() -> None:
    """Let Python look for rubbish again, but not among what the start has made; give back what it used meanwhile."""
    gc.freeze()
    gc.enable()
    later.give_back()


def open_first(app: QApplication, start: Start) -> Office | None:
    """Open the database; one that is gone or damaged is told of, with the user's own as the way out."""
    try:
        return start.open_office()
    except RapportError as fault:
        return ask_and_open(app, start, fault)


def ask_and_open(app: QApplication, start: Start, fault: RapportError) -> Office | None:
    """Tell what is the matter with a database and open the user's own where that is wanted."""
    from app.views.frame.trouble import ask_for_own  # noqa: PLC0415 - only when it happens

    other = start.open_other if start.target != start.paths.database else None
    tr, theme = start.translator(), current_theme(app, start.settings)
    if not ask_for_own(fault, tr, theme, offer=other is not None) or other is None:
        return None
    try:
        return other(start.paths.database)
    except RapportError as another:
        ask_for_own(another, tr, theme, offer=False)
        return None


def open_own(window: Window, start: Start, fault: RapportError) -> None:
    """What was looked at cannot be opened: tell of it as if nothing had been shown."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window.hide()
    office = ask_and_open(app, start, fault)
    if office is None:
        app.exit(1)
        return
    window.move_into(office)
    window.show()


def catch_crashes(window: object, start: Start) -> None:
    """Log every bug and say where the log lies, once at a time; the window goes on."""
    dialogs: list[CrashDialog] = []

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        from app.views.frame.trouble import CrashDialog  # noqa: PLC0415 - only when it happens

        if not dialogs:
            dialogs.append(CrashDialog(window, start))
        dialogs[0].tell(fault)

    sys.excepthook = hook
