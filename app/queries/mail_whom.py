"""Whom letters are from and to: customers by address and name, the team's own addresses, senders nobody wants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from app.domain.keys import fold
from app.models.customer import LIVE, Channel, Customer, NameWord, Word
from app.models.mail import IgnoredSender, MailAccount
from app.models.team import Person
from app.models.work import Reading

_CHUNK: Final = 500
_SIGNS: Final = str.maketrans(dict.fromkeys(",.;()[]<>\"'", " "))


@dataclass(frozen=True, slots=True)
class KnownCustomer:
    """A live customer as far as finding her by a letter needs it."""

    id: int
    kind: str
    title: str
    words: frozenset[str]
    needed: frozenset[str]
    responsible_id: int | None


@dataclass(slots=True)
class Directory:
    """Who is known: customers by address, those asked for by name, the team's own addresses with their people."""

    own: dict[str, int | None] = field(default_factory=dict)
    ignored: set[str] = field(default_factory=set)
    customers: dict[int, KnownCustomer] = field(default_factory=dict)
    emails: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, int] = field(default_factory=dict)

    def whose(self, address: str, name: str) -> list[int]:
        """Return the customers meant by an address and a name, as they stand in a letter.

        An address of several customers means the one whose name agrees, else all of them; without
        a known address a full name counts where exactly one customer is called so.
        """
        found = self.emails.get(address_key(address), []) if address else []
        if len(found) > 1 and name:
            called = [one for one in found if _is_called(self.customers[one], words_of(name))]
            return called[:1] if len(called) == 1 else found
        if found:
            return found
        by_name = self.names.get(fold(name)) if name else None
        return [] if by_name is None else [by_name]


def address_key(address: str) -> str:
    """Return an e-mail address as channels are found by it."""
    return fold(address).replace(" ", "")


def words_of(name: str) -> frozenset[str]:
    """Return the folded words of a name, in whatever order it is written."""
    return frozenset(word for word in fold(name.translate(_SIGNS)).replace("-", " ").split() if len(word) > 1)


def directory(reading: Reading, *, people: Collection[tuple[str, str]]) -> Directory:
    """Return who is meant by ``people``, as (address, name): by the address and, where it is unknown, by the name."""
    made = Directory(own=own_addresses(reading), ignored=ignored(reading))
    keyed = {(address_key(address), name) for address, name in people}
    keys = sorted({key for key, _ in keyed if key} - made.own.keys())
    for some in _pieces(keys):
        rows = reading.rows(
            sa.select(Channel.key, *_columns())
            .join(Customer, Customer.id == Channel.customer_id)
            .where(Channel.kind == "email", Channel.key.in_(some), Customer.state == LIVE)
            .order_by(Customer.id)
        )
        for row in rows:
            if row.id not in made.emails[row.key]:
                made.emails[row.key].append(row.id)
            made.customers[row.id] = _known(row)
    for name in sorted(
        {name for key, name in keyed if name and key not in made.own and key not in made.emails}
    ):
        found = _called(reading, name)
        if found is not None:
            made.names[fold(name)] = found.id
            made.customers[found.id] = found
    return made


def own_addresses(reading: Reading) -> dict[str, int | None]:
    """Return the addresses of the team with the people they belong to."""
    found: dict[str, int | None] = {}
    for row in reading.rows(sa.select(MailAccount.address, MailAccount.person_id)):
        found[address_key(row.address)] = row.person_id
    for row in reading.rows(sa.select(Person.id, Person.email).where(Person.email != "").order_by(Person.id)):
        for address in row.email.replace(",", " ").replace(";", " ").split():
            found.setdefault(address_key(address), row.id)
    found.pop("", None)
    return found


def ignored(reading: Reading) -> set[str]:
    """Return the senders whose letters are never kept."""
    return set(reading.connection.execute(sa.select(IgnoredSender.address)).scalars())


def known(reading: Reading, *, ids: Sequence[int]) -> dict[int, KnownCustomer]:
    """Return live customers by id."""
    return {
        row.id: _known(row)
        for some in _pieces(list(ids))
        for row in reading.rows(sa.select(*_columns()).where(Customer.id.in_(some), Customer.state == LIVE))
    }


def called(reading: Reading, *, name: str) -> int | None:
    """Return the only live customer who is called so, None where there is none or more than one."""
    found = _called(reading, name)
    return None if found is None else found.id


def _columns() -> tuple[Any, ...]:
    c = Customer
    return c.id, c.kind, c.title, c.surname, c.given, c.patronymic, c.name, c.responsible_id


def _known(row: Any) -> KnownCustomer:
    return KnownCustomer(
        row.id,
        row.kind,
        row.title,
        words_of(f"{row.surname} {row.given} {row.patronymic} {row.name}"),
        words_of(f"{row.surname} {row.given}") if row.surname and row.given else words_of(row.name),
        row.responsible_id,
    )


def _is_called(one: KnownCustomer, words: frozenset[str]) -> bool:
    return bool(one.needed) and one.needed <= words <= one.words


def _called(reading: Reading, name: str) -> KnownCustomer | None:
    """Find who has all the words of the name; surname and given name must be among them, and no other word."""
    words = words_of(name)
    if not 2 <= len(words) <= 8 and not (words and "@" not in name and len(name) > 3):
        return None
    ids = (
        sa.select(NameWord.customer_id)
        .join(Word, Word.id == NameWord.word_id)
        .join(Customer, Customer.id == NameWord.customer_id)
        .where(Word.word.in_(sorted(words)), Customer.state == LIVE)
        .group_by(NameWord.customer_id)
        .having(sa.func.count() == len(words))
        .limit(20)
    )
    found = [_known(row) for row in reading.rows(sa.select(*_columns()).where(Customer.id.in_(ids)))]
    meant = [
        one for one in found if _is_called(one, words) and (len(words) > 1 or one.kind == "organisation")
    ]
    return meant[0] if len(meant) == 1 else None


def _pieces(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]
