"""Her calendar: what is planned moves, is confirmed, repeated and levelled, and everything can be taken back."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.models.base import table_of
from app.models.contact import FollowUp
from app.services import followups

WEDNESDAY, THURSDAY, FRIDAY = (dt.date(2026, 11, day) for day in (18, 19, 20))


def planned(office):
    """Return day, hour and words of everything that is open."""
    table = table_of(FollowUp)
    statement = sa.select(table).where(table.c.done_at.is_(None), table.c.trashed_at.is_(None))
    found = office.ask(lambda reading: reading.rows(statement))
    return {(row.due_on, row.due_time, row.text) for row in found}


@pytest.fixture
def meeting(customer, office):
    """A meeting on Thursday, and the step that confirms it the day before."""
    return office.do(
        followups.create,
        customer_id=customer("Brown", "Anna"),
        due_on=THURSDAY,
        due_time="11:00",
        text="tasting",
        kind="meeting",
        minutes=60,
        confirm=True,
    )


def test_she_moves_thursdays_meeting_to_friday_and_the_confirmation_goes_along(salesperson, meeting, office):
    before = {(THURSDAY, "11:00", "tasting"), (WEDNESDAY, "", "Confirm: tasting")}
    assert planned(office) == before
    salesperson.opens_the_window()
    salesperson.goes_to("Calendar")
    salesperson.presses("Right", "Right", "Enter")
    salesperson.sees("Not confirmed yet")
    salesperson.presses("Alt+Right")
    salesperson.sees("Moved to Fri 20 Nov")
    assert planned(office) == {(FRIDAY, "11:00", "tasting"), (THURSDAY, "", "Confirm: tasting")}
    salesperson.presses("Ctrl+Z")
    salesperson.sees("Undone: ")
    assert planned(office) == before


def test_she_confirms_it_beside_the_meeting(salesperson, meeting, office):
    salesperson.opens_the_window()
    salesperson.goes_to("Calendar")
    salesperson.presses("Right", "Right", "Enter")
    salesperson.clicks("Confirmed")
    salesperson.sees("Confirmed: ")
    assert planned(office) == {(THURSDAY, "11:00", "tasting")}


def test_a_letter_is_enough_to_begin_something_new(salesperson, customer, office):
    customer("Brown", "Anna")
    salesperson.opens_the_window()
    salesperson.goes_to("Calendar")
    salesperson.presses("Right")
    salesperson.types("or")
    salesperson.sees("New event")
    salesperson.types("der samples")
    salesperson.presses("Enter")
    salesperson.sees("Planned for tomorrow: order samples")
    assert planned(office) == {(WEDNESDAY, "", "order samples")}


def test_a_day_that_is_too_full_is_levelled_from_today_and_back(salesperson, customer, office):
    who = customer("Brown", "Anna", class_="C")
    for number in range(6):
        office.do(
            followups.create,
            customer_id=who,
            due_on=dt.date(2026, 11, 17),
            text=f"step {number}",
            minutes=120,
            kind="task",
        )
    before = planned(office)
    salesperson.opens_the_window()
    salesperson.sees("12 h of work, 8 h can be done")
    salesperson.clicks("Spread…")
    salesperson.sees("Spread the day")
    salesperson.presses("Enter")
    salesperson.sees("Moved 2 follow-ups")
    assert sum(day == dt.date(2026, 11, 17) for day, _, _ in planned(office)) == 4
    salesperson.presses("Ctrl+Z")
    salesperson.sees("Undone: ")
    assert planned(office) == before
