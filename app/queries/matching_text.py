"""How typed text finds customers, as conditions that both engines serve from an index."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from app.domain.keys import digits, fold, search_variants
from app.domain.phone import search_digits
from app.models.customer import Customer, CustomerSearch, NameWord, Word
from app.models.plain import plain
from app.models.work import Reading

_PHONE = re.compile(r"^[\s+()\-.\d/]*$")
_WORD = re.compile(r"[^\s]+")
_SPECIAL = re.compile(r"([\[*?])")


def customers_matching(reading: Reading, text: str) -> sa.ColumnElement[bool] | None:
    """Return the condition on customers that every word of ``text`` is found, in any variant.

    None for a text that says nothing.
    """
    if is_number(text):
        found = [
            _containing(reading, [number], 0) if len(number) > 2 else _beginning(number)
            for number in search_digits(text)
        ]
        return sa.or_(*found) if found else None
    variants = [variant for variant in search_variants(text) if variant]
    if not variants:
        return None
    return sa.or_(*[variant_condition(reading, variant) for variant in variants])


def variant_condition(reading: Reading, variant: str, *, cap: int = 0) -> sa.ColumnElement[bool]:
    """Return the condition that every word of one folded variant is found.

    With ``cap`` no more than that many customers are looked at: what hits every card must not cost a scan.
    Under three letters trigrams are of no use: names are then found from their beginning.
    """
    words = _WORD.findall(variant)
    found = [_beginning(word) for word in words if len(word) < 3]
    parts = [word for word in words if len(word) >= 3]
    if parts:
        found.append(_containing(reading, parts, cap))
    return sa.and_(*found)


def is_number(text: str) -> bool:
    """Tell whether the text is typed as a phone number, or part of one."""
    return bool(_PHONE.match(text)) and len(digits(text)) >= 2


def contains(reading: Reading, variant: str) -> sa.ColumnElement[bool]:
    """Return the condition that one customer's key contains every word, asked row by row without the index.

    For few customers that were found by another index: by the beginning of their names.
    """
    position = sa.func.instr if reading.connection.dialect.name == "sqlite" else sa.func.strpos
    words = [position(CustomerSearch.key, word) > 0 for word in _WORD.findall(variant)]
    return sa.exists().where(CustomerSearch.customer_id == Customer.id, *words)


def possible(reading: Reading, variants: Sequence[str]) -> list[str]:
    """Return those of the folded ``variants`` that stand in some card, as far as the index can tell at once."""
    longest = {variant: max(variant.split() or [""], key=len) for variant in variants}
    asked = [word for word in longest.values() if len(word) > 2]
    if not asked or reading.connection.dialect.name != "sqlite":
        return list(variants)
    questions = ", ".join([_STANDS] * len(asked))
    said = plain(reading.connection, f"SELECT {questions}", *[glob(word) for word in asked for _ in (0, 1)])
    stands = dict(zip(asked, said[0], strict=True))
    return [variant for variant, word in longest.items() if stands.get(word, True)]


#: in the index, or in a key that the index does not have yet
_STANDS: Final = (
    "EXISTS(SELECT 1 FROM customer_fts WHERE key GLOB ?"
    " UNION ALL SELECT 1 FROM customer_search WHERE indexed IS NOT NULL AND key GLOB ?)"
)


def _beginning(word: str) -> sa.ColumnElement[bool]:
    words = (
        sa.select(NameWord.customer_id)
        .join(Word, Word.id == NameWord.word_id)
        .where(Word.word >= word, Word.word < word + "\U0010ffff")
    )
    return Customer.id.in_(words)


def _containing(reading: Reading, parts: list[str], cap: int) -> sa.ColumnElement[bool]:
    """Return the condition that a customer's key contains all ``parts``."""
    if reading.connection.dialect.name == "sqlite":
        table = sa.table("customer_fts", sa.column("rowid"), sa.column("key"))
        indexed = sa.select(table.c.rowid).where(*_globs(table.c.key, parts))
        waiting = CustomerSearch.indexed.is_not(None)
        later = sa.select(CustomerSearch.customer_id).where(waiting, *_globs(CustomerSearch.key, parts))
        statement: Any = sa.union_all(indexed, later)
    else:
        key: Any = CustomerSearch.key
        statement = sa.select(CustomerSearch.customer_id).where(
            *[key.contains(fold(part), autoescape=True) for part in parts]
        )
    return Customer.id.in_(statement.limit(cap) if cap else statement)


def _globs(key: Any, parts: Sequence[str]) -> list[Any]:
    return [key.op("GLOB")(glob(part)) for part in parts]


def glob(word: str) -> str:
    """Return the GLOB pattern for texts that contain ``word``; its own signs are taken literally."""
    return "*" + _SPECIAL.sub(r"[\1]", word) + "*"
