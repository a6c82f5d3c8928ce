"""The import into a database that is still nearly empty: one transaction, indexes built once at the end."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Final

import sqlalchemy as sa

from app.models import search
from app.models.base import table_of
from app.models.bulk import indexes_last
from app.models.customer import (
    LIVE,
    Channel,
    Customer,
    CustomerSearch,
    CustomerTag,
    Fact,
    NameWord,
    PersonalDate,
    RawProperty,
    Relative,
)
from app.models.team import Batch
from app.models.work import Reading, Work
from app.services.importing import naming, publishing
from app.services.importing.faults import Cancelled
from app.services.importing.naming import Wanted
from app.services.importing.plans import ImportPlan
from app.services.importing.staging import CHUNK, reserve, rows_of, write, write_words

#: with more customers somebody is at work in the database, who should not have to wait for an import
YOUNG: Final = 500
#: fewer new customers are in no hurry; more would hold the file for longer than a minute
WORTH: Final = 500
LONGEST: Final = 500_000

_FILLED: Final = (
    Customer,
    CustomerSearch,
    Channel,
    Fact,
    PersonalDate,
    Relative,
    RawProperty,
    CustomerTag,
    NameWord,
)


def at_once(reading: Reading, *, count: int) -> bool:
    """Tell whether ``count`` new customers are best written in one go: into a file that is nearly empty."""
    if reading.connection.dialect.name != "sqlite" or not WORTH <= count <= LONGEST:
        return False
    first = sa.select(Customer.id).limit(YOUNG + 1).subquery()
    return bool(reading.value(sa.select(sa.func.count()).select_from(first)) <= YOUNG)


def load(
    work: Work,
    *,
    plan: ImportPlan,
    wanted: Wanted,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> int:
    """Write all that ``plan`` says as one step and return the id of the batch.

    Whatever ends it earlier, a crash as well, leaves the file as it was.

    Raises:
        Cancelled: ``cancelled`` said so.
        Outdated: a customer to be joined is no longer there.
    """
    batch_id = open_batch(work, plan.title)
    names, made = naming.prepare(work, wanted=wanted, batch_id=batch_id)
    entries = list(plan.entries.values())
    ids = reserve(work.connection, len(entries))
    words: dict[str, list[int]] = defaultdict(list)
    with indexes_last(work.connection, _FILLED):
        for start in range(0, len(ids), CHUNK):
            if cancelled():
                raise Cancelled
            piece = slice(start, start + CHUNK)
            rows = rows_of(work.moment, ids[piece], entries[piece], names, (LIVE, batch_id), words)
            write(work, rows=rows)
            progress(len(ids[: piece.stop]), len(entries))
        write_words(work.connection, words)
    if cancelled():
        raise Cancelled
    search.rebuild(work.connection, interactions=False)
    publishing.publish(work, batch_id=batch_id, ids=ids, plan=plan, names=names, made=made)
    return batch_id


def open_batch(work: Work, file: str) -> int:
    """Begin the list of what an import does, under the name of its file."""
    values = {"kind": "contacts", "file": file, "at": work.now, "person_id": work.moment.person_id}
    key = work.connection.execute(
        sa.insert(table_of(Batch)).values(**values, report=json.dumps({}))
    ).inserted_primary_key
    assert key is not None
    return int(key[0])
