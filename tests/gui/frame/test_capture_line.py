"""The capture line and the customers that come to be while it waits."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.models.contact import Interaction
from app.services import customers
from app.views.frame.capture import CaptureLine
from app.views.frame.correct import Correct
from app.views.frame.head import Head
from app.views.kit.menu import Menu


@pytest.fixture
def line(qtbot, ui):
    line = CaptureLine(ui)
    line.strip.setParent(line)
    qtbot.addWidget(line)
    line.show()
    return line


def test_a_customer_created_for_the_line_is_taken(qtbot, office, ui, line):
    other = office.do(customers.create, values={"surname": "Avdeeva", "given": "Olga"})
    office.do(customers.create, values={"surname": "Martynova", "given": "Olga"})
    QTest.keyClicks(line.field, "met Olga Vishnevetskaya 40 min, takes a trial")
    qtbot.waitUntil(lambda: line._found is not None and ui.desk.idle())
    assert line._found.customer is None
    ui.desk.do(None, customers.create, values={"surname": "Vishnevetskaya", "given": "Olga"})
    qtbot.waitUntil(lambda: line._found.customer is not None)
    assert line._found.customer.name == "Olga Vishnevetskaya"
    assert line._found.customer.id != other


def understood(qtbot, ui, line, text):
    line.field.setText(text)  # Qt's own typing knows no Cyrillic
    line._typed()
    qtbot.waitUntil(lambda: line._found is not None and line._found.text == text and ui.desk.idle())


def shown_menu(qtbot):
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), Menu))
    return QApplication.activePopupWidget()


def test_a_namesake_is_not_taken_for_somebody_unknown(qtbot, office, ui, line, heard):
    """The line says that nobody is called so; Enter, Enter makes the customer, the namesakes stand below."""
    for surname in ("Avdeeva", "Martynova"):
        office.do(customers.create, values={"surname": surname, "given": "Olga"})
    understood(qtbot, ui, line, "met Olga Vishnevetskaya 40 min")
    cells = {cell.key: cell for cell in line._cells(line._found)}
    assert cells["who"].value == "nobody called “Olga Vishnevetskaya”"
    line.save()
    menu = shown_menu(qtbot)
    assert menu.activeAction() is menu.actions()[0]
    assert menu.actions()[0].text() == "New customer “Olga Vishnevetskaya”"
    assert [action.text() for action in menu.actions()[2:]] == ["Olga Avdeeva", "Olga Martynova"]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert heard.went[-1] == ("customers", {"new": "Olga Vishnevetskaya"})


def test_enter_takes_the_first_of_several(qtbot, office, ui, line):
    first = office.do(customers.create, values={"surname": "Avdeeva", "given": "Olga"})
    office.do(customers.create, values={"surname": "Martynova", "given": "Olga"})
    understood(qtbot, ui, line, "met Olga 40 min")
    line.save()
    QTest.keyClick(shown_menu(qtbot), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line._found.customer is not None and ui.desk.idle())
    assert line._found.customer.id == first


def test_the_customer_can_be_altered_when_correcting(qtbot, office, ui, line):
    office.do(customers.create, values={"surname": "Avdeeva", "given": "Olga"})
    other = office.do(customers.create, values={"surname": "Zimin", "given": "Pavel"})
    understood(qtbot, ui, line, "met Avdeeva 40 min, takes a trial")
    line.correct()
    dialog = line.findChild(Correct)
    assert dialog.whom.field.text() == "Olga Avdeeva"
    dialog.text.setText("a trial and a price list")
    dialog.whom.field.clear()
    QTest.keyClicks(dialog.whom.field, "nobody")
    dialog._use()
    assert dialog.isVisible(), "a name that is nobody's is not taken"
    dialog.whom.field.clear()
    QTest.keyClicks(dialog.whom.field, "zim")
    qtbot.waitUntil(dialog.whom.list.isVisible)
    QTest.keyClick(dialog.whom.field, Qt.Key.Key_Return)
    dialog._use()
    qtbot.waitUntil(lambda: line._found.customer.id == other and ui.desk.idle())
    line.save()
    qtbot.waitUntil(ui.desk.idle)
    [row] = office.ask(lambda reading: reading.rows(sa.select(Interaction.customer_id, Interaction.text)))
    assert tuple(row) == (other, "a trial and a price list")


def test_of_a_name_that_nobody_has_the_line_says_so(qtbot, office, ui, line, heard):
    office.do(customers.create, values={"surname": "Zimin", "given": "Pavel"})
    understood(qtbot, ui, line, "met Anna Vishnevetskaya")
    cells = {cell.key: cell for cell in line._cells(line._found)}
    assert cells["who"].value == "nobody called “Anna Vishnevetskaya”"
    line.save()
    menu = shown_menu(qtbot)
    menu.close()
    assert [action.text() for action in menu.actions()] == ["New customer “Anna Vishnevetskaya”"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("позвонить Черепановой завтра", "Черепанова"),
        ("встретил Орлова, берёт два", "Орлов"),
        ("набрал Орлову, не берёт", "Орлова"),
    ],
)
def test_a_new_customer_is_called_in_the_nominative(qtbot, office, ui, line, heard, said, name):
    understood(qtbot, ui, line, said)
    line.save()
    QTest.keyClick(shown_menu(qtbot), Qt.Key.Key_Return)
    assert heard.went[-1] == ("customers", {"new": name})


def test_esc_leaves_the_line_and_keeps_what_stands_in_it(qtbot, office, ui, line):
    office.do(customers.create, values={"surname": "Zimin", "given": "Pavel"})
    line.activateWindow()
    line.begin()
    qtbot.waitUntil(line.field.hasFocus)
    understood(qtbot, ui, line, "met Zimin, takes a trial")
    assert line.strip.isVisible()
    with qtbot.waitSignal(line.left):
        QTest.keyClick(line.field, Qt.Key.Key_Escape)
    assert line.field.text() == "met Zimin, takes a trial"
    assert not line.strip.isVisible()
    assert not line.leave(), "Esc anywhere else is not the line's"
    line.begin()
    assert line.strip.isVisible()
    assert line.field.selectedText() == line.field.text()
    line.save()
    qtbot.waitUntil(ui.desk.idle)
    assert line.field.text() == ""


def test_another_theme_keeps_what_is_half_typed(qtbot, office, ui, line):
    office.do(customers.create, values={"surname": "Zimin", "given": "Pavel"})
    before = Head(ui)
    qtbot.addWidget(before)
    before.capture.field.setText("met Zimin, takes a trial")
    after = Head(ui, before)
    qtbot.addWidget(after)
    after.show()
    after.focus_capture()
    qtbot.waitUntil(lambda: after.capture._found is not None and ui.desk.idle())
    assert after.capture._found.customer.name == "Pavel Zimin"
