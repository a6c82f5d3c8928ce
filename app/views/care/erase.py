"""Erase a person for good, asked from her card (row C14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.queries import merging
from app.services import trash as trash_verbs
from app.services.trash import Erased
from app.views.care.trash import erase_warning
from app.views.kit.dialog import confirm
from app.views.kit.ui import Ui

if TYPE_CHECKING:
    from app.views.kit.host import Host


def open_dialog(window: Host, ui: Ui, name: str, *, customer_id: int = 0, **_what: object) -> None:
    """Ask before a customer is erased for good."""
    if name != "erase" or not customer_id:
        return

    def ask(row: dict[str, object]) -> None:
        tr = ui.tr
        title = tr("Erase {name} for good?", name=row["title"])
        dialog = confirm(window, title, erase_warning(ui), tr("Erase for good"), ui.theme, tr, danger=True)
        dialog.accepted.connect(lambda: ui.desk.do(erased, trash_verbs.erase, customer_id=customer_id))

    def erased(done: Erased) -> None:
        ui.say(ui.tr("Erased for good: {rows} records, {files} files", rows=done.rows, files=done.files))

    ui.desk.ask(ask, merging.customer_row, customer_id=customer_id)
