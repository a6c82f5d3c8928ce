"""Starting the window: application object, one window per database, crash dialog, first questions."""

from __future__ import annotations

import getpass
import hashlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from app.clock import Clock
from app.errors import RapportError
from app.language import Translator, translator
from app.office import Office
from app.paths import Paths
from app.settings import LANGUAGE, THEME, Settings
from app.views.kit.theme import DARK, LIGHT, Theme, apply, system_is_dark


@dataclass
class Start:
    """What the composition root hands to the window."""

    paths: Paths
    settings: Settings
    clock: Clock
    language: str
    target: str | Path
    open_office: Callable[[], Office]
    remember_person: Callable[[int], None]
    record_crash: Callable[[BaseException], Path]
    #: open another file or address and make it the one that this program works on
    open_other: Callable[[str | Path], Office] | None = None
    #: listens for a second start on the same database
    server: QLocalServer | None = None

    def translator(self) -> Translator:
        """Return the translator for the language of the moment."""
        return translator(str(self.settings.get(LANGUAGE) or self.language), self.paths.translations)


def run(start: Start) -> int:
    """Show the window until it is closed and return the exit code."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication.instance() or QApplication([sys.argv[0]])
    assert isinstance(app, QApplication)
    app.setApplicationName("Rapport")
    app.setDesktopFileName("rapport")
    speak(app, start.translator())
    dress(app, start.settings)
    if raise_other(start.target):
        return 0
    server = listen(start.target)
    from app.views.window import Window  # noqa: PLC0415 - after the check for another window

    office = open_first(app, start)
    if office is None:
        return 1
    if server.serverName() != server_name(start.target):
        server.close()
        server = listen(start.target)
    window = Window(app, start, office)
    catch_crashes(window, start)
    start.server = server
    server.newConnection.connect(window.raise_up)
    window.show()
    QTimer.singleShot(0, window.started)
    code = app.exec()
    if start.server is not None:
        start.server.close()
    window.desk.office.close()
    return int(code)


def speak(app: QApplication, tr: Translator) -> None:
    """Set the locale and Qt's own texts to the language of ``tr``."""
    locale = QLocale(QLocale.Language.Russian if tr.code == "ru" else QLocale.Language.English)
    if tr.code == "en" and QLocale.system().language() == QLocale.Language.English:
        locale = QLocale.system()
    QLocale.setDefault(locale)
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    own = QTranslator(app)
    if own.load(f"qtbase_{tr.code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(own)


def current_theme(app: QApplication, settings: Settings) -> Theme:
    """Return the theme as set, or as the desktop has it."""
    chosen = settings.get(THEME) or ("dark" if system_is_dark(app) else "light")
    return DARK if chosen == "dark" else LIGHT


def dress(app: QApplication, settings: Settings) -> Theme:
    """Dress the program in its theme and return it."""
    theme = current_theme(app, settings)
    apply(app, theme)
    return theme


def server_name(target: str | Path) -> str:
    """Return the name under which the window of this database and desktop session listens."""
    session = f"{getpass.getuser()}|{QGuiApplication.platformName()}|{target}"
    return "rapport-" + hashlib.sha256(session.encode()).hexdigest()[:24]


def raise_other(target: str | Path) -> bool:
    """Bring the window that has this database open to the front; false where there is none."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(target))
    there = socket.waitForConnected(300)
    socket.close()
    return there


def listen(target: str | Path) -> QLocalServer:
    """Listen for a second start; what a crash left behind is taken over."""
    server = QLocalServer()
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    if not server.listen(server_name(target)):
        QLocalServer.removeServer(server_name(target))
        server.listen(server_name(target))
    return server


def open_first(app: QApplication, start: Start) -> Office | None:
    """Open the database; one that is gone or damaged is told of, with the user's own as the way out."""
    try:
        return start.open_office()
    except RapportError as fault:
        from app.views.frame.trouble import ask_for_own  # noqa: PLC0415 - only when it happens

        other = start.open_other if start.target != start.paths.database else None
        tr, theme = start.translator(), current_theme(app, start.settings)
        if not ask_for_own(fault, tr, theme, offer=other is not None) or other is None:
            return None
    try:
        return other(start.paths.database)
    except RapportError as fault:
        ask_for_own(fault, tr, theme, offer=False)
        return None


def listen_for(start: Start, raise_up: Callable[[], None]) -> None:
    """Listen for second starts on the database that is open now, no longer on the one before."""
    if start.server is not None:
        start.server.close()
        start.server.deleteLater()
    start.server = listen(start.target)
    start.server.newConnection.connect(raise_up)


def catch_crashes(window: object, start: Start) -> None:
    """Log every bug and say where the log lies, once at a time; the window goes on."""
    from app.views.frame.trouble import CrashDialog  # noqa: PLC0415 - small, and late

    dialog = CrashDialog(window, start)

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        dialog.tell(fault)

    sys.excepthook = hook
