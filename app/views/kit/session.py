"""What the window is started with: language, theme, and one window per database and desktop session."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCryptographicHash, QDir, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.clock import Clock
from app.language import Translator, translator
from app.office import Office
from app.paths import Paths
from app.settings import LANGUAGE, THEME, Settings
from app.views.kit.theme import DARK, LIGHT, Theme, apply, system_is_dark

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer


#: Qt's own texts in the language of the moment
_spoken: Final[list[QTranslator]] = []


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
    #: begin in the tray, where there is one, without showing the window
    in_tray: bool = False

    def translator(self) -> Translator:
        """Return the translator for the language of the moment."""
        return translator(str(self.settings.get(LANGUAGE) or self.language), self.paths.translations)


def speak(app: QApplication, tr: Translator) -> None:
    """Set the locale and Qt's own texts to the language of ``tr``."""
    locale = QLocale(QLocale.Language.Russian if tr.code == "ru" else QLocale.Language.English)
    if tr.code == "en" and QLocale.system().language() == QLocale.Language.English:
        locale = QLocale.system()
    QLocale.setDefault(locale)
    # asked for its children, the program would be searched for all kinds of them: 5 ms of the start
    while _spoken:
        app.removeTranslator(_spoken.pop())
    own = QTranslator()
    _spoken.append(own)
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
    # Qt's own, because Python's loads a library of ciphers
    digest = QCryptographicHash.hash(session.encode(), QCryptographicHash.Algorithm.Sha256)
    return "rapport-" + bytes(digest.toHex().data()).decode()[:24]


def raise_other(target: str | Path) -> bool:
    """Bring the window that has this database open to the front; false where there is none."""
    name = server_name(target)
    if sys.platform == "win32":
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - it takes 20 ms to load

        pipe = QLocalSocket()
        pipe.connectToServer(name)
        there = pipe.waitForConnected(300)
        pipe.close()
        return bool(there)
    path = Path(QDir.tempPath(), name)
    if not path.exists():
        return False
    import socket  # noqa: PLC0415 - only where a window is open, or one has crashed

    # as Qt does it, without the library of the network, which a start has no time for
    with socket.socket(socket.AF_UNIX) as local:
        local.settimeout(0.3)
        try:
            local.connect(str(path))
        except OSError:
            return False
    return True


def listen(target: str | Path) -> QLocalServer:
    """Listen for a second start; what a crash left behind is taken over."""
    from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - after the first paint

    server = QLocalServer()
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    if not server.listen(server_name(target)):
        QLocalServer.removeServer(server_name(target))
        server.listen(server_name(target))
    return server


def listen_for(start: Start, raise_up: Callable[[], None]) -> None:
    """Listen for second starts on the database that is open now, no longer on the one before."""
    if start.server is not None:
        start.server.close()
        start.server.deleteLater()
    start.server = listen(start.target)
    start.server.newConnection.connect(raise_up)
