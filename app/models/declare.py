"""Declares tables as SQLAlchemy's declarative classes do, without its object mapper, which Rapport never runs.

Type checkers see the mapper's own names. At run time a class of records is its table under the names of
its attributes: the mapper's modules and the mapping of each class would cost every start a tenth of a second.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any, Final, get_args, get_origin

import sqlalchemy as sa

__all__ = ["DeclarativeBase", "Mapped", "MappedColumn", "aliased", "complete", "mapped_column", "partial"]

#: where an index says which rows it holds; see :func:`partial`
_WHERE: Final = "where"
#: of a table that is nothing but its key: SQLite keeps it as one tree («__without_rowid__ = True»)
_WITHOUT_ROWID: Final = "without_rowid"

if TYPE_CHECKING:
    from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, aliased, mapped_column
else:

    class MappedColumn:
        """What a column is made of, for a class that may stand for several tables."""

        def __init__(self, kind: Any, *parts: Any, **options: Any) -> None:
            self._kind, self._parts, self._options = kind, parts, options

        def column(self, name: str, *, nullable: bool) -> sa.Column[Any]:
            """Return a fresh column; «class_» is called «class» in the table."""
            if self._parts and isinstance(self._parts[0], sa.types.TypeEngine | type):
                name, kind, parts = self._kind, self._parts[0], self._parts[1:]
            else:
                kind, parts = self._kind, self._parts
            options = {"nullable": nullable, **self._options}
            if options.get("primary_key"):
                options["nullable"] = False
            # a foreign key belongs to one column only
            own = [
                part._copy() if isinstance(part, sa.ForeignKey) else part  # noqa: SLF001 - no other way
                for part in parts
            ]
            return sa.Column(name, kind, *own, **options)

    def mapped_column(kind: Any, *parts: Any, **options: Any) -> MappedColumn:
        """Return what a column is made of: its name if another one, its type, its constraints."""
        return MappedColumn(kind, *parts, **options)

    _PLAIN: Final = {int: sa.Integer, str: sa.Text}

    Mapped = Any

    class _Declaring(type):
        """Makes the table of a class from its annotations."""

        def __init__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> None:
            super().__init__(name, bases, body)
            table_name = body.get("__tablename__")
            if table_name is None:
                return
            columns = {key: _column(cls, key, said) for key, said in _annotations(cls).items()}
            parts = (*columns.values(), *body.get("__table_args__", ()))
            info = {_WITHOUT_ROWID: body.get("__without_rowid__", False)}
            cls.__table__ = sa.Table(table_name, cls.metadata, *parts, info=info)
            for key, column in columns.items():
                # «class_», as «class» cannot be written; where a row needs that name, the query labels it
                setattr(cls, key, column)

        def __clause_element__(cls) -> sa.Table:
            """Return what SQLAlchemy takes where a class of records stands in a statement."""
            return cls.__table__

    class DeclarativeBase(metaclass=_Declaring):
        """The base of a base of records, which has the ``metadata``."""

    class Aliased:
        """A table under another name, with the attributes of its class."""

        def __init__(self, model: type[DeclarativeBase]) -> None:
            self._alias = model.__table__.alias()
            for key in _annotations(model):
                setattr(self, key, self._alias.c[vars(model)[key].name])

        def __clause_element__(self) -> Any:
            return self._alias

    def aliased(model: type[DeclarativeBase]) -> Aliased:
        """Return ``model`` as a second table of the same statement."""
        return Aliased(model)

    def _annotations(cls: type) -> dict[str, tuple[type, str]]:
        """Return what each column is annotated with: a class's own columns first, then those that it shares."""
        found: dict[str, tuple[type, str]] = {}
        for base in cls.__mro__:
            for key, said in vars(base).get("__annotations__", {}).items():
                found.setdefault(key, (base, said))
        return found

    def _column(cls: type, key: str, said: tuple[type, str]) -> sa.Column[Any]:
        where, text = said
        inner = text[text.index("[") + 1 : text.rindex("]")]
        # our own source, in the names of the module in which it stands
        meant = eval(inner, vars(sys.modules[where.__module__]))  # noqa: S307
        made = cls.__dict__.get(key)
        if get_origin(meant) is Annotated:
            meant, *said_more = get_args(meant)
            made = made or said_more[0]
        optional = type(None) in get_args(meant)
        return (made or mapped_column(_PLAIN[meant])).column(key, nullable=optional)


def partial(name: str, *columns: str, where: str) -> sa.Index:
    """Return an index of the rows for which the SQL ``where`` holds."""
    return sa.Index(name, *columns, info={_WHERE: where})


def complete(metadata: sa.MetaData, dialect: str) -> None:
    """Tell partial indexes their condition, and tables without row ids that they have none, as ``dialect`` says it.

    Said where an index is declared, it would load the dialects of every engine at each start.
    """
    for table in metadata.tables.values():
        if dialect == "sqlite" and table.info.get(_WITHOUT_ROWID):
            table.dialect_options[dialect]["with_rowid"] = False
        # of two indexes that cost the same SQLite takes the younger: in a set, another one each time
        table.indexes = sa.util.OrderedSet(sorted(table.indexes, key=lambda one: str(one.name)))
        for index in table.indexes:
            if _WHERE in index.info:
                index.dialect_options[dialect][_WHERE] = sa.text(index.info[_WHERE])
