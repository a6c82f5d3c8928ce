"""Runs migrations inside the connection of an open database."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context

from app.models import contact, customer, declare, feedback, greeting, history, mail, search, team
from app.models.base import Base
from app.models.database import Database

RECORDS = (contact, customer, feedback, greeting, history, mail, team)


def ours(_thing: object, name: str | None, kind: str, *_rest: object) -> bool:
    """Leave the tables of the search index alone: the engine makes them (models/search.py)."""
    if kind == "table":
        return "_fts" not in (name or "")
    return not (kind == "index" and name in search.POSTGRES_NAMES)


def run() -> None:
    """Migrate in one transaction."""
    database: Database = context.config.attributes["database"]
    with database.engine.connect().execution_options(rapport_write=True) as connection, connection.begin():
        if connection.dialect.name == "sqlite":
            # batch migrations rebuild tables; references are checked at the end instead
            connection.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
        declare.complete(Base.metadata, connection.dialect.name)
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            include_object=ours,
            compare_type=True,
        )
        context.run_migrations()


run()
