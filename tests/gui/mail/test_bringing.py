"""Files that are dropped: told from their content, brought in beside the window, said with a way back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMainWindow

from app.queries import card, mail
from app.services.mail import importing
from app.views.mail import bringing
from app.views.mail.problems import Problems


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


def lines(office, customer_id):
    return [item.text for item in office.ask(card.timeline, customer_id=customer_id)]


def test_a_dropped_letter_stands_on_its_timeline_once_and_can_be_taken_back(
    window, ui, office, heard, peter, letter_file, settled
):
    path = letter_file()
    for _ in range(2):
        bringing.open_dialog(window, ui, "dropped", paths=[path])
        settled()
    assert lines(office, peter) == ["The price list"]
    assert [said[0] for said in heard.said] == ["1 letter came in", "1 was there already or is not wanted"]
    heard.said[0][1]["Undo"]()
    settled()
    assert lines(office, peter) == []


def test_a_letter_dropped_on_a_card_belongs_to_it(window, ui, office, heard, peter, letter_file, settled):
    path = letter_file(sender="nobody@elsewhere.example")
    bringing.open_dialog(window, ui, "dropped", paths=[path], customer_id=peter)
    settled()
    assert lines(office, peter) == ["The price list"]
    heard.said[0][1]["Show"]()
    assert heard.went == [("customers", {"customer_id": peter})]


def test_what_is_no_letter_goes_where_it_belongs(window, ui, heard, letter_file, settled, tmp_path):
    table = tmp_path / "list.csv"
    table.write_text("name\n", encoding="utf-8")
    bringing.open_dialog(window, ui, "dropped", paths=[letter_file(), table])
    settled(lambda: heard.said)
    assert heard.went == [("imports", {"paths": [table]})]
    heard.said[0][1]["Unknown senders"]()
    assert heard.went[-1] == ("mail", {"tab": "senders"})


def test_a_letter_with_an_invitation_is_a_letter(letter_file, tmp_path):
    calendar = "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nEND:VCALENDAR\n"
    invitation = letter_file("meet.eml", text=calendar)
    plain = tmp_path / "meet.ics"
    plain.write_text(calendar, encoding="utf-8")
    found = bringing.sorted_out([invitation, plain])
    assert (found.letters, found.calendars, found.others) == ([invitation], [plain], [])


def test_problems_are_listed(qtbot, window, ui, heard, letter_file, settled, tmp_path):
    broken = tmp_path / "book.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing else")
    bringing.bring(ui, [letter_file(), broken])
    settled(lambda: heard.said)
    text, actions, tone = heard.said[0]
    assert tone == "warning"
    assert text.startswith("1 letter came in")
    actions["Problems"]()
    place, what = heard.went[-1]
    bringing.open_dialog(window, ui, place, **what)
    dialog = window.findChildren(Problems)[0]
    assert dialog.table.rowCount() == 1
    dialog.reject()


def test_nothing_readable_is_said_with_its_reason(ui, heard, settled, tmp_path):
    broken = tmp_path / "book.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing else")
    bringing.bring(ui, [broken])
    settled(lambda: heard.said)
    assert heard.said[0][2] == "bad"
    assert "book.xlsx" in heard.said[0][0]


def test_an_import_that_is_stopped_leaves_nothing(ui, office, heard, letter_file, settled, monkeypatch):
    paths = [letter_file(f"{number}.eml", subject=f"Letter {number}") for number in range(4)]
    run = importing.run

    def stopping(door, *, progress, **told):
        def tell(done, total):
            progress(done, total)
            if done == 2:
                ui.desk.tasks.cancel()

        return run(door, progress=tell, **told)

    monkeypatch.setattr(importing, "run", stopping)
    bringing.bring(ui, paths)
    settled(lambda: heard.said)
    assert heard.said[0][2] == "warning"
    assert office.ask(mail.counts).proposed == 0
