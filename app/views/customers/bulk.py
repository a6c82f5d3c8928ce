"""What is done to the chosen customers at once: the bulk bar, and the same by key and by context menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.fields import CLASSES
from app.queries.customers import facets
from app.queries.lines import Facets
from app.queries.people import PersonRow, team
from app.services import customers as verbs
from app.views.customers.conditions import Option
from app.views.customers.notice import Undoing
from app.views.kit.buttons import Button, IconButton, key_text
from app.views.kit.labels import label
from app.views.kit.menu import Entry, menu
from app.views.kit.theme import GAP_L, GAP_M, GAP_XS
from app.views.kit.ui import Ui

#: days between contacts that are offered; 0 is «never»
INTERVALS: Final = (7, 14, 30, 45, 60, 90, 180, 0)


class Bulk(QObject):
    """The verbs on chosen customers; each is one step, and its notice leads back.

    ``chosen`` says which customers are meant at the moment of the order.
    """

    #: the order was carried out
    done = Signal()

    def __init__(self, ui: Ui, chosen: Callable[[], list[int]], place: QWidget) -> None:
        """``place`` is where pickers open that no button asked for."""
        super().__init__(place)
        self._ui, self._chosen, self._place = ui, chosen, place
        self._undoing = Undoing(ui, self)

    def set_class(self, class_: str) -> None:
        """Set the class of all of them."""
        self.edit({"class_": class_, "class_reason": ""})

    def edit(self, values: Mapping[str, Any], *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> None:
        """Set the same columns and tags of all of them."""
        ids = self._chosen()
        if not ids:
            return
        said = self._ui.tr.plural(
            "Changed {count} customer", "Changed {count} customers", len(ids), count=self._ui.number(len(ids))
        )
        self._ui.desk.do(
            lambda _: self._say(said),
            verbs.bulk_edit,
            owner=self,
            ids=ids,
            values=values,
            add_tags=list(add),
            remove_tags=list(remove),
        )

    def trash(self) -> None:
        """Put all of them into the trash."""
        ids = self._chosen()
        if not ids:
            return
        said = self._ui.tr.plural(
            "Put {count} customer into the trash",
            "Put {count} customers into the trash",
            len(ids),
            count=self._ui.number(len(ids)),
        )
        self._ui.desk.do(lambda _: self._say(said), verbs.trash, owner=self, ids=ids)

    def merge(self) -> None:
        """Lead to the merging of the two that are chosen."""
        self._ui.go("merge", ids=tuple(self._chosen()))

    def export(self) -> None:
        """Lead to the export of the chosen ones."""
        self._ui.go("export", ids=tuple(self._chosen()))

    # --- what is chosen by picker

    def pick_class(self, at: QWidget | None = None) -> None:
        """Let the user choose a class."""
        tr = self._ui.tr
        options = [*[Option(name, name) for name in CLASSES], Option("", tr("without a class"))]
        self._open(at, tr("Class"), options, self.set_class)

    def pick_person(self, at: QWidget | None = None) -> None:
        """Let the user choose who is responsible."""
        tr = self._ui.tr

        def answer(people: Sequence[PersonRow]) -> None:
            options = [Option(person.id, person.name) for person in people]
            options.append(Option(0, tr("nobody")))
            self._open(
                at, tr("Responsible"), options, lambda found: self.edit({"responsible_id": found or None})
            )

        self._ui.desk.ask(answer, team, key="people", owner=self)

    def pick_interval(self, at: QWidget | None = None) -> None:
        """Let the user choose after how many days one is to be in touch."""
        tr = self._ui.tr
        options = [Option(-1, tr("as the class says"))]
        options += [
            Option(days, tr.plural("{count} day", "{count} days", days) if days else tr("never"))
            for days in INTERVALS
        ]
        self._open(
            at,
            tr("Keep in touch every"),
            options,
            lambda days: self.edit({"keep_in_touch_days": None if days < 0 else days}),
        )

    def pick_text(
        self,
        column: str,
        title: str,
        occur: Callable[[Facets], Sequence[tuple[str, int]]],
        at: QWidget | None = None,
    ) -> None:
        """Let the user choose a text that occurs, or type a new one."""

        def answer(found: Facets) -> None:
            options = [Option(value, value, count) for value, count in occur(found)]
            self._open(at, title, options, lambda text: self.edit({column: text}), can_add=True)

        self._ui.desk.ask(answer, facets, key="facets", owner=self)

    def pick_tag(self, at: QWidget | None = None, *, add: bool) -> None:
        """Let the user choose a tag to put on all of them, or to take off."""
        tr = self._ui.tr

        def take(tag: str) -> None:
            self.edit({}, add=[tag] if add else [], remove=[] if add else [tag])

        def answer(found: Facets) -> None:
            options = [Option(name, name, count) for name, count in found.tags]
            self._open(at, tr("Add a tag") if add else tr("Remove a tag"), options, take, can_add=add)

        self._ui.desk.ask(answer, facets, key="facets", owner=self)

    # --- menus

    def entries(self, at: QWidget | None = None) -> list[Entry]:
        """Return the menu lines that change the chosen customers."""
        tr = self._ui.tr
        return [
            Entry(tr("Class…"), partial(self.pick_class, at), icon="star"),
            Entry(tr("Responsible…"), partial(self.pick_person, at), icon="user-check"),
            Entry(tr("Add a tag…"), partial(self.pick_tag, at, add=True), icon="tag"),
            Entry(tr("Remove a tag…"), partial(self.pick_tag, at, add=False)),
            Entry(
                tr("Territory…"),
                partial(self.pick_text, "territory", tr("Territory"), lambda found: found.territories, at),
                icon="flag",
            ),
            Entry(
                tr("Heard of us from…"),
                partial(self.pick_text, "source", tr("Heard of us from"), lambda found: found.sources, at),
                icon="ear",
            ),
            Entry(tr("Keep in touch every…"), partial(self.pick_interval, at), icon="reminder"),
        ]

    def ends(self, count: int) -> list[Entry]:
        """Return the menu lines that lead elsewhere or take the chosen customers away."""
        tr = self._ui.tr
        merge = [Entry(tr("Merge these two…"), self.merge, icon="merge")] if count == 2 else []
        return [
            *merge,
            Entry(tr("Export…"), self.export, icon="export"),
            Entry(tr("Put into the trash"), self.trash, icon="trash", key=key_text("Del"), danger=True),
        ]

    def offer(self, at: QWidget) -> None:
        """Open the menu of changes (F2)."""
        count = len(self._chosen())
        if count:
            menu(self._ui.theme, at, self.entries(at), self.ends(count)).under(at)

    def _open(
        self,
        at: QWidget | None,
        title: str,
        options: Sequence[Option],
        then: Callable[[Any], None],
        *,
        can_add: bool = False,
    ) -> None:
        from app.views.customers.picker import Picker  # noqa: PLC0415 - Qt's names for it are many

        picker = Picker(self._ui, title, options, single=True, can_add=can_add, parent=self._place)
        picker.chosen.connect(lambda values: then(values[0]) if values else None)
        picker.under(at or self._place)

    def _say(self, said: str) -> None:
        self._undoing.say(said)
        self.done.emit()


class BulkBar(QWidget):
    """Stands below the list while several customers are chosen."""

    #: nothing shall be chosen any more
    dropped = Signal()

    def __init__(self, ui: Ui, bulk: Bulk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._bulk, self._count = ui, bulk, 0
        tr, theme = ui.tr, ui.theme
        self.said = label(bold=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_L, GAP_XS, GAP_M - 2, GAP_XS)
        row.setSpacing(GAP_XS)
        row.addWidget(self.said)
        row.addStretch(1)
        self.buttons = {
            "class": Button(tr("Class"), theme, drop=True),
            "person": Button(tr("Responsible"), theme, drop=True),
            "tag": Button(tr("Tag"), theme, drop=True),
            "more": Button(tr("More"), theme, drop=True),
        }
        for button in self.buttons.values():
            row.addWidget(button)
        self.buttons["class"].clicked.connect(lambda: bulk.pick_class(self.buttons["class"]))
        self.buttons["person"].clicked.connect(lambda: bulk.pick_person(self.buttons["person"]))
        self.buttons["tag"].clicked.connect(lambda: bulk.pick_tag(self.buttons["tag"], add=True))
        self.buttons["more"].clicked.connect(self._offer)
        trash = IconButton("trash", tr("Put into the trash"), theme, key=key_text("Del"))
        trash.clicked.connect(bulk.trash)
        drop = IconButton("x", tr("Choose nothing"), theme, key=key_text("Esc"))
        drop.clicked.connect(self.dropped)
        row.addWidget(trash)
        row.addWidget(drop)

    def set_count(self, count: int) -> None:
        """Say how many are chosen."""
        self._count = count
        number = self._ui.number(count)
        self.said.setText(self._ui.tr.plural("{count} chosen", "{count} chosen", count, count=number))

    def _offer(self) -> None:
        at = self.buttons["more"]
        menu(self._ui.theme, self, self._bulk.entries(at)[3:], self._bulk.ends(self._count)).under(at)
