"""Starts the program as a user does and says «ready» when the list of customers shows its rows."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

#: everything that the start has put off is done after this time, ms
SETTLED = 2500
#: of somebody who was here before; the folder for them is given in RAPPORT_HOME
SETTINGS = {
    "place": "customers",
    "last_view": {"customers": "all"},
    "language": "en",
    "daily_backup": False,
}


def start(database: str, then: str = "") -> None:
    """Run the window on ``database``; its own settings are left alone. ``then`` names what is measured in it."""
    home = Path(os.environ["RAPPORT_HOME"])
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / "settings.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    sys.argv = ["rapport", "--database", database]
    import main

    _watch(then)
    sys.exit(main.main(sys.argv[1:]))


def _watch(then: str) -> None:
    """Ask every few milliseconds whether the first rows are shown."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QTableView

    views: list[QTableView] = []  # looked for until there are any: looking takes time from the start

    def look() -> None:
        if not views:
            views.extend(
                view for top in QApplication.topLevelWidgets() for view in top.findChildren(QTableView)
            )
        for view in views:
            model = view.model()
            # the second line: the first may be the heading of a letter
            if view.isVisible() and model.rowCount() > 1000 and model.index(1, 0).data():
                print("ready", flush=True)
                watch.stop()
                if then:
                    # the opening begins with the first paint
                    QTimer.singleShot(0 if then == "opening" else SETTLED, partial(_measure, then, view))
                return

    watch = QTimer()
    watch.timeout.connect(look)
    run = QApplication.exec

    def begin(app: QApplication) -> int:
        watch.setParent(app)
        watch.start(3)
        return run()

    QApplication.exec = begin  # type: ignore[method-assign, assignment]  # the program makes its own application


def _measure(then: str, view: Any) -> None:
    """Print the answer of one of the functions of tests.bench.inside, which may take its time."""
    from tests.bench import inside

    getattr(inside, then)(view, lambda *said: print("answer", json.dumps(said), flush=True))
