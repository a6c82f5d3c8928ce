"""Keeps what follows from other rows: titles, sort and search keys, last contact, next step.

Every verb, undo and import ends here, in its own transaction, so that a derived value can
never disagree with what it was derived from.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa

from app.domain.keys import fold, sort_key
from app.domain.slips import slip_key
from app.models import search
from app.models.base import table_of
from app.models.contact import FollowUp, Interaction
from app.models.customer import Channel, Customer, CustomerTag, Fact, NameWord, Need, Relative, Tag
from app.models.work import Work

CHUNK = 400
_IDS: Final[sa.BindParameter[Any]] = sa.bindparam("ids", expanding=True)


# what a write to these tables cannot change, so that one edit does not read the whole card
_CARD: Final = frozenset(
    {
        "customers",
        "channels",
        "facts",
        "relatives",
        "needs",
        "customer_tags",
        "tags",
        "personal_dates",
        "links",
        "terms",
        "consents",
        "asked",
        "raw_properties",
        "attachments",
    }
)
# nothing of these is among the titles, words and texts by which a customer is found
_UNSEARCHED: Final = frozenset(
    {"personal_dates", "links", "terms", "consents", "asked", "raw_properties", "attachments"}
)
_NAMES: Final = frozenset({"surname", "given", "patronymic", "name", "address_as", "employer"})
_CONTACTS: Final = frozenset({"interactions", "followups", "favours"})


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
    kinds = work.kinds
    changed = work.changed_fields("customers")
    renamed = changed is None or bool(changed & _NAMES)
    for some in chunks(sorted(work.dirty_customers)):
        if not kinds <= _CONTACTS | _UNSEARCHED:
            _refresh_card(work, some, renamed=renamed)
        if not kinds <= _CARD:
            _refresh_contacts(work, some)


def refresh_customers(work: Work, ids: Sequence[int]) -> None:
    """Derive everything anew for ``ids``, of which there are not too many for one query."""
    _refresh_card(work, ids)
    _refresh_contacts(work, ids)


def _refresh_card(work: Work, ids: Sequence[int], *, renamed: bool = True) -> None:
    """Derive titles, the channels shown in lists, search keys and, where some were ``renamed``, name words."""
    table = table_of(Customer)
    rows = list(work.connection.execute(_whole_customers(), {"ids": list(ids)}))
    parts = _parts(work, ids)
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
        }
        if any(getattr(row, name) != value for name, value in values.items()):
            work.connection.execute(sa.update(table).where(table.c.id == row.id).values(values))
        keys.append((row.id, search_text(row, made.words)))
        words[row.id] = name_words(row)
    search.replace_customers(work.connection, keys)
    if renamed:
        _replace_words(work, words)


def _refresh_contacts(work: Work, ids: Sequence[int]) -> None:
    """Derive the last contact and the date of the next step."""
    table = table_of(Customer)
    last, due = _last_contacts(work, ids), _next_due(work, ids)
    columns = (table.c.id, table.c.last_contact_at, table.c.next_due)
    for row in work.rows(sa.select(*columns).where(table.c.id.in_(ids))):
        values = {"last_contact_at": last.get(row.id), "next_due": due.get(row.id)}
        if (row.last_contact_at, row.next_due) != tuple(values.values()):
            work.connection.execute(sa.update(table).where(table.c.id == row.id).values(values))


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
    for row in work.connection.execute(_texts(), {"ids": list(ids)}):
        made = parts[row.customer_id]
        made.words += [row.text, row.key, row.note]
        if row.kind == "phone":
            made.phone = made.phone or row.text
        elif row.kind == "email":
            made.email = made.email or row.text
        elif row.kind == "address":
            made.city = made.city or row.city
    return parts


@lru_cache(maxsize=1)
def _whole_customers() -> sa.Select[Any]:
    return sa.select(table_of(Customer)).where(Customer.id.in_(_IDS))


@lru_cache(maxsize=1)
def _texts() -> sa.CompoundSelect[Any]:
    """Everything else that a card says, in one question: channels (the preferred first), facts, family, needs, tags."""
    none: Any = sa.literal_column("''")

    def of(rank: int, text: Any, model: Any) -> Any:
        made = sa.select(
            model.customer_id,
            none.label("kind"),
            text.label("text"),
            none.label("key"),
            none.label("note"),
            none.label("city"),
            sa.literal_column(str(rank)).label("rank"),
            model.id.label("row_id"),
        )
        return made.where(model.customer_id.in_(_IDS))

    c = Channel
    channels = sa.select(
        c.customer_id,
        c.kind,
        c.value.label("text"),
        c.key,
        c.note,
        c.city,
        sa.case((c.preferred, sa.literal_column("0")), else_=sa.literal_column("1")).label("rank"),
        c.id.label("row_id"),
    ).where(c.customer_id.in_(_IDS))
    return sa.union_all(
        channels,
        of(2, Fact.value, Fact).where(Fact.value.is_not(None)),
        of(3, Relative.name, Relative),
        of(4, Need.text, Need),
        of(5, Tag.name, CustomerTag).join(Tag, Tag.id == CustomerTag.tag_id),
    ).order_by("rank", "row_id")


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
