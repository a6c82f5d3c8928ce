"""The two sides of a merge: what each card says, field by field (row X3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from app.domain.fields import BY_KEY, CATALOGUE, Store
from app.domain.merge import Choice, Datum, birth_text, is_other, propose
from app.models.base import Base, table_of
from app.models.contact import Favour, FollowUp, Interaction
from app.models.customer import (
    Attachment,
    Channel,
    Consent,
    Customer,
    CustomerTag,
    Fact,
    Link,
    Need,
    PersonalDate,
    RawProperty,
    Relative,
    Term,
)
from app.models.faults import Gone
from app.models.team import Person
from app.models.work import Reading

#: single values of a customer that stand in columns of the same name
COLUMNS: Final = (
    *(field.key for field in CATALOGUE if field.store is Store.COLUMN and field.key != "birth"),
    "photo_id",
)
BIRTH: Final = ("birth_year", "birth_month", "birth_day", "age", "age_noted_on")
COUNTED: Final[Mapping[str, type[Base]]] = {
    "channels": Channel,
    "relatives": Relative,
    "dates": PersonalDate,
    "needs": Need,
    "links": Link,
    "terms": Term,
    "consents": Consent,
    "tags": CustomerTag,
    "files": Attachment,
    "interactions": Interaction,
    "followups": FollowUp,
    "favours": Favour,
    "raw": RawProperty,
}


@dataclass(frozen=True)
class Proposal:
    """Both customers and what a merge would make of them. ``moves``: rows that come over, by kind."""

    keep_id: int
    other_id: int
    keep_title: str
    other_title: str
    choices: tuple[Choice, ...]
    moves: Mapping[str, int]

    @property
    def clashes(self) -> tuple[Choice, ...]:
        """The fields about which somebody has to decide."""
        return tuple(choice for choice in self.choices if choice.clash)


def proposal(reading: Reading, *, keep_id: int, other_id: int) -> Proposal:
    """Compare two customers.

    Raises:
        Gone: one of them is not there.
    """
    keep, other = customer_row(reading, keep_id), customer_row(reading, other_id)
    moves = {
        name: int(
            reading.value(
                sa.select(sa.func.count())
                .select_from(table_of(model))
                .where(table_of(model).c.customer_id == other_id)
            )
            or 0
        )
        for name, model in COUNTED.items()
    }
    return Proposal(
        keep_id,
        other_id,
        keep["title"],
        other["title"],
        propose(side(reading, keep), side(reading, other)),
        {name: count for name, count in moves.items() if count},
    )


def customer_row(reading: Reading, customer_id: int) -> dict[str, Any]:
    """Return the columns of a customer under the names of their attributes."""
    table = table_of(Customer)
    found = reading.connection.execute(sa.select(table).where(table.c.id == customer_id)).mappings().first()
    if found is None:
        raise Gone
    return {("class_" if name == "class" else name): value for name, value in found.items()}


def side(reading: Reading, row: Mapping[str, Any]) -> dict[str, Datum]:
    """Return every single value of a card by its field, with what is known of it."""
    table = table_of(Fact)
    facts = {
        fact["key"]: dict(fact)
        for fact in reading.connection.execute(
            sa.select(table).where(table.c.customer_id == row["id"])
        ).mappings()
    }
    found: dict[str, Datum] = {}
    for name in COLUMNS:
        if row[name] not in {None, ""}:
            found[name] = _datum(row[name], _text(reading, name, row[name]), facts.get(name))
    birth = _birth(row, facts.get("birth"))
    if birth is not None:
        found["birth"] = birth
    for key, fact in facts.items():
        kept_here = key not in BY_KEY or BY_KEY[key].store is Store.FACT
        if kept_here and fact["value"] is not None and not is_other(key):
            found[key] = _datum(fact["value"], fact["value"], fact)
    return found


def _datum(value: Any, text: str, fact: Mapping[str, Any] | None) -> Datum:
    if fact is None:
        return Datum(value, text)
    return Datum(value, text, fact["origin"], fact["confirmed_on"], fact["private"], fact["purposes"])


def _text(reading: Reading, name: str, value: Any) -> str:
    if name == "responsible_id":
        return str(reading.value(sa.select(Person.name).where(Person.id == value)) or value)
    if name == "photo_id":
        return str(reading.value(sa.select(Attachment.sha256).where(Attachment.id == value)) or value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _birth(row: Mapping[str, Any], fact: Mapping[str, Any] | None) -> Datum | None:
    values = {name: row[name] for name in BIRTH}
    text = birth_text(row["birth_year"], row["birth_month"], row["birth_day"])
    if row["age"] is not None and row["birth_year"] is None:
        noted = f" ({row['age_noted_on'].isoformat()})" if row["age_noted_on"] else ""
        text = f"{text} {row['age']}{noted}".strip()
    return _datum(values, text, fact) if text else None
