"""The unit of work: writes rows and, in the same transaction, the history of them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app.models import search
from app.models.base import Base, UtcTime, table_of
from app.models.changes import Changes
from app.models.faults import EditConflict, Gone
from app.models.history import Step

UNDONE = 3  # customers are hidden by their state, never removed: undoing a creation loses nothing


@dataclass(frozen=True)
class Moment:
    """Who asks, and when: what reads and writes need to know beside the data."""

    now: dt.datetime
    today: dt.date
    zone: ZoneInfo
    person_id: int | None
    languages: tuple[str, ...] = ("ru", "en")


@dataclass(frozen=True)
class Reading:
    """A query's view of the database: a connection and the moment."""

    connection: sa.Connection
    moment: Moment

    @property
    def now(self) -> dt.datetime:
        return self.moment.now

    @property
    def today(self) -> dt.date:
        return self.moment.today

    def rows(self, statement: sa.Executable) -> list[Any]:
        """Return all rows of ``statement``."""
        return list(self.connection.execute(statement).all())

    def one(self, statement: sa.Executable) -> Any:
        """Return the first row of ``statement``."""
        return self.connection.execute(statement).first()

    def value(self, statement: sa.Executable) -> Any:
        """Return the first column of the first row."""
        return self.connection.execute(statement).scalar()


