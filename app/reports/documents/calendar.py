"""Days of the calendar as HTML bodies for screen, printer and PDF: a month as a sheet, anything as a list (row R4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from app.domain.saying import duration_text
from app.language import Translator
from app.queries.calendar import CalendarDay, CalendarEntry, OccasionGroup
from app.reports.documents.pdf import escape

#: so many lines of a day fit into a month's sheet
_LINES: Final = 6
#: how a date is written
Day = Callable[[dt.date], str]
#: how an entry is said where there is little room
Brief = Callable[[CalendarEntry], str]


def list_html(days: Sequence[CalendarDay], title: str, tr: Translator, day: Day) -> str:
    """Return the days one under the other, those with nothing on them left out."""
    parts = [f"<p class='title'>{escape(title)}</p>"]
    for each in days:
        rows = [_group_row(one, tr) for one in each.groups] + [_row(one, tr) for one in each.entries]
        if not rows and not each.holiday and not each.leaves:
            continue
        parts.append(f"<p class='part'>{escape(day(each.date))}</p>")
        parts += [f"<p class='quiet'>{escape(line)}</p>" for line in _notes(each, tr)]
        if rows:
            parts.append(f"<table width='100%' cellspacing='0'>{''.join(rows)}</table>")
    if len(parts) == 1:
        parts.append(f"<p class='quiet'>{escape(tr('Nothing is planned for these days.'))}</p>")
    return "".join(parts)


def sheet_html(
    days: Sequence[CalendarDay], title: str, tr: Translator, *, names: Sequence[str], brief: Brief
) -> str:
    """Return whole weeks as a table under the ``names`` of their days; ``brief`` says an entry in a word or two."""
    head = "".join(f"<td width='14%' class='line'><p class='quiet'>{escape(name)}</p></td>" for name in names)
    weeks = [days[place : place + 7] for place in range(0, len(days), 7)]
    rows = "".join(f"<tr>{''.join(_cell(day, tr, brief) for day in week)}</tr>" for week in weeks)
    return (
        f"<p class='title'>{escape(title)}</p>"
        f"<table width='100%' cellspacing='0' cellpadding='3'><tr>{head}</tr>{rows}</table>"
    )


def _cell(day: CalendarDay, tr: Translator, brief: Brief) -> str:
    lines = [f"<p><b>{day.date.day}</b></p>"]
    if day.holiday:
        lines.append(f"<p class='bad small'>{escape(day.holiday)}</p>")
    said = [one.say(tr) for one in day.groups]
    said += [" ".join(part for part in (one.time, brief(one)) if part) for one in day.entries]
    shown = said if len(said) <= _LINES else said[: _LINES - 1]
    lines += [f"<p class='small'>{escape(one)}</p>" for one in shown]
    if left := len(said) - len(shown) + day.more:
        lines.append(f"<p class='quiet small'>{escape(tr('{count} more', count=left))}</p>")
    return f"<td class='line'>{''.join(lines)}</td>"


def _name(entry: CalendarEntry, tr: Translator) -> str:
    return entry.who.name if entry.who else entry.say(tr)


def _notes(day: CalendarDay, tr: Translator) -> list[str]:
    away = ", ".join(one.name for one in day.leaves)
    planned = tr("{planned} planned", planned=duration_text(day.load_minutes, tr)) if day.load_minutes else ""
    return [part for part in (day.holiday, tr("away: {names}", names=away) if away else "", planned) if part]


def _group_row(group: OccasionGroup, tr: Translator) -> str:
    return f"<tr><td width='17%' class='line'></td><td class='line'><p>{escape(group.say(tr))}</p></td></tr>"


def _row(entry: CalendarEntry, tr: Translator) -> str:
    when = f"{entry.time}–{entry.end}" if entry.time and entry.minutes else entry.time
    mark = "☑" if not entry.open else "☐"
    said = entry.say(tr) if entry.who else ""
    theirs = tr("their time {time}", time=entry.their_time) if entry.their_time else ""
    rest = ", ".join(part for part in (said, entry.place, theirs) if part)
    phone = entry.who.phone if entry.who else ""
    class_ = f" <span class='quiet'>{escape(entry.who.class_)}</span>" if entry.who else ""
    return (
        f"<tr><td width='17%' class='line'><p>{escape(when)}</p></td>"
        f"<td class='line'><p>{mark} <b>{escape(_name(entry, tr))}</b>{class_}</p>"
        f"<p class='quiet'>{escape(rest)}</p></td>"
        f"<td width='22%' class='line'><p class='quiet'>{escape(phone)}</p></td></tr>"
    )
