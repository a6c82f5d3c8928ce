"""Dialogs for what went wrong: a database that cannot be opened, and a bug of ours."""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.errors import RapportError
from app.language import Translator
from app.views.kit.buttons import Kind
from app.views.kit.dialog import Dialog
from app.views.kit.theme import Theme

if TYPE_CHECKING:
    from app.views.kit.session import Start


def ask_for_own(fault: RapportError, tr: Translator, theme: Theme, *, offer: bool) -> bool:
    """Say what happened and what to do; with ``offer`` return whether the user's own database is wanted."""
    dialog = Dialog(fault.what(tr), theme, tr, text=fault.cure(tr))
    dialog.add_answer(tr("Close"), kind=Kind.PLAIN if offer else Kind.PRIMARY, accept=False)
    if offer:
        dialog.add_answer(tr("Open my own database"), kind=Kind.PRIMARY)
    return bool(dialog.exec())


class CrashDialog:
    """Tells of a bug: that the work was kept, and where the log is."""

    def __init__(self, window: Any, start: Start) -> None:
        self._window, self._start, self._open = window, start, False

    def tell(self, fault: BaseException) -> None:
        """Log the fault and show the dialog unless one is open already."""
        path = self._start.record_crash(fault)
        if "pytest" in sys.modules or not self._window.isVisible():
            traceback.print_exception(fault)
        if self._open:
            return
        self._open = True
        tr = self._start.translator()
        text = tr(
            "What you saved is safe. The details, without customer data, are in {path}. "
            "Go on working, or start Rapport anew if something looks wrong.",
            path=path,
        )
        dialog = Dialog(
            tr("Something went wrong inside Rapport"),
            self._window.ui.theme,
            tr,
            text=text,
            parent=self._window,
        )
        folder = dialog.add_answer(tr("Open the folder"))
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))))
        dialog.add_answer(tr("Go on"), kind=Kind.PRIMARY)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self._open = False
