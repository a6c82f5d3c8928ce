"""The unit of work: writes rows and, in the same transaction, the history of them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app.models import bulk, driver, search, shape
from app.models.base import Base, table_of
from app.models.changes import Changes
from app.models.faults import EditConflict, Gone
from app.models.history import Step, StepRow
from app.models.shape import columns, decode, encode

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
    def dirty_texts(self) -> dict[str, set[int]]:
        """Interactions and follow-ups whose folded text has to be computed again, by their table."""
        return self._work.texts

    @property
    def kinds(self) -> set[str]:
        """Tables that were written to so far."""
        return {row[0] for row in self._work.rows}

    def filled(self, kind: str) -> frozenset[str] | None:
        """Return the columns of ``kind`` that were set to something else so far; None for any, as in bulk.

        Of rows that were added those that hold something, to whom they belong not counted.
        """
        state = self._work
        if state.bulk or kind in state.whole:
            return None
        return frozenset(state.filled.get(kind, ()))

    def name(self, title: str, /, **values: object) -> None:
        """Name the step: ``title`` is a msgid (mark it with ``N_``), ``values`` fill it in."""
        self._work.title, self._work.values = title, values

    def get(self, model: type[Base], row_id: int, *only: str) -> dict[str, Any]:
        """Return the row, or ``only`` some of it, as a mapping of attribute names to values.

        Raises:
            Gone: there is no such row.
        """
        names = columns(model)
        wanted = tuple(names[name] for name in only)
        found = shape.find(self.connection, table_of(model), {"id": row_id}, wanted)
        if not found:
            raise Gone
        return dict(zip(only or names, found[0], strict=True))

    def find(self, model: type[Base], **equal: object) -> list[dict[str, Any]]:
        """Return all rows whose columns equal what is given, oldest first."""
        names = columns(model)
        found = shape.find(self.connection, table_of(model), {names[n]: v for n, v in equal.items()})
        return [dict(zip(names, row, strict=True)) for row in found]

    def insert(self, model: type[Base], **values: object) -> int:
        """Insert a row, note its creation, and return its id."""
        table, names = table_of(model), columns(model)
        plain = {names[name]: value for name, value in values.items()}
        row_id = shape.insert(self.connection, table, plain)
        said = {name for name, value in plain.items() if value not in _NOTHING and name not in _OWNERS}
        self._work.filled.setdefault(table.name, set()).update(said)
        self._note(table, row_id, "+", customer=self._customer_of(table, row_id, plain))
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
        all other changes join. ``current`` is the row where this work has just read it: the fields
        of ``values`` and its version at least.

        Raises:
            Gone: there is no such row.
            EditConflict: a field of ``was`` holds something else now.
        """
        current = current or self.get(model, row_id)
        self._refuse_clash(model, row_id, current, values, was or {})
        changed = {name: (current[name], value) for name, value in values.items() if current[name] != value}
        if not changed:
            return {}
        table, names = table_of(model), columns(model)
        plain: dict[str, Any] = {names[name]: after for name, (_, after) in changed.items()}
        if "version" in names:
            plain["version"] = current["version"] + 1
        if "updated_at" in names:
            plain["updated_at"] = self.now
        shape.update(self.connection, table, row_id, plain)
        customer = self._customer_of(
            table, row_id, {name: current[name] for name in _OWNERS if name in current}
        )
        moved = changed.get("customer_id", (None, None))[1]
        if isinstance(moved, int):
            customer = moved  # a merge moved the row: the history of its new card tells it
        for name, (before, after) in changed.items():
            self._note(
                table,
                row_id,
                "=",
                field=names[name],
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
        plain = dict(zip(columns(model).values(), row.values(), strict=True))
        self.remove_row(table_of(model), row_id, plain)
        return row

    # the two halves of undo, which know tables rather than classes

    def remove_row(self, table: sa.Table, row_id: int, plain: Mapping[str, Any]) -> None:
        """Take the row out; its JSON stands in the history."""
        customer = self._customer_of(table, row_id, plain)
        self._work.whole.add(table.name)
        if table.name == "customers":
            self._set_state(row_id, UNDONE)
            self._note(table, row_id, "-", customer=row_id)
            return
        if table.name in search.TEXTS:
            search.forget_texts(self.connection, table.name, [row_id])
        self.connection.execute(sa.delete(table).where(table.c.id == row_id))
        snapshot = json.dumps({name: encode(value) for name, value in plain.items()}, ensure_ascii=False)
        self._note(table, row_id, "-", before=snapshot, customer=customer)
        self.dirty_texts.get(table.name, set()).discard(row_id)

    def restore_row(self, table: sa.Table, row_id: int, snapshot: str | None) -> None:
        """Put a removed row back as it was, under its own id."""
        self._work.whole.add(table.name)
        if table.name == "customers":
            self._set_state(row_id, 0)
            self._note(table, row_id, "+", customer=row_id)
            return
        stored = json.loads(snapshot or "{}")
        plain = {name: decode(table.c[name], value) for name, value in stored.items() if name in table.c}
        if table.name in search.TEXTS:
            plain["key"] = ""  # not in the index any more
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
        step_id = shape.insert(self.connection, table_of(Step), said)
        rows = [(step_id, *row) for row in state.rows]
        if state.bulk:
            # an import of many customers has a row for each
            bulk.insert_many(self.connection, StepRow, _STEP_COLUMNS, rows)
        else:
            mark = "?" if self.connection.dialect.name == "sqlite" else "%s"
            driver.write_many(self.connection, _STEP_ROWS.replace("?", mark), rows)
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
        if table.name in search.TEXTS:
            self.dirty_texts.setdefault(table.name, set()).add(row_id)
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
        if field:
            self._work.filled.setdefault(table.name, set()).add(field)
        self._work.rows.append((table.name, row_id, customer, op, field, before, after))


class _State:
    """What a unit of work gathers until it is finished."""

    def __init__(self, *, verb: str, kind: str, target_id: int | None) -> None:
        self.verb, self.kind, self.target_id = verb, kind, target_id
        self.title = ""
        self.values: dict[str, object] = {}
        self.rows: list[tuple[str, int, int | None, str, str, str | None, str | None]] = []
        self.customers: set[int] = set()
        self.texts: dict[str, set[int]] = {}
        #: what was filled in, by table, and the tables of which whole rows went or came back
        self.filled: dict[str, set[str]] = {}
        self.whole: set[str] = set()
        self.bulk = False


#: columns that say to whom a row belongs
_OWNERS: Final = ("customer_id", "other_id", "first_id", "second_id")
_NOTHING: Final = (None, "")
_STEP_COLUMNS: Final = ("step_id", "kind", "row_id", "customer_id", "op", "field", "before", "after")
_STEP_ROWS: Final = f"INSERT INTO step_rows ({', '.join(_STEP_COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - own names
