"""Which days of many there are, and the condition of who keeps each: by country, sex, profession (row R2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import sqlalchemy as sa

from app.domain.celebrations import COUNTRIES, Celebrated, celebrated
from app.domain.gender import gender_of
from app.domain.names import NameParts
from app.domain.occasions import Birth
from app.domain.professional_days import EVERYWHERE, Kept, kept_between
from app.domain.stems import fits
from app.models.base import table_of
from app.models.customer import LIVE, Customer, Fact
from app.models.greeting import Greeting, OwnDay
from app.models.work import Reading
from app.queries.greeting_sources import DONE

ENDINGS: Final = {"female": ("вна", "чна", "шна"), "male": ("вич", "ьич", "мич", "кич")}


@dataclass(frozen=True)
class Part:
    """Customers who keep a day under one key of occasion."""

    key: str
    where: tuple[Any, ...]


@dataclass(frozen=True)
class Crowd:
    """A day of many: its key and date, and by which parts customers keep it (see the fields)."""

    key: str
    date: dt.date
    label: str
    parts: tuple[Part, ...]
    tone: str = ""
    whom: str = ""
    #: all parts in one short condition, where there is one
    together: Any = None
    #: whether all customers of a country keep it, where nothing else is asked of them
    countries: Callable[[str], bool] | None = None

    def where(self) -> Any:
        """Return the condition of who keeps it."""
        if self.together is not None:
            return self.together
        return sa.or_(*[sa.and_(*part.where) for part in self.parts])

    @property
    def names(self) -> list[str]:
        """The keys of occasions under which what became of it is kept."""
        return [part.key for part in self.parts]

    def done(self) -> Any:
        """Return the condition that somebody greeted the customer on it, or passed it over."""
        g = Greeting
        return sa.exists(
            sa.select(g.id).where(g.customer_id == Customer.id, g.occasion.in_(self.names), g.state.in_(DONE))
        )


def crowd_of(reading: Reading, key: str, on: dt.date, home: str) -> Crowd | None:
    """Return the day of ``key``, which is that of the day itself or of one customer's occasion on it."""
    return next((one for one in crowds(reading, on, on, home, only=key) if _is(one, key)), None)


def _is(crowd: Crowd, key: str) -> bool:
    return key == crowd.key or key in crowd.names


def crowds(reading: Reading, start: dt.date, end: dt.date, home: str, *, only: str = "") -> list[Crowd]:
    """Return the days from ``start`` to ``end`` by date; ``only`` leaves those of the kind of this key.

    ``home`` is the country of customers of whom none is known.
    """
    kind = only.partition(":")[0]
    found: list[Crowd] = []
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


def _holidays(reading: Reading, start: dt.date, end: dt.date, home: str) -> list[Crowd]:
    """Return the holidays of all countries, those of one name and day together."""
    together: dict[tuple[dt.date, str, str], list[Celebrated]] = {}
    for country in (*COUNTRIES, ""):
        for one in celebrated(country, start, end):
            together.setdefault((one.date, one.celebration.code, one.celebration.whom), []).append(one)
    return [_holiday(reading, some, home) for some in together.values()]


def _holiday(reading: Reading, some: Sequence[Celebrated], home: str) -> Crowd:
    first = some[0]
    whom = _whom(reading, first.celebration.whom)
    parts = [Part(one.key, (_of_country(one.country, home), *whom)) for one in some]
    key = f"holiday:*:{first.key.split(':', 2)[2]}"
    kept = first.celebration
    keeps = partial(_keeps, frozenset(one.country for one in some), home)
    together = sa.and_(_of_countries([one.country for one in some], home), *whom)
    countries = None if whom else keeps
    return Crowd(key, first.date, kept.label, tuple(parts), kept.tone, kept.whom, together, countries)


def _keeps(codes: frozenset[str], home: str, country: str) -> bool:
    """Tell whether customers of ``country`` keep a holiday of ``codes``; «» is every country that is not listed."""
    known = country or home
    return (known if known in COUNTRIES else "") in codes