class Work(Reading):
    """One verb's transaction.

    Every write goes through :meth:`insert`, :meth:`change` and :meth:`remove`, which note what was
    before and after; :meth:`finish` writes the step. The verb names its step with :meth:`name`.
    """

    def __init__(
        self,
        connection: sa.Connection,
        moment: Moment,
        *,
        verb: str = "",
        kind: str = "do",
        target_id: int | None = None,
    ) -> None:
        super().__init__(connection, moment)
        object.__setattr__(self, "_state", _State(verb=verb, kind=kind, target_id=target_id))

    @property
    def _work(self) -> _State:
        state: _State = self.__dict__["_state"]
        return state

    @property
    def dirty_customers(self) -> set[int]:
        """Customers whose derived columns have to be computed again."""
        return self._work.customers

    @property
    def dirty_interactions(self) -> set[int]:
        """Interactions whose folded text has to be computed again."""
        return self._work.interactions

    @property
    def kinds(self) -> set[str]:
        """Tables that were written to so far."""
        return {row[0] for row in self._work.rows}

    def changed_fields(self, kind: str) -> frozenset[str] | None:
        """Return the columns of ``kind`` that were changed so far; None where whole rows came or went."""
        fields = set()
        for table, _, _, op, field, _, _ in self._work.rows:
            if table == kind:
                if op != "=":
                    return None
                fields.add(field)
        return None if self._work.bulk else frozenset(fields)

    def name(self, title: str, /, **values: object) -> None:
        """Name the step: ``title`` is a msgid (mark it with ``N_``), ``values`` fill it in."""
        self._work.title, self._work.values = title, values

    def get(self, model: type[Base], row_id: int) -> dict[str, Any]:
        """Return the row as a mapping of attribute names to values.

        Raises:
            Gone: there is no such row.
        """
        found = self.connection.execute(_by_id(table_of(model)), {"row_id": row_id}).first()
        if found is None:
            raise Gone
        return dict(zip(_attributes(model), found, strict=True))

    def find(self, model: type[Base], **equal: object) -> list[dict[str, Any]]:
        """Return all rows whose columns equal what is given, oldest first."""
        if None in equal.values():
            where = [column(model, name) == value for name, value in equal.items()]
            statement = sa.select(table_of(model)).where(*where).order_by(_id(model))
        else:
            statement = _equal(table_of(model), tuple(column(model, name).name for name in equal))
        found = self.connection.execute(
            statement, {f"is_{column(model, n).name}": v for n, v in equal.items()}
        )
        return [dict(zip(_attributes(model), row, strict=True)) for row in found]

    def insert(self, model: type[Base], **values: object) -> int:
        """Insert a row, note its creation, and return its id."""
        plain = {column(model, name).name: value for name, value in values.items()}
        result = self.connection.execute(_insert(table_of(model)), plain)
        row_id = _key(result)
        self._note(table_of(model), row_id, "+", customer=self._customer_of(table_of(model), row_id, plain))
        return row_id

    def change(
        self,
        model: type[Base],
        row_id: int,
        values: Mapping[str, object],
        was: Mapping[str, object] | None = None,
        *,
        current: Mapping[str, Any] | None = None,
    ) -> dict[str, tuple[Any, Any]]:
        """Change fields of a row and return those that differ as ``{field: (before, after)}``.

        ``was`` is what the writer saw: fields that others changed since to something else clash,
        all other changes join. ``current`` is the row where this work has just read it.

        Raises:
            Gone: there is no such row.
            EditConflict: a field of ``was`` holds something else now.
        """
        current = current or self.get(model, row_id)
        self._refuse_clash(model, row_id, current, values, was or {})
        changed = {name: (current[name], value) for name, value in values.items() if current[name] != value}
        if not changed:
            return {}
        table = table_of(model)
        plain: dict[str, Any] = {column(model, name).name: after for name, (_, after) in changed.items()}
        if "version" in table.c:
            plain["version"] = current["version"] + 1
        if "updated_at" in table.c:
            plain["updated_at"] = self.now
        self.connection.execute(_update_by_id(table), {"row_id": row_id, **plain})
        customer = self._customer_of(
            table, row_id, {name: current[name] for name in _OWNERS if name in current}
        )
        moved = changed.get("customer_id", (None, None))[1]
        if isinstance(moved, int):
            customer = moved  # a merge moved the row: the history of its new card tells it
        for name, (before, after) in changed.items():
            col = column(model, name)
            self._note(
                table,
                row_id,
                "=",
                field=col.name,
                before=encode(before),
                after=encode(after),
                customer=customer,
            )
        for name in {"customer_id", "other_id"} & changed.keys():
            self.dirty_customers.update(i for i in changed[name] if isinstance(i, int))
        return changed

    def remove(self, model: type[Base], row_id: int) -> dict[str, Any]:
        """Remove a row, keep it in the history, and return what it held."""
        row = self.get(model, row_id)
        table = table_of(model)
        plain = {column(model, name).name: value for name, value in row.items()}
        self.remove_row(table, row_id, plain)
        return row

    # the two halves of undo, which know tables rather than classes

    def remove_row(self, table: sa.Table, row_id: int, plain: Mapping[str, Any]) -> None:
        """Take the row out; its JSON stands in the history."""
        customer = self._customer_of(table, row_id, plain)
        if table.name == "customers":
            self._set_state(row_id, UNDONE)
            self._note(table, row_id, "-", customer=row_id)
            return
        if table.name == "interactions":
            search.forget_interactions(self.connection, [row_id])
        self.connection.execute(sa.delete(table).where(table.c.id == row_id))
        snapshot = json.dumps({name: encode(value) for name, value in plain.items()}, ensure_ascii=False)
        self._note(table, row_id, "-", before=snapshot, customer=customer)
        if table.name == "interactions":
            self.dirty_interactions.discard(row_id)

    def restore_row(self, table: sa.Table, row_id: int, snapshot: str | None) -> None:
        """Put a removed row back as it was, under its own id."""
        if table.name == "customers":
            self._set_state(row_id, 0)
            self._note(table, row_id, "+", customer=row_id)
            return
        stored = json.loads(snapshot or "{}")
        plain = {name: decode(table.c[name], value) for name, value in stored.items() if name in table.c}
        if table.name == "interactions":
            plain["key"] = ""
        self.connection.execute(sa.insert(table).values(plain))
        self._note(table, row_id, "+", customer=self._customer_of(table, row_id, plain))

    def set_field(
        self, table: sa.Table, row_id: int, field: str, before: str | None, after: str | None
    ) -> None:
        """Set one field from its JSON."""
        plain: dict[str, Any] = {field: decode(table.c[field], after)}
        if "version" in table.c:
            plain["version"] = table.c.version + 1
        if "updated_at" in table.c:
            plain["updated_at"] = self.now
        self.connection.execute(sa.update(table).where(table.c.id == row_id).values(plain))
        row = self.connection.execute(sa.select(table).where(table.c.id == row_id)).mappings().one()
        if field in {"customer_id", "other_id"} and before is not None:
            self.dirty_customers.add(int(json.loads(before)))  # the card that the row leaves
        self._note(
            table,
            row_id,
            "=",
            field=field,
            before=before,
            after=after,
            customer=self._customer_of(table, row_id, dict(row)),
        )

    def note_bulk(self, kind: str, ids: Iterable[int], op: str = "+") -> None:
        """Note records that were created («+») or taken out («-») in bulk, one row of history each.

        Of the kinds written in bulk only customers may be taken back: they are hidden, not removed.
        """
        is_customer = kind == "customers"
        self._work.rows.extend(
            (kind, row_id, row_id if is_customer else None, op, "", None, None) for row_id in ids
        )
        self._work.bulk = True

    def answer(self, kind: str, *, target_id: int, title: str, values: str) -> None:
        """Make this the undo or redo («kind») of step ``target_id``, under the same name."""
        state = self._work
        state.kind, state.target_id, state.title = kind, target_id, title
        state.values = json.loads(values or "{}")

    def for_good(self) -> None:
        """Make this a step that cannot be taken back, as the destruction of data is."""
        self._work.kind = "final"

    def finish(self) -> Changes:
        """Write the step, if anything was written, and tell what changed."""
        state = self._work
        if not state.rows:
            return Changes()
        said = {
            "at": self.now,
            "person_id": self.moment.person_id,
            "kind": state.kind,
            "verb": state.verb,
            "title": state.title,
            "values": json.dumps(state.values, ensure_ascii=False, default=str),
            "target_id": state.target_id,
        }
        step_id = _key(self.connection.execute(_insert(table_of(Step)), said))
        # tuples by the driver itself: an import of many customers has a row for each
        mark = "%s" if self.connection.dialect.name == "postgresql" else "?"
        columns = "step_id, kind, row_id, customer_id, op, field, before, after"
        statement = f"INSERT INTO step_rows ({columns}) VALUES ({', '.join([mark] * 8)})"  # noqa: S608 - own names
        self.connection.exec_driver_sql(statement, [(step_id, *row) for row in state.rows])
        ids: dict[str, set[int]] = {}
        for kind, row_id, *_ in state.rows:
            ids.setdefault(kind, set()).add(row_id)
        return Changes(
            step=step_id,
            ids={kind: frozenset(some) for kind, some in ids.items()},
            customers=frozenset(self.dirty_customers),
            bulk=state.bulk,
        )

    @property
    def wrote(self) -> bool:
        """Whether anything was written so far."""
        return bool(self._work.rows)

    def _set_state(self, customer_id: int, state: int) -> None:
        table = Base.metadata.tables["customers"]
        self.connection.execute(
            sa.update(table).where(table.c.id == customer_id).values(state=state, version=table.c.version + 1)
        )

    def _refuse_clash(
        self,
        model: type[Base],
        row_id: int,
        current: Mapping[str, Any],
        mine: Mapping[str, object],
        was: Mapping[str, object],
    ) -> None:
        clash = [n for n, base in was.items() if n in mine and current[n] != base and current[n] != mine[n]]
        if clash:
            raise EditConflict(
                kind=table_of(model).name,
                row_id=row_id,
                base={n: was[n] for n in clash},
                theirs={n: current[n] for n in clash},
                mine={n: mine[n] for n in clash},
            )

    def _customer_of(self, table: sa.Table, row_id: int, plain: Mapping[str, Any]) -> int | None:
        if table.name == "customers":
            self.dirty_customers.add(row_id)
            return row_id
        if table.name == "interactions":
            self.dirty_interactions.add(row_id)
        for name in _OWNERS:
            if plain.get(name) is not None:
                self.dirty_customers.add(int(plain[name]))
        found = plain.get("customer_id")
        return None if found is None else int(found)

    def _note(
        self,
        table: sa.Table,
        row_id: int,
        op: str,
        *,
        field: str = "",
        before: str | None = None,
        after: str | None = None,
        customer: int | None = None,
    ) -> None:
        self._work.rows.append((table.name, row_id, customer, op, field, before, after))


