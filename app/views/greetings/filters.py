"""The filter over the room's lists: whose customers, which class, which kind of occasion."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.greeting_policy import CLASSES
from app.domain.occasions import GROUP_NAMES, Group
from app.views.greetings.look import Filter
from app.views.kit.fields import Combo
from app.views.kit.greetings.words import capital
from app.views.kit.theme import GAP_S
from app.views.kit.ui import Ui


class Filters(QWidget):
    """Three choices side by side."""

    filtered = Signal(object)

    def __init__(self, ui: Ui, *, groups: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = ui.tr
        self.group = Combo(ui.theme, name=tr("Kind of occasion"))
        names = [(str(group), capital(tr(GROUP_NAMES[group]))) for group in Group]
        self.group.set_choices([("", tr("All occasions")), *names])
        self.class_ = Combo(ui.theme, name=tr("Class"))
        classes = [(one, one or tr("no class")) for one in CLASSES]
        self.class_.set_choices([(None, tr("All classes")), *classes])
        self.whose = Combo(ui.theme, name=tr("Whose customers"))
        self.whose.set_choices([(False, tr("Everybody's")), (True, tr("Mine"))])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        for combo in (self.group, self.class_, self.whose):
            row.addWidget(combo)
            combo.chosen.connect(lambda _: self.filtered.emit(self.wanted))
        row.addStretch(1)
        self.group.setVisible(groups)

    @property
    def wanted(self) -> Filter:
        """What is shown."""
        return Filter(
            bool(self.whose.currentData()), self.class_.currentData(), str(self.group.currentData() or "")
        )
