"""A greeting drafted for one customer: the text, how it may be sent, and what speaks against it (row R3)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from app.domain import kin
from app.domain.completeness import Datum, is_stale
from app.domain.fields import BY_KEY, Origin
from app.domain.gender import gender_of
from app.domain.gifts import liked
from app.domain.greeting_policy import Verdict, judge, plan_for
from app.domain.names import NameParts
from app.domain.occasions import Group, Kind, Occasion
from app.domain.saying import years_text
from app.domain.templates import render
from app.domain.terms import Plan, TermWarning
from app.domain.translit import name_to_latin
from app.errors import RapportError
from app.language import translator
from app.models.customer import Channel, Customer, Fact, Need
from app.models.faults import Gone
from app.models.greeting import Greeting
from app.models.team import Person
from app.models.work import Reading
from app.paths import root
from app.queries.capture import check
from app.queries.card_view import said, spoken_language
from app.queries.greeting_sources import stored_rules
from app.queries.greeting_templates import TONES, TemplateRow, fitting, templates
from app.queries.greetings import occasion_of

#: tastes that a greeting may speak of, those that say most of a person first
_TASTES: Final = ("hobby", "sport", "holiday", "pets", "books", "films", "tea", "wine", "chocolate")
_LONGEST: Final = 70


@dataclass(frozen=True)
class Draft:
    """A greeting ready to be looked over. ``ways`` are open, ``verdict`` says why others are not.

    ``template`` is the one filled in (its key or name), ``variant`` of ``variants``; ``tone`` the one it was written
    in. ``warnings`` are faults of a template of the team's own, in whose place one of the program's stands.
    ``saved`` marks the text that somebody wrote and kept: it is shown as it stands.
    """

    customer_id: int
    occasion: str
    on: dt.date
    language: str
    tone: str
    subject: str
    text: str
    template: str
    variant: int
    variants: int
    ways: tuple[str, ...]
    verdict: Verdict
    state: str = ""
    saved: bool = False
    way: str = ""
    warnings: tuple[RapportError, ...] = ()


def draft(
    reading: Reading,
    *,
    customer_id: int,
    occasion: str,
    on: dt.date,
    variant: int = 0,
    tone: str = "",
    language: str = "",
    gift: str = "",
    fresh: bool = False,
    many: bool = False,
) -> Draft | None:
    """Return a greeting for an occasion of a customer, in the customer's language and tone; None where there is none.

    ``variant`` counts through the texts there are; ``tone`` and ``language`` overrule the card. What somebody drafted
    before is returned as it stands, unless ``fresh``. ``many`` asks as for a letter to many, which needs consent.
    """
    item = occasion_of(reading, customer_id=customer_id, occasion=occasion, on=on)
    if item is None or item.occasion is None:
        return None
    row = _customer(reading, customer_id)
    spoken = language or spoken_language(row, "ru")
    wanted = tone if tone in TONES else "informal" if row["formality"] == "informal" else "formal"
    verdict = _verdict(reading, row, item.occasion, many=many, language=spoken)
    kept = _kept(reading, customer_id, item.occasion.key)
    rows = [] if item.occasion.sad else _offered(reading, item.occasion, spoken, wanted)
    words = _words(reading, row, item.occasion, spoken, formal=wanted != "informal", gift=gift)
    filled, place, warnings = _filled(rows, words, variant)
    plain = Draft(
        customer_id,
        item.occasion.key,
        item.date,
        spoken,
        wanted,
        filled[0],
        filled[1],
        rows[place].key or rows[place].name if rows else "",
        place,
        len(rows),
        verdict.ways,
        verdict,
        kept.state if kept else "",
        way=kept.way if kept else "",
        warnings=warnings,
    )
    if kept is None or fresh or not kept.text:
        return plain
    return Draft(**{**plain.__dict__, "subject": kept.subject, "text": kept.text, "saved": True})


def verdicts(
    reading: Reading, *, key: str, on: dt.date, ids: Iterable[int], many: bool = True
) -> dict[int, Verdict]:
    """Return how each of ``ids`` may be greeted on a day, and why not otherwise; ``many``: a letter to many.

    That one needs consent (row C14). Who has no such day is left out.
    """
    found: dict[int, Verdict] = {}
    for customer_id in ids:
        item = occasion_of(reading, customer_id=customer_id, occasion=key, on=on)
        if item is not None and item.occasion is not None:
            found[customer_id] = _verdict(reading, _customer(reading, customer_id), item.occasion, many=many)
    return found


def preview(reading: Reading, *, source: str, customer_id: int, occasion: Occasion, language: str) -> str:
    """Return a template of the team's filled in for a customer, to be looked at before it is kept.

    Raises:
        BadTemplate, UnknownWord, TooLong: it cannot be filled in.
    """
    row = _customer(reading, customer_id)
    formal = row["formality"] != "informal"
    return render(source, _words(reading, row, occasion, language, formal=formal, gift=""))


def _customer(reading: Reading, customer_id: int) -> Mapping[str, Any]:
    statement = sa.select(Customer.__table__).where(Customer.id == customer_id)
    found = reading.connection.execute(statement).mappings().first()
    if found is None:
        raise Gone
    return dict(found)


def _kept(reading: Reading, customer_id: int, occasion: str) -> Any:
    g = Greeting
    return reading.one(
        sa.select(g.state, g.way, g.subject, g.text).where(
            g.customer_id == customer_id, g.occasion == occasion
        )
    )


def _verdict(
    reading: Reading, row: Mapping[str, Any], occasion: Occasion, *, many: bool, language: str = "ru"
) -> Verdict:
    policy = stored_rules(reading).policy(occasion.group, row["class"], row["id"])
    at = max(occasion.date, reading.today)
    warnings: dict[str, tuple[TermWarning, ...]] = {}
    for way in policy.ways:
        plan = plan_for(way, Plan("", at, many=many))
        if plan is not None and plan.kind not in warnings:
            warnings[plan.kind] = check(reading, customer_id=row["id"], plan=plan, language=language)
    kinds = sa.select(Channel.kind).where(Channel.customer_id == row["id"]).distinct()
    reachable = list(reading.connection.execute(kinds).scalars())
    return judge(policy, sad=occasion.sad, reachable=reachable, warnings=warnings)


def _offered(reading: Reading, occasion: Occasion, language: str, tone: str) -> list[TemplateRow]:
    """Return the texts in the tone asked for, else in the nearest one there is."""
    rows = templates(reading, language=language)
    others = [each for each in ("formal", "informal", "short") if each != tone]
    found = fitting(rows, occasion, tones=(tone,))
    return found or fitting(rows, occasion, tones=tuple(others))


def _filled(
    rows: list[TemplateRow], words: Mapping[str, Any], variant: int
) -> tuple[tuple[str, str], int, tuple[RapportError, ...]]:
    """Fill in the variant asked for; where it fails, the next one stands in and the fault is told."""
    faults: list[RapportError] = []
    for step in range(len(rows)):
        place = (variant + step) % len(rows)
        try:
            subject = " ".join(render(rows[place].subject, words).split())
            return (subject, render(rows[place].body, words)), place, tuple(faults)
        except RapportError as fault:
            faults.append(fault)
    return ("", ""), 0, tuple(faults)


# -- the words -----------------------------------------------------------------------------------


def _words(
    reading: Reading,
    row: Mapping[str, Any],
    occasion: Occasion,
    language: str,
    *,
    formal: bool,
    gift: str,
) -> dict[str, Any]:
    """Return what templates may name, in ``language``."""
    tr = translator(language, root() / "resources" / "translations")
    organisation = row["kind"] == "organisation"
    parts = NameParts(row["surname"], row["given"], row["patronymic"])
    spoken = (
        None if organisation else said({**row, "formality": "formal" if formal else "informal"}, language)
    )
    name = row["name"] if organisation else spoken.in_person if spoken else ""
    relative = occasion.kind is Kind.RELATIVE
    label = "" if relative or occasion.kind is Kind.BIRTHDAY else tr(occasion.label)
    return {
        "salutation": spoken.letter if spoken else _COLLEAGUES[language],
        "name": name if language == "ru" else name_to_latin(name),
        "full_name": row["title"],
        "gender": "" if organisation else row["gender"] or gender_of(parts) or "",
        "formal": formal,
        "organisation": organisation,
        "occasion": label,
        "with_occasion": with_day(label, language),
        "years": occasion.years or "",
        "years_text": years_text(occasion.years, language) if occasion.years else "",
        "round": occasion.round,
        "relative": occasion.who if relative else "",
        "kinship": tr(kin.relation_label(occasion.label)) if relative and occasion.label else "",
        "relative_of": kin.birthday_of(occasion.label, occasion.who, language) if relative else "",
        "taste": _taste(reading, row["id"], language),
        "wish": _wish(reading, row["id"], language),
        "together": _together(row, occasion, language),
        "position": row["position"],
        "employer": row["employer"],
        "year": occasion.date.year,
        "gift": gift,
        "me": _me(reading, language),
    }


_COLLEAGUES: Final = {"ru": "Уважаемые коллеги!", "en": "Dear colleagues,"}
#: how the name of a day begins, and the same behind «поздравляем с»
_BENT: Final = (
    ("Международный день", "Международным днём"),
    ("Всемирный день", "Всемирным днём"),
    ("Общероссийский день", "Общероссийским днём"),
    ("День", "Днём"),
    ("день", "днём"),
    ("Новый год", "Новым годом"),
    ("Китайский Новый год", "Китайским Новым годом"),
    ("Рождество", "Рождеством"),
    ("Международный женский день", "Международным женским днём"),
    ("Национальный праздник", "Национальным праздником"),
    ("Ураза-байрам", "Ураза-байрамом"),
    ("Курбан-байрам", "Курбан-байрамом"),
    ("Рош ха-Шана", "праздником Рош ха-Шана"),
    ("Дивали", "праздником Дивали"),
    ("Богоявление", "Богоявлением"),
    ("Татьянин день", "Татьяниным днём"),
    ("Пасха", "Пасхой"),
    ("Навруз", "Наврузом"),
    ("годовщина", "годовщиной"),
    ("свадьба", "годовщиной свадьбы"),
    ("именины", "именинами"),
)


def with_day(label: str, language: str) -> str:
    """Return the name of a day behind “congratulations on”: «Днём бухгалтера»; a name of one's own is quoted."""
    if language != "ru" or not label:
        return label
    for plain, bent in _BENT:
        if label.startswith(plain):
            return bent + label[len(plain) :]
    return f"праздником — «{label}»"


