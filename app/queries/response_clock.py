"""How long requests wait in the team's working time, and which of them wait: one source for all (row I3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app.domain.agenda import RESPONSE_NORMS, norm_for, waiting
from app.domain.availability import DEFAULT_HOURS
from app.domain.hours import Hours, Spans, joined
from app.models.base import table_of
from app.models.contact import Interaction
from app.models.customer import STAGED, TRASHED, UNDONE, Customer
from app.models.work import Reading
from app.queries.calendar_days import office_days

_SECOND: Final = dt.timedelta(seconds=1)
# beyond this nothing is told apart: such a request is late by any norm
_LONGEST: Final = dt.timedelta(days=400)


@dataclass(frozen=True)
class ResponseClock:
    """Counts working minutes by the team's hours and the public holidays of its country."""

    now: dt.datetime
    zone: ZoneInfo
    hours: Hours
    country: str

    def waited(self, since: dt.datetime, until: dt.datetime | None = None) -> int:
        """Return the working minutes from ``since`` to ``until``, by default to now."""
        return waiting(since, until or self.now, hours=self.hours, zone=self.zone, country=self.country)

    def late(self, since: dt.datetime, class_: str) -> bool:
        """Tell whether a request of that class has waited longer than its norm."""
        return self.waited(since) > norm_for(class_)

    def late_since(self, norm: int) -> dt.datetime:
        """Return the last moment of which it holds that who asked then has waited longer than ``norm`` minutes.

        Who asked earlier has waited at least as long, so that a database can tell late requests by their time.
        """
        step = dt.timedelta(days=1)
        while step < _LONGEST and self.waited(self.now - step) <= norm:
            step *= 2
        late, fresh = self.now - min(step, _LONGEST), self.now
        while fresh - late > _SECOND / 1_000_000:
            middle = late + (fresh - late) / 2
            if self.waited(middle) > norm:
                late = middle
            else:
                fresh = middle
        return late


def response_clock(reading: Reading) -> ResponseClock:
    """Return the clock of the team: open when anybody works by the hours of the team, closed on public holidays."""
    office = office_days(reading, start=reading.today, end=reading.today)
    hours = common_hours(worker.hours for worker in office.workers if worker.hours is not None)
    return ResponseClock(reading.now, reading.moment.zone, hours, office.country)


def common_hours(each: Iterable[Hours]) -> Hours:
    """Return the hours at which anybody works, the usual office hours where nobody's are known."""
    known = [hours for hours in each if not hours.empty]
    if not known:
        return DEFAULT_HOURS["organisation"]
    return Hours(
        _union(hours.workday for hours in known),
        tuple(_weekday(known, day) for day in range(7)),
        holidays=any(hours.holidays for hours in known),
    )


def _union(each: Iterable[Spans]) -> Spans:
    return joined(span for spans in each for span in spans)


def _weekday(known: list[Hours], day: int) -> Spans | None:
    """Return what holds on a weekday; where some go by working days alone, so does the team, all hours together."""
    own = [spans for hours in known if (spans := hours.week[day]) is not None]
    common = [hours.workday for hours in known if hours.week[day] is None and hours.workday]
    if not own:
        return None
    if not common:
        return _union(own)
    # Saturday of one who works then, while the others rest by the calendar
    return _union(own) if day > 4 else _union([*own, *common])


# -- which requests wait -------------------------------------------------------------------------


def requests() -> list[Any]:
    """Return the conditions of a request, answered or not, worded so that its own index serves them."""
    return [
        # as the index has it: SQLite would be asked for «waits = 1», which is not what it indexed
        sa.text("interactions.waits"),
        Interaction.trashed_at.is_(None),
        # not those of customers out of the list: in the trash, not imported yet, undone
        of_customer("state").not_in((TRASHED, STAGED, UNDONE)),
    ]


def answered() -> list[Any]:
    """Return the conditions of a request that was answered."""
    return [*requests(), Interaction.answered_at.is_not(None)]


def waits(person: int | None = None) -> list[Any]:
    """Return the conditions of a request that waits; with ``person`` of those that are theirs to answer.

    A request is seen to by who it was given to, else by who is responsible for the customer; one to nobody in
    particular is everybody's.
    """
    found = [*requests(), Interaction.answered_at.is_(None)]
    return found if person is None else [*found, sa.func.coalesce(owner(), person) == person]


def owner() -> sa.ColumnElement[Any]:
    """Return the expression of who sees to a request."""
    return sa.func.coalesce(Interaction.owner_id, of_customer("responsible_id"))


def of_customer(column: str) -> sa.ColumnElement[Any]:
    """Return the expression of something of the customer who asks.

    It is looked up per request instead of joined: a join may begin with all customers.
    """
    c = table_of(Customer).alias(f"of_{column}")
    found = sa.select(c.c[column]).where(c.c.id == Interaction.customer_id)
    return found.correlate(table_of(Interaction)).scalar_subquery()


def late(clock: ResponseClock) -> sa.ColumnElement[bool]:
    """Return the condition that a request has waited longer than its norm."""
    rest = norm_for("")
    own = {class_: norm for class_, norm in RESPONSE_NORMS.items() if class_ and norm != rest}
    limits = {norm: clock.late_since(norm) for norm in {*own.values(), rest}}
    limit = sa.case(
        {class_: sa.literal(limits[norm], Interaction.at.type) for class_, norm in own.items()},
        value=of_customer("class"),
        else_=sa.literal(limits[rest], Interaction.at.type),
    )
    return Interaction.at <= limit


def count_waiting(reading: Reading, person: int | None = None) -> int:
    """Return how many requests wait, for anybody or for ``person``."""
    statement = sa.select(sa.func.count()).select_from(table_of(Interaction)).where(*waits(person))
    return int(reading.value(statement) or 0)


def count_late(reading: Reading, clock: ResponseClock, person: int | None = None) -> int:
    """Return how many requests have waited longer than their norm."""
    statement = (
        sa.select(sa.func.count()).select_from(table_of(Interaction)).where(*waits(person), late(clock))
    )
    return int(reading.value(statement) or 0)
