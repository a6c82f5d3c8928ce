"""The form of an event: whom, what, when, how often, with what speaks against it said before it is saved (rows R1, R4, R7)."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.domain.terms import Weight
from app.models.work import Reading
from app.queries import people
from app.queries.calendar import CalendarEntry
from app.queries.calendar_moves import Warned, check_move, check_plan
from app.queries.calendar_row import Kept, kept, zone_of
from app.queries.people import PersonRow
from app.services import followups
from app.views.calendar.ask import ask_scope
from app.views.calendar.event_values import (
    KINDS,
    NOTIFY,
    date_field,
    notify_text,
    read_length,
    read_time,
)
from app.views.calendar.repeat_form import RepeatForm
from app.views.calendar.words import clock_text, entry_text
from app.views.calendar.zone_choice import ZoneChoice
from app.views.kit.buttons import Button, Kind
from app.views.kit.dialog import Dialog
from app.views.kit.fields import Check, Combo, LineField
from app.views.kit.labels import label, set_tone
from app.views.kit.theme import GAP_M, GAP_S, SMALL
from app.views.kit.throttle import Throttle
from app.views.kit.ui import Ui
from app.views.kit.whom import Whom
from app.views.kit.words import CONTACT_NAMES

_MEETINGS: Final = ("meeting", "visit")
_USUAL: Final = {"meeting": "60", "visit": "60"}


class Event(Dialog):
    """A new follow-up or meeting, or one that is changed; Ctrl+Enter saves."""

    def __init__(
        self,
        ui: Ui,
        parent: QWidget | None = None,
        *,
        day: dt.date | None = None,
        time: str = "",
        text: str = "",
        entry: CalendarEntry | None = None,
    ) -> None:
        """``day``, ``time`` and the first letters of ``text`` are proposed, or ``entry`` is changed."""
        tr = ui.tr
        super().__init__(
            tr("Change the event") if entry else tr("New event"), ui.theme, tr, width=560, parent=parent
        )
        self._ui, self._entry = ui, entry
        self._people: tuple[PersonRow, ...] = ()
        self._was: tuple[str, dt.date | None, str | None] = ("", None, None)
        self.whom = Whom(ui)
        self.text = LineField(ui.theme, name=tr("What"), hint=tr("What it is about"))
        self.kind = Combo(ui.theme, name=tr("Kind"))
        for kind in KINDS:
            name = tr(CONTACT_NAMES[kind])
            self.kind.addItem(name[:1].upper() + name[1:], kind)
        self.date = date_field(ui, tr("Day"))
        self.time = LineField(ui.theme, name=tr("Time"), hint=tr("all day"))
        self.length = LineField(ui.theme, name=tr("Length"), hint=tr("as usual"))
        self.place = LineField(ui.theme, name=tr("Place"), hint=tr("Where"))
        self.zone = ZoneChoice(ui)
        self.repeat = RepeatForm(ui)
        self.person = Combo(ui.theme, name=tr("Who"))
        self.notify = Combo(ui.theme, name=tr("Announce"))
        for minutes in NOTIFY:
            self.notify.addItem(notify_text(minutes, tr), minutes)
        self.confirm = Check(tr("Confirm it the working day before"), ui.theme)
        self.private = Check(tr("Private"), ui.theme)
        self.private.setToolTip(tr("Others see only that I am busy"))
        self.warned = label(size=SMALL, tone="warning", wrap=True)
        self._again = Throttle(self._check, interval=150, parent=self)
        self._lay_out()
        self.add_cancel()
        self.save_button = self.add_answer(
            tr("Save") if entry else tr("Plan"), kind=Kind.PRIMARY, closes=False
        )
        self.save_button.clicked.connect(self.save)
        if entry is not None:
            remove = Button(tr("Remove"), ui.theme, kind=Kind.DANGER, icon="trash")
            remove.clicked.connect(lambda *_: self.remove())
            self.add_aside(remove)
        self._begin(day or ui.clock.today(), time)
        self.text.setText(text or self.text.text())
        self._connect()
        ui.desk.ask(self._show_people, _team, key="team", owner=self)

    # --- filling

    def _begin(self, day: dt.date, time: str) -> None:
        entry = self._entry
        if entry is None:
            self.date.set_value(day)
            self.time.setText(clock_text(time, self._ui))
            self.kind.setCurrentIndex(KINDS.index("meeting" if time else "call"))
            self.repeat.set_day(day)
        else:
            self._fill(entry)
        self._look_up_zone()
        self._follow_kind()

    def _fill(self, entry: CalendarEntry) -> None:
        if entry.who is not None:
            self.whom.settle(entry.who.id, entry.who.name)
        self.text.setText(entry.text)
        kind = entry.contact_kind if entry.contact_kind in KINDS else "task"
        self.kind.setCurrentIndex(KINDS.index(kind))
        self._show_zone(entry.zone)
        day, time = self.zone.between(entry.date, entry.time, "")
        self._was = (self.zone.zone, day, time)
        self.date.set_value(day)
        self.time.setText(clock_text(time, self._ui))
        self.length.setText(str(entry.minutes) if entry.planned and entry.minutes else "")
        self.place.setText(entry.place)
        self.repeat.set_rule(entry.repeat, day)
        self._ui.desk.ask(self._show_row, kept, key="row", owner=self, row_id=entry.ref)

    def _show_row(self, row: Kept) -> None:
        """Show what the calendar's entry does not carry."""
        minutes = row.notify_minutes
        self.private.setChecked(row.private)
        if minutes not in NOTIFY:
            self.notify.addItem(notify_text(minutes, self._ui.tr), minutes)
        self.notify.setCurrentIndex(self.notify.findData(minutes))

    def _show_people(self, found: tuple[PersonRow, ...]) -> None:
        self._people = found
        self.person.clear()
        for one in found:
            self.person.addItem(one.name, one.id)
        wanted = self._entry.person_id if self._entry else self._ui.desk.office.person_id
        self.person.setCurrentIndex(max(0, self.person.findData(wanted)))
        self._row_of_person.setVisible(len(found) > 1)
        self.person.setVisible(len(found) > 1)

    def _look_up_zone(self) -> None:
        """Ask by which clock the customer lives."""
        if self.whom.customer_id is None:
            self._show_zone("")
        else:
            self._ui.desk.ask(
                self._show_zone, zone_of, key="zone", owner=self, customer_id=self.whom.customer_id
            )

    def _show_zone(self, theirs: str) -> None:
        chosen = (self._entry.zone if self._entry else "") if not self.zone.differs else self.zone.zone
        self.zone.offer(theirs, chosen, self.date.value or self._ui.clock.today())
        for widget in (self.zone, self._zone_label):
            widget.setVisible(self.zone.differs)
        self._again()

    def _switch_zone(self, before: str) -> None:
        """Tell the same moment by the other clock."""
        day, time = self.date.value, read_time(self.time.text())
        if day is not None and time:
            day, time = self.zone.between(day, time, before)
            self.date.set_value(day)
            self.time.setText(clock_text(time, self._ui))
        self._again()

    # --- following what is typed

    def _follow_kind(self) -> None:
        meeting = self.kind.currentData() in _MEETINGS
        self.confirm.setVisible(meeting and self._entry is None)
        self.length.setPlaceholderText(_USUAL.get(self.kind.currentData(), self._ui.tr("as usual")))
        self._again()

    def _follow_day(self) -> None:
        if self._entry is None and self.date.value is not None:
            self.repeat.set_day(self.date.value)
        self._again()

    def _check(self) -> None:
        """Ask what speaks against the day and hour."""
        day, time = self.date.value, read_time(self.time.text())
        self.zone.tell(day, time)
        if day is None or time is None:
            return
        day, time = self.zone.ours(day, time)
        desk, entry, language = self._ui.desk, self._entry, self._ui.tr.code
        minutes, person_id = read_length(self.length.text()), self.person.currentData()
        if entry is not None:
            desk.ask(
                self._show_warned,
                check_move,
                key="warn",
                owner=self,
                ref=entry.ref,
                occurrence=entry.occurrence,
                date=day,
                time=time,
                minutes=minutes,
                person_id=person_id,
                language=language,
            )
        else:
            desk.ask(
                self._show_warned,
                check_plan,
                key="warn",
                owner=self,
                customer_id=self.whom.customer_id,
                kind=self.kind.currentData(),
                date=day,
                time=time,
                minutes=minutes,
                person_id=person_id,
                language=language,
            )

    def _show_warned(self, warnings: tuple[Warned, ...]) -> None:
        self.warned.setText("\n".join(one.text(self._ui.tr) for one in warnings))
        stopped = any(one.weight is Weight.STOP for one in warnings)
        grave = any(one.weight is Weight.WARN for one in warnings)
        set_tone(self.warned, "bad" if stopped else "warning" if grave else "secondary")
        self.save_button.setEnabled(not stopped)
        self.warned.setVisible(bool(warnings))

    # --- saving

    def save(self) -> None:
        """Plan or change it, or mark what is missing."""
        values = self._values()
        if values is None:
            return
        entry = self._entry
        if entry is None:
            self._do(
                followups.create, **values, confirm=self.confirm.isChecked() and self.confirm.isVisible()
            )
        elif entry.series:
            ask_scope(self, self._ui, self._ui.tr("Change what repeats"), partial(self._change, values))
        else:
            self._change(values, None)

    def _values(self) -> dict[str, Any] | None:
        """Return what the form says; None, with the field marked, where something is missing."""
        if wrong := self._wrong():
            field, why = wrong
            field.set_bad(why)
            field.setFocus()
            return None
        return {
            "customer_id": self.whom.customer_id,
            "text": self.text.text().strip(),
            "kind": self.kind.currentData(),
            "due_on": self.date.value,
            "due_time": read_time(self.time.text()),
            "minutes": read_length(self.length.text()),
            "place": self.place.text().strip(),
            "repeat": self.repeat.rule,
            "person_id": self.person.currentData(),
            "notify_minutes": self.notify.currentData(),
            "zone": self.zone.zone,
            "private": self.private.isChecked(),
        }

    def _wrong(self) -> tuple[LineField, str] | None:
        """Return the first field that cannot be taken as it is, and why."""
        tr, whom, no_date = self._ui.tr, self.whom, self.date.why_not()
        unknown = whom.customer_id is None and bool(whom.field.text().strip())
        length = self.length.text().strip()
        checks: tuple[tuple[bool, LineField, str], ...] = (
            (unknown, whom.field, tr("Choose a customer from the list, or leave this empty.")),
            (
                whom.customer_id is None and not self.text.text().strip(),
                self.text,
                tr("Say what it is about, or with whom."),
            ),
            (bool(no_date) or self.date.value is None, self.date, no_date or tr("Say when.")),
            (
                read_time(self.time.text()) is None,
                self.time,
                tr("This is no time. Write 10, 10:30 or nothing for the whole day."),
            ),
            (
                bool(length) and read_length(length) is None,
                self.length,
                tr("This is no length. Write 45 or 1 h 30."),
            ),
        )
        return next(((field, why) for wrong, field, why in checks if wrong), None) or self.repeat.wrong()

    def _change(self, values: dict[str, Any], scope: followups.Scope | None) -> None:
        entry = self._entry
        assert entry is not None
        zone, day, time = self._was
        was = {"repeat": entry.repeat, "due_on": day, "due_time": time, "zone": zone}
        if values["zone"] != zone:  # the same moment is another hour by another clock
            was = {"repeat": entry.repeat}
        told = {name: value for name, value in values.items() if name not in was or was[name] != value}
        if scope == "this" and entry.series:
            told.pop("repeat", None)
        if values["person_id"] is None:
            told.pop("person_id")
        self._do(followups.edit, row_id=entry.ref, values=told, occurrence=entry.occurrence, scope=scope)

    def remove(self) -> None:
        """Put it into the trash; of a series as much as is meant."""
        entry, tr = self._entry, self._ui.tr
        if entry is not None and entry.series:
            ask_scope(self, self._ui, tr("Remove what repeats"), self._removed)
        elif entry is not None:
            self._removed(None)

    def _removed(self, scope: followups.Scope | None) -> None:
        entry, ui = self._entry, self._ui
        assert entry is not None
        said = ui.tr("Removed: {what}", what=entry_text(entry, ui.tr))
        ui.desk.do(
            lambda _: ui.say(said, (ui.tr("Undo"), ui.desk.undo)),
            followups.trash,
            owner=ui.desk,
            row_id=entry.ref,
            occurrence=entry.occurrence,
            scope=scope,
        )
        self.accept()

    def _do(self, verb: Any, **values: Any) -> None:
        ui, tr = self._ui, self._ui.tr
        day = values.get("due_on") or self.date.value or ui.clock.today()
        what = self.text.text().strip() or self.whom.field.text()
        said = tr("Planned for {day}: {who}", day=ui.day(day), who=what)

        def done(_result: object) -> None:
            ui.say(said, (tr("Undo"), ui.desk.undo))

        ui.desk.do(done, verb, owner=ui.desk, **values)
        self.accept()

    # --- layout

    def _lay_out(self) -> None:
        tr = self._ui.tr
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(GAP_S)
        grid.setColumnStretch(1, 1)
        when = QHBoxLayout()
        when.setSpacing(GAP_S)
        for widget, share in ((self.date, 4), (self.time, 2), (self.length, 2)):
            when.addWidget(widget, share)
        rows: list[tuple[str, Any]] = [
            (tr("With whom"), self.whom),
            (tr("What"), self.text),
            (tr("Kind"), self.kind),
            (tr("Day, time, length"), when),
            (tr("Time zone"), self.zone),
            (tr("Place"), self.place),
            (tr("Repeats"), self.repeat),
            (tr("Who"), self.person),
            (tr("Announce"), self.notify),
        ]
        top = Qt.AlignmentFlag.AlignTop
        for place, (name, widget) in enumerate(rows):
            said = label(name, tone="secondary")
            said.setFixedHeight(28)
            grid.addWidget(said, place, 0, top)
            if widget is self.zone:
                self._zone_label = said
            elif widget is self.person:
                self._row_of_person = said
            if isinstance(widget, QWidget):
                grid.addWidget(widget, place, 1)
            else:
                grid.addLayout(widget, place, 1)
        self.body.addLayout(grid)
        ticks = QHBoxLayout()
        ticks.setSpacing(GAP_M)
        ticks.addWidget(self.confirm)
        ticks.addWidget(self.private)
        ticks.addStretch(1)
        self.body.addLayout(ticks)
        self.body.addWidget(self.warned)
        self.warned.hide()

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _: self._follow_kind())
        self.date.edited.connect(lambda _: self._follow_day())
        self.zone.switched.connect(self._switch_zone)
        self.whom.chosen.connect(lambda _: self._look_up_zone())
        self.person.currentIndexChanged.connect(lambda _: self._again())
        for field in (self.time, self.length):
            field.textEdited.connect(lambda _: self._again())
        for line in (self.text, self.time, self.length, self.place):
            line.textEdited.connect(lambda _, one=line: one.set_bad(""))


def _team(reading: Reading) -> tuple[PersonRow, ...]:
    return tuple(people.team(reading))


def open_dialog(window: QWidget, ui: Ui, _name: str, **what: Any) -> None:
    """Open the form over the window: for ``day`` and ``time``, or for the ``entry`` to change."""
    dialog = Event(ui, window, **what)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    field = dialog.text if dialog.whom.customer_id or dialog.text.text() else dialog.whom.field
    field.setFocus()
    field.end(False)
