"""All that is known of one customer as a text that the customer can read (row C14)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from app.domain.fields import BY_KEY, ORIGIN_NAMES, PURPOSE_NAMES, Field
from app.domain.merge import original
from app.errors import Says
from app.exchange.contacts import DATE_LABELS, LABELS, MESSENGERS, RELATIONS
from app.language import N_
from app.models.work import Reading
from app.queries import exports
from app.queries.exports import Whole
from app.services.records import day_text, fact_label

Rows = Sequence[Mapping[str, Any]]

#: tables in the order of the text, with their headings and the columns that say something
_SECTIONS: Final = (
    ("needs", N_("Needs and wishes"), ("noted_on", "text", "met_on")),
    ("terms", N_("Customer's own terms"), ("kind", "channel", "value")),
    ("consents", N_("Consent"), ("channel", "topic", "state", "at", "until", "how", "wording")),
    ("interactions", N_("Contacts"), ("at", "kind", "direction", "minutes", "outcome", "text", "body")),
    ("mail_messages", N_("Letters"), ("at", "direction", "sender_name", "sender", "subject", "text")),
    ("followups", N_("Follow-ups"), ("due_on", "due_time", "kind", "text", "done_at", "result")),
    ("greetings", N_("Greetings"), ("on", "occasion", "state", "way", "subject", "text")),
    ("gifts", N_("Gifts"), ("due_on", "given_on", "state", "name", "for_whom", "reason", "note")),
    ("feedback", N_("Complaints and ideas"), ("noted_at", "kind", "text", "state", "outcome", "told_at")),
    ("favours", N_("Thanks and favours"), ("on", "side", "text")),
    ("attachments", N_("Files"), ("name", "size", "added_at")),
    ("raw_properties", N_("Kept from files"), ("name", "value")),
)
_SKIPPED: Final = frozenset({"responsible_id", "birth"})


def person_text(reading: Reading, *, card: Whole, tables: Mapping[str, Rows], tr: Says) -> str:
    """Return the whole card, the contacts and the history of a customer as a text."""
    lines = [str(card.customer["title"]), "=" * len(str(card.customer["title"])), ""]
    for heading, found in _sections(reading, card, tables, tr):
        if found:
            lines += [tr(heading), "-" * len(tr(heading)), *found, ""]
    return "\n".join(lines)


def _sections(
    reading: Reading, card: Whole, tables: Mapping[str, Rows], tr: Says
) -> Iterator[tuple[str, list[str]]]:
    known = {row["key"]: row for row in tables.get("facts", ())}
    yield N_("Card"), list(_card(card, known, tr))
    yield N_("Ways to reach"), [_channel(row, tr) for row in card.channels]
    yield N_("Dates"), [_line(_word(DATE_LABELS, row.label, tr), _day(row)) for row in card.dates]
    yield N_("Relatives"), [_relative(row, tr) for row in card.relatives]
    yield N_("Tags"), [", ".join(card.tags)] if card.tags else []
    yield N_("Friends and circle"), _links(reading, card, tables.get("links", ()))
    for name, heading, columns in _SECTIONS:
        yield heading, [_row(row, columns) for row in tables.get(name, ())]
    yield N_("History"), [_step(step, tr) for step in exports.steps_of(reading, customer_id=card.id)]


def _line(label: str, value: str) -> str:
    return f"{label}: {value}" if label else value


def _word(words: Mapping[str, str], code: str, tr: Says) -> str:
    return tr(words[code]) if code in words else code


def _card(card: Whole, known: Mapping[str, Mapping[str, Any]], tr: Says) -> Iterator[str]:
    row = card.customer
    for key, field in BY_KEY.items():
        column = "class" if key == "class_" else key
        if key in _SKIPPED or column not in row or row[column] in {None, ""}:
            continue
        yield _line(tr(field.label), _choice(field, row[column], tr)) + _about(known.get(key), tr)
    if row["birth_year"] or row["birth_month"] or row["birth_day"]:
        birth = day_text(row["birth_year"], row["birth_month"], row["birth_day"])
        yield _line(tr(BY_KEY["birth"].label), birth) + _about(known.get("birth"), tr)
    if card.responsible:
        yield _line(tr(BY_KEY["responsible_id"].label), card.responsible)
    for key, value in card.facts:
        known_field = BY_KEY.get(original(key))
        said = _choice(known_field, value, tr) if known_field else value
        yield _line(fact_label(key, tr), said) + _about(known.get(key), tr)


def _choice(field: Field, value: object, tr: Says) -> str:
    return next((tr(said) for code, said in field.choices if code == value), str(value))


def _about(fact: Mapping[str, Any] | None, tr: Says) -> str:
    """Return purpose, source, confirmation and privacy of a datum, in brackets."""
    if fact is None:
        return ""
    said = [tr(PURPOSE_NAMES[each]) for each in PURPOSE_NAMES if each in str(fact["purposes"]).split(",")]
    said += [tr(name) for code, name in ORIGIN_NAMES.items() if code == fact["origin"]]
    if fact["confirmed_on"]:
        said.append(tr("confirmed {date}", date=fact["confirmed_on"].isoformat()))
    if fact["private"]:
        said.append(tr("private"))
    return f" ({'; '.join(said)})" if said else ""


def _channel(row: Any, tr: Says) -> str:
    words = MESSENGERS if row.kind == "messenger" else LABELS
    label = " ".join(part for part in (tr(BY_KEY[row.kind].label), _word(words, row.label, tr)) if part)
    return _line(label, row.value) + (f" ({row.note})" if row.note else "")


def _day(row: Any) -> str:
    return day_text(row.year, row.month, row.day)


def _relative(row: Any, tr: Says) -> str:
    born = day_text(row.birth_year, row.birth_month, row.birth_day)
    said = " ".join(part for part in (row.name, born.strip("-") and born, row.note) if part)
    return _line(_word(RELATIONS, row.relation, tr), said)


def _links(reading: Reading, card: Whole, rows: Rows) -> list[str]:
    others = [row["other_id"] if row["customer_id"] == card.id else row["customer_id"] for row in rows]
    titles = exports.customer_titles(reading, ids=others)
    return [
        _line(row["kind"], titles.get(other, "")) + (f" ({row['note']})" if row["note"] else "")
        for row, other in zip(rows, others, strict=True)
    ]


def _row(row: Mapping[str, Any], columns: Sequence[str]) -> str:
    said = [_said(row[name]) for name in columns if row[name] not in {None, ""}]
    return "; ".join(said)


def _said(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _step(step: exports.Done, tr: Says) -> str:
    try:
        what = tr(step.title, **json.loads(step.values or "{}"))
    except (KeyError, ValueError):
        what = step.title
    return "; ".join(part for part in (_said(step.at), step.person, what) if part)
