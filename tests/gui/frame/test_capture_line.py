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
from app.views.kit.menu import Menu


@pytest.fixture
def line(qtbot, ui):
    line = CaptureLine(ui)
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
    line.field.clear()
    QTest.keyClicks(line.field, text)
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
