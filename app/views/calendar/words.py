"""How the calendar says things: short names, hours of work, the title of a span."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QLocale

from app.language import Translator
from app.queries.calendar import CalendarEntry, OccasionGroup
from app.queries.items import Who
from app.views.kit.ui import Ui
from app.views.kit.words import CONTACT_NAMES

#: the views of the room
MONTH, WEEK, DAY, AGENDA = "month", "week", "day", "agenda"
VIEWS: Final = (MONTH, WEEK, DAY, AGENDA)


def short_name(who: Who | None) -> str:
    """Return the name as a small chip shows it: «Петрова О.» for a person whose surname stands first."""
    if who is None:
        return ""
    words = who.name.split()
    if who.kind == "organisation" or len(words) < 2 or not _cyrillic(words[0]):
        return who.name
    return f"{words[0]} {words[1][:1]}."


def _cyrillic(word: str) -> bool:
    return any("а" <= sign <= "я" or sign == "ё" for sign in word.casefold())


def entry_text(entry: CalendarEntry, tr: Translator) -> str:
    """Return name and matter in one line: «Петрова О., счёт», «Иванов И., 50»."""
    name, said = short_name(entry.who), entry_matter(entry, tr)
    return ", ".join(part for part in (name, said) if part)


def entry_matter(entry: CalendarEntry, tr: Translator) -> str:
    """Return what it is about, or the kind of contact where nothing is said."""
    said = entry.say(tr)
    if not said and entry.contact_kind:
        return tr(CONTACT_NAMES.get(entry.contact_kind, "contact"))
    return said


def group_text(group: OccasionGroup, ui: Ui) -> str:
    """Return a line for many: «День бухгалтера: 4 клиента»."""
    many = ui.tr.plural("{count} customer", "{count} customers", group.count)
    name = group.occasion.text(ui.tr) if group.occasion is not None else ui.tr("birthdays")
    return f"{name}: {many}"


def month_title(day: dt.date, ui: Ui) -> str:
    """Return «November 2026» as a title."""
    name = ui.locale.standaloneMonthName(day.month)
    return f"{name[:1].upper()}{name[1:]} {day.year}"


def span_title(start: dt.date, end: dt.date, ui: Ui) -> str:
    """Return «23–29 November 2026», with both months or years where they differ."""
    if start == end:
        said = str(ui.locale.toString(start, ui.tr("dddd, d MMMM")))  # type: ignore[call-overload]
        return f"{said[:1].upper()}{said[1:]}"
    last = _words(end, "d MMMM yyyy", ui)
    if start.year != end.year:
        return f"{_words(start, 'd MMMM yyyy', ui)} – {last}"
    if start.month != end.month:
        return f"{_words(start, 'd MMMM', ui)} – {last}"
    return f"{start.day}–{last}"


def _words(day: dt.date, pattern: str, ui: Ui) -> str:
    return str(ui.locale.toString(day, pattern))  # type: ignore[call-overload]


def first_weekday(ui: Ui) -> int:
    """Return the first day of the week, 0 for Monday, as the locale has it."""
    own = QLocale()
    locale = own if own.name().startswith(ui.tr.code) else ui.locale
    return int(locale.firstDayOfWeek().value) - 1


def week_of(day: dt.date, ui: Ui) -> dt.date:
    """Return the first day of the week in which ``day`` is."""
    return day - dt.timedelta(days=(day.weekday() - first_weekday(ui)) % 7)


def clock_text(time: str, ui: Ui) -> str:
    """Return «HH:MM» as the locale writes it."""
    if not time:
        return ""
    hour, minute = (int(part) for part in time.split(":"))
    pattern = ui.locale.timeFormat(QLocale.FormatType.ShortFormat)
    if "AP" not in pattern.upper():
        return time
    return f"{hour % 12 or 12}:{minute:02} {'AM' if hour < 12 else 'PM'}"


def hour_text(hour: int, ui: Ui) -> str:
    """Return a full hour as the axis of a day shows it: «09:00», «9 AM»."""
    said = clock_text(f"{hour:02}:00", ui)
    return said.replace(":00 ", " ")
