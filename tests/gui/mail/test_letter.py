"""Reading a letter: nothing is loaded, the quotation is folded, files are opened as copies, requests are settled."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QDialog, QMainWindow

from app.queries import card
from app.views.kit import opening
from app.views.mail import letter as letters
from app.views.mail import page as pages
from app.views.mail.letter import LetterDialog
from app.views.mail.page import SafePage
from app.views.mail.words import folded_page, plain_page

#: a picture of one red point
DOT = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
)


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def opened(window, ui, settled):
    def show(**which):
        letters.open_dialog(window, ui, "letter", **which)
        settled(lambda: window.findChildren(LetterDialog))
        return window.findChildren(LetterDialog)[-1]

    yield show
    for dialog in window.findChildren(LetterDialog):
        dialog.reject()


def entry(office, customer_id, place=0):
    return office.ask(card.timeline, customer_id=customer_id)[place]


def test_a_letter_is_read_with_its_quotation_folded(office, peter, opened, letter_file, bring):
    bring(letter_file(text="Yes, please.\n\nOn Monday you wrote:\n> Shall we send the list?\n"))
    dialog = opened(interaction_id=entry(office, peter).id)
    pane = dialog.pane
    assert pane.subject.text() == "The price list"
    assert pane.lines["from"].text() == "Peter Brown <peter@brown.example>"
    assert pane.text.strip() == "Yes, please."
    pane.fold.click()
    assert "Shall we send the list?" in pane.text
    pane.fold.click()
    assert "Shall we send" not in pane.text


def test_a_designed_letter_is_shown_without_what_lies_outside(office, peter, opened, letter_file, bring):
    page = '<p>Good <b>morning</b></p><img src="https://spy.example/dot.png"><script>alert(1)</script>'
    bring(letter_file(html=page))
    pane = opened(interaction_id=entry(office, peter).id).pane
    assert "Good morning" in pane.text
    assert "alert" not in pane.text
    assert "not loaded" in pane.note.text()


def test_the_page_loads_nothing_but_what_it_holds(qtbot, ui, tmp_path):
    page = SafePage(ui)
    qtbot.addWidget(page)
    file = tmp_path / "secret.txt"
    file.write_text("secret", encoding="utf-8")
    for address in (f"file://{file}", str(file), "https://spy.example/a.css"):
        for kind in (1, 3):
            assert page.loadResource(kind, QUrl(address)) == ""
        picture = page.loadResource(2, QUrl(address))
        assert (picture.width(), picture.height()) == (1, 1)
    page.show_page(f'<img src="{DOT}" width="40" height="40">', designed=True)
    page.resize(120, 120)
    page.show()
    shot = page.viewport().grab().toImage()
    colours = {shot.pixelColor(x, y).name() for x in range(0, 60, 4) for y in range(0, 60, 4)}
    assert len(colours) > 1


def test_a_link_is_asked_about_before_it_is_opened(window, ui, heard, monkeypatch):
    page = SafePage(ui, window)
    went = []
    monkeypatch.setattr(pages.QDesktopServices, "openUrl", lambda url: went.append(url.toString()) or True)
    page.ask_link(QUrl("https://brown.example/list?a=1"))
    dialog = page.findChildren(QDialog)[0]
    assert went == []
    dialog.accept()
    assert went == ["https://brown.example/list?a=1"]
    for bad in ("file:///etc/passwd", "javascript:alert(1)", "smb://server/share"):
        page.ask_link(QUrl(bad))
    assert len(went) == 1
    assert all("is not opened" in said[0] for said in heard.said)


def test_files_are_opened_as_a_copy_and_programs_never(
    office, peter, opened, letter_file, bring, heard, settled, monkeypatch
):
    bring(letter_file(files=[("list.pdf", b"%PDF-1.4"), ("list.pdf.exe", b"MZ")]))
    item = entry(office, peter)
    went = []
    monkeypatch.setattr(
        opening.QDesktopServices, "openUrl", lambda url: went.append(url.toLocalFile()) or True
    )
    pane = opened(interaction_id=item.id).pane
    files = pane.opened.letter.files
    assert [button.label.split("  ")[0] for button in pane.files.buttons] == ["list.pdf", "list.pdf.exe"]
    pane.files.open_copy(files[0])
    settled(lambda: went)
    assert went[0].endswith("list.pdf")
    pane.files.open_copy(files[1])
    assert len(went) == 1
    assert "program" in heard.said[-1][0]


def test_a_request_is_settled_and_waits_again(office, peter, opened, letter_file, bring, heard, settled):
    bring(letter_file())
    dialog = opened(interaction_id=entry(office, peter).id)
    assert "Waits" in dialog.pane.note.text()
    dialog.request.click()
    settled(lambda: entry(office, peter).answered_at is not None)
    settled(lambda: "Answered" in dialog.pane.note.text())
    dialog.request.click()
    settled(lambda: entry(office, peter).answered_at is None)
    assert "Undo" in heard.said[-1][1]


def test_an_answer_begins_from_the_letter(office, peter, opened, letter_file, bring, heard):
    bring(letter_file())
    item = entry(office, peter)
    opened(interaction_id=item.id).reply.click()
    assert heard.went[-1] == ("compose", {"answers": item.id, "customer_id": peter})


def test_the_exchange_leads_to_its_other_letters(office, peter, opened, letter_file, bring, settled):
    bring(letter_file("one.eml"))
    bring(
        letter_file(
            "two.eml", subject="Re: The price list", text="And the samples?", answers="one.eml", day=17
        )
    )
    dialog = opened(interaction_id=entry(office, peter).id)
    pane = dialog.pane
    assert pane.exchange.label == "1 more letter of this exchange"
    pane.asked.emit(pane.opened.siblings[0].message_id)
    settled(lambda: pane.subject.text() == "The price list")
    assert pane.text.strip() == "Please send the list."


def test_a_contact_that_was_no_letter_opens_nothing(window, ui, heard, settled):
    letters.open_dialog(window, ui, "letter", interaction_id=12345)
    settled(lambda: heard.said)
    assert window.findChildren(LetterDialog) == []


def test_html_is_folded_only_where_nothing_follows_the_quotation():
    assert folded_page("<p>Yes</p><blockquote>What?</blockquote><br>") == "<p>Yes</p>"
    inline = "<p>See</p><blockquote>What?</blockquote><p>This.</p>"
    assert folded_page(inline) == inline
    whole = "<blockquote>Forwarded</blockquote>"
    assert folded_page(whole) == whole


def test_a_plain_text_stays_plain():
    page = plain_page("<b>no</b> see https://brown.example/a?b=1&c=2. or write to peter@brown.example\x01")
    assert "&lt;b&gt;no" in page
    assert '<a href="https://brown.example/a?b=1&amp;c=2">' in page
    assert '<a href="mailto:peter@brown.example">' in page
