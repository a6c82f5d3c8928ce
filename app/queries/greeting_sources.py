"""Where the occasions of single customers come from: birth dates, relatives, dates, anniversaries (row R2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from app.domain.diminutives import base_keys
from app.domain.greeting_policy import Rule, Rules, parse_ways
from app.domain.keys import fold
from app.domain.kin import date_label, is_sad
from app.domain.occasions import Birth, Group, Kind, Source, month_days
from app.models.base import table_of
from app.models.customer import LIVE, Customer, Fact, Link, PersonalDate, Relative
from app.models.greeting import Greeting, GreetingRule
from app.models.work import Reading
from app.queries.items import Who, who_columns, who_of

#: how many years back an anniversary may have begun
YEARS: Final = 60
CHUNK: Final = 500
WEEK: Final = 7
RANK: Final = sa.case({"VIP": 0, "A": 1, "B": 2, "": 3, "C": 4, "D": 5}, value=Customer.class_, else_=6)
DONE: Final = ("greeted", "skipped")


@dataclass
class Found:
    """Sources of occasions, and of whom they are; ``made`` is when each card was begun."""

    sources: list[Source] = field(default_factory=list)
    people: dict[int, Who] = field(default_factory=dict)
    made: dict[int, dt.datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class Span:
    """Which occasions are looked for: days, both included, of whose customers, and how many of each kind.

    ``policy`` leaves out those whom nobody greets, ``missed`` those that were greeted or passed over already and
    those that lie before their card was begun; ``customer`` asks for one card.
    """

    start: dt.date
    end: dt.date
    person: int | None = None
    limit: int | None = None
    customer: int | None = None
    policy: Rules | None = None
    missed: bool = False


def stored_rules(reading: Reading) -> Rules:
    """Return how the team greets: the stored rules over the usual ones."""
    r = GreetingRule
    rows = reading.rows(sa.select(r.customer_id, r.class_.label("klass"), r.group, r.ways, r.warn_days))
    return Rules(
        Rule(
            Group(row.group),
            parse_ways(row.ways) if row.ways else None,
            row.warn_days,
            row.klass,
            row.customer_id or 0,
        )
        for row in rows
        if row.group in set(Group)
    )


def sources(reading: Reading, span: Span) -> Found:
    """Return what comes back every year within ``span``."""
    found = Found()
    for statement, source in _statements(reading, span):
        rows = reading.rows(statement.order_by(RANK, Customer.id).limit(span.limit))
        if source is _kin:
            themselves = _themselves(reading, rows)
            rows = [row for row in rows if row.row_id not in themselves]
        for row in rows:
            made = source(row)
            if made is None:
                continue
            found.sources.append(made)
            found.people[row.cid] = who_of(row)
            found.made[row.cid] = row.made
    return found


def states(reading: Reading, ids: Iterable[int]) -> dict[tuple[int, str], Any]:
    """Return what became of the occasions of ``ids``, by customer and key."""
    g = Greeting
    some = sorted(set(ids))
    columns = (g.id, g.customer_id, g.occasion, g.state, g.way, g.at, g.version)
    return {
        (row.customer_id, row.occasion): row
        for start in range(0, len(some), CHUNK)
        for row in reading.rows(sa.select(*columns).where(g.customer_id.in_(some[start : start + CHUNK])))
    }


def greeted_by_policy(rules: Rules, group: Group) -> list[Any]:
    """Return the conditions of customers whom somebody greets on ``group``."""
    c = Customer
    by_card = rules.customers(group)
    never = sorted(one for one, rule in by_card.items() if rule.ways is not None and not rule.ways)
    always = sorted(one for one, rule in by_card.items() if rule.ways)
    of_class: Any = c.class_.in_(rules.classes(group))
    found = [sa.or_(of_class, c.id.in_(always)) if always else of_class]
    return [*found, c.id.not_in(never)] if never else found


_Reader = Callable[[Any], Source | None]


def _statements(reading: Reading, span: Span) -> list[tuple[sa.Select[Any], _Reader]]:
    c, d, r, f = Customer, PersonalDate, Relative, Fact
    known = [*who_columns(), c.created_at.label("made")]

    def of(group: Group, *columns: Any) -> sa.Select[Any]:
        return sa.select(*known, *columns).where(*_whose(span, group))

    born = (
        *_whose(span, Group.BIRTHDAY),
        _on(reading, span, c.birth_month, c.birth_day, Kind.BIRTHDAY),
    )
    births = _first(span, born, *known, c.birth_year, c.birth_month, c.birth_day)
    dates = of(
        Group.ANNIVERSARY,
        d.id.label("row_id"),
        d.label,
        d.year,
        d.month,
        d.day,
        d.sad,
        c.birth_month,
        c.birth_day,
    ).join(c, c.id == d.customer_id)
    kin = of(
        Group.RELATIVE,
        r.id.label("row_id"),
        r.name,
        r.relation,
        r.birth_year,
        r.birth_month,
        r.birth_day,
    ).join(c, c.id == r.customer_id)
    contracts = (
        of(Group.ANNIVERSARY, f.value)
        .join(c, c.id == f.customer_id)
        .where(f.key == "contract_since", f.value.is_not(None), _day_of(span, f.value))
    )
    # an import may have met thousands of customers on one day: only those whom somebody greets on it
    rules = span.policy or stored_rules(reading)
    since = (
        *_whose(span, Group.ANNIVERSARY),
        # as the index has it
        c.first_contact_on.is_not(None),
        _years_ago(span, c.first_contact_on),
        *greeted_by_policy(rules, Group.ANNIVERSARY),
        ~_has_a_person_of_that_day(),
    )
    met = _first(span, since, *known, c.first_contact_on)
    return [
        (births, _birth),
        (dates.where(_on(reading, span, d.month, d.day, Kind.DATE, d.id)), _date),
        (kin.where(_on(reading, span, r.birth_month, r.birth_day, Kind.RELATIVE, r.id)), _kin),
        (contracts, _contract),
        (met, _met),
    ]


def _first(span: Span, where: Sequence[Any], *columns: Any) -> sa.Select[Any]:
    """Return the customers for whom ``where`` holds; of many the first are told from an index before they are read."""
    c = Customer
    if span.limit is None:
        return sa.select(*columns).where(*where)
    return sa.select(*columns).where(
        c.id.in_(sa.select(c.id).where(*where).order_by(RANK, c.id).limit(span.limit).correlate(None))
    )


def _has_a_person_of_that_day() -> Any:
    """Return the condition that somebody of an organisation was met on the same day: the person is greeted, once."""
    someone = table_of(Customer).alias("someone")
    met = sa.select(someone.c.id).where(
        someone.c.employer == Customer.name,
        # as a function, so that people are found by their employer and not by a day that thousands may share
        sa.func.coalesce(someone.c.first_contact_on, someone.c.first_contact_on) == Customer.first_contact_on,
        someone.c.state == LIVE,
        someone.c.id != Customer.id,
    )
    return sa.and_(Customer.kind == "organisation", Customer.name != "", sa.exists(met))


def _whose(span: Span, group: Group) -> list[Any]:
    c = Customer
    # sums, so that SQLite does not take the index of all live customers, or of a person's, before that of the days
    found: list[Any] = [c.state + 0 == LIVE]
    if span.customer is not None:
        return [*found, c.id == span.customer]
    if span.person is not None:
        found.append(c.responsible_id + 0 == span.person)
    if span.policy is not None and group is not Group.ANNIVERSARY:
        found += greeted_by_policy(span.policy, group)
    return found


def _on(
    reading: Reading, span: Span, month: Any, day: Any, kind: Kind, row_id: sa.ColumnElement[int] | Any = None
) -> Any:
    """Return the condition that a day comes back in ``span``; of missed ones only what is still to be done."""
    by_year: dict[int, list[dt.date]] = {}
    for number in range(min((span.end - span.start).days + 1, 366)):
        date = span.start + dt.timedelta(days=number)
        by_year.setdefault(date.year, []).append(date)
    found = []
    for year, dates in by_year.items():
        # the days by themselves come first, for they are what an index finds
        kept = _kept_in(dates, month, day)
        if span.missed:
            open_ = _not_done(f"{kind}:", row_id, f"{year}")
            kept = sa.and_(kept, _kept_on(reading, dates, month, day), open_)
        found.append(kept)
    return sa.or_(*found)


def _kept_in(dates: Iterable[dt.date], month: Any, day: Any) -> Any:
    """Return the condition as text of numbers of our own: hundreds of parameters would cost more than the rows."""
    by_month: dict[int, list[int]] = {}
    for number, date in sorted(_days(dates)):
        by_month.setdefault(number, []).append(date)
    parts = [
        f"({month} = {number} AND {day} IN ({', '.join(map(str, some))}))"
        for number, some in by_month.items()
    ]
    return sa.text(f"({' OR '.join(parts)})")


def _kept_on(reading: Reading, dates: Sequence[dt.date], month: Any, day: Any) -> Any:
    """Return the condition with the card begun before: to a week, the rest is told when the day is known."""
    zone = reading.moment.zone
    found = []
    for place in range(0, len(dates), WEEK):
        some = dates[place : place + WEEK]
        night = dt.datetime.combine(some[-1] + dt.timedelta(days=1), dt.time(), zone)
        found.append(sa.and_(_kept_in(some, month, day), Customer.created_at < night))
    return sa.or_(*found)


def _days(dates: Iterable[dt.date]) -> set[tuple[int, int]]:
    """Return (month, day) of what is kept on ``dates``: 29 February on 1 March of a common year."""
    found: set[tuple[int, int]] = set()
    for date in dates:
        found.add((date.month, date.day))
        if (date.month, date.day) == (3, 1) and Birth(2, 29).in_year(date.year) == date:
            found.add((2, 29))
    return found


def _not_done(kind: str, row_id: Any, year: str) -> Any:
    """Return the condition that nobody has greeted or passed over the occasion of this key."""
    g = Greeting
    key: Any = sa.literal(f"{kind}{year}")
    if row_id is not None:
        key = sa.literal(kind) + sa.cast(row_id, sa.Text) + sa.literal(f":{year}")
    done = sa.select(g.id).where(g.customer_id == Customer.id, g.occasion == key, g.state.in_(DONE))
    return ~sa.exists(done)


def _years_ago(span: Span, column: Any) -> Any:
    """Return the condition that a date lies whole years before ``span``, as ranges that an index serves."""
    parts = [
        f"{column} BETWEEN '{_back(span.start, years, 28)}' AND '{_back(span.end, years, 1)}'"
        for years in range(1, YEARS + 1)
    ]
    return sa.text(f"({' OR '.join(parts)})")


def _day_of(span: Span, text: Any) -> Any:
    """Return the condition that an ISO date in ``text`` comes back in ``span``: told from the index that holds it."""
    days = [f"{month:02}-{day:02}" for month, day in month_days(span.start, span.end)]
    return sa.func.substr(text, 6, 5).in_(days)


def _back(date: dt.date, years: int, instead: int) -> dt.date:
    """Return ``date`` years before; 29 February is the day before it or the one after."""
    try:
        return date.replace(year=date.year - years)
    except ValueError:
        return dt.date(date.year - years, 2 if instead == 28 else 3, instead)


def _themselves(reading: Reading, rows: Sequence[Any]) -> set[int]:
    """Return relatives who are customers themselves, linked to this card: their own card is greeted."""
    c, k, r = Customer, Link, Relative
    found: set[int] = set()
    ends = ((k.customer_id, k.other_id), (k.other_id, k.customer_id))
    for start in range(0, len(rows), CHUNK):
        ids = [row.row_id for row in rows[start : start + CHUNK]]
        for here, there in ends:
            statement = (
                sa.select(r.id, r.name, c.given)
                .join(k, here == r.customer_id)
                .join(c, c.id == there)
                .where(
                    r.id.in_(ids),
                    c.state == LIVE,
                    c.birth_month == r.birth_month,
                    c.birth_day == r.birth_day,
                )
            )
            found.update(row.id for row in reading.rows(statement) if _same_given(row.name, row.given))
    return found


def _same_given(name: str, given: str) -> bool:
    """Tell whether ``given`` or a pet form of it is among the words of ``name``; a nameless relative fits anybody."""
    words = fold(name).replace(",", " ").split()
    return not words or any(base_keys(word) & base_keys(given) or word == fold(given) for word in words)


def _birth(row: Any) -> Source:
    return Source(Kind.BIRTHDAY, row.cid, Birth(row.birth_month, row.birth_day, row.birth_year))


def _date(row: Any) -> Source:
    known = row.birth_month is not None and (row.birth_month, row.birth_day) != (row.month, row.day)
    date = Birth(row.month, row.day, row.year)
    sad = row.sad or is_sad(row.label)
    return Source(Kind.DATE, row.cid, date, label=date_label(row.label), sad=sad, row=row.row_id, apart=known)


def _kin(row: Any) -> Source:
    birth = Birth(row.birth_month, row.birth_day, row.birth_year)
    return Source(Kind.RELATIVE, row.cid, birth, who=row.name, label=row.relation, row=row.row_id)


def _contract(row: Any) -> Source | None:
    try:
        since = dt.date.fromisoformat(row.value[:10])
    except ValueError:
        return None
    return Source(Kind.CONTRACT, row.cid, Birth(since.month, since.day, since.year))


def _met(row: Any) -> Source:
    since = row.first_contact_on
    return Source(Kind.FIRST_CONTACT, row.cid, Birth(since.month, since.day, since.year))
