"""Opening, upgrading, backing up and restoring: each fault has its own message and leaves the file alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from app.clock import FixedClock
from app.models import backup, database
from app.models.database import Database, create
from app.models.faults import BadChecksum, Damaged, NewerDatabase, NoDatabase, NotADatabase, StillOpen
from app.models.mark import APPLICATION_ID, HEAD, KNOWN_REVISIONS
from app.models.opening import open_database
from app.models.upgrade import config
from app.office import Office
from app.queries import customers as reads
from app.queries import lines, search
from app.services import customers


def filled(path: Path, clock: FixedClock, *names: str) -> None:
    office = Office(create(path), clock)
    for name in names:
        office.do(customers.create, values={"surname": name})
    office.close()


def names(path: Path, clock: FixedClock) -> list[str]:
    office = Office(open_database(path), clock)
    ids = office.ask(reads.listing).ids
    found = [row.title for row in office.ask(lines.rows, ids=list(ids))]
    office.close()
    return found


def test_a_missing_database_is_created_only_when_asked(tmp_path: Path) -> None:
    with pytest.raises(NoDatabase):
        open_database(tmp_path / "none.rapport")
    open_database(tmp_path / "none.rapport", create_missing=True).close()
    assert database.revision(Database(tmp_path / "none.rapport")) == HEAD


@pytest.mark.parametrize("content", [b"", b"hello", b"\x00" * 4096, b"SQLite format 3\x00" + b"\xff" * 200])
def test_what_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.rapport"
    path.write_bytes(content)
    with pytest.raises((NotADatabase, Damaged)):
        open_database(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE moz_places (id INTEGER)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NotADatabase):
        open_database(path)
    assert path.read_bytes() == before


def test_a_newer_database_is_refused_untouched(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "new.rapport"
    filled(path, clock, "Орлов")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerDatabase):
        open_database(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("start", KNOWN_REVISIONS)
def test_every_past_revision_upgrades_to_the_newest(tmp_path: Path, start: str) -> None:
    old = Database(tmp_path / "old.rapport")
    command.upgrade(config(old), start)
    old.close()
    opened = open_database(tmp_path / "old.rapport")
    assert database.revision(opened) == HEAD
    with opened.read() as connection:
        assert connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID
    opened.close()


def test_an_upgrade_derives_what_the_older_version_did_not_keep(tmp_path: Path, clock: FixedClock) -> None:
    old = Database(tmp_path / "old.rapport")
    command.upgrade(config(old), "0002")
    with old.write() as connection:
        for statement in (
            "INSERT INTO customers(id, title, next_due, created_at, updated_at)"
            " VALUES (1, 'Орлов', '2026-12-01', '2026-01-01 00:00:00', '2026-01-01 00:00:00')",
            "INSERT INTO followups(customer_id, text, due_on, created_at, done_at) VALUES"
            " (1, 'Отправить счёт', '2026-12-02', '2026-01-01 00:00:00', NULL),"
            " (1, 'Позвонить', '2026-12-01', '2026-01-01 00:00:00', NULL),"
            " (1, 'Старый счёт', '2026-01-02', '2026-01-01 00:00:00', '2026-01-03 00:00:00')",
        ):
            connection.exec_driver_sql(statement)
    old.close()
    office = Office(open_database(tmp_path / "old.rapport"), clock)
    (row,) = office.ask(lines.rows, ids=[1])
    assert row.next_text == "Позвонить"
    assert [hit.detail for hit in office.ask(search.search, text="счет")] == ["Отправить счёт"]
    office.close()


def test_an_upgrade_writes_latin_names_in_their_own_order(tmp_path: Path, clock: FixedClock) -> None:
    old = Database(tmp_path / "old.rapport")
    command.upgrade(config(old), "0005")
    with old.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO customers(id, kind, title, surname, given, patronymic, name, created_at, updated_at) VALUES"
            " (1, 'person', 'Quist Olaf', 'Quist', 'Olaf', '', '', '2026-01-01', '2026-01-01'),"
            " (2, 'person', 'Орлова Анна', 'Орлова', 'Анна', '', '', '2026-01-01', '2026-01-01'),"
            " (3, 'organisation', 'Smith Tools', 'Smith', 'John', '', 'Smith Tools', '2026-01-01', '2026-01-01')"
        )
    old.close()
    office = Office(open_database(tmp_path / "old.rapport"), clock)
    assert [row.title for row in office.ask(lines.rows, ids=[1, 2, 3])] == [
        "Olaf Quist",
        "Орлова Анна",
        "Smith Tools",
    ]
    office.close()


def test_migrations_run_on_postgres_and_give_the_same_tables(postgres_url: str) -> None:
    server = Database(postgres_url)
    with server.engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    command.upgrade(config(server), "head")
    command.check(config(server))
    server.close()


def test_a_backup_restores_what_was_and_keeps_what_is(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "my.rapport"
    filled(path, clock, "Орлов")
    office = Office(open_database(path), clock)
    made = backup.make(office.database, tmp_path / "backup.rapport")
    office.do(customers.create, values={"surname": "Петров"})
    office.close()
    kept = backup.restore(made, path)
    assert names(path, clock) == ["Орлов"]
    assert kept is not None
    assert names(kept, clock) == ["Орлов", "Петров"]


def test_a_stale_journal_does_not_roll_a_restored_database_back(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "my.rapport"
    filled(path, clock, "Орлов")
    made = backup.make(Database(path), tmp_path / "backup.rapport")
    for suffix in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x01" * 2000)
    backup.restore(made, path)
    assert names(path, clock) == ["Орлов"]


def test_a_changed_backup_is_told_by_its_checksum(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "my.rapport"
    filled(path, clock, "Орлов")
    made = backup.make(Database(path), tmp_path / "backup.rapport")
    data = bytearray(made.read_bytes())
    data[len(data) // 2] ^= 0xFF
    made.write_bytes(data)
    with pytest.raises(BadChecksum):
        backup.restore(made, path)
    assert names(path, clock) == ["Орлов"]


def test_a_backup_with_a_trigger_is_refused(tmp_path: Path, clock: FixedClock) -> None:
    path, hostile = tmp_path / "my.rapport", tmp_path / "hostile.rapport"
    filled(path, clock, "Орлов")
    filled(hostile, clock, "Петров")
    connection = sqlite3.connect(hostile)
    connection.execute("CREATE TRIGGER t AFTER INSERT ON customers BEGIN DELETE FROM customers; END")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with pytest.raises(Damaged):
        backup.restore(hostile, path)
    assert names(path, clock) == ["Орлов"]


def test_daily_backups_are_made_once_a_day_and_rotated(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "my.rapport"
    filled(path, clock, "Орлов")
    opened = open_database(path)
    folder = tmp_path / "backups"
    for _ in range(5):
        assert backup.daily(opened, folder, clock.today(), keep=3) is not None
        assert backup.daily(opened, folder, clock.today(), keep=3) is None
        clock.advance(days=1)
    opened.close()
    assert len(list(folder.glob("my-*.rapport"))) == 3
    assert all(backup.check_file(each) == [] for each in folder.glob("my-*.rapport"))


def test_a_database_that_somebody_has_open_is_not_replaced(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "my.rapport"
    filled(path, clock, "Орлов")
    made = backup.make(Database(path), tmp_path / "backup.rapport")
    office = Office(open_database(path), clock)
    office.do(customers.create, values={"surname": "Петров"})
    with pytest.raises(StillOpen):
        backup.restore(made, path)
    office.close()
    assert names(path, clock) == ["Орлов", "Петров"]
    backup.restore(made, path)
    assert names(path, clock) == ["Орлов"]
