"""Saved views as tabs: those that are always there, and the team's own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import N_, Translator
from app.queries.customers import counts, views
from app.queries.lines import ListFilter, SavedView
from app.services import settings as verbs
from app.views.customers.columns import ROOM, Layout
from app.views.customers.notice import Undoing
from app.views.kit.buttons import IconButton, Kind
from app.views.kit.dialog import Dialog
from app.views.kit.fields import LineField
from app.views.kit.menu import Entry, menu
from app.views.kit.tabs import Shape, Tab, Tabs
from app.views.kit.theme import GAP_M, GAP_S
from app.views.kit.ui import Ui

ALL: Final = "all"
#: quiet time after a change before the views are counted anew, ms
CALM: Final = 700


@dataclass(frozen=True)
class ShownView:
    """One tab. ``row_id`` is that of a saved view; the built-in ones have none and no layout."""

    key: str
    name: str
    filter: ListFilter
    layout: Layout | None = None
    row_id: int | None = None


def built_in(tr: Translator, person_id: int | None) -> list[ShownView]:
    """Return the views that are always there."""
    mine = [ShownView("mine", tr(N_("My customers")), ListFilter(people=(person_id,)))] if person_id else []
    return [
        ShownView(ALL, tr.context("customers", "All"), ListFilter()),
        *mine,
        ShownView("vip", "VIP", ListFilter(classes=("VIP",))),
        ShownView("quiet", tr(N_("Gone quiet")), ListFilter(quiet=True)),
        ShownView("no-step", tr(N_("Without next step")), ListFilter(step="none")),
    ]


def stored(view: SavedView) -> ShownView:
    """Return a saved view; a definition that cannot be read shows all customers."""
    try:
        definition = json.loads(view.definition)
    except ValueError:
        definition = {}
    plain: Mapping[str, Any] = definition if isinstance(definition, dict) else {}
    filter_ = plain.get("filter")
    layout = plain.get("layout")
    return ShownView(
        f"own:{view.id}",
        view.name,
        ListFilter.from_json(filter_) if isinstance(filter_, dict) else ListFilter(),
        Layout.from_json(layout) if isinstance(layout, dict) else None,
        view.id,
    )


class ViewsBar(QWidget):
    """The tabs, and what can be done with views; ``chosen`` carries the view."""

    chosen = Signal(object)
    #: the views were read
    ready = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._undoing = Undoing(ui, self)
        self._built_in = built_in(ui.tr, ui.desk.office.person_id)
        self._views: list[ShownView] = list(self._built_in)
        self._counts: dict[str, str] = {}
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self.count)
        self._now: tuple[ListFilter, Layout] = (ListFilter(), Layout())
        self.tabs = Tabs([Tab(v.key, v.name) for v in self._views], ui.theme, ui.tr, shape=Shape.PILL)
        self.tabs.chosen.connect(lambda key: self.chosen.emit(self.view(key)))
        self.more = IconButton("plus", ui.tr("Save this view"), ui.theme)
        self.more.clicked.connect(self.offer)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_M, GAP_S, GAP_M - 2, GAP_S)
        row.setSpacing(GAP_S)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.more)

    @property
    def current(self) -> ShownView:
        """The view whose tab is chosen."""
        return self.view(self.tabs.current)

    @property
    def views(self) -> Sequence[ShownView]:
        """All views, as the tabs stand."""
        return tuple(self._views)

    def view(self, key: str) -> ShownView:
        """Return a view by its key, «All» where it is gone."""
        return next((view for view in self._views if view.key == key), self._views[0])

    def choose(self, key: str) -> ShownView:
        """Mark a tab, without a signal, and return its view."""
        self.tabs.choose(self.view(key).key)
        return self.current

    def tell(self, filter_: ListFilter, layout: Layout) -> None:
        """Say how the list is filtered and laid out now: what saving a view would keep."""
        self._now = (filter_, layout)
        self.more.set_icon(
            "save" if self.changed() else "plus", tone="accent" if self.changed() else "secondary"
        )

    def changed(self) -> bool:
        """Tell whether the list shows something else than the chosen view of the team's own."""
        view, (filter_, layout) = self.current, self._now
        if view.row_id is None:
            return False
        kept = view.layout
        return filter_ != view.filter or (
            kept is not None
            and (kept.columns, kept.order, kept.descending)
            != (layout.columns, layout.order, layout.descending)
        )

    def reload(self) -> None:
        """Read the saved views and count the customers of each."""
        self._ui.desk.ask(self._show, views, key="views", owner=self, room=ROOM)

    def count_soon(self) -> None:
        """Count anew when changes have calmed down: counting reads the whole database."""
        self._calm.start()

    def count(self) -> None:
        """Count the customers of each view anew."""
        shown = list(self._views)

        def answer(numbers: Sequence[int]) -> None:
            self._counts = {view.key: self._ui.number(n) for view, n in zip(shown, numbers, strict=True)}
            self._show_tabs()

        self._ui.desk.ask(answer, counts, key="counts", owner=self, filters=[view.filter for view in shown])

    def _show(self, saved: Sequence[SavedView]) -> None:
        self._views = [*self._built_in, *[stored(view) for view in saved]]
        self._show_tabs()
        self.ready.emit()
        # the customers themselves first
        self.count_soon()

    def _show_tabs(self) -> None:
        tabs = [Tab(view.key, view.name, self._counts.get(view.key, "")) for view in self._views]
        if tabs != [button.tab for button in self.tabs._buttons]:  # noqa: SLF001 - the same family of widgets
            self.tabs.set_tabs(tabs)

    # --- saving, renaming, deleting

    def offer(self) -> None:
        """Open the menu of what can be done with this view."""
        tr, view = self._ui.tr, self.current
        own = view.row_id is not None
        entries = [Entry(tr("Save as a new view…"), self.save_as, icon="plus")]
        if own:
            entries += [
                Entry(
                    tr("Update “{view}”", view=view.name),
                    self.update_view,
                    icon="save",
                    enabled=self.changed(),
                ),
                Entry(tr("Rename…"), self.rename, icon="edit"),
            ]
        delete = [Entry(tr("Delete “{view}”", view=view.name), self.delete, icon="trash", danger=True)]
        menu(self._ui.theme, self, entries, delete if own else []).under(self.more)

    def save_as(self) -> None:
        """Ask for a name and save what the list shows as a view."""
        tr = self._ui.tr
        self._ask_name(tr("New view"), "", lambda name: self._save(name, None))

    def rename(self) -> None:
        """Ask for another name of the chosen view."""
        view = self.current
        if view.row_id is not None:
            self._ask_name(
                self._ui.tr("Rename the view"), view.name, lambda name: self._save(name, view, kept=True)
            )

    def update_view(self) -> None:
        """Save what the list shows under the name of the chosen view."""
        self._save(self.current.name, self.current)

    def delete(self) -> None:
        """Delete the chosen view; a notice leads back."""
        view = self.current
        if view.row_id is None:
            return

        def done(_: object) -> None:
            self.chosen.emit(self.choose(ALL))
            self._undoing.say(self._ui.tr("Deleted the view “{view}”", view=view.name))

        self._ui.desk.do(done, verbs.remove_view, owner=self, row_id=view.row_id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        self.offer()

    def _save(self, name: str, view: ShownView | None, *, kept: bool = False) -> None:
        filter_, layout = self._now
        if kept and view is not None:
            filter_, layout = view.filter, view.layout or layout

        def done(row_id: int) -> None:
            self._views = [v for v in self._views if v.row_id != row_id]
            self._views.append(ShownView(f"own:{row_id}", name, filter_, layout, row_id))
            self._show_tabs()
            self.tabs.choose(f"own:{row_id}")
            self.chosen.emit(self.current)
            self.reload()

        self._ui.desk.do(
            done,
            verbs.save_view,
            owner=self,
            room=ROOM,
            name=name,
            definition={"filter": filter_.as_json(), "layout": layout.as_json()},
            row_id=None if view is None else view.row_id,
        )

    def _ask_name(self, title: str, name: str, then: object) -> None:
        assert callable(then)
        ui = self._ui
        dialog = Dialog(title, ui.theme, ui.tr, width=360, parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        line = LineField(ui.theme, name=ui.tr("Name of the view"), hint=ui.tr("What the view shows"))
        line.setText(name)
        line.selectAll()
        dialog.body.addWidget(line)
        dialog.add_cancel()
        answer = dialog.add_answer(ui.tr("Save"), kind=Kind.PRIMARY)
        answer.setEnabled(bool(name))
        line.textChanged.connect(lambda text: answer.setEnabled(bool(text.strip())))
        dialog.accepted.connect(lambda: then(line.text().strip()))
        dialog.open()
        line.setFocus()
