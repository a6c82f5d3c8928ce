"""Import room: files, columns, preview, and then the import beside the window (row X1)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import RapportError
from app.models.changes import Changes
from app.queries import imports
from app.queries.calendar_days import office_country
from app.services import settings as setting_verbs
from app.services.importing import run as carry_out
from app.views.exchange import outcome, said
from app.views.exchange.columns_panel import ColumnsPanel
from app.views.exchange.files import Batch, ImportFile, Looked, Reading, decide, look
from app.views.exchange.pages import Broken, Working
from app.views.exchange.preview_panel import PreviewPanel
from app.views.kit.buttons import Button, IconButton, Kind, key_text
from app.views.kit.choosing import file_to_save, files_to_open
from app.views.kit.empty import Empty
from app.views.kit.headbar import HeadBar
from app.views.kit.room import Room
from app.views.kit.tabs import Shape, Tab, Tabs
from app.views.kit.theme import GAP_S, GAP_XL
from app.views.kit.ui import Ui

EMPTY, COLUMNS, BROKEN, WORKING, PREVIEW = range(5)


def room(ui: Ui) -> ImportRoom:
    """Build the room."""
    return ImportRoom(ui)


class ImportRoom(Room):
    """One import at a time: nothing is written before its preview was seen."""

    kinds = ("customers",)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self.batch = Batch()
        self._adopt(self.batch)
        tr = ui.tr
        self.steps = Tabs([], ui.theme, tr)
        self.steps.chosen.connect(self._to_step)
        self.add_button = Button(tr("Add files…"), ui.theme, icon="plus", key=key_text("Ctrl+O"))
        self.add_button.clicked.connect(self.choose_files)
        self.undo_button = Button(tr("Undo the import"), ui.theme, icon="undo")
        self.undo_button.clicked.connect(lambda: outcome.take_back(self.batch, ui))
        self.next_button = Button(tr("Preview"), ui.theme, kind=Kind.PRIMARY, key=key_text("Ctrl+Enter"))
        self.next_button.clicked.connect(self.go_on)
        self.files = Tabs([], ui.theme, tr, shape=Shape.PILL)
        self.files.setAccessibleName(tr("Files"))
        self.files.chosen.connect(lambda key: self._to_file(int(key)))
        self.remove_button = IconButton("x", tr("Leave this file out"), ui.theme)
        self.remove_button.clicked.connect(self.remove_file)
        self.columns = ColumnsPanel(ui.theme, tr)
        self.columns.wished.connect(self._read_otherwise)
        self.columns.remembering.connect(self._remember)
        self.preview = PreviewPanel(ui)
        self.preview.save_asked.connect(self.save_problems)
        self.pages = QStackedWidget()
        self._build()
        for key, then in (
            ("Ctrl+O", self.choose_files),
            ("Ctrl+Return", self.go_on),
            ("Ctrl+Enter", self.go_on),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            # of rooms only the one in sight hears its keys
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(then)
        self._show()

    # building

    def _build(self) -> None:
        head = HeadBar(self.ui.tr("Import"), self.ui.theme, tabs=self.steps)
        for button in (self.undo_button, self.add_button, self.next_button):
            head.add(button)
        self._files_row = QWidget()
        row = QHBoxLayout(self._files_row)
        row.setContentsMargins(GAP_XL - 8, GAP_S, GAP_XL, 0)
        row.addWidget(self.files, 1)
        row.addWidget(self.remove_button)
        self._broken = Broken(self.ui, self.remove_file)
        self._working = Working(self.ui, self.cancel)
        for page in (self._empty(), self.columns, self._broken, self._working, self.preview):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._files_row)
        column.addWidget(self.pages, 1)

    def _empty(self) -> Empty:
        tr = self.ui.tr
        empty = Empty(
            "import",
            tr("Bring in the contacts that you have"),
            self.ui.theme,
            text=tr(
                "CSV, XLSX, XLS, ODS or vCard from Google, Outlook, Apple, Thunderbird, Android or any other "
                "program: choose files, or drop them anywhere on the window. Nothing is written before you have "
                "seen what would happen, and one Undo takes it back."
            ),
            step=tr("Choose files…"),
            key=key_text("Ctrl+O"),
        )
        empty.begun.connect(self.choose_files)
        return empty

    # what the window asks of a room

    def open(self, **what: object) -> None:
        """Take ``paths`` of files, or a ``batch`` that another room of this kind left off."""
        batch, paths = what.get("batch"), what.get("paths")
        if isinstance(batch, Batch):
            self._adopt(batch)
            if batch.task is not None:
                batch.task.moved.connect(self._moved)
            self._show()
            for number, each in enumerate(batch.files):
                if each.looked is None and each.fault is None:
                    self._look(number)
        if isinstance(paths, Iterable):
            self.add_files([Path(str(path)) for path in paths])

    def place(self) -> dict[str, object]:
        return {"batch": self.batch} if self.batch.files else {}

    def touched(self, changes: Changes) -> bool:
        return self.batch.imported is not None and super().touched(changes)

    def reload(self) -> None:
        """Ask whether the import stands: it may have been taken back, or done again, from anywhere."""
        done = self.batch.imported
        if done is not None and done.step is not None:
            show = partial(self._stands, self.batch)
            self.ui.desk.ask(show, imports.taken_back, key="stands", owner=self, step_id=done.step)

    def _stands(self, batch: Batch, gone: bool) -> None:  # noqa: FBT001 - an answer
        if batch.undone != gone:
            batch.undone = gone
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        page = self.pages.currentWidget()
        (page.button if isinstance(page, Empty) else self.columns.view).setFocus()

    def back(self) -> bool:
        if self.batch.task is not None and self.batch.plan is None:
            self.cancel()
            return True
        if self.batch.step == "preview" and self.batch.imported is None:
            self._to_step("columns")
            return True
        return False

    def _adopt(self, batch: Batch) -> None:
        """Show ``batch`` from now on; its long work tells this room, whichever room began it."""
        self.batch = batch
        batch.watch = self._show_if_there

    def _show_if_there(self) -> None:
        if shiboken6.isValid(self):
            self._show()

    def dropped(self, paths: Iterable[Path]) -> None:
        """Take files that were dropped on the window."""
        self.add_files(list(paths))

    # files

    def choose_files(self) -> None:
        """Ask for files."""
        tr = self.ui.tr
        kinds = f"{tr('Contacts')} (*.csv *.txt *.tsv *.xlsx *.xlsm *.xls *.ods *.vcf *.vcard);;{tr('All files')} (*)"
        self.add_files(files_to_open(self, self.ui, tr("Choose files with contacts"), kinds))

    def add_files(self, paths: list[Path]) -> None:
        """Add files to this import, or begin another one after one that is done."""
        if not paths:
            return
        if self.batch.imported is not None:
            self._adopt(Batch())
        known = {each.path for each in self.batch.files}
        new = [path for path in dict.fromkeys(paths) if path not in known]
        first = len(self.batch.files)
        self.batch.files += [ImportFile(path) for path in new]
        self._forget_plan()
        if new:
            self.batch.current = first
        self._show()
        for number in range(first, len(self.batch.files)):
            self._look(number)

    def remove_file(self) -> None:
        """Leave the file in sight out of the import."""
        if not self.batch.files:
            return
        del self.batch.files[self.batch.current]
        self.batch.current = max(0, min(self.batch.current, len(self.batch.files) - 1))
        self._forget_plan()
        self._show()

    def _look(self, number: int) -> None:
        file = self.batch.files[number]
        reading = file.reading

        def shown(looked: Looked) -> None:
            file.looked, file.fault = looked, None
            self._arrived(file)

        def failed(fault: RapportError) -> None:
            if file.looked is not None and reading.mapping is None:
                # an encoding or a sheet that does not fit: say so and stay with what could be read
                file.reading = Reading()
                self.ui.say(fault.text(self.ui.tr), tone="warning")
                self._look(self.batch.files.index(file))
                return
            file.fault = fault
            self._arrived(file)

        self.ui.desk.run(
            shown,
            partial(look, self.ui.desk.office, file.path, reading),
            key=f"look {file.path}",
            owner=self,
            failed=failed,
        )

    def _arrived(self, file: ImportFile) -> None:
        """Show what a look found: of many files the one in sight, and all once none is waited for."""
        batch = self.batch
        sight = batch.current < len(batch.files) and batch.files[batch.current] is file
        if sight or not self._waiting():
            self._show()
        self._past_columns()

    def _waiting(self) -> bool:
        """Tell whether a file was not looked at yet."""
        return any(each.looked is None and each.fault is None for each in self.batch.files)

    def _past_columns(self) -> None:
        """Skip the step «Columns» where no file has any: vCards say by themselves what is what."""
        batch = self.batch
        ready = batch.step == "columns" and all(each.looked or each.fault for each in batch.files)
        if ready and not batch.seen and batch.readable and not any(one.table for one in batch.looks):
            self._decide()
        elif ready:
            batch.seen = True
            self.columns.view.setFocus()

    def _read_otherwise(self, reading: object) -> None:
        file = self.batch.files[self.batch.current]
        assert isinstance(reading, Reading)
        file.reading = reading
        self._forget_plan()
        if reading.mapping is not None and file.looked is not None:
            # the choice is seen at once; the contacts beside it follow when they are read
            self.columns.table.show(reading.mapping, file.looked.sample, file.own)
        self._look(self.batch.current)

    def _remember(self, on: bool) -> None:  # noqa: FBT001 - a slot
        self.batch.remember = on

    def _forget_plan(self) -> None:
        self.batch.plan, self.batch.step = None, "columns"
        self.batch.faults = []

    # showing

    def _show(self) -> None:
        batch, tr = self.batch, self.ui.tr
        some = bool(batch.files)
        done = batch.imported is not None
        steps = [Tab("columns", tr("1  Columns")), Tab("preview", tr("2  Preview"))]
        if batch.imported is not None:
            text = said.outcome(batch.imported.plan, tr, self.ui.number)
            steps = [Tab("preview", tr("{what} (taken back)", what=text) if batch.undone else text)]
        self.steps.set_tabs(steps)
        self.steps.choose("preview" if done else batch.step)
        self.steps.setVisible(some)
        self.add_button.setVisible(some)
        self.undo_button.setVisible(
            batch.imported is not None and batch.imported.step is not None and not batch.undone
        )
        self.add_button.set_label(tr("Import more…") if done else tr("Add files…"))
        self._files_row.setVisible(some and batch.step == "columns")
        tabs = [
            Tab(str(number), each.path.name, "!" if each.fault else "")
            for number, each in enumerate(batch.files)
        ]
        self.files.set_tabs(tabs)
        self.files.choose(str(batch.current))
        self._show_page()
        self._show_button()

    def _show_page(self) -> None:
        batch = self.batch
        if not batch.files:
            self.pages.setCurrentIndex(EMPTY)
            return
        if batch.step == "preview":
            if batch.plan is None:
                self.pages.setCurrentIndex(WORKING)
                return
            self.preview.show_batch(batch)
            self.pages.setCurrentIndex(PREVIEW)
            return
        file = batch.files[batch.current]
        if file.fault is not None:
            self._broken.show_fault(file.fault)
            self.pages.setCurrentIndex(BROKEN)
        elif file.looked is not None:
            self.columns.show_file(file, remember=batch.remember)
            self.pages.setCurrentIndex(COLUMNS)
        else:
            self._working.say(self.ui.tr("Reading {file}…", file=file.path.name), None)
            self.pages.setCurrentIndex(WORKING)

    def _show_button(self) -> None:
        batch, tr, button = self.batch, self.ui.tr, self.next_button
        busy = self.batch.task is not None
        waiting = self._waiting()
        button.setVisible(bool(batch.files) and not (batch.step == "preview" and batch.plan is None))
        if batch.imported is not None:
            gone = batch.undone or batch.imported.step is None
            button.set_label(tr("Show the customers"))
            button.setEnabled(not gone and batch.imported.plan.created > 0)
        elif batch.step == "columns":
            button.set_label(tr("Preview"))
            button.setEnabled(not waiting and bool(batch.readable))
        else:
            plan = batch.plan
            count = plan.created + plan.joined if plan else 0
            label_ = tr.plural(
                "Import {number} contact", "Import {number} contacts", count, number=self.ui.number(count)
            )
            if busy:
                label_ = tr("Importing…")
            button.set_label(label_ if count else tr("Nothing to import"))
            button.setEnabled(plan is not None and count > 0 and not busy)

    def _to_file(self, number: int) -> None:
        self.batch.current = number
        self._show()

    def _to_step(self, step: str) -> None:
        if self.batch.imported is not None:
            return
        if step == "preview" and self.batch.plan is None:
            self._decide()
            return
        self.batch.step = step
        self._show()

    # preview and import

    def go_on(self) -> None:
        """Take the next step: preview, import, or show what came."""
        if not self.next_button.isEnabled() or not self.next_button.isVisible():
            return
        if self.batch.imported is not None:
            outcome.show_customers(self.ui, self.batch.imported)
        elif self.batch.step == "columns":
            self._decide()
        else:
            self._import()

    def cancel(self) -> None:
        """Stop what goes on."""
        if self.batch.task is not None:
            self.batch.task.cancel()

    def _decide(self) -> None:
        batch, tr, office = self.batch, self.ui.tr, self.ui.desk.office
        files = batch.readable
        if self.batch.task is not None or not files or any(each.looked is None for each in files):
            self._show()
            return
        batch.step = "preview"
        name = (
            files[0].path.name if len(files) == 1 else tr.plural("{count} file", "{count} files", len(files))
        )
        text = tr("Reading {file}…", file=name)
        self.batch.task = self.ui.desk.tasks.begin(
            text,
            lambda task: decide(
                office, files, office.ask(office_country, language=tr.code), task.tell, task.cancelled
            ),
            then=partial(outcome.decided, batch),
            failed=partial(outcome.not_decided, batch, self.ui),
        )
        self.batch.task.moved.connect(self._moved)
        self._working.say(text, None)
        self._show()

    def _moved(self) -> None:
        if self.batch.task is not None and self.batch.plan is None:
            read = self.ui.tr.plural("{count} contact read", "{count} contacts read", self.batch.task.done)
            self._working.say(f"{self.batch.task.text}", None, read)

    def _import(self) -> None:
        batch, ui = self.batch, self.ui
        plan = batch.plan
        if plan is None or self.batch.task is not None:
            return
        if batch.remember:
            self._save_mappings()
        self.batch.task = ui.desk.tasks.begin(
            ui.tr("importing contacts"),
            lambda task: carry_out(ui.desk.office, plan=plan, progress=task.tell, cancelled=task.cancelled),
            then=partial(outcome.imported, batch, ui),
            failed=partial(outcome.not_imported, batch, ui),
        )
        self._show_button()

    def _save_mappings(self) -> None:
        for file in self.batch.readable:
            looked, mapping = file.looked, file.mapping
            if file.changed and looked is not None and mapping is not None and looked.header:
                self.ui.desk.do(
                    None,
                    setting_verbs.save_mapping,
                    name=file.path.name,
                    header=imports.header_key(looked.header),
                    definition=mapping.to_json(),
                )

    def save_problems(self) -> None:
        """Write what is in doubt to a CSV file."""
        plan, tr = self.batch.plan, self.ui.tr
        if plan is None:
            return
        path = file_to_save(self, self.ui, tr("Save the problems"), "problems.csv", "CSV (*.csv)")
        if path is not None:
            outcome.write_problems(self.ui, plan, path)
