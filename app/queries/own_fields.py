"""The team's own fields with how much is known by them (row C10)."""

from __future__ import annotations

import json
from dataclasses import dataclass

import sqlalchemy as sa

from app.models.customer import Fact, OwnField
from app.models.work import Reading


@dataclass(frozen=True)
class OwnFieldRow:
    """One field; ``used`` is by how many customers."""

    id: int
    label: str
    purposes: tuple[str, ...]
    input_: str
    question: str
    choices: tuple[str, ...]
    used: int = 0


def own_fields(reading: Reading) -> list[OwnFieldRow]:
    """Return the own fields in their order."""
    f = OwnField
    rows = reading.rows(
        sa.select(f.id, f.label, f.purposes, f.input, f.question, f.choices).order_by(f.position, f.id)
    )
    used = {
        row.key: int(row.many)
        for row in reading.rows(
            sa.select(Fact.key, sa.func.count().label("many"))
            .where(Fact.key.in_([f"own:{row.id}" for row in rows]), Fact.value.is_not(None))
            .group_by(Fact.key)
        )
    }
    return [
        OwnFieldRow(
            row.id,
            row.label,
            tuple(part for part in row.purposes.split(",") if part),
            row.input,
            row.question,
            tuple(json.loads(row.choices or "[]")),
            used.get(f"own:{row.id}", 0),
        )
        for row in rows
    ]
