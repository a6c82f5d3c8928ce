"""The filter bar: text that is typed, a chip per condition, and what else can be filtered by."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.queries.customers import facets
from app.queries.lines import Facets, ListFilter
from app.views.customers.conditions import CONDITIONS, Condition
from app.views.kit.buttons import Button, IconButton, Kind, key_text
from app.views.kit.chips import Chip
from app.views.kit.fields import LineField
from app.views.kit.flow import Flow
from app.views.kit.menu import Entry, menu
from app.views.kit.theme import CONTROL, GAP_L, GAP_M, GAP_S
from app.views.kit.ui import Ui

#: quiet time after a letter before the list is asked, ms
TYPING = 60
_FIELD = 224


class FilterBar(QWidget):
    """Shows a filter and changes it; ``filtered`` carries the new one."""

    filtered = Signal(object)
    #: Down or Enter in the text: the list is wanted
    done = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._filter = ListFilter()
        self._facets: Facets | None = None
        self._chips: dict[str, Chip] = {}
        tr = ui.tr
        self.text = _TextField(
            ui.theme, name=tr("Filter"), hint=tr("Filter"), icon="search", key=key_text("Ctrl+F"), search=True
        )
        self.text.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.add = Button(tr("Filter"), ui.theme, kind=Kind.QUIET, icon="plus")
        self.add.clicked.connect(self.offer)
        self.columns = IconButton("columns", tr("Columns and order"), ui.theme)
        self._flow_box = QWidget()
        self._flow_box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._flow = Flow(self._flow_box)
        self._flow.addWidget(self.text)
        self._flow.addWidget(self.add)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_M, 0, GAP_L - 6, GAP_S)
        row.setSpacing(GAP_S)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._flow_box, 1)
        row.addWidget(self.columns, alignment=top)
        self._pause = QTimer(self, singleShot=True, interval=TYPING)
        self._pause.timeout.connect(self._take_text)
        self.text.textEdited.connect(lambda _: self._pause.start())
        self.text.wanted.connect(self._finish_typing)

    @property
    def filter(self) -> ListFilter:
        """The filter as it stands."""
        return self._filter

    def set_filter(self, filter_: ListFilter) -> None:
        """Show ``filter_``, without a signal."""
        self._pause.stop()
        self._filter = filter_
        if self.text.text() != filter_.text:
            self.text.setText(filter_.text)
        self._show_chips()
        if filter_.people and self._facets is None:
            self._with_facets(self._show_chips)

    def forget_counts(self) -> None:
        """Read the values offered anew the next time: customers changed."""
        self._facets = None

    def type(self, letters: str) -> None:
        """Begin to type, as if the keyboard had been here."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.setText(self.text.text() + letters)
        self._pause.start()

    def offer(self) -> None:
        """Open the menu of conditions."""
        tr = self._ui.tr
        entries = [
            Entry(tr(condition.title), partial(self.open_picker, condition), icon=condition.icon)
            for condition in CONDITIONS
        ]
        clear = Entry(tr("Clear the filter"), self.clear, icon="x", enabled=not self._filter.empty())
        menu(self._ui.theme, self, entries, [clear]).under(self.add)

    def open_picker(self, condition: Condition) -> None:
        """Let the user choose values of ``condition``, when their counts are there."""
        self._with_facets(partial(self._pick, condition))

    def clear(self) -> None:
        """Take every condition away."""
        self.change(ListFilter())

    def change(self, filter_: ListFilter) -> None:
        """Show ``filter_`` and say so."""
        if filter_ != self._filter:
            self.set_filter(filter_)
            self.filtered.emit(filter_)

    def _pick(self, condition: Condition) -> None:
        tr = self._ui.tr
        from app.views.customers.picker import Picker  # noqa: PLC0415 - Qt's names for it are many

        picker = Picker(
            self._ui,
            tr(condition.title),
            condition.options(self._facets or Facets(), tr),
            current=condition.read(self._filter),
            single=condition.single,
            parent=self,
        )
        picker.chosen.connect(lambda values: self.change(condition.write(self._filter, values)))
        picker.under(self._chips.get(condition.key, self.add))

    def _with_facets(self, then: object) -> None:
        assert callable(then)
        if self._facets is not None:
            then()
            return

        def answer(found: Facets) -> None:
            self._facets = found
            then()

        self._ui.desk.ask(answer, facets, key="facets", owner=self)

    def _show_chips(self) -> None:
        tr = self._ui.tr
        known = self._facets or Facets()
        labels = {c.key: (c, c.label(self._filter, known, tr)) for c in CONDITIONS}
        if self._filter.ids:
            count = len(self._filter.ids)
            labels["ids"] = (_IDS, tr.plural("{count} chosen customer", "{count} chosen customers", count))
        for key in list(self._chips):
            if not labels.get(key, (None, ""))[1]:
                chip = self._chips.pop(key)
                self._flow.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
        for key, (condition, text) in labels.items():
            if text and key in self._chips:
                self._chips[key].set_label(text)
            elif text:
                self._chips[key] = self._chip(condition, text)
        self._flow.invalidate()

    def _chip(self, condition: Condition, text: str) -> Chip:
        chip = Chip(text, self._ui.theme, self._ui.tr, parent=self._flow_box)
        chip.removed.connect(lambda: self.change(condition.cleared(self._filter)))
        if condition is not _IDS:
            chip.clicked.connect(partial(self.open_picker, condition))
        self._flow.insert(self._flow.count() - 1, chip)
        chip.show()
        return chip

    def _take_text(self) -> None:
        text = self.text.text()
        if text.strip() != self._filter.text.strip():
            self._filter = replace(self._filter, text=text)
            self.filtered.emit(self._filter)

    def _finish_typing(self) -> None:
        self._pause.stop()
        self._take_text()
        self.done.emit()


class _TextField(LineField):
    """The line to type in; Down and Enter lead to the list."""

    wanted = Signal()

    def sizeHint(self) -> QSize:
        return QSize(_FIELD, CONTROL)

    def keyPressEvent(self, event: object) -> None:
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys:  # type: ignore[attr-defined]  # Qt's own event, handed on
            self.wanted.emit()
            return
        super().keyPressEvent(event)  # type: ignore[arg-type]  # as above


#: customers chosen elsewhere, such as those behind a bar of a chart
_IDS = Condition(
    "ids",
    "",
    "list",
    lambda _facets, _tr: [],
    lambda filter_: filter_.ids,
    lambda filter_, values: replace(filter_, ids=tuple(values)),
)
