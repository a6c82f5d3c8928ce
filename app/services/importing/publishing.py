"""The one step by which an import becomes visible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from app.domain.keys import fold
from app.language import N_
from app.models.base import Base, table_of
from app.models.customer import (
    LIVE,
    STAGED,
    UNDONE,
    Channel,
    Customer,
    CustomerTag,
    Fact,
    PersonalDate,
    RawProperty,
    Relative,
)
from app.models.team import DuplicatePair
from app.models.work import Work
from app.queries import exports, matching
from app.services.customers import default_purposes
from app.services.importing import naming
from app.services.importing.entry import Entry
from app.services.importing.faults import Interrupted, Outdated
from app.services.importing.joining import additions, extend, held_entry
from app.services.importing.naming import Made
from app.services.importing.plans import ImportPlan
from app.services.importing.staging import Names, add_photo
from app.services.importing.whom import Like


def publish(
    work: Work, *, batch_id: int, ids: Sequence[int], plan: ImportPlan, names: Names, made: Made
) -> None:
    """Name what came with the new customers, add to the joined ones, list the pairs for review: one step.

    Raises:
        Outdated: a customer to be joined is no longer there.
    """
    naming.appear(work, names=names, made=made, batch_id=batch_id, purposes=plan.options.own)
    own = {**names.own, **_own_keys(work)}
    if ids:
        work.note_bulk("customers", ids)
    _join(work, plan, names, own)
    _list_pairs(work, plan, ids)
    work.name(
        N_("Imported {file}: {created} created, {merged} joined"),
        file=plan.title,
        created=plan.created,
        merged=plan.joined,
    )


def show(
    work: Work, *, batch_id: int, ids: Sequence[int], plan: ImportPlan, names: Names, made: Made
) -> None:
    """Let the staged customers be seen, and :func:`publish` the rest with them.

    Raises:
        Interrupted: staged rows are missing.
        Outdated: a customer to be joined is no longer there.
    """
    table = table_of(Customer)
    shown = work.connection.execute(
        sa.update(table).where(table.c.batch_id == batch_id, table.c.state == STAGED).values(state=LIVE)
    )
    if shown.rowcount != len(ids):
        raise Interrupted
    publish(work, batch_id=batch_id, ids=ids, plan=plan, names=names, made=made)


def _own_keys(work: Work) -> dict[str, str]:
    return {f"own:{label}": f"own:{row_id}" for label, row_id in matching.own_fields(work).items()}


def _join(work: Work, plan: ImportPlan, names: Names, own: Mapping[str, str]) -> None:
    ids = sorted(plan.joins)
    for start in range(0, len(ids), exports.CHUNK):
        some = ids[start : start + exports.CHUNK]
        cards = exports.whole(work, ids=some)
        if len(cards) < len(some) or any(card.customer["state"] == UNDONE for card in cards):
            raise Outdated
        for card in cards:
            held = held_entry(card, region=plan.options.region)
            for entry in plan.joins[card.id]:
                found = additions(held, entry)
                if found:
                    extend(held, found)
                    _add(work, card, found.adds, names, own)


def _add(work: Work, card: exports.Whole, adds: Entry, names: Names, own: Mapping[str, str]) -> None:
    """Write additions to a card as ordinary changes, each of which undo takes back."""
    values: dict[str, Any] = dict(adds.values)
    if adds.responsible:
        values["responsible_id"] = names.people[fold(adds.responsible)]
    for place, data in enumerate(adds.photos):
        photo_id = add_photo(work, customer_id=card.id, data=data, note=True)
        if place == 0 and card.customer["photo_id"] is None and not card.photos:
            values["photo_id"] = photo_id
    if values:
        work.change(Customer, card.id, values)
    for model, row in _rows(adds, names, own):
        work.insert(model, customer_id=card.id, **row)


def _rows(adds: Entry, names: Names, own: Mapping[str, str]) -> list[tuple[type[Base], dict[str, Any]]]:
    found: list[tuple[type[Base], dict[str, Any]]] = [
        (Channel, {**row._asdict(), "purposes": default_purposes(row.kind)}) for row in adds.channels
    ]
    for key, value in adds.facts.items():
        stored = own.get(key, key)
        found.append((Fact, {"key": stored, "value": value, "purposes": default_purposes(key)}))
    for date in adds.dates:
        sad = date.label == "death"
        found.append((PersonalDate, {**date._asdict(), "sad": sad, "purposes": default_purposes("dates")}))
    for relative in adds.relatives:
        row = {
            "relation": relative.relation,
            "name": relative.name,
            "birth_year": relative.year,
            "birth_month": relative.month,
            "birth_day": relative.day,
            "purposes": default_purposes("relatives"),
        }
        found.append((Relative, row))
    found += [(CustomerTag, {"tag_id": names.tags[fold(tag)]}) for tag in adds.tags]
    found += [(RawProperty, {"name": name, "value": value}) for name, value in adds.raw]
    return found


def _list_pairs(work: Work, plan: ImportPlan, ids: Sequence[int]) -> None:
    """Put the pairs that are merely alike on the list for review."""
    places = dict(zip(plan.entries, ids, strict=True))
    fresh = [pair for like in plan.likes if (pair := _pair(like, places))]
    table = table_of(DuplicatePair)
    known = {
        (row.first_id, row.second_id)
        for start in range(0, len(fresh), 500)
        for row in work.rows(
            sa.select(table.c.first_id, table.c.second_id).where(
                table.c.first_id.in_([pair["first_id"] for pair in fresh[start : start + 500]])
            )
        )
    }
    new = {
        (pair["first_id"], pair["second_id"]): pair
        for pair in fresh
        if (pair["first_id"], pair["second_id"]) not in known
    }
    if new:
        work.connection.execute(sa.insert(table), list(new.values()))


def _pair(like: Like, places: Mapping[int, int]) -> dict[str, Any] | None:
    one, other = (-ref if ref < 0 else places.get(ref) for ref in (like.first, like.second))
    if one is None or other is None or one == other:
        return None
    return {
        "first_id": min(one, other),
        "second_id": max(one, other),
        "score": round(like.likeness.score * 100),
        "reasons": ",".join(like.likeness.reasons),
        "state": "open",
    }
