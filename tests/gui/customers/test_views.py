"""Saved views and columns: kept for the next start, changed, deleted, brought back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.language import translator
from app.paths import root
from app.queries.lines import ListFilter
from app.settings import COLUMNS, SPLIT, Settings
from app.views.customers.columns import DEFAULT, KINDS, Layout
from app.views.customers.views_bar import built_in
from app.views.kit.dialog import Dialog
from app.views.kit.fields import LineField

from .conftest import rest, titles


def answer(room, name: str) -> None:
    """Type a name into the dialog that is open and say yes."""
    dialog = next(d for d in room.findChildren(Dialog) if d.isVisible())
    dialog.findChild(LineField).setText(name)
    dialog.accept()


def tabs(room) -> list[str]:
    return [view.name for view in room.list.views.views]


def save(qtbot, ui, room, filter_: ListFilter, name: str) -> None:
    room.list.filterbar.change(filter_)
    room.list.views.save_as()
    answer(room, name)
    rest(qtbot, ui)


def test_built_in_views_count_their_customers(qtbot, ui, ids, open_room) -> None:
    room = open_room()

    def counted() -> None:
        counts = [(b.tab.text, b.tab.count) for b in room.list.views.tabs._buttons]
        assert counts == [
            ("All", "8"),
            ("My customers", "8"),
            ("VIP", "1"),
            ("Gone quiet", "1"),
            ("Without next step", "2"),
        ]

    qtbot.waitUntil(counted)  # after the customers themselves


def test_a_tab_shows_its_customers(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    button = next(b for b in room.list.views.tabs._buttons if b.tab.key == "quiet")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    rest(qtbot, ui)
    assert titles(room) == ["Ёлкин Пётр"]


def test_a_view_is_saved_and_found_after_a_restart(qtbot, ui, ids, tmp_path, open_room) -> None:
    room = open_room()
    room.sort("class_")
    save(qtbot, ui, room, ListFilter(tags=("EU",)), "Europe")
    assert room.list.views.current.name == "Europe"
    ui.settings = Settings(tmp_path / "settings.json")
    again = open_room()
    assert again.list.views.current.name == "Europe"
    assert titles(again) == ["Marta Lindqvist", "Paolo Castellani", "Tomasz Wilk", "Nils Bergqvist"]
    assert again.layout_.order == "class_"


def test_a_view_is_updated_and_renamed(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    save(qtbot, ui, room, ListFilter(tags=("EU",)), "Europe")
    assert not room.list.views.changed()
    room.list.filterbar.change(ListFilter(tags=("coffee",)))
    assert room.list.views.changed()
    room.list.views.update_view()
    rest(qtbot, ui)
    assert not room.list.views.changed()
    room.list.views.rename()
    answer(room, "Coffee")
    rest(qtbot, ui)
    assert tabs(room)[-1] == "Coffee"
    assert room.list.views.current.filter == ListFilter(tags=("coffee",))


def test_a_view_is_deleted_and_brought_back(qtbot, ui, ids, said, open_room) -> None:
    room = open_room()
    save(qtbot, ui, room, ListFilter(tags=("EU",)), "Europe")
    room.list.views.delete()
    rest(qtbot, ui)
    assert "Europe" not in tabs(room)
    assert len(titles(room)) == 8
    said[-1][1][0][1]()
    rest(qtbot, ui)
    assert "Europe" in tabs(room)


def test_a_view_of_another_version_is_shown_as_far_as_it_is_known() -> None:
    layout = Layout.from_json({"columns": ["title", "of a later version", "phone"], "order": "unheard of"})
    assert (layout.columns, layout.order) == (("title", "phone"), "title")
    assert Layout.from_json({"columns": "nonsense", "widths": [1]}).columns == DEFAULT


def test_columns_are_chosen_and_stay_after_a_restart(qtbot, ui, ids, tmp_path, open_room) -> None:
    room = open_room()
    room._relayout(room.layout_.toggled("email"))
    view = room.list.view
    view.header.resizeSection(4, 210)
    view.header.moveSection(4, 1)
    rest(qtbot, ui)
    again = Settings(tmp_path / "settings.json")
    assert again.get(COLUMNS)["customers"]["columns"] == ["title", "email", "class_", "last_contact", "next"]
    ui.settings = again
    room = open_room()
    assert [column.key for column in room.list.table.columns] == [
        "title",
        "email",
        "class_",
        "last_contact",
        "next",
    ]
    assert dict(room.list.view.arrangement())["email"] == 210


def test_the_first_column_takes_what_is_left(qtbot, ui, ids, open_room) -> None:
    room = open_room(1300)
    view = room.list.view
    assert sum(width for _, width in view.arrangement()) == view.viewport().width()
    before = dict(view.arrangement())
    view.header.resizeSection(3, 220)
    after = dict(view.arrangement())
    assert after["title"] == before["title"] - (220 - before["next"])
    # the edge of the first column moves its neighbour instead of leaving a gap
    view.header.resizeSection(0, after["title"] + 6)
    assert sum(width for _, width in view.arrangement()) == view.viewport().width()


def test_what_is_left_goes_to_the_long_texts(qtbot, ui, ids, open_room) -> None:
    """With the card closed not only to the name; and the narrow columns keep no air while names are cut."""
    room = open_room(500)
    room.close_card()
    view = room.list.view
    narrow = dict(view.arrangement())
    assert sum(narrow.values()) == view.viewport().width()
    room.resize(1100, 700)
    wide = dict(view.arrangement())
    assert sum(wide.values()) == view.viewport().width()
    assert (wide["class_"], wide["last_contact"]) == (narrow["class_"], narrow["last_contact"])
    assert wide["next"] > narrow["next"] + 200
    assert narrow["title"] < wide["title"] <= KINDS["title"].most
    view.header.resizeSection(3, 260)
    room.resize(1000, 700)
    assert dict(view.arrangement())["next"] == 260, "as it was dragged"
    assert room.layout_.widths == {"next": 260}


def test_every_column_is_in_sight_where_there_is_little_width(qtbot, ui, ids, open_room) -> None:
    """The last heading is not cut by the edge of the list; with more width all have theirs again."""
    room = open_room(560)
    room.close_card()
    room._relayout(replace(room.layout_, columns=("title", "phone", "city", "country", "last_contact")))
    view = room.list.view
    assert view.viewport().width() < sum(KINDS[key].width for key, _ in view.arrangement())
    assert sum(width for _, width in view.arrangement()) == view.viewport().width()
    assert all(width >= KINDS[key].least for key, width in view.arrangement())
    room.resize(1200, 700)
    assert dict(view.arrangement())["phone"] == KINDS["phone"].width


def test_headings_are_moved_and_resized_by_keyboard(qtbot, ui, ids, open_room) -> None:
    room = open_room(900)
    header = room.list.view.header
    header.setFocus()
    width = dict(room.list.view.arrangement())["class_"]
    qtbot.keyClick(header, Qt.Key.Key_Right)
    qtbot.keyClick(header, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert dict(room.list.view.arrangement())["class_"] == width + 16
    qtbot.keyClick(header, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert [key for key, _ in room.list.view.arrangement()][:3] == ["title", "last_contact", "class_"]


def test_the_splitter_is_remembered(qtbot, ui, ids, tmp_path, open_room) -> None:
    room = open_room(1400)
    room.open(customer_id=ids["Wilk"])
    assert room.splitter.sizes()[0] == 584
    room.splitter.setSizes([500, 800])
    room.splitter.splitterMoved.emit(500, 1)
    qtbot.waitUntil(lambda: "customers" in ui.settings.get(SPLIT))
    ui.settings = Settings(tmp_path / "settings.json")
    again = open_room(1400)
    again.open(customer_id=ids["Wilk"])
    assert again.splitter.sizes()[0] == room.splitter.sizes()[0]


def test_sorting_by_a_column_that_is_not_shown(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    room._relayout(replace(room.layout_, order="created", descending=True))
    rest(qtbot, ui)
    assert len(titles(room)) == 8


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_views_of_the_sample_show_something_of_their_own(language) -> None:
    """Not what a built-in view of nearly the same name shows already."""
    speaks = translator(language, root() / "resources/translations")
    there = built_in(speaks, 1)
    text = (root() / f"resources/sample/{language}.json").read_text(encoding="utf-8")
    own = [(view["name"], ListFilter.from_json(view["filter"])) for view in json.loads(text)["views"]]
    assert len({filter_ for _, filter_ in own}) == len(own)
    for name, filter_ in own:
        assert not filter_.empty()
        assert filter_ not in [view.filter for view in there]
        assert name.casefold() not in [view.name.casefold() for view in there]
        assert filter_.step == "", "customers without next step have a view"
