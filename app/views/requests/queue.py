"""The queue: filters above, the list, and the chosen request whole beside it (row I3)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.queries import requests as reads
from app.queries.requests import Asked, Detail, Queue, Request
from app.services.interactions import KINDS
from app.views.kit.chips import Chip
from app.views.kit.empty import Empty
from app.views.kit.fields import Combo, LineField
from app.views.kit.labels import Line, label
from app.views.kit.tabs import Shape, Tab, Tabs
from app.views.kit.theme import GAP_S, GAP_XL, SMALL
from app.views.kit.throttle import Throttle
from app.views.kit.ui import Ui
from app.views.requests.deeds import Deeds
from app.views.requests.rows import Rows
from app.views.requests.side import Side
from app.views.requests.words import OWNERLESS, REQUEST_KEYS, capital, kind_name, request_face

#: classes as they are chosen among, the empty one last
_CLASSES = ("VIP", "A", "B", "C", "D", "")


class QueuePage(QWidget):
    """Late ones first, then who has waited longest."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui, tr = ui, ui.tr
        self.asked = Asked()
        self.found: Queue | None = None
        self._cell = ""
        self._wanted = 0
        self.whose = Tabs([], ui.theme, tr, shape=Shape.SEGMENT)
        self.state = Tabs([], ui.theme, tr, shape=Shape.SEGMENT)
        self.whose.setAccessibleName(tr("Whose requests"))
        self.state.setAccessibleName(tr("Waiting or answered"))
        self.cell = Chip("", ui.theme, tr)
        self.kind = Combo(ui.theme, name=tr("Kind"))
        self.class_ = Combo(ui.theme, name=tr("Class"))
        self.person = Combo(ui.theme, name=tr("Who sees to it"))
        self.search = LineField(
            ui.theme, name=tr("Search in requests"), hint=tr("Name or words"), icon="search", search=True
        )
        self.rows = Rows(ui, tr("Requests"), REQUEST_KEYS)
        self.side = Side(ui)
        self.deeds = Deeds(ui, self)
        self.foot = label(tone="secondary", size=SMALL)
        self.empty = Empty("inbox", tr("Nobody waits for an answer"), ui.theme, text=_hint(ui))
        self.nothing = Empty(
            "search", tr("No such requests"), ui.theme, text=tr("Other filters may find some.")
        )
        self._fill()
        self._lay_out()
        self._connect()

    # --- what the room asks

    def reload(self) -> None:
        """Read the queue anew."""
        self.ui.desk.ask(self._show, reads.queue, key="queue", owner=self, asked=self.asked)

    def ask_for(self, asked: Asked, cell: str = "") -> None:
        """Show other requests; ``cell`` names those behind a cell of the response times."""
        self.asked, self._cell = asked, cell
        self._state_filters()
        self.rows.table.show([])
        self.reload()

    def show_request(self, row_id: int) -> None:
        """Choose a request once it is at hand."""
        self._wanted = row_id
        self.reload()

    def arrive(self) -> None:
        """Put the keyboard on the list."""
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> bool:
        """Leave a cell of the response times, or the search."""
        if self._cell or self.search.text():
            self.search.clear()
            self.ask_for(Asked())
            return True
        return False

    # --- showing

    def _show(self, found: Queue) -> None:
        self.found = found
        self.deeds.people = found.people
        self._people(found)
        self._counts(found)
        faces = [request_face(one, self.ui) for one in found.rows]
        self._pages.setCurrentWidget(self.rows if faces else self.nothing if self._filtered else self.empty)
        self.rows.show_faces(faces, choose=self._wanted)
        self._wanted = 0
        more = found.total - len(found.rows)
        tr = self.ui.tr
        self.foot.setText(tr("and {count} more; a filter or words find them", count=more) if more else "")
        self.foot.setVisible(bool(more))
        if faces:
            self._look(self.rows.current)
        else:
            self.side.show_detail(None)

    @property
    def _filtered(self) -> bool:
        return self.asked != Asked()

    def _look(self, row_id: int) -> None:
        if not row_id:
            self.side.show_detail(None)
            return
        self.ui.desk.ask(
            self._detail,
            reads.detail,
            key="detail",
            owner=self,
            failed=lambda _: self.side.show_detail(None),
            row_id=row_id,
            language=self.ui.tr.code,
        )

    def _detail(self, detail: Detail) -> None:
        if detail.request.id == self.rows.current:
            self.side.show_detail(detail)

    def _counts(self, found: Queue) -> None:
        ui, tr = self.ui, self.ui.tr
        mine = ui.number(found.mine) if found.mine else ""
        self.whose.set_tabs([Tab("all", tr("Everybody's")), Tab("mine", tr("Mine"), mine)])
        count = ui.number(found.waiting) if found.waiting else ""
        self.state.set_tabs([Tab("open", tr("Waiting"), count), Tab("answered", tr("Answered"))])
        self._state_filters()

    def _people(self, found: Queue) -> None:
        choices: list[tuple[object, str]] = [(0, self.ui.tr("Whoever sees to it"))]
        self.person.set_choices([*choices, *found.people], current=self.asked.person or 0)
        self.person.setVisible(len(found.people) > 1)
        self.whose.setVisible(len(found.people) > 1 and not self._cell)

    def _state_filters(self) -> None:
        self.whose.choose("mine" if self.asked.mine else "all")
        self.state.choose("answered" if self.asked.answered else "open")
        self.cell.set_label(self._cell)
        self.cell.setVisible(bool(self._cell))
        self.state.setVisible(not self._cell)
        self.whose.setVisible(not self._cell and self.found is not None and len(self.found.people) > 1)
        for combo, value in ((self.kind, self.asked.kind), (self.person, self.asked.person or 0)):
            combo.blockSignals(True)
            combo.choose(value)
            combo.blockSignals(False)
        self.class_.blockSignals(True)
        self.class_.choose("*" if self.asked.class_ is None else self.asked.class_)
        self.class_.blockSignals(False)

    # --- doing

    def act(self, name: str, widget: QWidget | None = None) -> None:
        """Do something with the chosen request."""
        request = self.current
        if request is not None:
            at = widget or self.side.buttons.get(name) or self.rows
            self.deeds.do(name, request, at)

    @property
    def current(self) -> Request | None:
        """The chosen request."""
        row_id = self.rows.current
        return next((one for one in self.found.rows if one.id == row_id), None) if self.found else None

    def _acted(self, name: str, widget: QWidget) -> None:
        detail = self.side.detail
        if name == "feedback" and detail is not None:
            self.ui.go("requests", tab="feedback", feedback_id=detail.feedback[0][0])
        else:
            self.act(name, widget)

    def _menu(self, at: QPoint) -> None:
        if self.current is not None:
            self.deeds.menu(self.current).popup(at)

    def _ask(self, **values: Any) -> None:
        self.asked = replace(self.asked, **values)
        self.reload()

    def _connect(self) -> None:
        again = Throttle(lambda: self._ask(text=self.search.text().strip()), interval=120, parent=self)
        self.search.textChanged.connect(lambda _: again())
        self.search.returnPressed.connect(self.arrive)
        self.whose.chosen.connect(lambda key: self._ask(mine=key == "mine"))
        self.state.chosen.connect(lambda key: self._ask(answered=key == "answered"))
        self.cell.removed.connect(self.back)
        self.kind.activated.connect(lambda _: self._ask(kind=self.kind.currentData() or ""))
        self.class_.activated.connect(self._class)
        self.person.activated.connect(lambda _: self._ask(person=self.person.currentData() or None))
        self.rows.chosen.connect(self._look)
        self.rows.opened.connect(lambda: self.act("card"))
        self.rows.acted.connect(self.act)
        self.rows.menu_wanted.connect(self._menu)
        self.side.acted.connect(self._acted)

    def _class(self, _index: int) -> None:
        chosen = self.class_.currentData()
        self._ask(class_=None if chosen == "*" else chosen)

    # --- layout

    def _fill(self) -> None:
        tr = self.ui.tr
        self.kind.set_choices(
            [("", tr("Any kind")), *((kind, capital(kind_name(kind, self.ui))) for kind in KINDS)], current=""
        )
        words = {"": tr("no class")}
        self.class_.set_choices(
            [("*", tr("Any class")), *((one, words.get(one, one)) for one in _CLASSES)], current="*"
        )
        self.person.set_choices([(0, tr("Whoever sees to it"))], current=0)
        self.whose.set_tabs([Tab("all", tr("Everybody's")), Tab("mine", tr("Mine"))])
        self.state.set_tabs([Tab("open", tr("Waiting")), Tab("answered", tr("Answered"))])
        self.whose.hide()
        self.person.hide()
        self.cell.hide()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_S)
        bar.setSpacing(GAP_S)
        for widget in (self.cell, self.state, self.whose, self.kind, self.class_, self.person):
            bar.addWidget(widget)
        bar.addWidget(self.search, 1)
        whole.addLayout(bar)
        whole.addWidget(Line(self.ui.theme))
        row = QHBoxLayout()
        row.setSpacing(0)
        self._pages = QStackedWidget()
        for page in (self.rows, self.empty, self.nothing):
            self._pages.addWidget(page)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._pages, 1)
        self.foot.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_S)
        self.foot.hide()
        left.addWidget(self.foot)
        row.addLayout(left, 1)
        row.addWidget(Line(self.ui.theme, upright=True))
        row.addWidget(self.side)
        whole.addLayout(row, 1)


def _hint(ui: Ui) -> str:
    return ui.tr(
        "Incoming calls, letters and messages that ask for something gather here, and the clock runs in working hours."
    )


def cell_text(name: str, month: dt.date | None, ui: Ui) -> str:
    """Return what a cell of the response times holds: “Anna Orlova, November 2026”."""
    who = name or ui.tr(OWNERLESS)
    when = ui.locale.toString(month, "MMMM yyyy") if month else ui.tr("12 months")  # type: ignore[call-overload]
    return f"{who}, {when}"
