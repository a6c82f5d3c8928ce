"""Backups, restoring in two halves, own fields: on files as users have them."""

from __future__ import annotations

import pytest

from app.models.database import create
from app.models.faults import BadChecksum, ServerBackup
from app.models.opening import open_database
from app.office import Office
from app.paths import Paths
from app.queries import own_fields, people
from app.services import care, customers, settings
from app.services import people as verbs


@pytest.fixture
def paths(tmp_path):
    return Paths(*[tmp_path / name for name in ("data", "config", "cache", "log")], tmp_path)


@pytest.fixture
def mine(paths, clock):
    made = Office(create(paths.database), clock)
    made.person_id = made.do(verbs.create, name="Anna")
    yield made
    made.close()


def test_a_backup_brings_back_what_was(mine, paths, clock):
    mine.do(customers.create, values={"surname": "Before"})
    folder = care.backup_folder(mine.database, paths)
    made = care.back_up(mine.database, folder, clock)
    mine.do(customers.create, values={"surname": "After"})
    fresh = care.prepare_restore(made, paths.database)
    # until the change-over the open database goes on as it was
    mine.do(customers.create, values={"surname": "Meanwhile"})
    mine.close()
    kept = care.finish_restore(fresh, paths.database)
    assert titles(paths.database, clock) == ["Before"]
    assert titles(kept, clock) == ["After", "Before", "Meanwhile"]


def titles(path, clock):
    office = Office(open_database(path), clock)
    try:
        from app.queries.search import customers as find

        return sorted(
            hit.title for word in ("Before", "After", "Meanwhile") for hit in office.ask(find, text=word)
        )
    finally:
        office.close()


def test_backups_are_listed_newest_first_and_once_a_day(mine, paths, clock):
    folder = care.backup_folder(mine.database, paths)
    assert care.list_backups(mine.database, folder) == []
    first = care.daily_backup(mine.database, folder, clock)
    assert care.daily_backup(mine.database, folder, clock) == first
    care.back_up(mine.database, folder, clock)
    found = care.list_backups(mine.database, folder)
    assert len(found) == 2
    assert found[0].at >= found[1].at


def test_databases_of_one_name_do_not_share_backups(mine, paths, tmp_path):
    other = create(tmp_path / "elsewhere" / "my.rapport")
    assert care.backup_folder(mine.database, paths) == paths.backups
    assert care.backup_folder(other, paths) != paths.backups
    other.close()


def test_a_damaged_backup_changes_nothing(mine, paths, clock):
    made = care.back_up(mine.database, paths.backups, clock)
    data = bytearray(made.read_bytes())
    data[-100] ^= 255
    made.write_bytes(data)
    before = paths.database.read_bytes()
    with pytest.raises(BadChecksum):
        care.prepare_restore(made, paths.database)
    assert paths.database.read_bytes() == before
    assert care.check(mine.database) == []


def test_a_server_is_not_backed_up_here(office, tmp_path, clock):
    if not office.database.is_server:
        pytest.skip("a file is")
    with pytest.raises(ServerBackup):
        care.back_up(office.database, tmp_path, clock)
    assert care.daily_backup(office.database, tmp_path, clock) is None
    assert care.check(office.database) == []


def test_the_sample_has_a_file_of_its_own(paths, clock):
    path = care.sample_path(paths, "ru")
    assert paths.is_sample(path)
    assert not paths.is_sample(paths.database)
    heard = []
    fresh = care.make_sample(path, clock, "ru", progress=lambda done, total: heard.append(done / total))
    assert not path.exists()
    care.place_sample(fresh, path)
    office = Office(open_database(path), clock)
    assert office.ask(people.team)
    office.close()
    assert heard[-1] == 1
    assert list(path.parent.glob("*.making*")) == []


def test_own_fields_count_what_they_hold(office):
    made = office.do(settings.add_own_field, label="Coffee", purposes=["gifts", "topics"], question="Which?")
    one = office.do(customers.create, values={"surname": "One"})
    office.do(customers.set_fact, customer_id=one, key=f"own:{made}", value="Saperavi")
    office.do(settings.add_own_field, label="Size", purposes=["offer"], input_="choice", choices=["S", "L"])
    first, second = office.ask(own_fields.own_fields)
    assert (first.label, first.purposes, first.question, first.used) == (
        "Coffee",
        ("gifts", "topics"),
        "Which?",
        1,
    )
    assert (second.input_, second.choices, second.used) == ("choice", ("S", "L"), 0)
