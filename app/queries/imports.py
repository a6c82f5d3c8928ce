"""What imports left: mappings of columns, found again by the header of a file, and what each created (row X1)."""

from __future__ import annotations

import json
from collections.abc import Sequence

import sqlalchemy as sa

from app.models.customer import LIVE, Customer
from app.models.history import Step
from app.models.team import SavedMapping
from app.models.work import Reading


def header_key(header: Sequence[str]) -> str:
    """Return the text under which a mapping for this header is saved."""
    return json.dumps([" ".join(name.split()) for name in header], ensure_ascii=False)


def definition(reading: Reading, *, header: Sequence[str]) -> str | None:
    """Return the saved mapping for a table with this header, as JSON; None where there is none."""
    found = reading.value(sa.select(SavedMapping.definition).where(SavedMapping.header == header_key(header)))
    return None if found is None else str(found)


def taken_back(reading: Reading, *, step_id: int) -> bool:
    """Tell whether the step of an import was undone and not done again."""
    return bool(reading.value(sa.select(Step.undone).where(Step.id == step_id)))


def created(reading: Reading, *, batch_id: int, limit: int = 2000) -> list[int]:
    """Return the customers that an import created and that are still there, at most ``limit``."""
    statement = (
        sa.select(Customer.id)
        .where(Customer.batch_id == batch_id, Customer.state == LIVE)
        .order_by(Customer.id)
        .limit(limit)
    )
    return [int(row[0]) for row in reading.rows(statement)]
