"""How data of the card are worded: purposes, origins, days, births, relations, labels of channels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from app.domain.births import AgeOnly, Birth, format_age, format_birth
from app.domain.fields import ORIGIN_NAMES, PURPOSE_NAMES, Origin, Purpose
from app.exchange.contacts import DATE_LABELS, LABELS, MESSENGERS, RELATIONS
from app.language import Translator
from app.queries.card import Row
from app.queries.card_view import CardView
from app.views.kit.ui import Ui

#: icons of the ways to reach
CHANNEL_ICONS: Final = {
    "phone": "phone",
    "email": "email",
    "messenger": "chat",
    "address": "map-pin",
    "site": "globe",
}


def purposes_text(purposes: str, tr: Translator) -> str:
    """Return purposes joined by commas as words: «gifts, topics»."""
    known = [purpose for purpose in Purpose if purpose.value in purposes.split(",")]
    return ", ".join(tr(PURPOSE_NAMES[purpose]).lower() for purpose in known)


def origin_text(origin: str, tr: Translator) -> str:
    """Return where a datum came from, in a word."""
    return tr(ORIGIN_NAMES[Origin(origin)]) if origin in {each.value for each in Origin} else ""


def birth_of(row: Row) -> Birth | AgeOnly | None:
    """Return the birth or the age that a customer row holds."""
    if row["birth_month"] and row["birth_day"]:
        return Birth(row["birth_month"], row["birth_day"], row["birth_year"])
    if row.get("age") is not None and row.get("age_noted_on") is not None:
        return AgeOnly(row["age"], row["age_noted_on"])
    return None


def birth_text(known: Birth | AgeOnly | None, ui: Ui) -> str:
    """Return a birth as it is typed and read: «12 May 1980», «about 45 years»."""
    if isinstance(known, Birth):
        return format_birth(known, ui.tr.code)
    return format_age(known, ui.clock.today(), ui.tr.code) if known else ""


def birth_tail(known: Birth | AgeOnly | None, ui: Ui) -> str:
    """Return the age beside a birth date, or when it is next: «turns 46 in 3 days»."""
    if not isinstance(known, Birth):
        return ""
    today = ui.clock.today()
    coming = known.in_year(today.year)
    if coming < today:
        coming = known.in_year(today.year + 1)
    days = (coming - today).days
    age = known.age_on(coming)
    if days == 0:
        return ui.tr("turns {age} today", age=age) if age else ui.tr("today")
    if days <= 30:
        inside = ui.tr.plural("in {count} day", "in {count} days", days)
        return ui.tr("turns {age} {when}", age=age, when=inside) if age else inside
    now = known.age_on(today)
    return ui.tr.plural("{count} year old", "{count} years old", now) if now is not None else ""


def birth_values(known: Birth | AgeOnly | None) -> dict[str, Any]:
    """Return the columns of a customer that hold a birth."""
    if isinstance(known, Birth):
        found: tuple[Any, ...] = (known.year, known.month, known.day, None, None)
    elif known:
        found = (None, None, None, known.age, known.noted_on)
    else:
        found = (None, None, None, None, None)
    return dict(zip(("birth_year", "birth_month", "birth_day", "age", "age_noted_on"), found, strict=True))


def relation_text(relation: str, tr: Translator) -> str:
    """Return a relation in the reader's language; words of one's own stay."""
    return tr(RELATIONS[relation]) if relation in RELATIONS else relation


def date_label_text(label: str, tr: Translator) -> str:
    """Return what a date is of; words of one's own stay."""
    return tr(DATE_LABELS[label]) if label in DATE_LABELS else label


def channel_label(row: Row, tr: Translator) -> str:
    """Return the label of a channel in words: «mobile», «WhatsApp»."""
    label = str(row["label"])
    if row["kind"] == "messenger":
        return MESSENGERS.get(label, label)
    return tr(LABELS[label]) if label in LABELS else label


def channel_text(row: Row, view: CardView) -> str:
    """Return a channel as it is read: a phone in the international way, the rest as it is."""
    return view.phones.get(row["id"]) or str(row["value"])


def preferred(channels: Iterable[Row], kind: str) -> Row | None:
    """Return the channel of ``kind`` that is used: the preferred one, else the first."""
    return next((row for row in channels if row["kind"] == kind), None)


def coded(text: str, codes: Mapping[str, str], tr: Translator) -> str:
    """Return the code that stands for ``text`` in the reader's language, or the text itself."""
    wanted = text.strip().casefold()
    return next((code for code, said in codes.items() if tr(said).casefold() == wanted), text.strip())
