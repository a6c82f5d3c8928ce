"""Keeps what follows from other rows: titles, sort and search keys, last contact, next step.

Every verb, undo and import ends here, in its own transaction, so that a derived value can
never disagree with what it was derived from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from app.domain.keys import fold, sort_key
from app.domain.names import NameParts, full_name, usual_order
from app.models import search
from app.models import words as name_index
from app.models.plain import plain, put
from app.models.work import Work

CHUNK = 400


#: columns that titles, words and texts by which a customer is found are made of
_SEARCHED: Final[Mapping[str, frozenset[str]]] = {
    "customers": frozenset(
        {
            *("kind", "surname", "given", "patronymic", "name", "address_as"),
            *("employer", "position", "territory", "source", "note"),
        }
    ),
    "channels": frozenset({"customer_id", "kind", "value", "key", "note", "city", "preferred"}),
    "facts": frozenset({"customer_id", "value"}),
    "relatives": frozenset({"customer_id", "name"}),
    "needs": frozenset({"customer_id", "text"}),
    "customer_tags": frozenset({"customer_id", "tag_id"}),
    "tags": frozenset({"name"}),
}
#: columns that decide whether and how a text is found
_WORDED: Final = frozenset({"text", "body", "done_at", "trashed_at"})
#: a write to these changes neither the last contact nor the next step
_CARD: Final = frozenset(_SEARCHED) | {
    *("personal_dates", "links", "terms", "consents", "asked", "raw_properties", "attachments")
}
_NAMES: Final = frozenset({"surname", "given", "patronymic", "name", "address_as", "employer"})


@dataclass
class Parts:
    """What a customer's derived values are made of."""

    phone: str = ""
    email: str = ""
    city: str = ""
    words: list[str] = field(default_factory=list)


def refresh(work: Work) -> None:
    """Derive anew for every customer and interaction that this work touched."""
    for table, ids in work.dirty_texts.items():
        if _filled(work, table, _WORDED):
            for some in chunks(sorted(ids)):
                _index_texts(work, table, some)
    searched = any(_filled(work, kind, columns) for kind, columns in _SEARCHED.items())
    renamed = _filled(work, "customers", _NAMES)
    contacted = not work.kinds <= _CARD
    for some in chunks(sorted(work.dirty_customers)):
        if searched:
            _refresh_card(work, some, renamed=renamed)
        if contacted:
            _refresh_contacts(work, some)


def _filled(work: Work, kind: str, columns: frozenset[str]) -> bool:
    """Tell whether any of ``columns`` may hold something else than before."""
    filled = work.filled(kind)
    return filled is None or not filled.isdisjoint(columns)


def refresh_customers(work: Work, ids: Sequence[int]) -> None:
    """Derive everything anew for ``ids``, of which there are not too many for one query."""
    _refresh_card(work, ids)
    _refresh_contacts(work, ids)


def _refresh_card(work: Work, ids: Sequence[int], *, renamed: bool = True) -> None:
    """Derive titles, the channels shown in lists, search keys and, where some were ``renamed``, name words."""
    parts = _parts(work, ids)
    keys: list[tuple[int, str]] = []
    words: dict[int, set[str]] = {}
    for row in map(_Card._make, plain(work.connection, _CARDS, list(ids))):
        made = parts[row.id]
        title = title_of(row)
        shown = (title, sort_key_of(row), made.phone, made.email, made.city)
        told = zip(_SHOWN, row[-len(_SHOWN) :], shown, strict=True)
        if changed := {name: new for name, old, new in told if old != new}:
            columns = ", ".join(f"{name} = ?" for name in changed)
            sql = f"UPDATE customers SET {columns} WHERE id = ?"  # noqa: S608 - own names
            put(work.connection, sql, [(*changed.values(), row.id)])
        keys.append((row.id, search_text(row, made.words)))
        if renamed:
            words[row.id] = name_words(row)
    search.replace_customers(work.connection, keys)
    if renamed:
        name_index.replace(work.connection, words)


def _refresh_contacts(work: Work, ids: Sequence[int]) -> None:
    """Derive the last contact, and the date and the text of the next step."""
    read = plain(work.connection, _CONTACTS, list(ids))
    put(
        work.connection,
        "UPDATE customers SET last_contact_at = ?, next_due = ?, next_text = ? WHERE id = ?",
        [(*new, row_id) for row_id, *old, last, due, text in read if old != (new := [last, due, text])],
    )


