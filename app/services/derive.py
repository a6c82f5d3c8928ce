"""Keeps what follows from other rows: titles, sort and search keys, last contact, next step.

Every verb, undo and import ends here, in its own transaction, so that a derived value can
never disagree with what it was derived from.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from app.domain.keys import fold, sort_key
from app.domain.slips import slip_key
from app.models import search
from app.models.base import table_of
from app.models.contact import FollowUp, Interaction
from app.models.customer import Channel, Customer, CustomerTag, Fact, NameWord, Need, Relative, Tag
from app.models.work import Work

CHUNK = 400


@dataclass
class Parts:
    """What a customer's derived values are made of."""

    phone: str = ""
    email: str = ""
    city: str = ""
    words: list[str] = field(default_factory=list)


def refresh(work: Work) -> None:
    """Derive anew for every customer and interaction that this work touched."""
    interactions = sorted(work.dirty_interactions)
    for some in chunks(interactions):
        _index_interactions(work, some)
    for some in chunks(sorted(work.dirty_customers)):
        refresh_customers(work, some)


def refresh_customers(work: Work, ids: Sequence[int]) -> None:
    """Derive anew for ``ids``, of which there are not too many for one query."""
    table = table_of(Customer)
    rows = work.rows(sa.select(table).where(table.c.id.in_(ids)))
    parts = _parts(work, ids)
    last = _last_contacts(work, ids)
    due = _next_due(work, ids)
    keys: list[tuple[int, str]] = []
    words: dict[int, set[str]] = {}
    for row in rows:
        made = parts[row.id]
        title = title_of(row)
        values: dict[str, Any] = {
            "title": title,
            "sort_key": sort_key(title),
            "phone": made.phone,
            "email": made.email,
            "city": made.city,
            "last_contact_at": last.get(row.id),
            "next_due": due.get(row.id),
        }
        if any(getattr(row, name) != value for name, value in values.items()):
            work.connection.execute(sa.update(table).where(table.c.id == row.id).values(values))
        keys.append((row.id, search_text(row, made.words)))
        words[row.id] = name_words(row)
    search.replace_customers(work.connection, keys)
    _replace_words(work, words)


def title_of(row: Any) -> str:
    """Return how a customer is listed: surname first, or the organisation's name."""
    if row.kind == "organisation" and row.name:
        return str(row.name)
    full = " ".join(part for part in (row.surname, row.given, row.patronymic) if part)
    return full or row.name or row.employer or ""


def name_words(row: Any) -> set[str]:
    """Return the folded words by which a name is found from its first letter on."""
    text = f"{row.surname} {row.given} {row.patronymic} {row.name} {row.address_as} {row.employer}"
    return {word for word in fold(text).replace("-", " ").split() if word}


def search_text(row: Any, words: Iterable[str]) -> str:
    """Return everything by which a customer is found, folded."""
    own = (
        row.surname,
        row.given,
        row.patronymic,
        row.name,
        row.address_as,
        row.employer,
        row.position,
        row.territory,
        row.source,
        row.note,
    )
    return fold(" ".join(part for part in (*own, *words) if part))


def chunks(ids: Sequence[int], size: int = CHUNK) -> Iterator[Sequence[int]]:
    """Cut ids into pieces that one query takes."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def _parts(work: Work, ids: Sequence[int]) -> dict[int, Parts]:
    parts: dict[int, Parts] = defaultdict(Parts)
    channel = table_of(Channel)
    statement = sa.select(channel).where(channel.c.customer_id.in_(ids))
    for row in work.rows(statement.order_by(channel.c.preferred.desc(), channel.c.id)):
        made = parts[row.customer_id]
        made.words += [row.value, row.key, row.note]
        if row.kind == "phone":
            made.phone = made.phone or row.value
        elif row.kind == "email":
            made.email = made.email or row.value
        elif row.kind == "address":
            made.city = made.city or row.city
    texts = (
        sa.select(Fact.customer_id, Fact.value).where(Fact.customer_id.in_(ids), Fact.value.is_not(None)),
        sa.select(Relative.customer_id, Relative.name).where(Relative.customer_id.in_(ids)),
        sa.select(Need.customer_id, Need.text).where(Need.customer_id.in_(ids)),
        sa.select(CustomerTag.customer_id, Tag.name)
        .join(Tag, Tag.id == CustomerTag.tag_id)
        .where(CustomerTag.customer_id.in_(ids)),
    )
    for query in texts:
        for customer_id, text in work.rows(query):
            parts[customer_id].words.append(text)
    return parts


def _last_contacts(work: Work, ids: Sequence[int]) -> dict[int, dt.datetime]:
    """Return the last contact that took place; an unanswered attempt is none (row R6)."""
    rows = work.rows(
        sa.select(Interaction.customer_id, sa.func.max(Interaction.at))
        .where(
            Interaction.customer_id.in_(ids),
            Interaction.outcome == "reached",
            Interaction.trashed_at.is_(None),
        )
        .group_by(Interaction.customer_id)
    )
    return {row[0]: row[1] for row in rows}


def _next_due(work: Work, ids: Sequence[int]) -> dict[int, dt.date]:
    rows = work.rows(
        sa.select(FollowUp.customer_id, sa.func.min(FollowUp.due_on))
        .where(FollowUp.customer_id.in_(ids), FollowUp.done_at.is_(None), FollowUp.trashed_at.is_(None))
        .group_by(FollowUp.customer_id)
    )
    return {row[0]: row[1] for row in rows}


def _index_interactions(work: Work, ids: Sequence[int]) -> None:
    rows = work.rows(
        sa.select(Interaction.id, Interaction.text, Interaction.body, Interaction.trashed_at).where(
            Interaction.id.in_(ids)
        )
    )
    keys = [(row.id, "" if row.trashed_at else fold(f"{row.text} {row.body}")) for row in rows]
    search.replace_interactions(work.connection, keys)


def _replace_words(work: Work, words: dict[int, set[str]]) -> None:
    table = table_of(NameWord)
    old: dict[int, set[str]] = defaultdict(set)
    for row in work.rows(sa.select(table.c.customer_id, table.c.word).where(table.c.customer_id.in_(words))):
        old[row.customer_id].add(row.word)
    for customer_id, fresh in words.items():
        gone = old[customer_id] - fresh
        if gone:
            work.connection.execute(
                sa.delete(table).where(table.c.customer_id == customer_id, table.c.word.in_(gone))
            )
    new = [
        {"customer_id": customer_id, "word": word, "slip": slip_key(word)}
        for customer_id, fresh in words.items()
        for word in sorted(fresh - old[customer_id])
    ]
    if new:
        work.connection.execute(sa.insert(table), new)
