"""What the form of an event holds, and how its short fields are read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final

from app.domain.capture import find_date
from app.domain.recurrence_change import Choice, build
from app.language import N_, Translator
from app.views.kit.fields import DateField
from app.views.kit.ui import Ui

#: kinds of contact that can be planned, in the order of the form
KINDS: Final = ("meeting", "call", "visit", "email", "chat", "letter", "task")
#: minutes before which it is announced; None as usual
NOTIFY: Final = (None, 0, 5, 15, 30, 60, 1440)
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.\s]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?")
_LENGTH: Final = re.compile(
    r"(?:(\d+(?:[.,]\d+)?)\s*(?:h|hr|hours?|ч|час\w*)\.?)?\s*(?:(\d+)\s*(?:m|min|minutes?|м|мин\w*)?\.?)?"
)
_DAYS: Final = re.compile(r"(\d{1,2})\s*(?:d|days?|д|дн\w*|ден\w*|сут\w*)\.?")


def read_time(text: str) -> str | None:
    """Return «HH:MM» for «10», «10:30», «1030», «3pm»; empty for nothing, None for what is no time."""
    plain = text.strip().casefold()
    if not plain:
        return ""
    match = _TIME.fullmatch(plain)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "")[:1]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def read_length(text: str) -> int | None:
    """Return minutes for «45», «1 h 30», «1,5 ч», «1:30», «3 days»; None for what is no length."""
    plain = text.strip().casefold()
    if match := re.fullmatch(r"(\d{1,2}):(\d{2})", plain):
        return int(match[1]) * 60 + int(match[2])
    if match := _DAYS.fullmatch(plain):
        return int(match[1]) * 1440
    match = _LENGTH.fullmatch(plain)
    if match is None or not (match[1] or match[2]):
        return None
    return int(float((match[1] or "0").replace(",", ".")) * 60) + int(match[2] or 0)


def repeats(day: dt.date, ui: Ui) -> list[tuple[str, str]]:
    """Return the rules offered for ``day`` with their names, the empty one first."""
    tr = ui.tr
    weekday = ui.locale.dayName(day.isoweekday())
    nth = (day.day - 1) // 7 + 1
    last = (day + dt.timedelta(days=7)).month != day.month
    found = [
        ("", tr("does not repeat")),
        (build(Choice("DAILY")), tr("every day")),
        (build(Choice("WEEKLY", weekdays=(0, 1, 2, 3, 4))), tr("every weekday")),
        (build(Choice("WEEKLY", weekdays=(day.weekday(),))), tr("every week: {weekday}", weekday=weekday)),
        (
            build(Choice("WEEKLY", interval=2, weekdays=(day.weekday(),))),
            tr("every 2 weeks: {weekday}", weekday=weekday),
        ),
        (build(Choice("MONTHLY", month_day=day.day)), tr("every month on day {day}", day=day.day)),
        (
            build(Choice("MONTHLY", nth=(nth if nth < 5 else -1, day.weekday()))),
            tr("every month: {weekday} number {nth}", weekday=weekday, nth=nth)
            if nth < 5
            else tr("every month: last {weekday}", weekday=weekday),
        ),
        (
            build(Choice("MONTHLY", interval=3, month_day=day.day)),
            tr("every 3 months on day {day}", day=day.day),
        ),
        (build(Choice("YEARLY")), tr("every year")),
    ]
    if last and nth < 5:
        found.insert(
            7,
            (
                build(Choice("MONTHLY", nth=(-1, day.weekday()))),
                tr("every month: last {weekday}", weekday=weekday),
            ),
        )
    return found


def date_field(ui: Ui, name: str, hint: str = "") -> DateField:
    """Return a field for a date in the user's own words."""
    return DateField(
        ui.theme,
        ui.tr,
        name=name,
        read=lambda text: _read(text, ui),
        show=lambda day: ui.date(day, weekday=True),
        today=ui.clock.today,
        hint=hint,
    )


def _read(text: str, ui: Ui) -> dt.date | None:
    hit = find_date(text, now=ui.clock.local())
    return hit.date if hit else None


_BEFORE: Final[Mapping[int | None, str]] = {
    None: N_("as usual"),
    0: N_("when it begins"),
    5: N_("5 minutes before"),
    15: N_("15 minutes before"),
    30: N_("half an hour before"),
    60: N_("an hour before"),
    1440: N_("a day before"),
}


def notify_text(minutes: int | None, tr: Translator) -> str:
    """Return how long before it is announced."""
    said = _BEFORE.get(minutes)
    return tr(said) if said else tr("{minutes} minutes before", minutes=minutes)
