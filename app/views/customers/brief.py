"""The brief on screen, and the blank card: print them or save them as PDF (rows C15, C16)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.reports.blank import blank
from app.reports.brief import brief
from app.reports.documents.papers import blank_html, brief_html
from app.views.kit.menu import Entry, menu
from app.views.kit.paper import Paper
from app.views.kit.ui import Ui


def open_dialog(window: QWidget, ui: Ui, name: str, **what: Any) -> None:
    """Open the brief on a customer, or ask which blank card is wanted."""
    if name == "blank":
        entries = [
            Entry(ui.tr("Blank card of a person"), partial(_blank, window, ui, "person"), icon="user"),
            Entry(
                ui.tr("Blank card of an organisation"),
                partial(_blank, window, ui, "organisation"),
                icon="organisation",
            ),
        ]
        menu(ui.theme, window, entries).popup(window.mapToGlobal(window.rect().center()))
        return

    def show(found: Any) -> None:
        Paper(ui, ui.tr("Brief"), brief_html(found, ui.tr), f"{found.name}.pdf", window).open()

    ui.desk.ask(show, brief, customer_id=what["customer_id"], tr=ui.tr, day=ui.date, owner=window)


def _blank(window: QWidget, ui: Ui, kind: str) -> None:
    def show(found: Any) -> None:
        Paper(ui, ui.tr("Blank card"), blank_html(found, ui.tr), ui.tr("blank card") + ".pdf", window).open()

    ui.desk.ask(show, blank, kind=kind, tr=ui.tr, owner=window)
