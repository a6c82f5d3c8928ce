"""The menu of columns: which are shown, what the list is sorted by, whether it is grouped by letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from app.settings import GROUP_BY_LETTER
from app.views.customers.columns import KINDS, Layout
from app.views.kit.menu import Entry, Menu, menu
from app.views.kit.ui import Ui


def open_columns_menu(
    ui: Ui,
    layout: Layout,
    at: QWidget,
    take: Callable[[Layout], None],
    regroup: Callable[[], None],
) -> Menu:
    """Open the menu under ``at``; ``take`` gets the layout that was chosen."""
    tr = ui.tr
    shown = [
        Entry(tr(kind.title), partial(take, layout.toggled(key)), checked=key in layout.columns)
        for key, kind in KINDS.items()
        if key != "title"
    ]
    grouped = bool(ui.settings.get(GROUP_BY_LETTER))

    def toggle() -> None:
        ui.settings.set(GROUP_BY_LETTER, not grouped)
        if layout.order == "title":
            regroup()
        else:
            take(replace(layout, order="title", descending=False))

    letters = Entry(tr("Group by letter"), toggle, checked=grouped)
    usual = Entry(tr("Usual columns"), partial(take, replace(Layout(), order=layout.order)), icon="undo")
    made = menu(ui.theme, at, shown)
    made.addSeparator()
    made.addMenu(_orders(ui, layout, take, made))
    made.add(letters)
    made.addSeparator()
    made.add(usual)
    made.under(at)
    return made


def _orders(ui: Ui, layout: Layout, take: Callable[[Layout], None], parent: QWidget) -> Menu:
    """Return the menu of orders, for hands that stay on the keyboard."""
    tr = ui.tr
    made = Menu(ui.theme, parent)
    made.setTitle(tr("Sort by"))
    for key, kind in KINDS.items():
        then = partial(take, replace(layout, order=key, descending=kind.descending))
        made.add(Entry(tr(kind.title), then, checked=key == layout.order))
    made.addSeparator()
    turned = partial(take, replace(layout, descending=not layout.descending))
    made.add(Entry(tr("The other way round"), turned, checked=layout.descending))
    return made
