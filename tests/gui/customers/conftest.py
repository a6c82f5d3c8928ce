"""A real database with customers, and the room over it with a plain widget for the card."""

from __future__ import annotations

import datetime as dt
import gettext
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QWidget

from app.clock import FixedClock
from app.domain.keys import sort_key
from app.language import Translator
from app.models.base import table_of
from app.models.customer import Customer
from app.models.database import create
from app.office import Office
from app.paths import Paths, root
from app.services import card_rows, followups, interactions, people
from app.services.entering import enter
from app.settings import Settings
from app.views.customers.room import CustomersRoom
from app.views.kit.desk import Desk
from app.views.kit.theme import LIGHT, apply
from app.views.kit.ui import Ui

ZONE = ZoneInfo("Europe/Moscow")
MOMENT = dt.datetime(2026, 11, 17, 9, 0, tzinfo=ZONE)

#: title as typed, class, days since the last contact, next step in days, its text, city, tags
PEOPLE = (
    ("Lindqvist Marta", "VIP", 4, 1, "Send price list", "Helsinki", ("EU", "coffee")),
    ("Castellani Paolo", "A", 6, 9, "Tasting in Milan", "Milan", ("EU",)),
    ("Solheim Ingrid", "B", 3, 2, "Offer second grinder", "Oslo", ()),
    ("Wilk Tomasz", "B", 5, 7, "Visit in Kraków", "Kraków", ("EU",)),
    ("Bergqvist Nils", "", 0, 6, "Call", "Malmö", ("EU",)),
    ("Ёлкин Пётр", "A", 41, None, "", "Москва", ("coffee",)),
    ("Жукова Анна", "C", 8, -2, "Answer on terms", "Казань", ()),
    ("de Vries Anneke", "C", None, None, "", "", ()),
)


class PlainCard(QWidget):
    """Stands in for the card panel."""

    closed = Signal()
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[int | None] = []
        self.tab = "comfort"

    def show_tab(self, key: str) -> None:
        self.tab = key

    def show_customer(self, customer_id: int | None) -> None:
        self.shown.append(customer_id)


def enter_people(office: Office) -> dict[str, int]:
    """Enter PEOPLE through the verbs and return their ids by surname."""
    ids = {}
    today = office.clock.today()
    for name, class_, silent, due, step, city, tags in PEOPLE:
        surname, given = name.rsplit(" ", 1)
        values = {"surname": surname, "given": given, "class_": class_}
        customer_id = office.do(enter, values=values, emails=[f"{len(ids)}@x.example"], tags=tags)
        if city:
            office.do(
                card_rows.add_channel, customer_id=customer_id, channel="address", value=city, city=city
            )
        if silent is not None:
            at = office.clock.now() - dt.timedelta(days=silent)
            office.do(interactions.log, customer_id=customer_id, at=at, text="talk")
        if due is not None:
            day = today + dt.timedelta(days=due)
            office.do(followups.create, customer_id=customer_id, due_on=day, text=step)
        ids[surname] = customer_id
    return ids


def fill(office: Office, count: int) -> None:
    """Put ``count`` customers into the database at once, past the verbs: only lines are wanted."""
    made = [
        {
            "uid": str(number),
            "surname": f"Name{number * 7919 % count:06d}",
            "title": f"Name{number * 7919 % count:06d} Anna",
            "sort_key": sort_key(f"Name{number * 7919 % count:06d} Anna"),
            "class": ("VIP", "A", "B", "C", "D", "")[number % 6],
            "city": f"City{number % 40}",
            "last_contact_at": office.clock.now() - dt.timedelta(days=number % 100),
            "created_at": office.clock.now(),
            "updated_at": office.clock.now(),
        }
        for number in range(count)
    ]
    with office.database.write() as connection:
        connection.execute(sa.insert(table_of(Customer)), made)


@pytest.fixture
def office(tmp_path):
    made = Office(create(tmp_path / "test.rapport"), FixedClock(MOMENT, ZONE))
    made.person_id = made.do(people.create, name="Anna Orlova", role="manager")
    yield made
    made.close()


@pytest.fixture
def ids(office):
    return enter_people(office)


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def desk(qapp, office):
    made = Desk(office)
    faults = []
    made.failed.connect(faults.append)
    made.crashed.connect(faults.append)
    yield made
    made.finish()
    assert faults == []


@pytest.fixture
def said():
    return []


@pytest.fixture
def went():
    return []


@pytest.fixture
def ui(qapp, desk, settings, said, went, tmp_path):
    apply(qapp, LIGHT)
    return Ui(
        desk,
        Translator("en", gettext.NullTranslations()),
        LIGHT,
        desk.office.clock,
        settings,
        Paths(tmp_path, tmp_path, tmp_path, tmp_path, root()),
        lambda place, **what: went.append((place, what)),
        lambda text, *actions, **_: said.append((text, actions)),
        QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
    )


@pytest.fixture
def open_room(qtbot, ui):
    """Open the room in a window and wait until it is at rest."""

    def make(width: int = 584, height: int = 700) -> CustomersRoom:
        room = CustomersRoom(ui, card=PlainCard())
        qtbot.addWidget(room)
        room.resize(width, height)
        room.show()
        rest(qtbot, ui)
        return room

    return make


def rest(qtbot, ui) -> None:
    """Wait until nothing is asked any more and nothing waits to be asked."""
    quiet = {"since": 0}

    def calm() -> bool:
        quiet["since"] = quiet["since"] + 1 if ui.desk.idle() else 0
        return quiet["since"] > 12

    qtbot.waitUntil(calm, timeout=10000)


def titles(room) -> list[str]:
    """Return the names in the list from the top, headings in brackets."""
    table = room.list.table
    return [
        f"[{table.data(table.index(line, 0))}]"
        if table.lines.section(line)
        else table.data(table.index(line, 0))
        for line in range(table.rowCount())
    ]
