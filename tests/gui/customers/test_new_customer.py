"""A new customer: the name is understood, doubles are found as one types, the card opens."""

from __future__ import annotations

from app.queries import lines
from app.views.customers.new_customer import NewCustomer

from .conftest import rest, titles


def dialog_of(room) -> NewCustomer:
    assert room.add_new()
    return room.findChild(NewCustomer)


def test_a_person_from_one_line(qtbot, ui, ids, open_room) -> None:
    room = open_room(1200)
    dialog = dialog_of(room)
    assert not dialog.answer.isEnabled()
    dialog.fields["name"].setText("Пётр Сергеевич Якушев")
    assert dialog.parts.text() == "Surname: Якушев  ·  Given name: Пётр  ·  Patronymic: Сергеевич"
    dialog.fields["phone"].setText("+7 912 345-67-89")
    dialog.fields["email"].setText("p@x.example")
    dialog.fields["tags"].setText("fair, coffee ,")
    dialog.answer.click()
    rest(qtbot, ui)
    assert titles(room)[-1] == "Якушев Пётр Сергеевич"
    made = room.list.view.current_id()
    assert room.card.shown == [made]
    row = ui.desk.office.ask(lines.rows, ids=[made])[0]
    assert (row.phone, row.email, row.tags) == ("+7 912 345-67-89", "p@x.example", ("coffee", "fair"))
    ui.desk.undo()
    rest(qtbot, ui)
    assert len(titles(room)) == 8


def test_an_organisation_is_told_by_its_form(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    dialog = dialog_of(room)
    dialog.fields["name"].setText("ООО «Северный дом»")
    assert dialog.kind.current == "organisation"
    assert not dialog.fields["employer"].isVisible()
    dialog.answer.click()
    rest(qtbot, ui)
    row = ui.desk.office.ask(lines.rows, ids=[room.list.view.current_id()])[0]
    assert (row.kind, row.title) == ("organisation", "ООО «Северный дом»")


def test_the_choice_of_the_user_stands(qtbot, ui, ids, open_room) -> None:
    dialog = dialog_of(open_room())
    dialog.kind._pick("organisation")
    dialog.fields["name"].setText("Marta Lindqvist")
    assert dialog.kind.current == "organisation"
    assert dialog.values()["name"] == "Marta Lindqvist"
    dialog.close()


def test_doubles_are_found_as_one_types(qtbot, ui, ids, open_room) -> None:
    room = open_room(1200)
    dialog = dialog_of(room)
    dialog.fields["name"].setText("Марта Линдквист")
    dialog.fields["email"].setText("0@x.example")
    qtbot.waitUntil(lambda: dialog.near.count() == 2)
    link = dialog.near.itemAt(1).widget()
    assert link.label.startswith("Marta Lindqvist · VIP")
    link.click()
    rest(qtbot, ui)
    assert room.card.shown == [ids["Lindqvist"]]
    assert len(titles(room)) == 8


def test_what_is_wrong_is_said_and_nothing_is_lost(qtbot, ui, ids, open_room) -> None:
    room = open_room()
    dialog = dialog_of(room)
    dialog.fields["name"].setText("Anna Smith")
    dialog.fields["email"].setText("no address")
    dialog.answer.click()
    rest(qtbot, ui)
    assert dialog.isVisible()
    assert "no address" in dialog.fault.text()
    assert dialog.answer.isEnabled()
    assert len(titles(room)) == 8
    dialog.close()


def test_a_new_customer_that_the_filter_hides_is_still_shown_as_card(qtbot, ui, ids, open_room) -> None:
    room = open_room(1200)
    room.open(view="vip")
    rest(qtbot, ui)
    dialog = dialog_of(room)
    dialog.fields["name"].setText("Smith Anna")
    dialog.answer.click()
    rest(qtbot, ui)
    assert titles(room) == ["Marta Lindqvist"]
    assert room.card.isVisible()
    assert len(room.card.shown) == 1
