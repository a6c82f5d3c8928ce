"""The review list of customers that may be one: filled by the program, decided by people (row X3).

Open pairs follow from the cards: they have no history, like everything that is derived. That two
cards are «apart» is somebody's word: it has a step and is undone like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from app.domain.duplicates import Pair
from app.language import N_
from app.models.base import table_of
from app.models.customer import LIVE, Customer
from app.models.team import DuplicatePair
from app.models.work import Work
from app.queries.duplicates import APART, OPEN, look, pairs_of, points
from app.queries.merging import customer_row

CHUNK = 400


def refresh(work: Work, *, found: Sequence[Pair] | None = None) -> int:
    """Bring the review list up to date with the whole database and return how many pairs are open.

    ``found`` is what ``queries.duplicates.look`` answered beforehand: comparing many cards takes time
    in which others could not write. What somebody said to be apart stays apart.
    """
    pairs = look(work) if found is None else found
    live = set(work.connection.execute(sa.select(Customer.id).where(Customer.state == LIVE)).scalars())
    return _store(work, pairs, within=live)


def refresh_one(work: Work, *, customer_id: int) -> int:
    """Bring the pairs of one customer up to date after a change; return how many are open."""
    return _store(work, pairs_of(work, customer_id=customer_id), of=customer_id)


def follow(work: Work, *, found: Mapping[int, Sequence[Pair]]) -> None:
    """Put on the review list what ``queries.duplicates.news`` answered of customers that were edited."""
    for customer_id, pairs in found.items():
        live = _live(work, {end for pair in pairs for end in (pair.first, pair.second)})
        _store(work, [pair for pair in pairs if {pair.first, pair.second} <= live], of=customer_id)


def apart(work: Work, *, pair_id: int) -> None:
    """Note that the two customers of a pair are not one; they are not proposed again."""
    row = work.get(DuplicatePair, pair_id)
    work.change(DuplicatePair, pair_id, {"state": APART})
    names = [customer_row(work, row[end])["title"] for end in ("first_id", "second_id")]
    work.name(N_("{first} and {second} are not one"), first=names[0], second=names[1])


def reopen(work: Work, *, pair_id: int) -> None:
    """Put a pair back on the review list."""
    row = work.get(DuplicatePair, pair_id)
    work.change(DuplicatePair, pair_id, {"state": OPEN})
    names = [customer_row(work, row[end])["title"] for end in ("first_id", "second_id")]
    work.name(N_("{first} and {second} may be one"), first=names[0], second=names[1])


def _store(
    work: Work, pairs: Sequence[Pair], *, within: set[int] | None = None, of: int | None = None
) -> int:
    """Make the open pairs those that were found: of live customers, or of one customer."""
    table = table_of(DuplicatePair)
    statement = sa.select(
        table.c.id, table.c.first_id, table.c.second_id, table.c.state, table.c.score, table.c.reasons
    )
    if of is not None:
        statement = statement.where(sa.or_(table.c.first_id == of, table.c.second_id == of))
    known = {(row.first_id, row.second_id): row for row in work.rows(statement)}
    fresh = {
        (pair.first, pair.second): points(pair)
        for pair in pairs
        if within is None or {pair.first, pair.second} <= within
    }
    live = within if within is not None else _live(work, {end for ends in known for end in ends})
    gone = [
        row.id for ends, row in known.items() if row.state == OPEN and ends not in fresh and set(ends) <= live
    ]
    for start in range(0, len(gone), CHUNK):
        work.connection.execute(sa.delete(table).where(table.c.id.in_(gone[start : start + CHUNK])))
    _write(work, {ends: said for ends, said in fresh.items() if ends not in known}, known, fresh)
    return sum(ends not in known or known[ends].state == OPEN for ends in fresh)


def _write(
    work: Work,
    new: dict[tuple[int, int], tuple[int, str]],
    known: dict[tuple[int, int], sa.Row[tuple[int, int, int, str, int, str]]],
    fresh: dict[tuple[int, int], tuple[int, str]],
) -> None:
    table = table_of(DuplicatePair)
    if new:
        rows = [
            {"first_id": first, "second_id": second, "score": points, "reasons": reasons, "state": OPEN}
            for (first, second), (points, reasons) in new.items()
        ]
        work.connection.execute(sa.insert(table), rows)
    for ends, row in known.items():
        said = fresh.get(ends)
        if said is not None and said != (row.score, row.reasons):
            work.connection.execute(
                sa.update(table).where(table.c.id == row.id).values(score=said[0], reasons=said[1])
            )


def _live(work: Work, ids: Iterable[int]) -> set[int]:
    return set(
        work.connection.execute(
            sa.select(Customer.id).where(Customer.id.in_(set(ids)), Customer.state == LIVE)
        ).scalars()
    )
