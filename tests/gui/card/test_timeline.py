"""The timeline: everything in order, marks with one key, corrected, filtered, read by pages."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QAbstractItemModelTester, QTest

from app.models.contact import Interaction
from app.services import customers, followups, interactions
from app.services.interactions import Next
from app.views.customers.card.logging import LogForm
from app.views.customers.card.timeline_face import Columns, second_line, spoken
from app.views.kit.menu import Menu
from tests.gui.card.conftest import MOMENT


@pytest.fixture
def panel(top, marta):
    made = top.panel(marta)
    top.until(lambda: len(made.timeline.table.entries) == 2)
    return made


def choose(panel, row):
    panel.timeline.view.setFocus()
    panel.timeline.view.setCurrentIndex(panel.timeline.table.index(row))


def test_the_newest_stands_first(panel):
    assert [entry.item.text for entry in panel.timeline.table.entries] == ["Sent the list", "Price talk"]
    assert panel.timeline.count.text() == "2 entries since 2026"


def test_the_model_keeps_the_rules(panel):
    QAbstractItemModelTester(panel.timeline.table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    panel.timeline.reload()


@pytest.mark.parametrize(
    ("key", "mood"), [(Qt.Key.Key_1, "good"), (Qt.Key.Key_2, "neutral"), (Qt.Key.Key_3, "bad")]
)
def test_one_key_says_how_it_felt(top, panel, key, mood):
    choose(panel, 1)
    QTest.keyClick(panel.timeline.view, key)
    top.until(lambda: top.rows(Interaction)[0].mood == mood)
    top.until(lambda: panel.timeline.table.entries[1].item.mood == mood)
    assert panel.timeline.view.currentIndex().row() == 1
    QTest.keyClick(panel.timeline.view, key)
    top.until(lambda: top.rows(Interaction)[0].mood == "")


def test_a_click_on_the_mark_offers_the_marks(top, panel):
    view = panel.timeline.view
    rect = view.visualRect(panel.timeline.table.index(0))
    at = QPoint(rect.x() + Columns(view.width()).mood.x() + 4, rect.center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    menu = panel.timeline.findChild(type(panel.timeline).mark_menu.__globals__["Menu"])
    assert menu is not None
    menu.actions()[0].trigger()
    menu.close()
    top.until(lambda: top.rows(Interaction)[1].mood == "good")


def test_delete_removes_and_undo_brings_back(top, panel):
    choose(panel, 0)
    QTest.keyClick(panel.timeline.view, Qt.Key.Key_Delete)
    top.until(lambda: len(panel.timeline.table.entries) == 1)
    top.until(lambda: top.said)
    top.said[-1][1][0][1]()
    top.until(lambda: len(panel.timeline.table.entries) == 2)


def test_enter_corrects(top, panel):
    choose(panel, 0)
    QTest.keyClick(panel.timeline.view, Qt.Key.Key_Return)
    form = panel.findChild(LogForm)
    form.text.setPlainText("Sent the list twice")
    form.minutes.setText("20")
    form._save()
    top.until(lambda: top.rows(Interaction)[1].text == "Sent the list twice")
    row = top.rows(Interaction)[1]
    assert row.minutes == 20
    assert row.at == MOMENT - dt.timedelta(days=1)


def test_ctrl_enter_saves_where_enter_begins_a_line(top, panel):
    choose(panel, 0)
    QTest.keyClick(panel.timeline.view, Qt.Key.Key_Return)
    form = panel.findChild(LogForm)
    form.text.setPlainText("Sent the list")
    form.text.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(form.text, Qt.Key.Key_Return)
    QTest.keyClicks(form.text, "and the prices")
    QTest.keyClick(form.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    top.until(lambda: top.rows(Interaction)[1].text == "Sent the list\nand the prices")
    top.until(lambda: panel.findChild(LogForm) is None)


def test_a_contact_shows_what_it_led_to(top, panel, marta):
    made = top.office.do(
        interactions.log, customer_id=marta, text="Call", followup=Next(dt.date(2026, 11, 18), "", "Send it")
    )
    top.office.do(interactions.edit, row_id=made, values={"given": "free delivery", "asked": "3 %"})
    top.until(lambda: len(panel.timeline.table.entries) == 3 and panel.timeline.table.entries[0].item.given)
    entry = panel.timeline.table.entries[0]
    assert second_line(entry, panel._ui) == "Next: Send it, tomorrow; asked for 3 %; we gave free delivery"
    assert "Send it" in spoken(entry, panel._ui)


def test_requests_tell_how_long_they_waited(top, panel, marta):
    at = MOMENT - dt.timedelta(hours=3)
    top.office.do(
        interactions.log, customer_id=marta, kind="email", direction="in", waits=True, text="Price?", at=at
    )
    top.until(lambda: len(panel.timeline.table.entries) == 3)
    assert "waits for an answer" in spoken(panel.timeline.table.entries[0], panel._ui)
    answered = at + dt.timedelta(minutes=34)
    top.office.do(interactions.log, customer_id=marta, kind="email", text="3 euro", at=answered)
    top.until(lambda: len(panel.timeline.table.entries) == 4)
    assert "answered in 34 min" in spoken(panel.timeline.table.entries[1], panel._ui)


def test_finished_steps_stand_there_too(top, panel, marta):
    step = top.office.do(followups.create, customer_id=marta, due_on=dt.date(2026, 11, 17), text="Send it")
    top.office.do(followups.finish, row_id=step, result="sent")
    top.until(lambda: len(panel.timeline.table.entries) == 3)
    entry = panel.timeline.table.entries[0]
    assert (entry.done, entry.item.text) == (True, "Send it")
    choose(panel, 0)
    QTest.keyClick(panel.timeline.view, Qt.Key.Key_1)
    top.settle()
    assert all(row.mood == "" for row in top.rows(Interaction))


def test_the_filter_shows_some_kinds_only(top, panel, marta):
    top.office.do(interactions.remark, customer_id=marta, text="Her son starts school")
    top.until(lambda: len(panel.timeline.table.entries) == 3)
    panel.timeline._choose(("remark",))
    top.until(lambda: [entry.item.kind for entry in panel.timeline.table.entries] == ["remark"])
    assert panel.timeline.filter.label == "remark"
    panel.timeline._choose(())
    top.until(lambda: len(panel.timeline.table.entries) == 3)


def test_a_remark_is_one_click_away(top, panel):
    panel.timeline.remark.click()
    assert top.gone == [("remark", {})]


def test_older_entries_come_when_one_scrolls_to_them(top, panel, marta):
    def many(work):
        for number in range(450):
            interactions.log(
                work,
                customer_id=marta,
                text=f"number {number}",
                at=MOMENT - dt.timedelta(days=10, hours=number),
            )

    top.office.do(many)
    panel.timeline._customer = 0
    panel.reload()
    panel.timeline.show_view(panel.keeper.view)
    top.until(lambda: len(panel.timeline.table.entries) == 200)
    bar = panel.timeline.view.verticalScrollBar()
    top.until(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    top.until(lambda: len(panel.timeline.table.entries) == 400)
    bar.setValue(bar.maximum())
    top.until(lambda: len(panel.timeline.table.entries) == 452)
    ids = [entry.item.id for entry in panel.timeline.table.entries]
    assert len(set(ids)) == 452


def test_in_the_trash_nothing_can_be_changed_and_it_says_why(top, panel, marta):
    top.office.do(customers.trash, ids=[marta])
    top.until(panel.trashed.isVisible)
    before = [(row.text, row.mood, row.trashed_at) for row in top.rows(Interaction)]
    choose(panel, 1)
    timeline = panel.timeline
    at = timeline.view.viewport().mapToGlobal(timeline.view.rect().center())
    for attempt in (
        lambda: QTest.keyClick(timeline.view, Qt.Key.Key_1),
        lambda: QTest.keyClick(timeline.view, Qt.Key.Key_Return),
        lambda: QTest.keyClick(timeline.view, Qt.Key.Key_Delete),
        lambda: timeline.mark_menu(at),
        lambda: timeline.entry_menu(at),
        lambda: panel.edit("position"),
    ):
        top.said.clear()
        attempt()
        said, actions = top.said[-1]
        assert "in the trash" in said
    assert not panel.findChildren(LogForm)
    assert not timeline.findChildren(Menu)
    assert all(row.editor is None for row in panel.page.table.rows)
    assert panel._ui.card_open is None, "a remark without a name is not about this one"
    top.until(panel._ui.desk.idle)
    assert [(row.text, row.mood, row.trashed_at) for row in top.rows(Interaction)] == before
    actions[0][1]()
    top.until(panel.trashed.isHidden)
    QTest.keyClick(timeline.view, Qt.Key.Key_1)
    top.until(lambda: "good" in [row.mood for row in top.rows(Interaction)])
