"""The days on show as a page: to print, or to save as PDF (row R4)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from app.queries.calendar import CalendarDay, CalendarEntry
from app.reports.documents.calendar import list_html, sheet_html
from app.views.calendar.words import entry_matter, first_weekday, short_name
from app.views.kit.paper import Paper
from app.views.kit.ui import Ui


def show_paper(
    window: QWidget, ui: Ui, days: Sequence[CalendarDay], title: str, *, sheet: bool = False
) -> Paper:
    """Open the page of ``days``; ``sheet`` lays whole weeks out as a month."""
    if sheet:
        first, short = first_weekday(ui), QLocale.FormatType.ShortFormat
        names = [ui.locale.standaloneDayName((first + place) % 7 + 1, short) for place in range(7)]
        body = sheet_html(days, title, ui.tr, names=names, brief=partial(_brief, ui))
    else:
        body = list_html(days, title, ui.tr, partial(ui.date, weekday=True))
    paper = Paper(ui, ui.tr("Calendar"), body, f"{title}.pdf", window)
    paper.open()
    return paper


def _brief(ui: Ui, entry: CalendarEntry) -> str:
    return short_name(entry.who) or entry_matter(entry, ui.tr)
