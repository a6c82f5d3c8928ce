"""Days that are not like others: changes of the clock, what goes past midnight, many things, the agenda's end."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.domain.occasions import Kind, Occasion
from app.queries import calendar
from app.queries.calendar import CalendarDay, CalendarEntry
from app.queries.calendar_values import CalendarSpan
from app.queries.items import Who
from app.services import people
from app.views.calendar.agenda import LATE, AgendaView
from app.views.calendar.bars import bars_of
from app.views.calendar.clock_change import Change, change_on, end_of
from app.views.calendar.hours_layout import HOUR, lay_out
from app.views.calendar.leave import LeaveForm
from app.views.calendar.month_layout import lay_out as lay_out_month
from app.views.calendar.words import chip_text, load_text
from app.views.kit.paper import Paper
from app.views.kit.theme import SMALL, font

BERLIN = ZoneInfo("Europe/Berlin")
SPRING, AUTUMN = dt.date(2026, 3, 29), dt.date(2026, 10, 25)


def who(name="Петрова Ольга Ивановна", kind="person"):
    return Who(1, name, "A", kind, "", "", "", "", "")


def entry(day, time="", minutes=60, **more):
    return CalendarEntry("meeting", 1, day, time, minutes, "talk", **more)


@pytest.mark.parametrize(
    ("day", "change"),
    [
        (SPRING, Change(120, 180, back=False)),
        (AUTUMN, Change(120, 180, back=True)),
        (dt.date(2026, 3, 28), None),
    ],
)
def test_the_day_of_a_change_of_the_clock_has_23_or_25_hours(day, change):
    assert change_on(day, BERLIN) == change


@pytest.mark.parametrize(("day", "end"), [(SPRING, 330), (AUTUMN, 210), (dt.date(2026, 5, 1), 270)])
def test_three_hours_from_half_past_one_end_by_the_clock_of_that_day(day, end):
    assert end_of(day, 90, 180, BERLIN) == end


def test_what_goes_past_midnight_stands_on_both_days():
    day = dt.date(2026, 11, 18)
    days = [CalendarDay(day, (entry(day, "23:00", 120),)), CalendarDay(day + dt.timedelta(days=1))]
    late, early = lay_out(days, 1000, BERLIN)
    assert (late.begins, late.ends, early.begins, early.ends) == (True, False, False, True)
    assert late.area.top() == 23 * HOUR
    assert early.area.top() == 0
    (only,) = lay_out(days[1:], 1000, BERLIN, [days[0].entries[0]])
    assert only.area.height() > HOUR - 3


def test_what_takes_days_lies_over_them_and_side_by_side():
    start = dt.date(2026, 11, 16)
    trip = entry(start + dt.timedelta(days=1), minutes=3 * 1440)
    fair = entry(start - dt.timedelta(days=2), minutes=4 * 1440)
    days = [CalendarDay(start + dt.timedelta(days=number)) for number in range(7)]
    bars = bars_of([trip, fair], days)
    assert {(bar.first, bar.last, bar.lane) for bar in bars.bars} == {(0, 1, 0), (1, 3, 1)}
    assert bars.lanes_on(start) == 1
    assert bars.lanes_on(start + dt.timedelta(days=1)) == 2
    assert bars.lanes_on(start + dt.timedelta(days=5)) == 0


def test_what_began_before_and_goes_on_is_told(office, plan, day):
    made = plan("Orlov", day, "22:00", kind="meeting", minutes=240)
    plan("Petrova", day, "10:00", kind="meeting")
    (found,) = office.ask(calendar.still_running, start=day + dt.timedelta(days=1))
    assert (found.ref, found.last_date) == (made, day + dt.timedelta(days=1))
    assert office.ask(calendar.still_running, start=day + dt.timedelta(days=2)) == ()


def test_what_nobody_can_read_one_by_one_is_counted_in_the_cell():
    start = dt.date(2026, 11, 16)
    days = [CalendarDay(start, (entry(start),), more=40)]
    days += [CalendarDay(start + dt.timedelta(days=number)) for number in range(1, 7)]
    cell = lay_out_month(days, 900, 130).of(start)
    assert (len(cell.chips), cell.left) == (1, 40)
    assert not cell.more.isEmpty()


def test_chips_say_what_fits_and_no_scraps(qapp, ui):
    face, tr = font(SMALL), ui.tr
    day = dt.date(2026, 11, 18)
    one = entry(day, who=who())
    assert chip_text(one, tr, 400, face) == "Петрова О., talk"
    assert chip_text(one, tr, 70, face) == "Петрова О."
    birthday = CalendarEntry(
        "occasion", 1, day, who=who(), occasion=Occasion(day, Kind.BIRTHDAY, 1, years=50, round=True)
    )
    assert chip_text(birthday, tr, 400, face) == "Петрова О., age 50"
    assert chip_text(birthday, tr, 80, face) == "Петрова, 50"
    english = replace(birthday, who=who("Colin Shortall"))
    assert chip_text(english, tr, 80, face) == "Shortall, 50"
    firm = entry(day, who=who("ООО «Вектор»", "organisation"))
    assert chip_text(firm, tr, 400, face) == "«Вектор», talk"


def test_hours_of_work_are_short(ui):
    assert [load_text(minutes, ui.tr) for minutes in (45, 60, 550)] == ["45 min", "1 h", "9 h 10"]


def test_the_agenda_begins_with_what_is_late_and_keeps_the_rules_of_models(open_room, plan, qtbot, ui, day):
    plan("Late", dt.date(2026, 11, 12))
    plan("Orlov", day)
    room = open_room("agenda", ui.clock.today())
    model = room.agenda.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert room.agenda._table.rows[0] == LATE
    assert room.agenda._table.rows[1].who.name == "Late"
    room._page(1)
    qtbot.waitUntil(lambda: room.settled and ui.desk.idle())
    assert LATE not in room.agenda._table.rows


def test_the_agenda_reads_on_at_its_end(open_room, plan, qtbot, ui, day):
    for number in range(30):
        plan(f"C{number}", day + dt.timedelta(days=number))
    far = day + dt.timedelta(days=60)
    plan("Faraway", far)
    room = open_room("agenda", day)
    agenda = room.agenda
    names = [one.who.name for one in agenda._table.rows if isinstance(one, CalendarEntry)]
    assert "Faraway" not in names
    room.agenda.setFocus()
    for _ in range(8):
        qtbot.keyClick(agenda, Qt.Key.Key_PageDown)
        qtbot.waitUntil(lambda: room.settled and ui.desk.idle())
    qtbot.waitUntil(
        lambda: (
            "Faraway"
            in [one.who.name for one in agenda._table.rows if isinstance(one, CalendarEntry) and one.who]
        )
    )
    assert agenda._table.rows[0].date == day


def test_an_empty_agenda_offers_the_first_step(open_room, heard):
    room = open_room("agenda")
    assert room.agenda.empty.isVisible()
    room.agenda.empty.button.click()
    assert heard.went[-1][0] == "event"


@pytest.mark.parametrize("view", ["month", "week", "day", "agenda"])
def test_typing_begins_a_new_event_on_the_day(view, open_room, qtbot, heard, day):
    room = open_room(view, day)
    qtbot.keyClicks(room._current, "t")
    assert heard.went[-1] == ("event", {"day": day, "text": "t"})


def test_ctrl_g_goes_to_a_date(open_room, qtbot, ui, day):
    from PySide6.QtWidgets import QApplication

    room = open_room("month", day)
    room.activateWindow()
    room.go_to_date()
    picker = QApplication.activePopupWidget()
    qtbot.keyClick(picker, Qt.Key.Key_PageDown)
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room.title.label == "December 2026" and ui.desk.idle())
    assert room.day == dt.date(2026, 12, 18)


def test_leave_is_entered_from_the_calendar_and_shown(open_room, office, qtbot, ui, day):
    room = open_room("month", day)
    room._enter_leave()
    form = room.findChild(LeaveForm)
    form.last.set_value(day + dt.timedelta(days=1))
    form.note.setText("holiday")
    form.save()
    qtbot.waitUntil(lambda: room.month._span.day(day).leaves != ())
    assert room.month._span.day(day).norm_minutes == 0
    assert room.month._span.day(day + dt.timedelta(days=2)).leaves == ()


def test_hours_of_the_team_shade_each_day(office, ui, day):
    office.do(people.edit, person_id=office.person_id, values={"hours": "Mon-Thu 9-18, Fri 9-14"})
    found = office.ask(calendar.span, start=day, end=day + dt.timedelta(days=3))
    assert [one.hours for one in found.days] == [((540, 1080),), ((540, 1080),), ((540, 840),), ()]


@pytest.mark.parametrize("view", ["month", "week", "day", "agenda"])
def test_what_is_in_sight_is_a_page(view, open_room, plan, qtbot, day):
    plan("Orlov", day, "10:00", kind="meeting")
    room = open_room(view, day)
    room.print()
    paper = room.findChild(Paper)
    assert "Orlov" in paper.page.toPlainText()
    paper.reject()


def test_private_business_of_others_is_only_busy(office, plan, day):
    plan("Doctor", day, "10:00", private=True)
    mine, theirs = office.person_id, office.do(people.create, name="Boris", role="salesperson")
    office.person_id = theirs
    (hidden,) = office.ask(calendar.span, start=day, end=day).days[0].entries
    assert (hidden.who, hidden.text, hidden.movable) == (None, "", False)
    office.person_id = mine
    (own,) = office.ask(calendar.span, start=day, end=day).days[0].entries
    assert own.who.name == "Doctor"


def test_ones_own_work_is_shown_first_and_everybodys_on_demand(open_room, office, plan, qtbot, ui, day):
    plan("Orlov", day)
    boris = office.do(people.create, name="Boris", role="salesperson")
    plan("Petrova", day, person_id=boris)
    room = open_room("month", day)
    assert [one.who.name for one in room.month._span.day(day).entries] == ["Orlov"]
    room.legend._choose(frozenset())
    qtbot.waitUntil(lambda: len(room.month._span.day(day).entries) == 2)


def test_an_agenda_of_nothing_has_no_rows(qapp, ui, qtbot):
    view = AgendaView(ui)
    qtbot.addWidget(view)
    start = dt.date(2026, 12, 1)
    view.show_span(CalendarSpan(start, start, (CalendarDay(start),)), start)
    assert view.model().rowCount() == 0
