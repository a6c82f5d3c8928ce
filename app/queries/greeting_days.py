"""Days on which many customers are greeted at once: holidays, professional days, days of the team's own (row R2).

A day is one line with a count, however many customers keep it; who they are is asked for when it is opened.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa

from app.domain.celebrations import COUNTRIES, Celebrated, celebrated
from app.domain.gender import gender_of
from app.domain.greeting_policy import Rules
from app.domain.names import NameParts
from app.domain.occasions import Birth, Kind, Occasion, group_of
from app.domain.professional_days import EVERYWHERE, Kept, kept_between
from app.domain.stems import fits
from app.models.base import table_of
from app.models.customer import LIVE, Customer, Fact
from app.models.greeting import Greeting, OwnDay
from app.models.work import Reading
from app.queries.greeting_sources import DONE, RANK, greeted_by_policy, states, stored_rules
from app.queries.items import Item, who_columns, who_of

_KINDS: Final = {"holiday": Kind.HOLIDAY, "pro": Kind.PROFESSIONAL, "own": Kind.OWN}
ENDINGS: Final = {"female": ("вна", "чна", "шна"), "male": ("вич", "ьич", "мич", "кич")}


@dataclass(frozen=True)
class DayOfMany:
    """A day with all who keep it. ``occasion`` has the count; its customer is 0.

    ``left`` are those not greeted yet, ``classes`` how many of these each class has; ``tone`` is «solemn» where
    jokes are out of place, ``whom`` female, male or empty for all; ``days`` lie before it; ``warn_days`` is how
    far ahead it is announced.
    """

    occasion: Occasion
    left: int
    classes: Mapping[str, int]
    tone: str
    whom: str
    days: int
    warn_days: int

    @property
    def key(self) -> str:
        return self.occasion.key

    @property
    def done(self) -> int:
        """How many were greeted or passed over."""
        return self.occasion.count - self.left


@dataclass(frozen=True)
class _Part:
    """Customers who keep a day under one key of occasion."""

    key: str
    where: tuple[Any, ...]


@dataclass(frozen=True)
class _Crowd:
    key: str
    date: dt.date
    label: str
    parts: tuple[_Part, ...]
    tone: str = ""
    whom: str = ""

    def where(self) -> Any:
        return sa.or_(*[sa.and_(*part.where) for part in self.parts])

    @property
    def names(self) -> list[str]:
        return [part.key for part in self.parts]

    def done(self) -> Any:
        g = Greeting
        return sa.exists(
            sa.select(g.id).where(g.customer_id == Customer.id, g.occasion.in_(self.names), g.state.in_(DONE))
        )


def of_many(key: str) -> bool:
    """Tell whether an occasion is a day of many, by its key."""
    return key.partition(":")[0] in _KINDS


def days_of_many(
    reading: Reading, *, start: dt.date, end: dt.date, person: int | None = None, home: str = ""
) -> list[DayOfMany]:
    """Return the days of many from ``start`` to ``end`` that any customer keeps whom somebody greets.

    ``person`` counts this person's own customers; ``home`` is the country of customers of whom none is known.
    """
    rules = stored_rules(reading)
    found = (_counted(reading, crowd, rules, person) for crowd in _crowds(reading, start, end, home))
    return [day for day in found if day is not None]


def celebrants(
    reading: Reading,
    *,
    key: str,
    on: dt.date,
    person: int | None = None,
    class_: str | None = None,
    open_only: bool = True,
    limit: int = 200,
    home: str = "",
    customer_id: int | None = None,
) -> list[Item]:
    """Return who keeps a day of many, the most valuable first: those still to be greeted, or all of them."""
    rules = stored_rules(reading)
    crowd = _crowd(reading, key, on, home)
    if crowd is None:
        return []
    where = [crowd.where()] if customer_id is not None else _members(crowd, rules, person, class_)
    if customer_id is not None:
        where += [Customer.state == LIVE, Customer.id == customer_id]
    if open_only:
        where.append(~crowd.done())
    part: Any = sa.case(
        *[(sa.and_(*part.where), part.key) for part in crowd.parts[:-1]], else_=crowd.parts[-1].key
    )
    if len(crowd.parts) == 1:
        part = sa.literal(crowd.parts[0].key)
    statement = sa.select(*who_columns(), part.label("occasion")).where(*where)
    rows = reading.rows(statement.order_by(RANK, Customer.sort_key, Customer.id).limit(limit))
    known = states(reading, [row.cid for row in rows])
    return [_item(reading, crowd, rules, row, known) for row in rows]


def celebrant_ids(
    reading: Reading,
    *,
    key: str,
    on: dt.date,
    person: int | None = None,
    class_: str | None = None,
    open_only: bool = True,
    home: str = "",
) -> list[int]:
    """Return the ids of who keeps a day of many, the most valuable first; rows are fetched as they come in sight."""
    crowd = _crowd(reading, key, on, home)
    if crowd is None:
        return []
    where = _members(crowd, stored_rules(reading), person, class_)
    if open_only:
        where.append(~crowd.done())
    statement = sa.select(Customer.id).where(*where).order_by(RANK, Customer.sort_key, Customer.id)
    return list(reading.connection.execute(statement).scalars())


def keys_of(reading: Reading, *, key: str, on: dt.date, ids: Sequence[int], home: str = "") -> dict[int, str]:
    """Return the keys of occasions under which ``ids`` keep a day of many; who does not keep it is left out."""
    crowd = _crowd(reading, key, on, home)
    found: dict[int, str] = {}
    for part in crowd.parts if crowd else ():
        statement = sa.select(Customer.id).where(Customer.id.in_(ids), *part.where)
        for customer in reading.connection.execute(statement).scalars():
            found.setdefault(customer, part.key)
    return found


def _item(reading: Reading, crowd: _Crowd, rules: Rules, row: Any, known: Mapping[Any, Any]) -> Item:
    who = who_of(row)
    state = next((known[who.id, key] for key in crowd.names if (who.id, key) in known), None)
    occasion = Occasion(crowd.date, _kind(crowd.key), who.id, label=crowd.label, key=row.occasion)
    return Item(
        "occasion",
        who.id,
        crowd.date,
        "",
        "",
        who,
        occasion=occasion,
        state=state.state if state else "",
        ways=rules.policy(occasion.group, who.class_, who.id).ways,
        days=(crowd.date - reading.today).days,
    )


def _kind(key: str) -> Kind:
    return _KINDS[key.partition(":")[0]]


def _members(crowd: _Crowd, rules: Rules, person: int | None, class_: str | None = None) -> list[Any]:
    found = [Customer.state == LIVE, crowd.where(), *greeted_by_policy(rules, group_of(crowd.key))]
    if person is not None:
        found.append(Customer.responsible_id == person)
    if class_ is not None:
        found.append(Customer.class_ == class_)
    return found


def _counted(reading: Reading, crowd: _Crowd, rules: Rules, person: int | None) -> DayOfMany | None:
    done = sa.case((crowd.done(), 1), else_=0)
    rows = reading.rows(
        sa.select(Customer.class_, sa.func.count(), sa.func.sum(done))
        .where(*_members(crowd, rules, person))
        .group_by(Customer.class_)
    )
    count = sum(row[1] for row in rows)
    if not count:
        return None
    classes = {row[0]: row[1] - int(row[2]) for row in rows if row[1] > int(row[2])}
    group = group_of(crowd.key)
    return DayOfMany(
        Occasion(crowd.date, _kind(crowd.key), 0, label=crowd.label, key=crowd.key, count=count),
        left=sum(classes.values()),
        classes=classes,
        tone=crowd.tone,
        whom=crowd.whom,
        days=(crowd.date - reading.today).days,
        warn_days=max((rules.policy(group, class_).warn_days for class_ in classes), default=0),
    )


# -- which days there are ------------------------------------------------------------------------


def _crowd(reading: Reading, key: str, on: dt.date, home: str) -> _Crowd | None:
    """Return the day of ``key``, which is that of the day itself or of one customer's occasion on it."""
    return next((one for one in _crowds(reading, on, on, home, only=key) if _is(one, key)), None)


