"""The list in the user's words: sorted, filtered, grouped, chosen, changed together, taken back."""

from __future__ import annotations

from PySide6.QtTest import QAbstractItemModelTester

from app.queries.customers import ListFilter
from app.settings import GROUP_BY_LETTER

from .conftest import rest, titles


def cell(room, name: str, column: str) -> str:
    table = room.list.table
    keys = [each.key for each in table.columns]
    return table.data(table.index(titles(room).index(name), keys.index(column)))


def test_lists_by_name_with_lateness_in_words(qtbot, ui, ids, open_room):
    room = open_room()
    assert titles(room) == [
        "Bergqvist Nils",
        "Castellani Paolo",
        "de Vries Anneke",
        "Lindqvist Marta",
        "Solheim Ingrid",
        "Wilk Tomasz",
        "Ёлкин Пётр",
        "Жукова Анна",
    ]
    assert cell(room, "Lindqvist Marta", "next") == "Send price list tomorrow"
    assert cell(room, "Ёлкин Пётр", "last_contact") == "41 days"
    assert cell(room, "Ёлкин Пётр", "next") == "No next step"
    assert cell(room, "Жукова Анна", "next") == "Answer on terms 2 d late"
    assert cell(room, "de Vries Anneke", "last_contact") == "never"
    assert cell(room, "Bergqvist Nils", "last_contact") == "today"
    assert room.list.said.text() == "8 customers"
    assert room.list.without.label == "2 without next step"


def test_the_table_keeps_the_rules_of_qt(qtbot, ui, ids, open_room):
    room = open_room()
    tester = QAbstractItemModelTester(room.list.table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    room.sort("last_contact")
    rest(qtbot, ui)
    ui.settings.set(GROUP_BY_LETTER, True)
    room.sort("title")
    rest(qtbot, ui)
    room.list.filterbar.change(ListFilter(classes=("A",)))
    rest(qtbot, ui)
    assert tester.model() is room.list.table
    tester.deleteLater()
