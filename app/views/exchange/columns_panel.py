"""The step «Columns»: how a file is read, where its columns go, and how its first contacts then read."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.exchange.contacts import ContactRecord
from app.exchange.encodings import CHOICES
from app.exchange.mapping import Mapping
from app.language import Translator
from app.views.exchange.columns import ColumnsTable, ColumnsView
from app.views.exchange.files import ImportFile, Looked, Reading, raw_name
from app.views.exchange.said import record_lines
from app.views.kit.elide import ElidedLabel
from app.views.kit.empty import Empty
from app.views.kit.fields import Check, Combo
from app.views.kit.labels import Line, label
from app.views.kit.scroll import Scroll
from app.views.kit.theme import GAP_L, GAP_M, GAP_S, GAP_XL, GAP_XS, SMALL, Theme


class ColumnsPanel(QWidget):
    """Shows one file of the import; every change is told and read anew at once."""

    #: the file is to be read in another way
    wished = Signal(object)
    #: whether the columns are to be remembered
    remembering = Signal(bool)

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._tr = theme, tr
        self._file: ImportFile | None = None
        self.encoding = Combo(theme, name=tr("Encoding"))
        self.sheet = Combo(theme, name=tr("Sheet"))
        self.kind = Combo(theme, name=tr("Rows without a kind are"))
        self.dates = Combo(theme, name=tr("Dates"))
        self.remember = Check(tr("Remember for files with these columns"), theme)
        self.remember.toggled.connect(self.remembering)
        self.note = label(tone="secondary", size=SMALL)
        self.table = ColumnsTable(tr, self)
        self.view = ColumnsView(self.table, theme, tr)
        self.first = FirstContacts(theme, tr)
        self._captions: dict[Combo, QWidget] = {}
        self._pages = QStackedWidget()
        self._build()
        self.encoding.chosen.connect(lambda name: self._wish(encoding=str(name), mapping=None))
        self.sheet.chosen.connect(lambda name: self._wish(sheet=str(name), mapping=None))
        self.kind.chosen.connect(lambda kind: self._wish_mapping(kind=str(kind)))
        self.dates.chosen.connect(lambda first: self._wish_mapping(month_first=bool(first)))
        self.table.sent.connect(self._send)
        self.table.labelled.connect(self._label)

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(GAP_XL, GAP_M, GAP_XL, GAP_M)
        bar.setSpacing(GAP_S)
        for combo in (self.encoding, self.sheet, self.kind, self.dates):
            caption = label(combo.accessibleName(), tone="secondary", size=SMALL)
            self._captions[combo] = caption
            bar.addWidget(caption)
            bar.addWidget(combo)
            bar.addSpacing(GAP_S)
        bar.addStretch(1)
        bar.addWidget(self.note)
        tables = QWidget()
        column = QVBoxLayout(tables)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(Line(self._theme))
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_XL - 3, GAP_S, GAP_XL, GAP_S)
        foot.addWidget(self.remember)
        foot.addStretch(1)
        column.addLayout(foot)
        self._plain = Empty(
            "id",
            self._tr("Nothing to choose here"),
            self._theme,
            text=self._tr("vCards say by themselves what is what. At the right is how the first ones read."),
        )
        self._pages.addWidget(tables)
        self._pages.addWidget(self._plain)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._pages)
        split.addWidget(self.first)
        split.setStretchFactor(0, 1)
        split.setSizes([700, 340])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(bar)
        outer.addWidget(Line(self._theme))
        outer.addWidget(split, 1)

    def show_file(self, file: ImportFile, *, remember: bool) -> None:
        """Show a file that was looked at."""
        looked, mapping = file.looked, file.mapping
        if looked is None or mapping is None:
            return
        self._file = file
        tr = self._tr
        textual = bool(looked.encoding)
        self._offer(self.encoding, self._encodings(looked), file.reading.encoding, seen=textual)
        sheets = [(name, name) for name in looked.sheets]
        self._offer(self.sheet, sheets, file.reading.sheet, seen=len(sheets) > 1)
        kinds = [("", tr("people, or told by their columns")), ("organisation", tr("organisations"))]
        self._offer(self.kind, kinds, mapping.kind, seen=looked.table)
        dates = [(False, tr("day first, 31.12.")), (True, tr("month first, 12/31"))]
        dated = any(c.target.partition(".")[0] in {"birth", "date"} for c in mapping.columns)
        self._offer(self.dates, dates, mapping.month_first, seen=looked.table and dated)
        self.note.setText(tr("These columns were remembered") if looked.remembered else "")
        was = self.remember.blockSignals(True)
        self.remember.setChecked(remember)
        self.remember.blockSignals(was)
        self.remember.setVisible(bool(looked.header))
        self._pages.setCurrentIndex(0 if looked.table else 1)
        self.table.show(mapping, looked.sample, file.own)
        if looked.table and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.table.index(0, 2))
        self.first.show_records(looked.records)

    def _encodings(self, looked: Looked) -> list[tuple[object, str]]:
        found = self._tr("{name}, recognised", name=looked.encoding.upper())
        if self._file and self._file.reading.encoding:
            found = self._tr("as recognised")
        return [("", found), *((name, name.upper()) for name in CHOICES)]

    def _offer(
        self,
        combo: Combo,
        choices: list[tuple[object, str]] | list[tuple[str, str]] | list[tuple[bool, str]],
        now: object,
        *,
        seen: bool,
    ) -> None:
        combo.set_choices(list(choices), current=now)
        combo.setVisible(seen)
        self._captions[combo].setVisible(seen)
        combo.updateGeometry()

    def _wish(self, **changes: object) -> None:
        if self._file is not None:
            self.wished.emit(replace(self._file.reading, **changes))  # type: ignore[arg-type]  # fields of Reading

    def _wish_mapping(self, **changes: object) -> None:
        if self._file is not None and self._file.mapping is not None:
            self._change(replace(self._file.mapping, **changes))  # type: ignore[arg-type]  # fields of Mapping

    def _send(self, column: int, target: str) -> None:
        if self._file is not None and self._file.mapping is not None:
            self._change(self._file.mapping.with_target(column, target))

    def _label(self, column: int, text: str) -> None:
        if self._file is None or self._file.mapping is None:
            return
        found = next(one for one in self._file.mapping.columns if one.index == column)
        if found.target == "own":
            name = raw_name(found)
            self._file.own = {key: value for key, value in self._file.own.items() if key != name}
            if text:
                self._file.own[name] = text
            self._change(self._file.mapping)
            return
        columns = tuple(
            replace(one, label=text) if one.index == column else one for one in self._file.mapping.columns
        )
        self._change(replace(self._file.mapping, columns=columns))

    def _change(self, mapping: Mapping) -> None:
        if self._file is not None:
            self._file.changed = True
            self.wished.emit(Reading(self._file.reading.encoding, self._file.reading.sheet, mapping))


class FirstContacts(QWidget):
    """How the first contacts of the file read, live."""

    def __init__(self, theme: Theme, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self.setMinimumWidth(240)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = label(tr("How the first contacts read"), tone="secondary", size=SMALL)
        head.setContentsMargins(GAP_L, GAP_S, GAP_L, GAP_S)
        column.addWidget(head)
        column.addWidget(Line(theme))
        self._scroll = Scroll(gap=GAP_L, margin=GAP_L)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scroll.setAccessibleName(tr("How the first contacts read"))
        column.addWidget(self._scroll, 1)
        self.texts: list[str] = []

    def show_records(self, records: tuple[ContactRecord, ...]) -> None:
        """Show other contacts."""
        while (item := self._scroll.column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.texts = []
        for record in records:
            self._scroll.add(self._block(record))
        if not records:
            self._scroll.add(label(self._tr("No contact was found so far."), tone="secondary", wrap=True))

    def _block(self, record: ContactRecord) -> QWidget:
        block = QWidget()
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(GAP_XS)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, 88)
        title = record.title or self._tr("(without a name)")
        grid.addWidget(ElidedLabel(title, bold=True), 0, 0, 1, 2)
        self.texts.append(title)
        for row, (caption, value) in enumerate(record_lines(record, self._tr), start=1):
            said = ElidedLabel(caption, tone="secondary", size=SMALL)
            said.setMaximumWidth(112)
            grid.addWidget(said, row, 0)
            grid.addWidget(ElidedLabel(value), row, 1)
            self.texts.append(f"{caption}: {value}")
        return block
