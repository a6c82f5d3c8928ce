"""Who changed what and when, before and after; a step taken back (rows T1, T2, X5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.errors import RapportError
from app.models.changes import Changes
from app.queries import card as card_queries
from app.queries import history as history_queries
from app.queries.history import FieldChange, HistoryStep, StepDetail
from app.services.history import undo
from app.views.care.compare import FieldRow, Heads, Values
from app.views.care.wording import KIND_NAMES, datum_name, value_text
from app.views.kit.buttons import Button, Kind
from app.views.kit.cells import Cell
from app.views.kit.dialog import Dialog
from app.views.kit.empty import Empty
from app.views.kit.labels import Line, label
from app.views.kit.lazy_table import Column
from app.views.kit.memory import memory_view
from app.views.kit.scroll import Scroll
from app.views.kit.theme import GAP_M, GAP_S, GAP_XL, SMALL
from app.views.kit.ui import Ui
from app.views.kit.words import step_title

if TYPE_CHECKING:
    from app.views.kit.host import Host

#: steps that are read at once; «Earlier» continues
PAGE: Final = 200
#: columns of rows that say nothing to people
_QUIET: Final = frozenset(
    {
        "id",
        "version",
        "customer_id",
        "created_at",
        "updated_at",
        "sort_key",
        "key",
        "uid",
        "state",
        "batch_id",
    }
)


def open_dialog(window: Host, ui: Ui, name: str, *, customer_id: int | None = None, **_what: object) -> None:
    """Show the history of a card, or of the whole database."""
    if name == "history":
        dialog = HistoryDialog(ui, customer_id=customer_id, parent=window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


class HistoryDialog(Dialog):
    """The panel in a window of its own."""

    def __init__(self, ui: Ui, *, customer_id: int | None = None, parent: QWidget | None = None) -> None:
        tr = ui.tr
        title = tr("History of the card") if customer_id is not None else tr("History of changes")
        super().__init__(title, ui.theme, tr, width=760, parent=parent)
        self.panel = HistoryPanel(ui, customer_id=customer_id)
        self.body.addWidget(self.panel, 1)
        self.add_answer(tr("Close"))
        self.resize(1040, 640)


@dataclass(frozen=True)
class _Page:
    steps: Sequence[HistoryStep]
    own: Mapping[str, str]


class HistoryPanel(QWidget):
    """Steps at the left, what the chosen one changed at the right."""

    def __init__(self, ui: Ui, *, customer_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = ui.tr
        self.ui, self.customer_id = ui, customer_id
        self.steps: list[HistoryStep] = []
        self.rows: list[FieldRow] = []
        self._own: Mapping[str, str] = {}
        columns = [
            Column("what", tr("What"), self._what, 240, least=140),
            Column("who", tr("Who"), lambda step: Cell(self._who(step), "secondary"), 100, least=60),
            Column("when", tr("When"), self._when, 108, least=60),
        ]
        self.table, self.view = memory_view(ui.desk, columns, ui.theme, name=tr("Steps"))
        self.view.moved.connect(self._moved)
        self.heads = Heads([tr("Before"), tr("After")], ui.theme)
        self.page = Scroll(gap=0)
        self.said = label(bold=True, wrap=True)
        self.when = label(tone="secondary", size=SMALL)
        self.undo_button = Button(tr("Take this step back"), ui.theme, kind=Kind.PLAIN, icon="undo")
        self.undo_button.clicked.connect(self.take_back)
        self.more_button = Button(tr("Earlier"), ui.theme, kind=Kind.QUIET, icon="more-down")
        self.more_button.clicked.connect(self.read_more)
        self.empty = Empty(
            "history",
            tr("Nothing was changed so far"),
            ui.theme,
            text=tr("Every change will stand here: who, when, before and after."),
        )
        self._build()
        ui.desk.changed.connect(self._changed)
        self.reload()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.more_button, alignment=Qt.AlignmentFlag.AlignHCenter)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(GAP_XL, GAP_S, GAP_S, GAP_M)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.said)
        told.addWidget(self.when)
        top.addLayout(told, 1)
        top.addWidget(self.undo_button, alignment=Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self.heads)
        column.addWidget(self.page, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(left)
        self.split.addWidget(right)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([540, 460])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Line(self.ui.theme))
        outer.addWidget(self.split, 1)
        outer.addWidget(self.empty, 1)
        self.empty.hide()

    # reading

    def reload(self) -> None:
        """Read the newest steps."""
        self._ask(None)

    def read_more(self) -> None:
        """Read earlier steps below those that are there."""
        if self.steps:
            self._ask(self.steps[-1].id)

    def _ask(self, before: int | None) -> None:
        self.ui.desk.ask(
            partial(self._arrived, before),
            _page,
            key="steps",
            owner=self,
            customer_id=self.customer_id,
            before=before,
        )

    def _arrived(self, before: int | None, page: _Page) -> None:
        chosen = self._chosen()
        self._own = page.own
        self.steps = [*(self.steps if before is not None else []), *page.steps]
        self.more_button.setVisible(len(page.steps) == PAGE)
        self.split.setVisible(bool(self.steps))
        self.empty.setVisible(not self.steps)
        self.table.set_rows(self.steps)
        if self.steps:
            was = next((n for n, one in enumerate(self.steps) if chosen and one.id == chosen.id), 0)
            self.view.choose(was)
            self._show()

    def _changed(self, changes: Changes) -> None:
        mine = self.customer_id is None or changes.touches_customer(self.customer_id)
        if mine:
            self.reload()

    # showing

    def _chosen(self) -> HistoryStep | None:
        place = self.view.current_id()
        return self.steps[place] if place is not None and place < len(self.steps) else None

    def _moved(self) -> None:
        self._show()

    def _show(self) -> None:
        step = self._chosen()
        if step is None:
            return
        self.said.setText(step_title(step, self.ui.tr))
        moment = f"{self.ui.day(self.ui.local(step.at).date())}, {self.ui.time(step.at)}"
        state = self.ui.tr("taken back") if step.undone else ""
        self.when.setText(" · ".join(part for part in (self._who(step), moment, state) if part))
        self.undo_button.setVisible(step.kind == "do")
        self.undo_button.setEnabled(not step.undone)
        if step.changes:
            added = Counter(change.kind for change in step.changes if change.op == "+")
            self._list(step.id, StepDetail(step.changes, added))
        else:
            self.ui.desk.ask(
                partial(self._list, step.id),
                history_queries.changes_of,
                key="changes",
                owner=self,
                step_id=step.id,
            )

    def _list(self, step_id: int, detail: StepDetail) -> None:
        step = self._chosen()
        if step is None or step.id != step_id:
            return
        for old in self.rows:
            old.hide()
            self.page.column.removeWidget(old)
            old.deleteLater()
        changes = (change for change in detail.changes if change.op != "+")
        told = [values for change in changes for values in self._values(change)]
        self.rows = [FieldRow(values, self.ui.theme) for values in [*told, *self._added(detail.added)]]
        for row in self.rows:
            self.page.add(row)
        self.page.verticalScrollBar().setValue(0)

    def _added(self, counts: Mapping[str, int]) -> list[Values]:
        """Return what was added, counted by kind."""
        tr = self.ui.tr
        return [
            Values(
                "",
                tr(KIND_NAMES.get(kind, kind)),
                ("", tr("added") if count == 1 else tr("added: {number}", number=self.ui.number(count))),
            )
            for kind, count in counts.items()
        ]

    def _values(self, change: FieldChange) -> list[Values]:
        tr = self.ui.tr
        kind = tr(KIND_NAMES.get(change.kind, change.kind))
        if change.op == "-":
            return [Values("", kind, (self._removed(change.before) or tr("removed"), ""))]
        if change.field in _QUIET - {"state", "customer_id"}:
            return []
        if change.field == "state":
            names = {0: tr("in the list"), 1: tr("in the trash"), 2: tr("being imported"), 3: tr("hidden")}
            return [Values("", kind, (names.get(change.before, ""), names.get(change.after, "")))]
        if change.field == "customer_id":
            return [Values("", kind, (tr("on another card"), tr("on this card")))]
        texts = tuple(value_text(change.field, value, self.ui) for value in (change.before, change.after))
        name = datum_name(change.field, self._own, self.ui)
        return [Values("", name if change.kind == "customers" else f"{kind}: {name}", texts)]

    def _removed(self, before: Any) -> str:
        if not isinstance(before, dict):
            return ""
        parts = [
            value_text(name, value, self.ui)
            for name, value in before.items()
            if name not in _QUIET and isinstance(value, str) and value
        ]
        return ", ".join(parts)

    def _who(self, step: HistoryStep) -> str:
        """Return who did a step; what nobody at work did, such as the sample, the program did itself."""
        return step.person or "Rapport"

    def _what(self, step: HistoryStep) -> Cell:
        return Cell(step_title(step, self.ui.tr), "disabled" if step.undone else "text")

    def _when(self, step: HistoryStep) -> Cell:
        local = self.ui.local(step.at)
        today = local.date() == self.ui.clock.today()
        return Cell(self.ui.time(step.at) if today else self.ui.date(local.date()), "secondary")

    # taking back

    def take_back(self) -> None:
        """Take the chosen step back; where things moved on since, say so and change nothing."""
        step, tr = self._chosen(), self.ui.tr
        if step is None or step.kind != "do" or step.undone:
            return

        def undone(_step: object) -> None:
            self.ui.say(tr("Undone: {what}", what=step_title(step, tr)), tone="good")

        def failed(fault: RapportError) -> None:
            self.ui.say(fault.text(tr), tone="warning")

        self.ui.desk.do(undone, undo, failed=failed, step_id=step.id)


def _page(reading: Any, *, customer_id: int | None, before: int | None) -> _Page:
    if customer_id is None:
        steps = history_queries.all_steps(reading, limit=PAGE, before=before)
    else:
        steps = history_queries.card_history(reading, customer_id=customer_id, limit=PAGE, before=before)
    own = {f"own:{row['id']}": str(row["label"]) for row in card_queries.own_fields(reading)}
    return _Page(steps, own)
