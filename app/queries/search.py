"""Search everywhere, as one types: names, numbers, facts, notes, contacts, follow-ups (row X4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.domain.keys import fold, search_variants
from app.domain.phone import search_digits
from app.domain.slips import closest, slip_keys
from app.models.base import table_of
from app.models.contact import FollowUp, Interaction
from app.models.customer import LIVE, Channel, Customer, CustomerTag, Fact, NameWord, Need, Relative, Tag
from app.models.work import Reading
from app.queries.matching_text import contains, is_number, variant_condition

CANDIDATES = 300
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Hit:
    """One thing found. ``kind``: customer, interaction or followup; ``customer_id`` leads to its card.

    ``detail`` says where it was found, or what else tells this one from others of the same name.
    """

    kind: str
    id: int
    title: str
    detail: str
    customer_id: int | None = None
    class_: str = ""


def search(reading: Reading, *, text: str, limit: int = 20) -> list[Hit]:
    """Return what ``text`` finds, best first: names, then other data of customers, then contacts.

    Any case, ё or е, with or without accents, other keyboard layout, other alphabet, any digits
    of a phone; slips of typing in names when little else is found.
    """
    if not text.strip():
        return []
    hits = customers(reading, text=text, limit=limit)
    if len(hits) < limit:
        hits += _interactions(reading, text, limit - len(hits))
    if len(hits) < limit:
        hits += _followups(reading, text, limit - len(hits))
    return hits


def customers(reading: Reading, *, text: str, limit: int = 20) -> list[Hit]:
    """Return customers that ``text`` finds, best first."""
    found: dict[int, Any] = {}
    variants = search_digits(text) if is_number(text) else search_variants(text)
    used = ""
    for variant in variants:
        if len(found) >= limit:
            break
        for row in _candidates(reading, variant):
            found.setdefault(row.id, row)
        used = used or (variant if found else "")
    ranked = sorted(found.values(), key=lambda row: _rank(row, used))[:limit]
    if len(ranked) < min(limit, 5) and not is_number(text):
        have = {row.id for row in ranked}
        ranked += [row for row in _slips(reading, text, limit - len(ranked)) if row.id not in have]
    places = _places(reading, ranked, used)
    return [
        Hit("customer", row.id, row.title, places.get(row.id) or _about(row), row.id, row.class_)
        for row in ranked
    ]


def _columns() -> list[Any]:
    table = table_of(Customer)
    names = ("id", "title", "sort_key", "kind", "phone", "email", "city", "employer", "position")
    return [*[table.c[name] for name in names], table.c["class"].label("class_")]


def _candidates(reading: Reading, variant: str) -> list[Any]:
    """Return a capped number of customers: candidates first, the order of the few afterwards."""
    first = variant.split(" ", 1)[0]
    upper = first + "\U0010ffff"
    named = sa.and_(Customer.sort_key >= first, Customer.sort_key < upper)
    by_name = reading.rows(
        sa.select(*_columns())
        .where(Customer.state == LIVE, named, contains(reading, variant))
        .order_by(Customer.sort_key, Customer.id)
        .limit(CANDIDATES)
    )
    if len(by_name) >= CANDIDATES:
        return by_name
    have = {row.id for row in by_name}
    capped = variant_condition(reading, variant, cap=4 * CANDIDATES)
    others = reading.rows(sa.select(*_columns()).where(Customer.state == LIVE, capped).limit(CANDIDATES))
    return by_name + [row for row in others if row.id not in have]


def _rank(row: Any, text: str) -> tuple[int, str, int]:
    """Order: name begins so, every word begins a word of the name, somewhere in the name, elsewhere."""
    key = row.sort_key
    words = _WORDS.findall(text)
    of_name = _WORDS.findall(key)
    if key.startswith(text):
        place = 0
    elif words and all(any(word.startswith(part) for word in of_name) for part in words):
        place = 1
    elif text and text in key:
        place = 2
    else:
        place = 3
    return place, key, row.id


def _about(row: Any) -> str:
    """Return what tells this customer from others of the same name."""
    work = ", ".join(part for part in (row.position, row.employer) if part)
    return " · ".join(part for part in (work, row.city, row.phone or row.email) if part)


def _slips(reading: Reading, text: str, limit: int) -> list[Any]:
    """Return customers whose names are a typing slip away from every word of ``text``."""
    found: set[int] | None = None
    for variant in search_variants(text)[:2]:
        here: set[int] | None = None
        for word in _WORDS.findall(variant):
            if len(word) < 4:
                continue
            keys = slip_keys(word)
            ids = set(
                reading.connection.execute(
                    sa.select(NameWord.customer_id).where(NameWord.slip.in_(keys)).limit(CANDIDATES * 4)
                ).scalars()
            )
            here = ids if here is None else here & ids
        if here:
            found = here if found is None else found | here
    if not found:
        return []
    rows = reading.rows(
        sa.select(*_columns()).where(Customer.state == LIVE, Customer.id.in_(sorted(found)[: CANDIDATES * 4]))
    )
    return _closest(rows, text, limit)


def _closest(rows: Sequence[Any], text: str, limit: int) -> list[Any]:
    """Return the rows whose names are nearest to the text, in any variant of it."""
    by_title: dict[str, list[Any]] = {}
    for row in rows:
        by_title.setdefault(row.title, []).append(row)
    found: dict[int, Any] = {}
    for variant in search_variants(text)[:2]:
        for near in closest(variant, by_title, limit):
            for row in by_title[near.name]:
                found.setdefault(row.id, row)
    return list(found.values())[:limit]


def _places(reading: Reading, rows: Sequence[Any], text: str) -> dict[int, str]:
    """Return, for customers not found by their name, the datum in which the text stands."""
    words = [word for word in text.split() if word]
    elsewhere = [row.id for row in rows if words and not all(word in row.sort_key for word in words)]
    if not elsewhere:
        return {}
    sources = (
        sa.select(Channel.customer_id, Channel.value, Channel.key).where(Channel.customer_id.in_(elsewhere)),
        sa.select(Fact.customer_id, Fact.value, Fact.value).where(
            Fact.customer_id.in_(elsewhere), Fact.value.is_not(None)
        ),
        sa.select(Need.customer_id, Need.text, Need.text).where(Need.customer_id.in_(elsewhere)),
        sa.select(Relative.customer_id, Relative.name, Relative.name).where(
            Relative.customer_id.in_(elsewhere)
        ),
        sa.select(CustomerTag.customer_id, Tag.name, Tag.key)
        .join(Tag, Tag.id == CustomerTag.tag_id)
        .where(CustomerTag.customer_id.in_(elsewhere)),
        sa.select(Customer.id, Customer.note, Customer.note).where(
            Customer.id.in_(elsewhere), Customer.note != ""
        ),
    )
    found: dict[int, str] = {}
    for statement in sources:
        for customer_id, shown, key in reading.rows(statement):
            if customer_id not in found and any(word in fold(f"{shown} {key}") for word in words):
                found[customer_id] = shown
    return found


def _match(text: str) -> list[str]:
    return _WORDS.findall(text)


def _interactions(reading: Reading, text: str, limit: int) -> list[Hit]:
    """Return contacts in whose notes every word of ``text`` begins a word, newest first."""
    rows: list[Any] = []
    for variant in search_variants(text)[:2]:
        words = _match(variant)
        if not words:
            continue
        condition = _words_condition(reading, words, 3 * limit)
        rows = reading.rows(
            sa.select(
                Interaction.id,
                Interaction.text,
                Interaction.body,
                Interaction.at,
                Customer.title,
                Customer.id.label("customer_id"),
            )
            .join(Customer, Customer.id == Interaction.customer_id)
            .where(condition, Interaction.trashed_at.is_(None), Customer.state == LIVE)
            .order_by(Interaction.id.desc())
            .limit(limit)
        )
        if rows:
            break
    return [
        Hit(
            "interaction",
            row.id,
            row.title,
            f"{row.at.date().isoformat()} · {row.text or row.body[:120]}",
            row.customer_id,
        )
        for row in rows
    ]


def _words_condition(reading: Reading, words: Sequence[str], cap: int) -> Any:
    if reading.connection.dialect.name == "sqlite":
        # each term quoted, or a dash and a NOT in a note would be operators; the newest come first
        query = " ".join(f'"{word}"*' for word in words)
        found = sa.text(
            "SELECT rowid FROM interaction_fts WHERE interaction_fts MATCH :terms ORDER BY rowid DESC LIMIT :cap"
        ).bindparams(terms=query, cap=cap)
        return Interaction.id.in_(found.columns(sa.column("rowid", sa.Integer)))
    query = " & ".join(f"'{word}':*" for word in words)
    return sa.func.to_tsvector("simple", Interaction.key).op("@@")(sa.func.to_tsquery("simple", query))


def _followups(reading: Reading, text: str, limit: int) -> list[Hit]:
    """Return open follow-ups that contain every word, as typed, in lower case or with a capital."""
    words = _match(fold(text))
    if not words:
        return []
    position = sa.func.instr if reading.connection.dialect.name == "sqlite" else sa.func.strpos
    spelt = [sa.or_(*[position(FollowUp.text, form) > 0 for form in _forms(word)]) for word in words]
    rows = reading.rows(
        sa.select(FollowUp.id, FollowUp.text, FollowUp.due_on, FollowUp.customer_id, Customer.title)
        .outerjoin(Customer, Customer.id == FollowUp.customer_id)
        .where(FollowUp.done_at.is_(None), FollowUp.trashed_at.is_(None), *spelt)
        .order_by(FollowUp.due_on)
        .limit(limit)
    )
    return [
        Hit(
            "followup",
            row.id,
            row.title or row.text,
            f"{row.due_on.isoformat()} · {row.text}",
            row.customer_id,
        )
        for row in rows
    ]


def _forms(word: str) -> set[str]:
    """Return the spellings under which a folded word stands in a text that is not folded."""
    return {
        word,
        word.capitalize(),
        word.upper(),
        word.replace("е", "ё"),
        word.replace("е", "ё").capitalize(),
    }
