"""The calendar as a query: days, filters, load and leave, zones, and what speaks against a drop (R1, R2, R4, R9, T0)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.clock import FixedClock
from app.domain.terms import Weight
from app.language import translator
from app.models.faults import Gone
from app.office import Office
from app.paths import user_paths
from app.queries import calendar, calendar_occasions
from app.services import card_rows, customers, followups, gifts, people, settings

TODAY = dt.date(2026, 11, 17)  # Tuesday
EN = translator("en", user_paths().translations)


def day(date: int, month: int = 11) -> dt.date:
    return dt.date(2026, month, date)


def customer(office: Office, surname: str = "Орлов", **values: Any) -> int:
    return office.do(customers.create, values={"surname": surname, **values})


def plan(office: Office, due_on: dt.date, text: str = "x", **values: Any) -> int:
    return office.do(followups.create, due_on=due_on, text=text, **values)


def span(office: Office, start: int = 16, end: int = 22, **asked: Any) -> calendar.CalendarSpan:
    return office.ask(calendar.span, start=day(start), end=day(end), **asked)


def texts(found: calendar.CalendarSpan) -> list[str]:
    return [one.text for each in found.days for one in each.entries]


def test_a_day_is_told_by_time(office: Office) -> None:
    plan(office, TODAY, "later", due_time="15:00")
    plan(office, TODAY, "whole day")
    plan(office, TODAY, "early", due_time="08:30", kind="meeting", minutes=90)
    one = span(office).day(TODAY)
    assert [entry.text for entry in one.entries] == ["whole day", "early", "later"]
    assert (one.entries[1].kind, one.entries[1].end, one.entries[1].late) == ("meeting", "10:00", True)
    assert not one.entries[0].late
    assert one.load_minutes == 15 + 15 + 90


def test_done_ones_stand_on_their_day_and_are_no_load(office: Office) -> None:
    row = plan(office, day(16), "old")
    office.do(followups.finish, row_id=row)
    one = span(office).day(day(16))
    assert [(entry.text, entry.done, entry.late) for entry in one.entries] == [("old", True, False)]
    assert one.load_minutes == 0


def test_late_ones_before_the_span_are_counted(office: Office) -> None:
    plan(office, day(2), "forgotten")
    assert span(office).late == 1
    assert span(office, 1, 22).late == 0


def test_filters_by_person_kind_and_class(office: Office, anna: int) -> None:
    boris = office.do(people.create, name="Борис")
    vip = customer(office, "Первый")
    office.do(customers.set_class, customer_id=vip, class_="VIP", reason="x")
    plan(office, TODAY, "vip", customer_id=vip)
    plan(office, TODAY, "meeting", kind="meeting", person_id=boris)
    plan(office, day(18), "weekly", repeat="FREQ=DAILY;COUNT=2", person_id=boris)
    assert texts(span(office, people=frozenset({anna}))) == ["vip"]
    assert texts(span(office, people=frozenset({boris}))) == ["meeting", "weekly", "weekly"]
    assert texts(span(office, kinds=frozenset({"meeting"}))) == ["meeting"]
    assert texts(span(office, classes=frozenset({"VIP"}))) == ["vip"]


def test_customers_in_the_trash_are_not_shown(office: Office) -> None:
    gone = customer(office)
    plan(office, TODAY, customer_id=gone)
    office.do(customers.trash, ids=[gone])
    found = span(office)
    assert texts(found) == []
    assert found.day(TODAY).load_minutes == 0


def test_the_norm_is_the_hours_of_people_but_for_leave(office: Office, anna: int) -> None:
    boris = office.do(people.create, name="Борис", hours="будни 10–14")
    office.do(people.create, name="Зритель", role="read-only")
    office.do(people.add_leave, person_id=anna, first_day=day(18), last_day=day(18), note="море")
    found = span(office, language="ru")
    assert [each.norm_minutes for each in found.days] == [720, 720, 240, 720, 720, 0, 0]
    assert [(one.name, one.note) for one in found.day(day(18)).leaves] == [("Анна Орлова", "море")]
    mine = span(office, people=frozenset({boris}))
    assert mine.day(day(18)).norm_minutes == 240
    assert mine.day(day(18)).leaves == ()


def test_holidays_are_those_of_the_office(office: Office) -> None:
    # by the time zone of the office, which is Moscow
    found = span(office, 1, 10, language="ru").day(day(4))
    assert (found.working, found.holiday, found.norm_minutes) == (False, "День народного единства", 0)
    office.do(settings.set_office_country, country="de")
    assert span(office, 1, 10).day(day(4)).working
    assert office.ask(calendar.office_country) == "DE"


def test_times_of_other_zones_are_shown_by_both_clocks(office: Office) -> None:
    far = customer(office, time_zone="Asia/Kathmandu")
    plan(office, day(18), "ours", customer_id=far, due_time="10:00")
    plan(office, day(18), "theirs", customer_id=far, due_time="01:00", zone="Asia/Kathmandu")
    ours, theirs = _two(office)
    assert (ours.date, ours.time, ours.their_time) == (day(18), "10:00", "12:45")
    assert (theirs.date, theirs.time, theirs.their_time) == (day(17), "22:15", "01:00")


def _two(office: Office) -> list[calendar.CalendarEntry]:
    return sorted((one for each in span(office).days for one in each.entries), key=lambda one: one.text)


def test_a_time_of_another_zone_is_dragged_on_our_clock(office: Office) -> None:
    row = plan(office, day(18), "theirs", due_time="01:00", zone="Asia/Kathmandu")
    office.do(followups.move, row_id=row, due_on=day(20), due_time="23:00")
    (entry,) = _two(office)
    assert (entry.date, entry.time) == (day(20), "23:00")


def test_a_meeting_keeps_its_wall_time_when_the_clock_changes(office: Office) -> None:
    """Berlin leaves summer time on 25 October; Moscow has none."""
    plan(office, day(18), "x", repeat="FREQ=WEEKLY", due_time="10:00", zone="Europe/Berlin")
    found = office.ask(calendar.span, start=dt.date(2027, 3, 20), end=dt.date(2027, 4, 2))
    assert [(one.date, one.time) for each in found.days for one in each.entries] == [
        (dt.date(2027, 3, 24), "12:00"),
        (dt.date(2027, 3, 31), "11:00"),
    ]


def test_birthdays_stand_alone_until_they_are_many(office: Office) -> None:
    for number in range(6):
        customer(office, f"Номер{number}", birth_month=11, birth_day=18 if number else 20)
    found = span(office)
    (group,) = found.day(day(18)).groups
    assert (group.code, group.count, len(group.customers)) == ("birthday", 5, 3)
    assert group.say(EN) == "birthdays: 5 customers"
    assert [one.occasion.kind.value for one in found.day(day(20)).entries if one.occasion] == ["birthday"]
    panel = office.ask(calendar.day_panel, date=day(18))
    assert len(panel.day.entries) == 5
    assert panel.day.groups == ()


def test_many_birthdays_are_counted_and_the_most_valuable_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        who = customer(office, f"Номер{number}", birth_month=11, birth_day=18 + number % 2)
        office.do(customers.set_class, customer_id=who, class_="VIP" if number == 5 else "D")
    monkeypatch.setattr(calendar_occasions, "MANY", 2)
    found = span(office)
    groups = [
        (group.date, group.count, [who.class_ for who in group.customers])
        for each in found.days
        for group in each.groups
    ]
    assert groups == [(day(18), 3, ["D"]), (day(19), 3, ["VIP"])]


def test_gifts_stand_on_the_day_they_leave_and_then_on_their_own(office: Office) -> None:
    who = customer(office)
    row = office.do(gifts.plan, customer_id=who, name="Чай", due_on=day(20), days=2)
    (entry,) = span(office, kinds=frozenset({"gift"})).day(day(18)).entries
    assert (entry.kind, entry.ref, entry.text, entry.state, entry.minutes) == (
        "gift",
        row,
        "Чай",
        "planned",
        0,
    )
    office.do(gifts.send, row_id=row)
    assert [one.state for one in span(office).day(day(20)).entries] == ["sent"]
    assert span(office, kinds=frozenset({"meeting"})).day(day(20)).entries == ()


def test_days_of_many_are_one_line(office: Office) -> None:
    for number in range(4):
        who = customer(office, f"Номер{number}", position="бухгалтер", country="RU")
        office.do(customers.set_class, customer_id=who, class_="VIP")
    found = office.ask(calendar.span, start=day(21), end=day(21), language="ru")
    assert [group.say(EN) for group in found.days[0].groups] == ["Accountants' Day: 4 customers"]


def test_of_a_crowded_day_the_rest_is_counted(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    plan(office, TODAY, "day")
    vip = customer(office)
    office.do(customers.set_class, customer_id=vip, class_="VIP")
    plan(office, TODAY, "vip", customer_id=vip)
    plan(office, TODAY, "hour", due_time="10:00")
    monkeypatch.setattr(calendar, "ROOM", 14)
    one = span(office).day(TODAY)
    assert ([entry.text for entry in one.entries], one.more, one.load_minutes) == (["vip", "hour"], 1, 45)


def test_a_day_in_full_has_the_load_of_each(office: Office, anna: int) -> None:
    boris = office.do(people.create, name="Борис", hours="будни 10–14")
    plan(office, TODAY, kind="meeting", person_id=boris)
    plan(office, TODAY)
    panel = office.ask(calendar.day_panel, date=TODAY)
    assert {(one.name, one.load.minutes, one.load.norm) for one in panel.people} == {
        ("Анна Орлова", 15, 480),
        ("Борис", 60, 240),
    }
    alone = office.ask(calendar.day_panel, date=TODAY, people=frozenset({boris}))
    assert alone.hours == ((600, 840),)
    loads = office.ask(calendar.load_of_days, start=TODAY, end=day(18))
    assert [(one.minutes, one.norm, one.over) for one in loads.values()] == [(75, 720, 0), (0, 720, 0)]


# what is said when an entry is dropped


def said(office: Office, row: int, date: dt.date, **asked: Any) -> list[str]:
    found = office.ask(calendar.check_move, ref=row, date=date, **asked)
    return [one.text(EN) for one in found if "nobody has asked" not in one.text(EN)]


def test_nothing_is_said_of_a_good_move(office: Office) -> None:
    row = plan(office, day(18), customer_id=customer(office))
    assert said(office, row, day(19), time="12:00") == []
    with pytest.raises(Gone):
        said(office, 999, day(19))


def test_terms_and_refusals_are_named(office: Office) -> None:
    who = customer(office)
    office.do(card_rows.set_consent, customer_id=who, channel="phone", topic="", state="refused")
    office.do(card_rows.add, kind="terms", customer_id=who, values={"kind": "frequency", "value": "14"})
    row = plan(office, day(18), customer_id=who)
    found = office.ask(calendar.check_move, ref=row, date=day(19))
    assert found[0].weight is Weight.STOP
    # the one that is moved is not its own neighbour
    assert not any("Too often" in one.text(EN) for one in found)
    plan(office, day(25), customer_id=who)
    assert any("Too often" in line for line in said(office, row, day(19)))


def test_the_customers_clock_counts(office: Office) -> None:
    who = customer(office, time_zone="Asia/Vladivostok", hours="будни 9–18", country="RU")
    row = plan(office, day(18), customer_id=who)
    assert said(office, row, day(19), time="10:00") == []
    assert said(office, row, day(19), time="12:00") == [
        "Outside the customer's hours: 9:00–18:00, there it is 19:00"
    ]
    assert said(office, row, day(4), time="10:00")[0].startswith("A holiday there")


def test_our_own_hours_leave_and_holidays_count(office: Office, anna: int) -> None:
    boris = office.do(people.create, name="Boris", hours="weekdays 10–14")
    row = plan(office, day(18))
    assert said(office, row, day(19), person_id=boris, time="13:50") == [
        "Outside the working hours of Boris: 10:00–14:00"
    ]
    assert said(office, row, day(21), person_id=boris) == [
        "Boris does not work that day",
        "The day would hold 15 min of work, and nobody works then",
    ]
    office.do(people.add_leave, person_id=boris, first_day=day(19), last_day=day(20))
    assert said(office, row, day(19), person_id=boris)[0] == "Boris is on leave"


def test_meetings_do_not_overlap_and_days_are_not_overfull(office: Office) -> None:
    plan(office, day(18), "first", kind="meeting", due_time="10:00", minutes=60)
    row = plan(office, day(19), "second", kind="meeting", due_time="10:30")
    assert said(office, row, day(18), time="10:30") == ["Overlaps with “first” at 10:00"]
    assert said(office, row, day(18), time="11:00") == []
    assert said(office, row, day(18), time="11:00", minutes=450) == [
        "The day would hold 8 h 30 min of work, 8 h is what can be done"
    ]


def test_an_occurrence_does_not_overlap_with_itself(office: Office) -> None:
    row = plan(office, day(18), "weekly", kind="meeting", due_time="10:00", repeat="FREQ=DAILY")
    assert said(office, row, day(19), time="10:30", occurrence="2026-11-19") == []
    assert said(office, row, day(20), time="10:30", occurrence="2026-11-19") == [
        "Overlaps with “weekly” at 10:00"
    ]


def test_who_wants_time_respected_is_not_moved_on_the_day(office: Office, clock: FixedClock) -> None:
    who = customer(office)
    office.do(card_rows.add, kind="terms", customer_id=who, values={"kind": "respect_time", "value": "45"})
    row = plan(office, TODAY, customer_id=who, kind="meeting", due_time="15:00", minutes=30)
    lines = said(office, row, day(18), time="15:00", minutes=60)
    assert "Longer than agreed: 1 h, the customer gives a meeting 45 min" in lines
    assert any("not moved on the day itself" in line for line in lines)
    clock.advance(days=-1)
    assert not any("not moved" in line for line in said(office, row, day(18), time="15:00"))
