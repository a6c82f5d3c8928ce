"""Dialogs for files begin where the user was last, never where the program was started."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from app.views.kit import choosing


@pytest.fixture
def asked(monkeypatch):
    """Where the dialogs began; each is answered with a file of the folder «there»."""
    begun = []

    def answer(_parent, _title, start, _kinds):
        begun.append(start)
        return [str(answer.path)] if answer.several else str(answer.path), ""

    answer.several, answer.path = False, Path()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", answer)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    answer.begun = begun
    return answer


def test_begins_in_the_documents_then_where_one_was_last(qtbot, ui, asked, tmp_path, monkeypatch):
    parent = QWidget()
    qtbot.addWidget(parent)
    monkeypatch.setattr(choosing.QStandardPaths, "writableLocation", lambda _: str(tmp_path / "papers"))
    (tmp_path / "papers").mkdir()
    (tmp_path / "there").mkdir()
    asked.path, asked.several = tmp_path / "there" / "a.csv", True
    assert choosing.files_to_open(parent, ui, "t", "k") == [asked.path]
    asked.several = False
    assert choosing.file_to_save(parent, ui, "t", "b.pdf", "k") == asked.path
    (tmp_path / "there").rmdir()
    choosing.file_to_save(parent, ui, "t", "c.pdf", "k")
    (tmp_path / "papers").rmdir()
    choosing.file_to_save(parent, ui, "t", "d.pdf", "k")
    assert [Path(each) for each in asked.begun] == [
        tmp_path / "papers",
        tmp_path / "there" / "b.pdf",
        tmp_path / "papers" / "c.pdf",
        Path.home() / "d.pdf",
    ]


def test_a_dialog_beside_the_window_begins_there_too(qtbot, ui, tmp_path):
    choosing.remember_folder(ui, tmp_path / "a.csv")
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    choosing.begin_at_last(dialog, ui)
    assert Path(dialog.directory().absolutePath()) == tmp_path
    (tmp_path / "other").mkdir()
    dialog.filesSelected.emit([str(tmp_path / "other" / "b.csv")])
    assert choosing.last_folder(ui) == tmp_path / "other"
