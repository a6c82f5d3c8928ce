"""Every tab opens in both languages and themes, and what a card holds several of is added in place."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from app.domain.fields import Tab
from app.models.contact import Favour
from app.models.customer import (
    Attachment,
    Channel,
    Consent,
    Link,
    Need,
    OwnField,
    PersonalDate,
    Relative,
    Term,
)
from app.queries import history
from app.services import attachments, card_rows, customers
from app.views.customers.card.finder import CustomerField
from app.views.customers.card.own_field import OwnFieldDialog
from app.views.customers.card.tabs.consents import ConsentButton, ConsentDialog, ConsentGrid
from app.views.customers.card.tabs.route import RouteFinder
from app.views.kit import opening
from tests.gui.card.conftest import open_row, type_in

TODAY = dt.date(2026, 11, 17)


@pytest.mark.parametrize("kind", ["person", "organisation", "citizen"])
@pytest.mark.parametrize(("code", "theme"), [("en", "light"), ("ru", "dark")])
def test_every_tab_opens(top, kind, code, theme):
    values = (
        {"kind": kind, "name": "Northern House"} if kind == "organisation" else {"kind": kind, "given": "Ann"}
    )
    one = top.office.do(customers.create, values=values)
    panel = top.panel(one, code=code, theme=theme)
    for tab in Tab:
        if kind == "organisation" and tab is Tab.TASTES:
            assert tab.value not in panel._keys
            continue
        panel.show_tab(tab.value)
        top.settle()
        assert panel.page.isVisible()
        assert panel.page.table.rows, tab
        assert not panel.grab().isNull()
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert shown == [panel]


def test_lines_of_every_tab_open_and_close_without_saving(top, marta):
    panel = top.panel(marta)
    before = top.office.ask(history.last_step)
    for tab in Tab:
        panel.show_tab(tab.value)
        top.settle()
        for row in panel.page.table.rows:
            if row.line.edit is not None:
                row.open()
                assert row.editor is not None
                assert all(stop.accessibleName() for stop in row.editor.stops()), row.line.id
                row.save() or row.restore()
                assert row.editor is None
    top.settle()
    after = top.office.ask(history.last_step)
    assert after == before


@pytest.mark.parametrize(
    ("typed", "kind", "value", "label"),
    [
        ("+7 912 345-67-89", "phone", "+7 912 345-67-89", ""),
        ("info@nordhaus.example", "email", "info@nordhaus.example", ""),
        ("@marta_l", "messenger", "@marta_l", "telegram"),
        ("https://t.me/marta", "messenger", "https://t.me/marta", "telegram"),
        ("whatsapp +358 40 1234567", "messenger", "+358 40 1234567", "whatsapp"),
        ("nordhaus.example", "site", "nordhaus.example", ""),
        ("Mannerheimintie 1, Helsinki", "address", "Mannerheimintie 1, Helsinki", ""),
    ],
)
def test_a_way_to_reach_is_recognised_as_it_is_typed(top, marta, typed, kind, value, label):
    panel = top.panel(marta)
    type_in(open_row(panel, "contacts", "add:channels"), typed)
    top.until(lambda: len(top.rows(Channel)) == 2)
    row = top.rows(Channel)[-1]
    assert (row.kind, row.value, row.label) == (kind, value, label)
    top.until(lambda: panel.page.table.row(f"channels:{row.id}") is not None)


def test_a_wrong_e_mail_is_refused_and_stays_to_be_corrected(top, marta):
    channel = top.office.do(card_rows.add_channel, customer_id=marta, channel="email", value="a@b.example")
    panel = top.panel(marta)
    row = open_row(panel, "contacts", f"channels:{channel}")
    type_in(row, "nothing")
    top.until(lambda: top.faults)
    assert row.editor is not None
    assert row.editor.stops()[0].property("bad") is True
    assert top.rows(Channel)[-1].value == "a@b.example"


def test_the_parts_of_an_address_are_edited_apart(top, marta):
    channel = top.office.do(
        card_rows.add_channel, customer_id=marta, channel="address", value="", street="Main 1", city="Turku"
    )
    panel = top.panel(marta)
    row = open_row(panel, "contacts", f"channels:{channel}")
    city = row.editor.field("city")
    city.setText("Helsinki")
    QTest.keyClick(city, Qt.Key.Key_Return)
    top.until(lambda: top.rows(Channel)[-1].city == "Helsinki")
    assert top.rows(Channel)[-1].street == "Main 1"


def test_another_phone_is_preferred_and_one_is_removed(top, marta):
    second = top.office.do(card_rows.add_channel, customer_id=marta, channel="phone", value="+358 9 123 456")
    panel = top.panel(marta)
    panel.show_tab("contacts")
    line = panel.page.table.row(f"channels:{second}").line
    next(entry for entry in line.more if entry.icon == "star").then()
    top.until(lambda: [row.preferred for row in top.rows(Channel)] == [False, True])
    top.until(lambda: "9 123" in panel.header.reaches[0].text())
    row = panel.page.table.row(f"channels:{second}")
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Delete)
    top.until(lambda: len(top.rows(Channel)) == 1)
    top.desk.undo()
    top.until(lambda: len(top.rows(Channel)) == 2)


def fill(row, **values):
    for name, value in values.items():
        widget = row.editor.field(name)
        if isinstance(widget, QComboBox):
            widget.setCurrentIndex(widget.findData(value))
        else:
            assert isinstance(widget, QLineEdit)
            widget.setText(value)
    QTest.keyClick(row.editor.stops()[0], Qt.Key.Key_Return)


def test_relatives_with_their_birthdays(top, marta):
    panel = top.panel(marta)
    fill(
        open_row(panel, "family", "add:relatives"), relation="daughter", name="Elsa", birth="2 December 2015"
    )
    top.until(lambda: top.rows(Relative))
    row = top.rows(Relative)[0]
    assert (row.relation, row.name, row.birth_year, row.birth_month) == ("daughter", "Elsa", 2015, 12)
    top.until(lambda: panel.page.table.row(f"relatives:{row.id}") is not None)
    assert "turns 11" in panel.page.table.row(f"relatives:{row.id}").line.tail


def test_a_relation_typed_in_russian_is_kept_by_its_code(top, marta):
    panel = top.panel(marta, code="ru")
    fill(open_row(panel, "family", "add:relatives"), relation="дочь", name="Эльза")
    top.until(lambda: top.rows(Relative))
    assert top.rows(Relative)[0].relation == "daughter"


def test_links_are_found_as_one_types_and_lead_to_the_other_card(top, marta):
    paolo = top.office.do(customers.create, values={"surname": "Castellani", "given": "Paolo"})
    panel = top.panel(marta)
    row = open_row(panel, "family", "add:links")
    field = row.editor.field("other_id")
    assert isinstance(field, CustomerField)
    field.setFocus()
    QTest.keyClicks(field, "paolo")
    top.until(lambda: field._model.rowCount() == 1)
    field._take(field._model.index(0, 0))
    field.completer().popup().hide()
    QTest.keyClick(field, Qt.Key.Key_Return)
    top.until(lambda: top.rows(Link))
    assert (top.rows(Link)[0].other_id, top.rows(Link)[0].kind) == (paolo, "friend")
    asked = []
    panel.opened.connect(asked.append)
    top.until(lambda: panel.page.table.row(f"links:{top.rows(Link)[0].id}") is not None)
    QTest.keyClick(
        panel.page.table.row(f"links:{top.rows(Link)[0].id}"),
        Qt.Key.Key_Return,
        Qt.KeyboardModifier.ControlModifier,
    )
    assert asked == [paolo]


def test_a_link_is_seen_from_the_other_end(top, marta):
    boss = top.office.do(customers.create, values={"surname": "Orlov"})
    top.office.do(card_rows.add, kind="links", customer_id=marta, values={"kind": "boss", "other_id": boss})
    panel = top.panel(boss)
    panel.show_tab("family")
    lines = [row.line for row in panel.page.table.rows if row.line.id.startswith("links:")]
    assert [line.label for line in lines] == ["reports here"]


def test_the_way_to_an_introduction(top, marta):
    do = top.office.do
    paolo = do(customers.create, values={"surname": "Castellani", "given": "Paolo"})
    goal = do(customers.create, values={"surname": "Brown"})
    do(card_rows.add, kind="links", customer_id=marta, values={"kind": "friend", "other_id": paolo})
    do(card_rows.add, kind="links", customer_id=paolo, values={"kind": "colleague", "other_id": goal})
    panel = top.panel(marta)
    panel.show_tab("family")
    finder = panel.page.findChild(RouteFinder)
    finder.field.take(goal, "Brown")
    top.until(finder.way.isVisible)
    assert finder.way.accessibleName() == "Marta Lindqvist → Paolo Castellani → Brown"


def test_needs_are_added_and_met(top, marta):
    panel = top.panel(marta)
    fill(open_row(panel, "needs", "add:needs"), text="Delivery before eight")
    top.until(lambda: top.rows(Need))
    need = top.rows(Need)[0]
    assert (need.text, need.noted_on, need.met_on) == ("Delivery before eight", TODAY, None)
    top.until(lambda: panel.page.table.row(f"needs:{need.id}") is not None)
    panel.page.table.row(f"needs:{need.id}").line.act.then()
    top.until(lambda: top.rows(Need)[0].met_on == TODAY)


def test_an_empty_need_is_not_added(top, marta):
    panel = top.panel(marta)
    row = open_row(panel, "needs", "add:needs")
    QTest.keyClick(row.editor.stops()[0], Qt.Key.Key_Return)
    assert row.editor is not None
    assert top.rows(Need) == []


def test_other_dates_are_typed_in_words(top, marta):
    panel = top.panel(marta)
    fill(open_row(panel, "person", "add:dates"), label="wedding", on="14 June 2008")
    top.until(lambda: top.rows(PersonalDate))
    day = top.rows(PersonalDate)[0]
    assert (day.label, day.year, day.month, day.day) == ("wedding", 2008, 6, 14)


def test_a_term_must_be_clear_enough_to_be_checked(top, marta):
    panel = top.panel(marta)
    row = open_row(panel, "terms", "add:terms")
    fill(row, value="as you like")
    assert row.editor is not None
    fill(row, value="once in two weeks")
    top.until(lambda: top.rows(Term))
    assert (top.rows(Term)[0].kind, top.rows(Term)[0].value) == ("frequency", "once in two weeks")


def test_respecting_time_needs_no_words_and_may_have_a_length(top, marta):
    panel = top.panel(marta)
    row = open_row(panel, "terms", "add:terms")
    fill(row, kind="respect_time", value="as long as you like")
    assert row.editor is not None
    fill(row, kind="respect_time", value="")
    top.until(lambda: top.rows(Term))
    assert (top.rows(Term)[0].kind, top.rows(Term)[0].value) == ("respect_time", "")
    fill(open_row(panel, "terms", "add:terms"), kind="respect_time", value="45 min")
    top.until(lambda: len(top.rows(Term)) == 2)


def test_consent_is_said_by_channel_and_topic(top, marta):
    panel = top.panel(marta)
    panel.show_tab("terms")
    grid = panel.page.findChild(ConsentGrid)
    grid._set("email", "offers", "refused")
    top.until(lambda: top.rows(Consent))
    row = top.rows(Consent)[0]
    assert (row.channel, row.topic, row.state) == ("email", "offers", "refused")
    top.until(
        lambda: any(
            button.accessibleName() == "e-mail, offers: refused"
            for button in grid.findChildren(ConsentButton)
        )
    )
    grid._detail("email", "offers")
    dialog = panel.findChild(ConsentDialog)
    dialog.state.choose("given")
    dialog.how.setText("by phone")
    dialog.wording.setText("Yes, write to me")
    dialog.until.setText("31.12.2027")
    dialog._save()
    top.until(lambda: top.rows(Consent)[0].state == "given")
    row = top.rows(Consent)[0]
    assert (row.how, row.wording, row.until) == ("by phone", "Yes, write to me", dt.date(2027, 12, 31))


def test_class_by_hand_with_its_reason(top, marta):
    panel = top.panel(marta)
    panel.edit("class_")
    top.until(lambda: (row := panel.page.table.row("class_")) is not None and row.editor is not None)
    fill(panel.page.table.row("class_"), class_="VIP", reason="4th of 187")
    top.until(lambda: top.customer(marta).class_ == "VIP")
    assert top.customer(marta).class_reason == "4th of 187"
    top.until(lambda: panel.cells.why.said.value == "4th of 187")
    assert panel.cells.why.said.caption == "Why VIP"


def test_the_ledger_of_favours(top, marta):
    panel = top.panel(marta)
    fill(open_row(panel, "value", "add:favours"), side="received", text="Introduced us to Paolo", weight=4)
    top.until(lambda: top.rows(Favour))
    favour = top.rows(Favour)[0]
    assert (favour.side, favour.weight, favour.on) == ("received", 4, TODAY)
    top.until(lambda: panel.page.table.row(f"favours:{favour.id}") is not None)
    assert "debt" in panel.page.table.row("heading:favours").line.side
    panel.page.table.row(f"favours:{favour.id}").line.remove()
    top.until(lambda: top.rows(Favour) == [])


def test_an_own_field_must_state_its_purpose(top, marta):
    panel = top.panel(marta)
    panel.show_tab("person")
    panel.page.table.row("heading:own").line.act.then()
    dialog = panel.findChild(OwnFieldDialog)
    dialog.name.setText("Shoe size")
    dialog._add()
    assert dialog.isVisible()
    assert "purpose" in dialog._why.text()
    next(iter(dialog.purposes.values())).setChecked(True)
    dialog._add()
    top.until(lambda: top.rows(OwnField))
    key = f"own:{top.rows(OwnField)[0].id}"
    top.until(lambda: panel.page.table.row(key) is not None)
    type_in(open_row(panel, "person", key), "38")
    top.until(lambda: (fact := top.fact(marta, key)) is not None and fact.value == "38")


def test_files_are_dropped_renamed_opened_as_a_copy_and_removed(top, marta, tmp_path, monkeypatch):
    paper = tmp_path / "contract.pdf"
    paper.write_bytes(b"%PDF-1.4")
    panel = top.panel(marta)
    panel.show_tab("files")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paper))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    panel.page.dropEvent(drop)
    top.until(lambda: top.rows(Attachment))
    line = f"files:{top.rows(Attachment)[0].id}"
    top.until(lambda: panel.page.table.row(line) is not None)
    type_in(open_row(panel, "files", line), "Contract 2026.pdf")
    top.until(lambda: top.rows(Attachment)[0].name == "Contract 2026.pdf")
    opened = []
    monkeypatch.setattr(
        opening.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True
    )
    top.until(lambda: panel.page.table.row(line).line.text == "Contract 2026.pdf")
    panel.page.table.row(line).line.act.then()
    top.until(lambda: opened)
    assert opened[0].endswith("Contract 2026.pdf")
    assert opened[0] != str(paper)
    row = panel.page.table.row(line)
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Delete)
    top.until(lambda: panel.page.table.row(line) is None)
    assert any(row.hasFocus() for row in panel.page.table.rows), "the keyboard goes to the row that is left"
    top.until(lambda: top.rows(Attachment)[0].trashed_at is not None)


def test_a_program_is_never_opened(top, marta, monkeypatch):
    top.office.do(attachments.add, customer_id=marta, source=b"MZ", name="letter.pdf.exe")
    panel = top.panel(marta)
    panel.show_tab("files")
    opened = []
    monkeypatch.setattr(opening.QDesktopServices, "openUrl", opened.append)
    row = next(row for row in panel.page.table.rows if row.line.id.startswith("files:"))
    row.line.act.then()
    top.settle()
    assert opened == []
    assert "program" in top.said[-1][0]


def test_the_history_shows_who_changed_what_and_takes_one_step_back(top, marta):
    top.office.do(customers.edit, customer_id=marta, values={"position": "head buyer"})
    top.office.do(customers.set_fact, customer_id=marta, key="chocolate", value="milk")
    panel = top.panel(marta)
    panel.show_tab("history")
    top.until(lambda: len(panel.page.table.rows) >= 3)
    row = next(row for row in panel.page.table.rows if "head buyer" in row.line.detail)
    assert row.line.side == "Anna Orlova"
    assert "buyer → head buyer" in row.line.detail
    row.line.act.then()
    top.until(lambda: top.customer(marta).position == "buyer")
    assert top.fact(marta, "chocolate").value == "milk"
