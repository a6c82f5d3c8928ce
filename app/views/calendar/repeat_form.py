"""How often something repeats: a rule that fits the day, or one of one's own, said in words (row R1)."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.recurrence import WrongRule
from app.domain.recurrence_change import Choice, build, choice_of
from app.domain.recurrence_text import rule_text
from app.language import N_
from app.views.calendar.event_values import date_field, repeats
from app.views.calendar.words import first_weekday
from app.views.kit.buttons import Button, Kind
from app.views.kit.fields import Combo, LineField
from app.views.kit.labels import label
from app.views.kit.theme import GAP_S, SMALL
from app.views.kit.ui import Ui

#: stands for a rule that is put together below
_OWN: Final = "own"
_FREQS: Final = (
    ("DAILY", N_("days")),
    ("WEEKLY", N_("weeks")),
    ("MONTHLY", N_("months")),
    ("YEARLY", N_("years")),
)
NEVER, UNTIL, COUNT = "never", "until", "count"
_ENDS: Final = ((NEVER, N_("without end")), (UNTIL, N_("until a day")), (COUNT, N_("so many times")))


class RepeatForm(QWidget):
    """A choice of rules; «custom…» opens every so many days, weeks, months or years, and its end."""

    #: another rule
    changed = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._day, tr = ui, ui.clock.today(), ui.tr
        self._kept = ""
        self.choice = Combo(ui.theme, name=tr("Repeats"))
        self.every = LineField(ui.theme, name=tr("Every"), hint="1")
        self.every.setValidator(QIntValidator(1, 999, self))
        self.freq = Combo(ui.theme, name=tr("Every how many days, weeks, months or years"))
        self.freq.set_choices([(key, tr(name)) for key, name in _FREQS], current="WEEKLY")
        self.days = [Button("", ui.theme, kind=Kind.QUIET) for _ in range(7)]
        self.ends = Combo(ui.theme, name=tr("Ends"))
        self.ends.set_choices([(key, tr(name)) for key, name in _ENDS], current=NEVER)
        self.until = date_field(ui, tr("Until"))
        self.count = LineField(ui.theme, name=tr("How many times"), hint="10")
        self.count.setValidator(QIntValidator(1, 999, self))
        self.said = label(tone="secondary", size=SMALL, wrap=True)
        self._lay_out()
        self._offer("")
        self._connect()

    @property
    def rule(self) -> str:
        """The RRULE that is chosen; empty for once.

        Raises:
            WrongRule: what is put together makes none.
        """
        chosen = str(self.choice.currentData() or "")
        if not chosen:
            return ""
        plain = self._own() if chosen == _OWN else choice_of(chosen)
        if plain is None:  # a rule of a file that no simple choice makes
            return chosen
        return build(
            Choice(
                plain.freq,
                plain.interval,
                plain.weekdays,
                plain.month_day,
                plain.nth,
                self._number(self.count, 10) if self.ends.currentData() == COUNT else None,
                self.until.value if self.ends.currentData() == UNTIL else None,
            )
        )

    def set_day(self, day: dt.date) -> None:
        """Offer rules that fit another day; the place in the list stays."""
        self._day = day
        place, own = self.choice.currentIndex(), self.choice.currentData() == _OWN
        self._offer("")
        self.choice.setCurrentIndex(
            self.choice.count() - 1 if own else max(0, min(place, self.choice.count() - 2))
        )
        self._follow()

    def set_rule(self, rule: str, day: dt.date) -> None:
        """Show a rule that counts from ``day``."""
        self._day = day
        known = choice_of(rule) if rule else None
        if known is None:
            self._offer(rule)
        else:
            self._offer(build(Choice(known.freq, known.interval, known.weekdays, known.month_day, known.nth)))
            self.ends.choose(COUNT if known.count else UNTIL if known.until else NEVER)
            self.until.set_value(known.until)
            self.count.setText(str(known.count or ""))
            self.every.setText(str(known.interval))
            self.freq.choose(known.freq)
            for number, button in enumerate(self.days):
                button.setChecked(number in known.weekdays)
        self._follow()

    def wrong(self) -> tuple[LineField, str] | None:
        """Return the field that cannot be taken as it is, and why."""
        if self.choice.currentData() and self.ends.currentData() == UNTIL:
            if no_date := self.until.why_not():
                return self.until, no_date
            if self.until.value is None:
                return self.until, self._ui.tr("Say until when.")
            if self.until.value < self._day:
                return self.until, self._ui.tr("The last day comes before the first.")
        return None

    # --- inside

    def _own(self) -> Choice:
        freq = str(self.freq.currentData())
        days = tuple(number for number, one in enumerate(self.days) if one.isChecked())
        weekly = freq == "WEEKLY"
        return Choice(
            freq,
            self._number(self.every, 1),
            (days or (self._day.weekday(),)) if weekly else (),
            self._day.day if freq == "MONTHLY" else None,
        )

    @staticmethod
    def _number(field: LineField, usual: int) -> int:
        text = field.text().strip()
        return max(1, int(text)) if text.isdecimal() else usual

    def _offer(self, chosen: str) -> None:
        tr = self._ui.tr
        offered = repeats(self._day, self._ui)
        if chosen and chosen not in [rule for rule, _ in offered]:
            offered.append((chosen, rule_text(chosen, tr, self._day)))
        self.choice.set_choices([*offered, (_OWN, tr("custom…"))], current=chosen)

    def _follow(self) -> None:
        """Show what belongs to the choice, and say the rule in words."""
        chosen = self.choice.currentData()
        self._custom.setVisible(chosen == _OWN)
        self._week.setVisible(chosen == _OWN and self.freq.currentData() == "WEEKLY")
        self._end.setVisible(bool(chosen) and (chosen == _OWN or choice_of(str(chosen)) is not None))
        self.until.setVisible(self.ends.currentData() == UNTIL)
        self.count.setVisible(self.ends.currentData() == COUNT)
        try:
            said = rule_text(self.rule, self._ui.tr, self._day) if chosen else ""
        except WrongRule:
            said = ""
        self.said.setText(said)
        self.said.setVisible(bool(said) and (chosen == _OWN or self.ends.currentData() != NEVER))
        self.changed.emit()

    def _connect(self) -> None:
        for combo in (self.choice, self.freq, self.ends):
            combo.currentIndexChanged.connect(lambda _: self._follow())
        for field in (self.every, self.count):
            field.textEdited.connect(lambda _: self._follow())
        for button in self.days:
            button.toggled.connect(lambda _: self._follow())
        self.until.edited.connect(lambda _: self._follow())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addWidget(self.choice)
        every = label(self._ui.tr("every"), tone="secondary")
        self._custom = _row(every, self.every, self.freq)
        self.every.setMaximumWidth(64)
        self._week = _row(*self._weekdays())
        self._end = _row(self.ends, self.until, self.count)
        self.count.setMaximumWidth(80)
        line = QHBoxLayout()
        line.setSpacing(GAP_S)
        line.addWidget(self._custom)
        line.addWidget(self._end, 1)
        column.addLayout(line)
        column.addWidget(self._week)
        column.addWidget(self.said)

    def _weekdays(self) -> list[QWidget]:
        """Return the buttons in the order of the locale's week, each named whole for those who cannot see."""
        locale = self._ui.locale
        for number, button in enumerate(self.days):
            button.set_label(locale.standaloneDayName(number + 1, QLocale.FormatType.ShortFormat))
            button.setCheckable(True)
            button.setAccessibleName(locale.toString(QDate(2024, 1, 1 + number), "dddd"))
        first = first_weekday(self._ui)
        return [self.days[(first + place) % 7] for place in range(7)]


def _row(*widgets: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4 if len(widgets) > 5 else GAP_S)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made
