"""Column types declared once, the naming of constraints, and the base of all records."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, cast

import sqlalchemy as sa

from app.models import declare as orm


class UtcTime(sa.TypeDecorator[dt.datetime]):
    """A moment: aware and in UTC in Python, naive UTC in the database (both engines alike)."""

    impl = sa.DateTime(timezone=False)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        return value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=dt.UTC)


Key = Annotated[int, orm.mapped_column(sa.Integer, primary_key=True, autoincrement=True)]
Str = Annotated[str, orm.mapped_column(sa.Text, nullable=False, server_default="")]
OptStr = Annotated[str | None, orm.mapped_column(sa.Text)]
OptInt = Annotated[int | None, orm.mapped_column(sa.Integer)]
OptBig = Annotated[int | None, orm.mapped_column(sa.BigInteger)]
Day = Annotated[dt.date, orm.mapped_column(sa.Date)]
OptDay = Annotated[dt.date | None, orm.mapped_column(sa.Date)]
Moment = Annotated[dt.datetime, orm.mapped_column(UtcTime)]
OptMoment = Annotated[dt.datetime | None, orm.mapped_column(UtcTime)]
Flag = Annotated[
    bool, orm.mapped_column(sa.Boolean(create_constraint=False), nullable=False, server_default=sa.false())
]
Version = Annotated[int, orm.mapped_column(sa.Integer, nullable=False, server_default="1")]

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(orm.DeclarativeBase):
    """The base of all mapped classes."""

    metadata = sa.MetaData(naming_convention=NAMING)


def owner(
    table: str, *, required: bool = True, index: bool = True, cascade: str = "CASCADE"
) -> orm.MappedColumn[Any]:
    """Return a foreign key column to ``table``; the row goes with its owner."""
    return orm.mapped_column(
        sa.Integer,
        sa.ForeignKey(f"{table}.id", ondelete=cascade if required else "SET NULL"),
        nullable=not required,
        index=index,
    )


def table_of(model: type[Base]) -> sa.Table:
    """Return the table of a mapped class, as the table that it is."""
    return cast("sa.Table", model.__table__)


class Known:
    """What is known of a datum itself (row C11): its purpose, origin, confirmation, privacy."""

    purposes: orm.Mapped[Str]
    origin: orm.Mapped[Str]
    confirmed_on: orm.Mapped[OptDay]
    private: orm.Mapped[Flag]
    version: orm.Mapped[Version]
