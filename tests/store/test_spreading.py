"""Too much on a day: the preview, and applying it in one step that can be taken back (row R9)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from app.domain.load import Limits
from app.office import Office
from app.queries import calendar
from app.queries.spreading import Proposal, propose
from app.services import card_rows, customers, followups, people
from app.services.spreading import Spread, spread

TODAY = dt.date(2026, 11, 17)  # Tuesday


def day(date: int) -> dt.date:
    return dt.date(2026, 11, date)


def fill(office: Office, due_on: dt.date, count: int, **values: Any) -> list[int]:
    return [
        office.do(followups.create, due_on=due_on, text=f"{number}", minutes=60, **values)
        for number in range(count)
    ]


def spreads(found: Proposal) -> list[Spread]:
    return [Spread(one.move.ref, one.move.start, one.move.end, one.move.occurrence) for one in found.moves]


def loads(office: Office, start: int = 17, end: int = 22) -> list[int]:
    found = office.ask(calendar.load_of_days, start=day(start), end=day(end))
    return [one.minutes // 60 for one in found.values()]


def test_a_full_day_is_spread_over_the_next_and_back(office: Office) -> None:
    fill(office, TODAY, 10)
    fill(office, day(18), 7)
    found = office.ask(propose, start=TODAY)
    assert len(found.moves) == 2
    assert (found.before[TODAY].over, found.after[TODAY].over, found.over) == (120, 0, ())
    assert loads(office) == [10, 7, 0, 0, 0, 0]
    assert office.do(spread, moves=spreads(found)) == 2
    assert loads(office) == [8, 8, 1, 0, 0, 0]
    office.undo()
    assert loads(office) == [10, 7, 0, 0, 0, 0]
    office.redo()
    assert loads(office) == [8, 8, 1, 0, 0, 0]


def test_terms_deadlines_and_leave_are_kept(office: Office, anna: int) -> None:
    fill(office, TODAY, 7)
    who = office.do(customers.create, values={"surname": "Орлов"})
    office.do(customers.set_class, customer_id=who, class_="D")
    office.do(card_rows.set_consent, customer_id=who, channel="phone", topic="", state="given")
    office.do(card_rows.add, kind="terms", customer_id=who, values={"kind": "days", "value": "вт, пт"})
    (row,) = fill(office, TODAY, 1, customer_id=who)
    office.do(followups.create, due_on=TODAY, text="выслать до 17.11", minutes=60)
    office.do(people.add_leave, person_id=anna, first_day=day(18), last_day=day(18))
    (only,) = office.ask(propose, start=TODAY).moves
    # not on her leave, and on a day that the customer named
    assert (only.entry.ref, only.move.end) == (row, day(20))


def test_late_ones_count_to_today_and_stay(office: Office) -> None:
    late = fill(office, day(16), 4)
    now = fill(office, TODAY, 5)
    found = office.ask(propose, start=TODAY)
    assert found.before[TODAY].minutes == 540
    assert [one.entry.ref in now and one.entry.ref not in late for one in found.moves] == [True]


def test_an_occurrence_of_a_series_moves_by_itself(office: Office) -> None:
    fill(office, day(20), 8)
    row = office.do(
        followups.create, due_on=TODAY, text="series", minutes=60, repeat="FREQ=DAILY;INTERVAL=3;COUNT=3"
    )
    found = office.ask(propose, start=day(20))
    assert [one.move.ref for one in found.moves] != [row] or found.moves[0].move.occurrence == "2026-11-20"
    assert office.do(spread, moves=[Spread(row, day(20), day(19), "2026-11-20")]) == 1
    assert office.do(spread, moves=[Spread(row, day(20), day(19), "2026-11-20")]) == 0
    span = office.ask(calendar.span, start=TODAY, end=day(30))
    assert [each.date.day for each in span.days for one in each.entries if one.text == "series"] == [
        17,
        19,
        23,
    ]


def test_what_changed_since_the_preview_is_left(office: Office) -> None:
    rows = fill(office, TODAY, 10)
    found = office.ask(propose, start=TODAY)
    first, second = spreads(found)
    office.do(followups.move, row_id=first.ref, due_on=day(25))
    office.do(followups.finish, row_id=second.ref)
    assert office.do(spread, moves=[first, second]) == 0
    assert set(rows) >= {first.ref, second.ref}


def test_days_of_each_person_and_what_is_allowed(office: Office, anna: int) -> None:
    boris = office.do(people.create, name="Борис", hours="будни 10–12")
    fill(office, TODAY, 3, person_id=boris)
    fill(office, TODAY, 9, kind="meeting")
    assert [one.move.person for one in office.ask(propose, start=TODAY).moves] == [boris]
    mine = office.ask(propose, start=TODAY, person=anna)
    assert (mine.moves, mine.over) == ((), (TODAY,))
    timed = fill(office, day(18), 3, person_id=boris, due_time="10:00")
    assert office.ask(propose, start=day(18), person=boris).moves == ()
    assert len(timed) == 3
    assert len(office.ask(propose, start=day(18), person=boris, limits=Limits(timed=True)).moves) == 1
