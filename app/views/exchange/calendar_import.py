"""Import of calendars: a preview of what would come of every entry, then the import beside the window (row R8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.errors import RapportError
from app.language import N_
from app.queries import imports
from app.services import calendar_files
from app.services.calendar_files import REASONS, CalendarPlan, Decision, Imported, ReadFile, Verdict
from app.services.history import undo
from app.services.importing import Cancelled
from app.views.kit.buttons import Kind
from app.views.kit.cells import Cell
from app.views.kit.choosing import files_to_open
from app.views.kit.dialog import Dialog
from app.views.kit.labels import label
from app.views.kit.lazy_table import Column
from app.views.kit.memory import memory_view
from app.views.kit.tabs import Tab, Tabs
from app.views.kit.tasks import Task
from app.views.kit.theme import SMALL
from app.views.kit.ui import Ui

if TYPE_CHECKING:
    from app.views.kit.host import Host

_WIDTH: Final = 880
_HEIGHT: Final = 300
_VERDICTS: Final = {
    Verdict.CREATE: (N_("will be new"), "good"),
    Verdict.MERGE: (N_("will change"), "accent"),
    Verdict.SKIP: (N_("is left out"), "secondary"),
}


#: what the file changes, by the columns that hold it
_CHANGED: Final = {
    "text": N_("words"),
    "due_on": N_("day"),
    "due_time": N_("hour"),
    "zone": N_("time zone"),
    "minutes": N_("length"),
    "place": N_("place"),
    "repeat": N_("repetition"),
    "starts_on": N_("repetition"),
    "except_on": N_("days that are left out"),
    "private": N_("privacy"),
    "notify_minutes": N_("notice before it"),
    "customer_id": N_("customer"),
    "done_at": N_("that it is done"),
    "result": N_("result"),
    "kind": N_("kind"),
    "ics": N_("details"),
}


@dataclass(frozen=True)
class Row:
    """One line of the preview."""

    title: str
    day: str = ""
    becomes: str = ""
    tone: str = ""
    why: str = ""
    line: str = ""
    file: str = ""


def open_dialog(
    window: Host, ui: Ui, _name: str, *, paths: Iterable[Path] | None = None, **_what: object
) -> None:
    """Ask for calendars, unless ``paths`` are given, read them and show what would come of them."""
    tr = ui.tr
    chosen = list(paths or ())
    if not chosen:
        kinds = f"{tr('Calendars')} (*.ics *.ical *.ifb *.icalendar);;{tr('All files')} (*)"
        chosen = files_to_open(window, ui, tr("Choose calendars"), kinds)
    if chosen:
        ui.desk.tasks.begin(
            tr("reading the calendar"),
            partial(_rehearse, ui, chosen),
            then=partial(_show, window, ui),
            failed=partial(_failed, ui),
        )


def _rehearse(ui: Ui, paths: Sequence[Path], task: Task) -> tuple[list[ReadFile], CalendarPlan]:
    files = calendar_files.open_files(paths, progress=task.tell, cancelled=task.cancelled)
    done = calendar_files.run(
        ui.desk.office, files=files, dry_run=True, progress=task.tell, cancelled=task.cancelled
    )
    return files, done.plan


def _show(window: QWidget, ui: Ui, found: tuple[list[ReadFile], CalendarPlan]) -> None:
    dialog = CalendarImport(ui, *found, parent=window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _failed(ui: Ui, fault: RapportError) -> None:
    ui.say(fault.text(ui.tr), tone="warning" if isinstance(fault, Cancelled) else "bad")


class CalendarImport(Dialog):
    """What would be created, changed and skipped, and why; Enter imports."""

    def __init__(
        self, ui: Ui, files: list[ReadFile], plan: CalendarPlan, *, parent: QWidget | None = None
    ) -> None:
        tr = ui.tr
        super().__init__(
            tr("Import a calendar"), ui.theme, tr, text=_names(plan), width=_WIDTH, parent=parent
        )
        self.ui, self.files, self.plan = ui, files, plan
        self.rows: list[Row] = []
        self.faults = label(tone="bad", wrap=True)
        self.tabs = Tabs(self._tabs(), ui.theme, tr)
        self.tabs.setAccessibleName(tr("What would come of it"))
        self.tabs.chosen.connect(lambda _: self._fill())
        self.table, self.view = memory_view(
            ui.desk, self._columns(), ui.theme, name=tr("What would come of it")
        )
        self.view.setMinimumHeight(_HEIGHT)
        self.totals = label(tone="secondary", size=SMALL, wrap=True)
        for widget in (self.faults, self.tabs, self.view, self.totals):
            self.body.addWidget(widget)
        self.body.setStretchFactor(self.view, 1)
        said = [one.fault.text(tr) for one in plan.files if one.fault is not None]
        self.faults.setText("\n".join(said))
        self.faults.setVisible(bool(said))
        self.totals.setText(told(plan, ui))
        self.add_cancel()
        news = plan.total("created") + plan.total("merged")
        text = tr.plural("Import {count} entry", "Import {count} entries", news)
        self.go_button = self.add_answer(
            text if news else tr("Nothing to import"), kind=Kind.PRIMARY, closes=False
        )
        self.go_button.setEnabled(bool(news))
        self.go_button.clicked.connect(self.begin)
        self._fill()

    def _tabs(self) -> list[Tab]:
        tr, number, plan = self.ui.tr, self.ui.number, self.plan
        doubts = sum(len(each.problems) for each in plan.files)
        counts = (
            ("all", tr("All"), plan.total("read")),
            (Verdict.CREATE.value, tr("Created"), plan.total("created")),
            (Verdict.MERGE.value, tr("Changed"), plan.total("merged")),
            (Verdict.SKIP.value, tr("Skipped"), plan.total("skipped")),
            ("problems", tr("In doubt"), doubts),
        )
        return [Tab(key, name, number(count)) for key, name, count in counts if count or key == "all"]

    def _columns(self) -> list[Column]:
        tr = self.ui.tr
        made = [
            Column("title", tr("Entry"), lambda row: Cell(row.title, lead=True), 280, least=160),
            Column("day", tr("Day"), lambda row: Cell(row.day), 92),
            Column("what", tr("Becomes"), lambda row: Cell(row.becomes, row.tone or "text"), 112),
            Column("why", tr("Why"), lambda row: Cell(row.why, "secondary"), 300, least=100),
            Column("line", tr("Line"), lambda row: Cell(row.line, "secondary"), 64, right=True),
        ]
        if len(self.plan.files) > 1:
            made.append(Column("file", tr("File"), lambda row: Cell(row.file, "secondary"), 140))
        return made

    def show_tab(self, key: str) -> None:
        """Choose a tab by its key."""
        self.tabs.choose(key)
        self._fill()

    def _fill(self) -> None:
        key = self.tabs.current
        self.rows = self._problems() if key == "problems" else self._decisions(key)
        self.table.set_rows(self.rows)
        if self.rows:
            self.view.setCurrentIndex(self.table.index(0, 0))
            self.view.scrollToTop()

    def _decisions(self, key: str) -> list[Row]:
        doubts: dict[tuple[int, int], str] = {}
        for number, each in enumerate(self.plan.files):
            for item in each.problems:
                if not item.rejected:
                    doubts.setdefault((number, item.line), item.text(self.ui.tr))
        return [
            self._row(one, doubts.get((one.source, one.item.line), ""))
            for one in self.plan.decisions
            if key in {"all", one.verdict.value}
        ]

    def _row(self, one: Decision, doubt: str) -> Row:
        tr = self.ui.tr
        verdict, tone = _VERDICTS[one.verdict]
        return Row(
            " ".join(one.title.split()) or tr("(without a name)"),
            self.ui.date(one.day) if one.day else "",
            tr(verdict),
            tone,
            self._why(one) or doubt,
            self.ui.number(one.item.line),
            Path(self.plan.files[one.source].file).name,
        )

    def _why(self, one: Decision) -> str:
        tr = self.ui.tr
        if one.changed:
            names = dict.fromkeys(tr(_CHANGED[name]) for name in one.changed)
            return tr("the file changes: {what}", what=", ".join(names))
        return tr(REASONS[one.reason]) if one.reason else ""

    def _problems(self) -> list[Row]:
        return [
            Row(
                item.text(self.ui.tr),
                line=self.ui.number(item.line) if item.line else "",
                file=Path(each.file).name,
            )
            for each in self.plan.files
            for item in each.problems
        ]

    def begin(self) -> None:
        """Import beside the window and close."""
        begin(self.ui, self.files)
        self.accept()


def begin(ui: Ui, files: Sequence[ReadFile]) -> None:
    """Import ``files`` beside the window and say what came of it."""

    def work(task: Task) -> Imported:
        return calendar_files.run(ui.desk.office, files=files, progress=task.tell, cancelled=task.cancelled)

    ui.desk.tasks.begin(
        ui.tr("importing the calendar"), work, then=partial(_imported, ui), failed=partial(_failed, ui)
    )


def _imported(ui: Ui, done: Imported) -> None:
    actions: list[tuple[str, Callable[[], object]]] = []
    if done.step is not None:
        actions.append((ui.tr("Undo"), partial(_take_back, ui, done.step)))
        actions.append((ui.tr("Show"), partial(ui.go, "calendar")))
    ui.say(told(done.plan, ui), *actions, tone="good")


def _take_back(ui: Ui, step: int) -> None:
    def undone(_answer: object) -> None:
        ui.say(ui.tr("The import was taken back."))

    def ask(gone: bool) -> None:  # noqa: FBT001 - an answer
        if not gone:
            ui.desk.do(undone, undo, step_id=step)

    ui.desk.ask(ask, imports.taken_back, step_id=step)


def told(plan: CalendarPlan, ui: Ui) -> str:
    """Return the sum that accounts for every entry."""
    tr, number = ui.tr, ui.number
    parts = [
        (plan.total("created"), tr("{number} created", number=number(plan.total("created")))),
        (plan.total("merged"), tr("{number} changed", number=number(plan.total("merged")))),
        (plan.total("skipped"), tr("{number} skipped", number=number(plan.total("skipped")))),
    ]
    said = " + ".join(text for count, text in parts if count) or number(0)
    return tr("{read} read = {parts}", read=number(plan.total("read")), parts=said)


def _names(plan: CalendarPlan) -> str:
    names = [Path(each.file).name for each in plan.files]
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
