"""The import room on real files: columns, preview, import, undo, and what goes wrong."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.queries import customers, lines
from app.queries.lines import ListFilter
from app.services.entering import enter
from app.views.exchange import importing, outcome
from app.views.frame.drops import Drops
from app.views.kit.fields import Combo

TABLE = "ФИО;Телефон;Почта;Любимый сорт\nИванова Мария;8 912 345-67-89;maria@example.org;Арабика\n;;;\nПетров Пётр;;petr@example.org;\n;;;только это\n"


@pytest.fixture
def room(ui, qtbot):
    made = importing.room(ui)
    qtbot.addWidget(made)
    made.resize(1096, 730)
    made.show()
    return made


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "клиенты.csv"
    path.write_bytes(TABLE.encode("cp1251"))
    return path


def settled(qtbot, room):
    qtbot.waitUntil(lambda: room.ui.desk.idle() and room.batch.task is None, timeout=20_000)


def previewed(qtbot, room, *paths):
    room.add_files(list(paths))
    settled(qtbot, room)
    if room.batch.step == "columns":
        room.go_on()
        settled(qtbot, room)


def titles(office):
    found = office.ask(customers.listing, filter_=ListFilter())
    return sorted(row.title for row in office.ask(lines.rows, ids=list(found.ids)))


def test_says_what_belongs_here_before_there_is_a_file(room):
    assert room.pages.currentIndex() == importing.EMPTY
    assert not room.next_button.isVisible()


def test_shows_columns_samples_and_how_the_first_contacts_read(qtbot, room, table):
    room.add_files([table])
    settled(qtbot, room)
    model = room.columns.table
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    seen = [[model.index(row, place).data() for place in range(3)] for row in range(model.rowCount())]
    assert [row[0] for row in seen] == ["ФИО", "Телефон", "Почта", "Любимый сорт"]
    assert "8 912 345-67-89" in seen[1][1]
    assert [row[2] for row in seen[1:]] == ["Phone", "E-mail", "Keep as a field of its own"]
    assert "Phone: 8 912 345-67-89" in room.columns.first.texts
    assert "kept: Любимый сорт: Арабика" in room.columns.first.texts
    assert "CP1251" in room.columns.encoding.currentText()


def test_a_column_sent_elsewhere_by_keyboard_changes_the_live_preview(qtbot, room, table):
    room.add_files([table])
    settled(qtbot, room)
    view = room.columns.view
    view.setCurrentIndex(room.columns.table.index(3, 2))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    editor = view.focusWidget() if view.indexWidget(view.currentIndex()) is None else None
    editor = editor or view.findChild(type(room.columns.encoding))
    assert editor is not None
    editor.choose("note")
    editor.chosen.emit("note")
    settled(qtbot, room)
    assert "Note: Арабика" in room.columns.first.texts
    assert room.batch.files[0].changed


def test_a_wrong_encoding_chosen_by_hand_is_seen_at_once_and_taken_back(qtbot, room, table):
    room.add_files([table])
    settled(qtbot, room)
    room.columns.encoding.choose("cp1252")
    room.columns.encoding.chosen.emit("cp1252")
    settled(qtbot, room)
    assert room.columns.table.index(0, 0).data() != "ФИО"
    room.columns.encoding.chosen.emit("")
    settled(qtbot, room)
    assert room.columns.table.index(0, 0).data() == "ФИО"


def test_a_sheet_is_chosen_by_hand(qtbot, room, shared):
    room.add_files([shared / "interop" / "readxl" / "deaths.xls"])
    settled(qtbot, room)
    sheet = room.columns.sheet
    assert [sheet.itemText(i) for i in range(sheet.count())] == ["arts", "other"]
    first = room.batch.files[0].looked.sample
    sheet.chosen.emit("other")
    settled(qtbot, room)
    assert room.batch.files[0].looked.sample != first


def test_every_row_is_accounted_for_and_says_why(qtbot, room, table, office):
    office.do(enter, values={"surname": "Иванова", "given": "Мария"}, emails=["maria@example.org"])
    previewed(qtbot, room, table)
    plan = room.batch.plan
    assert (plan.read, plan.created, plan.merged, plan.skipped) == (3, 1, 1, 1)
    rows = {row.title: row for row in room.preview.rows}
    assert len(room.preview.rows) == plan.read
    assert "same e-mail as the customer Иванова Мария" in rows["Иванова Мария"].why
    assert rows["(without a name)"].why.startswith("holds neither")
    assert rows["Петров Пётр"].verdict == "created"
    assert "3 read = 1 created + 1 joined + 1 skipped" in room.preview.totals.text()
    room.preview.show_tab("skip")
    assert [row.line for row in room.preview.rows] == [5]
    assert titles(office) == ["Иванова Мария"]


def test_enter_on_a_joined_row_opens_the_customer(qtbot, room, table, office, heard):
    customer_id = office.do(
        enter, values={"surname": "Иванова", "given": "Мария"}, emails=["maria@example.org"]
    )
    previewed(qtbot, room, table)
    room.preview.show_tab("join")
    qtbot.keyClick(room.preview.view, Qt.Key.Key_Return)
    assert heard.went == [("customers", {"customer_id": customer_id})]


def test_imports_beside_the_window_shows_and_takes_back(qtbot, room, table, office, heard):
    previewed(qtbot, room, table)
    room.go_on()
    settled(qtbot, room)
    assert titles(office) == ["Иванова Мария", "Петров Пётр"]
    text, actions, tone = heard.said[-1]
    assert (text, tone) == ("2 created, 1 skipped", "good")
    actions["Show"]()
    settled(qtbot, room)
    place, what = heard.went[-1]
    assert place == "customers"
    assert len(what["filter"].ids) == 2
    actions["Undo"]()
    settled(qtbot, room)
    assert titles(office) == []
    assert not room.undo_button.isVisible()


def test_a_corrected_mapping_is_found_again(qtbot, room, table, ui, tmp_path):
    room.add_files([table])
    settled(qtbot, room)
    room.columns.table.sent.emit(3, "wine")
    settled(qtbot, room)
    room.go_on()
    settled(qtbot, room)
    room.go_on()
    settled(qtbot, room)
    again = tmp_path / "again.csv"
    again.write_text("ФИО;Телефон;Почта;Любимый сорт\nСидоров Сидор;;;Робуста\n", "utf-8")
    other = importing.room(ui)
    qtbot.addWidget(other)
    other.show()
    other.add_files([again])
    settled(qtbot, other)
    assert other.batch.files[0].looked.remembered
    assert other.columns.table.target(3) == "wine"


def test_a_kept_column_becomes_a_field_of_the_team_with_its_purpose(qtbot, room, table, office):
    room.add_files([table])
    settled(qtbot, room)
    room.columns.table.labelled.emit(3, "gifts")
    settled(qtbot, room)
    room.go_on()
    settled(qtbot, room)
    assert room.batch.plan.options.own == {"Любимый сорт": "gifts"}


def test_vcards_skip_the_columns(qtbot, room, shared):
    room.add_files([shared / "interop" / "issue-quotes" / "khard-183-sony-xperia-cyrillic.vcf"])
    settled(qtbot, room)
    assert room.pages.currentIndex() == importing.PREVIEW
    assert room.batch.plan.created == 1


def test_a_file_that_is_no_list_says_so_and_the_others_go_on(qtbot, room, table, tmp_path, office):
    pdf = tmp_path / "offer.pdf"
    pdf.write_bytes(b"%PDF-1.7 something")
    room.add_files([pdf, table, tmp_path / "gone.csv"])
    settled(qtbot, room)
    assert room.pages.currentIndex() == importing.BROKEN
    assert room.next_button.isEnabled()
    room.go_on()
    settled(qtbot, room)
    assert room.batch.plan.created == 2
    assert "“offer.pdf” is a PDF document" in room.preview.faults.text()
    assert "“gone.csv” cannot be opened" in room.preview.faults.text()


def test_real_files_of_many_programs_in_one_import(qtbot, room, shared, office):
    names = (
        "transcribed/google-shared-contacts/outlook.csv",
        "groweasy-csv/demo/csvs/25-hubspot-export.csv",
        "issue-quotes/owncloud-785-google-cyrillic.csv",
        "xlsx-derived/customers-100.libreoffice.xlsx",
        "issue-quotes/khard-183-sony-xperia-cyrillic.vcf",
    )
    previewed(qtbot, room, *(shared / "interop" / name for name in names))
    plan = room.batch.plan
    assert plan.read == plan.created + plan.merged + plan.skipped == len(room.preview.rows)
    assert len(plan.files) == len(names)
    room.preview.show_tab("files")
    assert [each.file for each in room.preview.rows] == [name.rpartition("/")[2] for name in names]
    assert room.preview.table.index(0, 1).data() == str(plan.files[0].read)
    room.go_on()
    settled(qtbot, room)
    assert len(titles(office)) == plan.created


def test_cancelling_the_import_keeps_nothing(qtbot, room, table, office, heard):
    previewed(qtbot, room, table)
    room.go_on()
    room.cancel()
    settled(qtbot, room)
    assert "cancelled" in heard.said[-1][0] or room.batch.imported is not None
    assert titles(office) in ([], ["Иванова Мария", "Петров Пётр"])
    assert bool(titles(office)) == (room.batch.imported is not None)


def test_a_row_in_doubt_says_so_where_it_stands(qtbot, room, table):
    previewed(qtbot, room, table)
    room.preview.show_tab("all")
    plan = room.batch.plan
    doubted = {item.line for each in plan.files for item in each.problems if not item.rejected}
    taken = {decision.line for decision in plan.decisions}
    said = {row.line for row in room.preview.rows if "in doubt" in row.why}
    assert said == doubted & taken
    assert said


def test_saves_what_is_in_doubt(qtbot, room, table, tmp_path, heard):
    previewed(qtbot, room, table)
    outcome.write_problems(room.ui, room.batch.plan, tmp_path / "out.csv")
    settled(qtbot, room)
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == ["File", "Row", "What is in doubt"]
    assert ["клиенты.csv", "5"] in [row[:2] for row in rows]
    assert heard.said[-1][0] == "Saved out.csv"


def test_esc_goes_back_to_the_columns_and_the_place_survives_a_new_room(qtbot, room, table, ui):
    previewed(qtbot, room, table)
    assert room.back()
    assert room.batch.step == "columns"
    assert not room.back()
    room.go_on()
    settled(qtbot, room)
    other = importing.room(ui)
    qtbot.addWidget(other)
    other.show()
    other.open(**room.place())
    assert other.preview.rows
    assert other.next_button.label == "Import 2 contacts"


def test_a_room_built_anew_while_importing_shows_what_came(qtbot, room, table, ui, office, heard):
    previewed(qtbot, room, table)
    room.go_on()
    other = importing.room(ui)
    qtbot.addWidget(other)
    other.open(**room.place())
    room.hide()
    other.show()
    assert not other.next_button.isEnabled()
    settled(qtbot, other)
    assert other.undo_button.isVisible()
    assert heard.said[-1][0] == "2 created, 1 skipped"
    other.undo_button.click()
    qtbot.waitUntil(lambda: other.batch.undone)
    assert titles(office) == []


def test_the_list_of_decisions_keeps_the_rules_of_tables(qtbot, room, table):
    QAbstractItemModelTester(room.preview.table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    previewed(qtbot, room, table)
    for key in ("create", "skip", "problems", "all"):
        room.preview.show_tab(key)
    assert room.preview.table.rowCount() == 3


def test_files_dropped_on_the_window_are_told(qtbot, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    drops = Drops(window)
    path = tmp_path / "a.csv"
    path.write_text("a")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)), QUrl("https://example.org/b.csv")])
    event = QDropEvent(
        QPointF(1, 1),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(drops.dropped) as heard:
        assert drops.eventFilter(window, event)
    assert heard.args == [[path]]


def test_many_files_at_once_are_shown_once_not_for_each(qtbot, room, table, tmp_path, monkeypatch):
    cards = [tmp_path / f"{number}.vcf" for number in range(30)]
    for number, card in enumerate(cards):
        card.write_text(f"BEGIN:VCARD\nVERSION:3.0\nFN:Card {number}\nN:Card;{number};;;\nEND:VCARD\n")
    shown = []
    inner = room.files.set_tabs
    monkeypatch.setattr(room.files, "set_tabs", lambda tabs: (shown.append(len(tabs)), inner(tabs)))
    room.add_files([table, *cards])
    settled(qtbot, room)
    assert room.next_button.isEnabled()
    assert "kept: Любимый сорт: Арабика" in room.columns.first.texts
    assert len(shown) <= 4


def test_an_import_that_was_taken_back_elsewhere_says_so_and_comes_back(qtbot, room, table, office):
    previewed(qtbot, room, table)
    room.go_on()
    settled(qtbot, room)
    assert room.undo_button.isVisible()
    office.undo()
    qtbot.waitUntil(lambda: room.batch.undone)
    assert not room.undo_button.isVisible()
    assert not room.next_button.isEnabled()
    assert [button.tab.text for button in room.steps.findChildren(QAbstractButton) if button.isVisible()] == [
        "2 created, 1 skipped (taken back)"
    ]
    office.redo()
    qtbot.waitUntil(lambda: not room.batch.undone)
    assert room.undo_button.isVisible()
    assert room.next_button.isEnabled()
    assert [button.tab.text for button in room.steps.findChildren(QAbstractButton) if button.isVisible()] == [
        "2 created, 1 skipped"
    ]


def test_the_same_file_again_has_nothing_to_import(qtbot, room, table):
    previewed(qtbot, room, table)
    room.go_on()
    settled(qtbot, room)
    room.add_files([table])
    settled(qtbot, room)
    room.go_on()
    settled(qtbot, room)
    assert room.next_button.label == "Nothing to import"
    assert not room.next_button.isEnabled()
    assert [row.verdict for row in room.preview.rows] == ["nothing new", "nothing new", "skipped"]
    assert room.preview.totals.text() == "3 read = 2 with nothing new + 1 skipped: every row is accounted for"
    room.preview.show_tab("same")
    assert len(room.preview.rows) == 2


def test_a_row_of_another_file_is_told_with_its_file(qtbot, room, table, tmp_path):
    other = tmp_path / "ещё.csv"
    other.write_text("ФИО;Почта;Город\nИванова Мария;maria@example.org;Омск\n", encoding="utf-8")
    previewed(qtbot, room, table, other)
    why = [row.why for row in room.preview.rows if row.file == "ещё.csv"]
    assert why == ["same e-mail as Иванова Мария, row 2 of клиенты.csv"]


def test_what_is_typed_over_a_column_opens_the_list_at_such_a_line(qtbot, room, table):
    room.add_files([table])
    settled(qtbot, room)
    view = room.columns.view
    view.setCurrentIndex(room.columns.table.index(3, 0))
    qtbot.keyClicks(view, "m")
    combo = view.findChild(Combo)
    qtbot.waitUntil(lambda: combo.view().isVisible())
    qtbot.keyClicks(combo.view(), "essenger")
    assert combo.view().currentIndex().data() == "Messenger"
    qtbot.keyClick(combo.view(), Qt.Key.Key_Return)
    settled(qtbot, room)
    assert room.columns.table.target(3) == "messenger"
