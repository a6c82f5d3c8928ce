"""The capture line and the customers that come to be while it waits."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from app.services import customers
from app.views.frame.capture import CaptureLine


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
    assert line._found.customer.name == "Vishnevetskaya Olga"
    assert line._found.customer.id != other
