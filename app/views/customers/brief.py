"""The brief on screen, and the blank card: print them or save them as PDF (rows C15, C16)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.reports.blank import blank
from app.reports.brief import brief
from app.reports.documents.papers import blank_html, brief_html
from app.reports.documents.pdf import STYLE, write_pdf
from app.views.kit.buttons import Button, Kind
from app.views.kit.choosing import file_to_save
from app.views.kit.dialog import Dialog
from app.views.kit.menu import Entry, menu
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
        self.add_aside(save)
        self.add_answer(ui.tr("Close"), kind=Kind.PRIMARY)

    def save(self) -> None:
        """Ask where to, and write the PDF beside the window."""
        tr = self._ui.tr
        path = file_to_save(self, self._ui, tr("Save as PDF"), self._file, "PDF (*.pdf)")
        if path is not None:
            target = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
            self._ui.desk.run(
                self._saved, partial(write_pdf, target, self._html, title=self._title), owner=self
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


def open_dialog(window: QWidget, ui: Ui, name: str, **what: Any) -> None:
    """Open the brief on a customer, or ask which blank card is wanted."""
    if name == "blank":
        entries = [
            Entry(ui.tr("Blank card of a person"), partial(_blank, window, ui, "person"), icon="user"),
            Entry(
                ui.tr("Blank card of an organisation"),
                partial(_blank, window, ui, "organisation"),
                icon="organisation",
            ),
        ]
        menu(ui.theme, window, entries).popup(window.mapToGlobal(window.rect().center()))
        return

    def show(found: Any) -> None:
        Paper(ui, ui.tr("Brief"), brief_html(found, ui.tr), f"{found.name}.pdf", window).open()

    ui.desk.ask(show, brief, customer_id=what["customer_id"], tr=ui.tr, day=ui.date, owner=window)


def _blank(window: QWidget, ui: Ui, kind: str) -> None:
    def show(found: Any) -> None:
        Paper(ui, ui.tr("Blank card"), blank_html(found, ui.tr), ui.tr("blank card") + ".pdf", window).open()

    ui.desk.ask(show, blank, kind=kind, tr=ui.tr, owner=window)
