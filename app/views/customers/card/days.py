"""Days as people type them, and as they are shown for typing again."""

from __future__ import annotations

import datetime as dt

from app.domain.capture import find_date
from app.views.customers.card.editors import Unfit
from app.views.kit.ui import Ui


def day_text(day: dt.date | None) -> str:
    """Return a day as it can be typed again: «17.11.2026»."""
    return f"{day:%d.%m.%Y}" if day else ""


def read_day(text: str, ui: Ui) -> dt.date | None:
    """Return the day that ``text`` names, None where it is empty; raises :class:`Unfit`."""
    text = text.strip()
    if not text:
        return None
    for pattern in ("%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y"):
        try:
            return dt.datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    hit = find_date(text, now=ui.clock.local())
    if hit is None:
        raise Unfit(ui.tr("This is no date that I understand. Try “Friday”, “in 2 weeks” or “15 December”."))
    return hit.date


def read_moment(text: str, ui: Ui) -> tuple[dt.date, str] | None:
    """Return day and «HH:MM» (or empty) that ``text`` names, None where it is empty; raises :class:`Unfit`."""
    if not text.strip():
        return None
    hit = find_date(text, now=ui.clock.local())
    if hit is None:
        return (day, "") if (day := read_day(text, ui)) else None
    return hit.date, f"{hit.time:%H:%M}" if hit.time else ""
