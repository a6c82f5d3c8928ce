"""The files of a letter as a row of buttons: opened as a copy, or saved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.queries import mail
from app.queries.mail import LetterFileRow
from app.views.kit.buttons import Button
from app.views.kit.flow import Flow
from app.views.kit.menu import Entry, menu
from app.views.kit.opening import ask_where, file_icon, runs, say_runs, show_copy, size_text, write_copy
from app.views.kit.theme import GAP_S
from app.views.kit.ui import Ui


class Files(QWidget):
    """Enter opens a copy, the menu saves it; those that stand in the text are not listed."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self.buttons: list[Button] = []
        self._row = Flow(self, gap=GAP_S)
        self.setAccessibleName(ui.tr("Files of the letter"))

    def show_files(self, files: Sequence[LetterFileRow], *, page: bool) -> None:
        """Show the files; with a ``page`` those that it shows itself are left out."""
        for old in self.buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        shown = [each for each in files if not (each.inline and page)]
        self.buttons = [self._button(each) for each in shown]
        for button in self.buttons:
            self._row.addWidget(button)
        self.setVisible(bool(shown))

    def _button(self, file: LetterFileRow) -> Button:
        ui = self._ui
        name = file.name if len(file.name) <= 48 else f"{file.name[:32]}…{Path(file.name).suffix[:12]}"
        text = f"{name}  {size_text(file.size, ui)}"
        button = Button(text, ui.theme, icon=file_icon(file.media_type), drop=True)
        entries = [
            Entry(ui.tr("Open a copy"), partial(self.open_copy, file), icon="open"),
            Entry(ui.tr("Save as…"), partial(self.save_as, file), icon="save"),
        ]
        button.clicked.connect(lambda: menu(ui.theme, self, entries).under(button, first=True))
        return button

    def open_copy(self, file: LetterFileRow) -> None:
        """Open a copy with the system's program; what would run is offered for saving instead."""
        ui = self._ui
        if runs(file.name):
            say_runs(ui, file.name, partial(self.save_as, file))
            return
        ui.desk.ask(
            lambda path: show_copy(ui, path, file.name),
            mail.open_copy,
            file_id=file.id,
            folder=ui.paths.cache / "opened",
            owner=self,
        )

    def save_as(self, file: LetterFileRow) -> None:
        """Save a copy where the user says."""
        ui = self._ui

        def fetch(path: str) -> None:
            ui.desk.ask(lambda data: write_copy(ui, data, path), mail.file_data, file_id=file.id, owner=self)

        ask_where(self, ui, file.name, fetch)
