"""Files that came from elsewhere: how they are shown, opened as a copy, and saved; what would run is never opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.views.kit.choosing import begin_at_last
from app.views.kit.ui import Ui

#: what another program would run instead of show is saved, never opened
_RUNS: Final = frozenset(
    [
        ".exe",
        ".com",
        ".bat",
        ".cmd",
        ".ps1",
        ".vbs",
        ".vbe",
        ".js",
        ".jse",
        ".wsf",
        ".wsh",
        ".msi",
        ".msp",
        ".scr",
        ".pif",
        ".cpl",
        ".hta",
        ".jar",
        ".lnk",
        ".reg",
        ".sh",
        ".bash",
        ".desktop",
        ".appimage",
        ".run",
        ".py",
        ".pl",
        ".rb",
        ".app",
        ".command",
        ".scpt",
        ".apk",
        ".deb",
        ".rpm",
        ".docm",
        ".xlsm",
        ".pptm",
    ]
)


def runs(name: str) -> bool:
    """Tell whether a file of this name is a program: it is offered for saving instead of being opened."""
    return Path(name).suffix.casefold() in _RUNS


def file_icon(media_type: str) -> str:
    """Return the icon of a kind of file."""
    if media_type.startswith("image/"):
        return "image"
    return "document" if "pdf" in media_type or "text" in media_type else "file"


def size_text(size: int, ui: Ui) -> str:
    """Return a size as one reads it."""
    if size < 1024:
        return ui.tr("{size} B", size=size)
    if size < 1024 * 1024:
        return ui.tr("{size} KB", size=ui.number(round(size / 1024)))
    return ui.tr("{size} MB", size=ui.number(round(size / 1024 / 1024, 1)))


def show_copy(ui: Ui, path: Path, name: str) -> None:
    """Open a copy with the system's program, and say where none opens it."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        ui.say(ui.tr("No program opens “{file}”.", file=name), tone="warning")


def say_runs(ui: Ui, name: str, save: Callable[[], object]) -> None:
    """Say that a program is not opened from here, and offer to save it."""
    said = ui.tr("“{file}” is a program and is not opened from here.", file=name)
    ui.say(said, (ui.tr("Save as…"), save), tone="warning")


def ask_where(parent: QWidget | None, ui: Ui, name: str, then: Callable[[str], object]) -> None:
    """Ask where a copy of ``name`` is to be written; ``then`` gets the path."""
    dialog = QFileDialog(parent, ui.tr("Save as…"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    begin_at_last(dialog, ui)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.selectFile(name)
    dialog.fileSelected.connect(then)
    dialog.open()


def write_copy(ui: Ui, data: bytes, path: str) -> None:
    """Write a copy, and say where it could not be written."""
    try:
        Path(path).write_bytes(data)
    except OSError as fault:
        ui.say(ui.tr("The file could not be written: {reason}", reason=fault.strerror), tone="bad")
