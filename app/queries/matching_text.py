"""How typed text finds customers, as conditions that both engines serve from an index."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa

from app.domain.keys import digits, fold, search_variants
from app.domain.phone import search_digits
from app.models.customer import Customer, CustomerSearch, NameWord
from app.models.work import Reading

_PHONE = re.compile(r"^[\s+()\-.\d/]*$")
_WORD = re.compile(r"[^\s]+")
_SPECIAL = re.compile(r"([\[*?])")


def customers_matching(reading: Reading, text: str) -> sa.ColumnElement[bool] | None:
    """Return the condition on customers that every word of ``text`` is found, in any variant.

    None for a text that says nothing.
    """
    if is_number(text):
        found = [_part(reading, number) for number in search_digits(text)]
        return sa.or_(*found) if found else None
    variants = [variant for variant in search_variants(text) if variant]
    if not variants:
        return None
    return sa.or_(*[variant_condition(reading, variant) for variant in variants])


def variant_condition(reading: Reading, variant: str) -> sa.ColumnElement[bool]:
    """Return the condition that every word of one folded variant is found."""
    return sa.and_(*[_part(reading, word) for word in _WORD.findall(variant)])


def is_number(text: str) -> bool:
    """Tell whether the text is typed as a phone number, or part of one."""
    return bool(_PHONE.match(text)) and len(digits(text)) >= 2


def _part(reading: Reading, word: str) -> sa.ColumnElement[bool]:
    """Return the condition that one folded word is part of a customer's key.

    Under three letters trigrams are of no use: names are then found from their beginning.
    """
    if len(word) < 3:
        upper = word + "\U0010ffff"
        return Customer.id.in_(
            sa.select(NameWord.customer_id).where(NameWord.word >= word, NameWord.word < upper)
        )
    if reading.connection.dialect.name == "sqlite":
        table = sa.table("customer_fts", sa.column("rowid"), sa.column("key"))
        return Customer.id.in_(sa.select(table.c.rowid).where(table.c.key.op("GLOB")(glob(word))))
    key: Any = CustomerSearch.key
    return Customer.id.in_(
        sa.select(CustomerSearch.customer_id).where(key.contains(fold(word), autoescape=True))
    )


def glob(word: str) -> str:
    """Return the GLOB pattern for texts that contain ``word``; its own signs are taken literally."""
    return "*" + _SPECIAL.sub(r"[\1]", word) + "*"
