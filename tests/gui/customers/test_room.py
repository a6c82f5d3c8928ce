"""The list in the user's words: sorted, filtered, grouped, chosen, changed together, taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from app.domain.keys import letter
from app.queries import lines
from app.queries.lines import ListFilter
from app.services import customers
from app.services.entering import enter
from app.settings import GROUP_BY_LETTER, SPLIT
from app.views.customers.picker import Picker
from app.views.customers.room import CustomersRoom
from app.views.customers.wording import Wording
from app.views.kit.labels import Line
from app.views.kit.theme import ROW

from .conftest import PlainCard, fill, rest, titles

ALL = [
    "Nils Bergqvist",
    "Paolo Castellani",
    "Anneke de Vries",
    "Marta Lindqvist",
    "Ingrid Solheim",
    "Tomasz Wilk",
    "Ёлкин Пётр",
    "Жукова Анна",
]


def cell(room, name: str, column: str) -> str:
    table = room.list.table
    keys = [each.key for each in table.columns]
    return table.data(table.index(titles(room).index(name), keys.index(column)))


def choose(room, *names: str) -> None:
    """Choose rows as with Ctrl and the mouse."""
    view = room.list.view
    view.clearSelection()
    for name in names:
        index = room.list.table.index(titles(room).index(name), 0)
        flag = QItemSelectionModel.SelectionFlag
        view.selectionModel().setCurrentIndex(index, flag.Select | flag.Rows)


def chosen(room) -> list[str]:
    rows = {row.id: row.title for row in room.ui.desk.office.ask(lines.rows, ids=room.chosen_ids())}
    return [rows[i] for i in room.chosen_ids()]


def value(ui, customer_id: int, column: str) -> object:
    return getattr(ui.desk.office.ask(lines.rows, ids=[customer_id])[0], column)


def test_lists_by_name_with_lateness_in_words(ui, ids, open_room) -> None:
    room = open_room()
    assert titles(room) == ALL
    assert cell(room, "Marta Lindqvist", "next") == "Send price list tomorrow"
    assert cell(room, "Ёлкин Пётр", "last_contact") == "41 days"
    assert cell(room, "Ёлкин Пётр", "next") == "No next step"
    assert cell(room, "Жукова Анна", "next") == "Answer on terms 2 d late"
    assert cell(room, "Anneke de Vries", "last_contact") == "never"
    assert cell(room, "Nils Bergqvist", "last_contact") == "today"
    assert room.list.said.text() == "8 customers"
    assert room.list.without.label == "2 without next step"


def test_a_column_is_read_when_it_is_shown(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    assert cell(room, "Ёлкин Пётр", "last_contact")
    for column, said in (("city", "Москва"), ("tags", "coffee")):
        room._relayout(room.layout_.toggled(column))
        rest(qtbot, ui)
        assert cell(room, "Ёлкин Пётр", column) == said
    assert cell(room, "Ёлкин Пётр", "city") == "Москва"


def test_the_table_keeps_the_rules_of_qt(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    tester = QAbstractItemModelTester(
        room.list.table, QAbstractItemModelTester.FailureReportingMode.Fatal, room
    )
    room.sort("last_contact")
    rest(qtbot, ui)
    ui.settings.set(GROUP_BY_LETTER, True)
    room.sort("title")
    rest(qtbot, ui)
    room.list.filterbar.change(ListFilter(classes=("A",)))
    rest(qtbot, ui)
    room.list.filterbar.clear()
    rest(qtbot, ui)
    ui.desk.do(None, customers.trash, ids=[ids["Wilk"]])
    rest(qtbot, ui)
    assert tester.model() is room.list.table


# --- order and groups


def test_sorts_by_a_click_on_the_heading_and_turns_at_the_second(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    header = room.list.view.header
    spot = header.viewport().rect().center()
    spot.setX(header.sectionViewportPosition(1) + 20)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    rest(qtbot, ui)
    assert titles(room)[0] == "Marta Lindqvist"
    assert titles(room)[-1] == "Nils Bergqvist"  # without a class
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    rest(qtbot, ui)
    assert (room.layout_.order, room.layout_.descending) == ("class_", True)
    assert titles(room)[-1] == "Marta Lindqvist"


def test_sorts_by_keyboard(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    header = room.list.view.header
    header.setFocus()
    for _ in range(2):
        qtbot.keyClick(header, Qt.Key.Key_Right)
    assert header.accessibleName() == "Customers: Last contact"
    qtbot.keyClick(header, Qt.Key.Key_Return)
    rest(qtbot, ui)
    assert room.layout_.order == "last_contact"
    assert titles(room)[0] == "Ёлкин Пётр"  # heard of longest ago
    assert titles(room)[-1] == "Anneke de Vries"  # never heard of


def test_sorting_keeps_what_is_chosen_and_where_it_stands(qtbot, ui, office, open_room) -> None:
    fill(office, 400)
    room = open_room()
    view, lines = room.list.view, room.list.table.lines
    picked = [lines.ids[100], lines.ids[101], lines.ids[230]]
    view.choose(picked[0], center=True)
    for row_id in picked[1:]:
        flag = QItemSelectionModel.SelectionFlag
        index = room.list.table.index(lines.line_of(row_id), 0)
        view.selectionModel().select(index, flag.Select | flag.Rows)
    rest(qtbot, ui)
    before = lines.line_of(picked[0]) * ROW - view.verticalScrollBar().value()
    room.sort("city")
    rest(qtbot, ui)
    after = room.list.table.lines
    assert list(after.ids) != list(lines.ids)
    assert set(room.chosen_ids()) == set(picked)
    assert view.current_id() == picked[0]
    assert after.line_of(picked[0]) * ROW - view.verticalScrollBar().value() == before


def test_everything_chosen_stays_chosen(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    room.list.view.setFocus()
    qtbot.keyClick(room.list.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(room.chosen_ids()) == 8
    room.sort("class_")
    rest(qtbot, ui)
    assert len(room.chosen_ids()) == 8


def test_news_keep_the_place(qtbot, ui, office, open_room) -> None:
    fill(office, 400)
    room = open_room()
    view, lines = room.list.view, room.list.table.lines
    view.verticalScrollBar().setValue(150 * ROW + 7)
    rest(qtbot, ui)
    top = lines.id_at(150)
    ui.desk.do(None, customers.trash, ids=[lines.ids[3], lines.ids[5]])
    rest(qtbot, ui)
    assert room.list.table.lines.id_at(148) == top
    assert view.verticalScrollBar().value() == 148 * ROW + 7


def test_groups_by_letter(qtbot, ui, ids, open_room) -> None:
    ui.settings.set(GROUP_BY_LETTER, True)
    room = open_room()
    # ё is found under е, as in a phone book
    assert titles(room) == [
        "[B]",
        "Nils Bergqvist",
        "[C]",
        "Paolo Castellani",
        "[D]",
        "Anneke de Vries",
        "[L]",
        "Marta Lindqvist",
        "[S]",
        "Ingrid Solheim",
        "[W]",
        "Tomasz Wilk",
        f"[{letter('Ёлкин')}]",
        "Ёлкин Пётр",
        "[Ж]",
        "Жукова Анна",
    ]
    assert room.list.table.lines.section(0) == ("B", 1)


def test_arrows_and_ctrl_a_pass_over_headings(qtbot, ui, ids, open_room) -> None:
    ui.settings.set(GROUP_BY_LETTER, True)
    room = open_room()
    view = room.list.view
    view.setFocus()
    view.choose(ids["Bergqvist"])
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.current_id() == ids["Castellani"]
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.current_id() == ids["Bergqvist"]
    view.selectAll()
    assert sorted(room.chosen_ids()) == sorted(ids.values())
    assert view.selected_count() == 8


# --- filter


def test_typing_in_the_list_filters_it(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    room.list.view.setFocus()
    qtbot.keyClicks(room.list.view, "l")
    qtbot.keyClicks(room.list.filterbar.text, "indq")
    qtbot.waitUntil(lambda: room.list.filterbar.filter.text == "lindq")
    rest(qtbot, ui)
    assert titles(room) == ["Marta Lindqvist"]
    assert room.list.said.text() == "1 of 8 customers"


def test_letters_in_a_hurry_ask_once(qtbot, ui, ids, open_room, monkeypatch) -> None:
    room = open_room()
    asked = []
    ask = ui.desk.ask
    monkeypatch.setattr(
        ui.desk, "ask", lambda then, query, **what: (asked.append(query.__name__), ask(then, query, **what))
    )
    qtbot.keyClicks(room.list.filterbar.text, "wilk")
    qtbot.waitUntil(lambda: room.list.filterbar.filter.text == "wilk")
    rest(qtbot, ui)
    assert titles(room) == ["Tomasz Wilk"]
    assert asked.count("listing") == 1


@pytest.mark.parametrize("grouped", [False, True])
def test_home_and_end_lead_to_the_first_and_the_last(qtbot, ui, ids, open_room, grouped) -> None:
    ui.settings.set(GROUP_BY_LETTER, grouped)
    room = open_room()
    view = room.list.view
    view.setFocus()
    view.choose(ids["Lindqvist"])
    people = [
        row for line in range(view.table.rowCount()) if (row := view.table.lines.id_at(line)) is not None
    ]
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert room.chosen_ids() == [view.current_id()] == [people[-1]]
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert room.chosen_ids() == [view.current_id()] == [people[0]]


def test_down_in_the_filter_leads_to_the_list(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    room.focus_search()
    assert room.list.filterbar.text.hasFocus()
    qtbot.keyClick(room.list.filterbar.text, Qt.Key.Key_Down)
    assert room.list.view.hasFocus()
    assert room.list.view.current_id() == ids["Bergqvist"]


def test_nobody_found_offers_to_clear(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    room.list.filterbar.change(ListFilter(text="nobody of this name"))
    rest(qtbot, ui)
    assert room.list.stack.currentWidget().accessibleName() == "Nobody passes this filter"
    room.list.stack.currentWidget().button.click()
    rest(qtbot, ui)
    assert titles(room) == ALL


def test_no_customers_offers_the_first_step(qtbot, ui, went, open_room) -> None:
    room = open_room()
    empty = room.list.stack.currentWidget()
    assert empty.accessibleName() == "Your customers will stand here"
    empty.button.click()
    assert went == [("imports", {})]


def test_the_footer_leads_to_those_without_next_step(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    room.list.without.click()
    rest(qtbot, ui)
    assert titles(room) == ["Anneke de Vries", "Ёлкин Пётр"]


# --- many at once


def test_changes_many_in_one_step_and_takes_that_step_back(qtbot, ui, ids, said, open_room) -> None:
    room = open_room()
    choose(room, "Paolo Castellani", "Tomasz Wilk", "Nils Bergqvist")
    assert room.list.bulk_bar.isVisible()
    assert room.list.bulk_bar.said.text() == "3 chosen"
    room.bulk.set_class("VIP")
    rest(qtbot, ui)
    assert cell(room, "Tomasz Wilk", "class_") == "VIP"
    assert said[-1][0] == "Changed 3 customers"
    # something else is done before the notice is answered
    ui.desk.do(None, customers.edit, customer_id=ids["Solheim"], values={"position": "buyer"})
    rest(qtbot, ui)
    said[-1][1][0][1]()
    rest(qtbot, ui)
    assert [value(ui, ids[name], "class_") for name in ("Castellani", "Wilk", "Bergqvist")] == ["A", "B", ""]
    assert value(ui, ids["Solheim"], "position") == "buyer"
    assert set(chosen(room)) == {"Paolo Castellani", "Tomasz Wilk", "Nils Bergqvist"}


def test_tags_territory_source_interval_and_person_of_many(qtbot, ui, ids, said, open_room) -> None:
    room = open_room()
    choose(room, "Marta Lindqvist", "Ingrid Solheim")
    room.bulk.edit(
        {"territory": "North", "source": "fair", "keep_in_touch_days": 14}, add=["nordic"], remove=["EU"]
    )
    room.bulk.edit({"responsible_id": None})
    rest(qtbot, ui)
    for name in ("Lindqvist", "Solheim"):
        assert value(ui, ids[name], "territory") == "North"
        assert value(ui, ids[name], "source") == "fair"
        assert value(ui, ids[name], "keep_in_touch_days") == 14
        assert value(ui, ids[name], "responsible") == ""
        assert "nordic" in value(ui, ids[name], "tags")
        assert "EU" not in value(ui, ids[name], "tags")


def test_delete_puts_into_the_trash_and_undo_brings_back(qtbot, ui, ids, said, open_room) -> None:
    room = open_room()
    choose(room, "Tomasz Wilk", "Anneke de Vries")
    qtbot.keyClick(room.list.view, Qt.Key.Key_Delete)
    rest(qtbot, ui)
    assert titles(room) == [name for name in ALL if name not in {"Tomasz Wilk", "Anneke de Vries"}]
    assert said[-1][0] == "Put 2 customers into the trash"
    said[-1][1][0][1]()
    rest(qtbot, ui)
    assert titles(room) == ALL


def test_the_keyboard_stays_where_a_row_was_deleted(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    view = room.list.view
    view.setFocus()
    view.choose(ids["Lindqvist"])
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    rest(qtbot, ui)
    assert room.chosen_ids() == []
    assert view.current_id() == ids["Solheim"]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert room.chosen_ids() == [ids["Wilk"]]


def test_merge_and_export_lead_there_with_the_chosen(qtbot, ui, ids, went, open_room) -> None:
    room = open_room()
    choose(room, "Tomasz Wilk", "Жукова Анна")
    assert room.bulk.ends(2)[0].text == "Merge these two…"
    assert all("Merge" not in entry.text for entry in room.bulk.ends(3))
    room.bulk.merge()
    room.bulk.export()
    pair = (ids["Wilk"], ids["Жукова"])
    assert went == [("merge", {"ids": pair}), ("export", {"ids": pair})]


def test_copies_a_table_with_headings(qtbot, ui, ids, said, open_room) -> None:
    room = open_room()
    ui.desk.do(
        None, customers.edit, customer_id=ids["Wilk"], values={"surname": "=HYPERLINK(1)", "given": ""}
    )
    rest(qtbot, ui)
    room.list.view.selectAll()
    qtbot.keyClick(room.list.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, ui)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Customer", "Class", "Last contact", "Next step"]
    assert "Marta Lindqvist\tVIP\t4 days\tSend price list tomorrow" in lines
    assert any(line.startswith("'=HYPERLINK(1)") for line in lines)
    assert len(lines) == 9
    html = QGuiApplication.clipboard().mimeData().html()
    assert "Marta Lindqvist</td>" in html
    assert said[-1][0] == "Copied 8 rows"
    # the offscreen platform keeps it beyond the interpreter, and crashes on it
    QGuiApplication.clipboard().clear()


# --- the card


def test_enter_opens_the_card_and_arrows_lead_on(qtbot, ui, ids, open_room) -> None:
    ui.settings.set(SPLIT, {"customers.card": False})
    room = open_room(1200)
    view = room.list.view
    view.setFocus()
    view.choose(ids["Castellani"])
    assert not room.card.isVisible()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert room.card.isVisible()
    assert room.card.shown == [ids["Castellani"]]
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: room.card.shown[-1] == ids["Lindqvist"])
    # de Vries was passed in a hurry and was not read
    assert room.card.shown == [ids["Castellani"], ids["Lindqvist"]]


def test_a_click_opens_the_card_and_esc_closes_it(qtbot, ui, ids, open_room) -> None:
    room = open_room(1200)
    view = room.list.view
    spot = view.visualRect(room.list.table.index(5, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert room.card.shown == [ids["Wilk"]]
    assert room.back()
    assert not room.card.isVisible()
    assert not room.back()
    # it stays closed after a restart
    assert not open_room(1200).card.isVisible()


def test_the_card_can_lead_the_list(qtbot, ui, ids, open_room) -> None:
    room = open_room(1200)
    room.open(customer_id=ids["Wilk"])
    room.card.opened.emit(ids["Solheim"])
    rest(qtbot, ui)
    assert room.list.view.current_id() == ids["Solheim"]
    assert room.card.shown == [ids["Wilk"], ids["Solheim"]]


def test_esc_leaves_filter_then_choice(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    room.focus_search()
    qtbot.keyClicks(room.list.filterbar.text, "EU")
    qtbot.waitUntil(lambda: room.list.filterbar.filter.text == "EU")
    assert room.back()
    assert room.list.filterbar.filter.empty()
    rest(qtbot, ui)
    assert room.back()
    assert room.list.view.hasFocus()
    rest(qtbot, ui)
    room.list.view.selectAll()
    assert room.back()
    assert room.list.view.selected_count() == 1


def test_shows_again_what_it_showed_after_a_change_of_language(qtbot, ui, ids, open_room) -> None:
    room = open_room(1200)
    room.open(view="vip")
    room.open(customer_id=ids["Lindqvist"])
    room.list.filterbar.change(replace(room.list.filterbar.filter, text="marta"))
    rest(qtbot, ui)
    place = room.place()
    other = open_room(1200)
    other.open(**place)
    rest(qtbot, ui)
    assert titles(other) == ["Marta Lindqvist"]
    assert other.list.views.current.key == "vip"
    assert other.card.shown == [ids["Lindqvist"]]
    assert other.list.view.current_id() == ids["Lindqvist"]


def test_row_and_scroll_outlive_a_change_of_theme(qtbot, ui, office, open_room) -> None:
    """Also where the chosen row is out of sight, and the card with its tab."""
    fill(office, 500)
    room = open_room(1200)
    view = room.list.view
    chosen = room.list.table.lines.ids[40]
    view.choose(chosen)
    room.open_card(chosen)
    rest(qtbot, ui)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    room.card.show_tab("money")
    other = open_room(1200)
    other.open(**room.place())
    rest(qtbot, ui)
    assert other.list.view.current_id() == chosen
    assert other.list.view.selected_ids() == [chosen]
    assert other.list.view.verticalScrollBar().value() == view.verticalScrollBar().value() > 0
    assert (other.card.shown, other.card.tab) == ([chosen], "money")
    other.open(customer_id=other.list.table.lines.ids[3])
    rest(qtbot, ui)
    assert other.list.view.current_id() == other.list.table.lines.ids[3]


def test_a_figure_leads_to_its_customers(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    room.open(ids=[ids["Wilk"], ids["Жукова"]])
    rest(qtbot, ui)
    assert titles(room) == ["Tomasz Wilk", "Жукова Анна"]
    assert "2 chosen customers" in [chip.label for chip in room.list.filterbar._chips.values()]


# --- scale and news


def test_a_hundred_thousand_rows_are_not_read(qtbot, ui, office, open_room, monkeypatch) -> None:
    fill(office, 100_000)
    asked = []
    ask = ui.desk.ask

    def counted(then, query, **what):
        if query is lines.rows:
            asked.append(len(what["ids"]))
        return ask(then, query, **what)

    monkeypatch.setattr(ui.desk, "ask", counted)
    room = open_room()
    assert room.list.table.rowCount() == 100_000
    bar = room.list.view.verticalScrollBar()
    for part in (0.3, 0.6, 0.2, 1.0):
        bar.setValue(int(bar.maximum() * part))
        rest(qtbot, ui)
    assert titles_at(room, 99_999) == "Name099999 Anna"
    assert sum(asked) < 1500
    assert len(asked) < 12


def titles_at(room, line: int) -> str:
    return room.list.table.data(room.list.table.index(line, 0))


def test_only_what_changed_is_read_again(qtbot, ui, ids, open_room, monkeypatch) -> None:
    room = open_room()
    asked = []
    ask = ui.desk.ask

    def counted(then, query, **what):
        if query is lines.rows:
            asked.append(list(what["ids"]))
        return ask(then, query, **what)

    monkeypatch.setattr(ui.desk, "ask", counted)
    ui.desk.do(None, customers.set_class, customer_id=ids["Wilk"], class_="A")
    rest(qtbot, ui)
    assert asked == [[ids["Wilk"]]]
    assert cell(room, "Tomasz Wilk", "class_") == "A"


def test_what_changed_while_it_was_read_is_read_again(qtbot, ui, ids, open_room, monkeypatch) -> None:
    room = open_room()
    ask, spoilt = ui.desk.ask, []

    def slow(then, query, **what):
        if query is not lines.rows or spoilt:
            return ask(then, query, **what)

        def late(rows):
            # the answer was read before this change, and comes after its news
            spoilt.append(rows)
            room.list.table.expire([ids["Wilk"]])
            then(rows)

        return ask(late, query, **what)

    monkeypatch.setattr(ui.desk, "ask", slow)
    asked = []
    monkeypatch.setattr(room.list.loader._cache, "put", lambda ids_, rows: asked.append(list(ids_)))
    room.list.table.expire([ids["Wilk"]])
    room.list.view.viewport().repaint()
    qtbot.waitUntil(lambda: len(asked) > 1)
    assert asked[:2] == [[ids["Wilk"]], [ids["Wilk"]]]


def test_a_day_near_in_another_month_has_its_month(ui) -> None:
    wording = Wording.of(ui)
    days = [dt.timedelta(days=days) for days in (1, 2, 13, 14, 60)]
    assert [wording.ahead(wording.today + each) for each in days] == [
        "tomorrow",
        "Thu 19",
        "Mon 30",
        "1 Dec",
        "16 Jan 2027",
    ]
    wording.today = dt.date(2026, 11, 23)
    wording._ahead.clear()
    assert wording.ahead(dt.date(2026, 12, 3)) == "Thu 3 Dec"


def test_without_customers_the_first_steps_have_the_room(qtbot, ui, office, open_room) -> None:
    """No blank pane beside them and no lines about nothing; the card is back with the first customer."""
    room = open_room(1200)
    shown = [line for line in room.findChildren(Line) if line.isVisible()]
    assert shown == []
    assert not room.card.isVisible()
    assert not room.list.views.isVisible()
    assert room.list.width() == room.width()
    office.do(enter, values={"surname": "Brown"})
    room.refresh()
    rest(qtbot, ui)
    assert room.card.isVisible()
    assert room.list.views.isVisible()


def test_who_arrives_before_the_lines_stands_on_the_first_of_them(qtbot, ui, ids) -> None:
    room = CustomersRoom(ui, card=PlainCard())
    qtbot.addWidget(room)
    room.resize(1200, 700)
    room.show()
    room.activateWindow()
    room.arrive()
    assert not len(room.list.table.lines.ids)
    qtbot.waitUntil(
        lambda: (
            room.list.view.current_id() == room.list.table.lines.ids[0]
            if len(room.list.table.lines.ids)
            else False
        )
    )
    rest(qtbot, ui)
    assert (room.card.shown, room.list.view.selected_count(), room.card.isHidden()) == (
        [room.list.view.current_id()],
        1,
        False,
    )


@pytest.mark.parametrize("height", [500, 2000])
def test_a_choice_for_many_opens_in_sight(qtbot, ui, ids, open_room, height) -> None:
    """By F2 it opens at the list, which may be as high as the screen."""
    room = open_room()
    room.resize(room.width(), height)
    choose(room, "Marta Lindqvist", "Ingrid Solheim")
    room.bulk.pick_class(room.list.view)
    picker = room.findChild(Picker)
    screen = room.screen().availableGeometry()
    assert screen.top() <= picker.geometry().top()
    assert picker.geometry().bottom() <= screen.bottom()
    picker.close()
