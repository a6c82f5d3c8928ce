"""The tab «Texts»: what there is by language, occasion and tone, and the one in hand with its preview (row R3)."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.queries.greeting_templates import LANGUAGES, SHELVES, TONE_NAMES, TONES, TemplateRow, templates
from app.services import templates as verbs
from app.views.greetings.template_editor import TemplateEditor
from app.views.kit.buttons import Button
from app.views.kit.cells import Cell
from app.views.kit.fields import Check, Combo
from app.views.kit.greetings.text_part import LANGUAGE_NAMES
from app.views.kit.greetings.words import capital
from app.views.kit.labels import Line
from app.views.kit.lazy_table import Column
from app.views.kit.memory import memory_view
from app.views.kit.scroll import Scroll
from app.views.kit.theme import GAP_L, GAP_S, GAP_XL
from app.views.kit.ui import Ui


class TemplatesTab(QWidget):
    """The list at the left, the editor at the right."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, tr = ui, ui.tr
        self.rows: list[TemplateRow] = []
        self._all: list[TemplateRow] = []
        self._new: int | None = None
        self.editor = TemplateEditor(ui)
        self.language = Combo(ui.theme, name=tr("Language"))
        self.language.set_choices(
            [(code, capital(tr(LANGUAGE_NAMES[code]))) for code in LANGUAGES], current=tr.code
        )
        self.language.chosen.connect(lambda _: self.reload())
        self.shelf = Combo(ui.theme, name=tr("Kind of occasion"))
        self.shelf.set_choices(
            [("", tr("All occasions")), *[(key, capital(tr(name))) for key, name in SHELVES.items()]]
        )
        self.shelf.chosen.connect(lambda _: self._list())
        self.tone = Combo(ui.theme, name=tr("Tone"))
        tones = [(tone, capital(tr(TONE_NAMES[tone]))) for tone in TONES]
        self.tone.set_choices([("", tr("All tones")), *tones])
        self.tone.chosen.connect(lambda _: self._list())
        self.hidden = Check(tr("Also those that are not offered"), ui.theme)
        self.hidden.toggled.connect(lambda _: self._list())
        self.add = Button(tr("New text"), ui.theme, icon="plus", key="Ctrl+N")
        self.add.clicked.connect(self.add_new)
        self.table, self.view = memory_view(ui.desk, self._columns(), ui.theme, name=tr("Texts of greetings"))
        self.view.opened.connect(lambda _: self.editor.take_keyboard())
        self.view.moved.connect(self._moved)
        self._lay_out()

    def reload(self) -> None:
        """Read the texts of the language in sight."""
        self.ui.desk.ask(
            self._show,
            templates,
            key="templates",
            owner=self,
            language=str(self.language.currentData()),
            hidden=True,
        )

    def take_keyboard(self) -> None:
        """Put the keyboard into the list."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_new(self) -> bool:
        """Begin a text of the team's own, as a copy of the one in hand (Ctrl+N)."""
        row, tr = self.current(), self.ui.tr
        if row is None:
            return False
        self.ui.desk.do(
            self._added,
            verbs.create,
            owner=self,
            name=tr("Our text"),
            body=row.body,
            subject=row.subject,
            occasion=row.occasion,
            language=row.language,
            tone=row.tone,
        )
        return True

    def current(self) -> TemplateRow | None:
        """Return the chosen text."""
        place = self.view.current_id()
        return self.rows[place] if place is not None and place < len(self.rows) else None

    def _added(self, row_id: int) -> None:
        self._new = row_id
        self._list()

    def _show(self, found: list[TemplateRow]) -> None:
        self._all = found
        self._list()

    def _list(self) -> None:
        tr, before, place = self.ui.tr, self.current(), self.view.current_id()
        shelf, tone = str(self.shelf.currentData() or ""), str(self.tone.currentData() or "")
        rows = [
            row
            for row in self._all
            if shelf in ("", row.occasion)
            and tone in ("", row.tone)
            and (self.hidden.isChecked() or not row.hidden)
        ]
        order = {key: place for place, key in enumerate(SHELVES)}
        rows.sort(key=lambda row: order.get(row.occasion, -1))
        self.rows = rows
        sections = [
            (capital(tr(SHELVES.get(key, "")) or tr("for any occasion")), len(list(some)))
            for key, some in groupby(rows, key=lambda row: row.occasion)
        ]
        self.table.set_rows(rows, sections)
        goal = next((i for i, row in enumerate(rows) if self._new and row.row == self._new), None)
        if goal is not None:
            self._new = None
        elif before is not None:
            goal = next((i for i, row in enumerate(rows) if _same(row, before)), None)
        if rows:
            self.view.choose(goal if goal is not None else min(place or 0, len(rows) - 1))
        self._moved()

    def _moved(self) -> None:
        self.editor.show_template(self.current())

    def _columns(self) -> list[Column]:
        tr = self.ui.tr
        return [
            Column("text", tr("Text"), self._text, 240, least=140, grows=True),
            Column(
                "tone",
                tr("Tone"),
                lambda row: Cell(tr(TONE_NAMES[row.tone]), "secondary"),
                110,
            ),
            Column("mark", tr("Ours"), self._mark, 110),
        ]

    def _text(self, row: TemplateRow) -> Cell:
        said = row.name or row.subject or " ".join(row.body.split())[:80]
        return Cell(said, "secondary" if row.hidden else "text", lead=True)

    def _mark(self, row: TemplateRow) -> Cell:
        tr = self.ui.tr
        if row.hidden:
            return Cell(tr("not offered"), "secondary")
        if not row.key:
            return Cell(tr("our own"), "accent")
        return Cell(tr("rewritten"), "accent") if row.changed else Cell()

    def _lay_out(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_S)
        row.setSpacing(GAP_S)
        for widget in (self.language, self.shelf, self.tone, self.hidden):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.add)
        side = Scroll(gap=0, margin=GAP_L)
        side.add(self.editor)
        whole = QHBoxLayout()
        whole.setSpacing(0)
        whole.addWidget(self.view, 1)
        whole.addWidget(Line(self.ui.theme, upright=True))
        whole.addWidget(side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(Line(self.ui.theme))
        column.addLayout(whole, 1)


def _same(one: TemplateRow, other: TemplateRow) -> bool:
    return one.key == other.key if one.key or other.key else one.row == other.row


def tab(ui: Ui) -> QWidget:
    """Build the tab."""
    return TemplatesTab(ui)
