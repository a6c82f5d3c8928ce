"""Verbs on what the team sets for itself: own fields, saved views, mappings, the identity of the file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from app.domain.merge import OTHER
from app.language import N_
from app.models.base import table_of
from app.models.customer import Fact, OwnField
from app.models.team import Meta, SavedMapping, View
from app.models.work import Work
from app.queries.calendar_days import OFFICE_COUNTRY
from app.services.faults import BadValue, NoPurpose, SameName


def add_own_field(
    work: Work,
    *,
    label: str,
    purposes: Sequence[str],
    input_: str = "line",
    choices: Sequence[str] = (),
    question: str = "",
    tab: str = "person",
) -> int:
    """Add a field of the team's own, which must state its purpose (row C10).

    Raises:
        NoPurpose: without a label or a purpose there is no field.
        SameName: there is one with this label.
    """
    name = " ".join(label.split())
    if not name or not purposes:
        raise NoPurpose
    if work.find(OwnField, label=name):
        raise SameName(name=name)
    row_id = work.insert(
        OwnField,
        label=name,
        purposes=",".join(purposes),
        input=input_,
        question=question,
        tab=tab,
        choices=json.dumps(list(choices), ensure_ascii=False),
    )
    work.name(N_("Added the field “{field}”"), field=name)
    return row_id


def edit_own_field(work: Work, *, row_id: int, values: Mapping[str, Any]) -> None:
    """Change a field of the team's own."""
    row = work.get(OwnField, row_id)
    if not {**row, **values}["label"].strip() or not {**row, **values}["purposes"]:
        raise NoPurpose
    work.change(OwnField, row_id, values)
    work.name(N_("Changed the field “{field}”"), field=row["label"])


def remove_own_field(work: Work, *, row_id: int) -> None:
    """Remove a field of the team's own with all its values; undo brings them back."""
    row = work.get(OwnField, row_id)
    key = f"own:{row_id}"
    kept = Fact.key.in_((key, OTHER + key)) | Fact.key.startswith(f"{OTHER}{key}#", autoescape=True)
    for fact in work.rows(sa.select(Fact.id).where(kept, Fact.value.is_not(None)).order_by(Fact.id)):
        work.remove(Fact, fact.id)
    work.remove(OwnField, row_id)
    work.name(N_("Removed the field “{field}”"), field=row["label"])


def save_view(
    work: Work, *, room: str, name: str, definition: Mapping[str, Any], row_id: int | None = None
) -> int:
    """Save a filter, order and columns under a name; return its id (row X6)."""
    if not name.strip():
        raise BadValue(value=name, field="name")
    text = json.dumps(definition, ensure_ascii=False, sort_keys=True)
    if row_id is not None:
        work.change(View, row_id, {"name": name.strip(), "definition": text})
    else:
        position = work.value(sa.select(sa.func.count()).select_from(table_of(View)))
        row_id = work.insert(View, room=room, name=name.strip(), definition=text, position=int(position or 0))
    work.name(N_("Saved the view “{view}”"), view=name)
    return row_id


def remove_view(work: Work, *, row_id: int) -> None:
    """Remove a saved view."""
    row = work.remove(View, row_id)
    work.name(N_("Removed the view “{view}”"), view=row["name"])


def save_mapping(work: Work, *, name: str, header: str, definition: str) -> int:
    """Save a mapping of columns, found again by the header of the file (row X1)."""
    found = work.find(SavedMapping, header=header)
    if found:
        work.change(SavedMapping, found[0]["id"], {"name": name, "definition": definition})
        row_id = int(found[0]["id"])
    else:
        row_id = work.insert(SavedMapping, name=name, header=header, definition=definition)
    work.name(N_("Saved a mapping of columns"))
    return row_id


def set_meta(work: Work, *, key: str, value: str) -> None:
    """Note something of the database itself; it has no history."""
    table = table_of(Meta)
    updated = work.connection.execute(sa.update(table).where(table.c.key == key).values(value=value))
    if not updated.rowcount:
        work.connection.execute(sa.insert(table).values(key=key, value=value))


def set_office_country(work: Work, *, country: str) -> None:
    """Set the country whose public holidays are the office's, by its two letters; empty for none.

    Raises:
        BadValue: these are no two letters.
    """
    code = country.strip().upper()
    if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise BadValue(value=country, field="country")
    set_meta(work, key=OFFICE_COUNTRY, value=code)