class _Card(NamedTuple):
    """What titles, words and texts are made of, and what of that is shown so far."""

    id: int
    kind: str
    surname: str
    given: str
    patronymic: str
    name: str
    address_as: str
    employer: str
    position: str
    territory: str
    source: str
    note: str
    title: str
    sort_key: str
    phone: str
    email: str
    city: str


_SHOWN: Final = _Card._fields[-5:]
_CARDS: Final = f"SELECT {', '.join(_Card._fields)} FROM customers WHERE id IN ?"  # noqa: S608 - own names
#: the last contact that took place, for an unanswered attempt is none (row R6), and the nearest step
_CONTACTS: Final = (
    "SELECT c.id, c.last_contact_at, c.next_due, c.next_text,"
    " (SELECT i.at FROM interactions i WHERE i.customer_id = c.id AND i.outcome = 'reached'"
    " AND i.trashed_at IS NULL ORDER BY i.at DESC LIMIT 1), f.due_on, coalesce(f.text, '')"
    " FROM customers c LEFT JOIN followups f ON f.id = (SELECT n.id FROM followups n WHERE n.customer_id = c.id"
    " AND n.done_at IS NULL AND n.trashed_at IS NULL ORDER BY n.due_on, n.due_time, n.id LIMIT 1)"
    " WHERE c.id IN ?"
)
#: everything else that a card says, in one question: channels (the preferred first), facts, family, needs, tags
_TEXTS: Final = (
    "SELECT customer_id, kind, value, key, note, city, CASE WHEN preferred THEN 0 ELSE 1 END AS rank, id"
    " FROM channels WHERE customer_id IN ?"
    " UNION ALL SELECT customer_id, '', value, '', '', '', 2, id FROM facts"
    " WHERE customer_id IN ? AND value IS NOT NULL"
    " UNION ALL SELECT customer_id, '', name, '', '', '', 3, id FROM relatives WHERE customer_id IN ?"
    " UNION ALL SELECT customer_id, '', text, '', '', '', 4, id FROM needs WHERE customer_id IN ?"
    " UNION ALL SELECT t.customer_id, '', g.name, '', '', '', 5, t.id FROM customer_tags t"
    " JOIN tags g ON g.id = t.tag_id WHERE t.customer_id IN ? ORDER BY 7, 8"
)


def title_of(row: Any) -> str:
    """Return how a customer is called everywhere: «Иванов Иван», “John Smith”, or the organisation's name.

    Surname first in Cyrillic and given name first in any other script, as the names are used to be written.
    """
    if row.kind == "organisation" and row.name:
        return str(row.name)
    parts = NameParts(row.surname, row.given, row.patronymic)
    return full_name(parts, order=usual_order(parts)) or row.name or row.employer or ""


def sort_key_of(row: Any) -> str:
    """Return the key by which a customer is sorted: by the surname, however the name is written."""
    if row.kind == "organisation" and row.name:
        return sort_key(str(row.name))
    full = full_name(NameParts(row.surname, row.given, row.patronymic), order="surname_first")
    return sort_key(full or row.name or row.employer or "")


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
    for customer_id, kind, text, key, note, city, *_ in plain(work.connection, _TEXTS, *[list(ids)] * 5):
        made = parts[customer_id]
        made.words += [text, key, note]
        if kind == "phone":
            made.phone = made.phone or text
        elif kind == "email":
            made.email = made.email or text
        elif kind == "address":
            made.city = made.city or city
    return parts


#: what is found by its words: nothing of what lies in the trash, and no step that is done
_SAID: Final = {
    "interactions": "SELECT id, text, body, trashed_at IS NULL FROM interactions WHERE id IN ?",
    "followups": "SELECT id, text, '', done_at IS NULL AND trashed_at IS NULL FROM followups WHERE id IN ?",
}


def _index_texts(work: Work, table: str, ids: Sequence[int]) -> None:
    read = plain(work.connection, _SAID[table], list(ids))
    keys = [(row_id, fold(f"{text} {body}") if found else "") for row_id, text, body, found in read]
    search.replace_texts(work.connection, table, keys)
