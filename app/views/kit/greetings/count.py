"""How many greetings wait, for the figure beside the room."""

from __future__ import annotations

from app.models.work import Reading
from app.queries.calendar_days import office_country
from app.queries.greetings import count_due


def count_waiting(reading: Reading, *, language: str) -> int:
    """Return how many greetings are late or of today, days of many of the office's country among them."""
    return count_due(reading, home=office_country(reading, language=language))
