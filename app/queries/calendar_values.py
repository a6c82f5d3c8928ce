"""What the calendar shows, as values: entries, groups of occasions, days (rows R1, R2, R4, R7, R9)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from app.domain.occasions import Kind, Occasion
from app.domain.saying import Speaks
from app.language import N_
from app.queries.items import Who

#: occasions of single customers, as many on one day are called
KINDS_OF_MANY: Final = {
    Kind.BIRTHDAY: N_("birthdays"),
    Kind.RELATIVE: N_("relatives' birthdays"),
    Kind.DATE: N_("personal dates"),
    Kind.FIRST_PURCHASE: N_("anniversaries of the first purchase"),
    Kind.CONTRACT: N_("anniversaries of a contract"),
    Kind.FIRST_CONTACT: N_("anniversaries of the first contact"),
}
#: how long a day of work is where nobody's hours are known, in minutes
DAY_MINUTES = 8 * 60


@dataclass(frozen=True)
class CalendarEntry:
    """One thing on one day. ``kind``: followup, meeting, occasion, gift.

    ``ref`` is its row (of an occasion the customer); ``occurrence`` the ISO date of an occurrence of a
    series that is no row of its own yet, else empty. ``date`` and ``time`` («HH:MM», empty for the day) are
    of our wall clock, ``their_time`` of the customer's where it differs. ``minutes`` is the planned length,
    where nothing was planned the usual one of its kind; 0 for what takes no time of ours. ``state`` is
    that of a gift (planned, bought …) or of a greeting (empty, draft, greeted, skipped). ``key`` names an
    occasion and its year as the greetings do.
    """

    kind: str
    ref: int
    date: dt.date
    time: str = ""
    minutes: int = 0
    text: str = ""
    who: Who | None = None
    person_id: int | None = None
    contact_kind: str = ""
    occurrence: str = ""
    done: bool = False
    late: bool = False
    #: one of a series; ``repeat`` is its rule, which counts from ``starts_on``
    series: bool = False
    repeat: str = ""
    starts_on: dt.date | None = None
    version: int = 1
    their_time: str = ""
    zone: str = ""
    place: str = ""
    snoozed: int = 0
    #: the meeting that this step confirms
    confirms_id: int | None = None
    #: of a meeting: None without a step that confirms it, else whether that step is done
    confirmed: bool | None = None
    #: the customer asked us to respect their time
    respect_time: bool = False
    #: whether its length was planned rather than taken as usual
    planned: bool = False
    #: somebody else's own business: that there is something is all that is shown
    hidden: bool = False
    occasion: Occasion | None = None
    key: str = ""
    state: str = ""
    #: of a gift: what it costs in minor units
    cost: int | None = None
    currency: str = ""

    @property
    def customer_id(self) -> int | None:
        return self.who.id if self.who else None

    @property
    def open(self) -> bool:
        """Whether there is still something to do."""
        return not self.done and self.state not in {"greeted", "skipped", "given", "dropped"}

    @property
    def movable(self) -> bool:
        """Whether it may be put on another day: what is not done and has no date of its own."""
        return self.kind in {"followup", "meeting"} and not self.done and not self.hidden

    @property
    def end(self) -> str:
        """When it ends, «HH:MM» of our clock; «24:00» where the day ends first; empty without a time."""
        if not self.time:
            return ""
        hour, minute = self.time.split(":")
        hours, rest = divmod(min(int(hour) * 60 + int(minute) + self.minutes, 1440), 60)
        return f"{hours:02}:{rest:02}"

    @property
    def last_date(self) -> dt.date:
        """The last day that it touches: what goes past midnight has more than one."""
        start = int(self.time[:2]) * 60 + int(self.time[3:]) if self.time else 0
        return self.date + dt.timedelta(days=max(start + self.minutes - 1, 0) // 1440)

    def say(self, tr: Speaks) -> str:
        """Return what it is: its words, or those of the occasion."""
        return self.occasion.text(tr) if self.occasion is not None else self.text


@dataclass(frozen=True)
class OccasionGroup:
    """Occasions of one day that stand as one line: “Day of the accountant: 4 customers”, “12 birthdays”.

    ``code`` is the key of a day of many, for which ``queries.greetings.celebrants`` tells who keeps it, or the kind
    of occasions of single customers; ``occasion`` words a day of many. ``customers`` are the first of single ones,
    the most valuable first; ``count`` is of all, ``greeted`` of those greeted or passed over, as far as they were read.
    """

    date: dt.date
    code: str
    count: int
    customers: tuple[Who, ...] = ()
    greeted: int = 0
    occasion: Occasion | None = None

    def say(self, tr: Speaks) -> str:
        """Return the line: “Day of the accountant: 4 customers”, “birthdays: 12 customers”."""
        if self.occasion is not None:
            return replace(self.occasion, count=self.count).text(tr)
        day = tr(KINDS_OF_MANY[Kind(self.code)])
        return tr.plural("{day}: {count} customer", "{day}: {count} customers", self.count, day=day)


@dataclass(frozen=True)
class DayLeave:
    """Somebody of the team who is away that day."""

    person_id: int
    name: str
    note: str = ""


@dataclass(frozen=True)
class DayLoad:
    """Minutes of work planned for a day, and how many there are to work; the norm is 0 on a day off."""

    minutes: int = 0
    norm: int = 0

    @property
    def over(self) -> int:
        """Minutes beyond the norm; on a day off everything is."""
        return max(self.minutes - self.norm, 0)


@dataclass(frozen=True)
class CalendarDay:
    """One day: what is on it, how much it is, and what kind of day it is.

    ``entries`` are by time, those of the whole day first; ``holiday`` is the public holiday's name of the
    office's country, empty on common days.
    """

    date: dt.date
    entries: tuple[CalendarEntry, ...] = ()
    load_minutes: int = 0
    norm_minutes: int = 0
    working: bool = True
    holiday: str = ""
    leaves: tuple[DayLeave, ...] = ()
    groups: tuple[OccasionGroup, ...] = ()
    #: how many follow-ups there are beside ``entries``: nobody reads hundreds in a cell of a month
    more: int = 0
    #: working hours as spans of minutes from midnight where one person is asked for; None where they are not known
    hours: tuple[tuple[int, int], ...] | None = None

    @property
    def load(self) -> DayLoad:
        return DayLoad(self.load_minutes, self.norm_minutes)


@dataclass(frozen=True)
class CalendarSpan:
    """The days from ``start`` to ``end``, both included; ``late`` counts open entries before ``start``."""

    start: dt.date
    end: dt.date
    days: tuple[CalendarDay, ...] = ()
    late: int = 0

    def day(self, date: dt.date) -> CalendarDay:
        """Return one of the days."""
        return self.days[(date - self.start).days]


@dataclass(frozen=True)
class PersonLoad:
    """One person's load of a day; ``leave`` is the note of a leave, None for a day at work."""

    person_id: int | None
    name: str
    load: DayLoad
    leave: str | None = None


@dataclass(frozen=True)
class DayPanel:
    """A day in full: its entries with every occasion by itself, and the load of each person."""

    day: CalendarDay
    people: tuple[PersonLoad, ...] = ()
    #: working hours as spans of minutes from midnight, of the person asked for or of the team
    hours: tuple[tuple[int, int], ...] = ()