def _is(crowd: _Crowd, key: str) -> bool:
    return key == crowd.key or key in crowd.names


def _crowds(reading: Reading, start: dt.date, end: dt.date, home: str, *, only: str = "") -> list[_Crowd]:
    kind = only.partition(":")[0]
    found: list[_Crowd] = []
    if kind in {"", "holiday"}:
        found += _holidays(reading, start, end, home.upper())
    if kind in {"", "pro"}:
        found += _professional(reading, start, end, home.upper())
    if kind in {"", "own"}:
        found += _own(reading, start, end, home.upper())
    return sorted(found, key=lambda each: (each.date, each.key))


def _country(code: str, home: str) -> Any:
    """Return the condition of customers of a country; those of whom none is known belong to ``home``."""
    stored = sa.func.upper(Customer.country)
    return stored.in_((code, "")) if code == home else stored == code


def _holidays(reading: Reading, start: dt.date, end: dt.date, home: str) -> list[_Crowd]:
    """Return the holidays of all countries, those of one name and day together."""
    together: dict[tuple[dt.date, str, str], list[Celebrated]] = {}
    for country in (*COUNTRIES, ""):
        for one in celebrated(country, start, end):
            together.setdefault((one.date, one.celebration.code, one.celebration.whom), []).append(one)
    return [_holiday(reading, some, home) for some in together.values()]


def _holiday(reading: Reading, some: Sequence[Celebrated], home: str) -> _Crowd:
    first = some[0]
    whom = _whom(reading, first.celebration.whom)
    parts = [_Part(one.key, (_of_country(one.country, home), *whom)) for one in some]
    key = f"holiday:*:{first.key.split(':', 2)[2]}"
    kept = first.celebration
    return _Crowd(key, first.date, kept.label, tuple(parts), kept.tone, kept.whom)


def _of_country(code: str, home: str) -> Any:
    if code:
        return _country(code, home)
    known = [*COUNTRIES, *([""] if home in COUNTRIES else [])]
    return sa.func.upper(Customer.country).not_in(known)


