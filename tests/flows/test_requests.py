"""Somebody asks, is answered, complains, and hears what came of it."""

from __future__ import annotations

import datetime as dt

from app.services import interactions


def test_a_request_is_answered_and_a_complaint_is_told(salesperson, customer, office):
    who = customer("Brown", phone="+44 20 7946 0018")
    at = office.clock.now() - dt.timedelta(minutes=200)
    office.do(
        interactions.log,
        customer_id=who,
        direction="in",
        waits=True,
        at=at,
        kind="email",
        text="the lid leaks",
    )
    salesperson.opens_the_window()
    salesperson.goes_to("Requests")
    salesperson.sees("Brown", "the lid leaks", "What they ask")
    salesperson.clicks("More")
    salesperson.clicks("Make it a complaint…")
    salesperson.sees("New complaint")
    salesperson.presses("Ctrl+Return")
    salesperson.sees("Entered: Complaint")
    salesperson.clicks("Answer")
    salesperson.types("a new lid is on its way")
    salesperson.presses("Enter")
    salesperson.sees("Nobody waits for an answer")
    salesperson.clicks("Complaints and ideas")
    salesperson.sees("not looked into yet", "the lid leaks")
    salesperson.clicks("Accept")
    salesperson.types("the lid is replaced")
    salesperson.presses("Ctrl+Return")
    salesperson.sees("accepted", "To tell ")
    salesperson.goes_to("Requests")
    salesperson.clicks("Complaints and ideas")
    salesperson.clicks("Tell the customer")
    salesperson.presses("Enter")
    salesperson.sees("Told: Brown")
    salesperson.presses("Ctrl+Z")
    salesperson.sees("Undone: ", "Tell the customer")
