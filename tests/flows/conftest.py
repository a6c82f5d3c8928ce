"""Salespeople and the files that they bring along."""

from __future__ import annotations

import datetime as dt
import importlib.util
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.clock import FixedClock
from app.models.database import create
from app.office import Office
from app.services import people
from app.services.entering import enter

ZONE = ZoneInfo("Europe/Moscow")
MOMENT = dt.datetime(2026, 11, 17, 9, 0, tzinfo=ZONE)


def _vocabulary():
    """Load the vocabulary beside this file: tests are no package."""
    name = "flows_salesperson"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("salesperson.py"))
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture
def clock():
    return FixedClock(MOMENT, ZONE)


@pytest.fixture
def arrives(qtbot, qapp, tmp_path, clock, monkeypatch):
    """Let somebody come who has never started the program: ``arrives(language="ru")``."""
    monkeypatch.setattr("app.views.window.NEWS_MS", 80)
    # popups and lists of others would fade in and out
    came = []

    def arrive(*, language="en"):
        made = _vocabulary().Salesperson(qtbot, qapp, tmp_path, clock, language)
        came.append(made)
        return made

    yield arrive
    for each in came:
        each.closes_the_window()


@pytest.fixture
def salesperson(arrives, office):
    """Anna, whose database has her in its team and nobody else."""
    made = arrives()
    assert made.database == office.database.path
    return made


@pytest.fixture
def office(tmp_path, clock):
    """The database of the salesperson, as another program or a colleague reaches it."""
    made = Office(create(tmp_path / "data" / "my.rapport"), clock)
    made.person_id = made.do(people.create, name="Anna Orlova", role="owner")
    yield made
    made.close()


@pytest.fixture
def customer(office):
    """Enter a customer: ``customer("Brown", "Anna", phone="…", employer="Acme")`` gives the id."""

    def make(surname, given="", *, phone="", email="", by=None, **values):
        return (by or office).do(
            enter,
            values={"surname": surname, "given": given, **values},
            phones=[phone] if phone else [],
            emails=[email] if email else [],
        )

    return make
