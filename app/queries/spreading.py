"""Which follow-ups move so that no day holds too much: the preview of levelling (row R9)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import sqlalchemy as sa

from app.domain import terms as rules
from app.domain.load import Level, Limits, Move, Place, Task, deadline_said, level
from app.domain.recurrence import WrongRule, next_after
from app.domain.terms import Weight
from app.models.customer import Consent, Term
from app.models.work import Reading
from app.queries.calendar_days import office_days
from app.queries.calendar_rows import Asked, followups
from app.queries.calendar_values import CalendarEntry, DayLoad
from app.queries.capture import consent_of, recent_contacts, term_of

# Days beyond the span to which something may move: a long holiday lies within.
_BEYOND: Final = dt.timedelta(days=21)
_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True)
class ProposedMove:
    """One move of the preview: what moves, with the reason."""

    entry: CalendarEntry
    move: Move


@dataclass(frozen=True)
class Proposal:
    """The preview of levelling: moves, and each day's load before and after.

    ``over`` are days that stay over the norm, because nothing on them may move or no day has room.
    """

    moves: tuple[ProposedMove, ...] = ()
    before: Mapping[dt.date, DayLoad] = field(default_factory=dict)
    after: Mapping[dt.date, DayLoad] = field(default_factory=dict)
    over: tuple[dt.date, ...] = ()


def propose(
    reading: Reading,
    *,
    start: dt.date,
    end: dt.date | None = None,
    person: int | None = None,
    limits: Limits = Limits(),  # noqa: B008 - a frozen value
    language: str = "en",
) -> Proposal:
    """Return how the days from ``start`` to ``end`` (that one day without it) are levelled, as a preview.

    ``person`` levels this person's days alone, None those of each. Days before today are left alone; what is late is
    counted to today, for it is to be done then, and stays.
    """
    first, last = max(start, reading.today), end or start
    if last < first:
        return Proposal()
    people = frozenset() if person is None else frozenset({person})
    office = office_days(reading, start=first, end=last + _BEYOND, language=language)
    entries = _entries(reading, Asked(first, last + _BEYOND, people))
    barred = _barred(reading, [one for one in entries if one.date <= last], limits)
    tasks = [_task(reading, entry, barred) for entry in entries]
    workers = office.chosen(people)
    days = [*Asked(first, last + _BEYOND).days()]
    norms: dict[Place, int] = {(one.id, day): office.norm_of(one, day) for one in workers for day in days}
    known = [task for task in tasks if task.person in {one.id for one in workers}]
    found = level(known, norms, start=first, end=last, limits=limits)
    by_key = {(one.ref, one.occurrence): one for one in entries}
    moves = tuple(ProposedMove(by_key[one.ref, one.occurrence], one) for one in found.moves)
    touched = {move.end for move in found.moves} | {*Asked(first, last).days()}
    shown = [day for day in days if day in touched]
    after = _loads(found.after, norms, shown)
    return Proposal(
        moves, _loads(found.before, norms, shown), after, _over(found, norms, Asked(first, last).days())
    )


def _entries(reading: Reading, asked: Asked) -> list[CalendarEntry]:
    """Return what is open in the span, what is late among it."""
    late = Asked(dt.date(1900, 1, 1), asked.start - _DAY, asked.people)
    found = [*followups(reading, asked, done=False)]
    if asked.start == reading.today:
        found += [one for one in followups(reading, late, done=False) if not one.occurrence]
    return found


def _task(reading: Reading, entry: CalendarEntry, barred: Mapping[int, frozenset[dt.date]]) -> Task:
    late = entry.date < reading.today
    return Task(
        entry.ref,
        max(entry.date, reading.today),
        entry.minutes,
        entry.person_id,
        entry.occurrence,
        entry.contact_kind,
        bool(entry.time),
        entry.who.class_ if entry.who else "",
        _deadline(entry),
        barred.get(entry.ref, frozenset()),
        fixed=late or entry.confirms_id is not None,
    )


def _deadline(entry: CalendarEntry) -> dt.date | None:
    """Return the last day on which an entry may stand: as its words say, and before its series comes again."""
    said = [day] if (day := deadline_said(entry.text, entry.date)) is not None else []
    if entry.repeat:
        try:
            following = next_after(entry.repeat, entry.starts_on or entry.date, entry.date)
        except WrongRule:
            following = None
        if following is not None:
            said.append(following - _DAY)
    return min(said, default=None)


def _barred(
    reading: Reading, entries: Sequence[CalendarEntry], limits: Limits
) -> dict[int, frozenset[dt.date]]:
    """Return, by follow-up, the days near it to which its customer's terms and consents would not let it move."""
    ids = {one.who.id for one in entries if one.who}
    if not ids:
        return {}
    t, c = Term, Consent
    terms: dict[int, list[rules.Term]] = defaultdict(list)
    for row in reading.rows(sa.select(t.customer_id, t.kind, t.value, t.channel).where(_among(t, ids))):
        if (term := term_of(row)) is not None:
            terms[row.customer_id].append(term)
    consents: dict[int, list[rules.Consent]] = defaultdict(list)
    for row in reading.rows(sa.select(*_of_consent()).where(_among(c, ids))):
        consents[row.customer_id].append(consent_of(row))
    near = [dt.timedelta(days=number) for number in range(1, limits.days + 15)]
    found = {}
    for entry in entries:
        who = entry.who
        if who is None or who.id not in terms.keys() | consents.keys():
            continue
        often = any(term.kind is rules.TermKind.FREQUENCY for term in terms[who.id])
        recent = recent_contacts(reading, who.id, frozenset({entry.ref})) if often else []
        against = partial(_against, entry, terms=terms[who.id], consents=consents[who.id], recent=recent)
        found[entry.ref] = frozenset(day for day in (entry.date + ahead for ahead in near) if against(day))
    return found


def _against(
    entry: CalendarEntry,
    day: dt.date,
    *,
    terms: Sequence[rules.Term],
    consents: Sequence[rules.Consent],
    recent: Sequence[rules.Contact],
) -> bool:
    """Tell whether a term or a consent speaks against the day more than it does against the one it stands on."""
    country = entry.who.country if entry.who else ""

    def said(date: dt.date) -> set[str]:
        plan = rules.Plan(entry.contact_kind, date, minutes=entry.minutes if entry.planned else None)
        warned = rules.check_contact(plan, terms=terms, consents=consents, recent=recent, country=country)
        return {one.code for one in warned if one.weight is not Weight.HINT}

    return bool(said(day) - said(entry.date))


def _loads(
    loads: Mapping[Place, int], norms: Mapping[Place, int], days: Iterable[dt.date]
) -> dict[dt.date, DayLoad]:
    """Return the load of each day, of all people together."""
    return {
        date: DayLoad(
            sum(minutes for (_, day), minutes in loads.items() if day == date),
            sum(minutes for (_, day), minutes in norms.items() if day == date),
        )
        for date in days
    }


def _over(found: Level, norms: Mapping[Place, int], days: Iterable[dt.date]) -> tuple[dt.date, ...]:
    asked = frozenset(days)
    over = {
        day for (who, day), load in found.after.items() if day in asked and load > norms.get((who, day), 0)
    }
    return tuple(sorted(over))


def _among(table: Any, ids: set[int]) -> Any:
    return table.customer_id.in_(sorted(ids))


def _of_consent() -> list[Any]:
    c = Consent
    return [c.customer_id, c.channel, c.topic, c.state, c.at, c.until, c.how, c.wording]