def _of_countries(codes: Sequence[str], home: str) -> Any:
    """Return the condition of customers of any of ``codes``, «» for all countries that are not listed."""
    stored = sa.func.upper(Customer.country)
    listed = {code for code in COUNTRIES if _keeps(frozenset(codes), home, code)}
    nowhere = [""] if _keeps(frozenset(codes), home, "") else []
    if "" not in codes:
        return stored.in_([*sorted(listed), *nowhere])
    barred = [*sorted(set(COUNTRIES) - listed), *([] if nowhere else [""])]
    return stored.not_in(barred) if barred else sa.true()


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


def _professional(reading: Reading, start: dt.date, end: dt.date, home: str) -> list[Crowd]:
    days = kept_between(start, end)
    if not days:
        return []
    texts = _texts(reading)
    found = (_profession(kept, texts, home) for kept in days)
    return _joined(crowd for crowd in found if crowd is not None)


def _joined(crowds: Iterable[Crowd]) -> list[Crowd]:
    """Let days of one profession that fall on one date in several countries be one."""
    found: dict[tuple[str, dt.date], Crowd] = {}
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
        # as the index has it
        distinct(c.position, sa.text("customers.position <> ''")),
        distinct(f.value, f.key == "profession", f.value.is_not(None)),
        distinct(f.value, f.key == "line", f.value.is_not(None)),
    )


def _profession(kept: Kept, texts: _Texts, home: str) -> Crowd | None:
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
    return Crowd(kept.key, kept.date, kept.day.label, (Part(kept.key, where),))


def _of_profession(stems: Sequence[str], texts: _Texts) -> Any | None:
    """Return the condition of who is of a profession: by position, profession, line of business or the employer's."""
    c = Customer
    positions = [text for text in texts.positions if fits(stems, text)]
    professions = [text for text in texts.professions if fits(stems, text)]
    lines = [text for text in texts.lines if fits(stems, text)]
    found: list[Any] = []
    if positions:
        # as the index has it
        found.append(sa.and_(sa.text("customers.position <> ''"), c.position.in_(positions)))
    if professions:
        found.append(_with_fact("profession", professions))
    if lines:
        firm = table_of(Customer).alias("firm")
        names = (
            sa.select(firm.c.name)
            .join(Fact, Fact.customer_id == firm.c.id)
            .where(
                *(Fact.key == "line", Fact.value.is_not(None), Fact.value.in_(lines)),
                *(firm.c.kind == "organisation", firm.c.name != ""),
            )
        )
        found += [_with_fact("line", lines), c.employer.in_(names)]
    return sa.or_(*found) if found else None


def _with_fact(key: str, values: Sequence[str]) -> Any:
    f = Fact
    return Customer.id.in_(
        sa.select(f.customer_id).where(f.key == key, f.value.is_not(None), f.value.in_(values))
    )


def _own(reading: Reading, start: dt.date, end: dt.date, home: str) -> list[Crowd]:
    o = OwnDay
    rows = reading.rows(sa.select(o.id, o.name, o.month, o.day, o.professions, o.country))
    texts = _texts(reading) if any(row.professions for row in rows) else None
    found = []
    for row in rows:
        for year in range(start.year, end.year + 1):
            date = Birth(row.month, row.day).in_year(year)
            if start <= date <= end and (crowd := _own_day(row, date, texts, home)) is not None:
                found.append(crowd)
    return found


def _own_day(row: Any, date: dt.date, texts: _Texts | None, home: str) -> Crowd | None:
    where: list[Any] = [_country(row.country.upper(), home)] if row.country else []
    if row.professions and texts is not None:
        who = _of_profession([word.strip() for word in row.professions.split(",") if word.strip()], texts)
        if who is None:
            return None
        where.append(who)
    key = f"own:{row.id}:{date.year}"
    return Crowd(key, date, row.name, (Part(key, tuple(where) or (sa.true(),)),))
