"""Asks for files: from the folder where one was last, else from the user's documents."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app.settings import FOLDER
from app.views.kit.ui import Ui


def last_folder(ui: Ui) -> Path:
    """Return where the user was last, else the documents, else home: never where the program was started."""
    remembered = str(ui.settings.get(FOLDER))
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    for each in (remembered, documents):
        if each and Path(each).is_dir():
            return Path(each)
    return Path.home()


def remember_folder(ui: Ui, path: str | Path) -> None:
    """Begin at the folder of ``path`` the next time."""
    ui.settings.set(FOLDER, str(Path(path).parent))


def files_to_open(parent: QWidget, ui: Ui, title: str, kinds: str) -> list[Path]:
    """Ask for files; none where the user thought better of it."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, str(last_folder(ui)), kinds)
    if names:
        remember_folder(ui, names[0])
    return [Path(name) for name in names]


def file_to_save(parent: QWidget, ui: Ui, title: str, name: str, kinds: str) -> Path | None:
    """Ask where to write, ``name`` being proposed; None where the user thought better of it."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(last_folder(ui) / name), kinds)
    if not chosen:
        return None
    remember_folder(ui, chosen)
    return Path(chosen)


def begin_at_last(dialog: QFileDialog, ui: Ui) -> None:
    """Let a dialog that stays open beside the window begin where the user was last, and remember where it ends."""
    dialog.setDirectory(str(last_folder(ui)))
    dialog.filesSelected.connect(lambda names: remember_folder(ui, names[0]) if names else None)
