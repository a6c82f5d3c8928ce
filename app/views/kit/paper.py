"""A page on the screen that can be printed, and saved as PDF."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.reports.documents.pdf import STYLE, write_pdf
from app.views.kit.buttons import Button, Kind
from app.views.kit.choosing import file_to_save
from app.views.kit.dialog import Dialog
from app.views.kit.greetings.printing import print_page
from app.views.kit.ui import Ui


class Paper(Dialog):
    """A page on the screen that can be saved as PDF."""

    def __init__(self, ui: Ui, title: str, html: str, file_name: str, parent: QWidget) -> None:
        super().__init__(title, ui.theme, ui.tr, width=640, parent=parent)
        self._ui, self._html, self._title, self._file = ui, html, title, file_name
        self.page = _Page()
        self.page.setOpenLinks(False)
        self.page.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.page.setAccessibleName(title)
        # a page is read, not filled in: no frame of a field, with the keyboard in it or without
        self.page.setStyleSheet("QTextBrowser, QTextBrowser:focus { border: none; padding: 4px; }")
        style = STYLE
        for ink, token in (
            ("#1B1C20", ui.theme.text),
            ("#5A5E6B", ui.theme.secondary),
            ("#2463D1", ui.theme.accent),
            ("#B3261E", ui.theme.bad),
            ("#C9CCD4", ui.theme.line),
            ("#8A8E9A", ui.theme.secondary),
        ):
            style = style.replace(ink, token)
        self.page.document().setDefaultStyleSheet(style)
        self.page.setHtml(f"<html><body>{html}</body></html>")
        self.page.setMinimumHeight(520)
        self.body.addWidget(self.page)
        save = Button(ui.tr("Save as PDF…"), ui.theme, icon="save")
        save.clicked.connect(self.save)
        press = Button(ui.tr("Print…"), ui.theme, icon="print")
        press.clicked.connect(lambda *_: print_page(self, self._html, title=self._title))
        self.add_aside(press)
        self.add_aside(save)
        self.add_answer(ui.tr("Close"), kind=Kind.PRIMARY)

    def save(self) -> None:
        """Ask where to, and write the PDF beside the window."""
        tr = self._ui.tr
        path = file_to_save(self, self._ui, tr("Save as PDF"), self._file, "PDF (*.pdf)")
        if path is not None:
            target = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
            self._ui.desk.run(
                self._saved,
                partial(write_pdf, target, self._html, title=self._title, one_page=True),
                owner=self,
            )

    def _saved(self, path: Path) -> None:
        tr = self._ui.tr
        self._ui.say(
            tr("Saved: {path}", path=path.name),
            (tr("Open"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))),
            tone="good",
        )


class _Page(QTextBrowser):
    """Shows our own HTML and loads nothing."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ARG002 - Qt's signature
        return b""
