"""Export of the calendar: which days, as the calendar's filter leaves it or whole, where to (row R8)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.errors import RapportError
from app.queries.calendar_files import KINDS, Wish
from app.services.calendar_files import exporting
from app.views.kit.buttons import Kind
from app.views.kit.choosing import file_to_save
from app.views.kit.dialog import Dialog
from app.views.kit.fields import Check, Combo
from app.views.kit.labels import label
from app.views.kit.tasks import Task
from app.views.kit.theme import GAP_S, SMALL
from app.views.kit.ui import Ui

if TYPE_CHECKING:
    from app.views.kit.host import Host

_YEAR = dt.timedelta(days=365)


def open_dialog(
    window: Host,
    ui: Ui,
    _name: str,
    *,
    start: dt.date | None = None,
    end: dt.date | None = None,
    people: frozenset[int] = frozenset(),
    kinds: frozenset[str] = frozenset(),
    classes: frozenset[str] = frozenset(),
    **_what: object,
) -> None:
    """Ask what to export; the span and the filter are those of the calendar that is in sight."""
    dialog = CalendarExport(ui, Wish(start, end, people, kinds, classes), parent=window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


class CalendarExport(Dialog):
    """Days, filter, leave; Enter asks for the file."""

    def __init__(self, ui: Ui, seen: Wish, *, parent: QWidget | None = None) -> None:
        tr = ui.tr
        super().__init__(tr("Export the calendar"), ui.theme, tr, width=460, parent=parent)
        self.ui, self.seen = ui, seen
        self.body.addWidget(label(tr("Days"), tone="secondary", size=SMALL))
        self.days = Combo(ui.theme, name=tr("Days"))
        self.days.set_choices(self._spans(), current="seen" if seen.start else "year")
        self.body.addWidget(self.days)
        self.body.addSpacing(GAP_S)
        self.filter = Check(tr("Only what the calendar's filter leaves"), ui.theme)
        filtered = bool(seen.people or seen.kinds or seen.classes)
        self.filter.setChecked(filtered)
        self.filter.setVisible(filtered)
        self.occasions = Check(tr("Birthdays and other occasions"), ui.theme)
        self.leave = Check(tr("Leave of the team"), ui.theme)
        self.occasions.setChecked("occasion" in seen.kinds or not seen.kinds)
        self.leave.setChecked(not filtered)
        for check in (self.filter, self.occasions, self.leave):
            self.body.addWidget(check)
        self.body.addWidget(
            label(
                tr(
                    "Private entries of colleagues are never written. Importing the file again changes nothing."
                ),
                tone="secondary",
                size=SMALL,
                wrap=True,
            )
        )
        self.add_cancel()
        self.go_button = self.add_answer(tr("Choose the file…"), kind=Kind.PRIMARY, closes=False)
        self.go_button.clicked.connect(self.choose_file)

    def _spans(self) -> list[tuple[object, str]]:
        tr, ui, seen = self.ui.tr, self.ui, self.seen
        spans: list[tuple[object, str]] = []
        if seen.start and seen.end:
            span = f"{ui.date(seen.start)} – {ui.date(seen.end)}"
            spans.append(("seen", tr("What is in sight: {span}", span=span)))
        return [*spans, ("year", tr("A year from today")), ("all", tr("All days"))]

    def wish(self) -> Wish:
        """Return what is to be written."""
        kept = self.seen if self.filter.isChecked() else Wish()
        start, end = self._span()
        kinds = set(kept.kinds or KINDS) - {"occasion", "leave", "gift"}
        kinds |= {"occasion"} if self.occasions.isChecked() else set()
        kinds |= {"leave"} if self.leave.isChecked() else set()
        return replace(kept, start=start, end=end, kinds=frozenset(kinds or {"none"}))

    def _span(self) -> tuple[dt.date | None, dt.date | None]:
        today = self.ui.clock.today()
        return {
            "seen": (self.seen.start, self.seen.end),
            "year": (today, today + _YEAR),
        }.get(str(self.days.currentData()), (None, None))

    def choose_file(self) -> None:
        """Ask for the name of the file and write it."""
        tr = self.ui.tr
        name = f"{tr('calendar')}-{self.ui.clock.today().isoformat()}.ics"
        path = file_to_save(self, self.ui, tr("Export to"), name, f"{tr('Calendars')} (*.ics)")
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write ``path`` beside the window and close; a name without its ending gets it."""
        if path.suffix.lower() != ".ics":
            path = path.with_name(path.name + ".ics")
        ui, wish = self.ui, self.wish()

        def work(_task: Task) -> int:
            return exporting.export(ui.desk.office, path=path, wish=wish, tr=ui.tr)

        ui.desk.tasks.begin(
            ui.tr("exporting {file}", file=path.name),
            work,
            then=partial(_written, ui, path),
            failed=partial(_failed, ui),
            stoppable=False,
        )
        self.accept()


def _written(ui: Ui, path: Path, count: int) -> None:
    tr = ui.tr
    text = tr.plural(
        "{file}: {count} entry written", "{file}: {count} entries written", count, file=path.name
    )
    folder = QUrl.fromLocalFile(str(path.parent))
    ui.say(text, (tr("Open the folder"), partial(QDesktopServices.openUrl, folder)), tone="good")


def _failed(ui: Ui, fault: RapportError) -> None:
    ui.say(fault.text(ui.tr), tone="bad")