def _taste(reading: Reading, customer_id: int, language: str) -> str:
    """Return something that the customer likes: said or seen, not private, not doubted, short, in the language."""
    f = Fact
    rows = reading.rows(
        sa.select(f.key, f.value, f.origin, f.confirmed_on).where(
            f.customer_id == customer_id,
            f.key.in_(_TASTES),
            f.value.is_not(None),
            f.private.is_(False),
            f.origin != Origin.GUESSED.value,
        )
    )
    fresh = {row.key: str(row.value) for row in rows if not _stale(row, reading.today)}
    return next(iter(_speakable((fresh.get(key, "") for key in _TASTES), language)), "")


def _stale(row: Any, today: dt.date) -> bool:
    origin = Origin(row.origin) if row.origin else None
    return is_stale(BY_KEY[row.key], Datum(origin=origin, confirmed_on=row.confirmed_on), today)


def _wish(reading: Reading, customer_id: int, language: str) -> str:
    n = Need
    statement = (
        sa.select(n.text)
        .where(n.customer_id == customer_id, n.met_on.is_(None), n.private.is_(False))
        .order_by(n.noted_on.desc(), n.id.desc())
    )
    return next(iter(_speakable(reading.connection.execute(statement).scalars(), language)), "")


# «печёт хлеб» and "bakes bread" say what somebody does: they cannot be what somebody loves
_DOES: Final = re.compile(r"^(?:\S+(?:[аеиёя]т|[аеиёя]тся|[ую]т)|\S+s(?= \S))(?!\w)", re.IGNORECASE)


def _speakable(texts: Iterable[str], language: str) -> list[str]:
    """Return what of them can stand in a sentence of ``language``: liked, named, short, in its letters."""
    found = []
    for text in texts:
        bare = " ".join(liked(str(text)).split())
        if _DOES.match(bare):
            continue
        cyrillic = any("\u0400" <= sign <= "\u04ff" for sign in bare)
        if bare and len(bare) <= _LONGEST and "\n" not in str(text) and cyrillic == (language == "ru"):
            found.append(bare)
    return found


def _together(row: Mapping[str, Any], occasion: Occasion, language: str) -> str:
    since: dt.date | None = row["first_contact_on"]
    if occasion.group is Group.ANNIVERSARY and occasion.kind is not Kind.DATE and occasion.years:
        return years_text(occasion.years, language)
    if since is None:
        return ""
    date = occasion.date
    years = date.year - since.year - ((date.month, date.day) < (since.month, since.day))
    return years_text(years, language) if years >= 1 else ""


def _me(reading: Reading, language: str) -> str:
    person = reading.moment.person_id
    name = reading.value(sa.select(Person.name).where(Person.id == person)) if person is not None else None
    return str(name or "") if language == "ru" else name_to_latin(str(name or ""))
