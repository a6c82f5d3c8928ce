"""Verbs on customers: create, edit one datum or many cards, trash, restore (rows C1 to C20, X5, X7)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from app.domain.fields import BY_KEY, CLASSES, Store
from app.domain.keys import fold
from app.language import N_
from app.models.base import table_of
from app.models.customer import LIVE, TRASHED, Customer, CustomerTag, Fact, Tag
from app.models.faults import Gone
from app.models.work import Work
from app.services.derive import title_of
from app.services.faults import BadValue, NoName, UnknownField

#: columns that the card may set beside those of the catalogue
COLUMNS = frozenset(
    {
        "surname",
        "given",
        "patronymic",
        "name",
        "address_as",
        "formality",
        "gender",
        "language",
        "salutation",
        "birth_year",
        "birth_month",
        "birth_day",
        "age",
        "age_noted_on",
        "kind",
        "note",
        "source",
        "first_contact_on",
        "responsible_id",
        "territory",
        "time_zone",
        "country",
        "hours",
        "employer",
        "position",
        "keep_in_touch_days",
        "class_",
        "class_reason",
        "photo_id",
    }
)
#: what a customer is called by, with the version of the row
_NAMES = ("kind", "surname", "given", "patronymic", "name", "employer", "version")
META = ("purposes", "origin", "confirmed_on", "private")


def create(work: Work, *, values: Mapping[str, Any], tags: Iterable[str] = ()) -> int:
    """Create a customer from columns of the catalogue and return the id.

    Raises:
        NoName: neither a person's nor an organisation's name is given.
        UnknownField: a column is none of the card's.
    """
    _check_columns(values)
    plain = dict(values)
    if not any(str(plain.get(name) or "").strip() for name in ("surname", "given", "patronymic", "name")):
        raise NoName
    plain.setdefault("responsible_id", work.moment.person_id)
    plain.setdefault("first_contact_on", work.today)
    customer_id = work.insert(
        Customer, uid=str(uuid.uuid4()), created_at=work.now, updated_at=work.now, **plain
    )
    for tag in tags:
        add_tag(work, customer_id=customer_id, name=tag)
    work.name(N_("Created {name}"), name=title(work, customer_id))
    return customer_id


def edit(
    work: Work,
    *,
    customer_id: int,
    values: Mapping[str, Any],
    was: Mapping[str, Any] | None = None,
    origin: str = "",
    purposes: str | None = None,
    private: bool | None = None,
) -> None:
    """Change columns of one customer; ``was`` is what the form showed.

    A datum that is changed counts as confirmed today.

    Raises:
        EditConflict: somebody changed one of these fields to something else meanwhile.
        BadValue: a value does not fit its field.
    """
    _check_columns(values)
    before = work.get(Customer, customer_id, *_NAMES, *(name for name in values if name not in _NAMES))
    changed = work.change(Customer, customer_id, values, was, current=before)
    row = {**before, **values}
    if not any(row[name].strip() for name in ("surname", "given", "patronymic", "name", "employer")):
        raise NoName
    for key in {_datum(name) for name in changed} & BY_KEY.keys():
        _note_datum(work, customer_id, key, origin=origin, purposes=purposes, private=private)
    work.name(N_("Changed {field} of {name}"), field=_first(changed), name=title_of(SimpleNamespace(**row)))


def set_fact(
    work: Work,
    *,
    customer_id: int,
    key: str,
    value: str,
    was: str | None = None,
    origin: str = "",
    purposes: str | None = None,
    private: bool | None = None,
) -> None:
    """Set one datum that is kept as a fact; an empty value removes it.

    Raises:
        UnknownField: ``key`` is neither in the catalogue nor a field of the team's own.
        EditConflict: somebody changed it meanwhile.
    """
    field = BY_KEY.get(key)
    if not key.startswith("own:") and (field is None or field.store is not Store.FACT):
        raise UnknownField(field=key)
    _alive(work, customer_id)
    value = value.strip()
    found = _fact(work, customer_id, key)
    if found and not value:
        work.change(Fact, found["id"], {"value": value}, None if was is None else {"value": was or None})
        work.remove(Fact, found["id"])
    elif found:
        work.change(Fact, found["id"], {"value": value}, None if was is None else {"value": was or None})
        _note_datum(work, customer_id, key, origin=origin, purposes=purposes, private=private)
    elif value:
        work.insert(
            Fact,
            customer_id=customer_id,
            key=key,
            value=value,
            confirmed_on=work.today,
            origin=origin,
            purposes=default_purposes(key) if purposes is None else purposes,
            private=bool(private),
        )
    work.name(N_("Changed {field} of {name}"), field=key, name=title(work, customer_id))


def set_meta(
    work: Work,
    *,
    customer_id: int,
    key: str,
    purposes: str | None = None,
    origin: str | None = None,
    confirmed_on: dt.date | None = None,
    private: bool | None = None,
) -> None:
    """Say what a datum is for, where it came from, when it was confirmed, whether it is private (row C11)."""
    if key not in BY_KEY and not key.startswith("own:"):
        raise UnknownField(field=key)
    values = {"purposes": purposes, "origin": origin, "confirmed_on": confirmed_on, "private": private}
    given = {name: value for name, value in values.items() if value is not None}
    found = _fact(work, customer_id, key)
    if found:
        work.change(Fact, found["id"], given)
    else:
        given.setdefault("purposes", default_purposes(key))
        work.insert(Fact, customer_id=customer_id, key=key, value=None, **given)
    work.name(N_("Changed what is known of {field} of {name}"), field=key, name=title(work, customer_id))


def confirm(work: Work, *, customer_id: int, key: str) -> None:
    """Note that a datum was confirmed today; a guess becomes something told."""
    found = _fact(work, customer_id, key)
    origin = "told" if not found or found["origin"] == "guessed" else found["origin"]
    set_meta(work, customer_id=customer_id, key=key, confirmed_on=work.today, origin=origin)


def bulk_edit(
    work: Work,
    *,
    ids: Sequence[int],
    values: Mapping[str, Any],
    add_tags: Iterable[str] = (),
    remove_tags: Iterable[str] = (),
) -> int:
    """Change the same columns and tags of many customers in one step; return how many (row X7)."""
    _check_columns(values)
    if values:
        for customer_id in ids:
            work.change(Customer, customer_id, values)
    for name in filter(fold, add_tags):
        tag_id = _tag_id(work, name)
        has = {row.customer_id for row in _tagged(work, tag_id, ids)}
        for customer_id in dict.fromkeys(ids):
            if customer_id not in has:
                work.insert(CustomerTag, customer_id=customer_id, tag_id=tag_id)
    for tag in [tag for name in remove_tags for tag in work.find(Tag, key=fold(name))]:
        for row in _tagged(work, tag["id"], ids):
            work.remove(CustomerTag, row.id)
    work.name(N_("Changed {count} customers"), count=len(ids))
    return len(ids)


def set_class(work: Work, *, customer_id: int, class_: str, reason: str = "") -> None:
    """Set the customer class by hand: VIP, A, B, C, D or none.

    Raises:
        BadValue: there is no such class.
    """
    if class_ not in {"", *CLASSES}:
        raise BadValue(value=class_, field="class_")
    work.change(Customer, customer_id, {"class_": class_, "class_reason": reason})
    work.name(N_("Set the class of {name}"), name=title(work, customer_id))


def trash(work: Work, *, ids: Sequence[int]) -> int:
    """Put customers into the trash, from which they can be restored; return how many."""
    for customer_id in ids:
        work.change(Customer, customer_id, {"state": TRASHED, "trashed_at": work.now})
    if len(ids) == 1:
        work.name(N_("Put {name} into the trash"), name=title(work, ids[0]))
    else:
        work.name(N_("Put {count} customers into the trash"), count=len(ids))
    return len(ids)


def restore(work: Work, *, ids: Sequence[int]) -> int:
    """Take customers out of the trash; return how many."""
    for customer_id in ids:
        work.change(Customer, customer_id, {"state": LIVE, "trashed_at": None})
    if len(ids) == 1:
        work.name(N_("Restored {name}"), name=title(work, ids[0]))
    else:
        work.name(N_("Restored {count} customers"), count=len(ids))
    return len(ids)


def add_tag(work: Work, *, customer_id: int, name: str) -> None:
    """Put a tag on a customer; the tag is created where it is new."""
    if not fold(name):
        return
    tag_id = _tag_id(work, name)
    if not work.find(CustomerTag, customer_id=customer_id, tag_id=tag_id):
        work.insert(CustomerTag, customer_id=customer_id, tag_id=tag_id)
    work.name(N_("Tagged {name} with “{tag}”"), name=title(work, customer_id), tag=name)


def remove_tag(work: Work, *, customer_id: int, name: str) -> None:
    """Take a tag off a customer."""
    for tag in work.find(Tag, key=fold(name)):
        for row in work.find(CustomerTag, customer_id=customer_id, tag_id=tag["id"]):
            work.remove(CustomerTag, row["id"])
    work.name(N_("Took the tag “{tag}” off {name}"), name=title(work, customer_id), tag=name)


def _tag_id(work: Work, name: str) -> int:
    """Return the tag of that name, created where it is new."""
    found = work.find(Tag, key=fold(name))
    if found:
        return int(found[0]["id"])
    return work.insert(Tag, name=" ".join(name.split()), key=fold(name))


def _tagged(work: Work, tag_id: int, ids: Sequence[int]) -> list[Any]:
    """Return id and customer of the rows that put a tag on some of ``ids``."""
    found = work.rows(sa.select(CustomerTag.id, CustomerTag.customer_id).where(CustomerTag.tag_id == tag_id))
    among = set(ids)
    return [row for row in found if row.customer_id in among]


def title(work: Work, customer_id: int) -> str:
    """Return how a customer is called in the history."""
    row = work.one(sa.select(table_of(Customer)).where(Customer.id == customer_id))
    if row is None:
        raise Gone
    return title_of(row)


def default_purposes(key: str) -> str:
    """Return the purposes that the catalogue states for a datum, joined by commas."""
    field = BY_KEY.get(key)
    return ",".join(field.purposes) if field else ""


def _datum(column: str) -> str:
    return "birth" if column.startswith("birth_") or column in {"age", "age_noted_on"} else column


def _first(changed: Mapping[str, Any]) -> str:
    return _datum(next(iter(changed))) if changed else ""


def _check_columns(values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in COLUMNS:
            raise UnknownField(field=name)
        field = BY_KEY.get(name)
        if field and field.choices and value not in {"", *(code for code, _ in field.choices)}:
            raise BadValue(value=value, field=name)


def _alive(work: Work, customer_id: int) -> None:
    if work.value(sa.select(Customer.id).where(Customer.id == customer_id)) is None:
        raise Gone


def _fact(work: Work, customer_id: int, key: str) -> dict[str, Any] | None:
    found = work.find(Fact, customer_id=customer_id, key=key)
    return found[0] if found else None


def _note_datum(
    work: Work, customer_id: int, key: str, *, origin: str, purposes: str | None, private: bool | None
) -> None:
    """Note origin and date of confirmation beside a datum that was just written."""
    values: dict[str, Any] = {"confirmed_on": work.today}
    if origin:
        values["origin"] = origin
    if purposes is not None:
        values["purposes"] = purposes
    if private is not None:
        values["private"] = private
    found = _fact(work, customer_id, key)
    if found:
        work.change(Fact, found["id"], values)
    else:
        values.setdefault("purposes", default_purposes(key))
        work.insert(Fact, customer_id=customer_id, key=key, value=None, **values)


def set_tags(work: Work, *, customer_id: int, names: Sequence[str], was: Sequence[str] = ()) -> None:
    """Make the tags of a customer those of ``names``; tags that others put on since ``was`` stay."""
    before, after = {fold(name) for name in was}, {fold(name) for name in names}
    for name in names:
        if fold(name) not in before:
            add_tag(work, customer_id=customer_id, name=name)
    for name in was:
        if fold(name) not in after:
            remove_tag(work, customer_id=customer_id, name=name)
    work.name(N_("Changed {field} of {name}"), field="tags", name=title(work, customer_id))
