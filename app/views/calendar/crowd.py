"""Who keeps a day of many: the customers, the most valuable first, each a way to the card (row R2)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.work import Reading
from app.queries.calendar import OccasionGroup, office_country
from app.queries.greetings import celebrants
from app.queries.items import Item
from app.views.kit.badge import Badge
from app.views.kit.buttons import Link
from app.views.kit.labels import Line, label
from app.views.kit.scroll import Scroll
from app.views.kit.theme import GAP_L, GAP_S, SMALL
from app.views.kit.ui import Ui

#: so many are shown; all of them stand among the greetings
_MOST = 40
_TALL = 200
_ROW = 26


class Crowd(QWidget):
    """Hidden while no such day is chosen."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._group: OccasionGroup | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Line(ui.theme))
        self.list = Scroll(gap=0, margin=0)
        self.list.column.setContentsMargins(GAP_L, GAP_S, GAP_L, GAP_S)
        column.addWidget(self.list)
        self.hide()

    def show_group(self, group: OccasionGroup | None, person: int | None = None) -> None:
        """Show who keeps the day of ``group``, of all or of this person's customers; nothing for None."""
        self._group = group
        if group is None:
            self.hide()
            return
        ui = self._ui
        ui.desk.ask(
            self._show, _who, key="crowd", owner=self, group=group, person=person, language=ui.tr.code
        )

    def names(self) -> list[str]:
        """Return who is shown."""
        return [link.label for link in self.list.findChildren(Link) if not link.isHidden()]

    def _show(self, found: tuple[OccasionGroup, Sequence[Item]]) -> None:
        group, items = found
        if group != self._group:
            return
        column, tr = self.list.column, self._ui.tr
        while (item := column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for one in items[:_MOST]:
            column.addWidget(self._row(one))
        if len(items) > _MOST:
            said = tr.plural("{count} more", "{count} more", group.count - _MOST)
            column.addWidget(label(said, tone="secondary", size=SMALL))
        lines = min(len(items), _MOST + 1)
        self.list.setFixedHeight(min(_TALL, lines * _ROW + 2 * GAP_S))
        self.setVisible(bool(items))

    def _row(self, item: Item) -> QWidget:
        ui, who = self._ui, item.who
        assert who is not None
        line = QWidget()
        line.setFixedHeight(_ROW)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        link = Link(who.name, ui.theme, tone="text" if item.open else "secondary", parent=line)
        link.clicked.connect(lambda *_: ui.go("customers", customer_id=who.id))
        row.addWidget(link)
        row.addWidget(Badge(who.class_, ui.theme, ui.tr), alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        if not item.open:
            row.addWidget(label(ui.tr("done"), tone="good", size=SMALL))
        return line


def _who(
    reading: Reading, *, group: OccasionGroup, person: int | None, language: str
) -> tuple[OccasionGroup, Sequence[Item]]:
    home = office_country(reading, language=language)
    found = celebrants(
        reading,
        key=group.code,
        on=group.date,
        person=person,
        open_only=False,
        limit=_MOST + 1,
        home=home,
    )
    return group, found
