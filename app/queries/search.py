"""Search everywhere, as one types: names, numbers, facts, notes, contacts, follow-ups (row X4)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

import sqlalchemy as sa

from app.domain.keys import fold, search_variants
from app.domain.phone import search_digits
from app.domain.slips import closest, slip_keys
from app.models.base import table_of
from app.models.contact import FollowUp, Interaction
from app.models.customer import LIVE, Customer
from app.models.plain import plain
from app.models.search import TEXTS
from app.models.work import Reading
from app.queries.matching_text import contains, is_number, possible, variant_condition

CANDIDATES = 300
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Hit:
    """One thing found. ``kind``: customer, interaction or followup; ``customer_id`` leads to its card.

    ``detail`` says where it was found, or what else tells this one from others of the same name;
    ``when`` is the moment (UTC) of an interaction, the day of a follow-up.
    """

    kind: str
    id: int
    title: str
    detail: str
    customer_id: int | None = None
    class_: str = ""
    when: dt.datetime | dt.date | None = None


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
    for variant in possible(reading, variants):
        if len(found) >= limit:
            break
        for row in _candidates(reading, variant, limit):
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


@lru_cache(maxsize=1)
def _columns() -> tuple[Any, ...]:
    table = table_of(Customer)
    names = ("id", "title", "sort_key", "kind", "phone", "email", "city", "employer", "position")
    return (*[table.c[name] for name in names], table.c["class"].label("class_"))


def _candidates(reading: Reading, variant: str, limit: int) -> list[Any]:
    """Return a capped number of customers: candidates first, the order of the few afterwards."""
    first, *more = variant.split(" ")
    upper = first + "\U0010ffff"
    named = sa.and_(Customer.sort_key >= first, Customer.sort_key < upper)
    # those whose names begin with the one word are the best there are, and come in their order
    enough = CANDIDATES if more else limit
    by_name = reading.rows(
        sa.select(*_columns())
        .where(Customer.state == LIVE, named, contains(reading, variant))
        .order_by(Customer.sort_key, Customer.id)
        .limit(enough)
    )
    if len(by_name) >= enough:
        return by_name
    have = {row.id for row in by_name}
    capped = variant_condition(reading, variant, cap=4 * CANDIDATES)
    others = reading.rows(sa.select(*_columns()).where(Customer.state == LIVE, capped).limit(CANDIDATES))
    return by_name + [row for row in others if row.id not in have]


def _rank(row: Any, text: str) -> tuple[int, str, int]:
    """Order: name begins so, every word begins a word of the name, somewhere in the name, elsewhere."""
    key = row.sort_key
    words = _WORDS.findall(text)
    if key.startswith(text):
        place = 0
    elif not all(word in key for word in words):
        place = 3
    elif words and all(any(part.startswith(word) for part in _WORDS.findall(key)) for word in words):
        place = 1
    else:
        place = 2 if text and text in key else 3
    return place, key, row.id


def _about(row: Any) -> str:
    """Return what tells this customer from others of the same name."""
    work = ", ".join(part for part in (row.position, row.employer) if part)
    return " · ".join(part for part in (work, row.city, row.phone or row.email) if part)


def _slips(reading: Reading, text: str, limit: int) -> list[Any]:
    """Return customers whose names are a typing slip away from every word of ``text``."""
    found: set[int] = set()
    for variant in search_variants(text)[:2]:
        words = [word for word in _WORDS.findall(variant) if len(word) > 3 and word.isalpha()]
        # of several words, those who have them all are few, and may be anywhere among the bearers of each
        cap = CANDIDATES * (4 if len(words) == 1 else 100)
        bearers = [_bearers(reading, word, 3 * limit, cap) for word in words]
        found |= set.intersection(*bearers) if bearers else set()
    if not found:
        return []
    rows = reading.rows(
        sa.select(*_columns()).where(Customer.state == LIVE, Customer.id.in_(sorted(found)[: CANDIDATES * 4]))
    )
    return _closest(rows, text, limit)


def _bearers(reading: Reading, word: str, most: int, cap: int) -> set[int]:
    """Return customers with a word in their names that is a slip away from ``word``.

    The words themselves are compared before anybody is read: one word has thousands of bearers.
    """
    words = plain(reading.connection, _NEAR, list(slip_keys(word)))
    near = closest(word, [row[1] for row in words], most) if words else ()
    return {row[0] for one in near for row in plain(reading.connection, _BEARERS, one.name, cap)}


_NEAR: Final = "SELECT slip, word FROM words WHERE slip IN ?"
_BEARERS: Final = (
    "SELECT n.customer_id FROM words w JOIN name_words n ON n.word_id = w.id WHERE w.word = ?"
    " ORDER BY n.customer_id LIMIT ?"
)


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
    found: dict[int, str] = {}
    said = plain(reading.connection, _SAID, *[elsewhere] * 6)
    for _, customer_id, shown, key in sorted(said, key=itemgetter(0)):
        if customer_id not in found and any(word in fold(f"{shown} {key}") for word in words):
            found[customer_id] = shown
    return found


#: everything that a card says beside names, in the order in which it is shown as the place of a hit
_SAID: Final = (
    "SELECT 0, customer_id, value, key FROM channels WHERE customer_id IN ?"
    " UNION ALL SELECT 1, customer_id, value, value FROM facts WHERE customer_id IN ? AND value IS NOT NULL"
    " UNION ALL SELECT 2, customer_id, text, text FROM needs WHERE customer_id IN ?"
    " UNION ALL SELECT 3, customer_id, name, name FROM relatives WHERE customer_id IN ?"
    " UNION ALL SELECT 4, t.customer_id, g.name, g.key FROM customer_tags t JOIN tags g ON g.id = t.tag_id"
    " WHERE t.customer_id IN ?"
    " UNION ALL SELECT 5, id, note, note FROM customers WHERE id IN ? AND note <> ''"
)


def _match(text: str) -> list[str]:
    return _WORDS.findall(text)


def _interactions(reading: Reading, text: str, limit: int) -> list[Hit]:
    """Return contacts in whose notes every word of ``text`` begins a word, newest first."""
    rows: list[Any] = []
    for variant in search_variants(text)[:2]:
        words = _match(variant)
        if not words:
            continue
        condition = _words_condition(reading, Interaction, words, cap=3 * limit)
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
            row.text or row.body[:120],
            row.customer_id,
            when=row.at,
        )
        for row in rows
    ]


def _words_condition(reading: Reading, model: Any, words: Sequence[str], *, cap: int) -> Any:
    """Return the condition that every word begins a word of the text; on a file of the ``cap`` newest alone."""
    if reading.connection.dialect.name == "sqlite":
        index = TEXTS[table_of(model).name]
        found = sa.text(
            f"SELECT rowid FROM {index} WHERE {index} MATCH :terms ORDER BY rowid DESC LIMIT :cap"  # noqa: S608
        ).bindparams(terms=_terms(words), cap=cap)
        return model.id.in_(found.columns(sa.column("rowid", sa.Integer)))
    query = " & ".join(f"'{word}':*" for word in words)
    return sa.func.to_tsvector("simple", model.key).op("@@")(sa.func.to_tsquery("simple", query))


def _terms(words: Sequence[str]) -> str:
    """Return the words for SQLite's index, each quoted: a dash and a NOT in a note would be operators."""
    return " ".join(f'"{word}"*' for word in words)


def _followups(reading: Reading, text: str, limit: int) -> list[Hit]:
    """Return open follow-ups in which every word of ``text`` begins a word, the nearest first."""
    rows: list[Any] = []
    for variant in search_variants(text)[:2]:
        words = _match(variant)
        if not words:
            continue
        statement = (
            sa.select(FollowUp.id, FollowUp.text, FollowUp.due_on, FollowUp.customer_id, Customer.title)
            .outerjoin(Customer, Customer.id == FollowUp.customer_id)
            .where(
                FollowUp.done_at.is_(None),
                FollowUp.trashed_at.is_(None),
                _words_condition(reading, FollowUp, words, cap=_STEPS),
            )
        )
        rows = reading.rows(statement.order_by(FollowUp.due_on).limit(limit))
        if rows:
            break
    return [
        Hit(
            "followup",
            row.id,
            row.title or row.text,
            row.text,
            row.customer_id,
            when=row.due_on,
        )
        for row in rows
    ]


#: among how many of the newest follow-ups with the words the nearest are looked for
_STEPS: Final = 1000
