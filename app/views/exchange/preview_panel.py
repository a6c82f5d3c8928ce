"""The step «Preview»: what would be created, joined and skipped, why, and what is in doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.importing import Counted, ImportPlan, Verdict
from app.views.exchange import said
from app.views.exchange.files import Batch
from app.views.kit.buttons import Link
from app.views.kit.cells import Cell
from app.views.kit.elide import ElidedLabel
from app.views.kit.labels import Line, label
from app.views.kit.lazy_table import Column
from app.views.kit.memory import memory_view
from app.views.kit.tabs import Tab, Tabs
from app.views.kit.theme import GAP_L, GAP_S, GAP_XL, SMALL
from app.views.kit.ui import Ui


class PreviewPanel(QWidget):
    """Tabs with counts over one list; Enter on a joined row opens the customer."""

    #: problems are to be written to a file
    save_asked = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._batch: Batch | None = None
        self._rows: Sequence[Any] = ()
        self.tabs = Tabs([], ui.theme, ui.tr)
        self.tabs.chosen.connect(lambda _: self._show())
        self.table, self.view = memory_view(
            ui.desk, self._columns(many=False), ui.theme, name=ui.tr("What would happen")
        )
        self.view.opened.connect(self._open)
        self.totals = ElidedLabel(tone="secondary", size=SMALL)
        self.save = Link(ui.tr("Save the problems as CSV…"), ui.theme, size=SMALL)
        self.save.clicked.connect(self.save_asked)
        self.faults = label(tone="bad", wrap=True)
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(GAP_XL, GAP_S, GAP_XL, 0)
        head.addWidget(self.tabs, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_L, GAP_S, GAP_XL, GAP_S)
        foot.addWidget(self.totals, 1)
        foot.addWidget(self.save)
        self.faults.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_S)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.faults)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addWidget(Line(self.ui.theme))
        column.addLayout(foot)

    def show_batch(self, batch: Batch) -> None:
        """Show what an import would do, or did."""
        plan = batch.plan
        if plan is None:
            return
        self._batch = batch
        tr, number = self.ui.tr, self.ui.number
        doubts = sum(len(each.problems) for each in plan.files)
        same = plan.merged - plan.joined
        tabs = [
            Tab("all", tr("All"), number(plan.read)),
            Tab("create", tr("Created"), number(plan.created)),
            Tab("join", tr("Joined"), number(plan.joined)),
            Tab("same", tr("Nothing new"), number(same)),
            Tab("skip", tr("Skipped"), number(plan.skipped)),
            Tab("problems", tr("In doubt"), number(doubts)),
            Tab("likes", tr("Perhaps the same"), number(len(plan.likes)) + ("+" if plan.more_likes else "")),
            Tab("files", tr("Files"), number(len(plan.files))),
        ]
        counts = {"create": plan.created, "join": plan.joined, "same": same, "skip": plan.skipped}
        counts |= {"all": 1, "problems": doubts, "likes": len(plan.likes)}
        counts["files"] = len(plan.files) > 1
        self.tabs.set_tabs([tab for tab in tabs if counts[tab.key]])
        self._say_totals(plan)
        self.save.setVisible(bool(doubts))
        self.faults.setText("\n".join(fault.text(tr) for _, fault in batch.faults))
        self.faults.setVisible(bool(batch.faults))
        self._show()

    def _say_totals(self, plan: ImportPlan) -> None:
        """Account for every row; under a list of pairs that was cut off say where the others are found."""
        tr = self.ui.tr
        cut = plan.more_likes and self.tabs.current == "likes"
        more = tr(
            "There are more pairs: after the import, “Look through everything” in Duplicates finds them."
        )
        self.totals.setText(more if cut else said.totals(plan, tr, self.ui.number))

    def show_tab(self, key: str) -> None:
        """Choose a tab by its key."""
        self.tabs.choose(key)
        self._show()

    @property
    def rows(self) -> Sequence[Any]:
        """What the list shows now."""
        return self._rows

    def _show(self) -> None:
        batch = self._batch
        if batch is None or batch.plan is None:
            return
        many = len(batch.plan.files) > 1
        key = self.tabs.current
        self._say_totals(batch.plan)
        columns = self._doubts(many=many) if key == "problems" else self._columns(many=many)
        if key == "likes":
            columns = self._likes()
        elif key == "files":
            columns = self._counts()
        self._rows = self._chosen(batch, batch.plan, key)
        self.table.set_rows(())
        self.table.set_columns(columns)
        self.view.arrange([column.width for column in columns])
        self.table.set_rows(self._rows)
        if self._rows:
            self.view.setCurrentIndex(self.table.index(0, 0))
            self.view.scrollToTop()

    def _chosen(self, batch: Batch, plan: ImportPlan, key: str) -> Sequence[Any]:
        if key == "files":
            return plan.files
        if key == "problems":
            return said.problems(plan, self.ui.tr)
        if key == "likes":
            return said.likes(batch, self.ui.tr)
        verdicts = {
            "create": Verdict.CREATE,
            "join": Verdict.JOIN,
            "same": Verdict.JOIN,
            "skip": Verdict.SKIP,
        }
        return said.rows(batch, verdicts.get(key), self.ui.tr, same=key == "same")

    def _columns(self, *, many: bool) -> list[Column]:
        tr = self.ui.tr
        tones = {
            tr(text): tone
            for (_, text), tone in zip(said.VERDICTS.items(), ("good", "accent", "warning"), strict=True)
        }
        tones[tr(said.SAME)] = "secondary"
        made = [
            Column("title", tr("Contact"), lambda row: Cell(row.title, lead=True), 280, least=160),
            Column("what", tr("Becomes"), lambda row: Cell(row.verdict, tones.get(row.verdict, "text")), 100),
            Column("why", tr("Why"), lambda row: Cell(row.why, "secondary"), 340, least=120),
            Column("line", tr("Row"), lambda row: Cell(self._line(row), "secondary"), 64, right=True),
        ]
        return [*made, self._file()] if many else made

    def _doubts(self, *, many: bool) -> list[Column]:
        tr = self.ui.tr
        made = [
            Column("title", tr("What is in doubt"), lambda row: Cell(row.title), 700, least=240),
            Column("line", tr("Row"), lambda row: Cell(self._line(row), "secondary"), 64, right=True),
        ]
        return [*made, self._file()] if many else made

    def _likes(self) -> list[Column]:
        tr = self.ui.tr
        return [
            Column(
                "title", tr("Goes to the review list"), lambda row: Cell(row.title, lead=True), 500, least=240
            ),
            Column("why", tr("Why"), lambda row: Cell(row.why, "secondary"), 360, least=120),
        ]

    def _counts(self) -> list[Column]:
        tr = self.ui.tr

        def figure(key: str, title: str, count: Callable[[Counted], int]) -> Column:
            def cell(each: Counted) -> Cell:
                return Cell(self.ui.number(count(each)), "text" if count(each) else "disabled")

            return Column(key, title, cell, 104, right=True)

        return [
            Column("file", tr("File"), lambda each: Cell(each.file, lead=True), 320, least=160),
            figure("read", tr("Read"), lambda each: each.read),
            figure("created", tr("Created"), lambda each: each.created),
            figure("joined", tr("Joined"), lambda each: each.joined),
            figure("same", tr("Nothing new"), lambda each: each.same),
            figure("skipped", tr("Skipped"), lambda each: each.skipped),
            figure("doubts", tr("In doubt"), lambda each: len(each.problems)),
        ]

    def _file(self) -> Column:
        return Column("file", self.ui.tr("File"), lambda row: Cell(row.file, "secondary"), 200)

    def _line(self, row: said.Row) -> str:
        return self.ui.number(row.line) if row.line else ""

    def _open(self, place: int) -> None:
        row = self._rows[place] if 0 <= place < len(self._rows) else None
        if isinstance(row, said.Row) and row.customer_id is not None:
            self.ui.go("customers", customer_id=row.customer_id)
