"""Pages from simple HTML: one sheet style, escaped text, PDF file or printer."""

from __future__ import annotations

import html
import re
import tempfile
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QSizeF, QUrl
from PySide6.QtGui import QFont, QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from app.models.faults import CannotWrite

#: sizes are those of the window's type scale (20, 15 and 13 px at 96 dpi), for which headings are paragraphs: h1 and h2
#: are enlarged by Qt whatever size is asked for; Qt knows borders of cells in px alone
STYLE: Final = """
body { font-family: Inter, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif; font-size: 9.75pt; color: #1B1C20; }
p { margin: 0 0 4px 0; line-height: 140%; }
.title { font-size: 15pt; font-weight: 600; margin: 0 0 4px 0; }
.part { font-size: 11.25pt; font-weight: 600; margin: 16px 0 4px 0; color: #2463D1; }
h1, h2 { margin: 12px 0 4px 0; }
td p { margin: 0; }
.quiet { color: #5A5E6B; }
.bad { color: #B3261E; }
.big { font-size: 11.25pt; }
.small { font-size: 8.25pt; }
td { vertical-align: top; padding-top: 4px; padding-bottom: 4px; }
td.left { padding-right: 16px; }
td.line { border-bottom: 1px solid #C9CCD4; }
td.fill { border-bottom: 1px solid #8A8E9A; }
"""
DOTS: Final = 96
#: how much smaller a page may be set to stay one: 9.75 pt becomes 7.8
_SCALES: Final = (1, 0.95, 0.9, 0.85, 0.8)
_SIZES: Final = re.compile(r"\b(\d+(?:\.\d+)?)(pt|px)\b")


class _Sheet(QTextDocument):
    """A document that loads nothing from outside: no image, no style sheet, no file."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002 - Qt's signature
        return b""


def escape(text: object) -> str:
    """Return ``text`` safe inside HTML, with its line breaks."""
    return html.escape(str(text)).replace("\n", "<br>")


def document(body: str, *, width: float, title: str, scale: float = 1) -> QTextDocument:
    """Return the laid out document of an HTML body, ``width`` in points of 1/96 inch, type and gaps times ``scale``."""
    sheet = _Sheet()
    # the window's digits of one width are other glyphs, which nobody could search or copy in a PDF
    sheet.setDefaultFont(QFont("Inter"))
    sheet.setDefaultStyleSheet(_SIZES.sub(lambda size: f"{float(size[1]) * scale:g}{size[2]}", STYLE))
    sheet.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, title)
    sheet.setDocumentMargin(0)
    sheet.setHtml(f"<html><body>{body}</body></html>")
    sheet.setTextWidth(width)
    return sheet


def write_pdf(path: Path, body: str, *, title: str, one_page: bool = False) -> Path:
    """Write an HTML body to an A4 PDF at ``path``, whole or not at all; ``one_page`` sets it smaller, if that is enough.

    Raises:
        CannotWrite: the folder refuses.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            draft = Path(part.name)
    except OSError as fault:
        raise CannotWrite(reason=fault.strerror or str(fault)) from fault
    writer = QPdfWriter(str(draft))
    writer.setTitle(title)
    writer.setCreator("Rapport")
    writer.setResolution(DOTS)
    lay_out(writer)
    print_on(_fitting(body, writer, title=title) if one_page else _paged(body, writer, title=title), writer)
    del writer
    try:
        if not draft.stat().st_size:
            raise CannotWrite(reason=str(path))
        draft.replace(path)
    except OSError as fault:
        draft.unlink(missing_ok=True)
        raise CannotWrite(reason=fault.strerror or str(fault)) from fault
    return path


def lay_out(device: QPagedPaintDevice) -> None:
    """Set A4 with margins of 15 mm."""
    size = QPageSize(QPageSize.PageSizeId.A4)
    device.setPageLayout(
        QPageLayout(
            size, QPageLayout.Orientation.Portrait, QMarginsF(15, 14, 15, 14), QPageLayout.Unit.Millimeter
        )
    )


def _paged(body: str, device: QPagedPaintDevice, *, title: str, scale: float = 1) -> QTextDocument:
    """Return the document laid out for the device's pages."""
    rect = device.pageLayout().paintRectPixels(DOTS)
    sheet = document(body, width=rect.width(), title=title, scale=scale)
    sheet.setPageSize(QSizeF(rect.width(), rect.height()))
    return sheet


def _fitting(body: str, device: QPagedPaintDevice, *, title: str) -> QTextDocument:
    """Return the document on one page; as it is where even the smallest type would need more."""
    for scale in _SCALES:
        sheet = _paged(body, device, title=title, scale=scale)
        if sheet.pageCount() == 1:
            return sheet
    return _paged(body, device, title=title)


def print_on(sheet: QTextDocument, device: QPagedPaintDevice) -> None:
    """Lay the document out for the device's pages and print it."""
    rect = device.pageLayout().paintRectPixels(DOTS)
    sheet.setPageSize(QSizeF(rect.width(), rect.height()))
    sheet.print_(device)