class _State:
    """What a unit of work gathers until it is finished."""

    def __init__(self, *, verb: str, kind: str, target_id: int | None) -> None:
        self.verb, self.kind, self.target_id = verb, kind, target_id
        self.title = ""
        self.values: dict[str, object] = {}
        self.rows: list[tuple[str, int, int | None, str, str, str | None, str | None]] = []
        self.customers: set[int] = set()
        self.interactions: set[int] = set()
        self.bulk = False


def column(model: type[Base], name: str) -> sa.Column[Any]:
    """Return the column behind attribute ``name`` (``class_`` is called «class» in the table)."""
    table: sa.Table = table_of(model)
    return table.c[name if name in table.c else name.rstrip("_")]


def attribute(model: type[Base], name: str) -> str:
    """Return the attribute that stands for column ``name``."""
    return name if hasattr(model, name) else f"{name}_"


#: columns that say to whom a row belongs
_OWNERS: Final = ("customer_id", "other_id", "first_id", "second_id")


@lru_cache(maxsize=64)
def _by_id(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table).where(table.c.id == sa.bindparam("row_id"))


@lru_cache(maxsize=64)
def _update_by_id(table: sa.Table) -> sa.Update:
    return sa.update(table).where(table.c.id == sa.bindparam("row_id"))


@lru_cache(maxsize=64)
def _insert(table: sa.Table) -> sa.Insert:
    return sa.insert(table)


@lru_cache(maxsize=64)
def _equal(table: sa.Table, names: tuple[str, ...]) -> sa.Select[Any]:
    # each column by a parameter of its own name
    where = [table.c[name] == sa.bindparam(f"is_{name}", type_=table.c[name].type) for name in names]
    return sa.select(table).where(*where).order_by(table.c.id)


@lru_cache(maxsize=64)
def _attributes(model: type[Base]) -> tuple[str, ...]:
    return tuple(attribute(model, c.name) for c in table_of(model).c)


def _key(result: sa.CursorResult[Any]) -> int:
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])


def _id(model: type[Base]) -> sa.Column[Any]:
    return column(model, "id")


def encode(value: Any) -> str | None:
    """Return ``value`` as JSON text, None for nothing."""
    if value is None:
        return None
    if isinstance(value, dt.datetime | dt.date):
        return json.dumps(value.isoformat())
    return json.dumps(value, ensure_ascii=False)


def decode(col: sa.Column[Any], text: str | None) -> Any:
    """Return what :func:`encode` wrote, as the type of ``col``."""
    if text is None:
        return None
    value = json.loads(text)
    if value is None:
        return None
    if isinstance(col.type, UtcTime):
        return dt.datetime.fromisoformat(value)
    if isinstance(col.type, sa.Date):
        return dt.date.fromisoformat(value)
    return value
