"""The filter bar: chips, pickers with counts, every condition there and back."""

from __future__ import annotations

import gettext

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.language import Translator
from app.queries.lines import Facets, ListFilter
from app.views.customers.conditions import CONDITIONS
from app.views.customers.picker import Picker

from .conftest import rest, titles

TR = Translator("en", gettext.NullTranslations())
FACETS = Facets(
    classes=(("A", 2),),
    tags=(("EU", 4),),
    people=((7, "Anna", 3),),
    cities=(("Oslo", 1),),
    countries=(("NO", 1),),
    territories=(("North", 1),),
    sources=(("fair", 1),),
)


def condition(key: str):
    return next(each for each in CONDITIONS if each.key == key)


def chips(room) -> list[str]:
    return [chip.label for chip in room.list.filterbar._chips.values()]


@pytest.mark.parametrize("each", CONDITIONS, ids=lambda each: each.key)
def test_every_option_of_every_condition_goes_in_and_out(each) -> None:
    for option in each.options(FACETS, TR):
        filter_ = each.write(ListFilter(text="x"), (option.value,))
        assert each.read(filter_) == (option.value,)
        assert option.text in each.label(filter_, FACETS, TR)
        assert ListFilter.from_json(filter_.as_json()) == filter_
        assert each.cleared(filter_) == ListFilter(text="x")
        assert each.label(each.cleared(filter_), FACETS, TR) == ""


def test_a_chip_names_two_values_and_counts_the_rest() -> None:
    filter_ = ListFilter(classes=("VIP", "A", "B", "C"))
    assert condition("classes").label(filter_, FACETS, TR) == "Class VIP, A and 2 more"


def test_the_picker_shows_counts_and_filters_at_once(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    room.list.filterbar.open_picker(condition("classes"))
    rest(qtbot, ui)
    picker = room.findChild(Picker)
    lines = [(picker.list.item(i).text(), picker.list.item(i).data(257)) for i in range(picker.list.count())]
    assert lines[:5] == [("VIP", "1"), ("A", "2"), ("B", "2"), ("C", "2"), ("D", "0")]
    picker.list.setFocus()
    QTest.keyClick(picker.list, Qt.Key.Key_Space)
    QTest.keyClick(picker.list, Qt.Key.Key_Down)
    QTest.keyClick(picker.list, Qt.Key.Key_Return)
    rest(qtbot, ui)
    assert titles(room) == ["Paolo Castellani", "Marta Lindqvist", "Ёлкин Пётр"]
    assert chips(room) == ["Class VIP, A"]
    picker.close()


def test_typing_narrows_the_picker_and_a_single_choice_closes_it(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    room.list.filterbar.open_picker(condition("contact"))
    rest(qtbot, ui)
    picker = room.findChild(Picker)
    QTest.keyClicks(picker.line, "never")
    assert picker.list.count() == 1
    QTest.keyClick(picker.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room.findChild(Picker) is None)
    rest(qtbot, ui)
    assert titles(room) == ["Anneke de Vries"]
    assert chips(room) == ["never contacted"]


def test_a_new_value_can_be_typed_for_many(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    room.list.view.selectAll()
    room.bulk.pick_text("territory", "Territory", lambda found: found.territories)
    rest(qtbot, ui)
    picker = room.findChild(Picker)
    QTest.keyClicks(picker.line, "Nordics")
    QTest.keyClick(picker.line, Qt.Key.Key_Return)
    rest(qtbot, ui)
    room.list.filterbar.change(ListFilter(territories=("Nordics",)))
    rest(qtbot, ui)
    assert len(titles(room)) == 8


def test_a_chip_is_taken_away_by_key(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    room.list.filterbar.change(ListFilter(cities=("Oslo",), step="week"))
    rest(qtbot, ui)
    assert sorted(chips(room)) == ["Oslo", "next step within a week"]
    assert titles(room) == ["Ingrid Solheim"]
    chip = room.list.filterbar._chips["cities"]
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    rest(qtbot, ui)
    assert chips(room) == ["next step within a week"]
    assert titles(room) == ["Nils Bergqvist", "Marta Lindqvist", "Ingrid Solheim"]


def test_who_is_responsible_is_named_in_the_chip(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    room.open(view="mine")
    rest(qtbot, ui)
    assert chips(room) == ["Anna Orlova"]
    assert len(titles(room)) == 8


def test_missing_data(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    room.list.filterbar.change(ListFilter(missing=("address",)))
    rest(qtbot, ui)
    assert titles(room) == ["Anneke de Vries"]
    assert chips(room) == ["Not known: Postal address"]
