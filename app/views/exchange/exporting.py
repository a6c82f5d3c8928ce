"""Export dialog: what, in which format, where to; the file appears when it is whole (row X2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app.errors import RapportError
from app.language import N_
from app.queries import customers
from app.services import exports
from app.views.exchange.faults import Stopped
from app.views.kit.buttons import Kind
from app.views.kit.choosing import file_to_save
from app.views.kit.dialog import Dialog
from app.views.kit.fields import Combo
from app.views.kit.labels import label
from app.views.kit.radio import Radio
from app.views.kit.tasks import Task
from app.views.kit.theme import GAP_S, SMALL
from app.views.kit.ui import Ui

if TYPE_CHECKING:
    from app.views.kit.host import Host


@dataclass(frozen=True)
class Format:
    """One way to write: ``suffix`` of the file, and what it is good for."""

    key: str
    name: str
    suffix: str
    use: str


CONTACTS: Final = (
    Format("xlsx", N_("Excel workbook (XLSX)"), ".xlsx", N_("For people: opens in Excel and LibreOffice.")),
    Format(
        "csv",
        N_("Table (CSV)"),
        ".csv",
        N_("For other programs; safe to open in Excel, Cyrillic letters right."),
    ),
    Format("vcf3", N_("vCard 3.0"), ".vcf", N_("For phones and address books; understood everywhere.")),
    Format("vcf4", N_("vCard 4.0"), ".vcf", N_("For newer address books: says more, such as relatives.")),
)
EVERYTHING: Final = (
    Format(
        "zip", N_("Archive of tables (ZIP of CSV)"), ".zip", N_("Every table and every file of the database.")
    ),
)
PERSON: Final = (
    Format(
        "zip",
        N_("Archive (ZIP)"),
        ".zip",
        N_("A text for her to read, a vCard, all data for programs, and the files."),
    ),
    Format("json", N_("Data (JSON)"), ".json", N_("All data and files in one document for programs.")),
)


def open_dialog(
    window: Host,
    ui: Ui,
    name: str,
    *,
    ids: Sequence[int] | None = None,
    customer_id: int | None = None,
    **_what: object,
) -> None:
    """Ask what to export: all customers, ``ids``, everything, or all that is known of ``customer_id``."""
    if name != "export":
        return
    dialog = ExportDialog(ui, ids=ids, customer_id=customer_id, parent=window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


class ExportDialog(Dialog):
    """Arrows choose what and how; Enter asks for the file."""

    def __init__(
        self,
        ui: Ui,
        *,
        ids: Sequence[int] | None = None,
        customer_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        tr = ui.tr
        super().__init__(tr("Export"), ui.theme, tr, width=460, parent=parent)
        self.ui, self.ids, self.customer_id = ui, list(ids) if ids is not None else None, customer_id
        self.scopes = QButtonGroup(self)
        self.buttons: dict[str, Radio] = {}
        self.body.addWidget(label(tr("What"), tone="secondary", size=SMALL))
        self._scope_column = QVBoxLayout()
        self._scope_column.setSpacing(GAP_S)
        self.body.addLayout(self._scope_column)
        for key, text in self._offers():
            self._add_scope(key, text)
        self.body.addSpacing(GAP_S)
        self.body.addWidget(label(tr("Format"), tone="secondary", size=SMALL))
        self.format = Combo(ui.theme, name=tr("Format"))
        self.format.chosen.connect(lambda _: self._say_use())
        self.body.addWidget(self.format)
        self.use = label(tone="secondary", wrap=True)
        self.body.addWidget(self.use)
        self.add_cancel()
        self.go_button = self.add_answer(tr("Choose the file…"), kind=Kind.PRIMARY, closes=False)
        self.go_button.clicked.connect(self.choose_file)
        next(iter(self.buttons.values())).setChecked(True)
        self._show_formats()
        ui.desk.ask(self._count, customers.count, owner=self)

    def _offers(self) -> list[tuple[str, str]]:
        tr = self.ui.tr
        offers = []
        if self.customer_id is not None:
            offers.append(("customer", tr("All that is known of this customer")))
        if self.ids is not None:
            count = len(self.ids)
            text = tr.plural(
                "The {number} customer of the list",
                "The {number} customers of the list",
                count,
                number=self.ui.number(count),
            )
            offers.append(("ids", text))
        return [*offers, ("all", tr("All customers")), ("everything", tr("Everything in the database"))]

    def _add_scope(self, key: str, text: str) -> None:
        button = Radio(text, self.ui.theme)
        button.toggled.connect(lambda _: self._show_formats())
        self.scopes.addButton(button)
        self.buttons[key] = button
        self._scope_column.addWidget(button)

    def _count(self, count: int) -> None:
        text = self.ui.tr("All customers: {number}", number=self.ui.number(count))
        self.buttons["all"].set_label(text)

    @property
    def scope(self) -> str:
        """What is to be written: customer, ids, all or everything."""
        return next((key for key, button in self.buttons.items() if button.isChecked()), "all")

    @property
    def formats(self) -> Sequence[Format]:
        """How it can be written."""
        return {"customer": PERSON, "everything": EVERYTHING}.get(self.scope, CONTACTS)

    @property
    def chosen(self) -> Format:
        """How it is to be written."""
        return next((one for one in self.formats if one.key == self.format.currentData()), self.formats[0])

    def _show_formats(self) -> None:
        if not hasattr(self, "format"):
            return
        self.format.set_choices(
            [(one.key, self.ui.tr(one.name)) for one in self.formats], current=self.format.currentData()
        )
        self._say_use()

    def _say_use(self) -> None:
        self.use.setText(self.ui.tr(self.chosen.use))

    def choose_file(self) -> None:
        """Ask for the name of the file and write it."""
        tr, how = self.ui.tr, self.chosen
        base = {"customer": tr("customer"), "everything": tr("everything")}.get(self.scope, tr("customers"))
        start = f"{base}-{self.ui.clock.today().isoformat()}{how.suffix}"
        path = file_to_save(self, self.ui, tr("Export to"), start, f"{tr(how.name)} (*{how.suffix})")
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write ``path`` beside the window and close; a name without its ending gets it."""
        how = self.chosen
        if path.suffix.lower() != how.suffix:
            path = path.with_name(path.name + how.suffix)
        self.ui.desk.tasks.begin(
            self.ui.tr("exporting {file}", file=path.name),
            self._work(path, how),
            then=partial(_written, self.ui, path),
            failed=partial(_failed, self.ui),
            stoppable=self.scope in {"ids", "all"},
        )
        self.accept()

    def _work(self, path: Path, how: Format) -> Callable[[Task], int]:
        office, tr, scope = self.ui.desk.office, self.ui.tr, self.scope
        ids, customer_id = self.ids, self.customer_id

        def work(task: Task) -> int:
            def tell(done: int, total: int) -> None:
                task.tell(done, total)
                if task.cancelled():
                    raise Stopped

            written: int
            if scope == "everything":
                written = office.ask(exports.everything, path=path)
            elif scope == "customer":
                assert customer_id is not None
                written = office.ask(exports.customer, customer_id=customer_id, path=path, tr=tr)
            else:
                version = "4.0" if how.key == "vcf4" else "3.0"
                wanted = ids if scope == "ids" else None
                written = office.ask(
                    exports.contacts, path=path, tr=tr, ids=wanted, version=version, progress=tell
                )
            return written

        return work


def _written(ui: Ui, path: Path, count: int) -> None:
    tr = ui.tr
    text = tr.plural(
        "{file}: {number} row written",
        "{file}: {number} rows written",
        count,
        file=path.name,
        number=ui.number(count),
    )
    folder = QUrl.fromLocalFile(str(path.parent))
    ui.say(text, (tr("Open the folder"), partial(QDesktopServices.openUrl, folder)), tone="good")


def _failed(ui: Ui, fault: RapportError) -> None:
    ui.say(fault.text(ui.tr), tone="warning" if isinstance(fault, Stopped) else "bad")
