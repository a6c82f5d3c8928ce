"""The head of the card: how to address and to reach, good time, class, next step, what to ask."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.completeness import fields_of
from app.domain.fields import Purpose
from app.models.contact import FollowUp, Interaction
from app.services import card_rows, customers, followups
from app.views.customers.card import reach
from app.views.customers.card.logging import LogForm
from app.views.customers.card.menu import MergeDialog, trash
from app.views.customers.card.step import StepForm
from app.views.customers.card.tabs.consents import ConsentButton, ConsentGrid
from tests.gui.card.conftest import open_row, type_in


@pytest.fixture
def urls(monkeypatch):
    opened = []
    monkeypatch.setattr(reach.QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    return opened


def test_nobody_is_chosen_at_first(top):
    panel = top.panel(None)
    assert panel._stack.currentIndex() == 0
    assert panel._ui.card_open is None


def test_the_card_in_sight_is_known_to_the_capture_line(top, marta):
    panel = top.panel(marta)
    assert panel._ui.card_open == marta
    panel.hide()
    assert panel._ui.card_open is None
    panel.show()
    assert panel._ui.card_open == marta


def test_a_card_that_is_gone_is_closed(top, marta):
    panel = top.panel(marta)
    closed = []
    panel.closed.connect(lambda: closed.append(True))
    panel.show_customer(marta + 1000)
    top.until(lambda: closed)
    assert panel.customer_id is None


def test_changes_while_hidden_are_read_when_it_is_shown(top, marta):
    panel = top.panel(marta)
    panel.hide()
    top.office.do(customers.edit, customer_id=marta, values={"position": "director"})
    top.settle()
    panel.show()
    top.until(lambda: "director" in panel.header.work.text)


def test_the_salutation_is_in_the_customers_language(top, marta):
    panel = top.panel(marta, code="ru")
    assert "Dear Ms Lindqvist," in panel.header.said.text
    mary = top.office.do(
        customers.create, values={"surname": "Иванова", "given": "Мария", "patronymic": "Петровна"}
    )
    panel.show_customer(mary)
    top.until(lambda: "Уважаемая Мария Петровна!" in panel.header.said.text)


def test_an_unknown_gender_is_asked_for(top):
    sasha = top.office.do(customers.create, values={"surname": "Ким", "given": "Саша"})
    panel = top.panel(sasha, code="ru")
    assert panel.header.woman.isVisible()
    panel.header.woman.click()
    top.until(lambda: top.customer(sasha).gender == "female")
    top.until(lambda: not panel.header.woman.isVisible())
    assert "Уважаемая" in panel.header.said.text


def test_a_salutation_is_corrected_in_place(top, marta):
    panel = top.panel(marta)
    panel.header.correct.click()
    top.until(lambda: (row := panel.page.table.row("salutation")) is not None and row.editor is not None)
    type_in(panel.page.table.row("salutation"), "Dear Marta,")
    top.until(lambda: "Dear Marta," in panel.header.said.text)


def test_the_employer_leads_to_its_card(top, marta):
    house = top.office.do(customers.create, values={"kind": "organisation", "name": "Nordhaus"})
    panel = top.panel(marta)
    assert panel.header.employer.isHidden()
    type_in(open_row(panel, "work", "employer"), "Nordhaus")
    top.until(panel.header.employer.isVisible)
    asked = []
    panel.opened.connect(asked.append)
    panel.header.employer.click()
    assert asked == [house]


def test_a_call_is_offered_for_logging(top, marta, urls):
    panel = top.panel(marta)
    panel.header.call.click()
    assert urls == ["tel:+358405550142"]
    text, actions = top.said[-1]
    assert "Marta Lindqvist" in text
    actions[0][1]()
    form = panel.findChild(LogForm)
    form.text.setPlainText("Wants a discount")
    form.minutes.setText("12")
    form.next.setText("send the list")
    form.when.setText("tomorrow 10:00")
    form.asked.setText("3 %")
    form.mood.choose("good")
    form._save()
    top.until(lambda: any(row.asked == "3 %" for row in top.rows(Interaction)))
    row = top.rows(Interaction)[-1]
    assert (row.kind, row.direction, row.minutes, row.mood) == ("call", "out", 12, "good")
    step = top.rows(FollowUp)[0]
    assert (step.text, step.due_on, step.due_time) == ("send the list", dt.date(2026, 11, 18), "10:00")


def test_a_form_says_what_it_does_not_understand(top, marta):
    panel = top.panel(marta)
    form = LogForm(panel.keeper)
    form.minutes.setText("many")
    form._save()
    assert form.minutes.property("bad") is True
    form.minutes.setText("5")
    form.day.setText("tomorrow")
    form._save()
    assert form.day.property("bad") is True
    top.settle()
    assert len(top.rows(Interaction)) == 2


@pytest.mark.parametrize(
    ("kind", "label", "value", "url"),
    [
        ("phone", "", "8 912 345-67-89", "tel:89123456789"),
        ("phone", "", "+7 (912) 345-67-89", "tel:+79123456789"),
        ("email", "", "a b@c.example?cc=all", "mailto:a%20b@c.example%3Fcc%3Dall"),
        ("messenger", "telegram", "@marta", "https://t.me/marta"),
        ("messenger", "whatsapp", "+358405550142", "https://wa.me/358405550142"),
        ("messenger", "icq", "12345", ""),
        ("site", "", "nordhaus.example", "https://nordhaus.example"),
        ("address", "", "Main 1", ""),
    ],
)
def test_addresses_of_channels(kind, label, value, url):
    assert reach.url_of({"kind": kind, "label": label, "value": value}) == url


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "javascript:alert(1)", "smb://host/x", "ftp://x", "", "C:\\x.exe"]
)
def test_other_addresses_are_never_opened(urls, url):
    assert not reach.follow(url)
    assert urls == []


def test_good_time_by_their_clock(top, marta):
    top.office.do(customers.edit, customer_id=marta, values={"hours": "9-12, 14-17"})
    panel = top.panel(marta)
    assert panel.cells.when.said.value == "After 9:00"
    assert panel.cells.when.said.detail == "8:00 in Helsinki, UTC+2, too early there"
    top.clock.advance(hours=2)
    panel.cells.refresh()
    assert panel.cells.when.said.value == "Now, until 12:00"
    assert panel.cells.when.said.detail.endswith("then 14:00–17:00")


def test_the_next_step_is_planned_done_and_put_off(top, marta):
    panel = top.panel(marta)
    assert panel.cells.step.said.value == "No next step"
    panel.cells.step.add.click()
    form = panel.findChild(StepForm)
    form.text.setText("Send price list")
    form._save()
    assert form.when.property("bad") is True
    form.when.setText("18.11.2026")
    form._save()
    top.until(lambda: panel.cells.step.said.value == "Send price list")
    assert panel.cells.step.said.tail == ", tomorrow"
    panel.cells.step._put_off(dt.date(2026, 11, 20))
    top.until(lambda: top.rows(FollowUp)[0].due_on == dt.date(2026, 11, 20))
    top.until(panel.cells.step.done.isVisible)
    panel.cells.step.done.click()
    top.until(lambda: top.rows(FollowUp)[0].done_at is not None)
    top.until(lambda: panel.cells.step.said.value == "No next step")
    top.until(lambda: top.said)
    assert top.said[-1][0] == "Done: Send price list"


def test_a_late_step_is_told_in_colour_and_words(top, marta):
    top.office.do(followups.create, customer_id=marta, due_on=dt.date(2026, 11, 10), text="Answer")
    panel = top.panel(marta)
    assert panel.cells.step.said.tone == "bad"
    assert "10 Nov" in panel.cells.step.said.tail


def test_the_class_is_set_from_the_badge(top, marta):
    panel = top.panel(marta)
    panel.header._set_class("A")
    top.until(lambda: top.customer(marta).class_ == "A")
    top.until(lambda: (row := panel.page.table.row("class_")) is not None and row.editor is not None)
    row = panel.page.table.row("class_")
    reason = row.editor.stops()[1]
    top.until(reason.hasFocus)
    QTest.keyClicks(reason, "brings others")
    QTest.keyClick(reason, Qt.Key.Key_Return)
    top.until(lambda: top.customer(marta).class_reason == "brings others")
    assert top.customer(marta).class_ == "A"
    assert panel.tabs.current == "value"


def test_meters_and_the_question_worth_asking(top, marta):
    panel = top.panel(marta)
    assert set(panel.known.meters) >= {Purpose.REACH, Purpose.GIFTS}
    asked = panel.keeper.view.question
    assert asked is not None
    panel.ask.skip.click()
    top.until(lambda: panel.keeper.view.question.text != asked.text)


def test_an_answer_fills_its_meter(top, marta):
    panel = top.panel(marta)
    before = panel.keeper.view.known.by_purpose[Purpose.GIFTS]
    type_in(open_row(panel, "tastes", "hobby"), "chess")
    top.until(lambda: panel.keeper.view.known.by_purpose[Purpose.GIFTS] > before)


def test_a_photo_is_chosen_and_a_text_is_not_taken_for_one(top, marta, tmp_path):
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    assert picture.save(str(tmp_path / "face.png"))
    panel = top.panel(marta)
    panel.header.set_photo(str(tmp_path / "face.png"))
    top.until(lambda: panel.keeper.view.photo is not None)
    (tmp_path / "no.png").write_text("hello")
    panel.header.set_photo(str(tmp_path / "no.png"))
    assert "no picture" in top.said[-1][0]


def test_the_card_goes_to_the_trash_with_a_way_back(top, marta):
    panel = top.panel(marta)
    trash(panel.keeper)
    top.until(lambda: top.customer(marta).state == 1)
    top.until(lambda: top.said)
    text, actions = top.said[-1]
    assert "trash" in text
    actions[0][1]()
    top.until(lambda: top.customer(marta).state == 0)


def test_a_card_that_a_colleague_threw_away_says_so_and_comes_back(top, marta):
    panel = top.panel(marta)
    assert panel.trashed.isHidden()
    open_row(panel, "work", "position")
    top.office.do(customers.trash, ids=[marta])
    top.until(panel.trashed.isVisible)
    assert not panel.page.table.isEnabled()
    assert not panel.header.call.isEnabled()
    panel.show_tab("tastes")
    assert not panel.page.table.isEnabled()
    panel.trashed.restore.click()
    top.until(panel.trashed.isHidden)
    assert top.customer(marta).state == 0
    assert panel.page.table.isEnabled()
    assert panel.header.call.isEnabled()


def test_a_card_in_the_trash_can_be_closed(top, marta):
    panel = top.panel(marta)
    closed = []
    panel.closed.connect(lambda: closed.append(True))
    trash(panel.keeper)
    top.until(panel.trashed.isVisible)
    panel.trashed.close_card.click()
    assert closed
    assert panel.customer_id is None


def test_a_narrow_head_shortens_the_e_mail_not_the_phone(top, marta):
    do = top.office.do
    do(card_rows.add_channel, customer_id=marta, channel="email", value="marta.lindqvist@a-long-name.example")
    do(card_rows.add_channel, customer_id=marta, channel="messenger", label="telegram", value="@marta")
    panel = top.panel(marta)
    panel.resize(470, 860)
    phone, mail, chat = panel.header.reaches
    top.until(lambda: mail.width() < mail.sizeHint().width())
    assert phone.width() >= phone.sizeHint().width()
    assert chat.geometry().right() < panel.header.width() - 18


def test_another_topic_of_consent_is_offered_in_the_head_of_the_grid(top, marta):
    panel = top.panel(marta)
    panel.show_tab("terms")
    grid = panel.page.findChild(ConsentGrid)
    top.until(grid.isVisible)
    assert grid.add.height() < 30
    assert grid.add.geometry().right() <= grid.width() - 18


def test_merging_asks_with_whom(top, marta):
    other = top.office.do(customers.create, values={"surname": "Lindkvist"})
    panel = top.panel(marta)
    dialog = MergeDialog(panel.keeper)
    dialog.open()
    dialog.field.take(other, "Lindkvist")
    dialog.accept()
    assert top.gone == [("merge", {"keep_id": marta, "other_id": other})]


def test_ctrl_page_down_goes_through_the_tabs(top, marta):
    panel = top.panel(marta)
    panel.show_tab("tastes")
    panel.page.table.row("wine").setFocus()
    gone_through = []
    while "tastes" not in gone_through:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert panel.isAncestorOf(QApplication.focusWidget()) or QApplication.focusWidget() is panel
        gone_through.append(panel.tabs.current)
    assert gone_through[0] == "work"
    assert sorted(gone_through) == sorted(panel._keys)


def test_missing_phone_offers_to_add_one(top):
    ann = top.office.do(customers.create, values={"given": "Ann"})
    panel = top.panel(ann)
    assert not panel.header.call.isEnabled()
    panel.header.reaches[0].click()
    top.until(lambda: (row := panel.page.table.row("add:channels")) is not None and row.editor is not None)
    type_in(panel.page.table.row("add:channels"), "+44 20 7946 0958")
    top.until(panel.header.call.isEnabled)
    top.office.do(card_rows.add_channel, customer_id=ann, channel="email", value="ann@x.example")
    top.until(lambda: panel.header.reaches[1].text() == "ann@x.example")


@pytest.mark.parametrize("kind", ["person", "organisation"])
def test_every_question_leads_to_the_place_of_its_answer(top, kind):
    values = {"kind": kind, "name": "House"} if kind == "organisation" else {"given": "Ann"}
    panel = top.panel(top.office.do(customers.create, values=values))
    for field in fields_of(kind):
        if not field.question:
            continue
        panel.keeper.wanted.emit(field.key)
        if field.key == "consents":
            top.until(lambda: isinstance(panel.focusWidget(), ConsentButton))
            continue
        top.until(lambda: any(row.editor is not None for row in panel.page.table.rows))
        for row in panel.page.table.rows:
            row.restore()


def test_note_answer_opens_the_field_of_the_question(top, marta):
    panel = top.panel(marta)
    asked = panel.keeper.view.question
    panel.ask.note.click()
    assert panel.tabs.current == asked.field.tab.value


def test_the_salutation_is_never_cut_off(top, marta):
    """A narrow card leaves out what it can, then writes what is said to the face below."""
    top.office.do(customers.edit, customer_id=marta, values={"surname": "Lindqvist-Konstantinopolsky"})
    panel = top.panel(marta)
    for width in (900, 640, 560):
        panel.resize(width, 700)
        top.settle()
        header = panel.header
        top.until(lambda header=header: header.said.width() >= header.said.sizeHint().width())
        assert "in person" in header.said.text + header.spoken.text
        assert header.correct.geometry().right() < header.width()
    assert header.spoken.isVisible()
    assert header.spoken.text == "“Ms Lindqvist-Konstantinopolsky” in person"
