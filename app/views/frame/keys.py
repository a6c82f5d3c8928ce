"""All keys at a glance, on the screen and on paper (row X8)."""

from __future__ import annotations

import html
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.language import N_
from app.views.kit.buttons import Button, KeyHint, Kind, key_text
from app.views.kit.choosing import file_to_save
from app.views.kit.dialog import Dialog
from app.views.kit.labels import label
from app.views.kit.theme import GAP_L, GAP_S, GAP_XS
from app.views.kit.ui import Ui

#: section → (keys, what they do); letters stand on their keys in either keyboard layout
KEYS: Final = (
    (
        N_("Everywhere"),
        (
            ("Ctrl+K", N_("search, commands, settings")),
            ("Ctrl+L", N_("log a contact")),
            ("Ctrl+N", N_("new customer, new person")),
            ("Ctrl+Shift+R", N_("note an overheard remark")),
            ("Ctrl+F", N_("search in this room")),
            ("Ctrl+Z", N_("undo")),
            ("Ctrl+Shift+Z", N_("redo")),
            ("Alt+1 … 9", N_("go to a room")),
            ("Esc", N_("back")),
            ("F5", N_("read anew")),
            ("Ctrl+,", N_("preferences")),
            ("F1", N_("these keys")),
            ("Ctrl+Q", N_("quit")),
        ),
    ),
    (
        N_("Today"),
        (
            ("↑  ↓", N_("choose a line")),
            ("Enter", N_("open the card")),
            ("Space", N_("show or hide the actions")),
            ("C", N_("call or write")),
            ("B", N_("brief")),
            ("S", N_("put off")),
            ("D", N_("done, with result and next step")),
        ),
    ),
    (
        N_("Customers"),
        (
            ("↑  ↓", N_("choose a customer")),
            ("Enter", N_("into the card")),
            ("Ctrl+C", N_("copy the chosen lines as a table")),
            ("F2", N_("change several at once")),
            ("Delete", N_("into the trash")),
        ),
    ),
    (
        N_("Customer card"),
        (
            ("↓", N_("to the fields")),
            ("Enter", N_("change the field")),
            ("Ctrl+Enter", N_("follow the field: call, write, open")),
            ("Ctrl+PgDown", N_("next tab")),
            ("1, 2, 3", N_("in the timeline: how it felt")),
        ),
    ),
    (
        N_("Calendar"),
        (
            ("← ↑ → ↓", N_("go through the days")),
            ("Enter", N_("into the day, open")),
            ("Alt+← →", N_("move what is chosen by days")),
            ("Alt+↑ ↓", N_("by weeks, in the week by quarters of an hour")),
            ("Alt+Shift+↑ ↓", N_("shorter, longer")),
            ("PgUp  PgDn", N_("page")),
            ("Ctrl+G", N_("go to a date")),
            ("A … Z", N_("begin a new event")),
        ),
    ),
    (
        N_("While typing"),
        (
            ("Enter", N_("save")),
            ("Esc", N_("leave it as it was")),
            ("Tab", N_("correct what the capture line understood")),
            ("Alt+↓", N_("open the calendar of a date")),
        ),
    ),
)

#: the places in KEYS of what stands in the left column
_LEFT: Final = (0, 4)


class Keys(Dialog):
    """Two columns of keys."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        tr = ui.tr
        super().__init__(tr("Keys"), ui.theme, tr, width=720, parent=parent)
        self._ui = ui
        columns = QHBoxLayout()
        columns.setSpacing(GAP_L * 2)
        sides = (QVBoxLayout(), QVBoxLayout())
        for number, (title, keys) in enumerate(KEYS):
            side = sides[0 if number in _LEFT else 1]
            side.addWidget(label(tr(title), bold=True))
            side.addLayout(self._section(keys))
            side.addSpacing(GAP_S)
        for side in sides:
            side.setSpacing(GAP_XS)
            side.addStretch(1)
            columns.addLayout(side, 1)
        self.body.addLayout(columns)
        save = Button(tr("Save as PDF…"), ui.theme, icon="print")
        save.clicked.connect(self.save)
        self.add_aside(save)
        self.add_answer(tr("Close"), kind=Kind.PRIMARY)

    def save(self) -> None:
        """Write the page for the wall."""
        from app.reports.documents.pdf import write_pdf  # noqa: PLC0415 - only when it is printed

        ui, tr = self._ui, self._ui.tr
        path = file_to_save(self, ui, tr("Save as PDF"), "rapport-keys.pdf", "PDF (*.pdf)")
        if path is None:
            return
        target = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")

        def saved(_: object) -> None:
            show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(target)))
            ui.say(tr("Saved: {path}", path=target.name), (tr("Open"), show), tone="good")

        ui.desk.run(saved, partial(write_pdf, target, page(ui), title=tr("Keys")))

    def _section(self, keys: tuple[tuple[str, str], ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_L)
        grid.setVerticalSpacing(GAP_XS + 2)
        grid.setColumnMinimumWidth(0, 96)
        grid.setColumnStretch(1, 1)
        for row, (key, what) in enumerate(keys):
            grid.addWidget(KeyHint(written(key), self._ui.theme), row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(self._ui.tr(what)), row, 1)
        return grid


def written(key: str) -> str:
    """Return a key as this platform writes it; ranges and arrows stay as they are."""
    return key_text(key) if key.isascii() and " " not in key else key


def page(ui: Ui) -> str:
    """Return all keys as a page to print."""
    tr = ui.tr
    parts = [f"<h1>{html.escape(tr('Keys'))}</h1>"]
    for title, keys in KEYS:
        rows = "".join(
            f"<tr><td width='160'><b>{html.escape(written(key))}</b></td><td>{html.escape(tr(what))}</td></tr>"
            for key, what in keys
        )
        parts.append(f"<h2>{html.escape(tr(title))}</h2><table width='100%'>{rows}</table>")
    return "".join(parts)


def open_dialog(window: QWidget, ui: Ui, _name: str, **_what: Any) -> None:
    """Open the dialog over the window."""
    dialog = Keys(ui, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
