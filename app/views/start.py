"""Starting the window: application object, one window per database, crash dialog, first questions."""

from __future__ import annotations

import gc
import sys
from types import TracebackType
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.errors import RapportError
from app.office import Office
from app.views.kit.session import Start, current_theme, dress, listen, raise_other, server_name, speak

#: the start is over after this time, ms
_SETTLED: Final = 3000


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
    QTimer.singleShot(_SETTLED, settle)
    code = app.exec()
    if start.server is not None:
        start.server.close()
    window.desk.office.close()
    return int(code)


def settle() -> None:
    """Let Python look for rubbish again, but not among what the start has made."""
    gc.freeze()
    gc.enable()


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
