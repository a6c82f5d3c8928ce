"""The one-screen brief before a contact, on screen and on paper (row C15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from app.domain.births import Birth
from app.domain.fields import Purpose
from app.domain.kin import date_label, is_sad, relation_label
from app.domain.occasions import Kind, Source, occasions_between
from app.domain.related import INVERSE, LINK_NAMES, LinkKind
from app.domain.saying import date_text
from app.domain.terms import Plan, Weight
from app.language import N_, Translator
from app.models.work import Reading
from app.queries.capture import check
from app.queries.card import Card, TimelineItem, timeline
from app.queries.card_view import CardView, card_view
from app.queries.gifts import gifts_of

AHEAD_DAYS: Final = 60
CONTACTS: Final = 6
_KINDS: Final = {
    "call": N_("call"),
    "email": N_("e-mail"),
    "chat": N_("chat"),
    "meeting": N_("meeting"),
    "letter": N_("letter"),
    "visit": N_("visit"),
    "fax": N_("fax"),
    "form": N_("web form"),
    "voicemail": N_("voicemail"),
    "note": N_("note"),
    "remark": N_("remark"),
    "greeting": N_("greeting"),
    "gift": N_("gift"),
}
Rows = tuple[tuple[str, str], ...]
#: writes a date
Day = Callable[[dt.date], str]


@dataclass(frozen=True)
class Brief:
    """What to know before the call. Each table has rows of (left, right), already in words.

    ``warnings`` are refusals and terms that a call would break, ``hints`` what is only worth asking.
    """

    customer_id: int
    name: str
    class_: str
    about: tuple[str, ...]
    salutation: str
    channels: tuple[str, ...]
    good_time: str
    warnings: tuple[str, ...]
    hints: tuple[str, ...]
    promises: Rows
    contacts: Rows
    topics: Rows
    needs: Rows
    family: Rows
    dates: Rows
    circle: Rows
    question: str


def brief(
    reading: Reading, *, customer_id: int, tr: Translator, day: Callable[[dt.date], str] | None = None
) -> Brief:
    """Return the brief on one customer; private data are left out of what may lie on a desk.

    ``day`` writes a date as the window does; without it dates stand in figures.

    Raises:
        Gone: there is no such customer.
    """
    shown = card_view(reading, customer_id=customer_id, language=tr.code)
    card = shown.card
    customer = card.customer
    say = day or partial(date_text, tr=tr)
    items = timeline(reading, customer_id=customer_id, limit=40)
    work = ", ".join(part for part in (customer["position"], customer["employer"]) if part)
    # the territory is often the city
    places = dict.fromkeys((customer["city"], customer["territory"], card.responsible))
    place = ", ".join(part for part in places if part)
    warned = check(reading, customer_id=customer_id, plan=Plan("call", reading.today), language=tr.code)
    return Brief(
        customer_id=customer_id,
        name=customer["title"],
        class_=customer["class_"],
        about=tuple(part for part in (work, place, ", ".join(card.tags)) if part),
        salutation=_salutation(shown, tr),
        channels=tuple(
            row["value"]
            for row in card.channels
            if row["kind"] in {"phone", "email", "messenger"} and not row["private"]
        ),
        good_time=f"{shown.good.text(tr)}, {shown.good.their_time(tr)}",
        warnings=tuple(warning.text(tr) for warning in warned if warning.weight is not Weight.HINT),
        hints=tuple(warning.text(tr) for warning in warned if warning.weight is Weight.HINT),
        promises=_promises(card, items, tr, say),
        contacts=_contacts(items, tr, partial(_local_day, reading, say)),
        topics=(*_topics(shown, tr), *_gifts(reading, customer_id, tr)),
        needs=tuple(
            (say(row["noted_on"]), row["text"])
            for row in card.needs
            if row["met_on"] is None and not row["private"]
        ),
        family=_family(card, tr),
        dates=_dates(card, reading.today, tr, say),
        circle=_circle(card, tr),
        question=tr(shown.question.text) if shown.question else "",
    )


def _salutation(shown: CardView, tr: Translator) -> str:
    if shown.said is None:
        return ""
    return tr(
        "“{letter}” in letters, “{in_person}” in person",
        letter=shown.said.letter,
        in_person=shown.said.in_person,
    )


def _local_day(reading: Reading, say: Day, moment: dt.datetime) -> str:
    return say(moment.astimezone(reading.moment.zone).date())


def _promises(card: Card, items: list[TimelineItem], tr: Translator, say: Day) -> Rows:
    waiting = [
        (tr("waits for an answer"), item.text or item.body[:200])
        for item in items
        if item.waits and not item.answered_at
    ]
    steps = [
        (" ".join(part for part in (say(row["due_on"]), row["due_time"]) if part), row["text"])
        for row in card.followups
        if not row["private"]
    ]
    return (*waiting, *steps)


def _contacts(items: list[TimelineItem], tr: Translator, say: Callable[[dt.datetime], str]) -> Rows:
    found: list[tuple[str, str]] = []
    for item in items:
        if item.private or len(found) == CONTACTS:
            continue
        what = tr(_KINDS.get(item.kind, item.kind))
        if item.outcome == "no_answer":
            what += ", " + tr("no answer")
        text = item.text or item.body[:200]
        extra = [tr("gave: {what}", what=item.given)] if item.given else []
        extra += [tr("asked: {what}", what=item.asked)] if item.asked else []
        found.append((say(item.at), f"{what}: " + "; ".join(part for part in (text, *extra) if part)))
    return tuple(found)


def _topics(shown: CardView, tr: Translator) -> Rows:
    card = shown.card
    found: list[tuple[str, str]] = []
    for field in shown.catalogue:
        row = card.facts.get(field.key)
        if row is None or not row["value"] or row["private"]:
            continue
        purposes = set(row["purposes"].split(","))
        if not purposes & {Purpose.TOPICS, Purpose.GIFTS, Purpose.OFFER}:
            continue
        value = str(row["value"])
        said = tr(dict(field.choices).get(value, value)) if field.choices else value
        doubt = f" ({tr('guessed')})" if row["origin"] == "guessed" else ""
        found.append((tr(field.label), said + doubt))
    if card.customer["note"]:
        found.append((tr("Note"), card.customer["note"]))
    return tuple(found)


def _gifts(reading: Reading, customer_id: int, tr: Translator) -> Rows:
    """Return what was given, the latest first: so that nobody gives it again, and one may ask how it was liked."""
    given = [gift for gift in gifts_of(reading, customer_id=customer_id) if gift.state == "given"]
    said = ", ".join(f"{gift.name} ({gift.on.year})" for gift in given[:CONTACTS] if gift.on)
    return ((tr("Gifts"), said),) if said else ()


def _family(card: Card, tr: Translator) -> Rows:
    return tuple(
        (tr(row["relation"]), ", ".join(part for part in (row["name"], row["note"]) if part))
        for row in card.relatives
        if not row["private"]
    )


def _circle(card: Card, tr: Translator) -> Rows:
    found = []
    for link in card.links:
        kind = link.kind
        if kind in set(LinkKind):
            seen = LinkKind(kind) if link.outgoing else INVERSE[LinkKind(kind)]
            kind = tr(LINK_NAMES[seen])
        found.append((kind, ", ".join(part for part in (link.other, link.note) if part)))
    return tuple(found)


def _dates(card: Card, today: dt.date, tr: Translator, say: Day) -> Rows:
    customer: Any = card.customer
    sources = [
        Source(
            Kind.DATE,
            card.id,
            Birth(row["month"], row["day"], row["year"]),
            label=date_label(row["label"]),
            sad=row["sad"] or is_sad(row["label"]),
        )
        for row in card.dates
        if not row["private"]
    ]
    if customer["birth_month"] and customer["birth_day"]:
        birth = Birth(customer["birth_month"], customer["birth_day"], customer["birth_year"])
        sources.append(Source(Kind.BIRTHDAY, card.id, birth))
    sources += [
        Source(
            Kind.RELATIVE,
            card.id,
            Birth(row["birth_month"], row["birth_day"], row["birth_year"]),
            who=row["name"],
            label=relation_label(row["relation"]),
        )
        for row in card.relatives
        if row["birth_month"] and row["birth_day"] and not row["private"]
    ]
    near = occasions_between(sources, today, today + dt.timedelta(days=AHEAD_DAYS))
    return tuple((say(one.date), one.text(tr)) for one in near)
