"""A database that is open here stays whole although the process reads its files and others come and go."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest
import sqlalchemy as sa

from app.models.database import create

_VISIT = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); print(c.execute(sys.argv[2]).fetchone()[0]); c.close()"


def visit(path, query):
    """Let another process open the database, ask and close it."""
    done = subprocess.run(
        [sys.executable, "-c", _VISIT, str(path), query], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def save(database, name):
    with database.write() as connection:
        connection.execute(
            sa.text("INSERT INTO tags (name, key, version) VALUES (:name, :name, 1)"), {"name": name}
        )


def peek(folder):
    """Read the beginning of every file of a folder, as a file dialog does."""
    for file in folder.iterdir():
        with file.open("rb") as stream:
            stream.read(100)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems look into files from another process")
def test_nothing_saved_is_lost_when_the_files_are_read_and_another_program_visits(tmp_path):
    path = tmp_path / "one.rapport"
    database = create(path)
    try:
        save(database, "first")
        peek(tmp_path)
        assert visit(path, "SELECT count(*) FROM tags") == "1"
        save(database, "second")
        assert visit(path, "SELECT count(*) FROM tags") == "2"
    finally:
        database.close()
    assert visit(path, "SELECT count(*) FROM tags") == "2"


def test_a_closed_database_is_one_file(tmp_path):
    path = tmp_path / "one.rapport"
    database = create(path)
    save(database, "first")
    database.close()
    assert [file.name for file in tmp_path.iterdir()] == ["one.rapport"]
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM tags").fetchone()[0] == 1
    connection.close()
