"""Bringing an older database up to today's tables, after a backup."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from app.models import backup
from app.models.database import Database
from app.models.mark import HEAD
from app.paths import root


def config(database: Database) -> Config:
    """Return alembic's configuration for ``database``; scripts come from the program's folder."""
    made = Config()
    made.set_main_option("script_location", str(root() / "migrations"))
    made.attributes["database"] = database
    return made


def upgrade(database: Database, *, to: str = HEAD) -> Path | None:
    """Back the database up, run every migration up to ``to`` and return the backup's path."""
    saved = backup.before_upgrade(database)
    command.upgrade(config(database), to)
    return saved
