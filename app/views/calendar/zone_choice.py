"""Whose clock a time is told by: ours, or the customer's where it differs, each with the other beside it (row R1)."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.places import zone_named
from app.domain.recurrence import in_zone, wall_moment
from app.views.calendar.words import clock_text
from app.views.kit.fields import Combo
from app.views.kit.labels import label
from app.views.kit.theme import GAP_S, SMALL
from app.views.kit.ui import Ui


class ZoneChoice(QWidget):
    """Hidden while both clocks agree."""

    #: another clock was chosen: the one before, by name, empty for ours
    switched = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._before = ""
        self.choice = Combo(ui.theme, name=ui.tr("By whose clock"))
        self.said = label(tone="secondary", size=SMALL)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        row.addWidget(self.choice)
        row.addWidget(self.said, 1)
        self.choice.chosen.connect(self._switch)

    @property
    def zone(self) -> str:
        """The name of the zone by whose clock times are, empty for ours."""
        return str(self.choice.currentData() or "")

    @property
    def differs(self) -> bool:
        """Whether there is another clock than ours."""
        return self.choice.count() > 1

    def offer(self, zone: str, chosen: str, day: dt.date) -> None:
        """Offer the customer's ``zone`` beside ours; ``chosen`` is what the event keeps to now."""
        tr, ours = self._ui.tr, self._ui.clock.zone
        names = [("", tr("our time, {offset}", offset=_offset(ours, day)))]
        for name in dict.fromkeys((zone, chosen)):
            there = zone_named(name)
            if there is not None and there.key != ours.key:
                names.append((name, tr("the customer's time, {offset}", offset=_offset(there, day))))
        self.choice.set_choices(names, current=chosen)
        self._before = self.zone

    def ours(self, day: dt.date, time: str) -> tuple[dt.date, str]:
        """Return a day and time of the chosen clock by ours."""
        there = zone_named(self.zone)
        return (day, time) if there is None else in_zone(day, time, there, self._ui.clock.zone)

    def between(self, day: dt.date, time: str, before: str) -> tuple[dt.date, str]:
        """Return a day and time of the clock ``before`` by the one that is chosen now."""
        ours = self._ui.clock.zone
        return in_zone(day, time, zone_named(before) or ours, zone_named(self.zone) or ours)

    def tell(self, day: dt.date | None, time: str | None) -> None:
        """Say what the other clock shows then."""
        other = next((str(self.choice.itemData(n)) for n in range(1, self.choice.count())), "")
        there, ours = zone_named(other), self._ui.clock.zone
        if there is None or day is None or not time:
            self.said.setText("")
            return
        tr = self._ui.tr
        if self.zone:
            on, at = in_zone(day, time, zone_named(self.zone) or ours, ours)
            said = tr("ours {time}", time=clock_text(at, self._ui))
        else:
            on, at = in_zone(day, time, ours, there)
            said = tr("theirs {time}", time=clock_text(at, self._ui))
        self.said.setText(said if on == day else f"{said}, {self._ui.date(on, weekday=True)}")

    def _switch(self, _name: object) -> None:
        before, self._before = self._before, self.zone
        if before != self._before:
            self.switched.emit(before)


def _offset(zone: ZoneInfo, day: dt.date) -> str:
    """Return «UTC+5», «UTC−3:30», as it is on ``day``."""
    shift = wall_moment(day, "12:00", zone).utcoffset() or dt.timedelta()
    minutes = round(shift.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
