"""Letters that come in: dropped on the window, read, answered for, and strangers who become customers."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from app.queries import card
from app.views.customers.card.panel import CardPanel


@pytest.fixture
def letter(tmp_path):
    """Save a letter as a mail program does."""

    def save(name, sender, subject, text):
        made = EmailMessage()
        made["From"], made["To"], made["Subject"] = sender, "anna@office.example", subject
        made["Date"] = "Mon, 16 Nov 2026 10:00:00 +0300"
        made["Message-ID"] = f"<{name}@example.com>"
        made.set_content(text)
        path = tmp_path / f"{name}.eml"
        path.write_bytes(made.as_bytes())
        return path

    return save


def lines(office, customer_id):
    return [item.text for item in office.ask(card.timeline, customer_id=customer_id)]


def test_a_letter_dropped_on_the_window_stands_on_the_right_timeline_once(
    salesperson, customer, office, letter
):
    brown = customer("Brown", "Peter", email="peter@brown.example")
    other = customer("Clark", "Susan", email="susan@clark.example")
    file = letter("list", "Peter Brown <peter@brown.example>", "The price list", "Please send the list.")
    salesperson.opens_the_window()
    salesperson.drops(file)
    salesperson.sees("1 letter came in")
    salesperson.drops(file)
    salesperson.sees("was there already")
    assert (lines(office, brown), lines(office, other)) == (["The price list"], [])
    salesperson.opens_the_card_of("Brown")
    salesperson.sees("The price list", "waits for an answer")
    timeline = salesperson.window.findChild(CardPanel).timeline
    timeline.view.setFocus()
    salesperson.presses("Enter")
    salesperson.sees("Peter Brown <peter@brown.example>")
    salesperson.clicks("Mark as answered")
    salesperson.sees("Answered")
    salesperson.presses("Esc")


def test_a_letter_dropped_on_a_card_belongs_to_it(salesperson, customer, office, letter):
    brown = customer("Brown", "Peter")
    file = letter("list", "office@elsewhere.example", "From another address", "It is me, Peter.")
    salesperson.opens_the_window()
    salesperson.opens_the_card_of("Brown")
    salesperson.drops(file, on=salesperson.window.findChild(CardPanel))
    salesperson.sees("From another address")
    assert lines(office, brown) == ["From another address"]


def test_a_stranger_becomes_a_customer(salesperson, office, letter):
    file = letter(
        "hotel", "Veronica Lapham <v.lapham@bell.example>", "Coffee for a hotel", "Your terms, please?"
    )
    salesperson.opens_the_window()
    salesperson.drops(file)
    salesperson.clicks("Unknown senders")
    salesperson.sees("Veronica Lapham", "Coffee for a hotel")
    salesperson.presses("n")
    salesperson.sees("New customer", "v.lapham@bell.example")
    salesperson.presses("Enter")
    salesperson.sees("No letter of a stranger waits")
    salesperson.opens_the_card_of("Lapham")
    salesperson.sees("Coffee for a hotel")
