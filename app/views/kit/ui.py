"""What every room is given: the desk, the translator, the theme, the clock, the settings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QLocale

from app.clock import Clock
from app.language import Translator
from app.paths import Paths
from app.settings import Settings
from app.views.kit.desk import Desk
from app.views.kit.theme import Theme


@dataclass
class Ui:
    """Handed to each room and widget that needs it; made anew when language or theme change.

    ``go(place, **what)`` leads to another room («customers», customer_id=5); ``say`` shows a
    notice with optional actions as ``(label, callback)``.
    """

    desk: Desk
    tr: Translator
    theme: Theme
    clock: Clock
    settings: Settings
    paths: Paths
    go: Callable[..., None]
    say: Callable[..., None]
    locale: QLocale = field(default_factory=QLocale)
    #: the customer whose card is in sight: what is captured without a name is about this one
    card_open: int | None = None
    #: build the window anew in the language and theme of the moment
    apply_settings: Callable[[], None] = lambda: None
    #: close this database and open another file or address in the same window; True when it shall be made
    reopen: Callable[..., None] = lambda *_args, **_options: None
    #: somebody else works here from now on
    seat: Callable[[int], None] = lambda _person_id: None
    #: whether there is such a room or dialog to go to
    knows: Callable[[str], bool] = lambda _place: False
    #: shown beside the file: when the last backup was made
    told_backup: Callable[[str], None] = lambda _text: None

    def number(self, value: float) -> str:
        """Return a number as the locale writes it."""
        return self.locale.toString(value) if isinstance(value, int) else self.locale.toString(value, "f", 1)

    def date(self, day: dt.date, *, year: bool | None = None, weekday: bool = False) -> str:
        """Return a date in short words: «17 Nov», with the year where it is not this one."""
        today = self.clock.today()
        with_year = (day.year != today.year) if year is None else year
        pattern = "d MMM yyyy" if with_year else "d MMM"
        if weekday:
            pattern = f"ddd, {pattern}" if self.tr.code == "ru" else f"ddd {pattern}"
        return self.locale.toString(day, pattern).replace(".", "")  # type: ignore[call-overload, no-any-return]

    def time(self, moment: dt.datetime) -> str:
        """Return the time of day on our wall clock."""
        return moment.astimezone(self.clock.zone).strftime("%H:%M")

    def local(self, moment: dt.datetime) -> dt.datetime:
        """Return a moment on our wall clock."""
        return moment.astimezone(self.clock.zone)

    def ago(self, moment: dt.datetime | None) -> str:
        """Return how long ago a moment was, in days: «today», «yesterday», «4 days»."""
        if moment is None:
            return ""
        days = (self.clock.today() - self.local(moment).date()).days
        if days == 0:
            return self.tr("today")
        if days == 1:
            return self.tr("yesterday")
        if days < 0:
            return self.date(self.local(moment).date())
        return self.tr.plural("{count} day", "{count} days", days)

    def day(self, day: dt.date) -> str:
        """Return a day near today in words: «today», «tomorrow», «Wed 18 Nov»."""
        days = (day - self.clock.today()).days
        near = {-1: self.tr("yesterday"), 0: self.tr("today"), 1: self.tr("tomorrow")}
        return near.get(days) or self.date(day, weekday=abs(days) < 300)
