"""Series of follow-ups: finishing, moving and removing this one, later ones and all, undone and done again (R1, R7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from app.clock import FixedClock
from app.models.base import table_of
from app.models.contact import FollowUp
from app.models.faults import EditConflict, Gone
from app.office import Office
from app.queries import calendar
from app.services import card_rows, customers, followups
from app.services.faults import BadValue, CannotMoveSeries

TODAY = dt.date(2026, 11, 17)  # Tuesday
END = dt.date(2026, 12, 31)


def day(month: int, date: int) -> dt.date:
    return dt.date(2026, month, date)


def rows(office: Office) -> list[tuple[Any, ...]]:
    """Every follow-up with all its columns but the version."""
    table = table_of(FollowUp)
    columns = [column for column in table.c if column.name != "version"]
    return office.ask(
        lambda reading: [tuple(row) for row in reading.rows(sa.select(*columns).order_by(table.c.id))]
    )


def shown(office: Office, start: dt.date = TODAY, end: dt.date = END) -> list[str]:
    """The open entries of the calendar as «MM-DD text»."""
    span = office.ask(calendar.span, start=start, end=end)
    return [
        f"{one.date:%m-%d} {one.text}{' ' + one.time if one.time else ''}"
        for each in span.days
        for one in each.entries
        if not one.done
    ]


def weekly(office: Office, rule: str = "FREQ=WEEKLY;COUNT=5", **values: Any) -> int:
    """A series of Wednesdays from tomorrow."""
    return office.do(followups.create, due_on=day(11, 18), text="ring", repeat=rule, **values)


def get(office: Office, row_id: int) -> dict[str, Any]:
    return office.ask(
        lambda reading: reading.one(sa.select(table_of(FollowUp)).where(FollowUp.id == row_id))
    )._asdict()


def test_a_series_is_told_out_and_counts_to_its_end(office: Office) -> None:
    weekly(office)
    assert shown(office) == ["11-18 ring", "11-25 ring", "12-02 ring", "12-09 ring", "12-16 ring"]


def test_finishing_keeps_the_count(office: Office, clock: FixedClock) -> None:
    row = weekly(office, "FREQ=WEEKLY;INTERVAL=2;COUNT=3")
    clock.advance(days=1)
    assert office.do(followups.finish, row_id=row, result="told") == row
    assert shown(office) == ["12-02 ring", "12-16 ring"]
    clock.advance(days=14)
    office.do(followups.finish, row_id=row)
    clock.advance(days=14)
    assert office.do(followups.finish, row_id=row) is None
    assert shown(office) == []
    done = [one for one in rows(office) if "told" in one]
    assert len(done) == 1
    span = office.ask(calendar.span, start=day(11, 1), end=END)
    assert [each.date for each in span.days if each.entries] == [day(11, 18), day(12, 2), day(12, 16)]
    assert all(one.done for each in span.days for one in each.entries)


def test_a_later_one_can_be_done_before_its_time(office: Office) -> None:
    row = weekly(office)
    assert office.do(followups.finish, row_id=row, occurrence="2026-12-02", result="early") == row
    assert shown(office) == ["11-18 ring", "11-25 ring", "12-09 ring", "12-16 ring"]
    with pytest.raises(Gone):
        office.do(followups.finish, row_id=row, occurrence="2026-12-02")
    with pytest.raises(Gone):
        office.do(followups.finish, row_id=row, occurrence="2026-12-03")


def test_missed_ones_stay_one_late_thing_at_its_date(office: Office, clock: FixedClock) -> None:
    row = weekly(office, "FREQ=WEEKLY")
    clock.advance(days=16)  # Thursday, 3 December: two Wednesdays missed beside the first
    assert shown(office, day(11, 1), day(12, 10)) == ["11-18 ring", "12-09 ring"]
    span = office.ask(calendar.span, start=day(11, 1), end=day(12, 10))
    assert span.day(day(11, 18)).entries[0].late
    office.do(followups.finish, row_id=row)
    assert get(office, row)["due_on"] == day(12, 9)


def test_an_hour_of_today_is_not_lost_with_the_missed_one(office: Office, clock: FixedClock) -> None:
    row = weekly(office, "FREQ=WEEKLY", due_time="15:00", kind="meeting")
    clock.advance(days=8)
    assert shown(office, day(11, 18), day(11, 30)) == ["11-18 ring 15:00", "11-25 ring 15:00"]
    office.do(followups.finish, row_id=row)
    assert shown(office, day(11, 18), day(11, 30)) == ["11-25 ring 15:00"]


def test_moving_this_one_leaves_the_others(office: Office) -> None:
    row = weekly(office)
    own = office.do(followups.move, row_id=row, due_on=day(11, 26), due_time="11:30", occurrence="2026-11-25")
    assert own != row
    assert shown(office) == ["11-18 ring", "11-26 ring 11:30", "12-02 ring", "12-09 ring", "12-16 ring"]
    office.do(followups.move, row_id=row, due_on=day(11, 20))
    assert shown(office)[:2] == ["11-20 ring", "11-26 ring 11:30"]
    assert get(office, row)["due_on"] == day(12, 2)


def test_the_last_one_moved_does_not_come_twice(office: Office) -> None:
    row = weekly(office, "FREQ=WEEKLY;COUNT=1")
    assert office.do(followups.move, row_id=row, due_on=day(11, 17)) == row
    assert shown(office) == ["11-17 ring"]


def test_moving_this_and_later_begins_a_new_series(office: Office) -> None:
    row = weekly(office)
    office.do(followups.edit, row_id=row, values={"text": "other"}, occurrence="2026-12-09", scope="this")
    new = office.do(followups.move, row_id=row, due_on=day(12, 3), occurrence="2026-12-02", scope="later")
    assert new != row
    # the one that was changed by itself stays where somebody put it
    assert shown(office) == ["11-18 ring", "11-25 ring", "12-03 ring", "12-09 other", "12-17 ring"]
    assert get(office, new)["repeat"] == "FREQ=WEEKLY;COUNT=3"


def test_all_move_with_their_weekday_and_exceptions(office: Office) -> None:
    row = weekly(office, "FREQ=WEEKLY;BYDAY=WE;COUNT=5")
    office.do(followups.trash, row_id=row, occurrence="2026-12-02", scope="this")
    office.do(followups.move, row_id=row, due_on=day(11, 26), occurrence="2026-11-25", scope="all")
    assert shown(office) == ["11-19 ring", "11-26 ring", "12-10 ring", "12-17 ring"]
    assert "BYDAY=TH" in get(office, row)["repeat"]


def test_one_weekday_of_two_moves_alone(office: Office) -> None:
    row = weekly(office, "FREQ=WEEKLY;BYDAY=WE,FR;UNTIL=20261204")
    office.do(followups.move, row_id=row, due_on=day(11, 19), scope="all")
    assert shown(office) == [
        "11-19 ring",
        "11-20 ring",
        "11-26 ring",
        "11-27 ring",
        "12-03 ring",
        "12-04 ring",
    ]


@pytest.mark.parametrize(
    ("rule", "moved", "expected"),
    [
        ("FREQ=MONTHLY;COUNT=3", day(11, 20), ["11-20", "12-20", "01-20"]),
        ("FREQ=MONTHLY;BYMONTHDAY=18;COUNT=3", day(11, 20), ["11-20", "12-20", "01-20"]),
        ("FREQ=MONTHLY;BYDAY=3WE;COUNT=3", day(11, 26), ["11-26", "12-24", "01-28"]),
        ("FREQ=MONTHLY;BYDAY=WE;BYSETPOS=3;COUNT=3", day(11, 23), ["11-23", "12-28", "01-25"]),
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=18;COUNT=2", day(11, 20), ["11-20", "11-20"]),
        ("FREQ=DAILY;INTERVAL=3;COUNT=3", day(11, 19), ["11-19", "11-22", "11-25"]),
    ],
)
def test_rules_follow_their_day(office: Office, rule: str, moved: dt.date, expected: list[str]) -> None:
    row = weekly(office, rule)
    office.do(followups.move, row_id=row, due_on=moved, scope="all")
    assert [line[:5] for line in shown(office, end=dt.date(2027, 12, 31))] == expected


def test_a_rule_that_is_too_intricate_is_refused(office: Office) -> None:
    row = weekly(office, "FREQ=YEARLY;BYWEEKNO=47;BYDAY=WE")
    with pytest.raises(CannotMoveSeries):
        office.do(followups.move, row_id=row, due_on=day(11, 19), scope="all")
    assert shown(office, end=day(11, 30)) == ["11-18 ring"]


@pytest.mark.parametrize(
    ("scope", "left"),
    [
        ("this", ["11-18 ring", "12-02 ring", "12-09 ring", "12-16 ring"]),
        ("later", ["11-18 ring"]),
        ("all", []),
    ],
)
def test_removing(office: Office, scope: str, left: list[str]) -> None:
    row = weekly(office)
    office.do(followups.trash, row_id=row, occurrence="2026-11-25", scope=scope)
    assert shown(office) == left


def test_one_that_was_removed_can_be_taken_back(office: Office) -> None:
    row = weekly(office)
    office.do(followups.trash, row_id=row, occurrence="2026-11-25", scope="this")
    office.do(followups.trash, row_id=row, scope="this")
    assert shown(office)[0] == "12-02 ring"
    (first, second) = [one[0] for one in rows(office) if one[0] != row]
    office.do(followups.restore, row_id=first)
    office.do(followups.restore, row_id=second)
    assert shown(office) == ["11-18 ring", "11-25 ring", "12-02 ring", "12-09 ring", "12-16 ring"]
    assert get(office, row)["except_on"] == ""


def test_removing_all_takes_changed_ones_along_and_back(office: Office) -> None:
    row = weekly(office)
    office.do(followups.move, row_id=row, due_on=day(11, 27), occurrence="2026-11-25")
    office.do(followups.trash, row_id=row)
    assert shown(office) == []
    office.do(followups.restore, row_id=row)
    assert shown(office)[:2] == ["11-18 ring", "11-27 ring"]


def test_removing_one_that_stands_alone_leaves_its_series(office: Office) -> None:
    row = weekly(office)
    own = office.do(followups.move, row_id=row, due_on=day(11, 27), occurrence="2026-11-25")
    office.do(followups.trash, row_id=own)
    assert shown(office) == ["11-18 ring", "12-02 ring", "12-09 ring", "12-16 ring"]


def test_words_change_for_this_later_and_all(office: Office) -> None:
    row = weekly(office)
    office.do(followups.edit, row_id=row, values={"text": "one"}, occurrence="2026-11-25", scope="this")
    office.do(followups.edit, row_id=row, values={"text": "rest"}, occurrence="2026-12-09", scope="later")
    office.do(followups.edit, row_id=row, values={"text": "begin"})
    assert shown(office) == ["11-18 begin", "11-25 one", "12-02 begin", "12-09 rest", "12-16 rest"]


def test_a_row_of_its_own_changes_all_of_its_series(office: Office) -> None:
    row = weekly(office)
    own = office.do(followups.edit, row_id=row, values={"text": "one"}, occurrence="2026-11-25", scope="this")
    office.do(followups.edit, row_id=own, values={"text": "every"}, scope="all")
    assert {line[6:] for line in shown(office)} == {"every"}


def test_another_rule_counts_from_its_day(office: Office) -> None:
    row = weekly(office)
    office.do(followups.edit, row_id=row, values={"repeat": "FREQ=DAILY;COUNT=2", "due_on": day(11, 20)})
    assert shown(office) == ["11-20 ring", "11-21 ring"]
    office.do(followups.edit, row_id=row, values={"repeat": ""})
    assert shown(office) == ["11-20 ring"]


def test_what_a_colleague_changed_clashes(office: Office) -> None:
    row = weekly(office)
    office.do(followups.edit, row_id=row, values={"text": "theirs"})
    with pytest.raises(EditConflict):
        office.do(followups.edit, row_id=row, values={"text": "mine"}, was={"text": "ring"})
    with pytest.raises(EditConflict):
        office.do(
            followups.edit,
            row_id=row,
            values={"text": "mine"},
            was={"text": "ring"},
            occurrence="2026-11-25",
            scope="this",
        )


@pytest.mark.parametrize("rule", ["FREQ=HOURLY", "WEEKLY", "FREQ=WEEKLY;COUNT=0", "FREQ=WEEKLY;BYDAY=XX"])
def test_what_is_no_rule_is_refused(office: Office, rule: str) -> None:
    with pytest.raises(BadValue):
        weekly(office, rule)


_DEEDS: dict[str, Callable[[Office, int], object]] = {
    "finish": lambda o, row: o.do(followups.finish, row_id=row, result="x"),
    "finish a later one": lambda o, row: o.do(followups.finish, row_id=row, occurrence="2026-12-02"),
    "snooze": lambda o, row: o.do(followups.snooze, row_id=row, due_on=day(11, 20), due_time="10:00"),
    "move this": lambda o, row: o.do(followups.move, row_id=row, due_on=day(11, 26), occurrence="2026-11-25"),
    "move later": lambda o, row: o.do(
        followups.move, row_id=row, due_on=day(11, 26), occurrence="2026-11-25", scope="later"
    ),
    "move all": lambda o, row: o.do(followups.move, row_id=row, due_on=day(11, 19), scope="all"),
    "edit this": lambda o, row: o.do(
        followups.edit, row_id=row, values={"text": "y"}, occurrence="2026-11-25", scope="this"
    ),
    "edit later": lambda o, row: o.do(
        followups.edit, row_id=row, values={"text": "y"}, occurrence="2026-11-25", scope="later"
    ),
    "edit all": lambda o, row: o.do(followups.edit, row_id=row, values={"text": "y", "due_on": day(11, 20)}),
    "trash this": lambda o, row: o.do(followups.trash, row_id=row, scope="this"),
    "trash later": lambda o, row: o.do(followups.trash, row_id=row, occurrence="2026-11-25", scope="later"),
    "trash all": lambda o, row: o.do(followups.trash, row_id=row),
}


@pytest.mark.parametrize("deed", _DEEDS)
def test_every_change_is_one_step_back_and_forth(office: Office, deed: str) -> None:
    customer = office.do(customers.create, values={"surname": "Орлов"})
    row = weekly(office, customer_id=customer, kind="meeting", confirm=True)
    office.do(followups.move, row_id=row, due_on=day(12, 3), occurrence="2026-12-09")
    before = rows(office)
    _DEEDS[deed](office, row)
    after = rows(office)
    assert after != before
    office.undo()
    assert rows(office) == before
    office.redo()
    assert rows(office) == after


# meetings and the steps that confirm them


def meeting(office: Office, **values: Any) -> tuple[int, int]:
    """A customer, and a meeting with a confirmation on Monday, 23 November."""
    customer = office.do(customers.create, values={"surname": "Орлов"})
    kept = {"due_on": day(11, 23), "due_time": "12:00", "text": "проба", "confirm": True, **values}
    return customer, office.do(followups.create, customer_id=customer, kind="meeting", **kept)


def test_a_meeting_is_confirmed_on_the_working_day_before(office: Office) -> None:
    _, row = meeting(office)
    assert shown(office) == ["11-20 Подтвердить: проба", "11-23 проба 12:00"]
    span = office.ask(calendar.span, start=TODAY, end=END)
    assert span.day(day(11, 23)).entries[0].confirmed is False
    assert span.day(day(11, 20)).entries[0].confirms_id == row


def test_the_confirmation_goes_along(office: Office) -> None:
    _, row = meeting(office)
    office.do(followups.move, row_id=row, due_on=day(11, 26))
    assert shown(office)[0] == "11-25 Подтвердить: проба"
    office.do(followups.trash, row_id=row)
    assert shown(office) == []
    office.do(followups.restore, row_id=row)
    assert len(shown(office)) == 2
    office.do(followups.finish, row_id=row)
    assert shown(office) == []


def test_every_meeting_of_a_series_is_confirmed(office: Office, clock: FixedClock) -> None:
    _, row = meeting(office, repeat="FREQ=WEEKLY;COUNT=3")
    assert [line for line in shown(office) if "Подтв" in line] == ["11-20 Подтвердить: проба"]
    office.do(followups.move, row_id=row, due_on=day(11, 24))
    assert [line for line in shown(office) if "Подтв" in line] == [
        "11-23 Подтвердить: проба",
        "11-27 Подтвердить: проба",
    ]
    clock.advance(days=14)
    office.do(followups.finish, row_id=row)
    assert [line for line in shown(office) if "Подтв" in line][-1] == "12-04 Подтвердить: проба"


def test_who_wants_time_respected_is_always_asked_by_the_preferred_channel(office: Office) -> None:
    customer = office.do(customers.create, values={"surname": "Brown"})
    office.do(card_rows.add_channel, customer_id=customer, channel="phone", value="+44 20 7946 0000")
    mail = office.do(card_rows.add_channel, customer_id=customer, channel="email", value="b@example.org")
    office.do(card_rows.change, kind="channels", row_id=mail, values={"preferred": True})
    office.do(
        card_rows.add, kind="terms", customer_id=customer, values={"kind": "respect_time", "value": "45"}
    )
    office.do(followups.create, customer_id=customer, due_on=day(11, 20), kind="meeting", text="samples")
    office.do(followups.create, customer_id=customer, due_on=day(11, 20), kind="call", text="price")
    span = office.ask(calendar.span, start=TODAY, end=END)
    (step,) = [one for each in span.days for one in each.entries if one.confirms_id]
    assert (step.text, step.contact_kind, step.date) == ("Confirm: samples", "email", day(11, 19))