def _whom(reading: Reading, whom: str) -> list[Any]:
    """Return the conditions of women or men: as noted, or as the patronymic or the given name tells."""
    if not whom:
        return []
    c = Customer
    unknown = reading.rows(
        sa.select(c.given)
        .where(c.state == LIVE, c.gender == "", c.patronymic == "", c.given != "")
        .distinct()
    )
    names = [row.given for row in unknown if gender_of(NameParts("", row.given, "")) == whom]
    by_name = sa.and_(c.patronymic == "", c.given.in_(names))
    told = sa.or_(*[c.patronymic.endswith(ending) for ending in ENDINGS[whom]], by_name)
    return [c.kind != "organisation", sa.or_(c.gender == whom, sa.and_(c.gender == "", told))]


def _professional(reading: Reading, start: dt.date, end: dt.date, home: str) -> list[_Crowd]:
    days = kept_between(start, end)
    if not days:
        return []
    texts = _texts(reading)
    found = (_profession(kept, texts, home) for kept in days)
    return _joined(crowd for crowd in found if crowd is not None)


def _joined(crowds: Iterable[_Crowd]) -> list[_Crowd]:
    """Let days of one profession that fall on one date in several countries be one."""
    found: dict[tuple[str, dt.date], _Crowd] = {}
    for crowd in crowds:
        known = found.get((crowd.key, crowd.date))
        found[crowd.key, crowd.date] = replace(known, parts=known.parts + crowd.parts) if known else crowd
    return list(found.values())


@dataclass(frozen=True)
class _Texts:
    """What customers are and do, each text once."""

    positions: tuple[str, ...]
    professions: tuple[str, ...]
    lines: tuple[str, ...]


def _texts(reading: Reading) -> _Texts:
    c, f = Customer, Fact

    def distinct(column: Any, *where: Any) -> tuple[str, ...]:
        statement = sa.select(column).where(*where).distinct()
        return tuple(str(text) for text in reading.connection.execute(statement).scalars() if text)

    return _Texts(
        distinct(c.position, c.position != ""),
        distinct(f.value, f.key == "profession"),
        distinct(f.value, f.key == "line"),
    )


def _profession(kept: Kept, texts: _Texts, home: str) -> _Crowd | None:
    who = _of_profession(kept.stems, texts)
    if who is None:
        return None
    if kept.day.country != EVERYWHERE:
        where: tuple[Any, ...] = (_country(kept.day.country, home), who)
    elif kept.elsewhere:
        barred = [*kept.elsewhere, *([""] if home in kept.elsewhere else [])]
        where = (sa.func.upper(Customer.country).not_in(barred), who)
    else:
        where = (who,)
    return _Crowd(kept.key, kept.date, kept.day.label, (_Part(kept.key, where),))


def _of_profession(stems: Sequence[str], texts: _Texts) -> Any | None:
    """Return the condition of who is of a profession: by position, profession, line of business or the employer's."""
    c = Customer
    positions = [text for text in texts.positions if fits(stems, text)]
    professions = [text for text in texts.professions if fits(stems, text)]
    lines = [text for text in texts.lines if fits(stems, text)]
    found: list[Any] = []
    if positions:
        found.append(c.position.in_(positions))
    if professions:
        found.append(_with_fact("profession", professions))
    if lines:
        firm = table_of(Customer).alias("firm")
        names = (
            sa.select(firm.c.name)
            .join(Fact, Fact.customer_id == firm.c.id)
            .where(
                Fact.key == "line", Fact.value.in_(lines), firm.c.kind == "organisation", firm.c.name != ""
            )
        )
        found += [_with_fact("line", lines), c.employer.in_(names)]
    return sa.or_(*found) if found else None


def _with_fact(key: str, values: Sequence[str]) -> Any:
    f = Fact
    return Customer.id.in_(sa.select(f.customer_id).where(f.key == key, f.value.in_(values)))


def _own(reading: Reading, start: dt.date, end: dt.date, home: str) -> list[_Crowd]:
    o = OwnDay
    rows = reading.rows(sa.select(o.id, o.name, o.month, o.day, o.professions, o.country))
    texts = _texts(reading) if any(row.professions for row in rows) else None
    found = []
    for row in rows:
        for year in range(start.year, end.year + 1):
            date = Birth(row.month, row.day).in_year(year)
            if start <= date <= end and (crowd := _own_crowd(row, date, texts, home)) is not None:
                found.append(crowd)
    return found


def _own_crowd(row: Any, date: dt.date, texts: _Texts | None, home: str) -> _Crowd | None:
    where: list[Any] = [_country(row.country.upper(), home)] if row.country else []
    if row.professions and texts is not None:
        who = _of_profession([word.strip() for word in row.professions.split(",") if word.strip()], texts)
        if who is None:
            return None
        where.append(who)
    key = f"own:{row.id}:{date.year}"
    return _Crowd(key, date, row.name, (_Part(key, tuple(where) or (sa.true(),)),))
