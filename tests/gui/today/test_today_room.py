"""The Today room as one works in it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.queries import today
from app.queries.lines import ListFilter
from app.services import customers
from app.views.kit.buttons import Button, Link
from app.views.kit.cards import Row
from app.views.kit.outcome_form import Form
from app.views.today import face


def texts(room):
    return [room.board._lines[key][1].face.title for key in room.board.order]


def chosen(room):
    return room.board._lines[room.board._current][1]


def press(widget, label):
    button = next(b for b in widget.findChildren(Button) if b.label == label and b.isVisible())
    button.click()


def form_of(room):
    assert isinstance(chosen(room).inside, Form)
    return chosen(room).inside


def choose(room, name):
    key = next(key for key in room.board.order if room.board._lines[key][1].face.title == name)
    room.board._lines[key][1].setFocus()


def test_order_counts_and_greeting(office, day, open_room):
    room = open_room()
    assert room.hello.text() == "Good morning, Анна"
    assert room.summary.text().startswith("Tuesday, 17 November. 3 things to do")
    assert room.late.text() == "2 late"
    assert texts(room) == ["Gromova", "Kim", "Orlov", "Rudova"]
    assert chosen(room).face.title == "Gromova"
    assert chosen(room).height() > 80
    said = [
        w.accessibleName() for w in room.aside.greetings.findChildren(object) if hasattr(w, "accessibleName")
    ]
    assert any("Gurevich" in name and "50 years" in name and "round date" in name for name in said)


def test_keys_move_open_and_fold(day, open_room, heard):
    room = open_room()
    room.board.focus_current()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert chosen(room).face.title == "Kim"
    assert QApplication.focusWidget() is chosen(room)
    QTest.keyClick(chosen(room), Qt.Key.Key_Space)
    assert chosen(room).inside is None
    QTest.keyClick(chosen(room), Qt.Key.Key_Space)
    assert chosen(room).inside is not None
    QTest.keyClick(chosen(room), Qt.Key.Key_Return)
    assert heard.went == [("customers", {"customer_id": day["late"]})]
    QTest.keyClick(chosen(room), Qt.Key.Key_B)
    assert heard.went[-1] == ("brief", {"customer_id": day["late"]})


def test_done_asks_result_and_next_step(qtbot, office, day, open_room, settled, heard):
    room = open_room()
    choose(room, "Kim")
    QTest.keyClick(chosen(room), Qt.Key.Key_D)
    form = form_of(room)
    form.result.setText("takes two")
    form.step.setText("send offer")
    form.when.setFocus()
    QTest.keyClicks(form.when, "in 2 weeks")
    assert form.read.text() == "Tue 1 Dec"
    QTest.keyClick(form.when, Qt.Key.Key_Return)
    settled(room, lambda r: "Kim" not in texts(r))
    assert heard.said[-1][0] == "Done: Kim · plans for winter"
    found = office.ask(today.agenda, start=dt.date(2026, 12, 1))
    assert [(i.customer, i.text) for i in found] == [("Kim", "send offer")]
    assert room.board.current is not None
    assert QApplication.focusWidget() is chosen(room)
    heard.said[-1][1]["Undo"]()
    settled(room, lambda r: "Kim" in texts(r))


def test_a_bad_date_keeps_the_form(day, open_room):
    room = open_room()
    choose(room, "Orlov")
    room.board.act("done")
    form = form_of(room)
    form.when.setText("when pigs fly")
    form.save()
    assert form.when.property("bad") is True
    assert form_of(room) is form


def test_keys_that_a_field_leaves_over_do_not_leave_the_form(day, open_room, heard):
    room = open_room()
    choose(room, "Orlov")
    room.board.act("done")
    form = form_of(room)
    form.when.setText("when pigs fly")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_PageUp):
        QTest.keyClick(form.when, key)
    assert heard.went == []
    assert form_of(room) is form


def test_what_is_typed_outlives_news(office, day, make, open_room, settled):
    other = make("Zaytsev")
    room = open_room()
    choose(room, "Orlov")
    room.board.act("done")
    form = form_of(room)
    form.result.setText("half a sentence")
    office.do(office_followup, customer_id=other)
    settled(room, lambda r: "Zaytsev" in texts(r))
    assert form_of(room) is form
    assert form.result.text() == "half a sentence"
    assert room.back()
    assert not isinstance(chosen(room).inside, Form)
    assert not room.back()


def office_followup(work, *, customer_id):
    from app.services import followups

    return followups.create(work, customer_id=customer_id, due_on=work.today, text="new")


def test_put_off_in_words(office, day, open_room, settled):
    room = open_room()
    choose(room, "Kim")
    room.deeds._ask_when(room.board.current)
    form = form_of(room)
    form.when.setText("завтра в 10")
    form.save()
    settled(room, lambda r: "Kim" not in texts(r))
    item = office.ask(today.agenda, start=dt.date(2026, 11, 18))[0]
    assert (item.customer, item.time, item.snoozed) == ("Kim", "10:00", 1)


def test_put_off_by_menu_offers_days(day, open_room):
    room = open_room()
    choose(room, "Kim")
    room.board.act("snooze")
    menus = [
        w for w in QApplication.topLevelWidgets() if w.metaObject().className() == "Menu" and w.isVisible()
    ]
    lines = [action.text() for action in menus[0].actions() if action.text()]
    assert lines[:3] == ["Tomorrow   Wed 18 Nov", "In 3 days   Fri 20 Nov", "Next week   Mon 23 Nov"]
    menus[0].close()


def test_write_opens_the_mail_program_and_then_logs_the_answer(office, day, open_room, settled):
    room = open_room()
    opened = []
    room.deeds._open = lambda url: opened.append(url.toString()) or True
    press(chosen(room), "Write")
    settled(room, lambda _: bool(opened))
    assert opened == ["mailto:Gromova@example.com"]
    form = form_of(room)
    form.result.setText("sent the list")
    press(form, "Log the answer")
    settled(room, lambda r: "Gromova" not in texts(r))
    assert office.ask(today.today).requests == ()


def test_call_dials_digits_only(day, open_room):
    room = open_room()
    opened = []
    room.deeds._open = lambda url: opened.append(url.toString()) or True
    choose(room, "Kim")
    QTest.keyClick(chosen(room), Qt.Key.Key_C)
    assert opened == ["tel:+79123456789"]


def test_no_answer_comes_again_tomorrow(office, day, open_room, settled, heard):
    room = open_room()
    choose(room, "Kim")
    room.board.act("done")
    press(form_of(room), "No answer")
    settled(room, lambda r: "Kim" not in texts(r))
    assert heard.said[-1][0] == "No answer: Kim, again tomorrow"


def test_out_of_sight_leads_to_the_list_and_can_be_planned(office, day, open_room, settled, heard):
    room = open_room()
    room.aside.silent.followed.emit()
    place, what = heard.went[-1]
    assert place == "customers"
    assert (what["filter"].quiet, what["filter"].step) == (True, "none")
    choose(room, "Rudova")
    press(chosen(room), "Plan a call")
    form = form_of(room)
    form.save()
    assert form.when.property("bad") is True
    form.when.setText("Friday")
    form.save()
    settled(room, lambda r: "Rudova" not in texts(r))
    assert office.ask(today.count_silent) == 0


def test_an_import_is_no_contact(office, make, open_room, heard):
    """Customers that came in today are not «in touch»: they are counted, and a click lists them."""
    make("Known", "A")
    for number in range(3):
        office.do(customers.create, values={"surname": f"New {number}"})
    aside = open_room().aside
    assert [w.text() for w in aside.silent.findChildren(QLabel) if "longer than usual" in w.text()]
    assert not [w for w in aside.silent.findChildren(QLabel) if "everybody" in w.text()]
    row = next(row for row in aside.silent.findChildren(Row) if "Never contacted" in row.accessibleName())
    assert row.accessibleName().endswith("3")
    QTest.keyClick(row, Qt.Key.Key_Return)
    place, what = heard.went[-1]
    assert (place, what["filter"]) == ("customers", ListFilter(never=True))


def test_a_new_database_offers_first_steps(ui, open_room, heard, office):
    room = open_room()
    assert room.welcome.isVisible()
    press(room.welcome, "Import…")
    press(room.welcome, "New customer")
    press(room.welcome, "Open the sample")
    assert [place for place, _ in heard.went] == ["imports", "customers", "database"]


def test_more_shows_the_rest(office, make, open_room):
    one = make("Long")
    for _ in range(20):
        office.do(office_followup, customer_id=one)
    room = open_room()
    assert len(room.board.order) == 12
    next(link for link in room.board.findChildren(Link) if link.label == "8 more").click()
    assert len(room.board.order) == 20


def test_mine_is_offered_where_there_are_several(office, day, open_room, qtbot, ui):
    from app.services import people

    room = open_room()
    assert not room.whose.isVisible()
    other = office.do(people.create, name="Second Person")
    office.do(customers.edit, customer_id=day["silent"], values={"responsible_id": other})
    qtbot.waitUntil(room.whose.isVisible)
    room.open(mine=True)
    qtbot.waitUntil(lambda: ui.desk.idle() and "Rudova" not in texts(room))
    assert room.place() == {"mine": True}


def test_out_of_sight_the_room_reads_nothing(office, day, open_room, ui, qtbot):
    room = open_room()
    before = room.look
    room.hide()
    office.do(office_followup, customer_id=day["late"])
    qtbot.wait(150)
    assert room.look is before
    room.show()
    qtbot.waitUntil(lambda: room.look is not before)


def test_far_beyond_the_norm_is_told_in_times(ui):
    assert face._of_norm(1.5, ui) == "150 % of the norm in working time"
    assert face._of_norm(19.27, ui) == "19 times the norm in working time"
