"""How a customer reads in the list: lateness in words and colour, dates near today in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QLocale

from app.clock import Clock
from app.domain.fields import KINDS
from app.domain.touch import interval_of, silence
from app.language import Translator
from app.queries.lines import CustomerRow
from app.views.kit.cells import Cell
from app.views.kit.ui import Ui

#: how far ahead a day is told by its weekday, in days
_NEAR: Final = 13
_NONE: Final = Cell()


class Wording:
    """Words the cells of the list; remembers the words of a day, because many rows share it."""

    def __init__(self, tr: Translator, clock: Clock, locale: QLocale) -> None:
        self._tr, self._clock, self._locale = tr, clock, locale
        self.today = clock.today()
        self._days: dict[dt.date, str] = {}
        self._ahead: dict[dt.date, str] = {}
        self._kinds = {code: tr(text) for code, text in KINDS}
        self.by_key: Mapping[str, Callable[[CustomerRow], Cell]] = MappingProxyType(
            {
                "title": self.title,
                "class_": lambda row: Cell(row.class_, badge=True),
                "last_contact": self.last_contact,
                "next": self.next_step,
                "phone": lambda row: Cell(row.phone),
                "email": lambda row: Cell(row.email),
                "city": lambda row: Cell(row.city),
                "country": lambda row: Cell(row.country),
                "employer": lambda row: Cell(row.employer),
                "position": lambda row: Cell(row.position),
                "territory": lambda row: Cell(row.territory),
                "source": lambda row: Cell(row.source),
                "birthday": self.birthday,
                "created": lambda row: Cell(self.day(self._local(row.created)), "secondary"),
                "kind": lambda row: Cell(self._kinds.get(row.kind, row.kind), "secondary"),
                "responsible": lambda row: Cell(row.responsible),
                "keep": self.interval,
                "tags": lambda row: Cell(", ".join(row.tags)),
            }
        )

    @classmethod
    def of(cls, ui: Ui) -> Wording:
        """Return the wording for a window; a fresh one for each thread."""
        return cls(ui.tr, ui.clock, ui.locale)

    def title(self, row: CustomerRow) -> Cell:
        """Word the name; it is bold in the chosen row."""
        return Cell(row.title or self._tr("Without a name"), "text" if row.title else "secondary", lead=True)

    def last_contact(self, row: CustomerRow) -> Cell:
        """Word how long nothing was heard, in the tone of warning when it is too long."""
        last = None if row.last_contact is None else self._local(row.last_contact)
        usual = interval_of(row.class_, row.keep_in_touch_days)
        late = silence(last, self._local(row.created), usual, self.today).out_of_sight
        return Cell(self.ago(last), "warning" if late else "secondary")

    def next_step(self, row: CustomerRow) -> Cell:
        """Word the next step with its day; late ones say by how much."""
        if row.next_due is None:
            return Cell(self._tr("No next step"), "warning")
        days = (self.today - row.next_due).days
        if days > 0:
            late = self._tr.plural("{count} d late", "{count} d late", days)
            return Cell(row.next_text, tail=late, tail_tone="bad")
        return Cell(row.next_text, tail=self.ahead(row.next_due))

    def birthday(self, row: CustomerRow) -> Cell:
        """Word the birthday, with the year where it is known."""
        if row.birth is None:
            return _NONE
        year, month, day = row.birth
        # 2000 is a leap year: the 29th of February can be worded in it
        text = self._said(
            dt.date(year or 2000, month, min(day, 29 if month == 2 and not year else day)), bool(year)
        )
        return Cell(text, "secondary")

    def interval(self, row: CustomerRow) -> Cell:
        """Word after how many days one is to be in touch; that of the class is paler."""
        usual = interval_of(row.class_, row.keep_in_touch_days)
        own = row.keep_in_touch_days is not None
        text = self._tr("never") if usual is None else self._tr.plural("{count} day", "{count} days", usual)
        return Cell(text, "text" if own else "secondary")

    def ago(self, day: dt.date | None) -> str:
        """Return how long ago a day was."""
        if day is None:
            return self._tr.context("contact", "never")
        days = (self.today - day).days
        near = {0: self._tr("today"), 1: self._tr("yesterday")}
        if days < 0:
            return self.ahead(day)
        return near.get(days) or self._tr.plural("{count} day", "{count} days", days)

    def ahead(self, day: dt.date) -> str:
        """Return a day to come: by its weekday when it is near, with its month where that is another one."""
        found = self._ahead.get(day)
        if found is None:
            days = (day - self.today).days
            near = {0: self._tr("today"), 1: self._tr("tomorrow")}
            month = (day.year, day.month) == (self.today.year, self.today.month)
            weekday = self._form(day, "ddd d" if month else "ddd d MMM") if 0 < days <= _NEAR else ""
            found = near.get(days) or weekday or self.day(day)
            self._ahead[day] = found
        return found

    def day(self, day: dt.date) -> str:
        """Return a date in short words, with the year where it is not this one."""
        found = self._days.get(day)
        if found is None:
            found = self._days[day] = self._said(day, day.year != self.today.year)
        return found

    def _said(self, day: dt.date, with_year: bool) -> str:  # noqa: FBT001 - private
        return self._form(day, "d MMM yyyy" if with_year else "d MMM")

    def _form(self, day: dt.date, pattern: str) -> str:
        said = self._locale.toString(day, pattern)  # type: ignore[call-overload]  # PySide takes Python's dates
        return str(said).replace(".", "")

    def _local(self, moment: dt.datetime) -> dt.date:
        return moment.astimezone(self._clock.zone).date()
