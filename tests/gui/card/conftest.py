"""A card panel on a real database file, with a desk that works beside the window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest

from app.clock import FixedClock
from app.language import translator
from app.models.base import table_of
from app.models.customer import Customer, Fact
from app.models.database import create
from app.office import Office
from app.paths import Paths, root
from app.services import card_rows, customers, interactions, people
from app.settings import Settings
from app.views.customers.card.panel import CardPanel
from app.views.customers.card.row import FactRow
from app.views.kit.desk import Desk
from app.views.kit.theme import THEMES, apply
from app.views.kit.ui import Ui

ZONE = ZoneInfo("Europe/Moscow")
MOMENT = dt.datetime(2026, 11, 17, 9, 0, tzinfo=ZONE)


@dataclass
class Desktop:
    """One window's worth: office, desk, what was said and asked for."""

    office: Office
    desk: Desk
    clock: FixedClock
    paths: Paths
    qtbot: Any
    said: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    gone: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    faults: list[Any] = field(default_factory=list)
    panels: list[CardPanel] = field(default_factory=list)

    def ui(self, code: str = "en", theme: str = "light") -> Ui:
        def say(text: str, *actions: Any, tone: str = "") -> None:
            del tone
            self.said.append((text, actions))

        def go(place: str, **what: Any) -> None:
            self.gone.append((place, what))

        return Ui(
            self.desk,
            translator(code, root() / "resources" / "translations"),
            THEMES[theme],
            self.clock,
            Settings(None),
            self.paths,
            go,
            say,
            QLocale("ru_RU" if code == "ru" else "en_GB"),
        )

    def panel(self, customer_id: int | None, *, code: str = "en", theme: str = "light") -> CardPanel:
        made = CardPanel(self.ui(code, theme))
        self.qtbot.addWidget(made)
        self.panels.append(made)
        made.resize(672, 860)
        made.show()
        made.activateWindow()
        self.until(made.isActiveWindow)
        made.show_customer(customer_id)
        if customer_id is not None:
            self.until(lambda: made.keeper.view is not None)
            self.settle()
        return made

    def until(self, condition: Any) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=5000)

    def settle(self) -> None:
        """Wait until nothing is under way and nothing waits to be asked."""
        self.until(
            lambda: self.desk.idle() and not any(panel._again._timer.isActive() for panel in self.panels)
        )

    def customer(self, customer_id: int) -> SimpleNamespace:
        row = self.office.ask(
            lambda reading: reading.one(sa.select(table_of(Customer)).where(Customer.id == customer_id))
        )
        return SimpleNamespace(
            **{("class_" if key == "class" else key): row._mapping[key] for key in row._fields}
        )

    def fact(self, customer_id: int, key: str) -> Any:
        return self.office.ask(
            lambda reading: reading.one(
                sa.select(table_of(Fact)).where(Fact.customer_id == customer_id, Fact.key == key)
            )
        )

    def rows(self, model: Any) -> list[Any]:
        return self.office.ask(lambda reading: reading.rows(sa.select(table_of(model)).order_by(model.id)))


@pytest.fixture
def top(qtbot, qapp, tmp_path: Path) -> Iterator[Desktop]:
    """The desk of Anna Orlova on Tuesday, 17 November 2026."""
    apply(qapp, THEMES["light"])
    clock = FixedClock(MOMENT, ZONE)
    office = Office(create(tmp_path / "card.rapport"), clock)
    office.person_id = office.do(people.create, name="Anna Orlova", role="manager")
    desk = Desk(office)
    paths = Paths(tmp_path / "data", tmp_path / "config", tmp_path / "cache", tmp_path / "log", root())
    made = Desktop(office, desk, clock, paths, qtbot)
    desk.failed.connect(made.faults.append)
    crashes: list[Any] = []
    desk.crashed.connect(crashes.append)
    yield made
    assert desk.finish()
    office.close()
    assert crashes == []


@pytest.fixture
def marta(top: Desktop) -> int:
    """A customer of whom something is known."""
    do = top.office.do
    made = do(
        customers.create,
        values={
            "surname": "Lindqvist",
            "given": "Marta",
            "gender": "female",
            "country": "FI",
            "time_zone": "Europe/Helsinki",
            "position": "buyer",
        },
        tags=["hotel"],
    )
    do(card_rows.add_channel, customer_id=made, channel="phone", value="+358 40 555 0142", preferred=True)
    do(customers.set_fact, customer_id=made, key="wine", value="Saperavi", origin="overheard")
    for day, text in ((3, "Price talk"), (1, "Sent the list")):
        do(
            interactions.log,
            customer_id=made,
            text=text,
            minutes=15,
            at=MOMENT - dt.timedelta(days=day),
        )
    return int(made)


def type_in(row: FactRow, text: str, *, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Replace what stands in the first field of an open row and press ``key``."""
    assert row.editor is not None
    field_ = row.editor.stops()[0]
    field_.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(field_, text)
    QTest.keyClick(field_, key)


def open_row(panel: CardPanel, tab: str, line: str) -> FactRow:
    """Open a line of a tab for editing with F2."""
    panel.show_tab(tab)
    row = panel.page.table.row(line)
    assert row is not None, [each.line.id for each in panel.page.table.rows]
    QTest.keyClick(row, Qt.Key.Key_F2)
    assert row.editor is not None
    return row
