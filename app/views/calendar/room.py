"""The Calendar room: month, week, day and agenda, and the chosen day beside them (row R4)."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.queries.calendar import CalendarEntry, CalendarSpan, OccasionGroup
from app.queries.spreading import Proposal, propose
from app.views.calendar import look as reading
from app.views.calendar.agenda import AgendaView
from app.views.calendar.deeds import Deeds
from app.views.calendar.event import Event
from app.views.calendar.leave import LeaveForm
from app.views.calendar.legend import Legend, Shown
from app.views.calendar.look import DayLook, Look
from app.views.calendar.month import MonthView
from app.views.calendar.paper import show_paper
from app.views.calendar.side import Side
from app.views.calendar.title import Title
from app.views.calendar.week import WeekView
from app.views.calendar.words import AGENDA, DAY, MONTH, WEEK, month_title, span_title
from app.views.kit.buttons import Button, IconButton, Kind, key_text
from app.views.kit.labels import Line
from app.views.kit.menu import Entry, menu
from app.views.kit.month import MonthPicker, month_later
from app.views.kit.room import Room
from app.views.kit.tabs import Shape, Tab, Tabs
from app.views.kit.theme import GAP_S, GAP_XL, GAP_XS
from app.views.kit.ui import Ui

#: width of the day beside the calendar, px; less in a small window
_SIDE, _SIDE_LEAST = 316, 284
_ROOMY = 1200


class CalendarRoom(Room):
    """One span of days at a time, with a cursor on a day and perhaps on an entry."""

    kinds = (
        "followups",
        "customers",
        "personal_dates",
        "relatives",
        "greetings",
        "gifts",
        "people",
        "leaves",
        "terms",
    )

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        tr = ui.tr
        self.day = ui.clock.today()
        self.view = MONTH
        self.span: CalendarSpan | None = None
        self._shown: tuple[str, tuple[dt.date, dt.date]] | None = None
        self.title = Title(ui.theme)
        self.title.setToolTip(f"{tr('Go to a date')}  {key_text('Ctrl+G')}")
        self.before = IconButton("chevron-left", tr("Earlier"), ui.theme)
        self.today = Button(tr("Today"), ui.theme)
        self.after = IconButton("chevron-right", tr("Later"), ui.theme)
        self.views = Tabs(
            [
                Tab(MONTH, tr("Month")),
                Tab(WEEK, tr("Week")),
                Tab(DAY, tr("Day")),
                Tab(AGENDA, tr("Agenda")),
            ],
            ui.theme,
            tr,
            shape=Shape.SEGMENT,
        )
        self.views.setAccessibleName(tr("View of the calendar"))
        self.add = Button(tr("Event"), ui.theme, kind=Kind.PRIMARY, icon="plus")
        self.more = IconButton("more", tr("More"), ui.theme)
        self.legend = Legend(ui)
        self.month, self.week, self.one_day, self.agenda = (
            MonthView(ui),
            WeekView(ui),
            WeekView(ui, days=1),
            AgendaView(ui),
        )
        self._by_key: dict[str, Any] = {
            MONTH: self.month,
            WEEK: self.week,
            DAY: self.one_day,
            AGENDA: self.agenda,
        }
        self.stack = QStackedWidget()
        self.side = Side(ui)
        self.deeds = Deeds(ui, self)
        for view in self._by_key.values():
            self.stack.addWidget(view)
        self._lay_out()
        self._connect()

    # --- what the window asks

    def place(self) -> dict[str, object]:
        return {"view": self.view, "day": self.day.isoformat(), "shown": self.legend.shown}

    def open(self, **what: object) -> None:
        """Show ``day`` (a date or its ISO form) in ``view``, filtered by ``shown``; with ``spread`` level it."""
        day = what.get("day")
        if isinstance(day, str):
            day = dt.date.fromisoformat(day)
        if isinstance(day, dt.date):
            self.day = day
        shown = what.get("shown")
        if isinstance(shown, Shown):
            self.legend.show_filter(shown)
        if what.get("spread"):
            self._ask_spread(self.day, self.day)
        view = what.get("view")
        if view in self._by_key:
            self.views.choose(str(view))
            self._choose_view(str(view))
        else:
            self.refresh()

    def arrive(self) -> None:
        self._current.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_new(self) -> bool:
        self._new(self.day)
        return True

    def back(self) -> bool:
        if self._current.let_go():
            return True
        if self._current.thing is None:
            return False
        self._current.choose(None)
        self.side.show_thing(None)
        return True

    def reload(self) -> None:
        self.legend.begin_with(self.ui.desk.office.person_id)
        start, end = self._current.range_of(self.day)
        self.ui.desk.ask(
            self._show,
            reading.look,
            key="look",
            owner=self,
            start=start,
            end=end,
            day=self.day,
            shown=self.legend.shown,
            listed=self.view == AGENDA,
            language=self.ui.tr.code,
        )

    # --- showing

    @property
    def settled(self) -> bool:
        """Whether what is shown is what was asked for last."""
        return self._shown == (self.view, self._current.range_of(self.day))

    @property
    def _current(self) -> Any:
        return self._by_key[self.view]

    def _show(self, found: Look) -> None:
        if self._current in (self.week, self.one_day):
            hours = found.panel.panel.hours or ((540, 1080),)
            self._current.show_span(found.span, self.day, hours, found.running)
        elif self._current is self.agenda:
            self.agenda.show_span(found.span, self.day, found.late, nothing=found.empty)
        else:
            self._current.show_span(found.span, self.day)
        self.span = found.span
        self._shown = (self.view, self._current.range_of(self.day))
        self.legend.show_counts(found.span)
        self.legend.show_people(found.people)
        self._title()
        self._show_panel(found.panel)

    def _show_panel(self, panel: DayLook) -> None:
        people = self.legend.shown.people
        self.side.person = next(iter(people)) if len(people) == 1 else None
        self.side.show_day(panel)
        self.side.show_thing(self._current.thing)

    def _title(self) -> None:
        start, end = self._current.range_of(self.day)
        self.title.set_label(
            month_title(self.day, self.ui) if self.view == MONTH else span_title(start, end, self.ui)
        )

    def _choose_view(self, key: str) -> None:
        self.view = key
        self.agenda.begin_at(self.day)
        self.stack.setCurrentWidget(self._current)
        self._title()
        self.refresh()
        self.arrive()

    def _go(self, day: dt.date) -> None:
        """Put the cursor on ``day``; read anew where it is not in sight."""
        self.day = day
        if not self.settled:
            self.refresh()
            return
        self.ui.desk.ask(
            self._show_panel,
            reading.panel,
            key="panel",
            owner=self,
            day=day,
            shown=self.legend.shown,
            language=self.ui.tr.code,
        )

    def _page(self, by: int) -> None:
        if self.view == MONTH:
            self._jump(month_later(self.day, by))
        else:
            start, end = self._current.range_of(self.day)
            self._jump(self.day + by * (end - start + dt.timedelta(days=1)))

    def _jump(self, day: dt.date) -> None:
        self.day = day
        self.agenda.begin_at(day)
        self.refresh()
        self.arrive()

    def _filter(self, _shown: Shown) -> None:
        self.refresh()

    # --- doing

    def _thing_chosen(self, thing: object) -> None:
        if isinstance(thing, CalendarEntry | OccasionGroup):
            if thing.date != self.day:
                self._go(thing.date)
            self.side.show_thing(thing)
        else:
            self.side.show_thing(None)

    def _opened(self, thing: object) -> None:
        if isinstance(thing, CalendarEntry):
            self.deeds.do("card", thing, self)
        elif isinstance(thing, OccasionGroup):
            self.side.show_thing(thing)
            self.side.setFocus()

    def _acted(self, name: str, thing: object) -> None:
        if isinstance(thing, CalendarEntry):
            self.deeds.do(name, thing, self.side)

    def _whole_day(self, day: dt.date) -> None:
        self._go(day)
        self.side.setFocus()

    def _new(self, day: dt.date, time: str = "") -> None:
        self.ui.go("event", day=day, time=time)

    def _typed(self, day: dt.date, text: str) -> None:
        """Begin an event with what is typed; letters that come before its form has the keyboard go there as well."""
        form = QApplication.activeModalWidget()
        if form is None:
            self.ui.go("event", day=day, text=text)
        elif isinstance(form, Event):
            form.text.insert(text)

    def print(self) -> None:
        """Show the days in sight as a page."""
        span = self.span
        if span is not None:
            show_paper(self, self.ui, span.days, self.title.label, sheet=self.view == MONTH)

    def _enter_leave(self) -> None:
        shown = self.legend.shown.people
        person = next(iter(shown)) if len(shown) == 1 else self.ui.desk.office.person_id
        LeaveForm(self.ui, self.legend.people, self.day, person, self).open()

    def _ask_spread(self, start: dt.date, end: dt.date) -> None:
        """Propose how the days from ``start`` to ``end`` are levelled (row R9)."""
        shown = self.legend.shown.people
        self.ui.desk.ask(
            self._offer_spread,
            propose,
            key="spread",
            owner=self,
            start=start,
            end=end,
            person=next(iter(shown)) if len(shown) == 1 else None,
            language=self.ui.tr.code,
        )

    def _offer_spread(self, proposal: Proposal) -> None:
        if proposal.moves:
            self.deeds.spread(proposal)
        else:
            tr = self.ui.tr
            full = tr("The full days hold nothing that may move.")
            self.ui.say(full if proposal.over else tr("No day holds more than can be done."))

    def go_to_date(self) -> None:
        """Open the month to choose a date from."""
        picker = MonthPicker(self.day, self.ui.theme, self.ui.tr, today=self.ui.clock.today(), parent=self)
        picker.picked.connect(self._jump)
        picker.pop_up_under(self.title)

    def _offer(self) -> None:
        """Offer what is done with calendar files; an export takes the days and the filter in sight."""
        ui, tr, shown = self.ui, self.ui.tr, self.legend.shown
        start, end = self._current.range_of(self.day)
        seen = {
            "start": start,
            "end": end,
            "people": shown.people,
            "classes": shown.classes,
            "kinds": shown.kinds,
        }
        menu(
            ui.theme,
            self,
            [
                Entry(tr("Go to a date"), self.go_to_date, "calendar", key="Ctrl+G"),
                Entry(tr("Leave…"), self._enter_leave, "holiday"),
                Entry(tr("Spread these days…"), partial(self._ask_spread, start, end), "chevrons"),
                Entry(tr("Print or save as PDF…"), self.print, "print"),
            ],
            [
                Entry(tr("Import a calendar…"), lambda: ui.go("calendar_import"), "import"),
                Entry(tr("Export the calendar…"), lambda: ui.go("calendar_export", **seen), "export"),
            ],
            [Entry(tr("Calendar feed…"), lambda: ui.go("calendar_feed"), "link")],
        ).under(self.more, first=True)

    def _connect(self) -> None:
        self.before.clicked.connect(lambda *_: self._page(-1))
        self.after.clicked.connect(lambda *_: self._page(1))
        self.today.clicked.connect(lambda *_: self._jump(self.ui.clock.today()))
        self.views.chosen.connect(self._choose_view)
        self.add.clicked.connect(lambda *_: self.add_new())
        self.title.clicked.connect(lambda *_: self.go_to_date())
        key = QShortcut(QKeySequence("Ctrl+G"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.go_to_date)
        self.more.clicked.connect(lambda *_: self._offer())
        self.legend.filtered.connect(self._filter)
        self.legend.leave_wanted.connect(self._enter_leave)
        self.side.day_wanted.connect(self._jump)
        self.side.acted.connect(self._acted)
        self.side.level.wanted.connect(self.deeds.spread)
        for view in self._by_key.values():
            view.day_chosen.connect(self._go)
            view.thing_chosen.connect(self._thing_chosen)
            view.opened.connect(self._opened)
            view.wanted.connect(self._new)
            view.whole_day.connect(self._whole_day)
            view.moved.connect(self.deeds.move)
            view.acted.connect(self._acted)
            view.typed.connect(self._typed)
        for view in (self.month, self.week, self.one_day):
            view.pull.paged.connect(self._page)
            view.pull.considered.connect(partial(self.deeds.consider, view.pull.tell))
        self.agenda.more_wanted.connect(self.refresh)

    # --- layout

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._head())
        left.addWidget(self.legend)
        left.addWidget(Line(self.ui.theme))
        left.addWidget(self.stack, 1)
        whole.addLayout(left, 1)
        whole.addWidget(Line(self.ui.theme, upright=True))
        whole.addWidget(self.side)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(52)
        row = QHBoxLayout(head)
        row.setContentsMargins(GAP_XL - 6, 4, GAP_XL - 8, 0)
        row.setSpacing(GAP_XS)
        row.addWidget(self.title)
        for widget in (self.before, self.today, self.after):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.views)
        row.addSpacing(GAP_S)
        row.addWidget(self.add)
        row.addWidget(self.more)
        return head

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setFixedWidth(_SIDE if self.width() >= _ROOMY else _SIDE_LEAST)


def room(ui: Ui) -> Room:
    """Build the room."""
    return CalendarRoom(ui)
