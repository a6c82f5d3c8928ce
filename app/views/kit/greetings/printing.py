"""Prints a page on the printer that the user chooses."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.reports.documents.pdf import document, escape, lay_out, print_on

#: letters of an A4 page across, in points of 1/96 inch
_WIDE: Final = 680


def print_page(parent: QWidget, body: str, *, title: str) -> None:
    """Ask for a printer and print an HTML body on it."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - 30 ms that no start need wait for

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    lay_out(printer)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: print_on(document(body, width=_WIDE, title=title), printer))
    dialog.setModal(True)
    dialog.show()


def letter_page(subject: str, text: str) -> str:
    """Return a greeting as a page: paragraphs as they were written."""
    head = f"<p class='title'>{escape(subject)}</p>" if subject else ""
    parts = text.replace("\r\n", "\n").split("\n\n")
    return head + "".join(f"<p class='big'>{escape(part)}</p><p>&nbsp;</p>" for part in parts)
