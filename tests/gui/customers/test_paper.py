"""Pages to print: one page where it was promised, and digits that can be searched and copied."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont

from app.reports.documents.pdf import document, write_pdf
from app.views.kit.theme import LIGHT, apply, font

ROWS = "<table width='100%'>{}</table>"
ROW = "<tr><td class='line'>wine</td><td class='line'>Saperavi</td></tr>"


@pytest.fixture
def window_font(qapp):
    before = QFont(qapp.font())
    apply(qapp, LIGHT)
    qapp.setFont(font())
    yield
    qapp.setFont(before)


def test_digits_of_a_page_are_plain_ones(window_font):
    assert font().featureTags(), "the window writes digits of one width"
    assert not document("<p>15:30</p>", width=600, title="x").defaultFont().featureTags()


@pytest.mark.parametrize(("rows", "pages"), [(5, 1), (44, 1), (200, 6)])
def test_a_brief_that_is_a_little_too_long_stays_one_page(qapp, tmp_path, rows, pages):
    path = write_pdf(tmp_path / "brief.pdf", ROWS.format(ROW * rows), title="x", one_page=True)
    found = path.read_bytes().count(b"/Type /Page\n")
    assert found == 1 if pages == 1 else found > 1


def test_other_papers_keep_their_size(qapp, tmp_path):
    path = write_pdf(tmp_path / "list.pdf", ROWS.format(ROW * 44), title="x")
    assert path.read_bytes().count(b"/Type /Page\n") > 1
