"""How the calendar says things: short names, hours of work, the title of a span."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from PySide6.QtCore import QLocale
from PySide6.QtGui import QFont

from app.domain.occasions import Kind, Occasion
from app.language import Translator
from app.queries.calendar import CalendarEntry, OccasionGroup
from app.queries.calendar_values import KINDS_OF_MANY
from app.queries.items import Who
from app.views.kit.painting import width_of
from app.views.kit.ui import Ui
from app.views.kit.words import CONTACT_ICONS, CONTACT_NAMES

#: the views of the room
MONTH, WEEK, DAY, AGENDA = "month", "week", "day", "agenda"
_FORM: Final = re.compile(r"^[A-ZА-ЯЁ]{2,6}\s+(?=[«“\"])")
#: words after a name that are too short to say anything are left out, px
_SCRAP: Final = 46


def short_name(who: Who | None) -> str:
    """Return the name as a small chip shows it: «Петрова О.» where the surname stands first, «Вектор» without ООО."""
    if who is None:
        return ""
    words = who.name.split()
    if who.kind == "organisation":
        return _FORM.sub("", who.name)
    if len(words) < 2 or not _cyrillic(words[0]):
        return who.name
    return f"{words[0]} {words[1][:1]}."


def _cyrillic(word: str) -> bool:
    return any("а" <= sign <= "я" or sign == "ё" for sign in word.casefold())


def entry_text(entry: CalendarEntry, tr: Translator) -> str:
    """Return name and matter in one line: «Петрова О., счёт», «Иванов И., 50»."""
    name, said = short_name(entry.who), entry_matter(entry, tr)
    return ", ".join(part for part in (name, said) if part)


def chip_text(entry: CalendarEntry, tr: Translator, room: float, face: QFont) -> str:
    """Return as much of name and matter as ``room`` px take: no scrap of a word stands after a name."""
    name, said = short_name(entry.who), _brief_matter(entry, tr)
    if not (name and said):
        return name or said
    whole = f"{name}, {said}"
    if width_of(whole, face) <= room or width_of(f"{name}, ", face) + _SCRAP <= room:
        return whole
    words = name.split()
    first = words[0] if _cyrillic(words[0]) else words[-1]
    occasion = entry.occasion
    if occasion is not None and occasion.years and occasion.kind in {Kind.BIRTHDAY, Kind.RELATIVE}:
        whose = occasion.who if occasion.kind is Kind.RELATIVE and occasion.who else first
        return f"{whose}, {occasion.years}"
    alone = entry.who is not None and entry.who.kind != "organisation" and width_of(name, face) > room
    return first if alone else name


def _brief_matter(entry: CalendarEntry, tr: Translator) -> str:
    """Return what it is about in a word or two: of a birthday the age alone."""
    occasion = entry.occasion
    return entry_matter(entry, tr) if occasion is None else occasion_text(occasion, tr)


def occasion_text(occasion: Occasion, tr: Translator) -> str:
    """Return a birthday as the age alone, a relative's with the name: «50 лет», «Тимур, 3 года»; others as they are."""
    if occasion.years is None or occasion.kind not in {Kind.BIRTHDAY, Kind.RELATIVE}:
        return occasion.text(tr)
    age = tr.plural("age {count}", "age {count}", occasion.years)
    who = occasion.who or (tr(occasion.label) if occasion.label else "")
    return f"{who}, {age}" if occasion.kind is Kind.RELATIVE and who else age


def is_round(entry: CalendarEntry) -> bool:
    """Tell whether it is a round age or jubilee."""
    return entry.occasion is not None and entry.occasion.round


def load_text(minutes: int, tr: Translator) -> str:
    """Return a day's load as cells show it: «8 ч 40», «45 мин»."""
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return tr("{hours} h {minutes}", hours=hours, minutes=f"{rest:02}")
    return tr("{hours} h", hours=hours) if hours else tr("{minutes} min", minutes=rest)


def entry_matter(entry: CalendarEntry, tr: Translator) -> str:
    """Return what it is about, or the kind of contact where nothing is said."""
    if entry.hidden:
        return tr("busy")
    said = entry.say(tr)
    if not said and entry.contact_kind:
        return tr(CONTACT_NAMES.get(entry.contact_kind, "contact"))
    return said


def entry_icon(entry: CalendarEntry) -> str:
    """Return the picture of a step: a tick is for what is done, so an open task has a ring."""
    if entry.done:
        return "check"
    return "circle" if entry.contact_kind == "task" else CONTACT_ICONS.get(entry.contact_kind, "circle")


def group_text(group: OccasionGroup, ui: Ui) -> str:
    """Return a line for many: «День бухгалтера: 4 клиента»."""
    return group.say(ui.tr)


def group_brief(group: OccasionGroup, ui: Ui) -> str:
    """Return a short line for many: «День полиции: 2»."""
    one = group.occasion
    name = ui.tr(one.label) if one is not None else ui.tr(KINDS_OF_MANY[Kind(group.code)])
    return f"{name}: {ui.number(group.count)}"


def month_title(day: dt.date, ui: Ui) -> str:
    """Return «November 2026» as a title."""
    name = ui.locale.standaloneMonthName(day.month)
    return f"{name[:1].upper()}{name[1:]} {day.year}"


def span_title(start: dt.date, end: dt.date, ui: Ui) -> str:
    """Return «23–29 November 2026», with both months or years where they differ."""
    if start == end:
        said = str(ui.locale.toString(start, ui.tr("dddd, d MMMM").replace("dddd", "ddd")))  # type: ignore[call-overload]
        return f"{said[:1].upper()}{said[1:]}"
    if start.month == end.month and start.year == end.year:
        pattern = "d MMMM" if start.year == ui.clock.today().year else "d MMMM yyyy"
        return f"{start.day}–{_words(end, pattern, ui)}"
    return f"{ui.date(start)} – {ui.date(end)}"


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
