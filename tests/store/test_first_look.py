"""The first look at a file answers as the real queries do, writes nothing, and leaves everything odd to opening."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.errors import RapportError
from app.models.database import create
from app.models.faults import Damaged
from app.models.mark import HEAD
from app.models.opening import open_database
from app.office import Office
from app.queries import customers as queries
from app.queries import history, lines
from app.queries.first import Order, first_look
from app.services import customers, people
from app.settings import COLUMNS, GROUP_BY_LETTER, LAST_VIEW, PLACE, Settings

CLOCK = FixedClock(dt.datetime(2026, 11, 17, 9, 0, tzinfo=dt.UTC))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    office = Office(create(tmp_path / "my.rapport"), CLOCK)
    office.do(people.create, name="Zoe", role="manager")
    office.person_id = office.do(people.create, name="Anna", role="owner")
    for number, name in enumerate(("Brown", "Adams", "Mulder", "Орлов", "Ёлкина", "Zimmer", "1st Street")):
        values = {
            "surname": name,
            "class_": ("A", "", "VIP", "C")[number % 4],
            "territory": ("", "north")[number % 2],
            "keep_in_touch_days": (None, 7, 90)[number % 3],
            "responsible_id": (None, 1, 2)[number % 3],
        }
        office.do(customers.create, values=values)
    office.close()
    return tmp_path / "my.rapport"


@pytest.mark.parametrize("order", sorted(lines.ORDERS))
@pytest.mark.parametrize("descending", [False, True])
def test_the_list_is_the_one_that_is_asked_for_later(path: Path, order: str, descending: bool) -> None:
    letters = order == "title"
    first = first_look(path, Order(order, descending, letters))
    office = Office(open_database(path), CLOCK)
    asked = office.ask(queries.listing, order=order, descending=descending, letters=letters)
    assert first is not None
    assert first.listing == asked
    assert asked.total == 7
    assert list(first.rows) == office.ask(lines.rows, ids=list(asked.ids))
    assert first.people == ((2, "Anna", "owner"), (1, "Zoe", "manager"))
    assert first.step == office.ask(history.last_step)
    office.close()


def test_it_writes_nothing(path: Path) -> None:
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert first_look(path, Order()) is not None
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def _spoil_stamp(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA application_id = 1")


def _other_revision(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def _damage(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 5000)


@pytest.mark.parametrize(
    "spoil", [_spoil_stamp, _other_revision, _newer, _damage, Path.unlink, lambda path: path.write_bytes(b"")]
)
def test_what_opening_has_to_judge_is_left_to_it(path: Path, spoil: object) -> None:
    assert callable(spoil)
    spoil(path)
    assert HEAD != "0001"
    assert first_look(path, Order()) is None


def test_a_view_or_room_of_its_own_has_no_first_list() -> None:
    settings = Settings(None)
    settings.set(PLACE, "customers")
    assert Order.left(settings) == Order()
    settings.set(GROUP_BY_LETTER, True)
    assert Order.left(settings) == Order(letters=True)
    settings.set(COLUMNS, {"customers": {"order": "city", "descending": True}})
    assert Order.left(settings) == Order("city", True, letters=False)
    settings.set(LAST_VIEW, {"customers": "vip"})
    assert Order.left(settings) is None
    settings.set(LAST_VIEW, {"customers": "all"})
    settings.set(PLACE, "today")
    assert Order.left(settings) is None


def test_the_file_is_opened_by_the_first_question(path: Path) -> None:
    first = first_look(path, Order())
    assert first is not None
    opened = []
    office = Office.before_opening(path, lambda: opened.append(path) or open_database(path), CLOCK, first)
    assert office.database.title == path.name
    assert opened == []
    assert len(office.ask(queries.listing).ids) == 7
    office.open()
    office.do(customers.create, values={"surname": "Late"})
    assert opened == [path]
    office.close()


def test_what_opening_says_it_says_to_everyone(path: Path) -> None:
    first = first_look(path, None)
    assert first is not None
    assert first.listing is None

    def fails() -> object:
        raise Damaged(path=str(path), reason="torn")

    office = Office.before_opening(path, fails, CLOCK, first)  # type: ignore[arg-type]  # never returns
    for _ in range(2):
        with pytest.raises(RapportError):
            office.ask(queries.listing)
    with pytest.raises(Damaged):
        office.open()
    office.close()
